// Each allocation fails once: the caller is told, or the task, and nothing is
// lost, leaked or ended.
#include "switchback/async_void.h"
#include "switchback/value_task.h"
#include "test.h"

using namespace switchback;
using namespace test;

namespace {

SWITCHBACK_ASYNC task<int> ready(int n) { co_return n; }
SWITCHBACK_ASYNC task<int> await_all(task<int> a, value_task<int> b) {
  int x = co_await a;
  int y = co_await std::move(b);
  co_return x + y;
}
SWITCHBACK_ASYNC async_void handler(int &calls) {
  ++calls;
  co_await run([] {});
}
/// The pool is there: its start is not what is counted.
void warm() { run([] {}).get(); }

} // namespace

TEST(Allocation, OneForACoroutine) {
  if (!allocation_scope::available)
    GTEST_SKIP();
  allocation_scope scope;
  task<int> t = ready(1);
  EXPECT_EQ(scope.count(), 1u);
  task<int> copy = t;
  EXPECT_EQ(copy.get(), 1);
  EXPECT_EQ(scope.count(), 1u);
}

TEST(Allocation, NoneForAnAwaitThatSuspends) {
  if (!allocation_scope::available)
    GTEST_SKIP();
  task_source<int> source;
  task<int> awaited = source.get_task();
  allocation_scope scope;
  auto f = [&]() SWITCHBACK_ASYNC -> task<int> {
    int n = co_await awaited;
    co_return n;
  };
  task<int> t = f();
  EXPECT_EQ(scope.count(), 1u);
  source.set_value(1);
  EXPECT_EQ(scope.count(), 1u);
  EXPECT_EQ(t.get(), 1);
}

TEST(Allocation, NoneForACompletedTask) {
  if (!allocation_scope::available)
    GTEST_SKIP();
  allocation_scope scope;
  completed_task().get();
  value_task<int> v = 1;
  EXPECT_EQ(std::move(v).get(), 1);
  EXPECT_EQ(scope.count(), 0u);
}

TEST(Allocation, FailsInACoroutine) {
  fail_each_allocation([] {
    task<int> t = await_all(ready(1), 2);
    EXPECT_EQ(t.get(), 3);
  });
}

TEST(Allocation, FailsInASource) {
  fail_each_allocation([] {
    task_source<std::string> source;
    task<std::string> t = source.get_task();
    source.set_value("something that is too long to be kept inside");
    EXPECT_EQ(t.get().size(), 44u);
  });
}

TEST(Allocation, FailsInMakingTasks) {
  fail_each_allocation([] {
    EXPECT_EQ(make_task_from_value(1).get(), 1);
    EXPECT_EQ(value_task<int>(2).as_task().get(), 2);
  });
}

TEST(Allocation, FailsInRun) {
  warm();
  fail_each_allocation([] {
    auto big = std::make_unique<std::string>("moved along");
    EXPECT_EQ(run([big = std::move(big)] { return big->size(); }).get(), 11u);
  });
}

TEST(Allocation, FailsWhenBlocking) {
  warm();
  fail_each_allocation([] {
    task<int> t = run([] { return 1; });
    EXPECT_EQ(t.get(), 1);
  });
}

TEST(Allocation, FailsInPostingToTheLoop) {
  warm();
  fail_each_allocation([] {
    auto loop = event_loop::create();
    task_source<int> source;
    task<int> t;
    {
      synchronization_context::scope current(loop);
      t = await_all(source.get_task(), 1);
    }
    // If the loop does not take it, the pool does, or it goes on here.
    source.set_value(1);
    loop->poll();
    while (!t.is_completed())
      std::this_thread::yield();
    EXPECT_EQ(t.get(), 2);
  });
}

TEST(Allocation, FailsInPostingToThePool) {
  warm();
  fail_each_allocation([] {
    task_source<int> source;
    task<int> t = await_all(source.get_task(), 1);
    auto context = std::make_shared<manual_context>();
    synchronization_context::scope current(context);
    source.set_value(1);
    while (!t.is_completed())
      std::this_thread::yield();
  });
}

TEST(Allocation, FailsInRunUntil) {
  warm();
  fail_each_allocation([] {
    auto loop = event_loop::create();
    EXPECT_EQ(loop->run_until(run([] { return 1; })), 1);
  });
}

TEST(Allocation, FailsInAnEventHandler) {
  warm();
  int calls = 0;
  auto context = std::make_shared<manual_context>();
  fail_each_allocation([&] {
    synchronization_context::scope current(context);
    handler(calls);
    context->run();
  });
  // What failed after the call began came to the context.
  for (std::exception_ptr error : context->unhandled)
    EXPECT_THROW(std::rethrow_exception(error), std::bad_alloc);
  std::this_thread::sleep_for(20ms);
  context->run();
}

TEST(Allocation, FailsInADestroyedLoop) {
  warm();
  fail_each_allocation([] {
    task_source<> ran;
    task<> t = ran.get_task();
    {
      auto loop = event_loop::create();
      loop->post([&] { ran.set_value(); });
    }
    while (!t.is_completed())
      std::this_thread::yield();
  });
}
