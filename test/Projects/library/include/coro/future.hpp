#pragma once
#include "traits.hpp"
#include <future>
#include <memory>
#include <memory_resource>

/// Coroutines that give a std::future and run at once.
namespace coro::detail {
template <class T> struct future_promise_base : std::promise<T> {
  std::future<T> get_return_object() { return this->get_future(); }
  std::suspend_never initial_suspend() const noexcept { return {}; }
  std::suspend_never final_suspend() const noexcept { return {}; }
  void unhandled_exception() { this->set_exception(std::current_exception()); }
};
} // namespace coro::detail

template <class T, class... Args>
  requires(!std::is_void_v<T>)
struct std::coroutine_traits<std::future<T>, Args...> {
  struct promise_type : coro::detail::future_promise_base<T> {
    template <class U> void return_value(U &&value) {
      this->set_value(std::forward<U>(value));
    }
  };
};
template <class... Args>
struct std::coroutine_traits<std::future<void>, Args...> {
  struct promise_type : coro::detail::future_promise_base<void> {
    void return_void() { this->set_value(); }
  };
};

/// Where the first parameter is an allocator, the frame comes from it.
template <class T, class A, class... Args>
struct std::coroutine_traits<std::future<T>, std::allocator_arg_t, A, Args...> {
  struct promise_type : std::coroutine_traits<std::future<T>>::promise_type {
    static constexpr std::size_t place =
        (sizeof(void *) + alignof(std::max_align_t) - 1) /
        alignof(std::max_align_t) * alignof(std::max_align_t);
    static void *operator new(std::size_t size, std::allocator_arg_t,
                              A &allocator, Args &...) {
      std::pmr::memory_resource *memory = allocator.resource();
      auto *bytes = static_cast<std::byte *>(memory->allocate(size + place));
      std::construct_at(reinterpret_cast<std::pmr::memory_resource **>(bytes),
                        memory);
      return bytes + place;
    }
    static void operator delete(void *frame, std::size_t size) {
      auto *bytes = static_cast<std::byte *>(frame) - place;
      (*reinterpret_cast<std::pmr::memory_resource **>(bytes))
          ->deallocate(bytes, size + place);
    }
  };
};

namespace coro {
/// A future that is there, for a coroutine.
template <class T> struct future_awaiter {
  std::future<T> &waited;
  bool await_ready() const {
    return waited.wait_for(std::chrono::seconds(0)) ==
           std::future_status::ready;
  }
  bool await_suspend(std::coroutine_handle<>) const noexcept { return false; }
  T await_resume() const { return waited.get(); }
};
template <class T> future_awaiter<T> from_future(std::future<T> &waited) {
  return {waited};
}
} // namespace coro
