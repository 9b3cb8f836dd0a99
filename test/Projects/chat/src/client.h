// A client: one request at a time, and a queue of what others say.
#pragma once
#include "net.h"
#include "protocol.h"
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace chat {

/// The server says that it cannot do what it was asked for.
struct request_failed : std::runtime_error {
  explicit request_failed(const reply &answer)
      : std::runtime_error(answer.rest(0)), why(answer.arguments.at(0)) {}
  std::string why;
};

/// The server has gone, or does not answer in time.
struct connection_lost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct client_options {
  /// Events that wait for somebody to take them; then the client stops reading.
  std::size_t queue = 256;
  duration timeout = std::chrono::seconds(5);
  /// Whether to answer to the server's PING.
  bool answers_pings = true;
  /// 0 leaves it to the system.
  int receive_buffer = 0;
};

/// All of it runs on one executor, without locks.
class client : public std::enable_shared_from_this<client> {
public:
  using options = client_options;

  client(asio::any_io_executor executor, options with)
      : with(with), socket(executor), answers(executor, 1),
        news(executor, with.queue) {}

  static awaitable<std::shared_ptr<client>> connect(tcp::endpoint server,
                                                    options with = {});

  /// The one line of an answer. Throws if that is an error.
  awaitable<reply> request(std::string line);
  /// An answer of many lines, without its end.
  awaitable<std::vector<reply>> request_all(std::string line);

  awaitable<> login(std::string nick);
  awaitable<> join(std::string room);
  awaitable<> say(std::string room, std::string text);
  awaitable<> whisper(std::string nick, std::string text);
  /// Goes, and returns what the server says to that.
  awaitable<std::string> quit(std::string text = {});

  /// What others do. Throws if nothing happens in time or the server has gone.
  awaitable<reply> next_event();
  /// The next event that is called 'verb'; others are passed over.
  awaitable<reply> next_event(std::string_view verb);

  /// Sends a line, whatever the server makes of it, and waits for nothing.
  awaitable<> send(std::string line);
  /// What the server has said at last, once it has gone.
  const std::string &goodbye() const { return farewell; }
  void close();

private:
  awaitable<> open(tcp::endpoint server);
  awaitable<> read_loop();
  awaitable<> take(std::string line);
  /// The next of a queue; throws once the connection is closed and it is empty.
  awaitable<reply> receive(channel<reply> &from);

  options with;
  tcp::socket socket;
  channel<reply> answers;
  channel<reply> news;
  std::string farewell;
};

} // namespace chat
