// Orders from a producer to a consumer, one by one, as they come: async_stream is
// IAsyncEnumerable, and `while (co_await stream.next())` its `await foreach`.
// The producer runs only while the consumer waits for an item.

#include <switchback/annotate.h>
#include <switchback/async_stream.h>
#include <switchback/cancellation.h>
#include <switchback/delay.h>
#include <switchback/task.h>

#include <chrono>
#include <iostream>
#include <optional>
#include <string>
#include <utility>

using switchback::async_stream;
using switchback::cancellation_source;
using switchback::delay;
using switchback::enumerator_cancellation;
using switchback::operation_canceled;
using switchback::task;
using namespace std::chrono_literals;

namespace {

struct order {
  int number;
  std::string what;
};

/// What the producer holds, to see that it lets go of it.
struct connection {
  connection() { std::cout << "  connected\n"; }
  ~connection() { std::cout << "  disconnected\n"; }
};

/// Never ends by itself. The token is the consumer's: the parameter is what
/// [EnumeratorCancellation] is.
SWITCHBACK_ASYNC async_stream<order> orders(enumerator_cancellation token = {}) {
  connection database;
  const char *const goods[] = {"tea", "rice", "salt"};
  for (int number = 1;; ++number) {
    co_await delay(1ms, token);
    order next{number, goods[(number - 1) % 3]};
    co_yield std::move(next);
  }
}

/// Takes orders until \p stop is canceled, which it does itself, half way. The
/// producer's await ends at once, and its exception comes out of next().
SWITCHBACK_ASYNC task<int> ship_until_canceled() {
  cancellation_source stop;
  async_stream<order> stream = orders().with_cancellation(stop.token());
  int shipped = 0;
  try {
    while (std::optional<order> next = co_await stream.next()) {
      std::cout << "  shipped " << next->number << ": " << next->what << '\n';
      if (++shipped == 4)
        stop.cancel();
    }
  } catch (const operation_canceled &) {
    std::cout << "  canceled\n";
  }
  co_return shipped;
}

/// Stops reading. The stream goes, and with it, at once, what the producer holds.
SWITCHBACK_ASYNC task<int> ship_two() {
  int shipped = 0;
  {
    async_stream<order> stream = orders();
    while (std::optional<order> next = co_await stream.next()) {
      std::cout << "  shipped " << next->number << ": " << next->what << '\n';
      if (++shipped == 2)
        break;
    }
  }
  std::cout << "  enough\n";
  co_return shipped;
}

} // namespace

int main() {
  std::cout << "canceled half way:\n";
  const int first = ship_until_canceled().get();
  std::cout << "left half way:\n";
  const int second = ship_two().get();
  return first == 4 && second == 2 ? 0 : 1;
}
