//===- lib/Async/HttpUrl.h - Where a request goes ---------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A URL taken apart and checked.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_ASYNC_HTTPURL_H
#define SWITCHBACK_ASYNC_HTTPURL_H

#include <stdexcept>
#include <string>
#include <string_view>

namespace switchback::detail {

/// A URL that no request can go to. The message says why, not which it is.
struct invalid_url : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

struct http_url {
  bool secure = false; ///< https
  std::string
      host; ///< as the resolver takes it: an IPv6 address without brackets
  std::string port;      ///< never empty
  std::string authority; ///< the value of `Host`
  std::string target;    ///< path and query, never empty
  std::string text;      ///< all of it, without a fragment

  /// Whether a connection for \p other would do for this.
  bool same_origin(const http_url &other) const {
    return secure == other.secure && host == other.host && port == other.port;
  }
  /// Names what connections are shared by.
  std::string origin() const {
    return (secure ? "https://" : "http://") + host + ' ' + port;
  }
};

/// \throws invalid_url
http_url parse_http_url(std::string_view text);

/// What \p location, of a response from \p base, means: it may be relative.
/// \throws invalid_url
http_url resolve_http_url(const http_url &base, std::string_view location);

} // namespace switchback::detail

#endif // SWITCHBACK_ASYNC_HTTPURL_H
