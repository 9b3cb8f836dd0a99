// The single-threaded loop.
#include "test.h"
#include <memory>

using namespace switchback;
using namespace test;

TEST(EventLoop, RunsInOrderOnOneThread) {
  auto loop = event_loop::create("main");
  EXPECT_EQ(loop->name(), "main");
  std::vector<int> order;
  for (int i = 0; i < 10; ++i)
    loop->post([&order, i] { order.push_back(i); });
  loop->post([&] {
    EXPECT_EQ(synchronization_context::current(), loop);
    loop->stop();
  });
  loop->run();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_EQ(synchronization_context::current(), nullptr);
}

TEST(EventLoop, PostNeverRunsAtOnce) {
  auto loop = event_loop::create();
  bool inner = false, seen = true;
  loop->post([&] {
    loop->post([&] { inner = true; });
    seen = inner;
  });
  EXPECT_TRUE(loop->run_one());
  EXPECT_FALSE(seen);
  EXPECT_FALSE(inner);
  EXPECT_EQ(loop->poll(), 1u);
  EXPECT_TRUE(inner);
  EXPECT_EQ(loop->poll(), 0u);
}

TEST(EventLoop, RunUntil) {
  auto loop = event_loop::create();
  auto work = [&]() SWITCHBACK_ASYNC -> task<int> {
    int n = co_await run([] { return 20; });
    EXPECT_EQ(synchronization_context::current(), loop);
    int m = co_await run([] { return 22; });
    EXPECT_EQ(synchronization_context::current(), loop);
    co_return n + m;
  };
  synchronization_context::scope current(loop);
  EXPECT_EQ(loop->run_until(work()), 42);
  EXPECT_EQ(loop->run_until(make_task_from_value(1)), 1);
  EXPECT_THROW(loop->run_until(task<>()), invalid_task_error);
}

TEST(EventLoop, RunUntilCompletedElsewhere) {
  auto loop = event_loop::create();
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(loop->run_until(run([i] { return i; })), i);
}

TEST(EventLoop, StopEndsRunUntil) {
  auto loop = event_loop::create();
  task_source<> never;
  loop->post([&] { loop->stop(); });
  EXPECT_THROW(loop->run_until(never.get_task()), operation_canceled);
  never.set_value();
}

TEST(EventLoop, StopBeforeRunCountsOnce) {
  auto loop = event_loop::create();
  bool ran = false;
  loop->stop();
  loop->post([&] {
    ran = true;
    loop->stop();
  });
  loop->run();
  EXPECT_FALSE(ran);
  loop->run();
  EXPECT_TRUE(ran);
}

TEST(EventLoop, StopFromAnotherThread) {
  auto loop = event_loop::create();
  thread other([&] { loop->stop(); });
  loop->run();
}

TEST(EventLoop, OnlyOneThreadRunsIt) {
  loop_thread ui;
  task_source<> up;
  ui->post([&] { up.set_value(); });
  up.get_task().wait();
  EXPECT_THROW(ui->run(), std::logic_error);
  EXPECT_THROW(ui->run_one(), std::logic_error);
}

TEST(EventLoop, RunsInsideOfItself) {
  auto loop = event_loop::create();
  int got = 0;
  loop->post([&] { got = loop->run_until(run([] { return 3; })); });
  loop->run_one();
  EXPECT_EQ(got, 3);
}

TEST(EventLoop, StopInsideOfItselfStopsBoth) {
  auto loop = event_loop::create();
  task_source<> never;
  bool stopped = false;
  loop->post([&] {
    loop->post([&] { loop->stop(); });
    try {
      loop->run_until(never.get_task());
    } catch (const operation_canceled &) {
      stopped = true;
    }
  });
  loop->run();
  EXPECT_TRUE(stopped);
  never.set_value();
}

TEST(EventLoop, WorkThatThrows) {
  auto loop = event_loop::create();
  std::vector<std::string> seen;
  loop->set_unhandled_exception_handler([&](std::exception_ptr error) {
    try {
      std::rethrow_exception(error);
    } catch (const std::exception &e) {
      seen.push_back(e.what());
    }
  });
  loop->post([] { throw std::runtime_error("first"); });
  loop->post([] { throw std::runtime_error("second"); });
  EXPECT_TRUE(loop->run_one());
  EXPECT_EQ(seen, (std::vector<std::string>{"first"}));
  loop->post([&] { loop->stop(); });
  loop->run();
  EXPECT_EQ(seen, (std::vector<std::string>{"first", "second"}));
}

TEST(EventLoop, HandlerThatThrowsLeavesRun) {
  auto loop = event_loop::create();
  int calls = 0;
  loop->set_unhandled_exception_handler([&](std::exception_ptr error) {
    ++calls;
    std::rethrow_exception(error);
  });
  loop->post([] { throw std::runtime_error("out"); });
  EXPECT_THROW(loop->run(), std::runtime_error);
  EXPECT_EQ(calls, 1);
  loop->post([&] { loop->stop(); });
  loop->run();
}

TEST(EventLoop, DestroyedWithWorkLeft) {
  task_source<std::thread::id> ran;
  task_source<> source;
  task<> t;
  {
    auto loop = event_loop::create();
    loop->post([&] { ran.set_value(std::this_thread::get_id()); });
    auto f = [&]() SWITCHBACK_ASYNC -> task<> { co_await source.get_task(); };
    synchronization_context::scope current(loop);
    t = f();
    loop->post([] {}); // keeps what is behind it in order
    thread([&] { source.set_value(); });
  }
  // No continuation is lost: the pool runs them.
  EXPECT_NE(ran.get_task().get(), std::this_thread::get_id());
  t.wait();
}

TEST(EventLoop, ReleasesWorkBeforeItRunsOn) {
  auto loop = event_loop::create();
  auto owned = std::make_shared<int>(1);
  std::weak_ptr<int> weak = owned;
  loop->post([owned] {});
  owned.reset();
  EXPECT_TRUE(loop->run_one());
  EXPECT_TRUE(weak.expired());
}

TEST(EventLoop, PostsFromManyThreads) {
  auto loop = event_loop::create();
  constexpr int each = 2000, threads = 3;
  int count = 0; // by the loop's thread alone
  {
    std::vector<std::unique_ptr<thread>> posting;
    for (int i = 0; i < threads; ++i)
      posting.push_back(std::make_unique<thread>([&] {
        for (int n = 0; n < each; ++n)
          loop->post([&] {
            if (++count == each * threads)
              loop->stop();
          });
      }));
    loop->run();
  }
  EXPECT_EQ(count, each * threads);
}
