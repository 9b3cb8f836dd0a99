// run(), the default pool and pools of one's own.
#include "test.h"
#include <memory>
#include <set>
#include <stop_token>

using namespace switchback;
using namespace test;

TEST(ThreadPool, RunGivesResults) {
  EXPECT_EQ(run([] { return 1; }).get(), 1);
  EXPECT_EQ(run([p = std::make_unique<int>(2)] { return *p; }).get(), 2);
  EXPECT_EQ(*run([] { return std::make_unique<int>(3); }).get(), 3);
  int n = 4;
  int &r = run([&]() -> int & { return n; }).get();
  EXPECT_EQ(&r, &n);
  run([] {}).get();
}

TEST(ThreadPool, RunIsElsewhereAndHasNoContext) {
  EXPECT_NE(run([] { return std::this_thread::get_id(); }).get(),
            std::this_thread::get_id());
  EXPECT_EQ(run([] { return synchronization_context::current(); }).get(),
            nullptr);
}

TEST(ThreadPool, RunThatThrows) {
  task<int> t = run([]() -> int { throw std::runtime_error("in the pool"); });
  t.wait();
  EXPECT_TRUE(t.is_faulted());
  EXPECT_THROW(t.get(), std::runtime_error);
  task<> canceled = run([] { throw operation_canceled(); });
  canceled.wait();
  EXPECT_TRUE(canceled.is_canceled());
}

TEST(ThreadPool, RunOfAnAsyncFunctionIsItsTask) {
  auto f = []() SWITCHBACK_ASYNC -> task<int> {
    int n = co_await run([] { return 5; });
    co_return n + 1;
  };
  static_assert(std::is_same_v<decltype(run(f)), task<int>>);
  EXPECT_EQ(run(f).get(), 6);
  auto fails = []() SWITCHBACK_ASYNC -> task<> {
    co_await run([] {});
    throw std::runtime_error("inner");
  };
  EXPECT_THROW(run(fails).get(), std::runtime_error);
  EXPECT_THROW(run([] { return task<>(); }).get(), invalid_task_error);
  EXPECT_EQ(*run([] { return make_task_from_value(std::make_unique<int>(1)); })
                 .get(),
            1);
}

TEST(ThreadPool, RunKeepsTheLambdaOfACoroutine) {
  task_source<> go;
  auto t = run([text = std::string("captured, and long enough to allocate"),
                wait = go.get_task()]() SWITCHBACK_ASYNC -> task<std::string> {
    co_await wait;
    co_return text;
  });
  go.set_value();
  EXPECT_EQ(t.get(), "captured, and long enough to allocate");
}

TEST(ThreadPool, RunAskedToStopBeforeItBegins) {
  std::stop_source stop;
  stop.request_stop();
  bool called = false;
  task<> t = run([&] { called = true; }, stop.get_token());
  t.wait();
  EXPECT_TRUE(t.is_canceled());
  EXPECT_FALSE(called);
}

TEST(ThreadPool, FunctionGoesBeforeTheTaskCompletes) {
  auto owned = std::make_shared<int>(1);
  std::weak_ptr<int> weak = owned;
  task<> t = run([owned = std::move(owned)] {});
  t.wait();
  EXPECT_TRUE(weak.expired());
}

TEST(ThreadPool, DefaultSize) {
  run([] {}).get();
  EXPECT_GE(thread_pool::default_size(), 2u);
  EXPECT_THROW(thread_pool::set_default_size(3), std::logic_error);
  EXPECT_THROW(thread_pool::set_default_size(0), std::invalid_argument);
}

TEST(ThreadPool, OfOnesOwnIsAContext) {
  auto pool = thread_pool::create(2, "mine");
  EXPECT_EQ(pool->name(), "mine");
  EXPECT_FALSE(pool->is_single_threaded());
  auto f = [&]() SWITCHBACK_ASYNC -> task<bool> {
    co_await run([] {});
    co_return synchronization_context::current() == pool;
  };
  task_source<task<bool>> started;
  pool->post([&] { started.set_value(f()); });
  task<task<bool>> start = started.get_task();
  EXPECT_TRUE(start.get().get());
  EXPECT_THROW((void)thread_pool::create(0), std::invalid_argument);
}

TEST(ThreadPool, DestructorWaitsForWork) {
  std::atomic<int> count{0};
  {
    auto pool = thread_pool::create(2);
    for (int i = 0; i < 1000; ++i)
      pool->post([&] { ++count; });
  }
  EXPECT_EQ(count, 1000);
}

TEST(ThreadPool, LastReferenceGoesOnItsOwnThread) {
  task_source<> done;
  auto pool = thread_pool::create(1);
  thread_pool &raw = *pool;
  task_source<> go;
  raw.post([pool = std::move(pool), &done, wait = go.get_task()]() mutable {
    wait.wait();
    pool.reset();
    done.set_value();
  });
  go.set_value();
  done.get_task().get();
}

TEST(ThreadPool, ManyAtOnce) {
  std::vector<task<int>> tasks;
  for (int i = 0; i < 2000; ++i)
    tasks.push_back(run([i] { return i; }));
  long sum = 0;
  for (task<int> &t : tasks)
    sum += t.get();
  EXPECT_EQ(sum, 1999L * 2000 / 2);
}
