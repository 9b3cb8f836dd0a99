//===- CommandLine.cpp - What the launcher was told -----------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Launcher/CommandLine.h"
#include "switchback/Compiler/Config.h"
#include "switchback/Compiler/Launcher/Message.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace llvm;

namespace switchback {

namespace {

constexpr StringLiteral Help =
    R"(Usage: switchback-cc [options] COMPILER ARGUMENT...
Compiles C++20 coroutines as state machines: runs COMPILER, g++ or clang++, on
what switchback makes of its inputs. What has no coroutine is left to COMPILER.
  --all                     Lower every coroutine, not only annotated ones
  --strict                  What cannot be lowered or parsed is an error
  --remarks                 Say what was lowered
  --verify                  Check that lowered text compiles, with clang
  --emit=<dir>              Write lowered text below <dir> too, for reading
  --emit-base=<dir>         Paths in there go on from <dir>
  --line-directives=<when>  all (default): lines are the original's; none
  --keep                    Keep what is compiled, in <output>.switchback
  --version                 Print the version
  --help                    Print this
The variable SWITCHBACK_CC_OPTIONS has options too, with spaces between them.
Exit code: the compiler's; 1 error of the lowering, 2 bad usage
)";

enum { BadUsage = 2 };

/// Takes \p Option. False if there is none of that name.
bool take(StringRef Option, LauncherOptions &Opts) {
  if (Option == "--keep")
    return Opts.Keep = true;
  return Option.consume_front("--") && Opts.Build.set(Option);
}

/// Whether \p Word runs the compiler that is named behind it, as we do.
bool isLauncher(StringRef Word) {
  return is_contained({"ccache", "sccache", "distcc", "icecc"},
                      sys::path::filename(Word));
}

/// Which word of \p Command is the compiler. `ccache` takes settings in front
/// of it.
unsigned findCompiler(ArrayRef<std::string> Command) {
  unsigned I = 0;
  while (I < Command.size() && (isLauncher(Command[I]) ||
                                (I > 0 && StringRef(Command[I]).contains('='))))
    ++I;
  return I;
}

bool takeAll(ArrayRef<StringRef> Options, LauncherOptions &Opts) {
  for (StringRef Option : Options)
    if (!take(Option, Opts)) {
      report(Severity::Error, "unknown option '" + Option + "' (try --help)");
      return false;
    }
  return true;
}

} // namespace

std::optional<LauncherOptions> parseLauncherOptions(ArrayRef<const char *> Args,
                                                    int &ExitCode) {
  LauncherOptions Opts;
  ExitCode = 0;
  auto IsOption = [](StringRef Arg) { return Arg.starts_with("--"); };
  ArrayRef<const char *> Command = Args.drop_while(IsOption);
  SmallVector<StringRef> Options;
  if (const char *Given = std::getenv("SWITCHBACK_CC_OPTIONS"))
    SplitString(Given, Options);
  append_range(Options, Args.drop_back(Command.size()));
  if (is_contained(Options, "--help")) {
    outs() << Help;
    return std::nullopt;
  }
  if (is_contained(Options, "--version")) {
    outs() << "Switchback " SWITCHBACK_VERSION_STRING
              " (LLVM " LLVM_VERSION_STRING ")\n";
    return std::nullopt;
  }
  ExitCode = BadUsage;
  if (!takeAll(Options, Opts))
    return std::nullopt;
  if (Command.empty()) {
    report(Severity::Error, "no compiler named (try --help)");
    return std::nullopt;
  }
  Opts.Command.assign(Command.begin(), Command.end());
  Opts.Compiler = findCompiler(Opts.Command);
  return Opts;
}

} // namespace switchback
