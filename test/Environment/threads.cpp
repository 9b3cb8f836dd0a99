// RUN: %check-behaviour %s --sanitize=thread
// RUN: %check-behaviour %s
// RUN: %check-behaviour %s --sanitize=thread --plain

// Coroutines that go from thread to thread: another one may resume or destroy a coroutine before the await_suspend that
// handed it over has returned, so nothing of the frame may be touched after that. ThreadSanitizer sees if it is.
#include "support.h"
#include <condition_variable>
#include <mutex>
#include <thread>

class pool {
public:
  pool() {
    for (std::thread &each : threads)
      each = std::thread([this] { work(); });
  }
  ~pool() {
    {
      std::lock_guard lock(mutex);
      closed = true;
    }
    changed.notify_all();
    for (std::thread &each : threads)
      each.join();
  }
  void post(std::coroutine_handle<> h) {
    {
      std::lock_guard lock(mutex);
      queue.push_back(h);
    }
    changed.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::coroutine_handle<> next;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return closed || !queue.empty(); });
        if (queue.empty())
          return;
        next = queue.front();
        queue.pop_front();
      }
      next.resume();
    }
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::coroutine_handle<>> queue;
  bool closed = false;
  std::thread threads[3];
};

/// Goes on in some thread of the pool; one for each result of await_suspend.
struct hop {
  pool &where;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { where.post(h); }
  int await_resume() { return 1; }
};
struct hop_if : hop {
  bool wanted;
  hop_if(pool &p, bool w) : hop{p}, wanted(w) {}
  bool await_suspend(std::coroutine_handle<> h) {
    if (!wanted)
      return false;
    where.post(h);
    return true;
  }
};
struct hop_away : hop {
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    where.post(h);
    return std::noop_coroutine();
  }
};

task<int> part(pool &p, int n) {
  std::string local = "local " + std::to_string(n);
  int sum = co_await hop{p};
  sum += co_await hop_if(p, n % 2 == 0) + co_await hop_away{{p}};
  if (n % 5 == 0)
    throw error(local);
  co_return sum + int(local.size());
}

struct detached {
  struct promise_type {
    detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

struct total {
  std::mutex mutex;
  std::condition_variable changed;
  long sum = 0;
  int failures = 0, running = 0;
};

/// Destroys itself in whatever thread it ends.
detached whole(pool &p, total &t, int n) {
  long sum = 0;
  int failures = 0;
  for (int i = 0; i < 10; ++i) {
    try {
      sum += co_await part(p, n + i);
    } catch (const error &) {
      ++failures;
    }
    co_await hop{p};
  }
  std::lock_guard lock(t.mutex);
  t.sum += sum;
  t.failures += failures;
  if (--t.running == 0)
    t.changed.notify_one();
}

int main() {
  total t;
  pool p;
  t.running = 50;
  for (int i = 0; i < 50; ++i)
    whole(p, t, i);
  std::unique_lock lock(t.mutex);
  t.changed.wait(lock, [&] { return t.running == 0; });
  say("%ld %d", t.sum, t.failures);
}
