//===- Verify.h - Does the result compile -----------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The check behind --verify.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_VERIFY_H
#define SWITCHBACK_COMPILER_FRONTEND_VERIFY_H

#include "switchback/Compiler/Frontend/Action.h"

namespace switchback {

/// Whether the file of \p TU compiles with \p Texts, lowered texts, in
/// place of files. If not, prints the errors and keeps the first text in a
/// temporary file, whose path is printed for a report. If so, \p Then looks at
/// what was compiled.
bool verifyLowered(const Compilation &TU, const FileTexts &Texts,
                   const DiagnosticOutput &Diagnostics,
                   ParseObserver Then = nullptr);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_VERIFY_H
