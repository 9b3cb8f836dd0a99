// An echo server and three clients on loopback, in one thread, written with
// Boost.Asio's own awaitable coroutines. Asio's headers hold coroutines too
// (co_spawn and use_awaitable are made of them); those stay native, so lowered
// and native frames resume, await and destroy each other here.
//
// What happens when is up to the kernel, so nothing is printed as it happens:
// each client keeps a log, and the logs are printed in the clients' order.

#include <switchback/annotate.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using boost::system::system_error;

namespace {

/// What the server has done.
struct totals {
  int accepted = 0;
  int finished = 0; // by the client's end of file, not by an error
  int lines = 0;
  std::size_t bytes = 0;
};

/// One connection, seen from the server.
class session {
  tcp::socket socket;
  totals &total;

public:
  session(tcp::socket socket, totals &total)
      : socket(std::move(socket)), total(total) {}

  SWITCHBACK_ASYNC awaitable<void> echo() {
    std::string pending; // may hold more than the line that was asked for
    try {
      for (;;) {
        std::size_t length = co_await asio::async_read_until(
            socket, asio::dynamic_buffer(pending), '\n', use_awaitable);
        co_await asio::async_write(socket, asio::buffer(pending, length),
                                   use_awaitable);
        pending.erase(0, length);
        ++total.lines;
        total.bytes += length;
      }
    } catch (const system_error &e) {
      if (e.code() != asio::error::eof)
        throw;
    }
    ++total.finished;
  }
};

/// Owns the session while it runs; its end closes the connection.
SWITCHBACK_ASYNC awaitable<void> serve_one(tcp::socket socket, totals &total) {
  session connection(std::move(socket), total);
  co_await connection.echo();
}

/// Accepts until the acceptor is closed.
SWITCHBACK_ASYNC awaitable<void> serve(tcp::acceptor &acceptor, totals &total) {
  for (;;) {
    auto [error, socket] =
        co_await acceptor.async_accept(asio::as_tuple(use_awaitable));
    if (error) // operation_aborted, and the acceptor may be gone
      co_return;
    ++total.accepted;
    asio::co_spawn(acceptor.get_executor(), serve_one(std::move(socket), total),
                   asio::detached);
  }
}

/// The clients that run at the same time, and what they have to tell.
struct crowd {
  int running = 0;
  asio::steady_timer all_gone; // never expires: cancelled by the last client
  std::vector<std::string> logs;
};

SWITCHBACK_ASYNC awaitable<std::string> say(tcp::socket &socket,
                                            std::string line) {
  line += '\n';
  co_await asio::async_write(socket, asio::buffer(line), use_awaitable);
  std::string reply;
  reply.resize(co_await asio::async_read_until(
      socket, asio::dynamic_buffer(reply), '\n', use_awaitable));
  reply.pop_back(); // the new line
  co_return reply;
}

SWITCHBACK_ASYNC awaitable<void> run_client(int id, tcp::endpoint server,
                                            std::vector<std::string> lines,
                                            crowd &others) {
  std::string log;
  try {
    tcp::socket socket(co_await asio::this_coro::executor);
    co_await socket.async_connect(server, use_awaitable);

    // Different paces, so that the server has several sessions on its hands.
    asio::steady_timer pace(socket.get_executor());
    for (const std::string &line : lines) {
      pace.expires_after(std::chrono::milliseconds(id));
      co_await pace.async_wait(use_awaitable);
      log += "  sent \"" + line + "\", got \"" + co_await say(socket, line) +
             "\"\n";
    }

    // The server answers our end of file with its own: no echo was left over.
    socket.shutdown(tcp::socket::shutdown_send);
    char rest[8];
    std::size_t length =
        co_await socket.async_read_some(asio::buffer(rest), use_awaitable);
    log += "  " + std::to_string(length) + " bytes nobody asked for\n";
  } catch (const system_error &e) {
    log += "  " + e.code().message() + '\n';
  }

  others.logs[id - 1] = "client " + std::to_string(id) + '\n' + log;
  if (--others.running == 0)
    others.all_gone.cancel();
}

/// Connects to a port that is taken, so that it is nobody else's, but on which
/// nobody listens.
SWITCHBACK_ASYNC awaitable<std::string> knock() {
  auto executor = co_await asio::this_coro::executor;
  tcp::acceptor deaf(executor, tcp::v4());
  deaf.bind(tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  tcp::socket socket(executor);
  try {
    co_await socket.async_connect(deaf.local_endpoint(), use_awaitable);
    co_return "somebody is there";
  } catch (const system_error &e) {
    co_return e.code().message();
  }
}

/// Runs all clients against the server, then closes it.
SWITCHBACK_ASYNC awaitable<void> drive(tcp::acceptor &acceptor) {
  auto executor = co_await asio::this_coro::executor;
  std::cout << "a deaf port: "
            << co_await asio::co_spawn(executor, knock(), use_awaitable)
            << '\n';

  const std::vector<std::vector<std::string>> scripts = {
      {"hello", "switchback"}, {"one", "two", "three"}, {"", "x", "bye"}};
  const auto never = asio::steady_timer::time_point::max();
  const int count = static_cast<int>(scripts.size());
  crowd clients{count, asio::steady_timer(executor, never),
                std::vector<std::string>(scripts.size())};
  for (int id = 1; id <= count; ++id)
    asio::co_spawn(
        executor,
        run_client(id, acceptor.local_endpoint(), scripts[id - 1], clients),
        asio::detached);

  error_code cancelled;
  while (clients.running > 0) // a cancel before the wait would not be seen
    co_await clients.all_gone.async_wait(
        asio::redirect_error(use_awaitable, cancelled));

  for (const std::string &log : clients.logs)
    std::cout << log;
  acceptor.close();
}

/// Shows that a coroutine's locals die when it is destroyed while it waits.
struct mourner {
  const char *name;
  ~mourner() { std::cout << name << " destroyed where it waits\n"; }
};

SWITCHBACK_ASYNC awaitable<void> wait_forever() {
  mourner local{"wait_forever"};
  asio::steady_timer never(co_await asio::this_coro::executor,
                           asio::steady_timer::time_point::max());
  co_await never.async_wait(use_awaitable);
  std::cout << "never is over\n";
}

} // namespace

int main() {
  totals total;
  asio::io_context context;
  tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  asio::co_spawn(context, serve(acceptor, total), asio::detached);
  asio::co_spawn(context, drive(acceptor), [](std::exception_ptr failure) {
    if (failure) // detached would swallow it
      std::rethrow_exception(failure);
  });

  context.run_for(std::chrono::seconds(20)); // returns when all is done
  if (!context.stopped()) {
    std::cout << "timed out\n";
    return 1;
  }
  std::cout << "server: " << total.accepted << " accepted, " << total.finished
            << " finished, " << total.lines << " lines, " << total.bytes
            << " bytes\n";

  // What still waits when the context goes is destroyed by it.
  asio::co_spawn(context, wait_forever(), asio::detached);
  context.restart();
  context.poll();
}
