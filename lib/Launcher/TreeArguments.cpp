//===- TreeArguments.cpp - Compiling what was lowered ---------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Launcher/Tree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <cstdlib>
#include <set>

using namespace llvm;
using namespace switchback::driver_options;

namespace switchback {

std::optional<StringRef> folderOption(const Word &W) {
  static constexpr std::pair<ID, StringLiteral> Options[] = {
      {OPT_I, "-I"},
      {OPT_iquote, "-iquote"},
      {OPT_isystem, "-isystem"},
      {OPT_idirafter, "-idirafter"}};
  for (auto [Option, Spelling] : Options)
    if (W.is(Option))
      return Spelling;
  return std::nullopt;
}

/// The folder of \p File, in which it is looked for what it includes.
static std::string folderOf(StringRef File) {
  StringRef Folder = sys::path::parent_path(File);
  return Folder.empty() ? "." : Folder.str();
}

/// Whether there is something below \p Directory.
bool LoweredTree::holds(StringRef Directory) const {
  std::string Prefix = fromRoot(Directory) + "/";
  auto It = Files.lower_bound(Prefix);
  return It != Files.end() && StringRef(It->first).starts_with(Prefix);
}

/// Where the input finds what stands beside it, unless that was moved too.
void LoweredTree::addFolders(std::vector<std::string> &Result) const {
  if (HasHeaders)
    return;
  for (const auto &[Index, Key] : Inputs) {
    std::string Name = Files.at(Key).name();
    Result.insert(Result.end(), {"-iquote", folderOf(Name)});
    // g++ does not say `./` of what stands beside the input.
    if (sys::path::parent_path(Name).empty() && !Args.isClang() &&
        spell("./") != "./")
      Result.push_back("-ffile-prefix-map=./=");
  }
}

/// The folders that the environment names, as `-I` would behind all others.
static SmallVector<StringRef> environmentFolders() {
  SmallVector<StringRef> Result;
  if (const char *Path = std::getenv("CPATH"))
    SplitString(Path, Result, ":");
  return Result;
}

/// Whether the user has headers looked for in \p Folder anyway.
static bool isNamed(const CompilerArguments &Args, StringRef Folder) {
  auto IsIt = [&](StringRef Other) {
    return Other == Folder || sys::fs::equivalent(Other, Folder);
  };
  return any_of(environmentFolders(), IsIt) ||
         any_of(Args.words(), [&](const Word &W) {
           return folderOption(W) && !W.is(OPT_iquote) && IsIt(W.value());
         });
}

/// What comes last, so that it hides nothing: our own headers, and where files
/// are that only the compiler includes, since it takes other branches than
/// clang. A folder of the user's must not be named once more: it would become a
/// system folder.
void LoweredTree::addFallbacks(StringRef Support,
                               std::vector<std::string> &Result) const {
  for (StringRef Directory : environmentFolders())
    if (holds(Directory))
      Result.insert(Result.end(), {"-I", place(fromRoot(Directory))});
  std::set<std::string> Folders{Support.str()};
  if (HasHeaders)
    for (const auto &[Name, Content] : Files)
      Folders.insert(folderOf(Content.name()));
  for (const std::string &Folder : Folders)
    if (!isNamed(Args, Folder))
      Result.insert(Result.end(), {"-idirafter", Folder});
}

/// What the user wants \p Name to be called in debug information.
static std::string mapped(const CompilerArguments &Args, std::string Name) {
  for (const std::string &Arg : reverse(Args.strings())) {
    StringRef Map = Arg;
    if (!Map.consume_front("-ffile-prefix-map=") &&
        !Map.consume_front("-fdebug-prefix-map="))
      continue;
    auto [From, To] = Map.split('=');
    if (StringRef(Name).starts_with(From))
      return To.str() + Name.substr(From.size());
  }
  return Name;
}

/// Debug information and `__BASE_FILE__` name the main file by its path, not by
/// its lines. Told to map macros, clang changes `__FILE__` in headers too.
void LoweredTree::addPrefixMaps(std::vector<std::string> &Result) const {
  if (!Names || StringRef(Folder).contains('='))
    return;
  for (const auto &[Index, Key] : Inputs) {
    const File &Input = Files.at(Key);
    if (StringRef(Key).contains('='))
      continue;
    const bool HasMacro = StringRef(Input.Text).contains("__BASE_FILE__");
    std::string Option = HasMacro || !Args.isClang() ? "-ffile-prefix-map="
                                                     : "-fdebug-prefix-map=";
    Result.push_back(Option + place(Key) + "=" + mapped(Args, Input.name()));
  }
}

void LoweredTree::addWord(const Word &W,
                          std::vector<std::string> &Result) const {
  if (std::optional<StringRef> Option = folderOption(W);
      Option && holds(W.value()))
    Result.insert(Result.end(), {Option->str(), place(fromRoot(W.value()))});
  if (W.is(OPT_include) && Files.count(fromRoot(W.value()))) {
    Result.insert(Result.end(), {"-include", place(fromRoot(W.value()))});
    return;
  }
  for (unsigned I = W.Begin; I < W.End; ++I) {
    auto It = Inputs.find(I);
    Result.push_back(It == Inputs.end() ? Args.strings()[I]
                                        : place(It->second));
  }
}

std::vector<std::string> LoweredTree::arguments(StringRef Support) const {
  std::vector<std::string> Result;
  addFolders(Result);
  addPrefixMaps(Result);
  bool IsEnded = false;
  for (const Word &W : Args.words()) {
    if (W.is(OPT__DASH_DASH)) {
      addFallbacks(Support, Result);
      IsEnded = true;
    }
    addWord(W, Result);
  }
  if (!IsEnded)
    addFallbacks(Support, Result);
  return Result;
}

} // namespace switchback
