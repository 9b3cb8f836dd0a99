//===- TargetFile.h - The file that is lowered ------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Of a translation unit, one file at a time is lowered: the main file, or a
/// header that it includes.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_TARGETFILE_H
#define SWITCHBACK_COMPILER_TARGETFILE_H

#include <string>

namespace switchback {

/// Which file of a translation unit is lowered.
struct TargetFile {
  /// The header, without links; empty for the main file.
  std::string Path;

  /// Of a header that is included several times, the inclusion: the first is
  /// 0.
  unsigned Inclusion = 0;

  /// What reports and `#line` call a header. In diagnostics clang's name stays,
  /// but that depends on who includes the header.
  std::string Name;

  /// Whether it is an input as well: then it is to become the same as there.
  bool IsInput = false;

  bool isMain() const { return Path.empty(); }
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_TARGETFILE_H
