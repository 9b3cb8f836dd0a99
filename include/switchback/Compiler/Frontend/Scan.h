//===- Scan.h - Whether there is anything to lower --------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In a build most files have no coroutine, and must not be parsed twice for
/// that. The preprocessor alone can tell.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_SCAN_H
#define SWITCHBACK_COMPILER_FRONTEND_SCAN_H

#include "switchback/Compiler/Frontend/Compilation.h"

namespace switchback {

/// What the tokens of a translation unit, outside of system headers, have in
/// them.
struct ScanResult {
  /// `co_await`, `co_yield` or `co_return`.
  bool Suspension = false;

  /// An annotation with `switchback::async`.
  bool Annotation = false;
};

/// Preprocesses the translation unit, up to where all has been seen that is
/// asked for: a suspension, and unless \p All an annotation. Prints nothing.
ScanResult scan(const Compilation &TU, bool All);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_SCAN_H
