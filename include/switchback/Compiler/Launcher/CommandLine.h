//===- CommandLine.h - What the launcher was told ---------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_LAUNCHER_COMMANDLINE_H
#define SWITCHBACK_COMPILER_LAUNCHER_COMMANDLINE_H

#include "switchback/Compiler/Frontend/InBuild.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <string>
#include <vector>

namespace switchback {

struct LauncherOptions {
  BuildOptions Build;

  /// Leave what the compiler was given where it is.
  bool Keep = false;

  /// What is to be run: the compiler, maybe behind other launchers, and its
  /// arguments.
  std::vector<std::string> Command;

  /// Which word of it is the compiler.
  unsigned Compiler = 0;

  /// The path of the launcher.
  std::string Executable;

  /// The arguments of the compiler.
  llvm::ArrayRef<std::string> arguments() const {
    return llvm::ArrayRef(Command).drop_front(Compiler + 1);
  }
};

/// Reads options from the environment and from \p Args, which has what follows
/// the name of the launcher. If there is nothing left to do (--help, --version,
/// or an error, which is printed), returns none and sets \p ExitCode.
std::optional<LauncherOptions>
parseLauncherOptions(llvm::ArrayRef<const char *> Args, int &ExitCode);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_LAUNCHER_COMMANDLINE_H
