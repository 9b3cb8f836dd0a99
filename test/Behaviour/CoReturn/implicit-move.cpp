// RUN: %check-behaviour %s

// co_return of a local or a parameter moves it; of something else copies.
#include "support.h"

noisy global("global");

task<noisy> local() {
  noisy n("local");
  co_await tick{};
  co_return n;
}
task<noisy> parameter(noisy n) {
  co_await tick{};
  co_return n;
}
task<noisy> reference(noisy &n) {
  co_await tick{};
  co_return n;
}
task<noisy> rvalue(noisy &&n) {
  co_await tick{};
  co_return n;
}
task<noisy> constant() {
  const noisy n("constant");
  co_await tick{};
  co_return n;
}
task<noisy> not_local() { co_return global; }
task<noisy> parenthesised(noisy n) { co_return (n); }
task<noisy> moved() {
  noisy n("moved");
  co_return std::move(n);
}

int main() {
  noisy mine("mine");
  run(local());
  run(parameter("parameter"));
  run(reference(mine));
  run(rvalue(std::move(mine)));
  run(constant());
  run(not_local());
  run(parenthesised("parenthesised"));
  run(moved());
}
