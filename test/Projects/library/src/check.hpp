#pragma once
#include <cstdio>
#include <cstdlib>
#include <source_location>

/// Ends the program where something is not as it should be.
inline void
check(bool good, const char *what,
      std::source_location where = std::source_location::current()) {
  if (good)
    return;
  std::printf("%s:%u: not so: %s\n", where.file_name(), unsigned(where.line()),
              what);
  std::exit(1);
}
#define CHECK(...) check(bool(__VA_ARGS__), #__VA_ARGS__)

template <class... T> void say(const char *format, T... values) {
  if constexpr (sizeof...(T) == 0)
    std::fputs(format, stdout);
  else
    std::printf(format, values...);
  std::putchar('\n');
}
