// RUN: %check-behaviour %s

// Handlers of every form, exceptions out of handlers, jumps and co_return from them, function-try-blocks, and labels.
#include "support.h"

struct base_err {
  noisy n{"err"};
  int v;
  base_err(int v) : v(v) {}
  virtual ~base_err() {}
  virtual int get() const { return v; }
};
struct der_err : base_err {
  using base_err::base_err;
  int get() const override { return v * 10; }
};

task<int> kinds(int n) {
  try {
    noisy a("a");
    co_await tick{};
    switch (n) {
    case 0:
      throw der_err(1);
    case 1:
      throw base_err(2);
    case 2:
      throw 3;
    case 3:
      throw error("e");
    case 4:
      throw noisy("nn");
    case 5:
      throw &"str"[0];
    case 6:
      co_await failing{failing::in_resume};
    }
    co_return 100;
  } catch (const der_err &e) {
    say("der %d", e.get());
    co_return e.get();
  } catch (base_err &e) {
    say("base %d", e.get());
    if (e.v == 2)
      throw;
  } catch (int &i) {
    i++;
    say("int %d", i);
    co_return i;
  } catch (const std::exception &) {
    say("std");
    throw error("other");
  } catch (noisy n2) {
    n2.name = "changed";
    say("%s", n2.c_str());
    co_return std::current_exception() ? 7 : 8;
  } catch (...) {
    say("dots");
    auto p = std::current_exception();
    try {
      std::rethrow_exception(p);
    } catch (const char *s) {
      say("s %s", s);
    }
    co_return 9;
  }
  co_await tick{};
  co_return -1;
}

task<int> from_handler(int n) {
  try {
    throw noisy("thrown");
  } catch (noisy &e) {
    noisy l("l");
    co_return n;
  }
}
task<noisy> moved_catch() {
  try {
    co_await tick{};
    throw noisy("thrown");
  } catch (noisy e) {
    co_return e;
  }
}

task<> loops(int n) {
  for (int i = 0; i < 4; ++i) {
    try {
      noisy a("a");
      for (;;) {
        try {
          noisy b("b");
          co_await tick{};
          if (i == 0)
            break;
          if (i == 1)
            throw i;
          if (i == 2)
            goto next;
        } catch (int x) {
          say("in %d", x);
          if (n)
            throw;
          break;
        } catch (...) {
        }
        co_await tick{};
        co_return;
      }
      co_await tick{};
    } catch (int x) {
      say("out %d", x);
      continue;
    }
  next:
    say("next");
  }
}

task<> through_handlers() {
  for (int i = 0; i < 3; ++i) {
    try {
      co_await tick{};
      throw i;
    } catch (int x) {
      noisy h("h");
      if (x == 0)
        continue;
      if (x == 1) {
        say("one");
        goto out;
      }
      break;
    }
  out:
    say("out %d", i);
  }
  try {
    try {
      co_await tick{};
      throw noisy("x1");
    } catch (noisy &x) {
      noisy g("g");
      throw noisy("x2");
    }
  } catch (noisy &y) {
    say("y %s", y.c_str());
  }
  std::exception_ptr kept;
  try {
    co_await tick{};
    throw error("kept");
  } catch (...) {
    kept = std::current_exception();
  }
  co_await tick{};
  try {
    std::rethrow_exception(kept);
  } catch (std::exception &e) {
    say("%s", e.what());
  }
}

task<int> whole_function(int n) try {
  noisy a("a");
  co_await tick{};
  if (n)
    throw n;
  co_return 1;
} catch (int x) {
  say("whole %d", x);
  co_return x;
}

int main() {
  for (int n : {0, 1, 2, 3, 4, 5, 6, 7}) {
    say("n %d", n);
    guarded([&] {
      try {
        say("%d", run(kinds(n)));
      } catch (base_err &e) {
        say("b %d", e.get());
      }
    });
    run(loops(n));
    say("%d", run(whole_function(n)));
    say("%d", run(from_handler(n)));
  }
  run(through_handlers());
  say("%s", run(moved_catch()).c_str());
  destroy_at_every_point([] { return kinds(2); });
  destroy_at_every_point([] { return loops(1); });
  destroy_at_every_point([] { return through_handlers(); });
}
