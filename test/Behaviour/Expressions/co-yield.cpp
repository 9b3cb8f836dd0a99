// RUN: %check-behaviour %s

// co_yield of awaits, of temporaries, as an operand; what it gives back.
#include "support.h"

struct dialogue {
  struct promise_type {
    const noisy *said = nullptr;
    int answer = 0;
    dialogue get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    struct asked : std::suspend_always {
      promise_type &p;
      explicit asked(promise_type &from) : p(from) {}
      int await_resume() { return p.answer; }
    };
    asked yield_value(const noisy &n) {
      said = &n;
      return asked(*this);
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  ~dialogue() { handle.destroy(); }
};

dialogue talk() {
  noisy local("local");
  int a = co_yield local;
  int b = co_yield noisy("temporary");
  say("got %d %d", a, b);
  if ((co_yield local + noisy("more")) > 2)
    say("more than two");
  say("sum %d", (co_yield {"braced"}) + (co_yield co_await ready{noisy("awaited")}));
  co_yield "last";
}

int main() {
  dialogue d = talk();
  auto &promise = d.handle.promise();
  for (d.handle.resume(); !d.handle.done(); d.handle.resume()) {
    say("said %s", promise.said->c_str());
    ++promise.answer;
  }
}
