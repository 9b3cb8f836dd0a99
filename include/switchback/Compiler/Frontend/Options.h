//===- Options.h - The command line of the tool -----------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the user asked for, checked: after parseCommandLine() no two options
/// contradict each other, every input file exists and every output can be
/// written as far as can be told without writing it.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_OPTIONS_H
#define SWITCHBACK_COMPILER_FRONTEND_OPTIONS_H

#include "switchback/Compiler/Lower.h"
#include "llvm/ADT/Twine.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang::tooling {
class CompilationDatabase;
} // namespace clang::tooling

namespace switchback {

/// The exit codes of the tool. Of several files, the largest counts.
enum class ExitCode : int {
  Success = 0,
  /// A coroutine was left native under --strict.
  LeftNative = 1,
  /// A bad command line, a missing file, an output that cannot be written.
  BadUsage = 2,
  /// An input does not compile.
  ParseFailed = 3,
  /// A fault of the tool: with --verify, its output did not compile.
  InternalError = 4,
};

/// What is done with the lowered text.
enum class OutputMode {
  /// Standard output.
  Print,
  /// The file named by -o.
  File,
  /// Over the input.
  InPlace,
  /// Below the directory named by --out-dir.
  OutDir,
  /// A unified diff on standard output.
  Diff,
  /// No text, one line for each coroutine on standard output.
  Check,
  /// No text, the layouts of the frames on standard output.
  Layout,
  /// No text, the dump of a pass on standard output.
  Dump,
};

/// Options of the command line.
struct Options {
  std::vector<std::string> Files;
  OutputMode Mode = OutputMode::Print;

  /// The argument of -o or --out-dir.
  std::string OutputPath;

  /// The path that the lowered text of each file is written to: "-" for
  /// standard output, empty if the mode writes none.
  std::vector<std::string> Outputs;

  /// All but the dump stream.
  LoweringOptions Lowering;

  /// The result is for compilers without coroutines: every coroutine is
  /// lowered, or it is an error, and `operator co_await` is renamed.
  bool Plain = false;

  /// A style as clang-format takes it.
  std::string Style = "file";

  /// Lower the user's headers too.
  bool Headers = false;

  /// Lowering is a step of a compile: nothing is written where the file is, so
  /// every header that is not the system's is the user's own, and is called
  /// what the compiler calls it.
  bool InBuild = false;

  /// Compile the result before it is written.
  bool Verify = false;

  /// Whether to colour standard output and diagnostics.
  bool ColorOutput = false;
  bool ColorDiagnostics = false;

  /// How many files are worked on at once.
  unsigned Jobs = 1;

  /// Where the flags come from: a database, or what follows `--`.
  std::unique_ptr<clang::tooling::CompilationDatabase> Compilations;

  /// Whether Compilations holds only the flags after `--`, or none.
  bool FixedFlags = false;

  std::vector<std::string> ExtraArgs;
  std::vector<std::string> ExtraArgsBefore;

  /// The path of the running tool.
  std::string Executable;

  Options();
  Options(Options &&);
  ~Options();
};

/// Prints "switchback: error: MESSAGE" to standard error.
void reportError(const llvm::Twine &Message);

/// Reads the command line. If there is nothing left to do (--help, --version,
/// or an error, which is printed), returns none and sets \p Exit.
std::optional<Options> parseCommandLine(int Argc, const char **Argv,
                                        ExitCode &Exit);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_OPTIONS_H
