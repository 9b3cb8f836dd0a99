// Our <coroutine> is clean and does what the real one does, on frames made by hand. In C++20 and later with coroutines
// it is the real one.
// RUN: clang++-22 -std=c++17 -Wall -Wextra -Wpedantic -Werror -I %polyfill %s -o %t && %t
// RUN: clang++-22 -std=c++17 -Wall -Wextra -Wpedantic -Werror -I %polyfill -stdlib=libc++ -fsyntax-only %s
// RUN: clang++-22 -std=c++20 -Wall -Wextra -Wpedantic -Werror -I %polyfill -DREAL %s -o %t && %t
// RUN: clang++-22 -std=c++20 -Wall -Wextra -Wpedantic -Werror -I %polyfill -DREAL -stdlib=libc++ -fsyntax-only %s
// RUN: clang++-22 -std=c++23 -Wall -Wextra -Wpedantic -Werror -I %polyfill -DREAL %s -o %t && %t
// RUN: g++ -std=c++17 -Wall -Wextra -Wpedantic -Werror -I %polyfill %s -o %t && %t
// RUN: g++ -std=c++17 -fcoroutines -Wall -Wextra -Wpedantic -Werror -I %polyfill -DREAL %s -o %t && %t
// RUN: g++ -std=c++20 -fno-coroutines -Wall -Wextra -Wpedantic -Werror -I %polyfill %s -o %t && %t
// RUN: g++ -std=c++23 -fno-coroutines -Wall -Wextra -Wpedantic -Werror -I %polyfill %s -o %t && %t
// RUN: g++ -std=c++20 -fcoroutines -Wall -Wextra -Wpedantic -Werror -I %polyfill -DREAL %s -o %t && %t
// RUN: g++ -std=c++23 -Wall -Wextra -Wpedantic -Werror -I %polyfill -DREAL %s -o %t && %t
// RUN: %if clang-14 %{ clang++-14 -std=c++17 -Wall -Wextra -Wpedantic -Werror -I %polyfill %s -o %t && %t %}
// RUN: %if clang-14 %{ clang++-14 -std=c++20 -Wall -Wextra -Wpedantic -Werror -I %polyfill -DREAL -fsyntax-only %s %}

// The header says that it is a system header; what it hides shows here.
// RUN: clang++-22 -std=c++17 -Wsystem-headers -Wall -Wextra -Wpedantic -I %polyfill -c %s -o %t.o 2> %t.err
// RUN: FileCheck --input-file=%t.err %s --check-prefix=CLEAN
// RUN: g++ -std=c++17 -Wsystem-headers -Wall -Wextra -Wpedantic -I %polyfill -c %s -o %t.o 2> %t.err
// RUN: FileCheck --input-file=%t.err %s --check-prefix=CLEAN
// CLEAN: warning:
// CLEAN-NOT: polyfill/coroutine:{{[0-9]+:[0-9]+}}: warning:

// RUN: not clang++-22 -std=c++14 -Wall -Wextra -Wpedantic -Werror -I %polyfill -fsyntax-only %s 2>&1 | FileCheck %s --check-prefix=OLD
// OLD: error: "switchback's <coroutine> needs C++17"
// RUN: not g++ -std=c++17 -D_GLIBCXX_COROUTINE -Wall -Wextra -Wpedantic -Werror -I %polyfill -fsyntax-only %s 2>&1 | FileCheck %s --check-prefix=LATE
// LATE: error: {{.*}}"the standard library's <coroutine> was included before switchback's
#include <coroutine>
#include <coroutine> // again
#include <cstdlib>
#include <set>
#include <unordered_set>

#if defined(REAL) && defined(SWITCHBACK_POLYFILL_COROUTINE)
#error "the real one was to be used"
#endif
#if !defined(__cpp_lib_coroutine)
#error "the library has coroutines"
#endif

#define CHECK(...)                                                                                                    \
  do                                                                                                                  \
    if (!(__VA_ARGS__))                                                                                               \
      std::abort();                                                                                                   \
  while (false)

struct promise {
  int value = 7;
#if !defined(REAL) // libstdc++ 12 uses it
  void operator&() const = delete;
#endif
};
struct alignas(64) wide_promise {
  int value = 8;
};

template <class Promise> struct frame {
  void (*resume_fn)(void *) = resume;
  void (*destroy_fn)(void *) = destroy;
  Promise promise;
  int resumed = 0;
  bool destroyed = false;
  static void resume(void *self) {
    if (++static_cast<frame *>(self)->resumed == 2)
      static_cast<frame *>(self)->resume_fn = nullptr;
  }
  static void destroy(void *self) { static_cast<frame *>(self)->destroyed = true; }
};

template <class Promise> void handle_on_frame(int value) {
  frame<Promise> f;
  auto h = std::coroutine_handle<Promise>::from_promise(f.promise);
  CHECK(h && h.address() == &f && h.promise().value == value && !h.done());
  CHECK(std::coroutine_handle<Promise>::from_address(&f) == h);
  CHECK(std::coroutine_handle<const Promise>::from_promise(f.promise).address() == &f);
  h.resume();
  CHECK(f.resumed == 1 && !h.done());
  std::coroutine_handle<> any = h;
  any();
  CHECK(f.resumed == 2 && h.done() && any.done());
  any.destroy();
  CHECK(f.destroyed);
  h = nullptr;
  any = nullptr;
  CHECK(!h && !any);
}

void comparisons() {
  frame<promise> frames[2];
  auto a = std::coroutine_handle<promise>::from_address(&frames[0]);
  std::coroutine_handle<> b = std::coroutine_handle<>::from_address(&frames[1]);
  CHECK(a == a && a != b && b != a && !(a == b));
  CHECK(a < b && b > a && a <= a && a >= a && a <= b && b >= a && !(b < a));
#if defined(__cpp_impl_three_way_comparison)
  CHECK((a <=> b) < 0 && (a <=> a) == std::strong_ordering::equal);
#endif
  std::set<std::coroutine_handle<promise>> ordered{a, a};
  CHECK(ordered.size() == 1);
#if !defined(REAL) // libstdc++ 12 specialises a hash of its own
  std::unordered_set<std::coroutine_handle<>> hashed{a, b, a};
  CHECK(hashed.size() == 2 && hashed.count(b) == 1);
  CHECK(std::hash<std::coroutine_handle<promise>>()(a) == std::hash<std::coroutine_handle<>>()(a));
#endif
}

void noop() {
  std::noop_coroutine_handle h = std::noop_coroutine();
  std::coroutine_handle<> any = h;
  h();
  h.resume();
  h.destroy();
  any.resume();
  any.destroy();
  CHECK(h && any && !h.done() && !any.done() && any == h && any.address() == h.address());
  auto again = std::coroutine_handle<std::noop_coroutine_promise>(h);
  std::noop_coroutine_promise &p = again.promise();
  CHECK(std::addressof(p) == std::addressof(h.promise()));
}

struct result {
  struct promise_type {};
};
struct no_result {};
template <> struct std::coroutine_traits<int, char> {
  using promise_type = promise;
};
template <class Traits, class = void> constexpr bool has_promise = false;
template <class Traits> constexpr bool has_promise<Traits, std::void_t<typename Traits::promise_type>> = true;
static_assert(std::is_same_v<std::coroutine_traits<result, int &>::promise_type, result::promise_type>);
static_assert(std::is_same_v<std::coroutine_traits<int, char>::promise_type, promise>);
static_assert(!has_promise<std::coroutine_traits<no_result>> && !has_promise<std::coroutine_traits<int>>);

// What the standard says is constexpr, noexcept, implicit or explicit.
constexpr std::coroutine_handle<> none, null = nullptr;
constexpr std::coroutine_handle<promise> typed, typed_null = nullptr;
static_assert(!none && !typed && none == null && typed == typed_null && none == typed && !none.address());
static_assert(noexcept(none == null) && !noexcept(typed.resume()));
static_assert(!std::is_convertible_v<std::coroutine_handle<>, bool>);
static_assert(!std::is_convertible_v<std::coroutine_handle<>, std::coroutine_handle<promise>>);
static_assert(!std::is_default_constructible_v<std::noop_coroutine_handle>);
static_assert(std::is_trivially_copyable_v<std::coroutine_handle<promise>>);
static_assert(!std::suspend_always().await_ready() && std::suspend_never().await_ready());
static_assert(noexcept(std::suspend_always().await_suspend(none)) && std::is_empty_v<std::suspend_never>);

int main() {
  handle_on_frame<promise>(7);
  handle_on_frame<wide_promise>(8);
  comparisons();
  noop();
}
