// http_client over TLS, with a certificate made for the test.
#include "http.h"
#include "server.h"
#include <cstdio>
#include <fstream>

using namespace test;

namespace {

void echo(connection &peer) {
  if (!peer.handshake())
    return;
  for (std::string request; !(request = peer.read_request()).empty();)
    peer.respond(request);
}

/// A certificate in a file, which is trusted with options().
class trusted {
public:
  explicit trusted(const std::string &names)
      : identity(certificate::make(names)),
        path(testing::TempDir() + "switchback-" + std::to_string(::getpid()) +
             '-' + std::to_string(++count) + ".pem") {
    std::ofstream(path) << identity.chain;
  }
  ~trusted() { std::remove(path.c_str()); }

  http_client_options options() const {
    http_client_options result;
    result.ca_file = path;
    return result;
  }
  const certificate identity;

private:
  std::string path;
  static inline int count = 0;
};

const trusted &good() {
  static const trusted identity("DNS:localhost,IP:127.0.0.1");
  return identity;
}

TEST(http_tls, gets_a_page) {
  server peer(echo, &good().identity);
  http_client client(good().options());
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(fetch(client, peer.url("/x")).get().starts_with("GET /x HTTP"));
    EXPECT_TRUE(fetch(client, peer.url("/y", "localhost"))
                    .get()
                    .starts_with("GET /y HTTP"));
  }
  EXPECT_EQ(peer.accepted(), 2); // localhost and 127.0.0.1 are two
}

TEST(http_tls, reads_a_large_body) {
  const std::string large(2'000'000, 'x');
  server peer(
      [&](connection &peer) {
        peer.handshake();
        peer.read_request();
        peer.respond(large);
        peer.read_request();
      },
      &good().identity);
  http_client client(good().options());
  EXPECT_EQ(fetch(client, peer.url()).get(), large);
}

TEST(http_tls, does_not_trust_a_stranger) {
  server peer(echo, &good().identity);
  http_client client;
  const http_error error = failure_of(client.get(peer.url()));
  EXPECT_EQ(error.step(), http_step::handshake);
  EXPECT_EQ(error.failure(), http_failure::tls);
  EXPECT_NE(std::string(error.what()).find("certificate"), std::string::npos)
      << error.what();
}

TEST(http_tls, may_trust_a_stranger) {
  server peer(echo, &good().identity);
  http_client_options options;
  options.verify_tls = false;
  http_client client(options);
  EXPECT_EQ(client.get(peer.url()).get().status(), 200);
}

TEST(http_tls, does_not_take_another_name) {
  const trusted other("DNS:elsewhere");
  server peer(echo, &other.identity);
  http_client client(other.options());
  for (const char *host : {"127.0.0.1", "localhost"})
    EXPECT_EQ(failure_of(client.get(peer.url("/", host))).failure(),
              http_failure::tls);
}

TEST(http_tls, needs_the_file_of_certificates) {
  http_client_options options;
  options.ca_file = "/no/such/file.pem";
  EXPECT_THROW(http_client{options}, std::system_error);
}

TEST(http_tls, the_peer_does_not_speak_it) {
  server plain([](connection &peer) { peer.write("HTTP/1.1 200 OK\r\n\r\n"); });
  http_client client;
  const http_error error = failure_of(
      client.get("https://127.0.0.1:" + std::to_string(plain.port()) + '/'));
  EXPECT_EQ(error.step(), http_step::handshake);
  EXPECT_EQ(error.failure(), http_failure::tls);
}

TEST(http_tls, the_peer_closes_during_the_handshake) {
  server peer([](connection &) {}, &good().identity);
  http_client client(good().options());
  const http_error error = failure_of(client.get(peer.url()));
  EXPECT_EQ(error.step(), http_step::handshake);
}

TEST(http_tls, the_handshake_takes_long) {
  server peer([](connection &peer) { peer.wait_for_close(); },
              &good().identity);
  http_client_options options = good().options();
  options.connect_timeout = std::chrono::milliseconds(50);
  http_client client(options);
  const http_error error = failure_of(client.get(peer.url()));
  EXPECT_EQ(error.step(), http_step::handshake);
  EXPECT_EQ(error.failure(), http_failure::timed_out);
}

TEST(http_tls, an_end_without_a_goodbye_is_no_end) {
  for (bool goodbye : {true, false}) {
    server peer(
        [&](connection &peer) {
          peer.handshake();
          peer.read_request();
          peer.write("HTTP/1.1 200 OK\r\n\r\nto the end");
          if (goodbye)
            peer.shutdown_tls();
        },
        &good().identity);
    http_client client(good().options());
    task<std::string> fetching = fetch(client, peer.url());
    if (goodbye) {
      EXPECT_EQ(fetching.get(), "to the end");
    } else {
      EXPECT_EQ(failure_of(fetching).failure(), http_failure::closed);
    }
  }
}

TEST(http_tls, garbage_in_the_middle) {
  server peer(
      [](connection &peer) {
        peer.handshake();
        peer.read_request();
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123");
        peer.write_raw("this is no record");
        peer.wait_for_close();
      },
      &good().identity);
  http_client client(good().options());
  const http_error error = failure_of(fetch(client, peer.url()));
  EXPECT_EQ(error.failure(), http_failure::tls);
  EXPECT_EQ(error.step(), http_step::body);
}

TEST(http_tls, is_canceled) {
  std::promise<void> asked;
  server peer(
      [&](connection &peer) {
        peer.handshake();
        peer.read_request();
        asked.set_value();
        peer.wait_for_close();
      },
      &good().identity);
  http_client client(good().options());
  std::stop_source source;
  task<http_response> getting = client.get(peer.url(), source.get_token());
  asked.get_future().wait();
  source.request_stop();
  getting.wait();
  EXPECT_TRUE(getting.is_canceled());
}

TEST(http_tls, redirects_to_but_not_from_it) {
  server plain([](connection &peer) {
    while (!peer.read_request().empty())
      peer.respond("plain");
  });
  server peer(
      [&](connection &peer) {
        if (!peer.handshake())
          return;
        for (std::string request; !(request = peer.read_request()).empty();)
          if (request.find(" /from ") != std::string::npos)
            peer.redirect(plain.url());
          else
            peer.respond("secret");
      },
      &good().identity);
  server first([&](connection &first) {
    while (!first.read_request().empty())
      first.redirect(peer.url("/to"));
  });
  http_client client(good().options());
  EXPECT_EQ(fetch(client, first.url()).get(), "secret");
  const http_error error = failure_of(client.get(peer.url("/from")));
  EXPECT_EQ(error.failure(), http_failure::insecure_redirect);
  EXPECT_EQ(error.step(), http_step::redirect);
  EXPECT_EQ(plain.accepted(), 0);
}

} // namespace
