//===- switchback-cc.cpp - The compiler launcher --------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs a compiler on lowered text. Everything is in lib/Launcher;
/// `switchback-cc --help` and docs/launcher.md say how it is used.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Launcher/Launcher.h"
#include "llvm/Support/FileSystem.h"

int main(int Argc, const char **Argv) {
  int ExitCode;
  std::optional<switchback::LauncherOptions> Opts =
      switchback::parseLauncherOptions({Argv + 1, Argv + Argc}, ExitCode);
  if (!Opts)
    return ExitCode;
  Opts->Executable = llvm::sys::fs::getMainExecutable(
      Argv[0], reinterpret_cast<void *>(&main));
  return switchback::launch(*Opts);
}
