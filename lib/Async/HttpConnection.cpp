//===- HttpConnection.cpp - One connection of a client --------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "HttpConnection.h"
#include "switchback/use_task.h"
#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <sys/socket.h>

namespace switchback::detail {

namespace asio = boost::asio;
using asio::redirect_error;
using boost::system::error_code;

namespace {

/// How much is read at once. A header is short, and ten thousand connections
/// that wait for one are many.
constexpr std::size_t header_read_size = 2 * 1024;
constexpr std::size_t body_read_size = 64 * 1024;

/// More responses than this before the one that counts (100 Continue, 103
/// Early Hints) are an attack.
constexpr int max_interim_responses = 32;

/// Where names are looked up: the system cannot be interrupted while it does
/// that, so threads of their own wait for it. Asio's asynchronous resolver has
/// one, which a name that nobody answers for would keep from all others. Never
/// destroyed: nor can the end of the process wait for them.
asio::thread_pool &lookup_threads() {
  static asio::thread_pool *const threads = new asio::thread_pool(4);
  return *threads;
}

bool is_address(const std::string &host) {
  error_code error;
  asio::ip::make_address(host, error);
  return !error;
}

} // namespace

void input_buffer::consume(std::size_t size) {
  first += size;
  if (first == last)
    first = last = 0;
}

char *input_buffer::prepare(std::size_t size) {
  if (bytes.size() - last < size && first > 0) {
    std::copy(bytes.begin() + first, bytes.begin() + last, bytes.begin());
    last -= first;
    first = 0;
  }
  if (bytes.size() - last < size)
    bytes.resize(last + size);
  return bytes.data() + last;
}

http_connection::http_connection(
    asio::io_context &io, std::shared_ptr<const http_client_options> options)
    : io(io), options(std::move(options)), socket(io), timer(io) {}

http_connection::~http_connection() = default;

unsigned long http_connection::use(std::string method, std::string url) {
  this->method = std::move(method);
  this->url = std::move(url);
  parser.reset();
  body_error = nullptr;
  got_bytes = false;
  limit(http_clock::time_point::max(), "");
  return ++uses;
}

http_error http_connection::error(http_step step, http_failure failure,
                                  const std::string &what,
                                  std::error_code code) const {
  return http_error(method, url, step, failure, what, code);
}

//===----------------------------------------------------------------------===//
// Time, and other reasons to stop
//===----------------------------------------------------------------------===//

void http_connection::limit(http_clock::time_point when, const char *what) {
  deadline = when;
  deadline_name = what;
  if (when < armed_for)
    arm(when);
}

/// The timer is not set anew each time that the deadline moves away: it looks
/// where that is when it goes off.
void http_connection::arm(http_clock::time_point when) {
  armed_for = when;
  timer.expires_at(when);
  timer.async_wait([weak = weak_from_this()](const error_code &error) {
    if (error)
      return;
    if (std::shared_ptr<http_connection> self = weak.lock())
      self->on_timer();
  });
}

void http_connection::on_timer() {
  armed_for = http_clock::time_point::max();
  if (deadline == armed_for)
    return;
  if (http_clock::now() >= deadline)
    return stop(stop_reason::timed_out);
  try {
    arm(deadline);
  } catch (...) { // nothing would stop it later
    stop(stop_reason::timed_out);
  }
}

void http_connection::close() { stop(stop_reason::closed); }

void http_connection::cancel(unsigned long use) noexcept {
  canceled_use.store(use);
  // Where there is no memory for that, the next step sees it.
  try {
    asio::post(io, [self = shared_from_this(), use] {
      if (self->uses == use)
        self->stop(stop_reason::canceled);
    });
  } catch (...) {
  }
}

void http_connection::stop(stop_reason why) {
  if (stopped != stop_reason::none)
    return;
  stopped = why;
  error_code ignored;
  socket.close(ignored);
  timer.cancel();
  armed_for = http_clock::time_point::max();
  if (const auto waiting = std::move(resolving)) // runs what waits: last
    waiting->try_set_value(resolution{asio::error::operation_aborted, {}});
}

void http_connection::check_stopped(http_step step) {
  if (stopped == stop_reason::timed_out)
    throw error(step, http_failure::timed_out, deadline_name);
  if (stopped != stop_reason::none || canceled_use.load() == uses)
    throw operation_canceled();
}

void http_connection::check(http_step step, const error_code &error) {
  check_stopped(step);
  if (error)
    fail(step, error);
}

void http_connection::fail(http_step step, const error_code &code) {
  peer_gone = true;
  if (step == http_step::header && send_error) // which came first
    throw failure_of(http_step::send, send_error);
  throw failure_of(step, code);
}

http_error http_connection::failure_of(http_step step,
                                       const error_code &code) const {
  if (code == asio::error::eof || code == asio::ssl::error::stream_truncated)
    return error(step, http_failure::closed, "the peer closed the connection");
  if (code.category() == asio::error::get_ssl_category() ||
      code.category() == asio::ssl::error::get_stream_category())
    return error(step, http_failure::tls, "TLS failed", code);
  return error(step, http_failure::network, "the network failed", code);
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

void http_connection::look_up(const std::string &host, const std::string &port,
                              task_source<resolution> &to) noexcept {
  std::exception_ptr failure;
  try {
    resolution found;
    tcp::resolver resolver(lookup_threads());
    found.endpoints = resolver.resolve(host, port, found.error);
    to.try_set_value(std::move(found));
  } catch (...) {
    failure = std::current_exception();
  }
  // Behind the handler, which has a reference to the exception.
  if (failure)
    to.try_set_exception(std::move(failure));
}

SWITCHBACK_ASYNC task<http_connection::endpoints>
http_connection::resolve(std::string host, std::string port) {
  if (is_address(host)) {
    const tcp::endpoint known(asio::ip::make_address(host),
                              static_cast<unsigned short>(std::stoi(port)));
    co_return endpoints::create(known, host, port);
  }
  // It may outlive this, and the connection.
  const auto waiting = std::make_shared<task_source<resolution>>();
  task<resolution> done = waiting->get_task();
  asio::post(lookup_threads(), [weak = std::weak_ptr(waiting), host, port] {
    // Not begun if nobody waits any more.
    if (const std::shared_ptr<task_source<resolution>> to = weak.lock())
      look_up(host, port, *to);
  });
  resolving = waiting;
  resolution found = co_await std::move(done);
  resolving = nullptr;
  check(http_step::resolve, found.error);
  co_return std::move(found.endpoints);
}

SWITCHBACK_ASYNC task<> http_connection::handshake(std::string host,
                                                   asio::ssl::context &tls) {
  tls_stream = std::make_unique<asio::ssl::stream<tcp::socket &>>(socket, tls);
  // A name for servers that have several certificates; addresses may not be.
  if (!is_address(host))
    SSL_set_tlsext_host_name(tls_stream->native_handle(), host.c_str());
  error_code error;
  if (options->verify_tls) {
    tls_stream->set_verify_mode(asio::ssl::verify_peer);
    tls_stream->set_verify_callback(asio::ssl::host_name_verification(host));
  } else {
    tls_stream->set_verify_mode(asio::ssl::verify_none);
  }
  task<> shaking = tls_stream->async_handshake(asio::ssl::stream_base::client,
                                               redirect_error(use_task, error));
  co_await std::move(shaking);
  check(http_step::handshake, error);
}

SWITCHBACK_ASYNC task<> http_connection::open(http_url url,
                                              asio::ssl::context *tls) {
  check_stopped(http_step::resolve);
  task<endpoints> resolving_host = resolve(url.host, url.port);
  const endpoints found = co_await std::move(resolving_host);

  error_code error;
  task<tcp::endpoint> connecting =
      asio::async_connect(socket, found, redirect_error(use_task, error));
  co_await std::move(connecting);
  check(http_step::connect, error);
  socket.set_option(tcp::no_delay(true), error);

  if (tls) {
    task<> shaking = handshake(url.host, *tls);
    co_await std::move(shaking);
  }
}

SWITCHBACK_ASYNC task<> http_connection::send(std::string header,
                                              std::string body) {
  check_stopped(http_step::send);
  const std::array<asio::const_buffer, 2> text = {asio::buffer(header),
                                                  asio::buffer(body)};
  error_code error;
  task<std::size_t> writing =
      tls_stream
          ? asio::async_write(*tls_stream, text,
                              redirect_error(use_task, error))
          : asio::async_write(socket, text, redirect_error(use_task, error));
  co_await std::move(writing);
  check_stopped(http_step::send);
  // A server may answer without reading all, such as that it is too much.
  send_error = error;
}

task<std::size_t> http_connection::read_some(std::size_t size,
                                             error_code &error) {
  const asio::mutable_buffer room(input.prepare(size), size);
  return tls_stream
             ? tls_stream->async_read_some(room,
                                           redirect_error(use_task, error))
             : socket.async_read_some(room, redirect_error(use_task, error));
}

void http_connection::take_read(std::size_t size, const error_code &error,
                                http_step step) {
  input.commit(size);
  got_bytes |= size > 0;
  check_stopped(step);
  if (!error)
    return;
  if (error != asio::error::eof)
    fail(step, error);
  peer_gone = true;
  std::error_code early;
  parser->put_end(early);
  if (early)
    fail(step, error);
}

void http_connection::parse(http_step step) {
  std::size_t taken = 1;
  while (taken && !input.empty() && !parser->is_done()) {
    const bool had_header = parser->has_header();
    std::error_code code;
    taken = parser->put(input.data(), input.size(), code);
    input.consume(taken);
    if (code)
      throw parse_error(step, code);
    if (!had_header && parser->has_header())
      return;
  }
  // What the parser waits for the end of is a header, a chunk's size or a
  // trailer: they may not be endless either.
  if (!parser->is_done() && input.size() > options->max_header_bytes)
    throw header_too_large(step);
}

http_error http_connection::header_too_large(http_step step) const {
  return error(step, http_failure::header_too_large,
               "the header has more than " +
                   std::to_string(options->max_header_bytes) + " bytes");
}

http_error http_connection::parse_error(http_step step,
                                        const std::error_code &code) const {
  if (http_response_parser::is_header_limit(code))
    return header_too_large(step);
  if (http_response_parser::is_body_limit(code))
    return error(http_step::body, http_failure::body_too_large,
                 "the body has more than " +
                     std::to_string(options->max_body_bytes) + " bytes");
  return error(step, http_failure::malformed, "this is not HTTP", code);
}

SWITCHBACK_ASYNC task<> http_connection::read_header(bool no_body) {
  int interim = -1;
  do {
    if (++interim > max_interim_responses)
      throw error(http_step::header, http_failure::malformed,
                  "there are too many responses before the final one");
    parser.emplace(options->max_header_bytes, options->max_body_bytes, no_body);
    parse(http_step::header);
    while (!parser->has_header()) {
      error_code error;
      task<std::size_t> reading = read_some(header_read_size, error);
      const std::size_t size = co_await std::move(reading);
      take_read(size, error, http_step::header);
      parse(http_step::header);
    }
  } while (status() < 200 && status() != 101);

  try {
    parse(http_step::body);
  } catch (...) {
    body_error = std::current_exception();
  }
}

SWITCHBACK_ASYNC task<std::string> http_connection::read_body() {
  check_stopped(http_step::body);
  if (body_error)
    std::rethrow_exception(body_error);
  std::string piece = parser->take_body();
  while (piece.empty() && !parser->is_done()) {
    error_code error;
    task<std::size_t> reading = read_some(body_read_size, error);
    const std::size_t size = co_await std::move(reading);
    take_read(size, error, http_step::body);
    parse(http_step::body);
    piece = parser->take_body();
  }
  co_return piece;
}

//===----------------------------------------------------------------------===//
// Between requests
//===----------------------------------------------------------------------===//

bool http_connection::is_reusable() const {
  return stopped == stop_reason::none && !peer_gone && !send_error &&
         parser->keeps_alive() && input.empty() && status() != 101;
}

bool http_connection::is_quiet() {
  char byte;
  return stopped == stop_reason::none && socket.is_open() &&
         ::recv(socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) <
             0 &&
         (errno == EAGAIN || errno == EWOULDBLOCK);
}

} // namespace switchback::detail
