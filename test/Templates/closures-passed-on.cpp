// RUN: %check-behaviour %s

// A closure whose captures show when they are moved, or cannot be copied, that a template passes on where a local's
// type is that of the call: it is made in its place there.
#include "support.h"

template <class F> struct holder { F f; };
template <class F> auto by_value(F f) { return holder<F>{std::move(f)}; }
template <class F> auto by_reference(F &&f) { return holder<std::decay_t<F>>{std::forward<F>(f)}; }
template <class F, class G> auto both(F f, G g) { return [f = std::move(f), g = std::move(g)] { return f() + g(); }; }

template <class T> task<> passed(T x, std::unique_ptr<int> p) {
  noisy part("part");
  auto given = by_value([x, p = std::move(p)] { return *p + x; });
  auto &&copied = by_reference([part, x] { return int(part.name.size()) + x; });
  auto nested = both(by_value([part] { return int(part.name.size()); }).f, [x] { return x; });
  auto first = by_value([x, &part] { return x + int(part.name.size()); });
  auto second = by_value([x] { return x; });
  co_await tick{};
  say("%d %d %d", given.f(), copied.f(), nested());
  auto behind = by_value([x] { return x; }).f() + co_await ask(x);
  auto beside = both([n = noisy("beside")] { return 1; }, [x] { return x; });
  co_await tick{};
  say("%d %d %d %d", behind, beside(), first.f(), second.f());
}

template <class T> struct counter {
  T start;
  task<> count(T x) const {
    auto added = by_value([this, x, own = noisy("own")](T y) { return start + x + y; });
    co_await tick{};
    say("%d", added.f(1));
  }
};

int main() {
  run(passed(3, std::make_unique<int>(4)));
  run(counter<int>{5}.count(6));
  auto generic = [](auto x) -> task<> {
    auto held = by_value([x, p = std::make_unique<int>(2)] { return *p + x; });
    co_await tick{};
    say("%d", held.f());
  };
  run(generic(1));
}
