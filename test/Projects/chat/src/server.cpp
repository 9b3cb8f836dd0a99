// See server.h.
#include "server.h"
#include "timing.h"

namespace chat {

using namespace asio::experimental::awaitable_operators;

server::server(asio::any_io_executor executor, server_options with)
    : pool(executor), strand(asio::make_strand(pool)),
      state(std::make_shared<server_state>(pool, with)),
      acceptor(strand,
               tcp::endpoint(asio::ip::address_v4::loopback(), with.port)),
      where(acceptor.local_endpoint()), stops(strand, 1), running(strand) {}

void server::stop(std::string reason) {
  // If there is no room, somebody has stopped it already.
  stops.try_send(error_code(), std::move(reason));
}

awaitable<> server::run() {
  co_await asio::co_spawn(
      strand,
      [this]() -> awaitable<> {
        auto ended =
            co_await (stop_request() || accept_loop() || report_loop());
        std::string reason = "stopped";
        if (auto *asked = std::get_if<std::string>(&ended))
          reason = std::move(*asked);
        co_await shut_down(std::move(reason));
      },
      asio::use_awaitable);
}

awaitable<std::string> server::stop_request() {
  co_return co_await stops.async_receive(asio::use_awaitable);
}

awaitable<> server::report_loop() {
  if (!report_to)
    co_await event(strand).wait();
  co_await every(report_period, [this] {
    report_to(state->count.line());
    return true;
  });
}

awaitable<> server::accept_loop() {
  const auto &options = state->options;
  for (;;) {
    auto [error, connection] = co_await acceptor.async_accept(
        asio::any_io_executor(asio::make_strand(pool)), as_result);
    if (is_cancelled(error))
      co_return;
    if (error) {
      // Such as no file descriptors: others have to go first.
      co_await sleep_for(std::chrono::milliseconds(20));
      continue;
    }
    error_code ignored;
    connection.set_option(tcp::no_delay(true), ignored);
    if (options.send_buffer)
      connection.set_option(tcp::socket::send_buffer_size(options.send_buffer),
                            ignored);
    start(std::move(connection));
  }
}

void server::start(tcp::socket connection) {
  auto one = std::make_shared<session>(std::move(connection), state);
  std::erase_if(sessions, [](const auto &each) { return each.expired(); });
  sessions.push_back(one);
  state->count.accepted++;
  running.spawn(one->executor(), [one] { return one->run(); });
}

std::vector<std::shared_ptr<session>> server::living() {
  std::vector<std::shared_ptr<session>> result;
  for (const auto &each : sessions)
    if (auto one = each.lock())
      result.push_back(std::move(one));
  return result;
}

awaitable<> server::shut_down(std::string reason) {
  error_code ignored;
  acceptor.close(ignored);
  for (const auto &one : living())
    one->say_goodbye(reason);
  if (co_await with_timeout(running.wait(), state->options.grace))
    co_return;
  for (const auto &one : living())
    one->abort();
  co_await running.wait();
}

} // namespace chat
