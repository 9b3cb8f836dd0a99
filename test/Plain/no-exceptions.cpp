// RUN: %check-behaviour %s --plain "--flags=-fno-exceptions -fno-rtti"

// Without exceptions and run time types.
#include <coroutine>
#include <cstdio>
#include <deque>

std::deque<std::coroutine_handle<>> ready;

struct tick {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { ready.push_back(h); }
  int await_resume() { return 1; }
};
struct object {
  const char *name;
  explicit object(const char *n) : name(n) { std::printf("+%s\n", name); }
  ~object() { std::printf("-%s\n", name); }
};

struct task {
  struct promise_type {
    std::coroutine_handle<> continuation = std::noop_coroutine();
    int value;
    task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct back {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
        return h.promise().continuation;
      }
      void await_resume() noexcept {}
    };
    back final_suspend() noexcept { return {}; }
    void return_value(int n) { value = n; }
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    handle.promise().continuation = h;
    return handle;
  }
  int await_resume() {
    int value = handle.promise().value;
    handle.destroy();
    return value;
  }
};

task one() {
  object local("one");
  co_return co_await tick();
}

task sum(int n) {
  int total = 0;
  for (int i = 0; i < n; ++i) {
    object in_loop("loop");
    total += co_await one();
  }
  co_return total;
}

int main() {
  task t = sum(3);
  t.handle.resume();
  for (int turns = 0; !ready.empty() && turns < 3; ++turns) {
    auto h = ready.front();
    ready.pop_front();
    h.resume();
  }
  std::printf("%d\n", t.await_resume());
  task dropped = sum(1);
  dropped.handle.resume();
  ready.front().destroy(); // one(); sum() is destroyed below
  dropped.handle.destroy();
}
