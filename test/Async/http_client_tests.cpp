// http_client against servers that are good.
#include "../../lib/Async/IoService.h"
#include "http.h"
#include "server.h"
#include <boost/asio/post.hpp>

using namespace test;

namespace {

/// Answers each request with what it was.
void echo(connection &peer) {
  for (std::string request; !(request = peer.read_request()).empty();)
    peer.respond(request, "200 Fine", "X-Twice: one\r\nx-twice: two\r\n");
}

TEST(http_client, gets_a_page) {
  server peer(echo);
  http_client client;
  http_response response = client.get(peer.url("/a?b#c")).get();
  EXPECT_EQ(response.status(), 200);
  EXPECT_TRUE(response.ok());
  EXPECT_EQ(response.reason(), "Fine");
  EXPECT_EQ(response.url(), peer.url("/a?b"));
  EXPECT_EQ(response.headers().get("X-TWICE"), "one");
  EXPECT_EQ(response.headers().get_all("x-Twice").size(), 2u);
  EXPECT_FALSE(response.headers().contains("X-Never"));
  const std::string request = response.read_as_string().get();
  EXPECT_TRUE(request.starts_with("GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:" +
                                  std::to_string(peer.port()) + "\r\n"))
      << request;
}

TEST(http_client, is_awaited) {
  server peer(echo);
  http_client client;
  EXPECT_NE(fetch(client, peer.url("/x")).get().find("GET /x "),
            std::string::npos);
}

TEST(http_client, resolves_names) {
  server peer(echo);
  http_client client;
  EXPECT_EQ(client.get(peer.url("/", "localhost")).get().status(), 200);
}

TEST(http_client, comes_back_to_the_context) {
  server peer(echo);
  http_client client;
  loop_thread ui;
  std::promise<std::thread::id> where;
  auto handler = [&]() SWITCHBACK_ASYNC -> task<> {
    task<http_response> getting = client.get(peer.url());
    co_await std::move(getting);
    where.set_value(std::this_thread::get_id());
  };
  ui->post([&] { (void)handler(); });
  EXPECT_EQ(where.get_future().get(), ui.id());
}

TEST(http_client, sends_method_headers_and_body) {
  server peer(echo);
  http_client client;
  http_response response =
      client
          .request("POST", peer.url("/p"),
                   {{"X-Mine", "1"}, {"User-Agent", "me"}}, "the body")
          .get();
  const std::string request = response.read_as_string().get();
  EXPECT_TRUE(request.starts_with("POST /p HTTP/1.1\r\n"));
  EXPECT_NE(request.find("X-Mine: 1\r\n"), std::string::npos);
  EXPECT_NE(request.find("User-Agent: me\r\n"), std::string::npos);
  EXPECT_NE(request.find("Content-Length: 8\r\n"), std::string::npos);
  EXPECT_TRUE(request.ends_with("\r\n\r\nthe body"));
  EXPECT_EQ(request.find("switchback"), std::string::npos);
}

TEST(http_client, reads_no_body_where_there_is_none) {
  server peer([](connection &peer) {
    while (!peer.read_request().empty())
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
  });
  http_client client;
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(client.request("HEAD", peer.url()).get().read_as_string().get(),
              "");
  EXPECT_EQ(peer.accepted(), 1);

  server empty([](connection &peer) {
    while (!peer.read_request().empty())
      peer.write("HTTP/1.1 204 No Content\r\n\r\n");
  });
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(client.get(empty.url()).get().read_as_string().get(), "");
  EXPECT_EQ(empty.accepted(), 1);
}

TEST(http_client, reads_chunks) {
  server peer([](connection &peer) {
    while (!peer.read_request().empty())
      peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "3;x=y\r\nabc\r\n10\r\n0123456789abcdef\r\n0\r\nT: t\r\n\r\n");
  });
  http_client client;
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(client.get(peer.url()).get().read_as_string().get(),
              "abc0123456789abcdef");
  EXPECT_EQ(peer.accepted(), 1);
}

TEST(http_client, reads_to_the_end_of_the_connection) {
  server peer([](connection &peer) {
    peer.read_request();
    peer.write("HTTP/1.0 200 OK\r\n\r\nall that comes");
  });
  http_client client;
  EXPECT_EQ(client.get(peer.url()).get().read_as_string().get(),
            "all that comes");
  EXPECT_EQ(client.idle_connections(), 0u);
}

TEST(http_client, passes_over_interim_responses) {
  server peer([](connection &peer) {
    while (!peer.read_request().empty())
      peer.write(
          "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
          "Link: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  });
  http_client client;
  http_response response = client.get(peer.url()).get();
  EXPECT_EQ(response.status(), 200);
  EXPECT_FALSE(response.headers().contains("Link"));
  EXPECT_EQ(response.read_as_string().get(), "ok");
}

/// Reads a body piece by piece.
SWITCHBACK_ASYNC task<std::string> join(http_response response, int &pieces) {
  switchback::async_stream<std::string> stream = response.read_as_stream();
  std::string all;
  while (std::optional<std::string> piece = co_await stream.next()) {
    EXPECT_FALSE(piece->empty());
    ++pieces;
    all += *piece;
  }
  co_return all;
}

TEST(http_client, streams_a_body_as_it_comes) {
  std::promise<void> first_read;
  server peer([&](connection &peer) {
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    first_read.get_future().wait(); // which comes before the rest is sent
    peer.write("world");
    peer.read_request();
  });
  http_client client;
  http_response response = client.get(peer.url()).get();
  auto read = [&]() SWITCHBACK_ASYNC -> task<std::string> {
    switchback::async_stream<std::string> stream = response.read_as_stream();
    std::optional<std::string> piece = co_await stream.next();
    std::string all = *piece;
    first_read.set_value();
    while ((piece = co_await stream.next()))
      all += '|' + *piece;
    co_return all;
  };
  EXPECT_EQ(read().get(), "hello|world");
  EXPECT_EQ(client.idle_connections(), 1u);
}

TEST(http_client, streams_a_large_body) {
  std::string large(3'000'000, 'x');
  for (std::size_t i = 0; i < large.size(); ++i)
    large[i] = static_cast<char>('a' + i * 7 % 26);
  server peer([&](connection &peer) {
    peer.read_request();
    peer.respond(large);
  });
  http_client client;
  int pieces = 0;
  EXPECT_EQ(join(client.get(peer.url()).get(), pieces).get(), large);
  EXPECT_GT(pieces, 1);
}

TEST(http_client, gives_a_body_once) {
  server peer(echo);
  http_client client;
  http_response response = client.get(peer.url()).get();
  response.read_as_string().get();
  EXPECT_THROW(response.read_as_string().get(), std::logic_error);
  EXPECT_THROW((void)response.read_as_stream(), std::logic_error);
  http_response none;
  EXPECT_EQ(none.status(), 0);
  EXPECT_THROW(none.read_as_string().get(), std::logic_error);
  EXPECT_THROW((void)none.read_as_stream(), std::logic_error);
}

TEST(http_client, serves_many_at_once) {
  server peer(echo);
  http_client client;
  std::vector<task<std::string>> all;
  for (int i = 0; i < 50; ++i)
    all.push_back(fetch(client, peer.url("/" + std::to_string(i))));
  for (int i = 0; i < 50; ++i)
    EXPECT_TRUE(
        all[i].get().starts_with("GET /" + std::to_string(i) + " HTTP"));
  EXPECT_LE(client.idle_connections(), 16u);
}

TEST(http_client, is_used_by_many_threads) {
  server peer(echo);
  http_client client;
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i)
        good += fetch(client, peer.url()).get().starts_with("GET / ");
    });
  for (std::thread &each : threads)
    each.join();
  EXPECT_EQ(good, 80);
}

TEST(http_client, may_go_before_its_requests) {
  std::promise<void> gone;
  server peer([&](connection &peer) {
    peer.read_request();
    gone.get_future().wait();
    peer.respond("late");
    EXPECT_TRUE(peer.wait_for_close());
  });
  std::optional<http_client> client(std::in_place);
  task<std::string> fetching = fetch(*client, peer.url());
  client.reset();
  gone.set_value();
  EXPECT_EQ(fetching.get(), "late");
}

/// Runs \p f on the thread of the I/O service and waits for it.
template <class F> void on_io_thread(F f) {
  std::promise<void> done;
  boost::asio::post(switchback::detail::io_context(), [&] {
    f();
    done.set_value();
  });
  done.get_future().wait();
}

TEST(http_client, survives_a_lack_of_memory_of_its_caller) {
  if (!allocation_scope::available)
    GTEST_SKIP();
  server peer(echo);
  http_client client;
  const std::string url = peer.url();
  fail_each_allocation([&] { client.get(url).get(); });
  EXPECT_EQ(client.get(url).get().status(), 200);
}

TEST(http_client, survives_a_lack_of_memory) {
  if (!allocation_scope::available)
    GTEST_SKIP();
  server peer(echo);
  int failures = 0;
  for (std::size_t n = 1;; ++n) {
    http_client client;
    std::optional<allocation_scope> scope;
    on_io_thread([&] { scope.emplace(n); });
    bool good = false;
    try {
      good = fetch(client, peer.url()).get().starts_with("GET ");
    } catch (const std::bad_alloc &) {
    } catch (const switchback::broken_promise_error &) {
      // within an operation of Asio's, which then never ends
    }
    bool failed = false;
    on_io_thread([&] {
      failed = scope->has_failed();
      scope.reset();
    });
    EXPECT_TRUE(good || failed);
    if (!failed)
      break;
    ++failures;
    ASSERT_LT(n, 1000u);
  }
  EXPECT_GT(failures, 10);
}

//===----------------------------------------------------------------------===//
// Connections that are kept
//===----------------------------------------------------------------------===//

TEST(http_pool, keeps_a_connection) {
  server peer(echo);
  http_client client;
  for (int i = 0; i < 5; ++i)
    fetch(client, peer.url()).get();
  EXPECT_EQ(peer.accepted(), 1);
  EXPECT_EQ(client.idle_connections(), 1u);
}

TEST(http_pool, keeps_none_that_the_peer_will_close) {
  server peer([](connection &peer) {
    while (!peer.read_request().empty())
      peer.respond("bye", "200 OK", "Connection: close\r\n");
  });
  http_client client;
  fetch(client, peer.url()).get();
  EXPECT_EQ(client.idle_connections(), 0u);
  fetch(client, peer.url()).get();
  EXPECT_EQ(peer.accepted(), 2);
}

TEST(http_pool, keeps_none_with_something_behind_the_response) {
  std::atomic<int> arrived = 0;
  server peer([&](connection &peer) {
    while (!peer.read_request().empty()) {
      peer.respond("ok");
      peer.write("more");
      if (peer.wait_for_arrival())
        ++arrived;
    }
  });
  http_client client;
  for (int i = 1; i <= 3; ++i) {
    EXPECT_EQ(fetch(client, peer.url()).get(), "ok");
    EXPECT_EQ(peer.accepted(), i);
    // Before that, nothing tells it from a connection that is good.
    ASSERT_TRUE(eventually([&] { return arrived == i; }));
  }
}

TEST(http_pool, keeps_as_many_as_it_may) {
  server peer(echo);
  http_client_options options;
  options.max_idle_connections = 2;
  http_client client(options);
  std::vector<task<std::string>> all;
  for (int i = 0; i < 8; ++i)
    all.push_back(fetch(client, peer.url()));
  for (task<std::string> &each : all)
    each.wait();
  EXPECT_LE(client.idle_connections(), 2u);
}

TEST(http_pool, may_keep_none) {
  server peer(echo);
  http_client_options options;
  options.max_idle_connections = 0;
  http_client client(options);
  EXPECT_NE(fetch(client, peer.url()).get().find("Connection: close\r\n"),
            std::string::npos);
  EXPECT_EQ(client.idle_connections(), 0u);
}

TEST(http_pool, closes_what_is_idle_for_long) {
  std::atomic<bool> closed = false;
  server peer([&](connection &peer) {
    peer.read_request();
    peer.respond("ok");
    closed = peer.wait_for_close();
  });
  http_client_options options;
  options.idle_timeout = std::chrono::milliseconds(30);
  http_client client(options);
  fetch(client, peer.url()).get();
  EXPECT_TRUE(eventually([&] { return closed.load(); }));
  EXPECT_EQ(client.idle_connections(), 0u);
}

TEST(http_pool, closes_all_with_the_client) {
  std::atomic<bool> closed = false;
  server peer([&](connection &peer) {
    peer.read_request();
    peer.respond("ok");
    closed = peer.wait_for_close();
  });
  {
    http_client client;
    fetch(client, peer.url()).get();
  }
  EXPECT_TRUE(eventually([&] { return closed.load(); }));
}

TEST(http_pool, closes_what_was_not_read) {
  std::atomic<bool> closed = false;
  server peer([&](connection &peer) {
    peer.read_request();
    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
    closed = peer.wait_for_close();
  });
  http_client client;
  (void)client.get(peer.url()).get();
  EXPECT_TRUE(eventually([&] { return closed.load(); }));
}

TEST(http_pool, sees_that_the_peer_has_closed) {
  server peer([](connection &peer) {
    peer.read_request();
    peer.respond("only one");
  });
  http_client client;
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(fetch(client, peer.url()).get(), "only one");
}

/// Closes the first connection when it gets its second request.
void close_on_second(connection &peer) {
  for (int i = 0; !peer.read_request().empty(); ++i) {
    if (peer.index() == 0 && i == 1)
      return;
    peer.respond("ok");
  }
}

TEST(http_pool, tries_again_on_a_new_connection) {
  server peer(close_on_second);
  http_client client;
  fetch(client, peer.url()).get();
  EXPECT_EQ(fetch(client, peer.url()).get(), "ok");
  EXPECT_EQ(peer.accepted(), 2);
}

TEST(http_pool, does_not_post_twice) {
  server peer(close_on_second);
  http_client client;
  fetch(client, peer.url()).get();
  const http_error error =
      failure_of(client.request("POST", peer.url(), {}, "once"));
  EXPECT_EQ(error.failure(), http_failure::closed);
  EXPECT_EQ(error.step(), http_step::header);
  EXPECT_EQ(peer.accepted(), 1);
}

TEST(http_pool, tries_again_once) {
  server peer([](connection &peer) {
    if (peer.index() == 0 && !peer.read_request().empty())
      peer.respond("ok");
    peer.read_request();
  });
  http_client client;
  fetch(client, peer.url()).get();
  EXPECT_EQ(failure_of(client.get(peer.url())).failure(), http_failure::closed);
  EXPECT_EQ(peer.accepted(), 2);
}

//===----------------------------------------------------------------------===//
// Redirects
//===----------------------------------------------------------------------===//

/// Redirects /from to what it stands for, and echoes all else.
server::script redirecting(std::string location,
                           std::string status = "302 Found") {
  return [=](connection &peer) {
    for (std::string request; !(request = peer.read_request()).empty();)
      if (request.find(" /from ") != std::string::npos)
        peer.redirect(location, status);
      else
        peer.respond(request);
  };
}

TEST(http_redirect, is_followed_on_the_same_connection) {
  server peer(redirecting("/to"));
  http_client client;
  http_response response = client.get(peer.url("/from")).get();
  EXPECT_EQ(response.url(), peer.url("/to"));
  EXPECT_EQ(peer.accepted(), 1);
}

TEST(http_redirect, is_relative) {
  server peer(redirecting("a/../b?c"));
  http_client client;
  EXPECT_EQ(client.get(peer.url("/from")).get().url(), peer.url("/b?c"));
}

TEST(http_redirect, keeps_secrets_from_other_hosts) {
  server other(echo);
  server peer(redirecting(other.url("/to")));
  http_client client;
  http_headers headers = {{"Authorization", "a"}, {"Cookie", "b"}, {"X", "c"}};
  http_response response =
      client.request("GET", peer.url("/from"), headers).get();
  const std::string request = response.read_as_string().get();
  EXPECT_EQ(request.find("Authorization"), std::string::npos);
  EXPECT_EQ(request.find("Cookie"), std::string::npos);
  EXPECT_NE(request.find("X: c"), std::string::npos);

  server same(redirecting("/to"));
  response = client.request("GET", same.url("/from"), headers).get();
  EXPECT_NE(response.read_as_string().get().find("Authorization: a"),
            std::string::npos);
}

TEST(http_redirect, repeats_or_gets) {
  struct expectation {
    const char *status, *method, *repeated;
  };
  const expectation all[] = {
      {"301 M", "POST", "GET"}, {"302 F", "POST", "GET"},
      {"303 S", "POST", "GET"}, {"303 S", "PUT", "GET"},
      {"302 F", "PUT", "PUT"},  {"307 T", "POST", "POST"},
      {"308 P", "POST", "POST"}};
  http_client client;
  for (const expectation &each : all) {
    server peer(redirecting("/to", each.status));
    http_response response =
        client.request(each.method, peer.url("/from"), {}, "body").get();
    const std::string request = response.read_as_string().get();
    EXPECT_TRUE(request.starts_with(std::string(each.repeated) + " /to "))
        << each.status << request;
    EXPECT_EQ(request.ends_with("\r\n\r\nbody"),
              each.repeated != std::string("GET"))
        << each.status;
  }
}

TEST(http_redirect, ends_somewhere) {
  server peer([](connection &peer) {
    while (!peer.read_request().empty())
      peer.redirect("/from");
  });
  http_client_options options;
  options.max_redirects = 3;
  http_client client(options);
  const http_error error = failure_of(client.get(peer.url("/from")));
  EXPECT_EQ(error.failure(), http_failure::too_many_redirects);
  EXPECT_EQ(error.step(), http_step::redirect);
  EXPECT_EQ(error.url(), peer.url("/from"));
}

TEST(http_redirect, has_to_lead_somewhere) {
  http_client client;
  for (const char *location : {"ftp://host/", "http://", "http://a:b/", "x:y"})
    EXPECT_EQ(failure_of(client.get(server(redirecting(location)).url("/from")))
                  .failure(),
              http_failure::invalid_redirect)
        << location;
  server nowhere([](connection &peer) {
    while (!peer.read_request().empty())
      peer.respond("", "302 Found");
  });
  EXPECT_EQ(failure_of(client.get(nowhere.url())).failure(),
            http_failure::invalid_redirect);
}

TEST(http_redirect, need_not_be_followed) {
  server peer(redirecting("/to"));
  http_client_options options;
  options.follow_redirects = false;
  http_client client(options);
  http_response response = client.get(peer.url("/from")).get();
  EXPECT_EQ(response.status(), 302);
  EXPECT_EQ(response.headers().get("location"), "/to");
  EXPECT_EQ(response.read_as_string().get(), "elsewhere");
}

} // namespace
