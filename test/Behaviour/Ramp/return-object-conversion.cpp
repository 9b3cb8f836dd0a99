// RUN: %check-behaviour %s

// What get_return_object gives is converted to the return type: when, and that it happens once.
#include "support.h"

struct proxy;
struct job {
  job(const proxy &);
  int from;
};
struct proxy {
  int id;
};
job::job(const proxy &p) : from(p.id) { say("converted from proxy %d", p.id); }

template <class Start> struct promise {
  proxy get_return_object() {
    say("get_return_object");
    return {7};
  }
  Start initial_suspend() noexcept {
    say("initial_suspend");
    return {};
  }
  std::suspend_never final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() {}
};

struct lazy {};
template <> struct std::coroutine_traits<job, int> {
  using promise_type = promise<std::suspend_never>;
};
template <> struct std::coroutine_traits<job, lazy, std::coroutine_handle<> *> {
  struct promise_type : promise<tick> {};
};

job starts_at_once(int n) {
  say("body %d", n);
  co_await tick{};
  say("end %d", n);
}

job starts_later(lazy, std::coroutine_handle<> *) {
  say("body");
  co_await tick{};
  say("end");
}

int main() {
  job a = starts_at_once(1);
  say("made %d", a.from);
  drain();
  job b = starts_later({}, nullptr);
  say("made %d", b.from);
  drain();
}
