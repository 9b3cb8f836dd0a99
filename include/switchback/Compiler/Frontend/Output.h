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
#include <optional>
#include <string>

namespace switchback {

/// Sets Opts.Outputs. Fails if two files have the same output or if a place
/// cannot be written to.
///
/// Below --out-dir, a file keeps its path relative to the current directory,
/// or only its name if it is not below that.
llvm::Error planOutputs(Options &Opts);

/// The path below --out-dir for the header \p Path, which \p Source includes
/// and finds as \p Name, which is absolute and may have links.
///
/// It stands to the other files as it does now: a header that is not below the
/// current directory keeps its path relative to the folder of \p Source, or of
/// another input.
std::string headerOutput(const Options &Opts, llvm::StringRef Name,
                         llvm::StringRef Path, llvm::StringRef Source);

/// Fails if \p Output, the place of \p File, cannot be written to as far as can
/// be told, or is \p File itself below --out-dir.
llvm::Error checkOutput(const Options &Opts, llvm::StringRef Output,
                        llvm::StringRef File);

/// \p Path relative to the folder \p Folder, if it is below that; both without
/// links.
std::optional<llvm::StringRef> relativeTo(llvm::StringRef Folder,
                                          llvm::StringRef Path);

/// The folder of \p File, or the current one if that is empty, without links.
std::string realFolder(llvm::StringRef File);

/// Replaces the contents of the file \p Path by \p Text, whole or not at all:
/// by a temporary file that is renamed. The permissions of an existing file are
/// kept, a symbolic link is followed. "-" is standard output.
llvm::Error writeWhole(llvm::StringRef Path, llvm::StringRef Text);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_OUTPUT_H
