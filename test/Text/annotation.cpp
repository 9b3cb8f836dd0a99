// The annotation goes with the coroutine; declarations keep theirs.
// RUN: %switchback %s -- | grep -v '// CHECK' | FileCheck %s
#include "Inputs/coroutines.h"

SWITCHBACK_ASYNC task macro(int n);
SWITCHBACK_ASYNC task macro(int n) { co_await read(n); }
[[clang::annotate("switchback::async")]] task attribute(int n) { co_await read(n); }
[[nodiscard]] SWITCHBACK_ASYNC task beside_others(int n) { co_await read(n); }
// CHECK: {{^}}SWITCHBACK_ASYNC task macro(int n);{{$}}
// CHECK: {{^}}task macro(int n) {
// CHECK: {{^}}task attribute(int n) {
// CHECK: {{^}}{{\[\[nodiscard\]\]}} task beside_others(int n) {
