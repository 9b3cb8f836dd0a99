// RUN: %check-behaviour %s

// What a promise that is known takes for what a template yields: a temporary that an operand is converted to lives
// across the suspension, and an object that it is bound to is not copied.
#include "support.h"

template <class Parameter> struct yields {
  struct promise_type {
    const std::remove_reference_t<Parameter> *value;
    yields get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(Parameter v) noexcept {
      value = &v;
      return {};
    }
    void unhandled_exception() { std::terminate(); }
    void return_void() {}
  };
  std::coroutine_handle<promise_type> handle;
  template <class F> void each(F show) {
    while (handle.resume(), !handle.done())
      show(*handle.promise().value);
    handle.destroy();
  }
};

struct {
  unsigned three : 3;
} fields{5};
template <class T> yields<const unsigned &> numbers(T x) {
  co_yield 1;
  co_yield x;
  co_yield x + x;
  co_yield 7u;
  co_yield fields.three;
  unsigned own = 8;
  const unsigned &same = own;
  co_yield same;
  own = 9;
}
template <class T> yields<std::string &&> strings(T x) {
  co_yield std::to_string(x);
  co_yield "literal";
  co_yield std::string("object");
  std::string local = "local";
  co_yield std::move(local);
}

struct maker {
  noisy name{"maker"};
  noisy object{"object"};
  operator noisy() const { return noisy("made"); }
};
struct lender : maker {
  operator const noisy &() const { return object; }
};
struct derived : noisy {
  derived(const char *name) : noisy(name), own("own") {}
  noisy own;
};
template <class T> T make() { return T(); }
template <class T> yields<const noisy &> objects(T x) {
  co_yield x;
  co_yield T();
  co_yield make<T>();
  co_yield derived("derived");
  co_yield noisy("known");
}
// A base class whose object is no copy of the part.
template <class F> task<> bind(F make) {
  const noisy &whole = make();
  co_await tick{};
  say("%s", whole.name.c_str());
}
template <class T> task<> lend(T x) {
  const noisy &lent = x;
  co_await tick{};
  say("%d", &lent == &x.object);
}

// A list, whose elements are converted too.
struct pair {
  noisy first;
  int second;
};
template <class T> yields<const pair &> pairs(T x) {
  co_yield {x, 1};
  co_yield {noisy("given"), 2};
}

int main() {
  numbers(3).each([](unsigned n) { say("%u", n); });
  auto generic = [](auto x) -> yields<const long &> {
    co_yield 1;
    co_yield x;
  };
  generic(7).each([](long n) { say("%ld", n); });
  strings(3).each([](const std::string &s) { say("%s", s.c_str()); });
  objects(maker()).each([](const noisy &n) { say("%s", n.name.c_str()); });
  objects(lender()).each([](const noisy &n) { say("%s", n.name.c_str()); });
  run(bind([] { return derived("whole"); }));
  run(lend(lender()));
  pairs("text").each([](const pair &p) { say("%s %d", p.first.name.c_str(), p.second); });
}
