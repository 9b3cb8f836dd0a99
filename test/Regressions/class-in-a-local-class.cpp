// RUN: %check-behaviour %s
// The type of what the frame keeps is a class inside of a local class, which may be private there.
#include "support.h"

task<int> left(int n) {
  struct hidden {
    struct inner {
      int i;
    };
    static inner make() { return {3}; }
  };
  auto p = hidden::make();
  std::vector<hidden::inner> all{p};
  co_await tick{};
  p.i += n;
  co_return p.i + all[0].i;
}
task<int> right(int n) {
  class hidden {
    struct inner {
      int i;
    };

  public:
    static inner make() { return {3}; }
  };
  auto p = hidden::make();
  co_await tick{};
  p.i += n;
  co_return p.i;
}

int main() { say("%d %d", run(left(1)), run(right(2))); }
