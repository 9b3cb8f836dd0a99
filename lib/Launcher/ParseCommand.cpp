//===- ParseCommand.cpp - From a compile to a parse -----------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Launcher/ParseCommand.h"
#include "switchback/Compiler/Frontend/CompileCommands.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace llvm;
using namespace switchback::driver_options;

namespace switchback {

namespace {

/// What says where to write, how to generate code or how to link.
bool isNotForParsing(const Word &W) {
  static constexpr ID Options[] = {
      OPT_INPUT,
      OPT__DASH_DASH,
      OPT_x,
      OPT_o,
      OPT_c,
      OPT_S,
      OPT_fsyntax_only,
      OPT_M_Group,
      OPT_Link_Group,
      OPT_T_Group,
      OPT_save_temps_EQ,
      OPT_fplugin_EQ,
      OPT_fplugin_arg,
      OPT_fpass_plugin_EQ,
      OPT_pipe,
      OPT_v,
      OPT_dumpdir,
      OPT_gsplit_dwarf,
      OPT_ftest_coverage,
      OPT_static,
      OPT_shared,
      OPT_mtune_EQ,
      OPT_fexec_charset_EQ,
      OPT_ftime_report,
      OPT_ftime_trace,
      OPT_ftime_trace_EQ,
      OPT_include_pch,
      OPT_Xlinker,
      OPT_Xassembler,
      OPT_Wa_COMMA,
      OPT_B,
      OPT_rdynamic,
      OPT_fcoroutines,
      OPT_g_Group,
      OPT_flto_EQ,
  };
  return any_of(Options, [&](ID Option) { return W.is(Option); });
}

/// What clang's driver would stumble over.
bool isForeign(const Word &W) {
  return !W.Arg || W.is(OPT_UNKNOWN) ||
         W.is(OPT_clang_ignored_gcc_optimization_f_Group) ||
         W.is(OPT_clang_ignored_f_Group) || W.is(OPT_clang_ignored_m_Group);
}

/// Warnings are the compiler's business, and never errors. But some errors of
/// clang's are warnings that can be turned off, and g++ has no such error.
bool isWarning(const Word &W, StringRef Spelling) {
  return (W.is(OPT_W_Group) || W.is(OPT_pedantic_Group)) &&
         (!Spelling.starts_with("-Wno-") || Spelling == "-Wno-error");
}

/// Sanitizers of g++'s that clang does not have are errors for it. None of them
/// matters here.
bool isSanitizer(StringRef Spelling) {
  return Spelling.starts_with("-fsanitize") ||
         Spelling.starts_with("-fno-sanitize");
}

/// `-Wp,-MD,file`: dependencies by the preprocessor.
bool isDependencyOption(const Word &W, StringRef Spelling) {
  return W.is(OPT_Wp_COMMA) && Spelling.starts_with("-Wp,-M");
}

/// The compiler's file, links resolved; empty if there is none.
std::string realPath(StringRef Compiler) {
  ErrorOr<std::string> Found = sys::findProgramByName(Compiler);
  SmallString<128> Real;
  if (!Found || sys::fs::real_path(*Found, Real))
    return "";
  return std::string(Real);
}

/// Where the compiler is, under the name that it is called by, which says what
/// it does. Clang finds its library beside itself.
std::string pathOf(StringRef Compiler, StringRef Real) {
  SmallString<128> Path(sys::path::parent_path(Real));
  sys::path::append(Path, sys::path::filename(Compiler));
  return std::string(Path);
}

/// Has clang take the library of the g++ at \p Real, if that is a
/// distribution's, whose file is called TRIPLE-g++-VERSION; and the standard
/// that is its default.
void addDefaults(const CompilerArguments &Args, StringRef Real,
                 std::vector<std::string> &Line) {
  auto [Triple, VersionText] = sys::path::filename(Real).split("-g++-");
  unsigned Version;
  if (VersionText.getAsInteger(10, Version))
    return;
  std::string Folder = ("/usr/lib/gcc/" + Triple + "/" + VersionText).str();
  if (sys::fs::is_directory(Folder))
    Line.push_back("--gcc-install-dir=" + Folder);
  if (Version >= 16 && !Args.has(OPT_std_EQ))
    Line.push_back("-std=gnu++20");
}

/// Of words which clang reads in the frontend alone, those that load what
/// another clang has precompiled. The text is named beside it.
bool loadsPrecompiled(ArrayRef<Word> Words, unsigned I) {
  auto IsPassed = [&](unsigned J) {
    return J < Words.size() && Words[J].is(OPT_Xclang);
  };
  if (!IsPassed(I))
    return false;
  return Words[I].value() == "-include-pch" ||
         (I > 0 && IsPassed(I - 1) && Words[I - 1].value() == "-include-pch");
}

/// A header is read as text, also where there is a precompiled one, which may
/// be another compiler's.
void addInclude(const Word &W, std::vector<std::string> &Line) {
  for (StringRef Arg : {StringRef("-include"), W.value()})
    Line.insert(Line.end(), {"-Xclang", Arg.str()});
}

} // namespace

clang::tooling::CompileCommand parseCommand(StringRef Compiler,
                                            const CompilerArguments &Args,
                                            const SourceInput &Input,
                                            StringRef Executable) {
  const std::string Real = realPath(Compiler);
  std::vector<std::string> Line{pathOf(Compiler, Real)};
  ArrayRef<Word> Words = Args.words();
  for (unsigned I = 0; I < Words.size(); ++I) {
    const Word &W = Words[I];
    StringRef Spelling = Args.strings()[W.Begin];
    if (isForeign(W) || isNotForParsing(W) || isWarning(W, Spelling) ||
        isDependencyOption(W, Spelling) || isSanitizer(Spelling) ||
        loadsPrecompiled(Words, I))
      continue;
    if (W.is(OPT_include))
      addInclude(W, Line);
    else
      Line.insert(Line.end(), Args.strings().begin() + W.Begin,
                  Args.strings().begin() + W.End);
  }
  Line.insert(Line.end(), {"-fsyntax-only", "-w"});
  if (!Args.isClang()) {
    addDefaults(Args, Real, Line);
    // No error of g++'s, if it is not a constant.
    Line.push_back("-Wno-c++11-narrowing");
    // g++ has coroutines in older standards too; clang does not expect that.
    if (Args.coroutines() == true)
      Line.insert(Line.end(), {"-Xclang", "-fcoroutines",
                               "-D__cpp_impl_coroutine=201902L"});
  }
  addHeaderFolders(Line, Executable);
  Line.insert(Line.end(), {"-x", "c++", "--", Input.name()});
  return clang::tooling::CompileCommand(".", Input.name(), std::move(Line), "");
}

} // namespace switchback
