// RUN: %check-behaviour %s

// Parameters, locals, members and types named like what the generated code uses.
#include "support.h"
int state = 100, suspended = 5;
struct frame {
  int z = 3;
};
namespace stepx {
inline int go() { return 9; }
} // namespace stepx
task<int> names(int frame, noisy promise, int resume, int destroy, int handle) {
  int state = frame, alive = 2, step = 3, unwind = 4, self = 5, start = 6, nothing = 7, suspended = 8, guard = 9,
      until = 10, state_t = 11, alive_set = 12, promise_type = 13, result = 14, ready = 15, final_suspend = 16,
      resume_fn = 17, destroy_fn = 18, tick_ = 19, size = 20, memory = 21, next = 22, h = 23, value = 24, e = 25;
  noisy switchback("sb");
  int names_frame = 26;
  co_await tick{};
  namespace std_alias = std;
  say("%s %s", promise.c_str(), switchback.c_str());
  co_return state + alive + step + unwind + self + start + nothing + suspended + guard + until + state_t + alive_set +
      promise_type + result + ready + final_suspend + resume_fn + destroy_fn + tick_ + size + memory + next + h +
      value + e + names_frame + resume + destroy + handle;
}
task<int> std_shadow(int n) {
  int std = n;
  co_await ::tick{};
  co_return std;
}
task<int> globals(int n) {
  int a = ::state;
  {
    int state = 1;
    co_await tick{};
    {
      int state = 2;
      noisy suspended("l");
      co_await tick{};
      a += state;
    }
    a += state;
  }
  a += state + suspended;
  struct frame f;
  {
    struct frame {
      int z = 50;
    } f;
    co_await tick{};
    a += f.z;
  }
  co_await tick{};
  co_return a + f.z + stepx::go();
}
struct mem {
  int x = 1, promise = 2, state = 3;
  noisy n{"m"};
  task<int> get(int x) {
    int n = x + this->x;
    co_await tick{};
    {
      int promise = 4;
      co_await tick{};
      n += promise;
    }
    co_return n + promise + state + int(this->n.name.size());
  }
  task<int> resume() {
    int self = 3;
    co_await tick{};
    co_return self + x;
  }
  task<int> step(int step) {
    co_await tick{};
    co_return step;
  }
  task<int> frame() {
    co_await tick{};
    co_return co_await resume();
  }
};
task<int> final_suspend(int final_suspend_) {
  goto final_suspend;
final_suspend:
  noisy n("x");
  co_await tick{};
  if (final_suspend_)
    co_return 3;
  co_return 2;
}
task<int> shadow(int n) {
  int x = n;
  {
    int x = 2;
    co_await tick{};
    {
      noisy x("xx");
      co_await tick{};
      say("%s", x.c_str());
    }
    say("%d", x);
    for (int x = 0; x < 1; ++x) {
      co_await tick{};
      int n = x;
      co_await tick{};
      say("%d", n);
    }
  }
  auto l = [x](int n) {
    int y = x + n;
    return y;
  };
  co_await tick{};
  {
    struct x {
      int v = 3;
    } y;
    co_await tick{};
    say("%d", y.v);
  }
  co_return l(x);
}
int main() {
  say("%d", run(names(1, "p", 2, 3, 4)));
  say("%d", run(std_shadow(1)));
  say("%d", run(globals(1)));
  mem m;
  say("%d %d %d %d", run(m.get(1)), run(m.resume()), run(m.step(2)), run(m.frame()));
  say("%d %d", run(final_suspend(1)), run(final_suspend(0)));
  say("%d", run(shadow(1)));
}
