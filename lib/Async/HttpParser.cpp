//===- HttpParser.cpp - The text of HTTP ----------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Boost.Beast's parser and serializer, fed by hand: what reads and writes is
/// HttpConnection, so that Beast's composed operations, which take long to
/// compile, are not needed.
///
//===----------------------------------------------------------------------===//
#include "HttpParser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/serializer.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace switchback::detail {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;

/// Keeps what has come of a body. Beast's own string_body makes room for as
/// much as the peer says will come.
struct arrived_body {
  using value_type = std::string;

  class reader {
  public:
    template <bool IsRequest, class Fields>
    reader(http::header<IsRequest, Fields> &, value_type &body) : body(body) {}
    void init(const boost::optional<std::uint64_t> &,
              boost::beast::error_code &error) {
      error = {};
    }
    template <class Buffers>
    std::size_t put(const Buffers &buffers, boost::beast::error_code &error) {
      error = {};
      const std::size_t before = body.size();
      for (auto each = asio::buffer_sequence_begin(buffers);
           each != asio::buffer_sequence_end(buffers); ++each) {
        const asio::const_buffer bytes = *each;
        body.append(static_cast<const char *>(bytes.data()), bytes.size());
      }
      return body.size() - before;
    }
    void finish(boost::beast::error_code &error) { error = {}; }

  private:
    value_type &body;
  };
};

std::string to_std(boost::beast::string_view text) {
  return std::string(text.data(), text.size());
}

} // namespace

struct http_response_parser::beast_parser {
  http::response_parser<arrived_body> read;
};

http_response_parser::http_response_parser(std::uint32_t max_header_bytes,
                                           std::uint64_t max_body_bytes,
                                           bool no_body)
    : parser(std::make_unique<beast_parser>()) {
  parser->read.header_limit(max_header_bytes);
  parser->read.body_limit(max_body_bytes);
  parser->read.skip(no_body);
}

http_response_parser::~http_response_parser() = default;

std::size_t http_response_parser::put(const char *bytes, std::size_t size,
                                      std::error_code &error) {
  parser->read.eager(has_header());
  boost::beast::error_code code;
  const std::size_t taken =
      parser->read.put(asio::const_buffer(bytes, size), code);
  if (code == http::error::need_more)
    code = {};
  error = code;
  return taken;
}

void http_response_parser::put_end(std::error_code &error) {
  boost::beast::error_code code;
  if (parser->read.got_some())
    parser->read.put_eof(code);
  else
    code = http::error::end_of_stream;
  error = code;
}

bool http_response_parser::has_header() const {
  return parser->read.is_header_done();
}
bool http_response_parser::is_done() const { return parser->read.is_done(); }
bool http_response_parser::keeps_alive() const {
  return is_done() && parser->read.keep_alive();
}

int http_response_parser::status() const {
  return static_cast<int>(parser->read.get().result_int());
}

http_headers http_response_parser::take_headers(std::string &reason) {
  http_headers result;
  const auto &response = parser->read.get();
  for (const auto &field : response)
    result.add(to_std(field.name_string()), to_std(field.value()));
  reason = to_std(response.reason());
  return result;
}

std::string http_response_parser::take_body() {
  return std::exchange(parser->read.get().body(), {});
}

bool http_response_parser::is_header_limit(const std::error_code &error) {
  return error ==
         std::error_code(boost::beast::error_code(http::error::header_limit));
}

bool http_response_parser::is_body_limit(const std::error_code &error) {
  return error ==
         std::error_code(boost::beast::error_code(http::error::body_limit));
}

bool http_response_parser::is_early_end(const std::error_code &error) {
  return error == std::error_code(
                      boost::beast::error_code(http::error::partial_message)) ||
         error == std::error_code(
                      boost::beast::error_code(http::error::end_of_stream));
}

std::string write_request_header(const std::string &method,
                                 const std::string &target,
                                 const http_headers &headers) {
  http::request<http::empty_body> request;
  request.version(11);
  request.method_string(method);
  request.target(target);
  for (const auto &[name, value] : headers)
    request.insert(name, value);

  http::request_serializer<http::empty_body> serializer(request);
  std::string text;
  boost::beast::error_code error;
  while (!serializer.is_done()) {
    serializer.next(
        error, [&](boost::beast::error_code &failure, const auto &buffers) {
          failure = {};
          text += boost::beast::buffers_to_string(buffers);
          serializer.consume(boost::beast::buffer_bytes(buffers));
        });
  }
  return text;
}

bool is_http_token(const std::string &name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) !=
               std::string_view::npos;
  });
}

bool is_http_value(const std::string &value) {
  return std::all_of(value.begin(), value.end(), [](char c) {
    return c == '\t' || (static_cast<unsigned char>(c) >= ' ' &&
                         static_cast<unsigned char>(c) != 0x7f);
  });
}

} // namespace switchback::detail
