//===- Crossing.cpp - Which locals live across a suspension ---------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A local is a slot if some suspension stands in its scope behind its
/// initialiser: the step function returns there, and the dispatch may not jump
/// past an initialiser. The other locals stay locals of the step function.
///
/// A local with a destructor that stays one is destroyed when the jump leaves
/// its scope, a slot where the code says so, before the jump. So if a jump
/// leaves the scopes of a slot and of a local declared after it, the local must
/// be a slot too, or they would die in the wrong order.
///
//===----------------------------------------------------------------------===//
#include "Crossing.h"
#include "Choices.h"
#include "Spill.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

using namespace clang;

namespace switchback {

namespace {
/// Finds what leaves a statement expression other than by its end, or enters
/// it.
class JumpFinder : public RecursiveASTVisitor<JumpFinder> {
public:
  bool Found = false;
  bool found() { return !(Found = true); }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }
  bool VisitCoreturnStmt(CoreturnStmt *) { return found(); }
  bool VisitGotoStmt(GotoStmt *) { return found(); }
  bool VisitLabelStmt(LabelStmt *) { return found(); }
  bool VisitBreakStmt(BreakStmt *) { return found(); }
  bool VisitContinueStmt(ContinueStmt *) { return found(); }
};
} // namespace

void findStatementExpressions(const Stmt *S,
                              llvm::SmallVectorImpl<const StmtExpr *> &Out) {
  if (!S)
    return;
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : L->capture_inits())
      findStatementExpressions(Init, Out);
    return;
  }
  if (const auto *E = dyn_cast<StmtExpr>(S)) {
    if (suspends(E))
      Out.push_back(E);
    return;
  }
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each); V && !V->isStaticLocal())
        findStatementExpressions(V->getInit(), Out);
  if (const auto *C = dyn_cast<CoroutineSuspendExpr>(S);
      C && !C->getCommonExpr()->isTypeDependent())
    return findStatementExpressions(C->getCommonExpr(), Out);
  for (const Stmt *Child : S->children())
    if (Child && (isa<Expr>(Child) || isa<DeclStmt>(Child)))
      findStatementExpressions(Child, Out);
}

const Expr *copiedArray(const Stmt *S) {
  const auto *L = dyn_cast<ArrayInitLoopExpr>(S);
  return L ? L->getCommonExpr()->getSourceExpr() : nullptr;
}

bool suspends(const Stmt *S) {
  if (!S)
    return false;
  if (isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S))
    return true;
  if (const auto *E = dyn_cast<StmtExpr>(S)) {
    JumpFinder Jumps;
    Jumps.TraverseStmt(const_cast<CompoundStmt *>(E->getSubStmt()));
    if (Jumps.Found)
      return true;
  }
  if (const auto *L = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : L->capture_inits())
      if (suspends(Init))
        return true;
    return false;
  }
  if (const Expr *Array = copiedArray(S))
    return suspends(Array);
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr>(S) ||
      isConstantQuestion(S))
    return false;
  if (const auto *D = dyn_cast<DeclStmt>(S))
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each);
          V && V->hasInit() && !V->isStaticLocal() && suspends(V->getInit()))
        return true;
  for (const Stmt *Child : S->children())
    if (suspends(Child))
      return true;
  return false;
}

/// True if one of several expressions, of a type that an instance decides, is
/// what initialises the object that \p Init does.
static bool isMadeInBranches(const Expr *Init) {
  if (!Init->isTypeDependent())
    return false;
  const Expr *Made = initialiserOf(Init);
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(Made))
    return suspends(C->getTrueExpr()) || suspends(C->getFalseExpr());
  return isa<StmtExpr>(Made);
}

/// True if a member of \p V, whose initialiser \p S is part of, keeps a
/// temporary alive.
static bool keepsTemporary(const Stmt *S, const VarDecl *V) {
  const auto *M = dyn_cast<MaterializeTemporaryExpr>(S);
  if (M && M->getExtendingDecl() == V)
    return true;
  return llvm::any_of(S->children(), [V](const Stmt *Child) {
    return Child && keepsTemporary(Child, V);
  });
}

/// Calls \p Each on the temporaries in \p S that \p V keeps alive.
static void
forExtended(const VarDecl *V, const Stmt *S,
            llvm::function_ref<void(const MaterializeTemporaryExpr *)> Each) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(S);
      M && M->getExtendingDecl() == V)
    Each(M);
  for (const Stmt *Child : S->children())
    forExtended(V, Child, Each);
}

/// True if \p E may be a part of a temporary: a reference to it keeps all of
/// that alive ([class.temporary]/6).
static bool mayBePart(const Expr *E) {
  if (const auto *Full = dyn_cast<FullExpr>(E))
    E = Full->getSubExpr();
  E = E->IgnoreParens();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return !M->isArrow();
  if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(E))
    return !M->isArrow();
  return isa<ArraySubscriptExpr, BinaryOperator, AbstractConditionalOperator>(
      E);
}

static bool needsDestroy(const VarDecl *V) {
  if (V->hasAttr<CleanupAttr>())
    return true;
  bool Result =
      !V->getType()->isReferenceType() && mayNeedDestruction(V->getType());
  // A reference in a template may be bound to a temporary.
  const QualType T = V->getType();
  Result |= T->isReferenceType() && isUnknown(T);
  if (T->isRValueReferenceType() ||
      (T->isReferenceType() && T->getPointeeType().isConstQualified()))
    Result |=
        V->hasInit() && V->getInit()->isTypeDependent() &&
        (mayNeedDestruction(T->getPointeeType()) || mayBePart(V->getInit()));
  // So may what a list initialises, of which only instances know.
  if (const Expr *Init = V->getInit(); Init && mayExtend(T))
    Result |= Init->isInstantiationDependent() || Init->getType().isNull() ||
              Init->getType()->isVoidType();
  // A lifetime-extended temporary dies with its variable.
  forExtended(V, V->getInit(), [&](const MaterializeTemporaryExpr *M) {
    Result |= mayNeedDestruction(M->getType());
  });
  return Result;
}

namespace {

class CrossingFinder {
public:
  llvm::DenseSet<const VarDecl *> Crossing;

  void run(const Stmt *Body) {
    visit(Body);
    // A forced slot may stand before another local on another jump.
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (const JumpRecord &J : Jumps)
        Changed |= force(J);
    }
  }

private:
  struct JumpRecord {
    llvm::SmallVector<const VarDecl *, 8> Scope;
    unsigned TargetDepth;
  };

  bool force(const JumpRecord &J) {
    bool SlotBefore = false, Changed = false;
    for (const VarDecl *V : llvm::ArrayRef(J.Scope).drop_front(J.TargetDepth)) {
      if (!needsDestroy(V))
        continue;
      if (Crossing.contains(V))
        SlotBefore = true;
      else if (SlotBefore) {
        Crossing.insert(V);
        Changed = true;
      }
    }
    return Changed;
  }

  void statementExpressions(const Expr *E) {
    llvm::SmallVector<const StmtExpr *, 2> Found;
    findStatementExpressions(E, Found);
    for (const StmtExpr *Each : Found) {
      visit(Each->getSubStmt());
      // The frame asks for the type of what the last statement names.
      if (Each->isTypeDependent() && suspends(Each))
        if (const auto *V =
                dyn_cast<ValueStmt>(Each->getSubStmt()->body_back()))
          nameLocals(V->getExprStmt());
    }
  }

  void nameLocals(const Stmt *S) {
    if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(S))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
          V && V->hasLocalStorage() && !isa<ParmVarDecl>(V))
        Crossing.insert(V);
    for (const Stmt *Child : S->children())
      if (Child)
        nameLocals(Child);
  }

  void suspendHere() { Crossing.insert(Scope.begin(), Scope.end()); }

  void jump(unsigned TargetDepth) {
    Jumps.push_back({{Scope.begin(), Scope.end()}, TargetDepth});
  }

  void declare(const VarDecl *V) {
    if (!V)
      return;
    if (V->hasInit() && !V->isStaticLocal()) {
      statementExpressions(V->getInit());
      if (suspends(V->getInit()))
        suspendHere();
    }
    // Made piece by piece, with a suspension in between.
    auto IsApart = [](const Expr *E) { return suspends(E); };
    if (V->hasLocalStorage() && V->hasInit() && suspends(V->getInit())) {
      if (needsPlace(V->getInit(), IsApart) || isMadeInBranches(V->getInit()))
        Crossing.insert(V);
      // The temporaries of its initialiser are gone when `get` is called.
      if (const auto *D = dyn_cast<DecompositionDecl>(V);
          D && llvm::any_of(D->bindings(), [](const BindingDecl *B) {
            return B->getHoldingVar() != nullptr;
          }))
        Crossing.insert(V);
      // Its temporaries live across the suspension.
      if (V->getType()->isRecordType() && keepsTemporary(V->getInit(), V))
        Crossing.insert(V);
      forExtended(V, V->getInit(), [&](const MaterializeTemporaryExpr *M) {
        if (needsPlace(M->getSubExpr(), IsApart))
          Crossing.insert(V);
      });
    }
    if (V->hasLocalStorage())
      Scope.push_back(V);
  }

  /// A loop that suspends makes the variable of its condition in its body.
  void declareCondition(const VarDecl *V, const Stmt *Rest) {
    declare(V);
    // What is destroyed behind it is a slot too.
    if (V && suspends(Rest))
      suspendHere();
  }

  void loop(llvm::function_ref<void()> Body) {
    unsigned SavedBreak = BreakDepth, SavedContinue = ContinueDepth;
    BreakDepth = ContinueDepth = Scope.size();
    Body();
    BreakDepth = SavedBreak;
    ContinueDepth = SavedContinue;
  }

  /// The body of a loop is one block with the variable that each round makes.
  void loopBody(const Stmt *Body) {
    unsigned Depth = Scope.size();
    visitUnscoped(Body);
    jump(BreakDepth);
    Scope.truncate(Depth);
  }

  void visit(const Stmt *S) {
    if (!S)
      return;
    unsigned Depth = Scope.size();
    visitUnscoped(S);
    // Only a declaration statement adds to the scope it stands in.
    if (!isa<DeclStmt>(S) && !isa<LabelStmt>(S) && !isa<SwitchCase>(S) &&
        !isa<AttributedStmt>(S)) {
      // The end of a scope leaves it like a jump.
      if (Scope.size() > Depth + 1)
        jump(Depth);
      Scope.truncate(Depth);
    }
  }

  void visitUnscoped(const Stmt *S);

  llvm::SmallVector<const VarDecl *, 16> Scope;
  std::vector<JumpRecord> Jumps;
  unsigned BreakDepth = 0, ContinueDepth = 0;
};

void CrossingFinder::visitUnscoped(const Stmt *S) {
  if (const auto *E = dyn_cast<Expr>(S)) {
    statementExpressions(E);
    if (suspends(E))
      suspendHere();
  } else if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *Each : D->decls())
      declare(dyn_cast<VarDecl>(Each));
  } else if (const auto *I = dyn_cast<IfStmt>(S)) {
    visit(I->getInit());
    declare(I->getConditionVariable());
    if (!I->getConditionVariable())
      visit(I->getCond());
    visit(I->getThen());
    visit(I->getElse());
  } else if (const auto *W = dyn_cast<WhileStmt>(S)) {
    loop([&] {
      declareCondition(W->getConditionVariable(), W->getBody());
      if (!W->getConditionVariable())
        visit(W->getCond());
      loopBody(W->getBody());
    });
  } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
    loop([&] {
      visit(Do->getBody());
      visit(Do->getCond());
    });
  } else if (const auto *For = dyn_cast<ForStmt>(S)) {
    visit(For->getInit());
    loop([&] {
      declareCondition(For->getConditionVariable(), For);
      if (!For->getConditionVariable())
        visit(For->getCond());
      loopBody(For->getBody());
      visit(For->getInc());
    });
  } else if (const auto *R = dyn_cast<CXXForRangeStmt>(S)) {
    visit(R->getInit());
    // Taken apart, it has slots of its own.
    if (suspends(R->getRangeStmt()))
      for (const DeclStmt *D :
           {R->getRangeStmt(), R->getBeginStmt(), R->getEndStmt()})
        if (D)
          Crossing.insert(cast<VarDecl>(D->getSingleDecl()));
    visit(R->getRangeStmt());
    visit(R->getBeginStmt());
    visit(R->getEndStmt());
    loop([&] {
      visit(R->getLoopVarStmt());
      loopBody(R->getBody());
    });
  } else if (const auto *Sw = dyn_cast<SwitchStmt>(S)) {
    visit(Sw->getInit());
    declare(Sw->getConditionVariable());
    if (!Sw->getConditionVariable())
      visit(Sw->getCond());
    unsigned Saved = BreakDepth;
    BreakDepth = Scope.size();
    visit(Sw->getBody());
    BreakDepth = Saved;
  } else if (const auto *C = dyn_cast<CoreturnStmt>(S)) {
    visit(C->getOperand());
    jump(0);
  } else if (isa<BreakStmt>(S)) {
    jump(BreakDepth);
  } else if (isa<ContinueStmt>(S)) {
    jump(ContinueDepth);
  } else if (isa<GotoStmt, IndirectGotoStmt>(S)) {
    jump(0);
  } else {
    for (const Stmt *Child : S->children())
      visit(Child);
  }
}

} // namespace

llvm::DenseSet<const VarDecl *> findCrossingLocals(const Stmt *Body) {
  CrossingFinder Finder;
  Finder.run(Body);
  return std::move(Finder.Crossing);
}

bool hasDyingLocal(const Stmt *Body,
                   const llvm::DenseSet<const VarDecl *> &Crossing) {
  if (const auto *L = dyn_cast<LabelStmt>(Body))
    return hasDyingLocal(L->getSubStmt(), Crossing);
  if (const auto *C = dyn_cast<CompoundStmt>(Body))
    return llvm::any_of(C->body(), [&](const Stmt *Each) {
      return !isa<CompoundStmt>(Each) && hasDyingLocal(Each, Crossing);
    });
  const auto *D = dyn_cast<DeclStmt>(Body);
  return D && llvm::any_of(D->decls(), [&](const Decl *Each) {
           const auto *V = dyn_cast<VarDecl>(Each);
           return V && V->hasLocalStorage() && !Crossing.contains(V) &&
                  needsDestroy(V);
         });
}

} // namespace switchback
