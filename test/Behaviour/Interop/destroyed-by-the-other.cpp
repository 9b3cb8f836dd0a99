// RUN: %check-behaviour %s --lower-args=""

// A lowered coroutine destroys a native one and the other way round, suspended in the middle.
#include "support.h"

task<> native_victim() {
  noisy local("native victim");
  co_await std::suspend_always{};
}

[[clang::annotate("switchback::async")]]
task<> lowered_victim() {
  noisy local("lowered victim");
  co_await std::suspend_always{};
}

[[clang::annotate("switchback::async")]]
task<> lowered_killer(std::coroutine_handle<> victim) {
  victim.resume();
  co_await tick{};
  say("lowered destroys, done %d", victim.done());
  victim.destroy();
}

task<> native_killer(std::coroutine_handle<> victim) {
  victim.resume();
  co_await tick{};
  say("native destroys, done %d", victim.done());
  victim.destroy();
}

int main() {
  run(lowered_killer(release(native_victim())));
  run(native_killer(release(lowered_victim())));
  run(lowered_killer(release(lowered_victim())));
}
