// See protocol.h and framer.h.
#include "protocol.h"
#include <algorithm>
#include <charconv>
#include <map>

namespace chat {

framer split_lines(std::size_t limit) {
  for (;;) {
    framed_line line;
    for (;;) {
      char byte = co_await next_byte();
      if (byte == '\n')
        break;
      if (line.text.size() < limit)
        line.text += byte;
      else if (byte != '\r')
        // The rest is skipped, whatever its length: it must not cost memory.
        line.too_long = true;
    }
    if (line.text.ends_with('\r'))
      line.text.pop_back();
    co_yield std::move(line);
  }
}

generator<std::string_view> words(std::string_view line) {
  while (true) {
    std::size_t begin = line.find_first_not_of(' ');
    if (begin == line.npos)
      co_return;
    line.remove_prefix(begin);
    std::string_view word = line.substr(0, line.find(' '));
    co_yield word;
    line.remove_prefix(word.size());
  }
}

std::string_view word(failure why) {
  switch (why) {
  case failure::none:
    return "none";
  case failure::empty:
    return "empty";
  case failure::unknown_command:
    return "unknown-command";
  case failure::missing_argument:
    return "missing-argument";
  case failure::bad_name:
    return "bad-name";
  case failure::bad_number:
    return "bad-number";
  case failure::too_long:
    return "too-long";
  case failure::no_nick:
    return "no-nick";
  case failure::nick_taken:
    return "nick-taken";
  case failure::no_such_nick:
    return "no-such-nick";
  case failure::no_such_room:
    return "no-such-room";
  case failure::not_in_room:
    return "not-in-room";
  case failure::already_in_room:
    return "already-in-room";
  case failure::too_many_rooms:
    return "too-many-rooms";
  case failure::too_fast:
    return "too-fast";
  case failure::bad_bytes:
    return "bad-bytes";
  }
  return "unknown";
}

bool is_name(std::string_view text, const limits &allowed) {
  auto good = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !text.empty() && text.size() <= allowed.name &&
         std::all_of(text.begin(), text.end(), good);
}

bool is_room(std::string_view text, const limits &allowed) {
  return text.starts_with('#') && is_name(text.substr(1), allowed);
}

namespace {

/// What is left of a line while it is taken apart.
class cursor {
public:
  explicit cursor(std::string_view line) : text(line) {}

  std::string_view word() {
    skip_blanks();
    std::string_view found = text.substr(0, text.find(' '));
    text.remove_prefix(found.size());
    return found;
  }
  std::string_view rest() {
    skip_blanks();
    return text;
  }

private:
  void skip_blanks() {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  }
  std::string_view text;
};

using parsed = std::variant<command, failure>;
using parser = parsed (*)(cursor, const limits &);

/// For commands that take a room and nothing else.
template <class T> parsed with_room(cursor at, const limits &allowed) {
  std::string_view room = at.word();
  if (room.empty())
    return failure::missing_argument;
  if (!is_room(room, allowed))
    return failure::bad_name;
  return T{std::string(room)};
}

parsed parse_nick(cursor at, const limits &allowed) {
  std::string_view name = at.word();
  if (name.empty())
    return failure::missing_argument;
  if (!is_name(name, allowed))
    return failure::bad_name;
  return commands::nick{std::string(name)};
}

parsed parse_message(cursor at, const limits &allowed) {
  std::string_view room = at.word(), text = at.rest();
  if (text.empty())
    return failure::missing_argument;
  if (!is_room(room, allowed))
    return failure::bad_name;
  return commands::message{std::string(room), std::string(text)};
}

parsed parse_whisper(cursor at, const limits &allowed) {
  std::string_view to = at.word(), text = at.rest();
  if (text.empty())
    return failure::missing_argument;
  if (!is_name(to, allowed))
    return failure::bad_name;
  return commands::whisper{std::string(to), std::string(text)};
}

parsed parse_history(cursor at, const limits &allowed) {
  std::string_view room = at.word(), number = at.word();
  if (room.empty())
    return failure::missing_argument;
  if (!is_room(room, allowed))
    return failure::bad_name;
  commands::history wanted{std::string(room)};
  if (!number.empty()) {
    auto [end, problem] = std::from_chars(
        number.data(), number.data() + number.size(), wanted.count);
    if (problem != std::errc() || end != number.data() + number.size())
      return failure::bad_number;
  }
  return wanted;
}

const std::map<std::string_view, parser> parsers = {
    {"NICK", parse_nick},
    {"JOIN", with_room<commands::join>},
    {"PART", with_room<commands::part>},
    {"MSG", parse_message},
    {"PRIV", parse_whisper},
    {"LIST", [](cursor, const limits &) -> parsed { return commands::list{}; }},
    {"WHO", with_room<commands::who>},
    {"HISTORY", parse_history},
    {"PING",
     [](cursor at, const limits &) -> parsed {
       return commands::ping{std::string(at.rest())};
     }},
    {"PONG", [](cursor, const limits &) -> parsed { return commands::pong{}; }},
    {"STATS",
     [](cursor, const limits &) -> parsed { return commands::stats{}; }},
    {"QUIT",
     [](cursor at, const limits &) -> parsed {
       return commands::quit{std::string(at.rest())};
     }},
};

} // namespace

std::variant<command, failure> parse(std::string_view line,
                                     const limits &allowed) {
  if (line.size() > allowed.line)
    return failure::too_long;
  // What a terminal would take for more than text is not passed on to others.
  if (std::any_of(line.begin(), line.end(),
                  [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
    return failure::bad_bytes;
  cursor at(line);
  std::string verb(at.word());
  if (verb.empty())
    return failure::empty;
  for (char &c : verb)
    if (c >= 'a' && c <= 'z')
      c -= 'a' - 'A';
  auto found = parsers.find(verb);
  if (found == parsers.end())
    return failure::unknown_command;
  return found->second(at, allowed);
}

reply reply::parse(std::string_view line) {
  reply result;
  result.line = line;
  for (std::string_view each : words(line)) {
    if (result.verb.empty())
      result.verb = each;
    else
      result.arguments.emplace_back(each);
  }
  return result;
}

std::string reply::rest(std::size_t n) const {
  cursor at(line);
  for (std::size_t i = 0; i <= n; ++i)
    at.word();
  return std::string(at.rest());
}

std::string join_words(std::initializer_list<std::string_view> parts) {
  std::string line;
  for (std::string_view part : parts) {
    if (part.empty())
      continue;
    if (!line.empty())
      line += ' ';
    line += part;
  }
  return line;
}

std::string ok(std::string_view verb, std::string_view detail) {
  return join_words({"OK", verb, detail});
}

std::string error(failure why, std::string_view about) {
  return join_words({"ERR", word(why), about});
}

} // namespace chat
