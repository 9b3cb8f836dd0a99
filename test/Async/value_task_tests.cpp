// value_task: the value inside, once, and no allocation for it.
#include "switchback/value_task.h"
#include "test.h"
#include <any>
#include <memory>

using namespace switchback;
using namespace test;

namespace {

SWITCHBACK_ASYNC value_task<int> slow() {
  int n = co_await run([] { return 3; });
  co_return n;
}
value_task<int> cached(bool hit) {
  if (hit)
    return 1;
  return slow();
}
SWITCHBACK_ASYNC task<int> sum_of_both() {
  int a = co_await cached(true);
  int b = co_await cached(false);
  co_return a + b;
}
SWITCHBACK_ASYNC task<long> many_hits(int count, std::size_t &allocations) {
  long sum = 0;
  allocation_scope scope;
  for (int i = 0; i < count; ++i) {
    int n = co_await cached(true);
    sum += n;
  }
  allocations = scope.count();
  co_return sum;
}

// What starts on its caller's stack if it is lowered.
enum class way { at_once, waits, throws };
SWITCHBACK_ASYNC value_task<int> looks(way w, const task<int> &answer) {
  if (w == way::throws)
    throw std::runtime_error("early");
  if (w == way::at_once)
    co_return 1;
  const int n = co_await answer;
  co_return n + 1;
}
SWITCHBACK_ASYNC value_task<> adds(way w, const task<int> &answer, int &out) {
  out += co_await looks(w, answer);
  out += co_await looks(way::at_once, answer);
}
SWITCHBACK_ASYNC value_task<std::string> text(way w, const task<int> &answer) {
  const int n = co_await looks(w, answer);
  std::string made(40, 'a');
  co_return made + std::to_string(n);
}
SWITCHBACK_ASYNC value_task<int &> refers(way w, const task<int> &answer,
                                          int &to) {
  to = co_await looks(w, answer);
  co_return to;
}
constexpr std::size_t frames_of_hits =
#ifdef SWITCHBACK_TEST_LOWERED
    0;
#else
    1;
#endif

template <class T>
concept awaitable_lvalue = requires(T &t) { t.operator co_await(); };
template <class T>
concept awaitable_rvalue = requires(T &&t) { std::move(t).operator co_await(); };
static_assert(!awaitable_lvalue<value_task<int>>);
static_assert(awaitable_rvalue<value_task<int>>);
static_assert(!awaitable_lvalue<value_task<>>);
static_assert(!std::is_copy_constructible_v<value_task<int>>);
static_assert(!std::is_copy_assignable_v<value_task<int>>);
static_assert(std::is_nothrow_move_constructible_v<value_task<std::string>>);
static_assert(!std::is_default_constructible_v<value_task<int>>);

} // namespace

TEST(ValueTask, HitAndMiss) { EXPECT_EQ(sum_of_both().get(), 4); }

TEST(ValueTask, HitsDoNotAllocate) {
  std::size_t allocations = 99;
  EXPECT_EQ(many_hits(1000, allocations).get(), 1000);
  EXPECT_EQ(allocations, 0u);
}

TEST(ValueTask, LoweredHitsHaveNoFrame) {
  if (!allocation_scope::available)
    GTEST_SKIP();
  const task<int> answer = make_task_from_value(4);
  int out = 0;
  allocation_scope scope;
  EXPECT_EQ(looks(way::at_once, answer).get(), 1);
  EXPECT_EQ(scope.count(), frames_of_hits);
  adds(way::at_once, answer, out).get();
  EXPECT_EQ(scope.count(), 4 * frames_of_hits);
  EXPECT_EQ(out, 2);
  EXPECT_EQ(&refers(way::at_once, answer, out).get(), &out);
  EXPECT_EQ(scope.count(), 6 * frames_of_hits);
}

TEST(ValueTask, StartsOnTheStack) {
  for (way w : {way::at_once, way::waits, way::throws})
    for (bool early : {false, true}) {
      task_source<int> source;
      const task<int> answer = source.get_task();
      if (early)
        source.set_value(4);
      int out = 0, to = 0;
      value_task<int> one = looks(w, answer);
      value_task<> two = adds(w, answer, out);
      value_task<std::string> three = text(w, answer);
      value_task<int &> four = refers(w, answer, to);
      const bool waits = w == way::waits && !early;
      EXPECT_EQ(one.is_completed(), !waits);
      EXPECT_EQ(two.is_completed(), !waits);
      EXPECT_EQ(three.is_completed(), !waits);
      if (!early)
        source.set_value(4);
      if (w == way::throws) {
        EXPECT_TRUE(one.is_faulted());
        EXPECT_THROW(std::move(one).get(), std::runtime_error);
        EXPECT_THROW(std::move(two).get(), std::runtime_error);
        EXPECT_THROW(std::move(three).get(), std::runtime_error);
        EXPECT_THROW(std::move(four).get(), std::runtime_error);
        continue;
      }
      const int n = w == way::waits ? 5 : 1;
      EXPECT_EQ(std::move(one).get(), n);
      std::move(two).get();
      EXPECT_EQ(out, n + 1);
      EXPECT_EQ(std::move(three).get(), std::string(40, 'a') + char('0' + n));
      EXPECT_EQ(&std::move(four).get(), &to);
    }
}

TEST(ValueTask, FromATask) {
  task_source<std::string> source;
  value_task<std::string> v = source.get_task();
  EXPECT_TRUE(v.valid());
  EXPECT_FALSE(v.is_completed());
  source.set_value("later");
  EXPECT_TRUE(v.is_completed());
  EXPECT_FALSE(v.is_faulted());
  EXPECT_EQ(std::move(v).get(), "later");
  EXPECT_FALSE(v.valid());
  EXPECT_THROW((void)value_task<int>(task<int>()), invalid_task_error);
}

TEST(ValueTask, Void) {
  value_task<> v;
  EXPECT_TRUE(v.is_completed());
  auto f = []() SWITCHBACK_ASYNC -> value_task<> { co_return; };
  auto g = [&]() SWITCHBACK_ASYNC -> task<int> {
    co_await std::move(v);
    co_await f();
    co_return 1;
  };
  EXPECT_EQ(g().get(), 1);
  EXPECT_FALSE(v.valid());
}

TEST(ValueTask, Reference) {
  int n = 1;
  auto hit = [&]() -> value_task<int &> { return n; };
  auto f = [&]() SWITCHBACK_ASYNC -> value_task<int &> {
    int &r = co_await hit();
    co_return r;
  };
  int &r = f().get();
  EXPECT_EQ(&r, &n);
  task<int &> t = hit().as_task();
  EXPECT_EQ(&t.get(), &n);
}

TEST(ValueTask, MoveOnlyValue) {
  auto f = []() SWITCHBACK_ASYNC -> task<int> {
    value_task<std::unique_ptr<int>> v = std::make_unique<int>(6);
    value_task<std::unique_ptr<int>> w = std::move(v);
    std::unique_ptr<int> p = co_await std::move(w);
    co_return *p;
  };
  EXPECT_EQ(f().get(), 6);
}

TEST(ValueTask, OfAny) {
  value_task<std::any> v = std::any(5);
  value_task<std::any> w = std::move(v);
  EXPECT_EQ(std::any_cast<int>(std::move(w).get()), 5);
}

TEST(ValueTask, SecondAwait) {
  auto f = [](value_task<int> v) SWITCHBACK_ASYNC -> task<int> {
    int a = co_await std::move(v);
    int b = co_await std::move(v);
    co_return a + b;
  };
  EXPECT_THROW(f(1).get(), invalid_task_error);
  EXPECT_THROW(f(slow()).get(), invalid_task_error);
}

TEST(ValueTask, UseAfterMove) {
  value_task<int> v = 1;
  value_task<int> w = std::move(v);
  EXPECT_THROW((void)v.is_completed(), invalid_task_error);
  EXPECT_THROW((void)v.is_faulted(), invalid_task_error);
  EXPECT_THROW((void)v.is_canceled(), invalid_task_error);
  EXPECT_THROW((void)std::move(v).get(), invalid_task_error);
  EXPECT_THROW((void)std::move(v).as_task(), invalid_task_error);
  EXPECT_EQ(std::move(w).get(), 1);
  EXPECT_THROW((void)std::move(w).get(), invalid_task_error);
  v = 2;
  EXPECT_EQ(std::move(v).get(), 2);
}

TEST(ValueTask, AsTask) {
  task<int> a = cached(true).as_task(), b = cached(false).as_task();
  EXPECT_EQ(a.get(), 1);
  EXPECT_EQ(a.get(), 1);
  EXPECT_EQ(b.get(), 3);
  value_task<> v;
  std::move(v).as_task().get();
  EXPECT_FALSE(v.valid());
}

TEST(ValueTask, ConfigureAwait) {
  loop_thread ui;
  auto f = [&](bool back) SWITCHBACK_ASYNC -> task<bool> {
    value_task<int> v = slow();
    (void)co_await std::move(v).configure_await(back);
    co_return std::this_thread::get_id() == ui.id();
  };
  task_source<task<bool>> with;
  ui->post([&] { with.set_value(f(true)); });
  task<task<bool>> started = with.get_task();
  EXPECT_TRUE(started.get().get());
}

TEST(ValueTask, Fails) {
  auto f = [](bool cancel) SWITCHBACK_ASYNC -> value_task<int> {
    int n = co_await run([] { return 1; });
    if (cancel)
      throw operation_canceled();
    if (n)
      throw std::runtime_error("value");
    co_return n;
  };
  EXPECT_THROW(f(false).get(), std::runtime_error);
  EXPECT_THROW(f(true).get(), operation_canceled);
  task<int> t = f(true).as_task();
  t.wait();
  EXPECT_TRUE(t.is_canceled());
}

TEST(ValueTask, DestroyedWhileAwaited) {
  task_source<int> source;
  auto v = std::make_unique<value_task<int>>(source.get_task());
  auto f = [&]() SWITCHBACK_ASYNC -> task<int> {
    int n = co_await std::move(*v);
    co_return n;
  };
  task<int> t = f();
  v.reset();
  source.set_value(8);
  EXPECT_EQ(t.get(), 8);
}

TEST(ValueTask, ValuesAreDestroyedOnce) {
  int before = counted::alive;
  {
    value_task<counted> a = counted(1), b = counted(2);
    a = std::move(b);
    EXPECT_EQ(counted::alive, before + 1);
    auto f = [&]() SWITCHBACK_ASYNC -> task<int> {
      counted c = co_await std::move(a);
      co_return c.value;
    };
    EXPECT_EQ(f().get(), 2);
    EXPECT_EQ(counted::alive, before);
  }
  EXPECT_EQ(counted::alive, before);
}
