//===- HttpCore.cpp - Requests and the connections kept for them ----------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "HttpCore.h"
#include "IoService.h"
#include "switchback/cancellation.h"
#include <algorithm>
#include <boost/asio/post.hpp>
#include <utility>

namespace switchback::detail {

namespace asio = boost::asio;

namespace {

[[noreturn]] void fail_request(const std::string &method,
                               const std::string &url, http_step step,
                               http_failure failure, const std::string &what) {
  throw http_error(method, url, step, failure, what);
}

/// Fields that only the client can know, or that have one that is wrong read
/// the request as two.
constexpr const char *own_fields[] = {"Host", "Content-Length", "Connection",
                                      "Transfer-Encoding"};
/// Fields that are for the one server that they were made for.
constexpr const char *secret_fields[] = {"Authorization", "Cookie",
                                         "Proxy-Authorization"};

/// \throws http_error
std::shared_ptr<http_request> check_request(std::string method,
                                            const std::string &url,
                                            http_headers headers,
                                            std::string body) {
  auto fail = [&](const std::string &what) {
    fail_request(method, url, http_step::prepare, http_failure::invalid_request,
                 what);
  };
  auto request = std::make_shared<http_request>();
  try {
    request->url = parse_http_url(url);
  } catch (const invalid_url &error) {
    fail(error.what());
  }
  if (!is_http_token(method) || method == "CONNECT")
    fail("this is no method that a client may use");
  for (const auto &[name, value] : headers)
    if (!is_http_token(name) || !is_http_value(value))
      fail("a header has characters that it may not have");
  for (const char *name : own_fields)
    if (headers.contains(name))
      fail(std::string("the client makes the header ") + name);
  request->method = std::move(method);
  request->headers = std::move(headers);
  request->body = std::move(body);
  return request;
}

/// OpenSSL ends with the process, in the reverse order of beginnings. The
/// thread that uses it began before, and so would end later: see that it does
/// not.
void begin_tls() {
  struct end {
    end() { OPENSSL_init_ssl(0, nullptr); }
    ~end() { stop_io_thread(); }
  };
  static const end at_exit;
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 ||
         status == 308;
}

} // namespace

http_clock::time_point http_deadline(http_clock::time_point start,
                                     std::chrono::nanoseconds duration) {
  const auto most = http_clock::time_point::max();
  return duration.count() <= 0 || duration > most - start ? most
                                                          : start + duration;
}

//===----------------------------------------------------------------------===//
// Requests
//===----------------------------------------------------------------------===//

bool http_request::is_idempotent() const {
  static constexpr const char *methods[] = {"GET",    "HEAD",    "PUT",
                                            "DELETE", "OPTIONS", "TRACE"};
  return std::find(std::begin(methods), std::end(methods), method) !=
         std::end(methods);
}

std::string http_request::header(const http_client_options &options) const {
  http_headers sent;
  sent.add("Host", url.authority);
  if (!options.user_agent.empty() && !headers.contains("User-Agent"))
    sent.add("User-Agent", options.user_agent);
  if (!headers.contains("Accept"))
    sent.add("Accept", "*/*");
  for (const auto &[name, value] : headers)
    sent.add(name, value);
  if (!body.empty() || method == "POST" || method == "PUT" || method == "PATCH")
    sent.add("Content-Length", std::to_string(body.size()));
  if (options.max_idle_connections == 0)
    sent.add("Connection", "close");
  return write_request_header(method, url.target, sent);
}

void http_request::redirect(int status, http_url target) {
  if (!url.same_origin(target))
    for (const char *name : secret_fields)
      headers.erase(name);
  if ((status == 303 && method != "HEAD") ||
      ((status == 301 || status == 302) && method == "POST")) {
    method = "GET";
    body.clear();
    headers.erase("Content-Type");
  }
  url = std::move(target);
}

http_core::http_core(http_client_options options)
    : options(std::make_shared<const http_client_options>(std::move(options))),
      io(io_context()), expiry(io) {
  if (!this->options->ca_file.empty())
    tls(); // says at once that there is no such file
}

http_core::~http_core() = default;

asio::ssl::context &http_core::tls() {
  if (tls_context)
    return *tls_context;
  begin_tls();
  auto made =
      std::make_unique<asio::ssl::context>(asio::ssl::context::tls_client);
  SSL_CTX_set_min_proto_version(made->native_handle(), TLS1_2_VERSION);
  try {
    if (options->ca_file.empty())
      made->set_default_verify_paths();
    else
      made->load_verify_file(options->ca_file);
  } catch (const boost::system::system_error &error) {
    throw std::system_error(error.code(), "switchback::http_client: reading "
                                          "certificates from '" +
                                              options->ca_file + "'");
  }
  tls_context = std::move(made);
  return *tls_context;
}

SWITCHBACK_ASYNC task<http_response>
http_core::request(std::shared_ptr<http_core> self, std::string method,
                   std::string url, http_headers headers, std::string body,
                   std::stop_token token) {
  throw_if_cancellation_requested(token);
  const http_clock::time_point deadline =
      http_deadline(http_clock::now(), self->options->request_timeout);
  std::shared_ptr<http_request> request = check_request(
      std::move(method), url, std::move(headers), std::move(body));
  co_await on_io_thread();

  for (unsigned redirects = 0;; ++redirects) {
    task<std::shared_ptr<http_connection>> exchanging =
        self->exchange(request, deadline, token);
    std::shared_ptr<http_connection> connection =
        co_await std::move(exchanging);
    if (!self->follow(connection, *request, redirects))
      co_return self->make_response(*request, std::move(connection), token);
  }
}

SWITCHBACK_ASYNC task<std::shared_ptr<http_connection>>
http_core::exchange(std::shared_ptr<const http_request> request,
                    http_clock::time_point deadline, std::stop_token token) {
  const std::string origin = request->url.origin();
  std::shared_ptr<http_connection> connection = take_idle(origin);
  if (connection) {
    bool again = false;
    try {
      task<> trying = try_exchange(connection, request, deadline, token);
      co_await std::move(trying);
    } catch (const http_error &) {
      again = connection->failed_before_response() && request->is_idempotent();
      if (!again)
        throw;
    }
    if (!again)
      co_return connection;
  }

  connection = std::make_shared<http_connection>(io, options);
  connection->origin = origin;
  task<> trying = try_exchange(connection, request, deadline, token);
  co_await std::move(trying);
  co_return connection;
}

SWITCHBACK_ASYNC task<>
http_core::try_exchange(std::shared_ptr<http_connection> connection,
                        std::shared_ptr<const http_request> request,
                        http_clock::time_point deadline,
                        std::stop_token token) {
  struct closing { // what did not come to its end is no good for another
    http_connection *connection;
    ~closing() {
      if (connection)
        connection->close();
    }
  } on_failure{connection.get()};
  const unsigned long use = connection->use(request->method, request->url.text);
  http_cancellation cancellation(token, connection, use);

  if (!connection->is_reused()) {
    const auto connected =
        http_deadline(http_clock::now(), options->connect_timeout);
    if (connected < deadline)
      connection->limit(connected, "connect_timeout went by");
    else
      connection->limit(deadline, "request_timeout went by");
    task<> opening =
        connection->open(request->url, request->url.secure ? &tls() : nullptr);
    co_await std::move(opening);
  }
  connection->limit(deadline, "request_timeout went by");
  task<> sending = connection->send(request->header(*options), request->body);
  co_await std::move(sending);
  task<> reading = connection->read_header(request->method == "HEAD");
  co_await std::move(reading);
  connection->limit(http_clock::time_point::max(), "");
  on_failure.connection = nullptr;
}

bool http_core::follow(const std::shared_ptr<http_connection> &response,
                       http_request &request, unsigned redirects) {
  const int status = response->status();
  if (!options->follow_redirects || !is_redirect(status))
    return false;
  std::string reason;
  const http_headers headers = response->take_headers(reason);
  const std::optional<std::string_view> location = headers.get("Location");
  auto fail = [&](http_failure failure, const std::string &what) {
    response->close();
    fail_request(request.method, request.url.text, http_step::redirect, failure,
                 what);
  };
  if (!location)
    fail(http_failure::invalid_redirect, "the response does not say where to");
  if (redirects >= options->max_redirects)
    fail(http_failure::too_many_redirects,
         "there are more than " + std::to_string(options->max_redirects) +
             " redirects");
  http_url target;
  try {
    target = resolve_http_url(request.url, *location);
  } catch (const invalid_url &error) {
    fail(http_failure::invalid_redirect, error.what());
  }
  if (request.url.secure && !target.secure)
    fail(http_failure::insecure_redirect,
         "the response leads from https to " + target.text);
  give_back(response);
  request.redirect(status, std::move(target));
  return true;
}

http_response
http_core::make_response(const http_request &request,
                         std::shared_ptr<http_connection> connection,
                         std::stop_token token) {
  auto body = std::make_shared<http_body>();
  body->status = connection->status();
  body->headers = connection->take_headers(body->reason);
  body->url = request.url.text;
  body->core = shared_from_this();
  body->use = connection->current_use();
  body->token = std::move(token);
  if (connection->is_done()) {
    body->arrived = connection->take_body();
    give_back(std::move(connection));
  } else {
    body->connection = std::move(connection);
  }
  return http_response(std::move(body));
}

//===----------------------------------------------------------------------===//
// Connections for later
//===----------------------------------------------------------------------===//

std::shared_ptr<http_connection>
http_core::take_idle(const std::string &origin) {
  const auto found = idle.find(origin);
  if (found == idle.end())
    return nullptr;
  std::shared_ptr<http_connection> taken;
  std::deque<idle_connection> &list = found->second;
  while (!list.empty() && !taken) {
    taken = std::move(list.back().connection); // the others may grow old
    list.pop_back();
    --idle_count;
    if (!taken->is_quiet()) {
      taken->close();
      taken = nullptr;
    }
  }
  if (list.empty())
    idle.erase(found);
  return taken;
}

void http_core::give_back(std::shared_ptr<http_connection> connection) {
  if (retired || !connection->is_done() || !connection->is_reusable()) {
    connection->close();
    return;
  }
  std::deque<idle_connection> &list = idle[connection->origin];
  if (list.size() >= options->max_idle_connections) {
    connection->close();
    if (list.empty())
      idle.erase(connection->origin);
    return;
  }
  connection->limit(http_clock::time_point::max(), "");
  const auto until = http_deadline(http_clock::now(), options->idle_timeout);
  list.push_back({std::move(connection), until});
  ++idle_count;
  if (!expiry_armed)
    drop_expired();
}

void http_core::drop_expired() try {
  const auto now = http_clock::now();
  auto next = http_clock::time_point::max();
  for (auto each = idle.begin(); each != idle.end();) {
    std::deque<idle_connection> &list = each->second;
    while (!list.empty() && list.front().until <= now) {
      list.front().connection->close();
      list.pop_front();
      --idle_count;
    }
    if (!list.empty())
      next = std::min(next, list.front().until);
    each = list.empty() ? idle.erase(each) : std::next(each);
  }
  expiry_armed = next != http_clock::time_point::max();
  if (!expiry_armed)
    return;
  expiry.expires_at(next);
  expiry.async_wait([weak = weak_from_this()](boost::system::error_code error) {
    if (error)
      return;
    if (std::shared_ptr<http_core> self = weak.lock())
      self->drop_expired();
  });
} catch (...) { // the next connection that is given back tries again
  expiry_armed = false;
}

void http_core::retire() noexcept {
  // Where there is no memory for that, they are closed when the last request
  // has ended.
  try {
    asio::post(io, [self = shared_from_this()] {
      self->retired = true;
      self->expiry.cancel();
      for (auto &[origin, list] : self->idle)
        for (idle_connection &each : list)
          each.connection->close();
      self->idle.clear();
      self->idle_count = 0;
    });
  } catch (...) {
  }
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

http_body::~http_body() {
  if (!connection)
    return;
  // Sockets are closed where they are used.
  auto &io = io_context();
  try {
    asio::post(io, [last = connection] { last->close(); });
  } catch (...) { // but nothing uses it any more
  }
}

void http_body::claim() {
  if (claimed.exchange(true))
    throw std::logic_error("switchback::http_response: the body has been asked "
                           "for before");
}

void http_body::release() {
  if (std::shared_ptr<http_connection> last = std::move(connection))
    core->give_back(std::move(last));
}

SWITCHBACK_ASYNC task<std::string>
http_body::read_some(http_clock::time_point latest) {
  const auto silent =
      http_deadline(http_clock::now(), core->options->read_timeout);
  if (silent < latest)
    connection->limit(silent, "read_timeout went by");
  else
    connection->limit(latest, "body_timeout went by");
  try {
    task<std::string> reading = connection->read_body();
    std::string piece = co_await std::move(reading);
    if (connection->is_done())
      release();
    else
      connection->limit(http_clock::time_point::max(), "");
    co_return piece;
  } catch (...) {
    release();
    throw;
  }
}

SWITCHBACK_ASYNC task<std::string>
http_body::read_all(std::shared_ptr<http_body> self, std::stop_token token) {
  std::string all = std::exchange(self->arrived, {});
  if (!self->connection)
    co_return all;
  const auto latest =
      http_deadline(http_clock::now(), self->core->options->body_timeout);
  co_await on_io_thread();
  http_cancellation own(token, self->connection, self->use);
  http_cancellation of_request(self->token, self->connection, self->use);
  while (self->connection) {
    task<std::string> reading = self->read_some(latest);
    const std::string piece = co_await std::move(reading);
    all += piece;
  }
  co_return all;
}

SWITCHBACK_ASYNC task<std::string>
http_body::read_piece(std::shared_ptr<http_body> self, std::stop_token token) {
  if (!self->connection)
    co_return std::exchange(self->arrived, {});
  const auto latest =
      http_deadline(http_clock::now(), self->core->options->body_timeout);
  co_await on_io_thread();
  http_cancellation own(token, self->connection, self->use);
  http_cancellation of_request(self->token, self->connection, self->use);
  task<std::string> reading = self->read_some(latest);
  std::string piece = co_await std::move(reading);
  co_return piece;
}

SWITCHBACK_ASYNC async_stream<std::string>
http_body::read_pieces(std::shared_ptr<http_body> self,
                       enumerator_cancellation token) {
  for (;;) {
    task<std::string> reading = read_piece(self, token.token());
    std::string piece = co_await std::move(reading);
    if (piece.empty())
      break;
    co_yield std::move(piece);
  }
}

} // namespace switchback::detail
