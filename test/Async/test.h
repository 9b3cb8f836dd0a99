// What the tests of the async library share.
#ifndef SWITCHBACK_TEST_ASYNC_TEST_H
#define SWITCHBACK_TEST_ASYNC_TEST_H

#include "switchback/annotate.h"
#include "switchback/event_loop.h"
#include "switchback/synchronization_context.h"
#include "switchback/task.h"
#include "switchback/thread_pool.h"
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <gtest/gtest.h>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SWITCHBACK_TEST_TSAN 1
#elif __has_feature(address_sanitizer)
#define SWITCHBACK_TEST_ASAN 1
#endif
#elif defined(__SANITIZE_THREAD__)
#define SWITCHBACK_TEST_TSAN 1
#elif defined(__SANITIZE_ADDRESS__)
#define SWITCHBACK_TEST_ASAN 1
#endif
#if defined(SWITCHBACK_TEST_TSAN) || defined(SWITCHBACK_TEST_ASAN)
#define SWITCHBACK_TEST_SANITIZED 1
#else
#define SWITCHBACK_TEST_SANITIZED 0
#endif

namespace test {

using namespace std::chrono_literals;

/// Counts the allocations of this thread, and has the \p fail-th of them fail.
class allocation_scope {
public:
  /// TSan has an operator new of its own, which cannot be replaced: then
  /// nothing is counted, and nothing fails.
#ifdef SWITCHBACK_TEST_TSAN
  static constexpr bool available = false;
#else
  static constexpr bool available = true;
#endif

  explicit allocation_scope(std::size_t fail = 0);
  allocation_scope(const allocation_scope &) = delete;
  ~allocation_scope();
  std::size_t count() const;
  bool has_failed() const;

private:
  std::size_t failed_at;
  bool recycled;
};

/// Calls \p attempt once for each allocation it makes on this thread, with that
/// one failing, until it runs without a failure. `attempt(failed)` is to throw
/// bad_alloc or to deliver it.
template <class F> void fail_each_allocation(F attempt) {
  for (std::size_t n = 1;; ++n) {
    bool failed = false;
    try {
      allocation_scope scope(n);
      struct look {
        allocation_scope &scope;
        bool &failed;
        ~look() { failed = scope.has_failed(); }
      } at_end{scope, failed};
      attempt();
    } catch (const std::bad_alloc &) {
    }
    if (!failed) {
      ASSERT_GT(n, 0u);
      return;
    }
    ASSERT_LT(n, 10000u) << "there is no end to the allocations";
  }
}

/// Another thread, which runs \p f and is joined at the end of the scope.
class thread {
public:
  template <class F> explicit thread(F f) : joined(std::move(f)) {}
  ~thread() { joined.join(); }

private:
  std::thread joined;
};

/// Runs an event loop on a thread of its own until the end of the scope.
class loop_thread {
public:
  explicit loop_thread(std::string name = "ui")
      : loop(switchback::event_loop::create(std::move(name))),
        runner([this] { loop->run(); }) {
    switchback::task_source<> up;
    loop->post([&] { up.set_value(); });
    up.get_task().wait();
  }
  ~loop_thread() {
    // Behind what has been posted.
    loop->post([this] { loop->stop(); });
    runner.join();
  }
  switchback::event_loop *operator->() const { return loop.get(); }
  std::shared_ptr<switchback::event_loop> get() const { return loop; }
  std::thread::id id() const { return runner.get_id(); }

private:
  std::shared_ptr<switchback::event_loop> loop;
  std::thread runner;
};

/// A context that keeps what is posted until it is asked to run it.
class manual_context : public switchback::synchronization_context {
public:
  void post(std::function<void()> work) override {
    std::lock_guard lock(mutex);
    ++posts;
    if (refuse)
      throw std::runtime_error("refused");
    queue.push_back(std::move(work));
  }
  void unhandled_exception(std::exception_ptr error) override {
    unhandled.push_back(error);
  }
  std::string name() const override { return "manual"; }

  /// Runs all that is there, here, as the current context. Returns how many.
  int run() {
    int count = 0;
    scope current(shared_from_this());
    for (;; ++count) {
      std::function<void()> work;
      {
        std::lock_guard lock(mutex);
        if (queue.empty())
          return count;
        work = std::move(queue.front());
        queue.pop_front();
      }
      work();
    }
  }

  std::mutex mutex;
  std::deque<std::function<void()>> queue;
  int posts = 0;
  bool refuse = false;
  std::vector<std::exception_ptr> unhandled;
};

/// Has \p f called, once, on the thread that completes \p awaited, or at once if
/// that is complete: without a coroutine in between.
template <class T, class F>
void on_completed(const switchback::task<T> &awaited, F f) {
  struct callback final : switchback::detail::continuation {
    explicit callback(F f) : continuation(&call), f(std::move(f)) {}
    static void call(continuation *node) noexcept {
      std::unique_ptr<callback> self(static_cast<callback *>(node));
      self->f();
    }
    F f;
  };
  auto node = std::make_unique<callback>(std::move(f));
  if (switchback::detail::task_access::valid_state(awaited).add_continuation(
          *node))
    (void)node.release();
  else
    callback::call(node.release());
}

/// Counts objects that live, to find what is lost or destroyed twice.
struct counted {
  explicit counted(int value = 0) : value(value) { ++alive; }
  counted(const counted &other) : value(other.value) { ++alive, ++copies; }
  counted(counted &&other) noexcept : value(std::exchange(other.value, -1)) {
    ++alive;
  }
  counted &operator=(const counted &) = default;
  ~counted() { --alive; }
  int value;
  static inline std::atomic<int> alive{0}, copies{0};
};

} // namespace test

#endif // SWITCHBACK_TEST_ASYNC_TEST_H
