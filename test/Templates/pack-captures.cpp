// RUN: %check-behaviour %s

// Lambdas, coroutines or not, that capture parameter packs by copy, by reference, by default and with initialisers.
#include "support.h"
#include <tuple>
template <class T> struct later_value : tick {
  T v;
  later_value(T v) : v(v) {}
  T await_resume() const {
    say("got");
    return v;
  }
};
template <class... T> task<> m(T... xs) {
  auto t = std::make_tuple(xs...);
  co_await std::apply([](auto... y) -> task<> { (co_await y, ...); }, t);
}
template <class... T> task<> n(T... xs) {
  auto f = [xs...]() { return (0 + ... + int(xs.v)); };
  co_await tick{};
  say("%d", f());
}
template <class... T> task<> n2(T &...xs) {
  auto f = [&xs...]() { return (0 + ... + int(xs.v)); };
  co_await tick{};
  say("%d", f());
}
template <class... T> task<> n3(T &&...xs) {
  auto f = [&]() { return (0 + ... + int(xs.v)); };
  co_await tick{};
  say("%d", f());
}
template <class... T> task<> n4(T &&...xs) {
  auto f = [=]() { return (0 + ... + int(xs.v)); };
  co_await tick{};
  say("%d", f());
}
task<> n5(auto... xs) {
  auto f = [=]() { return (0 + ... + int(xs.v)); };
  co_await tick{};
  say("%d", f());
}
template <class... T> task<> o(T... xs) {
  auto f = [... ys = std::move(xs)]() { return (0 + ... + int(ys.v)); };
  co_await tick{};
  say("%d", f());
}
template <class... T> task<> p(T... xs) {
  auto f = [=]() -> task<> { (co_await xs, ...); };
  co_await f();
}
template <class... T> task<> q(T... xs) {
  auto f = [xs...]() mutable -> task<> { (co_await xs, ...); };
  co_await f();
}
template <class... T> task<> r(T... xs) {
  auto f = [&xs...]() mutable -> task<> { (co_await xs, ...); };
  co_await f();
}
template <class... T> task<> s(T... xs) {
  auto f = [... ys = std::move(xs)]() mutable -> task<> { (co_await ys, ...); };
  co_await f();
}
template <class... T> auto s2(T... xs) {
  return [... ys = std::move(xs)](auto... zs) mutable -> task<> {
    (co_await ys, ...);
    (co_await zs, ...);
  };
}
template <class... T> auto s3(T... xs) {
  return [=](auto... zs) mutable -> task<> {
    (co_await xs, ...);
    (co_await zs, ...);
  };
}
int main() {
  run(m(later_value(1), later_value(2)));
  run(n(later_value(1), later_value(2)));
  later_value a(1), b(2);
  run(n2(a, b));
  run(n3(a, later_value(3)));
  run(n4(a, later_value(3)));
  run(n5(a, later_value(3)));
  run(o(later_value(1), later_value(2)));
  run(p(later_value(1), later_value(2)));
  run(q(later_value(1), later_value(2)));
  run(r(later_value(1), later_value(2)));
  run(s(later_value(1), later_value(2)));
  auto f = s2(later_value(1));
  run(f(later_value(2), later_value(3)));
  auto g = s3(later_value(1));
  run(g(later_value(2), later_value(3)));
}
