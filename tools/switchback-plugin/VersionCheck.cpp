//===- VersionCheck.cpp - Which clang loads the plugin --------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Nothing of a clang of another version may be touched: its classes are laid
/// out differently. So this runs before all other constructors of the plugin,
/// and asks with the C interface, which does not change.
///
//===----------------------------------------------------------------------===//
#include "llvm-c/Core.h"
#include "llvm/Config/llvm-config.h"
#include <cstdio>
#include <cstdlib>

namespace {

__attribute__((constructor(101))) void checkVersion() {
  unsigned Major = 0, Minor = 0, Patch = 0;
  LLVMGetVersion(&Major, &Minor, &Patch);
  if (Major == LLVM_VERSION_MAJOR)
    return;
  std::fprintf(stderr,
               "error: this SwitchbackPlugin.so is for clang %d, not for clang "
               "%u.%u.%u, which loads it\n",
               LLVM_VERSION_MAJOR, Major, Minor, Patch);
  std::_Exit(EXIT_FAILURE);
}

} // namespace
