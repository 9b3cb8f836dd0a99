// What client and server say to each other: lines of text. A command is one
// word and what it asks for; docs of each stand at its type.
#pragma once
#include "framer.h"
#include "generator.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace chat {

/// What the server puts up with.
struct limits {
  std::size_t line = 512;
  std::size_t name = 24;
  std::size_t rooms_of_one = 16;
  /// How many commands a second, and how many at once; none of the former is
  /// no limit.
  double rate = 0;
  double burst = 20;
};

namespace commands {
/// NICK name: has to come first.
struct nick {
  std::string name;
};
/// JOIN room: makes it if it is not there.
struct join {
  std::string room;
};
/// PART room
struct part {
  std::string room;
};
/// MSG room text: to all others in the room.
struct message {
  std::string room, text;
};
/// PRIV nick text: to one.
struct whisper {
  std::string to, text;
};
/// LIST: the rooms.
struct list {};
/// WHO room: those in it.
struct who {
  std::string room;
};
/// HISTORY room [count]: what was said last.
struct history {
  std::string room;
  std::size_t count = 10;
};
/// PING [token]: the answer is PONG with the same token.
struct ping {
  std::string token;
};
/// PONG [token]: the answer to a PING of the server's.
struct pong {};
/// STATS: counters of the server.
struct stats {};
/// QUIT [text]
struct quit {
  std::string text;
};
} // namespace commands

using command =
    std::variant<commands::nick, commands::join, commands::part,
                 commands::message, commands::whisper, commands::list,
                 commands::who, commands::history, commands::ping,
                 commands::pong, commands::stats, commands::quit>;

/// Why a line is no command, or a command is not carried out.
enum class failure {
  none,
  empty,
  unknown_command,
  missing_argument,
  bad_name,
  bad_number,
  too_long,
  no_nick,
  nick_taken,
  no_such_nick,
  no_such_room,
  not_in_room,
  already_in_room,
  too_many_rooms,
  too_fast,
  bad_bytes,
};

/// The word that stands for it in an ERR line.
std::string_view word(failure why);

/// A command, or why the line is none.
std::variant<command, failure> parse(std::string_view line,
                                     const limits &allowed);

/// Letters, digits, '-' and '_'; rooms are called '#' and a name.
bool is_name(std::string_view text, const limits &allowed);
bool is_room(std::string_view text, const limits &allowed);

/// The words of a line, without what is between them.
generator<std::string_view> words(std::string_view line);

/// What the server says, as a client sees it: a verb and all that follows it.
struct reply {
  std::string verb;
  std::vector<std::string> arguments;
  /// The arguments from the n-th on as they were written.
  std::string rest(std::size_t n) const;

  static reply parse(std::string_view line);

private:
  std::string line;
};

/// Lines of the server.
std::string ok(std::string_view verb, std::string_view detail = {});
std::string error(failure why, std::string_view about = {});
std::string join_words(std::initializer_list<std::string_view> parts);

} // namespace chat
