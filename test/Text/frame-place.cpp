// A free function's frame stands beside it in an unnamed namespace; that of an inline function, a member or a friend
// stands in the function, since two translation units may have to agree on it or it needs the class's access.
// RUN: %switchback %s -- | grep -v '// CHECK' | FileCheck %s
#include "Inputs/coroutines.h"

SWITCHBACK_ASYNC task free(int n) { co_await read(n); }
// CHECK: namespace {
// CHECK-NEXT: // State machine of free(int).
// CHECK-NEXT: struct free_frame {
// CHECK: SWITCHBACK_CHECK_FRAME(free_frame, promise);
// CHECK-NEXT: } // namespace
// CHECK-EMPTY:
// CHECK-NEXT: task free(int n) {
// CHECK-NEXT: auto *frame = new free_frame(n);

SWITCHBACK_ASYNC inline task in_header(int n) { co_await read(n); }
// CHECK: task in_header(int n) {
// CHECK-NEXT: // State machine of in_header(int).
// CHECK-NEXT: struct in_header_frame {
// CHECK: SWITCHBACK_CHECK_FRAME(in_header_frame, promise);
// CHECK: auto *frame = new in_header_frame(n);

class server {
  int port;
  SWITCHBACK_ASYNC task listen() {
    co_await tick{};
    use(port);
  }
  task speak(int);
  friend task ask(server &);
};
// CHECK-LABEL: class server {
// CHECK: task listen() {
// CHECK: struct listen_frame {
// CHECK: // The object it was called on.
// CHECK-NEXT: server *self;
// CHECK: use(self->port);
// CHECK: auto *frame = new listen_frame(this);

SWITCHBACK_ASYNC task server::speak(int n) { co_await read(port + n); }
// CHECK: task server::speak(int n) {
// CHECK: // State machine of server::speak(int).
// CHECK-NEXT: struct speak_frame {
// CHECK: ::new (&read_) read_operation(read(self->port + n));

SWITCHBACK_ASYNC task ask(server &s) {
  co_await tick{};
  use(s.port);
}
// CHECK: task ask(server &s) {
// CHECK: struct ask_frame {
