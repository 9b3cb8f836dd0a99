//===- Message.cpp - What the launcher says -------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Launcher/Message.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace switchback {

void report(Severity Level, const Twine &Message) {
  if (Level == Severity::Error)
    WithColor::error(errs(), "switchback-cc") << Message << '\n';
  else
    WithColor::note(errs(), "switchback-cc") << Message << '\n';
}

} // namespace switchback
