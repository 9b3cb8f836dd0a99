// One client on the server: reads its commands, writes what is in its queue,
// and watches the time.
#pragma once
#include "net.h"
#include "protocol.h"
#include "rate_limit.h"
#include "room.h"
#include "stats.h"
#include <memory>
#include <string>

namespace chat {

struct server_options {
  std::uint16_t port = 0;
  limits allowed;
  /// Lines that wait for one client.
  std::size_t queue = 64;
  /// Lines of a room that are kept.
  std::size_t history = 100;
  /// How long a client may be silent before it is asked whether it is there,
  /// and before it has to go.
  duration ping_after = std::chrono::seconds(30);
  duration idle = std::chrono::seconds(90);
  /// How long others wait for a client that does not read.
  duration patience = std::chrono::seconds(2);
  /// How long clients have to take what is left for them, when all ends.
  duration grace = std::chrono::seconds(3);
  /// 0 leaves it to the system.
  int send_buffer = 0;
};

/// What all sessions of a server share.
struct server_state {
  server_options options;
  statistics count;
  hub everybody;

  server_state(asio::any_io_executor executor, server_options with)
      : options(with), everybody(std::move(executor), count, options.patience,
                                 options.history) {}
};

class session final : public participant,
                      public std::enable_shared_from_this<session> {
public:
  /// The socket's executor is a strand: all of a session runs on it.
  session(tcp::socket connection, std::shared_ptr<server_state> of)
      : shared(std::move(of)), server(*shared), socket(std::move(connection)),
        out(socket.get_executor(), server.options.queue),
        rate(server.options.allowed.rate, server.options.allowed.burst,
             clock::now()) {}

  asio::any_io_executor executor() { return socket.get_executor(); }

  /// From the first line to the last.
  awaitable<> run();

  /// Says goodbye, once everything that is in the queue has been said. Can be
  /// called from everywhere, and does not wait.
  void say_goodbye(std::string reason);
  /// Ends at once. Can be called from everywhere.
  void abort();

  outbox &queue() override { return out; }
  void drop(std::string reason) override;

private:
  /// Reads and obeys commands until the client wants to go or is gone.
  awaitable<> read_loop();
  /// Writes until the queue is at its end or the client does not read.
  awaitable<> write_loop();
  /// Returns when the client was silent for too long.
  awaitable<> watch_loop();
  /// Everything but writing; the queue is at its end when it returns.
  awaitable<> listen();

  /// Whether the session goes on.
  awaitable<bool> obey(framed_line line);
  awaitable<bool> on(commands::nick wanted);
  awaitable<bool> on(commands::join wanted);
  awaitable<bool> on(commands::part wanted);
  awaitable<bool> on(commands::message wanted);
  awaitable<bool> on(commands::whisper wanted);
  awaitable<bool> on(commands::list);
  awaitable<bool> on(commands::who wanted);
  awaitable<bool> on(commands::history wanted);
  awaitable<bool> on(commands::ping wanted);
  awaitable<bool> on(commands::pong);
  awaitable<bool> on(commands::stats);
  awaitable<bool> on(commands::quit wanted);

  /// Puts a line for this client into the queue, and waits for room.
  awaitable<bool> answer(std::string line);
  /// The answer to 'verb': OK, or what was wrong.
  awaitable<bool> answer(std::string_view verb, std::string about,
                         failure result);
  /// An answer of many lines and an end.
  template <class Lines>
  awaitable<bool> answer_all(std::string_view verb, Lines lines);

  void hang_up();

  // A session may outlive its server, if only by the way back from its end.
  std::shared_ptr<server_state> shared;
  server_state &server;
  tcp::socket socket;
  outbox out;
  rate_limit rate;
  std::string nick;
  clock::time_point last_heard = clock::now();
  bool asked = false;
  asio::cancellation_signal stopping;
};

} // namespace chat
