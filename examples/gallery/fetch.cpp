// What a server does all day: connect, ask, try again, clean up. Objects live across awaits, and awaits stand in
// arguments, conditions and a try block.
#include <coroutine>
#include <cstdio>
#include <deque>
#include <exception>
#include <stdexcept>
#include <string>
#include <switchback/annotate.h>
#include <utility>

/// Who waits for the event loop.
std::deque<std::coroutine_handle<>> waiting;

/// Starts when it is awaited, and goes on with who awaits it when it is done.
template <class T> class task {
public:
  struct promise_type {
    T value{};
    std::exception_ptr error;
    std::coroutine_handle<> awaiting = std::noop_coroutine();

    struct hand_over {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
        return h.promise().awaiting;
      }
      void await_resume() noexcept {}
    };
    task get_return_object() { return task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    hand_over final_suspend() noexcept { return {}; }
    void return_value(T v) { value = std::move(v); }
    void unhandled_exception() { error = std::current_exception(); }
  };

  task(task &&other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
  ~task() {
    if (handle)
      handle.destroy();
  }

  bool await_ready() const { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) {
    handle.promise().awaiting = h;
    return handle;
  }
  T await_resume() {
    if (handle.promise().error)
      std::rethrow_exception(handle.promise().error);
    return std::move(handle.promise().value);
  }
  void start() { handle.resume(); }

private:
  explicit task(std::coroutine_handle<promise_type> h) : handle(h) {}
  std::coroutine_handle<promise_type> handle;
};

/// The answer of the other side, which takes a turn of the event loop.
template <class T> struct answer {
  T value;
  const char *error = nullptr;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> h) { waiting.push_back(h); }
  T await_resume() {
    if (error)
      throw std::runtime_error(error);
    return std::move(value);
  }
};

/// A server that does not answer at once.
struct server {
  int calls = 0;
  answer<bool> hello() { return {++calls > 2, calls == 2 ? "connection refused" : nullptr}; }
  answer<std::string> header(const std::string &name) { return {name, calls == 3 ? "time out" : nullptr}; }
  answer<std::string> body() { return {"hello, world"}; }
  answer<bool> wait(int) { return {true}; }
};

/// Open as long as it lives.
class connection {
public:
  explicit connection(int n) : number(n) { std::printf("open %d\n", number); }
  ~connection() { std::printf("close %d\n", number); }
  connection(const connection &) = delete;

private:
  int number;
};

std::string page(const std::string &header, const std::string &body) { return header + ": " + body; }

SWITCHBACK_ASYNC task<std::string> fetch(server &http, std::string name, int retries) {
  for (int attempt = 1; attempt <= retries; ++attempt) {
    try {
      connection open(attempt);
      if (co_await http.hello())
        co_return page(co_await http.header(name), co_await http.body());
      std::printf("%s: busy\n", name.c_str());
    } catch (const std::runtime_error &e) {
      std::printf("%s: %s\n", name.c_str(), e.what());
    }
    co_await http.wait(10 * attempt); // be polite
  }
  throw std::runtime_error("gave up on " + name);
}

int main() {
  server http;
  auto show = [&http](const char *name, int retries) SWITCHBACK_ASYNC -> task<bool> {
    try {
      std::printf("%s\n", (co_await fetch(http, name, retries)).c_str());
      co_return true;
    } catch (const std::exception &e) {
      std::printf("failed: %s\n", e.what());
    }
    co_return false;
  };
  task<bool> all[] = {show("/index", 4), show("/missing", 1)};
  for (task<bool> &each : all)
    each.start();
  for (; !waiting.empty(); waiting.pop_front())
    waiting.front().resume();
  std::printf("%d %d\n", all[0].await_resume(), all[1].await_resume());
}
