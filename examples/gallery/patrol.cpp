// A script in a game: what a guard does, one action at a time. A member function, which yields them.
#include <coroutine>
#include <cstdio>
#include <exception>
#include <string>
#include <switchback/annotate.h>
#include <utility>
#include <vector>

struct action {
  const char *verb = "";
  std::string what;
};

/// Actions, each decided on when the one before is done.
class script {
public:
  struct promise_type {
    action current;

    script get_return_object() { return script(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(action next) {
      current = std::move(next);
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  script(script &&other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
  ~script() {
    if (handle)
      handle.destroy();
  }
  bool next() {
    handle.resume();
    return !handle.done();
  }
  void show() const {
    const auto &[verb, what] = handle.promise().current;
    std::printf("%s %s\n", verb, what.c_str());
  }

private:
  explicit script(std::coroutine_handle<promise_type> h) : handle(h) {}
  std::coroutine_handle<promise_type> handle;
};

enum class sight { nothing, shadow, thief };

struct stop {
  std::string place;
  int minutes;
};

class guard {
public:
  guard(std::string n, std::vector<sight> s) : name(std::move(n)), sights(std::move(s)) {}
  SWITCHBACK_ASYNC script patrol(const std::vector<stop> &route);

private:
  sight look() { return next < sights.size() ? sights[next++] : sight::nothing; }

  std::string name;
  std::vector<sight> sights;
  std::size_t next = 0;
};

script guard::patrol(const std::vector<stop> &route) {
  for (const auto &[place, minutes] : route) {
    co_yield {"walk to", place};

    switch (look()) {
    case sight::nothing:
      break;
    case sight::shadow:
      co_yield {"say", "who is there?"};
      if (look() != sight::thief)
        break; // a cat
      [[fallthrough]];
    case sight::thief:
      co_yield {"call", name};
      co_return;
    }

    for (int i = 0; i < minutes; ++i)
      co_yield {"wait at", place};
  }
  co_yield {"go", "to bed"};
}

int main() {
  const std::vector<stop> route = {{"the gate", 2}, {"the tower", 1}};
  guard quiet("Anna", {}), busy("Bert", {sight::shadow, sight::nothing, sight::shadow, sight::thief});
  for (guard *g : {&quiet, &busy})
    for (script s = g->patrol(route); s.next();)
      s.show();
}
