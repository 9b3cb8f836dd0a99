// Where continuations go.
#include "switchback/value_task.h"
#include "test.h"

using namespace switchback;
using namespace test;

namespace {

SWITCHBACK_ASYNC task<std::thread::id> where_after(task<> awaited, bool back) {
  co_await awaited.configure_await(back);
  co_return std::this_thread::get_id();
}
SWITCHBACK_ASYNC task<synchronization_context *> current_after(task<> awaited) {
  co_await awaited;
  co_return synchronization_context::current().get();
}

} // namespace

TEST(SynchronizationContext, NoneAtFirst) {
  EXPECT_EQ(synchronization_context::current(), nullptr);
}

TEST(SynchronizationContext, ScopesNest) {
  auto a = std::make_shared<manual_context>(),
       b = std::make_shared<manual_context>();
  {
    synchronization_context::scope first(a);
    EXPECT_EQ(synchronization_context::current(), a);
    {
      synchronization_context::scope second(b);
      EXPECT_EQ(synchronization_context::current(), b);
      synchronization_context::scope none(nullptr);
      EXPECT_EQ(synchronization_context::current(), nullptr);
    }
    EXPECT_EQ(synchronization_context::current(), a);
  }
  EXPECT_EQ(synchronization_context::current(), nullptr);
}

TEST(SynchronizationContext, IsCapturedAndPostedTo) {
  auto context = std::make_shared<manual_context>();
  task_source<> source;
  task<synchronization_context *> t;
  {
    synchronization_context::scope current(context);
    t = current_after(source.get_task());
  }
  source.set_value();
  EXPECT_FALSE(t.is_completed());
  EXPECT_EQ(context->posts, 1);
  EXPECT_EQ(context->run(), 1);
  EXPECT_EQ(t.get(), context.get());
}

TEST(SynchronizationContext, ContinuesAtOnceInTheContextItself) {
  auto context = std::make_shared<manual_context>();
  synchronization_context::scope current(context);
  task_source<> source;
  task<synchronization_context *> t = current_after(source.get_task());
  source.set_value();
  EXPECT_TRUE(t.is_completed());
  EXPECT_EQ(context->posts, 0);
}

TEST(SynchronizationContext, IsNotPostedToIfReady) {
  auto context = std::make_shared<manual_context>();
  synchronization_context::scope current(context);
  EXPECT_TRUE(current_after(completed_task()).is_completed());
  EXPECT_EQ(context->posts, 0);
}

TEST(SynchronizationContext, ConfigureAwaitStaysWhereItEnded) {
  auto context = std::make_shared<manual_context>();
  task_source<> source;
  task<std::thread::id> t;
  {
    synchronization_context::scope current(context);
    t = where_after(source.get_task(), false);
  }
  source.set_value();
  EXPECT_EQ(t.get(), std::this_thread::get_id());
  EXPECT_EQ(context->posts, 0);
}

TEST(SynchronizationContext, WithNoneGoesToThePoolFromAContext) {
  auto context = std::make_shared<manual_context>();
  task_source<> source;
  task<std::thread::id> t = where_after(source.get_task(), true);
  {
    synchronization_context::scope current(context);
    source.set_value();
  }
  EXPECT_NE(t.get(), std::this_thread::get_id());
  EXPECT_EQ(context->posts, 0);
}

TEST(SynchronizationContext, WithNoneGoesOnHereFromNone) {
  task_source<> source;
  task<std::thread::id> t = where_after(source.get_task(), true);
  source.set_value();
  EXPECT_EQ(t.get(), std::this_thread::get_id());
}

TEST(SynchronizationContext, ThatRefusesIsReplacedByThePool) {
  auto context = std::make_shared<manual_context>();
  context->refuse = true;
  task_source<> source;
  task<std::thread::id> t;
  {
    synchronization_context::scope current(context);
    t = where_after(source.get_task(), true);
  }
  source.set_value();
  EXPECT_NE(t.get(), std::this_thread::get_id());
  EXPECT_EQ(context->posts, 1);
}

TEST(SynchronizationContext, LivesAsLongAsAnAwaitHasIt) {
  auto context = std::make_shared<manual_context>();
  std::weak_ptr<manual_context> weak = context;
  task_source<> source;
  task<std::thread::id> t;
  {
    synchronization_context::scope current(context);
    t = where_after(source.get_task(), true);
  }
  context.reset();
  context = weak.lock();
  ASSERT_TRUE(context);
  source.set_value();
  context->run();
  t.wait();
  context.reset();
  EXPECT_TRUE(weak.expired());
}

TEST(SynchronizationContext, OneContextCanAwaitWhatRunsInAnother) {
  loop_thread a("a"), b("b");
  auto inner = [&]() SWITCHBACK_ASYNC -> task<std::thread::id> {
    co_await run([] {});
    co_return std::this_thread::get_id();
  };
  auto outer = [&]() SWITCHBACK_ASYNC -> task<bool> {
    task_source<task<std::thread::id>> started;
    b->post([&] { started.set_value(inner()); });
    task<task<std::thread::id>> start = started.get_task();
    task<std::thread::id> in_b = co_await start;
    std::thread::id id = co_await in_b;
    co_return id == b.id() && std::this_thread::get_id() == a.id();
  };
  task_source<task<bool>> started;
  a->post([&] { started.set_value(outer()); });
  task<task<bool>> start = started.get_task();
  EXPECT_TRUE(start.get().get());
}
