//===- Options.cpp - The command line of the tool -------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Options.h"
#include "switchback/Compiler/Config.h"
#include "switchback/Compiler/Frontend/Edits.h"
#include "switchback/Compiler/Frontend/Output.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Errc.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace switchback {

Options::Options() = default;
Options::Options(Options &&) = default;
Options::~Options() = default;

void reportError(const Twine &Message) {
  WithColor::error(errs(), "switchback") << Message << '\n';
}

namespace {

/// LLVM registers these by itself, under names that are wanted here.
struct TakeBackNames {
  TakeBackNames() {
    for (StringRef Name : {"color", "help", "h", "version"})
      if (cl::Option *Builtin = cl::getRegisteredOptions().lookup(Name))
        Builtin->removeArgument();
  }
};

/// The options, in the order --help lists them.
struct CommandLine : TakeBackNames {
  cl::OptionCategory Category{"Switchback options"};

  cl::list<std::string> Files{cl::Positional, cl::desc("FILE..."),
                              cl::cat(Category)};
  cl::opt<std::string> OutputFile{
      "o", cl::desc("Write to <file> instead of standard output"),
      cl::value_desc("file"), cl::cat(Category)};
  cl::opt<bool> InPlace{"in-place", cl::desc("Write over the input files"),
                        cl::cat(Category)};
  cl::opt<std::string> OutDir{
      "out-dir", cl::desc("Write below <dir>, keeping relative paths"),
      cl::value_desc("dir"), cl::cat(Category)};
  cl::opt<bool> Diff{"diff", cl::desc("Print a unified diff and write no file"),
                     cl::cat(Category)};
  cl::opt<bool> Check{
      "check", cl::desc("List what would be lowered and what not, and why"),
      cl::cat(Category)};
  cl::opt<bool> Layout{"layout",
                       cl::desc("List the frames: their sizes and members"),
                       cl::cat(Category)};
  cl::opt<std::string> DumpAfter{
      "dump-after", cl::desc("Print the compiler's form after <pass>"),
      cl::value_desc("pass"), cl::cat(Category)};
  cl::opt<bool> All{"all",
                    cl::desc("Lower every coroutine, not only annotated ones"),
                    cl::cat(Category)};
  cl::opt<std::string> Only{
      "only", cl::desc("Lower only where the qualified name matches"),
      cl::value_desc("regex"), cl::cat(Category)};
  cl::opt<bool> Strict{"strict", cl::desc("What cannot be lowered is an error"),
                       cl::cat(Category)};
  cl::opt<bool> NoFramesInPlace{
      "no-frames-in-place",
      cl::desc("Allocate every frame, even if its parent could hold it"),
      cl::cat(Category)};
  cl::opt<bool> NoHotScalars{
      "no-hot-scalars",
      cl::desc("Keep in the frame all that lives across a suspension"),
      cl::cat(Category)};
  cl::opt<bool> NoPackedFrames{
      "no-packed-frames", cl::desc("Keep members in the order of their use"),
      cl::cat(Category)};
  cl::opt<bool> NoDirectDestruction{
      "no-direct-destruction",
      cl::desc("Let one function of the frame destroy all objects"),
      cl::cat(Category)};
  cl::opt<bool> NoStackStart{
      "no-stack-start",
      cl::desc("Make the frame of every coroutine before its body runs"),
      cl::cat(Category)};
  cl::opt<std::string> Target{
      "target", cl::desc("plain: the output needs no coroutine support"),
      cl::value_desc("target"), cl::init("native"), cl::cat(Category)};
  cl::opt<std::string> Headers{
      "headers", cl::desc("Which headers are lowered too: user, none"),
      cl::value_desc("which"), cl::cat(Category)};
  cl::opt<bool> Verify{"verify",
                       cl::desc("Compile the result before it is written"),
                       cl::cat(Category)};
  cl::opt<std::string> LineDirectives{
      "line-directives",
      cl::desc("#line directives: all, needed (default), none"),
      cl::value_desc("when"),
      cl::ValueOptional,
      cl::init("needed"),
      cl::cat(Category)};
  cl::opt<std::string> Style{
      "style", cl::desc("Format like clang-format --style (default: file)"),
      cl::value_desc("style"), cl::init("file"), cl::cat(Category)};
  cl::opt<std::string> Color{"color", cl::desc("auto, always or never"),
                             cl::value_desc("when"), cl::init("auto"),
                             cl::cat(Category)};
  cl::opt<unsigned> Jobs{
      "j",
      cl::desc("Work on <n> files at once (default: one a core)"),
      cl::value_desc("n"),
      cl::Prefix,
      cl::init(0),
      cl::cat(Category)};
  cl::opt<std::string> BuildPath{
      "p", cl::desc("Take flags from <dir>/compile_commands.json"),
      cl::value_desc("dir"), cl::cat(Category)};
  cl::list<std::string> ExtraArgs{"extra-arg",
                                  cl::desc("Append <arg> to the flags"),
                                  cl::value_desc("arg"), cl::cat(Category)};
  cl::list<std::string> ExtraArgsBefore{
      "extra-arg-before", cl::desc("Prepend <arg> to the flags"),
      cl::value_desc("arg"), cl::cat(Category)};
  cl::opt<bool> Version{"version", cl::desc("Print the version"),
                        cl::cat(Category)};
  cl::opt<bool> Help{"help", cl::desc("Print this"), cl::cat(Category)};
  cl::alias HelpShort{"h", cl::aliasopt(Help), cl::cat(Category)};

  std::vector<std::reference_wrapper<const cl::Option>> listed() const {
    return {OutputFile, InPlace,   OutDir,    Diff,           Check,
            Layout,     DumpAfter, All,       Only,           Strict,
            Target,     Headers,   Verify,    LineDirectives, Style,
            Color,      Jobs,      BuildPath, ExtraArgs,      ExtraArgsBefore,
            Version};
  }
};

/// LLVM's own help takes two screens.
void printHelp(const CommandLine &Line) {
  outs() << "Usage: switchback FILE... [options] [-- COMPILER FLAGS]\n"
            "Lowers C++20 coroutines to state machines, source to source.\n";
  for (const cl::Option &O : Line.listed()) {
    bool Short = O.ArgStr.size() == 1;
    std::string Name = (Short ? "-" : "--") + O.ArgStr.str();
    if (!O.ValueStr.empty())
      Name += (Twine(Short ? " <" : "=<") + O.ValueStr + ">").str();
    outs() << formatv("  {0,-25} {1}\n", Name, O.HelpStr);
  }
  outs() << "Exit code: 0 success, 1 left native (--strict), 2 bad usage, "
            "3 bad input, 4 bug\n";
}

/// Sets the mode from the flags that are given. False if several are.
bool setMode(const CommandLine &Line, Options &Opts) {
  struct {
    const cl::Option &Flag;
    OutputMode Mode;
    StringRef Value;
  } Modes[] = {{Line.OutputFile, OutputMode::File, Line.OutputFile},
               {Line.InPlace, OutputMode::InPlace, ""},
               {Line.OutDir, OutputMode::OutDir, Line.OutDir},
               {Line.Diff, OutputMode::Diff, ""},
               {Line.Check, OutputMode::Check, ""},
               {Line.Layout, OutputMode::Layout, ""},
               {Line.DumpAfter, OutputMode::Dump, ""}};
  const cl::Option *Given = nullptr;
  for (const auto &M : Modes) {
    if (!M.Flag.getNumOccurrences())
      continue;
    if (Given) {
      auto Spell = [](const cl::Option &O) {
        return (O.ArgStr.size() == 1 ? "'-" : "'--") + O.ArgStr.str() + "'";
      };
      reportError(Spell(*Given) + " cannot be combined with " + Spell(M.Flag));
      return false;
    }
    Given = &M.Flag;
    Opts.Mode = M.Mode;
    Opts.OutputPath = M.Value.str();
  }
  return true;
}

/// Without coroutine support, what stays native does not build.
bool setTarget(const CommandLine &Line, Options &Opts) {
  if (Line.Target != "native" && Line.Target != "plain") {
    reportError("--target takes native or plain, not '" + Line.Target + "'");
    return false;
  }
  Opts.Plain = Line.Target == "plain";
  if (!Opts.Plain)
    return true;
  if (Line.Only.getNumOccurrences()) {
    reportError("'--only' cannot be combined with '--target=plain'");
    return false;
  }
  Opts.Lowering.All = Opts.Lowering.Strict = true;
  return true;
}

/// Where each file has a place of its own, headers have one too.
bool setHeaders(const CommandLine &Line, Options &Opts) {
  bool IsOne = Opts.Mode == OutputMode::Print || Opts.Mode == OutputMode::File;
  Opts.Headers = !IsOne && Opts.Mode != OutputMode::Dump;
  if (!Line.Headers.getNumOccurrences())
    return true;
  if (Line.Headers != "user" && Line.Headers != "none") {
    reportError("--headers takes user or none, not '" + Line.Headers + "'");
    return false;
  }
  Opts.Headers = Line.Headers == "user";
  if (Opts.Headers && IsOne) {
    reportError("--headers=user needs --out-dir, --in-place, --diff, --check, "
                "--layout or --dump-after");
    return false;
  }
  return true;
}

bool setColor(StringRef When, Options &Opts) {
  if (When == "auto") {
    Opts.ColorOutput = outs().has_colors();
    Opts.ColorDiagnostics = errs().has_colors();
    return true;
  }
  if (When != "always" && When != "never") {
    reportError("--color takes auto, always or never, not '" + When + "'");
    return false;
  }
  Opts.ColorOutput = Opts.ColorDiagnostics = When == "always";
  if (Opts.ColorOutput)
    WithColor::setAutoDetectFunction([](const raw_ostream &) { return true; });
  else
    WithColor::setAutoDetectFunction([](const raw_ostream &) { return false; });
  return true;
}

/// Without a value the option asks for all directives. A file that is written
/// over has no original that its lines could belong to.
bool setLineDirectives(const CommandLine &Line, Options &Opts) {
  std::string When = Line.LineDirectives;
  bool IsGiven = Line.LineDirectives.getNumOccurrences();
  if (!IsGiven &&
      (Opts.Mode == OutputMode::InPlace || Opts.Mode == OutputMode::Diff))
    When = "none";
  auto &Lines = Opts.Lowering.Lines;
  if (When == "all" || When.empty())
    Lines = LineDirectives::All;
  else if (When == "needed")
    Lines = LineDirectives::Needed;
  else if (When == "none")
    Lines = LineDirectives::None;
  else {
    reportError("--line-directives takes all, needed or none, not '" + When +
                "'");
    return false;
  }
  return true;
}

/// Checks what can be checked of one option at a time.
bool checkValues(const Options &Opts) {
  const LoweringOptions &Lowering = Opts.Lowering;
  if (Opts.Mode == OutputMode::Dump &&
      !is_contained(passNames(), Lowering.DumpAfter)) {
    reportError("no pass '" + Lowering.DumpAfter + "'; passes are " +
                join(passNames(), ", "));
    return false;
  }
  std::string Error;
  if (!Lowering.Only.empty() && !Regex(Lowering.Only).isValid(Error)) {
    reportError("--only: invalid regular expression '" + Lowering.Only +
                "': " + Error);
    return false;
  }
  Expected<clang::format::FormatStyle> Style =
      formatStyle(Opts.Style, Opts.Files.front(), "");
  if (!Style) {
    reportError("--style: " + toString(Style.takeError()));
    return false;
  }
  return true;
}

/// Checks that the inputs exist and the outputs can be written.
bool checkFiles(Options &Opts) {
  if (Opts.Files.empty()) {
    reportError("no input files (try --help)");
    return false;
  }
  bool Good = true;
  for (const std::string &File : Opts.Files) {
    sys::fs::file_status Status;
    std::error_code EC = sys::fs::status(File, Status);
    if (!EC && sys::fs::is_directory(Status))
      EC = make_error_code(errc::is_a_directory);
    else if (!EC)
      EC = sys::fs::access(File, sys::fs::AccessMode::Exist);
    if (!EC)
      continue;
    reportError("cannot read '" + File + "': " + EC.message());
    Good = false;
  }
  if (!Good)
    return false;
  if (Opts.Files.size() > 1 && Opts.Mode == OutputMode::File) {
    reportError("-o takes one input file; use --out-dir or --in-place");
    return false;
  }
  if (Opts.Files.size() > 1 && Opts.Mode == OutputMode::Print) {
    reportError("several input files need --out-dir, --in-place, --diff, "
                "--check or --layout");
    return false;
  }
  if (Error E = planOutputs(Opts)) {
    reportError(toString(std::move(E)));
    return false;
  }
  return true;
}

/// Finds the flags, if they did not follow `--`.
bool loadCompilations(StringRef BuildPath, Options &Opts) {
  using clang::tooling::CompilationDatabase;
  using clang::tooling::FixedCompilationDatabase;
  if (Opts.Compilations) {
    Opts.FixedFlags = true;
    return true;
  }
  std::string Error;
  if (!BuildPath.empty()) {
    Opts.Compilations =
        CompilationDatabase::autoDetectFromDirectory(BuildPath, Error);
    if (!Opts.Compilations)
      reportError("no compile_commands.json in '" + BuildPath +
                  "' or above it");
    return Opts.Compilations != nullptr;
  }
  Opts.Compilations =
      CompilationDatabase::autoDetectFromSource(Opts.Files.front(), Error);
  if (!Opts.Compilations) {
    WithColor::note(errs(), "switchback")
        << "no compile_commands.json above '" << Opts.Files.front()
        << "' and no flags after '--'; taking '-std=c++20'\n";
    Opts.FixedFlags = true;
    Opts.Compilations = std::make_unique<FixedCompilationDatabase>(
        ".", std::vector<std::string>());
  }
  return true;
}

} // namespace

std::optional<Options> parseCommandLine(int Argc, const char **Argv,
                                        ExitCode &Exit) {
  static CommandLine Line;
  Options Opts;
  Exit = ExitCode::BadUsage;

  // Takes the flags after `--` off the end, so that they are not ours.
  std::string Error;
  Opts.Compilations =
      clang::tooling::FixedCompilationDatabase::loadFromCommandLine(Argc, Argv,
                                                                    Error);
  raw_string_ostream ErrorStream(Error);
  cl::HideUnrelatedOptions(Line.Category);
  if (!cl::ParseCommandLineOptions(Argc, Argv, "", &ErrorStream)) {
    errs() << Error;
    return std::nullopt;
  }
  if (Line.Help || Line.Version) {
    if (Line.Help)
      printHelp(Line);
    else
      outs() << "Switchback " SWITCHBACK_VERSION_STRING
                " (LLVM " LLVM_VERSION_STRING ")\n";
    Exit = ExitCode::Success;
    return std::nullopt;
  }

  Opts.Files = Line.Files;
  Opts.Lowering.All = Line.All;
  Opts.Lowering.Only = Line.Only;
  Opts.Lowering.Strict = Line.Strict;
  Opts.Lowering.Enabled.FramesInPlace = !Line.NoFramesInPlace;
  Opts.Lowering.Enabled.HotScalars = !Line.NoHotScalars;
  Opts.Lowering.Enabled.PackedFrames = !Line.NoPackedFrames;
  Opts.Lowering.Enabled.DirectDestruction = !Line.NoDirectDestruction;
  Opts.Lowering.Enabled.StackStart = !Line.NoStackStart;
  Opts.Lowering.DumpAfter = Line.DumpAfter;
  Opts.Style = Line.Style;
  Opts.Verify = Line.Verify;
  Opts.ExtraArgs = Line.ExtraArgs;
  Opts.ExtraArgsBefore = Line.ExtraArgsBefore;
  Opts.Jobs = hardware_concurrency(Line.Jobs).compute_thread_count();
  Opts.Executable = sys::fs::getMainExecutable(
      Argv[0], reinterpret_cast<void *>(&parseCommandLine));
  if (!setColor(Line.Color, Opts) || !setMode(Line, Opts) ||
      !setTarget(Line, Opts) || !setHeaders(Line, Opts) ||
      !setLineDirectives(Line, Opts) || !checkFiles(Opts) ||
      !checkValues(Opts) || !loadCompilations(Line.BuildPath, Opts))
    return std::nullopt;
  Exit = ExitCode::Success;
  return Opts;
}

} // namespace switchback
