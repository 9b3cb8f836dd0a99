// RUN: %check-behaviour %s

// Closures in the frame that capture structured bindings, whose types only an instance knows or have no name, or a copy
// of the object.
#include "support.h"

template <class T> struct counter {
  T start;
  task<> count(T x) const {
    auto [first, second] = std::pair{x, noisy("second")};
    auto bound = [first = first, &second = second, *this] { return first + start + int(second.name.size()); };
    auto copied = [first, &second](auto y) { return first + y + int(second.name.size()); };
    co_await tick{};
    second.name += "!";
    say("%d %d", bound(), copied(1));
  }
  task<> advance(T x) {
    auto add = [*this](T y) mutable { return start += y; };
    co_await tick{};
    say("%d", add(x));
    say("%d %d", add(x), start);
  }
};
template <class T> task<> of_array(T x) {
  T numbers[2] = {x, x + 1};
  auto &[first, second] = numbers;
  auto sum = [&first, b = second] { return first + b; };
  co_await tick{};
  first = 10;
  second = 20;
  say("%d", sum());
}
// The type of what a binding stands for has no name outside of templates either.
task<> unnamed() {
  auto [number, one] = std::pair(2, [] { return 1; });
  auto sum = [one, &number] { return one() + number; };
  co_await tick{};
  say("%d", sum());
}

int main() {
  run(counter<int>{5}.count(6));
  run(counter<int>{5}.advance(6));
  run(of_array(3));
  run(unnamed());
}
