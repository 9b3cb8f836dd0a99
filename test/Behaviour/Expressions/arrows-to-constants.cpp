// RUN: %check-behaviour %s

// Members called through the arrow of what is awaited: constant ones too, of bases, of what another arrow gives.
#include "support.h"
#include <memory>

struct base {
  int number = 3;
  int get() const { return number; }
};
struct derived : base {
  std::string text = "text";
  noisy tail{"tail"};
  int set(int n) { return number = n; }
};
struct handle {
  std::shared_ptr<derived> object;
  const std::shared_ptr<derived> &operator->() const { return object; }
};

task<std::shared_ptr<derived>> find() {
  co_await tick();
  co_return std::make_shared<derived>();
}
task<std::shared_ptr<const derived>> constant() {
  co_await tick();
  co_return std::make_shared<const derived>();
}
task<std::optional<std::string>> maybe_text() {
  co_await tick();
  co_return "optional";
}
task<handle> wrapped() {
  co_await tick();
  co_return handle{std::make_shared<derived>()};
}

task<> known() {
  auto part = (co_await maybe_text())->substr(3);
  auto size = (co_await maybe_text())->size();
  say("%s %d", part.c_str(), int(size));
  int n = (co_await find())->get();
  n += (co_await find())->set(n) + (co_await constant())->get();
  n += (co_await find())->number + (co_await constant())->number;
  n += (co_await wrapped())->get() + (co_await wrapped())->set(co_await later<int>(4));
  const char *text = (co_await constant())->text.c_str();
  n += text != nullptr;
  say("%d", n);
  if ((co_await find())->get() == 3 && (co_await maybe_text())->empty())
    say("not so");
}

template <class T> task<> pattern(T find) {
  auto n = (co_await find())->get();
  n += (co_await find())->set(n);
  auto part = (co_await maybe_text())->substr(3);
  say("%d %s", n, part.c_str());
}

int main() {
  run(known());
  run(pattern(find));
  destroy_at_every_point([] { return known(); });
}
