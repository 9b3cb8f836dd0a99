// Arguments passed by value that live across an await: to operators, through pointers, to function objects.
// RUN: %check-behaviour %s
#include "support.h"

namespace other {
struct amount {
  noisy n;
  int value;
  amount(const char *name, int v) : n(name), value(v) {}
  amount operator-(amount right) const { return amount("difference", value - right.value); }
  int operator()(amount left, int right) const & { return left.value * right; }
  int operator()(amount left, long right) && { return left.value + int(right); }
  amount &operator+=(amount right) {
    value += right.value;
    return *this;
  }
  int operator[](amount index) const { return value + index.value; }
};
amount operator+(amount left, amount right) { return amount("sum", left.value + right.value); }
int found_by_adl(amount a, int n) { return a.value + n; }
} // namespace other
using other::amount;

static int plain(noisy a, noisy b, int n) {
  say("plain %s %s", a.c_str(), b.c_str());
  return n;
}

struct receiver {
  int base = 10;
  int take(noisy n, int i) {
    say("take %s", n.c_str());
    return base + i;
  }
};

amount make_amount(int v) { return amount("made", v); }

task<> all() {
  amount sum = amount("left", 1) + amount("right", co_await ask(2));
  say("%d", sum.value);
  amount difference = sum - amount("subtrahend", co_await ask(1));
  say("%d", difference.value);
  say("%d", amount("index base", 3)[amount("index", co_await ask(4))]);
  sum += amount("added", co_await ask(5));
  say("%d", sum.value);
  const amount function("function", 6);
  say("%d", function(amount("called", 2), co_await ask(7)));
  say("%d", amount("temporary function", 8)(amount("x", 2), long(co_await ask(1))));
  say("%d", found_by_adl(amount("adl", 1), co_await ask(8)));

  int (*pointer)(noisy, noisy, int) = plain;
  say("%d", pointer(noisy("a"), co_await make("b"), 3));
  say("%d", (*pointer)(co_await make("c"), noisy("d"), co_await ask(9)));
  receiver r;
  int (receiver::*member)(noisy, int) = &receiver::take;
  say("%d", (r.*member)(noisy("e"), co_await ask(10)));
  receiver *p = &r;
  say("%d", (p->*member)(noisy("f"), co_await ask(11)));
  say("%d", p->take(noisy("g"), co_await ask(12)));

  bool yes = co_await ask(1) == 1;
  say("%d", plain(yes ? noisy("chosen") : co_await make("not chosen"), yes ? co_await make("m") : noisy("n"), 4));
  say("%d", make_amount(co_await ask(13)).value);
}

int main() {
  run(all());
  destroy_at_every_point(all);
}
