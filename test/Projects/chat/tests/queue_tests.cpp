// The bounded queue in front of a client.
#include "outbox.h"
#include "task_group.h"
#include "test.h"
#include "timing.h"

using namespace chat;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

namespace {

constexpr auto patient = 10s;

/// All lines up to the end.
awaitable<std::string> drain(outbox &from) {
  std::string all;
  while (line_ptr line = co_await from.pop()) {
    all += *line;
    all += '.';
  }
  co_return all;
}

} // namespace

ASYNC_TEST(queue_is_bounded) {
  outbox box(co_await asio::this_coro::executor, 2);
  CHECK(box.try_push(make_line("a")) == push_result::accepted);
  CHECK(box.try_push(make_line("b")) == push_result::accepted);
  CHECK(box.try_push(make_line("c")) == push_result::full);
  CHECK(*co_await box.pop() == "a");
  CHECK(box.try_push(make_line("c")) == push_result::accepted);
  CHECK(*co_await box.pop() + *co_await box.pop() == "bc");
}

ASYNC_TEST(queue_holds_up_senders) {
  outbox box(co_await asio::this_coro::executor, 2);
  auto send_all = [&]() -> awaitable<> {
    for (char name = 'a'; name <= 'j'; ++name)
      CHECK(co_await box.push(make_line(std::string(1, name)), patient) ==
            push_result::accepted);
    co_await box.finish(make_line("bye"), patient);
  };
  auto got = co_await (send_all() && drain(box));
  CHECK(got == "a.b.c.d.e.f.g.h.i.j.bye.");
  CHECK(co_await box.push(make_line("late"), patient) == push_result::closed);
}

ASYNC_TEST(queue_loses_patience) {
  outbox box(co_await asio::this_coro::executor, 1);
  CHECK(co_await box.push(make_line("a"), 1ms) == push_result::accepted);
  CHECK(co_await box.push(make_line("b"), 1ms) == push_result::timed_out);
  // The line that nobody had room for is not in it.
  line_ptr line;
  CHECK(box.try_pop(line) && *line == "a" && !box.try_pop(line));
  CHECK(co_await box.push(make_line("c"), 1ms) == push_result::accepted);
  CHECK(!co_await box.finish(make_line("d"), 1ms));
}

ASYNC_TEST(queue_keeps_what_it_has_at_the_end) {
  outbox box(co_await asio::this_coro::executor, 8);
  box.try_push(make_line("a"));
  box.try_push(make_line("b"));
  CHECK(co_await box.finish(nullptr, patient) && box.is_finished());
  CHECK(box.try_push(make_line("c")) == push_result::closed);
  CHECK(co_await drain(box) == "a.b.");
}

ASYNC_TEST(abandoned_queue_ends_all_waits) {
  outbox box(co_await asio::this_coro::executor, 1);
  box.try_push(make_line("a"));
  auto abandon = [&]() -> awaitable<push_result> {
    co_await asio::post(asio::use_awaitable);
    box.abandon();
    co_return box.try_push(make_line("d"));
  };
  auto [one, two] = co_await (box.push(make_line("b"), patient) && abandon());
  CHECK(one == push_result::closed && two == push_result::closed);
  outbox empty(co_await asio::this_coro::executor, 1);
  auto end = [&]() -> awaitable<> {
    empty.abandon();
    co_return;
  };
  CHECK(co_await (drain(empty) && end()) == "");
}

ASYNC_TEST_ON(queue_between_threads, 3) {
  auto executor = co_await asio::this_coro::executor;
  outbox box(executor, 3);
  constexpr int senders = 4, each = 50;
  task_group group(executor);
  std::vector<int> next(senders, 0);
  auto send = [&box](int id) -> awaitable<> {
    for (int i = 0; i < each; ++i)
      co_await box.push(make_line(std::to_string(id) + " " + std::to_string(i)),
                        patient);
  };
  for (int id = 0; id < senders; ++id)
    group.spawn(asio::make_strand(test::pool()),
                [&send, id] { return send(id); });
  for (int got = 0; got < senders * each; ++got) {
    auto line = co_await box.pop();
    int id = line->at(0) - '0';
    CHECK(std::stoi(line->substr(2)) == next[id]++);
  }
  // They may still be about to return from their last push.
  co_await group.wait();
}
