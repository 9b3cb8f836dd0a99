// RUN: %check-behaviour %s
// A member function takes an object by value and a suspension stands among its arguments: it is called through the
// object that it belongs to, which may be the implicit one, or behind an overloaded arrow.
#include "support.h"

struct client {
  int id;
  later<int> say_to(noisy text, int more) {
    say("%d: %s", id, text.c_str());
    return later(more);
  }
  task<int> by_itself() { co_return co_await say_to(noisy("itself"), co_await later(1)); }
  task<int> by_this() { co_return co_await this->say_to(noisy("this"), co_await later(2)); }
};
struct special : client {
  task<int> inherited() { co_return co_await say_to(noisy("inherited"), co_await later(3)); }
};
struct handle {
  std::shared_ptr<client> to;
  const std::shared_ptr<client> &operator->() const {
    say("arrow");
    return to;
  }
};

task<int> through(std::shared_ptr<client> pointer, handle twice) {
  int sum = co_await pointer->say_to("pointer" + std::to_string(1), 4);
  sum += co_await pointer->say_to(noisy("pointer"), co_await later(5));
  sum += co_await twice->say_to(noisy("twice"), co_await later(6));
  pointer->id += co_await later(10);
  sum += twice->id - co_await later(1);
  co_return sum;
}

int main() {
  special s{{1}};
  say("%d", run(s.by_itself()));
  say("%d", run(s.by_this()));
  say("%d", run(s.inherited()));
  auto pointer = std::make_shared<client>(client{2});
  say("%d", run(through(pointer, handle{pointer})));
}
