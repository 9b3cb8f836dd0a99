//===- Choices.cpp - Objects that branches of expressions make ------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a template makes in a branch of a conditional operator, or at the end
/// of a statement expression, stands in the frame if there is a suspension. A
/// variable is made there, but whatever else takes the object has to move it,
/// where native code has made it in place. That must not show.
///
//===----------------------------------------------------------------------===//
#include "Choices.h"
#include "Crossing.h"
#include "Spill.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace switchback {

namespace {
/// What becomes of the value of an expression.
enum class Use {
  /// Nothing, or it is an object that is looked at where it is.
  InPlace,
  /// It initialises a variable.
  Variable,
  /// It is whatever else takes it: an argument, a member, an exception.
  Object
};

class ChoiceCheck {
public:
  const Expr *Found = nullptr;

  void statement(const Stmt *S) {
    if (!S || Found)
      return;
    if (const auto *R = dyn_cast<CoreturnStmt>(S)) {
      if (R->getOperand())
        expression(R->getOperand(), Use::Object);
    } else if (const auto *E = dyn_cast<Expr>(S)) {
      expression(E, Use::InPlace);
    } else if (const auto *D = dyn_cast<DeclStmt>(S)) {
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each); V && V->hasInit())
          variable(V);
    } else {
      for (const Stmt *Child : S->children())
        statement(Child);
    }
  }

private:
  /// A list, or arguments in parentheses, may ask for another constructor.
  void variable(const VarDecl *V) {
    const Expr *Init = V->getInit();
    const bool IsAuto = V->getType()->getContainedAutoType() != nullptr;
    const bool IsPlain = V->getInitStyle() == VarDecl::CInit;
    if (IsAuto || (IsPlain && !convertsBranches(Init)))
      return expression(initialiserOf(Init), Use::Variable);
    expression(Init, Use::Object);
  }

  /// True if an instance converts both the branches of \p Init and what they
  /// have in common: made in a branch, a variable would be made of another
  /// type.
  static bool convertsBranches(const Expr *Init) {
    const auto *C = dyn_cast<AbstractConditionalOperator>(skipImplicit(Init));
    if (const auto *Made = dyn_cast<CXXConstructExpr>(skipImplicit(Init));
        Made && Made->getNumArgs() == 1)
      C = dyn_cast<AbstractConditionalOperator>(
          skipImplicit(Made->getArg(0))->IgnoreParens());
    if (!C || C->isTypeDependent() || skipToMaker(Init) == C)
      return false;
    auto IsConverted = [](const Expr *Branch) {
      const Expr *Maker = skipToMaker(Branch);
      return isa<ImplicitCastExpr>(Maker) && !isa<ExplicitCastExpr>(Maker) &&
             cast<ImplicitCastExpr>(Maker)->getCastKind() !=
                 CK_LValueToRValue &&
             cast<ImplicitCastExpr>(Maker)->getCastKind() != CK_NoOp;
    };
    return IsConverted(C->getTrueExpr()) || IsConverted(C->getFalseExpr());
  }

  /// True if moving an object of type \p T may show.
  static bool shows(QualType T) {
    return !T->isDependentType() && T->isRecordType() && !canRelocate(T) &&
           !isEmptyOnceMoved(T);
  }

  /// True if \p E may be an object that shows when it is moved.
  static bool makes(const Expr *E) {
    return E->isPRValue() && !E->isTypeDependent() && shows(E->getType());
  }

  void expression(const Expr *E, Use U) {
    if (!E || Found || !suspends(E))
      return;
    if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
      const bool IsApart =
          suspends(C->getTrueExpr()) || suspends(C->getFalseExpr());
      if (IsApart && U == Use::Object &&
          (makes(C) || (C->isTypeDependent() &&
                        (makes(C->getTrueExpr()) || makes(C->getFalseExpr())))))
        Found = C;
      expression(C->getCond(), Use::InPlace);
      expression(C->getTrueExpr(), U);
      return expression(C->getFalseExpr(), U);
    }
    if (const auto *S = dyn_cast<StmtExpr>(E)) {
      if (U == Use::Object && makes(S))
        Found = S;
      return statement(S->getSubStmt());
    }
    if (const auto *S = dyn_cast<CoroutineSuspendExpr>(E))
      return expression(S->getCommonExpr(), Use::InPlace);
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isCommaOp()) {
      expression(B->getLHS(), Use::InPlace);
      return expression(B->getRHS(), U);
    }
    for (const Stmt *Child : E->children())
      if (const auto *Op = dyn_cast_or_null<Expr>(Child))
        expression(Op, useOf(E, U));
  }

  /// What \p E, of which \p U is made, does with its operands.
  static Use useOf(const Expr *E, Use U) {
    if (isa<FullExpr, ParenExpr, CXXBindTemporaryExpr>(E))
      return U;
    if (const auto *Cast = dyn_cast<CastExpr>(E))
      return Cast->getCastKind() == CK_NoOp ||
                     Cast->getCastKind() == CK_ConstructorConversion ||
                     Cast->getCastKind() == CK_UserDefinedConversion
                 ? U
                 : Use::InPlace;
    if (isa<MaterializeTemporaryExpr, MemberExpr, CXXDependentScopeMemberExpr,
            DependentCoawaitExpr>(E))
      return Use::InPlace;
    return Use::Object;
  }
};
} // namespace

const Expr *initialiserOf(const Expr *Init) {
  const Expr *E = skipImplicit(Init)->IgnoreParens();
  if (const auto *P = dyn_cast<ParenListExpr>(E); P && P->getNumExprs() == 1)
    E = P->getExpr(0);
  else if (const auto *L = dyn_cast<InitListExpr>(E);
           L && L->getNumInits() == 1)
    E = L->getInit(0);
  return skipImplicit(E)->IgnoreParens();
}

const Expr *findMovedChoice(const Stmt *Body) {
  ChoiceCheck Check;
  Check.statement(Body);
  return Check.Found;
}

} // namespace switchback
