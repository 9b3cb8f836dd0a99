#include "task.h"

namespace deep {
SWITCHBACK_ASYNC task stays() {
#include "body.inc"
}
} // namespace deep

SWITCHBACK_ASYNC task goes() { co_await std::suspend_never{}; }
