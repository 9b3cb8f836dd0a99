//===- switchback/synchronization_context.h - Where to go on ----*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Where continuations go. An await that suspends captures the context that is
/// current on its thread, and the coroutine goes on there. With none current,
/// it goes on on the thread pool.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_SYNCHRONIZATION_CONTEXT_H
#define SWITCHBACK_SYNCHRONIZATION_CONTEXT_H

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace switchback {

class synchronization_context;

namespace detail {
/// The context that is current on this thread. Whoever sets it keeps it alive.
inline constinit thread_local synchronization_context *current_context =
    nullptr;
} // namespace detail

/// A place that work can be sent to: an event loop, a strand, a pool. Derive
/// from it to have continuations come to a place of your own. All members are
/// thread-safe. Owned by a `std::shared_ptr`, since every await that has
/// captured it owns it until it goes on.
class synchronization_context
    : public std::enable_shared_from_this<synchronization_context> {
public:
  synchronization_context() = default;
  synchronization_context(const synchronization_context &) = delete;
  synchronization_context &operator=(const synchronization_context &) = delete;
  virtual ~synchronization_context();

  /// Sees to it that \p work is run once, later, never inside of this call.
  /// Either throws, and then has not taken \p work, or runs it.
  virtual void post(std::function<void()> work) = 0;

  /// The same, and empties \p self, which owns this, within the call, unless it
  /// throws. What completes an operation goes on here in this way. A context
  /// whose destructor uses what may go as soon as the work has been run, as an
  /// executor uses its execution context, is to override it, and see to it that
  /// \p self goes before that. Unless overridden: post(), and then that.
  virtual void post_and_release(std::shared_ptr<synchronization_context> &self,
                                std::function<void()> work);

  /// Takes the exception of an event handler (see async_void.h) that began
  /// here. Run by `post`. Unless overridden: `std::terminate`, with a message
  /// on stderr that names the context and the exception.
  virtual void unhandled_exception(std::exception_ptr error);

  /// Shown in messages. Unless overridden: "synchronization context".
  virtual std::string name() const;

  /// Whether work posted here has to wait while the calling thread, on which
  /// the context is current, blocks. Then `get()` looks for the deadlock.
  /// Unless overridden: false.
  virtual bool is_single_threaded() const noexcept;

  /// The context of this thread; null if there is none. No allocation.
  static std::shared_ptr<synchronization_context> current() noexcept {
    if (!detail::current_context)
      return nullptr;
    return detail::current_context->weak_from_this().lock();
  }

  class scope;
};

/// Makes a context current on this thread, until the end of the scope. Scopes
/// nest; they end in reverse order, on the thread that began them.
class [[nodiscard]] synchronization_context::scope {
public:
  /// \p context may be null: then there is no current context.
  explicit scope(std::shared_ptr<synchronization_context> context) noexcept
      : context(std::move(context)),
        outer(std::exchange(detail::current_context, this->context.get())) {}
  scope(const scope &) = delete;
  scope &operator=(const scope &) = delete;
  ~scope() { detail::current_context = outer; }

private:
  std::shared_ptr<synchronization_context> context;
  synchronization_context *outer;
};

} // namespace switchback

#endif // SWITCHBACK_SYNCHRONIZATION_CONTEXT_H
