// RUN: %check-behaviour %s

// Only the first part of the header suspends; an exception destroys the condition's variable first all the same.
#include "support.h"

struct checked : noisy {
  using noisy::noisy;
  explicit operator bool() const {
    if (name == "bad")
      throw error("bad");
    return true;
  }
};

task<> work() {
  noisy outer("outer");
  for (noisy n(co_await ask(1) ? "first" : "never"); checked c{n.name == "first" ? "good" : "bad"}; n = noisy("second"))
    say("%s", c.c_str());
}

int main() {
  guarded([] { run(work()); });
}
