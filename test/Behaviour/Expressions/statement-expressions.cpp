// GNU statement expressions that suspend or leave: their values, locals and temporaries, in every place.
// RUN: %check-behaviour %s --flags=-Wno-gnu-statement-expression
#include "support.h"
int f(int a, int b, const noisy &n) { say("f %d %d %s", a, b, n.c_str()); return a + b; }
int g(noisy a, noisy b) { say("g %s %s", a.c_str(), b.c_str()); return 1; }
struct pr { noisy a; int n; };
task<> values() {
  int a = ({ int t = co_await ask(1); t + 1; });
  noisy n = ({ noisy l("local"); co_await tick{}; noisy("value"); });
  say("%d %s", a, n.c_str());
  noisy m = ({ noisy l("moved local"); co_await tick{}; l; });
  ({ noisy v("void"); co_await tick{}; });
  ({ co_await make("discarded"); });
  say("%d", ({ ({ co_await ask(2); }) + ({ int t = co_await ask(3); t; }); }));
  say("%d", f(({ co_await ask(4); }), ({ noisy i("inner"); co_await ask(5); }), noisy("arg")));
  g(({ noisy x("x"); co_await tick{}; noisy("first"); }), ({ co_await make("second"); }));
  pr p{noisy("pa"), ({ noisy y("y"); co_await ask(6); })};
  const noisy &r = ({ co_await tick{}; noisy("ref"); });
  say("%s", r.c_str());
  int *q = ({ co_await tick{}; &a; });
  say("%d", *q);
}
task<int> jumps(int k) {
  noisy outer("outer");
  for (int i = 0; i < 4; ++i) {
    noisy loop("loop");
    int v = f(i, ({ noisy in("in"); if (i == 1) continue; if (i == k) break; if (k == 9) co_return 7; if (k == 8) goto out; co_await ask(i); }), noisy("tmp"));
    say("%d", v);
    noisy after = ({ if (i == 2 && k == 7) break; co_await tick{}; noisy("after"); });
  }
  if (({ noisy c("cond"); co_await ask(k); }) > 2) say("big");
  while (({ noisy c("while"); k-- > co_await ask(1); })) { noisy w("w"); if (({ co_await tick{}; k == 2; })) break; }
  switch (({ co_await ask(k); })) { case 1: say("one"); break; default: say("other"); }
out:
  co_return 3;
}
task<> branches(bool b) {
  int a = b ? ({ noisy t("t"); co_await ask(1); }) : ({ noisy e("e"); co_await ask(2); });
  noisy n = b ? ({ noisy t("t2"); co_await tick{}; noisy("then"); }) : noisy("else");
  const noisy &r = b ? ({ co_await tick{}; noisy("rt"); }) : noisy("re");
  say("%d %s %s", a, n.c_str(), r.c_str());
  bool c = b && ({ noisy t("and"); co_await ask(0); });
  bool d = b || ({ noisy t("or"); co_await ask(0); });
  say("%d %d", c, d);
  g(b ? ({ co_await make("bt"); }) : noisy("be"), noisy("other"));
  g(noisy("tmp1"), b ? ({ if (!b) co_return; co_await make("bt"); }) : noisy("be"));
  int i = 0;
  i += ({ i = 5; co_await ask(2); });
  say("%d", i);
}
task<> throwing() {
  try {
    f(1, ({ noisy in("in"); co_await failing{failing::in_resume}; }), noisy("never"));
  } catch (const error &e) { say("caught %s", e.what()); }
  noisy x = ({ noisy in("in2"); co_await failing{failing::in_suspend}; noisy("never"); });
}
int main() {
  run(values());
  for (int k : {0, 2, 5, 7, 8, 9}) say("= %d", run(jumps(k)));
  run(branches(true)), run(branches(false));
  guarded([] { run(throwing()); });
  destroy_at_every_point(values);
  destroy_at_every_point([] { return jumps(3); });
  destroy_at_every_point([] { return branches(true); });
  destroy_at_every_point([] { return branches(false); });
}
