//===- CompileCommands.h - Flags to parse a file with -----------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Where compile commands come from, and what has to change in them before a
/// tool that is not the compiler can parse with them.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_COMPILECOMMANDS_H
#define SWITCHBACK_COMPILER_FRONTEND_COMPILECOMMANDS_H

#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/StringRef.h"

namespace switchback {

struct Options;

/// The command to parse \p File with: syntax only, no output, no dependency
/// files, no plugins; with clang's builtin headers, and with our own headers
/// behind the user's. C++20 if no standard is named.
///
/// Of several commands for one file, the first counts.
clang::tooling::CompileCommand commandFor(const Options &Opts,
                                          llvm::StringRef File);

/// Adds clang's builtin headers to \p Args, unless they name others, and our
/// own headers behind the user's. \p Executable is the path of the program.
void addHeaderFolders(clang::tooling::CommandLineArguments &Args,
                      llvm::StringRef Executable);

/// The folder that has the headers which lowered text includes. \p Module is
/// the path of the program, or of the plugin, and \p Installed the way from its
/// folder to that folder where both are installed. Empty if it is not there.
std::string supportFolder(llvm::StringRef Module, llvm::StringRef Installed);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_COMPILECOMMANDS_H
