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

namespace switchback {

//===----------------------------------------------------------------------===//
// Objects and references
//===----------------------------------------------------------------------===//

/// The value of an expression of type and category \p E (`decltype((e))`): an
/// object made in place if it is a prvalue, or else a reference.
template <class E> struct held {
  E object;
  template <class F> explicit held(F &&make) : object(make()) {}
  E &&get() noexcept { return static_cast<E &&>(object); }
  E &operator*() noexcept { return object; }
  E *operator->() noexcept { return switchback::address_of(object); }
};
template <class E> struct held<E &> {
  E *object;
  template <class F>
  explicit held(F &&make)
      : object(switchback::address_of(switchback::lvalue(make()))) {}
  E &get() noexcept { return *object; }
  E &operator*() noexcept { return *object; }
  E *operator->() noexcept { return object; }
};
template <class E> struct held<E &&> {
  E *object;
  template <class F>
  explicit held(F &&make)
      : object(switchback::address_of(switchback::lvalue(make()))) {}
  E &&get() noexcept { return static_cast<E &&>(*object); }
  E &operator*() noexcept { return *object; }
  E *operator->() noexcept { return object; }
};
template <class R, class... P> struct held<R (&)(P...)> {
  R (*object)(P...);
  template <class F> explicit held(F &&make) : object(make()) {}
  R (&get() noexcept)(P...) { return *object; }
  R (&operator*() noexcept)(P...) { return *object; }
};
template <> struct held<void> {
  template <class F> explicit held(F &&make) { make(); }
  void get() noexcept {}
};

/// \p E as the type of what `const auto &` is bound to.
template <class E>
using constant_t = std::conditional_t<
    std::is_reference_v<E>,
    std::add_lvalue_reference_t<std::add_const_t<std::remove_reference_t<E>>>,
    std::add_const_t<E>>;

/// Names the types of a pack that have no names.
template <class... T> struct types {};

/// The parameters of a pack, in order.
template <class... T> struct pack;
template <> struct pack<> {};
template <class First, class... Rest> struct pack<First, Rest...> {
  First first;
  pack<Rest...> rest;
  template <class A, class... B,
            class = std::enable_if_t<sizeof...(B) == sizeof...(Rest)>>
  pack(A &&head, B &&...tail)
      : first(std::forward<A>(head)), rest(std::forward<B>(tail)...) {}
  /// From one of references.
  template <class A, class... B>
  pack(pack<A, B...> &&other)
      : first(std::forward<A>(other.first)), rest(std::move(other.rest)) {}
};
template <std::size_t I, class First, class... Rest>
auto &get(pack<First, Rest...> &all) noexcept {
  if constexpr (I == 0)
    return all.first;
  else
    return switchback::get<I - 1>(all.rest);
}

namespace detail {
template <class T, class = void> inline constexpr bool is_tuple = false;
template <class T>
inline constexpr bool is_tuple<
    T, std::void_t<decltype(sizeof(std::tuple_size<std::remove_cv_t<T>>))>> =
    true;
template <class T, std::size_t I, class = void>
inline constexpr bool has_get = false;
template <class T, std::size_t I>
inline constexpr bool has_get<
    T, I, std::void_t<decltype(std::declval<T &>().template get<I>())>> = true;

template <std::size_t I, class First, class... Rest>
auto &pick(First &first, Rest &...rest) noexcept {
  if constexpr (I == 0)
    return first;
  else
    return detail::pick<I - 1>(rest...);
}
template <std::size_t> void get() = delete; // the syntax of a template
} // namespace detail

/// What the \p I-th of \p N names of a structured binding stands for
/// ([dcl.struct.bind]).
template <std::size_t I, std::size_t N, class T> auto &part(T &object) {
  if constexpr (std::is_array_v<T>) {
    return object[I];
  } else if constexpr (detail::is_tuple<T>) {
    if constexpr (detail::has_get<T, I>) {
      return object.template get<I>();
    } else {
      using detail::get;
      return get<I>(object);
    }
  } else if constexpr (N == 1) {
    auto &[a] = object;
    return a;
  } else if constexpr (N == 2) {
    auto &[a, b] = object;
    return detail::pick<I>(a, b);
  } else if constexpr (N == 3) {
    auto &[a, b, c] = object;
    return detail::pick<I>(a, b, c);
  } else if constexpr (N == 4) {
    auto &[a, b, c, d] = object;
    return detail::pick<I>(a, b, c, d);
  } else if constexpr (N == 5) {
    auto &[a, b, c, d, e] = object;
    return detail::pick<I>(a, b, c, d, e);
  } else {
    static_assert(N <= 6, "a structured binding of more than six names");
    auto &[a, b, c, d, e, f] = object;
    return detail::pick<I>(a, b, c, d, e, f);
  }
}

/// An operand of a built-in operator that is evaluated in front of a
/// suspension: of a scalar the value counts, of an object the object.
template <class E, class Object = std::remove_reference_t<E>>
using operand_t =
    std::conditional_t<std::is_class_v<Object> || std::is_union_v<Object> ||
                           std::is_array_v<Object> ||
                           std::is_function_v<Object>,
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
          bool = std::is_class_v<Object> || std::is_union_v<Object>>
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

/// What a reference declared as \p Declared is bound to if its initialiser is
/// \p E: the object that \p E denotes, or a temporary that the reference keeps
/// alive ([dcl.init.ref]/5).
template <class Declared, class E>
using bound_t = std::conditional_t<
    std::is_reference_v<E> &&
        std::is_convertible_v<std::remove_reference_t<E> *,
                              std::remove_reference_t<Declared> *>,
    Declared, std::remove_reference_t<Declared>>;

template <class T> struct made_of_t {};
/// Names the type of the object that a `late` holds.
template <class T> inline constexpr made_of_t<T> made_of{};

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
    object = std::exchange(memory.place, nullptr);
  }
  late(const late &) = delete;
  ~late() noexcept(false) { destroy(object); }

private:
  template <class T> friend T &as(late &);
  void *object;
  void (*destroy)(void *);
};
template <class T> T &as(late &place) {
  return *static_cast<T *>(place.object);
}

//===----------------------------------------------------------------------===//
// Awaiting
//===----------------------------------------------------------------------===//

namespace detail {

template <class Promise, class E, class = void>
inline constexpr bool transforms = false;
template <class Promise, class E>
inline constexpr bool
    transforms<Promise, E,
               std::void_t<decltype(std::declval<Promise &>().await_transform(
                   std::declval<E>()))>> = true;

#if defined(__cpp_impl_coroutine)
#define SWITCHBACK_CO_AWAIT operator co_await
#else
#define SWITCHBACK_CO_AWAIT operator_co_await
#endif
template <class E, class = void> inline constexpr bool has_member = false;
template <class E>
inline constexpr bool has_member<
    E, std::void_t<decltype(std::declval<E>().SWITCHBACK_CO_AWAIT())>> = true;
template <class E, class = void> inline constexpr bool has_free = false;
template <class E>
inline constexpr bool
    has_free<E, std::void_t<decltype(SWITCHBACK_CO_AWAIT(std::declval<E>()))>> =
        true;

/// `operator co_await` of \p operand, or \p operand itself.
template <class E> decltype(auto) awaiter_of(E &&operand) {
  if constexpr (has_member<E &&>)
    return std::forward<E>(operand).SWITCHBACK_CO_AWAIT();
  else
    return SWITCHBACK_CO_AWAIT(std::forward<E>(operand));
}
template <class E>
inline constexpr bool has_awaiter = has_member<E> || has_free<E>;
#undef SWITCHBACK_CO_AWAIT

template <class Promise, class E, bool = transforms<Promise, E &&>>
struct transformed_t {
  using type = E;
};
template <class Promise, class E> struct transformed_t<Promise, E, true> {
  using type =
      decltype(std::declval<Promise &>().await_transform(std::declval<E>()));
};

struct no_promise {};

} // namespace detail

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
suspension suspend(Awaiter &awaiter, std::coroutine_handle<Promise> handle) {
  using result = decltype(awaiter.await_suspend(handle));
  if constexpr (std::is_void_v<result>) {
    awaiter.await_suspend(handle);
    return {nullptr, true};
  } else if constexpr (std::is_same_v<remove_cvref_t<result>, bool>) {
    return {nullptr, awaiter.await_suspend(handle)};
  } else {
    return {awaiter.await_suspend(handle), true};
  }
}

namespace detail {

/// The objects of one `co_await`: what is evaluated, and the two things that
/// may be made of it. Each lives to the end of the full expression.
template <class Promise, class E, bool IsTransformed, bool HasAwaiter>
class awaiting;

template <class Promise, class E> class awaiting<Promise, E, false, false> {
  held<E> operand;

protected:
  template <class F>
  awaiting(Promise *, F &&make) : operand(static_cast<F &&>(make)) {}
  auto &awaiter() noexcept { return *operand; }
};

template <class Promise, class E> class awaiting<Promise, E, true, false> {
  held<E> operand;
  held<decltype(std::declval<Promise &>().await_transform(std::declval<E>()))>
      transformed;

protected:
  template <class F>
  awaiting(Promise *promise, F &&make)
      : operand(static_cast<F &&>(make)), transformed([&]() -> decltype(auto) {
          return (promise->await_transform(operand.get()));
        }) {}
  auto &awaiter() noexcept { return *transformed; }
};

template <class Promise, class E> class awaiting<Promise, E, false, true> {
  held<E> operand;
  held<decltype(detail::awaiter_of(std::declval<E>()))> made;

protected:
  template <class F>
  awaiting(Promise *, F &&make)
      : operand(static_cast<F &&>(make)), made([&]() -> decltype(auto) {
          return (detail::awaiter_of(operand.get()));
        }) {}
  auto &awaiter() noexcept { return *made; }
};

template <class Promise, class E> class awaiting<Promise, E, true, true> {
  using result = typename transformed_t<Promise, E>::type;
  held<E> operand;
  held<result> transformed;
  held<decltype(detail::awaiter_of(std::declval<result>()))> made;

protected:
  template <class F>
  awaiting(Promise *promise, F &&make)
      : operand(static_cast<F &&>(make)), transformed([&]() -> decltype(auto) {
          return (promise->await_transform(operand.get()));
        }),
        made([&]() -> decltype(auto) {
          return (detail::awaiter_of(transformed.get()));
        }) {}
  auto &awaiter() noexcept { return *made; }
};

template <class Promise, class E,
          bool IsTransformed = transforms<Promise, E &&>>
using awaiting_of = awaiting<
    Promise, E, IsTransformed,
    has_awaiter<typename transformed_t<Promise, E, IsTransformed>::type &&>>;

} // namespace detail

/// The objects of one `co_await` of an expression of type and category \p E in
/// a coroutine with a promise of type \p Promise ([expr.await]/3): the operand
/// if it is a temporary, and what `await_transform` and `operator co_await`
/// return for it.
template <class Promise, class E>
class awaiting : detail::awaiting_of<Promise, E> {
  using objects = detail::awaiting_of<Promise, E>;

public:
  /// \p make evaluates the operand.
  template <class F>
  awaiting(Promise &promise, F &&make)
      : objects(switchback::address_of(promise), static_cast<F &&>(make)) {}
  template <class F>
  explicit awaiting(F &&make) : objects(nullptr, static_cast<F &&>(make)) {}

  bool await_ready() {
    return static_cast<bool>(this->awaiter().await_ready());
  }
  template <class P> suspension await_suspend(std::coroutine_handle<P> handle) {
    return switchback::suspend(this->awaiter(), handle);
  }
  decltype(auto) await_resume() { return (this->awaiter().await_resume()); }
};

/// The same where nothing is transformed: what `yield_value`,
/// `initial_suspend` and `final_suspend` return ([expr.yield]/1).
template <class E> using awaiting_result = awaiting<detail::no_promise, E>;

//===----------------------------------------------------------------------===//
// Expansions of packs
//===----------------------------------------------------------------------===//

namespace detail {
template <std::size_t I, class T> struct place {
  union {
    T object;
  };
  place() noexcept {}
  ~place() {}
};
template <class Indices, class... T> struct places;
template <std::size_t... I, class... T>
struct places<std::index_sequence<I...>, T...> : place<I, T>... {};
template <std::size_t I, class T> T &at(place<I, T> &p) noexcept {
  return p.object;
}
} // namespace detail

/// What one part of an expansion evaluates to, for every element of the pack:
/// objects of types \p T, `held` or `awaiting`. They are made one by one, in
/// order, since each may suspend.
template <class... T> class each {
public:
  each() noexcept = default;
  each(const each &) = delete;
  ~each() noexcept((dies_quietly<T> && ...));

  /// How many are made.
  std::size_t count() const noexcept { return made; }
  bool is_complete() const noexcept { return made == sizeof...(T); }

  /// Makes the next one of what its function among \p make evaluates to.
  template <class... Make>
  std::enable_if_t<sizeof...(Make) == sizeof...(T)> make(Make &&...make) {
    make_next(
        indices(),
        [](auto &object, auto &value) {
          ::new (switchback::storage(object))
              remove_cvref_t<decltype(object)>(value);
        },
        make...);
  }
  /// The same, to be awaited by a coroutine with \p promise.
  template <class Promise, class... Make>
  std::enable_if_t<sizeof...(Make) == sizeof...(T)> make(Promise &promise,
                                                         Make &&...make) {
    make_next(
        indices(),
        [&promise](auto &object, auto &value) {
          ::new (switchback::storage(object))
              remove_cvref_t<decltype(object)>(promise, value);
        },
        make...);
  }
  /// Calls the function of the one made last.
  template <class... F> void run(F &&...f) {
    std::size_t i = 0;
    (void)((++i == made && (f(), true)) || ...);
  }

  bool await_ready() {
    bool ready = true;
    at_last(indices(), [&](auto &last) { ready = last.await_ready(); });
    return ready;
  }
  /// Nothing of this object is used when the awaiter returns.
  template <class P> suspension await_suspend(std::coroutine_handle<P> handle) {
    suspension decided{nullptr, false};
    at_last(indices(),
            [&](auto &last) { decided = last.await_suspend(handle); });
    return decided;
  }

  void destroy_last() {
    at_last(indices(), [this](auto &last) {
      --made;
      switchback::destroy(last);
    });
  }

  template <std::size_t I> auto &element() noexcept {
    return detail::at<I>(objects);
  }

private:
  using indices = std::index_sequence_for<T...>;
  template <std::size_t... I, class F>
  void at_last(std::index_sequence<I...>, F f) {
    const std::size_t count = made;
    (void)((count == I + 1 && (f(detail::at<I>(objects)), true)) || ...);
    (void)f;
    (void)count;
  }
  template <std::size_t... I, class F, class... Make>
  void make_next(std::index_sequence<I...>, F f, Make &...make) {
    const std::size_t count = made;
    (void)((count == I && (f(detail::at<I>(objects), make), ++made)) || ...);
    (void)f;
    (void)count;
  }

  detail::places<indices, T...> objects;
  std::size_t made = 0;
};
template <std::size_t I, class... T> auto &get(each<T...> &all) noexcept {
  return all.template element<I>();
}

namespace detail {
inline void destroy_parts(std::size_t) noexcept {}
template <class First, class... Rest>
void destroy_parts(std::size_t count, First &first, Rest &...rest) {
  detail::destroy_parts(count, rest...);
  if (first.count() == count)
    first.destroy_last();
}
template <class F> struct at_exit {
  F f;
  ~at_exit() noexcept(false) { f(); }
};
template <class F> at_exit(F) -> at_exit<F>;
} // namespace detail

/// Destroys the objects of the parts of one expansion: those of the last
/// element first, and of one element those of the last part. Goes on if a
/// destructor throws.
template <class First, class... Parts>
void destroy_each(First &first, Parts &...parts) {
  if (first.count() == 0)
    return;
  detail::at_exit rest{[&] { switchback::destroy_each(first, parts...); }};
  detail::destroy_parts(first.count(), first, parts...);
}

template <class... T> each<T...>::~each() noexcept((dies_quietly<T> && ...)) {
  switchback::destroy_each(*this);
}

//===----------------------------------------------------------------------===//
// The promise
//===----------------------------------------------------------------------===//

/// Makes \p promise of the coroutine's parameters if that is possible, else of
/// nothing ([dcl.fct.def.coroutine]/5.7).
template <class Promise, class... Parameters>
void make_promise(Promise &promise, Parameters &...parameters) {
  void *place = switchback::storage(promise);
  if constexpr (sizeof...(Parameters) != 0 &&
                __is_constructible(Promise, Parameters & ...))
    ::new (place) Promise(parameters...);
  else
    ::new (place) Promise;
}

namespace detail {
template <class Promise, class = void>
inline constexpr bool returns_void = false;
template <class Promise>
inline constexpr bool returns_void<
    Promise, std::void_t<decltype(std::declval<Promise &>().return_void())>> =
    true;
template <class Promise, class E, class = void>
inline constexpr bool returns_value = false;
template <class Promise, class E>
inline constexpr bool
    returns_value<Promise, E,
                  std::void_t<decltype(std::declval<Promise &>().return_value(
                      std::declval<E>()))>> = true;
template <class Promise, class = void> inline constexpr bool may_fail = false;
template <class Promise>
inline constexpr bool may_fail<
    Promise,
    std::void_t<decltype(Promise::get_return_object_on_allocation_failure())>> =
    true;
template <class Promise, class Arguments, class = void>
inline constexpr bool allocates = false;
template <class Promise, class... A>
inline constexpr bool allocates<Promise, void(A...),
                                std::void_t<decltype(Promise::operator new(
                                    std::size_t(), std::declval<A>()...))>> =
    true;
template <class Promise, class Arguments, class = void>
inline constexpr bool deallocates = false;
template <class Promise, class... A>
inline constexpr bool deallocates<Promise, void(A...),
                                  std::void_t<decltype(Promise::operator delete(
                                      nullptr, std::declval<A>()...))>> = true;
} // namespace detail

/// `co_return make();` ([stmt.return.coroutine]/2).
template <class Promise, class F>
void return_value(Promise &promise, F &&make) {
  if constexpr (std::is_void_v<decltype(make())>) {
    make();
    promise.return_void();
  } else {
    promise.return_value(make());
  }
}

/// `co_return make();` with temporaries that live longer than the call:
/// fall_off_end() follows when they have died.
template <class Promise, class F>
void return_unless_void(Promise &promise, F &&make) {
  if constexpr (std::is_void_v<decltype(make())>)
    make();
  else
    promise.return_value(make());
}

/// `co_return local;`: as an rvalue if the promise takes it, else as an lvalue
/// ([class.copy.elision]/3).
template <class Promise, class T>
void return_local(Promise &promise, T &local) {
  if constexpr (detail::returns_value<Promise, T &&>)
    promise.return_value(static_cast<T &&>(local));
  else
    promise.return_value(local);
}

/// The same for a reference: as what it is declared as.
template <class Promise, class T>
void return_reference(Promise &promise, T &&local) {
  if constexpr (detail::returns_value<Promise, T &&>)
    promise.return_value(static_cast<T &&>(local));
  else
    promise.return_value(local);
}

/// What flowing off the end of the body does, or the end of `co_return` for an
/// operand that may be void: a promise has one of the two functions.
template <class Promise> void fall_off_end(Promise &promise) {
  if constexpr (detail::returns_void<Promise>)
    promise.return_void();
  else
    (void)promise;
}

/// True if the allocation of a frame reports failure with a null pointer.
template <class Promise>
inline constexpr bool returns_null = detail::may_fail<Promise>;

/// The memory of a \p Frame ([dcl.fct.def.coroutine]/9).
template <class Frame, class Promise, class... Parameters>
void *allocate(Parameters &...parameters) noexcept(returns_null<Promise>) {
  constexpr std::size_t size = sizeof(Frame);
  if constexpr (detail::allocates<Promise, void(Parameters & ...)>)
    return Promise::operator new(size, parameters...);
  else if constexpr (detail::allocates<Promise, void()>)
    return Promise::operator new(size);
  else if constexpr (returns_null<Promise>)
    return ::operator new(size, std::nothrow);
  else
    return ::operator new(size);
}

/// Gives back the memory of a frame ([dcl.fct.def.coroutine]/12).
template <class Promise>
void deallocate_frame(void *memory, std::size_t size) noexcept {
  if constexpr (detail::deallocates<Promise, void(std::size_t)>)
    switchback::deallocate<Promise>(memory, size);
  else if constexpr (detail::deallocates<Promise, void()>)
    switchback::deallocate<Promise>(memory);
  else
    ::operator delete(memory, size);
}

/// Makes what the coroutine returns, then runs \p begin. A function of its own
/// so that g++ makes the result in place: before version 14 it does so for the
/// outermost scope of a function only.
template <class Result, class Object, class Begin>
Result make_first(Object &object, Begin &begin) {
  Result made = object();
  begin();
  return made;
}

/// The rest of the ramp: makes what the coroutine returns with \p object, and
/// runs \p begin. An object of the function's return type is made in place,
/// another is converted when the coroutine has been suspended or is done
/// ([dcl.fct.def.coroutine]/7).
template <class Result, class Promise, class Frame, class Object, class Begin>
Result start(Frame *frame, Object object, Begin begin) {
  if constexpr (returns_null<Promise>)
    if (!frame)
      return Promise::get_return_object_on_allocation_failure();
  frame_guard<Frame> guard(frame);
  if constexpr (std::is_void_v<Result>) {
    object();
    begin();
  } else if constexpr (!std::is_same_v<decltype(object()), Result>) {
    auto &&made = object();
    begin();
    guard.release();
    return static_cast<decltype(made) &&>(made);
  } else if constexpr (__is_constructible(Result, Result &&)) {
    return make_first<Result>(object, begin);
  } else {
    on_return<Begin> run(begin);
    return object();
  }
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

/// Where a range-based `for` over \p range begins and ends ([stmt.ranged]/1).
template <class Range> decltype(auto) begin_of(Range &range) {
  if constexpr (std::is_array_v<Range>)
    return range + 0;
  else if constexpr (detail::has_ends<Range>)
    return range.begin();
  else
    return begin(range);
}
template <class Range> decltype(auto) end_of(Range &range) {
  if constexpr (std::is_array_v<Range>)
    return range + std::extent_v<Range>;
  else if constexpr (detail::has_ends<Range>)
    return range.end();
  else
    return end(range);
}

} // namespace switchback

#endif
