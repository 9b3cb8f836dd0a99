// RUN: %check-behaviour %s

// An exception that leaves the ramp destroys the frame once, whatever the return object does, and whether the body,
// or the conversion of what get_return_object gives, throws it.
#include "support.h"

/// Destroys the coroutine.
struct owner {
  struct promise_type {
    noisy mine{"promise"};
    owner get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { throw; }
  };
  std::coroutine_handle<promise_type> handle;
  owner(std::coroutine_handle<promise_type> h) : handle(h) {}
  owner(owner &&other) : handle(std::exchange(other.handle, {})) {}
  ~owner() {
    if (handle)
      handle.destroy();
  }
};
owner fails(argument a) {
  noisy local("local");
  throw error("body");
  co_return;
}
template <class T> owner fails_too(T a) {
  noisy local("local");
  throw error("body of a template");
  co_return;
}
owner succeeds(argument a) {
  noisy local("local");
  co_return;
}

struct given {};
template <class Start> struct converted {
  struct promise_type {
    noisy mine{"promise"};
    given get_return_object() { return {}; }
    Start initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  converted(given) { throw error("conversion"); }
};
converted<std::suspend_always> not_begun(argument a) { co_return; }
converted<std::suspend_never> at_its_end(argument a) {
  noisy local("local");
  co_return;
}
template <class Start, class T> converted<Start> of_template(T a) {
  noisy local("local");
  co_return;
}

int main() {
  guarded([] { fails("a"); });
  guarded([] { fails_too(argument("b")); });
  guarded([] { succeeds("c"); });
  guarded([] { not_begun("d"); });
  guarded([] { at_its_end("e"); });
  guarded([] { of_template<std::suspend_always>(argument("f")); });
  guarded([] { of_template<std::suspend_never>(argument("g")); });
}
