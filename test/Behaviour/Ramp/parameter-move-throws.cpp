// RUN: %check-behaviour %s

// The parameters copied so far are destroyed and the frame freed; no promise was made.
#include "support.h"

struct fragile {
  int throws;
  bool own = false;
  explicit fragile(int t) : throws(t) {}
  fragile(fragile &&other) : throws(other.throws), own(true) {
    say("move fragile");
    if (throws)
      throw error("fragile");
  }
  ~fragile() {
    if (own)
      say("-fragile(%d)", std::uncaught_exceptions());
  }
};

struct job {
  struct promise_type {
    noisy mine{"promise"};
    static void *operator new(std::size_t size) {
      say("new");
      return ::operator new(size);
    }
    static void operator delete(void *p) {
      say("delete(%d)", std::uncaught_exceptions());
      ::operator delete(p);
    }
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { say("unhandled"); }
  };
};

[[gnu::noinline]] job work(argument a, fragile, argument) {
  say("body %s", a.name);
  co_await tick{};
}

int main() {
  for (int throws : {0, 1}) {
    guarded([&] { work("a", fragile(throws), "b"); });
    drain();
  }
}
