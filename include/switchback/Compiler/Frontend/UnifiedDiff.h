//===- UnifiedDiff.h - The difference of two texts --------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// LLVM has no unified diff of texts; this is one.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_UNIFIEDDIFF_H
#define SWITCHBACK_COMPILER_FRONTEND_UNIFIEDDIFF_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace switchback {

/// Prints the difference between \p Old and \p New, two versions of the file
/// \p Path, as `diff -u` does, or nothing if they are equal. Lines end in `\n`;
/// any other byte belongs to its line, so `patch` restores the text exactly.
void printUnifiedDiff(llvm::raw_ostream &OS, llvm::StringRef Path,
                      llvm::StringRef Old, llvm::StringRef New, bool Color);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_UNIFIEDDIFF_H
