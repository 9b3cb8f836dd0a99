//===- MacroRecorder.cpp - What macros expand to --------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See MacroRecorder.h. Tokens that a person wrote as a macro's argument keep
/// the white space and comments between them.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/MacroRecorder.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;

namespace switchback {

/// Follows which file is being read, and the pragmas inside of macros, which
/// the parser gets no tokens of.
class MacroRecorder::Callbacks : public PPCallbacks {
public:
  explicit Callbacks(MacroRecorder &Recorder) : Recorder(Recorder) {}

  void LexedFileChanged(FileID File, LexedFileChangeReason,
                        SrcMgr::CharacteristicKind Kind, FileID,
                        SourceLocation) override {
    Recorder.Current = SrcMgr::isSystem(Kind) ? FileID() : File;
  }

  void MacroExpands(const Token &Name, const MacroDefinition &Definition,
                    SourceRange, const MacroArgs *) override {
    const MacroInfo *Info = Definition.getMacroInfo();
    if (Info->isBuiltinMacro() &&
        Name.getIdentifierInfo()->getName() == "__COUNTER__")
      if (Expansion *E = Recorder.expansionFor(Name.getLocation()))
        E->Counts = true;
    if (Recorder.Current.isValid() && Info->isFunctionLike() &&
        llvm::any_of(Info->tokens(),
                     [](const Token &Tok) { return Tok.is(tok::hash); }))
      if (Expansion *E = Recorder.expansionFor(Name.getLocation()))
        E->SpellsArguments = true;
  }

  void PragmaDirective(SourceLocation Loc, PragmaIntroducerKind Kind) override {
    // Until a later callback says what it is.
    if (Kind == PIK__Pragma)
      if (Expansion *E = Recorder.expansionFor(Loc)) {
        Pending = E;
        E->IsWritable = false;
      }
  }
  void PragmaDiagnosticPush(SourceLocation Loc, StringRef Name) override {
    write(Loc, (Name + " diagnostic push").str());
  }
  void PragmaDiagnosticPop(SourceLocation Loc, StringRef Name) override {
    write(Loc, (Name + " diagnostic pop").str());
  }
  void PragmaDiagnostic(SourceLocation Loc, StringRef Name,
                        diag::Severity Severity, StringRef Flag) override {
    const char *Kind = Severity == diag::Severity::Ignored   ? "ignored"
                       : Severity == diag::Severity::Warning ? "warning"
                                                             : "error";
    write(Loc, (Name + " diagnostic " + Kind + " \"" + Flag + "\"").str());
  }

private:
  void write(SourceLocation Loc, const std::string &Text) {
    Expansion *E = std::exchange(Pending, nullptr);
    if (!E)
      return;
    E->IsWritable = true;
    E->Pieces.push_back({Loc, "\n#pragma " + Text + "\n"});
  }

  MacroRecorder &Recorder;
  Expansion *Pending = nullptr;
};

/// True for `#define stdout stdout`, as C libraries have it.
static bool expandsToItself(const MacroInfo &Info, const IdentifierInfo *Name) {
  return Info.isObjectLike() && Info.getNumTokens() == 1 &&
         Info.getReplacementToken(0).getIdentifierInfo() == Name;
}

void MacroRecorder::watch(CompilerInstance &Instance) {
  CI = &Instance;
  SM = &Instance.getSourceManager();
  Preprocessor &PP = Instance.getPreprocessor();
  PP.addPPCallbacks(std::make_unique<Callbacks>(*this));
  PP.setTokenWatcher([this, &PP](const Token &Tok) {
    if (Current.isInvalid() || !Tok.getLocation().isMacroID())
      return;
    Expansion *E = expansionFor(Tok.getLocation());
    if (!E)
      return;
    if (Tok.isAnnotation()) {
      E->IsWritable = false;
      return;
    }
    Piece P{Tok.getLocation(), PP.getSpelling(Tok), Tok.getKind()};
    P.HasSpace = Tok.hasLeadingSpace() || Tok.isAtStartOfLine();
    if (const IdentifierInfo *II = Tok.getIdentifierInfo())
      if (const MacroInfo *Info =
              PP.getMacroInfo(const_cast<IdentifierInfo *>(II))) {
        P.IsMacroName = !expandsToItself(*Info, II);
        P.IsFunctionLike = Info->isFunctionLike();
      }
    E->Pieces.push_back(std::move(P));
  });
}

MacroRecorder::Expansion *MacroRecorder::expansionFor(SourceLocation Loc) {
  auto [File, Offset] = SM->getDecomposedLoc(SM->getExpansionLoc(Loc));
  return File == Current ? &Expansions[File][Offset] : nullptr;
}

/// The place in \p Caller where a token that is a macro's argument was written.
static std::optional<unsigned>
writtenAt(SourceLocation Loc, const SourceManager &SM, FileID Caller) {
  while (Loc.isMacroID()) {
    if (!SM.isMacroArgExpansion(Loc))
      return std::nullopt;
    Loc = SM.getImmediateSpellingLoc(Loc);
  }
  auto [File, Offset] = SM.getDecomposedLoc(Loc);
  if (File != Caller)
    return std::nullopt;
  return Offset;
}

/// True if the tokens \p Last and \p Next could be read as one, or as others.
static bool couldMerge(StringRef Last, StringRef Next) {
  auto IsOperator = [](char C) {
    return StringRef("+-*/%&|^!=<>:.#?").contains(C);
  };
  char End = Last.back(), Begin = Next.front();
  if (isDigit(Last.front()) && (Begin == '.' || Begin == '+' || Begin == '-'))
    return true;
  if (isAsciiIdentifierContinue(End))
    return isAsciiIdentifierContinue(Begin) || Begin == '"' || Begin == '\'';
  return IsOperator(End) && (IsOperator(Begin) || isDigit(Begin));
}

std::string MacroRecorder::textOf(const Expansion &E, FileID File) const {
  StringRef Buffer = SM->getBufferData(File);
  const LangOptions &LangOpts = CI->getLangOpts();
  std::string Text;
  StringRef Last;
  std::optional<unsigned> End; // of the token before, if it is the user's
  for (const Piece &P : E.Pieces) {
    std::optional<unsigned> Begin = writtenAt(P.Loc, *SM, File);
    StringRef Between;
    Token Next;
    SourceLocation Start = SM->getLocForStartOfFile(File);
    bool Adjacent =
        End && Begin && *Begin >= *End &&
        !Lexer::getRawToken(Start.getLocWithOffset(*End), Next, *SM, LangOpts,
                            /*IgnoreWhiteSpace=*/true) &&
        SM->getFileOffset(Next.getLocation()) == *Begin;
    if (Adjacent)
      Between = Buffer.slice(*End, *Begin);
    else if (!Text.empty() && (P.HasSpace || couldMerge(Last, P.Text)))
      Between = " ";
    Text += Between;
    Text += P.Text;
    Last = P.Text;
    End = Begin;
    if (End)
      *End += P.Text.size();
  }
  return Text;
}

bool MacroRecorder::isAny(FileID File, unsigned Begin, unsigned End,
                          bool Expansion::*Property) const {
  auto Calls = Expansions.find(File);
  // A macro called in an argument stands under its own place.
  return Calls != Expansions.end() &&
         std::any_of(
             Calls->second.lower_bound(Begin), Calls->second.upper_bound(End),
             [Property](const auto &Each) { return Each.second.*Property; });
}

bool MacroRecorder::spellsArguments(SourceLocation Loc) const {
  if (!Loc.isMacroID())
    return false;
  CharSourceRange Range = SM->getExpansionRange(Loc);
  auto [File, Begin] = SM->getDecomposedLoc(Range.getBegin());
  return isAny(File, Begin, SM->getFileOffset(Range.getEnd()),
               &Expansion::SpellsArguments);
}

bool MacroRecorder::counts(const Call &C) const {
  return isAny(C.File, C.Begin, C.End - 1, &Expansion::Counts);
}

std::vector<MacroRecorder::Call>
MacroRecorder::callsThatCount(SourceRange Range) const {
  std::vector<Call> Result;
  auto [File, Begin] =
      SM->getDecomposedLoc(SM->getExpansionLoc(Range.getBegin()));
  auto Calls = Expansions.find(File);
  if (Calls == Expansions.end())
    return Result;
  const unsigned End = SM->getFileOffset(SM->getExpansionLoc(Range.getEnd()));
  for (auto It = Calls->second.lower_bound(Begin);
       It != Calls->second.end() && It->first < End; ++It)
    if (const auto &Pieces = It->second.Pieces; !Pieces.empty())
      if (std::optional<Call> C = expansionAt(Pieces.front().Loc);
          C && counts(*C))
        Result.push_back(std::move(*C));
  return Result;
}

std::optional<MacroRecorder::Call>
MacroRecorder::expansionAt(SourceLocation Loc) const {
  if (!SM || !Loc.isMacroID())
    return std::nullopt;
  CharSourceRange Range = SM->getExpansionRange(Loc);
  auto [File, Begin] = SM->getDecomposedLoc(Range.getBegin());
  auto Calls = Expansions.find(File);
  if (Calls == Expansions.end())
    return std::nullopt;
  auto It = Calls->second.find(Begin);
  if (It == Calls->second.end() || !It->second.IsWritable)
    return std::nullopt;
  StringRef Buffer = SM->getBufferData(File);
  unsigned End = SM->getFileOffset(Range.getEnd());
  if (Range.isTokenRange())
    End += Lexer::MeasureTokenLength(Range.getEnd(), *SM, CI->getLangOpts());
  const std::vector<Piece> &Pieces = It->second.Pieces;
  for (size_t I = 0; I < Pieces.size(); ++I) {
    if (!Pieces[I].IsMacroName)
      continue;
    bool IsCalled = I + 1 < Pieces.size()
                        ? Pieces[I + 1].Kind == tok::l_paren
                        : Buffer.substr(End).ltrim().starts_with("(");
    if (!Pieces[I].IsFunctionLike || IsCalled)
      return std::nullopt;
  }
  return Call{File, Begin, End, textOf(It->second, File)};
}

} // namespace switchback
