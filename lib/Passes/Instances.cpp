//===- Instances.cpp - What the instances of a template know --------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A template is lowered without what only an instance knows: whether an
/// argument becomes an object of another type. Such an object would die with
/// the call instead of behind the suspension, and be made behind the
/// suspensions of later arguments. So the instances that the file has are
/// asked.
///
//===----------------------------------------------------------------------===//
#include "Crossing.h"
#include "Spill.h"
#include "switchback/Compiler/Passes.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace switchback {

namespace {
/// Finds the bodies that \p Pattern was instantiated to, lambdas included.
class InstanceFinder : public RecursiveASTVisitor<InstanceFinder> {
public:
  explicit InstanceFinder(const FunctionDecl *Pattern)
      : Begin(Pattern->getBody()->getBeginLoc()) {}
  bool shouldVisitTemplateInstantiations() const { return true; }
  llvm::SmallVector<const Stmt *, 8> Bodies;

  bool VisitCoroutineBodyStmt(CoroutineBodyStmt *S) {
    if (S->getBody()->getBeginLoc() == Begin)
      Bodies.push_back(S->getBody());
    return true;
  }

private:
  SourceLocation Begin;
};

llvm::ArrayRef<const Expr *> argumentsOf(const Expr *E) {
  if (const auto *C = dyn_cast<CallExpr>(E))
    return {C->getArgs(), C->getNumArgs()};
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return {C->getArgs(), C->getNumArgs()};
  // Of an aggregate the members are made.
  if (const auto *L = dyn_cast<CXXParenListInitExpr>(E))
    return L->getInitExprs();
  return {};
}

/// Finds the arguments of the calls whose function a template knows itself.
class KnownArguments : public RecursiveASTVisitor<KnownArguments> {
public:
  llvm::DenseSet<SourceLocation> Found;
  bool VisitExpr(Expr *E) {
    if (!E->isTypeDependent())
      for (const Expr *Arg : argumentsOf(E))
        Found.insert(Arg->getBeginLoc());
    return true;
  }
};

/// Looks for an argument that is converted, or made by value, in front of a
/// suspension of its full expression.
class ArgumentCheck {
public:
  /// \p Known: where arguments stand that need no instance.
  explicit ArgumentCheck(const llvm::DenseSet<SourceLocation> &Known)
      : Known(Known) {}
  const Expr *Found = nullptr;
  const VarDecl *CopiedArray = nullptr;

  void statement(const Stmt *S) {
    if (!S || Found || isa<LambdaExpr>(S))
      return;
    if (const auto *R = dyn_cast<CoreturnStmt>(S))
      return statement(R->getOperand());
    if (const auto *E = dyn_cast<Expr>(S)) {
      if (suspends(E))
        expression(E, false);
      return;
    }
    if (const auto *D = dyn_cast<DeclStmt>(S)) {
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each)) {
          // Its elements would have to be copied one by one.
          if (isa<DecompositionDecl>(V) && V->getType()->isArrayType())
            CopiedArray = V;
          statement(V->getInit());
        }
      return;
    }
    for (const Stmt *Child : S->children())
      statement(Child);
  }

private:
  static llvm::SmallVector<const Expr *, 4> operandsOf(const Expr *E) {
    const auto *B = dyn_cast<BinaryOperator>(E);
    if (!isa<AbstractConditionalOperator>(E) && !(B && B->isLogicalOp()))
      return evaluationOrder(E);
    llvm::SmallVector<const Expr *, 4> Ops;
    for (const Stmt *Child : E->children())
      Ops.push_back(cast<Expr>(Child));
    return Ops;
  }

  /// \p Early: a suspension follows \p E.
  void expression(const Expr *E, bool Early) {
    if (const auto *C = dyn_cast<CoroutineSuspendExpr>(E))
      return expression(C->getCommonExpr(), true);
    if (const auto *S = dyn_cast<StmtExpr>(E))
      return statement(S->getSubStmt());
    bool Later = Early;
    for (const Expr *Op : llvm::reverse(operandsOf(E))) {
      if (Found)
        return;
      if (Later && llvm::is_contained(argumentsOf(E), Op) &&
          !Known.contains(Op->getBeginLoc()) && isMadeForCall(Op))
        Found = Op;
      else
        expression(Op, Later);
      Later |= suspends(Op);
    }
  }

  /// True if \p E, a default argument, makes an object that could be missed:
  /// not one without state, such as an allocator.
  static bool makesObject(const Stmt *E) {
    const auto *M = dyn_cast<MaterializeTemporaryExpr>(E);
    const auto *R = M ? M->getType()->getAsCXXRecordDecl() : nullptr;
    if (M && !(R && R->isEmpty() && canRelocate(M->getType())))
      return true;
    return llvm::any_of(E->children(), [](const Stmt *Child) {
      return Child && makesObject(Child);
    });
  }

  static bool isMadeForCall(const Expr *Arg) {
    if (isa<CXXDefaultArgExpr>(Arg))
      return makesObject(cast<CXXDefaultArgExpr>(Arg)->getExpr());
    // An object of a class of the user's, for a parameter taken by value.
    if (Arg->isPRValue() && Arg->getType()->isRecordType())
      return !canRelocate(Arg->getType()) && !isEmptyOnceMoved(Arg->getType());
    const auto *M = dyn_cast<MaterializeTemporaryExpr>(Arg);
    if (!M || M->getStorageDuration() != SD_FullExpression)
      return false;
    const Expr *Maker = skipToMaker(M->getSubExpr());
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Maker))
      return Cast->getCastKind() != CK_NoOp;
    // A constructor that nobody has written. Lists are seen in the pattern.
    const auto *Ctor = dyn_cast<CXXConstructExpr>(Maker);
    return Ctor && !isa<CXXTemporaryObjectExpr>(Ctor) &&
           !Ctor->isListInitialization();
  }

  const llvm::DenseSet<SourceLocation> &Known;
};
} // namespace

/// The outermost template around \p D, by way of \p Parent.
static Decl *outermostTemplate(const FunctionDecl *Function,
                               const DeclContext *(*Parent)(const Decl *)) {
  Decl *Found = nullptr;
  for (const Decl *D = Function; D; D = dyn_cast_or_null<Decl>(Parent(D))) {
    if (const auto *FD = dyn_cast<FunctionDecl>(D);
        FD && FD->getDescribedFunctionTemplate())
      Found = FD->getDescribedFunctionTemplate()->getCanonicalDecl();
    if (const auto *R = dyn_cast<CXXRecordDecl>(D);
        R && R->getDescribedClassTemplate())
      Found = R->getDescribedClassTemplate()->getCanonicalDecl();
    // The instances of a partial specialisation are those of the template.
    if (const auto *P = dyn_cast<ClassTemplatePartialSpecializationDecl>(D))
      Found = P->getSpecializedTemplate()->getCanonicalDecl();
  }
  return Found;
}

void checkInstances(Form &F) {
  InstanceFinder Instances(F.Function);
  auto Semantic = [](const Decl *D) { return D->getDeclContext(); };
  auto Lexical = [](const Decl *D) { return D->getLexicalDeclContext(); };
  Decl *Outer = outermostTemplate(F.Function, Semantic);
  // A friend is a member by its text alone.
  Decl *Around = outermostTemplate(F.Function, Lexical);
  if (Outer)
    Instances.TraverseDecl(Outer);
  if (Around && Around != Outer)
    Instances.TraverseDecl(Around);
  if (Instances.Bodies.empty())
    return;
  KnownArguments Known;
  Known.TraverseStmt(F.Coroutine->getBody());
  ArgumentCheck Check(Known.Found);
  for (const Stmt *Body : Instances.Bodies)
    if (Body != F.Coroutine->getBody())
      Check.statement(Body);
  if (Check.Found)
    F.refuse(Check.Found->getExprLoc(), "an instance of the template makes an "
                                        "argument in front of a suspension");
  if (Check.CopiedArray)
    F.refuse(Check.CopiedArray->getLocation(),
             "an instance of the template copies an array into a structured "
             "binding");
}

} // namespace switchback
