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
#include "LvalueUses.h"
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

/// Finds those that a loop uses between suspensions.
class Finder : public LvalueUses {
public:
  Finder(const llvm::DenseSet<const VarDecl *> &Candidates,
         const ASTContext &Context)
      : LvalueUses(Candidates), Context(Context) {}

  bool isHot(const VarDecl *V) const { return Hot.contains(V) && !escapes(V); }

private:
  void use(const VarDecl *V) override {
    for (const LoopTy &L : Loops)
      // What each turn makes anew is not carried around.
      if (!L.Always && !contains(L.Body, V->getLocation()))
        Hot.insert(V);
  }

  void loop(const Stmt *S, const Stmt *Body) override {
    Loops.push_back({Body, hasAlways(S)});
    LvalueUses::loop(S, Body);
    Loops.pop_back();
  }

  bool contains(const Stmt *S, SourceLocation Loc) const {
    const SourceManager &SM = Context.getSourceManager();
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

  const ASTContext &Context;
  llvm::DenseSet<const VarDecl *> Hot;
  struct LoopTy {
    const Stmt *Body;
    bool Always;
  };
  llvm::SmallVector<LoopTy, 4> Loops;
};

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
  Finder Found(Candidates, F.Context);
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
