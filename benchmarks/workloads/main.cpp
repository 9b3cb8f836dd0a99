// Runs the workloads that are linked with this file. Of each iteration `allocs`
// is how often operator new was called, `bytes` how much was asked of it.
#include "workload.h"
#include <benchmark/benchmark.h>
#include <cstddef>
#include <cstdlib>
#include <new>

// Not atomic: workloads have one thread.
static struct {
  long allocations = 0, bytes = 0;
} asked;

void *operator new(std::size_t size) {
  ++asked.allocations;
  asked.bytes += long(size);
  if (void *memory = std::malloc(size))
    return memory;
  throw std::bad_alloc();
}
// Seen through, it would not seem to match operator new, which gcc warns of.
[[gnu::noinline]] void operator delete(void *memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void *memory, std::size_t) noexcept {
  std::free(memory);
}

static void measure(benchmark::State &state, long (*run)(int), int size,
                    long expected) {
  bool right = run(size) == expected; // and what is made only once is there
  const auto before = asked;
  right &= run(size) == expected;
  const auto after = asked;
  state.counters["allocs"] = double(after.allocations - before.allocations);
  state.counters["bytes"] = double(after.bytes - before.bytes);
  for (auto _ : state)
    right &= run(size) == expected;
  if (!right)
    state.SkipWithError("wrong result");
}

workload::workload(const char *name, long (*run)(int), int size,
                   long expected) {
  benchmark::RegisterBenchmark(name, measure, run, size, expected);
}

int opaque(int n) { return n; }

BENCHMARK_MAIN();
