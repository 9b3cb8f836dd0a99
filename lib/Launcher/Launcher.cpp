//===- Launcher.cpp - A compile with lowered coroutines -------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Launcher/Launcher.h"
#include "switchback/Compiler/Frontend/CompileCommands.h"
#include "switchback/Compiler/Launcher/Dependencies.h"
#include "switchback/Compiler/Launcher/Message.h"
#include "switchback/Compiler/Launcher/ParseCommand.h"
#include "switchback/Compiler/Launcher/Process.h"
#include "switchback/Compiler/Launcher/Tree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace switchback::driver_options;

namespace switchback {

namespace {

/// One run of the compiler.
class Launch {
public:
  explicit Launch(const LauncherOptions &Opts)
      : Opts(Opts), Compiler(Opts.Command[Opts.Compiler]),
        Args(Compiler, Opts.arguments()) {}

  int run();

private:
  enum class Decision { AsItIs, Lowered, Fail };

  /// Reads the inputs. False if the compiler has to say what is wrong.
  bool read();
  Decision lower();
  Decision lower(CompiledInput &Input);
  Decision cannotParse(const CompiledInput &Input);
  int compileAsItIs();
  int cannotLower(Error E);
  int compileLowered();

  const LauncherOptions &Opts;
  std::string Compiler;
  CompilerArguments Args;
  std::vector<CompiledInput> Inputs;
  std::optional<std::string> StandardInputText;
};

int fail(Error E) {
  report(Severity::Error, toString(std::move(E)));
  return 1;
}

bool Launch::read() {
  for (const SourceInput &Source : Args.inputs()) {
    auto Buffer = MemoryBuffer::getFileOrSTDIN(Source.Path);
    if (!Buffer)
      return false;
    CompiledInput Input{Source, (*Buffer)->getBuffer().str(), {}};
    if (Source.isStandardInput()) {
      // It can be read only once.
      if (StandardInputText)
        Input.Content = *StandardInputText;
      StandardInputText = Input.Content;
    }
    Inputs.push_back(std::move(Input));
  }
  return true;
}

/// Says why \p Input is compiled as it is, or why it is not.
Launch::Decision Launch::cannotParse(const CompiledInput &Input) {
  const std::string &Diagnostics = Input.Outcome.Diagnostics;
  std::string Name = Input.Source.name();
  if (Opts.Build.Strict) {
    errs() << Diagnostics;
    report(Severity::Error, "clang cannot parse '" + Name + "'");
    return Decision::Fail;
  }
  report(Severity::Note,
         "'" + Name + "' is compiled as it is, since clang cannot parse it:");
  for (StringRef Line : split(Diagnostics, '\n'))
    if (Line.contains("error: ")) {
      errs() << Line << '\n';
      break;
    }
  return Decision::AsItIs;
}

Launch::Decision Launch::lower(CompiledInput &Input) {
  std::optional<std::string> Text;
  if (Input.Source.isStandardInput())
    Text = Input.Content;
  CommandCompilation TU(
      parseCommand(Compiler, Args, Input.Source, Opts.Executable), Text);
  BuildOptions Build = Opts.Build;
  Build.Color = errs().has_colors();
  Input.Outcome = lowerInBuild(TU, Build, Input.Content);
  using Status = BuildOutcome::Status;
  if (Input.Outcome.State == Status::NotParsed)
    return cannotParse(Input);
  errs() << Input.Outcome.Diagnostics;
  if (Input.Outcome.State == Status::Failed)
    return Decision::Fail;
  return Input.isChanged() ? Decision::Lowered : Decision::AsItIs;
}

/// Every input by itself.
Launch::Decision Launch::lower() {
  Decision Result = Decision::AsItIs;
  for (CompiledInput &Input : Inputs)
    Result = std::max(Result, lower(Input));
  return Result;
}

int Launch::compileAsItIs() {
  std::optional<StringRef> Text;
  if (StandardInputText)
    Text = *StandardInputText;
  return become(Opts.Command, Text);
}

/// Where the inputs cannot be compiled together as they were lowered.
int Launch::cannotLower(Error E) {
  if (Opts.Build.Strict)
    return fail(std::move(E));
  report(Severity::Note, "the inputs are compiled as they are, since " +
                             toString(std::move(E)));
  return compileAsItIs();
}

int Launch::compileLowered() {
  LoweredTree Tree(Args, Opts.Build.LineDirectives);
  for (const CompiledInput &Input : Inputs)
    if (Input.isChanged())
      if (Error E = Tree.add(Input))
        return cannotLower(std::move(E));
  if (Opts.Keep || Args.has(OPT_save_temps_EQ))
    Tree.keep();
  if (Error E = Tree.write())
    return fail(std::move(E));

  std::vector<std::string> Command(Opts.Command.begin(),
                                   Opts.Command.begin() + Opts.Compiler + 1);
  const unsigned First = Command.size();
  append_range(Command,
               Tree.arguments(supportFolder(Opts.Executable, "../include")));
  shorten(Command, First, Tree.folder());
  int ExitCode = runCompiler(Command, [&] {
    // What compilers have written of it by then names files of the tree.
    consumeError(correctDependencies(Args, Tree));
    if (!Opts.Keep)
      sys::fs::remove_directories(Tree.folder());
  });
  if (Error E = correctDependencies(Args, Tree))
    return fail(std::move(E));
  return ExitCode;
}

int Launch::run() {
  if (!Args.compiles() || !read())
    return compileAsItIs();
  switch (lower()) {
  case Decision::AsItIs:
    return compileAsItIs();
  case Decision::Lowered:
    return compileLowered();
  case Decision::Fail:
    return 1;
  }
  llvm_unreachable("covered switch");
}

} // namespace

int launch(const LauncherOptions &Opts) {
  // Nothing but other launchers.
  if (Opts.Compiler >= Opts.Command.size())
    return become(Opts.Command, std::nullopt);
  return Launch(Opts).run();
}

} // namespace switchback
