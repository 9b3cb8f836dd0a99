// RUN: %check-behaviour %s

// An awaiter may stand where the reference parameter stood that it is made from, if all is read before it is written.
#include "support.h"

struct suspends {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
};
template <class F> struct calls : suspends {
  F f;
  long behind = 1;
  calls(F f) : f(f) {}
  int await_resume() { return f() + int(behind); }
};
template <class F> calls<F> lazily(F f) { return calls<F>(f); }
/// What it returns is there before \p f is called.
template <class F> calls<int (*)()> soon(F f) {
  static int result;
  calls<int (*)()> made([] { return result; });
  made.behind = 77;
  result = f();
  return made;
}
struct constructed : suspends {
  long first = -1;
  int *second;
  constructed(int &n) : second(&n) {
    first = n;
    if (n < 0)
      throw error("constructor");
  }
  int await_resume() { return *second + int(first); }
};
struct one {
  int &n;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  int await_resume() { return n; }
};
struct two {
  long first;
  int &n;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  int await_resume() { return n + int(first); }
};
struct operand {
  long first;
  int *n;
  constructed operator co_await() const { return constructed(*n); }
};

task<int> closure(int &c) {
  co_return co_await lazily([&] { return c; });
}
task<int> called(int &c) {
  co_return co_await soon([&c] { return c + 2; });
}
task<int> object(int &c) { co_return co_await constructed(c); }
task<int> value(int c) { co_return co_await constructed(c); }
task<int> element(int &c) { co_return co_await one{c}; }
task<int> elements(int &c, int &d) { co_return co_await two{c, d}; }
task<int> has_awaiter(int &c) { co_return co_await operand{1, &c}; }
task<int> in_loop(int &c) {
  int sum = 0;
  for (int i = 0; i < 3; ++i)
    sum += co_await one{c};
  co_return sum;
}

template <class T> task<int> closure_of(T &c) {
  co_return co_await lazily([&] { return c; });
}
template <class T> task<int> called_of(T &c) {
  co_return co_await soon([&c] { return c + 2; });
}
template <class T> task<int> object_of(T &c) { co_return co_await constructed(c); }
template <class T> task<int> element_of(T &c) { co_return co_await one{c}; }
template <class T> task<int> elements_of(T &c, T &d) { co_return co_await two{c, d}; }
template <class T> task<int> has_awaiter_of(T &c) { co_return co_await operand{1, &c}; }
template <class T> task<int> in_turn(T &c, T &d) {
  int first = co_await constructed(c);
  co_await tick{};
  co_return first + co_await constructed(d);
}
template <class A, class T> task<int> of_type(T &c, T &d) {
  int first = co_await A(c);
  co_return first + d;
}
template <class T> struct holder {
  int own = 5;
  task<int> member(T &c) { co_return co_await constructed(c) + own; }
  task<int> waits(task<T> &other) { co_return co_await std::move(other) + own; }
};

static void run(task<int> t) {
  try {
    t.resume();
    drain();
    say("%d", t.await_resume());
  } catch (const error &e) {
    say("caught %s", e.what());
  }
}

int main() {
  for (int v : {40, -40}) {
    int w = 7;
    run(closure(v));
    run(called(v));
    run(object(v));
    run(value(v));
    run(element(v));
    run(elements(v, w));
    run(has_awaiter(v));
    run(in_loop(v));
    run(closure_of(v));
    run(called_of(v));
    run(object_of(v));
    run(element_of(v));
    run(elements_of(v, w));
    run(has_awaiter_of(v));
    run(in_turn(v, w));
    run(of_type<constructed>(v, w));
    run(of_type<one>(v, w));
    holder<int> held;
    run(held.member(v));
    task<int> other = value(w);
    run(held.waits(other));
  }
}
