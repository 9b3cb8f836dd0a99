// A thousand tasks at once, each of which waits for its turn.
#include "when_all.h"
#include "run_queue.h"
#include "workload.h"
#include <vector>

static task<int> work(run_queue &queue, int n) {
  co_await queue.pause();
  co_return n;
}

static task<long> work_all(run_queue &queue, int n) {
  std::vector<task<int>> tasks;
  tasks.reserve(n);
  for (int i = 0; i < n; ++i)
    tasks.push_back(work(queue, i));
  co_await when_all<int>(tasks);
  long sum = 0;
  for (task<int> &each : tasks)
    sum += each.result();
  co_return sum;
}

static long run(int size) {
  run_queue queue;
  task<long> all = work_all(queue, size);
  all.start();
  queue.run();
  return all.result();
}

static workload row("when_all_1000", run, 1000, 499500);
