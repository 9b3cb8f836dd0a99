#include "switchback/value_task.h"
#include "test.h"

using namespace switchback;

namespace {

SWITCHBACK_ASYNC value_task<int> slow() {
  int n = co_await run([] { return 3; });
  co_return n;
}
value_task<int> either(bool hit) {
  if (hit)
    return 1;
  return slow();
}
SWITCHBACK_ASYNC task<int> sum() {
  int a = co_await either(true);
  int b = co_await either(false);
  co_return a + b;
}

} // namespace

TEST(ValueTask, HitAndMiss) { EXPECT_EQ(sum().get(), 4); }
