// async_stream: cancellation, ends that come early, contexts, misuse and races.
#include "switchback/async_stream.h"
#include "switchback/delay.h"
#include "switchback/when_any.h"
#include "test.h"
#include <coroutine>
#include <memory>

using namespace switchback;
using namespace std::chrono_literals;

namespace {

/// Waits for what another thread does; gives up long after it should be done.
template <class F> bool soon(F condition) {
  for (int i = 0; i < 20000; ++i) {
    if (condition())
      return true;
    std::this_thread::sleep_for(1ms);
  }
  return false;
}

/// Yields 1, 2, ... with a wait before each; counts itself in counted::alive.
SWITCHBACK_ASYNC async_stream<int>
ticks(std::chrono::nanoseconds between, enumerator_cancellation stop = {}) {
  test::counted local;
  for (int i = 1;; ++i) {
    co_await delay(between, stop);
    co_yield i;
  }
}

/// The same, for ever deaf to cancellation.
SWITCHBACK_ASYNC async_stream<int> deaf_ticks(task<> go) {
  test::counted local;
  for (int i = 1;; ++i) {
    co_await go;
    co_yield i;
  }
}

/// The same, going on where `go` is completed.
SWITCHBACK_ASYNC async_stream<int> free_ticks(task<> go) {
  test::counted local;
  for (int i = 1;; ++i) {
    co_await go.configure_await(false);
    co_yield i;
  }
}

SWITCHBACK_ASYNC async_stream<int> numbers(test::counted) {
  test::counted local;
  for (int i = 1;; ++i)
    co_yield i;
}

SWITCHBACK_ASYNC task<std::optional<int>> next_of(async_stream<int> &stream) {
  auto item = co_await stream.next();
  co_return item;
}

SWITCHBACK_ASYNC task<int> count_of(async_stream<int> stream) {
  int count = 0;
  while (auto item = co_await stream.next())
    ++count;
  co_return count;
}

/// A coroutine that can be destroyed while it is suspended.
class plain {
public:
  struct promise_type {
    plain get_return_object() {
      return plain(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  explicit plain(std::coroutine_handle<promise_type> frame) : frame(frame) {}
  plain(const plain &) = delete;
  ~plain() { frame.destroy(); }

private:
  std::coroutine_handle<promise_type> frame;
};

SWITCHBACK_ASYNC plain read_one(async_stream<int> &stream, int &got) {
  auto item = co_await stream.next();
  got = *item;
}

/// Has the coroutine that awaits it go on in a context.
struct go_to {
  synchronization_context &context;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> frame) {
    context.post([frame] { frame.resume(); });
  }
  void await_resume() {}
};

std::atomic<int> unobserved;

} // namespace

TEST(StreamCancellation, StopsADelayOfTheProducerAtOnce) {
  cancellation_source source;
  async_stream<int> stream = ticks(1h).with_cancellation(source.token());
  task<std::optional<int>> read = next_of(stream);
  EXPECT_FALSE(read.is_completed());
  source.cancel();
  EXPECT_THROW(read.get(), operation_canceled);
  EXPECT_TRUE(read.is_canceled());
  EXPECT_EQ(next_of(stream).get(), std::nullopt) << "it has ended";
  EXPECT_EQ(test::counted::alive, 0);
}

TEST(StreamCancellation, HalfWay) {
  cancellation_source source;
  int count = 0;
  task<> all = ticks(50us)
                   .with_cancellation(source.token())
                   .for_each([&](int i) {
                     count = i;
                     if (i == 10)
                       source.cancel();
                   });
  EXPECT_THROW(all.get(), operation_canceled);
  EXPECT_EQ(count, 10);
  EXPECT_EQ(test::counted::alive, 0);
}

TEST(StreamCancellation, OfTokensOfBothSides) {
  cancellation_source one, two, three;
  for (cancellation_source *canceled : {&one, &two, &three}) {
    async_stream<int> stream = ticks(1h, one.token())
                                   .with_cancellation(two.token())
                                   .with_cancellation(three.token());
    task<std::optional<int>> read = next_of(stream);
    canceled->cancel();
    EXPECT_THROW(read.get(), operation_canceled);
    *canceled = cancellation_source();
  }
}

TEST(StreamCancellation, ProducerDecidesHowToEnd) {
  cancellation_source source;
  async_stream<int> stream =
      [](enumerator_cancellation stop) SWITCHBACK_ASYNC -> async_stream<int> {
    bool canceled = false;
    try {
      co_await delay(1h, stop);
    } catch (const operation_canceled &) {
      canceled = stop.stop_requested();
    }
    if (canceled)
      co_yield -1;
  }({});
  stream = std::move(stream).with_cancellation(source.token());
  task<std::optional<int>> read = next_of(stream);
  source.cancel();
  EXPECT_EQ(read.get(), -1);
  EXPECT_EQ(next_of(stream).get(), std::nullopt);
}

TEST(StreamCancellation, BeforeUse) {
  cancellation_source source;
  source.cancel();
  source.cancel();
  async_stream<int> stream = ticks(1h).with_cancellation(source.token());
  EXPECT_THROW(next_of(stream).get(), operation_canceled);
  EXPECT_THROW(next_of(stream = ticks(1h, source.token())).get(),
               operation_canceled);
  async_stream<int> deaf =
      numbers(test::counted()).with_cancellation(source.token());
  EXPECT_THROW(next_of(deaf).get(), operation_canceled);
  EXPECT_THROW(next_of(deaf).get(), operation_canceled);
}

TEST(StreamCancellation, AReadEndsAlsoIfTheProducerIsDeaf) {
  cancellation_source source;
  task_source<> go;
  async_stream<int> stream =
      deaf_ticks(go.get_task()).with_cancellation(source.token());
  task<std::optional<int>> read = next_of(stream);
  source.cancel();
  EXPECT_THROW(read.get(), operation_canceled);
  EXPECT_THROW(next_of(stream).get(), operation_canceled);
  EXPECT_EQ(test::counted::alive, 1);
  go.set_value();
  EXPECT_THROW(next_of(stream).get(), operation_canceled);
  stream = {};
  EXPECT_EQ(test::counted::alive, 0);
}

TEST(StreamCancellation, DoesNotGoOnInsideOfCancel) {
  cancellation_source source;
  task_source<> go;
  bool canceling = true;
  std::atomic<bool> inside = false;
  task<> reader = [](async_stream<int> stream, std::thread::id canceler,
                     bool &canceling,
                     std::atomic<bool> &inside) SWITCHBACK_ASYNC -> task<> {
    try {
      co_await stream.next();
    } catch (const operation_canceled &) {
      inside = std::this_thread::get_id() == canceler && canceling;
    }
  }(deaf_ticks(go.get_task()).with_cancellation(source.token()),
                      std::this_thread::get_id(), canceling, inside);
  source.cancel();
  canceling = false;
  reader.get();
  EXPECT_FALSE(inside);
  go.set_value();
  EXPECT_EQ(test::counted::alive, 0);
}

TEST(StreamDestruction, BeforeTheFirstRead) {
  { async_stream<int> stream = numbers(test::counted()); }
  EXPECT_EQ(test::counted::alive, 0);
}

TEST(StreamDestruction, BetweenReads) {
  {
    async_stream<int> stream = numbers(test::counted());
    EXPECT_EQ(next_of(stream).get(), 1);
    EXPECT_GE(test::counted::alive, 2);
  }
  EXPECT_EQ(test::counted::alive, 0) << "at once";
}

TEST(StreamDestruction, AfterTheEnd) {
  async_stream<int> stream = []() SWITCHBACK_ASYNC -> async_stream<int> {
    test::counted local;
    co_return;
  }();
  EXPECT_EQ(next_of(stream).get(), std::nullopt);
  stream = {};
  EXPECT_EQ(test::counted::alive, 0);
}

TEST(StreamDestruction, WhileTheProducerWaits) {
  task<std::optional<int>> read;
  {
    async_stream<int> stream = ticks(1h);
    read = next_of(stream);
    EXPECT_FALSE(read.is_completed());
  }
  EXPECT_THROW(read.get(), invalid_stream_error);
  EXPECT_TRUE(soon([] { return test::counted::alive == 0; }))
      << "the delay was stopped";
}

TEST(StreamDestruction, WhileADeafProducerWaits) {
  task_source<> go;
  task<std::optional<int>> read;
  {
    async_stream<int> stream = deaf_ticks(go.get_task());
    read = next_of(stream);
  }
  EXPECT_THROW(read.get(), invalid_stream_error);
  EXPECT_EQ(test::counted::alive, 1) << "it still waits";
  go.set_value();
  EXPECT_EQ(test::counted::alive, 0) << "and went at the next co_yield";
}

TEST(StreamDestruction, WhatTheProducerThrowsThenGoesUnobserved) {
  unobserved = 0;
  auto before =
      set_unobserved_exception_handler([](std::exception_ptr) { ++unobserved; });
  task_source<> go;
  {
    async_stream<int> stream = deaf_ticks(go.get_task());
    task<std::optional<int>> read = next_of(stream);
    stream = {};
    read.wait();
    EXPECT_THROW(read.get(), invalid_stream_error);
  }
  go.set_exception(std::make_exception_ptr(std::runtime_error("x")));
  EXPECT_THROW(go.get_task().get(), std::runtime_error);
  EXPECT_EQ(unobserved, 1);
  EXPECT_EQ(test::counted::alive, 0);
  set_unobserved_exception_handler(before);
}

TEST(StreamDestruction, ByItsOwnProducer) {
  async_stream<int> stream;
  stream = [](async_stream<int> &self) SWITCHBACK_ASYNC -> async_stream<int> {
    test::counted local;
    self = {};
    co_yield 1;
    ADD_FAILURE() << "nobody wants a second";
  }(stream);
  EXPECT_THROW(next_of(stream).get(), invalid_stream_error);
  EXPECT_EQ(test::counted::alive, 0);
}

TEST(StreamDestruction, InAForEach) {
  async_stream<int> stream = numbers(test::counted());
  int calls = 0;
  task<> all = stream.for_each([&](int) {
    stream = {};
    EXPECT_GE(test::counted::alive, 2) << "not while it is read";
    ++calls;
  });
  EXPECT_THROW(all.get(), invalid_stream_error);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(test::counted::alive, 0);
}

TEST(StreamDestruction, OfTheReader) {
  task_source<> go;
  async_stream<int> stream =
      [](task<> go) SWITCHBACK_ASYNC -> async_stream<int> {
    co_await go;
    co_yield 1;
    co_yield 2;
  }(go.get_task());
  int got = 0;
  { plain reader = read_one(stream, got); }
  { plain reader = read_one(stream, got); }
  go.set_value();
  EXPECT_EQ(got, 0);
  EXPECT_EQ(next_of(stream).get(), 1) << "the item waits for the next";
  EXPECT_EQ(next_of(stream).get(), 2);
  EXPECT_EQ(next_of(stream).get(), std::nullopt);
}

TEST(StreamDestruction, ATaskOfAReadOutlivesTheStream) {
  task_source<> go;
  async_stream<int> stream = deaf_ticks(go.get_task());
  task<std::optional<int>> read = stream.next().as_task();
  EXPECT_FALSE(read.is_completed());
  stream = {};
  EXPECT_THROW(read.get(), invalid_stream_error);
  go.set_value();
  EXPECT_EQ(test::counted::alive, 0);
}

TEST(StreamDestruction, AfterTheItemHasComeButBeforeItIsTaken) {
  auto context = std::make_shared<test::manual_context>();
  task_source<> go;
  async_stream<int> stream = free_ticks(go.get_task());
  task<std::optional<int>> read;
  {
    synchronization_context::scope current(context);
    auto read_here = [](async_stream<int> &stream)
                         SWITCHBACK_ASYNC -> task<std::optional<int>> {
      auto item = co_await stream.next();
      co_return item;
    };
    read = read_here(stream);
  }
  go.set_value();
  EXPECT_FALSE(read.is_completed());
  stream = {};
  EXPECT_EQ(test::counted::alive, 1) << "it has the item";
  EXPECT_EQ(context->run(), 1);
  EXPECT_EQ(read.get(), 1);
  EXPECT_EQ(test::counted::alive, 0);
}

TEST(StreamMisuseDeathTest, AReaderDestroyedWhenItIsAboutToGoOn) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        auto context = std::make_shared<test::manual_context>();
        task_source<> go;
        async_stream<int> stream = free_ticks(go.get_task());
        int got = 0;
        std::unique_ptr<plain> reader;
        {
          synchronization_context::scope current(context);
          reader.reset(new plain(read_one(stream, got)));
        }
        go.set_value(); // which posts the reader
        reader.reset();
      },
      "destroyed while its read of an async_stream ended");
}

TEST(StreamMisuse, TwoReadsAtOnce) {
  task_source<> go;
  async_stream<int> stream = deaf_ticks(go.get_task());
  task<std::optional<int>> first = next_of(stream), second = next_of(stream);
  EXPECT_THROW(second.get(), invalid_stream_error);
  EXPECT_THROW((void)stream.next().as_task(), invalid_stream_error);
  EXPECT_THROW((void)stream.for_each([](int) {}), invalid_stream_error);
  EXPECT_THROW((void)std::move(stream).with_cancellation({}),
               invalid_stream_error);
  go.set_value();
  EXPECT_EQ(first.get(), 1) << "the first goes on";
  EXPECT_EQ(next_of(stream).get(), 2);
}

TEST(StreamMisuse, AReadDuringAForEach) {
  async_stream<int> stream = numbers(test::counted());
  task<> all = stream.for_each([&](int i) {
    EXPECT_THROW(next_of(stream).get(), invalid_stream_error);
    if (i == 3)
      throw std::runtime_error("enough");
  });
  EXPECT_THROW(all.get(), std::runtime_error);
  EXPECT_EQ(next_of(stream).get(), 4) << "afterwards it can be read";
}

TEST(StreamMisuse, AProducerThatReadsItself) {
  async_stream<int> stream;
  stream = [](async_stream<int> &self) SWITCHBACK_ASYNC -> async_stream<int> {
    co_await self.next();
    co_yield 1;
  }(stream);
  EXPECT_THROW(next_of(stream).get(), invalid_stream_error);
}

TEST(StreamMisuse, MovedFrom) {
  async_stream<int> stream = numbers(test::counted());
  async_stream<int> other = std::move(stream);
  EXPECT_FALSE(stream.valid()); // NOLINT: that is the test
  EXPECT_THROW((void)stream.next(), invalid_stream_error);
  EXPECT_THROW((void)stream.for_each([](int) {}), invalid_stream_error);
  EXPECT_THROW((void)std::move(stream).for_each([](int) {}),
               invalid_stream_error);
  EXPECT_THROW((void)std::move(stream).with_cancellation({}),
               invalid_stream_error);
  EXPECT_EQ(next_of(other).get(), 1);
}

TEST(StreamContexts, EachEndGoesOnInItsOwn) {
  test::loop_thread ui("ui"), worker("worker");
  static std::atomic<int> wrong;
  wrong = 0;
  task_source<int> done;
  ui->post([&] {
    task<> t = [](std::shared_ptr<event_loop> worker,
                  task_source<int> &done) SWITCHBACK_ASYNC -> task<> {
      auto here = std::this_thread::get_id();
      async_stream<int> stream =
          [](std::shared_ptr<event_loop> worker)
              SWITCHBACK_ASYNC -> async_stream<int> {
        for (int i = 1; i <= 20; ++i) {
          co_await go_to{*worker};
          co_await delay(20us);
          if (synchronization_context::current() != worker)
            ++wrong;
          co_yield i;
        }
      }(worker);
      int sum = 0;
      while (auto item = co_await stream.next()) {
        sum += *item;
        if (std::this_thread::get_id() != here)
          ++wrong;
      }
      done.set_value(sum);
    }(worker.get(), done);
  });
  EXPECT_EQ(done.get_task().get(), 210);
  EXPECT_EQ(wrong, 0);
}

TEST(StreamContexts, ConfigureAwait) {
  auto context = std::make_shared<test::manual_context>();
  synchronization_context::scope current(context);
  auto read = [](async_stream<int> stream)
                  SWITCHBACK_ASYNC -> task<std::optional<int>> {
    auto item = co_await stream.next().configure_await(false);
    co_return item;
  };
  auto produce = []() SWITCHBACK_ASYNC -> async_stream<int> {
    co_await delay(100us).configure_await(false);
    co_yield 1;
  };
  EXPECT_EQ(read(produce()).get(), 1);
  EXPECT_EQ(context->posts, 0);
}

TEST(StreamContexts, DeadlocksAreFoundThroughStreams) {
  auto loop = event_loop::create("ui");
  int found = 0;
  task_source<> go;
  loop->post([&] {
    // The producer has to go on here, and each of these waits for it.
    async_stream<int> one = deaf_ticks(go.get_task());
    async_stream<int> two = deaf_ticks(go.get_task());
    async_stream<int> three = deaf_ticks(go.get_task());
    task<std::optional<int>> tasks[] = {
        [](async_stream<int> &stream)
            SWITCHBACK_ASYNC -> task<std::optional<int>> {
          auto item = co_await stream.next().configure_await(false);
          co_return item;
        }(one),
        two.next().as_task()};
    for (task<std::optional<int>> &t : tasks) {
      try {
        t.get();
      } catch (const deadlock_error &) {
        ++found;
      }
    }
    try {
      three.for_each([](int) {}).get();
    } catch (const deadlock_error &) {
      ++found;
    }
    loop->stop();
  });
  loop->run();
  EXPECT_EQ(found, 3);
  go.set_value();
  loop->poll();
  // The reads whose streams went end on the pool, and from there in the loop.
  EXPECT_TRUE(soon([&] {
    loop->poll();
    return test::counted::alive == 0;
  }));
}

TEST(StreamAllocation, EachMayFail) {
  cancellation_source source;
  test::fail_each_allocation([&] {
    async_stream<int> stream =
        ticks(0s, source.token()).with_cancellation(source.token());
    EXPECT_EQ(stream.next().as_task().get(), 1);
    int last = 0;
    task<> all = stream.for_each([&, a = 1L, b = 2L, c = 3L](int i) {
      last = i + int(a - b + c - 2);
      if (i > 5)
        throw std::bad_alloc();
    });
    if (all.is_faulted())
      all.get();
  });
  EXPECT_TRUE(soon([] { return test::counted::alive == 0; }));
}

TEST(StreamRace, CancelAgainstItems) {
  for (int i = 0; i < 2000; ++i) {
    cancellation_source source;
    task<int> count =
        count_of(ticks(1us).with_cancellation(source.token()));
    if (i % 2)
      std::this_thread::sleep_for(std::chrono::microseconds(i % 30));
    source.cancel();
    EXPECT_THROW(count.get(), operation_canceled);
  }
  EXPECT_TRUE(soon([] { return test::counted::alive == 0; }));
}

TEST(StreamRace, CancelAgainstItemsOfADeafProducer) {
  for (int i = 0; i < 200; ++i) {
    cancellation_source source;
    task_source<> go;
    task<int> count = count_of(
        deaf_ticks(go.get_task()).with_cancellation(source.token()));
    test::thread canceler([&] { source.cancel(); });
    go.set_value(); // items without end, unless canceled
    EXPECT_THROW(count.get(), operation_canceled);
  }
  EXPECT_TRUE(soon([] { return test::counted::alive == 0; }));
}

TEST(StreamRace, DestroyAgainstResume) {
  for (int i = 0; i < 3000; ++i) {
    task_source<> go;
    auto stream = std::make_unique<async_stream<int>>(
        deaf_ticks(go.get_task()));
    task<std::optional<int>> read = next_of(*stream);
    {
      test::thread resumer([&] { go.set_value(); });
      stream.reset();
    }
    try {
      EXPECT_EQ(read.get(), 1);
    } catch (const invalid_stream_error &) {
    }
    EXPECT_TRUE(soon([] { return test::counted::alive == 0; }));
  }
}

TEST(StreamRace, DestroyAgainstAStoppedDelay) {
  for (int i = 0; i < 2000; ++i) {
    async_stream<int> stream = ticks(std::chrono::microseconds(i % 40 + 1));
    task<std::optional<int>> read = stream.next().as_task();
    if (i % 3 == 0)
      std::this_thread::yield();
    stream = {};
    try {
      EXPECT_EQ(read.get(), 1);
    } catch (const invalid_stream_error &) {
    }
  }
  EXPECT_TRUE(soon([] { return test::counted::alive == 0; }));
}

TEST(StreamRace, ReadsOnDifferentThreads) {
  async_stream<int> stream = []() SWITCHBACK_ASYNC -> async_stream<int> {
    for (int i = 1;; ++i) {
      if (i % 3)
        co_await run([] {});
      co_yield i;
    }
  }();
  for (int i = 1; i <= 3000; ++i) {
    auto item = next_of(stream).get();
    ASSERT_EQ(item, i);
  }
}
