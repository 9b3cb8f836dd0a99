// RUN: %check-behaviour %s

// What a handler made is destroyed before the exception that it handles, also if another exception leaves the handler.
#include "support.h"

struct numbers {
  noisy name;
  int end_;
  explicit numbers(int end) : name("numbers"), end_(end) {
    if (end == 3)
      throw 3;
  }
  int *begin() { return &end_; }
  int *end() { return &end_ + 1; }
};

task<int> loop(int end) {
  try {
    throw co_await ask(end) ? noisy("thrown") : noisy("not thrown");
  } catch (noisy &caught) {
    for (noisy first("first"); int each : numbers(end)) {
      if (each == 1)
        break;
      noisy second("second");
      if (each == 2)
        co_return 2;
      if (each == 4)
        throw 4;
    }
    say("behind the loop\n");
  }
  co_return 0;
}

task<int> nested(int end) {
  noisy outer("outer");
  try {
    throw co_await ask(end) ? noisy("thrown") : noisy("not thrown");
  } catch (noisy &caught) {
    noisy first("first");
    try {
      numbers all(end);
      if (end == 2)
        co_return 2;
      throw noisy("again");
    } catch (noisy &again) {
      for (int each : numbers(end + 1))
        if (each == 2)
          co_return 3;
    }
  }
  co_return 0;
}

task<> all() {
  for (int end = 0; end < 5; ++end) {
    try {
      int result = co_await loop(end);
      say("%d\n", result);
    } catch (int i) {
      say("caught %d\n", i);
    }
    try {
      int result = co_await nested(end);
      say("%d\n", result);
    } catch (int i) {
      say("caught %d\n", i);
    }
  }
}

int main() { run(all()); }
