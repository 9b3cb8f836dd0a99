// RUN: %check-behaviour %s

// A chain of << in the order of its operands.
#include "support.h"

struct stream {
  int writes = 0;
  stream &operator<<(int n) {
    say("<< %d", n);
    ++writes;
    return *this;
  }
  stream &operator<<(const noisy &n) {
    say("<< %s", n.c_str());
    ++writes;
    return *this;
  }
};

task<> work(stream &out) {
  out << 1 << co_await ask(2) << noisy("three") << co_await make("four") << 5 << noisy("six");
  (out << noisy("seven")) << co_await ask(8);
}

int main() {
  stream out;
  run(work(out));
  say("%d writes", out.writes);
}
