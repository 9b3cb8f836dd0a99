// The one source with specialisations of std::coroutine_traits.
#include "check.hpp"
#include "tests.hpp"
#include <coro/future.hpp>
#include <memory_resource>
#include <stdexcept>
#include <vector>

namespace {

std::future<int> from_traits(int n) {
  for (int i = 0; i < 2; ++i)
    n += (co_await std::suspend_never{}, n);
  co_return n;
}
template <class T> std::future<T> divided(T a, T b) {
  if (b == T{})
    throw std::domain_error("by nothing");
  co_await std::suspend_never{};
  co_return a / b;
}
std::future<void> forwards(std::future<int> first, int &to) {
  to = co_await coro::from_future(first);
}
template <class... T>
std::future<std::size_t> in_arena(std::allocator_arg_t,
                                  std::pmr::polymorphic_allocator<> memory,
                                  T... x) {
  std::pmr::vector<int> values(std::initializer_list<int>{x...}, memory);
  co_await std::suspend_never{};
  co_return values.size();
}

struct counting_resource : std::pmr::memory_resource {
  int live = 0, all = 0;
  void *do_allocate(std::size_t bytes, std::size_t alignment) override {
    ++live, ++all;
    return std::pmr::new_delete_resource()->allocate(bytes, alignment);
  }
  void do_deallocate(void *p, std::size_t bytes,
                     std::size_t alignment) override {
    --live;
    std::pmr::new_delete_resource()->deallocate(p, bytes, alignment);
  }
  bool do_is_equal(const memory_resource &other) const noexcept override {
    return this == &other;
  }
};

// The specialisation could ask for the type of the closure.
auto generic = [](auto x) -> std::future<int> {
  co_await std::suspend_never{};
  co_return int(x) + 1;
};

} // namespace

void futures() {
  say("%d", generic(2.5).get());
  say("%d", from_traits(3).get());
  say("%g", divided(1.0, 4.0).get());
  try {
    divided(1, 0).get();
  } catch (const std::domain_error &e) {
    say("divided %s", e.what());
  }
  int result = 0;
  forwards(from_traits(1), result).get();
  counting_resource memory;
  say("%d, %zu values", result,
      in_arena(std::allocator_arg, &memory, 1, 2, 3).get());
  CHECK(memory.live == 0 && memory.all == 2);
}
