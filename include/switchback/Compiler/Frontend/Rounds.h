//===- Rounds.h - As many parses as lowering takes --------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Most translation units are parsed once. A coroutine that holds another one
/// is lowered after it, from the text that came out. A macro that supplies part
/// of a statement which has to be taken apart is written out first, and the
/// text parsed again. Whatever happens on the way, a coroutine that cannot be
/// lowered in the end is left as the user wrote it.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_ROUNDS_H
#define SWITCHBACK_COMPILER_FRONTEND_ROUNDS_H

#include "switchback/Compiler/Frontend/Action.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace switchback {

/// What the file that is lowered became in the end.
struct LoweredFile {
  /// Whether the translation unit compiles. If not, its errors were printed,
  /// and the members below are empty.
  bool Parsed = false;

  /// Whether the lowering reported errors.
  bool LoweringFailed = false;

  /// The text as the user wrote it, and as it was lowered.
  std::string Original, Text;

  clang::LangOptions LangOpts;

  /// Every coroutine that was selected, in source order.
  std::vector<CoroutineReport> Coroutines;
};

/// Lowers the files of the translation unit of \p TU that \p Requests ask for
/// in their first round, and then those that \p Select, if there is one, adds
/// when it has seen what is included. They share parses: each sees the others
/// as the user wrote them, or on their way. \p StyleOption says how generated
/// text is formatted (see formatStyle()). Fails on a bad style (with the error
/// code invalid_argument) and on a fault of the lowering.
///
/// The result has one element for each request. If the translation unit does
/// not compile, \p Select is not asked.
llvm::Expected<std::vector<LoweredFile>>
lowerInRounds(const Compilation &TU, const LoweringOptions &Options,
              std::vector<LoweringRequest> Requests, HeaderSelector Select,
              llvm::StringRef StyleOption, bool KeepMemory);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_ROUNDS_H
