// Coroutines of other types, which await tasks, and which their owner may
// destroy while they wait.
#include "switchback/value_task.h"
#include "test.h"
#include <coroutine>
#include <optional>

using namespace switchback;
using namespace test;

namespace {

/// A coroutine that its object owns.
class owned {
public:
  struct promise_type {
    owned get_return_object() {
      return owned(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { error = std::current_exception(); }
    std::exception_ptr error;
  };
  explicit owned(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  owned(owned &&other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
  ~owned() {
    if (handle)
      handle.destroy();
  }
  bool done() const { return handle.done(); }
  std::exception_ptr error() const { return handle.promise().error; }

private:
  std::coroutine_handle<promise_type> handle;
};

SWITCHBACK_ASYNC owned awaits(task<int> t, int &result) {
  counted local(1);
  int n = co_await t;
  result = n + local.value;
}
SWITCHBACK_ASYNC owned awaits_value(value_task<int> t, int &result) {
  int n = co_await std::move(t);
  result = n;
}

} // namespace

TEST(ForeignCoroutine, Awaits) {
  task_source<int> source;
  int result = 0, value = 0;
  owned a = awaits(source.get_task(), result);
  owned b = awaits_value(source.get_task(), value);
  EXPECT_FALSE(a.done());
  source.set_value(4);
  EXPECT_TRUE(a.done());
  EXPECT_TRUE(b.done());
  EXPECT_EQ(result, 5);
  EXPECT_EQ(value, 4);
}

TEST(ForeignCoroutine, DestroyedWhileItWaits) {
  int before = counted::alive, result = 0;
  task_source<int> source;
  {
    owned a = awaits(source.get_task(), result);
    owned b = awaits_value(source.get_task(), result);
    owned c = awaits(source.get_task(), result);
  }
  EXPECT_EQ(counted::alive, before);
  source.set_value(4);
  EXPECT_EQ(result, 0);
}

TEST(ForeignCoroutine, DestroyedWhenItIsPostedAlready) {
  auto context = std::make_shared<manual_context>();
  int before = counted::alive, result = 0;
  task_source<int> source;
  {
    std::optional<owned> a;
    {
      synchronization_context::scope current(context);
      a.emplace(awaits(source.get_task(), result));
    }
    source.set_value(4);
    EXPECT_EQ(context->posts, 1);
  }
  EXPECT_EQ(counted::alive, before);
  EXPECT_EQ(context->run(), 1);
  EXPECT_EQ(result, 0);
}

TEST(ForeignCoroutine, AllocationFails) {
  bool failed = false;
  fail_each_allocation([&] {
    task_source<int> source;
    int result = 0;
    owned a = awaits(source.get_task(), result);
    source.set_value(4);
    EXPECT_TRUE(a.done());
    if (a.error()) {
      failed = true;
      EXPECT_THROW(std::rethrow_exception(a.error()), std::bad_alloc);
    } else {
      EXPECT_EQ(result, 5);
    }
  });
  EXPECT_EQ(failed, allocation_scope::available);
}
