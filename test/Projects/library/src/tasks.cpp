// Tasks, and what they wait for one another with. This source alone has
// specialisations of std::coroutine_traits.
#include "shared.hpp"
#include "tests.hpp"
#include <coro/fmap.hpp>
#include <coro/scheduler.hpp>
#include <coro/shared_task.hpp>
#include <coro/stop.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>

namespace {

coro::round_robin loop;

coro::task<int> slow(int n, int turns) {
  co_await loop.sleep(turns);
  say("slow %d", n);
  if (n < 0)
    throw std::runtime_error("negative");
  co_return n;
}

coro::task<int> deep(int n) {
  if (n == 0)
    co_return 0;
  co_return 1 + co_await deep(n - 1);
}

struct registry {
  std::deque<std::string> names;
  coro::task<std::string &> add(std::string name) {
    co_await loop.schedule();
    co_return names.emplace_back(std::move(name));
  }
  coro::task<const std::string &> longest() const {
    const std::string *found = nullptr;
    for (const std::string &each : names) {
      co_await loop;
      if (!found || each.size() > found->size())
        found = &each;
    }
    if (!found)
      throw std::out_of_range("no names");
    co_return *found;
  }
};

coro::task<> references() {
  registry names;
  std::string &first = co_await names.add("Ada");
  (co_await names.add("Grace")) += " Hopper";
  first += " Lovelace";
  CHECK(co_await names.longest() == "Ada Lovelace" && names.names.size() == 2);
  say("longest: %s", (co_await names.longest()).c_str());
  auto pending = names.add("Barbara Liskov");
  CHECK(!pending.is_ready());
  std::string &third = co_await pending;
  CHECK(&third == &co_await pending && pending.is_ready());
  try {
    co_await registry{}.longest();
  } catch (const std::out_of_range &e) {
    say("caught: %s", e.what());
  }
  try {
    co_await coro::task<>{};
  } catch (const coro::broken_promise &e) {
    say("caught: %s", e.what());
  }
}

coro::task<std::unique_ptr<int>> box(int n) {
  auto p = std::make_unique<int>(co_await slow(n, 1));
  co_return p;
}

coro::task<> piped() {
  say("%s", (co_await (slow(2, 2) | coro::then([](int n) {
                         return std::to_string(n) + "!";
                       })))
                .c_str());
  co_await (slow(3, 0) | coro::then([](int) {}) |
            coro::then([] { say("after nothing"); }));
}

coro::task<> chained() {
  say("%d", co_await coro::and_then(box(4), [](std::unique_ptr<int> p) {
        return slow(*p * 2, 1);
      }));
  say("%d", co_await coro::or_else<std::runtime_error>(
                slow(-5, 1), [](const auto &e) { return int(e.what()[0]); }));
  say("%d", co_await coro::pipeline(
                6, [](int n) { return n * 1.5; },
                [](double x) { return int(x) + 1; }));
}

coro::task<> adapters() {
  int offset = 100;
  say("%d",
      co_await coro::fmap([offset](int n) { return n + offset; }, slow(1, 1)));
  co_await piped();
  co_await chained();
  say("%d", co_await coro::make_task(coro::ready(7)) +
                co_await coro::schedule_on(loop, slow(8, 1)));
  coro::inline_scheduler here;
  try {
    co_await coro::schedule_on(here, coro::resume_on(loop, slow(-9, 1)));
  } catch (std::runtime_error &e) {
    say("caught: %s", e.what());
  }
  std::string s = "ten";
  say("%s",
      (co_await coro::resume_on(loop, coro::ready(std::move(s)))).c_str());
}

coro::shared_task<std::string> once(int &runs) {
  ++runs;
  co_await loop;
  if (runs > 1)
    throw std::logic_error("again");
  co_return "once";
}

coro::task<> sharing() {
  int runs = 0;
  auto one = once(runs);
  std::vector<coro::task<std::size_t>> users;
  for (int i = 0; i < 3; ++i)
    users.push_back([](coro::shared_task<std::string> task,
                       int i) -> coro::task<std::size_t> {
      const std::string &value = co_await task;
      say("user %d has %s", i, value.c_str());
      co_return value.size() + i;
    }(one, i));
  std::size_t total = 0;
  for (std::size_t each : co_await coro::when_all(std::move(users)))
    total += each;
  CHECK(total == 15 && runs == 1 && one == coro::shared_task<std::string>(one));
  auto failing = once(runs);
  for (int i = 0; i < 2; ++i) {
    try {
      co_await failing;
      CHECK(false);
    } catch (std::logic_error &e) {
      say("shared: %s", e.what());
    }
  }
}

/// Each hands over to the other, on the same stack.
struct court {
  std::coroutine_handle<> other = std::noop_coroutine();
  auto hand_over() {
    struct awaiter {
      court &self;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<> h) const noexcept {
        return std::exchange(self.other, h);
      }
      void await_resume() const noexcept {}
    };
    return awaiter{*this};
  }
};
coro::task<int> player(court &c, int rallies, int &ball) {
  int hits = 0;
  for (; hits < rallies; ++hits) {
    ++ball;
    co_await c.hand_over();
  }
  // The other one may still wait for the ball.
  std::exchange(c.other, std::noop_coroutine()).resume();
  co_return hits;
}

coro::task<> symmetric() {
  court c;
  int ball = 0;
  auto [a, b] =
      co_await coro::when_all(player(c, 20000, ball), player(c, 20000, ball));
  CHECK(a == b && ball == 40000);
  // Each of these returns into the one before, and none of it on the stack.
  int sum = 0;
  for (int i = 0; i < 20000; ++i)
    sum += co_await coro::ready(1);
  say("%d, %d deep, %d in turn", ball, co_await deep(5000), sum);
}

coro::task<> locks(coro::mutex &m, int id) {
  auto guard = co_await m.scoped_lock_async();
  say("enter %d", id);
  co_await loop;
  say("leave %d", id);
}
coro::task<> waits(coro::manual_reset_event &e, const char *who) {
  co_await e;
  say("%s goes on", who);
}
coro::task<> turnstile(coro::auto_reset_event &e, coro::latch &passed, int id) {
  co_await e;
  say("pass %d", id);
  passed.count_down();
  co_await loop;
  e.set();
}

coro::task<> locking() {
  coro::mutex m;
  std::vector<coro::task<>> lockers;
  for (int i = 0; i < 3; ++i)
    lockers.push_back(locks(m, i));
  co_await coro::when_all(std::move(lockers));
  CHECK(m.try_lock());
  m.unlock();

  coro::manual_reset_event event;
  auto set = [&]() -> coro::task<> {
    co_await loop.sleep(2);
    say("set");
    event.set();
  };
  co_await coro::when_all(waits(event, "first"), waits(event, "second"), set());
  co_await event;
  event.reset();
  CHECK(!event.is_set());

  coro::auto_reset_event gate;
  coro::latch passed(3);
  coro::task_scope scope;
  for (int i = 0; i < 3; ++i)
    scope.spawn(turnstile(gate, passed, i));
  gate.set();
  co_await passed;
  say("all have passed");
  co_await scope.join();
}

coro::task<> joining() {
  auto [a, b, c, d] = co_await coro::when_all(
      slow(1, 3), slow(2, 1), coro::ready(std::string("ready")), loop.sleep(1));
  say("%d %d %s", a, b, c.c_str());
  CHECK(d == coro::unit{});
  std::vector<coro::task<int>> many;
  for (int i = 0; i < 4; ++i)
    many.push_back(slow(i, 4 - i));
  for (int each : co_await coro::when_all(std::move(many)))
    say("many %d", each);
  auto [good, bad] = co_await coro::when_all_ready(slow(5, 1), slow(-1, 2));
  say("good %d", good.get());
  try {
    bad.get();
  } catch (const std::exception &e) {
    say("bad: %s", e.what());
  }
  try {
    auto [x, y] = co_await coro::when_all(slow(-2, 1), slow(6, 2));
    say("never %d %d", x, y);
  } catch (const std::exception &e) {
    say("caught: %s", e.what());
  }
  std::vector<coro::task<int>> none;
  CHECK((co_await coro::when_all(std::move(none))).empty());
  auto nothing = co_await coro::when_all();
  CHECK(std::tuple_size_v<decltype(nothing)> == 0);
}

coro::task<int> produce(coro::channel<std::string, 2> &to, int n) {
  int i = 0;
  for (; i < n; ++i) {
    co_await to.push("item " + std::to_string(i));
    say("pushed %d", i);
  }
  std::string last[] = {"last", "end", "done"};
  co_return i + int(co_await to.push_all(last));
}
coro::task<int> consume(coro::channel<std::string, 2> &from) {
  int n = 0;
  for (;; ++n) {
    auto item = co_await from.pop();
    if (item == "last")
      break;
    say("popped %s", item.c_str());
    co_await loop;
  }
  auto [end, done] = co_await from.pop_some<std::string, std::string>();
  say("%s %s", end.c_str(), done.c_str());
  co_return n + 3;
}

struct worker {
  int done = 0;
  coro::job<int> work(coro::stop_token, coro::auto_reset_event &each) {
    while (!co_await coro::this_job::stopped) {
      co_await each;
      if (auto &token = co_await coro::this_job::get_token;
          token.stop_requested())
        co_return std::nullopt;
      ++done;
    }
    co_return done;
  }
};
coro::job<std::string> collect(coro::stop_token token) {
  std::string all;
  while (!(co_await coro::this_job::stopped || all.size() > 5)) {
    co_await loop.schedule();
    all += token.stop_requested() ? '!' : '.';
  }
  co_return all;
}

coro::task<> stopping() {
  coro::stop_source source;
  coro::auto_reset_event tick;
  worker w;
  auto stop = [](coro::stop_source &source,
                 coro::auto_reset_event &tick) -> coro::task<> {
    for (int i = 0; i < 5; ++i) {
      co_await loop;
      if (i == 3)
        source.request_stop();
      tick.set();
    }
  };
  auto [done, dots, nothing] =
      co_await coro::when_all(w.work(source.token(), tick),
                              collect(source.token()), stop(source, tick));
  say("%d done, %s, %s", w.done, done ? "to the end" : "stopped",
      dots.value_or("none").c_str());
  say("%s", (co_await collect(coro::stop_token{})).value().c_str());
}

/// Goes on where the loop runs, and tells in which thread that is.
coro::task<std::thread::id> elsewhere() {
  co_await loop.schedule();
  co_return std::this_thread::get_id();
}

} // namespace

void tasks() {
  say("tasks %d", coro::sync_wait(shared::workout(2)));
  coro::sync_wait(references(), loop.pump());
  coro::sync_wait(adapters(), loop.pump());
  coro::sync_wait(sharing(), loop.pump());
  coro::sync_wait(symmetric(), loop.pump());
  try {
    coro::sync_wait([]() -> coro::task<> {
      coro::manual_reset_event never;
      co_await never;
    }());
  } catch (coro::deadlock &e) {
    say("deadlock: %s", e.what());
  }
}

void synchronisation() {
  coro::sync_wait(locking(), loop.pump());
  coro::sync_wait(joining(), loop.pump());
  coro::mutex m;
  coro::channel<std::string, 2> items(m);
  auto [pushed, popped] = coro::sync_wait(
      coro::when_all(produce(items, 5), consume(items)), loop.pump());
  CHECK(pushed == 8 && popped == 8);
  coro::sync_wait(stopping(), loop.pump());
  auto there = coro::sync_wait(elsewhere(), [] {
    bool ran = false;
    std::thread([&ran] { ran = loop.run_one(); }).join();
    return ran;
  });
  CHECK(there != std::this_thread::get_id() && there != std::thread::id{});
}
