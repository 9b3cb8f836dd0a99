// RUN: %check-behaviour %s --plain

// The promise's own allocation functions, a failure of theirs, constructors that take the parameters, a promise of
// large alignment, and coroutine_traits for a type without promise.
#include "support.h"
#include <cstdlib>

struct arena {
  int used = 0;
};

struct job {
  struct promise_type {
    arena *from;
    promise_type(arena &a, int n) : from(&a) { say("promise for %d", n); }
    void *operator new(std::size_t size, arena &a, int n) {
      say("allocate for %d", n);
      ++a.used;
      return std::malloc(size);
    }
    void operator delete(void *memory, std::size_t) {
      say("deallocate");
      std::free(memory);
    }
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
};

job in_arena(arena &a, int n) {
  noisy local("local");
  co_await std::suspend_always{};
  say("%d of %d", n, a.used);
}

struct no_memory {
  bool failed = false;
  struct promise_type {
    static void *operator new(std::size_t, const std::nothrow_t &) noexcept { return nullptr; }
    static void *operator new(std::size_t) noexcept { return nullptr; }
    static void operator delete(void *) {}
    static no_memory get_return_object_on_allocation_failure() { return {true}; }
    no_memory get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

no_memory never_runs() { co_return; }

struct alignas(64) wide {
  struct promise_type {
    alignas(64) int value = 1;
    std::coroutine_handle<promise_type> get_return_object() {
      return std::coroutine_handle<promise_type>::from_promise(*this);
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int n) {
      value = n;
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
    // 64 are more than operator new gives.
    void *operator new(std::size_t size) { return std::aligned_alloc(64, (size + 63) / 64 * 64); }
    void operator delete(void *memory) { std::free(memory); }
  };
};
using wide_handle = std::coroutine_handle<wide::promise_type>;
template <> struct std::coroutine_traits<wide_handle, int> {
  using promise_type = wide::promise_type;
};

wide_handle numbers(int n) {
  while (n > 0)
    co_yield n--;
}

int main() {
  arena a;
  auto j = in_arena(a, 4);
  j.handle();
  j.handle();
  say("%d", j.handle.done());
  j.handle.destroy();
  say("%d", never_runs().failed);
  auto h = numbers(2);
  for (; !h.done(); h.resume())
    say("%d", h.promise().value);
  h.destroy();
}
