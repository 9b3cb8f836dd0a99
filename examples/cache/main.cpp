// A cache in front of something slow. Most calls find what they want, and should
// cost no more than a function call: value_task is ValueTask. A hit allocates
// nothing, which is counted here, by an operator new of the program's own.

#include <switchback/annotate.h>
#include <switchback/delay.h>
#include <switchback/task.h>
#include <switchback/value_task.h>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <map>
#include <new>

using switchback::delay;
using switchback::task;
using switchback::value_task;
using namespace std::chrono_literals;

namespace {

// For each thread, since others (the timer's, the pool's) do as they like.
thread_local std::size_t allocated = 0;

// Not inlined: a coroutine may go on on another thread after an await, and a
// compiler may not know that the variable is another one then.
[[gnu::noinline]] std::size_t allocations() { return allocated; }

} // namespace

void *operator new(std::size_t size) {
  ++allocated;
  if (void *memory = std::malloc(size ? size : 1))
    return memory;
  throw std::bad_alloc();
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }

namespace {

class price_list {
public:
  /// Not a coroutine: a hit returns a value, a miss the task of one. (A
  /// coroutine may return a value_task as well, but has a frame to allocate.)
  value_task<int> price_of(int article) {
    if (auto known = prices.find(article); known != prices.end())
      return known->second;
    return fetch(article);
  }
  int fetched = 0;

private:
  SWITCHBACK_ASYNC task<int> fetch(int article) {
    co_await delay(5ms); // the slow part
    ++fetched;
    co_return prices[article] = article * 100;
  }

  std::map<int, int> prices;
};

/// How many allocations \p rounds prices cost, if each of them was there.
SWITCHBACK_ASYNC task<std::size_t> count(price_list &list, int rounds,
                                         long &sum) {
  const std::size_t before = allocations();
  for (int i = 0; i < rounds; ++i) {
    // A value_task is awaited once, where it is made: from a variable it would
    // be `co_await std::move(variable)`.
    sum += co_await list.price_of(7);
  }
  co_return allocations() - before;
}

SWITCHBACK_ASYNC task<int> first_price(price_list &list) {
  co_return co_await list.price_of(7);
}

} // namespace

int main() {
  price_list list;
  const std::size_t before = allocations();
  const int price = first_price(list).get();
  const bool miss_allocates = allocations() != before;
  std::cout << "miss: " << price << ", allocates: "
            << (miss_allocates ? "yes" : "no") << '\n';

  long sum = 0;
  const std::size_t hits = count(list, 1000, sum).get();
  std::cout << "1000 hits: " << sum << ", allocations: " << hits << '\n';
  std::cout << "fetched: " << list.fetched << '\n';
  return price == 700 && miss_allocates && sum == 700000 && hits == 0 &&
                 list.fetched == 1
             ? 0
             : 1;
}
