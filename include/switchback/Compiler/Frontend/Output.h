//===- Output.h - Where lowered text goes -----------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Names the output files and writes them whole or not at all.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_OUTPUT_H
#define SWITCHBACK_COMPILER_FRONTEND_OUTPUT_H

#include "switchback/Compiler/Frontend/Options.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace switchback {

/// Sets Opts.Outputs. Fails if two files have the same output or if a place
/// cannot be written to.
///
/// Below --out-dir, a file keeps its path relative to the current directory,
/// or only its name if it is not below that.
llvm::Error planOutputs(Options &Opts);

/// Replaces the contents of the file \p Path by \p Text, whole or not at all:
/// by a temporary file that is renamed. The permissions of an existing file are
/// kept, a symbolic link is followed. "-" is standard output.
llvm::Error writeWhole(llvm::StringRef Path, llvm::StringRef Text);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_OUTPUT_H
