//===- switchback/template.h - What lowered templates need -----*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Included by code that `switchback` has written from a coroutine template.
/// What an instance decides (whether `await_suspend` returns a handle, whether
/// the promise has `await_transform`, whether an expression is an object or a
/// reference to one) is decided here, so that the template's text is one line
/// for each of these. C++17 and later, as frame.h.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_TEMPLATE_H
#define SWITCHBACK_TEMPLATE_H

#include <switchback/frame.h>

/// The expression as something to call: it is evaluated where an object is to
/// be made of it, so that no other object stands in between.
#define SWITCHBACK_EXPR(...) [&]() -> decltype(auto) { return (__VA_ARGS__); }

/// `if constexpr` the expression is of type void. It may have statements in it.
#define SWITCHBACK_IF_VOID(...)                                                \
  if constexpr ([[maybe_unused]] auto switchback_made =                        \
                    SWITCHBACK_EXPR(__VA_ARGS__);                              \
                switchback::is_void<decltype(switchback_made())>)

/// Makes the object of type \p TYPE at \p PLACE of an expression: in place
/// where it is what the expression makes or a reference to it, and of something
/// to call where it has more in it. \p TYPE is an instance's.
#define SWITCHBACK_MAKE(PLACE, TYPE, PROMISE, ...)                             \
  if constexpr (switchback::detail::has_parts<TYPE>)                           \
    ::new (PLACE) TYPE(PROMISE, SWITCHBACK_EXPR(__VA_ARGS__));                 \
  else                                                                         \
    ::new (PLACE) TYPE((__VA_ARGS__))

/// Makes the member \p OBJECT of type `awaiting` of the operand of a `co_await`
/// in a coroutine with \p PROMISE.
#define SWITCHBACK_AWAIT(OBJECT, PROMISE, ...)                                 \
  SWITCHBACK_MAKE(SWITCHBACK_STORAGE(OBJECT), decltype(OBJECT), PROMISE,       \
                  __VA_ARGS__)

/// Makes the member \p OBJECT of type `held` of an expression.
#define SWITCHBACK_HOLD(OBJECT, ...)                                           \
  SWITCHBACK_AWAIT(OBJECT, switchback::detail::no_promise(), __VA_ARGS__)

/// The same for an object of type \p TYPE at \p PLACE, which no instance need
/// decide: only a template has branches that are not compiled.
#define SWITCHBACK_AWAIT_AT(PLACE, TYPE, PROMISE, ...)                         \
  [&](auto switchback_made) {                                                  \
    using switchback_type = typename decltype(switchback_made)::type;          \
    SWITCHBACK_MAKE(PLACE, switchback_type, PROMISE, __VA_ARGS__);             \
  }(switchback::made_of<TYPE>)
#define SWITCHBACK_HOLD_AT(PLACE, TYPE, ...)                                   \
  SWITCHBACK_AWAIT_AT(PLACE, TYPE, switchback::detail::no_promise(),           \
                      __VA_ARGS__)

namespace switchback {

//===----------------------------------------------------------------------===//
// Objects and references
//===----------------------------------------------------------------------===//

namespace detail {
struct no_promise {};

/// True for what is made of something to call.
template <class T> inline constexpr bool has_parts = false;
} // namespace detail

/// The value of an expression of type and category \p E (`decltype((e))`): an
/// object made in place if it is a prvalue, or else a reference.
template <class E> struct held {
  E object;
  template <class Promise, class F>
  SWITCHBACK_ALWAYS_INLINE held(Promise &&, F &&make) : object(make()) {}
  SWITCHBACK_ALWAYS_INLINE E &&get() noexcept {
    return static_cast<E &&>(object);
  }
  SWITCHBACK_ALWAYS_INLINE E &operator*() noexcept { return object; }
  SWITCHBACK_ALWAYS_INLINE E *operator->() noexcept {
    return switchback::address_of(object);
  }
};
template <class E> struct held<E &> {
  E *object;
  template <class T>
  SWITCHBACK_ALWAYS_INLINE explicit held(T &&value)
      : object(__builtin_addressof(static_cast<E &>(value))) {}
  SWITCHBACK_ALWAYS_INLINE E &get() noexcept { return *object; }
  SWITCHBACK_ALWAYS_INLINE E &operator*() noexcept { return *object; }
  SWITCHBACK_ALWAYS_INLINE E *operator->() noexcept { return object; }
};
template <class E> struct held<E &&> {
  E *object;
  template <class T>
  SWITCHBACK_ALWAYS_INLINE explicit held(T &&value)
      : object(__builtin_addressof(static_cast<E &>(value))) {}
  SWITCHBACK_ALWAYS_INLINE E &&get() noexcept {
    return static_cast<E &&>(*object);
  }
  SWITCHBACK_ALWAYS_INLINE E &operator*() noexcept { return *object; }
  SWITCHBACK_ALWAYS_INLINE E *operator->() noexcept { return object; }
};
template <class R, class... P> struct held<R (&)(P...)> {
  R (*object)(P...);
  explicit held(R (&value)(P...)) : object(value) {}
  R (&get() noexcept)(P...) { return *object; }
  R (&operator*() noexcept)(P...) { return *object; }
};
template <> struct held<void> {
  template <class Promise, class F> held(Promise &&, F &&make) { make(); }
  SWITCHBACK_ALWAYS_INLINE void get() noexcept {}
};
namespace detail {
template <class E> inline constexpr bool has_parts<held<E>> = !is_reference<E>;
template <class Held> struct declared;
template <class E> struct declared<held<E>> {
  using type = E;
};
} // namespace detail

/// The type of a variable declared by `decltype(auto)` that is kept as \p Held.
template <class Held> using declared_t = typename detail::declared<Held>::type;

/// \p E as the type of what `const auto &` is bound to.
template <class E>
using constant_t = std::conditional_t<
    is_reference<E>,
    std::add_lvalue_reference_t<std::add_const_t<std::remove_reference_t<E>>>,
    std::add_const_t<E>>;

/// What `object->` refers to: the pointer, or what `operator->` gives.
template <class T> decltype(auto) arrow(T &&object) {
  if constexpr (__is_class(std::remove_reference_t<T>))
    return static_cast<T &&>(object).operator->();
  else
    return std::remove_reference_t<T>(object);
}

/// An operand of a built-in operator that is evaluated in front of a
/// suspension: of a scalar the value counts, of an object the object.
template <class E, class Object = std::remove_reference_t<E>>
using operand_t =
    std::conditional_t<__is_class(Object) || __is_union(Object) ||
                           is_array<Object> || std::is_function_v<Object>,
                       E, std::remove_cv_t<Object>>;

namespace detail {
template <class... Integer> struct integers {};
template <class First, class... Rest>
struct integers<First, Rest...> : integers<Rest...> {
  using integers<Rest...>::convert;
  static First convert(First);
};
template <class Last> struct integers<Last> {
  static Last convert(Last);
};
using all_integers =
    integers<bool, char, signed char, unsigned char, wchar_t, char16_t,
             char32_t, short, unsigned short, int, unsigned, long,
             unsigned long, long long, unsigned long long>;
template <class E, class Object = std::remove_reference_t<E>,
          bool = __is_class(Object) || __is_union(Object)>
struct selector {
  using type =
      std::conditional_t<std::is_same_v<std::remove_cv_t<Object>, bool>, int,
                         std::remove_cv_t<Object>>;
};
template <class E, class Object> struct selector<E, Object, true> {
  using type = decltype(all_integers::convert(std::declval<E>()));
};
} // namespace detail

/// What the condition \p E of a `switch` converts to ([stmt.switch]/2).
template <class E> using selector_t = typename detail::selector<E>::type;

namespace detail {
/// A temporary that a reference of type \p Declared to a base of it keeps
/// alive.
template <class Declared, class E> struct held_whole {
  E object;
  template <class Promise, class F>
  held_whole(Promise &&, F &&make) : object(make()) {}
  Declared get() noexcept { return static_cast<Declared>(object); }
  auto &operator*() noexcept { return static_cast<base>(object); }
  auto *operator->() noexcept { return switchback::address_of(**this); }

private:
  using base = std::remove_reference_t<Declared> &;
};
template <class Declared, class E>
inline constexpr bool has_parts<held_whole<Declared, E>> = true;

/// True if a pointer to what \p E denotes is one to what \p Declared does.
template <class Declared, class E>
inline constexpr bool is_related =
    std::is_convertible_v<std::remove_reference_t<E> *,
                          std::remove_reference_t<Declared> *>;

/// True if an object of another class \p E converts to an lvalue that a
/// reference of type \p Declared is bound to: no reference to a temporary would
/// be.
#if defined(__has_builtin) && __has_builtin(__reference_converts_from_temporary)
template <class Declared, class E>
inline constexpr bool converts_to_object =
    __is_class(std::remove_reference_t<E>) &&
    !__reference_converts_from_temporary(Declared, E);
#else
template <class Declared, class E>
inline constexpr bool converts_to_object =
    std::is_lvalue_reference_v<Declared> &&
    __is_class(std::remove_reference_t<E>) &&
    !std::is_convertible_v<E, std::remove_reference_t<Declared> &&>;
#endif

template <class Declared, class E> struct bound_to {
  static constexpr bool is_base =
      __is_class(std::remove_reference_t<Declared>) &&
      !std::is_same_v<std::remove_cv_t<E>,
                      std::remove_cv_t<std::remove_reference_t<Declared>>>;
  using object = std::remove_reference_t<Declared>;
  using type = std::conditional_t<
      is_related<Declared, E>,
      std::conditional_t<
          is_reference<E>, held<Declared>,
          std::conditional_t<is_base, held_whole<Declared, E>, held<object>>>,
      std::conditional_t<converts_to_object<Declared, E>, held<Declared>,
                         held<object>>>;
};
} // namespace detail

/// What a reference declared as \p Declared is bound to if its initialiser is
/// \p E: the object that \p E denotes, or a temporary that the reference keeps
/// alive ([dcl.init.ref]/5).
template <class Declared, class E>
using bound = typename detail::bound_to<Declared, E>::type;

/// Instead of a closure, for specialisations of `std::coroutine_traits` that do
/// not look at its type.
struct some_closure {
  template <class... A> void operator()(A &&...) const {}
};

/// Instead of a closure whose branch an instance discards.
struct discarded {};

template <class T> struct made_of_t {
  using type = T;
};
/// Names the type of the object that a `late` holds.
template <class T> inline constexpr made_of_t<T> made_of{};

namespace detail {
/// Of a type that holds what an expansion evaluates to: how many objects it
/// has, after the last is destroyed if there are \p count.
template <class T>
inline constexpr std::size_t (*elements_of)(void *object,
                                            std::size_t count) = nullptr;
} // namespace detail

/// A place for an object whose type only the branch that makes it can name,
/// since no instance but those that take the branch has it. The object is
/// allocated.
class late {
public:
  template <class T, class F> late(made_of_t<T>, F &&make) {
    struct memory {
      void *place = ::operator new(sizeof(T), std::align_val_t(alignof(T)));
      ~memory() { ::operator delete(place, std::align_val_t(alignof(T))); }
    } memory;
    make(memory.place);
    destroy = [](void *place) {
      switchback::destroy(*static_cast<T *>(place));
      ::operator delete(place, std::align_val_t(alignof(T)));
    };
    elements = detail::elements_of<T>;
    object = std::exchange(memory.place, nullptr);
  }
  late(const late &) = delete;
  ~late() noexcept(false) { destroy(object); }

  /// Of what an expansion evaluates to.
  std::size_t count() const { return elements(object, 0); }
  void destroy_last() { elements(object, count()); }

private:
  template <class T> friend T &as(late &);
  void *object;
  void (*destroy)(void *);
  std::size_t (*elements)(void *, std::size_t);
};
template <class T> T &as(late &place) {
  return *static_cast<T *>(place.object);
}

//===----------------------------------------------------------------------===//
// Awaiting
//===----------------------------------------------------------------------===//

/// What `await_suspend` has decided.
struct suspension {
  std::coroutine_handle<> next;
  bool suspends;
  /// True if the coroutine stays suspended; `next` is resumed then, if any.
  explicit operator bool() const noexcept { return suspends; }
};

inline std::coroutine_handle<> transfer(suspension decided,
                                        bool &suspended) noexcept {
  suspended = true;
  return decided.next;
}

/// `awaiter.await_suspend(handle)`, whichever of the three types it returns
/// ([expr.await]/5.1). \p awaiter may be gone when it returns.
template <class Awaiter, class Promise>
SWITCHBACK_ALWAYS_INLINE suspension
suspend(Awaiter &awaiter, std::coroutine_handle<Promise> handle) {
  using result = decltype(awaiter.await_suspend(handle));
  if constexpr (is_void<result>) {
    awaiter.await_suspend(handle);
    return {nullptr, true};
  } else if constexpr (std::is_same_v<remove_cvref_t<result>, bool>) {
    return {nullptr, awaiter.await_suspend(handle)};
  } else {
    return {awaiter.await_suspend(handle), true};
  }
}

namespace detail {

/// Defines NAME<...> as whether the expression is valid, without partial
/// specialisations where there are concepts.
#if defined(__cpp_concepts) && __cpp_concepts >= 201907L
#define SWITCHBACK_IF_VALID(NAME, PARAMETERS, ARGUMENTS, ...)                  \
  template <PARAMETERS> inline constexpr bool NAME = requires { __VA_ARGS__; };
#else
#define SWITCHBACK_IF_VALID(NAME, PARAMETERS, ARGUMENTS, ...)                  \
  template <PARAMETERS, class = void> inline constexpr bool NAME = false;      \
  template <PARAMETERS>                                                        \
  inline constexpr bool NAME<ARGUMENTS, std::void_t<decltype(__VA_ARGS__)>> =  \
      true;
#endif
#define SWITCHBACK_COMMA ,

SWITCHBACK_IF_VALID(
    transforms, class Promise SWITCHBACK_COMMA class E,
    Promise SWITCHBACK_COMMA E,
    std::declval<Promise &>().await_transform(std::declval<E>()))

#if defined(__cpp_impl_coroutine)
#define SWITCHBACK_CO_AWAIT operator co_await
#else
#define SWITCHBACK_CO_AWAIT operator_co_await
#endif
SWITCHBACK_IF_VALID(has_member, class E, E,
                    std::declval<E>().SWITCHBACK_CO_AWAIT())
SWITCHBACK_IF_VALID(has_free, class E, E,
                    SWITCHBACK_CO_AWAIT(std::declval<E>()))

/// `operator co_await` of \p operand.
template <class E> decltype(auto) awaiter_of(E &&operand) {
  if constexpr (has_member<E &&>)
    return std::forward<E>(operand).SWITCHBACK_CO_AWAIT();
  else
    return SWITCHBACK_CO_AWAIT(std::forward<E>(operand));
}
template <class E>
inline constexpr bool has_awaiter = has_member<E &&> || has_free<E &&>;
#undef SWITCHBACK_CO_AWAIT

/// An awaiter that stands elsewhere.
template <class E> class awaited_reference {
  E *object;

public:
  SWITCHBACK_ALWAYS_INLINE explicit awaited_reference(E &awaiter) noexcept
      : object(__builtin_addressof(awaiter)) {}
  SWITCHBACK_ALWAYS_INLINE explicit awaited_reference(E &&awaiter) noexcept
      : object(__builtin_addressof(awaiter)) {}
  SWITCHBACK_ALWAYS_INLINE E &awaiter() noexcept { return *object; }
  SWITCHBACK_ALWAYS_INLINE bool await_ready() {
    return static_cast<bool>(object->await_ready());
  }
  SWITCHBACK_ALWAYS_INLINE decltype(auto) await_resume() {
    return (object->await_resume());
  }
};

/// What `awaiting` is for one that is nothing but the operand.
template <class E> struct plain_operand {
  using type = E;
};
template <class E> struct plain_operand<E &> {
  using type = awaited_reference<E>;
};
template <class E> struct plain_operand<E &&> {
  using type = awaited_reference<E>;
};

/// The objects of one `co_await`: the operand, what `await_transform` makes of
/// it, and what `operator co_await` makes of that. Each lives to the end of the
/// full expression.
template <class Promise, class E, bool HasAwaiter> class transformed_operand {
  using result =
      decltype(std::declval<Promise &>().await_transform(std::declval<E>()));
  E operand;
  result transformed;

protected:
  template <class F>
  transformed_operand(Promise &promise, F &make)
      : operand(make()),
        transformed(promise.await_transform(static_cast<E &&>(operand))) {}
  auto &awaiter() noexcept { return transformed; }
};
template <class Promise, class E> class transformed_operand<Promise, E, true> {
  using result =
      decltype(std::declval<Promise &>().await_transform(std::declval<E>()));
  E operand;
  result transformed;
  decltype(detail::awaiter_of(std::declval<result>())) made;

protected:
  template <class F>
  transformed_operand(Promise &promise, F &make)
      : operand(make()),
        transformed(promise.await_transform(static_cast<E &&>(operand))),
        made(detail::awaiter_of(static_cast<result &&>(transformed))) {}
  auto &awaiter() noexcept { return made; }
};
template <class E> class operand_with_awaiter {
  E operand;
  decltype(detail::awaiter_of(std::declval<E>())) made;

protected:
  template <class Promise, class F>
  operand_with_awaiter(Promise &&, F &make)
      : operand(make()), made(detail::awaiter_of(static_cast<E &&>(operand))) {}
  auto &awaiter() noexcept { return made; }
};

template <class Objects> class awaiting_parts : Objects {
public:
  template <class Promise, class F>
  awaiting_parts(Promise &&promise, F &&make) : Objects(promise, make) {}
  using Objects::awaiter;
  bool await_ready() {
    return static_cast<bool>(this->awaiter().await_ready());
  }
  decltype(auto) await_resume() { return (this->awaiter().await_resume()); }
};
template <class Objects>
inline constexpr bool has_parts<awaiting_parts<Objects>> = true;

template <class E, bool = has_awaiter<E>> struct untransformed {
  using type = awaiting_parts<operand_with_awaiter<E>>;
};
template <class E> struct untransformed<E, false> : plain_operand<E> {};
template <class Promise, class E, bool = transforms<Promise, E &&>>
struct awaiting_of {
  using type = awaiting_parts<transformed_operand<
      Promise, E,
      has_awaiter<decltype(std::declval<Promise &>().await_transform(
          std::declval<E>()))>>>;
};
template <class Promise, class E>
struct awaiting_of<Promise, E, false> : untransformed<E> {};

} // namespace detail

/// What one `co_await` of an expression of type and category \p E in a
/// coroutine with a promise of type \p Promise keeps ([expr.await]/3): the
/// operand if it is a temporary, and what `await_transform` and `operator
/// co_await` return for it. If there is nothing but a temporary, that is it.
template <class Promise, class E>
using awaiting = typename detail::awaiting_of<Promise, E>::type;

/// The same where nothing is transformed: what `yield_value`,
/// `initial_suspend` and `final_suspend` return ([expr.yield]/1).
template <class E>
using awaiting_result = typename detail::untransformed<E>::type;

/// The same for what has the awaiter in it, or refers to it.
template <class E, class Promise>
SWITCHBACK_ALWAYS_INLINE suspension
suspend(detail::awaited_reference<E> &keeper,
        std::coroutine_handle<Promise> handle) {
  return switchback::suspend(keeper.awaiter(), handle);
}
template <class Objects, class Promise>
SWITCHBACK_ALWAYS_INLINE suspension
suspend(detail::awaiting_parts<Objects> &keeper,
        std::coroutine_handle<Promise> handle) {
  return switchback::suspend(keeper.awaiter(), handle);
}

//===----------------------------------------------------------------------===//
// Range-based for
//===----------------------------------------------------------------------===//

namespace detail {
template <class R, class = void> inline constexpr bool has_ends = false;
template <class R>
inline constexpr bool
    has_ends<R, std::void_t<decltype(std::declval<R &>().begin()),
                            decltype(std::declval<R &>().end())>> = true;
} // namespace detail

/// The array behind the braced list that a range-based `for` goes over: what an
/// initializer_list has, with elements that are made in place
/// ([stmt.ranged]/1, [dcl.init.list]/5).
template <class T, std::size_t N> struct array_of {
  T elements[N];
  const T *begin() const noexcept { return elements; }
  const T *end() const noexcept { return elements + N; }
};
template <class T, class... U>
array_of(T, U...) -> array_of<T, 1 + sizeof...(U)>;
/// Names the type of the array of \p N elements that are as the argument.
template <std::size_t N, class T> array_of<T, N> array_like(T);

/// Where a range-based `for` over \p range begins and ends ([stmt.ranged]/1).
template <class Range>
SWITCHBACK_ALWAYS_INLINE decltype(auto) begin_of(Range &range) {
  if constexpr (is_array<Range>)
    return range + 0;
  else if constexpr (detail::has_ends<Range>)
    return range.begin();
  else
    return begin(range);
}
template <class Range>
SWITCHBACK_ALWAYS_INLINE decltype(auto) end_of(Range &range) {
  if constexpr (is_array<Range>)
    return range + std::extent_v<Range>;
  else if constexpr (detail::has_ends<Range>)
    return range.end();
  else
    return end(range);
}

} // namespace switchback

#include <switchback/bindings.h>
#include <switchback/pack.h>
#include <switchback/ramp.h>

#endif
