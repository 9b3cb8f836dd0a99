// Cancellation: sources, time limits, links, registrations; misuse and races.
#include "switchback/cancellation.h"
#include "test.h"
#include <atomic>
#include <gtest/gtest.h>
#include <latch>
#include <thread>

using namespace std::chrono_literals;
using switchback::cancellation_registration;
using switchback::cancellation_source;

namespace {

/// Waits for what another thread does; gives up long after it should be done.
bool soon(const std::function<bool()> &condition) {
  for (auto end = std::chrono::steady_clock::now() + 20s;
       std::chrono::steady_clock::now() < end;) {
    if (condition())
      return true;
    std::this_thread::sleep_for(1ms);
  }
  return false;
}

TEST(Cancellation, TokenAsksOnceCanceled) {
  cancellation_source source;
  std::stop_token token = source.token();
  EXPECT_TRUE(token.stop_possible());
  EXPECT_FALSE(token.stop_requested());
  EXPECT_FALSE(source.is_cancellation_requested());
  EXPECT_TRUE(source.cancel());
  EXPECT_TRUE(token.stop_requested());
  EXPECT_TRUE(source.is_cancellation_requested());
}

TEST(Cancellation, CancelingTwiceDoesNothingMore) {
  cancellation_source source;
  int calls = 0;
  cancellation_registration registration(source.token(), [&] { ++calls; });
  EXPECT_TRUE(source.cancel());
  EXPECT_FALSE(source.cancel());
  EXPECT_EQ(calls, 1);
}

TEST(Cancellation, TokenCanceledBeforeUse) {
  cancellation_source source;
  source.cancel();
  int calls = 0;
  cancellation_registration registration(source.token(), [&] { ++calls; });
  EXPECT_EQ(calls, 1);
  EXPECT_THROW(switchback::throw_if_cancellation_requested(source.token()),
               switchback::operation_canceled);
}

TEST(Cancellation, ThrowIfRequested) {
  cancellation_source source;
  EXPECT_NO_THROW(switchback::throw_if_cancellation_requested({}));
  EXPECT_NO_THROW(
      switchback::throw_if_cancellation_requested(source.token()));
  source.cancel();
  try {
    switchback::throw_if_cancellation_requested(source.token());
    FAIL();
  } catch (const std::exception &error) {
    EXPECT_STREQ(error.what(), "operation canceled");
  }
}

TEST(Cancellation, DestroyedSourceNeverAsks) {
  std::stop_token token;
  {
    cancellation_source source(1h);
    token = source.token();
  }
  EXPECT_FALSE(token.stop_requested());
  EXPECT_FALSE(token.stop_possible());
}

TEST(Cancellation, MovedFromSource) {
  cancellation_source source;
  cancellation_source target = std::move(source);
  EXPECT_FALSE(source.token().stop_possible()); // NOLINT: that is the test
  EXPECT_FALSE(source.cancel());
  EXPECT_FALSE(source.is_cancellation_requested());
  EXPECT_THROW(source.cancel_after(1ms), std::logic_error);
  EXPECT_TRUE(target.cancel());
}

TEST(Cancellation, CallbackMayDestroyTheSource) {
  auto source = std::make_unique<cancellation_source>();
  cancellation_registration first(source->token(), [&] { source.reset(); });
  int calls = 0;
  cancellation_registration second(source->token(), [&] { ++calls; });
  cancellation_source *raw = source.get();
  EXPECT_TRUE(raw->cancel());
  EXPECT_EQ(source, nullptr);
  EXPECT_EQ(calls, 1);
}

TEST(Cancellation, CallbackMayDestroyALinkedSource) {
  cancellation_source parent;
  std::optional<cancellation_source> child(
      cancellation_source::linked(parent.token()));
  cancellation_registration registration(child->token(),
                                         [&] { child.reset(); });
  EXPECT_TRUE(parent.cancel());
  EXPECT_FALSE(child);
}

TEST(CancelAfter, Elapses) {
  cancellation_source source;
  std::atomic<bool> called = false;
  cancellation_registration registration(source.token(),
                                         [&] { called = true; });
  source.cancel_after(5ms);
  EXPECT_TRUE(soon([&] { return called.load(); }));
  EXPECT_TRUE(source.is_cancellation_requested());
  EXPECT_FALSE(source.cancel());
}

TEST(CancelAfter, ConstructorTakesATime) {
  cancellation_source source(5ms);
  EXPECT_TRUE(soon([&] { return source.is_cancellation_requested(); }));
}

TEST(CancelAfter, CallbacksDoNotRunOnTheTimersThread) {
  // A callback that blocks would stop every timer there is.
  cancellation_source blocked(1ms);
  std::latch other_done(1);
  cancellation_registration registration(blocked.token(),
                                         [&] { other_done.wait(); });
  ASSERT_TRUE(soon([&] { return blocked.is_cancellation_requested(); }));
  cancellation_source other(1ms);
  EXPECT_TRUE(soon([&] { return other.is_cancellation_requested(); }));
  other_done.count_down();
}

TEST(CancelAfter, ZeroAndLessCancelAtOnce) {
  cancellation_source zero;
  zero.cancel_after(0s);
  EXPECT_TRUE(zero.is_cancellation_requested());
  cancellation_source less;
  less.cancel_after(-1h);
  EXPECT_TRUE(less.is_cancellation_requested());
}

TEST(CancelAfter, LaterCallReplacesTheTime) {
  cancellation_source source(1h);
  source.cancel_after(5ms);
  EXPECT_TRUE(soon([&] { return source.is_cancellation_requested(); }));
}

TEST(CancelAfter, MaximumTakesTheTimeBack) {
  cancellation_source source(30ms);
  source.cancel_after(std::chrono::nanoseconds::max());
  std::this_thread::sleep_for(80ms);
  EXPECT_FALSE(source.is_cancellation_requested());
}

TEST(CancelAfter, LongTimesDoNotOverflow) {
  cancellation_source source(std::chrono::nanoseconds::max() - 1ns);
  std::this_thread::sleep_for(20ms);
  EXPECT_FALSE(source.is_cancellation_requested());
}

TEST(CancelAfter, WithoutEffectOnceCanceled) {
  cancellation_source source;
  source.cancel();
  source.cancel_after(1ms);
  EXPECT_TRUE(source.is_cancellation_requested());
}

TEST(Linked, AnyTokenCancels) {
  cancellation_source first, second;
  cancellation_source both =
      cancellation_source::linked(first.token(), second.token());
  EXPECT_FALSE(both.is_cancellation_requested());
  second.cancel();
  EXPECT_TRUE(both.is_cancellation_requested());
  EXPECT_FALSE(first.is_cancellation_requested());
}

TEST(Linked, CancelsByItselfToo) {
  cancellation_source parent;
  cancellation_source child = cancellation_source::linked(parent.token());
  child.cancel();
  EXPECT_FALSE(parent.is_cancellation_requested());
  parent.cancel();
}

TEST(Linked, CanceledFromTheStart) {
  cancellation_source parent;
  parent.cancel();
  EXPECT_TRUE(cancellation_source::linked(std::stop_token(), parent.token())
                  .is_cancellation_requested());
}

TEST(Linked, WithoutTokens) {
  cancellation_source source = cancellation_source::linked();
  EXPECT_TRUE(source.token().stop_possible());
  EXPECT_FALSE(source.is_cancellation_requested());
}

TEST(Linked, LinksAreCutWithTheSource) {
  cancellation_source parent;
  std::stop_token token = cancellation_source::linked(parent.token()).token();
  parent.cancel();
  EXPECT_FALSE(token.stop_requested());
}

TEST(Registration, TakenBack) {
  cancellation_source source;
  int calls = 0;
  { cancellation_registration gone(source.token(), [&] { ++calls; }); }
  cancellation_registration reset(source.token(), [&] { ++calls; });
  reset.reset();
  source.cancel();
  EXPECT_EQ(calls, 0);
}

TEST(Registration, MayEndItselfInItsCallback) {
  cancellation_source source;
  std::optional<cancellation_registration> registration;
  registration.emplace(source.token(), [&] { registration.reset(); });
  source.cancel();
  EXPECT_FALSE(registration);
}

TEST(Registration, WithoutACallback) {
  cancellation_source source;
  EXPECT_THROW(cancellation_registration(source.token(), nullptr),
               std::invalid_argument);
  cancellation_registration empty;
  empty.reset();
}

TEST(Registration, OnATokenThatNeverAsks) {
  cancellation_registration registration({}, [] { FAIL(); });
}

TEST(RegistrationDeathTest, CallbackThatThrows) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        cancellation_source source;
        cancellation_registration registration(
            source.token(), [] { throw std::runtime_error("oh dear"); });
        source.cancel();
      },
      "a cancellation callback threw: oh dear");
}

TEST(CancellationAllocation, EachMayFail) {
  { cancellation_source started(1h); } // the service runs
  cancellation_source parent;
  test::fail_each_allocation([&] {
    cancellation_source source =
        cancellation_source::linked(parent.token(), parent.token());
    source.cancel_after(1h);
    cancellation_registration registration(
        source.token(), [&, a = 1L, b = 2L, c = 3L] { (void)(a + b + c); });
    cancellation_source other = cancellation_source::linked();
  });
  EXPECT_FALSE(parent.is_cancellation_requested());
}

constexpr int rounds = 3000;

TEST(CancellationRace, CancelFromTwoThreads) {
  for (int i = 0; i < rounds; ++i) {
    cancellation_source source;
    std::atomic<int> first = 0, calls = 0;
    cancellation_registration registration(source.token(), [&] { ++calls; });
    std::thread other([&] { first += source.cancel(); });
    first += source.cancel();
    other.join();
    EXPECT_EQ(first, 1);
    EXPECT_EQ(calls, 1);
  }
}

TEST(CancellationRace, CancelAgainstDestroyedLink) {
  cancellation_source parent;
  std::optional<std::thread> other;
  for (int i = 0; i < rounds; ++i) {
    cancellation_source source;
    {
      cancellation_source child = cancellation_source::linked(source.token());
      cancellation_registration registration(child.token(), [] {});
      other.emplace([&] { source.cancel(); });
    }
    other->join();
  }
}

TEST(CancellationRace, ElapsingAgainstDestruction) {
  for (int i = 0; i < rounds; ++i) {
    cancellation_source source(std::chrono::microseconds(i % 50));
    if (i % 3 == 0)
      source.cancel_after(std::chrono::microseconds(i % 40 + 1));
    if (i % 5 == 0)
      std::this_thread::yield();
  }
}

TEST(CancellationRace, ElapsingAgainstCancel) {
  for (int i = 0; i < rounds; ++i) {
    std::atomic<int> calls = 0;
    cancellation_source source(std::chrono::microseconds(i % 50 + 1));
    cancellation_registration registration(source.token(), [&] { ++calls; });
    source.cancel();
    registration.reset();
    EXPECT_EQ(calls, 1);
  }
}

} // namespace
