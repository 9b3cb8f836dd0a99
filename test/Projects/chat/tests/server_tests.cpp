// The server and its sessions, seen by clients on the loopback interface.
#include "client.h"
#include "server.h"
#include "test.h"
#include "timing.h"
#include <functional>

using namespace chat;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;
using client_ptr = std::shared_ptr<client>;

namespace {

/// Runs a test against a server of its own, and stops that.
template <class Body>
awaitable<> with_server(server_options options, Body body) {
  server one(test::pool(), options);
  auto use = [&]() -> awaitable<> {
    std::exception_ptr problem;
    try {
      co_await body(one);
    } catch (...) {
      // Nothing can be awaited in here, and the server is to end in any case.
      problem = std::current_exception();
    }
    one.stop("the test is over");
    if (problem)
      std::rethrow_exception(problem);
  };
  co_await (one.run() && use());
  CHECK(one.count().open == 0);
}

/// A client that has a nick and is in a room.
awaitable<client_ptr> enter(server &where, std::string nick, std::string room,
                            client_options options = {}) {
  auto one = co_await client::connect(where.endpoint(), options);
  co_await one->login(std::move(nick));
  if (!room.empty())
    co_await one->join(std::move(room));
  co_return one;
}

/// What the server says is wrong with a line; empty if it is not.
awaitable<std::string> wrong(client_ptr who, std::string line) {
  try {
    co_await who->request(std::move(line));
    co_return "";
  } catch (const request_failed &error) {
    co_return error.why;
  }
}

/// Waits for the server to close the connection.
awaitable<std::string> goodbye(client_ptr who) {
  try {
    for (;;)
      co_await who->next_event();
  } catch (const connection_lost &) {
  }
  co_return who->goodbye();
}

} // namespace

ASYNC_TEST(everything_needs_a_nick) {
  co_await with_server({}, [](server &one) -> awaitable<> {
    auto ada = co_await client::connect(one.endpoint());
    CHECK(co_await wrong(ada, "JOIN #r") == "no-nick");
    CHECK(co_await wrong(ada, "LIST") == "no-nick");
    CHECK((co_await ada->request("PING 5")).rest(0) == "5");
    co_await ada->login("ada");
    co_await ada->join("#r");
    auto bob = co_await client::connect(one.endpoint());
    CHECK(co_await wrong(bob, "NICK ada") == "nick-taken");
    CHECK(co_await wrong(bob, "NICK bob") == "");
  });
}

ASYNC_TEST(people_talk) {
  co_await with_server({}, [](server &one) -> awaitable<> {
    auto ada = co_await enter(one, "ada", "#r");
    auto bob = co_await enter(one, "bob", "#r");
    auto joined = co_await ada->next_event();
    CHECK(joined.verb == "JOINED" && joined.rest(0) == "#r bob");
    co_await ada->say("#r", "good  morning");
    auto said = co_await bob->next_event();
    CHECK(said.verb == "MSG" && said.rest(0) == "#r ada good  morning");
    co_await bob->whisper("ada", "psst");
    CHECK((co_await ada->next_event()).rest(0) == "bob psst");
    CHECK(co_await wrong(bob, "PRIV cy hello") == "no-such-nick");
    co_await bob->request("NICK rob");
    CHECK((co_await ada->next_event("RENAMED")).rest(0) == "#r bob rob");
    CHECK(co_await bob->quit("see you") == "see you");
    CHECK((co_await ada->next_event("PARTED")).rest(0) == "#r rob");
    CHECK(co_await wrong(ada, "PART #r") == "");
    CHECK(co_await wrong(ada, "MSG #r hello") == "no-such-room");
  });
}

ASYNC_TEST(lists_have_an_end) {
  co_await with_server({}, [](server &one) -> awaitable<> {
    auto ada = co_await enter(one, "ada", "#a");
    CHECK((co_await ada->request_all("HISTORY #a")).empty());
    auto bob = co_await enter(one, "bob", "#b");
    co_await bob->join("#a");
    for (const char *text : {"one", "two", "three"})
      co_await bob->say("#a", text);
    auto rooms = co_await ada->request_all("LIST");
    CHECK(rooms.size() == 2 && rooms[0].rest(0) == "#a 2");
    auto people = co_await ada->request_all("WHO #a");
    CHECK(people.size() == 2 && people[1].rest(0) == "#a bob");
    auto history = co_await ada->request_all("HISTORY #a 2");
    CHECK(history.size() == 2 && history[0].rest(0) == "#a 2 bob two");
    CHECK(co_await wrong(ada, "WHO #x") == "no-such-room");
    CHECK(co_await wrong(ada, "HISTORY #b") == "not-in-room");
    auto counters = co_await ada->request("STATS");
    CHECK(counters.rest(1).starts_with("accepted=2 open=2 "));
  });
}

ASYNC_TEST(wrong_lines_do_no_harm) {
  server_options options;
  options.allowed.line = 40;
  options.allowed.rooms_of_one = 1;
  co_await with_server(options, [](server &one) -> awaitable<> {
    auto ada = co_await enter(one, "ada", "#r");
    CHECK(co_await wrong(ada, "MSG #r " + std::string(5000, 'x')) ==
          "too-long");
    CHECK(co_await wrong(ada, "") == "empty");
    CHECK(co_await wrong(ada, "SHOUT") == "unknown-command");
    CHECK(co_await wrong(ada, "JOIN r") == "bad-name");
    CHECK(co_await wrong(ada, "JOIN #q") == "too-many-rooms");
    CHECK(co_await wrong(ada, "HISTORY #r x") == "bad-number");
    CHECK((co_await ada->request("PING still here")).rest(0) == "still here");
    CHECK(one.count().errors == 6);
  });
}

ASYNC_TEST(who_is_too_fast_is_told) {
  server_options options;
  options.allowed.rate = 0.01;
  options.allowed.burst = 3;
  co_await with_server(options, [](server &one) -> awaitable<> {
    auto ada = co_await enter(one, "ada", "#r");
    CHECK(co_await wrong(ada, "PING") == "");
    for (int i = 0; i < 3; ++i)
      CHECK(co_await wrong(ada, "PING") == "too-fast");
  });
}

ASYNC_TEST(many_lines_at_once) {
  co_await with_server({}, [](server &one) -> awaitable<> {
    auto ada = co_await enter(one, "ada", "#r");
    auto bob = co_await enter(one, "bob", "#r");
    std::string all;
    for (int i = 0; i < 30; ++i)
      all += "MSG #r " + std::to_string(i) + "\r\n";
    all += "MSG #r e";
    co_await ada->send(all);
    for (int i = 0; i < 30; ++i)
      CHECK((co_await bob->next_event("MSG")).rest(2) == std::to_string(i));
    CHECK((co_await bob->next_event("MSG")).rest(2) == "e");
  });
}

ASYNC_TEST(silent_ones_are_asked) {
  server_options options;
  options.ping_after = 10ms;
  options.idle = 1h;
  co_await with_server(options, [](server &one) -> awaitable<> {
    auto ada = co_await enter(one, "ada", "#r");
    // It answers by itself, so it is asked again and again.
    while (one.count().pings < 3)
      co_await sleep_for(2ms);
    CHECK((co_await ada->request("PING")).verb == "PONG");
  });
}

ASYNC_TEST(dead_ones_are_dropped) {
  server_options options;
  options.ping_after = 10ms;
  options.idle = 40ms;
  co_await with_server(options, [](server &one) -> awaitable<> {
    client_options deaf;
    deaf.answers_pings = false;
    auto ada = co_await client::connect(one.endpoint(), deaf);
    CHECK(co_await goodbye(ada) == "idle");
    CHECK(one.count().dropped_idle == 1 && one.count().pings == 1);
  });
}

ASYNC_TEST(vanished_ones_leave_their_rooms) {
  co_await with_server({}, [](server &one) -> awaitable<> {
    auto ada = co_await enter(one, "ada", "#r");
    {
      auto bob = co_await enter(one, "bob", "#r");
      bob->close();
    }
    CHECK((co_await ada->next_event("PARTED")).rest(0) == "#r bob");
    auto bob = co_await enter(one, "bob", "#r");
    CHECK((co_await ada->next_event("JOINED")).rest(0) == "#r bob");
  });
}

ASYNC_TEST(slow_readers_hold_up_and_go) {
  server_options options;
  options.queue = 4;
  options.patience = 60ms;
  options.send_buffer = 4096;
  co_await with_server(options, [](server &one) -> awaitable<> {
    auto ada = co_await enter(one, "ada", "#r");
    client_options slow;
    slow.queue = 1;
    slow.receive_buffer = 2048;
    auto bob = co_await enter(one, "bob", "#r", slow);
    auto cy = co_await enter(one, "cy", "#r");
    // Nobody takes bob's events, so in the end nothing moves.
    std::size_t said = 0;
    auto talk = [&]() -> awaitable<> {
      while (one.count().dropped_slow == 0) {
        co_await ada->say("#r", std::to_string(said) + std::string(400, 'x'));
        ++said;
      }
    };
    auto hear = [&]() -> awaitable<> {
      for (std::size_t next = 0;; ++next) {
        auto text = (co_await cy->next_event("MSG")).rest(2);
        CHECK(text.starts_with(std::to_string(next) + "x"));
      }
    };
    co_await (talk() || hear());
    CHECK(said > 4 && one.count().waits > 0);
    CHECK((co_await ada->next_event("PARTED")).rest(0) == "#r bob");
    CHECK((co_await ada->request_all("WHO #r")).size() == 2);
  });
}

ASYNC_TEST(shutdown_says_what_is_left) {
  server one(test::pool(), {});
  auto use = [&]() -> awaitable<> {
    auto ada = co_await enter(one, "ada", "#r");
    auto bob = co_await enter(one, "bob", "#r");
    for (int i = 0; i < 20; ++i)
      co_await ada->say("#r", std::to_string(i));
    one.stop("closing time");
    one.stop("not heard any more");
    for (int i = 0; i < 20; ++i)
      CHECK((co_await bob->next_event("MSG")).rest(2) == std::to_string(i));
    CHECK(co_await goodbye(bob) == "closing time");
    CHECK(co_await goodbye(ada) == "closing time");
    CHECK(co_await test::throws<std::exception>(ada->request("PING")));
  };
  co_await (one.run() && use());
  CHECK(one.count().open == 0);
  CHECK(co_await test::throws<std::exception>(client::connect(one.endpoint())));
}

ASYNC_TEST(shutdown_does_not_wait_for_ever) {
  server_options options;
  options.queue = 4;
  options.grace = 20ms;
  options.send_buffer = 4096;
  co_await with_server(options, [](server &one) -> awaitable<> {
    client_options slow;
    slow.queue = 1;
    slow.receive_buffer = 2048;
    auto bob = co_await enter(one, "bob", "#r", slow);
    auto ada = co_await enter(one, "ada", "#r");
    auto talk = [&]() -> awaitable<> {
      for (;;)
        co_await ada->say("#r", std::string(400, 'x'));
    };
    auto stop = [&]() -> awaitable<> {
      while (one.count().waits == 0)
        co_await sleep_for(1ms);
      one.stop("in the middle of it");
    };
    CHECK(co_await test::throws<std::exception>(talk() && stop()));
  });
}

ASYNC_TEST(statistics_are_reported) {
  server one(test::pool(), {});
  int reports = 0;
  one.report(1ms, [&](std::string line) {
    CHECK(line.starts_with("accepted=0 "));
    if (++reports == 3)
      one.stop("enough");
  });
  co_await one.run();
  CHECK(reports >= 3);
}
