// Rooms, and the hub that knows all rooms and everybody who is there.
#pragma once
#include "outbox.h"
#include "protocol.h"
#include "stats.h"
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace chat {

/// Somebody who gets lines. The hub calls it from its own strand.
class participant {
public:
  virtual ~participant() = default;
  virtual outbox &queue() = 0;
  /// It has not taken its lines in time, and is to go. Does not wait.
  virtual void drop(std::string reason) = 0;
};
using participant_ptr = std::shared_ptr<participant>;
using participants = std::vector<participant_ptr>;

/// One line of a room's history.
struct said {
  std::uint64_t number;
  std::string from, text;
};

class room {
public:
  explicit room(std::size_t history) : keep(history) {}

  bool has(const std::string &nick) const { return members.contains(nick); }
  bool is_empty() const { return members.empty(); }
  std::size_t size() const { return members.size(); }
  void add(const std::string &nick, participant_ptr who) {
    members.emplace(nick, std::move(who));
  }
  void remove(const std::string &nick) { members.erase(nick); }

  /// Notes what was said.
  void remember(const std::string &from, const std::string &text);
  /// The last 'count', the oldest first.
  std::vector<said> last(std::size_t count) const;
  std::vector<std::string> names() const;

  /// Gives 'line' to all but 'from'. Returns those who have no room for it.
  participants deliver(const line_ptr &line, const std::string &from,
                       statistics &count) const;

private:
  std::map<std::string, participant_ptr> members;
  std::deque<said> history;
  std::size_t keep;
  std::uint64_t next_number = 1;
};

/// The members are coroutines for sessions on any strand. What they read or
/// change they do on the hub's own strand, and they wait on the caller's.
class hub {
public:
  struct room_size {
    std::string name;
    std::size_t members;
  };

  hub(asio::any_io_executor executor, statistics &count, duration patience,
      std::size_t history)
      : strand(asio::make_strand(std::move(executor))), count(count),
        patience(patience), keep(history) {}

  /// Gives a nick to 'who', who was called 'old' or is new.
  awaitable<failure> enter(std::string old, std::string nick,
                           participant_ptr who);
  /// Takes it out of all rooms. Comes to its end also in a coroutine that has
  /// been cancelled.
  awaitable<> leave(std::string nick);
  awaitable<failure> join(std::string room, std::string nick, std::size_t most);
  awaitable<failure> part(std::string room, std::string nick);

  /// To all others in the room. Returns when every one of them has it in its
  /// queue or was dropped: so a sender is held up by slow receivers, and lines
  /// of one sender stay in order.
  awaitable<failure> say(std::string room, std::string from, std::string text);
  awaitable<failure> whisper(std::string from, std::string to,
                             std::string text);

  awaitable<std::vector<room_size>> list();
  awaitable<std::pair<failure, std::vector<std::string>>> who(std::string room);
  awaitable<std::pair<failure, std::vector<said>>>
  history(std::string room, std::string nick, std::size_t count);

private:
  struct delivery {
    failure result = failure::none;
    line_ptr line = nullptr;
    participants slow = {};
  };

  /// Calls 'f' on the strand, and returns what it returns.
  template <class F> awaitable<std::invoke_result_t<F>> exclusively(F f);
  /// Waits for those who are slow, all at once, and drops who takes too long.
  awaitable<> settle(delivery open);

  room *find(const std::string &name);
  void remove_if_empty(const std::string &name);
  delivery tell_room(const std::string &name, const std::string &from,
                     std::string line);

  asio::strand<asio::any_io_executor> strand;
  statistics &count;
  duration patience;
  std::size_t keep;
  std::map<std::string, participant_ptr> people;
  std::map<std::string, room> rooms;
};

} // namespace chat
