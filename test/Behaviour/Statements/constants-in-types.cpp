// RUN: %check-behaviour %s

// Constants of the body in the types of what lives across a suspension, and in front of variables of the same name.
#include "support.h"
#include <array>

constexpr int m = 9;
enum class shade { dark, light };

task<> types() {
  std::array<int, m> b{};
  constexpr int m = 3;
  std::array<int, m> c{};
  constexpr std::size_t size = sizeof(c);
  std::array<char, size> d{};
  using enum shade;
  std::array<int, int(light)> e{};
  {
    constexpr int m = 4;
    std::array<int, m> f{};
    co_await ask(int(f.size()));
  }
  co_await ask(1);
  say("%zu %zu %zu %zu", b.size(), c.size(), d.size(), e.size());
}

template <class T> task<> generic() {
  constexpr int m = 2;
  std::array<T, m> c{};
  co_await ask(1);
  say("%zu", c.size());
}

extern int external;
task<> names() {
  static int n = 4;
  thread_local int t = 5;
  extern int external;
  constexpr int c = 6;
  say("%d %d %d %d", n, t, external, c);
  {
    int n = 7, t = 8, external = 9, c = 10;
    co_await ask(1);
    say("%d %d %d %d", n, t, external, c);
  }
  say("%d %d %d %d", ++n, ++t, ++external, c);
}
int external = 1;

task<> conditions() {
  if (int r = co_await ask(1); int *p = &r)
    say("%d", *p);
  switch (int r = co_await ask(2); int p = r) {
  case 2:
    say("two %d", p);
  }
}

int main() {
  run(types());
  run(generic<int>());
  run(names());
  run(conditions());
}
