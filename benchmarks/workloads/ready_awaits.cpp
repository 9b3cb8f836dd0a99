// A loop of awaits of which none has to wait.
#include "task.h"
#include "workload.h"

/// Numbers that have arrived already.
class buffered {
public:
  struct awaiter {
    buffered &from;
    bool await_ready() noexcept { return from.next < from.size; }
    void await_suspend(std::coroutine_handle<> waiting) noexcept {
      from.waiting = waiting;
    }
    int await_resume() noexcept { return opaque(from.next++); }
  };

  explicit buffered(int size) : size(size) {}
  awaiter read() { return {*this}; }

private:
  int next = 0;
  int size;
  std::coroutine_handle<> waiting;
};

static task<long> sum_of(buffered &numbers, int n) {
  long sum = 0;
  for (int i = 0; i < n; ++i)
    sum += co_await numbers.read();
  co_return sum;
}

static long run(int size) {
  buffered numbers(size);
  return sum_of(numbers, size).get();
}

static workload row("ready_awaits", run, 1000, 499500);
