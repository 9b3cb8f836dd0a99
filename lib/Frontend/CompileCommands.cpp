//===- CompileCommands.cpp - Flags to parse a file with -------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/CompileCommands.h"
#include "switchback/Compiler/Config.h"
#include "switchback/Compiler/Frontend/Options.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <algorithm>

using namespace clang::tooling;
using namespace llvm;

namespace switchback {

namespace {

/// Of a directory in the install tree (relative to the folder of the
/// executable) and one known when the tool was built, the first that holds
/// \p Probe. Empty if none does.
std::string findDirectory(StringRef Executable, StringRef Installed,
                          StringRef Built, StringRef Probe) {
  SmallString<128> Dir(sys::path::parent_path(Executable));
  sys::path::append(Dir, Installed);
  sys::path::remove_dots(Dir, /*remove_dot_dot=*/true);
  for (StringRef Candidate : {Dir.str(), Built}) {
    SmallString<128> File(Candidate);
    sys::path::append(File, Probe);
    if (sys::fs::exists(File))
      return Candidate.str();
  }
  return "";
}

bool hasPrefix(ArrayRef<std::string> Args, ArrayRef<StringRef> Prefixes) {
  for (StringRef Arg : Args)
    for (StringRef Prefix : Prefixes)
      if (Arg.starts_with(Prefix))
        return true;
  return false;
}

/// Drops what the adjusters of LLVM leave of plugins, and the flags by which
/// g++ turns coroutines on and off: here they are on.
void dropForeignFlags(CommandLineArguments &Args) {
  erase_if(Args, [](StringRef Arg) {
    return Arg.starts_with("-fplugin=") || Arg.starts_with("-fplugin-arg-") ||
           Arg.starts_with("-fpass-plugin=") || Arg == "-fcoroutines" ||
           Arg == "-fno-coroutines";
  });
}

CommandLineArguments insert(const CommandLineArguments &Args,
                            const CommandLineArguments &Extra,
                            ArgumentInsertPosition Position) {
  return getInsertArgumentAdjuster(Extra, Position)(Args, "");
}

} // namespace

std::string supportFolder(StringRef Module, StringRef Installed) {
  return findDirectory(Module, Installed, SWITCHBACK_INCLUDE_DIR,
                       "switchback/annotate.h");
}

void addHeaderFolders(CommandLineArguments &Args, StringRef Executable) {
  CommandLineArguments Ours;
  std::string Resources = findDirectory(
      Executable, "../lib/clang/" + std::to_string(LLVM_VERSION_MAJOR),
      SWITCHBACK_CLANG_RESOURCE_DIR, "include/stddef.h");
  if (!Resources.empty() && !hasPrefix(Args, {"-resource-dir"}))
    Ours.push_back("-resource-dir=" + Resources);
  std::string Headers = supportFolder(Executable, "../include");
  // Not -isystem: that would move <prefix>/include before the C++ library,
  // which then would not find the C library behind itself.
  if (!Headers.empty())
    Ours.insert(Ours.end(), {"-idirafter", Headers});
  Args = insert(Args, Ours, ArgumentInsertPosition::END);
}

CompileCommand commandFor(const Options &Opts, StringRef File) {
  SmallString<128> Path(File);
  // A database knows absolute paths. Otherwise the path stays as the user wrote
  // it, as it shows in diagnostics.
  if (!Opts.FixedFlags)
    sys::fs::make_absolute(Path);
  std::vector<CompileCommand> Commands =
      Opts.Compilations->getCompileCommands(Path);
  if (Commands.empty())
    Commands = FixedCompilationDatabase(".", ArrayRef<std::string>())
                   .getCompileCommands(File);
  CompileCommand Command = std::move(Commands.front());
  CommandLineArguments &Args = Command.CommandLine;
  // Diagnostics are not read in the directory of the command.
  if (!Opts.FixedFlags)
    std::replace(Args.begin(), Args.end(), Command.Filename, std::string(Path));

  for (const ArgumentsAdjuster &Adjuster :
       {getClangStripOutputAdjuster(), getClangStripDependencyFileAdjuster(),
        getStripPluginsAdjuster(), getClangSyntaxOnlyAdjuster()})
    Args = Adjuster(Args, Path);
  dropForeignFlags(Args);
  Args = insert(Args, Opts.ExtraArgsBefore, ArgumentInsertPosition::BEGIN);
  Args = insert(Args, Opts.ExtraArgs, ArgumentInsertPosition::END);

  // What a person would have written, had they thought of it.
  StringRef Extension = sys::path::extension(Path);
  bool HasLanguage = hasPrefix(Args, {"-x", "--language"});
  CommandLineArguments Defaults;
  if (Extension == ".h" && !HasLanguage)
    Defaults.push_back("-xc++-header");
  if ((Extension != ".c" || HasLanguage) &&
      !hasPrefix(Args, {"-std=", "--std", "/std:"}))
    Defaults.push_back("-std=c++20");
  Args = insert(Args, Defaults, ArgumentInsertPosition::BEGIN);

  addHeaderFolders(Args, Opts.Executable);

  // Where clang looks for its own standard library. Compile commands of a
  // database name a compiler, those made from flags do not.
  if (Args.front() == "clang-tool") {
    SmallString<128> Clang(SWITCHBACK_CLANG_RESOURCE_DIR);
    sys::path::append(Clang, "../../../bin/clang++");
    sys::path::remove_dots(Clang, /*remove_dot_dot=*/true);
    Args.front() = std::string(Clang);
  }
  return Command;
}

} // namespace switchback
