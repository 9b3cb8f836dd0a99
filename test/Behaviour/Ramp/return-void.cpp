// RUN: %check-behaviour %s

// A coroutine that returns void, its promise named by coroutine_traits.
#include "support.h"

struct detached {
  void get_return_object() {} // clang does not call it; the standard says it is called
  std::suspend_never initial_suspend() noexcept { return {}; }
  std::suspend_never final_suspend() noexcept { return {}; }
  void return_void() { say("return_void"); }
  void unhandled_exception() { say("unhandled"); }
};
template <class... Args> struct std::coroutine_traits<void, const char *, Args...> {
  using promise_type = detached;
};

void work(const char *name, noisy n) {
  say("%s", name);
  co_await tick{};
  say("%s %s", name, n.c_str());
}

void fails(const char *name) {
  co_await tick{};
  throw error(name);
}

int main() {
  work("a", noisy("b"));
  fails("c");
  say("queued");
  drain();
}
