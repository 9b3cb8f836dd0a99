#include "task.h"

int    untouched( );

SWITCHBACK_ASYNC task one() {
  co_await std::suspend_never{};
}

task two() { co_return; }
