//===- switchback/frame.h - What lowered coroutines need --------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Included by code that `switchback` has written. Depends on nothing but the
/// standard library, from C++17 on: without coroutines, <coroutine> is the one
/// in the folder `polyfill`. Everything here is small enough to be inlined
/// away.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_FRAME_H
#define SWITCHBACK_FRAME_H

#include <coroutine>
#include <cstddef>
#include <cstring>
#include <exception>
#include <initializer_list>
#include <new>
#include <type_traits>
#include <utility>

/// Put before a `return f(x);` that must not grow the stack. Clang guarantees
/// it; gcc does it when sibling calls are optimised, which
/// SWITCHBACK_SIBLING_CALLS asks for even at -O0.
#if defined(__clang__) && __has_cpp_attribute(clang::musttail)
#define SWITCHBACK_MUSTTAIL [[clang::musttail]]
#define SWITCHBACK_SIBLING_CALLS
// A native frame's resume function takes a type of its own.
#define SWITCHBACK_CALLS_ANY __attribute__((no_sanitize("function")))
#elif defined(__GNUC__) && !defined(__clang__)
#define SWITCHBACK_MUSTTAIL
#define SWITCHBACK_SIBLING_CALLS __attribute__((optimize("O2")))
#define SWITCHBACK_CALLS_ANY
#else
#define SWITCHBACK_MUSTTAIL
#define SWITCHBACK_SIBLING_CALLS
#define SWITCHBACK_CALLS_ANY
#endif

/// On what the optimiser can only see through where it is called, and on what
/// is so small that, unoptimised, a function of its own costs the compiler
/// more.
#if defined(__GNUC__)
#define SWITCHBACK_ALWAYS_INLINE [[gnu::always_inline]] inline
#else
#define SWITCHBACK_ALWAYS_INLINE inline
#endif

/// On what is seldom called, so that its callers keep little for it.
#if defined(__GNUC__)
#define SWITCHBACK_NOINLINE [[gnu::noinline]]
#else
#define SWITCHBACK_NOINLINE
#endif

/// How the entry points of a frame are called. Clang gives those of a native
/// coroutine the convention `fastcc`, which no attribute can name. For one
/// pointer it is that of C; but on 32-bit x86 it is fastcall.
#if defined(__clang__) && defined(__i386__)
#define SWITCHBACK_ENTRY_POINT __attribute__((fastcall))
#else
#define SWITCHBACK_ENTRY_POINT
#endif

/// Asserts that the promise of \p FRAME stands where `std::coroutine_handle`
/// looks for it: behind the two function pointers, at its own alignment. That
/// is the layout clang, gcc and MSVC share.
#if defined(__GNUC__)
#define SWITCHBACK_CHECK_FRAME(FRAME, PROMISE)                                 \
  _Pragma("GCC diagnostic push")                                               \
      _Pragma("GCC diagnostic ignored \"-Winvalid-offsetof\"") static_assert(  \
          __builtin_offsetof(FRAME, PROMISE) ==                                \
          switchback::promise_offset<decltype(FRAME::PROMISE)>);               \
  _Pragma("GCC diagnostic pop")
#else
#define SWITCHBACK_CHECK_FRAME(FRAME, PROMISE)                                 \
  static_assert(offsetof(FRAME, PROMISE) ==                                    \
                switchback::promise_offset<decltype(FRAME::PROMISE)>)
#endif

namespace switchback {

/// What the first two members of a frame point to.
using entry_point = void SWITCHBACK_ENTRY_POINT(void *);

/// \p fn, hidden from the optimiser. One that sees both ends of a call by
/// another name of a calling convention takes it for undefined behaviour; so it
/// may not see which function a frame holds.
inline entry_point *opaque(entry_point *fn) noexcept {
#if defined(__clang__)
  __asm__("" : "+r"(fn));
  __builtin_assume(fn != nullptr);
#endif
  return fn;
}

#if defined(__clang__) && defined(__i386__)
template <class Function> entry_point *opaque(Function *) noexcept {
  static_assert(sizeof(Function *) == 0,
                "lowered for another target: give switchback the flags that "
                "this file is compiled with");
  return nullptr;
}
#endif

/// \p frame, known to the outside from here on. A native ramp is no clearer to
/// the optimiser: what a reference parameter refers to stays in memory even if
/// nothing but the suspended coroutine looks at it again.
#if defined(__GNUC__)
#define SWITCHBACK_PUBLISH(FRAME)                                              \
  __asm__ volatile("" : "+r"(FRAME) : : "memory")
#else
#define SWITCHBACK_PUBLISH(FRAME) (void)0
#endif
template <class Frame> Frame *publish(Frame *frame) noexcept {
  SWITCHBACK_PUBLISH(frame);
  return frame;
}

/// std::remove_cvref_t, which C++17 lacks.
template <class T>
using remove_cvref_t = std::remove_cv_t<std::remove_reference_t<T>>;

/// Traits of the standard library, which makes classes of every one of them:
/// these cost the compiler less, and lowered templates ask for many.
template <class T>
inline constexpr bool is_void =
    std::is_same_v<const volatile T, const volatile void>;
template <class T> inline constexpr bool is_reference = false;
template <class T> inline constexpr bool is_reference<T &> = true;
template <class T> inline constexpr bool is_reference<T &&> = true;
template <class T> inline constexpr bool is_array = false;
template <class T> inline constexpr bool is_array<T[]> = true;
template <class T, std::size_t N> inline constexpr bool is_array<T[N]> = true;

/// True if the destructor of \p TYPE is trivial. g++ has no builtin of that
/// name before version 14.
#if defined(__clang__) || defined(_MSC_VER)
#define SWITCHBACK_DIES_TRIVIALLY(TYPE) __is_trivially_destructible(TYPE)
#else
#define SWITCHBACK_DIES_TRIVIALLY(TYPE) __has_trivial_destructor(TYPE)
#endif

/// Where a promise of type \p Promise stands in a coroutine frame, in bytes.
template <class Promise>
inline constexpr std::size_t promise_offset =
    (2 * sizeof(void (*)()) + alignof(Promise) - 1) / alignof(Promise) *
    alignof(Promise);

/// Makes a `T` where it is called, by something of the caller's that lives as
/// long as the call it is passed to.
template <class T> class maker {
public:
  template <class F>
  maker(F &&f)
      : object(&f),
        make([](void *p) -> T { return (*static_cast<F *>(p))(); }) {}
  T operator()() const { return make(object); }

private:
  void *object;
  T (*make)(void *);
};

namespace detail {
template <std::size_t I, class First, class... Rest>
struct nth : nth<I - 1, Rest...> {};
template <class First, class... Rest> struct nth<0, First, Rest...> {
  using type = First;
};
template <std::size_t I, class T> struct argument;
template <std::size_t I, template <class...> class Template, class... A>
struct argument<I, Template<A...>> : nth<I, A...> {};
} // namespace detail
/// Argument \p I of the class template that \p T is an instance of.
template <std::size_t I, class T>
using argument_t = typename detail::argument<I, T>::type;

/// Makes an aggregate of its first members' values: a promise without a
/// constructor, of the coroutine's parameters.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif
template <class T, class... Values>
SWITCHBACK_ALWAYS_INLINE void make_aggregate(T &place, Values &...values) {
  ::new (static_cast<void *>(__builtin_addressof(place))) T{values...};
}
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

/// `std::addressof`, whose header costs more to compile than all the others.
template <class T> constexpr T *address_of(T &object) noexcept {
  return __builtin_addressof(object);
}

/// The storage of \p object, whatever its qualifiers and `operator&` are.
#define SWITCHBACK_STORAGE(OBJECT)                                             \
  const_cast<void *>(                                                          \
      static_cast<const volatile void *>(__builtin_addressof(OBJECT)))
template <class T> SWITCHBACK_ALWAYS_INLINE void *storage(T &object) noexcept {
  return SWITCHBACK_STORAGE(object);
}

/// How the Itanium C++ ABI passes a parameter of type \p P: an object of a
/// class that is not trivial for the purposes of calls by its address.
template <class P>
inline constexpr bool is_trivial_for_calls =
    std::is_trivially_destructible_v<P> &&
    (std::is_copy_constructible_v<P> || std::is_move_constructible_v<P>) &&
    std::is_trivially_copy_constructible_v<P> ==
        std::is_copy_constructible_v<P> &&
    std::is_trivially_move_constructible_v<P> ==
        std::is_move_constructible_v<P>;
template <class P>
using passed = std::conditional_t<(std::is_class_v<P> || std::is_union_v<P>) &&
                                      !is_trivial_for_calls<P>,
                                  P &, P>;

/// \p argument as a parameter of type \p P is passed. A temporary of the
/// caller's lives as long as the call.
template <class P, class A> passed<P> pass(A &&argument) {
  if constexpr (std::is_lvalue_reference_v<passed<P>>)
    return static_cast<passed<P>>(argument);
  else
    return std::forward<A>(argument);
}

/// The bits of \p fn as another type of pointer to a function, which compilers
/// warn of where it is a cast.
template <class To, class From> To retyped(From fn) noexcept {
  static_assert(sizeof(To) == sizeof(From));
  To result;
  std::memcpy(&result, &fn, sizeof result);
  return result;
}

/// Calls \p fn with arguments that are objects already: a parameter of class
/// type is the object given, which the caller destroys. That is what native
/// code does with an argument that is constructed before a suspension; C++ has
/// no other way to say it without one more move. Needs the Itanium C++ ABI, in
/// which such a parameter is an address and belongs to the caller.
template <class R, class... P, class... A>
SWITCHBACK_CALLS_ANY R call(R (*fn)(P...), A &&...args) {
  auto *called = switchback::retyped<R (*)(passed<P>...)>(fn);
  return called(switchback::pass<P>(std::forward<A>(args))...);
}
#define SWITCHBACK_CALL(QUALIFIERS)                                            \
  template <class R, class C, class... P, class Object, class... A>            \
  SWITCHBACK_CALLS_ANY R call(R (C::*fn)(P...) QUALIFIERS, Object &&object,    \
                              A &&...args) {                                   \
    auto called = switchback::retyped<R (C::*)(passed<P>...) QUALIFIERS>(fn);  \
    return (std::forward<Object>(object).*                                     \
            called)(switchback::pass<P>(std::forward<A>(args))...);            \
  }
SWITCHBACK_CALL()
SWITCHBACK_CALL(const)
SWITCHBACK_CALL(&)
SWITCHBACK_CALL(const &)
SWITCHBACK_CALL(&&)
SWITCHBACK_CALL(const &&)
#undef SWITCHBACK_CALL

/// The same for a closure, whose type has no name where it is called. Of a
/// generic one \p Signature says which function is meant.
template <class Object, class... A>
SWITCHBACK_CALLS_ANY decltype(auto) call_closure(Object &&object, A &&...args) {
  return switchback::call(&remove_cvref_t<Object>::operator(),
                          std::forward<Object>(object),
                          std::forward<A>(args)...);
}
template <class Signature, class Object, class... A>
SWITCHBACK_CALLS_ANY decltype(auto) call_generic(Object &&object, A &&...args) {
  using closure = remove_cvref_t<Object>;
  return switchback::call(
      static_cast<Signature closure::*>(&closure::operator()),
      std::forward<Object>(object), std::forward<A>(args)...);
}

/// The list over the elements of \p array, which must outlive it. Every
/// standard library keeps a pointer and a size, or two pointers, for it.
template <class T, std::size_t N>
std::initializer_list<T> list(const T (&array)[N]) noexcept {
  struct pointer_and_size {
    const T *begin;
    std::size_t size;
  };
  struct two_pointers {
    const T *begin, *end;
  };
  using layout = std::conditional_t<
#if defined(_MSC_VER) && !defined(_LIBCPP_VERSION)
      true
#else
      false
#endif
      ,
      two_pointers, pointer_and_size>;
  static_assert(sizeof(layout) == sizeof(std::initializer_list<T>));
  layout made;
  if constexpr (std::is_same_v<layout, two_pointers>)
    made = {array, array + N};
  else
    made = {array, N};
  struct {
    std::initializer_list<T> list;
  } result;
  std::memcpy(static_cast<void *>(&result), &made, sizeof made);
  return result.list;
}

/// True if the destructor of an object of type \p T, or of its elements, does
/// not throw. The operator costs the compiler less than the library's trait.
template <class T>
inline constexpr bool dies_quietly = noexcept(std::declval<T &>().~T());
template <class T, std::size_t N>
inline constexpr bool dies_quietly<T[N]> = dies_quietly<T>;

/// Destroys \p object; an array from its last element on, as native code does.
template <class T>
SWITCHBACK_ALWAYS_INLINE void
destroy(T &object) noexcept(noexcept(object.T::~T())) {
  object.T::~T();
}
template <class T, std::size_t N>
void destroy(T (&array)[N]) noexcept(dies_quietly<T>) {
  for (std::size_t i = N; i != 0; --i)
    switchback::destroy(array[i - 1]);
}

/// An array of arrays as a class: in `new T[n][m]{...}` clang destroys the
/// temporaries of the initialiser at the end of the scope.
template <class T> struct nested_array {
  T value;
};

/// Constructs \p to from the elements of \p from, in order; from an rvalue they
/// are moved. What a structured binding on an array does. If one throws, those
/// before it are destroyed.
template <class T, class From, std::size_t N>
void fill(T (&to)[N], From &&from) {
  struct progress {
    T *objects;
    std::size_t made;
    ~progress() {
      while (made != 0)
        switchback::destroy(objects[--made]);
    }
  } progress{to, 0};
  for (; progress.made != N; ++progress.made) {
    std::size_t i = progress.made;
    if constexpr (is_array<T>)
      switchback::fill(to[i], std::forward<From>(from)[i]);
    else
      ::new (switchback::storage(to[i])) T(std::forward<From>(from)[i]);
  }
  progress.made = 0;
}

/// Makes \p to the list over \p array, which must outlive it.
template <class T, std::size_t N>
void fill(const std::initializer_list<T> &to, const T (&array)[N]) noexcept {
  const std::initializer_list<T> &made = switchback::list(array);
  std::memcpy(switchback::storage(to), &made, sizeof to);
}

/// The object behind an rvalue, for as long as it lives.
template <class T> std::remove_reference_t<T> &lvalue(T &&object) noexcept {
  return static_cast<std::remove_reference_t<T> &>(object); // C++23 would move
}

// A frame may be local, or in an unnamed namespace.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wsubobject-linkage"
#endif
/// Calls `frame.*Unwind(scope)` when an exception leaves the enclosing block,
/// while it is in flight, as native destructors run. After a suspension the
/// frame may be gone, so then it does nothing. `suspended` is a local of the
/// step function: the optimiser folds the test, and nothing is paid on the way
/// in. Called, the destructor would keep both in memory.
template <auto Unwind> struct on_exception;
template <class Frame, class Alive, void (Frame::*Unwind)(Alive)>
struct on_exception<Unwind> {
  Frame &frame;
  Alive scope;
  const bool &suspended;
  SWITCHBACK_ALWAYS_INLINE ~on_exception() {
    if (!suspended)
      (frame.*Unwind)(scope);
  }
};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

/// Marks the coroutine suspended once `await_suspend` has returned.
template <class Promise>
std::coroutine_handle<> transfer(std::coroutine_handle<Promise> next,
                                 bool &suspended) noexcept {
  suspended = true;
  return next;
}

/// Runs \p child, whose frame is part of the one that has been suspended, if it
/// is \p next, until it is suspended in turn; gives what is next then. Not
/// through its header, so that a compiler can expand it in place.
template <auto Step, class Frame>
std::coroutine_handle<> run_child(Frame &child,
                                  std::coroutine_handle<> next) noexcept {
  return next.address() == &child ? (child.*Step)() : next;
}

namespace detail {
/// Where a coroutine's frame is local to it, its address leads to the frame:
/// the function that is declared here is defined by `offered_frame`.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif
template <auto Function> struct frame_key {
  friend auto frame_behind(frame_key);
};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
template <auto Function, class Frame> struct offered_frame {
  struct type_of_frame {
    using type = Frame;
  };
  friend auto frame_behind(frame_key<Function>) { return type_of_frame(); }
};
} // namespace detail

/// The frame of the coroutine \p Function, which is local to it, for coroutines
/// behind it that hold it in theirs. It has said SWITCHBACK_OFFER_FRAME.
template <auto Function>
using frame_of =
    typename decltype(frame_behind(detail::frame_key<Function>()))::type;

/// Makes the local class \p FRAME known as frame_of<function>, by the address
/// that the rest of the arguments is.
#define SWITCHBACK_OFFER_FRAME(FRAME, ...)                                     \
  static_assert(                                                               \
      sizeof(switchback::detail::offered_frame<__VA_ARGS__, FRAME>) != 0)

/// Resumes the coroutine at \p address; a tail call, so that coroutines that
/// hand over to each other do not grow the stack.
SWITCHBACK_SIBLING_CALLS SWITCHBACK_CALLS_ANY inline void SWITCHBACK_ENTRY_POINT
resume(void *address) {
  entry_point *fn = switchback::opaque(*static_cast<entry_point **>(address));
  SWITCHBACK_MUSTTAIL return fn(address);
}

namespace detail {
template <class Frame, class = void>
inline constexpr bool has_operator_new = false;
template <class Frame>
inline constexpr bool has_operator_new<
    Frame, std::void_t<decltype(Frame::operator new(std::size_t()))>> = true;

/// What a promise wants in front of its frame, where its `operator new` puts
/// one.
template <class Promise, class = void> struct in_front {
  static constexpr std::size_t size = 0;
};
template <class Promise>
struct in_front<Promise, std::void_t<typename Promise::switchback_in_front>> {
  static constexpr std::size_t align = __STDCPP_DEFAULT_NEW_ALIGNMENT__;
  static constexpr std::size_t size =
      (sizeof(typename Promise::switchback_in_front) + align - 1) / align *
      align;
};
} // namespace detail

/// The frame of a coroutine that need not wait yet, on the stack of its ramp.
/// In front of it is the object of type `Promise::switchback_in_front`, if
/// there is such a type: at the distance that the alignment of memory from
/// `operator new` makes.
template <class Frame, class Promise> class stack_frame {
public:
  template <class... A> explicit stack_frame(A &&...args) {
    if constexpr (has_front)
      ::new (front()) typename Promise::switchback_in_front;
    if constexpr (sizeof...(A) == 0)
      ::new (frame()) Frame;
    else
      ::new (frame()) Frame(std::forward<A>(args)...);
  }
  stack_frame(const stack_frame &) = delete;

  Frame *operator->() noexcept { return static_cast<Frame *>(frame()); }

  /// The return object of a coroutine that has ended here. Nothing is left of
  /// the frame then.
  decltype(auto) complete() {
    ending end{*this};
    return promise().switchback_completed();
  }

  /// Allocates a frame, and moves the bytes of this one there, of which nothing
  /// is left then, also if that throws.
  Frame *move_to_heap() {
    void *memory;
    {
      ending end{*this};
      if constexpr (detail::has_operator_new<Frame>)
        memory = Frame::operator new(sizeof(Frame));
      else if constexpr (alignof(Frame) > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
        memory =
            ::operator new(sizeof(Frame), std::align_val_t(alignof(Frame)));
      else
        memory = ::operator new(sizeof(Frame));
      end.frame = nullptr;
    }
    std::memcpy(memory, frame(), sizeof(Frame));
    if constexpr (has_front) {
      std::coroutine_handle<Promise>::from_address(memory)
          .promise()
          .switchback_moved(in_front());
      switchback::destroy(in_front());
    }
    return static_cast<Frame *>(memory);
  }

private:
  static constexpr std::size_t front_size = detail::in_front<Promise>::size;
  static constexpr bool has_front = front_size != 0;
  static constexpr std::size_t frame_at =
      (front_size + alignof(Frame) - 1) / alignof(Frame) * alignof(Frame);

  /// Destroys the frame of \p frame, and what stands in front of it.
  struct ending {
    stack_frame *frame;
    explicit ending(stack_frame &frame) : frame(&frame) {}
    ending(const ending &) = delete;
    ~ending() {
      if (!frame)
        return;
      (*frame)->~Frame();
      if constexpr (has_front)
        switchback::destroy(frame->in_front());
    }
  };

  Promise &promise() noexcept {
    return std::coroutine_handle<Promise>::from_address(frame()).promise();
  }
  void *front() noexcept { return memory + frame_at - front_size; }
  void *frame() noexcept { return memory + frame_at; }
  auto &in_front() noexcept {
    return *static_cast<typename Promise::switchback_in_front *>(front());
  }

  alignas(Frame) alignas(
      std::max_align_t) unsigned char memory[frame_at + sizeof(Frame)];
};

/// Calls `unhandled_exception` in a handler. If it throws, the coroutine stands
/// at its final suspend point ([dcl.fct.def.coroutine]/15).
template <class Promise, class ResumeFn>
void unhandled_exception(Promise &promise, ResumeFn &resume_fn) {
#if defined(__cpp_exceptions)
  try {
    promise.unhandled_exception();
  } catch (...) {
    resume_fn = nullptr;
    throw;
  }
#else
  (void)resume_fn;
  promise.unhandled_exception();
#endif
}

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 11
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif
/// Gives back the memory of a frame with an `operator delete` of the promise,
/// which takes the \p size or not. A function of its own since g++ warns of a
/// promise's operators when it has expanded only one of them in place.
template <class Promise, class... Size>
void deallocate(void *memory, Size... size) noexcept {
  Promise::operator delete(memory, size...);
}
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 11
#pragma GCC diagnostic pop
#endif

// g++ warns of a use of what the coroutine has deleted, not knowing that then
// no exception is on its way.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuse-after-free"
#endif
/// Destroys a frame if the scope is left before release(), which is by an
/// exception.
class frame_guard {
public:
  frame_guard(void *memory, entry_point *destroy_fn) noexcept
      : frame(memory), destroy(destroy_fn) {}
  frame_guard(const frame_guard &) = delete;
  ~frame_guard() {
    if (frame && std::uncaught_exceptions() >= exceptions)
      discard(frame, destroy);
  }
  /// The coroutine looks after itself from here on.
  void release() noexcept { frame = nullptr; }
  /// It does so unless the conversion of what is returned throws.
  void release_on_return() noexcept {
    exceptions = std::uncaught_exceptions() + 1;
  }

private:
#if defined(__GNUC__)
  __attribute__((noinline, cold))
#endif
  static void discard(void *frame, entry_point *destroy) {
    destroy(frame);
  }

  void *frame;
  entry_point *destroy;
  int exceptions = 0; ///< that are on their way at least
  friend class result_guard;
};

/// Declared behind the return object of a ramp that runs the body: an exception
/// of that leaves the frame to the guard. Natively the return object is not
/// destroyed then; here it is, and if it destroys the coroutine that does
/// nothing.
class result_guard {
public:
  explicit result_guard(const frame_guard &guard) noexcept : guard(guard) {}
  result_guard(const result_guard &) = delete;
  ~result_guard() {
    if (guard.frame)
      static_cast<entry_point **>(guard.frame)[1] = switchback::opaque(nothing);
  }

private:
  static void SWITCHBACK_ENTRY_POINT nothing(void *) {}
  const frame_guard &guard;
};
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#pragma GCC diagnostic pop
#endif

/// Runs the body when the scope is left with the return object in place: for
/// return types that cannot be moved.
template <class F> class on_return {
public:
  explicit on_return(F action) noexcept
      : run(action), exceptions(std::uncaught_exceptions()) {}
  on_return(const on_return &) = delete;
  ~on_return() noexcept(false) {
    if (std::uncaught_exceptions() == exceptions)
      run();
  }

private:
  F run;
  int exceptions;
};

} // namespace switchback

#endif
