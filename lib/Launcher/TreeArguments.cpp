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
#include "llvm/Support/Path.h"
#include <cstdlib>
#include <set>

using namespace llvm;
using namespace switchback::driver_options;

namespace switchback {

/// The option by which \p W names a folder to look for headers in.
static std::optional<StringRef> folderOption(const Word &W) {
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
    std::string Name = Files.at(Key).Name;
    Result.insert(Result.end(), {"-iquote", folderOf(Name)});
    // g++ does not say `./` of what stands beside the input.
    if (sys::path::parent_path(Name).empty() && !Args.isClang() &&
        spell("./") != "./")
      Result.push_back("-ffile-prefix-map=./=");
  }
}

/// Where files are that only the compiler includes, since it takes other
/// branches than clang: last, so that they do not hide others.
void LoweredTree::addFallbacks(std::vector<std::string> &Result) const {
  // What the environment names comes behind what options name.
  if (const char *Path = std::getenv("CPATH"))
    for (StringRef Directory : split(Path, ':'))
      if (!Directory.empty() && holds(Directory))
        Result.insert(Result.end(), {"-I", place(fromRoot(Directory))});
  if (!HasHeaders)
    return;
  std::set<std::string> Folders;
  for (const auto &[Name, Content] : Files)
    Folders.insert(folderOf(Content.Name));
  for (const std::string &Folder : Folders)
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

/// Debug information names the main file by its path, not by its lines.
void LoweredTree::addPrefixMaps(std::vector<std::string> &Result) const {
  if (!Names || StringRef(Folder).contains('='))
    return;
  for (const auto &[Index, Key] : Inputs)
    if (!StringRef(Key).contains('='))
      Result.push_back("-ffile-prefix-map=" + place(Key) + "=" +
                       mapped(Args, Files.at(Key).Name));
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

std::vector<std::string> LoweredTree::arguments() const {
  std::vector<std::string> Result;
  addFolders(Result);
  addPrefixMaps(Result);
  bool IsEnded = false;
  for (const Word &W : Args.words()) {
    if (W.is(OPT__DASH_DASH)) {
      addFallbacks(Result);
      IsEnded = true;
    }
    addWord(W, Result);
  }
  if (!IsEnded)
    addFallbacks(Result);
  return Result;
}

} // namespace switchback
