// RUN: %check-behaviour %s
// Whether a class shows its life is asked of what it is made of, of which its bases may have it as an argument.
#include "support.h"

struct node : std::enable_shared_from_this<node> {
  std::shared_ptr<node> next;
  ~node() = default;
};
struct holder {
  std::shared_ptr<node> first;
};
int use(holder h, int n) { return int(h.first.use_count()) + n; }
task<int> f() {
  holder h{std::make_shared<node>()};
  co_return use(h, co_await later(3));
}

int main() { say("%d", run(f())); }
