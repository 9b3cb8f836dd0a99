//===- SwitchbackPlugin.cpp - Lowering inside of clang --------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// `clang++ -fplugin=SwitchbackPlugin.so`: before clang enters the main file
/// the translation unit is lowered in parses of its own, and what comes out is
/// put in the place of the files. Clang does with it whatever it was asked for.
/// docs/plugin.md is for users.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Annotation.h"
#include "switchback/Compiler/Frontend/CompileCommands.h"
#include "switchback/Compiler/Frontend/InBuild.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <dlfcn.h>

using namespace clang;

namespace switchback {

namespace {

constexpr llvm::StringLiteral PluginName = "switchback";

/// An argument that only the parses inside of a compile have, in which nothing
/// is to be lowered.
constexpr llvm::StringLiteral InnerParse = "inner-parse";

/// In a translation unit in which nothing was lowered.
class AnnotationConsumer : public ASTConsumer {
public:
  void HandleTranslationUnit(ASTContext &Context) override {
    diagnoseMisusedAnnotations(Context);
  }
};

/// Where the headers that lowered text includes are.
std::string supportHeaders() {
  static const char Here = 0;
  Dl_info Info;
  if (!dladdr(&Here, &Info) || !Info.dli_fname)
    return "";
  return supportFolder(Info.dli_fname, SWITCHBACK_PLUGIN_TO_INCLUDE);
}

/// The path of the program that has loaded the plugin.
std::string program() {
  static const char Here = 0;
  return llvm::sys::fs::getMainExecutable(nullptr, const_cast<char *>(&Here));
}

class LoweringPlugin : public PluginASTAction {
protected:
  bool ParseArgs(const CompilerInstance &CI,
                 const std::vector<std::string> &Args) override;
  ActionType getActionType() override { return AddBeforeMainAction; }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 StringRef InFile) override;

private:
  BuildOutcome lower(CompilerInstance &CI, const FrontendInputFile &Input,
                     StringRef Headers) const;

  BuildOptions Build;
};

/// Whether the program that has loaded the plugin is no compiler but one of the
/// tools made of its libraries, such as clang-tidy. They are about the text
/// that the user wrote.
bool isInTool() {
  std::string Program = program();
  StringRef Name = llvm::sys::path::filename(Program);
  if (Name.starts_with("clangd"))
    return true;
  return Name.consume_front("clang-") && !Name.empty() &&
         !llvm::isDigit(Name.front()) && !Name.starts_with("cl") &&
         !Name.starts_with("cpp");
}

void reportError(const CompilerInstance &CI, const llvm::Twine &Message) {
  DiagnosticsEngine &Engine = CI.getDiagnostics();
  Engine.Report(Engine.getCustomDiagID(DiagnosticsEngine::Error, "%0"))
      << Message.str();
}

bool LoweringPlugin::ParseArgs(const CompilerInstance &CI,
                               const std::vector<std::string> &Args) {
  for (const std::string &Arg : Args) {
    if (Arg == InnerParse)
      return false;
    if (Build.set(Arg))
      continue;
    reportError(CI, "no argument '-fplugin-arg-" + PluginName + "-" + Arg +
                        "' of the plugin: it takes " + BuildOptions::help());
    return false;
  }
  return true;
}

/// Says that nothing was lowered in what `-save-temps` or a distributing
/// launcher has made. -Werror is for what the user wrote.
void reportLeftNative(const CompilerInstance &CI, StringRef InFile,
                      bool IsStrict, StringRef Reason) {
  DiagnosticsEngine &Engine = CI.getDiagnostics();
  const bool WereErrors = Engine.getWarningsAsErrors();
  Engine.setWarningsAsErrors(false);
  Engine.Report(Engine.getCustomDiagID(
      IsStrict ? DiagnosticsEngine::Error : DiagnosticsEngine::Warning,
      "'%0' has been preprocessed already, and its coroutines are left native: "
      "%1"))
      << InFile << Reason;
  Engine.setWarningsAsErrors(WereErrors);
}

/// The input that \p InFile is, if it is C++ with coroutines, and no module map
/// and not precompiled.
const FrontendInputFile *loweredInput(const CompilerInstance &CI,
                                      StringRef InFile) {
  if (!CI.getLangOpts().CPlusPlus || !CI.getLangOpts().Coroutines)
    return nullptr;
  // A preprocessed file goes by the name that it had before.
  auto &Inputs = CI.getFrontendOpts().Inputs;
  for (const FrontendInputFile &Input : Inputs)
    if (Input.isFile() && (Input.getFile() == InFile || Inputs.size() == 1))
      return Input.getKind().getFormat() == InputKind::Source ? &Input
                                                              : nullptr;
  return nullptr;
}

BuildOutcome LoweringPlugin::lower(CompilerInstance &CI,
                                   const FrontendInputFile &Input,
                                   StringRef Headers) const {
  CompilerInvocation Inner(CI.getInvocation());
  Inner.getFrontendOpts().Inputs = {Input};
  Inner.getFrontendOpts().PluginArgs[PluginName.str()] = {InnerParse.str()};
  if (!Headers.empty())
    Inner.getHeaderSearchOpts().AddPath(Headers, frontend::After,
                                        /*IsFramework=*/false,
                                        /*IgnoreSysRoot=*/true);
  StringRef Text = CI.getSourceManager().getBufferData(
      CI.getSourceManager().getMainFileID());
  std::optional<StringRef> StandardInput;
  if (Input.getFile() == "-")
    StandardInput = Text;
  if (Input.isPreprocessed()) {
    PreprocessedCompilation TU(Inner, &CI.getVirtualFileSystem(), StandardInput,
                               Headers, program());
    return lowerInBuild(TU, Build, Text);
  }
  InvocationCompilation TU(Inner, &CI.getVirtualFileSystem(), StandardInput);
  return lowerInBuild(TU, Build, Text);
}

/// Puts what was lowered in the place of the files, none of which was entered
/// yet.
void handOver(CompilerInstance &CI, const BuildOutcome &Outcome) {
  SourceManager &SM = CI.getSourceManager();
  auto Override = [&](FileEntryRef File, StringRef Text) {
    SM.overrideFileContents(
        File, llvm::MemoryBuffer::getMemBufferCopy(Text, File.getName()));
  };
  for (const HeaderOutcome &H : Outcome.Headers)
    if (H.Text != H.Original)
      if (auto File = CI.getFileManager().getOptionalFileRef(H.Path))
        Override(*File, H.Text);
  if (!Outcome.Text)
    return;
  const FileID Main = SM.getMainFileID();
  OptionalFileEntryRef File = SM.getFileEntryRefForID(Main);
  if (!File)
    return reportError(CI, "internal error: the main file has no file entry");
  auto Kind = SM.getFileCharacteristic(SM.getLocForStartOfFile(Main));
  Override(*File, *Outcome.Text);
  // Clang has an idea of how long the main file is.
  SM.setMainFileID(SM.createFileID(*File, SourceLocation(), Kind));
}

/// Has clang find the headers of ours behind all others.
void addSupportHeaders(CompilerInstance &CI, StringRef Folder) {
  if (auto Dir = CI.getFileManager().getOptionalDirectoryRef(Folder))
    CI.getPreprocessor().getHeaderSearchInfo().AddSystemSearchPath(
        DirectoryLookup(*Dir, SrcMgr::C_System, /*isFramework=*/false));
}

std::unique_ptr<ASTConsumer>
LoweringPlugin::CreateASTConsumer(CompilerInstance &CI, StringRef InFile) {
  using Status = BuildOutcome::Status;
  auto Nothing = std::make_unique<ASTConsumer>();
  if (isInTool())
    return Nothing;
  const FrontendInputFile *Input = loweredInput(CI, InFile);
  if (!Input)
    return Nothing;
  std::string Headers = supportHeaders();
  const DiagnosticOptions &Options = CI.getDiagnosticOpts();
  Build.Color = Options.ShowColors;
  Build.Warnings = !Options.IgnoreWarnings;
  BuildOutcome Outcome = lower(CI, *Input, Headers);
  if (!Outcome.LeftNative.empty()) {
    reportLeftNative(CI, Input->getFile(), Build.Strict, Outcome.LeftNative);
    return Nothing;
  }
  addSupportHeaders(CI, Headers);
  switch (Outcome.State) {
  case Status::Nothing:
    if (Outcome.HasAnnotation)
      return std::make_unique<AnnotationConsumer>();
    return Nothing;
  case Status::NotParsed:
    // What is wrong clang is about to find.
    return Nothing;
  case Status::Done:
    llvm::errs() << Outcome.Diagnostics;
    handOver(CI, Outcome);
    return Nothing;
  case Status::Failed:
    llvm::errs() << Outcome.Diagnostics;
    reportError(CI, "'" + InFile + "' is not compiled, for it was not lowered");
    return Nothing;
  }
  llvm_unreachable("no other status");
}

FrontendPluginRegistry::Add<LoweringPlugin>
    Registered(PluginName, "lower coroutines to state machines");

} // namespace

} // namespace switchback

// The static analyser, to which every plugin is one of checkers, asks for these
// and warns if they are not there.
namespace clang::ento {
class CheckerRegistry;
} // namespace clang::ento
extern "C" {
extern const char clang_analyzerAPIVersionString[];
const char clang_analyzerAPIVersionString[] = CLANG_VERSION_STRING;
void clang_registerCheckers(clang::ento::CheckerRegistry &) {}
}
