// States and awaiters are named after the code that suspends; every suspension is preceded by the full expression it
// stands in.
// RUN: %switchback %s -- | grep -v '// CHECK' | FileCheck %s
#include "Inputs/coroutines.h"

struct connection {
  read_operation receive(int limit);
};

SWITCHBACK_ASYNC task named(connection &server, int n) {
  int first = co_await server.receive(n);
  auto pending = read();
  int second = co_await pending;
  co_await tick{};
  use(first + co_await server.receive(1) + second);
  if (co_await read(
          n))
    use(1);
  co_return;
}
// CHECK: enum state_t : unsigned char {
// CHECK-NEXT: start,
// CHECK-NEXT: awaiting_receive,
// CHECK-NEXT: awaiting_pending,
// CHECK-NEXT: awaiting_tick,
// CHECK-NEXT: awaiting_receive_2,
// CHECK-NEXT: awaiting_read
// CHECK-NEXT: } state = start;
// CHECK-DAG: read_operation receive;
// CHECK-DAG: read_operation pending;
// CHECK-DAG: tick tick_;
// CHECK: case start:
// CHECK-NEXT: // int first = co_await server.receive(n);
// CHECK-NEXT: ::new (&receive) read_operation(server.receive(n));
// CHECK: state = awaiting_receive;
// CHECK-NEXT: receive.await_suspend(handle());
// CHECK: case awaiting_receive:
// CHECK: first = receive.await_resume();
// CHECK: // int second = co_await pending;
// CHECK-NEXT: if (!pending.await_ready()) {
// CHECK-NEXT: state = awaiting_pending;
// CHECK: // co_await tick{};
// CHECK-NEXT: ::new (&tick_) tick{};
// CHECK: if (tick_.await_suspend(handle())) {
// CHECK: // use(first + co_await server.receive(1) + second);
// CHECK: state = awaiting_receive_2;
// CHECK: use({{.*}}.await_resume() + second);
// CHECK: // if (co_await read(
// CHECK-NEXT: // n))
// CHECK: state = awaiting_read;
