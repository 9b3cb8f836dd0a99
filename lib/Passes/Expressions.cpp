//===- Expressions.cpp - Facts about expressions --------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See Spill.h. Nothing here changes the form.
///
//===----------------------------------------------------------------------===//
#include "Crossing.h"
#include "Spill.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace switchback {

llvm::SmallVector<const Expr *, 4> evaluationOrder(const Expr *E) {
  llvm::SmallVector<const Expr *, 4> Ops;
  auto AddArgs = [&](auto &&Args) {
    for (const Expr *A : Args)
      Ops.push_back(A);
  };
  if (isConstantQuestion(E))
    return Ops;
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E)) {
    // [over.match.oper]: sequenced as the built-in operator.
    AddArgs(C->arguments());
    if (C->isAssignmentOp() && Ops.size() == 2)
      std::swap(Ops[0], Ops[1]);
    return Ops;
  }
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Callee = C->getCallee()->IgnoreParens();
    if (const auto *M = dyn_cast<MemberExpr>(Callee))
      Ops.push_back(M->getBase());
    else if (const auto *B = dyn_cast<BinaryOperator>(Callee))
      AddArgs(std::initializer_list<const Expr *>{B->getLHS(), B->getRHS()});
    AddArgs(C->arguments());
    return Ops;
  }
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    // Of a function that only an instance knows, the object is evaluated.
    const Expr *Callee = C->getCallee()->IgnoreParens();
    if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
      if (!M->isImplicitAccess())
        Ops.push_back(M->getBase());
    } else if (const auto *M = dyn_cast<UnresolvedMemberExpr>(Callee)) {
      if (!M->isImplicitAccess())
        Ops.push_back(M->getBase());
    } else if (const auto *M = dyn_cast<MemberExpr>(Callee);
               M && isa<CXXMethodDecl>(M->getMemberDecl())) {
      if (!M->isImplicitAccess())
        Ops.push_back(M->getBase());
    } else if (const auto *B = dyn_cast<BinaryOperator>(Callee);
               B && isMemberPointerCall(B)) {
      // Nothing can hold `object.*function`.
      AddArgs(std::initializer_list<const Expr *>{B->getLHS(), B->getRHS()});
    } else if (!isa<OverloadExpr, DependentScopeDeclRefExpr>(Callee))
      Ops.push_back(C->getCallee());
    AddArgs(C->arguments());
    return Ops;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isAssignmentOp())
      return {B->getRHS(), B->getLHS()};
    return {B->getLHS(), B->getRHS()};
  }
  if (const auto *R = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    if (R->isReversed())
      return {R->getRHS(), R->getLHS()};
    return {R->getLHS(), R->getRHS()};
  }
  if (const auto *N = dyn_cast<CXXNewExpr>(E)) {
    if (N->isArray() && *N->getArraySize())
      Ops.push_back(*N->getArraySize());
    AddArgs(N->placement_arguments());
    if (N->getInitializer())
      Ops.push_back(N->getInitializer());
    return Ops;
  }
  if (const auto *L = dyn_cast<LambdaExpr>(E)) {
    for (const Expr *Init : L->capture_inits())
      if (Init)
        Ops.push_back(Init);
    return Ops;
  }
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr,
          CXXDefaultArgExpr, CXXDefaultInitExpr, OpaqueValueExpr>(E))
    return Ops;
  if (const Expr *Array = copiedArray(E))
    return {Array};
  if (const Expr *Awaited = unknownOperand(E))
    return {Awaited};
  if (const auto *C = dyn_cast<CoroutineSuspendExpr>(E))
    return {C->getCommonExpr()};
  if (isa<OverloadExpr>(E) && !isa<UnresolvedMemberExpr>(E))
    return Ops;
  if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(E);
      M && M->isImplicitAccess())
    return Ops;
  if (const auto *M = dyn_cast<UnresolvedMemberExpr>(E);
      M && M->isImplicitAccess())
    return Ops;
  for (const Stmt *Child : E->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      if (!isa<ImplicitValueInitExpr>(Sub))
        Ops.push_back(Sub);
  return Ops;
}

bool isConstantQuestion(const Stmt *S) {
  const auto *C = dyn_cast<CallExpr>(S);
  return C && C->getBuiltinCallee() == Builtin::BI__builtin_constant_p;
}

static bool isInSystemHeader(const Decl *D) {
  return D->getASTContext().getSourceManager().isInSystemHeader(
      D->getLocation());
}

/// True if \p D only gives what it is given: `std::move`.
static bool passesOn(const FunctionDecl *D) {
  static constexpr llvm::StringLiteral Names[] = {
      "move", "forward", "as_const", "get", "addressof", "ref", "cref"};
  return D->isInStdNamespace() && D->getIdentifier() &&
         llvm::is_contained(Names, D->getName());
}

bool hasEffects(const Expr *E) {
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    // `v.size()` of a library's class.
    const FunctionDecl *D = C->getDirectCallee();
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(D);
    if (!(M && M->isConst() && isInSystemHeader(M)) && !(D && passesOn(D)))
      return true;
  } else if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    const CXXConstructorDecl *D = C->getConstructor();
    if (!D->isTrivial() && !(isInSystemHeader(D) && canRelocate(E->getType())))
      return true;
  } else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E)) {
    return hasEffects(D->getExpr());
  } else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E)) {
    return hasEffects(D->getExpr());
  } else if (const auto *L = dyn_cast<LambdaExpr>(E)) {
    return llvm::any_of(L->capture_inits(), [](const Expr *Init) {
      return Init && hasEffects(Init);
    });
  } else if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->isIncrementDecrementOp())
      return true;
  } else if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isAssignmentOp())
      return true;
  } else if (isa<CoroutineSuspendExpr, DependentCoawaitExpr,
                 CXXUnresolvedConstructExpr, CXXNewExpr, CXXDeleteExpr,
                 CXXThrowExpr, StmtExpr, AtomicExpr, VAArgExpr,
                 CXXInheritedCtorInitExpr>(E)) {
    return true;
  } else if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr>(E)) {
    return false;
  }
  if (E->isGLValue() && E->getType().isVolatileQualified())
    return true;
  return llvm::any_of(E->children(), [](const Stmt *Child) {
    const auto *Sub = dyn_cast_or_null<Expr>(Child);
    return Sub && hasEffects(Sub);
  });
}

static bool isPromise(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreImpCasts());
  return Ref && Ref->getDecl()->isImplicit() &&
         Ref->getDecl()->getDeclName().isIdentifier() &&
         Ref->getDecl()->getName() == "__promise";
}

const Expr *unknownOperand(const Expr *E) {
  if (const auto *D = dyn_cast<DependentCoawaitExpr>(E))
    return D->getOperand();
  const auto *C = dyn_cast<CoroutineSuspendExpr>(E);
  return C && !C->getResumeExpr() ? C->getOperand() : nullptr;
}

PromiseCall asPromiseCall(const Expr *E) {
  PromiseCall Result;
  const auto *C = dyn_cast<CallExpr>(E);
  if (!C)
    return Result;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(C);
  if (Operator && Operator->getOperator() != OO_Call)
    return Result;
  const Expr *Member = Operator ? Operator->getArg(0) : C->getCallee();
  if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(Member);
      M && !M->isImplicitAccess() && isPromise(M->getBase())) {
    Result.Call = C;
    Result.Name = M->getMember().getAsIdentifierInfo()->getName();
    Result.Arguments.append(C->arg_begin(), C->arg_end());
    return Result;
  }
  // `get_return_object(this promise_type &)`
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(C->getCalleeDecl());
      Method && Method->isExplicitObjectMemberFunction() && !Operator &&
      C->getNumArgs() && isPromise(C->getArg(0)) &&
      Method->getDeclName().isIdentifier()) {
    Result.Call = C;
    Result.Name = Method->getName();
    Result.Callee = Method;
    Result.Arguments.append(std::next(C->arg_begin()), C->arg_end());
    return Result;
  }
  const auto *M = dyn_cast<MemberExpr>(Member->IgnoreParenImpCasts());
  if (!M)
    return Result;
  if (!isPromise(M->getBase()) ||
      !M->getMemberDecl()->getDeclName().isIdentifier())
    return Result;
  Result.Call = C;
  Result.Name = M->getMemberDecl()->getName();
  Result.Callee = C->getDirectCallee();
  for (const Expr *Arg : llvm::drop_begin(C->arguments(), Operator ? 1 : 0))
    Result.Arguments.push_back(Arg);
  return Result;
}

const CXXOperatorCallExpr *asCoAwaitCall(const Expr *E) {
  const auto *C = dyn_cast<CXXOperatorCallExpr>(E);
  return C && C->getOperator() == OO_Coawait ? C : nullptr;
}

const Expr *skipImplicit(const Expr *E) {
  while (true) {
    if (const auto *F = dyn_cast<FullExpr>(E))
      E = F->getSubExpr();
    else if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *U = dyn_cast<UnaryOperator>(E);
             U && isExtensionOfAwait(U))
      E = U->getSubExpr();
    else
      return E;
  }
}

static const Expr *skipParensAndNoOps(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    const auto *C = dyn_cast<ImplicitCastExpr>(E);
    if (!C)
      return E;
    switch (C->getCastKind()) {
    case CK_NoOp:
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase:
    case CK_ArrayToPointerDecay:
    case CK_FunctionToPointerDecay:
    case CK_BuiltinFnToFnPtr:
    case CK_IntegralCast:
    case CK_IntegralToBoolean:
    case CK_IntegralToFloating:
    case CK_FloatingCast:
    case CK_NullToPointer:
    case CK_BitCast:
      E = C->getSubExpr();
      continue;
    default:
      return E;
    }
  }
}

static bool isInvariantObject(const Expr *E,
                              const llvm::DenseSet<const VarDecl *> &Changing) {
  E = skipParensAndNoOps(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    return !V || V->getTLSKind() == VarDecl::TLS_None;
  }
  if (isa<StringLiteral, PredefinedExpr>(E))
    return true;
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (isa<VarDecl, EnumConstantDecl>(M->getMemberDecl()) ||
        M->getMemberDecl()->getType()->isReferenceType())
      return !M->getMemberDecl()->getType()->isReferenceType();
    if (M->isArrow())
      return isInvariant(M->getBase(), Changing);
    return M->getBase()->isGLValue() &&
           isInvariantObject(M->getBase(), Changing);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_Deref && isInvariant(U->getSubExpr(), Changing);
  return false;
}

bool isMemberPointerCall(const BinaryOperator *Callee) {
  return Callee->getOpcode() == BO_PtrMemD ||
         (Callee->getOpcode() == BO_PtrMemI &&
          Callee->getLHS()->getType()->isPointerType());
}

bool readsFirst(const Expr *E) {
  E = skipImplicit(E);
  if (const auto *C = dyn_cast<CXXFunctionalCastExpr>(E))
    E = C->getSubExpr()->IgnoreImplicit();
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return !C->isStdInitListInitialization();
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 1 &&
           (List->getInit(0)->isGLValue() ||
            List->getInit(0)->getType()->isScalarType());
  return isa<CallExpr>(E);
}

bool isInvariant(const Expr *E,
                 const llvm::DenseSet<const VarDecl *> &Changing) {
  E = skipParensAndNoOps(E);
  if (E->isGLValue())
    return isInvariantObject(E, Changing);
  if (isa<IntegerLiteral, FloatingLiteral, CharacterLiteral, CXXBoolLiteralExpr,
          CXXNullPtrLiteralExpr, CXXThisExpr, UnaryExprOrTypeTraitExpr,
          CXXNoexceptExpr, GNUNullExpr, CXXScalarValueInitExpr,
          ImplicitValueInitExpr, CXXDefaultArgExpr, TypeTraitExpr,
          StringLiteral>(E)) // one that initialises an array
    return true;
  if (const auto *L = dyn_cast<LambdaExpr>(E))
    return L->capture_size() == 0;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return isa<EnumConstantDecl, NonTypeTemplateParmDecl, FunctionDecl>(
        Ref->getDecl()); // a built-in function is no lvalue
  if (const auto *C = dyn_cast<ImplicitCastExpr>(E);
      C && C->getCastKind() == CK_LValueToRValue) {
    const Expr *Object = skipParensAndNoOps(C->getSubExpr());
    const auto *Ref = dyn_cast<DeclRefExpr>(Object);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!V || V->getType().isVolatileQualified() ||
        V->getType()->isReferenceType())
      return false;
    if (V->getType().isConstQualified())
      return true;
    return V->hasLocalStorage() && !Changing.contains(V);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_AddrOf)
      return isInvariantObject(U->getSubExpr(), Changing);
    if (U->getOpcode() == UO_Minus || U->getOpcode() == UO_Plus ||
        U->getOpcode() == UO_Not || U->getOpcode() == UO_LNot)
      return isInvariant(U->getSubExpr(), Changing);
    return false;
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    // A tag such as `std::nothrow_t{}`.
    return C->getNumArgs() == 0 && C->getConstructor()->isTrivial() &&
           C->getConstructor()->getParent()->isEmpty();
  }
  if (const auto *I = dyn_cast<InitListExpr>(E)) {
    const auto *R = I->getType()->getAsCXXRecordDecl();
    return I->getNumInits() == 0 && R && R->isEmpty() &&
           R->hasTrivialDestructor();
  }
  if (const auto *C = dyn_cast<CXXFunctionalCastExpr>(E))
    return isInvariant(C->getSubExpr(), Changing);
  return false;
}

namespace {
/// Looks for a class of the user's with some property in a type and its parts.
class PartSearch {
public:
  explicit PartSearch(
      llvm::function_ref<bool(const CXXRecordDecl *)> IsObservable,
      bool SkipsOwners)
      : IsObservable(IsObservable), SkipsOwners(SkipsOwners) {}

  bool find(QualType T) {
    T = T.getCanonicalType();
    if (const auto *A = T->getAsArrayTypeUnsafe())
      return find(A->getElementType());
    // What is constant is copied where it would be moved.
    if (SkipsOwners && T.isConstQualified())
      return PartSearch(IsObservable, false).find(T);
    const auto *R = T->getAsCXXRecordDecl();
    // A class may be an argument of its own base.
    if (!R || !R->hasDefinition() || !Seen.insert(R).second)
      return false;
    if (R->getASTContext().getSourceManager().isInSystemHeader(
            R->getLocation())) {
      const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R);
      return Spec && !(SkipsOwners && isOwner(R)) &&
             findIn(Spec->getTemplateArgs().asArray());
    }
    return IsObservable(R) ||
           llvm::any_of(R->bases(),
                        [this](const auto &B) { return find(B.getType()); }) ||
           llvm::any_of(R->fields(), [this](const FieldDecl *Field) {
             return find(Field->getType());
           });
  }

private:
  /// True of a standard class that has nothing left when it was moved from.
  static bool isOwner(const CXXRecordDecl *R) {
    static constexpr llvm::StringLiteral Owners[] = {
        "unique_ptr", "shared_ptr", "weak_ptr",      "vector",
        "deque",      "list",       "map",           "set",
        "multimap",   "multiset",   "unordered_map", "unordered_set"};
    return R->isInStdNamespace() && R->getIdentifier() &&
           llvm::is_contained(Owners, R->getName());
  }
  /// What a library's template is made with is what it is made of.
  bool findIn(llvm::ArrayRef<TemplateArgument> Args) {
    return llvm::any_of(Args, [this](const TemplateArgument &A) {
      return A.getKind() == TemplateArgument::Pack
                 ? findIn(A.getPackAsArray())
                 : A.getKind() == TemplateArgument::Type && find(A.getAsType());
    });
  }

  llvm::function_ref<bool(const CXXRecordDecl *)> IsObservable;
  const bool SkipsOwners;
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
};
} // namespace

static bool
hasObservablePart(QualType T,
                  llvm::function_ref<bool(const CXXRecordDecl *)> IsObservable,
                  bool SkipsOwners = false) {
  return PartSearch(IsObservable, SkipsOwners).find(T);
}

/// True if the body of \p D can be seen to do nothing.
static bool hasEmptyBody(const FunctionDecl *D) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(D->getBody());
  return Body && Body->body_empty();
}

static bool hasUserDestructor(const CXXRecordDecl *R) {
  const CXXDestructorDecl *D = R->getDestructor();
  return D && D->isUserProvided() && !hasEmptyBody(D);
}

bool hasObservableDestruction(QualType T) {
  return T.isDestructedType() == QualType::DK_cxx_destructor &&
         hasObservablePart(T, hasUserDestructor);
}

/// `other.x`, moved or copied: what a copy or move constructor gives member x.
static const MemberExpr *memberOfOther(const Expr *E) {
  E = skipImplicit(E)->IgnoreParens();
  if (const auto *C = dyn_cast<CXXConstructExpr>(E);
      C && C->getConstructor()->isCopyOrMoveConstructor())
    return memberOfOther(C->getArg(0));
  if (const auto *C = dyn_cast<CallExpr>(E);
      C && C->getNumArgs() == 1 && C->getDirectCallee() &&
      C->getDirectCallee()->isInStdNamespace() &&
      C->getDirectCallee()->getDeclName().isIdentifier() &&
      C->getDirectCallee()->getName() == "move")
    return memberOfOther(C->getArg(0));
  return dyn_cast<MemberExpr>(E);
}

/// True if \p C, which the program wrote, copies every member and does nothing
/// else.
static bool copiesMembers(const CXXConstructorDecl *C) {
  const FunctionDecl *Definition = nullptr;
  if (!C->hasBody(Definition) || !hasEmptyBody(Definition) ||
      C->getParent()->getNumBases())
    return false;
  C = cast<CXXConstructorDecl>(Definition);
  return llvm::all_of(C->getParent()->fields(), [C](const FieldDecl *Field) {
    return llvm::any_of(C->inits(), [&](const CXXCtorInitializer *I) {
      const MemberExpr *M =
          I->getMember() == Field ? memberOfOther(I->getInit()) : nullptr;
      const auto *Other =
          M ? dyn_cast<DeclRefExpr>(skipImplicit(M->getBase())) : nullptr;
      return Other && Other->getDecl() == C->getParamDecl(0) &&
             M->getMemberDecl() == Field;
    });
  });
}

/// True if an object of class \p R can be made from an rvalue of it.
static bool isMovable(const CXXRecordDecl *R) {
  const CXXConstructorDecl *Copy = nullptr;
  for (const CXXConstructorDecl *C : R->ctors()) {
    if (C->isMoveConstructor())
      return !C->isDeleted() && C->getAccess() == AS_public;
    if (C->isCopyConstructor())
      Copy = C;
  }
  if (R->hasMoveConstructor())
    return !R->defaultedMoveConstructorIsDeleted();
  if (Copy)
    return !Copy->isDeleted() && Copy->getAccess() == AS_public &&
           R->hasCopyConstructorWithConstParam();
  return R->needsImplicitCopyConstructor() &&
         R->hasCopyConstructorWithConstParam() &&
         !R->defaultedCopyConstructorIsDeleted();
}

bool canRelocate(QualType T) {
  const auto *R = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  // Of a class of a template nothing is known.
  if (!R || R->isDependentContext() || !R->hasDefinition() ||
      R->isTriviallyCopyable())
    return true;
  return isMovable(R) && !hasObservablePart(T, [](const CXXRecordDecl *Part) {
           return hasUserDestructor(Part) ||
                  llvm::any_of(Part->ctors(), [](const CXXConstructorDecl *C) {
                    return C->isCopyOrMoveConstructor() &&
                           C->isUserProvided() && !copiesMembers(C);
                  });
         });
}

namespace {
/// Finds the members of one object that a function names, and those that it
/// gives new values: `object.x = ...` and `std::exchange(object.x, ...)`.
class MemberUses : public RecursiveASTVisitor<MemberUses> {
public:
  /// \p Object: a parameter; null for `this`.
  explicit MemberUses(const ParmVarDecl *Object) : Object(Object) {}
  llvm::SmallPtrSet<const ValueDecl *, 4> Named, Reset;

  bool VisitMemberExpr(MemberExpr *M) {
    if (const ValueDecl *D = member(M))
      Named.insert(D);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->getOpcode() == BO_Assign)
      reset(B->getLHS());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
    if (C->getOperator() == OO_Equal)
      reset(C->getArg(0));
    return true;
  }
  bool VisitCallExpr(CallExpr *C) {
    const FunctionDecl *D = C->getDirectCallee();
    if (D && D->isInStdNamespace() && D->getDeclName().isIdentifier() &&
        D->getName() == "exchange")
      reset(C->getArg(0));
    return true;
  }

private:
  const ValueDecl *member(const Expr *E) const {
    const auto *M = dyn_cast<MemberExpr>(skipImplicit(E)->IgnoreParens());
    if (!M || !isa<FieldDecl>(M->getMemberDecl()))
      return nullptr;
    const Expr *Base = skipImplicit(M->getBase())->IgnoreParens();
    const auto *Ref = dyn_cast<DeclRefExpr>(Base);
    const bool Found =
        Object ? Ref && Ref->getDecl() == Object : isa<CXXThisExpr>(Base);
    return Found ? M->getMemberDecl() : nullptr;
  }
  void reset(const Expr *E) {
    if (const ValueDecl *D = member(E))
      Reset.insert(D);
  }
  const ParmVarDecl *Object;
};
} // namespace

/// True if all that the destructor of \p R does depends on a member that the
/// move constructor resets: `if (handle) handle.destroy();`.
static bool destroysIfOwner(const CXXRecordDecl *R) {
  const FunctionDecl *Destructor = nullptr;
  if (!R->getDestructor()->hasBody(Destructor))
    return false;
  const auto *Body = dyn_cast<CompoundStmt>(Destructor->getBody());
  const auto *If = Body && Body->size() == 1
                       ? dyn_cast<IfStmt>(Body->body_front())
                       : nullptr;
  if (!If || If->getElse() || If->getInit() || If->getConditionVariable())
    return false;
  MemberUses Tested(nullptr);
  Tested.TraverseStmt(const_cast<Expr *>(If->getCond()));
  for (const CXXConstructorDecl *C : R->ctors()) {
    const FunctionDecl *Definition = nullptr;
    if (!C->isMoveConstructor() || !C->hasBody(Definition))
      continue;
    MemberUses Moved(Definition->getParamDecl(0));
    Moved.TraverseDecl(const_cast<FunctionDecl *>(Definition));
    return Tested.Named.size() == 1 &&
           Moved.Reset.contains(*Tested.Named.begin());
  }
  return false;
}

static bool ownsAlways(const CXXRecordDecl *Part) {
  return hasUserDestructor(Part) && !destroysIfOwner(Part);
}

bool isEmptyOnceMoved(QualType T) { return !hasObservablePart(T, ownsAlways); }

bool isEmptyAfterMove(QualType T) {
  return !hasObservablePart(T, ownsAlways, /*SkipsOwners=*/true);
}

const Expr *skipToMaker(const Expr *E) {
  while (true) {
    if (const auto *W = dyn_cast<FullExpr>(E))
      E = W->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *P = dyn_cast<ParenExpr>(E))
      E = P->getSubExpr();
    else if (const auto *C = dyn_cast<ImplicitCastExpr>(E);
             C && C->getCastKind() == CK_NoOp && C->isPRValue())
      E = C->getSubExpr();
    else if (const auto *U = dyn_cast<UnaryOperator>(E);
             U && isExtensionOfAwait(U))
      E = U->getSubExpr();
    else
      return E;
  }
}

/// What `T{...}`, `T(...)` and `(T){...}` say about the object.
static const Expr *skipTypeName(const Expr *E) {
  E = skipToMaker(E);
  if (const auto *C = dyn_cast<CompoundLiteralExpr>(E); C && C->isPRValue())
    E = skipToMaker(C->getInitializer());
  while (const auto *C = dyn_cast<CXXFunctionalCastExpr>(E)) {
    const Expr *Sub = skipToMaker(C->getSubExpr());
    if (!isa<InitListExpr, CXXParenListInitExpr, CXXFunctionalCastExpr>(Sub))
      break;
    E = Sub;
  }
  return E;
}

std::optional<llvm::ArrayRef<Expr *>> piecesOf(const Expr *E) {
  E = skipTypeName(E);
  if (!E->getType()->isRecordType() && !E->getType()->isArrayType())
    return std::nullopt;
  if (const auto *L = dyn_cast<InitListExpr>(E)) {
    if (const InitListExpr *Semantic = L->getSemanticForm())
      L = Semantic;
    // A list around one object of the type, or around a string.
    if (L->isTransparent() || L->isStringLiteralInit() ||
        E->getType()->isUnionType())
      return std::nullopt;
    return llvm::ArrayRef(const_cast<InitListExpr *>(L)->getInits(),
                          L->getNumInits());
  }
  if (const auto *L = dyn_cast<CXXParenListInitExpr>(E);
      L && !E->getType()->isUnionType()) {
    auto Inits = const_cast<CXXParenListInitExpr *>(L)->getInitExprs();
    return llvm::ArrayRef(Inits.begin(), Inits.size());
  }
  return std::nullopt;
}

bool needsPlace(const Expr *E, llvm::function_ref<bool(const Expr *)> IsApart) {
  // The parentheses of a template's initialiser have no type.
  if (E->getType().isNull() || !E->isPRValue() ||
      !(E->getType()->isRecordType() || E->getType()->isArrayType()))
    return false;
  const Expr *Made = skipToMaker(E);
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(Made))
    return IsApart(C->getTrueExpr()) || IsApart(C->getFalseExpr());
  if (const auto *B = dyn_cast<BinaryOperator>(Made); B && B->isCommaOp())
    return IsApart(B->getRHS()) && needsPlace(B->getRHS(), IsApart);
  if (isa<StmtExpr>(Made))
    return IsApart(Made);
  auto Pieces = piecesOf(Made);
  if (!Pieces)
    return false;
  size_t Last = 0;
  for (auto [I, Piece] : llvm::enumerate(*Pieces))
    if (IsApart(Piece))
      Last = I;
  for (const Expr *Piece : Pieces->take_front(Last)) {
    const auto *R = Piece->getType()->getAsRecordDecl();
    if (R && R->isAnonymousStructOrUnion())
      return true;
    if (Piece->isPRValue() && !isa<StringLiteral>(skipToMaker(Piece)) &&
        (Piece->getType()->isArrayType() || !canRelocate(Piece->getType())))
      return true;
  }
  return llvm::any_of(*Pieces, [&](const Expr *Piece) {
    return IsApart(Piece) && needsPlace(Piece, IsApart);
  });
}

bool hasTemporary(const Expr *E, bool Observable) {
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E);
      M && (!Observable || hasObservableDestruction(M->getType())))
    return true;
  return llvm::any_of(E->children(), [&](const Stmt *Child) {
    const auto *Sub = dyn_cast_or_null<Expr>(Child);
    return Sub && hasTemporary(Sub, Observable);
  });
}

bool isStdClass(QualType T, llvm::StringRef Name) {
  const auto *R = T->getAsCXXRecordDecl();
  return R && R->isInStdNamespace() && R->getDeclName().isIdentifier() &&
         R->getName() == Name;
}

std::string nameFor(const Expr *E) {
  E = skipImplicit(E)->IgnoreParens();
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    if (C->getNumArgs() == 1 && !isa<CXXTemporaryObjectExpr>(C))
      return nameFor(C->getArg(0));
    return C->getConstructor()->getParent()->getNameAsString();
  }
  if (const auto *C = dyn_cast<CXXFunctionalCastExpr>(E)) {
    if (const auto *R = C->getType()->getAsCXXRecordDecl())
      return R->getNameAsString();
    return nameFor(C->getSubExpr());
  }
  if (const auto *C = dyn_cast<ExplicitCastExpr>(E))
    return nameFor(C->getSubExpr());
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E))
    return C->getNumArgs() && C->getOperator() != OO_Call
               ? "result"
               : nameFor(C->getArg(0));
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    if (isa_and_nonnull<CXXConversionDecl>(C->getCalleeDecl()))
      return nameFor(cast<CXXMemberCallExpr>(C)->getImplicitObjectArgument());
    if (const FunctionDecl *F = C->getDirectCallee()) {
      if (!F->getDeclName().isIdentifier())
        return "result";
      if (F->isInStdNamespace() &&
          (F->getName() == "move" || F->getName() == "forward") &&
          C->getNumArgs() == 1)
        return nameFor(C->getArg(0));
      return F->getName().str();
    }
    // `move(x)` and `forward<T>(x)` of a template.
    std::string Name = nameFor(C->getCallee());
    return C->getNumArgs() == 1 && (Name == "move" || Name == "forward")
               ? nameFor(C->getArg(0))
               : Name;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl()->getDeclName().isIdentifier()
               ? Ref->getDecl()->getName().str()
               : "value";
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->getMemberDecl()->getDeclName().isIdentifier()
               ? M->getMemberDecl()->getName().str()
               : "value";
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return nameFor(U->getSubExpr());
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(E))
    return nameFor(S->getBase());
  if (const auto *S = dyn_cast<CoroutineSuspendExpr>(E))
    return nameFor(S->getOperand());
  if (const auto *S = dyn_cast<DependentCoawaitExpr>(E))
    return nameFor(S->getOperand());
  if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(E))
    return M->getMember().isIdentifier()
               ? M->getMember().getAsIdentifierInfo()->getName().str()
               : "value";
  if (const auto *O = dyn_cast<OverloadExpr>(E))
    return O->getName().isIdentifier()
               ? O->getName().getAsIdentifierInfo()->getName().str()
               : "value";
  if (isa<CXXThisExpr>(E))
    return "object";
  if (isa<LambdaExpr>(E))
    return "lambda";
  if (isa<StringLiteral>(E))
    return "text";
  if (const auto *R = E->getType()->getAsCXXRecordDecl())
    if (R->getDeclName().isIdentifier() && !R->getName().empty() &&
        isa<InitListExpr>(E))
      return R->getName().str();
  return "value";
}

} // namespace switchback
