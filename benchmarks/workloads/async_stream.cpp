// Items that come in pages, for which the stream has to wait.
#include "run_queue.h"
#include "task.h"
#include "workload.h"
#include <array>
#include <optional>

/// A sequence that may have to wait for its items.
template <class T> class [[nodiscard]] AWAIT_ELIDABLE async_stream {
public:
  struct promise_type {
    std::coroutine_handle<> continuation;
    const T *current = nullptr;

    async_stream get_return_object() {
      return async_stream(handle::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    continue_awaiting final_suspend() noexcept {
      current = nullptr;
      return {};
    }
    continue_awaiting yield_value(const T &item) noexcept {
      current = &item;
      return {};
    }
    void return_void() noexcept {}
    void unhandled_exception() noexcept { std::terminate(); }
  };
  using handle = std::coroutine_handle<promise_type>;

  async_stream(async_stream &&other) noexcept
      : coroutine(std::exchange(other.coroutine, nullptr)) {}
  ~async_stream() {
    if (coroutine)
      coroutine.destroy();
  }

  struct next_item {
    handle coroutine;
    bool await_ready() noexcept { return false; }
    handle await_suspend(std::coroutine_handle<> consumer) noexcept {
      coroutine.promise().continuation = consumer;
      return coroutine;
    }
    const T *await_resume() noexcept { return coroutine.promise().current; }
  };
  /// The next item, null at the end.
  next_item next() { return {coroutine}; }

private:
  explicit async_stream(handle coroutine) : coroutine(coroutine) {}

  handle coroutine;
};

using page = std::array<int, 16>;

static task<std::optional<page>> fetch(run_queue &queue, int number, int n) {
  if (number * 16 >= n)
    co_return std::nullopt;
  co_await queue.pause();
  page items;
  for (int i = 0; int &item : items)
    item = number * 16 + i++;
  co_return items;
}

static async_stream<int> items(run_queue &queue, int n) {
  for (int number = 0; auto page = co_await fetch(queue, number, n); ++number)
    for (int item : *page)
      co_yield item;
}

static task<long> sum_of(async_stream<int> stream) {
  long sum = 0;
  while (const int *item = co_await stream.next())
    sum += *item;
  co_return sum;
}

static long run(int size) {
  run_queue queue;
  task<long> sum = sum_of(items(queue, size));
  sum.start();
  queue.run();
  return sum.result();
}

static workload row("async_stream", run, 1024, 523776);
