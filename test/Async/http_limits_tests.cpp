// http_client against servers that are not good, and callers that change their
// minds: what is thrown says what and where, and the connection is closed.
#include "http.h"
#include "server.h"
#include "switchback/cancellation.h"

using namespace test;
using switchback::cancellation_source;
using switchback::operation_canceled;

namespace {

/// Sends \p response and closes the connection.
server::script respond_raw(std::string response) {
  return [=](connection &peer) {
    peer.read_request();
    peer.write(response);
  };
}

http_error failure_with(const std::string &response,
                        http_client_options options = {}) {
  server peer(respond_raw(response));
  http_client client(options);
  const http_error error = failure_of(fetch(client, peer.url()));
  EXPECT_EQ(client.idle_connections(), 0u);
  EXPECT_EQ(error.url(), peer.url());
  EXPECT_EQ(error.method(), "GET");
  EXPECT_NE(std::string(error.what()).find(peer.url()), std::string::npos);
  return error;
}

TEST(http_limits, asks_only_what_can_be_asked) {
  http_client client;
  const char *urls[] = {"",
                        "x",
                        "ftp://host/",
                        "http://",
                        "http:///x",
                        "http://user@host/",
                        "http://h:0/",
                        "http://h:x/",
                        "http://[::1/",
                        "http://a b/",
                        "http://a/\r\nb"};
  for (const char *url : urls) {
    const http_error error = failure_of(client.get(url));
    EXPECT_EQ(error.failure(), http_failure::invalid_request) << url;
    EXPECT_EQ(error.step(), http_step::prepare) << url;
  }
  const std::string url = "http://127.0.0.1:1/";
  for (const char *method : {"", "GET ", "A\r\nB", "CONNECT"})
    EXPECT_EQ(failure_of(client.request(method, url)).failure(),
              http_failure::invalid_request);
  const http_headers bad[] = {{{"A B", "c"}},
                              {{"", "c"}},
                              {{"A", "b\r\nC: d"}},
                              {{"host", "x"}},
                              {{"Content-Length", "1"}},
                              {{"transfer-encoding", "chunked"}}};
  for (const http_headers &headers : bad)
    EXPECT_EQ(failure_of(client.request("GET", url, headers)).failure(),
              http_failure::invalid_request);
}

TEST(http_limits, nobody_listens) {
  unsigned short port = 0;
  {
    server peer([](connection &) {});
    port = peer.port();
  }
  http_client client;
  const http_error error =
      failure_of(client.get("http://127.0.0.1:" + std::to_string(port)));
  EXPECT_EQ(error.step(), http_step::connect);
  EXPECT_EQ(error.failure(), http_failure::network);
  EXPECT_EQ(error.code(), std::errc::connection_refused);
}

TEST(http_limits, no_such_host) {
  http_client client;
  const http_error error =
      failure_of(client.get("http://no-such-host.invalid/"));
  EXPECT_EQ(error.step(), http_step::resolve);
  EXPECT_EQ(error.failure(), http_failure::network);
  EXPECT_TRUE(error.code());
}

/// Where a response that ends too early is cut.
void cut_everywhere(const std::string &response, std::size_t header,
                    bool reset) {
  std::atomic<std::size_t> length = 0;
  server peer([&](connection &peer) {
    peer.read_request();
    peer.write(std::string_view(response).substr(0, length));
    if (reset)
      peer.reset();
  });
  http_client client;
  for (length = 0; length < response.size(); ++length) {
    const http_error error = failure_of(fetch(client, peer.url()));
    const http_step step =
        length < header ? http_step::header : http_step::body;
    // A reset may take with it what had come before.
    if (!reset) {
      EXPECT_EQ(error.step(), step) << length;
      EXPECT_EQ(error.failure(), http_failure::closed) << error.what();
    } else {
      EXPECT_TRUE(error.failure() == http_failure::network ||
                  error.failure() == http_failure::closed)
          << error.what();
    }
  }
  EXPECT_EQ(client.idle_connections(), 0u);
}

TEST(http_limits, cut_at_each_byte) {
  const std::string header =
      "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 5\r\n\r\n";
  cut_everywhere(header + "12345", header.size(), false);
}

TEST(http_limits, cut_at_each_byte_of_chunks) {
  const std::string header =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  cut_everywhere(header + "3\r\nabc\r\n2;x\r\nde\r\n0\r\nA: b\r\n\r\n",
                 header.size(), false);
}

TEST(http_limits, reset_at_each_byte) {
  const std::string header = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
  cut_everywhere(header + "12345", header.size(), true);
}

TEST(http_limits, comes_byte_by_byte) {
  const std::string response =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2;x\r\nde\r\n0\r\nA: b\r\n\r\n";
  server peer([&](connection &peer) {
    peer.read_request();
    for (char byte : response) {
      peer.write(std::string(1, byte));
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    peer.read_request();
  });
  http_client client;
  EXPECT_EQ(fetch(client, peer.url()).get(), "abcde");
  EXPECT_EQ(client.idle_connections(), 1u);
}

TEST(http_limits, closed_during_the_request) {
  server peer([](connection &peer) { peer.reset(); });
  http_client client;
  const http_error error = failure_of(
      client.request("POST", peer.url(), {}, std::string(8'000'000, 'x')));
  // The reset may come before the connection is seen to be there.
  EXPECT_TRUE(error.step() == http_step::connect ||
              error.step() == http_step::send)
      << error.what();
  EXPECT_EQ(error.failure(), http_failure::network);
}

TEST(http_limits, answered_before_all_was_sent) {
  server peer([](connection &peer) {
    peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n"
               "Connection: close\r\n\r\nno!");
    peer.wait_for_close(std::chrono::seconds(1));
  });
  http_client client;
  http_response response =
      client.request("POST", peer.url(), {}, std::string(100'000, 'x')).get();
  EXPECT_EQ(response.status(), 413);
  EXPECT_EQ(response.read_as_string().get(), "no!");
}

TEST(http_limits, malformed_header) {
  const char *responses[] = {
      "SMTP ready\r\n\r\n",
      "HTTP/1.1 2000 OK\r\n\r\n",
      "HTTP/1.1 xx OK\r\n\r\n",
      "HTTP/9.1 200 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
      "HTTP/1.1 200 OK\r\nA b: c\r\n\r\n",
      "HTTP/1.1 200 OK\r\nA: \x01\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      "HTTP/1.1 200 OK\nA: b\n\n",
  };
  for (const char *response : responses) {
    const http_error error = failure_with(response);
    EXPECT_EQ(error.failure(), http_failure::malformed) << response;
    EXPECT_EQ(error.step(), http_step::header) << response;
    EXPECT_TRUE(error.code()) << response;
  }
}

TEST(http_limits, malformed_chunks) {
  const std::string header =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const char *body :
       {"x\r\n", "3\r\nabcdefgh\r\n", "-1\r\n", "ffffffffffffffffffff\r\n",
        "3\r\nabc\r\n0\r\nno colon\r\n\r\n"}) {
    const http_error error = failure_with(header + body);
    EXPECT_EQ(error.failure(), http_failure::malformed) << body;
    EXPECT_EQ(error.step(), http_step::body) << body;
  }
}

TEST(http_limits, too_many_interim_responses) {
  std::string response;
  for (int i = 0; i < 100; ++i)
    response += "HTTP/1.1 100 Continue\r\n\r\n";
  EXPECT_EQ(failure_with(response).failure(), http_failure::malformed);
}

TEST(http_limits, header_too_large) {
  http_client_options options;
  options.max_header_bytes = 1000;
  const std::string fields[] = {"A: " + std::string(2000, 'x'),
                                std::string(2000, 'A') + ": x", [] {
                                  std::string many;
                                  for (int i = 0; i < 200; ++i)
                                    many += "A: xxxx\r\n";
                                  return many;
                                }()};
  for (const std::string &field : fields) {
    const http_error error =
        failure_with("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\n", options);
    EXPECT_EQ(error.failure(), http_failure::header_too_large) << error.what();
    EXPECT_EQ(error.step(), http_step::header);
  }
  EXPECT_EQ(
      failure_with("HTTP/1.1 200 " + std::string(2000, 'x'), options).failure(),
      http_failure::header_too_large);
}

TEST(http_limits, endless_header) {
  std::atomic<std::size_t> sent = 0;
  server peer([&](connection &peer) {
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\n");
    while (peer.write("A: " + std::string(1000, 'x') + "\r\n"))
      sent += 1000;
  });
  http_client client;
  EXPECT_EQ(failure_of(client.get(peer.url())).failure(),
            http_failure::header_too_large);
}

TEST(http_limits, chunk_header_and_trailer_too_large) {
  http_client_options options;
  options.max_header_bytes = 1000;
  const std::string header =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string &body :
       {"3;" + std::string(5000, 'x'), "0\r\nA: " + std::string(5000, 'x'),
        "0\r\nA: " + std::string(5000, 'x') + "\r\n\r\n"}) {
    const http_error error = failure_with(header + body, options);
    EXPECT_EQ(error.failure(), http_failure::header_too_large) << error.what();
    EXPECT_EQ(error.step(), http_step::body);
  }
}

TEST(http_limits, body_too_large) {
  http_client_options options;
  options.max_body_bytes = 1000;
  const std::string body(1001, 'x');
  const std::string responses[] = {
      "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + body,
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + body,
      "HTTP/1.1 200 OK\r\n\r\n" + body};
  for (const std::string &response : responses) {
    const http_error error = failure_with(response, options);
    EXPECT_EQ(error.failure(), http_failure::body_too_large) << error.what();
    EXPECT_EQ(error.step(), http_step::body);
  }
  server peer(respond_raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" +
                          std::string(1000, 'x')));
  http_client client(options);
  EXPECT_EQ(fetch(client, peer.url()).get().size(), 1000u);
}

//===----------------------------------------------------------------------===//
// Slow peers
//===----------------------------------------------------------------------===//

constexpr auto soon = std::chrono::milliseconds(50);

/// Sends \p start and waits for the client to give up.
http_error failure_after(std::string start, http_client_options options) {
  std::atomic<bool> closed = false;
  http_error error = [&] {
    server peer([&](connection &peer) {
      peer.read_request();
      peer.write(start);
      closed = peer.wait_for_close();
    });
    http_client client(options);
    http_error error = failure_of(fetch(client, peer.url()));
    EXPECT_TRUE(eventually([&] { return closed.load(); }));
    return error;
  }();
  EXPECT_EQ(error.failure(), http_failure::timed_out);
  return error;
}

TEST(http_time, no_response) {
  http_client_options options;
  options.request_timeout = soon;
  for (const char *start : {"", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\nA: "}) {
    const http_error error = failure_after(start, options);
    EXPECT_EQ(error.step(), http_step::header);
    EXPECT_NE(std::string(error.what()).find("request_timeout"),
              std::string::npos)
        << error.what();
  }
}

TEST(http_time, no_body) {
  http_client_options options;
  options.read_timeout = soon;
  const http_error error = failure_after(
      "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123", options);
  EXPECT_EQ(error.step(), http_step::body);
  EXPECT_NE(std::string(error.what()).find("read_timeout"), std::string::npos);
}

TEST(http_time, a_body_that_trickles) {
  server peer([](connection &peer) {
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (peer.write("x"))
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  http_client_options options;
  options.body_timeout = soon;
  http_client client(options);
  const http_error error = failure_of(fetch(client, peer.url()));
  EXPECT_EQ(error.failure(), http_failure::timed_out);
  EXPECT_NE(std::string(error.what()).find("body_timeout"), std::string::npos);
}

TEST(http_time, a_reader_may_be_slow) {
  server peer([](connection &peer) {
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
    peer.write("67890");
  });
  http_client_options options;
  options.read_timeout = options.request_timeout = std::chrono::seconds(2);
  http_client client(options);
  http_response response = client.get(peer.url()).get();
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  EXPECT_EQ(response.read_as_string().get(), "1234567890");
}

TEST(http_time, redirects_share_it) {
  server peer([](connection &peer) {
    while (!peer.read_request().empty()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      peer.redirect("/on");
    }
  });
  http_client_options options;
  options.request_timeout = std::chrono::milliseconds(100);
  options.max_redirects = 100000;
  http_client client(options);
  EXPECT_EQ(failure_of(client.get(peer.url())).failure(),
            http_failure::timed_out);
}

//===----------------------------------------------------------------------===//
// Cancellation
//===----------------------------------------------------------------------===//

TEST(http_cancel, before_it_starts) {
  cancellation_source source;
  source.cancel();
  http_client client;
  task<http_response> getting =
      client.get("http://127.0.0.1:1/", source.token());
  EXPECT_THROW(getting.get(), operation_canceled);
  EXPECT_TRUE(getting.is_canceled());
}

TEST(http_cancel, while_it_waits) {
  std::promise<void> asked;
  std::atomic<bool> closed = false;
  server peer([&](connection &peer) {
    peer.read_request();
    asked.set_value();
    closed = peer.wait_for_close();
  });
  cancellation_source source;
  http_client client;
  task<http_response> getting = client.get(peer.url(), source.token());
  asked.get_future().wait();
  source.cancel();
  getting.wait();
  EXPECT_TRUE(getting.is_canceled());
  EXPECT_TRUE(eventually([&] { return closed.load(); }));
}

TEST(http_cancel, while_it_reads_a_body) {
  for (bool of_request : {true, false}) {
    std::atomic<bool> closed = false;
    server peer([&](connection &peer) {
      peer.read_request();
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123");
      closed = peer.wait_for_close();
    });
    cancellation_source request, body;
    http_client client;
    http_response response = client.get(peer.url(), request.token()).get();
    task<std::string> reading = response.read_as_string(body.token());
    EXPECT_FALSE(reading.is_completed());
    (of_request ? request : body).cancel();
    reading.wait();
    EXPECT_TRUE(reading.is_canceled());
    EXPECT_TRUE(eventually([&] { return closed.load(); }));
  }
}

TEST(http_cancel, between_header_and_body) {
  server peer([&](connection &peer) {
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123");
    peer.wait_for_close();
  });
  cancellation_source source;
  http_client client;
  http_response response = client.get(peer.url(), source.token()).get();
  source.cancel();
  task<std::string> reading = response.read_as_string();
  reading.wait();
  EXPECT_TRUE(reading.is_canceled());
}

TEST(http_cancel, of_a_stream) {
  std::atomic<int> closed = 0;
  server peer([&](connection &peer) {
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123");
    closed += peer.wait_for_close();
  });
  http_client client;
  // By its token.
  cancellation_source source;
  http_response response = client.get(peer.url()).get();
  auto read = [&]() SWITCHBACK_ASYNC -> task<> {
    auto stream = response.read_as_stream(source.token());
    std::optional<std::string> piece = co_await stream.next();
    EXPECT_EQ(piece, "123");
    piece = co_await stream.next();
  };
  task<> reading = read();
  EXPECT_FALSE(reading.is_completed());
  source.cancel();
  reading.wait();
  EXPECT_TRUE(reading.is_canceled());
  EXPECT_TRUE(eventually([&] { return closed == 1; }));

  // By being destroyed, between two reads and during one.
  for (bool during : {false, true}) {
    response = client.get(peer.url()).get();
    {
      auto stream = response.read_as_stream();
      response = {};
      EXPECT_EQ(stream.next().as_task().get(), "123");
      if (during)
        (void)stream.next().as_task();
    }
    EXPECT_TRUE(eventually([&] { return closed == 2 + during; }));
  }
}

TEST(http_cancel, does_not_hit_the_next_request) {
  server peer([](connection &peer) {
    while (!peer.read_request().empty())
      peer.respond("ok");
  });
  http_client client;
  for (int i = 0; i < 300; ++i) {
    cancellation_source source;
    task<http_response> getting = client.get(peer.url(), source.token());
    thread canceling([&] { source.cancel(); });
    getting.wait();
    EXPECT_TRUE(getting.is_canceled() || getting.get().status() == 200);
    EXPECT_EQ(fetch(client, peer.url()).get(), "ok");
  }
}

TEST(http_cancel, of_many) {
  server peer([](connection &peer) { peer.wait_for_close(); });
  cancellation_source source;
  http_client client;
  std::vector<task<http_response>> all;
  for (int i = 0; i < 100; ++i)
    all.push_back(client.get(peer.url(), source.token()));
  source.cancel();
  for (task<http_response> &each : all) {
    each.wait();
    EXPECT_TRUE(each.is_canceled());
  }
}

} // namespace
