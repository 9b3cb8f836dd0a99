//===- switchback/http_client.h - Requests to web servers -------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// HTTP/1.1 requests that no thread waits for.
///
///   switchback::http_client client;
///   SWITCHBACK_ASYNC task<std::string> fetch(std::string url) {
///     http_response response = co_await client.get(url);
///     co_return co_await response.read_as_string();
///   }
///
/// One thread of the library does the input and output of all clients, however
/// many requests are in flight. What comes from a peer is bounded: sizes, time
/// and redirects have limits, and a peer that goes beyond them, or does not
/// speak HTTP, costs it the connection and the caller an http_error, which says
/// what went wrong and where.
///
/// No header of Boost or OpenSSL is included here; programs link with
/// switchback::async, which names what it needs.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_HTTP_CLIENT_H
#define SWITCHBACK_HTTP_CLIENT_H

#include "switchback/async_stream.h"
#include "switchback/task.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace switchback {

/// Header fields in the order they came or were added. Names are compared
/// without regard to case.
///
/// A value like any other: not to be changed while another thread uses it.
class http_headers {
public:
  using field = std::pair<std::string, std::string>;
  using const_iterator = std::vector<field>::const_iterator;

  http_headers() = default;
  http_headers(std::initializer_list<field> fields) : fields(fields) {}

  /// The value of the first field of that name, or nothing. It points into this
  /// object.
  std::optional<std::string_view> get(std::string_view name) const;
  /// The values of all fields of that name. They point into this object.
  std::vector<std::string_view> get_all(std::string_view name) const;
  bool contains(std::string_view name) const { return get(name).has_value(); }

  /// Adds a field, whether or not there is one of that name.
  void add(std::string name, std::string value) {
    fields.emplace_back(std::move(name), std::move(value));
  }
  /// Replaces all fields of that name by one.
  void set(std::string name, std::string value);
  /// Removes all fields of that name. Returns how many there were.
  std::size_t erase(std::string_view name);

  bool empty() const noexcept { return fields.empty(); }
  std::size_t size() const noexcept { return fields.size(); }
  const_iterator begin() const noexcept { return fields.begin(); }
  const_iterator end() const noexcept { return fields.end(); }

private:
  std::vector<field> fields;
};

/// How far a request had come.
enum class http_step {
  prepare, ///< reading the URL, the method and the headers that were asked for
  resolve, ///< looking up the host
  connect, ///< connecting to it
  handshake, ///< agreeing on TLS
  send,      ///< sending the request
  header,    ///< reading the header of the response
  redirect,  ///< following the response to another URL
  body,      ///< reading the body of the response
};

/// What went wrong.
enum class http_failure {
  invalid_request, ///< what was asked for is not a request: its URL, method or
                   ///< headers
  network,         ///< the system reports an error, which is http_error::code()
  tls, ///< the peer's certificate or its TLS is not good; http_error::code()
       ///< says more
  timed_out, ///< a time of http_client_options went by
  closed,    ///< the peer closed the connection before the end of the response
  malformed, ///< what came is not HTTP; http_error::code() says more
  header_too_large,   ///< more than http_client_options::max_header_bytes
  body_too_large,     ///< more than http_client_options::max_body_bytes
  too_many_redirects, ///< more than http_client_options::max_redirects
  invalid_redirect,  ///< the response names no URL that this client would go to
  insecure_redirect, ///< from https to http
};

/// A request that did not come to its end. What the peer answered, such as
/// status 404, is no error.
class http_error : public std::runtime_error {
public:
  /// \param what the message's end, which says more than \p failure does.
  http_error(std::string method, std::string url, http_step step,
             http_failure failure, const std::string &what,
             std::error_code code = {});

  const std::string &method() const noexcept { return facts->method; }
  /// The URL that was being fetched: that of the last redirect, if any.
  const std::string &url() const noexcept { return facts->url; }
  http_step step() const noexcept { return where; }
  http_failure failure() const noexcept { return why; }
  /// The error of the system, of TLS or of the parser behind this, if there is
  /// one.
  std::error_code code() const noexcept { return cause; }

private:
  struct request_facts {
    std::string method;
    std::string url;
  };
  std::shared_ptr<const request_facts>
      facts; // an exception's copies must not throw
  http_step where;
  http_failure why;
  std::error_code cause;
};

/// What a client does, and how far it trusts its peers. Zero is no limit for
/// what is a time, and none at all for others.
struct http_client_options {
  /// From the start of a connection to the end of its TLS handshake.
  std::chrono::nanoseconds connect_timeout = std::chrono::seconds(30);
  /// From the call to the end of the response's header, with all redirects.
  std::chrono::nanoseconds request_timeout = std::chrono::seconds(100);
  /// The longest silence of a peer while the body is read.
  std::chrono::nanoseconds read_timeout = std::chrono::seconds(30);
  /// For one read_as_string(), or for one item of read_as_stream(): however
  /// slowly the bytes trickle.
  std::chrono::nanoseconds body_timeout = std::chrono::minutes(5);

  /// For all of one response's header, and again for a chunked body's trailer.
  std::uint32_t max_header_bytes = 64 * 1024;
  /// For the body of one response.
  std::uint64_t max_body_bytes = 64 * 1024 * 1024;

  /// If not, a response that redirects is a response like others.
  bool follow_redirects = true;
  /// For one request. Status 303, and 301 and 302 after a POST, are followed
  /// with a GET; 307 and 308 repeat the request with its body. `Authorization`,
  /// `Cookie` and `Proxy-Authorization` do not go to another host, port or
  /// scheme. A redirect from https to http is an error
  /// (http_failure::insecure_redirect), never followed.
  unsigned max_redirects = 10;

  /// Sent as `User-Agent` unless the request has one; none if empty.
  std::string user_agent = "switchback";

  /// How many connections that nobody uses are kept for each scheme, host and
  /// port, and for how long.
  std::size_t max_idle_connections = 16;
  std::chrono::nanoseconds idle_timeout = std::chrono::seconds(60);

  /// Whether the certificate of an https peer has to be good, and made for its
  /// host. Off only for tests.
  bool verify_tls = true;
  /// A file of PEM certificates to trust; the system's if empty.
  std::string ca_file;
};

namespace detail {
class http_core;
class http_body;
} // namespace detail

/// The answer to a request: its header is here, its body is still on its way.
///
/// A handle: copies share one body, which can be read once. If the last one
/// goes before the body was read to its end, the connection is closed. Status
/// and headers may be read by several threads at once; of the functions that
/// read the body one may be called, once.
class http_response {
public:
  /// No response: status 0, and reading its body fails.
  http_response();
  ~http_response();
  http_response(const http_response &);
  http_response(http_response &&) noexcept;
  http_response &operator=(const http_response &);
  http_response &operator=(http_response &&) noexcept;

  int status() const noexcept;
  /// Whether status() is 200 to 299.
  bool ok() const noexcept { return status() >= 200 && status() <= 299; }
  /// What the peer wrote behind the status; often "OK", often nothing.
  const std::string &reason() const noexcept;
  const http_headers &headers() const noexcept;
  /// Where the response came from: what was asked for, or where that redirected
  /// to.
  const std::string &url() const noexcept;

  /// Reads the body to its end.
  ///
  /// \param token stops reading at once, as that of the request does: the task
  /// is canceled, the connection is closed.
  /// \returns a task that fails with http_error if the body has more than
  /// http_client_options::max_body_bytes, or does
  ///   not come in time, or ends early; with std::logic_error if the body has
  ///   been asked for before.
  /// \throws std::bad_alloc
  task<std::string> read_as_string(std::stop_token token = {});

  /// Reads the body as it comes, in pieces that are never empty, of whatever
  /// size. Fails as read_as_string() does; the stream destroyed before its end
  /// closes the connection.
  async_stream<std::string> read_as_stream(std::stop_token token = {});

private:
  friend class detail::http_core;
  explicit http_response(std::shared_ptr<detail::http_body> body);

  std::shared_ptr<detail::http_body> body;
};

/// Sends HTTP/1.1 requests and keeps connections for the next ones.
///
/// Thread-safe: any number of threads may make requests at once. Requests in
/// flight outlive the client; the connections that it keeps are closed with it.
///
/// A request that fails on a kept connection, because the peer had closed it
/// meanwhile, is sent once more on a new one if its method is idempotent (GET,
/// HEAD, PUT, DELETE, OPTIONS, TRACE).
///
/// The names of hosts are looked up by the system, up to four at a time for all
/// clients together. That cannot be interrupted: a request that is stopped, or
/// whose time goes by, ends at once, and the lookup goes on for nobody.
class http_client {
public:
  /// \throws std::system_error if http_client_options::ca_file cannot be read.
  /// \throws std::bad_alloc
  explicit http_client(http_client_options options = {});
  ~http_client();
  http_client(const http_client &) = delete;
  http_client &operator=(const http_client &) = delete;

  /// Requests \p url, `http://` or `https://`.
  ///
  /// \param token stops the request, and later the reading of its body, at
  /// once: the connection is closed and the task
  ///   is canceled.
  /// \returns a task that completes when the header of the response is here, on
  /// a thread of the pool. It fails with
  ///   http_error; nothing but a lack of memory is thrown by the call itself.
  /// \throws std::bad_alloc
  task<http_response> get(std::string url, std::stop_token token = {});

  /// The same for any method, with headers and a body. `Host`, `Content-Length`
  /// and `Connection` are made by the client and may not be given, nor
  /// `Transfer-Encoding`.
  task<http_response> request(std::string method, std::string url,
                              http_headers headers = {}, std::string body = {},
                              std::stop_token token = {});

  /// How many connections nobody uses just now. For tests and statistics: it
  /// may have changed when it is returned.
  std::size_t idle_connections() const;

private:
  std::shared_ptr<detail::http_core> core;
};

} // namespace switchback

#endif // SWITCHBACK_HTTP_CLIENT_H
