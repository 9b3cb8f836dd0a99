// RUN: %check-behaviour %s

// Function templates whose instances are awaited where they are called: their frames, which are templates too, stand in
// the ones that await them.
#include "support.h"
#include <switchback/annotate.h>
#include <concepts>
#include <string>

template <class T> task<T> fetch(T x) {
  noisy local("fetch");
  co_await ask(1);
  co_return x + x;
}

// An overload.
template <class T> task<int> fetch(T *x, int n) {
  int sum = n;
  while (n-- > 0)
    sum += co_await ask(*x);
  co_return sum;
}

namespace inner {
template <class T, int N> struct counted {
  T value;
};
template <std::integral T, int N, bool Doubled>
  requires(N > 0)
task<T> repeat(counted<T, N> c, const noisy &by_reference, noisy by_value) {
  noisy last(by_value);
  T sum{};
  for (int i = 0; i < N; ++i)
    sum += c.value + T(co_await ask(i));
  say("%s %s", by_reference.c_str(), last.c_str());
  co_return Doubled ? sum * 2 : sum;
}
template <template <class...> class Of, class T> task<int> of(Of<T> const &c) { co_return int(c.size()) + co_await ask(1); }
} // namespace inner

namespace {
template <class T> task<T> sometimes(T x) {
  noisy local("sometimes");
  if (co_await ask(x) > 2)
    throw error("sometimes");
  co_return x;
}
} // namespace

/// A specialisation has a frame of its own.
template <class T, int N> task<int> specialised(T x) { co_return int(x) + N + co_await ask(1); }
template <> task<int> specialised<long, 9>(long x) { co_return int(x) * 2 + co_await ask(2); }
template <long long N> task<int> least() { co_return (N < 0) + co_await ask(1); }
/// To g++ the names of the frame's functions would mean the class.
template <class T> struct destroy {
  task<int> get(T x) { co_return x + co_await ask(1); }
};
template <class T> struct resume {
  task<int> get(T x) { co_return x + co_await destroy<T>().get(x); }
};

template <class T> task<int> to_int(T x) { co_return int(x) + co_await ask(1); }

/// Keeps its frame: it calls itself.
template <class T> task<T> recursive(T n) {
  if (n == 0)
    co_return co_await ask(2);
  co_return 1 + co_await recursive(n - 1);
}
/// And so do these.
template <class... T> task<int> pack(T... x) { co_return (0 + ... + x) + co_await ask(1); }
task<int> abbreviated(auto x) { co_return x + co_await ask(1); }
template <class T> task<int> closure(T x) {
  auto add = [=](int n) { return x + n; };
  int got = co_await ask(1);
  co_return add(got);
}
template <class T> task<int> of_closure(T f) { co_return f(co_await ask(1)); }

/// The last one dies behind the body.
template <class T> task<T> reference(T &x) {
  x += co_await ask(3);
  co_return x;
}
template <class T> struct wrapped {
  T x;
  task<T> member() { co_return x + co_await ask(1); }
};
template <class T> task<int> awaits_plain(T x);

task<int> plain(int n) {
  int local = n;
  int sum = co_await fetch(n) + int(co_await fetch<long>(n));
  sum += SWITCHBACK_MUST_ELIDE co_await fetch(&local, 2);
  std::string s = co_await fetch<std::string>("ab");
  say("%s", s.c_str());
  sum += SWITCHBACK_MUST_ELIDE co_await inner::repeat<int, 2, true>({n}, noisy("reference"), noisy("value"));
  sum += int(co_await inner::repeat<unsigned char, 1, false>({3}, noisy("reference"), noisy("other")));
  sum += co_await reference(local) + co_await recursive(3);
  sum += co_await pack(1, 2, n) + co_await abbreviated(n) + co_await closure(n);
  sum += co_await of_closure([n](int m) { return n + m; });
  sum += co_await inner::of(s);
  sum += SWITCHBACK_MUST_ELIDE co_await specialised<long, 9>(n) + co_await specialised<int, 9>(n) + co_await specialised<long, 8>(n);
  sum += co_await least<-9223372036854775807LL - 1>() + co_await least<3>() + co_await resume<int>().get(n);
  struct triples {
    int operator()(int n) { return n * 3; }
  };
  enum local_enum { two = 2 };
  sum += co_await of_closure(triples()) + co_await to_int(two) + co_await reference(sum);
  wrapped<int> w{n};
  sum += co_await w.member();
  for (int i = 1; i < 4; ++i)
    try {
      sum += co_await sometimes(i);
    } catch (const error &e) {
      say("caught %s", e.what());
    }
  co_return sum;
}

struct has_members {
  int n = 2;
  task<int> get() { co_return n + co_await fetch(n); }
};
inline task<int> is_inline(int n) { co_return SWITCHBACK_MUST_ELIDE co_await reference(n) + co_await fetch(n); }

template <class T> task<int> awaits_plain(T x) { co_return co_await plain(int(x)) + co_await is_inline(2); }

/// Of templates what is awaited is known, or not.
template <class T> task<T> outer(T x, has_members m) {
  noisy local("outer");
  T first = T(SWITCHBACK_MUST_ELIDE co_await fetch<int>(3)) + co_await fetch(x);
  if constexpr (sizeof(T) > 4)
    co_return first + T(SWITCHBACK_MUST_ELIDE co_await m.get());
  else
    co_return T(co_await is_inline(1)) + first;
}
template <class T> struct holder {
  has_members held;
  task<int> go(T n) { co_return SWITCHBACK_MUST_ELIDE co_await is_inline(1) + co_await held.get() + co_await own(n) + co_await none(); }
  task<T> own(T n) { co_return n + co_await ask(1); }
  task<int> none() { co_return co_await ask(4); }
};
task<int> awaits_templates(int n) {
  has_members m;
  auto generic = [&](auto x) -> task<int> { co_return int(x) + SWITCHBACK_MUST_ELIDE co_await is_inline(n) + co_await m.get(); };
  holder<int> h{m};
  co_return SWITCHBACK_MUST_ELIDE co_await outer(n, m) + int(co_await outer<long>(n, m)) + co_await generic(2L) + co_await h.go(n);
}

int main() {
  say("%d", run(plain(2)));
  say("%d", run(is_inline(1)));
  say("%d", run(awaits_plain(3L)));
  has_members m;
  say("%d", run(m.get()));
  say("%d", run(awaits_templates(4)));
  for (int steps = 0; steps < 9; ++steps) {
    task<int> t = plain(1);
    t.resume();
    for (int i = 0; i < steps; ++i)
      turn();
    say("destroyed");
    event_loop.clear();
  }
}
