// delay: a timer that no thread waits for.
#include "switchback/delay.h"
#include "switchback/cancellation.h"
#include "test.h"

using namespace switchback;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

namespace {

SWITCHBACK_ASYNC task<std::thread::id> thread_after(std::chrono::nanoseconds t,
                                                    std::stop_token stop = {}) {
  co_await delay(t, stop);
  co_return std::this_thread::get_id();
}

SWITCHBACK_ASYNC task<std::thread::id>
thread_after_without_context(std::chrono::nanoseconds t) {
  co_await delay(t).configure_await(false);
  co_return std::this_thread::get_id();
}

SWITCHBACK_ASYNC task<int> tick(int times) {
  int done = 0;
  for (; done < times; ++done)
    co_await delay(1us);
  co_return done;
}

SWITCHBACK_ASYNC task<> add_after(std::vector<int> &list, int value,
                                  std::chrono::nanoseconds t) {
  co_await delay(t);
  list.push_back(value);
}

} // namespace

TEST(Delay, Elapses) {
  const auto begin = steady::now();
  delay(20ms).get();
  EXPECT_GE(steady::now() - begin, 20ms);
}

TEST(Delay, ZeroIsCompleteAndAllocatesNothing) {
  (void)completed_task(); // which is made once
  test::allocation_scope scope;
  EXPECT_TRUE(delay(0s).is_completed());
  EXPECT_TRUE(delay(-1h).is_completed());
  EXPECT_EQ(scope.count(), 0u);
}

TEST(Delay, ComesBackToTheContext) {
  test::loop_thread ui;
  task_source<std::thread::id> result;
  ui->post([&] {
    task<std::thread::id> t = thread_after(1ms);
    test::on_completed(t, [t, &result] { result.set_value(t.get()); });
  });
  EXPECT_EQ(result.get_task().get(), ui.id());
}

TEST(Delay, GoesOnOnThePoolAndNotTheTimersThread) {
  // One that blocks there would stop every other.
  task_source<> release;
  task<> blocked = [](task<> until) SWITCHBACK_ASYNC -> task<> {
    co_await delay(1ms);
    until.wait();
  }(release.get_task());
  EXPECT_NO_THROW(delay(5ms).get());
  EXPECT_NE(thread_after_without_context(1ms).get(), std::thread::id());
  release.set_value();
  blocked.get();
}

TEST(Delay, ManyAreInOrder) {
  std::vector<int> list;
  auto context = std::make_shared<test::manual_context>();
  {
    synchronization_context::scope current(context);
    task<> second = add_after(list, 2, 60ms);
    task<> first = add_after(list, 1, 10ms);
    while (!second.is_completed()) {
      context->run();
      std::this_thread::sleep_for(1ms);
    }
    EXPECT_TRUE(first.is_completed());
  }
  EXPECT_EQ(list, (std::vector<int>{1, 2}));
}

TEST(Delay, OfManyYears) {
  cancellation_source source;
  task<> t = delay(std::chrono::nanoseconds::max(), source.token());
  std::this_thread::sleep_for(10ms);
  EXPECT_FALSE(t.is_completed());
  source.cancel();
  EXPECT_THROW(t.get(), operation_canceled);
}

TEST(Delay, AsManyTimesAsOneLikes) { EXPECT_EQ(tick(2000).get(), 2000); }

TEST(DelayCancellation, StopsAtOnce) {
  cancellation_source source;
  const auto begin = steady::now();
  task<std::thread::id> t = thread_after(1h, source.token());
  EXPECT_FALSE(t.is_completed());
  source.cancel();
  EXPECT_THROW(t.get(), operation_canceled);
  EXPECT_TRUE(t.is_canceled());
  EXPECT_FALSE(t.is_faulted());
  EXPECT_LT(steady::now() - begin, 60s);
}

TEST(DelayCancellation, BeforeUse) {
  cancellation_source source;
  source.cancel();
  task<> t = delay(1h, source.token());
  EXPECT_TRUE(t.is_canceled());
  EXPECT_TRUE(delay(0s, source.token()).is_canceled());
}

TEST(DelayCancellation, Twice) {
  cancellation_source source;
  task<> t = delay(1h, source.token());
  source.cancel();
  source.cancel();
  t.wait();
  EXPECT_TRUE(t.is_canceled());
}

TEST(DelayCancellation, AfterTheEnd) {
  cancellation_source source;
  task<> t = delay(1ms, source.token());
  t.get();
  source.cancel();
  EXPECT_NO_THROW(t.get());
}

TEST(DelayCancellation, ByTime) {
  cancellation_source source(5ms);
  EXPECT_THROW(delay(1h, source.token()).get(), operation_canceled);
}

TEST(DelayCancellation, DoesNotGoOnInsideOfCancel) {
  cancellation_source source;
  std::atomic<bool> canceling = false, inside = false;
  task<> t = [](std::stop_token stop, std::atomic<bool> &canceling,
                std::atomic<bool> &inside,
                std::thread::id canceler) SWITCHBACK_ASYNC -> task<> {
    try {
      co_await delay(1h, stop);
    } catch (const operation_canceled &) {
      inside = canceling && std::this_thread::get_id() == canceler;
    }
  }(source.token(), canceling, inside, std::this_thread::get_id());
  canceling = true;
  source.cancel();
  canceling = false;
  t.get();
  EXPECT_FALSE(inside);
}

TEST(DelayCancellation, HandlesMayBeGone) {
  cancellation_source source;
  (void)delay(1h, source.token());
  (void)delay(1ms, source.token());
  source.cancel();
}

TEST(DelayAllocation, EachMayFail) {
  delay(1ms).get(); // the service runs
  test::fail_each_allocation([] {
    cancellation_source source;
    (void)delay(1ms, source.token());
  });
}

TEST(DelayRace, CancelAgainstCompletion) {
  int canceled = 0;
  for (int i = 0; i < 3000; ++i) {
    cancellation_source source;
    task<> t = delay(std::chrono::microseconds(i % 60), source.token());
    if (i % 2)
      std::this_thread::yield();
    source.cancel();
    t.wait();
    canceled += t.is_canceled();
  }
  EXPECT_GT(canceled, 0);
}

TEST(DelayRace, CancelAgainstStart) {
  for (int i = 0; i < 2000; ++i) {
    cancellation_source source;
    test::thread canceler([&] { source.cancel(); });
    task<> t = delay(1h, source.token());
    t.wait();
    EXPECT_TRUE(t.is_canceled());
  }
}
