//===- HttpUrl.cpp - Where a request goes ---------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// URLs of HTTP, as RFC 3986 has them. Boost.URL of 1.81, the first one, fails
/// assertions on what a peer may send.
///
//===----------------------------------------------------------------------===//
#include "HttpUrl.h"

#include <algorithm>
#include <cctype>

namespace switchback::detail {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_unreserved(char c) {
  return is_alpha(c) || is_digit(c) ||
         std::string_view("-._~").find(c) != std::string_view::npos;
}
bool is_sub_delimiter(char c) {
  return std::string_view("!$&'()*+,;=").find(c) != std::string_view::npos;
}

std::string to_lower(std::string_view text) {
  std::string result(text);
  for (char &c : result)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

/// A reference in its five parts, of which the last, the fragment, is of no
/// interest here.
struct reference {
  std::string scheme; // empty if there is none
  bool has_authority = false;
  std::string_view authority;
  std::string_view path;
  bool has_query = false;
  std::string_view query;
};

reference split(std::string_view text) {
  reference result;
  text = text.substr(0, text.find('#'));
  const std::size_t scheme_end = text.find_first_of(":/?");
  if (scheme_end != std::string_view::npos && scheme_end > 0 &&
      text[scheme_end] == ':' && is_alpha(text[0])) {
    result.scheme = to_lower(text.substr(0, scheme_end));
    text.remove_prefix(scheme_end + 1);
  }
  if (const std::size_t query = text.find('?');
      query != std::string_view::npos) {
    result.has_query = true;
    result.query = text.substr(query + 1);
    text = text.substr(0, query);
  }
  if (text.starts_with("//")) {
    result.has_authority = true;
    text.remove_prefix(2);
    result.authority = text.substr(0, text.find('/'));
    text.remove_prefix(result.authority.size());
  }
  result.path = text;
  return result;
}

/// \p text as it may be sent: what a URL has to encode but people write as it
/// is, such as a space, is encoded.
std::string encode(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' || byte == 0x7f)
      throw invalid_url("there is a control character in it");
    const bool escape = c == '%' && i + 2 < text.size() &&
                        is_hex(text[i + 1]) && is_hex(text[i + 2]);
    if (escape || is_unreserved(c) || is_sub_delimiter(c) || c == ':' ||
        c == '@' || c == '/' || c == '?')
      result += c;
    else
      result.append({'%', digits[byte >> 4], digits[byte & 15]});
  }
  return result;
}

std::string_view parse_port(std::string_view port) {
  port.remove_prefix(std::min(port.find_first_not_of('0'), port.size()));
  int value = 0;
  for (char c : port.substr(0, 6)) {
    if (!is_digit(c))
      throw invalid_url("the port is no number");
    value = value * 10 + (c - '0');
  }
  if (value < 1 || value > 65535)
    throw invalid_url("the port is not one of 1 to 65535");
  return port;
}

bool is_host(std::string_view host, bool ipv6) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [ipv6](char c) {
    return ipv6 ? is_hex(c) || c == ':' || c == '.' : is_unreserved(c);
  });
}

/// Sets the host, port and authority of \p url.
void take_authority(http_url &url, std::string_view authority) {
  if (authority.find('@') != std::string_view::npos)
    throw invalid_url("a URL with a user's name is not sent; an Authorization "
                      "header says who asks");
  const bool ipv6 = authority.starts_with('[');
  std::size_t end = ipv6 ? authority.find(']') : authority.find(':');
  if (ipv6 && end == std::string_view::npos)
    throw invalid_url("a bracket is not closed");
  const std::string_view host = authority.substr(ipv6, end - ipv6);
  if (host.empty())
    throw invalid_url("there is no host");
  if (!is_host(host, ipv6))
    throw invalid_url("the host is neither a name in ASCII nor an address");
  url.host = to_lower(host);

  std::string_view rest =
      authority.substr(std::min(end + ipv6, authority.size()));
  const std::string_view default_port = url.secure ? "443" : "80";
  if (rest.size() <= 1 && (rest.empty() || rest == ":"))
    rest = default_port;
  else if (rest.front() == ':')
    rest = parse_port(rest.substr(1));
  else
    throw invalid_url("there is something between host and port");
  url.port = std::string(rest);

  url.authority = ipv6 ? '[' + url.host + ']' : url.host;
  if (rest != default_port)
    url.authority += ':' + url.port;
}

http_url finish(std::string_view scheme, std::string_view authority,
                std::string_view path, bool has_query, std::string_view query) {
  http_url result;
  result.secure = scheme == "https";
  if (!result.secure && scheme != "http")
    throw invalid_url("the scheme is neither http nor https");
  take_authority(result, authority);
  if (!path.starts_with('/'))
    result.target = '/';
  result.target += encode(path);
  if (has_query)
    result.target += '?' + encode(query);
  result.text = (result.secure ? "https://" : "http://") + result.authority +
                result.target;
  return result;
}

/// \p path, which begins with a slash, without segments `.` and `..`.
std::string remove_dot_segments(std::string_view path) {
  std::string result;
  while (!path.empty()) {
    const std::size_t next = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, next);
    path.remove_prefix(next);
    const bool dots = segment == "/." || segment == "/..";
    if (segment == "/..")
      result.erase(std::min(result.rfind('/'), result.size()));
    if (!dots)
      result += segment;
    else if (path.empty())
      result += '/';
  }
  return result;
}

} // namespace

http_url parse_http_url(std::string_view text) {
  const reference url = split(text);
  if (url.scheme.empty() || !url.has_authority)
    throw invalid_url("a URL begins with http:// or https://");
  return finish(url.scheme, url.authority, url.path, url.has_query, url.query);
}

http_url resolve_http_url(const http_url &base, std::string_view location) {
  const reference url = split(location);
  const std::string_view base_scheme = base.secure ? "https" : "http";
  if (!url.scheme.empty() && !url.has_authority)
    throw invalid_url("it has a scheme but no host");
  if (url.has_authority)
    return finish(url.scheme.empty() ? base_scheme
                                     : std::string_view(url.scheme),
                  url.authority, url.path, url.has_query, url.query);

  const std::string_view old_path =
      std::string_view(base.target).substr(0, base.target.find('?'));
  if (url.path.empty() && !url.has_query)
    return base;
  if (url.path.empty())
    return finish(base_scheme, base.authority, old_path, true, url.query);
  std::string path(url.path);
  if (!url.path.starts_with('/'))
    path.insert(0, old_path.substr(0, old_path.rfind('/') + 1));
  return finish(base_scheme, base.authority, remove_dot_segments(path),
                url.has_query, url.query);
}

} // namespace switchback::detail
