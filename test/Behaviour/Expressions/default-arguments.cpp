// Default arguments beside awaits: in front of, behind and between them, with temporaries and by value.
// RUN: %check-behaviour %s
#include "support.h"
int count = 0;
int line(int a, int b = ++count, const noisy &n = noisy("default")) { say("%d %d %s", a, b, n.c_str()); return a + b; }
struct options { int size = 3; noisy name = "options"; };
int with(int a, const options &o = {}) { return a + o.size; }
int two(int a, const noisy &n = "from text", const noisy &m = noisy("m")) { say("two %s %s", n.c_str(), m.c_str()); return a; }
namespace ns { noisy helper(const char *s) { return noisy(s); } constexpr int k = 4;
int f(int a, const noisy &n = helper("h"), int z = k) { say("f %s", n.c_str()); return a + z; } 
struct c { noisy member; static noisy sm() { return noisy("sm"); } static int si;
 c(int a, const noisy &n = sm(), int b = si) : member("c") { say("c %d %s %d", a, n.c_str(), b); }
 int m(int a, noisy n = sm()) { say("m %s", n.c_str()); return a; } };
int c::si = 9;
}
int byval(int a, noisy n = "byval default") { say("byval %s", n.c_str()); return a; }
task<> work() {
  line(co_await ask(1));
  line(co_await ask(2), co_await ask(3));
  int n = line(line(co_await ask(4)), 5, co_await make("given"));
  say("%d %d", n, with(co_await ask(5)));
}
task<> after() {
  say("%d", line(1) + co_await ask(7));
  say("%d", with(1) + co_await ask(8));
  say("%d", two(1) + co_await ask(9));
  say("%d", ns::f(1) + co_await ask(10));
  say("%d", byval(1) + co_await ask(11));
  say("%d", ns::c(2).m(3) + co_await ask(12));
}
struct callable { int operator()(const noisy &n = "called", int a = 4) const { say("%s", n.c_str()); return a; } };
task<> objects() {
  callable c;
  say("%d", c() + co_await ask(1));
  say("%d", c("given") + co_await ask(2));
}
task<> mixed() {
  say("%d", byval(byval(1) + co_await ask(11)));
  say("%d", line(byval(co_await ask(11)), byval(2)) + co_await ask(3));
}
int main() { run(work()); run(after()); run(mixed()); run(objects()); destroy_at_every_point(after); }
