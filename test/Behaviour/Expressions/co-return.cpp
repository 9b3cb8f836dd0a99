// RUN: %check-behaviour %s

// co_return whose operand awaits, once or more, with temporaries.
#include "support.h"

task<int> number(int n) {
  noisy local("local");
  co_return co_await ask(n) + int(noisy("temporary").name.size());
}

task<noisy> made(bool b) {
  noisy local("local");
  if (b)
    co_return co_await make("made");
  co_return local + co_await make("added");
}

task<> nothing() {
  noisy local("local");
  co_return co_await tick{};
}

task<> work() {
  say("%d", co_await number(1));
  for (bool b : {true, false}) {
    noisy n = co_await made(b);
    say("%s", n.c_str());
  }
  co_await nothing();
}

int main() { run(work()); }
