// RUN: %check-behaviour %s

// range-for over ranges whose iterators, sentinels and elements have types that only the range may name.
#include "support.h"

template <class Cursor> struct basic_iterator {
  Cursor cursor;
  auto operator*() const { return cursor.read(); }
  basic_iterator &operator++() {
    cursor.next();
    return *this;
  }
};

class counted {
  class item {
    int n;

  public:
    explicit item(int n) : n(n) {}
    int get() const { return n; }
  };
  struct cursor {
    int n;
    item read() const { return item(n); }
    void next() { ++n; }
  };
  struct sentinel {
    int n;
    friend bool operator==(const basic_iterator<cursor> &it, sentinel end) { return it.cursor.n == end.n; }
  };
  int n;

public:
  explicit counted(int n) : n(n) {}
  basic_iterator<cursor> begin() const { return {cursor{0}}; }
  sentinel end() const { return {n}; }
  friend auto first_of(const counted &c) { return c.begin(); }
};
struct outside {
  counted c{2};
  friend auto begin(const outside &o) { return first_of(o.c); }
  friend auto end(const outside &o) { return o.c.end(); }
};
counted make(int n) { return counted(n); }

template <class Range> task<> each(Range range) {
  for (auto item : range)
    say("%d", co_await ask(item.get()));
}

task<> work() {
  counted local(2);
  for (auto item : local)
    say("%d", co_await ask(item.get()));
  for (auto &&item : make(3)) {
    co_await tick{};
    say("%d", item.get());
  }
  for (const auto &item : outside())
    say("%d", co_await ask(item.get()));
  co_await each(counted(2));
}

int main() { run(work()); }
