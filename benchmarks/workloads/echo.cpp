// Messages over a connection on loopback, and back.
#include "task.h"
#include "workload.h"
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <cstddef>

namespace asio = boost::asio;
using asio::ip::tcp;
using message = std::array<char, 64>;

namespace {

/// An operation of Asio's; \p start begins it with the function to call.
template <class Start> struct operation {
  Start start;
  boost::system::error_code error = {};
  std::size_t length = 0;

  bool await_ready() noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    start([this, waiting](boost::system::error_code code, std::size_t n) {
      error = code;
      length = n;
      waiting.resume();
    });
  }
  std::size_t await_resume() {
    if (error)
      throw boost::system::system_error(error);
    return length;
  }
};

auto receive(tcp::socket &socket, message &into) {
  return operation{[&](auto done) {
    asio::async_read(socket, asio::buffer(into), std::move(done));
  }};
}
auto send(tcp::socket &socket, const message &from) {
  return operation{[&](auto done) {
    asio::async_write(socket, asio::buffer(from), std::move(done));
  }};
}

/// Two ends.
struct connection {
  asio::io_context context{1};
  tcp::socket client{context}, server{context};

  connection() {
    tcp::acceptor acceptor(context,
                           tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    client.connect(acceptor.local_endpoint());
    acceptor.accept(server);
    client.set_option(tcp::no_delay(true));
    server.set_option(tcp::no_delay(true));
  }
};

} // namespace

static task<> serve(tcp::socket &socket, int n) {
  message request;
  for (int i = 0; i < n; ++i) {
    co_await receive(socket, request);
    co_await send(socket, request);
  }
}

static task<long> talk(tcp::socket &socket, int n) {
  message request{}, reply;
  long sum = 0;
  for (int i = 0; i < n; ++i) {
    request[0] = char(i);
    co_await send(socket, request);
    co_await receive(socket, reply);
    sum += reply[0];
  }
  co_return sum;
}

static long run(int size) {
  static connection loopback;
  task<> server = serve(loopback.server, size);
  task<long> client = talk(loopback.client, size);
  server.start();
  client.start();
  loopback.context.restart();
  loopback.context.run();
  server.result();
  return client.result();
}

static workload row("echo", run, 100, 4950);
