// RUN: %check-behaviour %s

// Frames in initialisers of members, of members that are const, of functions that return pointers to functions and
// arrays, and of members that are called on rvalues; arrays of arrays, alignments that an instance decides, and
// conversions that take anything.
#include "support.h"
#include <any>

struct initialised {
  int sum = [] {
    auto numbers = []() -> generator<int> {
      co_yield 1;
      co_yield 2;
    };
    int s = 0;
    for (int n : numbers())
      s += n;
    return s;
  }();
};

template <class T> class hidden_ends {
  struct iterator {
    int n;
    bool operator!=(int end) const { return n != end; }
    void operator++() { ++n; }
    T operator*() const { return n; }
  };
  int first = 1;

public:
  iterator begin() {
    say("begin");
    return {first};
  }
  int end() { return 4; }
};
struct constant {
  hidden_ends<int> range() const { return {}; }
  task<int> walk() const {
    int sum = 0;
    for (int n : range())
      sum += co_await ask(n);
    co_return sum;
  }
};

using function = int (*)(int);
static int three[3] = {1, 2, 3};
template <> struct std::coroutine_traits<function, int> {
  struct promise_type {
    static int increment(int n) { return n + 1; }
    function get_return_object() { return increment; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
template <> struct std::coroutine_traits<int (*)[3], int> {
  struct promise_type {
    int (*get_return_object())[3] { return &three; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
int (*gives_function(int))(int) { co_return; }
int (*gives_array(int))[3] { co_return; }
template <class T> int (*gives_function_of(T))(int) { co_return; }

struct object;
struct counts {
  int get_return_object() { return 0; }
  std::suspend_never initial_suspend() noexcept { return {}; }
  std::suspend_never final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() {}
};
template <class A> struct std::coroutine_traits<int, object &, A> {
  struct promise_type : counts {
    promise_type() { say("lvalue"); }
  };
};
template <class A> struct std::coroutine_traits<int, object &&, A> {
  struct promise_type : counts {
    promise_type() { say("rvalue"); }
  };
};
struct object {
  template <class T> int called(T) & { co_return; }
  template <class T> int called(T) && { co_return; }
};

task<int> arrays() {
  noisy objects[2][2] = {{"a", "b"}, {"c", "d"}};
  co_await tick{};
  co_return int(objects[1][0].name.size());
}
template <class T> task<int> aligned(T t) {
  alignas(T) unsigned char bytes[sizeof(T)];
  alignas(16) T wide = t;
  bytes[0] = 1;
  co_await tick{};
  co_return bytes[0] + int(reinterpret_cast<std::uintptr_t>(bytes) % alignof(T)) + int(wide);
}
task<int> anything() {
  std::any a = co_await later<std::string>("any");
  co_await tick{};
  co_return int(std::any_cast<std::string &>(a).size());
}

int main() {
  say("%d", initialised().sum);
  say("%d", run(constant().walk()));
  say("%d %d %d", gives_function(1)(2), (*gives_array(1))[2], gives_function_of(1)(3));
  object o;
  o.called(1);
  object().called(1);
  say("%d %d %d", run(arrays()), run(aligned(1.0)), run(anything()));
}
