//===- Builder.h - Builds the form from clang's tree ---------- -*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The class behind the build pass; what it does stands in Build.cpp, which has
/// the statements. BuildDeclarations.cpp has locals and their slots.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_BUILDER_H
#define SWITCHBACK_LIB_PASSES_BUILDER_H

#include "Captures.h"
#include "Crossing.h"
#include "LocalTypes.h"
#include "switchback/Compiler/Passes.h"
#include "switchback/Compiler/SourceText.h"
#include "clang/AST/ASTContext.h"

namespace switchback {

/// True if \p S is an `if constexpr` whose condition asks about a pack of
/// parameters, and can be asked in front of the frame.
bool asksAboutPack(const Form &F, const clang::IfStmt *S);

/// Makes the form of one coroutine.
class Builder {
public:
  explicit Builder(Form &F) : F(F), Source(F) {}

  void run() {
    Source.replaceDigraphs();
    addCaptures(F);
    for (const clang::ParmVarDecl *P : F.Function->parameters())
      addParameter(P);
    const clang::CompoundStmt *Body = F.Coroutine->getBody();
    findLambdas(Body);
    Crossing = findCrossingLocals(Body);
    F.HasDyingLocal = hasDyingLocal(Body, Crossing);
    renameLocalTypes(F, Crossing);
    F.Body = std::make_unique<Block>();
    F.Body->IsBody = true;
    compound(Body, *F.Body);
    for (auto &[Decl, L] : F.LabelOf)
      if (!L)
        F.cannotHappen(F.Function->getLocation(), "a label is not reachable");
  }

private:
  void addParameter(const clang::ParmVarDecl *P);

  // Statements.
  void compound(const clang::CompoundStmt *C, Block &Out);
  void statement(const clang::Stmt *S, Block &Out);
  void labelled(const clang::Stmt *S, Block &Out);
  void structured(const clang::Stmt *S, Block &Out);
  void body(const clang::Stmt *S, unsigned HeaderEnd, Block &Out,
            bool HasElse = false);
  void declaration(const clang::DeclStmt *D, Block &Out);
  void variable(const clang::DeclStmt *D, const clang::VarDecl *V, Block &Out);
  void declareSuspending(const clang::DeclStmt *D, const clang::VarDecl *V,
                         Block &Out);
  void buildIf(const clang::IfStmt *S, Block &Out);
  void decideInFront(const clang::IfStmt *S, If &N);
  void buildWhile(const clang::WhileStmt *S, Block &Out);
  void buildDo(const clang::DoStmt *S, Block &Out);
  void buildFor(const clang::ForStmt *S, Block &Out);
  void buildRangeFor(const clang::CXXForRangeStmt *S, Block &Out);
  void buildUnknownRange(const clang::CXXForRangeStmt *S, RangeFor &N,
                         unsigned HeaderEnd);
  void buildSwitch(const clang::SwitchStmt *S, Block &Out);
  void buildTry(const clang::CXXTryStmt *S, Block &Out);
  void jump(const clang::Stmt *S, Block &Out);
  void statementExpressions(const clang::Stmt *S);

  // Slots.
  Slot *addLocal(const clang::VarDecl *V);
  void staticCondition(const clang::DeclStmt *D, Block &Out);
  void declaredByName(Slot *S, const clang::VarDecl *V);
  void addUnknown(Slot *S, const clang::VarDecl *V);
  Construct *construct(const clang::VarDecl *V, Block &Out);
  void bindings(const clang::DecompositionDecl *D, Slot *S);
  void holder(const clang::BindingDecl *B, Slot *Whole, Block &Out);
  bool isSlot(const clang::VarDecl *V) const {
    return V && Crossing.contains(V) && !isConstantLocal(V);
  }
  bool isConstantLocal(const clang::VarDecl *V) const;

  void declares(TextNode &N, const clang::Stmt *S);
  Fragment alone(const clang::VarDecl *V);

  // Text.
  bool isVerbatim(const clang::Stmt *S);
  bool staysInHeader(const clang::Stmt *Init);
  void comment(FileRange Range, Block &Out, bool IsWhole = false);
  void findLambdas(const clang::Stmt *Body);
  std::string withoutLambdaBodies(FileRange Range) const;
  void trivia(unsigned Begin, unsigned End, Block &Out, bool KeepBlank = true);
  unsigned trailingComment(unsigned At) const;
  unsigned offset(clang::SourceLocation Loc) {
    if (auto Result = Source.offset(Loc))
      return *Result;
    F.refuseText(Loc, "the statement");
    return 0;
  }
  Fragment header(clang::SourceLocation Begin, clang::SourceLocation RParen,
                  llvm::ArrayRef<const clang::Stmt *> Parts) {
    return Source.cut({offset(Begin), offset(RParen) + 1}, Parts);
  }

  Form &F;
  SourceText Source;
  llvm::DenseSet<const clang::VarDecl *> Crossing;
  /// Bindings whose own variables are still to be made.
  std::vector<const clang::BindingDecl *> Holders;
  Node *BreakTarget = nullptr;
  Loop *ContinueTarget = nullptr;
  /// The bodies of its lambda expressions that take more than a few lines.
  std::vector<FileRange> LambdaBodies;
  /// The variables that its lambda expressions capture by copy.
  llvm::DenseSet<const clang::ValueDecl *> Copied;
  /// Where the source text ends that stands in a comment.
  unsigned CommentedTo = 0;
  /// The last statement of the statement expression being built: its value.
  const clang::Stmt *ResultStmt = nullptr;
};

} // namespace switchback

#endif
