// SWITCHBACK_ASYNC is silent wherever a coroutine can be declared, with every compiler that users have.
// RUN: %clangxx -Wall -Wextra -Werror -pedantic -fsyntax-only %include %s
// RUN: %clangxx -stdlib=libc++ -Wall -Wextra -Werror -pedantic -fsyntax-only %include %s
// RUN: %clangxx -std=c++23 -Wall -Wextra -Werror -pedantic -fsyntax-only %include %s
// RUN: %gxx -Wall -Wextra -Werror -pedantic -fsyntax-only %include %s
// RUN: %gxx -std=c++23 -Wall -Wextra -Werror -pedantic -fsyntax-only %include %s
// RUN: %if clang-14 %{ clang++-14 -std=c++20 -Wall -Wextra -Werror -pedantic -fsyntax-only %include %s %}

// What clang reads is an annotation on the function, also on a lambda's call operator.
// RUN: %clangxx -fsyntax-only %include %s -Xclang -ast-dump -Xclang -ast-dump-filter -Xclang async_ | FileCheck %s
// CHECK: FunctionDecl {{.*}} async_function
// CHECK: AnnotateAttr {{.*}} "switchback::async"
// CHECK: CXXMethodDecl {{.*}} async_member
// CHECK: AnnotateAttr {{.*}} "switchback::async"
// CHECK: VarDecl {{.*}} async_lambda
// CHECK: CXXMethodDecl {{.*}} operator()
// CHECK: AnnotateAttr {{.*}} "switchback::async"

#include <coroutine>
#include <switchback/annotate.h>

struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

SWITCHBACK_ASYNC task async_function() { co_return; }
SWITCHBACK_ASYNC static task before_static() { co_return; }
static SWITCHBACK_ASYNC task after_static() { co_return; }
SWITCHBACK_ASYNC inline task inline_noexcept(int) noexcept { co_return; }
SWITCHBACK_ASYNC task declared();
task declared() { co_return; }
template <class T> SWITCHBACK_ASYNC task function_template(T) { co_return; }
[[maybe_unused]] SWITCHBACK_ASYNC static task beside_other_attributes() { co_return; }

struct widget {
  SWITCHBACK_ASYNC task async_member() { co_return; }
  SWITCHBACK_ASYNC static task static_member() { co_return; }
  SWITCHBACK_ASYNC virtual task virtual_member() const & { co_return; }
  SWITCHBACK_ASYNC task out_of_class();
  SWITCHBACK_ASYNC task operator()() { co_return; }
  SWITCHBACK_ASYNC friend task friend_function(widget &) { co_return; }
  template <class T> SWITCHBACK_ASYNC task member_template(T) { co_return; }
  virtual ~widget() {}
};
task widget::out_of_class() { co_return; }

auto async_lambda = [](int x) SWITCHBACK_ASYNC -> task {
  (void)x;
  co_return;
};

int main() {
  auto generic = [](auto x) SWITCHBACK_ASYNC -> task {
    (void)x;
    co_return;
  };
  auto changing = [n = 0](int) SWITCHBACK_ASYNC mutable noexcept -> task {
    n = n + 1;
    co_return;
  };
  auto no_coroutine = []() SWITCHBACK_ASYNC { return 1; };
  widget w;
  async_function(), before_static(), after_static(), inline_noexcept(1), declared(), function_template(1);
  w.async_member(), w.static_member(), w.virtual_member(), w.out_of_class(), w(), friend_function(w);
  w.member_template(1), async_lambda(1), generic(1), changing(1), no_coroutine(), beside_other_attributes();
}
