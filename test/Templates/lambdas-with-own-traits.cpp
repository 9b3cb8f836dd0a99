// RUN: %check-behaviour %s

// Generic lambdas whose promise the traits find by a parameter, as libfork's:
// the closure is one of them, which no specialisation looks at.
#include "support.h"
#include <utility>

template <class R> struct forked {};
template <class R> struct place {
  using result = R;
  R *to;
};
template <class T>
concept is_place = requires(T t) { typename T::result; t.to; };

template <class R, class Place> struct forked_promise {
  typename Place::result *to;
  explicit forked_promise(const Place &first, auto &...) : to(first.to) {}
  template <class Self>
  forked_promise(const Self &, const Place &first, auto &...) : to(first.to) {}
  forked<R> get_return_object() { return {}; }
  std::suspend_never initial_suspend() noexcept { return {}; }
  std::suspend_never final_suspend() noexcept { return {}; }
  void return_value(R value) { *to = value; }
  void unhandled_exception() { say("unhandled"); }
};

template <class R, is_place Place, class... A>
struct std::coroutine_traits<forked<R>, Place, A...> {
  using promise_type = forked_promise<R, Place>;
};
template <class R, class Self, is_place Place, class... A>
  requires(!is_place<Self>)
struct std::coroutine_traits<forked<R>, Self, Place, A...>
    : std::coroutine_traits<forked<R>, Place, A...> {};

inline constexpr auto fib = [](auto self, int n) -> forked<int> {
  noisy alive{"fib"};
  co_await std::suspend_never();
  say("%d", *self.to);
  co_return n + 1;
};
template <class T>
inline constexpr auto sum_of = []<class Place>(Place, T n,
                                               auto... rest) -> forked<T> {
  co_await std::suspend_never();
  co_return (n + ... + rest);
};
struct by_name {
  template <class Place> forked<int> operator()(Place, int n) const {
    co_await std::suspend_never();
    co_return n - 1;
  }
};
template <class T> int in_template(T x) {
  int result = 0;
  auto adds = [&x](auto, T y) -> forked<T> {
    co_await std::suspend_never();
    co_return x += y;
  };
  adds(place<int>{&result}, T(4));
  return result;
}
int main() {
  int result = 7;
  fib(place<int>{&result}, 3);
  say("%d", result);
  sum_of<int>(place<int>{&result}, 1, 2, 3);
  say("%d", result);
  by_name()(place<int>{&result}, 5);
  say("%d", result);
  auto captures = [&result](auto first, int n) mutable -> forked<int> {
    co_await std::suspend_never();
    result += n;
    co_return *first.to + n;
  };
  captures(place<int>{&result}, 10);
  say("%d", result);
  say("%d", in_template(6));
}
