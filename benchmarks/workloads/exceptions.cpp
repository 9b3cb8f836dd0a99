// An exception that passes through five coroutines.
#include "task.h"
#include "workload.h"

namespace {
struct refused {
  int reason;
};
} // namespace

static task<int> read(int n) {
  if (opaque(n) >= 0)
    throw refused{n};
  co_return n;
}
static task<int> parse(int n) { co_return co_await read(n) + 1; }
static task<int> check(int n) { co_return co_await parse(n) + 2; }
static task<int> load(int n) { co_return co_await check(n) + 3; }
static task<int> find(int n) { co_return co_await load(n) + 4; }

static task<int> answer(int n) {
  try {
    co_return co_await find(n);
  } catch (const refused &error) {
    co_return error.reason;
  }
}

static long run(int size) {
  long sum = 0;
  for (int n = 0; n < size; ++n)
    sum += answer(n).get();
  return sum;
}

static workload row("exceptions", run, 10, 45);
