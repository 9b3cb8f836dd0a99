// RUN: %check-behaviour %s

// range-for over temporaries, lists, arrays, ranges by argument-dependent lookup, iterators that print, sentinels,
// proxies; with structured bindings and initialisers.
#include "support.h"
#include <map>
struct pit {
  int i;
  int operator*() const {
    say("*%d", i);
    return i;
  }
  pit &operator++() {
    say("++%d", i);
    ++i;
    return *this;
  }
  bool operator!=(const pit &o) const {
    say("!=%d", i);
    return i != o.i;
  }
  ~pit() { say("-it%d", i); }
  pit(int i) : i(i) {}
  pit(const pit &o) : i(o.i) { say("copyit"); }
};
struct prange {
  noisy n{"range"};
  int c;
  prange(int c) : c(c) {}
  pit begin() const {
    say("begin");
    return {0};
  }
  pit end() const {
    say("end");
    return {c};
  }
};
struct sent {
  int lim;
  noisy n{"sent"};
};
struct sit {
  int i;
  noisy n{"sit"};
  noisy operator*() { return noisy("el"); }
  void operator++() { ++i; }
  friend bool operator==(const sit &a, const sent &b) {
    say("eq");
    return a.i == b.lim;
  }
};
struct srange {
  sit begin() { return {0}; }
  sent end() { return {2}; }
};
namespace adl {
struct r {
  int a[3] = {1, 2, 3};
};
int *begin(r &x) {
  say("adl");
  return x.a;
}
int *end(r &x) { return x.a + 3; }
const int *begin(const r &x) {
  say("cadl");
  return x.a;
}
const int *end(const r &x) { return x.a + 3; }
} // namespace adl
struct bits {
  unsigned a : 3;
  unsigned b : 5;
};
struct holder {
  std::vector<int> v{1, 2};
  noisy n{"holder"};
  const std::vector<int> &get() const { return v; }
  ~holder() {}
};
task<> work(int n) {
  for (int x : prange(n)) {
    co_await tick{};
    say("x %d", x);
    if (x == 1)
      break;
  }
  for (auto &&x : prange{n}) {
    noisy b("b");
    if (x == 0)
      continue;
    co_await tick{};
  }
  for (const noisy &e : srange()) {
    co_await tick{};
    say("%s", e.c_str());
  }
  for (noisy e : srange()) {
    co_await tick{};
    say("%s", e.c_str());
  }
  for (auto x : adl::r{}) {
    co_await tick{};
    say("%d", x);
  }
  adl::r ar;
  for (auto &x : ar) {
    co_await tick{};
    say("%d", x++);
  }
  std::map<int, std::string> m{{1, "a"}, {2, "b"}};
  for (auto &[k, v] : m) {
    co_await tick{};
    v += "!";
    say("%d %s", k, v.c_str());
  }
  for (auto [k, v] : m) {
    co_await tick{};
    v += "!";
    say("%d %s", k, v.c_str());
  }
  for (const auto &[k, v] : std::map<int, noisy>{{1, "q"}}) {
    co_await tick{};
    say("%d %s", k, v.c_str());
  }
  for (int x : {1, 2, 3}) {
    co_await tick{};
    say("%d", x);
  }
  for (noisy x : {noisy("l1"), noisy("l2")}) {
    co_await tick{};
    say("%s", x.c_str());
  }
  int arr[3] = {7, 8, 9};
  for (int &x : arr) {
    co_await tick{};
    x++;
    say("%d", x);
  }
  int mat[2][2] = {{1, 2}, {3, 4}};
  for (auto &row : mat)
    for (int x : row) {
      co_await tick{};
      say("%d", x);
    }
  for (std::vector<int> v{3, 4}; int x : v) {
    co_await tick{};
    say("%d", x);
  }
  for (noisy q("q"); auto &&x : std::vector<int>{co_await later(5), 6}) {
    co_await tick{};
    say("%d", x);
  }
  for (char c : "ab") {
    co_await tick{};
    say("%d", c);
  }
  for (int i = 0; auto c : std::string("xy")) {
    co_await tick{};
    say("%d %c", i++, c);
  }
  bits bs[2] = {{1, 2}, {3, 4}};
  for (auto [a, b] : bs) {
    co_await tick{};
    say("%d %d", int(a), int(b));
  }
  std::pair<noisy, int> prs[1] = {{"pp", 1}};
  for (auto &&[a, b] : prs) {
    co_await tick{};
    say("%s %d", a.c_str(), b);
  }
  const auto &h = holder();
  for (int x : h.get()) {
    co_await tick{};
    say("h %d", x);
  }
  for (auto p = std::make_unique<int>(2); auto &r : std::vector<std::unique_ptr<int>>(1)) {
    co_await tick{};
    say("%d %d", *p, r ? 1 : 0);
  }
  for (int arr2[2] = {1, 2}; auto x : arr2) {
    if (x == 1)
      continue;
    co_await tick{};
    say("%d", x);
  }
  for (volatile int x : arr) {
    co_await tick{};
    say("%d", x);
  }
  for (auto x [[maybe_unused]] : arr)
    co_await tick{};
  for (struct { int a; } s{3}; int x : arr) {
    co_await tick{};
    say("%d", s.a + x);
  }
  for (bool b : std::vector<bool>{true, false}) {
    co_await tick{};
    say("%d", b);
  }
  for (auto &&b : std::vector<bool>{true, false}) {
    co_await tick{};
    say("%d", bool(b));
  }
}
int main() {
  run(work(3));
  destroy_at_every_point([] { return work(2); });
}
