//===- switchback/pack.h - What lowered packs need --------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A part of <switchback/template.h>, which includes it: what a frame keeps of
/// parameter packs, and of the expansions that suspend.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_PACK_H
#define SWITCHBACK_PACK_H

#include <switchback/template.h>

namespace switchback {

/// Names the types of a pack that have no names.
template <class... T> struct types {};

namespace detail {
template <std::size_t I, class T> struct parameter {
  T value;
};
template <class Indices, class... T> struct parameters;
} // namespace detail

/// The parameters of a pack, in order.
template <class... T>
using pack = detail::parameters<std::index_sequence_for<T...>, T...>;

namespace detail {
template <std::size_t... I, class... T>
struct parameters<std::index_sequence<I...>, T...> : parameter<I, T>... {
  template <class... A>
  SWITCHBACK_ALWAYS_INLINE parameters(std::in_place_t, A &&...values)
      : parameter<I, T>{std::forward<A>(values)}... {}
  /// From one of references.
  template <class... A>
  SWITCHBACK_ALWAYS_INLINE
  parameters(parameters<std::index_sequence<I...>, A...> &&other)
      : parameter<I, T>{
            std::forward<A>(static_cast<parameter<I, A> &>(other).value)}... {}
};
} // namespace detail
template <std::size_t I, class T>
SWITCHBACK_ALWAYS_INLINE std::remove_reference_t<T> &
get(detail::parameter<I, T> &of) noexcept {
  return of.value;
}

namespace detail {
template <std::size_t I, class T> struct place {
  union {
    T object;
  };
  SWITCHBACK_ALWAYS_INLINE place() noexcept {}
  SWITCHBACK_ALWAYS_INLINE ~place() {}
};
template <class T, class Promise, class Make>
SWITCHBACK_ALWAYS_INLINE void make(T &object, Promise &promise, Make &value) {
  if constexpr (has_parts<T>)
    ::new (SWITCHBACK_STORAGE(object)) T(promise, value);
  else
    ::new (SWITCHBACK_STORAGE(object)) T(value());
}
template <class Indices, class... T> class elements;
} // namespace detail

/// What one part of an expansion evaluates to, for every element of the pack:
/// objects of types \p T, `held` or `awaiting`. They are made one by one, in
/// order, since each may suspend.
template <class... T>
using each = detail::elements<std::index_sequence_for<T...>, T...>;
template <std::size_t I, class T>
SWITCHBACK_ALWAYS_INLINE T &get(detail::place<I, T> &of) noexcept {
  return of.object;
}

template <class First, class... Parts>
void destroy_each(First &first, Parts &...parts);

template <class Indices, class... T, class Promise>
SWITCHBACK_ALWAYS_INLINE suspension
suspend(detail::elements<Indices, T...> &of,
        std::coroutine_handle<Promise> handle) {
  return of.suspend(handle);
}

template <std::size_t... I, class... T>
class detail::elements<std::index_sequence<I...>, T...>
    : public place<I, T>... {
public:
  SWITCHBACK_ALWAYS_INLINE elements() noexcept {}
  elements(const elements &) = delete;
  SWITCHBACK_ALWAYS_INLINE ~elements() noexcept((dies_quietly<T> && ...)) {
    switchback::destroy_each(*this);
  }

  /// How many are made.
  SWITCHBACK_ALWAYS_INLINE std::size_t count() const noexcept { return made; }
  SWITCHBACK_ALWAYS_INLINE bool is_complete() const noexcept {
    return made == sizeof...(T);
  }

  /// Makes the next one of what its function among \p make evaluates to, to be
  /// awaited by a coroutine with \p promise.
  template <class Promise, class... Make>
  SWITCHBACK_ALWAYS_INLINE void make(Promise &&promise, Make &&...make) {
    const std::size_t next = made;
    (void)((next == I &&
            (detail::make(place<I, T>::object, promise, make), ++made)) ||
           ...);
    (void)promise;
    (void)next;
  }
  /// Calls the function of the one made last.
  template <class... F> void run(F &&...f) {
    std::size_t i = 0;
    (void)((++i == made && (f(), true)) || ...);
  }

  /// Calls the function of the one to be made next.
  template <class... F> void run_next(F &&...f) {
    std::size_t i = 0;
    (void)((i++ == made && (f(), true)) || ...);
  }

  SWITCHBACK_ALWAYS_INLINE bool await_ready() {
    bool ready = true;
    (void)((made == I + 1 &&
            (ready = static_cast<bool>(place<I, T>::object.await_ready()),
             true)) ||
           ...);
    return ready;
  }
  /// switchback::suspend of the one made last. Nothing of this object is used
  /// when the awaiter returns.
  template <class P>
  SWITCHBACK_ALWAYS_INLINE suspension suspend(std::coroutine_handle<P> handle) {
    const std::size_t count = made;
    suspension decided{nullptr, false};
    (void)((count == I + 1 &&
            (decided = switchback::suspend(place<I, T>::object, handle),
             true)) ||
           ...);
    (void)handle;
    (void)count;
    return decided;
  }

  SWITCHBACK_ALWAYS_INLINE void destroy_last() {
    const std::size_t last = made--;
    (void)((last == I + 1 &&
            (switchback::destroy(place<I, T>::object), true)) ||
           ...);
    (void)last;
  }

private:
  std::size_t made = 0;
};

namespace detail {
SWITCHBACK_ALWAYS_INLINE void destroy_parts(std::size_t) noexcept {}
template <class First, class... Rest>
SWITCHBACK_ALWAYS_INLINE void destroy_parts(std::size_t count, First &first,
                                            Rest &...rest) {
  detail::destroy_parts(count, rest...);
  if (first.count() == count)
    first.destroy_last();
}
template <class F> struct at_exit {
  F f;
  SWITCHBACK_ALWAYS_INLINE ~at_exit() noexcept(false) { f(); }
};
template <class F> at_exit(F) -> at_exit<F>;
} // namespace detail

namespace detail {
template <class First, class... Parts>
void destroy_elements(First &first, Parts &...parts) {
  if (first.count() == 0)
    return;
  at_exit rest{[&] { detail::destroy_elements(first, parts...); }};
  detail::destroy_parts(first.count(), first, parts...);
}

template <std::size_t... I, class... T>
inline constexpr std::size_t (
    *elements_of<elements<std::index_sequence<I...>, T...>>)(void *,
                                                             std::size_t) =
    [](void *object, std::size_t count) {
      auto &all =
          *static_cast<elements<std::index_sequence<I...>, T...> *>(object);
      if (count != 0 && all.count() == count)
        all.destroy_last();
      return all.count();
    };
} // namespace detail

/// Destroys the objects of the parts of one expansion: those of the last
/// element first, and of one element those of the last part. Goes on if a
/// destructor throws.
template <class First, class... Parts>
void destroy_each(First &first, Parts &...parts) {
  detail::destroy_elements(first, parts...);
}
/// The same for parts whose types only the branch that makes them can name.
template <class... Parts> void destroy_each(late &first, Parts &...parts) {
  detail::at_exit places{
      [&] { switchback::destroy(first), (switchback::destroy(parts), ...); }};
  detail::destroy_elements(first, parts...);
}

} // namespace switchback

#endif
