// A time limit for work that has none: when_any of the work and a delay, which is
// Task.WhenAny and Task.Delay. Whoever loses is canceled, so that nothing runs on
// that nobody wants any more.

#include <switchback/annotate.h>
#include <switchback/cancellation.h>
#include <switchback/delay.h>
#include <switchback/task.h>
#include <switchback/when_any.h>

#include <chrono>
#include <iostream>
#include <stdexcept>
#include <string>

using switchback::cancellation_source;
using switchback::delay;
using switchback::task;
using switchback::when_any;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

class timed_out : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Says when it goes: the work has no other way to say that it was stopped.
struct connection {
  ~connection() { std::cout << "  connection closed\n"; }
};

/// Stands for any operation that takes long and a token.
SWITCHBACK_ASYNC task<std::string> load(milliseconds takes,
                                        std::stop_token token) {
  connection open;
  co_await delay(takes, token);
  std::cout << "  loaded\n";
  co_return "page";
}

/// `co_await when_any` does not throw, whatever became of the tasks. It says
/// which was the first; the result, or the failure, comes from awaiting that.
SWITCHBACK_ASYNC task<std::string> load_within(milliseconds limit,
                                               milliseconds takes) {
  cancellation_source stop;
  task<std::string> work = load(takes, stop.token());
  task<> clock = delay(limit, stop.token());
  const auto first = co_await when_any(work, clock);
  stop.cancel(); // the loser: it ends with operation_canceled
  if (first.index == 0)
    co_return co_await work;

  // Only to show it: wait until the work has ended, in whatever way.
  co_await when_any(work);
  std::cout << "  work is " << (work.is_canceled() ? "canceled" : "not canceled")
            << '\n';
  throw timed_out("it takes too long");
}

} // namespace

// 30 s are never waited for: the program ends at once.
int main() {
  int failures = 0;

  std::cout << "fast work:\n";
  const std::string page = load_within(30s, 10ms).get();
  std::cout << "  got " << page << '\n';
  failures += page != "page";

  std::cout << "slow work:\n";
  try {
    (void)load_within(10ms, 30s).get();
    ++failures;
  } catch (const timed_out &error) {
    std::cout << "  timed out: " << error.what() << '\n';
  }
  return failures == 0 ? 0 : 1;
}
