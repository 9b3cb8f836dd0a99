//===- Tree.cpp - The files that are compiled instead ---------------------===//
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
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace switchback::driver_options;

namespace switchback {

std::string fromRoot(StringRef Path) {
  SmallString<128> Result(Path);
  sys::fs::make_absolute(Result);
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

static bool isChanged(const HeaderOutcome &Header) {
  return Header.Text != Header.Original;
}

bool CompiledInput::isChanged() const {
  return Outcome.Text || any_of(Outcome.Headers, switchback::isChanged);
}

LoweredTree::~LoweredTree() {
  if (!IsKept && !Folder.empty())
    sys::fs::remove_directories(Folder);
}

//===----------------------------------------------------------------------===//
// What is in it
//===----------------------------------------------------------------------===//

/// \p Text as a file that is called \p Name.
static std::string named(StringRef Name, StringRef Text) {
  Text.consume_front("\xEF\xBB\xBF");
  std::string Result = "#line 1 \"";
  raw_string_ostream(Result).write_escaped(Name);
  return Result + "\"\n" + Text.str();
}

/// Clang says `./x.h` of what stands beside an input that is named without a
/// folder. g++ does so only of what options say.
std::string LoweredTree::spell(StringRef Spelled) const {
  auto IsByOption = [&](const Word &W) {
    return (W.is(OPT_I) && W.value() == ".") ||
           (W.is(OPT_include) && fromRoot(W.value()) == fromRoot(Spelled));
  };
  if (!Args.isClang() && none_of(Args.words(), IsByOption))
    Spelled.consume_front("./");
  return Spelled.str();
}

/// Has the lines of \p Text, a header's, belong to \p To.
static std::string renameLines(StringRef Text, StringRef To) {
  std::string Result;
  raw_string_ostream OS(Result);
  ListSeparator NewLine("\n");
  for (StringRef Line : split(Text, '\n')) {
    OS << NewLine;
    // The user's own directives name other files.
    if (Line.starts_with("#line ") && Line.rtrim().ends_with("\"")) {
      auto [Number, Name] = Line.split('"');
      if (fromRoot(Name.rtrim().drop_back()) == fromRoot(To)) {
        OS << Number << '"';
        OS.write_escaped(To) << '"';
        continue;
      }
    }
    OS << Line;
  }
  return Result;
}

/// The ways in which the header at \p Name was spelled, of all that it was.
static std::vector<std::string> spelledFor(const HeaderOutcome &Header,
                                           StringRef Name) {
  std::vector<std::string> Result;
  for (const std::string &Spelled : Header.Spelled)
    if (fromRoot(Spelled) == Name)
      Result.push_back(Spelled);
  if (Result.empty())
    Result.push_back(Name.str());
  return Result;
}

/// Whether a file in \p InFolder, a folder of an input, would be taken for the
/// header if that folder came first.
bool LoweredTree::isShadowed(const HeaderOutcome &Header,
                             StringRef InFolder) const {
  for (const Word &W : Args.words()) {
    if (!W.is(OPT_I) && !W.is(OPT_iquote))
      continue;
    std::string Directory = fromRoot(W.value()) + "/";
    for (StringRef Name : Header.Names) {
      StringRef Relative = Name;
      if (!Relative.consume_front(Directory))
        continue;
      SmallString<128> Other(InFolder);
      sys::path::append(Other, Relative);
      if (Other != Name && sys::fs::exists(Other) &&
          !sys::fs::equivalent(Other, Name))
        return true;
    }
  }
  return false;
}

Error LoweredTree::addHeader(const HeaderOutcome &Header) {
  std::string Text = Header.Text;
  const bool IsCopy = !isChanged(Header);
  if (IsCopy) {
    auto Buffer = MemoryBuffer::getFile(Header.Path);
    if (!Buffer)
      return createStringError("cannot read '" + Header.Path +
                               "': " + Buffer.getError().message());
    Text = (*Buffer)->getBuffer().str();
    // From a copy, the next would be the original.
    if (StringRef(Text).contains("include_next"))
      return Error::success();
  }
  for (const std::string &Name : Header.Names) {
    File New{Text, spelledFor(Header, Name)};
    for (std::string &Spelled : New.Names)
      Spelled = spell(Spelled);
    if (Names)
      New.Text =
          IsCopy ? named(New.name(), Text) : renameLines(Text, New.name());
    auto [Entry, IsNew] = Files.try_emplace(Name, New);
    // Two inputs may call one header differently; the first is heard.
    if (!IsNew &&
        renameLines(Entry->second.Text, Name) != renameLines(New.Text, Name))
      return createStringError("they disagree on what '" + New.name() +
                               "' is to become");
  }
  return Error::success();
}

Error LoweredTree::add(const CompiledInput &Input) {
  const SourceInput &Source = Input.Source;
  std::string Name = Source.name(), Key = fromRoot(Source.Path);
  std::string Text = Names ? named(Name, Input.Content) : Input.Content;
  if (Input.Outcome.Text)
    Text = *Input.Outcome.Text;
  Files[Key] = {std::move(Text), {Name}};
  Inputs[Source.Index] = Key;
  StringRef InFolder = sys::path::parent_path(Key);
  auto &Headers = Input.Outcome.Headers;
  // With several inputs, no folder may come before the others.
  HasHeaders |= Args.inputs().size() > 1 || any_of(Headers, isChanged) ||
                any_of(Headers, [&](const HeaderOutcome &H) {
                  return isShadowed(H, InFolder);
                });
  if (HasHeaders)
    for (const HeaderOutcome &Header : Headers)
      if (Error E = addHeader(Header))
        return E;
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Where it is
//===----------------------------------------------------------------------===//

std::string LoweredTree::place(StringRef Name) const {
  return Folder + "/root" + Name.str();
}

/// The way to \p Path, a path below \p Folder, from there. Dots stay, since
/// they tell apart what was found in different ways.
static std::optional<std::string> below(StringRef Folder, StringRef Path) {
  if (Folder.empty())
    return std::nullopt;
  if (Path.consume_front(Folder))
    return Path.str();
  std::string Absolute = fromRoot(Path);
  StringRef Result = Absolute;
  if (!Result.consume_front(fromRoot(Folder)))
    return std::nullopt;
  return Result.str();
}

std::optional<std::string> LoweredTree::native(StringRef Path) const {
  std::optional<std::string> Way = below(Folder, Path);
  if (!Way || !StringRef(*Way).starts_with("/root/"))
    return std::nullopt;
  Way->erase(0, StringRef("/root").size());
  auto It = Files.find(fromRoot(*Way));
  if (It == Files.end())
    return fromRoot(*Way);
  for (const std::string &Spelled : It->second.Names) {
    SmallString<128> Absolute(Spelled);
    sys::fs::make_absolute(Absolute);
    if (Absolute == *Way)
      return Spelled;
  }
  // Not entered that way, since it is included only once.
  for (const Word &W : Args.words()) {
    StringRef Relative = *Way;
    if (folderOption(W) && Relative.consume_front(fromRoot(W.value()) + "/"))
      return (W.value() + "/" + Relative).str();
  }
  return It->second.name();
}

Error LoweredTree::makeFolder() {
  std::optional<std::string> Output = Args.output();
  if (Output && *Output != "-" &&
      (!sys::fs::exists(*Output) || sys::fs::is_regular_file(*Output))) {
    Folder = *Output + ".switchback";
    // From a compile that was killed.
    sys::fs::remove_directories(Folder);
    if (!sys::fs::create_directory(Folder))
      return Error::success();
  }
  SmallString<128> Unique;
  if (std::error_code EC =
          sys::fs::createUniqueDirectory("switchback", Unique)) {
    Folder.clear();
    return createStringError(EC,
                             "cannot make a temporary folder: " + EC.message());
  }
  Folder = std::string(Unique);
  return Error::success();
}

Error LoweredTree::write() {
  if (Error E = makeFolder())
    return E;
  for (const auto &[Name, Content] : Files) {
    std::string Path = place(Name);
    std::error_code EC =
        sys::fs::create_directories(sys::path::parent_path(Path));
    if (!EC) {
      raw_fd_ostream OS(Path, EC);
      OS << Content.Text;
      OS.close();
      if (OS.has_error())
        EC = OS.error();
      OS.clear_error();
    }
    if (EC)
      return createStringError(EC,
                               "cannot write '" + Path + "': " + EC.message());
  }
  return Error::success();
}

} // namespace switchback
