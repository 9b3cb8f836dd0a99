// RUN: %check-behaviour %s

// In templates: references of known types to what is awaited, of classes whose destructors nobody has needed so far, also
// in branches; types that are asked of the pack of the parameters; arrays in branches whose bounds are packs.
#include "support.h"
#include <tuple>

struct token {
  int v = 3;
};
struct token_tag {};
template <class T> struct holds_token {
  struct promise_type {
    token tok;
    holds_token get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { say("unhandled"); }
    struct gives {
      const token &tok;
      bool await_ready() noexcept { return false; }
      void await_suspend(std::coroutine_handle<> h) noexcept { event_loop.push_back(h); }
      const token &await_resume() noexcept { return tok; }
    };
    gives await_transform(token_tag) { return {tok}; }
  };
};
template <class T> holds_token<T> refers(T) {
  const token &t = co_await token_tag();
  int x = t.v;
  co_await token_tag();
  say("%d", x + t.v);
}
template <class T> holds_token<T> refers_in_branch(T) {
  if constexpr (sizeof(T) == 1) {
    co_return;
  } else {
    const token &t = co_await token_tag();
    co_await token_tag();
    say("%d", t.v);
  }
}

template <class... T> struct all_of {
  std::tuple<T...> values;
  explicit all_of(T... t) : values(t...) {}
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { event_loop.push_back(h); }
  int await_resume() { return int(sizeof...(T)); }
};
template <class... T> task<int> asks_pack(T... ts) {
  all_of<decltype(ts)...> r(ts...);
  int n = co_await r;
  co_return n + co_await r;
}

struct job {
  noisy v;
  explicit job(const char *v) : v(v) {}
  job(job &&) = default;
};
template <class T> job make(T t) { return job(t); }
template <class... T> task<int> array_in_branch(T... ts) {
  if constexpr (sizeof...(T) == 0) {
    co_return 0;
  } else {
    job jobs[sizeof...(T)] = {make(ts)...};
    co_await tick{};
    for (job &each : jobs)
      say("%s", each.v.c_str());
    co_return int(sizeof...(T));
  }
}

int main() {
  refers(1);
  refers_in_branch(1);
  refers_in_branch('c');
  drain();
  say("%d", run(asks_pack(1, 2.0, 'c')));
  say("%d", run([](auto... ts) -> task<int> {
    all_of<decltype(ts)...> r(ts...);
    int n = co_await r;
    co_return n + co_await r;
  }(1, 2.0)));
  say("%d", run(array_in_branch("one", "two")));
  say("%d", run(array_in_branch()));
}
