// RUN: %check-behaviour %s

// An argument by value lives across the suspension of a later one, and the function's name has more to it: explicit
// arguments of a template, members that a base protects.
#include "support.h"

template <class T = int> int parse(noisy text, int n) {
  say("%s: %d %d", text.c_str(), n, int(std::is_same_v<T, char>));
  return 0;
}
int pick(noisy, int) { return 1; }
template <class T> int pick(noisy, T) { return 2; }
template <int N> int nth(noisy, int n) { return N + n; }

class base {
protected:
  int hidden(noisy, int n) { return n + 1; }
  template <class T> int typed(noisy, int n) { return n + int(sizeof(T)); }
};
struct derived : base {
  template <class T> static int size(noisy, int n) { return n + int(sizeof(T)); }
  task<> work() {
    say("%d", hidden(noisy("d"), co_await ask(1)));
    say("%d", typed<char>(noisy("e"), co_await ask(1)));
    say("%d", this->size<char>(noisy("f"), co_await ask(2)));
  }
};

task<> work() {
  parse<char>(noisy("a"), co_await ask(1));
  parse(noisy("a"), co_await ask(1));
  say("%d", pick<int>(noisy("b"), co_await ask(2)));
  say("%d", pick<>(noisy("b"), co_await ask(2)));
  say("%d", pick(noisy("b"), co_await ask(2)));
  say("%d", nth<3>(noisy("c"), co_await ask(3)));
  say("%d", derived::size<short>(noisy("c"), co_await ask(3)));
}

int main() {
  run(work());
  run(derived().work());
}
