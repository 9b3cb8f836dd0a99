// RUN: %check-behaviour %s

// Static member functions, in nested classes, that use private names of their class.
#include "support.h"

class factory {
  static inline int made = 0;
  enum kind { small = 1, big = 10 };
  struct part {
    noisy mine;
    static task<int> count() {
      co_await tick{};
      co_return made;
    }
    task<int> weigh(kind k) const;
  };
  using number = int;
  static constexpr number limit = 3;

public:
  static task<int> build(const char *name) {
    part p{name};
    co_await tick{};
    ++made;
    co_return co_await p.weigh(big) + co_await part::count();
  }
  static task<number> remaining();
};

task<int> factory::part::weigh(kind k) const {
  co_await tick{};
  say("weigh %s", mine.c_str());
  co_return k == small ? small : big;
}

task<factory::number> factory::remaining() {
  number n = limit;
  co_await tick{};
  co_return n - made;
}

int main() {
  say("%d", run(factory::build("one")));
  say("%d", run(factory::build("two")));
  say("%d", run(factory::remaining()));
}
