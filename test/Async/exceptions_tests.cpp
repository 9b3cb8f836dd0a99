// Exceptions through tasks, what nobody observes, and memory that runs out.
#include "switchback/async_void.h"
#include "switchback/value_task.h"
#include "test.h"

using namespace switchback;
using namespace test;

namespace {

struct custom_error : std::runtime_error {
  custom_error() : std::runtime_error("custom") {}
  int detail = 17;
};
struct custom_cancel : operation_canceled {
  const char *what() const noexcept override { return "custom cancel"; }
};

template <class E> SWITCHBACK_ASYNC task<int> throws_after(task<> before) {
  co_await before;
  throw E();
}
SWITCHBACK_ASYNC task<int> pass_on(task<int> t) {
  int n = co_await t;
  co_return n;
}

std::atomic<int> unobserved{0};
class counting_unobserved {
public:
  counting_unobserved() {
    unobserved = 0;
    set_unobserved_exception_handler([](std::exception_ptr error) {
      if (error)
        ++unobserved;
    });
  }
  ~counting_unobserved() { set_unobserved_exception_handler(nullptr); }
};

} // namespace

TEST(Exceptions, TypeAndIdentityAreKept) {
  task_source<> source;
  task<int> inner = throws_after<custom_error>(source.get_task());
  task<int> outer = pass_on(pass_on(inner));
  source.set_value();
  ASSERT_TRUE(outer.is_faulted());
  ASSERT_EQ(outer.exceptions().size(), 1u);
  const custom_error *first = nullptr, *second = nullptr;
  try {
    inner.get();
  } catch (const custom_error &e) {
    first = &e;
    EXPECT_EQ(e.detail, 17);
  }
  try {
    outer.get();
  } catch (const custom_error &e) {
    second = &e;
  }
  EXPECT_EQ(first, second);
}

TEST(Exceptions, BeforeTheFirstAwaitAreInTheTask) {
  task<int> t = throws_after<custom_error>(completed_task());
  EXPECT_TRUE(t.is_faulted());
  EXPECT_THROW(t.get(), custom_error);
}

TEST(Exceptions, CanBeCaughtInsideAndGoneOnFrom) {
  auto f = []() SWITCHBACK_ASYNC -> task<int> {
    int caught = 0;
    for (int i = 0; i < 3; ++i) {
      try {
        (void)co_await throws_after<custom_error>(run([] {}));
      } catch (const custom_error &e) {
        caught += e.detail;
      }
      co_await run([] {});
    }
    co_return caught;
  };
  EXPECT_EQ(f().get(), 51);
}

TEST(Exceptions, CancellationIsNotAFault) {
  counting_unobserved count;
  task<int> t = pass_on(throws_after<custom_cancel>(completed_task()));
  EXPECT_TRUE(t.is_completed());
  EXPECT_TRUE(t.is_canceled());
  EXPECT_FALSE(t.is_faulted());
  EXPECT_TRUE(t.exceptions().empty());
  EXPECT_THROW(t.get(), custom_cancel);
  t = {};
  (void)throws_after<operation_canceled>(completed_task());
  EXPECT_EQ(unobserved, 0);
}

TEST(Exceptions, OfWhatIsNotAnException) {
  auto f = []() SWITCHBACK_ASYNC -> task<> {
    co_await run([] {});
    throw 5;
  };
  EXPECT_THROW(f().get(), int);
}

TEST(Exceptions, DestructorAfterTheResult) {
  // The result is there when a local's destructor throws: it has to go.
  struct thrower {
    ~thrower() noexcept(false) { throw custom_error(); }
  };
  int before = counted::alive;
  {
    auto f = []() SWITCHBACK_ASYNC -> task<counted> {
      thrower last;
      co_await run([] {});
      co_return counted(1);
    };
    task<counted> t = f();
    EXPECT_THROW(t.get(), custom_error);
  }
  EXPECT_EQ(counted::alive, before);
}

TEST(Exceptions, NobodyObservedThem) {
  counting_unobserved count;
  (void)throws_after<custom_error>(completed_task());
  EXPECT_EQ(unobserved, 1);
  {
    task_source<> source;
    (void)throws_after<custom_error>(source.get_task());
    EXPECT_EQ(unobserved, 1);
    source.set_value();
  }
  EXPECT_EQ(unobserved, 2);
  {
    task<int> t = throws_after<custom_error>(completed_task());
    task<int> u = t;
    t = {};
    EXPECT_TRUE(u.is_faulted());
    EXPECT_EQ(unobserved, 2);
  }
  EXPECT_EQ(unobserved, 3);
}

TEST(Exceptions, SomebodyObservedThem) {
  counting_unobserved count;
  EXPECT_THROW(throws_after<custom_error>(completed_task()).get(),
               custom_error);
  EXPECT_EQ(throws_after<custom_error>(completed_task()).exceptions().size(),
            1u);
  EXPECT_THROW(pass_on(throws_after<custom_error>(completed_task())).get(),
               custom_error);
  EXPECT_EQ(unobserved, 0);
  // Of a chain only the last.
  (void)pass_on(pass_on(throws_after<custom_error>(completed_task())));
  EXPECT_EQ(unobserved, 1);
}

TEST(Exceptions, OfASourceWithoutATask) {
  counting_unobserved count;
  { task_source<int> source; }
  EXPECT_EQ(unobserved, 0);
  task<int> t;
  {
    task_source<int> source;
    t = source.get_task();
  }
  t = {};
  EXPECT_EQ(unobserved, 1);
}

TEST(Exceptions, CoroutineDestroyedWhileSuspended) {
  // By an awaitable that takes the handle and destroys it.
  struct takes {
    std::coroutine_handle<> &handle;
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<> h) { handle = h; }
    void await_resume() {}
  };
  int before = counted::alive;
  std::coroutine_handle<> handle;
  auto f = [&]() SWITCHBACK_ASYNC -> task<int> {
    counted local(1);
    co_await takes{handle};
    co_return local.value;
  };
  task<int> t = f(), u = pass_on(t);
  handle.destroy();
  EXPECT_EQ(counted::alive, before);
  EXPECT_THROW(t.get(), broken_promise_error);
  EXPECT_THROW(u.get(), broken_promise_error);
}

TEST(Exceptions, ParameterThatCannotBeCopied) {
  struct picky {
    picky() = default;
    picky(const picky &) { throw custom_error(); }
  };
  auto f = [](picky) SWITCHBACK_ASYNC -> task<int> { co_return 1; };
  counting_unobserved count;
  picky p;
  EXPECT_THROW((void)f(p), custom_error);
  EXPECT_EQ(unobserved, 0);
}
