//===- Launcher.h - A compile with lowered coroutines -----------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What `switchback-cc` does: lowers the inputs of one run of a compiler to
/// temporary files, and runs the compiler on those. A run in which nothing is
/// lowered is left to the compiler, with the command line that it was given.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_LAUNCHER_LAUNCHER_H
#define SWITCHBACK_COMPILER_LAUNCHER_LAUNCHER_H

#include "switchback/Compiler/Launcher/CommandLine.h"

namespace switchback {

/// Runs the command of \p Opts and returns its exit code, or becomes it.
int launch(const LauncherOptions &Opts);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_LAUNCHER_LAUNCHER_H
