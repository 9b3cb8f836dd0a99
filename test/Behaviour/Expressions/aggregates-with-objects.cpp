// Aggregates, arrays and lists whose objects live across an await: each member is made where it will stand, and dies
// alone if the whole is never finished.
// RUN: %check-behaviour %s
#include "support.h"
#include <array>

struct leaf {
  noisy a = "left out";
  int n;
};
struct whole : leaf {
  noisy first;
  const noisy second;
  int number = 7;
  unsigned bits : 3;
  leaf inner[2];
  const char text[6] = "text";
  noisy last = "last";
};
struct with_destructor {
  noisy a, b;
  ~with_destructor() { say("~with_destructor"); }
};

task<> local() {
  leaf simple{noisy("simple"), co_await ask(1)};
  say("%s %d", simple.a.c_str(), simple.n);
  whole w{{noisy("base"), 1}, noisy("first"), co_await make("second"), 3, 5,
          {{noisy("inner 0"), co_await ask(2)}, {noisy("inner 1"), 4}}, "words"};
  say("%s %d %d %s %s", w.second.c_str(), w.number, w.bits, w.inner[1].a.c_str(), w.text);
  with_destructor d = {noisy("a"), co_await make("b")};
  co_await tick();
  say("%s", d.b.c_str());
}

task<> arrays() {
  noisy three[3] = {noisy("0"), co_await make("1"), noisy("2")};
  say("%s", three[1].c_str());
  std::array<noisy, 2> both{{noisy("x"), co_await make("y")}};
  std::array<noisy, 2> elided{noisy("p"), co_await make("q")};
  noisy grid[2][2] = {{noisy("00"), noisy("01")}, {noisy("10"), co_await make("11")}};
  co_await tick();
  say("%s %s %s", both[1].c_str(), elided[0].c_str(), grid[1][1].c_str());
}

int count(std::initializer_list<noisy> list) {
  for (const noisy &each : list)
    say("in list %s", each.c_str());
  return int(list.size());
}
void by_reference(const leaf &l) { say("reference %s", l.a.c_str()); }
void by_value(leaf l) { say("value %s", l.a.c_str()); }

task<> temporaries() {
  say("%d", count({noisy("one"), co_await make("two"), noisy("three")}));
  std::vector<noisy> v{noisy("v0"), co_await make("v1")};
  say("%s", v[1].c_str());
  by_reference(leaf{noisy("temporary"), co_await ask(3)});
  by_reference({noisy("braces"), co_await ask(4)});
  by_value(leaf{noisy("argument"), co_await ask(5)});
  by_value({.a = noisy("designated"), .n = co_await ask(6)});
  say("%d", leaf{noisy("member of"), co_await ask(7)}.n);
  leaf{noisy("discarded"), co_await ask(8)};
  const leaf &extended = leaf{noisy("extended"), co_await ask(9)};
  say("%s", extended.a.c_str());
  leaf twice{noisy(co_await make("inside")), (co_await make("comma"), co_await ask(10))};
  say("%s", twice.a.c_str());
}

task<> throwing() {
  try {
    whole w{{noisy("base"), 1}, noisy("first"), noisy("second"), co_await failing{failing::in_resume}};
    say("never");
  } catch (const error &e) {
    say("caught %s", e.what());
  }
  noisy some[3] = {noisy("some"), (co_await failing{failing::in_suspend}, noisy("never")), noisy("neither")};
}

task<leaf> result(bool b) {
  leaf chosen = b ? leaf{noisy("yes"), co_await ask(1)} : leaf{noisy("no"), co_await ask(2)};
  say("%s", chosen.a.c_str());
  co_return leaf{noisy("returned"), co_await ask(3)};
}

int main() {
  run(local());
  run(arrays());
  run(temporaries());
  guarded([] { run(throwing()); });
  say("%s", run(result(true)).a.c_str());
  say("%s", run(result(false)).a.c_str());
  destroy_at_every_point(local);
  destroy_at_every_point(arrays);
  destroy_at_every_point(temporaries);
  destroy_at_every_point([] { return result(true); });
}
