#pragma once
#include "task.hpp"
#include <cstddef>
#include <tuple>
#include <vector>

namespace coro {

namespace detail {
/// Counts those who have ended, and the one who waits for them.
class when_all_counter {
public:
  explicit when_all_counter(std::size_t n) noexcept : left(n + 1) {}
  /// Whether somebody has still to end.
  bool try_await(std::coroutine_handle<> h) noexcept {
    awaiting = h;
    return --left != 0;
  }
  void notify() {
    if (--left == 0)
      awaiting.resume();
  }

private:
  std::size_t left;
  std::coroutine_handle<> awaiting;
};

template <class T> class when_all_task;

/// The value stays where the coroutine has it: it is suspended in its co_yield
/// when the others take it.
template <class T> class when_all_promise {
public:
  using handle_type = std::coroutine_handle<when_all_promise>;
  when_all_task<T> get_return_object() noexcept;
  std::suspend_always initial_suspend() const noexcept { return {}; }
  auto final_suspend() const noexcept {
    struct notifier {
      bool await_ready() const noexcept { return false; }
      void await_suspend(handle_type h) const noexcept {
        h.promise().counter->notify();
      }
      void await_resume() const noexcept {}
    };
    return notifier{};
  }
  auto yield_value(T &&value) noexcept
    requires(!std::is_void_v<T>)
  {
    result = std::addressof(value);
    return final_suspend();
  }
  void return_void() noexcept {}
  void unhandled_exception() noexcept { error = std::current_exception(); }
  void start(when_all_counter &c) {
    counter = &c;
    handle_type::from_promise(*this).resume();
  }
  void rethrow() const {
    if (error)
      std::rethrow_exception(error);
  }
  T &&get() const {
    rethrow();
    return static_cast<T &&>(*result);
  }

private:
  when_all_counter *counter = nullptr;
  std::exception_ptr error;
  std::add_pointer_t<T> result = nullptr;
};

template <> class when_all_promise<void> {
public:
  when_all_task<void> get_return_object() noexcept;
  std::suspend_always initial_suspend() const noexcept { return {}; }
  auto final_suspend() const noexcept {
    struct notifier {
      bool await_ready() const noexcept { return false; }
      void
      await_suspend(std::coroutine_handle<when_all_promise> h) const noexcept {
        h.promise().counter->notify();
      }
      void await_resume() const noexcept {}
    };
    return notifier{};
  }
  void return_void() noexcept {}
  void unhandled_exception() noexcept { error = std::current_exception(); }
  void start(when_all_counter &c) {
    counter = &c;
    std::coroutine_handle<when_all_promise>::from_promise(*this).resume();
  }
  unit get() const {
    if (error)
      std::rethrow_exception(error);
    return {};
  }

private:
  when_all_counter *counter = nullptr;
  std::exception_ptr error;
};

template <class T> class [[nodiscard]] when_all_task {
public:
  using promise_type = when_all_promise<T>;
  explicit when_all_task(promise_type &promise) noexcept : coroutine(promise) {}
  void start(when_all_counter &counter) { coroutine.promise().start(counter); }
  /// The value, or what was thrown; 'unit' for no value.
  decltype(auto) get() const { return coroutine.promise().get(); }

private:
  owner<promise_type> coroutine;
};

template <class T>
when_all_task<T> when_all_promise<T>::get_return_object() noexcept {
  return when_all_task<T>(*this);
}
inline when_all_task<void>
when_all_promise<void>::get_return_object() noexcept {
  return when_all_task<void>(*this);
}

template <awaitable A, class Result = await_result_t<A &&>>
when_all_task<Result> make_when_all_task(A x) {
  if constexpr (std::is_void_v<Result>) {
    co_await static_cast<A &&>(x);
  } else {
    co_yield co_await static_cast<A &&>(x);
  }
}

template <class Tasks> class when_all_ready_awaitable;

template <class... Task>
class [[nodiscard]] when_all_ready_awaitable<std::tuple<Task...>> {
public:
  explicit when_all_ready_awaitable(Task &&...tasks)
      : counter(sizeof...(Task)), tasks(std::move(tasks)...) {}
  auto operator co_await() && noexcept {
    struct awaiter {
      when_all_ready_awaitable &self;
      bool await_ready() const noexcept { return false; }
      bool await_suspend(std::coroutine_handle<> h) {
        std::apply([this](auto &...each) { (each.start(self.counter), ...); },
                   self.tasks);
        return self.counter.try_await(h);
      }
      std::tuple<Task...> await_resume() { return std::move(self.tasks); }
    };
    return awaiter{*this};
  }

private:
  when_all_counter counter;
  std::tuple<Task...> tasks;
};

template <class Task>
class [[nodiscard]] when_all_ready_awaitable<std::vector<Task>> {
public:
  explicit when_all_ready_awaitable(std::vector<Task> &&tasks)
      : counter(tasks.size()), tasks(std::move(tasks)) {}
  auto operator co_await() && noexcept {
    struct awaiter {
      when_all_ready_awaitable &self;
      bool await_ready() const noexcept { return false; }
      bool await_suspend(std::coroutine_handle<> h) {
        for (auto &each : self.tasks)
          each.start(self.counter);
        return self.counter.try_await(h);
      }
      std::vector<Task> await_resume() { return std::move(self.tasks); }
    };
    return awaiter{*this};
  }

private:
  when_all_counter counter;
  std::vector<Task> tasks;
};
} // namespace detail

/// Runs all of them at the same time; gives what each came to, value or
/// exception.
template <awaitable... A> [[nodiscard]] auto when_all_ready(A &&...x) {
  return detail::when_all_ready_awaitable<
      std::tuple<detail::when_all_task<await_result_t<A &&>>...>>(
      detail::make_when_all_task<std::remove_cvref_t<A>>(
          std::forward<A>(x))...);
}
template <awaitable A> [[nodiscard]] auto when_all_ready(std::vector<A> x) {
  std::vector<detail::when_all_task<await_result_t<A &&>>> tasks;
  tasks.reserve(x.size());
  for (auto &each : x)
    tasks.push_back(detail::make_when_all_task<A>(std::move(each)));
  return detail::when_all_ready_awaitable<decltype(tasks)>(std::move(tasks));
}

/// The values of all of them, which run at the same time.
template <awaitable... A>
auto when_all(A... x)
    -> task<std::tuple<std::decay_t<or_unit<await_result_t<A &&>>>...>> {
  auto tasks = co_await when_all_ready(std::move(x)...);
  co_return std::apply(
      [](auto &...each) {
        return std::tuple<std::decay_t<or_unit<await_result_t<A &&>>>...>(
            each.get()...);
      },
      tasks);
}

template <awaitable A, class R = std::decay_t<await_result_t<A &&>>>
  requires(!std::is_void_v<R>)
task<std::vector<R>> when_all(std::vector<A> x) {
  std::vector<R> results;
  results.reserve(x.size());
  for (auto &&each : co_await when_all_ready(std::move(x)))
    results.push_back(each.get());
  co_return results;
}

template <awaitable A>
  requires std::is_void_v<await_result_t<A &&>>
task<> when_all(std::vector<A> x) {
  for (auto tasks = co_await when_all_ready(std::move(x));
       const auto &each : tasks)
    each.get();
}

} // namespace coro
