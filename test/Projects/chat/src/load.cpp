// See load.h.
#include "load.h"
#include <charconv>
#include <sstream>

namespace chat {

using namespace asio::experimental::awaitable_operators;

void ledger::note(const std::string &sender, std::size_t number) {
  count++;
  auto at = heard.find(sender);
  if (at == heard.end()) {
    found.push_back("a stranger: " + sender);
    return;
  }
  auto &[who, next] = *at;
  if (number == next) {
    ++next;
    return;
  }
  found.push_back(who + ": " + std::to_string(number) + " instead of " +
                  std::to_string(next));
  next = std::max(next, number + 1);
}

std::size_t ledger::missing() const {
  std::size_t result = 0;
  for (const auto &[who, next] : heard)
    result += messages - std::min(next, messages);
  return result;
}

bool ledger::is_complete() const { return missing() == 0; }

std::string load_report::text() const {
  std::ostringstream out;
  out << "sent " << sent << ", received " << received << ", missing " << missing
      << ", problems " << problems.size();
  if (took.count() > 0)
    out << ", " << std::size_t(double(received) / took.count()) << " a second";
  for (const std::string &each : problems)
    out << "\n  " << each;
  return out.str();
}

std::string numbered(std::size_t number, std::size_t size) {
  std::string text = std::to_string(number) + " ";
  while (text.size() < size)
    text += char('a' + text.size() % 26);
  return text;
}

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  auto [end, problem] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc())
    return std::nullopt;
  return number;
}

namespace {

/// One of the crowd.
struct member {
  std::string nick, room;
  std::shared_ptr<client> connection;
  ledger heard;
};

/// The names of those in one room.
generator<std::string> crowd(std::size_t room, const load_options &options) {
  for (std::size_t i = room; i < options.clients; i += options.rooms)
    co_yield "user" + std::to_string(i);
}

awaitable<> talk(member &self, const load_options &options) {
  for (std::size_t i = 0; i < options.messages; ++i)
    co_await self.connection->say(self.room, numbered(i, options.size));
}

awaitable<> hear(member &self) {
  while (!self.heard.is_complete()) {
    auto said = co_await self.connection->next_event("MSG");
    if (auto number = number_of(said.rest(2)))
      self.heard.note(said.arguments[1], *number);
    else
      self.heard.note(said.arguments[1] + "?", 0);
  }
}

/// What one client does, from connecting to leaving.
awaitable<> live(member &self, tcp::endpoint server,
                 const load_options &options, latch &all_there,
                 latch &all_done) {
  self.connection = co_await client::connect(server);
  co_await self.connection->login(self.nick);
  co_await self.connection->join(self.room);
  // What is said before somebody is there is not for them.
  co_await all_there.arrive_and_wait();
  try {
    co_await (talk(self, options) && hear(self));
  } catch (const asio::multiple_exceptions &both) {
    // The second was only cancelled for the first.
    std::rethrow_exception(both.first_exception());
  }
  // Who leaves early is not missed, but who has left cannot hear too much.
  co_await all_done.arrive_and_wait();
  co_await self.connection->quit();
}

template <class Range> auto all_of(Range operations) {
  return asio::experimental::make_parallel_group(std::move(operations))
      .async_wait(asio::experimental::wait_for_one_error(),
                  asio::use_awaitable);
}

} // namespace

awaitable<load_report> run_load(tcp::endpoint server, load_options options) {
  auto executor = co_await asio::this_coro::executor;
  options.rooms = std::max<std::size_t>(options.rooms, 1);
  std::vector<member> members;
  for (std::size_t i = 0; i < options.clients; ++i) {
    std::size_t room = i % options.rooms;
    member one{"user" + std::to_string(i), "#room" + std::to_string(room),
               nullptr, ledger(options.messages)};
    for (const std::string &other : crowd(room, options))
      if (other != one.nick)
        one.heard.expect(other);
    members.push_back(std::move(one));
  }

  latch all_there(executor, options.clients),
      all_done(executor, options.clients);
  auto start = clock::now();
  auto everybody = [&]() -> awaitable<> {
    using operation =
        decltype(asio::co_spawn(executor, awaitable<>(), asio::deferred));
    std::vector<operation> lives;
    for (member &each : members)
      lives.push_back(asio::co_spawn(
          executor, live(each, server, options, all_there, all_done),
          asio::deferred));
    auto [order, failures] = co_await all_of(std::move(lives));
    // The first that failed, not those that were cancelled for it.
    for (std::size_t i : order)
      if (failures[i])
        std::rethrow_exception(failures[i]);
  };

  load_report report;
  try {
    if (!members.empty() && !co_await with_timeout(everybody(), options.limit))
      report.problems.push_back("the time is over");
  } catch (const std::exception &error) {
    report.problems.push_back(error.what());
  }
  report.took = clock::now() - start;
  for (const auto &[nick, room, connection, heard] : members) {
    if (connection)
      connection->close();
    report.sent += options.messages;
    report.received += heard.received();
    report.missing += heard.missing();
    for (const std::string &problem : heard.problems())
      report.problems.push_back(nick + " heard from " + problem);
  }
  co_return report;
}

} // namespace chat
