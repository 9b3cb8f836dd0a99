// Long chains of tasks do not need a deep stack.
#include "switchback/value_task.h"
#include "test.h"

using namespace switchback;
using namespace test;

namespace {

constexpr int many = 100'000;

SWITCHBACK_ASYNC task<int> ready(int n) { co_return n; }
SWITCHBACK_ASYNC task<long> sum_of_ready(int count) {
  long sum = 0;
  for (int i = 0; i < count; ++i) {
    int n = co_await ready(i);
    sum += n;
  }
  co_return sum;
}
SWITCHBACK_ASYNC task<long> sum_of_run(int count) {
  long sum = 0;
  for (int i = 0; i < count; ++i) {
    int n = co_await run([i] { return i; });
    sum += n;
  }
  co_return sum;
}
SWITCHBACK_ASYNC task<long> sum_of(std::vector<task_source<int>> &sources) {
  long sum = 0;
  for (task_source<int> &source : sources) {
    int n = co_await source.get_task();
    sum += n;
  }
  co_return sum;
}
SWITCHBACK_ASYNC task<int> link(task<int> before, bool capture) {
  int n = co_await before.configure_await(capture);
  co_return n + 1;
}
SWITCHBACK_ASYNC value_task<int> value_link(value_task<int> before) {
  int n = co_await std::move(before);
  co_return n + 1;
}

constexpr long sum_below(long n) { return n * (n - 1) / 2; }

} // namespace

TEST(Depth, ManyAwaitsOfReadyTasks) {
  EXPECT_EQ(sum_of_ready(many).get(), sum_below(many));
}

TEST(Depth, ManyAwaitsOfThePool) {
  constexpr int count = SWITCHBACK_TEST_SANITIZED ? 20'000 : many;
  EXPECT_EQ(sum_of_run(count).get(), sum_below(count));
}

TEST(Depth, ManyAwaitsOfSources) {
  std::vector<task_source<int>> sources(many);
  task<long> t = sum_of(sources);
  for (int i = 0; i < many; ++i)
    sources[i].set_value(i);
  EXPECT_EQ(t.get(), sum_below(many));
}

TEST(Depth, LongChainCompletes) {
  for (bool capture : {true, false}) {
    task_source<int> source;
    task<int> t = source.get_task();
    for (int i = 0; i < many; ++i)
      t = link(std::move(t), capture);
    source.set_value(0);
    EXPECT_EQ(t.get(), many);
  }
}

TEST(Depth, LongChainCompletesInALoop) {
  auto loop = event_loop::create("ui");
  synchronization_context::scope current(loop);
  task_source<int> source;
  task<int> t = source.get_task();
  for (int i = 0; i < 10'000; ++i)
    t = link(std::move(t), true);
  loop->post([&] { source.set_value(0); });
  EXPECT_EQ(loop->run_until(t), 10'000);
}

TEST(Depth, LongChainOfValueTasksCompletes) {
  task_source<int> source;
  value_task<int> t = source.get_task();
  for (int i = 0; i < 10'000; ++i)
    t = value_link(std::move(t));
  source.set_value(0);
  EXPECT_EQ(std::move(t).get(), 10'000);
}

TEST(Depth, LongChainFails) {
  task_source<int> source;
  task<int> t = source.get_task();
  for (int i = 0; i < 10'000; ++i)
    t = link(std::move(t), true);
  source.set_exception(std::make_exception_ptr(std::runtime_error("far")));
  EXPECT_THROW(t.get(), std::runtime_error);
}

TEST(Depth, LongChainIsAbandoned) {
  task<int> t;
  {
    task_source<int> source;
    t = source.get_task();
    for (int i = 0; i < 10'000; ++i)
      t = link(std::move(t), true);
  }
  EXPECT_THROW(t.get(), broken_promise_error);
}
