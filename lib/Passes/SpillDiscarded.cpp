//===- SpillDiscarded.cpp - Values that nobody uses -----------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See Spill.cpp. Expressions that are statements, cast to void, or left of a
/// comma.
///
//===----------------------------------------------------------------------===//
#include "Spiller.h"

using namespace clang;

namespace switchback {

/// An object nobody uses that lives across a suspension: left of a comma, or
/// cast to void.
bool Spiller::isDiscardedTemporary(const Expr *E) const {
  return EarlySet.contains(E) && Discarded.contains(E) && E->isPRValue() &&
         E->getType().isDestructedType() == QualType::DK_cxx_destructor;
}

const Expr *Spiller::whatIsDiscarded(const Expr *E) {
  while (true) {
    const Expr *Inner = skipImplicit(E)->IgnoreParens();
    if (const auto *C = dyn_cast<CastExpr>(Inner);
        C && C->getCastKind() == CK_ToVoid)
      Inner = C->getSubExpr();
    if (Inner == E)
      return E;
    E = Inner;
  }
}

/// True if \p Text is an object and nothing else, perhaps in parentheses.
static bool isBareObject(const Fragment &Text) {
  auto Pieces = Text.pieces();
  auto Is = [](const Fragment::Piece &P, char C) {
    return P.Kind == Fragment::Text &&
           StringRef(P.Str).find_first_not_of(C) == StringRef::npos;
  };
  return Text.isObject() ||
         (Pieces.size() == 3 && Is(Pieces[0], '(') && Is(Pieces[2], ')') &&
          Pieces[1].Kind == Fragment::Object);
}

void Spiller::discard(const Expr *E) {
  if (const Expr *Inner = whatIsDiscarded(E); isDiscardedTemporary(Inner))
    E = Inner;
  if (isDiscardedTemporary(E) || needsPlace(E)) {
    constructInto(temporary(Slot::Temporary, nameFor(E), E->getType()), E);
    return;
  }
  if (const auto *Fold = dyn_cast<CXXFoldExpr>(whatIsDiscarded(E));
      Fold && marked(Fold) && Fold->getOperator() == BO_Comma) {
    forEachElement(Fold->getPattern(), /*IsDiscarded=*/true);
    return;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(whatIsDiscarded(E));
      B && B->isCommaOp() && isTakenApart(B)) {
    takeForBuiltIn(B);
    discard(B->getLHS());
    discard(B->getRHS());
    return;
  }
  Fragment Text = value(E);
  if (F.refused() || Text.str() == VoidValue)
    return;
  // The value of an await nobody looks at.
  if (isBareObject(Text) || lvalue(Text).isObject())
    return;
  // `T(x);` would declare x.
  const Expr *Written = skipImplicit(E);
  if (isa<CXXFunctionalCastExpr, CXXTemporaryObjectExpr, CXXScalarValueInitExpr,
          CXXUnresolvedConstructExpr>(Written))
    Text = Fragment("(") + Text + ")";
  if (const auto *Await = dyn_cast<CoroutineSuspendExpr>(whatIsDiscarded(E));
      Await && !Await->isTypeDependent())
    Text = unused(skipImplicit(Await->getResumeExpr()), Text);
  emitText(Text, /*MayDeclare=*/false);
}

/// \p Text, which calls what \p E calls, as a statement: natively nobody is
/// told that the result is not used, since it is part of an await.
Fragment Spiller::unused(const Expr *E, const Fragment &Text) const {
  const auto *C = dyn_cast<CallExpr>(E);
  return C && !C->isTypeDependent() && C->hasUnusedResultAttr(F.Context)
             ? Fragment("(void)") + Text
             : Text;
}

} // namespace switchback
