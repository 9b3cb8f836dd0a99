// See outbox.h.
#include "outbox.h"
#include "timing.h"

namespace chat {

push_result outbox::try_push(line_ptr line) {
  if (finished || abandoned)
    return push_result::closed;
  if (lines.try_send(error_code(), std::move(line)))
    return push_result::accepted;
  return abandoned ? push_result::closed : push_result::full;
}

awaitable<push_result> outbox::send(line_ptr line) {
  if (abandoned)
    co_return push_result::closed;
  auto [error] =
      co_await lines.async_send(error_code(), std::move(line), as_result);
  if (!error)
    co_return push_result::accepted;
  if (abandoned || !is_cancelled(error))
    co_return push_result::closed;
  throw system_error(asio::error::operation_aborted);
}

awaitable<push_result> outbox::push(line_ptr line, duration patience) {
  if (auto result = try_push(line); result != push_result::full)
    co_return result;
  auto sent = co_await with_timeout(send(std::move(line)), patience);
  co_return sent ? *sent : push_result::timed_out;
}

awaitable<line_ptr> outbox::pop() {
  auto [error, line] = co_await lines.async_receive(as_result);
  if (!error)
    co_return line;
  if (abandoned || !is_cancelled(error))
    co_return nullptr;
  throw system_error(asio::error::operation_aborted);
}

bool outbox::try_pop(line_ptr &line) {
  return lines.try_receive([&line](error_code error, line_ptr taken) {
    line = error ? nullptr : std::move(taken);
  });
}

awaitable<bool> outbox::finish(line_ptr last, duration patience) {
  if (finished.exchange(true))
    co_return true;
  // Behind those who were waiting already.
  for (bool at_end = !last;; at_end = true) {
    auto sent = co_await with_timeout(send(at_end ? nullptr : std::move(last)),
                                      patience);
    if (!sent)
      co_return false;
    if (at_end || *sent == push_result::closed)
      co_return true;
  }
}

void outbox::abandon() {
  finished = true;
  abandoned = true;
  lines.cancel();
  lines.close();
}

} // namespace chat
