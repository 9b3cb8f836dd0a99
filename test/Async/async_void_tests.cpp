// async_void: event handlers, and where their exceptions go.
#include "switchback/async_void.h"
#include "test.h"

using namespace switchback;
using namespace test;

namespace {

SWITCHBACK_ASYNC async_void on_click(task<> awaited, bool fail, bool &ended) {
  co_await awaited;
  if (fail)
    throw std::runtime_error("click");
  ended = true;
}
SWITCHBACK_ASYNC async_void fails_at_once() {
  throw std::runtime_error("at once");
  co_return;
}
SWITCHBACK_ASYNC async_void fails_elsewhere() {
  co_await run([] {}).configure_await(false);
  throw std::runtime_error("elsewhere");
}

std::string message(std::exception_ptr error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception &e) {
    return e.what();
  }
}

} // namespace

TEST(AsyncVoid, RunsAtOnceAndGoesOn) {
  task_source<> source;
  bool ended = false;
  on_click(source.get_task(), false, ended);
  EXPECT_FALSE(ended);
  source.set_value();
  EXPECT_TRUE(ended);
}

TEST(AsyncVoid, ExceptionGoesToTheContextItBeganIn) {
  auto context = std::make_shared<manual_context>();
  task_source<> source;
  bool ended = false;
  {
    synchronization_context::scope current(context);
    on_click(source.get_task(), true, ended);
  }
  source.set_value();
  EXPECT_TRUE(context->unhandled.empty());
  EXPECT_EQ(context->run(), 2);
  ASSERT_EQ(context->unhandled.size(), 1u);
  EXPECT_EQ(message(context->unhandled[0]), "click");
}

TEST(AsyncVoid, ExceptionBeforeTheFirstAwaitIsPostedToo) {
  auto context = std::make_shared<manual_context>();
  {
    synchronization_context::scope current(context);
    fails_at_once();
  }
  EXPECT_TRUE(context->unhandled.empty());
  context->run();
  ASSERT_EQ(context->unhandled.size(), 1u);
}

TEST(AsyncVoid, ExceptionThatTheContextRefusesIsNotLost) {
  auto context = std::make_shared<manual_context>();
  context->refuse = true;
  {
    synchronization_context::scope current(context);
    fails_at_once();
  }
  ASSERT_EQ(context->unhandled.size(), 1u);
}

TEST(AsyncVoid, ExceptionComesToTheLoopsThread) {
  loop_thread ui;
  task_source<bool> told;
  ui->set_unhandled_exception_handler([&](std::exception_ptr error) {
    told.set_value(message(error) == "elsewhere" &&
                   std::this_thread::get_id() == ui.id());
  });
  ui->post([] { fails_elsewhere(); });
  EXPECT_TRUE(told.get_task().get());
}

TEST(AsyncVoid, HandlerThatThrowsIsCalledOnce) {
  auto loop = event_loop::create();
  int calls = 0;
  loop->set_unhandled_exception_handler([&](std::exception_ptr error) {
    ++calls;
    std::rethrow_exception(error);
  });
  loop->post([] { fails_at_once(); });
  EXPECT_THROW(loop->run(), std::runtime_error);
  EXPECT_EQ(calls, 1);
}

TEST(AsyncVoidDeathTest, WithNoContextItIsTheEnd) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(fails_at_once(), "async_void.*at once");
}

TEST(AsyncVoidDeathTest, WithNoHandlerItIsTheEnd) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(
      {
        auto loop = event_loop::create("ui");
        loop->post([] { fails_at_once(); });
        loop->run();
      },
      "async_void.*'ui'.*at once");
}
