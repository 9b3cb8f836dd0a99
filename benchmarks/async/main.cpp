// What the operations of the async library cost, natively and lowered, next to
// a call and to std::async. `allocs` is how often operator new was called, on
// the thread that measures, for each iteration.
#include "switchback/annotate.h"
#include "switchback/async_stream.h"
#include "switchback/delay.h"
#include "switchback/event_loop.h"
#include "switchback/value_task.h"
#include "switchback/when_all.h"
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <future>
#include <new>
#include <optional>
#include <vector>

using namespace switchback;
using namespace std::chrono_literals;

// --- Allocations -----------------------------------------------------------

namespace {

thread_local std::size_t allocations = 0;

void *allocate(std::size_t size, std::size_t alignment) {
  ++allocations;
  size = (size + alignment - 1) / alignment * alignment;
  void *memory = alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__
                     ? std::aligned_alloc(alignment, size)
                     : std::malloc(size);
  if (!memory)
    throw std::bad_alloc();
  return memory;
}

/// Reports the allocations from here to the end of the scope.
class counted {
public:
  explicit counted(benchmark::State &state)
      : state(state), before(allocations) {}
  counted(const counted &) = delete;
  ~counted() {
    const std::size_t made = allocations - before;
    state.counters["allocs"] =
        benchmark::Counter(double(made), benchmark::Counter::kAvgIterations);
  }

private:
  benchmark::State &state;
  std::size_t before;
};

} // namespace

void *operator new(std::size_t size) { return allocate(size, 1); }
void *operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, std::size_t(alignment));
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void *memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void *memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

namespace {

/// Makes the row an error if \p result is not \p expected: then it has not
/// measured what it says.
void expect(benchmark::State &state, long result, long expected) {
  if (result != expected)
    state.SkipWithError("wrong result");
}

// --- What a call costs, and what the standard library has -------------------

// None of the functions is inlined, as they are not where they are in another
// file.
[[gnu::noinline]] int plain(int n) {
  benchmark::DoNotOptimize(n);
  return n + 1;
}

void plain_call(benchmark::State &state) {
  counted allocs(state);
  int n = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(n = plain(1));
  expect(state, n, 2);
}
BENCHMARK(plain_call);

void std_async_deferred(benchmark::State &state) {
  counted allocs(state);
  int n = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        n = std::async(std::launch::deferred, plain, 1).get());
  expect(state, n, 2);
}
BENCHMARK(std_async_deferred);

void std_async_thread(benchmark::State &state) {
  counted allocs(state);
  int n = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(
        n = std::async(std::launch::async, plain, 1).get());
  expect(state, n, 2);
}
BENCHMARK(std_async_thread)->UseRealTime();

// --- Awaits that need not wait ----------------------------------------------

SWITCHBACK_ASYNC task<int> pending(task<> gate) {
  co_await gate;
  co_return 0;
}

[[gnu::noinline]] value_task<int> cached(bool hit, const task<> &gate) {
  if (hit) [[likely]]
    return plain(1);
  return pending(gate);
}
[[gnu::noinline]] SWITCHBACK_ASYNC value_task<int>
cached_coroutine(bool hit, const task<> &gate) {
  if (!hit) [[unlikely]]
    co_await gate;
  int n = plain(1);
  co_return n;
}
[[gnu::noinline]] SWITCHBACK_ASYNC task<int> completes_at_once() {
  int n = plain(1);
  co_return n;
}

SWITCHBACK_ASYNC task<int> await_hits(benchmark::State &state,
                                      const task<> &gate) {
  counted allocs(state);
  int n = 0;
  while (state.KeepRunning()) {
    n = co_await cached(true, gate);
    benchmark::DoNotOptimize(n);
  }
  co_return n;
}
void value_task_hit(benchmark::State &state) {
  task_source<> never;
  task<> gate = never.get_task();
  expect(state, await_hits(state, gate).get(), 2);
  if (state.counters["allocs"] != 0)
    state.SkipWithError("a hit allocates");
}
BENCHMARK(value_task_hit);

SWITCHBACK_ASYNC task<int> await_coroutine_hits(benchmark::State &state,
                                                const task<> &gate) {
  counted allocs(state);
  int n = 0;
  while (state.KeepRunning()) {
    n = co_await cached_coroutine(true, gate);
    benchmark::DoNotOptimize(n);
  }
  co_return n;
}
void value_task_hit_coroutine(benchmark::State &state) {
  task_source<> never;
  task<> gate = never.get_task();
  expect(state, await_coroutine_hits(state, gate).get(), 2);
}
BENCHMARK(value_task_hit_coroutine);

SWITCHBACK_ASYNC task<int> await_task(benchmark::State &state,
                                      task<int> ready) {
  counted allocs(state);
  int n = 0;
  while (state.KeepRunning()) {
    n = co_await ready;
    benchmark::DoNotOptimize(n);
  }
  co_return n;
}
void ready_task_await(benchmark::State &state) {
  expect(state, await_task(state, make_task_from_value(2)).get(), 2);
}
BENCHMARK(ready_task_await);

SWITCHBACK_ASYNC task<int> await_calls(benchmark::State &state) {
  counted allocs(state);
  int n = 0;
  while (state.KeepRunning()) {
    n = co_await completes_at_once();
    benchmark::DoNotOptimize(n);
  }
  co_return n;
}
void ready_task_call(benchmark::State &state) {
  expect(state, await_calls(state).get(), 2);
}
BENCHMARK(ready_task_call);

SWITCHBACK_ASYNC task<> await_delays(benchmark::State &state) {
  counted allocs(state);
  while (state.KeepRunning())
    co_await delay(0ns);
}
void delay_zero(benchmark::State &state) { await_delays(state).get(); }
BENCHMARK(delay_zero);

// --- Many tasks -------------------------------------------------------------

constexpr int many = 1000;

SWITCHBACK_ASYNC task<long> await_all_ready(benchmark::State &state,
                                            std::vector<task<int>> tasks) {
  counted allocs(state);
  long sum = 0;
  while (state.KeepRunning()) {
    std::vector<int> results = co_await when_all(tasks);
    sum = results.front() + results.back();
  }
  co_return sum;
}
void when_all_ready_1000(benchmark::State &state) {
  std::vector<task<int>> tasks;
  for (int i = 0; i < many; ++i)
    tasks.push_back(make_task_from_value(i));
  expect(state, await_all_ready(state, std::move(tasks)).get(), many - 1);
}
BENCHMARK(when_all_ready_1000);

SWITCHBACK_ASYNC task<int> number_after(task<> gate, int n) {
  co_await gate;
  co_return n;
}
SWITCHBACK_ASYNC task<long> await_all_pending(task<> gate) {
  std::vector<task<int>> tasks;
  tasks.reserve(many);
  for (int i = 0; i < many; ++i)
    tasks.push_back(number_after(gate, i));
  std::vector<int> results = co_await when_all(std::move(tasks));
  co_return results.front() + results.back();
}
// Coroutines that all wait for one thing and go on, one after the other, on
// this thread, where the loop is current.
void when_all_pending_1000(benchmark::State &state) {
  std::shared_ptr<event_loop> loop = event_loop::create();
  synchronization_context::scope scope(loop);
  long sum = 0;
  counted allocs(state);
  for (auto _ : state) {
    task_source<> gate;
    task<long> all = await_all_pending(gate.get_task());
    gate.set_value();
    sum = loop->run_until(std::move(all));
  }
  expect(state, sum, many - 1);
}
BENCHMARK(when_all_pending_1000);

SWITCHBACK_ASYNC async_stream<int> count_to(int n) {
  for (int i = 1; i <= n; ++i)
    co_yield i;
}
SWITCHBACK_ASYNC task<long> sum_of(async_stream<int> stream) {
  long sum = 0;
  while (std::optional<int> item = co_await stream.next())
    sum += *item;
  co_return sum;
}
void async_stream_1000000(benchmark::State &state) {
  constexpr long items = 1000000;
  counted allocs(state);
  long sum = 0;
  for (auto _ : state)
    sum = sum_of(count_to(items)).get();
  expect(state, sum, items * (items + 1) / 2);
}
BENCHMARK(async_stream_1000000);

// --- Contexts ---------------------------------------------------------------

void context_post(benchmark::State &state) {
  std::shared_ptr<event_loop> loop = event_loop::create();
  long done = 0;
  counted allocs(state);
  for (auto _ : state) {
    loop->post([&done] { ++done; });
    loop->poll();
  }
  expect(state, done, long(state.iterations()));
}
BENCHMARK(context_post);

// An await that suspends, and goes on in the loop that it was in.
void context_resume(benchmark::State &state) {
  std::shared_ptr<event_loop> loop = event_loop::create();
  long sum = 0;
  counted allocs(state);
  for (auto _ : state) {
    task_source<> gate;
    task<int> one;
    {
      synchronization_context::scope scope(loop);
      one = number_after(gate.get_task(), 1);
    }
    gate.set_value();
    sum += loop->run_until(std::move(one));
  }
  expect(state, sum, long(state.iterations()));
}
BENCHMARK(context_resume);

} // namespace

BENCHMARK_MAIN();
