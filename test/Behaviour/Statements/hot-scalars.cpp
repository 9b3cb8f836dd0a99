// RUN: %check-behaviour %s

// Scalars that loops use between suspensions: read, changed, returned, captured, thrown out of, and destroyed with.
#include "support.h"

struct sometimes {
  int n;
  bool await_ready() const { return n % 3 != 0; }
  bool await_suspend(std::coroutine_handle<> h) const {
    if (n % 2)
      return false;
    event_loop.push_back(h);
    return true;
  }
  int await_resume() const {
    if (n == 8)
      throw error("eight");
    return n;
  }
};

enum class colour : unsigned char { red, green };

task<long> all(int n) {
  noisy object("object");
  long sum = 0;
  colour c = colour::red;
  bool odd = false;
  const char *text = "abcdefgh";
  double half = 0.5;
  for (int i = 0, j = n; i < j; ++i, j -= odd) {
    sum += co_await sometimes{i};
    odd = !odd;
    c = odd ? colour::green : colour::red;
    int k = i;
    while (k-- > 0) {
      if (k == 2)
        continue;
      sum += k + co_await sometimes{k + 1};
      half += k / 2.0;
    }
    ++text;
    say("%d %d %ld %d %s %g", i, j, sum, c == colour::green, text, half);
  }
  int copy = 0;
  auto closure = [copy, half]() mutable { return ++copy + static_cast<int>(half); };
  do {
    copy = closure();
    if (copy % 4 == 0)
      co_await sometimes{copy};
  } while (copy < 9);
  say("%d", copy);
  co_return sum;
}

task<int> caught(int n) {
  int count = 0, tries = 0;
  while (count < n) {
    bool failed = false;
    try {
      ++tries;
      int got = co_await sometimes{count + tries};
      count += got > 0;
    } catch (const error &e) {
      say("caught %s at %d", e.what(), count);
      failed = true;
    }
    count += failed;
  }
  co_return count * 100 + tries;
}

// A place that something else looks at while the coroutine is suspended.
generator<int> looked_at(int n) {
  int sum = 0, other = 0;
  for (int i = 0; i < n; ++i) {
    for (int k = 0; k < 3; ++k) {
      sum += k * i;
      other += sum;
    }
    co_yield sum;
  }
  co_yield other + 0;
}

int main() {
  for (int n : {0, 1, 5, 7, 11})
    guarded([&] { say("%ld", run(all(n))); });
  destroy_at_every_point([] { return all(7); });
  for (int n : {0, 3, 9, 20})
    guarded([&] { say("%d", run(caught(n))); });
  for (int value : looked_at(4))
    say("%d", value);
}
