// RUN: %check-behaviour %s

// In a compound assignment the right operand is evaluated first: what the left holds is read after the await.
#include "support.h"

int total = 1;
int &left() {
  say("left %d", total);
  return total;
}
struct changes : tick {
  int await_resume() const { return total += 10; }
};
struct money {
  int cents = 0;
  money &operator+=(int n) {
    say("+= %d", n);
    cents += n;
    return *this;
  }
};

task<> work() {
  total += co_await changes{};
  left() += co_await changes{};
  left() *= 1 + co_await ask(1);
  total <<= co_await ask(1);
  money m;
  m += co_await ask(5);
  (m += co_await ask(6)) += co_await ask(7);
  double d = 1;
  d /= co_await ask(4);
  std::string s = "s";
  s += std::to_string(co_await ask(8));
  int i = 3;
  int old = (i -= co_await ask(1));
  say("%d %d %.2f %s %d %d", total, m.cents, d, s.c_str(), i, old);
}

int main() { run(work()); }
