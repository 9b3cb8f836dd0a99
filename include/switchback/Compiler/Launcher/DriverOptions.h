//===- DriverOptions.h - The options that clang's driver knows --*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_LAUNCHER_DRIVEROPTIONS_H
#define SWITCHBACK_COMPILER_LAUNCHER_DRIVEROPTIONS_H

#include "llvm/Config/llvm-config.h"
// What ClangCompat.h is to the rest; these headers are too large to be included
// everywhere.
#if LLVM_VERSION_MAJOR >= 22
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#endif
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"

namespace switchback {

#if LLVM_VERSION_MAJOR >= 22
namespace driver_options = clang::options;
using clang::getDriverOptTable;
#else
namespace driver_options = clang::driver::options;
using clang::driver::getDriverOptTable;
#endif

} // namespace switchback

#endif // SWITCHBACK_COMPILER_LAUNCHER_DRIVEROPTIONS_H
