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
#include "Spill.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
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
    visit(C->getOperand(), Returned);
  else if (const auto *D = dyn_cast<DeclStmt>(S))
    declarations(D);
  else if (!isa<Expr>(S))
    children(S, Discarded);
  else
    return false;
  return true;
}

/// True if \p S copies an object as its bytes.
static bool isTrivialCopy(const Stmt *S) {
  const auto *C = dyn_cast<CXXConstructExpr>(S);
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

//===----------------------------------------------------------------------===//
// What keeps the address of an object
//===----------------------------------------------------------------------===//

/// True if \p S, of a member function, does something else with `this`, or with
/// a member, than to read and write members. \p IsRead: the value of an lvalue
/// is all that is wanted.
static bool leaksThis(const Stmt *S, bool IsRead) {
  if (!S)
    return false;
  if (isa<CXXThisExpr>(S))
    return true;
  if (const auto *D = dyn_cast<CXXDefaultInitExpr>(S))
    return leaksThis(D->getExpr(), IsRead);
  if (const auto *M = dyn_cast<MemberExpr>(S);
      M && isa<FieldDecl>(M->getMemberDecl())) {
    const bool IsObject = !M->getMemberDecl()->getType()->isReferenceType();
    return isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts())
               ? IsObject && !IsRead
               : leaksThis(M->getBase(), IsRead || !IsObject || M->isArrow());
  }
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    return llvm::any_of(L->captures(), [](const LambdaCapture &C) {
      return C.getCaptureKind() == LCK_This;
    });
  // What an assignment gives is the object again.
  if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isAssignmentOp())
    return leaksThis(B->getLHS(), IsRead) || leaksThis(B->getRHS(), false);
  bool ReadsParts = isTrivialCopy(S);
  if (const auto *C = dyn_cast<CastExpr>(S))
    ReadsParts = C->getCastKind() == CK_LValueToRValue ||
                 (IsRead && C->getCastKind() != CK_ArrayToPointerDecay);
  else if (const auto *U = dyn_cast<UnaryOperator>(S))
    ReadsParts = U->isIncrementDecrementOp() && (U->isPostfix() || IsRead);
  else if (isa<ParenExpr, FullExpr>(S))
    ReadsParts = IsRead;
  else if (!isa<Expr>(S)) // an expression whose value nobody wants
    ReadsParts = !isa<ReturnStmt, DeclStmt>(S);
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return leaksThis(Child, ReadsParts);
  });
}

bool keepsObject(const FunctionDecl *Function) {
  const FunctionDecl *Definition = nullptr;
  if (!Function->isDefined(Definition) || Definition->isDefaulted())
    return !Function->isDefaulted();
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(Definition))
    for (const CXXCtorInitializer *Init : Ctor->inits())
      if (leaksThis(Init->getInit(), false))
        return true;
  return leaksThis(Definition->getBody(), false);
}

bool constructorsKeep(QualType T) {
  const auto *R = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!R || R->isInStdNamespace())
    return false;
  for (const Decl *D : R->decls()) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
        Template && isa<CXXConstructorDecl>(Template->getTemplatedDecl()))
      return true;
    if (const auto *C = dyn_cast<CXXConstructorDecl>(D);
        C && !C->isImplicit() && !C->isDeleted() && keepsObject(C))
      return true;
  }
  return llvm::any_of(R->bases(),
                      [](const CXXBaseSpecifier &Base) {
                        return constructorsKeep(Base.getType());
                      }) ||
         llvm::any_of(R->fields(), [](const FieldDecl *Field) {
           return constructorsKeep(Field->getType()) ||
                  (Field->hasInClassInitializer() &&
                   leaksThis(Field->getInClassInitializer(), false));
         });
}

namespace {
class ChangeFinder : public RecursiveASTVisitor<ChangeFinder> {
public:
  llvm::DenseSet<const VarDecl *> Changing;
  bool TraverseImplicitCastExpr(ImplicitCastExpr *C) {
    if (C->getCastKind() == CK_LValueToRValue)
      if (isa<DeclRefExpr>(C->getSubExpr()->IgnoreParens()))
        return true;
    return RecursiveASTVisitor::TraverseImplicitCastExpr(C);
  }
  bool TraverseCXXConstructExpr(CXXConstructExpr *C) {
    const CXXConstructorDecl *Ctor = C->getConstructor();
    return (Ctor->isCopyConstructor() && Ctor->isTrivial() &&
            isa<DeclRefExpr>(C->getArg(0)->IgnoreParenImpCasts())) ||
           RecursiveASTVisitor::TraverseCXXConstructExpr(C);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *V = dyn_cast<VarDecl>(E->getDecl()))
      Changing.insert(V);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *L) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable())
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          Changing.insert(V);
    return RecursiveASTVisitor::TraverseLambdaExpr(L);
  }
  // A variable without an initialiser gets its value later.
  bool VisitVarDecl(VarDecl *V) {
    if (!V->hasInit() && !isa<ParmVarDecl>(V))
      Changing.insert(V);
    return true;
  }
};
} // namespace

llvm::DenseSet<const VarDecl *> findChangingVariables(const Stmt *Body) {
  ChangeFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(Body));
  return std::move(Finder.Changing);
}

} // namespace switchback
