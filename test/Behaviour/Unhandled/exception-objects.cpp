// RUN: %check-behaviour %s

// Thrown objects of class type, caught by value, by reference and by base; how many copies are made.
#include "support.h"

struct derived : noisy {
  using noisy::noisy;
};

task<> work(int how) {
  noisy local("local");
  try {
    co_await tick{};
    if (how == 0)
      throw noisy("thrown");
    if (how == 1)
      throw local;
    throw derived("derived");
  } catch (const derived &e) {
    say("derived %s", e.c_str());
    throw;
  } catch (noisy e) {
    say("value %s", e.c_str());
    e.name += "?";
    throw;
  }
}

int main() {
  for (int how : {0, 1, 2})
    guarded([&] { run(work(how)); });
}
