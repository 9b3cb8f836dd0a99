// What a reference keeps alive: through members, elements, casts, branches, in aggregates and lists.
// RUN: %check-behaviour %s
#include "support.h"
struct B { noisy b; int mem = 3; B(const char *n) : b(n) {} };
struct D : B { noisy d; int arr[3] = {1, 2, 3}; noisy na[2] = {"n0", "n1"}; D(const char *n) : B(n), d("d") {} };
struct mkD : tick { D await_resume() { return D("mk"); } };
struct E { D d; int k; };
struct holder { const noisy &r; int n; };
struct holder2 { holder h; noisy &&rr; };
task<> all() {
  const B &b = co_await mkD{};
  say("%s", b.b.c_str());
  const int &m = (co_await mkD{}).mem;
  co_await tick{};
  say("%d", m);
  const int &a = (co_await mkD{}).arr[1];
  co_await tick{};
  say("%d", a);
  const noisy &n = D("tmp").na[1];
  co_await tick{};
  say("%s", n.c_str());
  noisy &&nn = (co_await mkD{}).B::b;
  co_await tick{};
  say("%s", nn.c_str());
  const noisy &deep = E{D("E"), co_await ask(1)}.d.d;
  co_await tick{};
  say("%s", deep.c_str());
  B loc("loc");
  B &&mv = std::move(loc);
  co_await tick{};
  say("%s", mv.b.c_str());
  const B &cc = static_cast<B &&>(D("cast"));
  say("%d", cc.mem == 3 ? co_await ask(1) : 2);
  const D &dd = D{"braced"};
  co_await tick{};
  say("%s", dd.b.c_str());
  const int &conv = co_await ask(4);
  co_await tick{};
  say("%d", conv);
  const double &dc = co_await ask(5);
  co_await tick{};
  say("%d", int(dc));
  const std::string &str = "text";
  co_await tick{};
  say("%s", str.c_str());
  auto &&fwd = co_await make("fwd");
  co_await tick{};
  say("%s", fwd.c_str());
}
task<> members() {
  holder h{noisy("held"), co_await ask(1)};
  co_await tick{};
  say("%s %d", h.r.c_str(), h.n);
  holder2 h2{{noisy("in"), co_await ask(2)}, noisy("out")};
  co_await tick{};
  say("%s %s", h2.h.r.c_str(), h2.rr.c_str());
  holder h3{co_await make("made"), 3};
  co_await tick{};
  say("%s", h3.r.c_str());
  const holder &h4 = holder{noisy("four"), co_await ask(4)};
  co_await tick{};
  say("%s", h4.r.c_str());
  holder h5 = {.r = noisy("five"), .n = 5};
  co_await tick{};
  say("%s", h5.r.c_str());
  holder hs[2] = {{noisy("h0"), co_await ask(2)}, {noisy("h1"), 1}};
  co_await tick{};
  say("%s", hs[1].r.c_str());
  holder hc = hs[0].n ? holder{noisy("yes"), 1} : holder{noisy("no"), co_await ask(1)};
  co_await tick();
  say("%s", hc.r.c_str());
}
bool yes = true;
task<> conds() {
  noisy x("x");
  const noisy &a = yes ? x : co_await make("no");
  co_await tick{};
  say("%s", a.c_str());
  const noisy &b = yes ? noisy("t") : co_await make("no");
  co_await tick{};
  say("%s", b.c_str());
  const noisy &c = yes ? noisy("t1") : noisy("t2");
  co_await tick{};
  say("%s", c.c_str());
  const noisy &d = (say("comma"), noisy("cm"));
  co_await tick{};
  say("%s", d.c_str());
  const noisy &e = (co_await tick{}, co_await make("cm2"));
  co_await tick{};
  say("%s", e.c_str());
}
task<> lists() {
  for (const noisy &n : {noisy("a"), co_await make("b")}) { co_await tick{}; say("%s", n.c_str()); }
  std::initializer_list<noisy> l = {noisy("c"), co_await make("d")};
  co_await tick{};
  say("%s", l.begin()[1].c_str());
  auto m = {noisy("e"), co_await make("f")};
  co_await tick{};
  say("%s", m.begin()[0].c_str());
  const std::initializer_list<noisy> &r = {noisy("g"), co_await make("h")};
  co_await tick{};
  say("%s", r.begin()[0].c_str());
  std::initializer_list<int> i = {1, 2, 3};
  co_await tick{};
  say("%d", i.begin()[2]);
}
struct span2 { const noisy &x; noisy y; };
int takes(const span2 &s, int n) { say("%s %s", s.x.c_str(), s.y.c_str()); return n; }
int takes2(span2 s, int n) { say("%s %s", s.x.c_str(), s.y.c_str()); return n; }
int rv(noisy &&s, int n) { say("%s", s.c_str()); return n; }
task<> braced() {
  takes({noisy("x"), co_await make("y")}, co_await ask(1));
  takes2({noisy("x2"), co_await make("y2")}, co_await ask(1));
  takes(span2{noisy("x3"), noisy("y3")}, co_await ask(1));
  rv({"rv"}, co_await ask(2));
  rv(co_await make("rv2"), co_await ask(2));
  rv(yes ? co_await make("rv3") : noisy("q"), co_await ask(2));
}
int main() { run(all()); run(members()); run(conds()); run(lists()); run(braced()); destroy_at_every_point(all); destroy_at_every_point(members); destroy_at_every_point(conds); destroy_at_every_point(lists); destroy_at_every_point(braced); }
