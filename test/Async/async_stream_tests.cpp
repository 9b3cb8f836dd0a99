// async_stream: what a producer makes reaches its consumer, item by item.
#include "switchback/async_stream.h"
#include "switchback/delay.h"
#include "switchback/value_task.h"
#include "switchback/when_any.h"
#include "test.h"
#include <memory>

using namespace switchback;
using namespace std::chrono_literals;

namespace {

SWITCHBACK_ASYNC async_stream<int> count_to(int n) {
  for (int i = 1; i <= n; ++i)
    co_yield i;
}

SWITCHBACK_ASYNC async_stream<int> slow_count_to(int n) {
  for (int i = 1; i <= n; ++i) {
    co_await delay(100us);
    co_yield i;
  }
}

SWITCHBACK_ASYNC async_stream<int> fails_after(int n) {
  for (int i = 1; i <= n; ++i)
    co_yield i;
  co_await delay(100us);
  throw std::runtime_error("no more");
}

SWITCHBACK_ASYNC task<long> sum_of(async_stream<int> stream) {
  long sum = 0;
  while (std::optional<int> item = co_await stream.next())
    sum += *item;
  co_return sum;
}

SWITCHBACK_ASYNC task<std::optional<int>> next_of(async_stream<int> &stream) {
  co_return co_await stream.next();
}

SWITCHBACK_ASYNC async_stream<int> doubled(async_stream<int> stream) {
  while (auto item = co_await stream.next())
    co_yield 2 * *item;
}

} // namespace

TEST(AsyncStream, ItemsUntilTheEnd) {
  EXPECT_EQ(sum_of(count_to(10)).get(), 55);
  EXPECT_EQ(sum_of(count_to(0)).get(), 0);
}

TEST(AsyncStream, WithAwaitsBetweenItems) {
  task<long> sum = sum_of(slow_count_to(20));
  EXPECT_FALSE(sum.is_completed());
  EXPECT_EQ(sum.get(), 210);
}

TEST(AsyncStream, RunsOnlyWhileItIsRead) {
  std::vector<std::string> log;
  async_stream<int> stream =
      [](std::vector<std::string> &log) SWITCHBACK_ASYNC -> async_stream<int> {
    log.push_back("start");
    co_yield 1;
    log.push_back("middle");
    co_yield 2;
    log.push_back("end");
  }(log);
  EXPECT_TRUE(log.empty()) << "the call runs nothing";
  EXPECT_EQ(next_of(stream).get(), 1);
  EXPECT_EQ(log, (std::vector<std::string>{"start"})) << "nothing is ahead";
  EXPECT_EQ(next_of(stream).get(), 2);
  EXPECT_EQ(next_of(stream).get(), std::nullopt);
  EXPECT_EQ(log, (std::vector<std::string>{"start", "middle", "end"}));
  EXPECT_EQ(next_of(stream).get(), std::nullopt) << "the end stays the end";
}

TEST(AsyncStream, AReadThatIsReadyDoesNotSuspend) {
  async_stream<int> stream = count_to(2);
  auto next = stream.next();
  EXPECT_TRUE(next.await_ready());
  EXPECT_EQ(next.await_resume(), 1);
}

TEST(AsyncStream, NothingIsAllocatedForItems) {
  async_stream<int> stream = count_to(100);
  test::allocation_scope scope;
  for (int i = 1; i <= 100; ++i) {
    auto next = stream.next();
    ASSERT_TRUE(next.await_ready());
    ASSERT_EQ(next.await_resume(), i);
  }
  EXPECT_EQ(scope.count(), 0u);
}

TEST(AsyncStream, AMillionItems) {
  EXPECT_EQ(sum_of(count_to(1000000)).get(), 500000500000);
  EXPECT_EQ(sum_of(doubled(doubled(count_to(1000000)))).get(), 2000002000000);
}

TEST(AsyncStream, ExceptionsReachTheConsumer) {
  async_stream<int> stream = fails_after(1);
  EXPECT_EQ(next_of(stream).get(), 1);
  try {
    next_of(stream).get();
    FAIL();
  } catch (const std::runtime_error &error) {
    EXPECT_STREQ(error.what(), "no more");
  }
  EXPECT_EQ(next_of(stream).get(), std::nullopt) << "which then is at its end";
}

TEST(AsyncStream, YieldsWhatIsMovedAndCopiesWhatIsNot) {
  using pointer = std::unique_ptr<int>;
  async_stream<pointer> moving =
      []() SWITCHBACK_ASYNC -> async_stream<pointer> {
    co_yield std::make_unique<int>(1);
    pointer two = std::make_unique<int>(2);
    co_yield std::move(two);
    EXPECT_EQ(two, nullptr); // NOLINT: it has been moved
  }();
  auto read = [](async_stream<pointer> &s) SWITCHBACK_ASYNC -> task<int> {
    int sum = 0;
    while (auto item = co_await s.next())
      sum += **item;
    co_return sum;
  };
  EXPECT_EQ(read(moving).get(), 3);

  async_stream<std::string> copying =
      []() SWITCHBACK_ASYNC -> async_stream<std::string> {
    std::string s = "a string that is long enough to be on the heap";
    co_yield s;
    EXPECT_EQ(s.size(), 46u);
    co_yield "converted";
    co_yield std::string(3, 'x'); // g++ 12 cannot do a list here
  }();
  auto join = [](async_stream<std::string> &s)
                  SWITCHBACK_ASYNC -> task<std::string> {
    std::string all;
    while (auto item = co_await s.next())
      all += *item + '|';
    co_return all;
  };
  EXPECT_EQ(join(copying).get(),
            "a string that is long enough to be on the heap|converted|xxx|");
}

TEST(AsyncStream, ContainersOfWhatOnlyMoves) {
  using items = std::vector<std::unique_ptr<int>>;
  async_stream<items> stream = []() SWITCHBACK_ASYNC -> async_stream<items> {
    items some(3);
    co_yield std::move(some);
  }();
  auto next = stream.next();
  ASSERT_TRUE(next.await_ready());
  EXPECT_EQ(next.await_resume()->size(), 3u);
}

TEST(AsyncStream, AnItemThatCannotBeMovedFails) {
  struct throws {
    throws() = default;
    throws(throws &&) { throw std::runtime_error("no moves"); }
  };
  async_stream<throws> stream = []() SWITCHBACK_ASYNC -> async_stream<throws> {
    co_yield throws();
    throws second;
    co_yield std::move(second);
  }();
  for (int i = 0; i < 2; ++i) {
    auto next = stream.next();
    ASSERT_TRUE(next.await_ready());
    EXPECT_THROW((void)next.await_resume(), std::runtime_error);
  }
  auto next = stream.next();
  ASSERT_TRUE(next.await_ready());
  EXPECT_FALSE(next.await_resume());
}

TEST(AsyncStream, ProducersThatAreMembersAndLambdas) {
  struct source {
    int first;
    SWITCHBACK_ASYNC async_stream<int> items(int n,
                                             enumerator_cancellation = {}) {
      for (int i = 0; i < n; ++i)
        co_yield first + i;
    }
  };
  source from{10};
  EXPECT_EQ(sum_of(from.items(3)).get(), 33);
  int base = 5;
  auto lambda = [base](int n, enumerator_cancellation stop)
                    SWITCHBACK_ASYNC -> async_stream<int> {
    EXPECT_TRUE(stop.token().stop_possible());
    for (int i = 0; i < n; ++i)
      co_yield base;
  };
  EXPECT_EQ(sum_of(lambda(2, {})).get(), 10);
}

TEST(AsyncStream, ForEach) {
  std::vector<int> got;
  async_stream<int> stream = slow_count_to(5);
  stream.for_each([&](int i) { got.push_back(i); }).get();
  EXPECT_EQ(got, (std::vector<int>{1, 2, 3, 4, 5}));
  EXPECT_EQ(next_of(stream).get(), std::nullopt);
  int sum = 0;
  count_to(100).for_each([&](int &&i) { return sum += i; }).get();
  EXPECT_EQ(sum, 5050);
}

TEST(AsyncStream, ForEachAwaitsWhatTheFunctionReturns) {
  int at_work = 0, done = 0;
  auto work = [&](const int &i) SWITCHBACK_ASYNC -> task<> {
    EXPECT_EQ(++at_work, 1);
    co_await delay(100us);
    done += i;
    --at_work;
  };
  count_to(10).for_each(work).get();
  EXPECT_EQ(done, 55);
  auto cached = [&](int i) {
    done += i;
    return value_task<>();
  };
  count_to(10).for_each(cached).get();
  EXPECT_EQ(done, 110);
}

TEST(AsyncStream, ForEachEndsWithTheFirstException) {
  int calls = 0;
  task<> t = count_to(10).for_each([&](int i) {
    ++calls;
    if (i == 3)
      throw std::runtime_error("three");
  });
  EXPECT_THROW(t.get(), std::runtime_error);
  EXPECT_EQ(calls, 3);
  EXPECT_THROW(fails_after(2).for_each([](int) {}).get(), std::runtime_error);
}

TEST(AsyncStream, ForEachOfAMillion) {
  long sum = 0;
  count_to(1000000).for_each([&](int i) { sum += i; }).get();
  EXPECT_EQ(sum, 500000500000);
  count_to(100000)
      .for_each([&](int i) SWITCHBACK_ASYNC -> task<> {
        sum -= i;
        co_return;
      })
      .get();
  EXPECT_EQ(sum, 500000500000 - 5000050000);
}

TEST(AsyncStream, ReadsAsTasks) {
  async_stream<int> stream = slow_count_to(2);
  EXPECT_EQ(stream.next().as_task().get(), 1);
  task<std::optional<int>> second = stream.next().as_task();
  EXPECT_EQ(when_any(second, delay(1h)).get().index, 0u);
  EXPECT_EQ(second.get(), 2);
  EXPECT_EQ(stream.next().as_task().get(), std::nullopt);
}

TEST(AsyncStream, ATimeOutDoesNotLoseTheItem) {
  task_source<> go;
  async_stream<int> stream =
      [](task<> go) SWITCHBACK_ASYNC -> async_stream<int> {
    co_await go;
    co_yield 1;
  }(go.get_task());
  task<std::optional<int>> read = stream.next().as_task();
  EXPECT_EQ(when_any(read, delay(1ms)).get().index, 1u);
  go.set_value();
  EXPECT_EQ(read.get(), 1);
}
