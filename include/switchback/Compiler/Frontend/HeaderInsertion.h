//===- HeaderInsertion.h - Where an #include goes ---------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the line where the include of the support header is added.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_HEADERINSERTION_H
#define SWITCHBACK_COMPILER_FRONTEND_HEADERINSERTION_H

#include "switchback/Compiler/Frontend/Action.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace switchback {

/// The header that generated code includes.
inline constexpr llvm::StringLiteral FrameHeader = "switchback/frame.h";
/// That which code made of templates includes instead.
inline constexpr llvm::StringLiteral TemplateHeader = "switchback/template.h";
/// The one of the two that the text of \p Unit needs.
inline llvm::StringRef neededHeader(const LoweredUnit &Unit) {
  return Unit.Result.NeedsTemplateHeader ? TemplateHeader : FrameHeader;
}

/// The offset of the line before which the include of FrameHeader is to be
/// inserted in the text of \p Unit, or none if it is included already.
///
/// That is the line after the last #include that stands before the first
/// lowered coroutine, in no declaration, and in no conditional that does not
/// hold all lowered coroutines. Without one, it is the start of the file, after
/// a leading comment, `#pragma once` and an include guard.
std::optional<unsigned> findHeaderInsertion(const LoweredUnit &Unit);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_HEADERINSERTION_H
