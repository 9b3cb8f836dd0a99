// RUN: %check-behaviour %s

// Temporaries in the initialiser of an array of arrays in the frame die at the end of the declaration.
#include "support.h"

int length(const noisy &n) { return int(n.name.size()); }

int by_default(int n, const noisy &other = noisy("default")) { return n + length(other); }

task<> work() {
  int sums[1][2] = {{by_default(co_await ask(2)), 1}};
  say("%d", sums[0][0]);
  int numbers[2][2] = {{length(noisy("four")), 1}, {co_await ask(1), length(noisy("sixsix"))}};
  say("declared");
  const std::string names[2][1] = {{noisy("a").name}, {noisy("b").name}};
  co_await tick{};
  say("%d %d %s %s", numbers[0][0], numbers[1][1], names[0][0].c_str(), names[1][0].c_str());
}

int main() { run(work()); }
