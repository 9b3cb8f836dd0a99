// RUN: %check-behaviour %s --flags=-std=c++23 --no-gxx

// Explicit object parameters, by value and by reference; static call operators; subscripts of several arguments.
#include "support.h"
struct S {
  int v = 3;
  task<int> explicit_self(this S &self, int n) {
    co_await tick{};
    co_return self.v + n;
  }
  task<int> explicit_copy(this S self, int n) {
    co_await tick{};
    self.v += n;
    co_return self.v;
  }
  task<int> explicit_cref(this const S &self) {
    co_await tick{};
    co_return self.v;
  }
  task<int> explicit_rv(this S &&self) {
    co_await tick{};
    co_return self.v++;
  }
  static task<int> operator()(int x) {
    co_await tick{};
    co_return x;
  }
  task<int> operator[](int a, int b) {
    co_await tick{};
    co_return a + b + v;
  }
};
struct N {
  noisy n{"obj"};
  N() {}
  N(const N &o) : n(o.n) {}
  task<> by_value(this N self, noisy p) {
    co_await tick{};
    say("%s %s", self.n.c_str(), p.c_str());
  }
};
struct from {
  int v;
  task<int> get(this from, int q) {
    co_await tick{};
    co_return q;
  }
};
// A promise whose functions take it explicitly.
struct explicit_promise {
  struct promise_type {
    int n = 3;
    promise_type() = default;
    explicit_promise get_return_object(this promise_type &self) {
      say("made by %d", self.n);
      return {};
    }
    std::suspend_never initial_suspend(this promise_type &) noexcept { return {}; }
    std::suspend_never final_suspend(this promise_type &) noexcept { return {}; }
    void return_void(this promise_type &) { say("returned"); }
    void unhandled_exception(this promise_type &) {}
    auto await_transform(this auto &self, int k) {
      struct adds {
        int sum;
        bool await_ready(this adds &) { return false; }
        bool await_suspend(this adds &, std::coroutine_handle<>) { return false; }
        int await_resume(this const adds &a) { return a.sum; }
      };
      return adds{self.n + k};
    }
  };
};
explicit_promise plain(int k) { say("%d", co_await k); }
template <class T> explicit_promise generic(T k) { say("%d", co_await k); }

int main() {
  plain(1);
  generic(2);
  S s;
  say("%d", run(s.explicit_self(1)));
  say("%d", run(s.explicit_copy(1)));
  say("%d", run(s.explicit_cref()));
  say("%d", run(std::move(s).explicit_rv()));
  say("%d", s.v);
  say("%d", run(s(5)));
  say("%d", run(s[1, 2]));
  N n;
  run(n.by_value("arg"));
  say("%d", run(from{1}.get(4)));
  destroy_at_every_point([&] { return n.by_value("arg"); });
}
