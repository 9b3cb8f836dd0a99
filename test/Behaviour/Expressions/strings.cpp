// RUN: %check-behaviour %s

// Text put together from awaits, as programs do.
#include "support.h"

task<std::string> name(int n) {
  co_await tick{};
  co_return "name" + std::to_string(n);
}

task<> work() {
  std::string s = "<" + co_await name(1) + "|" + co_await name(2) + ">";
  say("%s", s.c_str());
  say("%s %zu", (co_await name(3)).c_str(), (co_await name(4) + "!").size());
  s = std::string(co_await ask(3), 'x') + s.substr(0, co_await ask(2));
  s.append(co_await name(5)).append(s.size() > 3 ? co_await name(6) : "");
  say("%s", s.c_str());
  const char *p = co_await ask(0) ? "zero" : "other";
  std::vector<std::string> v;
  v.push_back(co_await name(7));
  v.emplace_back(co_await name(8) + p);
  for (auto &e : v)
    say("%s", e.c_str());
}

int main() { run(work()); }
