// What coroutines wait for one another with. This source alone has specialisations of std::coroutine_traits.
#include "shared.hpp"
#include "tests.hpp"
#include <coro/future.hpp>
#include <memory_resource>
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
  auto [a, b, c, d] = co_await coro::when_all(slow(1, 3), slow(2, 1), coro::ready(std::string("ready")), loop.sleep(1));
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
      if (auto &token = co_await coro::this_job::get_token; token.stop_requested())
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
  auto stop = [](coro::stop_source &source, coro::auto_reset_event &tick) -> coro::task<> {
    for (int i = 0; i < 5; ++i) {
      co_await loop;
      if (i == 3)
        source.request_stop();
      tick.set();
    }
  };
  auto [done, dots, nothing] = co_await coro::when_all(w.work(source.token(), tick), collect(source.token()), stop(source, tick));
  say("%d done, %s, %s", w.done, done ? "to the end" : "stopped", dots.value_or("none").c_str());
  say("%s", (co_await collect(coro::stop_token{})).value().c_str());
}

std::future<int> from_traits(int n) {
  for (int i = 0; i < 2; ++i)
    n += (co_await std::suspend_never{}, n);
  co_return n;
}
template <class T> std::future<T> divided(T a, T b) {
  if (b == T{})
    throw std::domain_error("by nothing");
  co_await std::suspend_never{};
  co_return a / b;
}
std::future<void> forwards(std::future<int> first, int &to) { to = co_await coro::from_future(first); }
template <class... T>
std::future<std::size_t> in_arena(std::allocator_arg_t, std::pmr::polymorphic_allocator<> memory, T... x) {
  std::pmr::vector<int> values({x...}, memory);
  co_await std::suspend_never{};
  co_return values.size();
}

struct counting_resource : std::pmr::memory_resource {
  int live = 0, all = 0;
  void *do_allocate(std::size_t bytes, std::size_t alignment) override {
    ++live, ++all;
    return std::pmr::new_delete_resource()->allocate(bytes, alignment);
  }
  void do_deallocate(void *p, std::size_t bytes, std::size_t alignment) override {
    --live;
    std::pmr::new_delete_resource()->deallocate(p, bytes, alignment);
  }
  bool do_is_equal(const memory_resource &other) const noexcept override { return this == &other; }
};

void futures() {
  say("%d", from_traits(3).get());
  say("%g", divided(1.0, 4.0).get());
  try {
    divided(1, 0).get();
  } catch (const std::domain_error &e) {
    say("divided %s", e.what());
  }
  int result = 0;
  forwards(from_traits(1), result).get();
  counting_resource memory;
  say("%d, %zu values", result, in_arena(std::allocator_arg, &memory, 1, 2, 3).get());
  CHECK(memory.live == 0 && memory.all == 2);
}

/// Goes on in another thread, and tells in which.
coro::task<std::thread::id> elsewhere(std::thread &thread) {
  struct awaiter {
    std::thread &thread;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) const {
      thread = std::thread([h] { h.resume(); });
    }
    std::thread::id await_resume() const noexcept { return std::this_thread::get_id(); }
  };
  co_return co_await awaiter{thread};
}

} // namespace

void synchronisation() {
  say("synchronisation %d", coro::sync_wait(shared::workout(4)));
  coro::sync_wait(locking(), loop.pump());
  coro::sync_wait(joining(), loop.pump());
  coro::mutex m;
  coro::channel<std::string, 2> items(m);
  auto [pushed, popped] = coro::sync_wait(coro::when_all(produce(items, 5), consume(items)), loop.pump());
  CHECK(pushed == 8 && popped == 8);
  coro::sync_wait(stopping(), loop.pump());
  futures();
  std::thread other;
  auto there = coro::sync_wait(elsewhere(other), [&] { return other.join(), true; });
  CHECK(there != std::this_thread::get_id() && there != std::thread::id{});
}
