// when_all: everything at once, results in order, every failure visible.
#include "switchback/when_all.h"
#include "switchback/async_stream.h"
#include "switchback/cancellation.h"
#include "switchback/delay.h"
#include "switchback/value_task.h"
#include "combined.h"
#include "test.h"
#include <list>
#include <memory>
#include <span>

using namespace switchback;
using namespace test;
using namespace std::chrono_literals;

namespace {

SWITCHBACK_ASYNC task<int> sum_of_both(task<int> a, task<int> b) {
  auto both = co_await when_all(std::move(a), std::move(b));
  auto [x, y] = both;
  co_return 10 * x + y;
}

SWITCHBACK_ASYNC task<int> sum_of(std::vector<task<int>> all) {
  int sum = 0;
  std::vector<int> values = co_await when_all(std::move(all));
  for (int v : values)
    sum += v;
  co_return sum;
}

SWITCHBACK_ASYNC task<> join_in_context(task<> a, task<> b) {
  co_await when_all(std::move(a), std::move(b));
}

std::string message_of(std::exception_ptr error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception &e) {
    return e.what();
  }
}

template <class F> std::string message_from(F f) {
  try {
    f();
  } catch (const std::exception &e) {
    return e.what();
  }
  return "nothing thrown";
}

template <class... Args>
concept has_when_all =
    requires(Args &&...args) { when_all(std::forward<Args>(args)...); };

} // namespace

TEST(WhenAll, ResultsInOrder) {
  task_source<int> a, b;
  task<int> t = sum_of_both(a.get_task(), b.get_task());
  b.set_value(2);
  EXPECT_FALSE(t.is_completed());
  a.set_value(1);
  EXPECT_EQ(t.get(), 12);
}

TEST(WhenAll, VoidIsMonostate) {
  task<std::tuple<int, std::monostate, std::string>> t =
      when_all(make_task_from_value(1), completed_task(),
               make_task_from_value(std::string("x")));
  EXPECT_TRUE(t.is_completed());
  EXPECT_EQ(t.get(), std::make_tuple(1, std::monostate(), std::string("x")));
}

TEST(WhenAll, AllVoidIsVoid) {
  task<> t = when_all(completed_task(), completed_task());
  EXPECT_TRUE(t.is_completed());
  t.get();
}

TEST(WhenAll, EmptyIsComplete) {
  task<> none = when_all();
  EXPECT_TRUE(none.is_completed());
  task<std::vector<int>> empty = when_all(std::vector<task<int>>());
  EXPECT_TRUE(empty.is_completed());
  EXPECT_TRUE(empty.get().empty());
  task<> empty_void = when_all(std::vector<task<>>());
  EXPECT_TRUE(empty_void.is_completed());
}

TEST(WhenAll, Range) {
  std::vector<task<int>> all;
  for (int i = 0; i < 100; ++i)
    all.push_back(value_after(i, std::chrono::microseconds(100 - i)));
  std::vector<int> values = when_all(all).get();
  ASSERT_EQ(values.size(), 100u);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(values[i], i);
  EXPECT_TRUE(all[0].valid()) << "an lvalue range is copied";
  EXPECT_EQ(sum_of(std::move(all)).get(), 4950);
}

TEST(WhenAll, OtherRanges) {
  const std::list<task<bool>> list{make_task_from_value(true),
                                   make_task_from_value(false)};
  EXPECT_EQ(when_all(list).get(), (std::vector<bool>{true, false}));
  task<> array[] = {completed_task(), completed_task()};
  when_all(array).get();
  EXPECT_TRUE(array[1].valid());
}

TEST(WhenAll, ViewsDoNotLoseWhatTheyShow) {
  std::vector<task<int>> all{make_task_from_value(1), make_task_from_value(2)};
  EXPECT_EQ(when_all(all | std::views::reverse).get(),
            (std::vector<int>{2, 1}));
  EXPECT_TRUE(all[0].valid());
  auto make = [](int i) { return make_task_from_value(i); };
  EXPECT_EQ(when_all(std::views::iota(0, 3) | std::views::transform(make)).get(),
            (std::vector<int>{0, 1, 2}));
}

TEST(WhenAll, References) {
  int x = 1, y = 2;
  task_source<int &> a, b;
  a.set_value(x);
  b.set_value(y);
  std::tuple<int &, int &> both = when_all(a.get_task(), b.get_task()).get();
  EXPECT_EQ(&std::get<1>(both), &y);
  std::vector<task<int &>> list{a.get_task(), b.get_task()};
  std::vector<std::reference_wrapper<int>> refs = when_all(list).get();
  EXPECT_EQ(&refs[0].get(), &x);
}

TEST(WhenAll, ValueTasks) {
  task_source<int> source;
  task<std::tuple<int, std::monostate, int>> t = when_all(
      value_task<int>(1), value_task<>(), value_task<int>(source.get_task()));
  EXPECT_FALSE(t.is_completed());
  source.set_value(3);
  EXPECT_EQ(t.get(), std::make_tuple(1, std::monostate(), 3));

  value_task<std::unique_ptr<int>> only = std::make_unique<int>(4);
  auto moved = when_all(std::move(only), completed_task());
  EXPECT_EQ(*std::get<0>(std::move(moved).get()), 4);
  EXPECT_FALSE(only.valid());
}

TEST(WhenAll, RangesOfValueTasks) {
  std::vector<value_task<int>> all;
  for (int i = 0; i < 10; ++i)
    all.push_back(i % 2 ? value_task<int>(i) : value_after(i, 1ms));
  EXPECT_EQ(when_all(std::move(all)).get(),
            (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  auto make = [](int i) { return value_task<int>(i); };
  EXPECT_EQ(
      when_all(std::views::iota(0, 3) | std::views::transform(make)).get(),
      (std::vector<int>{0, 1, 2}));
}

SWITCHBACK_ASYNC static async_stream<int> one_and_two() {
  co_yield 1;
  co_await delay(1ms);
  co_yield 2;
}

TEST(WhenAll, TheNextOfStreams) {
  async_stream<int> a = one_and_two(), b = one_and_two();
  (void)b.next().as_task().get();
  auto [x, y] = when_all(a.next(), b.next()).get();
  EXPECT_EQ(x, 1);
  EXPECT_EQ(y, 2);
}

TEST(WhenAll, AsLongAsTheSlowest) {
  const auto begin = std::chrono::steady_clock::now();
  std::vector<task<>> all;
  for (int i = 0; i < 50; ++i)
    all.push_back(delay(100ms));
  when_all(std::move(all)).get();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s);
}

TEST(WhenAll, MovesFromTheLastHandle) {
  test::counted::copies = 0;
  {
    task<test::counted> moved = make_task_from_value(test::counted(1));
    task<test::counted> shared = make_task_from_value(test::counted(2));
    task<std::tuple<test::counted, test::counted>> t =
        when_all(std::move(moved), shared);
    EXPECT_EQ(test::counted::copies, 1);
    std::tuple<test::counted, test::counted> both = std::move(t).get();
    EXPECT_EQ(std::get<0>(both).value, 1);
    EXPECT_EQ(std::get<1>(both).value, 2);
    EXPECT_EQ(shared.get().value, 2);
  }
  EXPECT_EQ(test::counted::alive, 0);
}

TEST(WhenAll, ResultsThatOnlyMove) {
  using pointer = std::unique_ptr<int>;
  std::vector<task<pointer>> all;
  all.push_back(make_task_from_value(std::make_unique<int>(5)));
  std::vector<pointer> got = when_all(std::move(all)).get();
  EXPECT_EQ(*got[0], 5);
  task<pointer> shared = make_task_from_value(std::make_unique<int>(6));
  EXPECT_THROW((void)when_all(shared, completed_task()).get(),
               invalid_task_error);
}

TEST(WhenAll, ComesBackToTheContext) {
  test::loop_thread ui;
  task_source<> done;
  std::atomic<bool> right = false;
  ui->post([&] {
    [](std::thread::id here, std::atomic<bool> &right,
       task_source<> &done) SWITCHBACK_ASYNC -> task<> {
      co_await when_all(delay(1ms), delay(2ms));
      right = std::this_thread::get_id() == here;
      done.set_value();
    }(std::this_thread::get_id(), right, done)
                                                   .valid();
  });
  done.get_task().get();
  EXPECT_TRUE(right);
}

TEST(WhenAllFailures, FirstInOrderOfArguments) {
  task<> late = fail_after("late", 20ms), early = fail_after("early", 1ms);
  task<std::tuple<int, std::monostate, std::monostate>> t =
      when_all(make_task_from_value(1), late, early);
  EXPECT_EQ(message_from([&] { t.get(); }), "late");
  EXPECT_TRUE(t.is_faulted());
  std::vector<std::exception_ptr> all = t.exceptions();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(message_of(all[0]), "late");
  EXPECT_EQ(message_of(all[1]), "early");
  ASSERT_EQ(early.exceptions().size(), 1u);
  EXPECT_EQ(early.exceptions()[0], all[1]) << "the same object";
}

TEST(WhenAllFailures, WaitsForAllTheSame) {
  task_source<> slow;
  task<> t = when_all(fail_after("x", 0s), slow.get_task());
  EXPECT_FALSE(t.is_completed());
  slow.set_value();
  EXPECT_TRUE(t.is_faulted());
}

TEST(WhenAllFailures, NestedOnesShowAll) {
  task<> inner = when_all(fail_after("a", 0s), fail_after("b", 0s));
  task<> outer = when_all(std::vector<task<>>{fail_after("c", 0s), inner});
  EXPECT_EQ(outer.exceptions().size(), 3u);
}

TEST(WhenAllFailures, CanceledIfNoneFaulted) {
  cancellation_source source;
  task<> t = when_all(delay(1h, source.token()), delay(1ms));
  source.cancel();
  EXPECT_THROW(t.get(), operation_canceled);
  EXPECT_TRUE(t.is_canceled());
  EXPECT_TRUE(t.exceptions().empty());
  task<> both = when_all(delay(1h, source.token()), fail_after("x", 0s));
  EXPECT_EQ(message_from([&] { both.get(); }), "x");
  EXPECT_TRUE(both.is_faulted());
}

TEST(WhenAllFailures, ACopyThatThrows) {
  struct throws {
    throws() = default;
    throws(throws &&) = default;
    throws(const throws &) { throw std::runtime_error("no copies"); }
  };
  task<throws> shared = make_task_from_value(throws());
  EXPECT_EQ(message_from([&] { (void)when_all(shared, shared).get(); }),
            "no copies");
  EXPECT_EQ(message_from([&] {
              (void)when_all(std::vector<task<throws>>{shared, shared}).get();
            }),
            "no copies");
}

TEST(WhenAllFailures, CountAsObserved) {
  static std::atomic<int> unobserved;
  unobserved = 0;
  auto before =
      set_unobserved_exception_handler([](std::exception_ptr) { ++unobserved; });
  {
    task<> t = when_all(fail_after("a", 0s), fail_after("b", 0s));
    EXPECT_THROW(t.get(), std::runtime_error);
  }
  EXPECT_EQ(unobserved, 0);
  (void)when_all(fail_after("a", 0s), fail_after("b", 0s));
  EXPECT_EQ(unobserved, 1) << "one task was not looked at";
  set_unobserved_exception_handler(before);
}

TEST(WhenAllMisuse, InvalidTasks) {
  EXPECT_THROW((void)when_all(task<int>(), completed_task()),
               invalid_task_error);
  EXPECT_THROW((void)when_all(std::vector<task<>>(2)), invalid_task_error);
  value_task<int> taken = 1;
  (void)std::move(taken).get();
  EXPECT_THROW((void)when_all(completed_task(), std::move(taken)),
               invalid_task_error);
  std::vector<value_task<int>> list;
  list.push_back(std::move(taken));
  EXPECT_THROW((void)when_all(std::move(list)), invalid_task_error);
}

TEST(WhenAllMisuse, NothingIsTakenBesideAnInvalidTask) {
  async_stream<int> stream = one_and_two();
  EXPECT_THROW((void)when_all(stream.next(), task<>()), invalid_task_error);
  EXPECT_EQ(stream.next().as_task().get(), 1);
}

TEST(WhenAllMisuse, ValueTasksAreNotCopied) {
  static_assert(has_when_all<value_task<int>, task<int> &>);
  static_assert(!has_when_all<value_task<int> &>);
  static_assert(has_when_all<std::vector<value_task<int>>>);
  static_assert(!has_when_all<std::vector<value_task<int>> &>);
  static_assert(!has_when_all<std::span<value_task<int>>>);
  static_assert(has_when_all<std::span<task<int>>>);
  static_assert(!has_when_all<int> && !has_when_all<std::vector<int>>);
}

TEST(WhenAllMisuse, BlockingOnTheContextIsADeadlock) {
  auto loop = event_loop::create("ui");
  bool found = false, free = false;
  task_source<> source;
  loop->post([&] {
    task<> needs_loop = come_back(source.get_task(), true);
    try {
      when_all(delay(1h), needs_loop).get();
    } catch (const deadlock_error &) {
      found = true;
    }
    task<> needs_not = when_all(come_back(delay(1ms), false), delay(1ms));
    needs_not.get();
    free = true;
    loop->stop();
  });
  loop->run();
  source.set_value();
  loop->poll();
  EXPECT_TRUE(found);
  EXPECT_TRUE(free);
}

TEST(WhenAllAllocation, EachMayFail) {
  task_source<int> source;
  test::fail_each_allocation([&] {
    task<int> a = source.get_task(), b = make_task_from_value(2);
    (void)when_all(a, b);
    std::vector<task<int>> list{a, b};
    (void)when_all(list);
    (void)when_all(std::move(list));
    (void)when_all(completed_task(), completed_task());
    (void)when_all(value_task<int>(1), a, value_task<int>(2));
    std::vector<value_task<int>> values;
    values.push_back(1);
    values.push_back(a);
    (void)when_all(std::move(values));
  });
  source.set_value(1);
}

TEST(WhenAllAllocation, IsOne) {
  task<int> a = make_task_from_value(1), b = make_task_from_value(2);
  test::allocation_scope scope;
  (void)when_all(a, b);
  if (scope.available) {
    EXPECT_EQ(scope.count(), 1u);
  }
}

TEST(WhenAllRace, CompletionsAgainstEachOther) {
  for (int i = 0; i < 2000; ++i) {
    task_source<int> a, b;
    task<int> t;
    {
      test::thread first([&] { a.set_value(1); });
      test::thread second([&] { b.set_value(2); });
      t = sum_of_both(a.get_task(), b.get_task());
    }
    EXPECT_EQ(t.get(), 12);
  }
}

TEST(WhenAllRace, AThousandOnThePool) {
  for (int round = 0; round < 5; ++round) {
    std::vector<task<int>> all;
    for (int i = 0; i < 1000; ++i)
      all.push_back(run([] { return 1; }));
    EXPECT_EQ(sum_of(std::move(all)).get(), 1000);
  }
}

TEST(WhenAllRace, AHundredThousandDoNotGrowTheStack) {
  task<> chain = delay(1ms);
  for (int i = 0; i < 100000; ++i)
    chain = join_in_context(std::move(chain), completed_task());
  chain.get();
}
