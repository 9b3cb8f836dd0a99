//===- switchback/ramp.h - Ramps and ends of lowered templates --*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A part of <switchback/template.h>, which includes it: what an instance
/// decides about the promise, the memory of the frame, the return object and
/// the two ends.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_RAMP_H
#define SWITCHBACK_RAMP_H

#include <switchback/template.h>

namespace switchback {

// A promise without a constructor takes the parameters for its first members.
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif
/// Makes \p promise of the coroutine's parameters if that is possible, else of
/// nothing ([dcl.fct.def.coroutine]/5.7).
template <class Promise, class... Parameters>
SWITCHBACK_ALWAYS_INLINE void make_promise(Promise &promise,
                                           Parameters &...parameters) {
  void *place = SWITCHBACK_STORAGE(promise);
  if constexpr (sizeof...(Parameters) != 0 &&
                __is_constructible(Promise, Parameters & ...))
    ::new (place) Promise(parameters...);
  else
    ::new (place) Promise;
}
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace detail {
SWITCHBACK_IF_VALID(returns_void, class Promise, Promise,
                    std::declval<Promise &>().return_void())
SWITCHBACK_IF_VALID(returns_value, class Promise SWITCHBACK_COMMA class E,
                    Promise SWITCHBACK_COMMA E,
                    std::declval<Promise &>().return_value(std::declval<E>()))
SWITCHBACK_IF_VALID(may_fail, class Promise, Promise,
                    Promise::get_return_object_on_allocation_failure())
template <class Promise, class Arguments, class = void>
inline constexpr bool allocates = false;
template <class Promise, class... A>
inline constexpr bool allocates<Promise, void(A...),
                                std::void_t<decltype(Promise::operator new(
                                    std::size_t(), std::declval<A>()...))>> =
    true;
SWITCHBACK_IF_VALID(deallocates, class Promise, Promise,
                    Promise::operator delete(nullptr))
SWITCHBACK_IF_VALID(deallocates_sized, class Promise, Promise,
                    Promise::operator delete(nullptr, std::size_t()))
#undef SWITCHBACK_IF_VALID
#undef SWITCHBACK_COMMA
} // namespace detail

/// `co_return make();` ([stmt.return.coroutine]/2).
template <class Promise, class F>
SWITCHBACK_ALWAYS_INLINE void return_value(Promise &promise, F &&make) {
  if constexpr (is_void<decltype(make())>) {
    make();
    promise.return_void();
  } else {
    promise.return_value(make());
  }
}

/// `co_return make();` with temporaries that live longer than the call:
/// fall_off_end() follows when they have died.
template <class Promise, class F>
SWITCHBACK_ALWAYS_INLINE void return_unless_void(Promise &promise, F &&make) {
  if constexpr (is_void<decltype(make())>)
    make();
  else
    promise.return_value(make());
}

/// `co_return local;`: as an rvalue if the promise takes it, else as an lvalue
/// ([class.copy.elision]/3).
template <class Promise, class T>
SWITCHBACK_ALWAYS_INLINE void return_local(Promise &promise, T &local) {
  if constexpr (detail::returns_value<Promise, T &&>)
    promise.return_value(static_cast<T &&>(local));
  else
    promise.return_value(local);
}

/// The same for a reference: as what it is declared as.
template <class Promise, class T>
SWITCHBACK_ALWAYS_INLINE void return_reference(Promise &promise, T &&local) {
  if constexpr (detail::returns_value<Promise, T &&>)
    promise.return_value(static_cast<T &&>(local));
  else
    promise.return_value(local);
}

/// What flowing off the end of the body does, or the end of `co_return` for an
/// operand that may be void: a promise has one of the two functions.
template <class Promise>
SWITCHBACK_ALWAYS_INLINE void fall_off_end(Promise &promise) {
  if constexpr (detail::returns_void<Promise>)
    promise.return_void();
  else
    (void)promise;
}

/// True if the allocation of a frame reports failure with a null pointer.
template <class Promise>
inline constexpr bool returns_null = detail::may_fail<Promise>;

namespace detail {
/// A class that has what \p Promise has, and functions that allocate: if the
/// promise has its own, their names are ambiguous.
struct allocation_functions {
  static void *operator new(std::size_t);
  static void operator delete(void *);
};
template <class Promise>
struct allocation_probe : Promise, allocation_functions {};
template <class Probe, class = void> inline constexpr bool is_ambiguous = true;
template <class Probe>
inline constexpr bool is_ambiguous<
    Probe, std::void_t<decltype(Probe::operator new(std::size_t())),
                       decltype(Probe::operator delete(nullptr))>> = false;
} // namespace detail

/// True if a promise of type \p Promise neither allocates its frames nor has
/// something to return if that fails: what the text of a header takes for
/// granted if every promise that switchback saw was so. One that is false for
/// is of a specialisation that was missing then.
template <class Promise>
inline constexpr bool leaves_allocation =
    !returns_null<Promise> &&
    !detail::is_ambiguous<detail::allocation_probe<Promise>>;

/// Gives back the memory of a frame ([dcl.fct.def.coroutine]/12).
template <class Promise>
void deallocate_frame(void *memory, std::size_t size) noexcept {
  if constexpr (detail::deallocates_sized<Promise>)
    switchback::deallocate<Promise>(memory, size);
  else if constexpr (detail::deallocates<Promise>)
    switchback::deallocate<Promise>(memory);
  else
    ::operator delete(memory, size);
}

/// Memory for a frame, and what gives it back if the frame is not made.
struct frame_memory {
  void *place;
  std::size_t size;
  void (*deallocate)(void *, std::size_t) noexcept;
};

/// The memory of a frame of \p size bytes ([dcl.fct.def.coroutine]/9).
template <class Promise, class... Parameters>
SWITCHBACK_ALWAYS_INLINE frame_memory
allocate(std::size_t size,
         Parameters &...parameters) noexcept(returns_null<Promise>) {
  frame_memory memory = {nullptr, size, switchback::deallocate_frame<Promise>};
  if constexpr (detail::allocates<Promise, void(Parameters & ...)>)
    memory.place = Promise::operator new(size, parameters...);
  else if constexpr (detail::allocates<Promise, void()>)
    memory.place = Promise::operator new(size);
  else if constexpr (returns_null<Promise>)
    memory.place = ::operator new(size, std::nothrow);
  else
    memory.place = ::operator new(size);
  return memory;
}

namespace detail {
/// What start() goes on with. If the coroutine ends in the ramp, and there is
/// something to set to true for that, its frame is left to the ramp.
template <class Frame> void go_on(void *frame, bool *, void (Frame::*begin)()) {
  (static_cast<Frame *>(frame)->*begin)();
}
template <class Frame>
void go_on(void *frame, bool *finished, void (Frame::*begin)(bool *)) {
  (static_cast<Frame *>(frame)->*begin)(finished);
}
template <class Frame>
void go_on(void *frame, bool *finished,
           std::coroutine_handle<> (Frame::*step)(bool *)) {
  auto next = (static_cast<Frame *>(frame)->*step)(finished);
  if (next.address())
    switchback::resume(next.address());
}
inline void go_on(void *frame, bool *, entry_point *body) { body(frame); }

/// True if the coroutine begins as its text says that it does in every
/// instance, so as a promise of type \p Promise says.
template <class Promise, class... Begin>
inline constexpr bool begins_so = std::is_same_v<
    remove_cvref_t<decltype(std::declval<Promise &>().initial_suspend())>,
    std::conditional_t<sizeof...(Begin) == 0, std::suspend_always,
                       std::suspend_never>>;
template <class Promise, class Frame>
inline constexpr bool begins_so<Promise, void (Frame::*)()> = true;
template <class Promise, class Frame>
inline constexpr bool begins_so<Promise, void (Frame::*)(bool *)> = true;

/// Makes what the coroutine returns, then runs \p begin. A function of its own
/// so that g++ makes the result in place: before version 14 it does so for the
/// outermost scope of a function only.
template <class Result, class Promise, class Begin>
Result make_first(Promise &promise, void *frame, frame_guard &guard,
                  Begin begin) {
  Result made = promise.get_return_object();
  result_guard leaves_frame(guard);
  detail::go_on(frame, nullptr, begin);
  guard.release();
  return made;
}
} // namespace detail

/// The rest of the ramp: makes what the coroutine returns, and goes on with
/// \p begin: a member function, the entry point of a coroutine that is never
/// suspended initially, or nothing if it always is. An object of the function's
/// return type is made in place, another is converted when the coroutine has
/// been suspended or is done, before its frame is destroyed
/// ([dcl.fct.def.coroutine]/7). An exception takes the frame with it.
template <class Result, class Promise, class... Begin>
Result start(void *frame, entry_point *destroy, Begin... begin) {
  static_assert(detail::begins_so<Promise, Begin...>,
                "initial_suspend of this promise is not what switchback saw "
                "when it lowered the template: a specialisation was missing");
  if constexpr (returns_null<Promise>)
    if (!frame)
      return Promise::get_return_object_on_allocation_failure();
  SWITCHBACK_PUBLISH(frame);
  auto &promise = std::coroutine_handle<Promise>::from_address(frame).promise();
  using object = decltype(promise.get_return_object());
  if constexpr (is_void<Result>) {
    frame_guard guard(frame, destroy);
    promise.get_return_object();
    (detail::go_on(frame, nullptr, begin), ...);
    guard.release();
  } else if constexpr (!std::is_same_v<object, Result>) {
    frame_guard guard(frame, destroy);
    auto &&made = promise.get_return_object();
    bool finished = false;
    (detail::go_on(frame, &finished, begin), ...);
    if (finished)
      ;
    else if constexpr (noexcept(Result(std::declval<object>())))
      guard.release();
    else
      guard.release_on_return();
    return static_cast<decltype(made) &&>(made);
  } else if constexpr (sizeof...(Begin) == 0) {
    // No constructor that moves it is asked for: that is one function less.
#if defined(__cpp_exceptions)
    try {
      return promise.get_return_object();
    } catch (...) {
      frame_guard guard(frame, destroy);
      throw;
    }
#else
    return promise.get_return_object();
#endif
  } else if constexpr (__is_constructible(Result, Result &&)) {
    frame_guard guard(frame, destroy);
    return detail::make_first<Result>(promise, frame, guard, begin...);
  } else {
    frame_guard guard(frame, destroy);
    auto go_on = [&] {
      (detail::go_on(frame, nullptr, begin), ...);
      guard.release();
    };
    on_return run(go_on);
    return promise.get_return_object();
  }
}

/// The final suspend point of the frame of \p handle with an awaiter that has
/// no state, so that it need not be kept in the frame.
template <class Awaiter, class Promise>
std::coroutine_handle<> end(Awaiter awaiter,
                            std::coroutine_handle<Promise> handle,
                            entry_point *destroy, bool *finished = nullptr) {
  static_assert(__is_empty(Awaiter) && SWITCHBACK_DIES_TRIVIALLY(Awaiter),
                "final_suspend of this promise is not what switchback saw when "
                "it lowered the template: a specialisation was missing");
  if (!awaiter.await_ready()) {
    *static_cast<entry_point **>(handle.address()) = nullptr;
    if (auto decided = switchback::suspend(awaiter, handle))
      return decided.next;
  }
  awaiter.await_resume();
  if (finished)
    *finished = true;
  else
    destroy(handle.address());
  return nullptr;
}

} // namespace switchback

/// Makes a frame in the memory that allocate() has got.
inline void *operator new(std::size_t,
                          switchback::frame_memory memory) noexcept {
  return memory.place;
}
/// What runs if the frame's constructor throws.
inline void operator delete(void *, switchback::frame_memory memory) noexcept {
  memory.deallocate(memory.place, memory.size);
}

#endif
