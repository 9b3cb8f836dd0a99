//===- Process.h - Running the compiler -------------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_LAUNCHER_PROCESS_H
#define SWITCHBACK_COMPILER_LAUNCHER_PROCESS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace switchback {

/// Becomes \p Command, so that signals and the exit code are its own. \p Input
/// is its standard input, if that was read already. Returns only if there is no
/// such program, after saying so: an exit code.
int become(llvm::ArrayRef<std::string> Command,
           std::optional<llvm::StringRef> Input);

/// Runs \p Command and returns its exit code, or 128 and the number of the
/// signal that ended it.
///
/// If a signal ends this program meanwhile, \p CleanUp is called when the
/// command has ended.
int runCompiler(llvm::ArrayRef<std::string> Command,
                llvm::function_ref<void()> CleanUp);

/// Replaces the arguments of \p Command from \p First on by a response file in
/// \p Folder, if they are too long for the system.
void shorten(std::vector<std::string> &Command, unsigned First,
             llvm::StringRef Folder);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_LAUNCHER_PROCESS_H
