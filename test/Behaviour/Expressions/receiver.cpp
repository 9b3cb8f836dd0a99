// RUN: %check-behaviour %s

// Awaits in the object of a member call, and in its arguments.
#include "support.h"

struct account {
  noisy mine;
  int balance = 0;
  explicit account(const char *n) : mine(n) {}
  account &add(int n) {
    balance += n;
    say("add %d", n);
    return *this;
  }
  account *operator->() { return this; }
};
struct find : tick {
  account &a;
  explicit find(account &from) : a(from) {}
  account &await_resume() { return a; }
};

task<> work() {
  account a("a");
  (co_await find(a)).add(1);
  a.add(co_await ask(2)).add(3).add(co_await ask(4));
  (co_await find(a)).add(co_await ask(5)).balance += co_await ask(6);
  (co_await find(a))->add(7);
  (&co_await find(a))->add(8);
  account("temporary").add(co_await ask(9)).add(10);
  say("%zu %d", (co_await make("text")).name.size(), a.balance);
}

int main() { run(work()); }
