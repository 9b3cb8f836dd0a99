// RUN: %check-behaviour %s

// What owns objects, by value for a coroutine: moved into the frame it has
// nothing left.
#include "support.h"
#include <map>
#include <memory>
struct item {
  std::shared_ptr<noisy> p;
  std::vector<noisy> v;
};
task<int> take(item i, std::unique_ptr<noisy> u) {
  co_await tick();
  co_return int(i.v.size()) + int(u->name.size());
}
task<int> whole(std::map<int, noisy> m) {
  co_await tick();
  co_return int(m.size());
}
// A constant parameter is copied into the frame: it has something left.
task<int> constant(const std::vector<noisy> v) {
  co_await tick();
  co_return int(v.size());
}
task<int> give() {
  std::vector<noisy> v;
  v.emplace_back("c");
  int n = co_await constant(std::move(v));
  say("%d", n);
  co_return n;
}
task<int> go() {
  item i{std::make_shared<noisy>("s"), {}};
  i.v.emplace_back("v");
  int r = co_await take(std::move(i), std::make_unique<noisy>("u"));
  r += co_await take(item{nullptr, {}}, std::make_unique<noisy>("w"));
  std::map<int, noisy> m;
  m.emplace(1, "m");
  r += co_await whole(m) + co_await whole(std::move(m));
  co_return r;
}
template <class T> task<int> pattern(T t) {
  item i{std::make_shared<noisy>("s"), {}};
  i.v.emplace_back("v");
  int r = co_await take(std::move(i), std::make_unique<noisy>("u"));
  std::map<int, noisy> m;
  m.emplace(int(t), "m");
  r += co_await whole(std::move(m));
  co_return r;
}
int main() {
  run(give());
  say("%d", run(go()));
  say("%d", run(pattern(1L)));
  destroy_at_every_point([] { return go(); });
  destroy_at_every_point([] { return pattern(1L); });
}
