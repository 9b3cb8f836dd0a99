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

int join(noisy, std::string separator, const std::vector<int> &numbers, int n) {
  say("%s %zu", separator.c_str(), numbers.size());
  return n;
}
task<int> joined(std::vector<noisy> parts, std::string separator) {
  say("%zu %s", parts.size(), separator.c_str());
  co_return int(parts.size());
}

task<> conversions() {
  say("%d", join(noisy("j"), ", ", {1, 2}, co_await ask(4)));
  say("%d", join(noisy("k"), co_await ask(5) ? "; " : "", std::vector<int>(3), 6));
  std::vector<noisy> parts;
  parts.emplace_back("part");
  say("%d", co_await joined(std::move(parts), ", "));
}

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
  run(conversions());
  run(work());
  run(derived().work());
}
