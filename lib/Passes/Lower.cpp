//===- Lower.cpp - The pipeline -------------------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Runs the passes on every selected coroutine and turns what they print into
/// edits of one file. A coroutine that any pass refuses gets a diagnostic
/// and no edit.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Lower.h"
#include "InPlace.h"
#include "Specialise.h"
#include "Spill.h"
#include "switchback/Compiler/Annotation.h"
#include "switchback/Compiler/MacroRecorder.h"
#include "switchback/Compiler/Passes.h"
#include "switchback/Compiler/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace switchback {

llvm::ArrayRef<llvm::StringRef> passNames() {
  static const llvm::StringRef Names[] = {
      "select",   "check",  "build",  "normalise", "spill",
      "lifetime", "layout", "states", "verify",    "print"};
  return Names;
}

namespace {

class Pipeline {
public:
  Pipeline(CompilerInstance &CI, const LoweringOptions &Options,
           const LoweringRound &Round)
      : CI(CI), Context(CI.getASTContext()), Options(Options), Round(Round),
        File(Round.File) {}

  LoweringResult run();

private:
  bool holds(const Candidate &C, llvm::ArrayRef<SourceRange> Bodies) const;
  /// The offset of \p Loc in the user's text.
  unsigned original(SourceLocation Loc) const {
    const SourceManager &SM = Context.getSourceManager();
    unsigned Offset = SM.getFileOffset(SM.getExpansionLoc(Loc));
    return Round.Original ? Round.Original(Offset) : Offset;
  }
  void writeOutMacros();
  void writeOutInstances();
  void specialiseTemplate(const Form &F, const CoroutineReport &Report);
  const WrittenInstance *instanceOf(const FunctionDecl *F) const;
  bool standsInInstance(const FunctionDecl *F) const;
  void lower(const Candidate &C);
  void writeOut(const Form &F, const CoroutineReport &Report);
  void reportAllocated(const CallExpr *Call, llvm::StringRef WhyNot);
  bool runPasses(Form &F);
  unsigned edit(Form &F, const PrintedCoroutine &Text);
  void removeAnnotation(Form &F, SourceText &Source);
  void allowUnused(const Form &F);
  void nameParameters(Form &F, SourceText &Source);
  unsigned insertionPoint(Form &F, SourceText &Source);
  void findOwnNames();
  bool isTaken(llvm::StringRef Name) const;
  std::string uniqueFrameName(llvm::StringRef Name);
  bool isIncludedInDeclaration() const;

  void add(unsigned Begin, unsigned End, std::string Text, bool Generated) {
    Result.Edits.push_back(
        {Begin, End - Begin, std::move(Text), Generated, DirectivesFrom});
  }

  CompilerInstance &CI;
  ASTContext &Context;
  const LoweringOptions &Options;
  const LoweringRound &Round;
  /// The file that is lowered.
  FileID File;
  LoweringResult Result;
  llvm::StringSet<> FrameNames;
  /// The identifiers of a header.
  llvm::StringSet<> OwnNames;
  bool InDeclaration = false;
  std::optional<InPlaceFrames> InPlace;
  std::string Dump;
  /// The ranges of the functions that were lowered, and the macros in the way
  /// of others.
  llvm::SmallVector<SourceRange, 8> Lowered;
  std::map<unsigned, MacroRecorder::Call> Calls;
  /// The explicit specialisations that templates need, by where they go.
  std::map<unsigned, std::vector<Specialisation>> Specialisations;
  unsigned DirectivesFrom = 0;
};

/// Coroutines come in the order in which they end, so those inside of others
/// before these, which wait until the new text has been parsed. So do all if a
/// macro has to be written out.
LoweringResult Pipeline::run() {
  std::vector<Candidate> Candidates = selectCoroutines(Context, Options, File);
  if (!Candidates.empty()) {
    Result.Lines = lineFacts(Context, Options.Lines, File, Round.Target.Name);
    if (!Round.Target.isMain()) {
      findOwnNames();
      InDeclaration = isIncludedInDeclaration();
    }
  }
  const SourceManager &SM = Context.getSourceManager();
  llvm::stable_sort(Candidates, [&](const Candidate &A, const Candidate &B) {
    return SM.isBeforeInTranslationUnit(A.Coroutine->getBody()->getEndLoc(),
                                        B.Coroutine->getBody()->getEndLoc());
  });
  for (const Candidate &C : Candidates)
    if (const WrittenInstance *I = instanceOf(C.Function);
        I && Round.AreInstancesNew && meaningOf(C.Function) != I->Meaning)
      Result.OtherMeaning.push_back(I->Name);
  if (!Result.OtherMeaning.empty())
    return std::move(Result);
  llvm::SmallVector<SourceRange, 8> Bodies;
  for (const Candidate &C : Candidates)
    Bodies.push_back(C.Coroutine->getBody()->getSourceRange());
  if (Options.Enabled.FramesInPlace)
    InPlace.emplace(Candidates);
  for (const Candidate &C : Candidates) {
    if (holds(C, Lowered)) {
      Result.IsPartial = true;
      continue;
    }
    lower(C);
    CoroutineReport &Report = Result.Coroutines.back();
    Report.HoldsOther = !Report.Lowered && holds(C, Bodies);
  }
  if (!Calls.empty() || !Specialisations.empty()) {
    Result.Edits.clear();
    Result.NeedsFrameHeader = Result.NeedsTemplateHeader = false;
    Result.IsPartial = true;
    writeOutMacros();
    writeOutInstances();
  }
  llvm::stable_sort(Result.Coroutines,
                    [](const CoroutineReport &A, const CoroutineReport &B) {
                      return A.Offset < B.Offset;
                    });
  if (Options.DumpStream && Calls.empty() && Specialisations.empty())
    *Options.DumpStream << Dump;
  if (Round.IsFirst && !Result.IsPartial)
    diagnoseLeftNative(CI, Options, File, Result.Coroutines);
  return std::move(Result);
}

/// True if one of \p Bodies is inside of \p C, which has to wait if that was
/// lowered.
bool Pipeline::holds(const Candidate &C,
                     llvm::ArrayRef<SourceRange> Bodies) const {
  const SourceManager &SM = Context.getSourceManager();
  SourceRange Outer = C.Coroutine->getBody()->getSourceRange();
  return llvm::any_of(Bodies, [&](SourceRange Inner) {
    return SM.isBeforeInTranslationUnit(Outer.getBegin(), Inner.getBegin()) &&
           SM.isBeforeInTranslationUnit(Inner.getBegin(), Outer.getEnd());
  });
}

/// The calls of macros that were in the way become what they expand to, under
/// a comment with the call where that stands on a line of its own.
void Pipeline::writeOutMacros() {
  const SourceManager &SM = Context.getSourceManager();
  StringRef Buffer = SM.getBufferData(File);
  for (const auto &[Begin, Call] : Calls) {
    size_t Newline = Buffer.take_front(Begin).rfind('\n') + 1;
    std::string Comment;
    if (Buffer.slice(Newline, Begin).trim().empty()) {
      llvm::SmallVector<StringRef, 8> Lines;
      Buffer.slice(Begin, Call.End).split(Lines, '\n');
      for (StringRef Line : Lines)
        Comment += "// " + Line.trim().rtrim("\\").str() + "\n";
    }
    add(Begin, Call.End, Comment + Call.Text, false);
  }
}

/// Writes the instances of the template \p F out, which is left native, if the
/// file is no header: others would have to have the same instances.
void Pipeline::specialiseTemplate(const Form &F,
                                  const CoroutineReport &Report) {
  if (!Round.Target.isMain() || F.IsInHeader)
    return;
  LoweringResult::Specialised Written{Report, {}, {}};
  for (Specialisation &Each :
       specialise(F, CI.getSema(), Result.Lines, [&](StringRef Name) {
         return !Round.LeftImplicit.count(Name.str());
       })) {
    Written.Places.push_back(Round.Original ? Round.Original(Each.At)
                                            : Each.At);
    Written.Instances.push_back(
        {Each.Name, Each.Meaning, Each.Text, Each.Declaration, Report.Offset});
    Specialisations[Each.At].push_back(std::move(Each));
  }
  if (!Written.Instances.empty())
    Result.WrittenOut.push_back(std::move(Written));
}

/// True if \p F stands in an instance that was written out.
bool Pipeline::standsInInstance(const FunctionDecl *F) const {
  for (const DeclContext *D = F; D; D = D->getParent())
    if (const auto *Around = dyn_cast<FunctionDecl>(D);
        Around && instanceOf(Around))
      return true;
  return false;
}

/// Where there are several they may call one another.
void Pipeline::writeOutInstances() {
  for (auto &[At, All] : Specialisations) {
    if (All.size() > 1)
      for (Specialisation &Each : All)
        add(At, At, std::move(Each.Declaration), false);
    for (Specialisation &Each : All)
      add(At, At, std::move(Each.Text), false);
  }
}

/// The instance of a template that \p F was written out as; null if the user
/// wrote it.
const WrittenInstance *Pipeline::instanceOf(const FunctionDecl *F) const {
  if (Round.Instances.empty() ||
      F->getTemplateSpecializationKind() != TSK_ExplicitSpecialization)
    return nullptr;
  const std::string Name = instanceName(F);
  auto It = llvm::find_if(Round.Instances, [&](const WrittenInstance &I) {
    return I.Name == Name;
  });
  return It == Round.Instances.end() ? nullptr : &*It;
}

/// True if the header is included inside of a declaration: what it needs cannot
/// be included there.
bool Pipeline::isIncludedInDeclaration() const {
  const SourceManager &SM = Context.getSourceManager();
  for (SourceLocation At = SM.getIncludeLoc(File); At.isValid();
       At = SM.getIncludeLoc(SM.getFileID(At)))
    for (const Decl *D : Context.getTranslationUnitDecl()->decls()) {
      SourceLocation Begin = SM.getExpansionLoc(D->getBeginLoc());
      SourceLocation End = SM.getExpansionLoc(D->getEndLoc());
      if (Begin.isValid() && End.isValid() &&
          SM.isBeforeInTranslationUnit(Begin, At) &&
          SM.isBeforeInTranslationUnit(At, End))
        return true;
    }
  return false;
}

/// The lowered text of a header does not depend on what else is included: only
/// the names that it has itself are in the way.
void Pipeline::findOwnNames() {
  StringRef Buffer = Context.getSourceManager().getBufferData(File);
  Lexer Lex(SourceLocation(), Context.getLangOpts(), Buffer.begin(),
            Buffer.begin(), Buffer.end());
  for (Token Tok; !Lex.LexFromRawLexer(Tok);)
    if (Tok.is(tok::raw_identifier))
      OwnNames.insert(Tok.getRawIdentifier());
}

bool Pipeline::isTaken(StringRef Name) const {
  const IdentifierTable &Table = CI.getPreprocessor().getIdentifierTable();
  auto It = Table.find(Name);
  if (Round.Target.isMain())
    return It != Table.end();
  return OwnNames.contains(Name) ||
         (It != Table.end() && It->second->hasMacroDefinition());
}

/// A name for a struct next to its function, or in it, which nothing in the
/// translation unit or the header uses.
std::string Pipeline::uniqueFrameName(llvm::StringRef Name) {
  std::string Unique = Name.str();
  for (unsigned I = 2; isTaken(Unique) || !FrameNames.insert(Unique).second;
       ++I)
    Unique = Name.str() + "_" + std::to_string(I);
  return Unique;
}

bool Pipeline::runPasses(Form &F) {
  mendMemberSyntax(F);
  Sema &S = CI.getSema();
  struct Pass {
    llvm::StringRef Name;
    llvm::function_ref<void()> Run;
  };
  auto Check = [&] { checkCoroutine(F); };
  auto Build = [&] { buildForm(F); };
  auto Normalise = [&] { normalise(F); };
  auto Spill = [&] {
    if (InPlace)
      InPlace->decide(F);
    spill(F, S);
    if (F.IsGeneric && !F.refused())
      checkHeldObjects(F);
  };
  auto Lifetime = [&] { computeLifetimes(F); };
  auto States = [&] {
    assignStates(F);
    if (Options.Enabled.StackStart)
      findStackStart(F);
    // g++ does not see that one that goes on in the heap loads them.
    if (Options.Enabled.HotScalars && !F.StartsOnStack)
      findHotScalars(F);
  };
  auto LayOut = [&] {
    F.Names.Frame = uniqueFrameName(F.Names.Frame);
    if (Options.Enabled.PackedFrames)
      findLastUses(F);
    layOut(F);
    // What makes closures needs the function's names.
    if (!F.TemplateHeader.empty() &&
        (F.HoistsInFront || !canStandInPlace(F) ||
         llvm::any_of(F.slots(),
                      [](const Slot *S) { return !S->FactoryText.empty(); }))) {
      F.TemplateHeader.clear();
      F.IsLocalFrame = true;
    }
    // Factories stand beside the frame.
    if (!F.IsLocalFrame)
      for (Slot *S : F.slots())
        if (!S->FactoryText.empty())
          S->FactoryName = uniqueFrameName(S->FactoryName);
  };
  auto Verify = [&] {
    F.StandsInPlace = F.IsWantedInPlace && canStandInPlace(F) &&
                      (!F.StartsOnStack || InPlace->isInsistedOn(F.Function));
    if (F.StandsInPlace && F.IsLocalFrame)
      F.OfferedAs = addressForFrame(F);
    if (std::optional<std::string> Wrong = verify(F))
      F.cannotHappen(F.Function->getLocation(), *Wrong);
  };
  const Pass Passes[] = {{"check", Check},         {"build", Build},
                         {"normalise", Normalise}, {"spill", Spill},
                         {"lifetime", Lifetime},   {"states", States},
                         {"layout", LayOut},       {"verify", Verify}};
  for (const Pass &P : Passes) {
    P.Run();
    if (Options.DumpAfter == P.Name) {
      llvm::raw_string_ostream OS(Dump);
      F.dump(OS);
    }
    if (F.refused())
      return false;
  }
  return true;
}

void Pipeline::lower(const Candidate &C) {
  const SourceManager &SM = Context.getSourceManager();
  Form F(Context, C.Function, C.Coroutine);
  F.Macros = Round.Macros;
  F.Enabled = Options.Enabled;
  PresumedLoc Loc =
      SM.getPresumedLoc(SM.getExpansionLoc(C.Function->getLocation()));
  F.IsInHeader = Options.StaysInPreprocessed
                     ? Loc.getIncludeLoc().isValid()
                     : !Round.Target.isMain() && !Round.Target.IsInput;
  F.Names.Frame = C.Name + "_frame";
  F.IsWantedInPlace = InPlace && InPlace->isWanted(C.Function);
  // No directive may stand among the arguments of a macro.
  SourceLocation Brace = C.Coroutine->getBody()->getBeginLoc();
  if (Result.Lines.Wanted != LineDirectives::None && !Brace.isMacroID())
    F.Lines = &Result.Lines;
  CoroutineReport Report;
  Report.Offset = Report.ReasonOffset = original(C.Function->getLocation());
  Report.Begin = original(C.Function->getBeginLoc());
  Report.End = original(C.Coroutine->getBody()->getEndLoc());
  Report.Name = C.Function->getNameAsString();
  Report.QualifiedName = C.Function->getQualifiedNameAsString();
  StringRef OwnName =
      SM.getPresumedLoc(SM.getLocForStartOfFile(File), false).getFilename();
  Report.File = Loc.getFilename();
  if (!Round.Target.isMain() && Report.File == OwnName)
    Report.File = Round.Target.Name;
  Report.Line = Loc.getLine();
  Report.Column = Loc.getColumn();
  if (Options.DumpAfter == "select")
    Dump += "coroutine " + Report.QualifiedName + "\n";
  for (const auto *Given : {&Round.LeftNative, &Round.LeftToInstances})
    if (auto It = Given->find(Report.Offset); It != Given->end())
      F.refuse(C.Function->getLocation(), It->second);
  if (InDeclaration && !F.refused())
    F.refuse(C.Function->getLocation(),
             "its header is included inside of a declaration");
  if (const WrittenInstance *I = instanceOf(C.Function))
    Report.Instance = I->Name;
  const bool IsGivenUp = F.refused();
  if (!IsGivenUp && runPasses(F)) {
    PrintedCoroutine Text = print(F);
    if (!F.refused()) {
      if (Options.DumpAfter == "print")
        Dump += Text.Frame + Text.Ramp;
      Report.Begin = std::min(Report.Begin, edit(F, Text));
      Report.Lowered = !F.refused();
    }
  }
  if (Report.Lowered && InPlace)
    InPlace->offer(F);
  if (Report.Lowered) {
    Report.Frame = F.Names.Frame;
    Report.StartsOnStack = F.StartsOnStack;
    Report.WhyNotOnStack = F.WhyNotOnStack;
  }
  if (Report.Lowered)
    for (const auto &[Call, Child] : F.ChildFrames) {
      const bool IsError = Child.MustElide && !Child.WhyNot.empty();
      if (IsError)
        reportAllocated(Call, Child.WhyNot);
      PresumedLoc At =
          SM.getPresumedLoc(SM.getExpansionLoc(Call->getBeginLoc()));
      Report.Children.push_back(
          {Call->getDirectCallee()->getQualifiedNameAsString(),
           original(Call->getBeginLoc()), At.getLine(), At.getColumn(),
           Child.WhyNot, Child.StartsOnStack, IsError});
    }
  if (Report.Lowered)
    Lowered.push_back(C.Coroutine->getBody()->getSourceRange());
  if (F.refused()) {
    Report.Reason = F.Refused->Reason;
    // What was written out for this file is no matter elsewhere.
    Report.ByInstance = F.RefusedByInstance && !standsInInstance(C.Function);
    if (SourceLocation Loc = SM.getExpansionLoc(F.Refused->Loc);
        Loc.isValid() && SM.getFileID(Loc) == File)
      Report.ReasonOffset = original(Loc);
    if (!IsGivenUp)
      writeOut(F, Report);
    for (const WrittenInstance &I : Round.Instances)
      if (I.Template == Report.Offset)
        Report.Instances.push_back(I.Name);
  }
  Result.Coroutines.push_back(std::move(Report));
}

/// What may help the coroutine \p F, which was refused: the text of a macro, or
/// instances.
void Pipeline::writeOut(const Form &F, const CoroutineReport &Report) {
  if (Round.Macros)
    if (auto Call = Round.Macros->expansionAt(F.Refused->Macro);
        Call && Call->File == File) {
      Calls[Call->Begin] = *Call;
      // The names that they make of numbers are unique only together.
      if (Round.Macros->counts(*Call))
        for (const MacroRecorder::Call &Each : Round.Macros->callsThatCount(
                 F.Coroutine->getBody()->getSourceRange()))
          Calls.try_emplace(Each.Begin, Each);
      Result.Expanded.push_back(Report);
      return;
    }
  if (F.IsGeneric)
    specialiseTemplate(F, Report);
}

/// What SWITCHBACK_MUST_ELIDE asks for cannot be had.
void Pipeline::reportAllocated(const CallExpr *Call, StringRef WhyNot) {
  DiagnosticsEngine &Diags = CI.getDiagnostics();
  unsigned ID = Diags.getCustomDiagID(DiagnosticsEngine::Error,
                                      "the frame of '%0' is allocated: %1");
  Diags.Report(Call->getBeginLoc(), ID)
      << Call->getDirectCallee()->getNameAsString() << WhyNot;
}

/// Where a struct next to the function goes: in front of its declaration, its
/// attributes and the comment above it.
unsigned Pipeline::insertionPoint(Form &F, SourceText &Source) {
  const SourceManager &SM = Context.getSourceManager();
  const auto *Template = F.Function->getDescribedFunctionTemplate();
  unsigned Begin = SM.getFileOffset(SM.getExpansionLoc(
      Template ? Template->getBeginLoc() : F.Function->getBeginLoc()));
  for (const Attr *A : F.Function->attrs())
    if (!A->isInherited() && A->getLocation().isValid())
      Begin = std::min(Begin,
                       SM.getFileOffset(SM.getExpansionLoc(A->getLocation())));
  StringRef Buffer = Source.buffer();
  auto LineStart = [&](unsigned At) {
    size_t Newline = Buffer.take_front(At).rfind('\n');
    return Newline == StringRef::npos ? 0u : unsigned(Newline + 1);
  };
  // Only what begins a line may be moved down by a struct.
  unsigned Line = LineStart(Begin);
  StringRef Before = Buffer.slice(Line, Begin).trim();
  if (!Before.empty() && Before != "[[" && Before != "[[clang::")
    return Begin;
  while (Line > 0) {
    unsigned Previous = LineStart(Line - 1);
    if (!Buffer.slice(Previous, Line).ltrim().starts_with("//"))
      break;
    Line = Previous;
  }
  return Line;
}

/// The attribute of which the byte at \p Begin is a part, if it stands alone in
/// the brackets of the attribute.
static std::optional<FileRange> loneAttribute(StringRef Buffer,
                                              unsigned Begin) {
  using Brackets = std::pair<StringRef, StringRef>;
  for (auto [Opening, Closing] :
       {Brackets("[[", "]]"), Brackets("__attribute__((", "))")}) {
    size_t Open = Buffer.take_front(Begin).rfind(Opening);
    size_t Close = Buffer.find(Closing, Begin);
    if (Open == StringRef::npos || Close == StringRef::npos ||
        !Buffer.slice(Open + Opening.size(), Begin).trim().empty())
      continue;
    // The attribute's own parenthesis.
    if (Closing == "))" && Buffer.substr(Close).starts_with(")))"))
      ++Close;
    // Another one in the same brackets stays.
    if (!Buffer.slice(Begin, Close).contains(','))
      return FileRange{unsigned(Open), unsigned(Close + Closing.size())};
  }
  return std::nullopt;
}

/// Takes the annotation away, as a macro or as an attribute: what is left is no
/// coroutine any more.
void Pipeline::removeAnnotation(Form &F, SourceText &Source) {
  const SourceManager &SM = Context.getSourceManager();
  StringRef Buffer = Source.buffer();
  for (const auto *A : F.Function->specific_attrs<AnnotateAttr>()) {
    if (!isAnnotation(A) || A->isInherited())
      continue;
    unsigned Begin = SM.getFileOffset(SM.getExpansionLoc(A->getLocation()));
    unsigned End;
    if (A->getLocation().isMacroID()) {
      End = Begin +
            Lexer::MeasureTokenLength(SM.getExpansionLoc(A->getLocation()), SM,
                                      Context.getLangOpts());
    } else {
      std::optional<FileRange> Range = loneAttribute(Buffer, Begin);
      if (!Range)
        continue;
      Begin = Range->Begin;
      End = Range->End;
    }
    while (End < Buffer.size() && isWhitespace(Buffer[End]))
      ++End;
    add(Begin, End, "", false);
  }
}

/// All that call it may make its frame themselves.
void Pipeline::allowUnused(const Form &F) {
  const SourceLocation Loc = F.Function->getBeginLoc();
  if (Loc.isMacroID())
    return;
  // Behind an attribute of the old kind no other may stand.
  const bool HasOld = llvm::any_of(F.Function->attrs(), [](const Attr *A) {
    const auto *Annotated = dyn_cast<AnnotateAttr>(A);
    return A->isGNUAttribute() && !(Annotated && isAnnotation(Annotated));
  });
  const unsigned At = Context.getSourceManager().getFileOffset(Loc);
  add(At, At, HasOld ? "__attribute__((unused)) " : "[[maybe_unused]] ", false);
}

/// A parameter that is copied into the frame needs a name.
void Pipeline::nameParameters(Form &F, SourceText &Source) {
  for (const Slot *S : F.Parameters) {
    const auto *P = cast<ParmVarDecl>(S->Decl);
    if (!P->getName().empty())
      continue;
    auto At = Source.offset(P->getLocation());
    if (!At)
      return F.refuseText(P->getLocation(), "a parameter without a name");
    add(*At, *At, " " + S->Name, false);
  }
}

/// \p Frame, for a compiler that has been asked to warn of more than `-Wall`
/// and `-Wextra` say, or of what was used in a declaration that is gone.
static std::string withoutWarnings(StringRef Frame) {
  return ("\n#pragma GCC diagnostic push\n"
          "#pragma GCC diagnostic ignored \"-Wshadow\"\n"
          "#pragma GCC diagnostic ignored \"-Wunused-local-typedefs\"\n" +
          Frame + "\n#pragma GCC diagnostic pop\n")
      .str();
}

/// Puts \p Text in the place of the coroutine. Returns where the change begins
/// in the user's text.
unsigned Pipeline::edit(Form &F, const PrintedCoroutine &Text) {
  size_t Before = Result.Edits.size();
  SourceText Source(F);
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Brace = F.Coroutine->getBody()->getBeginLoc();
  DirectivesFrom = Brace.isMacroID()
                       ? SM.getFileOffset(SM.getExpansionRange(Brace).getEnd())
                       : 0;
  std::optional<FileRange> Body = Source.body();
  if (!Body) {
    F.cannotHappen(F.Function->getLocation(),
                   "the function's body is not in this file");
    return ~0u;
  }
  unsigned First = Body->Begin;
  // No directive may stand among the arguments of a macro.
  std::string Frame = Options.IsForCompiler && DirectivesFrom == 0
                          ? withoutWarnings(Text.Frame)
                          : Text.Frame;
  if (F.IsLocalFrame) {
    StringRef Ramp = StringRef(Text.Ramp).ltrim().drop_front(1);
    add(Body->Begin, Body->End, "{\n" + Frame + Ramp.rtrim().str(), true);
  } else {
    unsigned At = insertionPoint(F, Source);
    First = At;
    bool IsUnnamed = false;
    for (const DeclContext *C = F.Function->getDeclContext(); C;
         C = C->getParent())
      if (const auto *N = dyn_cast<NamespaceDecl>(C))
        IsUnnamed |= N->isAnonymousNamespace();
    // Another file may have a function of this name.
    if (!IsUnnamed)
      Frame = "namespace {\n" + Frame + "} // namespace\n";
    add(At, At, Frame + "\n", true);
  }
  // In front of an annotation that the declaration begins with.
  if (F.StandsInPlace && !F.Function->isExternallyVisible())
    allowUnused(F);
  removeAnnotation(F, Source);
  nameParameters(F, Source);
  if (!F.IsLocalFrame)
    add(Body->Begin, Body->End, StringRef(Text.Ramp).rtrim().str(), true);
  if (F.refused()) {
    Result.Edits.resize(Before);
    return ~0u;
  }
  if (!Result.NeedsFrameHeader || First < Result.FirstLoweredOffset)
    Result.FirstLoweredOffset = First;
  Result.NeedsFrameHeader = true;
  Result.NeedsTemplateHeader |= F.IsGeneric;
  return Round.Original ? Round.Original(First) : First;
}

} // namespace

LoweringResult lowerTranslationUnit(CompilerInstance &CI,
                                    const LoweringOptions &Options,
                                    const LoweringRound &Round) {
  return Pipeline(CI, Options, Round).run();
}

std::vector<FileID> filesWithCoroutines(ASTContext &Context,
                                        const LoweringOptions &Options) {
  const SourceManager &SM = Context.getSourceManager();
  std::vector<FileID> Files;
  for (const Candidate &C : selectCoroutines(Context, Options, FileID())) {
    FileID File = SM.getFileID(SM.getExpansionLoc(C.Function->getLocation()));
    if (!llvm::is_contained(Files, File))
      Files.push_back(File);
  }
  return Files;
}

void diagnoseLeftNative(CompilerInstance &CI, const LoweringOptions &Options,
                        FileID File, ArrayRef<CoroutineReport> Coroutines) {
  DiagnosticsEngine &Diags = CI.getDiagnostics();
  const SourceManager &SM = CI.getSourceManager();
  unsigned ID = Diags.getCustomDiagID(
      Options.Strict ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning,
      "coroutine '%0' is left native: %1");
  unsigned Note = Diags.getCustomDiagID(DiagnosticsEngine::Note,
                                        "the coroutine is declared here");
  unsigned Instances = Diags.getCustomDiagID(
      DiagnosticsEngine::Note,
      "lowered for the %plural{1:instance|:instances}0 of this file: '%1'");
  SourceLocation Start = SM.getLocForStartOfFile(File);
  for (const CoroutineReport &C : Coroutines) {
    if (C.Lowered)
      continue;
    Diags.Report(Start.getLocWithOffset(C.ReasonOffset), ID)
        << C.Name << C.Reason;
    if (C.ReasonOffset != C.Offset)
      Diags.Report(Start.getLocWithOffset(C.Offset), Note);
    if (!C.Instances.empty())
      Diags.Report(Start.getLocWithOffset(C.Offset), Instances)
          << unsigned(C.Instances.size()) << llvm::join(C.Instances, "', '");
  }
}

} // namespace switchback
