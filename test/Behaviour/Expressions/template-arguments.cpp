// RUN: %check-behaviour %s

// Temporaries of classes whose template arguments are not what their values look like.
#include "support.h"

namespace colours {
enum class bits : unsigned { none, red, green, blue = 4 };
enum plain { zero, one };
} // namespace colours
using colours::bits;

template <class T> const char *kind_of = "class";
template <> const char *kind_of<float> = "float";
template <> const char *kind_of<double> = "double";
template <> const char *kind_of<long double> = "long double";
template <> const char *kind_of<int> = "int";
template <> const char *kind_of<long> = "long";
template <> const char *kind_of<long long> = "long long";
template <> const char *kind_of<bits> = "bits";
template <> const char *kind_of<colours::plain> = "plain";
template <> const char *kind_of<unsigned char> = "unsigned char";

struct numbers {
  double a;
  float b[2];
  friend bool operator==(const numbers &, const numbers &) = default;
};
template <auto V> struct any {
  std::string name() const { return kind_of<std::remove_cv_t<decltype(V)>>; }
};
template <class T, T V> struct typed {
  std::string name() const { return kind_of<T> + std::to_string(double(V)); }
};
namespace lib {
struct key {
  int n;
};
// Its text would be that of another value.
struct above {
  int n;
  constexpr above(int m) : n(m + 1) {}
};
struct colour {
  int n;
  bits b;
};
inline constexpr int three = 3;
struct refers {
  const int *p;
  int n = *p;
};
union either {
  int i;
  char c;
  constexpr either(char x) : c(x) {}
};
struct holds {
  int n;
  either e;
};
} // namespace lib
template <auto V> struct with_key {
  std::string name() const { return std::to_string(V.n); }
};
template <class T, T... V> struct sequence {
  std::string name() const { return std::to_string((0 + ... + V)); }
};
auto made_key() { return with_key<lib::key{4}>(); }
auto made_above() { return with_key<lib::above(3)>(); }
auto made_colour() { return with_key<lib::colour{5, bits::green}>(); }
auto made_reference() { return with_key<lib::refers{&lib::three}>(); }
auto made_union() { return with_key<lib::holds{7, 'x'}>(); }
auto made_bytes() { return sequence<unsigned char, 200, 'a'>(); }
auto made_null() { return any<static_cast<int (*)(int)>(nullptr)>(); }
template <numbers N> struct of_numbers {
  std::string name() const { return N == numbers{0.1234567890123, {1.5f, -2.25f}} ? "exact" : "rounded"; }
};
using all = any<bits(1 | 2 | 4)>;
using typed_all = typed<bits, bits(6)>;
using red = any<bits::red>;
using odd = any<colours::plain(1)>;
using half = any<0.5f>;
using third = typed<double, 1.0 / 3>;
using wide = any<1.0L>;
using negative = any<-1.0e300>;
using least = any<-2147483647 - 1>;
using least_long = any<-9223372036854775807L - 1>;
using least_typed = typed<long long, -9223372036854775807LL - 1>;
using byte = any<static_cast<unsigned char>(200)>;
using exact = of_numbers<numbers{0.1234567890123, {1.5f, -2.25f}}>;

template <class T> struct named {
  const T &object;
  std::string await_resume() { return object.name(); }
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) { return false; }
};
template <class T> named<T> name(const T &object) { return {object}; }

task<> work() {
  say("%s", (co_await name(all())).c_str());
  say("%s", (co_await name(typed_all())).c_str());
  say("%s", (co_await name(red())).c_str());
  say("%s", (co_await name(odd())).c_str());
  say("%s", (co_await name(half())).c_str());
  say("%s", (co_await name(third())).c_str());
  say("%s", (co_await name(wide())).c_str());
  say("%s", (co_await name(negative())).c_str());
  say("%s", (co_await name(least())).c_str());
  say("%s", (co_await name(least_long())).c_str());
  say("%s", (co_await name(least_typed())).c_str());
  say("%s", (co_await name(byte())).c_str());
  say("%s", (co_await name(exact())).c_str());
  auto key = made_key();
  auto above = made_above();
  auto colour = made_colour();
  auto reference = made_reference();
  auto made = made_union();
  auto bytes = made_bytes();
  auto null = made_null();
  co_await tick{};
  say("%s %s %s", key.name().c_str(), bytes.name().c_str(), null.name().c_str());
  say("%s %s %s %s", above.name().c_str(), colour.name().c_str(), reference.name().c_str(), made.name().c_str());
}

int main() { run(work()); }
