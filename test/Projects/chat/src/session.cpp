// See session.h.
#include "session.h"
#include "timing.h"
#include <algorithm>
#include <array>

namespace chat {

using namespace asio::experimental::awaitable_operators;

namespace {

/// Calls something when it dies, wherever the coroutine around it ends.
template <class F> class [[nodiscard]] at_exit {
public:
  explicit at_exit(F f) : call(std::move(f)) {}
  at_exit(const at_exit &) = delete;
  at_exit &operator=(const at_exit &) = delete;
  ~at_exit() { call(); }

private:
  F call;
};

generator<std::string> lines_of(std::vector<hub::room_size> rooms) {
  for (const auto &[name, members] : rooms)
    co_yield join_words({"ROOM", name, std::to_string(members)});
}

generator<std::string> lines_of(std::string room,
                                std::vector<std::string> names) {
  for (const std::string &name : names)
    co_yield join_words({"MEMBER", room, name});
}

generator<std::string> lines_of(std::string room, std::vector<said> history) {
  for (const auto &[number, from, text] : history)
    co_yield join_words({"HIST", room, std::to_string(number), from, text});
}

} // namespace

awaitable<> session::run() {
  auto self = shared_from_this();
  server.count.open++;
  at_exit closed([this] { server.count.open--; });
  try {
    co_await asio::co_spawn(
        executor(), [this]() { return listen() && write_loop(); },
        asio::bind_cancellation_slot(stopping.slot(), asio::use_awaitable));
  } catch (const std::exception &) {
    // It was aborted, or something is broken that concerns this client only.
    server.count.errors++;
  }
  out.abandon();
  hang_up();
  if (!nick.empty()) {
    // This must also come to its end in a server that is being destroyed.
    co_await asio::this_coro::reset_cancellation_state(
        asio::disable_cancellation());
    co_await server.everybody.leave(nick);
  }
}

awaitable<> session::listen() {
  co_await (read_loop() || watch_loop());
  co_await out.finish(nullptr, server.options.patience);
}

awaitable<> session::read_loop() {
  framer lines = split_lines(server.options.allowed.line);
  std::array<char, 1024> chunk;
  for (;;) {
    auto [error, size] =
        co_await socket.async_read_some(asio::buffer(chunk), as_result);
    if (error)
      co_return;
    server.count.bytes_in += size;
    last_heard = clock::now();
    asked = false;
    lines.feed({chunk.data(), size});
    while (auto line = lines.next())
      if (!co_await obey(std::move(*line)))
        co_return;
  }
}

awaitable<> session::write_loop() {
  // Whatever ends it, nobody has to wait for room in the queue any more, and
  // nobody reads what the client says.
  at_exit done([this] {
    out.abandon();
    hang_up();
  });
  constexpr std::size_t most = 16 * 1024;
  std::string batch;
  for (bool open = true; open;) {
    line_ptr line = co_await out.pop();
    batch.clear();
    do {
      if (!line) {
        open = false;
        break;
      }
      batch += *line;
      batch += '\n';
    } while (batch.size() < most && out.try_pop(line));

    auto write = [this, &batch]() -> awaitable<error_code> {
      auto [error, size] =
          co_await asio::async_write(socket, asio::buffer(batch), as_result);
      server.count.bytes_out += size;
      if (is_cancelled(error))
        throw system_error(error);
      co_return error;
    };
    auto written = co_await with_timeout(write(), server.options.patience);
    if (!written)
      server.count.dropped_slow++;
    if (!written || *written)
      co_return;
  }
}

awaitable<> session::watch_loop() {
  const auto &options = server.options;
  asio::steady_timer timer(executor());
  for (;;) {
    auto quiet = clock::now() - last_heard;
    if (quiet >= options.idle)
      break;
    if (quiet >= options.ping_after && !asked) {
      asked = true;
      server.count.pings++;
      // If there is no room, a line of others is on the way anyway.
      out.try_push(make_line("PING"));
    }
    // Once asked, the client may have answered by then, and be silent again.
    auto next = asked ? clock::now() + options.ping_after
                      : last_heard + options.ping_after;
    timer.expires_at(std::min(next, last_heard + options.idle));
    co_await timer.async_wait(asio::use_awaitable);
  }
  server.count.dropped_idle++;
  co_await out.finish(make_line("BYE idle"), options.patience);
}

awaitable<bool> session::obey(framed_line line) {
  server.count.commands++;
  if (!rate.admit(clock::now()))
    co_return co_await answer("", "", failure::too_fast);
  if (line.too_long)
    co_return co_await answer("", "", failure::too_long);
  auto parsed = parse(line.text, server.options.allowed);
  if (auto *why = std::get_if<failure>(&parsed))
    co_return co_await answer("", "", *why);
  auto &wanted = std::get<command>(parsed);
  if (nick.empty() && !std::holds_alternative<commands::nick>(wanted) &&
      !std::holds_alternative<commands::ping>(wanted) &&
      !std::holds_alternative<commands::pong>(wanted) &&
      !std::holds_alternative<commands::quit>(wanted))
    co_return co_await answer("", "", failure::no_nick);
  co_return co_await std::visit(
      [this](auto &each) { return on(std::move(each)); }, wanted);
}

awaitable<bool> session::on(commands::nick wanted) {
  auto result =
      co_await server.everybody.enter(nick, wanted.name, shared_from_this());
  if (result == failure::none)
    nick = wanted.name;
  co_return co_await answer("NICK", std::move(wanted.name), result);
}

awaitable<bool> session::on(commands::join wanted) {
  auto result = co_await server.everybody.join(
      wanted.room, nick, server.options.allowed.rooms_of_one);
  co_return co_await answer("JOIN", std::move(wanted.room), result);
}

awaitable<bool> session::on(commands::part wanted) {
  co_return co_await answer("PART", wanted.room,
                            co_await server.everybody.part(wanted.room, nick));
}

awaitable<bool> session::on(commands::message wanted) {
  auto &[room, text] = wanted;
  auto result = co_await server.everybody.say(room, nick, std::move(text));
  co_return co_await answer("MSG", room, result);
}

awaitable<bool> session::on(commands::whisper wanted) {
  auto result = co_await server.everybody.whisper(nick, wanted.to, wanted.text);
  co_return co_await answer("PRIV", wanted.to, result);
}

awaitable<bool> session::on(commands::list) {
  co_return co_await answer_all("LIST",
                                lines_of(co_await server.everybody.list()));
}

awaitable<bool> session::on(commands::who wanted) {
  auto [result, names] = co_await server.everybody.who(wanted.room);
  if (result != failure::none)
    co_return co_await answer("WHO", wanted.room, result);
  co_return co_await answer_all("WHO", lines_of(wanted.room, std::move(names)));
}

awaitable<bool> session::on(commands::history wanted) {
  auto [result, lines] =
      co_await server.everybody.history(wanted.room, nick, wanted.count);
  co_return result == failure::none
      ? co_await answer_all("HISTORY", lines_of(wanted.room, std::move(lines)))
      : co_await answer("HISTORY", wanted.room, result);
}

awaitable<bool> session::on(commands::ping wanted) {
  co_return co_await answer(join_words({"PONG", wanted.token}));
}

awaitable<bool> session::on(commands::pong) { co_return true; }

awaitable<bool> session::on(commands::stats) {
  co_return co_await answer(ok("STATS", server.count.line()));
}

awaitable<bool> session::on(commands::quit wanted) {
  co_await out.finish(make_line(join_words({"BYE", wanted.text})),
                      server.options.patience);
  co_return false;
}

awaitable<bool> session::answer(std::string line) {
  switch (
      co_await out.push(make_line(std::move(line)), server.options.patience)) {
  case push_result::accepted:
    co_return true;
  case push_result::timed_out:
    // It asks, but does not read the answers.
    server.count.dropped_slow++;
    out.abandon();
    break;
  case push_result::full:
  case push_result::closed:
    break;
  }
  co_return false;
}

awaitable<bool> session::answer(std::string_view verb, std::string about,
                                failure result) {
  if (result != failure::none) {
    server.count.errors++;
    co_return co_await answer(error(result, about));
  }
  co_return co_await answer(ok(verb, about));
}

template <class Lines>
awaitable<bool> session::answer_all(std::string_view verb, Lines lines) {
  for (const auto &line : lines)
    if (!co_await answer(line))
      co_return false;
  co_return co_await answer(join_words({"END", verb}));
}

void session::say_goodbye(std::string reason) {
  asio::co_spawn(
      executor(),
      [self = shared_from_this(), reason = std::move(reason)]() -> awaitable<> {
        auto last = make_line(join_words({"BYE", reason}));
        if (!co_await self->out.finish(last, self->server.options.grace))
          self->out.abandon();
      },
      asio::detached);
}

void session::abort() {
  asio::post(socket.get_executor(), [self = shared_from_this()] {
    self->stopping.emit(asio::cancellation_type::terminal);
  });
}

void session::drop(std::string) {
  server.count.dropped_slow++;
  // There is no point in saying why: it does not read.
  abort();
}

void session::hang_up() {
  error_code ignored;
  socket.shutdown(tcp::socket::shutdown_both, ignored);
  socket.close(ignored);
}

} // namespace chat
