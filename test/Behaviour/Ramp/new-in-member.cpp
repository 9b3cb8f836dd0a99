// RUN: %check-behaviour %s

// The object comes first in the parameters of operator new and of the promise's constructor.
#include "support.h"

struct machine;
struct job {
  struct promise_type {
    machine *owner;
    promise_type(machine &m, int n) : owner(&m) { say("promise %d", n); }
    static void *operator new(std::size_t size, machine &m, int n);
    static void operator delete(void *p) {
      say("delete");
      ::operator delete(p);
    }
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

struct machine {
  int id;
  job work(int n);
};

void *job::promise_type::operator new(std::size_t size, machine &m, int n) {
  say("new for machine %d, %d", m.id, n);
  return ::operator new(size);
}

[[gnu::noinline]] job machine::work(int n) {
  id += n;
  co_await tick{};
  say("machine %d", id);
}

int main() {
  machine m{40};
  job j = m.work(2);
  j.handle.resume();
  say("owner is %s", j.handle.promise().owner == &m ? "m" : "another");
  drain();
  j.handle.destroy();
}
