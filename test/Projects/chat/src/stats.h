// What the server counts. Sessions of all threads count here.
#pragma once
#include "generator.h"
#include <atomic>
#include <cstdint>
#include <string>

namespace chat {

struct statistics {
  using counter = std::atomic<std::uint64_t>;
  counter accepted = 0;
  counter open = 0;
  counter commands = 0;
  counter errors = 0;
  counter messages = 0;
  counter deliveries = 0;
  /// Deliveries that had to wait for room in the receiver's queue.
  counter waits = 0;
  counter dropped_slow = 0;
  counter dropped_idle = 0;
  counter pings = 0;
  counter bytes_in = 0;
  counter bytes_out = 0;

  /// The name and the value of each.
  struct entry {
    const char *name;
    std::uint64_t value;
  };
  generator<entry> entries() const;
  /// All in one line.
  std::string line() const;
};

} // namespace chat
