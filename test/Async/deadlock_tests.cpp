// Blocking on the context that a task has to go on in.
#include "switchback/value_task.h"
#include "test.h"

using namespace switchback;
using namespace test;

namespace {

SWITCHBACK_ASYNC task<int> leaf(task<int> awaited, bool back) {
  int n = co_await awaited.configure_await(back);
  co_return n;
}
/// Calls \p f on the thread of \p ui and gives what it returns.
template <class F> auto on(loop_thread &ui, F f) {
  task_source<decltype(f())> result;
  ui->post([&] { result.set_value(f()); });
  return result.get_task().get();
}
/// The message of the deadlock_error that get() throws, else "no error".
template <class T> std::string deadlock_of(const task<T> &t) {
  try {
    t.get();
    return "no error";
  } catch (const deadlock_error &e) {
    return e.what();
  }
}

} // namespace

TEST(Deadlock, GetOnTheContextItself) {
  loop_thread ui("the window");
  task_source<int> source;
  std::string message =
      on(ui, [&] { return deadlock_of(leaf(source.get_task(), true)); });
  EXPECT_NE(message.find("task<int>"), std::string::npos) << message;
  EXPECT_NE(message.find("the window"), std::string::npos) << message;
  source.set_value(1);
}

TEST(Deadlock, NamesOfTheError) {
  loop_thread ui("the window");
  task_source<int> source;
  on(ui, [&] {
    try {
      leaf(source.get_task(), true).wait();
      ADD_FAILURE();
    } catch (const deadlock_error &e) {
      EXPECT_EQ(e.task_name(), "task<int>");
      EXPECT_EQ(e.context_name(), "the window");
    }
    return 0;
  });
  source.set_value(1);
}

TEST(Deadlock, ConfigureAwaitCuresIt) {
  loop_thread ui;
  EXPECT_EQ(on(ui, [] {
              return leaf(run([] {
                            std::this_thread::sleep_for(5ms);
                            return 4;
                          }),
                          false)
                  .get();
            }),
            4);
}

TEST(Deadlock, AwaitingCuresIt) {
  loop_thread ui;
  auto handler = []() SWITCHBACK_ASYNC -> task<int> {
    int n = co_await leaf(run([] { return 4; }), true);
    co_return n;
  };
  EXPECT_EQ(on(ui, handler).get(), 4);
}

TEST(Deadlock, TheTaskRunsOn) {
  loop_thread ui;
  task_source<int> source;
  task<int> t;
  on(ui, [&] {
    t = leaf(source.get_task(), true);
    EXPECT_THROW(t.get(), deadlock_error);
    return 0;
  });
  source.set_value(6);
  EXPECT_EQ(t.get(), 6);
}

TEST(Deadlock, SeveralAwaitsAway) {
  loop_thread ui;
  task_source<int> source;
  auto message = on(ui, [&] {
    task<int> t = leaf(source.get_task(), true);
    for (int i = 0; i < 1000; ++i)
      t = leaf(std::move(t), false);
    return deadlock_of(t);
  });
  EXPECT_NE(message, "no error");
  source.set_value(1);
}

TEST(Deadlock, ThroughValueTasks) {
  loop_thread ui;
  task_source<int> source;
  auto f = [](task<int> awaited) SWITCHBACK_ASYNC -> value_task<int> {
    int n = co_await std::move(awaited);
    co_return n;
  };
  auto g = [&](task<int> awaited) SWITCHBACK_ASYNC -> task<int> {
    value_task<int> v = f(std::move(awaited));
    int n = co_await std::move(v).configure_await(false);
    co_return n;
  };
  on(ui, [&] {
    EXPECT_THROW(f(source.get_task()).get(), deadlock_error);
    EXPECT_THROW(g(source.get_task()).get(), deadlock_error);
    EXPECT_THROW(g(source.get_task()).wait(), deadlock_error);
    return 0;
  });
  source.set_value(1);
}

TEST(Deadlock, ThroughRun) {
  loop_thread ui;
  task_source<int> source;
  on(ui, [&] {
    task<int> needs_ui = leaf(source.get_task(), true);
    EXPECT_THROW(run([&] { return needs_ui; }).get(), deadlock_error);
    return 0;
  });
  source.set_value(1);
}

TEST(Deadlock, OfAContinuationThatIsPostedAlready) {
  loop_thread ui;
  task_source<int> source;
  on(ui, [&] {
    task<int> t = leaf(source.get_task(), true);
    // Another thread completes what it waits for: it is in the queue now.
    thread([&] { source.set_value(1); });
    EXPECT_THROW(t.get(), deadlock_error);
    return 0;
  });
}

TEST(Deadlock, SuspendsWhileTheThreadBlocks) {
  // The coroutine starts in the pool, and only when the thread blocks already
  // comes to wait for what needs the thread.
  loop_thread ui;
  task_source<int> source;
  for (int i = 0; i < 20; ++i)
    on(ui, [&] {
      task<int> needs_ui = leaf(source.get_task(), true);
      auto later = [&, i]() SWITCHBACK_ASYNC -> task<int> {
        std::this_thread::sleep_for(std::chrono::milliseconds(i % 4));
        int n = co_await needs_ui;
        co_return n;
      };
      EXPECT_THROW(run(later).get(), deadlock_error);
      return 0;
    });
  source.set_value(1);
  on(ui, [] { return 0; });
}

TEST(Deadlock, NotIfAnotherThreadRunsTheLoop) {
  loop_thread ui;
  synchronization_context::scope current(ui.get());
  EXPECT_EQ(leaf(run([] { return 2; }), true).get(), 2);
}

TEST(Deadlock, NotWithoutAContext) {
  EXPECT_EQ(leaf(run([] { return 2; }), true).get(), 2);
}

TEST(Deadlock, NotInAnotherContext) {
  loop_thread a("a"), b("b");
  task_source<int> source;
  task<int> in_a = on(a, [&] { return leaf(source.get_task(), true); });
  source.set_value(3);
  EXPECT_EQ(on(b, [&] { return in_a.get(); }), 3);
}

TEST(Deadlock, OfAPoolWithOneThread) {
  thread_pool pool(1, "one");
  task_source<int> source;
  task_source<std::string> message;
  pool.post([&] {
    message.set_value(deadlock_of(leaf(source.get_task(), true)));
  });
  EXPECT_NE(message.get_task().get(), "no error");
  source.set_value(1);
}

TEST(Deadlock, TasksInACircleEndTheSearch) {
  loop_thread ui;
  on(ui, [&] {
    task<int> a, b;
    task_source<> start;
    auto f = [&](task<int> &other) SWITCHBACK_ASYNC -> task<int> {
      co_await start.get_task();
      int n = co_await other.configure_await(false);
      co_return n;
    };
    a = f(b), b = f(a);
    start.set_value();
    // They wait for each other for ever; whoever asks is told nothing wrong.
    EXPECT_FALSE(detail::task_access::state(a)->needs(*ui.get()));
    // Neither can end or go.
    static auto *kept = new std::vector<task<int>>{a, b};
    (void)kept;
    return 0;
  });
}
