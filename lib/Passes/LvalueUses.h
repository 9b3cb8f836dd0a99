//===- LvalueUses.h - What becomes of the address of a variable -*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Which variables of a coroutine nothing else can have the address of: they
/// may have another place from one suspension to the next.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_LVALUEUSES_H
#define SWITCHBACK_LIB_PASSES_LVALUEUSES_H

#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseSet.h"

namespace switchback {

/// Goes through the body of a coroutine, to see what is done with the lvalues
/// that name some of its variables.
class LvalueUses {
public:
  /// Looks for uses of \p Candidates; no one of them is a reference.
  explicit LvalueUses(const llvm::DenseSet<const clang::VarDecl *> &Candidates)
      : Candidates(Candidates) {}
  virtual ~LvalueUses() = default;

  void run(const clang::Stmt *Body) { visit(Body, Discarded); }
  /// True if something else than a built-in operator, or the copy of a trivial
  /// class, got hold of \p V.
  bool escapes(const clang::VarDecl *V) const { return Escaped.contains(V); }
  /// Jumps lead where no local can be told to have its value.
  bool hasLabels() const { return Labels; }

protected:
  /// What becomes of an lvalue.
  enum UseTy { Discarded, Read, Escapes };

  /// What `co_return` does with a variable: it ends the life of those of the
  /// body, but parameters live as long as the frame.
  UseTy Returned = Read;

  /// Called for each use of a candidate.
  virtual void use(const clang::VarDecl *) {}
  /// Called for each loop \p S around \p Body; goes through it.
  virtual void loop(const clang::Stmt *S, const clang::Stmt * /*Body*/) {
    children(S, Discarded);
  }
  void children(const clang::Stmt *S, UseTy Use) {
    for (const clang::Stmt *Child : S->children())
      visit(Child, Use);
  }

private:
  const clang::VarDecl *candidate(const clang::Expr *E) const;
  void escape(const clang::Stmt *S);
  void declarations(const clang::DeclStmt *S);
  void visit(const clang::Stmt *S, UseTy Use);
  bool visitStatement(const clang::Stmt *S);

  const llvm::DenseSet<const clang::VarDecl *> &Candidates;
  llvm::DenseSet<const clang::VarDecl *> Escaped;
  bool Labels = false;
};

/// True if \p Function may keep the address of the object it is called on.
bool keepsObject(const clang::FunctionDecl *Function);

/// True if a constructor of the trivially copyable type \p T may keep the
/// object's address.
bool constructorsKeep(clang::QualType T);

} // namespace switchback

#endif
