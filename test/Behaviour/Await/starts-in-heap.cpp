// RUN: %check-behaviour %s

// What would tell that a frame has moved starts in the heap, though the promise allows more: something has the address
// of an object in it.
#include "quick.h"
// A: await_resume gives a reference into the awaiter, second await in the same full expression moves the frame
struct refres { int n; bool await_ready() const noexcept { return true; } void await_suspend(std::coroutine_handle<>) {} int &await_resume() { return n; } };
inline int add(int &a, int b) { return a + b; }
quick<int> A(int n) { co_return add(co_await refres{n}, co_await answer{5, false}); }
// A2 : awaiter gives pointer, wrapped in another awaiter
struct ptrres { int n; bool await_ready() const noexcept { return true; } void await_suspend(std::coroutine_handle<>) {} int *await_resume() { return &n; } };
struct viaptr { int *p; bool await_ready() const noexcept { return false; } void await_suspend(std::coroutine_handle<> h) { waiting.push_back(h); } int await_resume() { return *p; } };
quick<int> A2(int n) { co_return co_await viaptr{co_await ptrres{n}}; }
// B: default member initialiser
struct self { int a; int *p = &a; };
quick<int> B(int n) { self s{n}; co_await answer{1, false}; s.a++; co_return *s.p; }
struct self2 { int a = 7; int *p = &a; self2() = default; };
quick<int> B2(int n) { self2 s; s.a = n; co_await answer{1, false}; s.a++; co_return *s.p; }
struct self3 { int a = 7; const self3 *p = this; };
quick<int> B3(int n) { self3 s; s.a = n; co_await answer{1, false}; s.a++; co_return s.p->a; }
// B4: awaiter with default member init
struct selfawait { int a; int *p = &a; bool await_ready() const noexcept { return false; } void await_suspend(std::coroutine_handle<> h) { a += 5; waiting.push_back(h); } int await_resume() { return *p; } };
quick<int> B4(int n) { co_return co_await selfawait{n}; }
// C: &++a in a constructor
struct selfinc { int a; int *p; selfinc(int n) : a(n), p(&++a) {} };
quick<int> C(int n) { selfinc s(n); co_await answer{1, false}; s.a++; co_return *s.p; }
struct selfinc2 { int a; int *p; selfinc2(int n) { p = &(a = n); } };
quick<int> C2(int n) { selfinc2 s(n); co_await answer{1, false}; s.a++; co_return *s.p; }
// D: await_ready returns a class
int *where;
struct flag { bool b; operator bool() const { return b; } };
struct leaky { int n; flag await_ready() { where = &n; return {false}; } void await_suspend(std::coroutine_handle<> h) { *where += 10; waiting.push_back(h); } int await_resume() { return n; } };
quick<int> D(int n) { co_return co_await leaky{n}; }
// E: asm
quick<int> E(int n) { int x = n; int *p; asm("lea %1, %0" : "=r"(p) : "m"(x)); co_await answer{1, false}; x = x + 1; co_return *p + x; }
int main() {
  see("A", [] { return A(3); });
  see("A2", [] { return A2(3); });
  see("B", [] { return B(3); });
  see("B2", [] { return B2(3); });
  see("B3", [] { return B3(3); });
  see("B4", [] { return B4(3); });
  see("C", [] { return C(3); });
  see("C2", [] { return C2(3); });
  see("D", [] { return D(3); });
  see("E", [] { return E(3); });
}
