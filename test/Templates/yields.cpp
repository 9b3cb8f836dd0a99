// RUN: %check-behaviour %s

// What a template yields may have another type than the generator's values: it is converted into an object that lives
// while the coroutine is suspended there. What has the type is not copied.
#include "support.h"

struct text : noisy {
  using noisy::noisy;
  text(int number) : noisy(std::to_string(number)) {}
  text() : noisy("empty") {}
};

/// Takes what it gives by reference, as a constant or to move from.
struct texts {
  struct promise_type {
    const text *constant = nullptr;
    text *value = nullptr;
    texts get_return_object() { return texts{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(const text &x) {
      constant = &x;
      value = nullptr;
      return {};
    }
    std::suspend_always yield_value(text &&x) {
      constant = value = &x;
      return {};
    }
    void return_void() noexcept {}
    void unhandled_exception() { throw; }
  };
  std::coroutine_handle<promise_type> handle;
  explicit texts(std::coroutine_handle<promise_type> h) : handle(h) {}
  texts(texts &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~texts() {
    if (handle)
      handle.destroy();
  }
  bool done() const { return handle.done(); }
  void resume() {
    handle.resume();
    if (!done())
      say("%s %s", handle.promise().value ? "value" : "constant", handle.promise().constant->c_str());
  }
};

template <class T> texts converts(T x, text last) {
  co_yield "first";
  co_yield x;
  co_yield x + 1;
  co_yield text();
  co_yield {};
  co_yield last;
  co_yield std::move(last);
}
template <class T> generator<long> numbers(T x) {
  co_yield 1;
  co_yield x;
  co_yield x + 1;
  co_yield 3l;
}
// Here only an instance knows the promise.
template <class T> generator<T> steps(T x) {
  co_yield 1;
  co_yield x;
  co_yield x + 1;
  co_yield short(2);
}
/// Takes what it gives by value, and by itself.
template <class T> struct by_value {
  struct promise_type : generator<T>::promise_type {
    T kept;
    by_value get_return_object() { return by_value{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always yield_value(T x) noexcept {
      kept = x;
      return {};
    }
  };
  std::coroutine_handle<promise_type> handle;
  bool next() const {
    handle.resume();
    return !handle.done();
  }
};
template <class T> by_value<T> counts(T x) {
  for (int i = 0; i < 2; ++i)
    co_yield i + int(x);
}
generator<std::string> strings(auto x) {
  for (int i = 0; i < 2; ++i)
    co_yield i ? x : "other";
  co_yield x + std::string("!");
}
template <class... T> generator<long> all(T... x) {
  (co_yield x, ...);
}

int main() {
  destroy_at_every_point([] { return converts(5, text("last")); });
  for (long n : numbers(short(7)))
    say("%ld", n);
  for (const std::string &s : strings("two"))
    say("%s", s.c_str());
  for (long n : steps(5l))
    say("%ld", n);
  for (short n : steps(short(6)))
    say("%d", n);
  auto counted = counts(4l);
  while (counted.next())
    say("%ld", counted.handle.promise().kept);
  counted.handle.destroy();
  for (long n : all(1, 2l, short(3)))
    say("%ld", n);
}
