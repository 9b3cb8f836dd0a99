//===- Driver.h - From options to written files -----------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs the lowering over every file, in parallel, and gives out what comes of
/// it in the order of the command line.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_DRIVER_H
#define SWITCHBACK_COMPILER_FRONTEND_DRIVER_H

#include "switchback/Compiler/Frontend/Options.h"

namespace switchback {

/// Does what the command line asks for. Output is the same whatever
/// Options::Jobs is: no file is written before the last one is parsed, as one
/// may include another.
ExitCode run(const Options &Opts);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_DRIVER_H
