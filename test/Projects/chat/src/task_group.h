// Coroutines that run by themselves, and whose end somebody waits for.
#pragma once
#include "net.h"
#include <atomic>
#include <exception>
#include <memory>
#include <utility>

namespace chat {

class task_group {
public:
  explicit task_group(asio::any_io_executor executor)
      : state(std::make_shared<shared>(std::move(executor))) {}

  std::size_t size() const { return state->running; }
  std::size_t failures() const { return state->failed; }

  /// Starts what 'make' returns on 'executor'. An exception is counted, and
  /// ends nothing but that coroutine; to be cancelled is no failure.
  template <class F> void spawn(asio::any_io_executor executor, F make) {
    asio::co_spawn(
        std::move(executor),
        [make = std::move(make),
         mine = ticket(state)]() mutable -> awaitable<> {
          try {
            co_await make();
          } catch (const system_error &error) {
            if (!is_cancelled(error.code()))
              mine.of->failed++;
          } catch (const std::exception &) {
            mine.of->failed++;
          }
        },
        asio::detached);
  }

  /// Returns when none is running. One coroutine may wait at a time.
  awaitable<> wait() {
    auto held = state;
    while (held->running != 0)
      co_await held->idle.async_receive(asio::use_awaitable);
  }

private:
  struct shared {
    explicit shared(asio::any_io_executor executor)
        : idle(std::move(executor), 1) {}
    concurrent_channel<> idle;
    std::atomic<std::size_t> running = 0, failed = 0;
  };

  /// Counts as a running coroutine for as long as it lives. The coroutine may
  /// be destroyed where it is suspended, after the group itself: so the state
  /// is shared.
  struct ticket {
    explicit ticket(std::shared_ptr<shared> group) : of(std::move(group)) {
      of->running++;
    }
    ticket(ticket &&) = default;
    ~ticket() {
      if (of && --of->running == 0)
        of->idle.try_send(error_code());
    }
    std::shared_ptr<shared> of;
  };

  std::shared_ptr<shared> state;
};

} // namespace chat
