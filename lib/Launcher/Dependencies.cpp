//===- Dependencies.cpp - What make is told -------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Launcher/Dependencies.h"
#include "switchback/Compiler/Frontend/Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <cstdlib>
#include <set>

using namespace llvm;
using namespace switchback::driver_options;

namespace switchback {

namespace {

/// A name in a rule, as make reads it.
std::string unescape(StringRef Word) {
  std::string Result;
  for (size_t I = 0; I < Word.size(); ++I) {
    StringRef Rest = Word.substr(I);
    if (Rest.starts_with("\\ ") || Rest.starts_with("\\#") ||
        Rest.starts_with("$$"))
      ++I;
    Result += Word[I];
  }
  return Result;
}

/// Backslashes in front of a space are doubled, since it has one itself.
std::string escape(StringRef Name) {
  std::string Result;
  for (size_t I = 0; I < Name.size(); ++I) {
    if (Name[I] == ' ') {
      for (size_t J = I; J > 0 && Name[J - 1] == '\\'; --J)
        Result += '\\';
      Result += '\\';
    } else if (Name[I] == '#') {
      Result += '\\';
    } else if (Name[I] == '$') {
      Result += '$';
    }
    Result += Name[I];
  }
  return Result;
}

/// Takes the next name, or a colon or the end of a line, from \p Text.
StringRef takeWord(StringRef &Text) {
  while (Text.starts_with(" ") || Text.starts_with("\\\n"))
    Text = Text.drop_front(Text.starts_with(" ") ? 1 : 2);
  if (Text.empty() || Text.front() == '\n')
    return "";
  size_t End = 0;
  while (End < Text.size() && !isSpace(Text[End])) {
    if (Text.substr(End).starts_with("\\\n"))
      break;
    End += Text[End] == '\\' && End + 1 < Text.size() ? 2 : 1;
  }
  StringRef Word = Text.take_front(End);
  Text = Text.drop_front(End);
  return Word;
}

/// One rule, of which everything behind the targets is given its own name.
std::string correctedRule(ArrayRef<StringRef> Words, const LoweredTree &Tree) {
  std::string Result;
  std::set<std::string> Seen;
  bool IsTarget = true;
  for (StringRef Word : Words) {
    StringRef Name = Word;
    // `-MP` makes a target of every header.
    const bool EndsTargets = IsTarget && Name.consume_back(":");
    std::string New = Name.str();
    if (auto Native = Tree.native(unescape(Name)))
      New = escape(StringRef(*Native).starts_with("./")
                       ? StringRef(*Native).drop_front(2)
                       : StringRef(*Native));
    if (!IsTarget && !Seen.insert(New).second)
      continue;
    if (!Result.empty())
      Result += IsTarget ? " " : " \\\n ";
    Result += New + (EndsTargets ? ":" : "");
    IsTarget &= !EndsTargets;
  }
  return Result;
}

/// The name of the file that `-MD` writes where no option has one: beside the
/// output, after it or after the input. Compilers differ.
void addDefaultNames(const CompilerArguments &Args,
                     std::vector<std::string> &Result) {
  std::optional<StringRef> Output = Args.last(OPT_o);
  std::string Dump = Output ? Output->str() : "a";
  SmallString<128> Replaced(Dump);
  sys::path::replace_extension(Replaced, "d");
  Result.push_back(std::string(Replaced));
  Result.push_back(Dump + ".d");
  for (const SourceInput &Input : Args.inputs()) {
    SmallString<128> Name(sys::path::filename(Input.Path));
    sys::path::replace_extension(Name, "d");
    Result.push_back(std::string(Name));
    Result.push_back(Dump + "-" + std::string(Name));
    Result.push_back((Args.last(OPT_dumpdir).value_or("") + Name).str());
    if (Output)
      Result.push_back((sys::path::parent_path(*Output) + "/" + Name).str());
  }
}

/// Every file that may be one.
std::vector<std::string> dependencyFiles(const CompilerArguments &Args) {
  std::vector<std::string> Result;
  for (const Word &W : Args.words()) {
    if (W.is(OPT_MF))
      Result.push_back(W.value().str());
    if (W.is(OPT_Wp_COMMA))
      for (StringRef Value : W.Arg->getValues())
        if (!Value.starts_with("-"))
          Result.push_back(Value.str());
  }
  for (const char *Variable : {"DEPENDENCIES_OUTPUT", "SUNPRO_DEPENDENCIES"})
    if (const char *Value = std::getenv(Variable))
      Result.push_back(StringRef(Value).split(' ').first.str());
  if (Args.has(OPT_MD) || Args.has(OPT_MMD))
    addDefaultNames(Args, Result);
  return Result;
}

} // namespace

std::string correctedDependencies(StringRef Text, const LoweredTree &Tree) {
  std::string Result;
  while (!Text.empty()) {
    std::vector<StringRef> Words;
    while (true) {
      StringRef Word = takeWord(Text);
      if (Word.empty())
        break;
      Words.push_back(Word);
    }
    Result += correctedRule(Words, Tree) + "\n";
    Text = Text.drop_front(std::min<size_t>(1, Text.size()));
  }
  return Result;
}

Error correctDependencies(const CompilerArguments &Args,
                          const LoweredTree &Tree) {
  for (const std::string &Path : dependencyFiles(Args)) {
    if (!sys::fs::is_regular_file(Path))
      continue;
    auto Buffer = MemoryBuffer::getFile(Path);
    if (!Buffer)
      continue;
    StringRef Old = (*Buffer)->getBuffer();
    if (!Old.contains(escape(Tree.folder())))
      continue;
    if (Error E = writeWhole(Path, correctedDependencies(Old, Tree)))
      return E;
  }
  return Error::success();
}

} // namespace switchback
