// RUN: %check-behaviour %s

// What std::as_const and the like give is read when the call is made; they change nothing.
#include "support.h"
#include <map>
#include <memory>

template <class Key, class Value> struct table {
  std::map<Key, std::shared_ptr<Value>> items;

  template <class Pred> task<int> erase_if(Pred pred) {
    int erased = 0;
    for (auto it = items.begin(); it != items.end();) {
      if (co_await pred(std::as_const(it->first), std::as_const(*it->second))) {
        it = items.erase(it);
        ++erased;
      } else {
        ++it;
      }
    }
    co_return erased;
  }
};

task<> uses() {
  table<int, std::string> t;
  t.items.emplace(1, std::make_shared<std::string>("one"));
  t.items.emplace(2, std::make_shared<std::string>("two"));
  int erased = co_await t.erase_if([](int key, const std::string &text) -> task<bool> {
    co_await tick();
    say("%d %s", key, text.c_str());
    co_return key == 1;
  });
  say("%d of %d", erased, int(t.items.size()));
}

int main() { run(uses()); }
