//===- SpillPacks.cpp - Suspensions in the expansions of packs ------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See Spill.cpp. How often an expansion suspends depends on the instance, so
/// it becomes a loop over the elements of the pack. What one element needs is
/// spilled as any expression; each slot of it is a pack then, with an object
/// for every element. The objects are made one by one, in turn, and are
/// destroyed in reverse at the end of the full expression.
///
//===----------------------------------------------------------------------===//
#include "Spiller.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace switchback {

static const Expr *patternOf(const Expr *E) {
  if (const auto *Fold = dyn_cast<CXXFoldExpr>(E))
    return Fold->getPattern();
  return cast<PackExpansionExpr>(E)->getPattern();
}

/// True if the elements of expansion \p E are evaluated in statements.
bool Spiller::isExpansionApart(const Expr *E, bool Early) {
  if (!isa<PackExpansionExpr, CXXFoldExpr>(E))
    return false;
  return suspends(E) || (Early && isa<PackExpansionExpr>(E) &&
                         !denotesKnownObject(patternOf(E)));
}

/// True if nobody can tell when the built-in \p Operator is evaluated, once its
/// operands are; nor, most likely, an overloaded one.
static bool isSilent(BinaryOperatorKind Operator) {
  return Operator == BO_Add || Operator == BO_Mul || Operator == BO_And ||
         Operator == BO_Or || Operator == BO_Xor;
}

void Spiller::markExpansion(const Expr *E) {
  const Expr *Pattern = patternOf(E);
  if (const auto *Fold = dyn_cast<CXXFoldExpr>(E)) {
    const BinaryOperatorKind Operator = Fold->getOperator();
    // Of what may be overloaded, nobody knows whether the right operand is
    // evaluated; a fold to the left evaluates the operator in between.
    if (Operator == BO_LAnd || Operator == BO_LOr)
      return F.refuse(E->getExprLoc(), "a suspension in an operand of an "
                                       "operator that may be overloaded");
    const Expr *Init = Fold->getInit();
    const bool IsInBetween = Operator != BO_Comma && Fold->isLeftFold();
    if ((Operator == BO_Comma && Init) || (Init && suspends(Init)) ||
        (IsInBetween &&
         (!isSilent(Operator) || (Init && !isInvariant(Init, Changing)))))
      return F.refuse(E->getExprLoc(),
                      "a suspension in a fold expression of this kind");
    if (IsInBetween)
      F.LeftFolds.insert(Fold->getEllipsisLoc());
  }
  holdLambdas(Pattern);
  mark(Pattern, true);
}

/// The value of expansion \p E, whose elements have been evaluated: still one.
Fragment Spiller::expansion(const Expr *E) {
  const Expr *Pattern = patternOf(E);
  if (const auto *Fold = dyn_cast<CXXFoldExpr>(E);
      Fold && Fold->getOperator() == BO_Comma) {
    F.refuse(E->getExprLoc(), "the value of a fold expression over the comma "
                              "with a suspension in it");
    return Fragment();
  }
  if (auto Text = forEachElement(Pattern, /*IsDiscarded=*/false))
    substitute(Pattern, *Text);
  return Source.expression(E, &Subs);
}

static const NamedDecl *declarationOf(const UnexpandedParameterPack &P) {
  if (const auto *Type = P.first.dyn_cast<const TemplateTypeParmType *>())
    return Type->getDecl();
  return P.first.dyn_cast<NamedDecl *>();
}

/// \p Each has as many elements as the packs that \p Pattern names.
void Spiller::countsAs(Slot *Each, const Expr *Pattern) {
  Each->IsPack = Each->IsEach = true;
  llvm::SmallVector<UnexpandedParameterPack, 2> Packs;
  S.collectUnexpandedParameterPacks(const_cast<Expr *>(Pattern), Packs);
  for (const UnexpandedParameterPack &P : Packs) {
    const NamedDecl *D = declarationOf(P);
    if (!D)
      continue;
    auto It = F.SlotOf.find(dyn_cast<ValueDecl>(D));
    if (It != F.SlotOf.end()) {
      Each->IndexOf = It->second;
      return;
    }
    if (D->getIdentifier())
      Each->SizeOf = D->getName().str();
  }
  if (Each->SizeOf.empty())
    F.refuse(Pattern->getExprLoc(), "a suspension in a pack expansion");
}

/// False if \p E, which is discarded, is known to make no temporary.
static bool mayBeTemporary(const Expr *E) {
  const auto *B = dyn_cast<BinaryOperator>(E->IgnoreParens());
  if (B && B->isCommaOp())
    return mayBeTemporary(B->getLHS()) || mayBeTemporary(B->getRHS());
  if (const auto *U = dyn_cast<UnaryOperator>(E->IgnoreParens()))
    return !U->isPrefix() || !U->isIncrementDecrementOp();
  return !B || !B->isAssignmentOp();
}

/// True if \p Text, a part of \p Pattern, has a pack in it that is to be
/// expanded.
static bool namesPack(Sema &S, const Expr *Pattern, const Fragment &Text) {
  if (llvm::any_of(Text.pieces(),
                   [](const Fragment::Piece &P) { return P.S && P.S->IsPack; }))
    return true;
  llvm::SmallVector<UnexpandedParameterPack, 2> Packs;
  S.collectUnexpandedParameterPacks(const_cast<Expr *>(Pattern), Packs);
  return llvm::any_of(Packs, [&](const UnexpandedParameterPack &P) {
    const NamedDecl *D = declarationOf(P);
    return D && D->getIdentifier() && hasWord(Text.str(), D->getName());
  });
}

/// Evaluates \p Pattern for each element of its packs; what it is in the
/// expansion then.
std::optional<Fragment> Spiller::forEachElement(const Expr *Pattern,
                                                bool IsDiscarded) {
  const size_t FirstNew = F.slots().size();
  NodeList Element, *Saved = std::exchange(Out, &Element);
  Fragment Value;
  {
    llvm::SaveAndRestore Inside(InExpansion, true);
    if (!IsDiscarded || mayBeTemporary(Pattern))
      Value = holdUnknown(Pattern);
    else
      discard(Pattern);
  }
  Out = Saved;
  auto New = F.slots().drop_front(FirstNew);
  if (F.refused() || New.empty())
    return std::nullopt;

  Slot *First = New.front();
  for (Slot *S : New) {
    countsAs(S, Pattern);
    S->IsConditional &= S == First;
    S->NeedsDestroy = S == First;
    if (S != First)
      First->Following.push_back(S);
    // The same for each element, but still a part of the expansion.
    if (!namesPack(this->S, Pattern, S->TypeSource))
      S->TypeSource = Fragment("void(") +
                      Fragment::special(Fragment::Index, S) + "), " +
                      S->TypeSource;
  }
  for (Slot *S : llvm::reverse(New)) {
    auto Make = std::make_unique<Construct>(S);
    Make->Style = Construct::NewDefault;
    emit(std::move(Make));
  }
  auto L = std::make_unique<Loop>(Loop::While);
  L->Loc = StatementLoc;
  const Fragment All = Fragment::special(Fragment::Pack, First);
  L->Cond = Operand(Fragment("!") + All + ".is_complete()");
  Out = &L->Body->Body;
  bool IsMade = false;
  for (NodePtr &N : Element) {
    const auto *Made = llvm::dyn_cast<Construct>(N.get());
    IsMade |= Made && Made->S == First;
    elementNode(std::move(N), First, Pattern, IsMade);
  }
  Out = Saved;
  emit(std::move(L));
  return Value;
}

/// \p N of one element, in the loop over all; \p IsMade: its object in
/// \p First is.
void Spiller::elementNode(NodePtr N, Slot *First, const Expr *Pattern,
                          bool IsMade) {
  if (auto *Suspension = llvm::dyn_cast<Suspend>(N.get())) {
    if (Suspension->Style == Suspend::Unknown) {
      Suspension->Awaiter = Fragment::special(
          Fragment::Pack, Suspension->Awaiter.pieces().front().S);
      return emit(std::move(N));
    }
  } else if (auto *Made = llvm::dyn_cast<Construct>(N.get())) {
    if (Made->Style == Construct::Lazy) {
      const Slot *S = Made->S;
      Fragment Make = Fragment::special(Fragment::Pack, Made->S);
      Make.append(".make(");
      Make.append(Fragment::special(Fragment::Promise)).append(", ");
      return emitText(Make + "SWITCHBACK_EXPR(" + S->TypeSource + ")...)",
                      /*MayDeclare=*/false);
    }
  }
  if (auto *Text = llvm::dyn_cast<TextNode>(N.get())) {
    if (namesPack(S, Pattern, Text->Text))
      Text->Text = Fragment::special(Fragment::Pack, First) +
                   (IsMade ? ".run([&] { " : ".run_next([&] { ") + Text->Text +
                   "}...);\n";
    return emit(std::move(N));
  }
  F.refuse(Pattern->getExprLoc(), "a suspension in a pack expansion");
}

} // namespace switchback
