// RUN: %check-behaviour %s

// An object cast to void in front of a comma lives to the end of the full expression.
#include "support.h"

task<> work() {
  noisy &&r = ((void)noisy("cast"), noisy(co_await ask(1) ? "yes" : "no"));
  int n = 1;
  int &l = (r.name.empty() ? void(noisy("empty")) : (void)(noisy("filled")), static_cast<void>(noisy("static")),
            n = co_await ask(2), n);
  say("%s %d", r.c_str(), l);
}

// So does one in a template, where the comma may be overloaded for what only an instance knows.
struct other {};
int operator,(other, int n) { return n; }
struct refers : tick {
  int &n;
  explicit refers(int &n) : n(n) {}
  int await_resume() {
    say("refers %d", n);
    return n;
  }
};
struct list {
  int &n;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  int await_resume() {
    say("list %d", n);
    return n;
  }
};
template <class T> task<int> pattern(T x) {
  int sum = co_await refers(((void)noisy("refers"), x));
  sum += co_await list{((void)noisy("list"), x)};
  co_return sum;
}

int main() {
  run(work());
  say("%d", run(pattern(3)));
}
