// RUN: %check-behaviour %s

// static, inline, extern "C++", in namespaces, nested, unnamed and inline ones; declared first, defined later.
#include "support.h"

task<int> declared_first(int n);
static task<int> internal(int n) { co_return co_await ask(n); }
inline task<int> in_line(int n) { co_return co_await ask(n); }
extern "C++" task<int> linked(int n) { co_return co_await ask(n); }

namespace outer {
task<int> work(int n) { co_return 10 + co_await ask(n); }
namespace inner {
task<int> work(int n) { co_return 20 + co_await outer::work(n); }
task<int> defined_outside(int n);
} // namespace inner
inline namespace v2 {
task<int> versioned(int n) { co_return 30 + co_await ask(n); }
} // namespace v2
} // namespace outer
namespace {
task<int> hidden(int n) { co_return 40 + co_await ask(n); }
namespace outer2::deep {
task<int> work(int n) { co_return 50 + co_await hidden(n); }
} // namespace outer2::deep
} // namespace
task<int> outer::inner::defined_outside(int n) { co_return 60 + co_await work(n); }
task<int> declared_first(int n) { co_return 70 + co_await internal(n); }

int main() {
  say("%d", run(internal(1)));
  say("%d", run(in_line(1)));
  say("%d", run(linked(1)));
  say("%d", run(outer::inner::work(2)));
  say("%d", run(outer::versioned(3)));
  say("%d", run(outer2::deep::work(4)));
  say("%d", run(outer::inner::defined_outside(5)));
  say("%d", run(declared_first(6)));
}
