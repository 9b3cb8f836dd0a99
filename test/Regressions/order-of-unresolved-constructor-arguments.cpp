// RUN: %check-behaviour %s

// In a template, the arguments of what only an instance knows to be a constructor: compilers differ in their order.
#include "support.h"
int said(const char *text) {
  say("%s", text);
  return 1;
}
struct result : tick {
  int n;
  explicit result(int n) : n(n) {}
  int await_resume() {
    say("result %d", n);
    return n;
  }
};
struct pair_of_int {
  int first, second;
  pair_of_int(int first, int second) : first(first), second(second) {}
  pair_of_int(int first, const std::string &second) : pair_of_int(first, int(second.size())) {}
};
std::string text(const char *given) { return said(given) ? given : ""; }

template <class T, class Pair> task<int> work(T x) {
  pair_of_int known = pair_of_int(co_await result(x), said("known"));
  Pair unknown = Pair(co_await result(x + 1), text("unknown"));
  Pair declared(co_await result(x + 2), said("declared"));
  co_return known.first + unknown.second + declared.first;
}

int main() {
  say("%d", run(work<int, pair_of_int>(3)));
}
