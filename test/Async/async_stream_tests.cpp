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
