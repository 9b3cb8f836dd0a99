//===- switchback.cpp - The command line tool -----------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Lowers C++20 coroutines to state machines, source to source. Everything is
/// in lib/Frontend; `switchback --help` and docs/usage.md say how it is used.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Driver.h"
#include "llvm/Support/InitLLVM.h"

int main(int Argc, const char **Argv) {
  llvm::InitLLVM Init(Argc, Argv);
  switchback::ExitCode Exit;
  if (std::optional<switchback::Options> Opts =
          switchback::parseCommandLine(Argc, Argv, Exit))
    Exit = switchback::run(*Opts);
  return static_cast<int>(Exit);
}
