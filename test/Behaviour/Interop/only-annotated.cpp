// RUN: %check-behaviour %s --lower-args=""

// Of several coroutines only the annotated ones are lowered; members and statics can be annotated too.
#include "support.h"

struct object {
  int n = 1;
  [[clang::annotate("switchback::async")]] task<int> lowered(int k) {
    noisy local("lowered member");
    co_await tick{};
    co_return n += k;
  }
  task<int> native(int k) { co_return co_await lowered(k) + co_await other(k); }
  [[clang::annotate("switchback::async")]] static task<int> other(int k);
};

task<int> object::other(int k) {
  noisy local("annotated on its declaration");
  co_await tick{};
  co_return 100 * k;
}

[[clang::annotate("switchback::async")]] [[maybe_unused]] static inline task<int> first(object &o) {
  co_return co_await o.native(2);
}

int main() {
  object o;
  say("%d", run(first(o)));
}
