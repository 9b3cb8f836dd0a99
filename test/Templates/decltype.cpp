// RUN: %check-behaviour %s

// `decltype` of a name that the frame, or the factory of a closure, keeps in another way than the source.
#include "support.h"
#include <tuple>

template <class T> const char *kind() {
  return std::is_lvalue_reference_v<T> ? "lvalue" : std::is_rvalue_reference_v<T> ? "rvalue" : "object";
}
template <class T> const char *constness() { return std::is_const_v<std::remove_reference_t<T>> ? "const" : "mutable"; }
#define SHOW(...) say("%s %s", kind<decltype(__VA_ARGS__)>(), constness<decltype(__VA_ARGS__)>())

struct point {
  int x;
  const int y;
  int &z;
};

template <class T> task<> references(T &&made) {
  T &&rvalue = std::move(made);
  auto &&bound = std::move(made);
  const auto &constant = T(made);
  auto &plain = made;
  auto copy = made;
  const T fixed = made;
  co_await tick{};
  SHOW(rvalue);
  SHOW(bound);
  SHOW(constant);
  SHOW(plain);
  SHOW(copy);
  SHOW(fixed);
  SHOW(made);
  SHOW((rvalue));
  decltype(copy) fresh{};
  co_await tick{};
  SHOW(fresh);
}

task<> known(int &&made, int &shared, const int &constant, int copy) {
  int &&rvalue = std::move(made);
  auto &&bound = std::move(made);
  int i = 1;
  const auto &[x, y, z] = point{1, 2, i};
  auto &&[a, b] = std::pair<int, int &>(1, i);
  auto [c, d, e] = std::tuple<int, int &, const int>(1, i, 2);
  co_await tick{};
  SHOW(made);
  SHOW(shared);
  SHOW(constant);
  SHOW(copy);
  SHOW(rvalue);
  SHOW(bound);
  SHOW((bound));
  SHOW(x);
  SHOW(y);
  SHOW(z);
  SHOW(a);
  SHOW(b);
  SHOW(c);
  SHOW(d);
  SHOW(e);
  co_await tick{};
  say("%d", std::forward<decltype(bound)>(bound) + x + y + z + a + b + c + d + e);
}

template <class T> task<> in_closures(T &&made, int copy) {
  T &&rvalue = std::move(made);
  int local = 1;
  const int fixed = copy;
  auto show = [&, copy] {
    SHOW(rvalue);
    SHOW(made);
    SHOW(local);
    SHOW(copy);
    SHOW(fixed);
    decltype(local) another = local;
    another = 5;
    say("%d", local + another);
    (void)fixed;
  };
  co_await tick{};
  show();
}

task<> in_known_closures(int &&made, int copy) {
  int &&rvalue = std::move(made);
  int local = 1;
  auto show = [&, copy] {
    SHOW(rvalue);
    SHOW(made);
    SHOW(local);
    SHOW(copy);
    decltype(local) another = local;
    another = 5;
    say("%d", local + another + made);
  };
  co_await tick{};
  show();
}

task<> forwarded(auto &&...all) {
  co_await tick{};
  (SHOW(all), ...);
  auto take = [](auto &&...each) { (SHOW(each), ...); };
  take(std::forward<decltype(all)>(all)...);
}
task<> forwarded_one(auto &&one) {
  auto later = [&] { SHOW(std::forward<decltype(one)>(one)); };
  co_await tick{};
  SHOW(std::forward<decltype(one)>(one));
  later();
}
auto lambda = [](auto &&...all) -> task<> {
  co_await tick{};
  (SHOW(std::forward<decltype(all)>(all)), ...);
};
template <class T> auto capturing(T &value) {
  return [=, &value](auto... all) mutable -> task<> {
    SHOW(value);
    T copy = value;
    co_await tick{};
    SHOW(copy);
    (SHOW(all), ...);
  };
}

int main() {
  int i = 1, j = 2;
  const int c = 3;
  run(references(4));
  run(known(5, i, c, 6));
  run(in_closures(7, 8));
  run(in_known_closures(7, 8));
  run(forwarded(i, std::move(j), c));
  run(forwarded_one(i));
  run(forwarded_one(std::move(i)));
  run(lambda(i, std::move(j), c));
  auto f = capturing(i);
  run(f(1, 2));
}
