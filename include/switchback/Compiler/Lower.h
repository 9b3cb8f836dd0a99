//===- Lower.h - The interface of the lowering ------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a frontend (the command line tool, the clang plugin) asks of the
/// compiler, and what it gets back. The frontend parses, calls
/// lowerTranslationUnit() once at the end of the translation unit, and applies
/// the edits; the compiler touches no file and no stream but those it is given.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_LOWER_H
#define SWITCHBACK_COMPILER_LOWER_H

#include "switchback/Compiler/Lines.h"
#include "switchback/Compiler/Optimisations.h"
#include "switchback/Compiler/TargetFile.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CompilerInstance;
} // namespace clang

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace switchback {

class MacroRecorder;

/// What to lower, and how strictly.
struct LoweringOptions {
  /// Lower every coroutine of the file, not only the annotated ones.
  bool All = false;

  /// A regular expression searched for in the qualified name of a coroutine;
  /// those that do not match stay native. Empty matches any name.
  std::string Only;

  /// A selected coroutine that cannot be lowered is an error, not a warning.
  bool Strict = false;

  /// Which `#line` directives to prepare for.
  LineDirectives Lines = LineDirectives::None;

  /// Nobody reads the text but a compiler, which is told not to warn of what
  /// the user did not write.
  bool IsForCompiler = false;

  Optimisations Enabled;

  /// Set if the file has been preprocessed: it has the text of its headers in
  /// it, and line markers say whose each part is. Whether the header of that
  /// name, which is no system header, is to stay as it is.
  std::function<bool(llvm::StringRef)> StaysInPreprocessed;

  /// The name of a pass (see passNames()) after which the form of each
  /// coroutine is written to DumpStream. Empty for none.
  std::string DumpAfter;

  /// Where dumps go. Not null if DumpAfter is set.
  llvm::raw_ostream *DumpStream = nullptr;
};

/// The await of a coroutine where it is called.
struct ChildFrameReport {
  /// What is called, where that stands in the file, as an offset, and as the
  /// user sees it in diagnostics.
  std::string Callee;
  unsigned Offset = 0, Line = 0, Column = 0;

  /// Why its frame is allocated; empty if it is part of the frame that awaits.
  std::string WhyNot;

  /// It is allocated only once it has to wait.
  bool StartsOnStack = false;

  /// SWITCHBACK_MUST_ELIDE asks for more than can be had: an error.
  bool IsError = false;
};

/// One coroutine that was selected.
struct CoroutineReport {
  std::string Name, QualifiedName;

  /// Where its name stands in its file, as an offset, and where what is
  /// changed of it begins and ends.
  unsigned Offset = 0, Begin = 0, End = 0;

  /// Where it is declared, as the user sees it in diagnostics.
  std::string File;
  unsigned Line = 0;
  unsigned Column = 0;

  /// Whether it was lowered. If not, it is left exactly as it was.
  bool Lowered = false;

  /// Why it was left native, and where in its file the reason is; empty if it
  /// was lowered.
  std::string Reason;
  unsigned ReasonOffset = 0;

  /// Whether the reason is an instance of a template that another translation
  /// unit need not have.
  bool ByInstance = false;

  /// Whether another coroutine that was selected stands in it: when that is
  /// lowered, it may be, too.
  bool HoldsOther = false;

  /// Of a template that is left native, the instances of this file that were
  /// lowered, as explicit specialisations.
  std::vector<std::string> Instances;

  /// Set if it is such a specialisation: the name of that instance.
  std::string Instance;

  /// The name of the struct that became its frame, if it was lowered.
  std::string Frame;

  /// Whether it starts on its caller's stack, if it was lowered and its promise
  /// allows that, and if not, why.
  bool StartsOnStack = false;
  std::string WhyNotOnStack;

  /// What became of the frames of the coroutines that it awaits where it calls
  /// them, if it was lowered.
  std::vector<ChildFrameReport> Children;
};

/// A replacement of some bytes of the file that is lowered.
struct Edit {
  /// The bytes replaced, as offsets into the file's buffer.
  unsigned Offset = 0;
  unsigned Length = 0;

  /// What replaces them, with `\n` line ends.
  std::string Text;

  /// Whether Text is generated code, to be formatted. Text that was written by
  /// a person is not.
  bool Generated = false;

  /// No directive may stand before this offset: the call of a macro goes on up
  /// to there.
  unsigned DirectivesFrom = 0;
};

/// An instance of a template that was written out as an explicit
/// specialisation.
struct WrittenInstance {
  /// With its template arguments and the types of its parameters.
  std::string Name;
  /// What the names in it have to refer to.
  std::string Meaning;
  /// Its text, and its declaration, if that was written out, too.
  std::string Text, Declaration;
  /// Where the template stands in the user's text.
  unsigned Template = 0;
};

/// What became of a translation unit.
struct LoweringResult {
  /// Edits of the file, not overlapping, in any order. Edits at the same
  /// offset apply in the order they stand here.
  std::vector<Edit> Edits;

  /// Every coroutine that was selected, in source order.
  std::vector<CoroutineReport> Coroutines;

  /// Whether the new text has to be parsed and lowered once more: either
  /// macros or instances of templates were written out, and the edits do
  /// nothing else, or coroutines inside of others were lowered, which come
  /// first.
  bool IsPartial = false;

  /// The coroutines whose macros were written out.
  std::vector<CoroutineReport> Expanded;

  /// The templates whose instances were written out, and where in the user's
  /// text these stand.
  struct Specialised {
    CoroutineReport Template;
    std::vector<unsigned> Places;
    std::vector<WrittenInstance> Instances;
  };
  std::vector<Specialised> WrittenOut;

  /// The instances written out in the round before that have names which refer
  /// to something else there. If there are any, nothing else was done.
  std::vector<std::string> OtherMeaning;

  /// Whether the new text needs `#include <switchback/frame.h>`.
  bool NeedsFrameHeader = false;
  /// Whether it needs `#include <switchback/template.h>`, which includes that.
  bool NeedsTemplateHeader = false;

  /// The offset in the file of the first edit that needs that header.
  unsigned FirstLoweredOffset = 0;

  /// For the marks in Edits.
  LineFacts Lines;
};

/// One of the parses that lowering a file takes.
struct LoweringRound {
  /// The file that is lowered, and where it is in this parse.
  TargetFile Target;
  clang::FileID File;

  /// What macros expand to; watches the preprocessor of this parse.
  const MacroRecorder *Macros = nullptr;

  /// From offsets in the text that is parsed to offsets in the user's, which
  /// reports have. Null where they are the same.
  std::function<unsigned(unsigned)> Original;

  /// Coroutines not to touch (offsets of their names), and why.
  std::map<unsigned, std::string> LeftNative;

  /// The templates whose instances were written out, as in LeftNative, these
  /// instances, and those that are not to be written out.
  std::map<unsigned, std::string> LeftToInstances;
  std::vector<WrittenInstance> Instances;
  std::set<std::string> LeftImplicit;
  /// Whether they were written out by the round before this one.
  bool AreInstancesNew = false;

  /// Not empty: nothing is lowered, but what of these is left native diagnosed.
  std::vector<CoroutineReport> ToDiagnose;

  /// Whether this is the only parse so far, of the text as the user wrote it:
  /// then, unless the result is partial, what is left native is diagnosed.
  bool IsFirst = true;
};

/// Lowers the selected coroutines of the file that \p Round names.
///
/// Call once, at the end of a translation unit without errors, while Sema is
/// alive. Diagnostics for what cannot be lowered go to the DiagnosticsEngine
/// of the ASTContext (warnings, or errors if Options.Strict).
LoweringResult lowerTranslationUnit(clang::CompilerInstance &CI,
                                    const LoweringOptions &Options,
                                    const LoweringRound &Round);

/// Diagnoses \p Coroutines of \p File that are left native, by their offsets.
void diagnoseLeftNative(clang::CompilerInstance &CI,
                        const LoweringOptions &Options, clang::FileID File,
                        llvm::ArrayRef<CoroutineReport> Coroutines);

/// The files in which selected coroutines stand.
std::vector<clang::FileID> filesWithCoroutines(clang::ASTContext &Context,
                                               const LoweringOptions &Options);

/// The names of passes accepted by LoweringOptions::DumpAfter, in the order in
/// which the passes run.
llvm::ArrayRef<llvm::StringRef> passNames();

} // namespace switchback

#endif // SWITCHBACK_COMPILER_LOWER_H
