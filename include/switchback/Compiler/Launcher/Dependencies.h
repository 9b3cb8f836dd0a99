//===- Dependencies.h - What make is told -----------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_LAUNCHER_DEPENDENCIES_H
#define SWITCHBACK_COMPILER_LAUNCHER_DEPENDENCIES_H

#include "switchback/Compiler/Launcher/Tree.h"

namespace switchback {

/// Has the dependency files that the compiler wrote say of the user's files
/// what they say of those in \p Tree.
llvm::Error correctDependencies(const CompilerArguments &Args,
                                const LoweredTree &Tree);

/// The same for the text of one.
std::string correctedDependencies(llvm::StringRef Text,
                                  const LoweredTree &Tree);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_LAUNCHER_DEPENDENCIES_H
