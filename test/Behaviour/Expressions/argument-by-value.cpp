// RUN: %check-behaviour %s

// By-value arguments of class type that are made after the await, or from it.
#include "support.h"

void take(int n, noisy a) { say("take %d %s", n, a.c_str()); }
void take(noisy a) { say("take %s", a.c_str()); }
std::size_t length(std::string s, int n) { return s.size() + n; }
int value(std::unique_ptr<int> p, int n) { return *p + n; }

task<> work() {
  noisy local("local");
  take(co_await ask(1), local);
  take(co_await ask(2), noisy("temporary"));
  take(co_await make("made"));
  take(std::move(local));
  say("%zu", length("a string too long to be stored without an allocation", co_await ask(3)));
  say("%d", value(std::make_unique<int>(40), co_await ask(4)));
}

int main() { run(work()); }
