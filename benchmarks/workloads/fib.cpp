// A recursive asynchronous function: 242,785 calls.
#include "task.h"
#include "workload.h"

static task<long> fib(int n) {
  if (n < 2)
    co_return n;
  co_return co_await fib(n - 1) + co_await fib(n - 2);
}

static long run(int size) { return fib(size).get(); }

static workload row("fib_25", run, 25, 75025);
