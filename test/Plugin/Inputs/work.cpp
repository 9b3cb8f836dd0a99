#include "work.h"
#include <cstdio>

SWITCHBACK_ASYNC task annotated(int n) {
  for (int i = 0; i < n; ++i) {
    co_await std::suspend_never{};
    std::printf("%s:%d %d\n", __FILE__, __LINE__, i);
  }
}

#ifndef ANNOTATED_ONLY
task plain() { co_await std::suspend_never{}; }
#endif

#ifndef WITHOUT_MAIN
int main() {
  int x = 0;
  annotated(1);
  in_header(x);
  std::printf("%d\n", x);
}
#endif
