#include "coro/generator.hpp"
#include "coro/sync.hpp"
#include "coro/sync_wait.hpp"
#include <cstdio>
#include <deque>
#include <stdexcept>
#include <string>

static std::deque<std::coroutine_handle<>> loop;
static bool pump() {
  if (loop.empty())
    return false;
  auto next = loop.front();
  loop.pop_front();
  next.resume();
  return true;
}
struct yield {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const { loop.push_back(h); }
  void await_resume() const noexcept {}
};

coro::task<int> slow(int n, int turns) {
  for (int i = 0; i < turns; ++i)
    co_await yield{};
  std::printf("slow %d\n", n);
  if (n < 0)
    throw std::runtime_error("negative");
  co_return n;
}

coro::task<> locks(coro::mutex &m, int id) {
  auto guard = co_await m.lock();
  std::printf("enter %d\n", id);
  co_await yield{};
  std::printf("leave %d\n", id);
}

coro::task<> events(coro::event &e) {
  co_await e;
  std::printf("event\n");
}

coro::task<int> deep(int n) {
  if (n == 0)
    co_return 0;
  co_return 1 + co_await deep(n - 1);
}

coro::task<> everything() {
  auto [a, b, c] = co_await coro::when_all(slow(1, 3), slow(2, 1), coro::make_ready(std::string("ready")));
  std::printf("%d %d %s\n", a, b, c.c_str());
  std::vector<coro::task<int>> many;
  for (int i = 0; i < 4; ++i)
    many.push_back(slow(i, 4 - i));
  for (int each : co_await coro::when_all(std::move(many)))
    std::printf("many %d\n", each);
  std::printf("then %s\n", (co_await coro::then(slow(5, 1), [](int n) { return std::to_string(n) + "!"; })).c_str());
  co_await coro::then(slow(6, 1), [](int n) { std::printf("void %d\n", n); });
  coro::mutex m;
  co_await coro::when_all(coro::then(coro::locked(m, [] { return 1; }), [](int n) { return n; }));
  std::vector<coro::task<int>> lockers;
  for (int i = 0; i < 3; ++i)
    lockers.push_back([](coro::mutex &m, int i) -> coro::task<int> {
      co_await locks(m, i);
      co_return i;
    }(m, i));
  for (int each : co_await coro::when_all(std::move(lockers)))
    std::printf("locker %d\n", each);
  try {
    co_await slow(-1, 1);
  } catch (const std::exception &e) {
    std::printf("caught %s\n", e.what());
  }
  std::printf("deep %d\n", co_await deep(50));
  co_await coro::make_ready();
}

int main() {
  coro::sync_wait(everything(), pump);
  std::printf("%d\n", coro::sync_wait(slow(9, 2), pump));
  auto even = [](int n) { return n % 2 == 0; };
  auto square = [](int n) { return n * n; };
  for (int each : coro::transform(coro::filter(coro::iota(0, 10), even), square))
    std::printf("%d ", each);
  std::printf("\n");
  for (auto &[x, y] : coro::zip(coro::transform(coro::iota(1, 4), square), coro::transform(coro::iota(5L, 9L), [](long n) { return n; })))
    std::printf("(%d,%ld)", x, y);
  std::printf("\n");
}
