// A cache that nearly always knows the answer: asked through a coroutine that
// then does not suspend, and through a function that then calls none.
#include "task.h"
#include "workload.h"
#include <array>
#include <utility>

/// A value, or the coroutine that makes it. Runs at once.
template <class T> class [[nodiscard]] AWAIT_ELIDABLE value_task {
public:
  struct promise_type : outcome<T> {
    std::coroutine_handle<> continuation = std::noop_coroutine();

    // As long as it need not wait it can do without a frame.
    using switchback_starts_on_stack = std::true_type;
    value_task switchback_completed() { return value_task(this->take()); }

    value_task get_return_object() {
      return value_task(handle::from_promise(*this));
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    continue_awaiting final_suspend() noexcept { return {}; }
  };

  value_task(T value) : value(std::move(value)) {}
  value_task(value_task &&other) noexcept
      : value(std::move(other.value)),
        coroutine(std::exchange(other.coroutine, nullptr)) {}
  ~value_task() {
    if (coroutine)
      coroutine.destroy();
  }

  bool await_ready() noexcept { return !coroutine || coroutine.done(); }
  void await_suspend(std::coroutine_handle<> waiting) noexcept {
    coroutine.promise().continuation = waiting;
  }
  T await_resume() {
    return coroutine ? coroutine.promise().take() : std::move(value);
  }

private:
  using handle = std::coroutine_handle<promise_type>;
  explicit value_task(handle coroutine) : coroutine(coroutine) {}

  T value{};
  handle coroutine;
};

namespace {

struct cache {
  std::array<int, 64> values;
  std::coroutine_handle<> waiting; // for what is not in it

  struct fetch {
    cache &into;
    bool await_ready() noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) noexcept {
      into.waiting = waiting;
    }
    int await_resume() noexcept { return -1; }
  };
};

} // namespace

[[gnu::noinline]] static value_task<int> look_up(cache &c, unsigned key) {
  if (int known = c.values[key % c.values.size()])
    co_return known;
  co_return co_await cache::fetch{c};
}

[[gnu::noinline]] static value_task<int> look_up_quickly(cache &c,
                                                         unsigned key) {
  if (int known = c.values[key % c.values.size()])
    return known;
  return look_up(c, key);
}

static task<long> ask(cache &c, int n) {
  long sum = 0;
  for (int key = 0; key < n; ++key)
    sum += co_await look_up(c, key);
  co_return sum;
}
static task<long> ask_quickly(cache &c, int n) {
  long sum = 0;
  for (int key = 0; key < n; ++key)
    sum += co_await look_up_quickly(c, key);
  co_return sum;
}

static cache full() {
  cache c{};
  for (int key = 0; int &value : c.values)
    value = ++key;
  return c;
}
static long run(int size) {
  cache c = full();
  return ask(c, size).get();
}
static long run_quickly(int size) {
  cache c = full();
  return ask_quickly(c, size).get();
}

static workload row("value_task_hit", run, 1024, 33280);
static workload row_plain("value_task_hit_plain", run_quickly, 1024, 33280);
