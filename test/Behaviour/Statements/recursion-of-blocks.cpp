// RUN: %check-behaviour %s

// Many nested blocks of every kind, one await deep inside, objects at each level.
#include "support.h"

task<int> work(int n) {
  noisy a("a");
  if (n > 0) {
    noisy b("b");
    for (int i = 0; i < n; ++i) {
      noisy c("c");
      try {
        noisy d("d");
        switch (i) {
        default: {
          noisy e("e");
          do {
            noisy f("f");
            while (true) {
              noisy g("g");
              if (co_await ask(i))
                throw error("deep");
              break;
            }
          } while (false);
        }
        }
      } catch (const error &e) {
        say("%s", e.what());
        co_return i;
      }
    }
  }
  co_return -1;
}

int main() {
  for (int n : {0, 1, 3})
    say("%d", run(work(n)));
  destroy_at_every_point([] { return work(2); });
}
