//===- Preprocessed.h - Sources that are preprocessed already ---*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What `-save-temps` and distributing launchers compile: text in which every
/// include and macro has been expanded. Lowered text cannot include a header
/// there, since the macros are gone that guard the headers which that includes.
/// So it gets the support header preprocessed too, without the parts that stand
/// in the text already.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_PREPROCESSED_H
#define SWITCHBACK_COMPILER_FRONTEND_PREPROCESSED_H

#include "switchback/Compiler/Frontend/Action.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace switchback {

/// The preprocessed text of the support headers.
class SupportText {
public:
  /// \p Text is what the preprocessor makes of an include of TemplateHeader,
  /// with what defines macros.
  explicit SupportText(std::string Text);

  /// What puts into the text of \p Unit what of it is not there yet, in front
  /// of the first lowered coroutine, and takes away what repeats it behind.
  std::vector<Edit> edits(const LoweredUnit &Unit) const;

  /// Whether \p Preprocessed has the same <coroutine> in it.
  bool fits(llvm::StringRef Preprocessed) const;

private:
  struct Part {
    /// The file, as line markers have it, and its own name.
    std::string Name, File;
    unsigned Line = 1;
    bool IsExternC = false;
    /// Whether it is one of our headers, and one that only templates need.
    bool IsOurs = false, IsForTemplates = false;
    /// Without and with the macros, of which the text has none.
    std::string Text, Macros;
  };
  std::vector<Part> Parts;
};

/// The compilation of text that was preprocessed. Macros can be defined in it,
/// but none is defined by the compiler.
class PreprocessedCompilation : public InvocationCompilation {
public:
  /// As for InvocationCompilation. \p Headers is the folder of our headers, and
  /// \p Program the path of the compiler.
  PreprocessedCompilation(const clang::CompilerInvocation &Invocation,
                          llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                          std::optional<llvm::StringRef> Text,
                          llvm::StringRef Headers, llvm::StringRef Program);

  const SupportText *support() const override {
    return Support ? &*Support : nullptr;
  }

  /// Preprocesses the support headers for \p Content, the text that is
  /// compiled. Flags that say where headers are have been lost by then: what
  /// the compiler knows by itself has to do.
  llvm::Error findSupport(llvm::StringRef Content);

  /// \p Lowered with its macros expanded, as the compiler wants it.
  std::optional<std::string> expandMacros(llvm::StringRef Lowered) const {
    return preprocess(*this, Lowered, /*WithMacros=*/false);
  }

private:
  clang::CompilerInvocation Original;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  std::string Headers, Program;
  std::optional<SupportText> Support;
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_PREPROCESSED_H
