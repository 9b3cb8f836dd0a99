//===- Lines.cpp - The lines of the original ------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Lines.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace switchback {

//===----------------------------------------------------------------------===//
// Marks
//===----------------------------------------------------------------------===//

static constexpr llvm::StringLiteral Directive = "#switchback_line ";
static constexpr llvm::StringLiteral KindNames[] = {"generated", "verbatim",
                                                    "rest"};

std::string LineMark::str() const {
  return (Directive + llvm::Twine(Line) + " " + KindNames[Kind] + " " +
          llvm::Twine(Count) + "\n")
      .str();
}

std::optional<LineMark> LineMark::parse(llvm::StringRef Text) {
  Text = Text.trim();
  // Styles may put blanks behind the `#`.
  if (!Text.consume_front("#"))
    return std::nullopt;
  Text = Text.ltrim();
  if (!Text.consume_front(Directive.drop_front(1)))
    return std::nullopt;
  LineMark Mark;
  auto [Line, Rest] = Text.split(' ');
  auto [Kind, Count] = Rest.split(' ');
  Mark.Kind =
      KindTy(llvm::find(KindNames, Kind.trim()) - std::begin(KindNames));
  if (Line.getAsInteger(10, Mark.Line) ||
      Count.trim().getAsInteger(10, Mark.Count))
    return std::nullopt;
  return Mark;
}

//===----------------------------------------------------------------------===//
// Facts
//===----------------------------------------------------------------------===//

std::pair<llvm::StringRef, unsigned> LineFacts::presumed(unsigned Line) const {
  auto S = llvm::partition_point(
      Segments, [&](const Segment &Each) { return Each.First <= Line; });
  const Segment &In = *std::prev(S);
  return {In.File, In.Presumed + (Line - In.First)};
}

bool LineFacts::asks(unsigned Begin, unsigned End) const {
  return llvm::any_of(
      Asks, [&](const Ask &A) { return Begin <= A.Offset && A.Offset < End; });
}

static bool mentions(llvm::StringRef Text, llvm::StringRef Name) {
  auto IsPart = [&](size_t At) {
    return At < Text.size() && isAsciiIdentifierContinue(Text[At]);
  };
  for (size_t At = Text.find(Name); At != llvm::StringRef::npos;
       At = Text.find(Name, At + 1))
    if (!IsPart(At - 1) && !IsPart(At + Name.size()))
      return true;
  return false;
}

const LineFacts::Ask *LineFacts::askedIn(llvm::StringRef Text,
                                         unsigned From) const {
  for (const Ask &A : Asks)
    if (A.Offset >= From && mentions(Text, A.Name))
      return &A;
  return nullptr;
}

namespace {

/// Finds what asks for its line.
class Asking : public RecursiveASTVisitor<Asking> {
public:
  Asking(const ASTContext &Context, FileID File, LineFacts &Facts)
      : Context(Context), SM(Context.getSourceManager()), File(File),
        Facts(Facts) {}

  void run() {
    findMacros();
    for (Decl *D : Context.getTranslationUnitDecl()->decls())
      if (isInFile(D->getLocation()) &&
          !SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
        TraverseDecl(D);
    llvm::sort(Facts.Asks, [](const auto &A, const auto &B) {
      return std::tie(A.Offset, A.Name) < std::tie(B.Offset, B.Name);
    });
  }

  // What the compiler calls for a co_await is in implicit code.
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitSourceLocExpr(SourceLocExpr *E) {
    add(E->getLocation(), E->getBuiltinStr());
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (const FunctionDecl *Callee = E->getDirectCallee())
      addDefaults(E->arguments(), Callee);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    addDefaults(E->arguments(), E->getConstructor()->getParent());
    return true;
  }

private:
  bool isInFile(SourceLocation Loc) const {
    return Loc.isValid() && SM.getFileID(SM.getExpansionLoc(Loc)) == File;
  }

  void add(SourceLocation Loc, StringRef Name) {
    if (!isInFile(Loc) || Name.empty())
      return;
    SourceLocation At = SM.getExpansionLoc(Loc);
    Facts.Asks.push_back(
        {SM.getFileOffset(At), SM.getSpellingLineNumber(At), Name.str()});
  }

  /// A default argument asks for the line of the call.
  template <class Range> void addDefaults(Range Args, const NamedDecl *Callee) {
    if (!Callee->getDeclName().isIdentifier())
      return;
    for (const Expr *Arg : Args)
      if (const auto *D = dyn_cast<CXXDefaultArgExpr>(Arg);
          D && hasSourceLocation(D->getExpr()))
        add(D->getUsedLocation(), Callee->getName());
  }

  static bool hasSourceLocation(const Stmt *S) {
    if (!S)
      return false;
    if (const auto *D = dyn_cast<CXXDefaultArgExpr>(S))
      return hasSourceLocation(D->getExpr());
    return isa<SourceLocExpr>(S) ||
           llvm::any_of(S->children(), hasSourceLocation);
  }

  /// The text that a builtin macro became stands in a buffer of its own; what
  /// it was expanded from says which macro that is.
  void findMacros() {
    for (unsigned I = 0; I != SM.local_sloc_entry_size(); ++I) {
      const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
      if (!Entry.isExpansion() || Entry.getExpansion().isMacroArgExpansion())
        continue;
      SourceLocation Loc = Entry.getExpansion().getExpansionLocStart();
      if (!isInFile(Loc) || !isLineMacro(spelling(Loc)))
        continue;
      // Each of the macros that lead to it may be what the text calls.
      for (; Loc.isMacroID(); Loc = SM.getImmediateMacroCallerLoc(Loc))
        if (SourceLocation Name = SM.getSpellingLoc(Loc); isInFile(Name))
          Facts.Asks.push_back({SM.getFileOffset(SM.getExpansionLoc(Loc)),
                                SM.getExpansionLineNumber(Loc),
                                spelling(Name)});
      add(Loc, spelling(Loc));
    }
  }

  std::string spelling(SourceLocation Loc) const {
    return Lexer::getSpelling(Token(token(Loc)), SM, Context.getLangOpts());
  }
  Token token(SourceLocation Loc) const {
    Token Result;
    Result.startToken();
    Lexer::getRawToken(SM.getSpellingLoc(Loc), Result, SM,
                       Context.getLangOpts());
    return Result;
  }

  static bool isLineMacro(StringRef Name) {
    return Name == "__LINE__" || Name == "__FILE__" || Name == "__FILE_NAME__";
  }

  const ASTContext &Context;
  const SourceManager &SM;
  FileID File;
  LineFacts &Facts;
};

} // namespace

LineFacts lineFacts(const ASTContext &Context, LineDirectives Wanted,
                    FileID File, StringRef Name) {
  LineFacts Facts;
  Facts.Wanted = Wanted;
  if (Wanted == LineDirectives::None)
    return Facts;
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Start = SM.getLocForStartOfFile(File);
  StringRef Own =
      SM.getPresumedLoc(Start, /*UseLineDirectives=*/false).getFilename();
  unsigned Lines = SM.getBufferData(File).count('\n') + 1;
  for (unsigned Line = 1; Line <= Lines; ++Line) {
    PresumedLoc Loc = SM.getPresumedLoc(SM.translateLineCol(File, Line, 1));
    if (Loc.isInvalid())
      continue;
    StringRef In = Loc.getFilename();
    if (!Name.empty() && In == Own)
      In = Name;
    if (Facts.Segments.empty() ||
        Facts.presumed(Line).second != Loc.getLine() ||
        Facts.presumed(Line).first != In)
      Facts.Segments.push_back({Line, Loc.getLine(), In.str()});
  }
  Asking(Context, File, Facts).run();
  return Facts;
}

} // namespace switchback
