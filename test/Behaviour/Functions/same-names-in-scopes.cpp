// RUN: %check-behaviour %s

// Functions of the same name in different classes and namespaces, with locals and frames that must not clash.
#include "support.h"

namespace a {
task<int> work(int n) {
  noisy local("a");
  co_return co_await ask(n);
}
struct object {
  task<int> work(int n) {
    noisy local("a::object");
    co_return co_await a::work(n);
  }
};
} // namespace a
namespace b {
struct object {
  task<int> work(int n) {
    noisy local("b::object");
    co_return co_await a::work(n + 1);
  }
  struct nested {
    task<int> work(int n) {
      noisy local("nested");
      co_return co_await object().work(n);
    }
  };
};
struct work_frame {
  int n = 1000;
};
task<int> work(int n) {
  work_frame f;
  co_return f.n + co_await object::nested().work(n);
}
} // namespace b
struct work_frame_2 {};
task<int> work(int n) { co_return co_await b::work(n) + co_await a::object().work(n); }

int main() { say("%d", run(work(1))); }
