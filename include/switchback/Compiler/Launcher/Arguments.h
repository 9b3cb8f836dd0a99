//===- Arguments.h - What a compiler was told -------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads the command line of g++ or clang++, as far as the launcher has to
/// understand it. What it does not understand is kept.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_LAUNCHER_ARGUMENTS_H
#define SWITCHBACK_COMPILER_LAUNCHER_ARGUMENTS_H

#include "switchback/Compiler/Launcher/DriverOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace switchback {

/// An option with its values, or an input.
struct Word {
  /// As clang's driver reads it. Null if only other compilers know it.
  const llvm::opt::Arg *Arg = nullptr;

  /// Which arguments it takes up.
  unsigned Begin = 0, End = 0;

  /// Whether it is, or is in the group, \p Option.
  bool is(llvm::opt::OptSpecifier Option) const {
    return Arg && Arg->getOption().matches(Option);
  }

  llvm::StringRef value() const {
    return Arg && Arg->getNumValues() ? Arg->getValue() : "";
  }
};

/// A C++ source on the command line.
struct SourceInput {
  /// Which argument it is.
  unsigned Index = 0;

  /// As given; "-" is standard input.
  std::string Path;

  bool isStandardInput() const { return Path == "-"; }

  /// What it is called in diagnostics and dependency files.
  std::string name() const;
};

/// The arguments of a compiler. Words refer to them, so they stay in place.
class CompilerArguments {
public:
  /// Expands response files. \p Compiler is the compiler as the user calls it.
  CompilerArguments(llvm::StringRef Compiler, llvm::ArrayRef<std::string> Args);
  CompilerArguments(const CompilerArguments &) = delete;
  CompilerArguments &operator=(const CompilerArguments &) = delete;

  /// Whether this compiles C++ sources to something in which it makes a
  /// difference what they say.
  bool compiles() const;

  llvm::ArrayRef<std::string> strings() const { return Strings; }
  llvm::ArrayRef<Word> words() const { return Words; }
  llvm::ArrayRef<SourceInput> inputs() const { return Inputs; }

  bool has(llvm::opt::OptSpecifier Option) const;

  /// The value of the last \p Option.
  std::optional<llvm::StringRef> last(llvm::opt::OptSpecifier Option) const;

  /// The file that this makes, as far as that is one file.
  std::optional<std::string> output() const;

  /// Whether the compiler is a clang. If not, it is taken for a g++.
  bool isClang() const { return IsClang; }

  /// Whether `-fcoroutines` is the last word about it. None if nothing is said.
  std::optional<bool> coroutines() const;

private:
  void expand(llvm::ArrayRef<std::string> Args);
  void parse();
  void findInputs();
  bool isCxx(llvm::StringRef Path, llvm::StringRef Language) const;

  bool IsClang, IsCxxDriver;
  bool IsComplete = true;
  std::vector<std::string> Strings;
  llvm::opt::InputArgList List;
  std::vector<Word> Words;
  std::vector<SourceInput> Inputs;
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_LAUNCHER_ARGUMENTS_H
