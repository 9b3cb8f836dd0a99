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
#include "clang/Frontend/PreprocessorOutputOptions.h"
#include "clang/Frontend/Utils.h"
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

/// Prints errors, and warnings only while it is told to, to where the file that
/// is lowered wants them.
class FilteringConsumer : public DiagnosticConsumer {
public:
  FilteringConsumer(const compat::DiagnosticOptionsPtr &DiagOpts,
                    const DiagnosticOutput &Output)
      : DiagOpts(DiagOpts) {
    switchTo(Output);
  }

  /// From now on, what is printed goes to \p Output.
  void switchTo(const DiagnosticOutput &Output) {
    OS = &Output.OS;
    OS->enable_colors(Output.Color);
    DiagOpts->ShowColors = Output.Color;
    Summary = Output.Summary;
    Printer = compat::makeTextDiagnosticPrinter(*OS, DiagOpts);
    if (LangOpts)
      Printer->BeginSourceFile(*LangOpts, PP);
    clear();
  }

  void setWarnings(bool On) { Warnings = On; }

  /// Says which file firstError() is about.
  void setTarget(const TargetFile &Target) {
    sys::fs::UniqueID ID;
    if (!Target.isMain() && !sys::fs::getUniqueID(Target.Path, ID))
      Header = ID;
  }

  /// Where in the target errors are, and the first one if it is there.
  std::vector<unsigned> errors() const { return Errors; }
  std::optional<unsigned> firstError() const { return FirstError; }

  /// Says how much was printed since switchTo().
  void summarise() {
    auto Some = [](unsigned N, StringRef What) {
      return (Twine(N) + " " + What + (N == 1 ? "" : "s")).str();
    };
    if (!Summary || !DiagOpts->ShowCarets || NumWarnings + NumErrors == 0)
      return;
    if (NumWarnings > 0)
      *OS << Some(NumWarnings, "warning");
    if (NumWarnings > 0 && NumErrors > 0)
      *OS << " and ";
    if (NumErrors > 0)
      *OS << Some(NumErrors, "error");
    *OS << " generated.\n";
  }

  void BeginSourceFile(const LangOptions &Opts,
                       const Preprocessor *Preprocessor) override {
    LangOpts = &Opts;
    PP = Preprocessor;
    Printer->BeginSourceFile(Opts, PP);
  }

  void EndSourceFile() override {
    LangOpts = nullptr;
    Printer->EndSourceFile();
  }

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
    const bool IsFirst = !std::exchange(HasError, true);
    if (Loc.isInvalid() || !isInTarget(SM, Loc))
      return;
    Errors.push_back(SM.getFileOffset(Loc));
    if (IsFirst)
      FirstError = Errors.back();
  }

  bool isInTarget(const SourceManager &SM, SourceLocation Loc) const {
    if (!Header)
      return SM.isWrittenInMainFile(Loc);
    OptionalFileEntryRef Entry = SM.getFileEntryRefForID(SM.getFileID(Loc));
    return Entry && Entry->getUniqueID() == *Header;
  }

  const compat::DiagnosticOptionsPtr &DiagOpts;
  raw_ostream *OS;
  std::unique_ptr<TextDiagnosticPrinter> Printer;
  const LangOptions *LangOpts = nullptr;
  const Preprocessor *PP = nullptr;
  std::optional<sys::fs::UniqueID> Header;
  std::vector<unsigned> Errors;
  std::optional<unsigned> FirstError;
  bool Summary = true;
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

/// What one parse is for, and what came of it.
struct LoweringJob {
  const LoweringOptions &Options;
  std::vector<LoweringRequest> Files;
  HeaderSelector Select;
  FilteringConsumer &Diagnostics;
  bool KeepMemory;
  std::vector<LoweredUnit> Units = {};
};

class LoweringConsumer : public ASTConsumer {
public:
  LoweringConsumer(CompilerInstance &CI, LoweringJob &Job) : CI(CI), Job(Job) {
    Macros.watch(CI);
    Inclusions.watch(CI);
  }

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    SourceManager &SM = CI.getSourceManager();
    for (const Decl *D : Group) {
      auto [BeginFile, Begin] = SM.getDecomposedExpansionLoc(D->getBeginLoc());
      auto [EndFile, End] = SM.getDecomposedExpansionLoc(D->getEndLoc());
      if (EndFile != BeginFile)
        continue;
      TopLevel[BeginFile].push_back({Begin, End});
      if (isClosed(D))
        Closed[BeginFile].insert(End);
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
    if (CI.getDiagnostics().hasErrorOccurred())
      return;
    for (size_t I = 0; I < Job.Files.size(); ++I)
      Job.Units[I] = lower(Context, Job.Files[I]);
    if (!Job.Select)
      return;
    for (LoweringRequest &Header : Job.Select(
             Inclusions.inclusions(filesWithCoroutines(Context, Job.Options))))
      Job.Units.push_back(lower(Context, Header));
  }

private:
  static bool isClosed(const Decl *D) {
    if (const auto *L = dyn_cast<LinkageSpecDecl>(D))
      return L->hasBraces();
    if (const auto *E = dyn_cast<ExportDecl>(D))
      return E->hasBraces();
    const FunctionDecl *F = D->getAsFunction();
    return isa<NamespaceDecl>(D) ||
           (F && F->doesThisDeclarationHaveABody() && !F->isDefaulted());
  }

  LoweredUnit lower(ASTContext &Context, LoweringRequest &Request) {
    LoweredUnit Unit;
    LoweringRound &Round = Request.Round;
    Round.File = Inclusions.find(Round.Target);
    // A header that is not included any more.
    if (Round.File.isInvalid())
      return Unit;
    Round.Macros = &Macros;
    Unit.Parsed = true;
    Unit.Text = CI.getSourceManager().getBufferData(Round.File).str();
    Unit.LangOpts = Context.getLangOpts();
    Unit.TopLevel = TopLevel[Round.File];
    Unit.Closed = Closed[Round.File];
    Job.Diagnostics.switchTo(Request.Diagnostics);
    Job.Diagnostics.setWarnings(Request.Diagnostics.LoweringWarnings);
    LoweringOptions Options = Job.Options;
    Options.DumpStream = Request.DumpStream;
    if (Round.IsFirst && Round.Target.isMain() && Round.ToDiagnose.empty())
      diagnoseMisusedAnnotations(Context);
    if (Round.ToDiagnose.empty())
      Unit.Result = lowerTranslationUnit(CI, Options, Round);
    else
      diagnoseLeftNative(CI, Options, Round.File, Round.ToDiagnose);
    DiagnosticsEngine &Engine = Context.getDiagnostics();
    Unit.LoweringFailed = Engine.hasErrorOccurred();
    Job.Diagnostics.summarise();
    // The next one has to do with its own errors only.
    if (Unit.LoweringFailed)
      Engine.Reset(/*soft=*/true);
    Job.Diagnostics.clear();
    return Unit;
  }

  CompilerInstance &CI;
  LoweringJob &Job;
  MacroRecorder Macros;
  InclusionRecorder Inclusions;
  std::map<FileID, std::vector<std::pair<unsigned, unsigned>>> TopLevel;
  std::map<FileID, std::set<unsigned>> Closed;
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
};

/// Any action, without what clang prints beside diagnostics ("1 error
/// generated."): the consumer says that.
template <typename Base> class QuietAction : public Base {
public:
  bool BeginInvocation(CompilerInstance &CI) override {
    CI.setVerboseOutputStream(nulls());
    return true;
  }
};

class LoweringFactory : public ParseFactory {
public:
  explicit LoweringFactory(LoweringJob &Job) : Job(Job) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Job);
  }

protected:
  void adjust(CompilerInvocation &Invocation) override {
    Invocation.getFrontendOpts().SkipFunctionBodies = true;
    Invocation.getFrontendOpts().DisableFree = Job.KeepMemory;
    for (const LoweringRequest &File : Job.Files)
      if (File.Text) {
        replaceFile(Invocation, File.Round.Target.Path, *File.Text);
        // Whatever is wrong with a text of ours is given up at once.
        Invocation.getDiagnosticOpts().ErrorLimit = 0;
        // There may be many rounds.
        Invocation.getFrontendOpts().DisableFree = false;
      }
  }

private:
  class Action : public QuietAction<ASTFrontendAction> {
  public:
    explicit Action(LoweringJob &Job) : Job(Job) {}

    std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                   StringRef) override {
      return std::make_unique<LoweringConsumer>(CI, Job);
    }

  private:
    LoweringJob &Job;
  };

  LoweringJob &Job;
};

class CompilesFactory : public ParseFactory {
public:
  CompilesFactory(const FileTexts &Texts, ParseObserver Then)
      : Texts(Texts), Then(Then) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Then);
  }

protected:
  void adjust(CompilerInvocation &Invocation) override {
    for (const auto &[Path, Text] : Texts)
      replaceFile(Invocation, Path, Text);
  }

private:
  class Action : public QuietAction<SyntaxOnlyAction> {
  public:
    explicit Action(ParseObserver Then) : Then(Then) {}

    std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                   StringRef) override {
      return std::make_unique<Consumer>(Then);
    }

  private:
    ParseObserver Then;
  };

  class Consumer : public ASTConsumer {
  public:
    explicit Consumer(ParseObserver Then) : Then(Then) {}

    void HandleTranslationUnit(ASTContext &Context) override {
      if (Then && !Context.getDiagnostics().hasErrorOccurred())
        Then(Context);
    }

  private:
    ParseObserver Then;
  };

  const FileTexts &Texts;
  ParseObserver Then;
};

/// Prints what the preprocessor makes of the file.
class PreprocessAction : public QuietAction<PreprocessorFrontendAction> {
public:
  PreprocessAction(bool WithMacros, raw_ostream &OS)
      : WithMacros(WithMacros), OS(OS) {}

protected:
  void ExecuteAction() override {
    PreprocessorOutputOptions Output;
    Output.ShowCPP = true;
    Output.ShowLineMarkers = true;
    Output.ShowMacros = WithMacros;
    DoPrintPreprocessedInput(getCompilerInstance().getPreprocessor(), &OS,
                             Output);
  }

private:
  bool WithMacros;
  raw_ostream &OS;
};

class PreprocessFactory : public ParseFactory {
public:
  PreprocessFactory(std::optional<StringRef> Text, bool WithMacros,
                    raw_ostream &OS)
      : Text(Text), WithMacros(WithMacros), OS(OS) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<PreprocessAction>(WithMacros, OS);
  }

protected:
  void adjust(CompilerInvocation &Invocation) override {
    if (Text)
      replaceFile(Invocation, "", *Text);
  }

private:
  std::optional<StringRef> Text;
  bool WithMacros;
  raw_ostream &OS;
};

/// What one run of clang needs.
struct Invocation {
  Invocation(const Compilation &TU, const DiagnosticOutput &Output)
      : TU(TU), DiagOpts(TU.diagnosticOptions()),
        Diagnostics(DiagOpts, Output) {}

  bool run(tooling::ToolAction &Action) {
    bool Succeeded = TU.run(Action, Diagnostics, *DiagOpts);
    Diagnostics.summarise();
    return Succeeded;
  }

  const Compilation &TU;
  compat::DiagnosticOptionsPtr DiagOpts;
  FilteringConsumer Diagnostics;
};

} // namespace

std::vector<LoweredUnit> lowerFiles(const Compilation &TU,
                                    const LoweringOptions &Options,
                                    std::vector<LoweringRequest> Files,
                                    HeaderSelector Select, bool KeepMemory) {
  Invocation Run(TU, Files.front().Diagnostics);
  Run.Diagnostics.setTarget(Files.front().Round.Target);
  LoweringJob Job{Options, std::move(Files), Select, Run.Diagnostics,
                  KeepMemory};
  Job.Units.resize(Job.Files.size());
  LoweringFactory Factory(Job);
  Run.run(Factory);
  Job.Units.front().FirstError = Run.Diagnostics.firstError();
  Job.Units.front().Errors = Run.Diagnostics.errors();
  return std::move(Job.Units);
}

std::optional<std::string> preprocess(const Compilation &TU,
                                      std::optional<StringRef> Text,
                                      bool WithMacros) {
  std::string Result;
  raw_string_ostream OS(Result);
  Invocation Run(TU, DiagnosticOutput{nulls(), false, false, false});
  PreprocessFactory Factory(Text, WithMacros, OS);
  if (!Run.run(Factory))
    return std::nullopt;
  return Result;
}

bool compiles(const Compilation &TU, const FileTexts &Texts,
              const DiagnosticOutput &Diagnostics, ParseObserver Then) {
  Invocation Run(TU, Diagnostics);
  CompilesFactory Factory(Texts, Then);
  return Run.run(Factory);
}

} // namespace switchback
