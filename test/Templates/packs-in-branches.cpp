// RUN: %check-behaviour %s

// Expansions that suspend in branches of if constexpr: outside of the branch nobody can name their types.
#include "support.h"
struct noisy_later : tick {
  const char *n;
  explicit noisy_later(const char *n) : n(n) {}
  noisy_later(const noisy_later &o) : n(o.n) {}
  noisy await_resume() { return noisy(n); }
};
template <class F, class... A> task<> apply2(F f, A... a) {
  if constexpr (sizeof...(A) > 0)
    f(co_await A(a)...);
  co_await tick();
  if constexpr (sizeof...(A) > 1) {
    co_await later(int((a.n[0] + ...)));
  }
}
int main() {
  run(apply2([](const noisy &i, const noisy &j) { say("%s %s", i.c_str(), j.c_str()); }, noisy_later("a"), noisy_later("b")));
  destroy_at_every_point([] { return apply2([](const noisy &i, const noisy &j) { say("%s %s", i.c_str(), j.c_str()); }, noisy_later("a"), noisy_later("b")); });
  guarded([] { run(apply2([](const noisy &i, const noisy &j) { throw 1; }, noisy_later("a"), noisy_later("b"))); });
}
