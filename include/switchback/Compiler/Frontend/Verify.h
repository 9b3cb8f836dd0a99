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

/// Whether \p Text, the lowered text of the file of \p Command, compiles in
/// place of that file. If not, prints the errors and keeps the text in a
/// temporary file, whose path is printed for a report.
bool verifyLowered(const clang::tooling::CompileCommand &Command,
                   llvm::StringRef Text, const DiagnosticOutput &Diagnostics);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_VERIFY_H
