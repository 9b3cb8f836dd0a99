// RUN: %check-behaviour %s

// Several variables of one declaration, some of which live across a suspension; static, constant and thread-local
// ones; declarators of every form.
#include "support.h"
#include <array>

int plus_one(int x) { return x + 1; }
struct point {
  int x, y;
};
int global_value = 11;

task<> several(int n) {
  int plus_one(int);
  extern int global_value;
  co_await tick{};
  say("%d %d", plus_one(2), global_value);
  int a = 1, b = co_await later(2), *p = &a, c[2] = {1, 2}, &r = b, (*fp)(int) = plus_one;
  co_await tick{};
  ++r;
  say("%d %d %d %d %d", a, b, *p, c[1], fp(3));
  int d = 4, e = d + 1, f{e}, g(f), h;
  h = 3;
  co_await tick{};
  say("%d %d %d %d %d", d, e, f, g, h);
  noisy x("x"), y("y"), z = co_await make("z");
  co_await tick{};
  say("%s", y.c_str());
  int(*fps[2])(int) = {plus_one, plus_one}, (&ra)[2] = c, (&&rra)[2] = {5, 6};
  co_await tick{};
  say("%d %d %d", fps[1](1), ra[0], rra[1]);
  auto aa = 1, *ab = &aa;
  decltype(auto) da = (aa);
  co_await tick{};
  da = 5;
  say("%d %d", *ab, n);
  int point::*member = &point::x;
  const point pt{3, 4};
  void (*volatile nothing)() = nullptr;
  co_await tick{};
  say("%d %d", pt.*member, nothing == nullptr);
}

task<> constants(int n) {
  static int count = 0, *cp = &count;
  static noisy once("static");
  thread_local int tl = 5;
  constinit static int ci = 6;
  static constexpr int sc[] = {1, 2, 3};
  co_await tick{};
  ++count;
  ++tl;
  say("%d %d %s %d %d %d", count, *cp, once.c_str(), tl, ci, sc[1]);
  constexpr int k1 = 1, k2 = k1 + 1;
  const int k3 = 5, k4 = n, k5{6}, k6(7);
  co_await tick{};
  const int *kp = &k3;
  co_await tick{};
  say("%d %d %d %d %d %d %d", k1, k2, k3, k4, k5, k6, *kp);
  constexpr std::array<int, 2> first{1, 2}, second = {3, 4};
  co_await tick{};
  std::array<int, k2> third{};
  say("%d %d %zu", first[1], second[0], third.size());
}

task<> qualified() {
  volatile int vi = 3;
  const volatile int cvi = 4;
  int a = 5;
  struct mixed {
    mutable int q = 1;
    const int cc = 2;
    int &rr;
    int bits : 4 = 3;
  } mm{.rr = a};
  union {
    int i;
    float f;
  };
  i = 3;
  union named {
    int i;
    char c[4];
  } u{.i = 7};
  [[maybe_unused]] noisy mu("mu");
  co_await tick{};
  vi = vi + 1;
  mm.rr = 8;
  say("%d %d %d %d %d %d", vi, cvi, a, mm.cc, i, u.i);
  {
    auto [q, w] = co_await later(std::pair{3, 4});
    auto [q2, w2] = std::array{5, 6};
    co_await tick{};
    say("%d %d %d %d", q, w, q2, w2);
  }
  asm volatile("" ::: "memory");
  static_assert(sizeof(int) == 4);
  ;
#if 1
  co_await tick{};
#else
  co_await nothing{};
#endif
}

int main() {
  run(several(2));
  run(constants(2));
  run(constants(3));
  run(qualified());
  destroy_at_every_point([] { return several(2); });
}
