// Generators of all kinds.
#include "shared.hpp"
#include "tests.hpp"
#include <coro/ranges.hpp>
#include <coro/scheduler.hpp>
#include <map>
#include <memory>
#include <numeric>
#include <stdexcept>

namespace {

coro::round_robin loop;

struct noisy {
  int n;
  explicit noisy(int n) : n(n) { say("+%d", n); }
  noisy(const noisy &other) : n(other.n) { say("copy %d", n); }
  ~noisy() { say("-%d", n); }
};

coro::generator<noisy> noise(int n) {
  noisy kept(100);
  for (int i = 0; i < n; ++i)
    co_yield noisy(i);
  co_yield kept;
}

coro::generator<int &> cells(std::vector<std::vector<int>> &table) {
  for (auto &row : table)
    for (int &cell : row)
      co_yield cell;
}

coro::generator<std::unique_ptr<int> &&> owners(int n) {
  while (n-- > 0) {
    auto p = std::make_unique<int>(n);
    co_yield std::move(p);
  }
}

coro::generator<std::pair<const std::string, int>> counted(std::string words) {
  std::map<std::string, int> counts;
  std::string word;
  for (char c : words + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      ++counts[word];
      word.clear();
    }
  }
  for (auto &each : counts)
    co_yield each;
}

template <class T> struct tree {
  T value;
  std::unique_ptr<tree> left, right;
  coro::recursive_generator<const T> in_order() const {
    if (left)
      co_yield left->in_order();
    co_yield value;
    if (right)
      co_yield right->in_order();
  }
  coro::recursive_generator<T> pre_order();
  static std::unique_ptr<tree> balanced(T from, T to) {
    if (from >= to)
      return nullptr;
    T middle = from + (to - from) / 2;
    return std::make_unique<tree>(
        tree{middle, balanced(from, middle), balanced(middle + 1, to)});
  }
};
template <class T> coro::recursive_generator<T> tree<T>::pre_order() {
  co_yield value;
  for (auto *side : {left.get(), right.get()})
    if (side) {
      auto inner = side->pre_order();
      co_yield inner;
    }
}

coro::recursive_generator<int> failing(int depth) {
  co_yield depth;
  if (depth == 0)
    throw std::runtime_error("bottom");
  try {
    co_yield failing(depth - 1);
  } catch (std::runtime_error &e) {
    say("at %d: %s", depth, e.what());
    if (depth > 1)
      throw;
  }
  co_yield -depth;
}

template <class Range> coro::recursive_generator<int> each_of(Range r) {
  for (int each : r)
    co_yield each;
}
template <class... Range>
auto chain(Range... ranges) -> coro::recursive_generator<int> {
  coro::recursive_generator<int> parts[sizeof...(Range)] = {
      each_of(std::move(ranges))...};
  for (auto &part : parts)
    co_yield std::move(part);
}

coro::async_generator<int> ticks(int n, int pause) {
  struct farewell {
    ~farewell() { say("no more ticks"); }
  } at_end;
  for (int i = 0; i < n; ++i) {
    co_await loop.sleep(pause);
    co_yield i;
  }
}

template <class T, class Key>
coro::async_generator<std::pair<Key, T>> keyed(coro::async_generator<T> source,
                                               auto key) {
  while (auto *value = co_await source.next()) {
    auto found = co_await key(*value);
    co_yield std::pair<Key, T>(found, *value);
  }
}

template <class T>
coro::async_generator<T> merged(std::vector<coro::async_generator<T>> sources) {
  bool any = true;
  while (any) {
    any = false;
    for (auto &source : sources)
      if (auto *value = co_await source.next()) {
        any = true;
        co_yield *value;
      }
  }
}

coro::async_generator<std::string> lines(std::string text) {
  for (std::size_t at = 0, end; at < text.size(); at = end + 1) {
    end = text.find('\n', at);
    if (end == std::string::npos)
      end = text.size();
    co_await loop;
    co_yield text.substr(at, end - at);
  }
  throw std::runtime_error("end of text");
}

coro::task<> asynchronous() {
  auto some = ticks(3, 2);
  for (auto it = co_await some.begin(); it != some.end(); co_await ++it)
    say("tick %d", *it);
  auto by_parity = keyed<int, bool>(ticks(4, 1), [](int n) -> coro::task<bool> {
    co_await loop;
    co_return n % 2 == 0;
  });
  while (auto *next = co_await by_parity.next()) {
    auto &[even, n] = *next;
    say("%d is %s", n, even ? "even" : "odd");
    if (n == 2)
      break;
  }
  auto halves = fmap([](int n) { return n / 2.0; }, ticks(3, 0));
  double total = 0;
  for (auto it = co_await halves.begin(); it != halves.end(); co_await ++it)
    total += *it;
  say("%g", total);
  std::vector<coro::async_generator<int>> both;
  both.push_back(ticks(3, 2));
  both.push_back(ticks(1, 1));
  auto all = merged(std::move(both));
  while (int *n = co_await all.next())
    say("merged %d", *n);
  auto text = lines("one\ntwo\n\nfour");
  try {
    while (auto *line = co_await text.next())
      say("'%s'", line->c_str());
  } catch (std::runtime_error &e) {
    say("%s", e.what());
  }
}

} // namespace

void streams() {
  say("streams %d", coro::sync_wait(shared::workout(3)));
  for (auto &&each : noise(2))
    say("have %d", each.n);
  for (auto &each : noise(9))
    if (each.n == 1)
      break;
  std::vector<std::vector<int>> table{{1, 2}, {}, {3}};
  for (int &cell : cells(table))
    cell *= cell;
  say("%d %d %d", table[0][0], table[0][1], table[2][0]);
  std::vector<std::unique_ptr<int>> taken;
  for (auto &&p : owners(3))
    taken.push_back(std::move(p));
  say("%d %d %d", *taken[0], *taken[1], *taken[2]);
  for (const auto &[word, count] : counted("a rose is a rose"))
    say("%s: %d", word.c_str(), count);

  namespace views = coro::views;
  auto squares = views::transform(
      views::filter(views::iota(1), [](int n) { return n % 3 != 0; }),
      [](int n) { return n * n; });
  for (int n : views::take(std::move(squares), 5))
    say("%d", n);
  for (auto [number, each] : views::enumerate(std::string("ab"), 1))
    say("%zu %c", number, each);
  for (auto &[a, b] :
       views::zip(views::iota(5L, 9L), std::vector<std::string>{"x", "y", "z"}))
    say("%ld%s", a, b.c_str());
  for (auto &chunk : views::chunk(views::iota(0, 7), 3))
    say("%d of %d", std::accumulate(chunk.begin(), chunk.end(), 0),
        int(chunk.size()));
  for (int each : views::join(table))
    say("%d", each);
  for (long each : views::just(1L, 2, 3))
    say("%ld", each);
  for (int each :
       views::take_while(std::vector{1, 2, 9, 3}, [](int n) { return n < 5; }))
    say("%d", each);

  auto root = tree<int>::balanced(0, 7);
  std::string all;
  for (int n : root->in_order())
    all += std::to_string(n);
  for (int &n : root->pre_order())
    all += std::to_string(n++);
  say("%s", all.c_str());
  for (int n : failing(2))
    say("%d", n);
  for (int n : coro::fmap([](int n) { return n * 2; },
                          chain(std::vector{1, 2}, views::iota(3, 5))))
    say("%d", n);
  coro::sync_wait(asynchronous(), loop.pump());
}
