// The server, on Asio's own coroutines: one thread. A request for /N is answered
// 50 ms after N of them have come.

#include "server.h"

#include <switchback/annotate.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <utility>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;

namespace {

constexpr auto latency = std::chrono::milliseconds(50);
constexpr auto token = asio::as_tuple(asio::use_awaitable);

/// Requests that are answered together.
struct crowd {
  explicit crowd(asio::io_context &io)
      : complete(io, asio::steady_timer::time_point::max()) {}
  int waiting = 0;
  asio::steady_timer complete;
};

class service {
public:
  explicit service(asio::io_context &io)
      : io(io), gathering(std::make_shared<crowd>(io)) {}

  SWITCHBACK_ASYNC awaitable<void> serve(tcp::socket socket) {
    std::string text;
    for (;;) {
      auto [error, size] = co_await asio::async_read_until(
          socket, asio::dynamic_buffer(text), "\r\n\r\n", token);
      if (error)
        co_return;
      const int count = std::atoi(text.c_str() + sizeof "GET /" - 1);
      text.erase(0, size);
      co_await wait_for(count);
      static const std::string response =
          "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";
      auto [failure, sent] =
          co_await asio::async_write(socket, asio::buffer(response), token);
      if (failure)
        co_return;
    }
  }

  SWITCHBACK_ASYNC awaitable<void> accept(tcp::acceptor &acceptor) {
    for (;;) {
      auto [error, socket] = co_await acceptor.async_accept(token);
      if (!error)
        asio::co_spawn(io, serve(std::move(socket)), asio::detached);
    }
  }

private:
  SWITCHBACK_ASYNC awaitable<void> wait_for(int count) {
    std::shared_ptr<crowd> mine = gathering;
    if (++mine->waiting >= count) {
      gathering = std::make_shared<crowd>(io);
      mine->complete.expires_after(latency); // ends the waits of all others
    }
    while (mine->complete.expiry() > std::chrono::steady_clock::now())
      co_await mine->complete.async_wait(token);
  }

  asio::io_context &io;
  std::shared_ptr<crowd> gathering;
};

/// Tells its port to \p out, and serves until the parent has gone.
[[noreturn]] void run_server(int out) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  try {
    asio::io_context io(1);
    tcp::acceptor acceptor(io);
    acceptor.open(tcp::v4());
    acceptor.bind({asio::ip::address_v4::loopback(), 0});
    acceptor.listen(4096);
    const unsigned short port = acceptor.local_endpoint().port();
    if (::write(out, &port, sizeof port) != sizeof port)
      ::_exit(1);
    service served(io);
    asio::co_spawn(io, served.accept(acceptor), asio::detached);
    io.run();
  } catch (...) {
  }
  ::_exit(1);
}

} // namespace

server_process::server_process() {
  int ends[2];
  if (::pipe(ends) != 0 || (child = ::fork()) < 0)
    throw std::runtime_error("there is no process for the server");
  if (child == 0)
    run_server(ends[1]);
  ::close(ends[1]);
  const ssize_t size = ::read(ends[0], &number, sizeof number);
  ::close(ends[0]);
  if (size != sizeof number)
    throw std::runtime_error("the server does not start");
}

server_process::~server_process() {
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}
