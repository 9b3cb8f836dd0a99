// RUN: %check-behaviour %s

// Local types that live across a suspension and use constants, enumerators, static variables, parameters and
// using-directives of the body; types of one name in several scopes.
#include "support.h"
#include <array>

namespace deep::er {
struct thing {
  int v;
};
enum class kind { a, b };
inline namespace v1 {
struct w {
  int z = 4;
};
} // namespace v1
} // namespace deep::er

task<> constants(int n) {
  constexpr int size = 3;
  const int other = 4, another = other + 1;
  enum { e1 = 5, e2 };
  enum class col : char { r, g };
  static int shared = 6;
  struct local {
    int a[size] = {another};
    int b = other;
    int c = e1;
    col k = col::g;
    decltype(n) d = 7;
    int get() const { return b + c + d + ++shared + size; }
    static int st() { return e2; }
  } l{};
  co_await tick{};
  say("%d %d %d %d", l.get(), local::st(), int(l.k), l.a[0] + size + another);
  const int *address = &other;
  co_await tick{};
  say("%d %d", *address, ++shared);
}

task<> names(int n) {
  struct local {
    int a = 1;
    local *self = this;
    local() = default;
    local(const local &) = delete;
    ~local() { say("~local"); }
  } l;
  co_await tick{};
  say("%d %d", l.a, l.self == &l);
  {
    struct local {
      const char *s = "inner";
      local *next = nullptr;
      local() { say("inner local"); }
      ~local() { say("~inner local"); }
    } m, *p = &m;
    co_await tick{};
    say("%s %d", p->s, p->next == nullptr);
    {
      typedef std::array<local, 2> local;
      local both{};
      co_await tick{};
      say("%s", both[1].s);
    }
  }
  if (n) {
    enum class local { x, y } e = local::y;
    co_await tick{};
    say("%d", e == local::y);
  }
  using alias = local;
  alias again;
  co_await tick{};
  say("%d", again.a);
}

struct frame {
  int z = 3;
};

task<int> hidden() {
  int a = 0;
  struct frame outer;
  {
    struct frame {
      int z = 50;
    } f;
    co_await tick{};
    a += f.z;
  }
  co_await tick{};
  co_return a + outer.z;
}

task<> usings() {
  namespace de = deep::er;
  de::thing t{2};
  de::kind k = de::kind::b;
  co_await tick{};
  say("%d %d", t.v, int(k));
  using namespace deep;
  er::w ww;
  co_await tick{};
  say("%d", ww.z);
  using deep::er::thing;
  thing t2{9};
  co_await tick{};
  say("%d", t2.v);
  using enum deep::er::kind;
  auto kk = b;
  co_await tick{};
  say("%d", kk == b);
  struct local {
    thing t{5};
    er::w w;
    de::kind k = a;
  } l;
  co_await tick{};
  say("%d %d %d", l.t.v, l.w.z, l.k == a);
}

task<> unnamed() {
  typedef struct {
    int x;
  } plain;
  plain p{1};
  struct {
    int x, y;
  } pt{1, 2}, pts[2] = {{3, 4}, {5, 6}};
  struct node {
    node *next;
    int v;
  } n2{nullptr, 2}, n1{&n2, 1}, *head = &n1;
  co_await tick{};
  for (auto *at = head; at; at = at->next)
    say("%d", at->v);
  say("%d %d %d", p.x, pt.y, pts[1].y);
  struct later_needed {
    int q;
  } first = {3};
  say("%d", first.q);
  later_needed second{4};
  co_await tick{};
  say("%d", second.q);
}

int main() {
  run(constants(1));
  run(constants(1));
  run(names(1));
  say("%d", run(hidden()));
  run(usings());
  run(unnamed());
  destroy_at_every_point([] { return names(1); });
}
