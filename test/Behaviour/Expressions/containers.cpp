// Containers, pairs and library types whose initialisers await: lists in lists, lists beside other arguments.
// RUN: %check-behaviour %s
#include "support.h"
#include <map>
#include <algorithm>
#include <set>
struct bag { std::string s; bag(std::initializer_list<noisy> l, int n = 0) { for (auto &e : l) s += e.name; s += std::to_string(n); } };
int tk(std::initializer_list<int> l, int n) { int s = n; for (int i : l) s += i; return s; }
int tn(int n, std::initializer_list<noisy> l) { for (auto &e : l) say("%s", e.c_str()); return n; }
task<> all() {
  say("%s", bag({noisy("a"), co_await make("b")}, co_await ask(1)).s.c_str());
  bag b{{noisy("c"), co_await make("d")}, co_await ask(2)};
  bag c({co_await make("e")}, 3);
  bag d = {noisy("x"), co_await make("y")};
  say("%s %s %s", b.s.c_str(), c.s.c_str(), d.s.c_str());
  say("%d", tk({1, co_await ask(2), 3}, co_await ask(4)));
  say("%d", tn(co_await ask(1), {noisy("p"), noisy("q")}));
  say("%d", tn(co_await ask(1), {noisy("p"), co_await make("q")}));
  std::map<int, std::string> m{{1, "one"}, {co_await ask(2), "two"}, {3, (co_await make("three")).name}};
  say("%s %s", m[2].c_str(), m[co_await ask(3)].c_str());
  std::vector<std::vector<int>> vv{{1, co_await ask(2)}, {3}, {co_await ask(4), 5}};
  say("%d", vv[2][0]);
  std::vector<std::string> vs = {"a", (co_await make("b")).name, "c"};
  say("%s", vs[1].c_str());
  std::set<std::string> ss({"a", (co_await make("b")).name});
  m = {{7, (co_await make("seven")).name}};
  m.insert({co_await ask(8), "eight"});
  m.emplace(co_await ask(9), "nine");
  m[co_await ask(10)] = (co_await make("ten")).name;
  for (auto &[k, v] : m) { co_await tick{}; say("%d %s", k, v.c_str()); }
  auto mx = std::max({co_await ask(1), 5, co_await ask(3)});
  say("%d", mx);
  std::vector<noisy> vn{co_await make("vn1"), co_await make("vn2")};
  std::pair<noisy, int> p{co_await make("p"), co_await ask(3)};
  std::tuple<int, noisy, std::string> t{1, co_await make("t"), "s"};
  std::optional<noisy> o = co_await make("o");
  o.emplace((co_await make("o2")).name);
  std::optional<int> oi{co_await ask(3)};
  auto sp = std::make_shared<noisy>(co_await make("sp"));
  std::unique_ptr<noisy> up = std::make_unique<noisy>((co_await make("up")).name);
  say("%d", *oi + co_await ask(1));
  std::string s(co_await ask(3), 'x');
  std::string s2{s, std::size_t(co_await ask(1))};
  say("%s%s", s.c_str(), s2.c_str());
}
int main() { run(all()); destroy_at_every_point(all); }
