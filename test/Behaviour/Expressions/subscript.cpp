// RUN: %check-behaviour %s

// Awaits in the object and in the index of a subscript.
#include "support.h"

struct table {
  noisy mine{"table"};
  int values[3] = {1, 2, 3};
  int &operator[](int i) {
    say("[%d]", i);
    return values[i];
  }
};
struct get_array : tick {
  const int (&a)[3];
  explicit get_array(const int (&array)[3]) : a(array) {}
  const int (&await_resume())[3] { return a; }
};

task<> work() {
  int local[3] = {10, 20, 30};
  table t;
  say("%d", local[co_await ask(1)]);
  say("%d", (co_await get_array(local))[2]);
  say("%d", (co_await get_array(local))[co_await ask(0)]);
  say("%d", t[co_await ask(2)]);
  t[co_await ask(0)] = co_await ask(7);
  say("%d", table()[co_await ask(1)]);
  std::vector<std::string> v{"a", "b"};
  v[co_await ask(1)] += std::to_string(co_await ask(5));
  say("%d %s", t.values[0], v[1].c_str());
}

int main() { run(work()); }
