//===- Captures.h - What a coroutine lambda captures ------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_CAPTURES_H
#define SWITCHBACK_LIB_PASSES_CAPTURES_H

#include "switchback/Compiler/Form.h"

namespace switchback {

/// Gives each capture that the body of a coroutine lambda uses a slot, a
/// reference bound by the ramp. Does nothing for other functions.
void addCaptures(Form &F);

/// True if \p S, part of a coroutine lambda's body, names a variable around the
/// lambda that is not captured, since no use of it counts.
bool namesUncaptured(const Form &F, const clang::Stmt *S);

/// Refuses capture \p C of a generic lambda, in a template or not, if a copy is
/// made of what a reference to a static object refers to: where an instance of
/// the lambda names it, that may be the object instead
/// ([expr.prim.lambda.capture]/11).
void checkCopiedReference(Form &F, const clang::LambdaCapture &C);

} // namespace switchback

#endif
