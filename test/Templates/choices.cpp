// RUN: %check-behaviour %s

// Variables of templates that are made in the branches of a conditional operator or at the end of a statement
// expression, operands whose value counts, not the object that has it, and references that are returned.
#include "support.h"

template <class T> struct named : tick {
  const char *name;
  explicit named(const char *n) : name(n) {}
  T await_resume() const { return T(name); }
};

// Each is made in its place: nothing is moved or copied there.
template <class T> task<> branches(T x) {
  auto deduced = x ? noisy("yes") : co_await named<noisy>("no");
  noisy declared = x ? co_await named<noisy>("yes") : x + 1 > 3 ? noisy("more") : noisy("no");
  auto in_parentheses(x ? noisy("yes") : co_await named<noisy>("no"));
  auto number = x ? co_await later(1) : 2L;
  auto thrown = x >= 0 ? co_await later(x) : throw 3;
  say("%s %s %s %zu %d", deduced.c_str(), declared.c_str(), in_parentheses.c_str(), sizeof number, int(thrown));
}

// What a macro such as TRY expands to.
#define TRY(...)                                                                                                         \
  ({                                                                                                                     \
    auto result_ = (__VA_ARGS__);                                                                                        \
    if (result_.name == "error")                                                                                         \
      co_return 0;                                                                                                       \
    result_.name.size();                                                                                                 \
  })
template <class T> task<int> tries(T x) {
  auto first = TRY(co_await named<noisy>(x));
  std::size_t both = first + TRY(co_await named<noisy>("second"));
  auto last = ({
    auto &&object = co_await named<noisy>("last");
    object;
  });
  co_return int(both + last.name.size());
}

int global = 5;
int &the_global() { return global; }
struct holder {
  int member = 3;
};
// Something else changes the variable while the coroutine is suspended.
template <class T> struct changes {
  int &variable;
  T value;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    variable += 10;
    event_loop.push_back(h);
  }
  T await_resume() { return value; }
};
template <class T> task<> values(T x) {
  say("%d", global + co_await changes<T>{global, x});
  say("%d", the_global() - co_await changes<T>{global, x});
  say("%d", global < co_await changes<T>{global, 20});
  T local = x;
  int known = 1;
  say("%d %d", local * (local += 1, co_await changes<T>{known, x}), known - co_await changes<T>{known, x});
  holder h;
  auto &reference = h;
  say("%d", h.member + co_await changes<T>{h.member, x});
  say("%d", reference.member + co_await changes<T>{h.member, x});
  T array[3] = {1, 2, 3}, *pointer = array;
  say("%d", pointer[(++pointer, co_await changes<T>{known, 1})]);
}

// `co_return` of a reference moves if it is declared as one to an rvalue.
template <class T> struct names : tick {
  noisy &object;
  explicit names(noisy &object) : object(object) {}
  T await_resume() const { return static_cast<T>(object); }
};
template <class T> task<noisy> returns_parameter(T &&x) {
  co_await tick{};
  co_return x;
}
template <class T> task<noisy> returns_reference(noisy &object) {
  auto &&reference = co_await names<T>(object);
  co_await tick{};
  co_return reference;
}
template <class T> task<noisy> returns_declared(noisy &object) {
  T &&reference = co_await names<T>(object);
  co_return (reference);
}
task<> references() {
  noisy object("object");
  co_await returns_parameter(object);
  co_await returns_parameter(noisy("temporary"));
  co_await returns_reference<noisy &>(object);
  co_await returns_reference<noisy &&>(object);
  co_await returns_reference<noisy>(object);
  co_await returns_declared<noisy &>(object);
  co_await returns_declared<noisy>(object);
}

// A lambda that captures a constant by reference.
template <class T> T constant(T x) {
  const auto [first, second] = std::pair(x, x + 1);
  auto sum = [&first, second = second](T y) mutable -> task<T> {
    co_await tick{};
    co_return first + ++second + y;
  };
  return run(sum(1));
}

// g++ evaluates arguments from the right, and knows nothing of suspensions in them.
int noted(int x) { return say("noted %d", x), x; }
template <class T> struct notes : tick {
  T await_resume() const { return noted(1); }
};
int sum(int a, int b) { return a + b; }
template <class T> task<int> in_order(T x) { co_return sum(co_await notes<T>{}, noted(x)); }

int main() {
  run(branches(0));
  run(branches(1));
  say("%d", run(tries("first")));
  say("%d", run(tries("error")));
  run(values(4));
  run(references());
  say("%d", constant(4));
  say("%d", run(in_order(2)));
}
