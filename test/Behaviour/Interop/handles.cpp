// RUN: %check-behaviour %s --lower-args=""

// std::coroutine_handle on a lowered coroutine: from_address, from_promise, promise, done, resume, destroy, comparison.
#include "support.h"

using handle_of = std::coroutine_handle<task<int>::promise_type>;

[[clang::annotate("switchback::async")]]
task<int> lowered(argument a) {
  noisy local("local");
  co_await std::suspend_always{};
  co_return int(std::string(a.name).size());
}

void use(handle_of h) {
  void *address = h.address();
  auto erased = std::coroutine_handle<>::from_address(address);
  auto typed = handle_of::from_address(address);
  auto from_promise = handle_of::from_promise(h.promise());
  say("same %d %d %d", erased == h, typed == h, from_promise == h);
  say("done %d %d", h.done(), erased.done());
  erased.resume();
  say("done %d, value %d", from_promise.done(), h.promise().value.has_value());
  typed();
  say("done %d, value %d", erased.done(), *h.promise().value);
  erased.destroy();
}

int main() {
  use(release(lowered("four")));
  task<int> t = lowered("destroyed early");
  t.resume();
  handle_of::from_promise(t.handle.promise()).destroy();
  t.handle = nullptr;
}
