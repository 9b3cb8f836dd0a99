// RUN: %check-behaviour %s

// Trailing return types, aliases, attributes, specifiers, parameters of odd kinds, an old-style array, a reference.
#include "support.h"

using number_task = task<int>;
auto trailing(int n) -> task<int> { co_return co_await ask(n); }
[[nodiscard]] number_task attributed([[maybe_unused]] int unused) { co_return co_await ask(2); }
[[gnu::noinline]] static inline auto many_specifiers(const int n) noexcept -> number_task { co_return co_await ask(n); }
task<int> odd(int (*callback)(int), int (&array)[2], const char *const text, int matrix[][2], void (&)(int)) {
  co_await tick{};
  co_return callback(array[1]) + text[0] + matrix[1][1];
}
task<const char *> pointer_result() { co_return "text"; }
template <class T> struct wrapper {
  using type = task<T>;
};
wrapper<int>::type through_template() { co_return co_await ask(4); }
typename wrapper<std::vector<std::pair<int, std::string>>>::type long_type() { co_return {{1, "a"}}; }
void nothing(int) {}

int main() {
  int array[] = {1, 2}, matrix[][2] = {{1, 2}, {3, 4}};
  say("%d", run(trailing(1)));
  say("%d", run(attributed(0)));
  say("%d", run(many_specifiers(3)));
  say("%d", run(odd([](int n) { return 100 * n; }, array, "\1", matrix, nothing)));
  say("%s", run(pointer_result()));
  say("%d", run(through_template()));
  say("%s", run(long_type())[0].second.c_str());
}
