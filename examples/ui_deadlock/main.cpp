// The deadlock that everybody who has written `.Result` in a click handler knows:
// the thread blocks until the task is done, and the task has to come back to that
// very thread to be done. Here it is an exception, which says so.
//
// The loop stands for a user interface: one thread, one piece of work at a time.

#include <switchback/annotate.h>
#include <switchback/async_void.h>
#include <switchback/delay.h>
#include <switchback/event_loop.h>
#include <switchback/task.h>

#include <chrono>
#include <iostream>
#include <thread>

using switchback::async_void;
using switchback::deadlock_error;
using switchback::delay;
using switchback::event_loop;
using switchback::task;
using namespace std::chrono_literals;

namespace {

int failures = 0;

void expect(bool holds, const char *what) {
  if (!holds) {
    std::cout << "not so: " << what << '\n';
    ++failures;
  }
}

/// As in C#, the await captures the context, and what follows it runs there.
SWITCHBACK_ASYNC task<int> load() {
  co_await delay(10ms);
  co_return 42;
}

/// A library's version, which does not care where it goes on.
SWITCHBACK_ASYNC task<int> load_anywhere() {
  co_await delay(10ms).configure_await(false);
  co_return 42;
}

/// The trap. In C# the program would hang here.
void on_click_that_blocks() {
  try {
    const int loaded = load().get();
    std::cout << "loaded " << loaded << '\n';
    expect(false, "the deadlock is detected");
  } catch (const deadlock_error &error) {
    std::cout << "get() on the loop: " << error.task_name() << " needs \""
              << error.context_name() << "\"\n";
    expect(error.context_name() == "user interface", "the context is named");
  }
}

/// One cure, for code that cannot be made a coroutine: nothing inside of the
/// task needs this thread. The loop does nothing else meanwhile.
void on_click_that_blocks_a_little() {
  const int loaded = load_anywhere().get();
  std::cout << "configure_await(false) inside: " << loaded << '\n';
  expect(loaded == 42, "the result is there");
}

/// The better cure: the handler awaits, and the loop is free until then.
SWITCHBACK_ASYNC async_void on_click_that_awaits(event_loop &ui) {
  const std::thread::id before = std::this_thread::get_id();
  const int loaded = co_await load();
  std::cout << "co_await: " << loaded << '\n';
  expect(loaded == 42, "the result is there");
  expect(std::this_thread::get_id() == before, "the thread is the loop's");
  ui.stop();
}

} // namespace

int main() {
  auto ui = event_loop::create("user interface");
  ui->post([] { on_click_that_blocks(); });
  ui->post([] { on_click_that_blocks_a_little(); });
  ui->post([&ui] { on_click_that_awaits(*ui); });
  ui->post([] { std::cout << "the loop is free\n"; });
  ui->run();
  return failures == 0 ? 0 : 1;
}
