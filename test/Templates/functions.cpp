// RUN: %check-behaviour %s

// Function templates: deduced and given arguments, abbreviated, constrained, variadic, non-type, template template and
// default parameters, specialised and explicitly instantiated.
#include "support.h"

/// Gives a copy of `value`, which must live as long as the full expression.
template <class T> struct copied_later : tick {
  const T &value;
  explicit copied_later(const T &v) : value(v) {}
  T await_resume() const { return value; }
};
#include <array>
#include <concepts>

template <class T> task<T> twice(T value) {
  T first = value;
  co_await tick{};
  T second = co_await copied_later(value);
  co_return first + second;
}

template <class T> task<> by_reference(T &changed, const T &constant, T &&moved) {
  changed = changed + co_await copied_later(constant);
  T kept = std::forward<T>(moved);
  co_await tick{};
  say("%s", kept.c_str());
}

task<int> abbreviated(auto left, auto &right, auto &&other) {
  co_await tick{};
  right += left;
  int sum = co_await ask(1) + left;
  co_return sum + right + other;
}

template <std::integral T> task<T> constrained(T n)
  requires(sizeof(T) >= 4)
{
  for (T i = 0; i < n; ++i)
    co_await tick{};
  co_return n * 2;
}

template <int N, class T = int> task<T> counted(T start) {
  std::array<T, N> values{};
  for (int i = 0; i < N; ++i)
    values[i] = start + co_await later(i);
  T sum{};
  for (T &each : values) {
    sum += each;
    co_await tick{};
  }
  co_return sum;
}

template <template <class...> class Container, class T> task<std::size_t> collected(T a, T b) {
  Container<T> all;
  all.push_back(a);
  co_await tick{};
  all.push_back(b);
  const auto &view = all;
  co_await tick{};
  co_return view.size();
}

template <class T> task<const char *> named(T) {
  co_await tick{};
  co_return "primary";
}
template <> task<const char *> named<int>(int) {
  co_await tick{};
  co_return "of int";
}
template task<const char *> named<char>(char);

template <class T> eager<T> started(T value) {
  say("started");
  co_return value;
}

template <class T> generator<T> range(T from, T to) {
  for (T i = from; i != to; ++i)
    co_yield i;
}

template <class T> task<T> throwing(T value, bool late) {
  noisy guard("guard");
  try {
    co_await tick{};
    if (!late)
      throw error("early");
    co_await tick{};
  } catch (const error &e) {
    say("caught %s", e.what());
  }
  if (late)
    throw value;
  co_return value;
}

task<> use() {
  say("%s", (co_await twice(noisy("n"))).c_str());
  say("%d", co_await twice(21));
  noisy a("a"), b("b");
  co_await by_reference(a, b, noisy("c"));
  int right = 3;
  say("%d %d", co_await abbreviated(1, right, 10), right);
  say("%d", co_await constrained(4));
  say("%d", (co_await counted<3>(10)));
  say("%ld", (co_await counted<2, long>(5)));
  say("%zu", (co_await collected<std::vector>(std::string("x"), std::string("y"))));
  say("%s %s", co_await named(1), co_await named('c'));
  say("%d", co_await started(7));
  for (int each : range(1, 4))
    say("range %d", each);
}

int main() {
  run(use());
  destroy_at_every_point([] { return twice(noisy("n")); });
  destroy_at_every_point([] { return range(noisy("x").name.size(), std::size_t(3)); });
  for (bool late : {false, true})
    guarded([&] { say("%d", run(throwing(5, late))); });
  guarded([&] { run(throwing(noisy("thrown"), true)); });
}
