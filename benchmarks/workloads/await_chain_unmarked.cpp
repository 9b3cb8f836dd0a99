// The same six functions, of a type that is marked for switchback only: like those of most libraries, it has no
// attribute by which clang makes frames part of others.
#include <switchback/annotate.h>
#define AWAIT_ELIDABLE SWITCHBACK_AWAIT_ELIDABLE
#include "task.h"
#include "workload.h"

static task<int> read(int n) { co_return opaque(n); }
static task<int> parse(int n) { co_return co_await read(n) + 1; }
static task<int> check(int n) { co_return co_await parse(n) + 2; }
static task<int> load(int n) { co_return co_await check(n) + 3; }
static task<int> find(int n) { co_return co_await load(n) + 4; }
static task<int> answer(int n) { co_return co_await find(n) + 5; }

static long run(int size) {
  long sum = 0;
  for (int n = 0; n < size; ++n)
    sum += answer(n).get();
  return sum;
}

static workload row("await_chain_unmarked", run, 1000, 499500 + 15 * 1000);
