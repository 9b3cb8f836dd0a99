// See client.h.
#include "client.h"
#include "timing.h"
#include <algorithm>
#include <array>

namespace chat {

awaitable<std::shared_ptr<client>> client::connect(tcp::endpoint server,
                                                   options with) {
  auto result =
      std::make_shared<client>(co_await asio::this_coro::executor, with);
  if (!co_await with_timeout(result->open(server), with.timeout))
    throw connection_lost("no connection in time");
  asio::co_spawn(
      result->socket.get_executor(),
      [result]() -> awaitable<> {
        try {
          co_await result->read_loop();
        } catch (const std::exception &) {
          // Whoever waits for an answer will see that there is none.
        }
        result->close();
      },
      asio::detached);
  co_return result;
}

awaitable<> client::open(tcp::endpoint server) {
  socket.open(server.protocol());
  if (with.receive_buffer)
    socket.set_option(tcp::socket::receive_buffer_size(with.receive_buffer));
  co_await socket.async_connect(server, asio::use_awaitable);
  socket.set_option(tcp::no_delay(true));
}

awaitable<> client::read_loop() {
  framer lines = split_lines(64 * 1024);
  std::array<char, 4096> chunk;
  for (;;) {
    auto [error, size] =
        co_await socket.async_read_some(asio::buffer(chunk), as_result);
    if (error)
      co_return;
    lines.feed({chunk.data(), size});
    while (auto line = lines.next())
      co_await take(std::move(line->text));
  }
}

awaitable<> client::take(std::string line) {
  static constexpr std::string_view of_others[] = {"MSG", "PRIV", "JOINED",
                                                   "PARTED", "RENAMED"};
  reply said = reply::parse(line);
  if (said.verb == "PING") {
    if (with.answers_pings)
      co_await send("PONG");
    co_return;
  }
  if (said.verb == "BYE")
    farewell = said.rest(0);
  auto &to = std::find(std::begin(of_others), std::end(of_others), said.verb) !=
                     std::end(of_others)
                 ? news
                 : answers;
  co_await to.async_send(error_code(), std::move(said), asio::use_awaitable);
}

awaitable<> client::send(std::string line) {
  line += '\n';
  co_await asio::async_write(socket, asio::buffer(line), asio::use_awaitable);
}

awaitable<reply> client::receive(channel<reply> &from) {
  if (socket.is_open() || from.ready()) {
    auto [error, said] = co_await from.async_receive(as_result);
    if (!error)
      co_return said;
    if (is_cancelled(error) && socket.is_open())
      throw system_error(error);
  }
  throw connection_lost("the server has gone");
}

awaitable<reply> client::request(std::string line) {
  co_await send(std::move(line));
  auto answer = co_await with_timeout(receive(answers), with.timeout);
  if (!answer)
    throw connection_lost("no answer in time");
  if (answer->verb == "ERR")
    throw request_failed(*answer);
  co_return std::move(*answer);
}

awaitable<std::vector<reply>> client::request_all(std::string line) {
  std::vector<reply> result;
  for (reply answer = co_await request(std::move(line)); answer.verb != "END";
       answer = co_await receive(answers))
    result.push_back(std::move(answer));
  co_return result;
}

awaitable<> client::login(std::string nick) {
  co_await request(join_words({"NICK", nick}));
}

awaitable<> client::join(std::string room) {
  co_await request(join_words({"JOIN", room}));
}

awaitable<> client::say(std::string room, std::string text) {
  co_await request(join_words({"MSG", room, text}));
}

awaitable<> client::whisper(std::string nick, std::string text) {
  co_await request(join_words({"PRIV", nick, text}));
}

awaitable<std::string> client::quit(std::string text) {
  auto answer = co_await request(join_words({"QUIT", text}));
  close();
  co_return answer.rest(0);
}

awaitable<reply> client::next_event() {
  if (auto happened = co_await with_timeout(receive(news), with.timeout))
    co_return *happened;
  throw connection_lost("nothing happens");
}

awaitable<reply> client::next_event(std::string_view verb) {
  for (;;)
    if (auto happened = co_await next_event(); happened.verb == verb)
      co_return happened;
}

void client::close() {
  error_code ignored;
  socket.close(ignored);
  // What waits for room in a queue ends, and so does who waits for an answer
  // that will not come. What has come can still be taken.
  answers.cancel();
  news.cancel();
}

} // namespace chat
