// RUN: %check-behaviour %s

// Default arguments that convert, name their types in braces, or are literals of the user's, where an argument in
// front of them lives across the suspension.
#include "support.h"
#include <chrono>

struct seconds {
  long n;
  constexpr seconds() : n(7) {}
  constexpr seconds(const long &n) : n(n) {}
};
struct milliseconds {
  long n;
  constexpr milliseconds() : n(-1) {}
  constexpr milliseconds(long n) : n(n) {}
  constexpr milliseconds(seconds s) : n(s.n * 1000) {}
};

namespace units {
constexpr milliseconds operator""_ms(unsigned long long n) { return long(n); }
constexpr milliseconds operator""_km(long double n) { return long(n * 1000); }
constexpr milliseconds operator""_raw(const char *text) { return long(std::string_view(text).size()); }
constexpr milliseconds operator""_text(const char *, std::size_t n) { return long(n); }
constexpr milliseconds operator""_code(char c) { return c - 'a'; }
} // namespace units

struct awaiter : ask {
  explicit awaiter(long n) : ask(int(n)) {}
};
struct target {
  noisy name{"target"};
  using time = std::chrono::milliseconds;
  awaiter braced(int n = 0, milliseconds t = seconds{30}) { return awaiter(n + t.n); }
  awaiter none(int n = 0, milliseconds t = seconds{}) { return awaiter(n + t.n); }
  awaiter implicit(int n = 0, milliseconds t = {}, const milliseconds &u = 5) { return awaiter(n + t.n + u.n); }
  awaiter chrono(int n = 0, time t = time{-1}, std::chrono::milliseconds u = std::chrono::seconds{30}) {
    return awaiter(n + t.count() + u.count());
  }
};
target make() { return {}; }

int limit = 1;
#define LIMIT 5
struct hides_names {
  int limit = 30;
  static ask bounded(noisy, int d = ::limit, int e = LIMIT + 1) { return ask(d + e); }
  task<> work() { say("%d", co_await bounded(noisy("h"))); }
};
ask bounded(noisy, int d = limit) { return ask(d); }
ask listed(noisy, std::string s = {'a', 'b'}, std::vector<int> v = {3, 4}) { return ask(int(s.size() + v.size())); }

namespace library {
using namespace std::chrono_literals;
using namespace units;
template <class T> awaiter chrono(T, std::chrono::milliseconds t = 15ms, milliseconds u = 1'000_ms) {
  return awaiter(t.count() + u.n);
}
template <class T> awaiter others(T, milliseconds a = 1.5_km, milliseconds b = 12.5_raw, milliseconds c = "four"_text,
                                  const milliseconds &d = 'c'_code) {
  return awaiter(a.n + b.n + c.n + d.n);
}
inline awaiter plain(noisy, milliseconds a = 2_ms, std::chrono::milliseconds t = 15ms) {
  return awaiter(a.n + t.count());
}
} // namespace library
#undef LIMIT
#define LIMIT 50

task<> work() {
  say("%d", co_await make().braced());
  int limit = 40;
  say("%d", co_await bounded(noisy("g")) + limit);
  say("%d", co_await listed(noisy("i")));
  say("%d", co_await make().none());
  say("%d", co_await make().implicit());
  say("%d", co_await make().chrono());
  say("%d", co_await library::chrono(noisy("a")));
  say("%d", co_await library::others(noisy("b")));
  say("%d", co_await library::plain(noisy("c")));
}

int main() {
  run(work());
  hides_names h;
  run(h.work());
}
