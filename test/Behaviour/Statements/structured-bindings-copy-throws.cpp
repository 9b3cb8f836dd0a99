// RUN: %check-behaviour %s

// A structured binding on an array copies the elements; if one copy throws, those made before it are destroyed.
#include "support.h"

struct picky {
  noisy life;
  bool fails;
  picky(const char *name, bool fails = false) : life(name), fails(fails) {}
  picky(const picky &other) : life(other.life), fails(other.fails) {
    if (fails)
      throw error(life.name);
  }
};

task<> copies(bool fails) {
  picky array[3] = {"a", "b", {"c", fails}};
  auto [x, y, z] = array;
  co_await tick{};
  say("%s %s %s", x.life.c_str(), y.life.c_str(), z.life.c_str());
}

int main() {
  guarded([] { run(copies(false)); });
  guarded([] { run(copies(true)); });
  destroy_at_every_point([] { return copies(false); });
}
