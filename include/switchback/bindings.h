//===- switchback/bindings.h - Structured bindings of templates -*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Part of switchback/template.h: structured bindings of an object whose type
/// only an instance knows, and which is in the frame ([dcl.struct.bind]).
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_BINDINGS_H
#define SWITCHBACK_BINDINGS_H

#include <switchback/template.h>

namespace switchback {

namespace detail {
template <class T, class = void> inline constexpr bool is_tuple = false;
template <class T>
inline constexpr bool is_tuple<
    T, std::void_t<decltype(sizeof(std::tuple_size<std::remove_cv_t<T>>))>> =
    true;

/// True if nobody can tell when and how often `get` is called.
template <class T> inline constexpr bool has_plain_get = false;
template <class T>
inline constexpr bool has_plain_get<const T> = has_plain_get<T>;
template <class T, class U>
inline constexpr bool has_plain_get<std::pair<T, U>> = true;
template <class... T>
inline constexpr bool has_plain_get<std::tuple<T...>> = true;

template <class E, std::size_t I, class = void>
inline constexpr bool has_member_get = false;
template <class E, std::size_t I>
inline constexpr bool has_member_get<
    E, I, std::void_t<decltype(std::declval<E>().template get<I>())>> = true;

template <std::size_t> void get() = delete; // the syntax of a template

/// What the \p I-th name is bound to, of an object of type and category \p E.
template <std::size_t I, class E> decltype(auto) get_of(E &&whole) {
  if constexpr (has_member_get<E, I>) {
    return static_cast<E &&>(whole).template get<I>();
  } else {
    using detail::get;
    return get<I>(static_cast<E &&>(whole));
  }
}

template <std::size_t I, class E> struct binding {
  using element =
      typename std::tuple_element<I, std::remove_reference_t<E>>::type;
  using from = decltype(detail::get_of<I>(std::declval<E>()));
  using type = bound<std::conditional_t<std::is_lvalue_reference_v<from>,
                                        element &, element &&>,
                     from>;
};

/// The variable behind the \p I-th name.
template <std::size_t I, class E, class Kept = typename binding<I, E>::type,
          bool = has_parts<Kept>>
struct name_of {
  Kept kept;
  explicit name_of(E &&whole)
      : kept(detail::get_of<I>(static_cast<E &&>(whole))) {}
};
template <std::size_t I, class E, class Kept> struct name_of<I, E, Kept, true> {
  Kept kept;
  explicit name_of(E &&whole)
      : kept(no_promise(), [&]() -> decltype(auto) {
          return detail::get_of<I>(static_cast<E &&>(whole));
        }) {}
};

template <class E, class Indices> struct names;
template <class E, std::size_t... I>
struct names<E, std::index_sequence<I...>> : name_of<I, E>... {
  explicit names(E &&whole) : name_of<I, E>(static_cast<E &&>(whole))... {}
  template <std::size_t N> auto &at() noexcept {
    return *static_cast<name_of<N, E> &>(*this).kept;
  }
};
struct no_names {
  template <class E> explicit no_names(E &&) noexcept {}
};
/// The variables behind \p N names for the parts of an object of type and
/// category \p E, if it has such.
template <class E, std::size_t N, class T = std::remove_reference_t<E>,
          bool = is_tuple<T> && !has_plain_get<T>>
struct kept_names {
  using type = no_names;
};
template <class E, std::size_t N, class T> struct kept_names<E, N, T, true> {
  using type = names<E, std::make_index_sequence<N>>;
};

/// An object of type \p T, or the elements of an array.
template <class T> struct whole {
  T object;
  template <class F> explicit whole(F &&make) : object(make()) {}
};
template <class T, std::size_t N> struct whole<T[N]> {
  union {
    T object[N];
  };
  template <class F> explicit whole(F &&make) {
    switchback::fill(const_cast<std::remove_const_t<T>(&)[N]>(object), make());
  }
  ~whole() { switchback::destroy(object); }
};

template <std::size_t I, class First, class... Rest>
auto &pick(First &first, Rest &...rest) noexcept {
  if constexpr (I == 0)
    return first;
  else
    return detail::pick<I - 1>(rest...);
}
} // namespace detail

/// The object that \p N names are parts of, and what they are bound to. Of
/// type `held` it is what a reference is bound to.
template <class T, std::size_t N> struct decomposed {
  static constexpr std::size_t size = N;
  detail::whole<T> whole;
  typename detail::kept_names<T, N>::type names;
  template <class Promise, class F>
  decomposed(Promise &&, F &&make)
      : whole(make), names(static_cast<T &&>(whole.object)) {}
  T &operator*() noexcept { return whole.object; }
};
template <class T, std::size_t N> struct decomposed<held<T>, N> {
  // `const auto &` is an lvalue, also of a temporary.
  using entity = std::conditional_t<std::is_const_v<T>, T &, T>;
  static constexpr std::size_t size = N;
  held<T> whole;
  typename detail::kept_names<entity, N>::type names;
  template <class Promise, class F>
  decomposed(Promise &&promise, F &&make)
      : whole(promise, make), names(static_cast<entity &&>(*whole)) {}
  T &operator*() noexcept { return *whole; }
};
template <class T, std::size_t N> struct decomposed<held<T &>, N> {
  static constexpr std::size_t size = N;
  held<T &> whole;
  typename detail::kept_names<T &, N>::type names;
  template <class Promise, class F>
  decomposed(Promise &&, F &&make) : whole(make()), names(*whole) {}
  T &operator*() noexcept { return *whole; }
};
template <class T, std::size_t N> struct decomposed<held<T &&>, N> {
  static constexpr std::size_t size = N;
  held<T &&> whole;
  typename detail::kept_names<T, N>::type names;
  template <class Promise, class F>
  decomposed(Promise &&, F &&make)
      : whole(make()), names(static_cast<T &&>(*whole)) {}
  T &operator*() noexcept { return *whole; }
};
namespace detail {
template <class T, std::size_t N>
inline constexpr bool has_parts<decomposed<T, N>> = true;
} // namespace detail

/// What the \p I-th name of \p bindings stands for.
template <std::size_t I, class Bindings> auto &part(Bindings &bindings) {
  auto &object = *bindings;
  using T = std::remove_reference_t<decltype(object)>;
  constexpr std::size_t N = Bindings::size;
  if constexpr (is_array<T>) {
    return object[I];
  } else if constexpr (!std::is_same_v<decltype(bindings.names),
                                       detail::no_names>) {
    return bindings.names.template at<I>();
  } else if constexpr (detail::is_tuple<T>) {
    using detail::get;
    return get<I>(object);
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
  } else if constexpr (N == 6) {
    auto &[a, b, c, d, e, f] = object;
    return detail::pick<I>(a, b, c, d, e, f);
  } else if constexpr (N == 7) {
    auto &[a, b, c, d, e, f, g] = object;
    return detail::pick<I>(a, b, c, d, e, f, g);
  } else if constexpr (N == 8) {
    auto &[a, b, c, d, e, f, g, h] = object;
    return detail::pick<I>(a, b, c, d, e, f, g, h);
  } else if constexpr (N == 9) {
    auto &[a, b, c, d, e, f, g, h, i] = object;
    return detail::pick<I>(a, b, c, d, e, f, g, h, i);
  } else {
    static_assert(N <= 10, "a structured binding of more than ten names");
    auto &[a, b, c, d, e, f, g, h, i, j] = object;
    return detail::pick<I>(a, b, c, d, e, f, g, h, i, j);
  }
}

} // namespace switchback

#endif // SWITCHBACK_BINDINGS_H
