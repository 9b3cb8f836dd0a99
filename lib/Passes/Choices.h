//===- Choices.h - Objects that branches of expressions make ----*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_CHOICES_H
#define SWITCHBACK_LIB_PASSES_CHOICES_H

#include "clang/AST/Expr.h"

namespace switchback {

/// The expression that \p Init, of a variable that is declared `auto`, is made
/// of, without parentheses or braces around it.
const clang::Expr *initialiserOf(const clang::Expr *Init);

/// The first conditional operator or statement expression in \p Body, of a
/// template or of an instance of one, that suspends where it makes an object
/// which would have to be moved from there, and shows that.
const clang::Expr *findMovedChoice(const clang::Stmt *Body);

} // namespace switchback

#endif
