#pragma once
// Everything but what changes types that are not the library's, in <coro/future.hpp>.
#include "async_generator.hpp"
#include "fmap.hpp"
#include "generator.hpp"
#include "ranges.hpp"
#include "recursive_generator.hpp"
#include "scheduler.hpp"
#include "shared_task.hpp"
#include "stop.hpp"
#include "sync.hpp"
#include "sync_wait.hpp"
#include "task.hpp"
#include "when_all.hpp"
