// The lines that wait to be written to one client: a bounded queue between
// sessions of any threads on the one side and one writer on the other.
#pragma once
#include "net.h"
#include <atomic>
#include <memory>
#include <string>

namespace chat {

/// One line for many receivers.
using line_ptr = std::shared_ptr<const std::string>;

inline line_ptr make_line(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

enum class push_result { accepted, full, timed_out, closed };

class outbox {
public:
  outbox(asio::any_io_executor executor, std::size_t capacity)
      : lines(std::move(executor), capacity) {}

  /// Does not wait: 'accepted', 'full' or 'closed'.
  push_result try_push(line_ptr line);
  /// Waits up to 'patience' for room. Lines of one sender keep their order.
  awaitable<push_result> push(line_ptr line, duration patience);
  /// The next line, or null behind the last.
  awaitable<line_ptr> pop();
  /// The same without waiting; nothing is there if it gives false.
  bool try_pop(line_ptr &line);

  /// Takes nothing more but 'last'; what is in it can still be taken out.
  /// Gives false if there was no room in time.
  awaitable<bool> finish(line_ptr last, duration patience);
  /// Throws away what is in it, and ends all waits.
  void abandon();

  bool is_finished() const { return finished; }

private:
  awaitable<push_result> send(line_ptr line);

  // A null line is the end. Closing a channel would lose what is in it.
  concurrent_channel<line_ptr> lines;
  std::atomic<bool> finished = false;
  std::atomic<bool> abandoned = false;
};

} // namespace chat
