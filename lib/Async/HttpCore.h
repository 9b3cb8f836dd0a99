//===- lib/Async/HttpCore.h - What clients and responses share --*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Requests, from connection to connection, and the connections kept for later
/// ones. As in HttpConnection.h, all happens on the thread of the I/O service,
/// but for what says otherwise.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_ASYNC_HTTPCORE_H
#define SWITCHBACK_ASYNC_HTTPCORE_H

#include "HttpConnection.h"
#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <switchback/http_client.h>

namespace switchback::detail {

class http_core;

/// Has a token cancel what a connection is doing, while this lives.
class http_cancellation {
public:
  http_cancellation(std::stop_token token,
                    std::shared_ptr<http_connection> connection,
                    unsigned long use)
      : callback(std::move(token), cancel{std::move(connection), use}) {}

private:
  struct cancel {
    std::shared_ptr<http_connection> connection;
    unsigned long use;
    void operator()() const noexcept { connection->cancel(use); }
  };
  std::stop_callback<cancel> callback;
};

/// A response, and what its body still comes from.
class http_body : public std::enable_shared_from_this<http_body> {
public:
  ~http_body();

  int status = 0;
  std::string reason;
  http_headers headers;
  std::string url;

  /// From any thread: the body becomes the caller's.
  /// \throws std::logic_error if it is somebody's already.
  void claim();

  /// These start on any thread, after claim(). The task owns the body.
  static task<std::string> read_all(std::shared_ptr<http_body> self,
                                    std::stop_token token);
  static async_stream<std::string> read_pieces(std::shared_ptr<http_body> self,
                                               enumerator_cancellation token);

private:
  friend http_core;

  static task<std::string> read_piece(std::shared_ptr<http_body> self,
                                      std::stop_token token);
  /// One read, to a time that is not later than \p latest.
  task<std::string> read_some(http_clock::time_point latest);
  /// Nobody needs the connection any more.
  void release();

  std::shared_ptr<http_core> core;
  std::shared_ptr<http_connection> connection; // null once all has come
  unsigned long use = 0;
  std::stop_token token;
  std::string arrived; // all of the body, if it came with the header
  std::atomic<bool> claimed = false;
};

struct http_request {
  std::string method;
  http_url url;
  http_headers headers;
  std::string body;

  bool is_idempotent() const;
  /// What is sent in front of the body.
  std::string header(const http_client_options &options) const;
  /// Makes this the request that follows a response with \p status that names
  /// \p target.
  void redirect(int status, http_url target);
};

class http_core : public std::enable_shared_from_this<http_core> {
public:
  /// On any thread.
  explicit http_core(http_client_options options);
  ~http_core();

  /// Starts on any thread.
  static task<http_response> request(std::shared_ptr<http_core> self,
                                     std::string method, std::string url,
                                     http_headers headers, std::string body,
                                     std::stop_token token);

  /// The client has gone: nothing is kept any more. From any thread.
  void retire() noexcept;

  /// Keeps \p connection for later, if it is good for that.
  void give_back(std::shared_ptr<http_connection> connection);

  const std::shared_ptr<const http_client_options> options;
  std::atomic<std::size_t> idle_count = 0;

private:
  struct idle_connection {
    std::shared_ptr<http_connection> connection;
    http_clock::time_point until;
  };

  task<std::shared_ptr<http_connection>>
  exchange(std::shared_ptr<const http_request> request,
           http_clock::time_point deadline, std::stop_token token);
  task<> try_exchange(std::shared_ptr<http_connection> connection,
                      std::shared_ptr<const http_request> request,
                      http_clock::time_point deadline, std::stop_token token);
  http_response make_response(const http_request &request,
                              std::shared_ptr<http_connection> connection,
                              std::stop_token token);
  /// Where \p response leads, if it does.
  bool follow(const std::shared_ptr<http_connection> &response,
              http_request &request, unsigned redirects);

  std::shared_ptr<http_connection> take_idle(const std::string &origin);
  void drop_expired();
  boost::asio::ssl::context &tls();

  boost::asio::io_context &io;
  std::unique_ptr<boost::asio::ssl::context> tls_context;
  /// By origin; those of one in the order they were given back.
  std::map<std::string, std::deque<idle_connection>> idle;
  boost::asio::steady_timer expiry;
  bool expiry_armed = false;
  bool retired = false;
};

/// When \p duration from \p start has passed; zero is never.
http_clock::time_point http_deadline(http_clock::time_point start,
                                     std::chrono::nanoseconds duration);

} // namespace switchback::detail

#endif // SWITCHBACK_ASYNC_HTTPCORE_H
