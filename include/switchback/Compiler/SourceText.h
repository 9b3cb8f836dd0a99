//===- SourceText.h - Source text as fragments ------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Cuts the text of statements and expressions out of the source, replacing
/// every reference to a slot, a structured binding, `this`, and every
/// subexpression that spill has already evaluated.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_SOURCETEXT_H
#define SWITCHBACK_COMPILER_SOURCETEXT_H

#include "switchback/Compiler/Form.h"
#include <optional>

namespace switchback {

/// A half-open range of offsets in the file that holds the coroutine.
struct FileRange {
  unsigned Begin = 0, End = 0;
};

class SourceText {
public:
  using Substitutions = llvm::DenseMap<const clang::Expr *, Fragment>;

  explicit SourceText(Form &F);

  /// The offset of \p Loc in the coroutine's file: the spelling for a macro's
  /// argument, nothing for a macro's body.
  std::optional<unsigned> offset(clang::SourceLocation Loc) const;
  /// The place of \p Offset in that file.
  clang::SourceLocation location(unsigned Offset) const {
    return SM.getLocForStartOfFile(File).getLocWithOffset(Offset);
  }
  /// The characters of \p Range, expansions of macros taken as their call.
  std::optional<FileRange> range(clang::SourceRange Range) const;
  /// The function's body: from its brace, or from the `try` of a function-try-
  /// block, which clang wraps in a block without a place.
  std::optional<FileRange> body() const;
  /// The range of \p S; a following semicolon belongs to a statement.
  std::optional<FileRange> statement(const clang::Stmt *S) const;
  llvm::StringRef text(FileRange Range) const {
    return Buffer.slice(Range.Begin, Range.End);
  }
  llvm::StringRef buffer() const { return Buffer; }
  /// True if \p E, a list in braces, stands right behind the name of a member:
  /// `.member{...}`.
  bool followsDesignator(const clang::Expr *E) const;

  /// The text of expression \p E. Refuses the function if there is none.
  Fragment expression(const clang::Expr *E,
                      const Substitutions *Subs = nullptr);
  /// The text of lambda expression \p L as the body of its factory: locals are
  /// the factory's parameters, by their own names; only `this` is replaced.
  Fragment closure(const clang::LambdaExpr *L,
                   const Substitutions *Subs = nullptr);
  /// The text of statement \p S, semicolon included.
  Fragment statementText(const clang::Stmt *S,
                         const Substitutions *Subs = nullptr);
  /// The text of \p Range, in which the nodes \p Parts stand.
  Fragment cut(FileRange Range, llvm::ArrayRef<const clang::Stmt *> Parts,
               const Substitutions *Subs = nullptr);
  /// As cut(), for the type and initialiser of a declaration.
  Fragment cut(FileRange Range, const clang::Decl *D,
               const Substitutions *Subs = nullptr);
  /// The first offset at or behind \p From where token \p Kind ends.
  std::optional<unsigned> afterToken(unsigned From,
                                     clang::tok::TokenKind Kind) const;

  struct Replacement {
    FileRange Range;
    Fragment Text;
    /// Where it comes from, for diagnostics.
    clang::SourceLocation From = {};
  };

  /// Has the braces of the body that are written `<%` and `%>` printed as such.
  void replaceDigraphs();

private:
  Fragment splice(FileRange Range, std::vector<Replacement> Replacements);

  Form &F;
  const clang::SourceManager &SM;
  clang::FileID File;
  llvm::StringRef Buffer;
};

} // namespace switchback

#endif
