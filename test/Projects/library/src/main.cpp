#include "shared.hpp"
#include "tests.hpp"
#include <deque>
#include <memory>
#include <stdexcept>

template coro::task<int> shared::fibonacci<int>(int);
template coro::task<long> shared::fibonacci<long>(long);
template class shared::counter<int>;

namespace {

coro::round_robin loop;

coro::task<int> slow(int n, int turns) {
  for (int i = 0; i < turns; ++i)
    co_await loop;
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
  say("%s", (co_await (slow(2, 2) | coro::then([](int n) { return std::to_string(n) + "!"; }))).c_str());
  co_await (slow(3, 0) | coro::then([](int) {}) | coro::then([] { say("after nothing"); }));
}

coro::task<> adapters() {
  int offset = 100;
  say("%d", co_await coro::fmap([offset](int n) { return n + offset; }, slow(1, 1)));
  co_await piped();
  say("%d", co_await coro::and_then(box(4), [](std::unique_ptr<int> p) { return slow(*p * 2, 1); }));
  say("%d", co_await coro::or_else<std::runtime_error>(slow(-5, 1), [](const auto &e) { return int(e.what()[0]); }));
  say("%d", co_await coro::pipeline(6, [](int n) { return n * 1.5; }, [](double x) { return int(x) + 1; }));
  say("%d", co_await coro::make_task(coro::ready(7)) + co_await coro::schedule_on(loop, slow(8, 1)));
  coro::inline_scheduler here;
  try {
    co_await coro::schedule_on(here, coro::resume_on(loop, slow(-9, 1)));
  } catch (std::runtime_error &e) {
    say("caught: %s", e.what());
  }
  std::string s = "ten";
  say("%s", (co_await coro::resume_on(loop, coro::ready(std::move(s)))).c_str());
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
    users.push_back([](coro::shared_task<std::string> task, int i) -> coro::task<std::size_t> {
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
  auto shared = coro::make_shared_task(slow(11, 1));
  say("%d", co_await shared + co_await shared);
}

/// Each hands over to the other, on the same stack.
struct court {
  std::coroutine_handle<> other = std::noop_coroutine();
  auto hand_over() {
    struct awaiter {
      court &self;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) const noexcept { return std::exchange(self.other, h); }
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
  auto [a, b] = co_await coro::when_all(player(c, 20000, ball), player(c, 20000, ball));
  CHECK(a == b && ball == 40000);
  // Each of these returns into the one before, and none of it on the stack.
  int sum = 0;
  for (int i = 0; i < 20000; ++i)
    sum += co_await coro::ready(1);
  say("%d, %d deep, %d in turn", ball, co_await deep(5000), sum);
}

} // namespace

void tasks() {
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

int main() {
  say("main %d", coro::sync_wait(shared::workout(1)));
  tasks();
  templates();
  streams();
  synchronisation();
  say("%ld", coro::sync_wait(shared::fibonacci(12L)));
}
