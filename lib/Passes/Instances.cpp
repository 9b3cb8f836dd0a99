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
#include "Instances.h"
#include "Choices.h"
#include "Crossing.h"
#include "Spill.h"
#include "switchback/Compiler/Passes.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/Support/SaveAndRestore.h"

#include <set>
#include <tuple>

using namespace clang;

namespace switchback {

namespace {
/// Finds the bodies that \p Pattern was instantiated to, lambdas included.
class InstanceFinder : public InstanceVisitor<InstanceFinder> {
public:
  explicit InstanceFinder(const FunctionDecl *Pattern)
      : Begin(Pattern->getBody()->getBeginLoc()) {}
  llvm::SmallVector<const Stmt *, 8> Bodies;

  bool VisitCoroutineBodyStmt(CoroutineBodyStmt *S) {
    if (S->getBody()->getBeginLoc() == Begin)
      Bodies.push_back(S->getBody());
    return true;
  }
  /// What a generic lambda is called with is not part of its text.
  bool VisitLambdaExpr(LambdaExpr *L) {
    if (FunctionTemplateDecl *T = L->getDependentCallOperator())
      for (FunctionDecl *Instance : T->specializations())
        TraverseStmt(Instance->getBody());
    return true;
  }

private:
  SourceLocation Begin;
};

llvm::SmallVector<const Expr *, 4> argumentsOf(const Expr *E) {
  // `a != b` of an `operator==`.
  if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return {R->getLHS(), R->getRHS()};
  llvm::ArrayRef<const Expr *> Arguments;
  if (const auto *C = dyn_cast<CallExpr>(E))
    Arguments = {C->getArgs(), C->getNumArgs()};
  else if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    Arguments = {C->getArgs(), C->getNumArgs()};
  // Of an aggregate the members are made.
  else if (const auto *L = dyn_cast<CXXParenListInitExpr>(E))
    Arguments = L->getInitExprs();
  else if (const auto *L = dyn_cast<InitListExpr>(E))
    Arguments = llvm::ArrayRef(const_cast<InitListExpr *>(L)->getInits(),
                               L->getNumInits());
  else if (const auto *L = dyn_cast<LambdaExpr>(E))
    Arguments = llvm::ArrayRef(L->capture_init_begin(), L->capture_size());
  return {Arguments.begin(), Arguments.end()};
}

/// Where \p Arg of \p E stands, in the template and in its instances.
using Place = std::tuple<SourceLocation, SourceLocation, SourceLocation>;
Place placeOf(const Expr *E, const Expr *Arg) {
  return {E->getBeginLoc(), E->getEndLoc(),
          isa<CXXDefaultArgExpr>(Arg) ? E->getEndLoc() : Arg->getBeginLoc()};
}

/// Finds the arguments of the calls whose function a template knows itself.
class KnownArguments : public RecursiveASTVisitor<KnownArguments> {
public:
  explicit KnownArguments(const Form &F) : F(F) {}
  std::set<Place> Found;
  /// Those that spill binds to what the function takes.
  std::set<Place> Bound;
  bool VisitExpr(Expr *E) {
    if (!E->isTypeDependent())
      for (const Expr *Arg : argumentsOf(E))
        Found.insert(placeOf(E, Arg));
    return true;
  }
  bool VisitCoyieldExpr(CoyieldExpr *E) {
    const Expr *Call = yieldCall(E);
    const PromiseCall Yield = Call ? asPromiseCall(Call) : PromiseCall();
    if (!Yield || Yield.Arguments.size() != 1)
      return true;
    const Expr *Yielded = Yield.Arguments[0];
    if (yieldedReference(F, Call))
      (Yielded->refersToBitField() ? Found : Bound)
          .insert(placeOf(Call, Yielded));
    const std::optional<QualType> T = yieldedType(F, Call);
    if (const auto *R = T ? (*T)->getAsCXXRecordDecl() : nullptr;
        R && R->isAggregate())
      members(Yielded);
    return true;
  }

private:
  /// Of an aggregate that \p List makes the elements are parts.
  void members(const Expr *List) {
    if (const auto *L = dyn_cast<InitListExpr>(List))
      for (const Expr *Init : L->inits())
        Found.insert(placeOf(L, Init));
  }
  const Form &F;
};

/// The operands of \p E, in the order of their evaluation.
llvm::SmallVector<const Expr *, 4> operandsOf(const Expr *E) {
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!isa<AbstractConditionalOperator>(E) && !(B && B->isLogicalOp()))
    return evaluationOrder(E);
  llvm::SmallVector<const Expr *, 4> Ops;
  for (const Stmt *Child : E->children())
    Ops.push_back(cast<Expr>(Child));
  return Ops;
}

/// Looks for an argument that is converted, or made by value, in front of a
/// suspension of its full expression.
class ArgumentCheck {
public:
  /// \p Known: where arguments stand that need no instance.
  ArgumentCheck(const Form &F, const KnownArguments &Known, bool IsSpilled,
                const Stmt *Body)
      : F(F), Known(Known), IsSpilled(IsSpilled),
        Changing(findChangingVariables(Body)) {
    statement(Body);
  }
  const Expr *Found = nullptr;

private:
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
        if (const auto *V = dyn_cast<VarDecl>(Each))
          statement(V->getInit());
      return;
    }
    for (const Stmt *Child : S->children())
      statement(Child);
  }

  /// \p Early: a suspension follows \p E.
  void expression(const Expr *E, bool Early) {
    if (const auto *C = dyn_cast<CoroutineSuspendExpr>(E))
      return expression(C->getCommonExpr(), true);
    if (const auto *S = dyn_cast<StmtExpr>(E))
      return statement(S->getSubStmt());
    // Spill knows more: what stands in a branch, or is a part of an object.
    Early |= F.EarlyValues.count({E->getBeginLoc(), E->getEndLoc()}) != 0;
    bool Later = Early, Behind = false;
    const auto Ops = operandsOf(E);
    for (const Expr *Op : llvm::reverse(Ops)) {
      if (Found)
        return;
      if (llvm::is_contained(argumentsOf(E), Op) && !isKnown(E, Op) &&
          // What is captured is a part of the closure.
          ((Early && !isa<LambdaExpr>(E) && isMadeForCall(Op) &&
            !isMovedAway(E, Op)) ||
           (Behind && isMadeLate(Op)) || isMadeBetween(E, Ops, Op)))
        Found = Op;
      else
        expression(Op, Later);
      Later |= suspends(Op);
      Behind |= suspends(Op);
    }
  }

  /// True if what \p Arg of \p E becomes is made in its turn. Nothing can refer
  /// to a bit-field of which the template does not know.
  bool isKnown(const Expr *E, const Expr *Arg) const {
    const Place P = placeOf(E, Arg);
    return Known.Found.count(P) ||
           (Known.Bound.count(P) && !skipImplicit(Arg)->refersToBitField());
  }

  /// True if an object of \p R has no state: its members have none.
  static bool isStateless(const CXXRecordDecl *R) {
    auto OfMember = [](QualType T) {
      const auto *Member = T->getAsCXXRecordDecl();
      return Member && isStateless(Member);
    };
    return R->hasDefinition() && !R->isUnion() && !R->isDynamicClass() &&
           llvm::all_of(R->fields(),
                        [&](const FieldDecl *Field) {
                          return OfMember(Field->getType());
                        }) &&
           llvm::all_of(R->bases(), [&](const CXXBaseSpecifier &Base) {
             return OfMember(Base.getType());
           });
  }

  /// True if \p E, a default argument, makes an object that could be missed:
  /// not one without state, such as an allocator.
  static bool makesObject(const Stmt *E) {
    const auto *M = dyn_cast<MaterializeTemporaryExpr>(E);
    const auto *R = M ? M->getType()->getAsCXXRecordDecl() : nullptr;
    if (M && !(R && isStateless(R) && canRelocate(M->getType())))
      return true;
    return llvm::any_of(E->children(), [](const Stmt *Child) {
      return Child && makesObject(Child);
    });
  }

  /// True if \p C, called with constants, may do something that can be told.
  bool mayAct(const CXXConstructorDecl *C) const {
    return !C->isTrivial() && !C->isConstexpr() &&
           !F.Context.getSourceManager().isInSystemHeader(C->getLocation());
  }

  /// True if it matters that \p Arg, an argument, is made behind the suspension
  /// of another one: unless nobody can tell, and what it is made of does not
  /// change.
  bool isMadeLate(const Expr *Arg) const {
    const Expr *Object = Arg;
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Arg);
        M && isMadeForCall(M))
      Object = M->getSubExpr();
    if (!Object->isPRValue())
      return isMadeForCall(Arg);
    if (!Object->getType()->isRecordType())
      return Object != Arg && !isInvariant(Object, Changing);
    if (!canRelocate(Object->getType()) && !isEmptyOnceMoved(Object->getType()))
      return true;
    const Expr *Maker = skipToMaker(Object);
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Maker))
      Maker = Cast->getSubExpr();
    else if (const auto *Ctor = dyn_cast<CXXConstructExpr>(Maker);
             !Ctor || isa<CXXTemporaryObjectExpr>(Ctor) ||
             Ctor->isListInitialization())
      return false;
    const auto *Ctor = dyn_cast<CXXConstructExpr>(skipToMaker(Maker));
    return !Ctor || mayAct(Ctor->getConstructor()) ||
           llvm::any_of(Ctor->arguments(), [this](const Expr *From) {
             return !isa<CXXDefaultArgExpr, StringLiteral>(
                        skipImplicit(From)) &&
                    !(From->isPRValue() && isInvariant(From, Changing)) &&
                    !staysTheSame(skipImplicit(From));
           });
  }

  /// True if \p E is an object without state, a constant, or a variable of the
  /// coroutine that nothing changes.
  bool staysTheSame(const Expr *E) const {
    const auto *R = E->getType()->getAsCXXRecordDecl();
    if (R && isStateless(R))
      return isa<DeclRefExpr>(E);
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && !V->getType()->isReferenceType() &&
           ((V->isConstexpr() && !(R && R->hasMutableFields())) ||
            (V->hasLocalStorage() && !Changing.contains(V)));
  }

  /// True if \p Arg is a default argument that g++ may evaluate in front of
  /// what a suspension among \p Ops gives, which spill has not held.
  bool isMadeBetween(const Expr *E, llvm::ArrayRef<const Expr *> Ops,
                     const Expr *Arg) const {
    const auto *D = dyn_cast<CXXDefaultArgExpr>(Arg);
    if (!IsSpilled || !D || !isUnordered(E) || !hasEffects(D) ||
        F.Context.getSourceManager().isInSystemHeader(
            D->getParam()->getLocation()))
      return false;
    auto Last = llvm::find_if(llvm::reverse(Ops),
                              [](const Expr *Op) { return suspends(Op); });
    return Last != llvm::reverse(Ops).end() &&
           !F.HeldValues.count({(*Last)->getBeginLoc(), (*Last)->getEndLoc()});
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
    // What an arrow gives has an arrow of its own, which is not written.
    if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Maker);
        Arrow && Arrow->getOperator() == OO_Arrow)
      return true;
    // A constructor that nobody has written.
    const auto *Ctor = dyn_cast<CXXConstructExpr>(Maker);
    return Ctor && !isa<CXXTemporaryObjectExpr>(Ctor) &&
           !Ctor->isListInitialization();
  }

  const Form &F;
  const KnownArguments &Known;
  const bool IsSpilled;
  const llvm::DenseSet<const VarDecl *> Changing;
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

llvm::SmallVector<Decl *, 2> templatesAround(const FunctionDecl *Function) {
  auto Semantic = [](const Decl *D) { return D->getDeclContext(); };
  auto Lexical = [](const Decl *D) { return D->getLexicalDeclContext(); };
  llvm::SmallVector<Decl *, 2> Found;
  if (Decl *Outer = outermostTemplate(Function, Semantic))
    Found.push_back(Outer);
  // A friend is a member by its text alone.
  if (Decl *Around = outermostTemplate(Function, Lexical);
      Around && !llvm::is_contained(Found, Around))
    Found.push_back(Around);
  return Found;
}

/// The bodies of \p F in the instances that the file has.
static llvm::SmallVector<const Stmt *, 8> instancesOf(const Form &F) {
  InstanceFinder Instances(F.Function);
  for (Decl *Each : templatesAround(F.Function))
    Instances.TraverseDecl(Each);
  llvm::erase(Instances.Bodies, F.Coroutine->getBody());
  return std::move(Instances.Bodies);
}

namespace {
/// The variable that \p E names.
const VarDecl *namedBy(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParens());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// Finds the variables that something else than a built-in operator gets hold
/// of, and those that such an operator changes.
class AccessFinder : public RecursiveASTVisitor<AccessFinder> {
public:
  llvm::DenseSet<const VarDecl *> Escaping, Assigned;
  bool TraverseImplicitCastExpr(ImplicitCastExpr *E) {
    return (E->getCastKind() == CK_LValueToRValue &&
            namedBy(E->getSubExpr())) ||
           RecursiveASTVisitor::TraverseImplicitCastExpr(E);
  }
  // The other form has no conversions.
  bool TraverseInitListExpr(InitListExpr *L) {
    return TraverseSynOrSemInitListExpr(
        L->getSemanticForm() ? L->getSemanticForm() : L);
  }
  bool TraverseUnaryOperator(UnaryOperator *E) {
    if (E->isIncrementDecrementOp())
      if (const VarDecl *V = namedBy(E->getSubExpr()))
        return Assigned.insert(V), true;
    return RecursiveASTVisitor::TraverseUnaryOperator(E);
  }
  bool TraverseBinaryOperator(BinaryOperator *E) {
    return assign(E) || RecursiveASTVisitor::TraverseBinaryOperator(E);
  }
  bool TraverseCompoundAssignOperator(CompoundAssignOperator *E) {
    return assign(E) || RecursiveASTVisitor::TraverseCompoundAssignOperator(E);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *V = dyn_cast<VarDecl>(E->getDecl()))
      Escaping.insert(V);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *L) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable())
        if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
          Escaping.insert(V);
    return true;
  }

private:
  bool assign(BinaryOperator *E) {
    const VarDecl *V = E->isAssignmentOp() ? namedBy(E->getLHS()) : nullptr;
    if (V) {
      Assigned.insert(V);
      TraverseStmt(E->getRHS());
    }
    return V;
  }
};

/// Looks for a value that is taken of one of the objects that spill has held,
/// and may change.
class ValueCheck {
public:
  ValueCheck(const Form &F, const Stmt *Body)
      : F(F), Changing(findChangingVariables(Body)) {
    All.TraverseStmt(const_cast<Stmt *>(Body));
    visit(Body);
  }
  const Expr *Found = nullptr;
  /// An object that has to be moved, where native code makes it in place.
  const Expr *Moved = nullptr;

private:
  void visit(const Stmt *S) {
    if (!S || Found || Moved)
      return;
    if (const auto *E = dyn_cast<Expr>(S)) {
      if (!Whole && !suspends(E))
        return;
      llvm::SaveAndRestore Saved(Whole, Whole ? Whole : E);
      return visit(E, /*Acts=*/false, /*IsBound=*/true);
    }
    for (const Stmt *Child : S->children())
      visit(Child);
  }

  /// \p Acts: an effect follows in the same expression. \p IsBound: the object
  /// that \p E makes is looked at in its place.
  void visit(const Expr *E, bool Acts, bool IsBound) {
    if (Found || Moved)
      return;
    const std::pair Range(E->getBeginLoc(), E->getEndLoc());
    // A list within a list may have no type.
    const QualType T = E->getType();
    if (!IsBound && !T.isNull() && E->isPRValue() && T->isRecordType() &&
        F.HeldValues.count(Range) && !canRelocate(T) && !isEmptyOnceMoved(T))
      Moved = E;
    if (const auto *C = dyn_cast<CoroutineSuspendExpr>(E))
      return visit(C->getCommonExpr(), true, true);
    if (const auto *S = dyn_cast<StmtExpr>(E))
      return visit(S->getSubStmt());
    const auto *C = dyn_cast<ImplicitCastExpr>(E);
    if (Acts && C && C->getCastKind() == CK_LValueToRValue &&
        !isInvariant(C, Changing) && F.HeldObjects.count(Range) &&
        mayChange(C->getSubExpr()))
      Found = C;
    // What has operands is made of them before that effect.
    Acts &= isa<CastExpr, ParenExpr, FullExpr, MaterializeTemporaryExpr>(E);
    IsBound =
        isPlaceOrDiscard(E) ||
        (IsBound &&
         isa<ParenExpr, FullExpr, CXXBindTemporaryExpr, ImplicitCastExpr>(E));
    const auto Ops = operandsOf(E);
    for (const Expr *Op : llvm::reverse(Ops)) {
      visit(Op, Acts, IsBound);
      Acts |= suspends(Op) || hasEffects(Op);
    }
  }

  /// True if the operands of \p E are looked at in their place, or not at all.
  static bool isPlaceOrDiscard(const Expr *E) {
    const auto *B = dyn_cast<BinaryOperator>(E);
    const auto *C = dyn_cast<CastExpr>(E);
    return isa<MaterializeTemporaryExpr, MemberExpr>(E) ||
           (B && B->isCommaOp()) || (C && C->getCastKind() == CK_ToVoid);
  }

  /// False of a variable that only this function knows, and changes elsewhere.
  bool mayChange(const Expr *E) const {
    const VarDecl *V = namedBy(E);
    if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() ||
        V->getType().isVolatileQualified() || All.Escaping.contains(V))
      return true;
    AccessFinder Here;
    Here.TraverseStmt(const_cast<Expr *>(Whole));
    return Here.Assigned.contains(V);
  }

  const Form &F;
  AccessFinder All;
  llvm::DenseSet<const VarDecl *> Changing;
  /// The outermost expression around the one that is looked at.
  const Expr *Whole = nullptr;
};
} // namespace

/// \p IsSpilled: what spill has found out is known.
static void checkArguments(Form &F, bool IsSpilled) {
  KnownArguments Known(F);
  Known.TraverseStmt(F.Coroutine->getBody());
  for (const Stmt *Body : instancesOf(F)) {
    ArgumentCheck Check(F, Known, IsSpilled, Body);
    if (Check.Found)
      F.refuse(Check.Found->getExprLoc(),
               "an instance of the template makes an argument in front of a "
               "suspension");
  }
}

/// Looks for a local of the frame whose type, of an instance, is a reference:
/// the frame has an object there.
static void checkReferences(Form &F) {
  llvm::DenseSet<SourceLocation> Objects;
  for (const Slot *S : F.slots())
    if (S->Kind == Slot::Local && S->Decl && !S->IsReference &&
        isUnknown(S->Type))
      Objects.insert(S->Decl->getLocation());
  if (Objects.empty())
    return;
  struct Finder : InstanceVisitor<Finder> {
    explicit Finder(const llvm::DenseSet<SourceLocation> &Objects)
        : Objects(Objects) {}
    bool VisitVarDecl(VarDecl *V) {
      if (V->getType()->isReferenceType() && Objects.contains(V->getLocation()))
        Found = V;
      return !Found;
    }
    const llvm::DenseSet<SourceLocation> &Objects;
    const VarDecl *Found = nullptr;
  } Find(Objects);
  for (const Stmt *Body : instancesOf(F))
    Find.TraverseStmt(const_cast<Stmt *>(Body));
  if (Find.Found)
    F.refuse(Find.Found->getLocation(),
             "an instance of the template has a reference where its text "
             "declares an object");
}

/// Looks for a constant of the function around a lambda that an instance
/// captures: for its text, which says only its name, it is no more than a
/// value.
static void checkConstants(Form &F) {
  if (!F.isLambda())
    return;
  struct Finder : InstanceVisitor<Finder> {
    explicit Finder(const Form &F) {
      for (const Slot *S : F.Captures)
        Captured.insert(S->Decl->getLocation());
    }
    // A generic lambda in an instance is a template still.
    bool VisitExpr(Expr *E) {
      IsOpen |= E->isTypeDependent();
      return !IsOpen;
    }
    bool VisitDeclRefExpr(DeclRefExpr *E) {
      const auto *V = dyn_cast<VarDecl>(E->getDecl());
      if (V && V->isConstexpr() && E->refersToEnclosingVariableOrCapture() &&
          E->isNonOdrUse() != NOUR_Constant &&
          E->isNonOdrUse() != NOUR_Unevaluated &&
          !Captured.contains(V->getLocation()))
        Found = E;
      return true;
    }
    llvm::DenseSet<SourceLocation> Captured;
    const DeclRefExpr *Found = nullptr;
    bool IsOpen = false;
  };
  for (const Stmt *Body : instancesOf(F)) {
    Finder Find(F);
    Find.TraverseStmt(const_cast<Stmt *>(Body));
    if (!Find.Found || Find.IsOpen)
      continue;
    return F.refuse(Find.Found->getExprLoc(),
                    "an instance of the template captures a constant");
  }
}

/// Looks for an operator that spill has taken apart as a built-in one, whose
/// right operand comes second or not at all, and an instance overloads.
static void checkOperators(Form &F) {
  if (F.BuiltIns.empty())
    return;
  struct Finder : InstanceVisitor<Finder> {
    explicit Finder(const Form &F) : F(F) {}
    bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
      if (F.BuiltIns.count({C->getOperatorLoc(), C->getOperatorLoc()}))
        Found = C;
      return !Found;
    }
    const Form &F;
    const Expr *Found = nullptr;
  } Overloaded(F);
  for (const Stmt *Body : instancesOf(F))
    Overloaded.TraverseStmt(const_cast<Stmt *>(Body));
  if (Overloaded.Found)
    F.refuse(Overloaded.Found->getExprLoc(),
             "a suspension in an operand of an operator that may be "
             "overloaded");
}

/// Looks for a fold to the left whose operator, which spill has left behind all
/// of its operands, could be told to come late: an overloaded one, unless a
/// library's on objects that show nothing, and one that reads a variable.
static void checkFolds(Form &F) {
  if (F.LeftFolds.empty())
    return;
  struct Finder : InstanceVisitor<Finder> {
    explicit Finder(const Form &F) : F(F) {}
    bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
      const FunctionDecl *D = C->getDirectCallee();
      if (F.LeftFolds.count(C->getOperatorLoc()) &&
          !(D &&
            F.Context.getSourceManager().isInSystemHeader(D->getLocation()) &&
            llvm::all_of(C->arguments(),
                         [](const Expr *Arg) {
                           return Arg->isPRValue() ||
                                  isa<MaterializeTemporaryExpr>(Arg);
                         }) &&
            canRelocate(C->getType())))
        Found = C;
      return !Found;
    }
    bool VisitBinaryOperator(BinaryOperator *B) {
      auto Reads = [](const Expr *E) {
        const auto *C = dyn_cast<ImplicitCastExpr>(E->IgnoreParens());
        while (C && C->getCastKind() != CK_LValueToRValue)
          C = dyn_cast<ImplicitCastExpr>(C->getSubExpr()->IgnoreParens());
        return C && suspends(C);
      };
      if (F.LeftFolds.count(B->getOperatorLoc()) &&
          (Reads(B->getLHS()) || Reads(B->getRHS())))
        Found = B;
      return !Found;
    }
    const Form &F;
    const Expr *Found = nullptr;
  } Fold(F);
  for (const Stmt *Body : instancesOf(F))
    Fold.TraverseStmt(const_cast<Stmt *>(Body));
  if (Fold.Found)
    F.refuse(Fold.Found->getExprLoc(),
             "a suspension in a fold expression of this kind");
}

static void checkHeldObjectsOf(Form &F) {
  checkOperators(F);
  checkFolds(F);
  checkArguments(F, /*IsSpilled=*/true);
  checkReferences(F);
  checkConstants(F);
  if (F.HeldObjects.empty() && F.HeldValues.empty())
    return;
  for (const Stmt *Body : instancesOf(F)) {
    ValueCheck Check(F, Body);
    if (Check.Found)
      return F.refuse(Check.Found->getExprLoc(),
                      "an instance of the template takes the value of what may "
                      "change in front of a suspension");
    if (Check.Moved)
      return F.refuse(
          Check.Moved->getExprLoc(),
          "an instance of the template makes an argument in front of "
          "a suspension");
  }
}

static void checkChoicesAndArguments(Form &F) {
  auto CheckChoices = [&](const Stmt *Body) {
    if (const Expr *E = findMovedChoice(Body))
      F.refuse(E->getExprLoc(),
               "a template makes an object in a branch that suspends, for "
               "something else than a variable");
  };
  CheckChoices(F.Coroutine->getBody());
  for (const Stmt *Body : instancesOf(F))
    CheckChoices(Body);
  checkArguments(F, /*IsSpilled=*/false);
}

/// Calls \p Check, and notes that an instance is why it refuses.
static void askInstances(Form &F, llvm::function_ref<void(Form &)> Check) {
  if (F.refused())
    return;
  Check(F);
  F.RefusedByInstance = F.refused();
}

void checkInstances(Form &F) { askInstances(F, checkChoicesAndArguments); }
void checkHeldObjects(Form &F) { askInstances(F, checkHeldObjectsOf); }

} // namespace switchback
