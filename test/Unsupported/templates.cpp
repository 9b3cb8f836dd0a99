// What of a template only an instance could decide is left native; its instances in this file work, lowered or not.
// RUN: %switchback --all %s -o %t.cpp -- -std=c++20 -iquote %S/../Inputs 2>&1 | FileCheck %s
// RUN: not diff %s %t.cpp > %t.diff
// RUN: not grep '^<' %t.diff
// RUN: %clangxx %include -iquote %S/../Inputs -iquote %S %t.cpp -o %t
// RUN: %t | FileCheck --check-prefix=PRINTS %s
#include "support.h"
#include <array>
#include <tuple>

// CHECK: coroutine 'expands' is left native: a suspension in a fold expression of this kind
template <class... T> task<int> expands(T... x) { co_return (0 - ... - co_await later(x)); }

// CHECK: coroutine 'expands_lambdas' is left native: a suspension in a pack expansion
template <class... T> task<int> expands_lambdas(T... x) {
  int sum = 0;
  ([&](T y) { sum += y; }(co_await later(x)), ...);
  co_return sum;
}

// CHECK: coroutine 'last' is left native: the value of a fold expression over the comma with a suspension in it
template <class... T> task<int> last(T... x) { co_return (co_await later(x), ...); }

// CHECK: coroutine 'bound' is left native: an array whose bound an instance of the template decides
task<int> bound(auto... x) {
  int all[] = {x...};
  co_await tick{};
  co_return all[0];
}

// CHECK: coroutine 'operator()' is left native: a coroutine lambda inside the expansion of a pack
template <class... T> task<int> inside(T... x) {
  task<int> all[sizeof...(T)] = {[](T y) -> task<int> { co_return co_await later(y); }(x)...};
  return std::move(all[0]);
}

// CHECK: coroutine 'asks' is left native: a lambda that lives across a suspension asks for a type that an instance decides
task<int> asks(auto &&...x) {
  auto sum = [&] { return (std::forward<decltype(x)>(x) + ... + 0); };
  co_await tick{};
  co_return sum();
}

struct pair_of_noisy {
  noisy first, second;
};
inline int length_of(const noisy &text, int more) { return int(std::string(text.c_str()).size()) + more; }
template <class T> pair_of_noisy two(T) { return {"first", "second"}; }
// CHECK: coroutine 'part' is left native: a reference of a template to a part of what may be a temporary
template <class T> task<> part(T x) {
  const auto &name = two(x).first;
  co_await tick{};
  say("%s", name.c_str());
}

// The temporary is destroyed before what stands in the frame.
struct length_and_noisy {
  int length;
  noisy name;
};
struct whole {
  int n;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { h.resume(); }
  length_and_noisy await_resume() { return {n, "second"}; }
};
// CHECK: coroutine 'part_of_all' is left native: a reference of a template to a part of what may be a temporary
template <class T> task<> part_of_all(T x) {
  noisy first("first");
  co_await tick{};
  const int &length = (co_await whole{x}).length;
  say("%d", length);
}
// CHECK: coroutine 'part_of_awaited' is left native: a reference of a template to a part of what may be a temporary
struct whole_of : whole {
  whole_of(const noisy &name) : whole{int(name.name.size())} {}
};
template <class T> task<> part_of_awaited(T) {
  noisy first("first");
  co_await tick{};
  const int &length = (co_await whole_of(noisy("name"))).length;
  (void)length;
}

// CHECK: coroutine 'chosen_argument' is left native: a template makes an object in a branch that suspends, for something else than a variable
template <class T> task<int> chosen_argument(T x) {
  co_return length_of(x ? noisy("yes") : noisy(co_await later("no")), 1);
}

// CHECK: coroutine 'chosen_member' is left native: a template makes an object in a branch that suspends, for something else than a variable
template <class T> task<int> chosen_member(T x) {
  pair_of_noisy both{x ? noisy("yes") : noisy(co_await later("no")), "second"};
  co_return length_of(both.first, 1);
}

// CHECK: coroutine 'bound_block' is left native: a reference of a template to what a statement expression that suspends makes
template <class T> task<int> bound_block(T x) {
  const auto &kept = ({ auto y = co_await later(x); y + 1; });
  co_return kept;
}

// CHECK: coroutine 'value_of_changing' is left native: an instance of the template takes the value of what may change in front of a suspension
inline int difference(int x, int y) { return x - y; }
template <class T> task<int> value_of_changing(T x) { co_return difference(x, (x += 10, co_await later(x))); }

struct refers {
  const int &number;
};
// CHECK: coroutine 'binds_members' is left native: a braced list of a template lives across a suspension
template <class T> task<int> binds_members(T x) {
  refers kept{x + 1};
  co_await tick{};
  co_return kept.number;
}

// CHECK: coroutine 'converts' is left native: an instance of the template makes an argument in front of a suspension
later<int> length(const std::string &text) { return later(int(text.size())); }
template <class T> task<int> converts(T text) { co_return co_await length(text); }

// What is passed by value to a function that only has a coroutine in it is not moved into a frame.
template <class F> auto calls(F f) {
  auto inner = [](int n) -> task<int> {
    co_await tick{};
    co_return n;
  };
  return inner(f());
}
// CHECK: coroutine 'passes_owner' is left native: an instance of the template makes an argument in front of a suspension
template <class T> task<> passes_owner(T x) {
  co_await calls([owned = std::make_shared<noisy>("owned"), x] { return int(x); });
  say("after");
}

// The default argument would die with the member that it is made for.
struct three {
  noisy first;
  int number;
  noisy last;
};
inline int number_of(int n, const noisy &more = "more") { return n + int(more.name.size()); }
// CHECK: coroutine 'makes_members' is left native: an instance of the template makes an argument in front of a suspension
template <class T> task<int> makes_members(T x) {
  three all{noisy("first"), number_of(co_await later(x)), noisy("last")};
  co_return all.number;
}

// The function is a member that only an instance knows, with a default argument that g++ evaluates first.
struct defaults {
  int plus(int n, int more = number_of(1)) const { return n + more; }
};
// CHECK: coroutine 'adds' is left native: an instance of the template makes an argument in front of a suspension
template <class T> task<int> adds(T x) { co_return x.plus(co_await later(2)); }

// CHECK: coroutine 'argument' is left native: a braced list of a template lives across a suspension
template <class T> later<int> size_of(const std::vector<T> &numbers) { return later(int(numbers.size())); }
template <class T> task<int> argument(T x) { co_return co_await size_of<T>({x, x}); }
// CHECK: coroutine 'yields_reference' is left native: a braced list of a template lives across a suspension
template <class T> generator<refers> yields_reference(T x) { co_yield {x + 1}; }

struct overloaded {
  int n;
};
int operator&&(const overloaded &a, int b) { return a.n + b; }
// CHECK: coroutine 'conjunction' is left native: a suspension in an operand of an operator that may be overloaded
template <class T> task<int> conjunction(T x) { co_return x && co_await later(2); }

// CHECK: coroutine 'named' is left native: a name of the function that an instance of the template decides
template <class T> task<> named(T) {
  co_await tick{};
  say("%d", __PRETTY_FUNCTION__[0] == 't');
}

// CHECK: coroutine 'refers' is left native: an instance of the template has a reference where its text declares an object
template <class T> task<int> refers(T x) {
  T y = x;
  co_await tick{};
  y = 7;
  co_return x;
}

// CHECK: coroutine 'chooses' is left native: a reference of a template to what a conditional operator with a suspension in a branch makes
template <class T> task<> chooses(T x) {
  auto &&chosen = x ? co_await later(x) : x + 1;
  say("%d", chosen);
}

// CHECK: coroutine 'keeps_list' is left native: a braced list of a template lives across a suspension
template <class T> task<> keeps_list(T x) {
  auto list = std::initializer_list<T>{x, 2};
  co_await tick{};
  say("%d", *list.begin());
}

// CHECK: coroutine 'deduces' is left native: 'decltype(auto)' of a name in a template
template <class T> task<T> deduces(T x) {
  auto &r = x;
  decltype(auto) y = r;
  co_await tick{};
  co_return y;
}

// CHECK: coroutine 'operator()' is left native: an instance of the template makes an argument in front of a suspension
template <class T> int converts_in_lambda(T x) {
  return run([](auto y) -> task<int> { co_return co_await length(y); }(x));
}

// CHECK: coroutine 'lists' is left native: a braced list of a template lives across a suspension
template <class T> task<int> lists(T x) {
  auto list = {x, x};
  co_await tick{};
  co_return int(list.size());
}

// CHECK: coroutine 'binds' is left native: a template's structured binding of more than ten names
template <class T> task<int> binds(T x) {
  auto [a, b, c, d, e, f, g, h, i, j, k] = x;
  co_await tick{};
  co_return a + b + c + d + e + f + g + h + i + j + k;
}

// CHECK: coroutine 'statements' is left native: a statement expression of a template lives across a suspension
template <class T> task<int> statements(T x) { co_return ({ T y = x; y; }) + co_await later(1); }

// CHECK: coroutine 'awaits_in_captures' is left native: a lambda of a template is part of what lives across a suspension
template <class T> task<int> awaits_in_captures(T x) {
  co_return [y = co_await later(x)] { return y; }() + co_await later(x);
}

// CHECK: coroutine 'lambdas_of_packs' is left native: a lambda of a template is part of what lives across a suspension
template <class... T> task<int> lambdas_of_packs(T... xs) {
  auto all = std::make_tuple([xs] { return xs; }...);
  co_await tick{};
  co_return std::get<0>(all)();
}

// CHECK: coroutine 'types_of_lambdas' is left native: a lambda of a template is part of what lives across a suspension
template <class T> task<int> types_of_lambdas(T x) {
  co_return decltype([&] { return x; }())(co_await later(x)) + co_await later(1);
}

// CHECK: coroutine 'binds_with_lambda' is left native: a lambda of a template is part of what lives across a suspension
template <class T> task<int> binds_with_lambda(T x) {
  const int &product = (co_await later(x) * ([&] { return x; }())) + 1;
  co_await tick{};
  co_return product;
}

// No instance is needed to see that a member would have to be moved to its place.
struct unmovable {
  explicit unmovable(int n) : n(n) {}
  unmovable(const unmovable &) = delete;
  ~unmovable() { say("~%d", n); }
  int n;
};
struct makes_unmovable {
  int n;
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  unmovable await_resume() { return unmovable(n); }
};
struct unmovable_and_int {
  unmovable first;
  int second;
};
inline int takes(unmovable one, int n) { return one.n + n; }
template <class T> task<int> not_instantiated(T) {
  // CHECK: coroutine 'operator()' is left native: an operand of class type is constructed before a suspension and used behind it
  auto makes = []() -> task<int> {
    unmovable_and_int both{co_await makes_unmovable{1}, co_await later(2)};
    co_return both.first.n + both.second;
  };
  // CHECK: coroutine 'operator()' is left native: an operand of class type is constructed before a suspension and used behind it
  auto passes = []() -> task<int> { co_return takes(co_await makes_unmovable{1}, co_await later(2)); };
  co_return co_await makes() + co_await passes();
}

// The name of the reference is no use of the copy.
static int static_object = 4;
template <class T> task<int> copies_static(T x) {
  int &reference = static_object;
  // CHECK: coroutine 'operator()' is left native: a generic lambda copies what a reference to a static object refers to
  auto copy = [reference](auto y) -> task<int> {
    co_await tick{};
    co_return reference + y;
  };
  ++reference;
  co_return co_await copy(x);
}

// Only an instance captures a constant, of which the text has no more than the name.
template <class T> int captures_constant(T x) {
  constexpr T constant = 2;
  // CHECK: coroutine 'operator()' is left native: an instance of the template captures a constant
  auto names = [&](T y) -> task<int> {
    (void(constant));
    co_return int(&constant == nullptr) + co_await later(int(y));
  };
  return run(names(x));
}

// The temporary lives as long as the object.
struct refers_and_int {
  const noisy &first;
  int second;
};
// CHECK: coroutine 'keeps_alive' is left native: a braced list of a template lives across a suspension
template <class T> task<int> keeps_alive(T x) {
  {
    refers_and_int both{x ? noisy("kept") : noisy("not"), co_await later(2)};
    say("%s", both.first.c_str());
    static_object += both.second;
  }
  co_return static_object;
}

int main() {
  say("%d", run(expands(1, 2)));         // PRINTS: -3
  say("%d", run(expands_lambdas(1, 2))); // PRINTS: 3
  say("%d", run(last(1, 2)));            // PRINTS: 2
  say("%d", run(bound(1, 2)));           // PRINTS: 1
  say("%d", run(inside(1, 2)));          // PRINTS: 1
  say("%d", run(asks(1, 2)));            // PRINTS: 3
  run(part(1));                          // PRINTS: {{^}}first
  say("%d", run(chosen_argument(0)));    // PRINTS: +no
                                         // PRINTS: {{^}}3
  say("%d", run(chosen_member(1)));      // PRINTS: +yes
                                         // PRINTS: {{^}}4
  say("%d", run(bound_block(7)));        // PRINTS: 8
  say("%d", run(value_of_changing(7)));  // PRINTS: -10
  say("%d", run(binds_members(7)));      // PRINTS: 8
  say("%d", run(converts("four")));      // PRINTS: 4
  run(passes_owner(1));                  // PRINTS: -owned
                                         // PRINTS: after
  say("%d", converts_in_lambda("four"));  // PRINTS: 4
  say("%d", run(argument(1)));           // PRINTS: 2
  say("%d", run(conjunction(overloaded{1}))); // PRINTS: 3
  run(named(1));                         // PRINTS: 1
  run(chooses(1));                       // PRINTS: 1
  run(keeps_list(1));                    // PRINTS: 1
  say("%d", run(deduces(4)));            // PRINTS: 4
  say("%d", run(lists(5)));              // PRINTS: 2
  say("%d", run(binds(std::array<int, 11>{1, 2}))); // PRINTS: 3
  say("%d", run(statements(6)));         // PRINTS: 7
  say("%d", run(awaits_in_captures(4))); // PRINTS: 8
  say("%d", run(makes_members(5)));      // PRINTS: {{^}}9
  say("%d", run(adds(defaults{})));      // PRINTS: {{^}}7
  say("%d", run(lambdas_of_packs(5, 6))); // PRINTS: {{^}}5
  say("%d", run(types_of_lambdas(8)));   // PRINTS: {{^}}9
  say("%d", run(binds_with_lambda(3)));  // PRINTS: {{^}}10
  int referred = 1;
  say("%d", run(refers<int &>(referred))); // PRINTS: 7
  say("%d", run(copies_static(1)));      // PRINTS: {{^}}6
  say("%d", captures_constant(3L));      // PRINTS: {{^}}3
  say("%d", run(keeps_alive(1)));        // PRINTS: {{^}}kept
                                         // PRINTS: {{^}}7
}
