#include "test.h"

using namespace switchback;

namespace {

SWITCHBACK_ASYNC task<int> ready() { co_return 42; }
SWITCHBACK_ASYNC task<int> plus_one(task<int> before) {
  int n = co_await std::move(before);
  co_return n + 1;
}

} // namespace

TEST(Task, ReadyAtOnce) {
  task<int> t = ready();
  EXPECT_TRUE(t.is_completed());
  EXPECT_EQ(t.get(), 42);
}

TEST(Task, GoesOnWhenTheSourceIsSet) {
  task_source<int> source;
  task<int> t = plus_one(source.get_task());
  EXPECT_FALSE(t.is_completed());
  source.set_value(1);
  EXPECT_EQ(t.get(), 2);
}

TEST(Task, OnThePool) {
  task<int> t = plus_one(run([] { return 5; }));
  EXPECT_EQ(t.get(), 6);
}
