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

/// Whether the tokens of the translation unit, outside of system headers, have
/// a coroutine in them; and unless \p All, an annotation too. Only
/// preprocesses, up to where that is known. Prints nothing.
bool mayHaveCoroutines(const Compilation &TU, bool All);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_SCAN_H
