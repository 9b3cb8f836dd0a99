// Named tests, plain ones and coroutines. Every test has a context of its own
// and a limited time.
#pragma once
#include "net.h"
#include <boost/asio/io_context.hpp>
#include <source_location>
#include <stdexcept>
#include <string>
#include <vector>

namespace chat::test {

/// What a test finds is not so.
struct failed_check : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void
check(bool good, const char *what,
      std::source_location where = std::source_location::current()) {
  if (!good)
    throw failed_check(std::string(where.file_name()) + ":" +
                       std::to_string(where.line()) + ": not so: " + what);
}

/// A test is a coroutine, or a function that ends at once.
struct named {
  const char *name;
  awaitable<> (*coroutine)();
  void (*function)();
  /// That run the test's context.
  int threads;
};

std::vector<named> &all();

/// The context of the test that runs. The test itself is on a strand of it, and
/// what it starts there as well.
asio::any_io_executor pool();

struct registration {
  registration(const char *name, awaitable<> (*body)(), int threads = 1) {
    all().push_back({name, body, nullptr, threads});
  }
  registration(const char *name, void (*body)()) {
    all().push_back({name, nullptr, body, 1});
  }
};

/// Whether awaiting 'work' throws an E.
template <class E, class T> awaitable<bool> throws(awaitable<T> work) {
  try {
    co_await std::move(work);
  } catch (const E &) {
    co_return true;
  }
  co_return false;
}

} // namespace chat::test

#define CHECK(...) ::chat::test::check(bool(__VA_ARGS__), #__VA_ARGS__)

/// TEST(name) { ... } is a function, ASYNC_TEST(name) { ... } a coroutine. Of
/// the latter 'name_on(threads)' is made by ASYNC_TEST_ON.
#define TEST(name)                                                             \
  static void name();                                                          \
  static const ::chat::test::registration name##_test(#name, name);            \
  static void name()
#define ASYNC_TEST(name) ASYNC_TEST_ON(name, 1)
#define ASYNC_TEST_ON(name, threads)                                           \
  static ::chat::awaitable<> name();                                           \
  static const ::chat::test::registration name##_test(#name, name, threads);   \
  static ::chat::awaitable<> name()
