//===- Compilation.cpp - How a translation unit is parsed -----------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Compilation.h"
#include "clang/Basic/FileManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PreprocessorOptions.h"

using namespace clang;
using namespace llvm;

namespace switchback {

Compilation::~Compilation() = default;

/// \p Files with one file more, which is in memory.
static IntrusiveRefCntPtr<vfs::FileSystem>
withFile(IntrusiveRefCntPtr<vfs::FileSystem> Files, StringRef Name,
         StringRef Text) {
  auto InMemory = IntrusiveRefCntPtr<vfs::InMemoryFileSystem>(
      new vfs::InMemoryFileSystem());
  if (ErrorOr<std::string> Folder = Files->getCurrentWorkingDirectory())
    InMemory->setCurrentWorkingDirectory(*Folder);
  InMemory->addFile(Name, 0, MemoryBuffer::getMemBufferCopy(Text));
  IntrusiveRefCntPtr<vfs::OverlayFileSystem> Overlay(
      new vfs::OverlayFileSystem(std::move(Files)));
  Overlay->pushOverlay(std::move(InMemory));
  return Overlay;
}

//===----------------------------------------------------------------------===//
// From a command line
//===----------------------------------------------------------------------===//

compat::DiagnosticOptionsPtr CommandCompilation::diagnosticOptions() const {
  SmallVector<const char *, 32> Argv;
  for (const std::string &Arg : Command.CommandLine)
    Argv.push_back(Arg.c_str());
  return compat::DiagnosticOptionsPtr(
      CreateAndPopulateDiagOpts(Argv).release());
}

bool CommandCompilation::run(tooling::ToolAction &Action,
                             DiagnosticConsumer &Consumer,
                             DiagnosticOptions &DiagOpts) const {
  // The current folder of the process is shared by all threads.
  IntrusiveRefCntPtr<vfs::FileSystem> FS(vfs::createPhysicalFileSystem());
  FS->setCurrentWorkingDirectory(Command.Directory);
  if (Text)
    FS = withFile(std::move(FS), Command.Filename, *Text);
  IntrusiveRefCntPtr<FileManager> Files(
      new FileManager(FileSystemOptions(), std::move(FS)));
  tooling::ToolInvocation Tool(Command.CommandLine, &Action, Files.get(),
                               std::make_shared<PCHContainerOperations>());
  Tool.setDiagnosticConsumer(&Consumer);
  Tool.setDiagnosticOptions(&DiagOpts);
  return Tool.run();
}

//===----------------------------------------------------------------------===//
// Inside of a compiler
//===----------------------------------------------------------------------===//

/// Takes away everything by which a compile can be noticed.
static void removeOutputs(CompilerInvocation &Invocation) {
  FrontendOptions &Frontend = Invocation.getFrontendOpts();
  Frontend.ProgramAction = frontend::ParseSyntaxOnly;
  Frontend.OutputFile.clear();
  Frontend.StatsFile.clear();
  Frontend.TimeTracePath.clear();
  Frontend.ShowStats = false;
  Frontend.AddPluginActions.clear();
  Frontend.Plugins.clear();
  Invocation.getDependencyOutputOpts() = DependencyOutputOptions();
  DiagnosticOptions &Diagnostics = Invocation.getDiagnosticOpts();
  Diagnostics.DiagnosticSerializationFile.clear();
  Diagnostics.DiagnosticLogFile.clear();
  Diagnostics.VerifyDiagnostics = false;
  Invocation.getPreprocessorOutputOpts().ShowCPP = false;
  // Each parse has what is remapped anew.
  Invocation.getPreprocessorOpts().RetainRemappedFileBuffers = true;
}

InvocationCompilation::InvocationCompilation(
    const CompilerInvocation &Original,
    IntrusiveRefCntPtr<vfs::FileSystem> OriginalFiles,
    std::optional<StringRef> Text)
    : Invocation(Original), Files(std::move(OriginalFiles)) {
  removeOutputs(Invocation);
  auto &Inputs = Invocation.getFrontendOpts().Inputs;
  Filename = Inputs.front().getFile().str();
  if (!Text)
    return;
  Filename = StandardInput.str();
  Files = withFile(std::move(Files), Filename, *Text);
  Inputs.front() = FrontendInputFile(Filename, Inputs.front().getKind());
}

compat::DiagnosticOptionsPtr InvocationCompilation::diagnosticOptions() const {
  return compat::DiagnosticOptionsPtr(
      new DiagnosticOptions(Invocation.getDiagnosticOpts()));
}

bool InvocationCompilation::run(tooling::ToolAction &Action,
                                DiagnosticConsumer &Consumer,
                                DiagnosticOptions &) const {
  IntrusiveRefCntPtr<FileManager> Manager(
      new FileManager(Invocation.getFileSystemOpts(), Files));
  return Action.runInvocation(
      std::make_shared<CompilerInvocation>(Invocation), Manager.get(),
      std::make_shared<PCHContainerOperations>(), &Consumer);
}

} // namespace switchback
