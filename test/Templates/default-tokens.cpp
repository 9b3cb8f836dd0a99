// RUN: %check-behaviour %s

// Default arguments of calls that a template awaits: tokens without state, one of them around another.
#include "support.h"

struct token {};
template <class Inner> struct as_tuple {
  Inner inner;
  constexpr explicit as_tuple(Inner inner = {}) : inner(inner) {}
};
struct stream {
  template <class Token = as_tuple<token>> ask async_read(int n, Token &&t = Token{}) {
    static_assert(sizeof t == 1);
    return ask(n);
  }
  template <class Token = token> ask async_shutdown(const Token & = Token{}) { return ask(0); }
};

template <class Stream> task<> serve(Stream stream) {
  int n = co_await stream.async_read(2);
  say("%d", n);
  co_await stream.async_shutdown();
}

int main() { run(serve(stream())); }
