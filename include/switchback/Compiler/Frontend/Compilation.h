//===- Compilation.h - How a translation unit is parsed ---------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Lowering parses a translation unit several times. Where the options come
/// from differs: the command line tool and the compiler launcher have a command
/// line, the plugin has the invocation of the compile it runs in.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FRONTEND_COMPILATION_H
#define SWITCHBACK_COMPILER_FRONTEND_COMPILATION_H

#include "switchback/Compiler/ClangCompat.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <optional>
#include <string>

namespace switchback {

class SupportText;

/// How a translation unit is parsed. May be used by several threads at once.
class Compilation {
public:
  virtual ~Compilation();

  /// What text that was preprocessed gets in place of an include; null for any
  /// other.
  virtual const SupportText *support() const { return nullptr; }

  /// The main file, as diagnostics call it.
  virtual llvm::StringRef filename() const = 0;

  /// How the user wants diagnostics to look.
  virtual compat::DiagnosticOptionsPtr diagnosticOptions() const = 0;

  /// Runs \p Action once. Diagnostics go to \p Consumer. False if there were
  /// errors.
  virtual bool run(clang::tooling::ToolAction &Action,
                   clang::DiagnosticConsumer &Consumer,
                   clang::DiagnosticOptions &DiagOpts) const = 0;
};

/// The compilation that a command line of the compiler driver describes.
class CommandCompilation : public Compilation {
public:
  /// \p Text is the main file's if that is no file.
  explicit CommandCompilation(clang::tooling::CompileCommand Command,
                              std::optional<std::string> Text = std::nullopt)
      : Command(std::move(Command)), Text(std::move(Text)) {}

  llvm::StringRef filename() const override { return Command.Filename; }
  compat::DiagnosticOptionsPtr diagnosticOptions() const override;
  bool run(clang::tooling::ToolAction &Action,
           clang::DiagnosticConsumer &Consumer,
           clang::DiagnosticOptions &DiagOpts) const override;

private:
  clang::tooling::CompileCommand Command;
  std::optional<std::string> Text;
};

/// What standard input is called, by compilers too.
inline constexpr llvm::StringLiteral StandardInput = "<stdin>";

/// The compilation of a running compiler, without its outputs.
class InvocationCompilation : public Compilation {
public:
  /// \p Invocation is copied. Files are looked for in \p Files. \p Text is the
  /// main file's if that is standard input.
  InvocationCompilation(const clang::CompilerInvocation &Invocation,
                        llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                        std::optional<llvm::StringRef> Text);

  llvm::StringRef filename() const override { return Filename; }
  compat::DiagnosticOptionsPtr diagnosticOptions() const override;
  bool run(clang::tooling::ToolAction &Action,
           clang::DiagnosticConsumer &Consumer,
           clang::DiagnosticOptions &DiagOpts) const override;

private:
  clang::CompilerInvocation Invocation;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  std::string Filename;
};

} // namespace switchback

#endif // SWITCHBACK_COMPILER_FRONTEND_COMPILATION_H
