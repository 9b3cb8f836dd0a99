// RUN: %check-behaviour %s --flags=-std=c++23 --instances

// What a range-based `for` goes over: in C++23 its temporaries live as long as the loop, but not its parameters.
#include "support.h"

struct items {
  noisy alive;
  int values[2]{1, 2};
  items(const char *name) : alive(name) {}
  const int (&all() const)[2] { return values; }
  auto begin() const { return values; }
  auto end() const { return values + 2; }
};
const items &pass(const items &x) { return x; }
const items &pass_beside(noisy, const items &x, noisy) { return x; }
items make_items(const char *name) { return items(name); }
items by_value(items x, noisy) { return x; }
struct plain {
  int n;
  const int *begin() const { return &n; }
  const int *end() const { return &n + 1; }
};
const plain &pass(const plain &x) { return x; }
plain make_plain(int n) { return {n}; }
const char *name_of(int i) { return i ? "A" : "B"; }

#define GO_OVER(...)                                                           \
  say("# " #__VA_ARGS__);                                                      \
  for (int i : __VA_ARGS__) {                                                  \
    say("%d", i);                                                              \
    co_await tick{};                                                           \
    sum += i;                                                                  \
  }

task<items> makes(const char *name) {
  noisy alive("makes");
  co_await tick{};
  co_return items(name);
}
task<int> of_functions(bool b) {
  int sum = 0;
  GO_OVER(pass(make_items("e")))
  GO_OVER(pass(make_items(name_of(co_await ask(1)))))
  GO_OVER(pass(make_items((co_await ask(1), "e"))))
  GO_OVER(pass(make_items(b && co_await ask(1) ? "e" : "f")))
  GO_OVER(pass(b ? make_items(name_of(co_await ask(2))) : make_items("z")))
  GO_OVER(make_items("q").all())
  GO_OVER((noisy("comma"), make_items(name_of(co_await ask(4))).all()))
  GO_OVER(pass_beside(noisy("first"), make_items("m"), noisy("last")))
  GO_OVER(by_value(make_items("v"), noisy("w")).all())
  GO_OVER(pass(make_plain(3)))
  GO_OVER(pass(make_plain(co_await ask(3))))
  GO_OVER((co_await makes("awaited")).all())
  GO_OVER(pass(b ? co_await makes("one") : co_await makes("other")))
  for (int i : pass(make_items("twice"))) {
    for (int j : pass(make_items("inner"))) {
      co_await tick{};
      sum += i * j;
    }
    if (i == 2)
      break;
  }
  try {
    for (int i : pass(make_items("thrown"))) {
      co_await tick{};
      throw i;
    }
  } catch (int i) {
    say("caught %d", i);
  }
  co_return sum;
}
template <class T> task<int> of_template(T x) {
  int sum = 0;
  GO_OVER((co_await makes("awaited")).all())
  GO_OVER(T("q").all())
  GO_OVER(pass(T("q")))
  GO_OVER(pass(x))
  GO_OVER(x.all())
  GO_OVER(pass(pass(T(x))))
  for (int i : pass(T("d")))
    sum += co_await ask(i);
  co_return sum;
}
template <class T> task<int> of_instance(T x) {
  int sum = 0;
  for (int i : pass(T(name_of(co_await ask(1))))) {
    co_await tick{};
    sum += i;
  }
  co_return sum;
}
int main() {
  say("%d", run(of_functions(true)));
  say("%d", run(of_functions(false)));
  say("%d", run(of_template(items("x"))));
  say("%d", run(of_instance(items("x"))));
}
