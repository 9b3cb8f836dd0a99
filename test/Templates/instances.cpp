// RUN: %check-behaviour --instances %s

// What the pattern of a template cannot express is lowered for the instances of the file.
#include "support.h"
#include <tuple>

namespace app {
struct text {
  std::string s;
  text(const char *c) : s(c) { say("text %s", c); }
  ~text() { say("gone %s", s.c_str()); }
};
int length(const text &t, int n) { return int(t.s.size()) + n; }

// Awaits whose number a pack decides.
template <class... Ts> task<int> sum(Ts... ts) {
  int all = (0 + ... + co_await ask(ts));
  co_await tick{};
  co_return all;
}
template <class... Ts> task<int> difference(Ts... ts) { co_return (co_await ask(ts) - ...) + (... - co_await ask(ts)); }
template <class... Ts> task<bool> any(const Ts &...ts) { co_return (co_await ask(ts) || ...); }
template <class... Ts> task<int> last(Ts... ts) { co_return (co_await ask(ts), ...); }
template <std::size_t... Is, class... Ts> task<int> by_index(std::index_sequence<Is...>, std::tuple<Ts...> all) {
  std::tuple<Ts..., int> more{co_await ask(std::get<Is>(all))..., int(sizeof...(Is))};
  co_return (std::get<Is>(more) + ... + std::get<sizeof...(Is)>(more));
}

// Members, with branches that an instance discards, and concepts that only hold of others.
template <class T, int N = 4> struct box {
  T value;
  template <class U> task<U> f(U u) const;
  task<int> g(T t) {
    if constexpr (sizeof(T) == sizeof(int)) {
      co_return length("four", co_await ask(int(t))) + N;
    } else if constexpr (requires { t.nothing(); }) {
      co_return length(t.nothing(), co_await ask(2));
    } else {
      using mine = T;
      mine copy = t;
      co_return length("other", co_await ask(int(copy))) - N;
    }
  }
  static task<T> h(T t, unsigned char c = 'a') {
    auto add = [&](T x) { return x + t + N; };
    int n = length("static", co_await ask(int(t)));
    co_return add(T(n)) + c;
  }

  task<int> call() { return i({5}); }
  explicit box(T value) : value(value) {}

private:
  T hidden = 3;
  struct inner {
    T t;
  };
  task<int> i(inner in) { co_return length("inner", co_await ask(int(in.t + hidden))); }
};
template <class T, int N> template <class U> task<U> box<T, N>::f(U u) const {
  U v = length("abc", co_await ask(int(u)));
  co_return v + value + U{1} + N;
}

// A type that is declared behind the template, and a call that finds its function by that.
template <class T> task<int> of_later_type(T x) noexcept(sizeof(T) > 1) {
  co_return length("argument", co_await ask(weight(x))) + int(sizeof(T));
}
struct heavy {
  int all[4];
};
int weight(const heavy &) { return 9; }

} // namespace app

template <class T> concept small = sizeof(T) < 4;
task<int> abbreviated(small auto x, auto &&...more) {
  co_return app::length("short", co_await ask(int(x))) + int(sizeof...(more)) + (0 + ... + more);
}

// Behind the declaration, not only behind the class.
inline const struct summing {
  template <class... A> static task<int> sum(A... a) {
    int result = (0, ..., co_await (A &&)a);
    co_return result;
  }
} sums{};

int main() {
  say("%d", run(sums.sum(later(1), later(2))));
  using namespace app;
  say("%d", run(sum(1, 2, 3)));
  say("%d", run(sum()));
  say("%d", run(difference(9, 2, 3, 1)));
  say("%d", run(any(0, 0)));
  say("%d", run(any(0, 3, 4)));
  say("%d", run(last(3, 4)));
  say("%d", run(by_index(std::index_sequence_for<int, int>{}, std::tuple{1, 2})));
  say("%d", run(box<int>{4}.f(5)));
  say("%d", int(run(box<int>{4}.f(5L))));
  say("%d", run(box<int>{4}.g(5)));
  say("%d", run(box<long, 2>{4}.g(5)));
  say("%d", int(run(box<long, 2>::h(5))));
  say("%d", run(box<int>{4}.call()));
  say("%d", run(of_later_type(heavy{})));
  say("%d", run(abbreviated(short(3))));
  say("%d", run(abbreviated(short(3), 1, 2L)));
}
