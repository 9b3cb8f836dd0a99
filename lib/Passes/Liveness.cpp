//===- Liveness.cpp - Which values nobody needs any more ------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: each slot has its storage as long as its scope lasts. After:
/// Slot::LastNamed says where the last statement is that names it, for those
/// that layout may forget behind that: parameters and locals with nothing to
/// destroy, of which nothing else can have the address.
///
/// Statements are numbered as lifetime has numbered them, in printing order. In
/// a loop around the variable's scope no use is the last before its end.
///
//===----------------------------------------------------------------------===//
#include "LvalueUses.h"
#include "switchback/Compiler/Passes.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace switchback {

namespace {

/// Everything that may be kept longer than the text tells.
class Addresses : public LvalueUses {
public:
  explicit Addresses(const llvm::DenseSet<const VarDecl *> &Variables)
      : LvalueUses(Variables) {
    Returned = Escapes;
  }
};

/// What macros name: their text does not show where.
class NamedByMacros : public RecursiveASTVisitor<NamedByMacros> {
public:
  llvm::DenseSet<const ValueDecl *> Found;
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (E->getLocation().isMacroID())
      Found.insert(E->getDecl());
    return true;
  }
};

class LastUses {
public:
  explicit LastUses(const llvm::SmallPtrSetImpl<Slot *> &Candidates)
      : Candidates(Candidates) {}

  void visit(Node &N) {
    const bool IsLoop = llvm::isa<Loop>(N);
    if (IsLoop)
      Loops.push_back(&N);
    // The increment of a loop may name the variable of its condition.
    const unsigned At = !N.Position ? ~0u : IsLoop ? N.End : N.Position;
    const auto *C = llvm::dyn_cast<Construct>(&N);
    // What it makes may have the storage of what it is made from.
    const unsigned Read = C && C->ReadsFirst && N.Position ? At - 1 : At;
    for (const Fragment *Text : textsOf(N))
      mention(*Text, Read);
    if (C)
      use(C->S, At);
    if (auto *B = llvm::dyn_cast<Block>(&N))
      for (NodePtr &Each : B->Body)
        visit(*Each);
    for (Block *B : children(N))
      visit(*B);
    if (IsLoop)
      Loops.pop_back();
  }

  llvm::DenseMap<Slot *, unsigned> Last;

private:
  static llvm::SmallVector<const Fragment *, 4> textsOf(const Node &N) {
    switch (N.Kind) {
    case Node::TextKind:
      return {&llvm::cast<TextNode>(N).Text};
    case Node::ConstructKind:
      return {&llvm::cast<Construct>(N).Init.Text};
    case Node::SuspendKind:
      return {&llvm::cast<Suspend>(N).Awaiter};
    case Node::IfKind:
      return {&llvm::cast<If>(N).Header, &llvm::cast<If>(N).Cond.Text};
    case Node::LoopKind:
      return {&llvm::cast<Loop>(N).Header, &llvm::cast<Loop>(N).Cond.Text,
              &llvm::cast<Loop>(N).Inc.Text};
    case Node::SwitchKind:
      return {&llvm::cast<Switch>(N).Header, &llvm::cast<Switch>(N).Cond.Text};
    case Node::LabelKind:
      return {&llvm::cast<Label>(N).Text};
    default:
      return {};
    }
  }

  void mention(const Fragment &Text, unsigned At) {
    for (const Fragment::Piece &P : Text.pieces())
      if (P.S)
        use(P.S, At);
  }

  void use(Slot *S, unsigned At) {
    if (!Candidates.contains(S))
      return;
    // The outermost loop that the variable is declared in front of.
    auto Around = llvm::find_if(
        Loops, [S](const Node *L) { return S->FirstUse < L->Position; });
    unsigned &L = Last[S];
    L = std::max(L, Around == Loops.end() ? At : (*Around)->End);
  }

  const llvm::SmallPtrSetImpl<Slot *> &Candidates;
  llvm::SmallVector<Node *, 4> Loops;
};

} // namespace

/// True if \p S is a variable that leaves nothing behind.
static bool mayBeForgotten(const Form &F, const Slot *S) {
  const auto *V = dyn_cast_or_null<VarDecl>(S->Decl);
  if (!V || isa<DecompositionDecl>(V) || !S->inFrame() || S->IsCapture ||
      S->IsPack || S->IsConditional || S->Extended || S->IsExtendedPart ||
      S->NeedsDestroy || S->Generic != Slot::NotGeneric)
    return false;
  // As a pointer it would no longer tell what it was.
  const bool IsRvalue =
      S->IsBoundReference && V->getType()->isRValueReferenceType();
  if (S->Kind == Slot::Parameter &&
      ((F.Promise.PromiseTakesParameters && !F.IsGeneric) || IsRvalue ||
       !whyUnspellable(F, V->getType()).empty()))
    return false;
  // Of a template, what is sure to be no more than an address.
  if (F.IsGeneric)
    return S->Kind == Slot::Parameter && S->IsBoundReference &&
           V->getType()->isLValueReferenceType();
  if (S->IsReference || S->IsBoundReference)
    return true;
  const QualType T = S->Type;
  return !T.isVolatileQualified() && !T->isAtomicType() &&
         !T.isDestructedType() &&
         (T->isScalarType() ||
          (T.isTriviallyCopyableType(F.Context) && !constructorsKeep(T)));
}

/// What is bound to a reference may be changed by way of that.
static void removeBound(Form &F, llvm::SmallPtrSetImpl<Slot *> &Slots) {
  walk(*F.Body, [&](Node &N) {
    const auto *C = llvm::dyn_cast<Construct>(&N);
    if (C && C->Style == Construct::Bind)
      for (const Fragment::Piece &P : C->Init.Text.pieces())
        if (P.S && !P.S->IsReference && !P.S->IsBoundReference)
          Slots.erase(P.S);
  });
  for (const Slot *S : F.slots())
    Slots.erase(S->Whole);
}

void findLastUses(Form &F) {
  llvm::SmallPtrSet<Slot *, 16> Slots;
  llvm::DenseSet<const VarDecl *> Variables;
  for (Slot *S : F.slots())
    if (mayBeForgotten(F, S)) {
      Slots.insert(S);
      if (!S->IsReference && !S->IsBoundReference)
        Variables.insert(cast<VarDecl>(S->Decl));
    }
  Addresses Uses(Variables);
  Uses.run(F.Coroutine->getBody());
  if (Uses.hasLabels())
    return;
  removeBound(F, Slots);
  NamedByMacros Macros;
  Macros.TraverseStmt(F.Coroutine->getBody());
  for (Slot *S : F.slots())
    if (const auto *V = dyn_cast_or_null<VarDecl>(S->Decl);
        V && (Uses.escapes(V) || Macros.Found.contains(V)))
      Slots.erase(S);
  for (Slot *S : Slots)
    if (S->Kind == Slot::Parameter)
      S->FirstUse = 1;
  LastUses Found(Slots);
  Found.visit(*F.Body);
  for (Slot *S : Slots)
    S->LastNamed = std::max(S->FirstUse, Found.Last.lookup(S));
}

} // namespace switchback
