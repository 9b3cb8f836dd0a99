//===- lib/Async/HttpConnection.h - One connection of a client --*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A connection to a server, and the steps of a request on it. Everything here
/// happens on the thread of the I/O service, but for what says otherwise: so
/// nothing needs a lock, and an await that has ended goes on where it is.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_ASYNC_HTTPCONNECTION_H
#define SWITCHBACK_ASYNC_HTTPCONNECTION_H

#include "HttpParser.h"
#include "HttpUrl.h"
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <switchback/annotate.h>
#include <switchback/http_client.h>
#include <vector>

namespace switchback::detail {

using http_clock = std::chrono::steady_clock;

/// Bytes that have come and were not used yet.
class input_buffer {
public:
  const char *data() const { return bytes.data() + first; }
  std::size_t size() const { return last - first; }
  bool empty() const { return first == last; }
  void consume(std::size_t size);
  /// Room for \p size bytes more, behind the others.
  char *prepare(std::size_t size);
  void commit(std::size_t size) { last += size; }

private:
  std::vector<char> bytes;
  std::size_t first = 0, last = 0;
};

class http_connection : public std::enable_shared_from_this<http_connection> {
public:
  http_connection(boost::asio::io_context &io,
                  std::shared_ptr<const http_client_options> options);
  ~http_connection();

  /// For which URLs it may be kept.
  std::string origin;

  /// Begins with a request, of which errors then tell. Returns the number of
  /// this use, for cancel().
  unsigned long use(std::string method, std::string url);
  /// Whether it has served a request before this.
  unsigned long current_use() const { return uses; }
  bool is_reused() const { return uses > 1; }

  /// Has all steps fail from \p when on, saying that \p what went by.
  void limit(http_clock::time_point when, const char *what);

  /// Resolves the host, connects, and agrees on TLS if there is \p tls.
  task<> open(http_url url, boost::asio::ssl::context *tls);
  task<> send(std::string header, std::string body);
  /// Reads a response's header, of one that is final, and what of its body came
  /// along. What that is not good for is thrown by read_body().
  task<> read_header(bool no_body);
  /// Reads more of the body: something, unless there is no more.
  task<std::string> read_body();

  /// These are of the response whose header was read.
  int status() const { return parser->status(); }
  http_headers take_headers(std::string &reason) {
    return parser->take_headers(reason);
  }
  bool is_done() const { return !body_error && parser->is_done(); }
  std::string take_body() { return parser->take_body(); }

  /// Whether the peer closed it, or broke it, without a byte of a response: as
  /// happens when it had closed a connection that was kept.
  bool failed_before_response() const { return peer_gone && !got_bytes; }
  /// Whether it can be kept for another request.
  bool is_reusable() const;
  /// Whether nothing has come from the peer meanwhile, not even its end.
  bool is_quiet();

  /// Ends it: every step fails.
  void close();
  /// Ends it if it is still in use number \p use: the step throws
  /// operation_canceled. From any thread.
  void cancel(unsigned long use) noexcept;

  http_error error(http_step step, http_failure failure,
                   const std::string &what, std::error_code code = {}) const;

private:
  using tcp = boost::asio::ip::tcp;
  using endpoints = tcp::resolver::results_type;
  struct resolution {
    boost::system::error_code error;
    http_connection::endpoints endpoints;
  };

  /// On a thread that may wait. What has come to \p to before stays.
  static void look_up(const std::string &host, const std::string &port,
                      task_source<resolution> &to) noexcept;
  task<endpoints> resolve(std::string host, std::string port);
  task<> handshake(std::string host, boost::asio::ssl::context &tls);
  task<std::size_t> read_some(std::size_t size,
                              boost::system::error_code &error);
  /// Has the parser take what it can of the input.
  void parse(http_step step);
  /// What read_some() ended with.
  void take_read(std::size_t size, const boost::system::error_code &error,
                 http_step step);
  void check(http_step step, const boost::system::error_code &error);
  [[noreturn]] void fail(http_step step,
                         const boost::system::error_code &error);
  void check_stopped(http_step step);
  http_error failure_of(http_step step,
                        const boost::system::error_code &code) const;
  http_error parse_error(http_step step, const std::error_code &code) const;
  http_error header_too_large(http_step step) const;
  void arm(http_clock::time_point when);
  void on_timer();

  enum class stop_reason { none, closed, timed_out, canceled };
  void stop(stop_reason why);

  boost::asio::io_context &io;
  const std::shared_ptr<const http_client_options> options;
  tcp::socket socket;
  std::unique_ptr<boost::asio::ssl::stream<tcp::socket &>> tls_stream;
  std::shared_ptr<task_source<resolution>> resolving;

  boost::asio::steady_timer timer;
  http_clock::time_point deadline = http_clock::time_point::max();
  http_clock::time_point armed_for = http_clock::time_point::max();
  const char *deadline_name = "";

  unsigned long uses = 0;
  std::atomic<unsigned long> canceled_use = 0;
  stop_reason stopped = stop_reason::none;
  bool peer_gone = false;
  bool got_bytes = false;

  std::string method, url;
  boost::system::error_code send_error;
  input_buffer input;
  std::optional<http_response_parser> parser;
  std::exception_ptr body_error;
};

} // namespace switchback::detail

#endif // SWITCHBACK_ASYNC_HTTPCONNECTION_H
