// Coroutines and time: sleeping, time limits for any awaitable, and something
// that happens once.
#pragma once
#include "net.h"
#include <exception>
#include <optional>
#include <utility>

namespace chat {

/// Waits; throws operation_aborted if it is cancelled.
inline awaitable<> sleep_for(duration time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(asio::use_awaitable);
}

namespace detail {
/// Lets an exception of the work through, be it that the work has failed or
/// that both were cancelled from outside. What remains is a time-out.
inline void throw_unless_timed_out(std::size_t first,
                                   const std::exception_ptr &failure,
                                   const error_code &timer) {
  if (first == 0 || timer)
    std::rethrow_exception(failure);
}
} // namespace detail

/// What 'work' gives, or nothing if it takes longer than 'limit': then it is
/// cancelled, and has ended when this does. Exceptions of the work come through
/// at once, which 'work || timer' would not do.
template <class T>
awaitable<std::optional<T>> with_timeout(awaitable<T> work, duration limit) {
  auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor, limit);
  auto [order, failure, value, timer_error] =
      co_await asio::experimental::make_parallel_group(
          asio::co_spawn(executor, std::move(work), asio::deferred),
          timer.async_wait(asio::deferred))
          .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  // The work may have come to its end although the timer was first. What it
  // gave, such as a line taken from a queue, must not be lost.
  if (!failure)
    co_return std::optional<T>(std::move(value));
  detail::throw_unless_timed_out(order[0], failure, timer_error);
  co_return std::nullopt;
}

/// The same for work without a result: whether it came to its end in time.
inline awaitable<bool> with_timeout(awaitable<> work, duration limit) {
  auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor, limit);
  auto [order, failure, timer_error] =
      co_await asio::experimental::make_parallel_group(
          asio::co_spawn(executor, std::move(work), asio::deferred),
          timer.async_wait(asio::deferred))
          .async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  if (!failure)
    co_return true;
  detail::throw_unless_timed_out(order[0], failure, timer_error);
  co_return false;
}

/// Something that happens once, and that any number of coroutines of the same
/// thread or strand wait for.
class event {
public:
  explicit event(asio::any_io_executor executor)
      : timer(std::move(executor), asio::steady_timer::time_point::max()) {}

  bool has_happened() const { return happened; }
  void set() {
    happened = true;
    timer.cancel();
  }
  /// Returns when it has happened, and throws if the wait itself is cancelled.
  awaitable<> wait() {
    while (!happened) {
      auto [error] = co_await timer.async_wait(as_result);
      if (!happened && error)
        throw system_error(error);
    }
  }

private:
  asio::steady_timer timer;
  bool happened = false;
};

/// An event that happens when 'count' coroutines have arrived.
class latch {
public:
  latch(asio::any_io_executor executor, std::size_t count)
      : all_there(std::move(executor)), missing(count) {}

  awaitable<> arrive_and_wait() {
    if (--missing == 0)
      all_there.set();
    co_await all_there.wait();
  }

private:
  event all_there;
  std::size_t missing;
};

/// Calls 'each' again and again, with 'period' in between, until it returns
/// false or the coroutine is cancelled.
template <class F> awaitable<> every(duration period, F each) {
  asio::steady_timer timer(co_await asio::this_coro::executor, period);
  do {
    co_await timer.async_wait(asio::use_awaitable);
    // From the last expiry, not from now: it does not drift.
    timer.expires_at(timer.expiry() + period);
  } while (each());
}

} // namespace chat
