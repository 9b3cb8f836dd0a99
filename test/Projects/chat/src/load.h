// A crowd of clients that talk all at once, and what becomes of what they say.
#pragma once
#include "client.h"
#include "timing.h"
#include <map>
#include <string>
#include <vector>

namespace chat {

struct load_options {
  std::size_t clients = 8;
  std::size_t messages = 50;
  std::size_t rooms = 2;
  /// Bytes of a message; a few more if its number needs them.
  std::size_t size = 40;
  duration limit = std::chrono::seconds(60);
};

/// What one client has heard from those in its room: each message once, and
/// those of one sender in order.
class ledger {
public:
  explicit ledger(std::size_t messages) : messages(messages) {}

  void expect(const std::string &sender) { heard[sender] = 0; }
  /// The next message of 'sender' should be number 'number'.
  void note(const std::string &sender, std::size_t number);

  bool is_complete() const;
  std::size_t received() const { return count; }
  std::size_t missing() const;
  const std::vector<std::string> &problems() const { return found; }

private:
  std::size_t messages;
  std::size_t count = 0;
  std::map<std::string, std::size_t> heard;
  std::vector<std::string> found;
};

struct load_report {
  std::size_t sent = 0, received = 0, missing = 0;
  std::vector<std::string> problems;
  std::chrono::duration<double> took{};

  bool is_good() const { return problems.empty() && missing == 0; }
  std::string text() const;
};

/// The text of a message, which has its number in it.
std::string numbered(std::size_t number, std::size_t size);
/// The number, or nothing if it is no such text.
std::optional<std::size_t> number_of(std::string_view text);

/// Runs all clients against a server. Returns when each has heard everything,
/// or the time is over.
awaitable<load_report> run_load(tcp::endpoint server, load_options options);

} // namespace chat
