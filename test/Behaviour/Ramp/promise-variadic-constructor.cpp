// RUN: %check-behaviour %s

// A constructor template sees what the parameters are: lvalues, const or not, references bound to the originals.
#include "support.h"

struct job {
  struct promise_type {
    template <class T> static const char *kind(T &&) {
      return std::is_lvalue_reference_v<T &&> ? std::is_const_v<std::remove_reference_t<T>> ? "const lvalue" : "lvalue"
                                              : "rvalue";
    }
    template <class... Args> explicit promise_type(Args &&...args) {
      (say("%s", kind(std::forward<Args>(args))), ...);
    }
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

job work(int, const long, std::string &s, const std::string &c, std::string &&r, int array[3]) {
  co_await tick{};
  say("%s %s %s %d", s.c_str(), c.c_str(), r.c_str(), array[1]);
}

int main() {
  std::string s = "s", c = "c", r = "r";
  int array[] = {1, 2, 3};
  work(1, 2, s, c, std::move(r), array);
  s += "2", c += "2", r += "2", array[1] = 22;
  drain();
}
