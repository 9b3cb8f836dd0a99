//===- PromisePattern.h - The promise of a coroutine template ---*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_PROMISEPATTERN_H
#define SWITCHBACK_LIB_PASSES_PROMISEPATTERN_H

#include "switchback/Compiler/Form.h"

namespace switchback {

/// What is the same in every instance of a coroutine template, because each
/// class that its promise may be an instance of says so.
struct PromisePattern {
  /// Whether a template had to be looked at, of which another translation unit
  /// may know a specialisation.
  bool IsOpen = false;

  /// What an end of the coroutine does. If Kind is Stateless, the awaiter has
  /// no state; if it is Calls, it is never ready either, and Style says what
  /// `await_suspend` returns.
  struct End {
    enum KindTy { Unknown, Always, Never, Stateless, Calls } Kind = Unknown;
    /// Calling `initial_suspend` or `final_suspend` does nothing.
    bool IsPure = false;
    Suspend::StyleTy Style = Suspend::Unknown;
    bool operator==(const End &O) const {
      return Kind == O.Kind && IsPure == O.IsPure && Style == O.Style;
    }
  };
  End Initial, Final;

  /// None of them allocates the frame, gives it back, or has something to
  /// return if that fails.
  bool LeavesAllocation = false;

  /// `get_return_object` gives what the coroutine returns, with no conversion.
  bool ReturnsObject = false;

  /// Which of `return_void` and `return_value` it has.
  Contract::ReturnsTy Returns = Contract::EitherReturn;
};

/// Looks at what the return type of \p F and its promise are instances of:
/// templates, and all specialisations of them that this translation unit has.
/// The coroutine's traits must not be specialised.
PromisePattern promisePattern(const Form &F);

/// True if calling \p F does nothing: its visible body only returns a
/// value-initialised object, or the literal \p Value.
bool isPure(const clang::FunctionDecl *F,
            std::optional<bool> Value = std::nullopt);

} // namespace switchback

#endif // SWITCHBACK_LIB_PASSES_PROMISEPATTERN_H
