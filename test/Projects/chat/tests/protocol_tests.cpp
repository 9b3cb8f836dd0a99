// Lines, words, commands, and how many of them a client may send.
#include "protocol.h"
#include "rate_limit.h"
#include "stats.h"
#include "test.h"

using namespace chat;

namespace {

/// The lines of all chunks; a '!' in front of those that are too long.
std::vector<std::string> frame(std::size_t limit,
                               std::initializer_list<std::string_view> chunks) {
  std::vector<std::string> result;
  framer lines = split_lines(limit);
  for (std::string_view chunk : chunks) {
    lines.feed(chunk);
    while (auto line = lines.next())
      result.push_back((line->too_long ? "!" : "") + line->text);
  }
  return result;
}

template <class T> bool parses_as(std::string_view line) {
  auto parsed = parse(line, limits());
  auto *wanted = std::get_if<command>(&parsed);
  return wanted && std::holds_alternative<T>(*wanted);
}

bool fails_with(failure why, std::string_view line) {
  auto parsed = parse(line, limits());
  auto *found = std::get_if<failure>(&parsed);
  return found && *found == why;
}

generator<int> count_to(int n) {
  for (int i = 1; i <= n; ++i) {
    if (i == 4)
      throw std::out_of_range("four");
    co_yield i;
  }
}

using lines = std::vector<std::string>;

} // namespace

TEST(generator_yields_and_throws) {
  int sum = 0;
  for (int n : count_to(3))
    sum += n;
  CHECK(sum == 6);
  for (int n : count_to(0))
    sum += n;
  try {
    for (int n : count_to(5))
      sum += n;
    CHECK(false);
  } catch (const std::out_of_range &) {
  }
  CHECK(sum == 12);
  // One that is not read to its end, and one that never begins.
  auto some = count_to(3);
  CHECK(*some.begin() == 1);
  auto none = count_to(3);
}

TEST(words_of_a_line) {
  lines found;
  for (std::string_view each : words("  one  two three "))
    found.emplace_back(each);
  CHECK(found == lines{"one", "two", "three"});
  for (std::string_view each : words("   "))
    found.emplace_back(each);
  CHECK(found.size() == 3);
}

TEST(framer_takes_any_chunks) {
  CHECK(frame(80, {"one\ntwo\r\n", "th", "ree", "\n", "four"}) ==
        lines{"one", "two", "three"});
  CHECK(frame(80, {"\n\r\n", "", "a\rb\n"}) == lines{"", "", "a\rb"});
  CHECK(frame(80, {}).empty());
}

TEST(framer_skips_long_lines) {
  CHECK(frame(4, {"1234\n12345\n", "12", "3456", "78\nok\n"}) ==
        lines{"1234", "!1234", "!1234", "ok"});
  // What ends a line does not count.
  CHECK(frame(4, {"1234\r\n"}) == lines{"1234"});
}

TEST(framer_is_independent_of_others) {
  framer one = split_lines(10), two = split_lines(10);
  one.feed("a");
  CHECK(!one.next());
  two.feed("b\n");
  one.feed("c\n");
  CHECK(two.next()->text == "b");
  framer moved = std::move(one);
  CHECK(moved.next()->text == "ac");
}

TEST(commands_parse) {
  CHECK(parses_as<commands::nick>("NICK ada"));
  CHECK(parses_as<commands::nick>("  nick   ada "));
  CHECK(parses_as<commands::join>("JOIN #room"));
  CHECK(parses_as<commands::part>("PART #room"));
  CHECK(parses_as<commands::message>("MSG #room hello, world"));
  CHECK(parses_as<commands::whisper>("PRIV ada psst"));
  CHECK(parses_as<commands::list>("LIST"));
  CHECK(parses_as<commands::who>("WHO #room"));
  CHECK(parses_as<commands::history>("HISTORY #room"));
  CHECK(parses_as<commands::history>("HISTORY #room 5"));
  CHECK(parses_as<commands::ping>("PING"));
  CHECK(parses_as<commands::pong>("PONG 1"));
  CHECK(parses_as<commands::stats>("STATS"));
  CHECK(parses_as<commands::quit>("QUIT see you"));
}

TEST(commands_keep_their_arguments) {
  auto parsed = parse("MSG #r  two  blanks", limits());
  auto &said = std::get<commands::message>(std::get<command>(parsed));
  CHECK(said.room == "#r" && said.text == "two  blanks");
  parsed = parse("HISTORY #r 7", limits());
  CHECK(std::get<commands::history>(std::get<command>(parsed)).count == 7);
}

TEST(wrong_commands_are_told) {
  CHECK(fails_with(failure::empty, ""));
  CHECK(fails_with(failure::empty, "   "));
  CHECK(fails_with(failure::unknown_command, "SHOUT"));
  CHECK(fails_with(failure::missing_argument, "NICK"));
  CHECK(fails_with(failure::missing_argument, "JOIN"));
  CHECK(fails_with(failure::missing_argument, "MSG #room"));
  CHECK(fails_with(failure::missing_argument, "PRIV ada "));
  CHECK(fails_with(failure::bad_name, "NICK #ada"));
  CHECK(fails_with(failure::bad_name, "NICK " + std::string(25, 'x')));
  CHECK(fails_with(failure::bad_name, "JOIN room"));
  CHECK(fails_with(failure::bad_name, "JOIN #"));
  CHECK(fails_with(failure::bad_number, "HISTORY #room many"));
  CHECK(fails_with(failure::bad_number, "HISTORY #room 5x"));
  CHECK(fails_with(failure::bad_bytes, "MSG #room \x1b[2J"));
  CHECK(fails_with(failure::too_long, std::string(600, 'x')));
}

TEST(replies_are_taken_apart) {
  reply said = reply::parse("MSG #room ada good  morning");
  CHECK(said.verb == "MSG" && said.arguments.size() == 4);
  CHECK(said.arguments[1] == "ada" && said.rest(2) == "good  morning");
  CHECK(said.rest(9).empty());
  CHECK(ok("JOIN", "#room") == "OK JOIN #room" && ok("PONG") == "OK PONG");
  CHECK(error(failure::too_fast) == "ERR too-fast");
}

TEST(rate_is_limited) {
  auto now = clock::now();
  rate_limit five(5, 2, now);
  CHECK(five.admit(now) && five.admit(now) && !five.admit(now));
  now += std::chrono::milliseconds(250);
  CHECK(five.admit(now) && !five.admit(now));
  now += std::chrono::hours(1);
  CHECK(five.admit(now) && five.admit(now) && !five.admit(now));
  rate_limit none(0, 0, now);
  for (int i = 0; i < 1000; ++i)
    CHECK(none.admit(now));
}

TEST(statistics_have_names) {
  statistics count;
  count.accepted = 3;
  count.bytes_out += 4;
  CHECK(count.line().starts_with("accepted=3 open=0 "));
  CHECK(count.line().ends_with(" bytes-out=4"));
}
