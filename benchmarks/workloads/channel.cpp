// A producer and a consumer with a channel of eight places between them.
#include "run_queue.h"
#include "task.h"
#include "workload.h"
#include <array>
#include <optional>

/// Of one sender and one receiver.
class channel {
public:
  explicit channel(run_queue &queue) : queue(queue) {}

  struct sending : run_queue::node {
    channel &to;
    int item;
    sending(channel &to, int item) : to(to), item(item) {}
    bool await_ready() noexcept { return to.count < to.places.size(); }
    void await_suspend(std::coroutine_handle<> sender) noexcept {
      coroutine = sender;
      to.sender = this;
    }
    void await_resume() noexcept {
      to.places[(to.first + to.count++) % to.places.size()] = item;
      to.wake(to.receiver);
    }
  };
  struct receiving : run_queue::node {
    channel &from;
    explicit receiving(channel &from) : from(from) {}
    bool await_ready() noexcept { return from.count || from.closed; }
    void await_suspend(std::coroutine_handle<> receiver) noexcept {
      coroutine = receiver;
      from.receiver = this;
    }
    std::optional<int> await_resume() noexcept {
      if (!from.count)
        return std::nullopt;
      int item = from.places[from.first++ % from.places.size()];
      --from.count;
      from.wake(from.sender);
      return item;
    }
  };

  sending send(int item) { return {*this, item}; }
  receiving receive() { return receiving(*this); }
  void close() {
    closed = true;
    wake(receiver);
  }

private:
  void wake(run_queue::node *&waiting) {
    if (waiting)
      queue.push(*std::exchange(waiting, nullptr));
  }

  run_queue &queue;
  std::array<int, 8> places;
  unsigned first = 0, count = 0;
  bool closed = false;
  run_queue::node *sender = nullptr, *receiver = nullptr;
};

static task<> produce(channel &numbers, int n) {
  for (int i = 0; i < n; ++i)
    co_await numbers.send(i);
  numbers.close();
}

static task<long> consume(channel &numbers) {
  long sum = 0;
  while (std::optional<int> number = co_await numbers.receive())
    sum += *number;
  co_return sum;
}

static long run(int size) {
  run_queue queue;
  channel numbers(queue);
  task<long> sum = consume(numbers);
  task<> producer = produce(numbers, size);
  sum.start();
  producer.start();
  queue.run();
  return sum.result();
}

static workload row("channel", run, 1000, 499500);
