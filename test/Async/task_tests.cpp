// task, task_source and configure_await: what they give, when, where, and what
// misuse gives.
#include "test.h"
#include <memory>

using namespace switchback;
using namespace test;

namespace {

SWITCHBACK_ASYNC task<int> ready(int n) { co_return n; }
SWITCHBACK_ASYNC task<> nothing() { co_return; }
SWITCHBACK_ASYNC task<int> plus_one(task<int> before) {
  int n = co_await std::move(before);
  co_return n + 1;
}
SWITCHBACK_ASYNC task<> wait_for(task<> before, int &order, int &at) {
  co_await before;
  at = ++order;
}
SWITCHBACK_ASYNC task<std::unique_ptr<int>> unique(task<> before) {
  co_await before;
  co_return std::make_unique<int>(7);
}

} // namespace

TEST(Task, RunsAtOnceOnTheCallersThread) {
  std::thread::id ran;
  auto f = [&]() SWITCHBACK_ASYNC -> task<int> {
    ran = std::this_thread::get_id();
    int n = co_await ready(41);
    co_await nothing();
    co_return n + 1;
  };
  task<int> t = f();
  EXPECT_TRUE(t.is_completed());
  EXPECT_EQ(ran, std::this_thread::get_id());
  EXPECT_EQ(t.get(), 42);
  EXPECT_FALSE(t.is_faulted());
  EXPECT_FALSE(t.is_canceled());
}

TEST(Task, GoesOnWhenTheSourceIsSet) {
  task_source<int> source;
  task<int> t = plus_one(source.get_task());
  EXPECT_FALSE(t.is_completed());
  source.set_value(1);
  EXPECT_TRUE(t.is_completed());
  EXPECT_EQ(t.get(), 2);
}

TEST(Task, ManyAwaitersGoOnInOrder) {
  task_source<> source;
  int order = 0, a = 0, b = 0, c = 0;
  task<> shared = source.get_task();
  task<> first = wait_for(shared, order, a), second = wait_for(shared, order, b),
         third = wait_for(shared, order, c);
  source.set_value();
  EXPECT_EQ(a, 1);
  EXPECT_EQ(b, 2);
  EXPECT_EQ(c, 3);
  EXPECT_TRUE(third.is_completed());
}

TEST(Task, AwaitOfAnLvalueRefersToTheResult) {
  task<counted> t = make_task_from_value(counted(3));
  const counted *seen = nullptr;
  auto f = [&]() SWITCHBACK_ASYNC -> task<int> {
    const counted &first = co_await t;
    const counted &second = co_await t.configure_await(false);
    EXPECT_EQ(&first, &second);
    seen = &first;
    co_return first.value;
  };
  counted::copies = 0;
  EXPECT_EQ(f().get(), 3);
  EXPECT_EQ(seen, &t.get());
  EXPECT_EQ(counted::copies, 0);
}

TEST(Task, AwaitOfTheOnlyHandleMovesTheResult) {
  task_source<> go;
  auto f = [&]() SWITCHBACK_ASYNC -> task<int> {
    task<std::unique_ptr<int>> t = unique(go.get_task());
    std::unique_ptr<int> p = co_await std::move(t);
    co_return *p;
  };
  task<int> t = f();
  go.set_value();
  EXPECT_EQ(t.get(), 7);
}

TEST(Task, AwaitOfAnRvalueCopiesIfThereAreOthers) {
  task<std::string> t = make_task_from_value(std::string("shared"));
  auto f = [](task<std::string> t) SWITCHBACK_ASYNC -> task<std::string> {
    std::string s = co_await std::move(t);
    co_return s;
  };
  EXPECT_EQ(f(t).get(), "shared");
  EXPECT_EQ(t.get(), "shared");
}

TEST(Task, AwaitOfAnRvalueThatIsSharedAndCannotBeCopied) {
  task<std::unique_ptr<int>> t = make_task_from_value(std::make_unique<int>(1));
  auto f = [](task<std::unique_ptr<int>> t) SWITCHBACK_ASYNC -> task<int> {
    std::unique_ptr<int> p = co_await std::move(t);
    co_return *p;
  };
  EXPECT_THROW(f(t).get(), invalid_task_error);
  EXPECT_EQ(*t.get(), 1);
  EXPECT_EQ(f(std::move(t)).get(), 1);
}

TEST(Task, ResultOfASourceIsMovedOutOnce) {
  task_source<std::unique_ptr<int>> source;
  source.set_value(std::make_unique<int>(5));
  std::unique_ptr<int> p = source.get_task().get();
  EXPECT_EQ(*p, 5);
  EXPECT_THROW((void)source.get_task(), invalid_task_error);
}

TEST(Task, References) {
  int n = 1;
  auto f = [&]() SWITCHBACK_ASYNC -> task<int &> { co_return n; };
  auto g = [&]() SWITCHBACK_ASYNC -> task<int> {
    int &r = co_await f();
    r = 2;
    co_return r;
  };
  EXPECT_EQ(g().get(), 2);
  EXPECT_EQ(n, 2);
}

TEST(Task, ResultWithAnAlignment) {
  struct alignas(64) wide {
    double d;
  };
  auto f = []() SWITCHBACK_ASYNC -> task<wide> {
    double d = co_await make_task_from_value(1.5);
    co_return wide{d};
  };
  task<wide> t = f();
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(&t.get()) % 64, 0u);
  EXPECT_EQ(t.get().d, 1.5);
}

TEST(Task, ParametersAndLocalsGoWhenItEnds) {
  int before = counted::alive;
  {
    task_source<> source;
    auto f = [](counted parameter, task<> go) SWITCHBACK_ASYNC -> task<int> {
      counted local(2);
      co_await go;
      co_return parameter.value + local.value;
    };
    task<int> t = f(counted(1), source.get_task());
    EXPECT_EQ(counted::alive, before + 2);
    int alive_at_completion = -1;
    on_completed(t, [&] { alive_at_completion = counted::alive; });
    source.set_value();
    EXPECT_EQ(alive_at_completion, before);
    EXPECT_EQ(t.get(), 3);
  }
  EXPECT_EQ(counted::alive, before);
}

TEST(Task, RunsOnWithoutHandles) {
  task_source<> source;
  bool ended = false;
  auto f = [&]() SWITCHBACK_ASYNC -> task<> {
    co_await source.get_task();
    ended = true;
  };
  (void)f();
  source.set_value();
  EXPECT_TRUE(ended);
}

TEST(Task, HandleMayGoWhileItIsAwaited) {
  task_source<int> source;
  auto handle = std::make_unique<task<int>>(source.get_task());
  auto f = [&]() SWITCHBACK_ASYNC -> task<int> {
    task<int> &awaited = *handle;
    int n = co_await awaited;
    co_return n;
  };
  task<int> t = f();
  handle.reset();
  source.set_value(9);
  EXPECT_EQ(t.get(), 9);
}

TEST(Task, InvalidHandles) {
  task<int> none;
  EXPECT_FALSE(none.valid());
  EXPECT_THROW((void)none.is_completed(), invalid_task_error);
  EXPECT_THROW((void)none.is_faulted(), invalid_task_error);
  EXPECT_THROW((void)none.is_canceled(), invalid_task_error);
  EXPECT_THROW((void)none.exceptions(), invalid_task_error);
  EXPECT_THROW((void)none.get(), invalid_task_error);
  EXPECT_THROW(none.wait(), invalid_task_error);
  EXPECT_THROW((void)none.configure_await(false), invalid_task_error);
  EXPECT_THROW((void)std::move(none).get(), invalid_task_error);

  task<int> moved = ready(1);
  task<int> to = std::move(moved);
  EXPECT_FALSE(moved.valid());
  auto f = [&]() SWITCHBACK_ASYNC -> task<int> {
    int n = co_await moved;
    co_return n;
  };
  auto g = [&]() SWITCHBACK_ASYNC -> task<int> {
    int n = co_await std::move(moved);
    co_return n;
  };
  EXPECT_THROW(f().get(), invalid_task_error);
  EXPECT_THROW(g().get(), invalid_task_error);
  EXPECT_EQ(to.get(), 1);
}

TEST(Task, MadeComplete) {
  EXPECT_EQ(make_task_from_value(3).get(), 3);
  EXPECT_TRUE(completed_task().is_completed());
  completed_task().get();
  task<int> t = make_task_from_exception<int>(
      std::make_exception_ptr(std::runtime_error("no")));
  EXPECT_TRUE(t.is_faulted());
  EXPECT_THROW(t.get(), std::runtime_error);
  EXPECT_THROW((void)make_task_from_exception(nullptr), std::invalid_argument);
}

TEST(TaskSource, SetTwice) {
  task_source<int> source;
  EXPECT_TRUE(source.try_set_value(1));
  EXPECT_FALSE(source.try_set_value(2));
  EXPECT_FALSE(source.try_set_canceled());
  EXPECT_FALSE(source.try_set_exception(
      std::make_exception_ptr(std::runtime_error("late"))));
  EXPECT_THROW(source.set_value(3), task_already_completed_error);
  EXPECT_THROW(source.set_canceled(), task_already_completed_error);
  EXPECT_THROW(source.set_exception(
                   std::make_exception_ptr(std::runtime_error("late"))),
               task_already_completed_error);
  EXPECT_EQ(source.get_task().get(), 1);
}

TEST(TaskSource, DestroyedBeforeItIsSet) {
  task<int> t;
  {
    task_source<int> source;
    t = plus_one(source.get_task());
  }
  EXPECT_TRUE(t.is_faulted());
  EXPECT_THROW(t.get(), broken_promise_error);
}

TEST(TaskSource, MovedAndAssigned) {
  task_source<int> source, other;
  task<int> lost = source.get_task(), kept = other.get_task();
  source = std::move(other);
  EXPECT_THROW(lost.get(), broken_promise_error);
  EXPECT_THROW((void)other.get_task(), invalid_task_error);
  EXPECT_THROW(other.set_value(1), invalid_task_error);
  source.set_value(2);
  EXPECT_EQ(kept.get(), 2);
}

TEST(TaskSource, Canceled) {
  task_source<int> source;
  task<int> t = plus_one(source.get_task());
  source.set_canceled();
  EXPECT_TRUE(t.is_canceled());
  EXPECT_FALSE(t.is_faulted());
  EXPECT_TRUE(t.exceptions().empty());
  EXPECT_THROW(t.get(), operation_canceled);
}

TEST(TaskSource, NullException) {
  task_source<int> source;
  EXPECT_THROW(source.set_exception(nullptr), std::invalid_argument);
  source.set_value(1);
}

TEST(TaskSource, ValueThatCannotBeMade) {
  struct picky {
    explicit picky(int n) {
      if (n < 0)
        throw std::runtime_error("negative");
    }
  };
  task_source<picky> source;
  EXPECT_THROW(source.set_value(-1), std::runtime_error);
  EXPECT_FALSE(source.get_task().is_completed());
  source.set_value(1);
  EXPECT_TRUE(source.get_task().is_completed());
}

TEST(TaskSource, SetByItsOwnContinuation) {
  // The source goes while it runs what waits.
  auto source = std::make_unique<task_source<int>>();
  auto f = [&]() SWITCHBACK_ASYNC -> task<int> {
    int n = co_await source->get_task();
    source.reset();
    co_return n;
  };
  task<int> t = f();
  source->set_value(4);
  EXPECT_EQ(t.get(), 4);
}
