//===- Captures.cpp - What a coroutine lambda captures
//---------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A coroutine lambda's body reads its captures from the closure, which does
/// not move into the frame: it may die while the coroutine is suspended, and
/// two coroutines of one closure share what it holds. So the frame keeps a
/// reference to each capture the body uses, and the ramp, where a capture can
/// still be named, binds it.
///
//===----------------------------------------------------------------------===//
#include "Captures.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace switchback {

namespace {
class NamedIn : public RecursiveASTVisitor<NamedIn> {
public:
  llvm::SmallPtrSet<const ValueDecl *, 8> Names;
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Names.insert(E->getDecl());
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *L) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable())
        Names.insert(C.getCapturedVar());
    return RecursiveASTVisitor::TraverseLambdaExpr(L);
  }
};
} // namespace

namespace {
/// What the body of a generic lambda names of the functions around it: what it
/// captures by default, only an instance knows.
class NamedAround : public RecursiveASTVisitor<NamedAround> {
public:
  explicit NamedAround(const DeclContext *Inside) : Inside(Inside) {}
  std::vector<const ValueDecl *> Found;
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *B = dyn_cast<BindingDecl>(E->getDecl());
    if (B && !Inside->Encloses(B->getDeclContext()) &&
        B->getDecomposedDecl()->getDeclContext()->isFunctionOrMethod() &&
        !llvm::is_contained(Found, B))
      Found.push_back(B);
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    if (V && V->hasLocalStorage() && !Inside->Encloses(V->getDeclContext()) &&
        !V->isConstexpr() && !V->isInitCapture() &&
        !llvm::is_contained(Found, V))
      Found.push_back(V);
    return true;
  }

private:
  const DeclContext *Inside;
};
} // namespace

/// The frame's reference to what the lambda captures of \p D.
static void addCapture(Form &F, const ValueDecl *D, QualType T, bool IsCopy) {
  const auto *Pack = T->getAs<PackExpansionType>();
  T = (Pack ? Pack->getPattern() : T).getNonReferenceType();
  // Inside, a copy is const unless the lambda is mutable
  // ([expr.prim.lambda.closure]/7).
  if (IsCopy && cast<CXXMethodDecl>(F.Function)->isConst())
    T = F.Context.getConstType(T);
  Slot *S = F.addSlot(Slot::Parameter, D->getName(), T);
  S->IsBoundReference = S->IsCapture = true;
  S->IsPack = Pack;
  S->NeedsDestroy = false;
  S->Decl = D;
  F.Captures.push_back(S);
  F.SlotOf[D] = S;
}

/// True if \p D is a reference to a static object.
static bool isConstantReference(const ValueDecl *D) {
  const auto *V = dyn_cast<VarDecl>(D);
  llvm::SmallVector<PartialDiagnosticAt> Notes;
  return V && V->getType()->isReferenceType() && V->hasInit() &&
         !V->getInit()->isValueDependent() &&
         V->mightBeUsableInConstantExpressions(V->getASTContext()) &&
         V->checkForConstantInitialization(Notes);
}

void checkCopiedReference(Form &F, const LambdaCapture &C) {
  if (C.capturesVariable() && C.getCaptureKind() == LCK_ByCopy &&
      isConstantReference(C.getCapturedVar()))
    F.refuse(C.getLocation(), "a generic lambda copies what a reference to a "
                              "static object refers to");
}

bool namesUncaptured(const Form &F, const Stmt *S) {
  if (!F.isLambda() || !S)
    return false;
  NamedAround Around(F.Function);
  Around.TraverseStmt(const_cast<Stmt *>(S));
  return llvm::any_of(
      Around.Found, [&](const ValueDecl *V) { return !F.SlotOf.contains(V); });
}

void addCaptures(Form &F) {
  if (!F.isLambda())
    return;
  const auto *Call = cast<CXXMethodDecl>(F.Function);
  NamedIn Body;
  Body.TraverseStmt(F.Coroutine->getBody());
  llvm::DenseMap<const ValueDecl *, FieldDecl *> Fields;
  FieldDecl *ThisField = nullptr;
  Call->getParent()->getCaptureFields(Fields, ThisField);
  for (const LambdaCapture &C : Call->getParent()->captures()) {
    if (!C.capturesVariable() || !Body.Names.contains(C.getCapturedVar()))
      continue;
    const ValueDecl *D = C.getCapturedVar();
    const bool IsCopy = C.getCaptureKind() == LCK_ByCopy;
    if (F.IsGeneric)
      checkCopiedReference(F, C);
    if (D->isParameterPack()) {
      addCapture(F, D, D->getType(), IsCopy);
    } else if (const FieldDecl *Field = Fields.lookup(D)) {
      addCapture(F, D, Field->getType(), IsCopy);
    } else {
      F.cannotHappen(C.getLocation(), "a capture has no member");
    }
  }
  const LambdaCaptureDefault Default =
      Call->getParent()->getLambdaCaptureDefault();
  if (!F.IsGeneric || Default == LCD_None)
    return;
  NamedAround Around(Call);
  Around.TraverseStmt(F.Coroutine->getBody());
  for (const ValueDecl *V : Around.Found)
    if (!F.SlotOf.contains(V))
      addCapture(F, V, V->getType(), Default == LCD_ByCopy);
}

} // namespace switchback
