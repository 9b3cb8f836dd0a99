// RUN: %check-behaviour %s

// By-value arguments of templates that stay what they are while a later one is
// awaited: tags, constants, and variables that nothing changes.
#include "support.h"
#include <optional>
#include <variant>
struct set_value_t {};
inline constexpr set_value_t set_value{};
struct limit {
  int n;
};
inline constexpr limit limits{4};
template <class F, class T> tick call(F, T &&x) {
  return say("call %d", x), tick{};
}
template <class F, class T> tick limited(F f, T &&x) {
  return say("limited %d %d", x, f.n), tick{};
}
template <class A> task<> impl(A a) {
  co_await call(set_value, co_await (A &&) a);
}
template <class A> task<> impl2(A a) {
  auto f = [] {};
  limit l{3};
  co_await call(f, co_await (A &&) a);
  co_await limited(limits, co_await (A &&) a);
  co_await limited(l, co_await (A &&) a);
  std::coroutine_handle<> h;
  co_await call(h, co_await (A &&) a);
}
template <class A> task<std::variant<int, A>> v(task<A> b) {
  co_return std::variant<int, A>(std::in_place_index<1>, co_await b);
}
template <class A> task<std::optional<A>> o(task<A> b) {
  co_return std::optional<A>(std::in_place, co_await b);
}
task<long> one() { co_return 1; }
int main() {
  run(impl(later<int>(1)));
  run(impl2(later<int>(1)));
  say("%ld", std::get<1>(run(v(one()))));
  say("%ld", *run(o(one())));
}
