// The initialiser of an init-capture names the variable outside, even if a capture in front of it has the same name.
// RUN: %check-behaviour %s
#include "support.h"

struct owner {
  int m = 5;
  task<> captures_itself() {
    auto closure = [*this, more = m + this->m]() { return m + more; };
    say("%d", closure());
    co_await tick{};
  }
};

task<int> captures(noisy a, const noisy &b, int n) {
  auto plain = [a, n, twice = n * 2, &b, length = b.name.size()]() { return n + twice + int(length + a.name.size()); };
  say("%d", plain());
  auto coroutine = [a, copy = noisy(a), &b, chosen = (b.name == "x" ? noisy("x") : noisy(b))](int i) mutable
      -> task<int> {
    say("%s %s %s %s", a.c_str(), copy.c_str(), b.c_str(), chosen.c_str());
    co_return co_await ask(i);
  };
  co_return co_await coroutine(n);
}

task<> all() {
  noisy b("b");
  say("%d", co_await captures(noisy("a"), b, 3));
  co_await owner().captures_itself();
}

int main() {
  run(all());
  destroy_at_every_point(all);
}
