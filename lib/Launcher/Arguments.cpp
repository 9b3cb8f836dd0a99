//===- Arguments.cpp - What a compiler was told ---------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Launcher/Arguments.h"
#include "switchback/Compiler/Frontend/Compilation.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace switchback::driver_options;

namespace switchback {

std::string SourceInput::name() const {
  return isStandardInput() ? StandardInput.str() : Path;
}

CompilerArguments::CompilerArguments(StringRef Compiler,
                                     ArrayRef<std::string> Args)
    : IsClang(sys::path::filename(Compiler).contains("clang")),
      IsCxxDriver(sys::path::filename(Compiler).contains("++")) {
  expand(Args);
  parse();
  findInputs();
}

void CompilerArguments::expand(ArrayRef<std::string> Args) {
  BumpPtrAllocator Memory;
  SmallVector<const char *, 64> Expanded;
  for (const std::string &Arg : Args)
    Expanded.push_back(Arg.c_str());
  // A file that is not there is an argument, for gcc too.
  cl::ExpansionContext Context(Memory, cl::TokenizeGNUCommandLine);
  if (Error E = Context.expandResponseFiles(Expanded)) {
    consumeError(std::move(E));
    IsComplete = false;
  }
  Strings.assign(Expanded.begin(), Expanded.end());
}

/// Options of gcc's whose value is the next argument, and that clang's driver
/// takes for something else.
static bool isForeignWithValue(StringRef Arg) {
  return is_contained({"-wrapper", "-aux-info", "-dumpbase", "-dumpbase-ext",
                       "-imultilib", "-imultiarch", "--specs"},
                      Arg);
}

void CompilerArguments::parse() {
  std::vector<const char *> Known;
  std::vector<unsigned> Positions;
  for (unsigned I = 0; I < Strings.size(); ++I) {
    if (isForeignWithValue(Strings[I])) {
      unsigned End = std::min<unsigned>(I + 2, Strings.size());
      Words.push_back({nullptr, I, End});
      ++I;
      continue;
    }
    Known.push_back(Strings[I].c_str());
    Positions.push_back(I);
  }
  unsigned MissingIndex, MissingCount;
  List = getDriverOptTable().ParseArgs(Known, MissingIndex, MissingCount,
                                       opt::Visibility(ClangOption));
  IsComplete &= MissingCount == 0;
  for (const opt::Arg *A : List)
    Words.push_back({A, Positions[A->getIndex()], 0});
  sort(Words, [](const Word &A, const Word &B) { return A.Begin < B.Begin; });
  for (unsigned I = 0; I < Words.size(); ++I)
    Words[I].End =
        I + 1 < Words.size() ? Words[I + 1].Begin : unsigned(Strings.size());
}

bool CompilerArguments::isCxx(StringRef Path, StringRef Language) const {
  if (!Language.empty() && Language != "none")
    return Language == "c++";
  StringRef Extension = sys::path::extension(Path);
  if (Extension == ".c")
    return IsCxxDriver;
  if (is_contained({".cppm", ".ixx", ".cxxm", ".ccm"}, Extension))
    return IsClang;
  return is_contained({".cpp", ".cc", ".cxx", ".C", ".c++", ".cp", ".CPP"},
                      Extension);
}

void CompilerArguments::findInputs() {
  StringRef Language;
  for (const Word &W : Words) {
    if (W.is(OPT_x))
      Language = W.value();
    if (!W.is(OPT_INPUT) && !W.is(OPT__DASH_DASH))
      continue;
    unsigned First = W.is(OPT_INPUT) ? W.Begin : W.Begin + 1;
    for (unsigned I = First; I < W.End; ++I)
      if (isCxx(Strings[I], Language))
        Inputs.push_back({I, Strings[I]});
  }
}

bool CompilerArguments::compiles() const {
  if (!IsComplete || Inputs.empty() || coroutines() == false)
    return false;
  // What only prints, or only preprocesses. `-MD` compiles, and so do the
  // options that go with it.
  for (opt::OptSpecifier Option :
       {OPT_E, OPT_M, OPT_MM, OPT__HASH_HASH_HASH, OPT_working_directory,
        OPT_rewrite_objc, OPT_verify_pch, OPT_help, OPT__version})
    if (has(Option))
      return false;
  return none_of(Words, [&](const Word &W) {
    return StringRef(Strings[W.Begin]).starts_with("-print-") ||
           Strings[W.Begin] == "-cc1" || Strings[W.Begin] == "-fpreprocessed" ||
           Strings[W.Begin] == "-fdirectives-only" ||
           (W.is(OPT_Xclang) && W.value() == "-emit-pch");
  });
}

bool CompilerArguments::has(opt::OptSpecifier Option) const {
  return any_of(Words, [&](const Word &W) { return W.is(Option); });
}

std::optional<StringRef>
CompilerArguments::last(opt::OptSpecifier Option) const {
  std::optional<StringRef> Result;
  for (const Word &W : Words)
    if (W.is(Option))
      Result = W.value();
  return Result;
}

std::optional<std::string> CompilerArguments::output() const {
  if (has(OPT_fsyntax_only))
    return std::nullopt;
  if (std::optional<StringRef> Given = last(OPT_o))
    return Given->str();
  if (!has(OPT_c) && !has(OPT_S))
    return "a.out";
  if (Inputs.size() != 1)
    return std::nullopt;
  SmallString<128> Result(sys::path::filename(Inputs.front().Path));
  sys::path::replace_extension(Result, has(OPT_S) ? "s" : "o");
  return std::string(Result);
}

std::optional<bool> CompilerArguments::coroutines() const {
  std::optional<bool> Result;
  for (const Word &W : Words)
    if (Strings[W.Begin] == "-fcoroutines" ||
        Strings[W.Begin] == "-fno-coroutines")
      Result = Strings[W.Begin] == "-fcoroutines";
  return Result;
}

} // namespace switchback
