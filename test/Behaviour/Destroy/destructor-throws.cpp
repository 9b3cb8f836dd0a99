// RUN: %check-behaviour %s

// A coroutine is destroyed while it is suspended, and a destructor throws: the exception is the body's, the other
// objects are destroyed, and the coroutine is at its final suspend point then.
#include "support.h"

int failures = 0;

struct job {
  struct promise_type {
    noisy name{"promise"};
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept {
      say("final");
      return {};
    }
    void return_void() { say("return_void"); }
    void unhandled_exception() {
      say("unhandled %d", std::uncaught_exceptions());
      ++failures;
      if (rethrows)
        throw;
    }
    bool rethrows = false;
  };
  std::coroutine_handle<promise_type> handle;
};

struct throws_at_end {
  bool armed;
  ~throws_at_end() noexcept(false) {
    say("~throws_at_end(%d) %d", armed, std::uncaught_exceptions());
    if (armed)
      throw error("destructor");
  }
};
struct wait {
  throws_at_end thrower;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};

job work(throws_at_end, int where) {
  noisy outer("outer");
  throws_at_end one{where == 1};
  noisy between("between");
  for (int i = 0; i < 2; ++i) {
    throws_at_end two{where == 2};
    noisy inner("inner");
    co_await wait{{where == 3}};
    say("resumed");
    if (i == 1)
      goto left; // a label of the generated code, too
  }
left:
  say("behind");
}

template <class T> job generic(T where) {
  noisy outer("outer");
  throws_at_end one{where == 1};
  T copy = where;
  throws_at_end two{where == 2};
  co_await std::suspend_always{};
  say("resumed %d", int(copy));
}

void end(job j, const char *how) {
  say("%s", how);
  guarded([&] { j.handle.destroy(); });
  say("destroyed");
}

int main() {
  for (bool rethrows : {false, true})
    for (int where = 0; where < 4; ++where)
      for (job j : {work({false}, where), generic(where)}) {
        j.handle.promise().rethrows = rethrows;
        j.handle.resume();
        int before = failures;
        end(j, "suspended");
        if (failures == before)
          continue;
        say("done %d", j.handle.done());
        end(j, "at its end");
      }
  end(work({false}, 1), "not started");
  job j = generic(0);
  j.handle.resume();
  j.handle.resume();
  end(j, "finished");
}
