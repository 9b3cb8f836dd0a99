// The classic: get a URL, read the body, return the string. No thread waits for
// the network; that of main waits for the result.
//
//   fetch URL        prints what is there
//   fetch --self-test   asks a server of its own, for where there is no network

#include <switchback/annotate.h>
#include <switchback/http_client.h>
#include <switchback/task.h>

#include <cstring>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using switchback::http_client;
using switchback::http_response;
using switchback::task;

namespace {

SWITCHBACK_ASYNC task<std::string> fetch(http_client &client, std::string url) {
  http_response response = co_await client.get(url);
  if (!response.ok())
    throw std::runtime_error(url + ": " + std::to_string(response.status()) +
                             ' ' + response.reason());
  co_return co_await response.read_as_string();
}

/// Answers a few requests on loopback, each on a connection of its own.
class server {
public:
  explicit server(int requests) : socket(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *any = reinterpret_cast<sockaddr *>(&address);
    if (socket < 0 || ::bind(socket, any, size) != 0 ||
        ::listen(socket, 8) != 0 || ::getsockname(socket, any, &size) != 0)
      throw std::runtime_error("there is no port for a server");
    port = ntohs(address.sin_port);
    answering = std::thread([this, requests] {
      for (int i = 0; i < requests; ++i)
        answer(::accept(socket, nullptr, nullptr));
    });
  }
  ~server() {
    answering.join();
    ::close(socket);
  }
  std::string url(const std::string &path) const {
    return "http://127.0.0.1:" + std::to_string(port) + path;
  }

private:
  static void answer(int connection) {
    std::string request;
    char bytes[1024];
    while (request.find("\r\n\r\n") == std::string::npos) {
      const ssize_t size = ::read(connection, bytes, sizeof bytes);
      if (size <= 0)
        break;
      request.append(bytes, static_cast<std::size_t>(size));
    }
    std::string response;
    if (request.starts_with("GET /moved "))
      response = "HTTP/1.1 301 Moved Permanently\r\nLocation: /hello\r\n"
                 "Content-Length: 0\r\nConnection: close\r\n\r\n";
    else if (request.starts_with("GET /hello "))
      response = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                 "Connection: close\r\n\r\n"
                 "7\r\nHello, \r\n6\r\nworld\n\r\n0\r\n\r\n";
    else
      response = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n"
                 "Connection: close\r\n\r\n";
    (void)!::write(connection, response.data(), response.size());
    ::close(connection);
  }

  int socket;
  int port = 0;
  std::thread answering;
};

void self_test() {
  server peer(4);
  http_client client;
  std::cout << fetch(client, peer.url("/hello")).get();
  std::cout << "moved: " << fetch(client, peer.url("/moved")).get();
  try {
    fetch(client, peer.url("/nothing")).get();
  } catch (const std::runtime_error &error) {
    std::cout << std::strstr(error.what(), "/nothing") << '\n';
  }
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 2) {
    std::cerr << "usage: fetch URL | --self-test\n";
    return 2;
  }
  try {
    if (std::string(argv[1]) == "--self-test") {
      self_test();
    } else {
      http_client client;
      std::cout << fetch(client, argv[1]).get();
    }
  } catch (const std::exception &error) {
    std::cerr << "fetch: " << error.what() << '\n';
    return 1;
  }
}
