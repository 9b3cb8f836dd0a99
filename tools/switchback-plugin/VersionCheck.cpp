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
/// and asks with the C interface, which does not change; what that lacks in
/// old versions is null here. All else that another version lacks is defined
/// in stubs.s, so that the plugin can be loaded and get here.
///
//===----------------------------------------------------------------------===//
#include "llvm-c/Core.h"
#include "llvm/Config/llvm-config.h"
#include <cstdio>
#include <cstdlib>

#pragma weak LLVMGetVersion

namespace {

__attribute__((constructor(101))) void checkVersion() {
  unsigned Major = 0, Minor = 0, Patch = 0;
  if (LLVMGetVersion)
    LLVMGetVersion(&Major, &Minor, &Patch);
  if (Major == LLVM_VERSION_MAJOR)
    return;
  std::fprintf(stderr, "error: this SwitchbackPlugin.so is for clang %d, not ",
               LLVM_VERSION_MAJOR);
  if (LLVMGetVersion)
    std::fprintf(stderr, "for clang %u.%u.%u, which loads it\n", Major, Minor,
                 Patch);
  else
    std::fputs("for the clang that loads it, which is older than 16\n", stderr);
  std::_Exit(EXIT_FAILURE);
}

} // namespace
