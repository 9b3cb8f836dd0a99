// Time limits, events and groups.
#include "task_group.h"
#include "test.h"
#include "timing.h"

using namespace chat;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

namespace {

constexpr auto never = 1h;

awaitable<std::string> after(duration time, std::string value) {
  co_await sleep_for(time);
  co_return value;
}

awaitable<int> broken() {
  co_await asio::post(asio::use_awaitable);
  throw std::runtime_error("broken");
}

/// Says where it was when it was destroyed.
struct trace {
  std::string &to;
  const char *text;
  ~trace() { to += text; }
};

} // namespace

ASYNC_TEST(timeout_gives_the_value) {
  auto value = co_await with_timeout(after(0ms, "here"), never);
  CHECK(value == "here");
  CHECK(co_await with_timeout(sleep_for(0ms), never));
}

ASYNC_TEST(timeout_cancels_the_work) {
  std::string log;
  auto work = [&log]() -> awaitable<std::string> {
    trace first{log, "first "};
    {
      trace second{log, "second "};
      co_await sleep_for(never);
    }
    log += "awake ";
    co_return log;
  };
  CHECK(!co_await with_timeout(work(), 1ms));
  CHECK(log == "second first ");
  CHECK(!co_await with_timeout(sleep_for(never), 1ms));
}

ASYNC_TEST(timeout_lets_exceptions_through) {
  bool caught = false;
  try {
    co_await with_timeout(broken(), never);
  } catch (const std::runtime_error &error) {
    caught = std::string(error.what()) == "broken";
  }
  CHECK(caught);
  CHECK(
      co_await test::throws<std::runtime_error>(with_timeout(broken(), never)));
}

ASYNC_TEST(timeouts_nest) {
  // The outer one ends first: the inner must not take that for its own.
  bool inner_ended = false;
  auto inner = [&]() -> awaitable<bool> {
    auto value = co_await with_timeout(after(never, "late"), never);
    inner_ended = true;
    co_return value.has_value();
  };
  CHECK(!co_await with_timeout(inner(), 1ms));
  CHECK(!inner_ended);
  auto quick = co_await with_timeout(
      with_timeout(with_timeout(after(0ms, "deep"), never), never), never);
  CHECK(***quick == "deep");
}

ASYNC_TEST(events_wake_all) {
  auto executor = co_await asio::this_coro::executor;
  event go(executor);
  int woken = 0;
  auto waiter = [&]() -> awaitable<> {
    co_await go.wait();
    ++woken;
  };
  auto setter = [&]() -> awaitable<> {
    CHECK(woken == 0 && !go.has_happened());
    go.set();
    co_return;
  };
  co_await (waiter() && waiter() && waiter() && setter());
  CHECK(woken == 3);
  // And who comes late does not wait.
  co_await go.wait();
  event other(executor);
  CHECK(!co_await with_timeout(other.wait(), 1ms));
}

ASYNC_TEST(latch_waits_for_the_last) {
  latch all(co_await asio::this_coro::executor, 3);
  std::string log;
  auto one = [&](char name) -> awaitable<> {
    log += name;
    co_await all.arrive_and_wait();
    log += char(name - 'a' + 'A');
  };
  co_await (one('a') && one('b') && one('c'));
  CHECK(log.substr(0, 3) == "abc" && log.size() == 6);
}

ASYNC_TEST(either_of_two_is_enough) {
  auto result = co_await (after(0ms, "quick") || sleep_for(never));
  CHECK(result.index() == 0 && std::get<0>(result) == "quick");
  auto both = co_await (after(1ms, "one") && after(0ms, "two"));
  CHECK(std::get<0>(both) + std::get<1>(both) == "onetwo");
}

ASYNC_TEST(every_stops_when_it_is_told) {
  int times = 0;
  co_await every(1ms, [&times] { return ++times < 4; });
  CHECK(times == 4);
}

ASYNC_TEST(group_waits_for_all) {
  auto executor = co_await asio::this_coro::executor;
  task_group group(executor);
  co_await group.wait();
  int done = 0;
  for (int i = 0; i < 5; ++i)
    group.spawn(executor, [&done, i]() -> awaitable<> {
      co_await sleep_for(std::chrono::milliseconds(5 - i));
      ++done;
    });
  group.spawn(executor, [value = std::make_unique<int>(7)]() -> awaitable<> {
    co_await broken();
    throw *value;
  });
  CHECK(group.size() == 6);
  co_await group.wait();
  CHECK(done == 5 && group.failures() == 1 && group.size() == 0);
}

ASYNC_TEST_ON(group_of_many_threads, 3) {
  auto executor = co_await asio::this_coro::executor;
  task_group group(executor);
  std::atomic<int> sum = 0;
  for (int i = 1; i <= 100; ++i)
    group.spawn(asio::make_strand(test::pool()), [&sum, i]() -> awaitable<> {
      co_await asio::post(asio::use_awaitable);
      sum += i;
    });
  co_await group.wait();
  CHECK(sum == 5050);
}

ASYNC_TEST(cancelled_from_outside) {
  auto executor = co_await asio::this_coro::executor;
  asio::cancellation_signal stop;
  std::string log;
  auto work = [&]() -> awaitable<> {
    trace end{log, "end"};
    try {
      co_await sleep_for(never);
    } catch (const system_error &error) {
      log += is_cancelled(error.code()) ? "cancelled " : "other ";
    }
    // From here on nothing can be awaited any more, unless it is asked for.
    bool refused = co_await test::throws<system_error>(after(0ms, "refused"));
    log += refused ? "refused " : "waited ";
  };
  auto run = [&]() -> awaitable<> {
    co_await asio::co_spawn(
        executor, work,
        asio::bind_cancellation_slot(stop.slot(), asio::use_awaitable));
  };
  auto end = [&]() -> awaitable<> {
    stop.emit(asio::cancellation_type::terminal);
    co_return;
  };
  CHECK(co_await test::throws<system_error>(run() && end()));
  CHECK(log == "cancelled end");
}

TEST(destroyed_where_they_stand) {
  std::string log;
  {
    asio::io_context context;
    auto inner = [&log]() -> awaitable<int> {
      trace end{log, "inner "};
      co_await sleep_for(never);
      co_return 1;
    };
    asio::co_spawn(
        context,
        [&]() -> awaitable<> {
          trace end{log, "outer "};
          auto both = co_await (with_timeout(inner(), never) && inner());
          log += std::get<0>(both) ? "never " : "at all ";
        },
        asio::detached);
    context.poll();
    CHECK(log.empty());
  }
  CHECK(log == "inner inner outer ");
}
