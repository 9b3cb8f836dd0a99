// Asio's operations as tasks, and tasks as operations of Asio.
#include "switchback/asio_context.h"
#include "switchback/cancellation.h"
#include "switchback/delay.h"
#include "switchback/use_task.h"
#include "test.h"
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <optional>
#include <string>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using boost::system::system_error;
using namespace switchback;
using namespace test;

namespace {

/// An io_context that a thread runs until the end of the scope.
class io_thread {
public:
  io_thread() : runner([this] { io.run(); }) {}
  ~io_thread() {
    work.reset();
    runner.join();
  }
  auto executor() { return io.get_executor(); }
  std::thread::id id() const { return runner.get_id(); }
  asio::io_context io;

private:
  asio::executor_work_guard<asio::io_context::executor_type> work{
      io.get_executor()};
  std::thread runner;
};

//===----------------------------------------------------------------------===//
// use_task
//===----------------------------------------------------------------------===//

template <class Result, class Signature>
constexpr bool gives = std::is_same_v<
    typename asio::async_result<use_task_t, Signature>::return_type,
    task<Result>>;
static_assert(gives<void, void()>);
static_assert(gives<void, void(error_code)>);
static_assert(gives<void, void(std::exception_ptr)>);
static_assert(gives<int, void(int)>);
static_assert(gives<std::size_t, void(error_code, std::size_t)>);
static_assert(
    gives<std::string, void(const error_code &, const std::string &)>);
static_assert(
    gives<std::tuple<int, char>, void(std::exception_ptr, int, char)>);

/// An operation that calls its handler with \p args, on \p executor.
template <class Signature, class Token, class... Args>
auto complete_with(asio::io_context &io, Token &&token, Args... args) {
  return asio::async_initiate<Token, Signature>(
      [&io](auto handler, auto... values) {
        asio::post(io, [handler = std::move(handler),
                        ... values = std::move(values)]() mutable {
          std::move(handler)(std::move(values)...);
        });
      },
      token, std::move(args)...);
}

TEST(use_task, gives_what_the_handler_gets) {
  asio::io_context io;
  task<> nothing = complete_with<void()>(io, use_task);
  task<int> one =
      complete_with<void(error_code, int)>(io, use_task, error_code(), 7);
  task<std::tuple<int, std::string>> two =
      complete_with<void(std::exception_ptr, int, std::string)>(
          io, use_task, std::exception_ptr(), 8, std::string("eight"));
  task<std::unique_ptr<int>> moved = complete_with<void(std::unique_ptr<int>)>(
      io, use_task, std::make_unique<int>(9));
  EXPECT_FALSE(one.is_completed());
  io.run();
  nothing.get();
  EXPECT_EQ(one.get(), 7);
  EXPECT_EQ(two.get(), std::make_tuple(8, "eight"));
  EXPECT_EQ(*std::move(moved).get(), 9);
}

TEST(use_task, fails_as_the_operation_does) {
  asio::io_context io;
  task<int> code = complete_with<void(error_code, int)>(
      io, use_task, error_code(asio::error::eof), 7);
  task<> thrown = complete_with<void(std::exception_ptr)>(
      io, use_task, std::make_exception_ptr(std::runtime_error("x")));
  io.run();
  EXPECT_TRUE(code.is_faulted());
  try {
    code.get();
    ADD_FAILURE();
  } catch (const system_error &error) {
    EXPECT_EQ(error.code(), asio::error::eof);
  }
  EXPECT_THROW(thrown.get(), std::runtime_error);
}

TEST(use_task, goes_with_asios_adapters) {
  asio::io_context io;
  error_code error;
  task<int> redirected = complete_with<void(error_code, int)>(
      io, asio::redirect_error(use_task, error), error_code(asio::error::eof),
      7);
  task<std::tuple<error_code, int>> tuple =
      complete_with<void(error_code, int)>(io, asio::as_tuple(use_task),
                                           error_code(asio::error::eof), 8);
  io.run();
  EXPECT_EQ(redirected.get(), 7);
  EXPECT_EQ(error, asio::error::eof);
  EXPECT_EQ(std::get<1>(tuple.get()), 8);
}

struct throws_when_moved {
  throws_when_moved() = default;
  throws_when_moved(const throws_when_moved &other) : calm(other.calm) {
    if (!calm)
      throw std::runtime_error("moved");
  }
  bool calm = true;
};

TEST(use_task, a_value_that_throws_is_a_fault) {
  asio::io_context io;
  throws_when_moved value;
  task<throws_when_moved> failed =
      asio::async_initiate<const use_task_t &, void(throws_when_moved &)>(
          [&](auto handler) {
            value.calm = false;
            std::move(handler)(value);
          },
          use_task);
  EXPECT_THROW(failed.get(), std::runtime_error);
}

TEST(use_task, is_broken_with_its_context) {
  task<> waiting;
  {
    asio::io_context io;
    asio::steady_timer timer(io, 1h);
    waiting = timer.async_wait(use_task);
    io.poll();
  }
  EXPECT_THROW(waiting.get(), broken_promise_error);
}

TEST(use_task, is_a_default) {
  asio::io_context io;
  auto timer = use_task_t::as_default_on(asio::steady_timer(io, 1ms));
  task<> waiting = timer.async_wait();
  io.run();
  waiting.get();
}

/// Sends a line to a socket and back.
SWITCHBACK_ASYNC task<std::string> converse(asio::io_context &io) {
  tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  tcp::socket client(io);
  task<tcp::socket> accepting = acceptor.async_accept(use_task);
  task<> connecting = client.async_connect(acceptor.local_endpoint(), use_task);
  co_await std::move(connecting);
  tcp::socket server = co_await std::move(accepting);
  const std::string line = "hello";
  task<std::size_t> writing =
      asio::async_write(client, asio::buffer(line), use_task);
  co_await std::move(writing);
  client.shutdown(tcp::socket::shutdown_send);
  std::string got(100, ' ');
  error_code error;
  task<std::size_t> reading = asio::async_read(
      server, asio::buffer(got), asio::redirect_error(use_task, error));
  got.resize(co_await std::move(reading));
  EXPECT_EQ(error, asio::error::eof);
  co_return got;
}

TEST(use_task, converses) {
  io_thread net;
  EXPECT_EQ(converse(net.io).get(), "hello");
}

TEST(use_task, goes_on_in_the_thread_of_the_io_context) {
  io_thread net;
  auto where = [&](bool capture) SWITCHBACK_ASYNC -> task<std::thread::id> {
    asio::steady_timer timer(net.io, 5ms);
    task<> waiting = timer.async_wait(use_task);
    co_await std::move(waiting).configure_await(capture);
    co_return std::this_thread::get_id();
  };
  EXPECT_EQ(where(true).get(), net.id());
  EXPECT_EQ(where(false).get(), net.id());
}

//===----------------------------------------------------------------------===//
// use_task with a token
//===----------------------------------------------------------------------===//

TEST(use_task_token, cancels_from_any_thread) {
  io_thread net;
  for (int i = 0; i < 200; ++i) {
    cancellation_source source;
    asio::steady_timer timer(net.io, 1h);
    task<> waiting = timer.async_wait(use_task(source.token()));
    EXPECT_FALSE(waiting.is_completed());
    source.cancel();
    waiting.wait();
    EXPECT_TRUE(waiting.is_canceled());
    // The timer must not go before its thread has let go of it.
    task<> gone = complete_with<void()>(net.io, use_task);
    gone.wait();
  }
}

TEST(use_task_token, does_not_start_what_is_cancelled_already) {
  asio::io_context io;
  cancellation_source source;
  source.cancel();
  asio::steady_timer timer(io, 1h);
  task<> waiting = timer.async_wait(use_task(source.token()));
  EXPECT_TRUE(waiting.is_canceled());
  EXPECT_EQ(io.run(), 0u);
}

TEST(use_task_token, stops_composed_operations) {
  asio::io_context io;
  tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  tcp::socket client(io), server(io);
  client.connect(acceptor.local_endpoint());
  acceptor.accept(server);
  char bytes[10];
  cancellation_source source;
  task<std::size_t> reading =
      asio::async_read(client, asio::buffer(bytes), use_task(source.token()));
  asio::write(server, asio::buffer("abc", 3));
  io.run_for(5ms);
  EXPECT_FALSE(reading.is_completed());
  source.cancel();
  io.restart();
  io.run();
  EXPECT_TRUE(reading.is_canceled());
}

TEST(use_task_token, other_failures_are_faults) {
  asio::io_context io;
  cancellation_source source;
  asio::steady_timer timer(io, 1h);
  task<> waiting = timer.async_wait(use_task(source.token()));
  timer.cancel(); // nobody asked through the token
  io.run();
  EXPECT_TRUE(waiting.is_faulted());
  task<int> failing = complete_with<void(error_code, int)>(
      io, use_task(source.token(), io.get_executor()),
      error_code(asio::error::eof), 7);
  source.cancel();
  io.restart();
  io.run();
  EXPECT_TRUE(failing.is_faulted());
}

TEST(use_task_token, after_the_end_does_nothing) {
  asio::io_context io;
  cancellation_source source;
  {
    asio::steady_timer timer(io, 0ms);
    task<> waiting = timer.async_wait(use_task(source.token()));
    io.run();
    waiting.get();
  }
  source.cancel();
  io.restart();
  EXPECT_EQ(io.run(), 0u);
}

TEST(use_task_token, survives_its_context) {
  cancellation_source source;
  task<> waiting;
  {
    asio::io_context io;
    asio::steady_timer timer(io, 1h);
    waiting = timer.async_wait(use_task(source.token()));
    source.cancel();
  }
  EXPECT_THROW(waiting.get(), broken_promise_error);
}

TEST(use_task_token, cancel_against_completion) {
  io_thread net;
  asio::thread_pool others(1);
  for (int i = 0; i < 1000; ++i) {
    std::stop_source source;
    auto timer = std::make_shared<asio::steady_timer>(net.io);
    auto start = [&]() SWITCHBACK_ASYNC -> task<> {
      timer->expires_after(std::chrono::microseconds(i % 50));
      task<> waiting = timer->async_wait(use_task(source.get_token()));
      co_await std::move(waiting);
    };
    task<> waiting = start();
    asio::post(others, [source]() mutable { source.request_stop(); });
    waiting.wait();
    EXPECT_FALSE(waiting.is_faulted());
    asio::post(net.io, [timer = std::move(timer)] {}); // goes there
  }
  others.join();
}

TEST(use_task, each_allocation_may_fail) {
  asio::io_context io;
  fail_each_allocation([&] {
    io.restart();
    asio::steady_timer timer(io, 0ms);
    task<> waiting = timer.async_wait(use_task);
    task<std::tuple<int, std::string>> two =
        complete_with<void(error_code, int, std::string)>(
            io, use_task, error_code(), 1, std::string(100, 'x'));
    task<int> failing = complete_with<void(error_code, int)>(
        io, use_task, error_code(asio::error::eof), 7);
    io.run();
    waiting.get();
    EXPECT_EQ(std::get<1>(two.get()).size(), 100u);
    try {
      failing.get();
      ADD_FAILURE();
    } catch (const system_error &) { // or what there was no memory for
    }
  });
}

TEST(use_task_token, each_allocation_may_fail) {
  asio::io_context io;
  fail_each_allocation([&] {
    io.restart();
    cancellation_source source;
    asio::steady_timer timer(io, 1h), soon(io, 0ms);
    task<> waiting = timer.async_wait(use_task(source.token()));
    task<> ending = soon.async_wait(use_task(source.token()));
    io.poll();
    ending.get();
    source.cancel();
    // Where that could not be posted, it goes on to its end.
    timer.expires_after(0ms);
    io.restart();
    io.run();
    EXPECT_TRUE(waiting.is_completed());
  });
}

//===----------------------------------------------------------------------===//
// Contexts
//===----------------------------------------------------------------------===//

TEST(asio_context, is_gone_back_to) {
  io_thread net;
  auto context = make_asio_context(net.executor(), "net");
  EXPECT_EQ(context->name(), "net");
  auto go = [&]() SWITCHBACK_ASYNC -> task<std::thread::id> {
    task<> elsewhere = run([] { std::this_thread::sleep_for(1ms); });
    co_await std::move(elsewhere);
    EXPECT_EQ(synchronization_context::current(), context);
    co_return std::this_thread::get_id();
  };
  std::promise<task<std::thread::id>> started;
  context->post([&] { started.set_value(go()); });
  task<std::thread::id> going = started.get_future().get();
  EXPECT_EQ(going.get(), net.id());
}

TEST(asio_context, a_strand_is_single_threaded) {
  asio::io_context io;
  EXPECT_TRUE(make_asio_context(asio::make_strand(io))->is_single_threaded());
  EXPECT_FALSE(make_asio_context(io.get_executor())->is_single_threaded());
}

TEST(asio_context, the_trap_is_seen_on_it) {
  asio::io_context io;
  auto context = make_asio_context(asio::make_strand(io), "the strand");
  bool caught = false;
  task<> inner;
  context->post([&] {
    auto work = []() SWITCHBACK_ASYNC -> task<> {
      task<> elsewhere = run([] { std::this_thread::sleep_for(1ms); });
      co_await std::move(elsewhere);
    };
    inner = work();
    try {
      inner.get();
    } catch (const deadlock_error &error) {
      caught = true;
      EXPECT_EQ(error.context_name(), "the strand");
    }
  });
  auto work = asio::make_work_guard(io);
  while (!inner.valid() || !inner.is_completed())
    io.run_one();
  // The other thread may still be about to return from its post. Within run(),
  // since that does not wait where it finds no work at its start.
  asio::post(io, [&] { work.reset(); });
  io.run();
  EXPECT_TRUE(caught);
}

TEST(asio_context, goes_before_what_its_executor_uses) {
  // The other thread lets go of the context, and of the strand in it, while
  // there still is work.
  for (int i = 0; i < 200; ++i) {
    asio::io_context io;
    auto work = []() SWITCHBACK_ASYNC -> task<> {
      task<> elsewhere = run([] {});
      co_await std::move(elsewhere);
    };
    bool ended = false;
    spawn(asio::make_strand(io), work, [&](std::exception_ptr) { ended = true; });
    io.run();
    EXPECT_TRUE(ended);
  }
}

TEST(asio_context, each_allocation_may_fail) {
  asio::io_context io;
  const auto strand = asio::make_strand(io); // Asio's own does not bear it
  fail_each_allocation([&] {
    io.restart();
    auto context = make_asio_context(strand, "a long name here");
    task_source<int> source;
    auto go_on = [](task<int> before) SWITCHBACK_ASYNC -> task<int> {
      const int n = co_await before;
      co_return n + 1;
    };
    task<int> going;
    {
      synchronization_context::scope current(context);
      going = go_on(source.get_task());
    }
    // If the executor does not take it, the pool does, or it goes on here.
    source.set_value(1);
    while (!going.is_completed()) {
      io.poll();
      io.restart();
    }
    EXPECT_EQ(going.get(), 2);
  });
}

//===----------------------------------------------------------------------===//
// Asio's coroutines as tasks
//===----------------------------------------------------------------------===//

SWITCHBACK_ASYNC asio::awaitable<int> asio_wait(std::chrono::milliseconds time,
                                                int value) {
  auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor, time);
  co_await timer.async_wait(asio::use_awaitable);
  if (value < 0)
    throw std::runtime_error("negative");
  co_return value;
}

TEST(as_task, runs_an_awaitable) {
  io_thread net;
  EXPECT_EQ(as_task(net.executor(), asio_wait(1ms, 7)).get(), 7);
  EXPECT_THROW(as_task(net.executor(), asio_wait(1ms, -1)).get(),
               std::runtime_error);
  auto use = [&]() SWITCHBACK_ASYNC -> task<int> {
    task<int> waiting = as_task(net.executor(), asio_wait(1ms, 8));
    const int value = co_await std::move(waiting);
    co_return value + 1;
  };
  EXPECT_EQ(use().get(), 9);
}

TEST(as_task, passes_a_token_on) {
  io_thread net;
  cancellation_source source;
  task<int> waiting = as_task(net.executor(), asio_wait(1h, 7), source.token());
  source.cancel();
  waiting.wait();
  EXPECT_TRUE(waiting.is_canceled());
  EXPECT_EQ(
      as_task(net.executor(), asio_wait(1ms, 7), cancellation_source().token())
          .get(),
      7);
}

//===----------------------------------------------------------------------===//
// Tasks as operations of Asio
//===----------------------------------------------------------------------===//

SWITCHBACK_ASYNC task<int> add(int a, int b) {
  task<> elsewhere = run([] { std::this_thread::sleep_for(1ms); });
  co_await std::move(elsewhere);
  if (b < 0)
    throw std::invalid_argument("negative");
  co_return a + b;
}

TEST(async_await, takes_a_callback) {
  asio::io_context io;
  std::vector<int> got;
  async_await(add(1, 2),
              asio::bind_executor(io, [&](std::exception_ptr error, int sum) {
                EXPECT_FALSE(error);
                got.push_back(sum);
              }));
  async_await(
      add(1, -2), asio::bind_executor(io, [&](std::exception_ptr error, int) {
        EXPECT_THROW(std::rethrow_exception(error), std::invalid_argument);
        got.push_back(0);
      }));
  async_await(
      completed_task(),
      asio::bind_executor(io, [&](std::exception_ptr) { got.push_back(-1); }));
  EXPECT_TRUE(got.empty()); // never called within the call
  io.run();                 // has work until all are done
  EXPECT_EQ(got.size(), 3u);
}

SWITCHBACK_ASYNC asio::awaitable<int> await_both(int a, int b) {
  const int first = co_await async_await(add(a, b), asio::use_awaitable);
  co_await async_await(completed_task(), asio::use_awaitable);
  co_return first;
}

TEST(async_await, is_awaited_by_asios_coroutines) {
  asio::io_context io;
  auto sum = asio::co_spawn(io, await_both(3, 4), asio::use_future);
  auto failed = asio::co_spawn(io, await_both(3, -4), asio::use_future);
  io.run();
  EXPECT_EQ(sum.get(), 7);
  EXPECT_THROW(failed.get(), std::invalid_argument);
}

TEST(async_await, gives_a_future) {
  EXPECT_EQ(async_await(add(5, 6), asio::use_future).get(), 11);
}

TEST(async_await, moves_the_result) {
  task_source<std::unique_ptr<int>> source;
  auto future = async_await(source.get_task(), asio::use_future);
  source.set_value(std::make_unique<int>(12));
  EXPECT_EQ(*future.get(), 12);
}

TEST(async_await, needs_a_task) {
  EXPECT_THROW(async_await(task<>(), asio::detached), invalid_task_error);
}

TEST(spawn, runs_on_the_executor) {
  io_thread net;
  auto where = [&]() SWITCHBACK_ASYNC -> task<std::thread::id> {
    EXPECT_NE(synchronization_context::current(), nullptr);
    task<> elsewhere = run([] {});
    co_await std::move(elsewhere);
    co_return std::this_thread::get_id();
  };
  EXPECT_EQ(spawn(net.executor(), where, asio::use_future).get(), net.id());
}

TEST(spawn, what_the_function_throws_is_a_failure) {
  asio::io_context io;
  auto failing = []() -> task<int> { throw std::runtime_error("x"); };
  auto future = spawn(io.get_executor(), failing, asio::use_future);
  io.run();
  EXPECT_THROW(future.get(), std::runtime_error);
}

TEST(spawn, keeps_the_executor_running_and_the_function) {
  asio::io_context io;
  std::string seen;
  auto wait = [text = std::string("what a coroutine lambda captures"),
               &seen]() SWITCHBACK_ASYNC -> task<> {
    co_await delay(5ms);
    seen = text;
  };
  spawn(io.get_executor(), std::move(wait), asio::detached);
  io.run();
  EXPECT_EQ(seen, "what a coroutine lambda captures");
}

TEST(spawn, is_cancelled_by_a_signal) {
  asio::io_context io;
  asio::cancellation_signal signal;
  bool canceled = false;
  auto wait = [&](std::stop_token token) SWITCHBACK_ASYNC -> task<> {
    asio::steady_timer timer(io, 1h);
    task<> waiting = timer.async_wait(use_task(token));
    co_await std::move(waiting);
  };
  spawn(io.get_executor(), wait,
        asio::bind_cancellation_slot(
            signal.slot(), asio::bind_executor(io, [&](std::exception_ptr e) {
              EXPECT_THROW(std::rethrow_exception(e), operation_canceled);
              canceled = true;
            })));
  io.poll();
  EXPECT_FALSE(canceled);
  signal.emit(asio::cancellation_type::terminal);
  io.restart();
  io.run();
  EXPECT_TRUE(canceled);
}

//===----------------------------------------------------------------------===//
// Without memory
//===----------------------------------------------------------------------===//

/// Counts how it ends: once it has begun, a handler is called once.
struct ending {
  int calls = 0;
  std::exception_ptr error;
};

TEST(as_task, each_allocation_may_fail) {
  asio::io_context io;
  fail_each_allocation([&] {
    io.restart();
    task<int> waiting = as_task(io.get_executor(), asio_wait(0ms, 7));
    io.run();
    EXPECT_EQ(waiting.get(), 7);
  });
}

TEST(async_await, each_allocation_may_fail) {
  asio::io_context io;
  fail_each_allocation([&] {
    io.restart();
    ending done;
    task_source<std::string> source;
    bool begun = false;
    try {
      async_await(source.get_task(),
                  asio::bind_executor(io, [&](std::exception_ptr e,
                                              std::string) {
                    ++done.calls;
                    done.error = e;
                  }));
      begun = true;
      source.set_value("something that is too long to be kept inside");
    } catch (const std::bad_alloc &) {
      if (begun)
        source.set_canceled();
    }
    io.run();
    EXPECT_EQ(done.calls, begun);
  });
}

TEST(spawn, each_allocation_may_fail) {
  run([] {}).get(); // the pool is there
  for (int how : {0, 1, 2}) {
    asio::io_context io;
    fail_each_allocation([&] {
      io.restart();
      ending done;
      auto work = [how]() SWITCHBACK_ASYNC -> task<int> {
        if (how == 1)
          throw std::runtime_error("something that is too long to be inside");
        task<> elsewhere = run([] {});
        co_await std::move(elsewhere);
        co_return 1;
      };
      auto call = [&]() -> task<int> {
        if (how == 2)
          throw std::runtime_error("something that is too long to be inside");
        return work();
      };
      bool begun = false;
      try {
        spawn(io.get_executor(), call, [&](std::exception_ptr e, int) {
          ++done.calls;
          done.error = e;
        });
        begun = true;
      } catch (const std::bad_alloc &) {
      }
      io.run();
      EXPECT_EQ(done.calls, begun);
      EXPECT_TRUE(!begun || how == 0 || done.error);
    });
  }
}

TEST(spawn, a_function_without_a_task_is_a_failure) {
  asio::io_context io;
  auto none = [] { return task<int>(); };
  auto future = spawn(io.get_executor(), none, asio::use_future);
  io.run();
  EXPECT_THROW(future.get(), invalid_task_error);
}

} // namespace
