// RUN: %check-behaviour %s

// A coroutine whose promise allows it has no frame as long as it need not wait.
#include "quick.h"

quick<int> direct(int n) {
  if (n == 0)
    throw error("none");
  if (n < 10)
    co_return n;
  say("has to ask");
  co_return co_await answer{n, false};
}
quick<int> through(int n) {
  const int first = co_await direct(n);
  point sum{first, 1};
  sum.x += co_await direct(n + 1);
  co_return sum.x + sum.y;
}
quick<int> loops(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += i;
    sum += co_await answer{i, i != 3};
    if (i == 4)
      continue;
    sum += co_await hands_over{i % 2};
  }
  co_return sum;
}
quick<int> never_waits(int n) { co_return n < 0 ? throw error("never") : n; }
quick<int> hesitating(int n) {
  noisy on_the_way("on the way");
  const int m = n;
  {
    noisy inside("inside");
    say("%zu", inside.name.size());
  }
  co_return co_await hesitates{m};
}
quick<int> plain(int n) {
  const int m = n;
  {
    noisy inside("inside");
    say("%zu", inside.name.size());
  }
  co_return co_await hesitates{m};
}
struct object {
  int n;
  quick<int> member(int m) {
    n += co_await answer{m, m % 2 == 0};
    co_return n;
  }
};
quick<int> refers(const std::string &text, int &out) {
  out = co_await answer{int(text.size()), text.size() < 4};
  co_return out;
}
// Compilers see that all of it is there when it goes on in the heap.
struct may_wait {
  bool waits;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> h) {
    if (waits)
      waiting.push_back(h);
    return waits;
  }
  int await_resume() { return waits; }
};
quick<int> hot(int n) {
  int sum = 0, k = 1;
  for (int i = 0; i < n; ++i) {
    sum += k * i;
    if (i % 3 == 2)
      sum += co_await may_wait{i % 2 == 0};
    k ^= sum;
    for (int j = 0; j < i; ++j) {
      k += j;
      if (j == 2)
        k += co_await answer{j, i < 4};
    }
  }
  co_return sum + k;
}
// There is no return object: nobody but the ramp can free the frame.
struct fails {
  struct promise_type {
    using switchback_starts_on_stack = std::true_type;
    fails switchback_completed() { return {}; }
    static inline int frames = 0;
    static void *operator new(std::size_t size) {
      ++frames;
      return ::operator new(size);
    }
    static void operator delete(void *frame) {
      --frames;
      ::operator delete(frame);
    }
    promise_type() {}
    fails get_return_object() { throw error("no return object"); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {}
  };
};
fails without_object(int n) { co_await answer{n, false}; }
// Something else has the address: these start in the heap.
int *kept;
quick<int> keeps(int n) {
  kept = &n;
  co_await answer{1, false};
  ++*kept;
  co_return n;
}
quick<int> parts(int n) {
  std::array<int, 3> all{n, n, n};
  const int &one = all[1];
  all[1] = co_await answer{n + 1, false};
  co_return one + all[0];
}
quick<int> tries(int n) {
  try {
    co_return co_await answer{n, false};
  } catch (const error &e) {
    say("caught %s", e.what());
  }
  co_return 0;
}

int main() {
  for (int n : {0, 3, 9, 10, 20})
    see("direct", [&] { return direct(n); });
  for (int n : {0, 3, 9, 10})
    see("through", [&] { return through(n); });
  for (int n : {0, 3, 4, 8})
    see("loops", [&] { return loops(n); });
  for (int n : {1, -1})
    see("never_waits", [&] { return never_waits(n); });
  for (int n : {0, 1}) {
    see("hesitating", [&] { return hesitating(n); });
    see("plain", [&] { return plain(n); });
  }
  object o{5};
  for (int n : {1, 2, -1})
    see("member", [&] { return o.member(n); });
  int out = 0;
  for (const char *text : {"abc", "abcd"})
    see("refers", [&] { return refers(text, out); });
  see("keeps", [] { return keeps(7); });
  see("parts", [] { return parts(7); });
  for (int n : {7, -7})
    see("tries", [&] { return tries(n); });
  const int by = 2;
  auto lambda = [by](int n) -> quick<int> {
    const int m = co_await answer{n, n < 5};
    co_return m *by;
  };
  for (int n : {1, 5})
    see("lambda", [&] { return lambda(n); });
  for (int n : {0, 3, 4, 6, 9})
    see("hot", [&] { return hot(n); });
  try {
    without_object(1);
  } catch (const error &e) {
    say("%s, %d frames", e.what(), fails::promise_type::frames);
  }
  waiting.clear();
  // Destroyed while it waits, one in the other.
  {
    quick<int> dropped = through(30);
    say(dropped.await_ready() ? "ready" : "waits");
  }
  waiting.clear();
}
