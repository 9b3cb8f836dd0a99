// when_any: the first to end, whatever becomes of the others.
#include "switchback/when_any.h"
#include "switchback/async_stream.h"
#include "switchback/cancellation.h"
#include "switchback/delay.h"
#include "switchback/value_task.h"
#include "switchback/when_all.h"
#include "combined.h"
#include "test.h"
#include <list>
#include <malloc.h>
#include <memory>

using namespace switchback;
using namespace test;
using namespace std::chrono_literals;

namespace {

SWITCHBACK_ASYNC task<int> with_timeout(task<int> work,
                                        std::chrono::nanoseconds limit) {
  auto first = co_await when_any(work, delay(limit));
  if (first.index != 0)
    throw std::runtime_error("timed out");
  int result = co_await work;
  co_return result;
}

SWITCHBACK_ASYNC task<std::size_t> index_of_first(std::vector<task<int>> all) {
  when_any_element<int> first = co_await when_any(std::move(all));
  co_return first.index;
}

std::atomic<int> unobserved;

template <class... Ts>
concept has_when_any = requires(Ts... tasks) { when_any(tasks...); };

} // namespace

TEST(WhenAny, GivesTheFirst) {
  task_source<int> a;
  task_source<std::string> b;
  task<when_any_result<int, std::string>> t =
      when_any(a.get_task(), b.get_task());
  EXPECT_FALSE(t.is_completed());
  b.set_value("b");
  ASSERT_TRUE(t.is_completed());
  when_any_result<int, std::string> first = t.get();
  EXPECT_EQ(first.index, 1u);
  EXPECT_EQ(std::get<1>(first.tasks).get(), "b");
  EXPECT_FALSE(std::get<0>(first.tasks).is_completed());
  a.set_value(1);
  EXPECT_EQ(std::get<0>(first.tasks).get(), 1) << "the others run on";
}

TEST(WhenAny, OfSeveralThatHaveEndedTheFirstArgument) {
  task_source<> never;
  EXPECT_EQ(when_any(never.get_task(), completed_task(), completed_task())
                .get()
                .index,
            1u);
  never.set_value();
}

TEST(WhenAny, Range) {
  task_source<int> a, b;
  std::list<task<int>> list{a.get_task(), b.get_task()};
  task<when_any_element<int>> t = when_any(list);
  b.set_value(7);
  when_any_element<int> first = t.get();
  EXPECT_EQ(first.index, 1u);
  EXPECT_EQ(first.task.get(), 7);
  EXPECT_TRUE(list.front().valid());
  a.set_value(0);
}

TEST(WhenAny, ValueTasks) {
  task_source<int> never;
  auto first =
      when_any(value_task<int>(never.get_task()), value_task<int>(2), delay(1h))
          .get();
  EXPECT_EQ(first.index, 1u);
  EXPECT_EQ(std::get<1>(first.tasks).get(), 2);

  std::vector<value_task<int>> all;
  all.push_back(never.get_task());
  all.push_back(value_after(3, 1ms));
  when_any_element<int> element = when_any(std::move(all)).get();
  EXPECT_EQ(element.index, 1u);
  EXPECT_EQ(element.task.get(), 3);
}

SWITCHBACK_ASYNC static async_stream<int> late(task<> until) {
  co_await until;
  co_yield 1;
}

TEST(WhenAny, ATimeOutForAnItem) {
  task_source<> made;
  async_stream<int> stream = late(made.get_task());
  auto first = when_any(stream.next(), delay(1ms)).get();
  EXPECT_EQ(first.index, 1u);
  made.set_value();
  EXPECT_EQ(std::get<0>(first.tasks).get(), 1) << "it is not lost";
}

TEST(WhenAny, TimeOut) {
  EXPECT_EQ(with_timeout(value_after(5, 1ms), 1h).get(), 5);
  task_source<int> never;
  EXPECT_THROW(with_timeout(never.get_task(), 1ms).get(), std::runtime_error);
}

TEST(WhenAny, ResultCanBeMovedOutOfTheWinner) {
  task<std::unique_ptr<int>> winner =
      make_task_from_value(std::make_unique<int>(3));
  task_source<> loser;
  auto first = when_any(std::move(winner), loser.get_task()).get();
  std::unique_ptr<int> value = std::move(std::get<0>(first.tasks)).get();
  EXPECT_EQ(*value, 3);
  loser.set_value();
}

TEST(WhenAny, ComesBackToTheContext) {
  test::loop_thread ui;
  task_source<> done;
  std::atomic<bool> right = false;
  ui->post([&] {
    task<> started = [](std::thread::id here, std::atomic<bool> &right,
                        task_source<> &done) SWITCHBACK_ASYNC -> task<> {
      co_await when_any(delay(1ms), delay(2ms));
      right = std::this_thread::get_id() == here;
      done.set_value();
    }(std::this_thread::get_id(), right, done);
  });
  done.get_task().get();
  EXPECT_TRUE(right);
}

TEST(WhenAnyFailures, AWinnerThatFailsShowsWhenAwaited) {
  task_source<> never;
  auto first = when_any(fail_after("x", 1ms), never.get_task()).get();
  EXPECT_EQ(first.index, 0u);
  EXPECT_TRUE(std::get<0>(first.tasks).is_faulted());
  EXPECT_THROW(std::get<0>(first.tasks).get(), std::runtime_error);
  never.set_value();
}

TEST(WhenAnyFailures, AWinnerThatIsCanceled) {
  cancellation_source source;
  task_source<> never;
  auto t = when_any(never.get_task(), delay(1h, source.token()));
  source.cancel();
  auto first = t.get();
  EXPECT_EQ(first.index, 1u);
  EXPECT_TRUE(std::get<1>(first.tasks).is_canceled());
  never.set_value();
}

TEST(WhenAnyFailures, LosersThatFailGoUnobserved) {
  unobserved = 0;
  auto before =
      set_unobserved_exception_handler([](std::exception_ptr) { ++unobserved; });
  {
    task_source<> loser;
    auto first = when_any(completed_task(), loser.get_task()).get();
    loser.set_exception(std::make_exception_ptr(std::runtime_error("late")));
    EXPECT_EQ(unobserved, 0) << "the result still has a handle";
    EXPECT_TRUE(std::get<1>(first.tasks).is_faulted());
  }
  EXPECT_EQ(unobserved, 1);
  {
    task_source<> loser;
    task<> kept = loser.get_task();
    (void)when_any(completed_task(), kept).get();
    loser.set_exception(std::make_exception_ptr(std::runtime_error("late")));
    EXPECT_THROW(kept.get(), std::runtime_error);
  }
  EXPECT_EQ(unobserved, 1);
  set_unobserved_exception_handler(before);
}

TEST(WhenAnyFailures, LosersOfARangeAreLetGo) {
  task_source<test::counted> loser;
  {
    std::vector<task<test::counted>> all{
        loser.get_task(), make_task_from_value(test::counted(1))};
    auto first = when_any(std::move(all)).get();
    EXPECT_EQ(first.index, 1u);
  }
  EXPECT_EQ(test::counted::alive, 0) << "the winner's result is gone";
  loser.set_value(2);
}

TEST(WhenAnyMisuse, Empty) {
  EXPECT_THROW((void)when_any(std::vector<task<>>()), std::invalid_argument);
  EXPECT_THROW((void)when_any(std::list<task<int>>()), std::invalid_argument);
  static_assert(has_when_any<task<>> && !has_when_any<>);
}

TEST(WhenAnyMisuse, InvalidTasks) {
  EXPECT_THROW((void)when_any(completed_task(), task<int>()),
               invalid_task_error);
  EXPECT_THROW((void)when_any(std::vector<task<>>(2)), invalid_task_error);
}

TEST(WhenAnyMisuse, DeadlockOnlyIfEachNeedsTheContext) {
  auto loop = event_loop::create("ui");
  task_source<> source;
  bool found = false, free = false;
  loop->post([&] {
    task<> a = come_back(source.get_task(), true);
    task<> b = come_back(source.get_task(), true);
    (void)when_any(a, delay(1ms)).get();
    free = true;
    try {
      (void)when_any(a, b).get();
    } catch (const deadlock_error &) {
      found = true;
    }
    loop->stop();
  });
  loop->run();
  source.set_value();
  loop->poll();
  EXPECT_TRUE(free);
  EXPECT_TRUE(found);
}

TEST(WhenAnyAllocation, EachMayFail) {
  task_source<int> source;
  test::fail_each_allocation([&] {
    task<int> a = source.get_task(), b = make_task_from_value(2);
    (void)when_any(a, b);
    (void)when_any(a, a);
    std::vector<task<int>> list{a, b};
    (void)when_any(list);
    (void)when_any(std::move(list));
    (void)when_any(value_task<int>(1), a);
    std::vector<value_task<int>> values;
    values.push_back(1);
    values.push_back(a);
    (void)when_any(std::move(values));
  });
  source.set_value(1);
}

TEST(WhenAnyAllocation, AreTwo) {
  task<int> a = make_task_from_value(1), b = make_task_from_value(2);
  test::allocation_scope scope;
  (void)when_any(a, b);
  if (scope.available) {
    EXPECT_EQ(scope.count(), 2u);
  }
}

TEST(WhenAnyRace, CompletionsAgainstEachOther) {
  int firsts[2] = {};
  for (int i = 0; i < 3000; ++i) {
    task_source<int> a, b;
    task<std::size_t> t;
    {
      test::thread first([&] { a.set_value(1); });
      test::thread second([&] { b.set_value(2); });
      t = index_of_first({a.get_task(), b.get_task()});
    }
    ++firsts[t.get()];
  }
  EXPECT_EQ(firsts[0] + firsts[1], 3000);
}

TEST(WhenAnyRace, TheOnlyHandleOfTheResultGoes) {
  for (int i = 0; i < 3000; ++i) {
    task_source<std::unique_ptr<int>> a;
    task_source<> b;
    test::thread first([&] { a.set_value(std::make_unique<int>(i)); });
    auto t = when_any(a.get_task(), b.get_task());
    if (i % 2)
      b.set_value();
    else
      t.wait();
    t = {};
  }
}

TEST(WhenAnyRace, ALongLivedLoser) {
  task_source<> shutdown;
  std::atomic<int> told = 0;
  {
    test::thread other([&] {
      for (int i = 0; i < 3000; ++i)
        when_any(shutdown.get_task(), run([] {})).wait();
    });
    for (int i = 0; i < 3000; ++i) {
      when_any(run([] {}), shutdown.get_task()).wait();
      if (i % 10 == 0) // which have to be kept
        on_completed(shutdown.get_task(), [&] { ++told; });
    }
  }
  EXPECT_EQ(told, 0);
  shutdown.set_value();
  EXPECT_EQ(told, 300);
}

TEST(WhenAnyRace, ALongLivedLoserEndsMeanwhile) {
  for (int round = 0; round < 100; ++round) {
    task_source<> shutdown;
    std::atomic<int> told = 0;
    {
      test::thread other([&] {
        for (int i = 0; i < round; ++i)
          std::this_thread::yield();
        shutdown.set_value();
      });
      for (int i = 0; i < 100; ++i) {
        task_source<> now;
        auto first = when_any(now.get_task(), shutdown.get_task());
        on_completed(shutdown.get_task(), [&] { ++told; });
        now.set_value();
        first.wait();
      }
    }
    for (int i = 0; told != 100 && i < 10000; ++i)
      std::this_thread::sleep_for(1ms);
    EXPECT_EQ(told, 100);
  }
}

TEST(WhenAny, MemoryDoesNotPileUp) {
  task_source<> shutdown;
  const task<> stop = shutdown.get_task();
  auto wait_again_and_again = [&] {
    for (int i = 0; i < 10000; ++i) {
      task_source<> now;
      auto first = when_any(now.get_task(), stop);
      now.set_value();
      EXPECT_TRUE(first.is_completed());
    }
  };
  const std::size_t before = mallinfo2().uordblks; // sanitizers say nothing
  wait_again_and_again();
  EXPECT_LT(mallinfo2().uordblks, before + 100000);
  shutdown.set_value();
}
