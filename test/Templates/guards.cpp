// RUN: %check-behaviour %s

// Aggregates of templates that refer to what is there: scope guards, as local classes too.
#include "support.h"
#include <string>

struct connection {
  int tx = 0;
  template <class Body> task<int> transaction(Body body) {
    struct rollback {
      connection &c;
      bool commit = false;
      ~rollback() { say(commit ? "commit %d" : "rollback %d", c.tx); }
    } guard{*this};
    tx = co_await body();
    guard.commit = tx > 0;
    co_return tx;
  }
  template <class Body> auto later(Body body) {
    return [this, body](auto n) -> task<int> {
      struct restores {
        int &place;
        int old;
        ~restores() { place = old; }
      };
      restores guard{tx, tx};
      tx += n;
      co_return co_await body() + tx;
    };
  }
};
struct names {
  const std::string &name;
  const connection &c;
  ~names() { say("%s %d", name.c_str(), c.tx); }
};
template <class T> task<int> watches(T x, connection &c) {
  const std::string name = "name";
  names told{name, c};
  struct counts {
    T &x;
    ~counts() { say("counted %d", x); }
  };
  co_await tick{};
  c.tx += x;
  co_return co_await ask(c.tx);
}
int main() {
  connection c;
  say("%d", run(c.transaction([] { return ask(3); })));
  say("%d", run(c.transaction([] { return ask(0); })));
  say("%d", run(c.later([] { return ask(3); })(4)));
  say("%d", run(watches(5, c)));
}
