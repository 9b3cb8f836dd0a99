//===- Preprocessed.cpp - Sources that are preprocessed already -----------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Preprocessed.h"
#include "switchback/Compiler/Frontend/HeaderInsertion.h"
#include "clang/Basic/LangStandard.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace llvm;

namespace switchback {

//===----------------------------------------------------------------------===//
// Text with line markers
//===----------------------------------------------------------------------===//

namespace {

/// What stands between two line markers.
struct MarkedPart {
  unsigned Begin = 0, End = 0;
  std::string Name;
  /// Of its first line.
  unsigned Line = 1;
  bool IsSystem = false, IsExternC = false;
};

LangOptions rawOptions() {
  LangOptions Options;
  // Raw strings may have lines in them that look like directives.
  Options.CPlusPlus = Options.CPlusPlus11 = Options.CPlusPlus14 = true;
  Options.CPlusPlus17 = Options.CPlusPlus20 = true;
  return Options;
}

/// Reads `# LINE "FILE" FLAGS` or `#line LINE "FILE"` into \p Part, which is
/// what was before it.
bool readMarker(StringRef Directive, MarkedPart &Part) {
  if (!Directive.consume_front("#"))
    return false;
  Directive = Directive.ltrim();
  bool KeepsKind = Directive.consume_front("line");
  unsigned Line;
  Directive = Directive.ltrim();
  if (Directive.consumeInteger(10, Line))
    return false;
  Part.Line = Line;
  Directive = Directive.trim();
  if (!Directive.consume_front("\""))
    return Directive.empty();
  Part.Name.clear();
  while (!Directive.empty() && !Directive.starts_with("\"")) {
    Directive.consume_front("\\");
    Part.Name += Directive.front();
    Directive = Directive.drop_front();
  }
  if (KeepsKind)
    return true;
  SmallVector<StringRef, 4> Flags;
  Directive.drop_front(!Directive.empty()).split(Flags, ' ', -1, false);
  Part.IsSystem = is_contained(Flags, "3");
  Part.IsExternC = is_contained(Flags, "4");
  return true;
}

/// The parts of \p Text, which ends with a null character.
std::vector<MarkedPart> markedParts(StringRef Text) {
  const LangOptions Options = rawOptions();
  Lexer Lex(SourceLocation(), Options, Text.begin(), Text.begin(), Text.end());
  std::vector<MarkedPart> Parts(1);
  Token Tok;
  for (Lex.LexFromRawLexer(Tok); Tok.isNot(tok::eof);
       Lex.LexFromRawLexer(Tok)) {
    if (Tok.isNot(tok::hash) || !Tok.isAtStartOfLine())
      continue;
    unsigned Begin = Lex.getCurrentBufferOffset() - 1;
    MarkedPart Next = Parts.back();
    unsigned End = std::min(Text.find('\n', Begin), Text.size() - 1) + 1;
    if (!readMarker(Text.slice(Begin, End), Next))
      continue;
    Parts.back().End = Begin;
    Next.Begin = End;
    Parts.push_back(Next);
  }
  Parts.back().End = Text.size();
  return Parts;
}

/// One name for each file, whatever way leads to it.
class FileNames {
public:
  const std::string &operator[](StringRef Name) {
    auto [Known, IsNew] = Real.try_emplace(Name);
    if (IsNew) {
      SmallString<128> Path;
      if (sys::fs::real_path(Name, Path)) {
        Path = Name;
        sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
      }
      Known->second = std::string(Path);
    }
    return Known->second;
  }

private:
  StringMap<std::string> Real;
};

bool isBlank(StringRef Text) { return Text.trim().empty(); }

//===----------------------------------------------------------------------===//
// Where the support text goes
//===----------------------------------------------------------------------===//

/// Finds a place between two declarations, in a part of the user's.
class PlaceFinder {
public:
  PlaceFinder(const LoweredUnit &Unit, ArrayRef<MarkedPart> Parts)
      : Unit(Unit), Text(Unit.Text), Parts(Parts) {}

  unsigned run() const {
    std::vector<unsigned> Ends = ends();
    for (unsigned End : reverse(Ends))
      if (std::optional<unsigned> Place = behind(End))
        if (isGood(*Place))
          return *Place;
    unsigned Place = lineOfToken(0);
    // Behind the marker that says what the file was.
    return isGood(Place) || Parts.size() < 2 ? Place : Parts[1].Begin;
  }

  const MarkedPart &partAt(unsigned Offset) const {
    auto Behind = partition_point(
        Parts, [&](const MarkedPart &P) { return P.Begin <= Offset; });
    return Behind == Parts.begin() ? Parts.front() : *std::prev(Behind);
  }

private:
  bool isGood(unsigned Place) const {
    const MarkedPart &Part = partAt(Place);
    return Place <= Unit.Result.FirstLoweredOffset && !Part.IsSystem &&
           Part.Begin <= Place && Place <= Part.End;
  }

  /// Where the declarations before the first lowered coroutine end that stand
  /// in no other.
  std::vector<unsigned> ends() const {
    auto Ranges = Unit.TopLevel;
    sort(Ranges);
    std::vector<unsigned> Result;
    std::optional<unsigned> Last;
    for (auto [Begin, End] : Ranges) {
      if (Last && Begin <= *Last) {
        Last = std::max(*Last, End);
        continue;
      }
      if (Last && *Last < Unit.Result.FirstLoweredOffset)
        Result.push_back(*Last);
      Last = End;
    }
    if (Last && *Last < Unit.Result.FirstLoweredOffset)
      Result.push_back(*Last);
    return Result;
  }

  /// The place behind the declaration whose last token is at \p End, if it is
  /// clear that the declaration ends there.
  std::optional<unsigned> behind(unsigned End) const {
    Lexer Lex(SourceLocation(), Options, Text.begin(), Text.begin() + End,
              Text.end());
    Token Tok;
    Lex.LexFromRawLexer(Tok);
    if (!Unit.Closed.count(End)) {
      Lex.LexFromRawLexer(Tok);
      if (Tok.isNot(tok::semi))
        return std::nullopt;
    }
    return lineOfToken(Lex.getCurrentBufferOffset());
  }

  /// The line of the first token, from \p From on, that is of no directive; or
  /// \p From if it is on the same line.
  unsigned lineOfToken(unsigned From) const {
    Lexer Lex(SourceLocation(), Options, Text.begin(), Text.begin() + From,
              Text.end());
    Token Tok;
    Lex.LexFromRawLexer(Tok);
    while (Tok.is(tok::hash) && Tok.isAtStartOfLine()) {
      do
        Lex.LexFromRawLexer(Tok);
      while (Tok.isNot(tok::eof) && !Tok.isAtStartOfLine());
    }
    unsigned Begin = Lex.getCurrentBufferOffset() - Tok.getLength();
    unsigned Line = Text.take_front(Begin).rfind('\n') + 1;
    return std::max(From, Line);
  }

  const LoweredUnit &Unit;
  StringRef Text;
  ArrayRef<MarkedPart> Parts;
  const LangOptions Options = rawOptions();
};

std::string marker(unsigned Line, StringRef Name, StringRef Flags) {
  std::string Result = "# " + std::to_string(Line) + " \"";
  for (char C : Name) {
    if (C == '"' || C == '\\')
      Result += '\\';
    Result += C;
  }
  return Result + "\"" + Flags.str() + "\n";
}

} // namespace

//===----------------------------------------------------------------------===//
// The support text
//===----------------------------------------------------------------------===//

SupportText::SupportText(std::string Text) {
  FileNames Names;
  for (const MarkedPart &P : markedParts(Text)) {
    Part New;
    New.Name = P.Name;
    New.Line = P.Line;
    New.IsExternC = P.IsExternC;
    StringRef Folder = sys::path::parent_path(P.Name);
    StringRef Header = sys::path::filename(P.Name);
    New.IsOurs = sys::path::filename(Folder) == "switchback";
    New.IsForTemplates = New.IsOurs && Header != "frame.h";
    SmallVector<StringRef, 64> Lines;
    StringRef(Text).slice(P.Begin, P.End).split(Lines, '\n');
    if (!Lines.empty() && Lines.back().empty())
      Lines.pop_back();
    for (StringRef Line : Lines) {
      bool IsMacro =
          Line.starts_with("#define ") || Line.starts_with("#undef ");
      if (IsMacro && New.IsOurs)
        New.Macros += (Line + "\n").str();
      New.Text += IsMacro ? "\n" : (Line + "\n").str();
    }
    // Line numbers count from the marker: a part may be nothing but macros.
    if (isBlank(New.Text))
      New.Text.clear();
    if (New.Text.empty() && New.Macros.empty() &&
        sys::path::filename(P.Name) != "coroutine")
      continue;
    New.File = Names[P.Name];
    Parts.push_back(std::move(New));
  }
}

bool SupportText::fits(StringRef Preprocessed) const {
  FileNames Names;
  StringSet<> Files;
  for (const MarkedPart &P : markedParts(Preprocessed))
    Files.insert(Names[P.Name]);
  return any_of(Parts, [&](const Part &P) {
    return sys::path::filename(P.Name) == "coroutine" && Files.contains(P.File);
  });
}

std::vector<Edit> SupportText::edits(const LoweredUnit &Unit) const {
  const std::vector<MarkedPart> Marked = markedParts(Unit.Text);
  const PlaceFinder Finder(Unit, Marked);
  const unsigned Place = Finder.run();
  FileNames Names;
  StringSet<> Before, Added;
  for (const MarkedPart &P : Marked)
    if (P.Begin < Place)
      Before.insert(Names[P.Name]);

  Edit Insertion{Place, 0, ""};
  std::string Macros;
  StringRef Enter = " 1";
  for (const Part &P : Parts) {
    if (P.IsForTemplates && !Unit.Result.NeedsTemplateHeader)
      continue;
    Macros += P.Macros;
    if (P.Text.empty() || Before.contains(P.File))
      continue;
    Added.insert(P.File);
    Insertion.Text +=
        marker(P.Line, P.Name, (Enter + (P.IsExternC ? " 3 4" : " 3")).str());
    Insertion.Text += P.Text;
    Enter = "";
  }
  StringRef Text = Unit.Text;
  if (Place != 0 && Text[Place - 1] != '\n')
    Macros = "\n" + Macros;
  Insertion.Text = Macros + Insertion.Text;
  const MarkedPart &Here = Finder.partAt(Place);
  Insertion.Text += marker(
      Here.Line + Text.slice(Here.Begin, Place).count('\n'), Here.Name,
      (StringRef(Added.empty() ? "" : " 2") + (Here.IsSystem ? " 3" : ""))
          .str());

  std::vector<Edit> Edits{std::move(Insertion)};
  for (const MarkedPart &P : Marked)
    if (P.Begin >= Place && Added.contains(Names[P.Name]) &&
        !isBlank(Text.slice(P.Begin, P.End)))
      Edits.push_back({P.Begin, P.End - P.Begin, ""});
  return Edits;
}

//===----------------------------------------------------------------------===//
// The compilation
//===----------------------------------------------------------------------===//

namespace {

/// Where the driver has the compiler look for headers.
class HeaderSearchAction : public tooling::ToolAction {
public:
  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *, std::shared_ptr<PCHContainerOperations>,
                     DiagnosticConsumer *) override {
    Found = Invocation->getHeaderSearchOpts();
    return true;
  }

  std::optional<HeaderSearchOptions> Found;
};

/// \p Original with macros.
CompilerInvocation withMacros(const CompilerInvocation &Original) {
  CompilerInvocation Result(Original);
  FrontendInputFile &Input = Result.getFrontendOpts().Inputs.front();
  const InputKind Kind = Input.getKind();
  Input = FrontendInputFile(Input.getFile(),
                            InputKind(Kind.getLanguage(), Kind.getFormat()),
                            Input.isSystem());
  PreprocessorOptions &Options = Result.getPreprocessorOpts();
  Options.UsePredefines = false;
  Options.Macros.clear();
  Options.Includes.clear();
  Options.MacroIncludes.clear();
  return Result;
}

} // namespace

PreprocessedCompilation::PreprocessedCompilation(
    const CompilerInvocation &Invocation,
    IntrusiveRefCntPtr<vfs::FileSystem> Files, std::optional<StringRef> Text,
    StringRef Headers, StringRef Program)
    : InvocationCompilation(withMacros(Invocation), Files, Text),
      Original(Invocation), Files(std::move(Files)), Headers(Headers),
      Program(Program) {}

Error PreprocessedCompilation::findSupport(StringRef Content) {
  if (Headers.empty())
    return createStringError("the headers of Switchback were not found");
  std::vector<std::string> Args{Program,
                                "--driver-mode=g++",
                                "-fsyntax-only",
                                "--target=" + Original.getTargetOpts().Triple,
                                "-x",
                                "c++"};
  const HeaderSearchOptions &Search = Original.getHeaderSearchOpts();
  LangStandard::Kind Standard = Original.getLangOpts().LangStd;
  if (Standard != LangStandard::lang_unspecified)
    Args.push_back(std::string("-std=") +
                   LangStandard::getLangStandardForKind(Standard).getName());
  if (!Search.ResourceDir.empty())
    Args.push_back("-resource-dir=" + Search.ResourceDir);
  if (!Search.Sysroot.empty() && Search.Sysroot != "/")
    Args.push_back("--sysroot=" + Search.Sysroot);
  if (Content.contains("/c++/v1/"))
    Args.push_back("-stdlib=libc++");
  const std::string Name = "switchback-support.cpp";
  const std::string Include = ("#include <" + TemplateHeader + ">\n").str();
  Args.push_back(Name);

  HeaderSearchAction Folders;
  CommandCompilation Driver({".", Name, std::move(Args), ""}, Include);
  IgnoringDiagConsumer Ignored;
  compat::DiagnosticOptionsPtr DiagOpts = Driver.diagnosticOptions();
  Driver.run(Folders, Ignored, *DiagOpts);
  if (!Folders.Found)
    return createStringError("where its headers are was not found");

  CompilerInvocation Inner(Original);
  Inner.getHeaderSearchOpts() = *Folders.Found;
  Inner.getHeaderSearchOpts().AddPath(Headers, frontend::After,
                                      /*IsFramework=*/false,
                                      /*IgnoreSysRoot=*/true);
  Inner.getFrontendOpts().Inputs = {FrontendInputFile("-", Language::CXX)};
  std::optional<std::string> Text =
      preprocess(InvocationCompilation(Inner, Files, StringRef(Include)),
                 std::nullopt, /*WithMacros=*/true);
  if (!Text)
    return createStringError("'" + TemplateHeader +
                             "' was not preprocessed for it");
  SupportText Found(std::move(*Text));
  if (!Found.fits(Content))
    return createStringError(
        "it does not have the <coroutine> that the compiler finds");
  Support = std::move(Found);
  return Error::success();
}

} // namespace switchback
