// RUN: %check-behaviour %s

// Temporaries in the initialiser of an array of arrays in the frame die at the end of the declaration.
#include "support.h"

int length(const noisy &n) { return int(n.name.size()); }

task<> work() {
  int numbers[2][2] = {{length(noisy("four")), 1}, {co_await ask(1), length(noisy("sixsix"))}};
  say("declared");
  const std::string names[2][1] = {{noisy("a").name}, {noisy("b").name}};
  co_await tick{};
  say("%d %d %s %s", numbers[0][0], numbers[1][1], names[0][0].c_str(), names[1][0].c_str());
}

int main() { run(work()); }
