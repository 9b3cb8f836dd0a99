// RUN: %check-behaviour %s

// Coroutine lambdas of templates as arguments, by value and by reference, with
// captures that own something.
#include "support.h"
#include <functional>
#include <memory>
template <class F> task<int> apply(F f) { co_return co_await f(); }
template <class F> task<int> applyr(F &&f) { co_return co_await f(); }
#define TEST(N, APPLY, TYPE, INIT, USE)                                        \
  template <class T> task<int> N(T t) {                                        \
    TYPE p = INIT;                                                             \
    int r = co_await APPLY([c = std::move(p), t]() mutable -> task<int> {      \
      co_await tick();                                                         \
      co_return int(t) + USE;                                                  \
    });                                                                        \
    co_return r;                                                               \
  }
#define TESTI(N, APPLY, INIT, USE)                                             \
  template <class T> task<int> N(T t) {                                        \
    int r = co_await APPLY([c = INIT, t]() mutable -> task<int> {              \
      co_await tick();                                                         \
      co_return int(t) + USE;                                                  \
    });                                                                        \
    co_return r;                                                               \
  }
TEST(a, apply, std::unique_ptr<int>, std::make_unique<int>(3), *c)
TEST(b, apply, std::shared_ptr<noisy>, std::make_shared<noisy>("x"),
     int(c->name.size()))
TEST(d, apply, std::string, std::string("abc"), int(c.size()))
TEST(e, apply, std::vector<noisy>, std::vector<noisy>(1, noisy("q")),
     int(c.size()))
TEST(ar, applyr, std::unique_ptr<int>, std::make_unique<int>(3), *c)
TEST(br, applyr, std::shared_ptr<noisy>, std::make_shared<noisy>("x"),
     int(c->name.size()))
TEST(dr, applyr, std::string, std::string("abc"), int(c.size()))
TEST(er, applyr, std::vector<noisy>, std::vector<noisy>(1, noisy("q")),
     int(c.size()))
TEST(gr, applyr, noisy, noisy("w"), int(c.name.size()))
TESTI(ai, applyr, std::make_unique<int>(3), *c)
TESTI(bi, applyr, std::make_shared<noisy>("x"), int(c->name.size()))
TESTI(di, applyr, std::string("abc"), int(c.size()))
TESTI(gi, applyr, noisy("w"), int(c.name.size()))
// What is captured of the object is a copy, which makes nothing beside it.
template <class T> struct owner {
  std::string name = "name";
  T number = 1;
  task<int> of_member() {
    co_return co_await apply([this, n = name]() -> task<int> {
      co_await tick();
      co_return int(n.size()) + int(number);
    });
  }
  task<int> of_local() {
    std::string local = "local";
    co_return co_await apply([this, n = local]() -> task<int> {
      co_await tick();
      co_return int(n.size()) + int(number);
    });
  }
};
int main() {
  owner<long> o;
  say("%d", run(o.of_member()));
  say("%d", run(o.of_local()));
  destroy_at_every_point([] { return b(3L); });
  destroy_at_every_point([] { return er(3L); });
  say("%d", run(a(3L)));
  say("%d", run(b(3L)));
  say("%d", run(d(3L)));
  say("%d", run(e(3L)));
  say("%d", run(ar(3L)));
  say("%d", run(br(3L)));
  say("%d", run(dr(3L)));
  say("%d", run(er(3L)));
  say("%d", run(gr(3L)));
  say("%d", run(ai(3L)));
  say("%d", run(bi(3L)));
  say("%d", run(di(3L)));
  say("%d", run(gi(3L)));
}
