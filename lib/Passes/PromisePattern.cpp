//===- PromisePattern.cpp - The promise of a coroutine template -----------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An instance decides which class the promise of a coroutine template is, but
/// it has not many to choose from: the pattern that the return type names, and
/// its specialisations. What all of them say alike is known of every instance,
/// and need not be left to the support header.
///
//===----------------------------------------------------------------------===//
#include "PromisePattern.h"
#include "Spill.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace switchback {

bool isPure(const FunctionDecl *F, std::optional<bool> Value) {
  const FunctionDecl *Definition = nullptr;
  if (!F || !F->hasBody(Definition))
    return false;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition->getBody());
  if (!Body || Body->size() != 1)
    return false;
  const auto *R = dyn_cast<ReturnStmt>(Body->body_front());
  if (!R || !R->getRetValue())
    return false;
  const Expr *E = skipImplicit(R->getRetValue());
  if (Value) {
    const auto *B = dyn_cast<CXXBoolLiteralExpr>(E);
    return B && B->getValue() == *Value;
  }
  return isInvariant(E, {}) && E->isPRValue() && E->getType()->isRecordType();
}

namespace {

using Members = SmallVector<const NamedDecl *, 2>;

/// What can be said of classes that are known only as patterns. Nothing is said
/// where an answer is std::nullopt.
class PatternFinder {
public:
  PatternFinder(const ASTContext &Context, const FunctionDecl *Function)
      : Context(Context), Function(Function) {}

  using Classes = SmallVector<const CXXRecordDecl *, 2>;
  std::optional<Classes> classesOf(QualType T) const;

  /// What the name is in each class that \p R may have it from; nothing where
  /// there is no such member.
  std::optional<SmallVector<Members, 2>> find(const CXXRecordDecl *R,
                                              DeclarationName Name) const;
  std::optional<SmallVector<Members, 2>> find(const CXXRecordDecl *R,
                                              StringRef Name) const {
    return find(R, &Context.Idents.get(Name));
  }

  std::optional<Classes> promises(QualType Result) const;
  PromisePattern::End end(const CXXRecordDecl *Promise, StringRef Name) const;
  std::optional<bool> has(const CXXRecordDecl *Promise, StringRef Name) const;
  bool leavesAllocation(const CXXRecordDecl *Promise) const;
  bool returnsObject(const CXXRecordDecl *Promise, QualType Result) const;

  /// Whether any of these classes is a template's.
  bool sawTemplate() const { return SawTemplate; }

private:
  std::optional<Classes> classesOf(const ClassTemplateDecl *Template,
                                   bool IsInstance) const;
  std::optional<Classes> classesOf(const CXXRecordDecl *R) const;
  std::optional<SmallVector<Members, 2>>
  findInBases(const CXXRecordDecl *R, DeclarationName Name) const;
  PromisePattern::End endOf(const CXXMethodDecl *M) const;
  PromisePattern::End stateless(const CXXRecordDecl *Awaiter) const;
  bool mayHaveAwaiter(const CXXRecordDecl *Operand) const;

  const ASTContext &Context;
  const FunctionDecl *Function;
  mutable bool SawTemplate = false;
  /// Each promise is a member of the class that the coroutine returns, and of
  /// none that it has as its base.
  mutable bool ArePromisesOwn = true;
};

/// The class that \p T is, or the one that its template has.
const CXXRecordDecl *classOrPattern(QualType T) {
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
    return R;
  const auto *S = T->getAs<TemplateSpecializationType>();
  const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(
      S ? S->getTemplateName().getAsTemplateDecl() : nullptr);
  return Template ? Template->getTemplatedDecl() : nullptr;
}

/// True if a member of an instance, \p R, has a definition of its own.
bool hasSpecialisedMember(const CXXRecordDecl *R) {
  return llvm::any_of(R->decls(), [](const Decl *D) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(D))
      return M->getTemplateSpecializationKind() == TSK_ExplicitSpecialization;
    const auto *Inner = dyn_cast<CXXRecordDecl>(D);
    return Inner && !Inner->isInjectedClassName() &&
           (Inner->getTemplateSpecializationKind() ==
                TSK_ExplicitSpecialization ||
            hasSpecialisedMember(Inner));
  });
}

bool hasSpecialisedMember(const ClassTemplateDecl *Template) {
  return llvm::any_of(Template->specializations(), [](const auto *Instance) {
    return !Instance->isExplicitSpecialization() &&
           hasSpecialisedMember(Instance);
  });
}

/// The pattern of the template, and of its specialisations: those that are
/// explicit are no instances of others.
std::optional<PatternFinder::Classes>
PatternFinder::classesOf(const ClassTemplateDecl *Template,
                         bool IsInstance) const {
  SawTemplate = true;
  if (hasSpecialisedMember(Template))
    return std::nullopt;
  Classes Result{Template->getTemplatedDecl()};
  SmallVector<ClassTemplatePartialSpecializationDecl *, 4> Partial;
  const_cast<ClassTemplateDecl *>(Template)->getPartialSpecializations(Partial);
  Result.append(Partial.begin(), Partial.end());
  for (const ClassTemplateSpecializationDecl *S : Template->specializations())
    if (S->isExplicitSpecialization() && !IsInstance)
      Result.push_back(S);
  for (const CXXRecordDecl *&R : Result)
    if (!(R = R->getDefinition()))
      return std::nullopt;
  return Result;
}

std::optional<PatternFinder::Classes>
PatternFinder::classesOf(QualType T) const {
  T = T.getCanonicalType();
  if (const auto *S = T->getAs<TemplateSpecializationType>();
      S && T->isDependentType()) {
    const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(
        S->getTemplateName().getAsTemplateDecl());
    return Template ? classesOf(Template, /*IsInstance=*/false) : std::nullopt;
  }
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R ? classesOf(R) : std::nullopt;
}

/// Not instances, since a translation unit has them or not.
std::optional<PatternFinder::Classes>
PatternFinder::classesOf(const CXXRecordDecl *R) const {
  while (R->getTemplateSpecializationKind() != TSK_ExplicitSpecialization &&
         R->getInstantiatedFromMemberClass())
    R = R->getInstantiatedFromMemberClass();
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
      S && !isa<ClassTemplatePartialSpecializationDecl>(S) &&
      !S->isExplicitSpecialization())
    return classesOf(S->getSpecializedTemplate(), /*IsInstance=*/true);
  if (const ClassTemplateDecl *Template = R->getDescribedClassTemplate();
      Template && hasSpecialisedMember(Template))
    return std::nullopt;
  if (!(R = R->getDefinition()))
    return std::nullopt;
  return Classes{R};
}

std::optional<SmallVector<Members, 2>>
PatternFinder::find(const CXXRecordDecl *R, DeclarationName Name) const {
  if (!(R = R->getDefinition()))
    return std::nullopt;
  Members Own;
  for (const NamedDecl *D : R->lookup(Name)) {
    if (isa<UsingDecl>(D))
      continue;
    if (const auto *Shadow = dyn_cast<UsingShadowDecl>(D))
      D = Shadow->getTargetDecl();
    // One that waits for the instance.
    if (isa<UnresolvedUsingValueDecl, UnresolvedUsingTypenameDecl>(D))
      return std::nullopt;
    Own.push_back(D);
  }
  if (!Own.empty())
    return SmallVector<Members, 2>{Own};
  return findInBases(R, Name);
}

std::optional<SmallVector<Members, 2>>
PatternFinder::findInBases(const CXXRecordDecl *R, DeclarationName Name) const {
  SmallVector<Members, 2> Result{Members()};
  bool IsFound = false;
  for (const CXXBaseSpecifier &Base : R->bases()) {
    std::optional<Classes> Bases = classesOf(Base.getType());
    if (!Bases)
      return std::nullopt;
    SmallVector<Members, 2> Here;
    for (const CXXRecordDecl *B : *Bases) {
      auto There = find(B, Name);
      if (!There)
        return std::nullopt;
      Here.append(*There);
    }
    if (llvm::all_of(Here, [](const Members &M) { return M.empty(); }))
      continue;
    // Two bases have it.
    if (std::exchange(IsFound, true))
      return std::nullopt;
    Result = std::move(Here);
  }
  return Result;
}

std::optional<PatternFinder::Classes>
PatternFinder::promises(QualType ReturnType) const {
  // A class that is no pattern is complete where a function that returns it is
  // defined, in each translation unit.
  std::optional<Classes> Returned =
      ReturnType->isDependentType() || !ReturnType->getAsCXXRecordDecl()
          ? classesOf(ReturnType)
          : Classes{ReturnType->getAsCXXRecordDecl()};
  if (!Returned)
    return std::nullopt;
  Classes Result;
  for (const CXXRecordDecl *R : *Returned) {
    auto Found = find(R, "promise_type");
    if (!Found)
      return std::nullopt;
    for (const Members &Each : *Found) {
      const auto *T = Each.size() == 1 ? dyn_cast<TypeDecl>(Each[0]) : nullptr;
      std::optional<Classes> Theirs;
      ArePromisesOwn &=
          isa_and_nonnull<CXXRecordDecl>(T) && T->getDeclContext()->Equals(R);
      if (const auto *Promise = dyn_cast_or_null<CXXRecordDecl>(T))
        Theirs = classesOf(Promise);
      else if (const auto *Alias = dyn_cast_or_null<TypedefNameDecl>(T))
        Theirs = classesOf(Alias->getUnderlyingType());
      if (!Theirs)
        return std::nullopt;
      Result.append(*Theirs);
    }
  }
  return Result;
}

/// The member of an instance as its template has it, which has the body.
const CXXMethodDecl *patternOf(const CXXMethodDecl *M) {
  const FunctionDecl *Pattern = M->getTemplateInstantiationPattern();
  return Pattern ? cast<CXXMethodDecl>(Pattern) : M;
}

/// \p Found if it is a function that is called as it stands there, whatever the
/// class is.
const CXXMethodDecl *plainFunction(const Members &Found) {
  const auto *M =
      Found.size() == 1 ? dyn_cast<CXXMethodDecl>(Found[0]) : nullptr;
  if (!M || M->getNumParams() != 0 || M->getRefQualifier() == RQ_RValue ||
      M->getTrailingRequiresClause())
    return nullptr;
  return patternOf(M);
}

const ReturnStmt *onlyReturn(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  if (!F->hasBody(Definition))
    return nullptr;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition->getBody());
  // Behind declarations of classes.
  if (!Body || Body->body_empty() ||
      !std::all_of(Body->body_begin(), Body->body_end() - 1, [](const Stmt *S) {
        const auto *D = dyn_cast<DeclStmt>(S);
        return D && D->isSingleDecl() && isa<TypeDecl>(D->getSingleDecl());
      }))
    return nullptr;
  return dyn_cast<ReturnStmt>(Body->body_back());
}

/// The type that \p F returns; null if only an instance knows.
QualType returned(const FunctionDecl *F) {
  QualType T = F->getReturnType();
  if (!T->getContainedAutoType())
    return T;
  const ReturnStmt *R = onlyReturn(F);
  if (!isa<AutoType>(T.getTypePtr()) || !R || !R->getRetValue())
    return QualType();
  return skipImplicit(R->getRetValue())->getType();
}

/// True if `operator co_await` may be found for an operand of class \p Operand,
/// as far as names go.
bool PatternFinder::mayHaveAwaiter(const CXXRecordDecl *Operand) const {
  DeclarationName Name =
      Context.DeclarationNames.getCXXOperatorName(OO_Coawait);
  if (!Operand->lookup(Name).empty() || Operand->getNumBases() != 0)
    return true;
  auto MayTake = [&](const NamedDecl *D) {
    const FunctionDecl *F = D->getAsFunction();
    if (!F || F->getNumParams() != 1)
      return true;
    const CXXRecordDecl *R =
        classOrPattern(F->getParamDecl(0)->getType().getNonReferenceType());
    return !R || declaresSameEntity(R, Operand);
  };
  auto IsInScope = [&](const DeclContext *Scope) {
    for (; Scope; Scope = Scope->getParent())
      if (Scope->isLookupContext() && !Scope->isRecord() &&
          llvm::any_of(Scope->lookup(Name), MayTake))
        return true;
    return false;
  };
  return IsInScope(Function->getDeclContext()) || IsInScope(Operand);
}

/// What awaiting a new \p Awaiter does if there is nothing in it.
PromisePattern::End
PatternFinder::stateless(const CXXRecordDecl *Awaiter) const {
  PromisePattern::End Result;
  if (!(Awaiter = Awaiter->getDefinition()) || !Awaiter->field_empty() ||
      Awaiter->getNumBases() != 0 || Awaiter->isPolymorphic() ||
      Awaiter->hasUserDeclaredDestructor())
    return Result;
  Result.Kind = PromisePattern::End::Stateless;
  auto Ready = find(Awaiter, "await_ready");
  auto SuspendFunctions = find(Awaiter, "await_suspend");
  if (!Ready || Ready->size() != 1 || !SuspendFunctions ||
      SuspendFunctions->size() != 1 || SuspendFunctions->front().size() != 1)
    return Result;
  const CXXMethodDecl *ReadyFunction = plainFunction(Ready->front());
  const FunctionDecl *F = SuspendFunctions->front().front()->getAsFunction();
  // It is called on what `final_suspend` returns.
  if (!ReadyFunction || !isPure(ReadyFunction, false) || !F ||
      cast<CXXMethodDecl>(F)->getRefQualifier() != RQ_None ||
      cast<CXXMethodDecl>(F)->isExplicitObjectMemberFunction())
    return Result;
  QualType T = F->getReturnType().getCanonicalType();
  const CXXRecordDecl *R = classOrPattern(T);
  if (T->isVoidType())
    Result.Style = Suspend::Void;
  else if (R && R->isInStdNamespace() && R->getName() == "coroutine_handle")
    Result.Style = Suspend::Handle;
  else
    return Result;
  Result.Kind = PromisePattern::End::Calls;
  return Result;
}

PromisePattern::End PatternFinder::endOf(const CXXMethodDecl *M) const {
  PromisePattern::End Result;
  QualType T = returned(M);
  auto Awaiters = T.isNull() ? std::nullopt : classesOf(T);
  if (!Awaiters || llvm::any_of(*Awaiters, [this](const CXXRecordDecl *R) {
        return mayHaveAwaiter(R);
      }))
    return Result;
  const bool IsAlways = isStdClass(T, "suspend_always");
  if (!IsAlways && !isStdClass(T, "suspend_never")) {
    Result = stateless(Awaiters->front());
    for (const CXXRecordDecl *R : llvm::drop_begin(*Awaiters))
      if (!(stateless(R) == Result))
        return PromisePattern::End();
    return Result;
  }
  Result.Kind =
      IsAlways ? PromisePattern::End::Always : PromisePattern::End::Never;
  Result.IsPure = isPure(M);
  return Result;
}

PromisePattern::End PatternFinder::end(const CXXRecordDecl *Promise,
                                       StringRef Name) const {
  PromisePattern::End Result;
  bool IsFirst = true;
  auto Found = find(Promise, Name);
  if (!Found)
    return Result;
  for (const Members &Each : *Found) {
    const CXXMethodDecl *M = plainFunction(Each);
    PromisePattern::End This = M ? endOf(M) : PromisePattern::End();
    if (!std::exchange(IsFirst, false) && !(This == Result))
      return {};
    Result = This;
  }
  return Result;
}

/// Whether it has a member of that name, in every instance or in none.
std::optional<bool> PatternFinder::has(const CXXRecordDecl *Promise,
                                       StringRef Name) const {
  auto Found = find(Promise, Name);
  if (!Found)
    return std::nullopt;
  const size_t With =
      llvm::count_if(*Found, [](const Members &Each) { return !Each.empty(); });
  if (With != 0 && With != Found->size())
    return std::nullopt;
  for (const Members &Each : *Found)
    for (const NamedDecl *D : Each)
      if (!D->getAsFunction() ||
          D->getAsFunction()->getTrailingRequiresClause())
        return std::nullopt;
  return With != 0;
}

/// Names that a promise has for the allocation of its frame. One that is final
/// could not be asked for them again, in a header.
bool PatternFinder::leavesAllocation(const CXXRecordDecl *Promise) const {
  DeclarationNameTable &Names = Context.DeclarationNames;
  const DeclarationName Own[] = {
      Names.getCXXOperatorName(OO_New), Names.getCXXOperatorName(OO_Delete),
      &Context.Idents.get("get_return_object_on_allocation_failure")};
  return !Promise->isEffectivelyFinal() && !Promise->isUnion() &&
         llvm::all_of(Own, [&](DeclarationName Name) {
           auto Found = find(Promise, Name);
           return Found && llvm::all_of(*Found, [](const Members &Each) {
                    return Each.empty();
                  });
         });
}

/// True if `get_return_object` of \p Promise says that it returns \p Result, or
/// the class around the promise, if that is the one the coroutine returns an
/// instance of.
bool PatternFinder::returnsObject(const CXXRecordDecl *Promise,
                                  QualType Result) const {
  auto Found = find(Promise, "get_return_object");
  return Found && llvm::all_of(*Found, [&](const Members &Each) {
           const CXXMethodDecl *M = plainFunction(Each);
           QualType T = M ? returned(M) : QualType();
           if (T.isNull())
             return false;
           if (Context.hasSameUnqualifiedType(T, Result))
             return true;
           const auto *Around =
               dyn_cast<CXXRecordDecl>(Promise->getDeclContext());
           const CXXRecordDecl *R = T->getAsCXXRecordDecl();
           return ArePromisesOwn && Around && R &&
                  declaresSameEntity(R, Around);
         });
}

} // namespace

PromisePattern promisePattern(const Form &F) {
  PromisePattern Result;
  QualType ReturnType = F.Function->getReturnType();
  PatternFinder Finder(F.Context, F.Function);
  auto Promises = Finder.promises(ReturnType);
  if (!Promises || Promises->empty())
    return Result;
  auto Agreed = [&](StringRef Name) {
    PromisePattern::End First = Finder.end(Promises->front(), Name);
    for (const CXXRecordDecl *Each : llvm::drop_begin(*Promises))
      if (!(Finder.end(Each, Name) == First))
        return PromisePattern::End();
    return First;
  };
  Result.Initial = Agreed("initial_suspend");
  Result.Final = Agreed("final_suspend");
  auto All = [&](StringRef Name, StringRef Other) {
    return llvm::all_of(*Promises, [&](const CXXRecordDecl *Each) {
      return Finder.has(Each, Name) == true && Finder.has(Each, Other) == false;
    });
  };
  Result.IsOpen = Finder.sawTemplate() || ReturnType->isDependentType() ||
                  isa_and_nonnull<ClassTemplateSpecializationDecl>(
                      ReturnType->getAsCXXRecordDecl());
  Result.ReturnsObject =
      llvm::all_of(*Promises, [&](const CXXRecordDecl *Each) {
        return Finder.returnsObject(Each, ReturnType);
      });
  Result.LeavesAllocation =
      llvm::all_of(*Promises, [&](const CXXRecordDecl *Each) {
        return Finder.leavesAllocation(Each);
      });
  if (All("return_void", "return_value"))
    Result.Returns = Contract::ReturnsVoid;
  else if (All("return_value", "return_void"))
    Result.Returns = Contract::ReturnsValue;
  return Result;
}

} // namespace switchback
