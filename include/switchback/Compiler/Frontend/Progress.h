//===- Progress.h - A progress bar ------------------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// How many of several files are done, on standard error if that is a terminal.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_PROGRESS_H
#define SWITCHBACK_COMPILER_FRONTEND_PROGRESS_H

#include <cstddef>

namespace switchback {

/// A bar that is drawn while there are several files to do, and gone
/// afterwards. Nothing on anything but a terminal.
class Progress {
public:
  explicit Progress(std::size_t Total);
  ~Progress();
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  /// One more file is done.
  void advance();

  /// Takes the bar off the line, so that something else can be printed.
  void clear();

private:
  void draw();

  std::size_t Total;
  std::size_t Done = 0;
  bool Shown;
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_PROGRESS_H
