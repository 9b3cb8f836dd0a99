// RUN: %check-behaviour %s

// The condition of a switch is converted while its temporaries live, whatever it is in an instance.
#include "support.h"
enum class color { red, green };
enum plain { one = 1, two };
struct chooses {
  noisy n{"chooses"};
  int v;
  chooses(int v) : v(v) {}
  operator int() const {
    say("convert %d", v);
    return v;
  }
};
struct picks {
  noisy n{"picks"};
  plain v;
  picks(int v) : v(plain(v)) {}
  operator plain() const {
    say("convert %d", v);
    return v;
  }
};
template <class T> task<T> give(const T &x) {
  co_await tick{};
  co_return x;
}
struct slow {
  noisy n;
  int v;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  int &await_resume() { return v; }
};
template <class T> task<> a(T x) {
  switch (co_await give(x)) {
  case T(1):
    say("one");
    co_await tick{};
    [[fallthrough]];
  default:
    say("other");
  }
}
template <class T> task<> b(T x) {
  switch (co_await give(x)) {
  case two:
    say("two");
    break;
  case 1:
    say("one");
    co_await tick{};
    [[fallthrough]];
  default:
    say("other");
  }
  switch (T y = x; co_await slow{noisy("s"), 2}) {
  case 2: {
    noisy l("l");
    co_await tick{};
    say("%d", (int)sizeof y);
  }
  }
  switch (auto y = co_await give(x)) {
  case 2: {
    noisy l("l");
    co_await tick{};
    say("%d", (int)sizeof y);
  } break;
  default:
    say("default");
  }
}
template <class T> task<int> in_branch(T x) {
  if constexpr (sizeof(T) > 1) {
    noisy l("branch");
    switch (co_await slow{noisy("s"), 1}; co_await give(x.kind())) {
    case T::first:
      say("first");
      co_await tick{};
      [[fallthrough]];
    case T::second:
      co_return 2;
    default:
      say("other");
    }
    switch (auto y = co_await give(x.size())) {
    case 3:
      co_await tick{};
      co_return y;
    }
    switch (co_await slow{noisy("t"), 2} - 1 + x.size() * 0) {
    case 1: {
      noisy m("m");
      co_await tick{};
    }
    }
  }
  co_return 0;
}
struct kinds {
  enum kind_t : char { first = -1, second, third };
  kind_t k;
  int n;
  chooses size() const { return n; }
  kind_t kind() const { return k; }
};
struct strict_kinds {
  enum class kind_t : unsigned long { first = ~0ul, second = 1, third };
  static constexpr auto first = kind_t::first, second = kind_t::second;
  kind_t k;
  long size() const { return 2; }
  kind_t kind() const { return k; }
};
int main() {
  say("%d", run(in_branch('c')));
  say("%d", run(in_branch(kinds{kinds::first, 3})));
  say("%d", run(in_branch(kinds{kinds::third, 3})));
  say("%d", run(in_branch(kinds{kinds::third, 2})));
  say("%d", run(in_branch(strict_kinds{strict_kinds::first})));
  say("%d", run(in_branch(strict_kinds{strict_kinds::kind_t::third})));
  run(a(1));
  run(a(color::green));
  run(a(one));
  run(a('c'));
  run(a(true));
  run(a(color::red));
  run(b(chooses(1)));
  run(b(picks(2)));
  run(b(5));
  run(b('a'));
  run(b(one));
}
