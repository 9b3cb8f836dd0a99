//===- Verify.cpp - Does the result compile -------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Verify.h"
#include "switchback/Compiler/Frontend/Output.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace switchback {

bool verifyLowered(const Compilation &TU, const FileTexts &Texts,
                   const DiagnosticOutput &Diagnostics, ParseObserver Then) {
  if (compiles(TU, Texts, Diagnostics, Then))
    return true;
  raw_ostream &OS = Diagnostics.OS;
  WithColor::error(OS, "switchback", !Diagnostics.Color)
      << "internal error: the lowered text of '" << TU.filename()
      << "' does not compile\n";
  SmallString<128> Kept;
  std::error_code EC = sys::fs::createTemporaryFile(
      "switchback-" + sys::path::stem(TU.filename()),
      sys::path::extension(TU.filename()).ltrim('.'), Kept);
  if (!EC)
    EC = errorToErrorCode(writeWhole(Kept, Texts.begin()->second));
  if (!EC)
    WithColor::note(OS, "switchback", !Diagnostics.Color)
        << "this is a bug in Switchback; please report it with " << Kept
        << '\n';
  return false;
}

} // namespace switchback
