//===- PackConditions.cpp - `if constexpr` that asks about a pack ---------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A part of the build pass. The frame of a template with a pack of parameters
/// stands in a generic lambda, whose packs of indices the expansions go over.
/// What such a condition names is known to the instance of the template, but
/// not to that lambda before it is called: until then both branches are
/// instantiated, and the one that is not taken need not compile. So the
/// condition is asked in front of the lambda, and so are the types and
/// constants that it is made of.
///
//===----------------------------------------------------------------------===//
#include "Builder.h"
#include "LocalTypes.h"
#include "switchback/Compiler/ClangCompat.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace switchback {

namespace {
/// What a condition names.
class ConditionUses : public RecursiveASTVisitor<ConditionUses> {
public:
  explicit ConditionUses(const Form &F) : F(F) {}

  /// It names a parameter, beside which there is a pack.
  bool NamesPack = false;
  /// It asks about what only the frame has.
  bool NamesFrame = false;
  /// Local types and constants that ask about a pack.
  llvm::SmallVector<const NamedDecl *, 2> Needs;

  bool TraverseLambdaExpr(LambdaExpr *) { return fail(); }
  bool VisitStmtExpr(StmtExpr *) { return fail(); }
  bool VisitTypedefTypeLoc(TypedefTypeLoc L) {
    const TypedefNameDecl *D = compat::typedefDecl(L);
    return !D->getDeclContext()->Equals(F.Function) || through(D, [&] {
      return TraverseTypeLoc(D->getTypeSourceInfo()->getTypeLoc());
    });
  }
  bool VisitTagTypeLoc(TagTypeLoc L) {
    return !L.getDecl()->getDeclContext()->Equals(F.Function) || fail();
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    if (!V || !V->getDeclContext()->Equals(F.Function))
      return !isa<BindingDecl>(E->getDecl()) || fail();
    // Clang leaves a requirement open whatever it names of the frame.
    if (isa<ParmVarDecl>(V))
      return NamesPack = true;
    // A variable that a lambda of the condition would need is none of these.
    if (!V->isConstexpr() || !V->hasInit() || !isMovable(V))
      return fail();
    return through(V, [&] {
      return TraverseStmt(const_cast<Expr *>(V->getInit())) &&
             TraverseTypeLoc(V->getTypeSourceInfo()->getTypeLoc());
    });
  }

private:
  bool fail() {
    NamesFrame = true;
    return false;
  }
  /// Looks at what \p D stands for; if that asks about a pack, \p D has to
  /// stand in front as well.
  bool through(const NamedDecl *D, llvm::function_ref<bool()> Look) {
    const bool Before = std::exchange(NamesPack, false);
    const bool Goes = Look();
    if (NamesPack && !llvm::is_contained(Needs, D))
      Needs.push_back(D);
    NamesPack = Before;
    return Goes;
  }

  const Form &F;
};
} // namespace

bool asksAboutPack(const Form &F, const IfStmt *S) {
  const bool HasPack =
      llvm::any_of(F.Function->parameters(),
                   [](const ParmVarDecl *P) { return P->isParameterPack(); });
  if (!F.IsGeneric || !HasPack || !S->isConstexpr() ||
      !S->getCond()->isValueDependent() || S->getInit() ||
      S->getConditionVariable())
    return false;
  ConditionUses Uses(F);
  Uses.TraverseStmt(const_cast<Expr *>(S->getCond()));
  return !Uses.NamesFrame && (Uses.NamesPack || !Uses.Needs.empty());
}

void Builder::decideInFront(const IfStmt *S, If &N) {
  if (!asksAboutPack(F, S))
    return;
  ConditionUses Uses(F);
  Uses.TraverseStmt(const_cast<Expr *>(S->getCond()));
  F.FactoryNeeds.insert(F.FactoryNeeds.end(), Uses.Needs.begin(),
                        Uses.Needs.end());
  const Expr *Cond = S->getCond();
  auto R = Source.range(Cond->getSourceRange());
  if (!R || !Uses.NamesPack)
    return;
  // A name of the frame's.
  const auto Renamed = F.RenamedAt.lower_bound(R->Begin);
  if (Renamed == F.RenamedAt.end() || Renamed->first >= R->End)
    N.DecidedInFront = Cond->getType()->isBooleanType()
                           ? Source.text(*R).str()
                           : "static_cast<bool>(" + Source.text(*R).str() + ")";
}

} // namespace switchback
