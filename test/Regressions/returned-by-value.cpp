// RUN: %check-behaviour %s

// co_return of a local to a promise that takes its result by value; of a braced list, and of what may be a reference,
// in a template.
#include "support.h"

template <class T> struct prints {
  struct promise_type {
    prints get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(T value) { say("%d", *value); }
    void unhandled_exception() {}
  };
};
using unique = std::unique_ptr<int>;
prints<unique> local() {
  auto p = std::make_unique<int>(1);
  co_return p;
}
prints<unique> parameter(unique p) { co_return p; }
prints<unique> reference(unique p) {
  unique &&q = std::move(p);
  co_return q;
}
prints<std::shared_ptr<int>> converted(unique p) { co_return p; }
prints<std::shared_ptr<int>> copied(std::shared_ptr<int> p) {
  auto &q = p;
  co_return q;
}
template <class T> prints<std::unique_ptr<T>> local_of(T n) {
  auto p = std::make_unique<T>(n);
  co_return p;
}

struct takes_pair {
  struct promise_type {
    takes_pair get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(std::pair<int, int> p) { say("%d %d", p.first, p.second); }
    void unhandled_exception() {}
  };
};
template <class T> takes_pair list(T n) { co_return {n, 2}; }
template <class T> takes_pair constants(T) { co_return {1, 2}; }
template <class T> takes_pair nothing(T) { co_return {}; }
template <class T> task<std::optional<T>> maybe(T n) {
  co_await tick{};
  if (n == T())
    co_return {};
  co_return n;
}

struct takes_noisy {
  struct promise_type {
    takes_noisy get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(const noisy &) { say("copies"); }
    void return_value(noisy &&) { say("moves"); }
    void unhandled_exception() {}
  };
};
template <class T> takes_noisy given(T x) { co_return x; }
template <class T> takes_noisy named(T &x) {
  decltype(auto) y = (x);
  co_return y;
}

int main() {
  local();
  parameter(std::make_unique<int>(2));
  reference(std::make_unique<int>(3));
  converted(std::make_unique<int>(4));
  copied(std::make_shared<int>(5));
  local_of(6);
  list(1);
  constants(1);
  nothing(1);
  say("%d %d", run(maybe(0)).has_value(), run(maybe(2)).value());
  noisy x("x");
  given<noisy &>(x);
  given<noisy>(x);
  given<noisy &&>(std::move(x));
  named(x);
}
