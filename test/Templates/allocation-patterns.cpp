// RUN: %check-behaviour %s

// Promises of templates that allocate their frames or leave that to the language, in the template itself, in a base or
// in a specialisation only, and return objects whose making throws.
#include "support.h"

template <class T> struct owner {
  std::coroutine_handle<> handle;
  owner(std::coroutine_handle<> h) : handle(h) {}
  owner(const owner &) = delete;
  bool done() const { return handle.done(); }
  void resume() const { handle.resume(); }
  ~owner() { handle.destroy(); }
};
template <class Job> struct promise {
  noisy mine{"promise"};
  Job get_return_object() { return {std::coroutine_handle<promise>::from_promise(*this)}; }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() { say("return_void"); }
  void unhandled_exception() { throw; }
};
struct allocates {
  static void *operator new(std::size_t size) {
    say("new");
    return ::operator new(size);
  }
  static void operator delete(void *p) {
    say("delete");
    ::operator delete(p);
  }
};

// Nothing of its own.
template <class T> struct plain : owner<T> {
  struct promise_type : promise<plain> {};
  using owner<T>::owner;
};
// In a base.
template <class T> struct by_base : owner<T> {
  struct promise_type : promise<by_base>, allocates {};
  using owner<T>::owner;
};
// In a specialisation only.
template <class T> struct by_specialisation : owner<T> {
  struct promise_type : promise<by_specialisation> {};
  using owner<T>::owner;
};
template <> struct by_specialisation<argument> : owner<argument> {
  struct promise_type : promise<by_specialisation>, allocates {};
  using owner<argument>::owner;
};
// Gives back only.
template <class T> struct gives_back : owner<T> {
  struct promise_type : promise<gives_back> {
    static void operator delete(void *p, std::size_t) {
      say("gives back");
      ::operator delete(p);
    }
  };
  using owner<T>::owner;
};
// Final, so that no class can be derived from it.
template <class T> struct closed : owner<T> {
  struct promise_type final : promise<closed> {};
  using owner<T>::owner;
};
// In a base that is a template parameter.
template <class T, class Base> struct with_base : owner<T> {
  struct promise_type : promise<with_base>, Base {};
  using owner<T>::owner;
};

template <class T> plain<T> in_plain(T a) {
  noisy local("local");
  co_await tick{};
  say("%s", a.name);
}
template <class T> by_base<T> in_by_base(T a) {
  noisy local("local");
  co_await tick{};
  say("%s", a.name);
}
template <class T> by_specialisation<T> in_by_specialisation(T a) {
  noisy local("local");
  co_await tick{};
  say("%s", a.name);
}
template <class T> gives_back<T> in_gives_back(T a) {
  noisy local("local");
  co_await tick{};
  say("%s", a.name);
}
template <class T> closed<T> in_closed(T a) {
  noisy local("local");
  co_await tick{};
  say("%s", a.name);
}
template <class Base, class T> with_base<T, Base> in_with_base(T a) {
  noisy local("local");
  co_await tick{};
  say("%s", a.name);
}

// A parameter that is aligned more than operator new gives: so is the frame.
struct alignas(64) wide {
  const char *name = "wide";
  noisy mine{"wide"};
};

// Throws where the return object is made, or where it is converted.
struct empty {};
template <class T, bool Converts> struct throws {
  struct promise_type {
    noisy mine{"promise"};
    auto get_return_object() {
      if constexpr (Converts) {
        return empty();
      } else {
        say("no object");
        throw error("get_return_object");
        return throws();
      }
    }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() { say("return_void"); }
    void unhandled_exception() { throw; }
  };
  throws() = default;
  throws(empty) { throw error("conversion"); }
};
template <class T> struct lazily_throws {
  struct promise_type {
    noisy mine{"promise"};
    lazily_throws get_return_object() {
      noisy local("in get_return_object");
      throw error("get_return_object");
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() { say("return_void"); }
    void unhandled_exception() { throw; }
  };
};
template <bool Converts, class T> throws<T, Converts> in_throws(T a) {
  say("%s", a.name);
  co_return;
}
template <class T> lazily_throws<T> in_lazily_throws(T a) {
  say("%s", a.name);
  co_return;
}
int main() {
  destroy_at_every_point([] { return in_plain(argument("a")); });
  destroy_at_every_point([] { return in_plain(wide()); });
  destroy_at_every_point([] { return in_by_base(argument("a")); });
  destroy_at_every_point([] { return in_by_specialisation(argument("a")); });
  destroy_at_every_point([] { return in_by_specialisation(wide()); });
  destroy_at_every_point([] { return in_gives_back(argument("a")); });
  destroy_at_every_point([] { return in_closed(argument("a")); });
  destroy_at_every_point([] { return in_with_base<empty>(argument("a")); });
  destroy_at_every_point([] { return in_with_base<allocates>(argument("a")); });
  guarded([] { in_throws<false>(argument("a")); });
  guarded([] { in_throws<true>(argument("a")); });
  guarded([] { in_lazily_throws(argument("a")); });
}
