//===- HttpClient.cpp - The interface of HTTP clients ---------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "HttpCore.h"
#include "switchback/http_client.h"
#include <algorithm>

namespace switchback {

namespace {

char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](char a, char b) { return to_lower(a) == to_lower(b); });
}

const char *describe(http_step step) {
  switch (step) {
  case http_step::prepare:
    return "preparing the request";
  case http_step::resolve:
    return "looking up the host";
  case http_step::connect:
    return "connecting";
  case http_step::handshake:
    return "agreeing on TLS";
  case http_step::send:
    return "sending the request";
  case http_step::header:
    return "reading the header of the response";
  case http_step::redirect:
    return "following a redirect";
  case http_step::body:
    return "reading the body of the response";
  }
  return "";
}

std::string describe(const std::string &method, const std::string &url,
                     http_step step, const std::string &what,
                     std::error_code code) {
  std::string text = method + ' ' + url + ": " + describe(step) + ": " + what;
  if (code)
    text += ": " + code.message();
  return text;
}

} // namespace

//===----------------------------------------------------------------------===//
// Headers and errors
//===----------------------------------------------------------------------===//

std::optional<std::string_view> http_headers::get(std::string_view name) const {
  for (const field &each : fields)
    if (same_name(each.first, name))
      return each.second;
  return std::nullopt;
}

std::vector<std::string_view>
http_headers::get_all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const field &each : fields)
    if (same_name(each.first, name))
      values.push_back(each.second);
  return values;
}

void http_headers::set(std::string name, std::string value) {
  erase(name);
  add(std::move(name), std::move(value));
}

std::size_t http_headers::erase(std::string_view name) {
  return std::erase_if(
      fields, [&](const field &each) { return same_name(each.first, name); });
}

http_error::http_error(std::string method, std::string url, http_step step,
                       http_failure failure, const std::string &what,
                       std::error_code code)
    : std::runtime_error(describe(method, url, step, what, code)),
      facts(std::make_shared<const request_facts>(
          request_facts{std::move(method), std::move(url)})),
      where(step), why(failure), cause(code) {}

//===----------------------------------------------------------------------===//
// Responses
//===----------------------------------------------------------------------===//

namespace {
/// What a response without one has.
const detail::http_body &no_body() {
  static const detail::http_body none;
  return none;
}
} // namespace

http_response::http_response() = default;
http_response::http_response(std::shared_ptr<detail::http_body> body)
    : body(std::move(body)) {}
http_response::~http_response() = default;
http_response::http_response(const http_response &) = default;
http_response::http_response(http_response &&) noexcept = default;
http_response &http_response::operator=(const http_response &) = default;
http_response &http_response::operator=(http_response &&) noexcept = default;

int http_response::status() const noexcept { return body ? body->status : 0; }
const std::string &http_response::reason() const noexcept {
  return (body ? *body : no_body()).reason;
}
const http_headers &http_response::headers() const noexcept {
  return (body ? *body : no_body()).headers;
}
const std::string &http_response::url() const noexcept {
  return (body ? *body : no_body()).url;
}

task<std::string> http_response::read_as_string(std::stop_token token) {
  try {
    if (!body)
      throw std::logic_error("switchback::http_response: there is no response");
    body->claim();
  } catch (const std::logic_error &) {
    return make_task_from_exception<std::string>(std::current_exception());
  }
  return detail::http_body::read_all(body, std::move(token));
}

async_stream<std::string> http_response::read_as_stream(std::stop_token token) {
  if (!body)
    throw std::logic_error("switchback::http_response: there is no response");
  body->claim();
  return detail::http_body::read_pieces(body, std::move(token));
}

//===----------------------------------------------------------------------===//
// The client
//===----------------------------------------------------------------------===//

http_client::http_client(http_client_options options)
    : core(std::make_shared<detail::http_core>(std::move(options))) {}

http_client::~http_client() { core->retire(); }

task<http_response> http_client::get(std::string url, std::stop_token token) {
  return request("GET", std::move(url), {}, {}, std::move(token));
}

task<http_response> http_client::request(std::string method, std::string url,
                                         http_headers headers, std::string body,
                                         std::stop_token token) {
  return detail::http_core::request(core, std::move(method), std::move(url),
                                    std::move(headers), std::move(body),
                                    std::move(token));
}

std::size_t http_client::idle_connections() const { return core->idle_count; }

} // namespace switchback
