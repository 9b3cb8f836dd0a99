//===- lib/Async/HttpParser.h - The text of HTTP ----------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The text of HTTP/1.1: requests are written, responses read. Boost.Beast does
/// both; it stays in HttpParser.cpp, which nothing else has to be compiled
/// with.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_ASYNC_HTTPPARSER_H
#define SWITCHBACK_ASYNC_HTTPPARSER_H

#include <switchback/http_client.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <system_error>

namespace switchback::detail {

/// Reads one response from bytes as they come.
class http_response_parser {
public:
  /// \param no_body whether the request was one to which the response has a
  /// header only (HEAD)
  http_response_parser(std::uint32_t max_header_bytes,
                       std::uint64_t max_body_bytes, bool no_body);
  ~http_response_parser();

  /// Takes what it can of \p size bytes; those that are left have to come
  /// again, with more behind them. Stops at the end of the header once, and at
  /// the end of the response.
  ///
  /// \returns how many it took. \p error is set if this is no response, or one
  /// that is too large.
  std::size_t put(const char *bytes, std::size_t size, std::error_code &error);
  /// The connection's end, which is an error if the response has no right to
  /// end there.
  void put_end(std::error_code &error);

  bool has_header() const;
  bool is_done() const;
  /// Whether the connection may be used for another response after this.
  bool keeps_alive() const;

  /// These are of a response that has_header().
  int status() const;
  http_headers take_headers(std::string &reason);
  /// What there is of the body and was not taken yet.
  std::string take_body();

  static bool is_header_limit(const std::error_code &error);
  static bool is_body_limit(const std::error_code &error);
  /// Whether a connection ended within a response, or before it.
  static bool is_early_end(const std::error_code &error);

private:
  struct beast_parser;
  std::unique_ptr<beast_parser> parser;
};

/// What stands in front of a request's body, to the empty line.
std::string write_request_header(const std::string &method,
                                 const std::string &target,
                                 const http_headers &headers);

/// Whether \p name can be the name of a field, or a method.
bool is_http_token(const std::string &name);
/// Whether \p value can be the value of a field: no line ends in it.
bool is_http_value(const std::string &value);

} // namespace switchback::detail

#endif // SWITCHBACK_ASYNC_HTTPPARSER_H
