//===- Message.h - What the launcher says -----------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_LAUNCHER_MESSAGE_H
#define SWITCHBACK_COMPILER_LAUNCHER_MESSAGE_H

#include "llvm/ADT/Twine.h"

namespace switchback {

enum class Severity { Error, Note };

/// Prints "switchback-cc: error: MESSAGE" to standard error.
void report(Severity Level, const llvm::Twine &Message);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_LAUNCHER_MESSAGE_H
