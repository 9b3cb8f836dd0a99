// The server: accepts clients, runs their sessions, and ends in good order.
#pragma once
#include "session.h"
#include "task_group.h"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace chat {

class server {
public:
  /// Listens at once, on the loopback interface.
  server(asio::any_io_executor executor, server_options with);
  server(const server &) = delete;

  /// Where it listens, or has listened.
  tcp::endpoint endpoint() const { return where; }
  const statistics &count() const { return state->count; }

  /// Accepts until somebody stops it, then says goodbye to all and waits for
  /// them. The server has to live until then.
  awaitable<> run();
  /// Can be called from every thread, and more than once.
  void stop(std::string reason);

  /// Calls 'print' with the statistics now and then, while it runs.
  void report(duration period, std::function<void(std::string)> print) {
    report_period = period;
    report_to = std::move(print);
  }

private:
  awaitable<> accept_loop();
  awaitable<> report_loop();
  awaitable<std::string> stop_request();
  awaitable<> shut_down(std::string reason);
  void start(tcp::socket connection);

  /// Sessions that may still be there.
  std::vector<std::shared_ptr<session>> living();

  // The sessions have a strand each on the pool; this is the server's own.
  asio::any_io_executor pool;
  asio::any_io_executor strand;
  std::shared_ptr<server_state> state;
  tcp::acceptor acceptor;
  tcp::endpoint where;
  concurrent_channel<std::string> stops;
  task_group running;
  std::vector<std::weak_ptr<session>> sessions;
  duration report_period = duration::zero();
  std::function<void(std::string)> report_to;
};

} // namespace chat
