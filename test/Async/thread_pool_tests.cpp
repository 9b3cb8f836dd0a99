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
  thread_pool pool(2, "mine");
  EXPECT_EQ(pool.context()->name(), "mine");
  EXPECT_FALSE(pool.context()->is_single_threaded());
  auto f = [&]() SWITCHBACK_ASYNC -> task<bool> {
    co_await run([] {});
    co_return synchronization_context::current() == pool.context();
  };
  task_source<task<bool>> started;
  pool.post([&] { started.set_value(f()); });
  task<task<bool>> start = started.get_task();
  EXPECT_TRUE(start.get().get());
  EXPECT_THROW(thread_pool(0), std::invalid_argument);
}

TEST(ThreadPool, DestructorWaitsForWork) {
  for (int turn = 0; turn < 50; ++turn) {
    std::atomic<int> count{0};
    {
      thread_pool pool(2);
      for (int i = 0; i < 100; ++i)
        pool.post([&] {
          pool.post([&] { ++count; });
          ++count;
        });
    }
    EXPECT_EQ(count, 200);
  }
}

TEST(ThreadPool, ContinuationsOfADestroyedPoolGoToTheDefaultOne) {
  task_source<> source;
  task<bool> t;
  std::shared_ptr<synchronization_context> context;
  {
    thread_pool pool(1, "gone");
    context = pool.context();
    auto f = [&]() SWITCHBACK_ASYNC -> task<bool> {
      co_await source.get_task();
      co_return !synchronization_context::current();
    };
    synchronization_context::scope current(context);
    t = f();
  }
  source.set_value();
  EXPECT_TRUE(t.get());
  EXPECT_THROW(context->post([] {}), std::runtime_error);
}

TEST(ThreadPoolDeathTest, DestroyedOnItsOwnThread) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        auto pool = std::make_unique<thread_pool>(1);
        thread_pool &raw = *pool;
        task_source<> done;
        raw.post([&] {
          pool.reset();
          done.set_value();
        });
        done.get_task().get();
      },
      "thread_pool is destroyed on one of its own threads");
}

TEST(ThreadPoolDeathTest, WorkThatThrows) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        thread_pool pool(1, "mine");
        pool.post([] { throw std::runtime_error("in the pool"); });
      },
      "'mine'.*in the pool");
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
