// The crowd against the server, on one thread and on many.
#include "load.h"
#include "server.h"
#include "test.h"

using namespace chat;
using namespace asio::experimental::awaitable_operators;

namespace {

awaitable<load_report> crowd_of(load_options options, server_options with) {
  server one(test::pool(), with);
  auto use = [&]() -> awaitable<load_report> {
    auto report = co_await run_load(one.endpoint(), options);
    one.stop("done");
    co_return report;
  };
  auto report = co_await (one.run() && use());
  CHECK(one.count().accepted == options.clients);
  CHECK(one.count().deliveries >= report.received);
  co_return report;
}

} // namespace

TEST(ledger_finds_what_is_wrong) {
  ledger good(2);
  good.expect("ada");
  CHECK(good.missing() == 2);
  good.note("ada", 0);
  good.note("ada", 1);
  CHECK(good.is_complete() && good.problems().empty());
  good.note("ada", 1);
  CHECK(good.problems().at(0) == "ada: 1 instead of 2");
  good.note("eve", 0);
  CHECK(good.problems().at(1) == "a stranger: eve");
  ledger bad(3);
  bad.expect("ada");
  bad.note("ada", 1);
  CHECK(bad.problems().size() == 1 && bad.missing() == 1);
}

TEST(texts_are_numbered) {
  CHECK(number_of(numbered(17, 30)) == 17 && numbered(17, 30).size() == 30);
  CHECK(!number_of("seventeen"));
}

ASYNC_TEST(crowd_hears_everything) {
  load_options options{.clients = 6, .messages = 20, .rooms = 2};
  auto report = co_await crowd_of(options, {});
  CHECK(report.is_good());
  CHECK(report.sent == 6 * 20 && report.received == 6 * 2 * 20);
}

ASYNC_TEST(crowd_hears_everything_through_short_queues) {
  load_options options{.clients = 5, .messages = 20, .rooms = 1, .size = 300};
  server_options with;
  with.queue = 2;
  auto report = co_await crowd_of(options, with);
  CHECK(report.is_good());
}

ASYNC_TEST(crowd_of_one_hears_nothing) {
  auto report =
      co_await crowd_of({.clients = 1, .messages = 3, .rooms = 1}, {});
  CHECK(report.is_good() && report.received == 0);
}

ASYNC_TEST(crowd_notices_a_strict_server) {
  server_options strict;
  strict.allowed.rate = 0.01;
  strict.allowed.burst = 8;
  auto report =
      co_await crowd_of({.clients = 3, .messages = 20, .rooms = 1}, strict);
  CHECK(!report.is_good() && report.missing > 0);
  CHECK(report.problems.at(0).starts_with("too-fast"));
}

ASYNC_TEST_ON(crowd_on_many_threads, 3) {
  load_options options{.clients = 6, .messages = 15, .rooms = 2};
  server_options with;
  with.queue = 8;
  auto report = co_await crowd_of(options, with);
  CHECK(report.is_good());
}
