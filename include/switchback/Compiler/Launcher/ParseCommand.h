//===- ParseCommand.h - From a compile to a parse ---------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_LAUNCHER_PARSECOMMAND_H
#define SWITCHBACK_COMPILER_LAUNCHER_PARSECOMMAND_H

#include "switchback/Compiler/Launcher/Arguments.h"
#include "clang/Tooling/CompilationDatabase.h"

namespace switchback {

/// The command by which clang parses \p Input as \p Compiler does with \p Args:
/// only syntax, without outputs and warnings, and without what is no matter of
/// parsing or only other compilers know. \p Executable is the path of the
/// launcher.
clang::tooling::CompileCommand parseCommand(llvm::StringRef Compiler,
                                            const CompilerArguments &Args,
                                            const SourceInput &Input,
                                            llvm::StringRef Executable);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_LAUNCHER_PARSECOMMAND_H
