//===- Action.cpp - One run of clang --------------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Action.h"
#include "switchback/Compiler/Annotation.h"
#include "switchback/Compiler/ClangCompat.h"
#include "switchback/Compiler/MacroRecorder.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclGroup.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;
using namespace llvm;

namespace switchback {

namespace {

/// Prints errors, and warnings only while it is told to.
class FilteringConsumer : public DiagnosticConsumer {
public:
  explicit FilteringConsumer(std::unique_ptr<TextDiagnosticPrinter> Printer)
      : Printer(std::move(Printer)) {}

  void setWarnings(bool On) { Warnings = On; }

  /// Says which file firstError() is about.
  void setTarget(const TargetFile &Target) {
    sys::fs::UniqueID ID;
    if (!Target.isMain() && !sys::fs::getUniqueID(Target.Path, ID))
      Header = ID;
  }

  /// Where in the target the first error is, if it is there.
  std::optional<unsigned> firstError() const { return FirstError; }

  void BeginSourceFile(const LangOptions &LangOpts,
                       const Preprocessor *PP) override {
    Printer->BeginSourceFile(LangOpts, PP);
  }

  void EndSourceFile() override { Printer->EndSourceFile(); }

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    // A note goes with what it is a note on.
    if (Level != DiagnosticsEngine::Note)
      Printing = Warnings || Level >= DiagnosticsEngine::Error;
    if (Level >= DiagnosticsEngine::Error && Info.hasSourceManager())
      noteError(Info);
    if (!Printing)
      return;
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    Printer->HandleDiagnostic(Level, Info);
  }

private:
  void noteError(const Diagnostic &Info) {
    const SourceManager &SM = Info.getSourceManager();
    SourceLocation Loc = SM.getExpansionLoc(Info.getLocation());
    if (!std::exchange(HasError, true) && Loc.isValid() && isInTarget(SM, Loc))
      FirstError = SM.getFileOffset(Loc);
  }

  bool isInTarget(const SourceManager &SM, SourceLocation Loc) const {
    if (!Header)
      return SM.isWrittenInMainFile(Loc);
    OptionalFileEntryRef Entry = SM.getFileEntryRefForID(SM.getFileID(Loc));
    return Entry && Entry->getUniqueID() == *Header;
  }

  std::unique_ptr<TextDiagnosticPrinter> Printer;
  std::optional<sys::fs::UniqueID> Header;
  std::optional<unsigned> FirstError;
  bool HasError = false;
  bool Warnings = false;
  bool Printing = false;
};

constexpr llvm::StringLiteral CoroutineProtocol[] = {
    "await_ready",         "await_resume",
    "await_suspend",       "await_transform",
    "final_suspend",       "get_return_object",
    "initial_suspend",     "get_return_object_on_allocation_failure",
    "return_value",        "return_void",
    "unhandled_exception", "yield_value",
};

/// Whether \p Name is of those by which a coroutine and its promise talk. What
/// such a function does is of use to the lowering, wherever it is.
bool isCoroutineProtocol(DeclarationName Name) {
  switch (Name.getNameKind()) {
  case DeclarationName::CXXOperatorName:
    switch (Name.getCXXOverloadedOperator()) {
    case OO_Coawait:
    case OO_New:
    case OO_Delete:
      return true;
    default:
      return false;
    }
  case DeclarationName::Identifier:
    return is_contained(CoroutineProtocol,
                        Name.getAsIdentifierInfo()->getName());
  default:
    return false;
  }
}

class LoweringConsumer : public ASTConsumer {
public:
  LoweringConsumer(CompilerInstance &CI, const LoweringOptions &Options,
                   LoweringRound &Round, FilteringConsumer &Diagnostics,
                   bool LoweringWarnings, LoweredUnit &Unit)
      : CI(CI), Options(Options), Round(Round), Diagnostics(Diagnostics),
        LoweringWarnings(LoweringWarnings), Unit(Unit) {
    Macros.watch(CI, Round.Target);
    Round.Macros = &Macros;
    if (Round.ListInclusions)
      Inclusions.watch(CI);
  }

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    SourceManager &SM = CI.getSourceManager();
    for (const Decl *D : Group) {
      auto [BeginFile, Begin] = SM.getDecomposedExpansionLoc(D->getBeginLoc());
      auto [EndFile, End] = SM.getDecomposedExpansionLoc(D->getEndLoc());
      if (BeginFile == Macros.target() && EndFile == BeginFile)
        Unit.TopLevel.push_back({Begin, End});
    }
    return true;
  }

  // Constexpr functions and those whose return type is deduced keep their
  // bodies without being asked about: code that uses them depends on them.
  bool shouldSkipFunctionBody(Decl *D) override {
    if (!CI.getSourceManager().isInSystemHeader(D->getLocation()))
      return false;
    const FunctionDecl *Function = D->getAsFunction();
    return Function && !isCoroutineProtocol(Function->getDeclName());
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    DiagnosticsEngine &Engine = Context.getDiagnostics();
    if (Engine.hasErrorOccurred())
      return;
    SourceManager &SM = Context.getSourceManager();
    Round.File = Macros.target();
    // A header that is not included any more.
    if (Round.File.isInvalid())
      return;
    Unit.Parsed = true;
    Unit.Text = SM.getBufferData(Round.File).str();
    Unit.LangOpts = Context.getLangOpts();
    Diagnostics.setWarnings(LoweringWarnings);
    if (Round.IsFirst && Round.Target.isMain() && Round.ToDiagnose.empty())
      diagnoseMisusedAnnotations(Context);
    if (Round.ToDiagnose.empty())
      Unit.Result = lowerTranslationUnit(CI, Options, Round);
    else
      diagnoseLeftNative(CI, Options, Round.File, Round.ToDiagnose);
    if (Round.ListInclusions)
      Unit.Inclusions =
          Inclusions.inclusions(filesWithCoroutines(Context, Options));
    Unit.LoweringFailed = Engine.hasErrorOccurred();
  }

private:
  CompilerInstance &CI;
  const LoweringOptions &Options;
  LoweringRound &Round;
  FilteringConsumer &Diagnostics;
  bool LoweringWarnings;
  LoweredUnit &Unit;
  MacroRecorder Macros;
  InclusionRecorder Inclusions;
};

/// Has \p Text parsed in place of the file \p Path, or of the main file if that
/// is empty.
void replaceFile(CompilerInvocation &Invocation, StringRef Path,
                 StringRef Text) {
  StringRef File = Path;
  if (File.empty())
    File = Invocation.getFrontendOpts().Inputs.front().getFile();
  // The source manager comes to own the buffer.
  Invocation.getPreprocessorOpts().addRemappedFile(
      File, MemoryBuffer::getMemBufferCopy(Text, File).release());
}

/// Parses, with the diagnostics of a compiler that is not asked for warnings.
class ParseFactory : public tooling::FrontendActionFactory {
public:
  explicit ParseFactory(const DiagnosticOutput &Output)
      : SummaryStream(Output.Summary ? Output.OS : nulls()) {}

  bool runInvocation(std::shared_ptr<CompilerInvocation> Invocation,
                     FileManager *Files,
                     std::shared_ptr<PCHContainerOperations> PCHContainerOps,
                     DiagnosticConsumer *Consumer) override {
    // Warnings the user asked for are not printed, so they are neither made
    // nor turned into errors. But what they asked not to be an error is none.
    llvm::erase_if(Invocation->getDiagnosticOpts().Warnings,
                   [](StringRef Flag) { return !Flag.starts_with("no-"); });
    // The lowering's own warnings go through the same engine.
    Invocation->getDiagnosticOpts().IgnoreWarnings = false;
    adjust(*Invocation);
    return FrontendActionFactory::runInvocation(
        std::move(Invocation), Files, std::move(PCHContainerOps), Consumer);
  }

protected:
  virtual void adjust(CompilerInvocation &Invocation) = 0;

  raw_ostream &SummaryStream;
};

/// Any action, with what clang prints beside diagnostics ("1 error generated.")
/// on their stream.
template <typename Base> class QuietAction : public Base {
public:
  explicit QuietAction(raw_ostream &SummaryStream)
      : SummaryStream(SummaryStream) {}

  bool BeginInvocation(CompilerInstance &CI) override {
    CI.setVerboseOutputStream(SummaryStream);
    return true;
  }

private:
  raw_ostream &SummaryStream;
};

class LoweringFactory : public ParseFactory {
public:
  LoweringFactory(const LoweringOptions &Options, LoweringRound &Round,
                  std::optional<StringRef> Text, FilteringConsumer &Diagnostics,
                  const DiagnosticOutput &Output, bool KeepMemory,
                  LoweredUnit &Unit)
      : ParseFactory(Output), Options(Options), Round(Round), Text(Text),
        Diagnostics(Diagnostics), LoweringWarnings(Output.LoweringWarnings),
        KeepMemory(KeepMemory), Unit(Unit) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(*this);
  }

protected:
  void adjust(CompilerInvocation &Invocation) override {
    Invocation.getFrontendOpts().SkipFunctionBodies = true;
    Invocation.getFrontendOpts().DisableFree = KeepMemory;
    if (Text)
      replaceFile(Invocation, Round.Target.Path, *Text);
  }

private:
  class Action : public QuietAction<ASTFrontendAction> {
  public:
    explicit Action(LoweringFactory &Factory)
        : QuietAction(Factory.SummaryStream), Factory(Factory) {}

    std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                   StringRef) override {
      return std::make_unique<LoweringConsumer>(
          CI, Factory.Options, Factory.Round, Factory.Diagnostics,
          Factory.LoweringWarnings, Factory.Unit);
    }

  private:
    LoweringFactory &Factory;
  };

  const LoweringOptions &Options;
  LoweringRound &Round;
  std::optional<StringRef> Text;
  FilteringConsumer &Diagnostics;
  bool LoweringWarnings;
  bool KeepMemory;
  LoweredUnit &Unit;
};

class CompilesFactory : public ParseFactory {
public:
  CompilesFactory(const FileTexts &Texts, const DiagnosticOutput &Output)
      : ParseFactory(Output), Texts(Texts) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<QuietAction<SyntaxOnlyAction>>(SummaryStream);
  }

protected:
  void adjust(CompilerInvocation &Invocation) override {
    for (const auto &[Path, Text] : Texts)
      replaceFile(Invocation, Path, Text);
  }

private:
  const FileTexts &Texts;
};

/// What one run of clang needs.
struct Invocation {
  Invocation(const Compilation &TU, const DiagnosticOutput &Output)
      : TU(TU), DiagOpts(TU.diagnosticOptions()),
        Diagnostics(compat::makeTextDiagnosticPrinter(
            Output.OS, withColors(DiagOpts, Output))) {}

  bool run(tooling::ToolAction &Action) {
    return TU.run(Action, Diagnostics, *DiagOpts);
  }

  static compat::DiagnosticOptionsPtr &
  withColors(compat::DiagnosticOptionsPtr &DiagOpts,
             const DiagnosticOutput &Output) {
    DiagOpts->ShowColors = Output.Color;
    Output.OS.enable_colors(Output.Color);
    return DiagOpts;
  }

  const Compilation &TU;
  compat::DiagnosticOptionsPtr DiagOpts;
  FilteringConsumer Diagnostics;
};

} // namespace

LoweredUnit lowerFile(const Compilation &TU, const LoweringOptions &Options,
                      LoweringRound Round, std::optional<StringRef> Text,
                      const DiagnosticOutput &Diagnostics, bool KeepMemory) {
  LoweredUnit Unit;
  Invocation Run(TU, Diagnostics);
  Run.Diagnostics.setTarget(Round.Target);
  LoweringFactory Factory(Options, Round, Text, Run.Diagnostics, Diagnostics,
                          KeepMemory, Unit);
  Run.run(Factory);
  Unit.FirstError = Run.Diagnostics.firstError();
  return Unit;
}

bool compiles(const Compilation &TU, const FileTexts &Texts,
              const DiagnosticOutput &Diagnostics) {
  Invocation Run(TU, Diagnostics);
  CompilesFactory Factory(Texts, Diagnostics);
  return Run.run(Factory);
}

} // namespace switchback
