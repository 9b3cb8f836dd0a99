// Awaits in the middle of expressions, with temporaries alive across them.
#include "run_queue.h"
#include "task.h"
#include "workload.h"
#include <string>
#include <string_view>

static task<std::string> name(run_queue &queue, int n) {
  co_await queue.pause();
  co_return std::string(n % 4 + 1, 'x');
}
static task<int> factor(run_queue &queue, int n) {
  co_await queue.pause();
  co_return n % 3;
}
[[gnu::noinline]] static int weight(std::string_view name, int factor) {
  return int(name.size()) * factor;
}

static task<long> total(run_queue &queue, int n) {
  long sum = 0;
  for (int i = 0; i < n; ++i)
    sum += weight(std::string("no. ") + co_await name(queue, i),
                  co_await factor(queue, i)) +
           (co_await name(queue, i) + "!").size();
  co_return sum;
}

static long run(int size) {
  run_queue queue;
  task<long> sum = total(queue, size);
  sum.start();
  queue.run();
  return sum.result();
}

static workload row("temporaries", run, 120, 1200);
