// RUN: %check-behaviour %s

// Arrays as locals: of scalars, of objects, of arrays, zeroed, of text, of pointers.
#include "support.h"

task<> work() {
  int numbers[4] = {1, 2};
  noisy objects[2] = {"first", "second"};
  int grid[2][3] = {{1, 2, 3}, {4, 5, 6}};
  char text[] = "text";
  const char *names[] = {"a", "b", "c"};
  int zero[3]{};
  int later_filled[2];
  std::unique_ptr<int> owners[2] = {std::make_unique<int>(5), nullptr};
  co_await tick{};
  later_filled[0] = co_await ask(7);
  text[0] = 'T';
  numbers[3] = grid[1][co_await ask(2)];
  for (noisy &o : objects) {
    co_await tick{};
    o.name += "!";
  }
  say("%d %d %d %s %s %d %d %d", numbers[1], numbers[2], numbers[3], text, names[co_await ask(1)], zero[2],
      later_filled[0], *owners[0]);
  const noisy constant[] = {objects[0], "third"};
  co_await tick{};
  say("%s %zu", constant[0].c_str(), sizeof text);
}

int main() { destroy_at_every_point([] { return work(); }); }
