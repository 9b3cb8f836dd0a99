// Bytes in, lines out: a parser that is a coroutine. It awaits the next byte
// and yields lines, so that its state, such as being in the middle of a line
// that is too long, is simply where it stands.
#pragma once
#include <coroutine>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace chat {

/// A line without what ends it. Of one that is too long there is the beginning.
struct framed_line {
  std::string text;
  bool too_long = false;
};

/// To be awaited in a framer: the next byte of the input.
struct next_byte {};

class [[nodiscard]] framer {
public:
  class promise_type {
  public:
    framer get_return_object() { return framer(*this); }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    std::suspend_always yield_value(framed_line line) {
      ready = std::move(line);
      return {};
    }
    auto await_transform(next_byte) noexcept {
      struct awaiter {
        bool await_ready() const noexcept { return !input.empty(); }
        void await_suspend(std::coroutine_handle<>) const noexcept {}
        char await_resume() const noexcept {
          char byte = input.front();
          input.remove_prefix(1);
          return byte;
        }
        std::string_view &input;
      };
      return awaiter{input};
    }
    void return_void() const noexcept {}
    void unhandled_exception() { throw; }

  private:
    friend framer;
    std::string_view input;
    std::optional<framed_line> ready;
  };

  framer(framer &&other) noexcept
      : coroutine(std::exchange(other.coroutine, {})) {}
  ~framer() {
    if (coroutine)
      coroutine.destroy();
  }

  /// Gives it more to read, which has to stay until next() returns nothing.
  void feed(std::string_view bytes) { coroutine.promise().input = bytes; }

  /// The next line, or nothing if more has to be fed.
  std::optional<framed_line> next() {
    auto &promise = coroutine.promise();
    while (!promise.ready && !promise.input.empty())
      coroutine.resume();
    return std::exchange(promise.ready, std::nullopt);
  }

private:
  explicit framer(promise_type &promise)
      : coroutine(std::coroutine_handle<promise_type>::from_promise(promise)) {}
  std::coroutine_handle<promise_type> coroutine;
};

/// Takes bytes apart at line feeds, with or without a carriage return in front.
framer split_lines(std::size_t limit);

} // namespace chat
