// RUN: %check-behaviour %s

// What stands in front of a suspension is kept by its address: of the whole of it, however it is written.
#include "support.h"
#include <map>
#include <sstream>

struct trace {
  struct promise_type {
    trace get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
struct now {
  int value;
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) { return false; }
  int await_resume() { return value; }
};
struct log_of {
  std::string text;
  log_of &operator<<(int n) {
    text += std::to_string(n);
    return *this;
  }
};
log_of &operator+(log_of &l, int n) {
  l.text += "+" + std::to_string(n);
  return l;
}
log_of &operator<(log_of &l, int n) {
  l.text += "<" + std::to_string(n);
  return l;
}
void use(log_of &l, int n) { say("%s %d", l.text.c_str(), n); }
template <int N> log_of &get(log_of *logs) { return logs[N]; }

// clang-format off
trace dense(std::ostringstream &os, log_of *l, std::map<std::string, log_of> &m, bool c) {
  os<<co_await now{1}<<" "<<co_await now{2}<<"\n";
  *&os<<"("<<co_await now{3}<<")"<<co_await now{4};
  use(*l+1, co_await now{5});
  use(l[0]<<1<<2, co_await now{6});
  use((c?l[0]:l[1])<<1, co_await now{7});
  use(get<1>(l)<<1, co_await now{8});
  use(get<1>(l), co_await now{9});
  use(l[0]<3, co_await now{10});
  use(m["("]+2, co_await now{11});
  use(m["\""], co_await now{12});
  use(m[R"(")"]+3, co_await now{13});
  use(l->operator<<(1), co_await now{14});
  l[0]<<1<<co_await now{2}<<3<<co_await now{4};
  say("%s", l[0].text.c_str());
}
// clang-format on

int main() {
  std::ostringstream os;
  log_of logs[2];
  std::map<std::string, log_of> map;
  dense(os, logs, map, true);
  say("%s", os.str().c_str());
}
