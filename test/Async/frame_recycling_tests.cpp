// The memory of coroutines that end is used for the next ones.
#include "switchback/async_stream.h"
#include "switchback/frame_recycling.h"
#include "switchback/value_task.h"
#include "test.h"
#include <array>

using namespace switchback;
using namespace test;

namespace {

SWITCHBACK_ASYNC task<int> ready(int n) { co_return n; }
/// Nobody sees through this, so that it has to be in the frame.
[[gnu::noinline]] void fill(char *bytes, std::size_t size) {
  for (std::size_t i = 0; i != size; ++i)
    bytes[i] = char(i);
  asm volatile("" : : "r"(bytes) : "memory");
}
template <std::size_t N>
SWITCHBACK_ASYNC task<int> with_local(task<int> awaited) {
  std::array<char, N> bytes{};
  fill(bytes.data(), N);
  const int n = co_await awaited;
  co_return bytes[N - 1] + n;
}
SWITCHBACK_ASYNC async_stream<int> numbers(int n) {
  for (int i = 0; i < n; ++i)
    co_yield i;
}
SWITCHBACK_ASYNC task<int> sum(int n) {
  int result = 0;
  async_stream<int> all = numbers(n);
  while (std::optional<int> next = co_await all.next())
    result += *next;
  co_return result;
}

/// Counts, with recycling as it is.
class recycling_scope {
public:
  explicit recycling_scope(bool enabled)
      : before(set_frame_recycling(enabled)) {}
  ~recycling_scope() { set_frame_recycling(before); }

private:
  allocation_scope scope;
  bool before;

public:
  std::size_t count() const { return scope.count(); }
};

} // namespace

TEST(FrameRecycling, IsOnUnlessSanitized) {
  const bool before = set_frame_recycling(true);
  EXPECT_TRUE(set_frame_recycling(false));
  EXPECT_FALSE(set_frame_recycling(before));
}

TEST(FrameRecycling, UsesTheMemoryAgain) {
  if (!allocation_scope::available)
    GTEST_SKIP();
  recycling_scope scope(true);
  EXPECT_EQ(ready(1).get(), 1);
  EXPECT_EQ(sum(3).get(), 3);
  const std::size_t warm = scope.count();
  EXPECT_GT(warm, 0u);
  int total = 0;
  for (int i = 0; i < 100; ++i)
    total += ready(i).get() + sum(3).get();
  EXPECT_EQ(scope.count(), warm);
  EXPECT_EQ(total, 4950 + 300);
}

TEST(FrameRecycling, KeepsABoundedAmount) {
  if (!allocation_scope::available)
    GTEST_SKIP();
  recycling_scope scope(true);
  // Each is larger than a block may be.
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(with_local<4000>(ready(1)).get(), char(3999) + 1);
  const std::size_t large = scope.count();
  EXPECT_GE(large, 3u);
  std::vector<task<int>> many(200);
  for (task<int> &each : many)
    each = with_local<1000>(ready(1));
  const std::size_t started = scope.count();
  EXPECT_GE(started, large + 200);
  // Of the memory of all of them no more than 64 KiB is kept.
  many.assign(200, task<int>());
  for (task<int> &each : many)
    each = with_local<1000>(ready(1));
  EXPECT_GE(scope.count(), started + 130);
  EXPECT_LT(scope.count(), started + 200);
}

TEST(FrameRecycling, CanBeTurnedOff) {
  if (!allocation_scope::available)
    GTEST_SKIP();
  recycling_scope scope(true);
  ready(1).get();
  set_frame_recycling(false);
  const std::size_t before = scope.count();
  for (int i = 0; i < 10; ++i)
    ready(1).get();
  EXPECT_EQ(scope.count(), before + 10);
  // What was kept is gone.
  set_frame_recycling(true);
  ready(1).get();
  EXPECT_EQ(scope.count(), before + 11);
}

TEST(FrameRecycling, AcrossThreads) {
  const bool before = set_frame_recycling(true);
  for (int i = 0; i < 100; ++i) {
    task<int> made;
    { thread other([&] { made = ready(i); }); }
    EXPECT_EQ(std::move(made).get(), i);
    task<int> mine = ready(i);
    thread other([&] { EXPECT_EQ(std::move(mine).get(), i); });
  }
  set_frame_recycling(before);
}
