//===- Progress.cpp - A progress bar --------------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Progress.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace llvm;

namespace switchback {

namespace {

constexpr unsigned BarWidth = 30;

bool canRedraw() {
  const char *Terminal = std::getenv("TERM");
  return errs().is_displayed() && Terminal && StringRef(Terminal) != "dumb";
}

} // namespace

Progress::Progress(size_t Total)
    : Total(Total), Shown(Total > 1 && canRedraw()) {
  draw();
}

Progress::~Progress() { clear(); }

void Progress::advance() {
  ++Done;
  draw();
}

void Progress::clear() {
  if (Shown)
    errs() << "\r\033[K";
}

void Progress::draw() {
  if (!Shown)
    return;
  size_t Filled = BarWidth * Done / Total;
  errs() << formatv("\r[{0}{1}] {2}/{3}", std::string(Filled, '='),
                    std::string(BarWidth - Filled, ' '), Done, Total);
}

} // namespace switchback
