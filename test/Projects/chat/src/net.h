// The names of Asio that the whole program uses, and how its operations are
// awaited: with exceptions (asio::use_awaitable), or with the error as a part
// of the result (as_result), where an error is part of the normal course.
#pragma once
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/experimental/concurrent_channel.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <chrono>

namespace chat {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using boost::system::system_error;
using clock = std::chrono::steady_clock;
using duration = clock::duration;

template <class T = void> using awaitable = asio::awaitable<T>;

/// What a channel between coroutines of any threads carries along with an
/// error.
template <class... T>
using concurrent_channel =
    asio::experimental::concurrent_channel<void(error_code, T...)>;

/// The same between coroutines of one thread or strand.
template <class... T>
using channel = asio::experimental::channel<void(error_code, T...)>;

/// Await with this, and the result is a tuple that begins with the error.
inline constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

/// True for what an operation says that somebody has called off.
inline bool is_cancelled(const error_code &error) {
  return error == asio::error::operation_aborted ||
         error == asio::experimental::error::channel_cancelled;
}

} // namespace chat
