// chat_load [PORT [CLIENTS [MESSAGES [ROOMS]]]]: many clients talk to a server
// on this machine. With port 0 it runs a server of its own.
#include "load.h"
#include "server.h"
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace {

std::size_t number(int argc, char **argv, int at, std::size_t otherwise) {
  return argc > at ? std::size_t(std::atoll(argv[at])) : otherwise;
}

} // namespace

int main(int argc, char **argv) {
  try {
    chat::load_options options;
    auto port = std::uint16_t(number(argc, argv, 1, 0));
    options.clients = number(argc, argv, 2, options.clients);
    options.messages = number(argc, argv, 3, options.messages);
    options.rooms = number(argc, argv, 4, options.rooms);

    boost::asio::io_context context(1);
    std::unique_ptr<chat::server> own;
    chat::tcp::endpoint server(boost::asio::ip::address_v4::loopback(), port);
    if (port == 0) {
      own = std::make_unique<chat::server>(context.get_executor(),
                                           chat::server_options());
      server = own->endpoint();
      boost::asio::co_spawn(context, own->run(), boost::asio::detached);
    }
    bool good = false;
    boost::asio::co_spawn(
        context,
        [&, server]() -> chat::awaitable<> {
          auto report = co_await chat::run_load(server, options);
          std::printf("%s\n", report.text().c_str());
          good = report.is_good();
          if (own)
            own->stop("done");
        },
        boost::asio::detached);
    context.run();
    return good ? 0 : 1;
  } catch (const std::exception &error) {
    std::fprintf(stderr, "chat_load: %s\n", error.what());
    return 1;
  }
}
