// Threads that meet: completion and await, many awaiters, the last handle and
// the continuation.
#include "switchback/value_task.h"
#include "test.h"
#include <memory>
#include <optional>

using namespace switchback;
using namespace test;

namespace {

constexpr int rounds = 5000;

/// Two threads that do each round at the same time.
class pair_of_threads {
public:
  template <class F, class G> static void each_round(int rounds, F f, G g) {
    std::atomic<int> arrived{0};
    auto meet = [&](int round) {
      arrived.fetch_add(1);
      while (arrived.load() < 2 * (round + 1))
        std::this_thread::yield();
    };
    thread other([&] {
      for (int i = 0; i < rounds; ++i) {
        meet(2 * i);
        g(i);
        meet(2 * i + 1);
      }
    });
    for (int i = 0; i < rounds; ++i) {
      meet(2 * i);
      f(i);
      meet(2 * i + 1);
    }
  }
};

SWITCHBACK_ASYNC task<int> plus_one(task<int> before) {
  int n = co_await before;
  co_return n + 1;
}
SWITCHBACK_ASYNC task<int> take(task<std::unique_ptr<int>> before) {
  std::unique_ptr<int> p = co_await std::move(before);
  co_return *p;
}
SWITCHBACK_ASYNC value_task<int> value_plus_one(value_task<int> before) {
  int n = co_await std::move(before);
  co_return n + 1;
}

} // namespace

TEST(Race, CompletionAndAwait) {
  std::vector<task_source<int>> sources(rounds);
  std::vector<task<int>> tasks(rounds);
  pair_of_threads::each_round(
      rounds, [&](int i) { sources[i].set_value(i); },
      [&](int i) { tasks[i] = plus_one(sources[i].get_task()); });
  for (int i = 0; i < rounds; ++i)
    ASSERT_EQ(tasks[i].get(), i + 1);
}

TEST(Race, CompletionAndAwaitOfTheOnlyHandle) {
  std::vector<task_source<std::unique_ptr<int>>> sources(rounds);
  std::vector<task<std::unique_ptr<int>>> handles;
  std::vector<task<int>> tasks(rounds);
  for (auto &source : sources)
    handles.push_back(source.get_task());
  pair_of_threads::each_round(
      rounds, [&](int i) { sources[i].set_value(std::make_unique<int>(i)); },
      [&](int i) { tasks[i] = take(std::move(handles[i])); });
  for (int i = 0; i < rounds; ++i)
    ASSERT_EQ(tasks[i].get(), i);
}

TEST(Race, CompletionAndAwaitOfValueTasks) {
  std::vector<task_source<int>> sources(rounds);
  std::vector<std::optional<value_task<int>>> tasks(rounds);
  pair_of_threads::each_round(
      rounds, [&](int i) { sources[i].set_value(i); },
      [&](int i) { tasks[i].emplace(value_plus_one(sources[i].get_task())); });
  for (int i = 0; i < rounds; ++i)
    ASSERT_EQ(std::move(*tasks[i]).get(), i + 1);
}

TEST(Race, CompletionAndGet) {
  std::vector<task_source<int>> sources(rounds);
  pair_of_threads::each_round(
      rounds, [&](int i) { sources[i].set_value(i); },
      [&](int i) { ASSERT_EQ(sources[i].get_task().get(), i); });
}

TEST(Race, TwoWhoComplete) {
  std::vector<task_source<int>> sources(rounds);
  std::atomic<int> succeeded{0};
  pair_of_threads::each_round(
      rounds, [&](int i) { succeeded += sources[i].try_set_value(1); },
      [&](int i) { succeeded += sources[i].try_set_canceled(); });
  EXPECT_EQ(succeeded, rounds);
}

TEST(Race, LastHandleAndCompletion) {
  int before = counted::alive;
  {
    std::vector<task_source<counted>> sources(rounds);
    std::vector<task<counted>> handles;
    for (auto &source : sources)
      handles.push_back(source.get_task());
    pair_of_threads::each_round(
        rounds,
        [&](int i) {
          sources[i].set_value(counted(i));
          task_source<counted> gone = std::move(sources[i]);
        },
        [&](int i) { handles[i] = {}; });
  }
  EXPECT_EQ(counted::alive, before);
}

TEST(Race, LastHandleAndContinuation) {
  std::atomic<int> ended{0};
  auto f = [&](task<int> awaited) SWITCHBACK_ASYNC -> task<int> {
    int n = co_await std::move(awaited);
    ++ended;
    co_return n;
  };
  std::vector<task_source<int>> sources(rounds);
  std::vector<task<int>> tasks;
  for (auto &source : sources)
    tasks.push_back(f(source.get_task()));
  pair_of_threads::each_round(
      rounds, [&](int i) { sources[i].set_value(i); },
      [&](int i) { tasks[i] = {}; });
  EXPECT_EQ(ended, rounds);
}

TEST(Race, ManyAwaitersOnManyThreads) {
  constexpr int each = 50, turns = 100;
  for (int turn = 0; turn < turns; ++turn) {
    task_source<int> source;
    task<int> shared = source.get_task();
    std::vector<task<int>> tasks[3];
    {
      std::vector<std::unique_ptr<thread>> threads;
      for (auto &list : tasks)
        threads.push_back(std::make_unique<thread>([&list, shared] {
          for (int i = 0; i < each; ++i)
            list.push_back(plus_one(shared));
          EXPECT_EQ(shared.get(), 1);
        }));
      source.set_value(1);
    }
    for (auto &list : tasks)
      for (task<int> &t : list)
        ASSERT_EQ(t.get(), 2);
  }
}

TEST(Race, OneFaultForManyThreads) {
  for (int turn = 0; turn < 500; ++turn) {
    task_source<int> source;
    task<int> shared = source.get_task();
    auto observe = [shared] {
      try {
        shared.get();
        ADD_FAILURE();
      } catch (const std::runtime_error &e) {
        EXPECT_STREQ(e.what(), "shared");
      }
    };
    thread a(observe), b(observe);
    source.set_exception(
        std::make_exception_ptr(std::runtime_error("shared")));
  }
}

TEST(Race, RunAndAwait) {
  auto f = [](int i) SWITCHBACK_ASYNC -> task<int> {
    int n = co_await run([i] { return i; });
    int m = co_await run([i] { return i; });
    co_return n + m;
  };
  for (int i = 0; i < rounds; ++i)
    ASSERT_EQ(f(i).get(), 2 * i);
}

TEST(Race, BackToTheLoop) {
  loop_thread ui;
  auto f = [&](int i) SWITCHBACK_ASYNC -> task<int> {
    int n = co_await run([i] { return i; });
    EXPECT_EQ(std::this_thread::get_id(), ui.id());
    int m = co_await plus_one(run([i] { return i; })).configure_await(false);
    co_return n + m;
  };
  for (int i = 0; i < rounds; ++i) {
    task_source<task<int>> started;
    ui->post([&] { started.set_value(f(i)); });
    task<task<int>> start = started.get_task();
    ASSERT_EQ(start.get().get(), 2 * i + 1);
  }
}

TEST(Race, DeadlockSearchAndSuspension) {
  // The coroutine suspends and goes on all the time while the thread blocks.
  loop_thread ui;
  auto free_plus_one = [](task<int> before) SWITCHBACK_ASYNC -> task<int> {
    int n = co_await before.configure_await(false);
    co_return n + 1;
  };
  auto f = [&]() SWITCHBACK_ASYNC -> task<int> {
    int sum = 0;
    for (int i = 0; i < 50; ++i) {
      int n = co_await free_plus_one(run([i] { return i; }))
                  .configure_await(false);
      sum += n;
    }
    co_return sum;
  };
  for (int i = 0; i < 50; ++i) {
    task_source<int> result;
    ui->post([&] { result.set_value(f().get()); });
    ASSERT_EQ(result.get_task().get(), 1275);
  }
}

TEST(Race, LoopGoesWhileContinuationsCome) {
  for (int i = 0; i < 500; ++i) {
    task<int> t;
    {
      auto loop = event_loop::create();
      synchronization_context::scope current(loop);
      t = plus_one(run([i] { return i; }));
    }
    ASSERT_EQ(t.get(), i + 1);
  }
}
