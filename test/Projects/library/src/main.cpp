// What the language lets a coroutine be as a template.
#include "shared.hpp"
#include "tests.hpp"
#include <array>
#include <coro/scheduler.hpp>
#include <cstring>
#include <map>
#include <optional>
#include <stdexcept>
#include <tuple>
#include <variant>

template coro::task<int> shared::fibonacci<int>(int);
template coro::task<long> shared::fibonacci<long>(long);
template class shared::counter<int>;

namespace {

// Its own, which only it has.
template <class T> struct traced {
  T value;
};

coro::round_robin loop;

/// Awaited by a free operator found by its argument.
namespace later_values {
template <class T> struct later {
  T value;
  int turns = 1;
};
template <class T> auto operator co_await(later<T> l) {
  struct awaiter {
    later<T> waited;
    coro::task<> sleeping = loop.sleep(waited.turns);
    bool await_ready() const noexcept { return false; }
    auto await_suspend(std::coroutine_handle<> h) {
      return sleeping.when_ready().await_suspend(h);
    }
    T await_resume() { return std::move(waited.value); }
  };
  return awaiter{std::move(l)};
}
template <class T> later(T) -> later<T>;
template <class T> later(T, int) -> later<T>;
} // namespace later_values
using later_values::later;

// A function template, its overloads and its explicit specialisation.
template <class T> coro::task<std::string> describe(T x) {
  auto copy = co_await later{x};
  co_return "value " + std::to_string(copy);
}
template <> coro::task<std::string> describe(const char *x) {
  std::string copy = co_await later{x, 2};
  co_return "text " + copy;
}
template <class T> coro::task<std::string> describe(std::vector<T> x) {
  std::string all = "list of";
  for (const auto &each : x)
    all += ' ' + co_await describe(each);
  co_return all;
}
template <class K, class V> coro::task<std::string> describe(std::map<K, V> x) {
  std::string all = "map of";
  for (auto &[key, value] : x) {
    all += ' ' + co_await describe(key) + " to ";
    all += co_await describe(value);
  }
  co_return all;
}

// Abbreviated, and constrained in each of the ways.
coro::task<int> plus(auto a, std::integral auto b) {
  co_return co_await later{a} + b;
}
template <class T>
  requires requires(T t) { t.size(); }
coro::task<std::size_t> size_of(const T &x) {
  co_await loop;
  co_return x.size();
}
template <class T>
coro::task<std::size_t> size_of(const T &)
  requires(!requires(T t) { t.size(); })
{
  co_await loop;
  co_return sizeof(T);
}
template <std::size_t N, template <class> class Box = traced>
coro::task<int> twisted(Box<int> x) {
  for (std::size_t i = 0; i < N; ++i)
    x.value += co_await later{int(i)};
  co_return x.value;
}

// 'if constexpr', and what depends on a type.

template <class R> coro::task<R> convert() { co_return R{}; }
template <class R, class T> coro::task<R> convert(T x) {
  auto values = std::make_tuple(x);
  co_return R(co_await later{std::get<0>(values)});
}
template <class R, class... T> coro::task<R> convert(T... x) {
  if constexpr (std::is_void_v<R>) {
    say("nothing of %zu", sizeof...(x));
    co_await loop;
  } else {
    R sum = (R(x) + ...);
    co_await loop;
    co_return sum / R(sizeof...(x));
  }
}

// Packs as parameters, in calls, and in the captures of a lambda.
template <class... F> coro::task<int> in_turn(F... f) {
  coro::task<int> each[sizeof...(F)] = {f()...};
  int result = 0;
  for (auto &task : each)
    result = result * 10 + co_await std::move(task);
  co_return result;
}
template <class... T> coro::task<std::size_t> total(const T &...x) {
  const std::size_t whole = [&x...] { return (std::size_t(x) + ...); }();
  co_await loop;
  co_return whole;
}
template <std::size_t... I, class Tuple>
coro::task<std::string> joined(std::index_sequence<I...>, Tuple x) {
  std::string all;
  co_await loop;
  ((all += std::get<I>(x), all += ','), ...);
  co_return all;
}

// Awaits in expansions: how many there are is up to the instance.
template <class... A> coro::task<int> everything(A... x) {
  co_return (co_await std::move(x) + ... + 0);
}
template <class... A> coro::task<> each_in_turn(A... x) {
  ((say("%d", co_await std::move(x))), ...);
}

/// Members in and out of the class, partial and explicit specialisations of it,
/// and friends.
template <class T, int Factor = 2> class machine {
public:
  using result = T;
  struct step;
  explicit machine(T x) : state(x) {}
  coro::task<T> run();
  template <class U>
    requires std::convertible_to<U, T>
  coro::task<U> run_as(U extra);
  coro::task<step> one_step();
  static coro::task<machine> make(T x) {
    co_await loop;
    co_return machine(x);
  }
  template <class A, class B>
  friend coro::task<bool> same(machine<A> a, machine<B> b);
  friend coro::task<T> peek(const machine &m) {
    co_await loop;
    co_return m.state;
  }
  coro::task<T> operator()(auto... more) {
    T all = state;
    co_await loop;
    ((all += more), ...);
    co_return all;
  }
  virtual coro::task<std::string> name() {
    co_return "machine " + std::to_string(co_await later{state});
  }
  virtual ~machine() = default;

protected:
  T state;
};
template <class T, int Factor> struct machine<T, Factor>::step {
  T before, after;
};
template <class T, int Factor> coro::task<T> machine<T, Factor>::run() {
  state *= co_await later{Factor};
  co_return this->state;
}
template <class T, int Factor>
template <class U>
  requires std::convertible_to<U, T>
auto machine<T, Factor>::run_as(U extra) -> coro::task<U> {
  const result doubled = co_await run();
  co_return U(doubled) + extra;
}
template <class T, int Factor>
auto machine<T, Factor>::one_step()
    -> coro::task<typename machine<T, Factor>::step> {
  step s{state, {}};
  s.after = co_await run();
  co_return s;
}
template <class A, class B> coro::task<bool> same(machine<A> a, machine<B> b) {
  co_await loop;
  co_return a.state == b.state;
}
template <class T> class machine<T *> {
public:
  explicit machine(T *p) : pointer(p) {}
  coro::task<T> run() {
    co_await loop;
    co_return *pointer;
  }

private:
  T *pointer;
};
template <> coro::task<double> machine<double, 3>::run() {
  co_await loop;
  co_return state / 3;
}
template <class Base> struct loud : Base {
  using Base::Base;
  coro::task<std::string> name() override {
    auto quiet = co_await Base::name();
    for (char &c : quiet)
      c = char(std::toupper(c));
    co_return quiet + "!";
  }
};

/// CRTP: what the derived class has is awaited here.
template <class Derived> struct stepper {
  coro::task<int> run_all() {
    auto &self = static_cast<Derived &>(*this);
    int total = 0;
    while (auto next = co_await self.step())
      total += *next;
    co_return total;
  }
};
struct countdown : stepper<countdown> {
  int left = 4;
  coro::task<std::optional<int>> step() {
    co_await loop;
    if (left == 0)
      co_return std::nullopt;
    co_return left--;
  }
};

// Generic lambdas, with a name for their types and captures.
coro::task<> lambdas() {
  int calls = 0;
  auto sum =
      [&calls]<class... X>(X... x) -> coro::task<std::common_type_t<X...>> {
    ++calls;
    co_await loop;
    co_return (x + ...);
  };
  say("%d %g", co_await sum(1, 2, 3), co_await sum(1, 2.5));
  auto map =
      []<class T, std::size_t N>(std::array<T, N> values,
                                 auto f) -> coro::task<std::array<T, N>> {
    for (T &each : values)
      each = co_await f(each);
    co_return values;
  };
  auto squared =
      co_await map(std::array{1, 2, 3},
                   []<class X>(X x) -> coro::task<X> { co_return x *x; });
  auto [a, b, c] = squared;
  say("%d %d %d after %d calls", a, b, c, calls);
  auto recursive = [](auto &self, int n) -> coro::task<int> {
    if (n <= 1)
      co_return 1;
    co_return n *co_await self(self, n - 1);
  };
  say("%d", co_await recursive(recursive, 6));
  auto counting = [n = 10](int by) mutable -> coro::task<int> {
    co_await loop;
    co_return n += by;
  };
  co_await counting(1);
  say("%d", co_await counting(2));
}

template <class... T>
coro::task<std::string> visit_all(std::vector<std::variant<T...>> values) {
  std::string all;
  for (auto &each : values) {
    auto visitor = [&](auto &x) -> coro::task<std::string> {
      co_return co_await describe(x);
    };
    all += co_await std::visit(visitor, each) + ";";
  }
  co_return all;
}

template <class Pair> coro::task<int> take_apart(Pair p) {
  auto &[first, second] = p;
  first += co_await later{second};
  auto [a, b] = p;
  co_await loop;
  if (auto [x, y] = co_await later{p}; x > y)
    co_return int(a + b + x);
  co_return int(a - b);
}

template <class T, class E = std::runtime_error>
coro::task<T> guarded(T x, int fails) {
  for (int attempt = 0;; ++attempt) {
    try {
      if (co_await later{attempt} < fails)
        throw E("attempt " + std::to_string(attempt));
      co_return x;
    } catch (const E &e) {
      say("%s", e.what());
      if (attempt == 2)
        throw;
    }
  }
}

coro::task<> all() {
  say("%s", (co_await describe(1)).c_str());
  say("%s", (co_await describe("x")).c_str());
  say("%s", (co_await describe(std::vector{1, 2})).c_str());
  say("%s",
      (co_await describe(std::map<int, const char *>{{1, "one"}, {2, "two"}}))
          .c_str());
  say("%d", co_await plus(1, 2L));
  say("%zu %zu", co_await size_of(std::string("four")), co_await size_of('c'));
  say("%d", co_await twisted<4>(traced<int>{10}));
  co_await convert<void>(1, 2);
  say("%d %g %d", co_await convert<int>(), co_await convert<double>(2),
      co_await convert<int>(1, 2.0, 6L));
  say("%d", co_await in_turn([] { return coro::ready(1); },
                             [] { return plus(1, 1); }));
  say("%d", int(co_await total('a', 2, short(3))));
  say("%s",
      (co_await joined(std::index_sequence<2, 0>{},
                       std::tuple<std::string, int, const char *>("a", 1, "c")))
          .c_str());
  say("%d", co_await everything(coro::ready(1), plus(2, 3), later{4}));
  co_await each_in_turn(coro::ready(1), plus(2, 3));
  machine<int> m = co_await machine<int>::make(5);
  say("%d %g", co_await m.run(), co_await m.run_as(0.5f));
  auto [before, after] = co_await m.one_step();
  say("%d to %d, %d", before, after, co_await peek(m));
  say("%d", co_await same(m, machine<long>(40)));
  say("%d", co_await m(1, 2L, 'a'));
  machine<double, 3> d(9);
  say("%g", co_await d.run());
  say("%d", co_await machine<int *>(&before).run());
  loud<machine<int>> l(3);
  machine<int> &base = l;
  say("%s", (co_await base.name()).c_str());
  say("%d", co_await countdown{}.run_all());
  co_await lambdas();
  say("%s", (co_await visit_all(
                 std::vector<std::variant<int, const char *>>{1, "b", 3}))
                .c_str());
  say("%d %d", co_await take_apart(std::pair(1, 2)),
      co_await take_apart(std::array<long, 2>{-5, 1}));
  say("%d", co_await guarded(7, 2));
  try {
    co_await guarded<char, std::logic_error>('c', 5);
  } catch (std::logic_error &e) {
    say("caught %s", e.what());
  }
}
} // namespace

int main() {
  say("main %d", coro::sync_wait(shared::workout(1)));
  coro::sync_wait(all(), loop.pump());
  tasks();
  synchronisation();
  streams();
  futures();
  say("%ld", coro::sync_wait(shared::fibonacci(12L)));
}
