//===- Inclusions.h - The files of a translation unit -----------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Which files one parse included, and what the preprocessor left out of each.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_INCLUSIONS_H
#define SWITCHBACK_COMPILER_FRONTEND_INCLUSIONS_H

#include "switchback/Compiler/TargetFile.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace clang {
class CompilerInstance;
} // namespace clang

namespace switchback {

/// One inclusion of a file that is no system header.
struct Inclusion {
  /// The file, without links.
  std::string Path;

  /// The path by which it was found, absolute. Links are not resolved.
  std::string Name;

  /// The same as clang made it from the options and the directive: what
  /// diagnostics, `__FILE__` and dependency files have.
  std::string Spelled;

  /// How often the file was included before.
  unsigned Index = 0;

  /// Whether there is a coroutine to be lowered in it.
  bool HasCoroutines = false;

  /// What conditionals left out, as offsets.
  std::vector<std::pair<unsigned, unsigned>> Skipped;
};

/// Watches the preprocessor of one parse.
class InclusionRecorder {
public:
  /// Starts to watch. Call before the main file is entered.
  void watch(clang::CompilerInstance &Instance);

  /// Where \p Target is in this parse; invalid if it was not entered.
  clang::FileID find(const TargetFile &Target) const;

  /// What was included, in the order it was entered, of which \p WithCoroutines
  /// hold coroutines.
  std::vector<Inclusion>
  inclusions(llvm::ArrayRef<clang::FileID> WithCoroutines) const;

private:
  class Callbacks;

  clang::CompilerInstance *CI = nullptr;
  std::vector<clang::FileID> Entered;
  std::map<clang::FileID, std::vector<std::pair<unsigned, unsigned>>> Skipped;
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_INCLUSIONS_H
