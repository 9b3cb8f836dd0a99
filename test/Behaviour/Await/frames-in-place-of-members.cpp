// RUN: %check-behaviour %s

// Members, inline functions and friends that are awaited where they are called: their frames, which are local to them,
// stand in the ones that await them.
#include "support.h"
#include <switchback/annotate.h>

class client;
inline task<int> leaf(int n) {
  noisy local("leaf");
  co_await ask(n);
  co_return n * 2;
}
inline task<int> calls_leaf(int leaf_) { co_return SWITCHBACK_MUST_ELIDE co_await leaf(leaf_) + 1; }
inline task<int> hides_leaf(int leaf) { co_return SWITCHBACK_MUST_ELIDE co_await ::leaf(leaf) + 1; }
namespace a {
namespace {
inline task<int> hidden(int n) { co_return co_await ::leaf(n) + 3; }
} // namespace
inline task<int> hidden(long n) { co_return int(n) + co_await hidden(3); }
struct holder {
  int by = 3;
  task<int> scaled(int n) const { co_return SWITCHBACK_MUST_ELIDE co_await leaf(n) * by; }
};
} // namespace a

class client {
public:
  explicit client(int base) : base(base) {}
  task<int> read(int n) {
    noisy local("read");
    if (n > 100)
      throw error("read");
    base += co_await ask(n);
    co_return base;
  }
  task<int> read(int n, noisy by_value) {
    int first = co_await read(n);
    say("%s", by_value.c_str());
    co_return first + SWITCHBACK_MUST_ELIDE co_await this->read(n + 1);
  }
  static task<int> shared(int n) { co_return co_await leaf(n) + 5; }
  task<int> all(int n) noexcept {
    int sum = co_await read(n, noisy("argument"));
    sum += co_await shared(n);
    sum += SWITCHBACK_MUST_ELIDE co_await client::shared(n);
    sum += co_await held.scaled(n);
    sum += SWITCHBACK_MUST_ELIDE co_await pointer->scaled(n);
    co_return sum;
  }
  task<int> defined_below(int n);
  virtual task<int> dispatched(int n) { co_return co_await leaf(n); }
  task<int> calls_dispatched(int n) {
    co_return co_await dispatched(n) + SWITCHBACK_MUST_ELIDE co_await client::dispatched(n);
  }
  virtual ~client() = default;
  friend task<int> peek(client &c, int n);
  client *operator&() = delete;

protected:
  task<int> guarded(int n) & { co_return base + co_await read(n); }

private:
  task<int> secret(const int &n) const { co_return base + co_await ask(n); }
  int base;
  a::holder held, *pointer = std::addressof(held);
};

task<int> client::defined_below(int n) {
  co_return co_await secret(n) + co_await guarded(n);
}

task<int> peek(client &c, int n) {
  client copy = c;
  co_return SWITCHBACK_MUST_ELIDE co_await c.secret(n) + co_await copy.secret(1) + co_await c.defined_below(n);
}

struct derived : client {
  using client::client;
  task<int> dispatched(int n) override { co_return 1000 + co_await guarded(n); }
  task<int> reads(int n) {
    co_return co_await read(n) + co_await client::read(n + 1);
  }
};

namespace {
struct local_one {
  int n = 4;
  task<int> get() { co_return n + co_await ask(n); }
  task<int> twice() {
    local_one other{7};
    co_return co_await get() + SWITCHBACK_MUST_ELIDE co_await other.get();
  }
};
} // namespace

task<int> chain(client &c, derived &d, int n) {
  a::holder h;
  local_one one;
  auto closure = [&](int m) -> task<int> { co_return SWITCHBACK_MUST_ELIDE co_await c.read(m) + co_await leaf(m); };
  int sum = co_await c.all(n);
  say("%d", sum);
  sum += co_await h.scaled(n) + co_await one.twice();
  sum += co_await calls_leaf(n) + co_await hides_leaf(n) + SWITCHBACK_MUST_ELIDE co_await a::hidden(4L);
  sum += co_await d.calls_dispatched(n);
  sum += co_await d.reads(n);
  sum += co_await closure(n);
  for (int i = 0; i < 2; ++i)
    sum += SWITCHBACK_MUST_ELIDE co_await peek(c, i);
  co_return sum;
}

task<int> throws(client &c) {
  try {
    co_return co_await c.read(101);
  } catch (const error &e) {
    say("caught %s", e.what());
  }
  co_return co_await c.read(1, noisy("other"));
}

int main() {
  client c(3);
  derived d(5);
  say("%d", run(chain(c, d, 2)));
  say("%d", run(throws(c)));
  // Destroyed half way.
  {
    task<int> t = chain(c, d, 3);
    t.resume();
    say("destroyed");
    event_loop.clear();
  }
}
