//===- HotScalars.cpp - Scalars in locals between suspensions -------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: every local that lives across a suspension is a member of the frame,
/// and a compiler has to load and store it around each call that it cannot see
/// into, since the frame is known elsewhere. After: a scalar that a loop uses
/// again and again between suspensions is a local of the step function
/// (Slot::IsHot), and each suspend point says which of them it keeps in the
/// frame (Suspend::Kept).
///
/// The local has the member's name, so the text of the body stays. Nobody may
/// see the difference, so nothing may have the variable's address. Where a loop
/// always suspends nothing is gained, and the text stays as it is.
///
//===----------------------------------------------------------------------===//
#include "Crossing.h"
#include "Spill.h"
#include "switchback/Compiler/Passes.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace switchback {

namespace {

/// True if \p E gives up control whenever it is evaluated, as far as one can
/// see.
bool alwaysSuspends(const CoroutineSuspendExpr *E) {
  if (isStdClass(E->getCommonExpr()->getType(), "suspend_always"))
    return true;
  const auto *Call =
      dyn_cast<CXXMemberCallExpr>(skipImplicit(E->getReadyExpr()));
  const FunctionDecl *Definition = nullptr;
  if (!Call || !Call->getMethodDecl() ||
      !Call->getMethodDecl()->isDefined(Definition))
    return false;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition->getBody());
  const auto *Return = Body && Body->size() == 1
                           ? dyn_cast<ReturnStmt>(Body->body_front())
                           : nullptr;
  const auto *Value =
      Return ? dyn_cast_or_null<CXXBoolLiteralExpr>(Return->getRetValue())
             : nullptr;
  return Value && !Value->getValue();
}

class Finder {
public:
  explicit Finder(const llvm::DenseSet<const VarDecl *> &Candidates)
      : Candidates(Candidates) {}

  void run(const Stmt *Body) { visit(Body, Discarded); }
  bool isHot(const VarDecl *V) const {
    return Hot.contains(V) && !Escaped.contains(V);
  }
  /// Jumps lead where no local can be told to have its value.
  bool hasLabels() const { return Labels; }

private:
  /// What becomes of an lvalue.
  enum UseTy { Discarded, Read, Escapes };

  const VarDecl *candidate(const Expr *E) const {
    const auto *D = dyn_cast<DeclRefExpr>(E);
    const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
    return V && Candidates.contains(V) ? V : nullptr;
  }

  void use(const VarDecl *V) {
    for (const LoopTy &L : Loops)
      // What each turn makes anew is not carried around.
      if (!L.Always && !contains(L.Body, V->getLocation()))
        Hot.insert(V);
  }

  bool contains(const Stmt *S, SourceLocation Loc) const {
    const SourceManager &SM = Context->getSourceManager();
    return !SM.isBeforeInTranslationUnit(Loc, S->getBeginLoc()) &&
           !SM.isBeforeInTranslationUnit(S->getEndLoc(), Loc);
  }

  static bool hasAlways(const Stmt *S) {
    if (!S || isa<LambdaExpr>(S))
      return false;
    if (const auto *E = dyn_cast<CoroutineSuspendExpr>(S);
        E && alwaysSuspends(E))
      return true;
    return llvm::any_of(S->children(), hasAlways);
  }

  void loop(const Stmt *S, const Stmt *Body) {
    Loops.push_back({Body, hasAlways(S)});
    children(S, Discarded);
    Loops.pop_back();
  }

  void children(const Stmt *S, UseTy Use) {
    for (const Stmt *Child : S->children())
      visit(Child, Use);
  }

  /// Whatever names a variable in \p S has its address, or may.
  void escape(const Stmt *S) {
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

  void visit(const Stmt *S, UseTy Use);

  const llvm::DenseSet<const VarDecl *> &Candidates;
  llvm::DenseSet<const VarDecl *> Hot, Escaped;
  struct LoopTy {
    const Stmt *Body;
    bool Always;
  };
  llvm::SmallVector<LoopTy, 4> Loops;
  bool Labels = false;

public:
  const ASTContext *Context = nullptr;
};

void Finder::visit(const Stmt *S, UseTy Use) {
  if (!S)
    return;
  if (isa<LabelStmt, GotoStmt, IndirectGotoStmt, GCCAsmStmt>(S))
    Labels = true;
  if (isa<LambdaExpr>(S))
    return escape(S);
  if (const auto *W = dyn_cast<WhileStmt>(S))
    return loop(S, W->getBody());
  if (const auto *D = dyn_cast<DoStmt>(S))
    return loop(S, D->getBody());
  if (const auto *L = dyn_cast<ForStmt>(S))
    return loop(S, L->getBody());
  if (const auto *L = dyn_cast<CXXForRangeStmt>(S))
    return loop(S, L->getBody());
  if (const auto *C = dyn_cast<CoreturnStmt>(S))
    // It ends the life of what it refers to.
    return visit(C->getOperand(), Read);
  if (const auto *E = dyn_cast<CoroutineSuspendExpr>(S))
    return visit(E->getCommonExpr(), Escapes);
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return children(S, Discarded);
  if (const VarDecl *V = candidate(E)) {
    if (Use == Escapes)
      Escaped.insert(V);
    return use(V);
  }
  if (isa<ParenExpr, FullExpr>(E))
    return children(S, Use);
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    if (C->getCastKind() == CK_LValueToRValue)
      Use = Read;
    else if (C->getCastKind() == CK_ToVoid)
      Use = Discarded;
    return visit(C->getSubExpr(), Use);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->isIncrementDecrementOp())
    return visit(U->getSubExpr(), U->isPostfix() ? Read : Use);
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isAssignmentOp() || B->isCommaOp()) {
      visit(B->getLHS(), B->isCommaOp() ? Discarded : Use);
      return visit(B->getRHS(), B->isCommaOp() ? Use : Escapes);
    }
  }
  children(S, Escapes);
}

} // namespace

void findHotScalars(Form &F) {
  if (F.IsGeneric)
    return;
  // A dispatch inside of another makes paths that only the state excludes, of
  // which compilers warn.
  for (const Suspend *S : F.Points)
    if (S->ReachedByGoto || S->ClearsState)
      return;
  llvm::DenseSet<const VarDecl *> Candidates;
  for (const Slot *S : F.slots())
    if (const auto *V = dyn_cast_or_null<VarDecl>(S->Decl);
        V && S->Kind == Slot::Local && S->inFrame() && !S->IsReference &&
        !S->IsConditional && !S->IsLate && V->hasInit() &&
        S->Type->isScalarType() && !S->Type.hasQualifiers() &&
        !S->Type->isAtomicType() && whyUnspellable(F, S->Type).empty())
      Candidates.insert(V);
  Finder Found(Candidates);
  Found.Context = &F.Context;
  Found.run(F.Coroutine->getBody());
  if (Found.hasLabels())
    return;
  for (Slot *S : F.slots())
    if (const auto *V = dyn_cast_or_null<VarDecl>(S->Decl))
      S->IsHot = Candidates.contains(V) && Found.isHot(V);
  // Only what is assigned: the others have their place in the frame.
  walk(*F.Body, [](Node &N) {
    if (auto *C = llvm::dyn_cast<Construct>(&N)) {
      C->S->IsHot &= C->Style == Construct::Assign;
      if (C->Style == Construct::Bind)
        for (const Fragment::Piece &P : C->Init.Text.pieces())
          if (P.S)
            P.S->IsHot = false;
    }
  });
  std::vector<Slot *> Hot;
  llvm::copy_if(F.slots(), std::back_inserter(Hot),
                [](const Slot *S) { return S->IsHot; });
  for (Suspend *Point : F.Points)
    for (Slot *S : Hot)
      if (S->FirstUse <= Point->Position && Point->Position <= S->LastUse)
        Point->Kept.push_back(S);
}

} // namespace switchback
