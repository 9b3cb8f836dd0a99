//===- LvalueUses.cpp - What becomes of the address of a variable ---------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See LvalueUses.h.
///
//===----------------------------------------------------------------------===//
#include "LvalueUses.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace switchback {

const VarDecl *LvalueUses::candidate(const Expr *E) const {
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  return V && Candidates.contains(V) ? V : nullptr;
}

/// Whatever names a variable in \p S has its address, or may.
void LvalueUses::escape(const Stmt *S) {
  if (!S)
    return;
  if (const auto *E = dyn_cast<Expr>(S))
    if (const VarDecl *V = candidate(E))
      Escaped.insert(V);
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable())
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          Escaped.insert(V);
    escape(L->getBody());
  }
  for (const Stmt *Child : S->children())
    escape(Child);
}

/// A reference may be passed on, as may the names of a structured binding.
void LvalueUses::declarations(const DeclStmt *S) {
  for (const Decl *D : S->decls())
    if (const auto *V = dyn_cast<VarDecl>(D)) {
      visit(V->getInit(),
            V->getType()->isReferenceType() ? Escapes : Discarded);
      if (isa<DecompositionDecl>(V) && Candidates.contains(V))
        Escaped.insert(V);
    }
}

/// Visits \p S if it is no expression, or one with statements in it.
bool LvalueUses::visitStatement(const Stmt *S) {
  Labels |= isa<LabelStmt, GotoStmt, IndirectGotoStmt, GCCAsmStmt>(S);
  if (isa<LambdaExpr>(S))
    escape(S);
  else if (const auto *W = dyn_cast<WhileStmt>(S))
    loop(S, W->getBody());
  else if (const auto *D = dyn_cast<DoStmt>(S))
    loop(S, D->getBody());
  else if (const auto *L = dyn_cast<ForStmt>(S))
    loop(S, L->getBody());
  else if (const auto *L = dyn_cast<CXXForRangeStmt>(S))
    loop(S, L->getBody());
  else if (const auto *C = dyn_cast<CoreturnStmt>(S))
    visit(C->getOperand(), Read); // it ends the life of what it refers to
  else if (const auto *D = dyn_cast<DeclStmt>(S))
    declarations(D);
  else if (!isa<Expr>(S))
    children(S, Discarded);
  else
    return false;
  return true;
}

/// True if \p E copies an object as its bytes.
static bool isTrivialCopy(const Expr *E) {
  const auto *C = dyn_cast<CXXConstructExpr>(E);
  return C && C->getConstructor()->isCopyOrMoveConstructor() &&
         C->getConstructor()->isTrivial();
}

void LvalueUses::visit(const Stmt *S, UseTy Use) {
  if (!S || visitStatement(S))
    return;
  const auto *E = cast<Expr>(S);
  if (const auto *Suspending = dyn_cast<CoroutineSuspendExpr>(E))
    return visit(Suspending->getCommonExpr(), Escapes);
  if (const VarDecl *V = candidate(E)) {
    if (Use == Escapes)
      Escaped.insert(V);
    return use(V);
  }
  if (isa<ParenExpr, FullExpr>(E))
    return children(S, Use);
  if (isTrivialCopy(E))
    return children(S, Read);
  if (const auto *M = dyn_cast<MemberExpr>(E);
      M && !M->isArrow() && isa<FieldDecl>(M->getMemberDecl()) &&
      !M->getMemberDecl()->getType()->isReferenceType())
    return visit(M->getBase(), Use);
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    if (C->getCastKind() == CK_LValueToRValue)
      Use = Read;
    else if (C->getCastKind() == CK_ToVoid)
      Use = Discarded;
    else if (C->getCastKind() == CK_ArrayToPointerDecay)
      Use = Escapes;
    return visit(C->getSubExpr(), Use);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->isIncrementDecrementOp())
    return visit(U->getSubExpr(), U->isPostfix() ? Read : Use);
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && (B->isAssignmentOp() || B->isCommaOp())) {
    visit(B->getLHS(), B->isCommaOp() ? Discarded : Use);
    return visit(B->getRHS(), B->isCommaOp() ? Use : Escapes);
  }
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    visit(C->getCond(), Escapes);
    visit(C->getTrueExpr(), Use);
    return visit(C->getFalseExpr(), Use);
  }
  children(S, Escapes);
}

} // namespace switchback
