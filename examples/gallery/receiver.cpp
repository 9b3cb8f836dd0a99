// Receives framed messages on a small machine. Bytes come one at a time, from an interrupt say; what would be a
// hand-written state machine is a coroutine. Its frame stands in a static buffer: there is no heap and no exception.
//
//   0x7e LENGTH BYTE... SUM      one message; SUM is that of its bytes, modulo 256
#include <array>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <switchback/annotate.h>

class receiver {
public:
  struct promise_type {
    std::uint8_t byte = 0; // the one that came last

    alignas(std::max_align_t) static inline std::byte memory[128];
    static void *operator new(std::size_t size) noexcept { return size <= sizeof memory ? memory : nullptr; }
    static void operator delete(void *) {}

    static receiver get_return_object_on_allocation_failure() { std::abort(); }
    receiver get_return_object() { return receiver(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::abort(); }
  };

  ~receiver() { handle.destroy(); }
  receiver(const receiver &) = delete;

  void feed(std::uint8_t byte) {
    handle.promise().byte = byte;
    handle.resume();
  }

private:
  explicit receiver(std::coroutine_handle<promise_type> h) : handle(h) {}
  std::coroutine_handle<promise_type> handle;
};

/// Suspends until the next byte is there.
struct next_byte {
  receiver::promise_type *promise = nullptr;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<receiver::promise_type> h) { promise = &h.promise(); }
  std::uint8_t await_resume() const { return promise->byte; }
};

constexpr std::uint8_t start_of_message = 0x7e;
constexpr std::size_t longest = 16;

struct statistics {
  int noise = 0, messages = 0, errors = 0;
};

void deliver(const std::uint8_t *bytes, std::size_t count) {
  std::printf("message: %.*s\n", int(count), reinterpret_cast<const char *>(bytes));
}

SWITCHBACK_ASYNC receiver receive(statistics &seen) {
  for (;;) {
    // What stands between messages is noise.
    while (co_await next_byte{} != start_of_message)
      ++seen.noise;

    std::size_t length = co_await next_byte{};
    if (length > longest) {
      ++seen.errors; // most likely not the start of a message at all
      continue;
    }

    std::array<std::uint8_t, longest> message;
    std::uint8_t sum = 0;
    for (std::size_t i = 0; i < length; ++i) {
      message[i] = co_await next_byte{};
      sum += message[i];
    }

    if (co_await next_byte{} == sum) {
      ++seen.messages;
      deliver(message.data(), length);
    } else {
      ++seen.errors;
    }
  }
}

int main() {
  statistics seen;
  receiver r = receive(seen);
  const std::uint8_t wire[] = {'?', 0x7e, 2,    'h', 'i', 0xd1, // noise and a message
                               0x7e, 200, '!',                  // too long
                               0x7e, 3,   'b', 'a', 'd', 0,     // a wrong sum
                               0x7e, 3,   'b', 'y', 'e', 0x40};
  for (std::uint8_t byte : wire)
    r.feed(byte);
  std::printf("%d messages, %d errors, %d bytes of noise\n", seen.messages, seen.errors, seen.noise);
}
