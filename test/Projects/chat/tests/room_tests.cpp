// Rooms and the hub, with participants that are no sessions.
#include "room.h"
#include "test.h"
#include "timing.h"

using namespace chat;
using namespace std::chrono_literals;
using namespace asio::experimental::awaitable_operators;

namespace {

class listener final : public participant {
public:
  listener(asio::any_io_executor executor, std::size_t room)
      : box(executor, room) {}
  outbox &queue() override { return box; }
  void drop(std::string reason) override {
    dropped = std::move(reason);
    box.abandon();
  }
  /// What it has heard since last time.
  std::string heard() {
    std::string all;
    for (line_ptr line; box.try_pop(line) && line;)
      all += *line + "; ";
    return all;
  }

  outbox box;
  std::string dropped;
};

/// A hub with some listeners that have nicks.
class company {
public:
  explicit company(asio::any_io_executor executor, duration patience = 5s)
      : executor(executor), here(executor, count, patience, 3) {}

  awaitable<std::shared_ptr<listener>> enter(std::string nick,
                                             std::size_t room = 16) {
    auto one = std::make_shared<listener>(executor, room);
    auto result = co_await here.enter("", std::move(nick), one);
    CHECK(result == failure::none);
    co_return one;
  }

  asio::any_io_executor executor;
  statistics count;
  hub here;
};

} // namespace

TEST(room_remembers_the_last) {
  room one(3);
  for (const char *text : {"a", "b", "c", "d"})
    one.remember("ada", text);
  auto all = one.last(10);
  CHECK(all.size() == 3 && all[0].text == "b" && all[0].number == 2);
  CHECK(one.last(1).at(0).text == "d" && one.last(0).empty());
}

ASYNC_TEST(nicks_are_unique) {
  company all(co_await asio::this_coro::executor);
  auto ada = co_await all.enter("ada");
  auto bob = co_await all.enter("bob");
  CHECK(co_await all.here.enter("", "ada", bob) == failure::nick_taken);
  CHECK(co_await all.here.enter("bob", "ada", bob) == failure::nick_taken);
  CHECK(co_await all.here.enter("bob", "rob", bob) == failure::none);
  CHECK(co_await all.here.enter("rob", "rob", bob) == failure::none);
  CHECK(co_await all.here.whisper("ada", "bob", "hm") == failure::no_such_nick);
  CHECK(co_await all.here.whisper("ada", "rob", "hi") == failure::none);
  CHECK(bob->heard() == "PRIV ada hi; ");
}

ASYNC_TEST(messages_go_to_the_others) {
  company all(co_await asio::this_coro::executor);
  auto ada = co_await all.enter("ada"), bob = co_await all.enter("bob");
  auto cy = co_await all.enter("cy");
  CHECK(co_await all.here.say("#r", "ada", "?") == failure::no_such_room);
  CHECK(co_await all.here.join("#r", "ada", 2) == failure::none);
  CHECK(co_await all.here.join("#r", "bob", 2) == failure::none);
  CHECK(co_await all.here.join("#r", "bob", 2) == failure::already_in_room);
  CHECK(co_await all.here.say("#r", "cy", "?") == failure::not_in_room);
  CHECK(co_await all.here.say("#r", "bob", "hello") == failure::none);
  CHECK(ada->heard() == "JOINED #r bob; MSG #r bob hello; ");
  CHECK(bob->heard() == "" && cy->heard() == "");
  CHECK(all.count.messages == 1 && all.count.deliveries == 2);
}

ASYNC_TEST(rooms_come_and_go) {
  company all(co_await asio::this_coro::executor);
  auto ada = co_await all.enter("ada");
  auto bob = co_await all.enter("bob");
  for (const char *name : {"#a", "#b"})
    CHECK(co_await all.here.join(name, "ada", 2) == failure::none);
  CHECK(co_await all.here.join("#c", "ada", 2) == failure::too_many_rooms);
  CHECK(co_await all.here.join("#c", "eve", 2) == failure::no_nick);
  co_await all.here.join("#b", "bob", 2);
  std::string found;
  for (const auto &[name, members] : co_await all.here.list())
    found += name + std::to_string(members);
  CHECK(found == "#a1#b2");
  CHECK(co_await all.here.part("#a", "bob") == failure::not_in_room);
  CHECK(co_await all.here.part("#a", "ada") == failure::none);
  CHECK(co_await all.here.part("#a", "ada") == failure::no_such_room);
  co_await all.here.enter("bob", "rob", bob);
  co_await all.here.leave("ada");
  CHECK((co_await all.here.list()).size() == 1);
  auto [result, names] = co_await all.here.who("#b");
  CHECK(result == failure::none && names == std::vector<std::string>{"rob"});
  CHECK(ada->heard() == "JOINED #b bob; RENAMED #b bob rob; ");
  CHECK(bob->heard() == "PARTED #b ada; ");
}

ASYNC_TEST(history_is_for_members) {
  company all(co_await asio::this_coro::executor);
  auto ada = co_await all.enter("ada"), bob = co_await all.enter("bob");
  co_await all.here.join("#r", "ada", 9);
  for (int i = 0; i < 5; ++i)
    co_await all.here.say("#r", "ada", std::to_string(i));
  auto [result, lines] = co_await all.here.history("#r", "ada", 2);
  CHECK(result == failure::none && lines.size() == 2 && lines[0].text == "3");
  CHECK((co_await all.here.history("#r", "bob", 2)).first ==
        failure::not_in_room);
  CHECK((co_await all.here.history("#x", "bob", 2)).first ==
        failure::no_such_room);
}

ASYNC_TEST(slow_ones_are_waited_for) {
  company all(co_await asio::this_coro::executor);
  auto ada = co_await all.enter("ada");
  auto slow = co_await all.enter("slow", 1),
       quick = co_await all.enter("quick");
  for (const char *nick : {"ada", "slow", "quick"})
    co_await all.here.join("#r", nick, 9);
  slow->heard();
  quick->heard();
  std::string got;
  auto talk = [&]() -> awaitable<> {
    for (const char *text : {"1", "2", "3", "4"})
      co_await all.here.say("#r", "ada", text);
    co_await slow->queue().finish(nullptr, 5s);
  };
  auto read = [&]() -> awaitable<> {
    while (auto line = co_await slow->queue().pop())
      got += line->back();
  };
  co_await (talk() && read());
  CHECK(got == "1234" && slow->dropped.empty());
  CHECK(quick->heard() ==
        "MSG #r ada 1; MSG #r ada 2; MSG #r ada 3; MSG #r ada 4; ");
}

ASYNC_TEST(slow_ones_are_dropped) {
  company all(co_await asio::this_coro::executor, 5ms);
  auto ada = co_await all.enter("ada");
  auto one = co_await all.enter("one", 1), two = co_await all.enter("two", 1);
  for (const char *nick : {"ada", "one", "two"})
    co_await all.here.join("#r", nick, 9);
  one->heard();
  two->heard();
  CHECK(co_await all.here.say("#r", "ada", "fits") == failure::none);
  CHECK(one->dropped.empty());
  CHECK(co_await all.here.say("#r", "ada", "waits") == failure::none);
  CHECK(one->dropped == "too slow" && two->dropped == "too slow");
  CHECK(co_await all.here.say("#r", "ada", "goes on") == failure::none);
  CHECK(all.count.waits == 2);
}

ASYNC_TEST(leaving_is_not_cancelled) {
  company all(co_await asio::this_coro::executor);
  auto ada = co_await all.enter("ada");
  auto leave = [&]() -> awaitable<> {
    co_await asio::this_coro::throw_if_cancelled(false);
    co_await sleep_for(1h);
  };
  auto clean_up = [&]() -> awaitable<> {
    try {
      co_await leave();
    } catch (const system_error &) {
    }
    co_await asio::this_coro::reset_cancellation_state(
        asio::disable_cancellation());
    co_await all.here.leave("ada");
  };
  co_await with_timeout(clean_up(), 1ms);
  CHECK(co_await all.here.whisper("x", "ada", "?") == failure::no_such_nick);
}
