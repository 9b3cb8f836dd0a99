// chat_server [PORT [THREADS]]: serves until a signal, or a line on the
// standard input that says "quit".
#include "server.h"
#include <boost/asio/signal_set.hpp>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

/// Stops the server at the first signal, and the program at the second.
chat::awaitable<> obey_signals(chat::server &server) {
  boost::asio::signal_set signals(co_await boost::asio::this_coro::executor,
                                  SIGINT, SIGTERM);
  for (int times = 0;; ++times) {
    auto [error, number] = co_await signals.async_wait(chat::as_result);
    if (error)
      co_return;
    if (times > 0)
      std::_Exit(128 + number);
    server.stop("the server is going down");
  }
}

} // namespace

int main(int argc, char **argv) {
  try {
    chat::server_options options;
    options.port = argc > 1 ? std::uint16_t(std::atoi(argv[1])) : 7000;
    options.allowed.rate = 50;
    int threads = argc > 2 ? std::max(std::atoi(argv[2]), 1) : 1;

    boost::asio::io_context context(threads);
    chat::server server(context.get_executor(), options);
    server.report(std::chrono::minutes(1), [](std::string line) {
      std::printf("%s\n", line.c_str());
      std::fflush(stdout);
    });
    std::printf("listening on port %u\n", unsigned(server.endpoint().port()));
    std::fflush(stdout);

    int status = 0;
    boost::asio::co_spawn(context, obey_signals(server), boost::asio::detached);
    boost::asio::co_spawn(context, server.run(),
                          [&](std::exception_ptr problem) {
                            status = problem ? 1 : 0;
                            context.stop();
                          });
    std::vector<std::jthread> pool;
    for (int i = 1; i < threads; ++i)
      pool.emplace_back([&context] { context.run(); });
    context.run();
    pool.clear();
    std::printf("%s\n", server.count().line().c_str());
    return status;
  } catch (const std::exception &error) {
    std::fprintf(stderr, "chat_server: %s\n", error.what());
    return 1;
  }
}
