// std::initializer_list: its array lives as long as natively.
// RUN: %check-behaviour %s
#include "support.h"

struct bag {
  int sum = 0;
  bag(std::initializer_list<int> l) {
    for (int n : l)
      sum += n;
  }
};
struct noisy_bag {
  std::string names;
  noisy_bag(std::initializer_list<noisy> l) {
    for (const noisy &n : l)
      names += n.name + " ";
  }
};

task<> work() {
  bag a{1, co_await ask(2), 3};
  bag b = {co_await ask(4), co_await ask(5)};
  noisy_bag c{noisy("x"), co_await make("y"), noisy("z")};
  std::vector<int> v{co_await ask(6), 7};
  std::initializer_list<noisy> l = {noisy("p"), co_await make("q")};
  co_await tick{};
  for (const noisy &n : l)
    say("%s", n.c_str());
  for (int n : {co_await ask(8), 9})
    say("%d", n);
  say("%d %d %s %d", a.sum, b.sum, c.names.c_str(), v[0]);
}

int main() { run(work()); }
