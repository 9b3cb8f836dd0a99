//===- Check.cpp - Legality, and the choices Sema made --------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: a selected coroutine. After: Form::Promise says how the frame is
/// allocated, the promise constructed, the return object made, and what the two
/// ends of the coroutine do ([dcl.fct.def.coroutine]); or the function is
/// refused.
///
//===----------------------------------------------------------------------===//
#include "PromisePattern.h"
#include "Spill.h"
#include "Traits.h"
#include "switchback/Compiler/MacroRecorder.h"
#include "switchback/Compiler/Passes.h"
#include "switchback/Compiler/SourceText.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace switchback {

namespace {

/// Finds out whether a function may throw, looking into the bodies that can be
/// seen, a few calls deep.
class ThrowFinder : public RecursiveASTVisitor<ThrowFinder> {
public:
  static bool mayThrow(const FunctionDecl *F, unsigned Depth = 0) {
    if (const auto *Proto = F->getType()->getAs<FunctionProtoType>())
      if (!isUnresolvedExceptionSpec(Proto->getExceptionSpecType()) &&
          Proto->isNothrow())
        return false;
    if (F->isTrivial())
      return false;
    // Its members only wrap builtins; libstdc++ leaves `noexcept` away.
    if (const auto *M = dyn_cast<CXXMethodDecl>(F);
        M && M->getParent()->isInStdNamespace() &&
        M->getParent()->getName() == "coroutine_handle")
      return false;
    const FunctionDecl *Definition = nullptr;
    if (Depth > 4 || !F->hasBody(Definition) || !Definition->getBody())
      return true;
    if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && M->isVirtual())
      return true;
    ThrowFinder Finder(Depth);
    Finder.TraverseStmt(Definition->getBody());
    if (const auto *C = dyn_cast<CXXConstructorDecl>(Definition))
      for (const CXXCtorInitializer *Init : C->inits())
        Finder.TraverseStmt(Init->getInit());
    return Finder.Throws;
  }

  static bool mayThrow(Stmt *S) {
    ThrowFinder Finder(0);
    Finder.TraverseStmt(S);
    return Finder.Throws;
  }

  bool shouldVisitImplicitCode() const { return true; }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    return !(Throws |= !F || mayThrow(F, Depth + 1));
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    return !(Throws |= mayThrow(E->getConstructor(), Depth + 1));
  }
  bool VisitCXXNewExpr(CXXNewExpr *) { return !(Throws = true); }
  bool VisitCXXThrowExpr(CXXThrowExpr *) { return !(Throws = true); }
  bool VisitCXXDynamicCastExpr(CXXDynamicCastExpr *) {
    return !(Throws = true);
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  explicit ThrowFinder(unsigned Depth) : Depth(Depth) {}
  unsigned Depth;
  bool Throws = false;
};

/// Finds out whether a function's body names the function, or declares another.
class SelfReference : public RecursiveASTVisitor<SelfReference> {
public:
  static bool in(const FunctionDecl *F) {
    SelfReference Finder(F);
    Finder.TraverseStmt(cast<CoroutineBodyStmt>(F->getBody())->getBody());
    return Finder.Found;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Found |= E->getDecl()->getCanonicalDecl() == Function->getCanonicalDecl();
    return !Found;
  }
  bool VisitUnresolvedLookupExpr(UnresolvedLookupExpr *E) {
    Found |= E->getName() == Function->getDeclName();
    return !Found;
  }
  // A declaration in the body names something of the function's own namespace.
  bool VisitFunctionDecl(FunctionDecl *D) {
    Found |= D->isLocalExternDecl();
    return !Found;
  }
  bool VisitVarDecl(VarDecl *D) {
    Found |= D->isLocalExternDecl();
    return !Found;
  }

private:
  explicit SelfReference(const FunctionDecl *F) : Function(F) {}
  const FunctionDecl *Function;
  bool Found = false;
};

const CoroutineSuspendExpr *findSuspend(const Stmt *S) {
  if (!S)
    return nullptr;
  if (const auto *E = dyn_cast<CoroutineSuspendExpr>(S))
    return E;
  for (const Stmt *Child : S->children())
    if (const auto *E = findSuspend(Child))
      return E;
  return nullptr;
}

PromiseCall findPromiseCall(const Stmt *S) {
  if (!S)
    return {};
  if (const auto *E = dyn_cast<Expr>(S))
    if (PromiseCall C = asPromiseCall(E))
      return C;
  for (const Stmt *Child : S->children())
    if (PromiseCall C = findPromiseCall(Child))
      return C;
  return {};
}

const CallExpr *findCall(const Stmt *S) {
  if (!S)
    return nullptr;
  if (const auto *C = dyn_cast<CallExpr>(S))
    if (const FunctionDecl *F = C->getDirectCallee(); F && !F->getBuiltinID())
      return C;
  for (const Stmt *Child : S->children())
    if (const auto *C = findCall(Child))
      return C;
  return nullptr;
}

/// The function that a call named \p Name below \p S goes to.
const FunctionDecl *functionIn(const Stmt *S, StringRef Name) {
  if (!S)
    return nullptr;
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(S))
    if (const CXXMethodDecl *M = C->getMethodDecl();
        M && M->getDeclName().isIdentifier() && M->getName() == Name)
      return M;
  for (const Stmt *Child : S->children())
    if (const auto *M = functionIn(Child, Name))
      return M;
  return nullptr;
}

class Checker {
public:
  explicit Checker(Form &F) : F(F), P(F.Promise) {}

  void run() {
    kind();
    names();
    ownCoroutines();
    if (F.refused())
      return;
    if (F.IsGeneric)
      return pattern();
    promise();
    allocation();
    ends();
  }

private:
  void refuse(const llvm::Twine &Reason) {
    F.refuse(F.Function->getLocation(), Reason);
  }
  void cannotHappen(const llvm::Twine &What) {
    F.cannotHappen(F.Function->getLocation(), What);
  }

  void kind();
  void names();
  void ownCoroutines();
  void templateBeside();
  void pattern();
  void patternContract(const PromisePattern &Known);
  void promise();
  void allocation();
  void ends();
  /// The awaiter of one end, as an lvalue if it is no temporary; \p Object is
  /// what `operator co_await` is called on, if that is a temporary, and \p Made
  /// what makes it.
  Fragment awaiterText(const Expr *Common, Slot *&Object, Fragment &Made);
  static bool isMovable(QualType T);

  Form &F;
  Contract &P;
};

void Checker::kind() {
  const FunctionDecl *Function = F.Function;
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  F.IsGeneric = Function->isDependentContext();
  if (Function->isTemplateInstantiation())
    return cannotHappen("an instantiation of a template");
  // A macro's argument that becomes a string, too, is to be written out.
  const SourceLocation Begin = F.Coroutine->getBody()->getBeginLoc();
  if (!SourceText(F).body() || (F.Macros && F.Macros->spellsArguments(Begin)))
    return F.refuseText(F.Coroutine->getBody()->getSourceRange(),
                        "the function's body");
  F.HasExceptions = F.Context.getLangOpts().CXXExceptions;
  if (const auto *Proto = Function->getType()->getAs<FunctionProtoType>())
    F.IsNoexcept = Proto->isNothrow();

  bool IsFriend = false;
  for (const FunctionDecl *Redecl : Function->redecls())
    IsFriend |= Redecl->getFriendObjectKind() != Decl::FOK_None;
  F.IsLocalFrame = Method || F.IsGeneric || Function->isInlined() || IsFriend ||
                   Function->getDeclContext()->isFunctionOrMethod() ||
                   F.IsInHeader || Function->isInExportDeclContext();
  if (F.IsWantedInPlace && F.IsLocalFrame && !IsFriend)
    templateBeside();
  // A struct in front of the function does not see the function.
  if ((!Function->getPreviousDecl() && SelfReference::in(Function)) ||
      !Function->getLexicalDeclContext()->Equals(Function->getDeclContext()))
    F.IsLocalFrame = true;
  // A parameter's type without a name is `decltype` of the parameter.
  for (const ParmVarDecl *Param : Function->parameters())
    F.IsLocalFrame |= !whyUnspellable(F, Param->getType()).empty();
  if (F.IsLocalFrame)
    F.TemplateHeader.clear();
}

/// The support header includes the standard's <coroutine>.
void Checker::ownCoroutines() {
  forStdTemplates(F.Context, "coroutine_handle", [&](const auto *T) {
    const auto *Definition = T->getTemplatedDecl()->getDefinition();
    if (Definition && !F.Context.getSourceManager().isInSystemHeader(
                          Definition->getLocation()))
      F.refuse(Definition->getLocation(), "'std::coroutine_handle' is the "
                                          "program's own");
  });
}

/// The text says `std::` and `switchback::` as anybody does: only namespaces
/// and types hide these names there ([basic.lookup.qual]/1).
void Checker::names() {
  for (const DeclContext *C = F.Function->getDeclContext()->getRedeclContext();
       !C->isTranslationUnit(); C = C->getParent()->getRedeclContext())
    for (const char *Name : {"std", "switchback"})
      for (const NamedDecl *D : C->lookup(&F.Context.Idents.get(Name)))
        if (isa<NamespaceDecl, NamespaceAliasDecl, TypeDecl, ClassTemplateDecl>(
                D->getUnderlyingDecl()))
          F.refuse(D->getLocation(), "a name around the coroutine that hides "
                                     "'std' or 'switchback'");
}

/// The struct of a function template that others want in place can be a
/// template beside it, if its parameters have names that say all.
void Checker::templateBeside() {
  const FunctionDecl *Function = F.Function;
  const auto *Template = Function->getDescribedFunctionTemplate();
  if (!Template || isa<CXXMethodDecl>(Function) || F.IsInHeader ||
      Function->isInExportDeclContext() ||
      !Function->getDeclContext()->isFileContext())
    return;
  std::string Arguments;
  const TemplateParameterList *Params = Template->getTemplateParameters();
  for (const NamedDecl *D : *Params) {
    if (!D->getIdentifier() || D->isParameterPack() || D->isImplicit())
      return;
    Arguments += (Arguments.empty() ? "<" : ", ") + D->getNameAsString();
  }
  const SourceText Source(F);
  auto Range = Source.range(
      SourceRange(Params->getTemplateLoc(), Params->getRAngleLoc()));
  if (!Range)
    return;
  F.IsLocalFrame = false;
  F.TemplateHeader = Source.text(*Range).str();
  F.TemplateArguments = Arguments + ">";
}

/// True if \p Lambda, a call operator, has a pack in it that is expanded around
/// it: g++ takes no class in there.
static bool namesPackAround(const FunctionDecl *Lambda) {
  if (llvm::any_of(Lambda->parameters(), [](const ParmVarDecl *P) {
        return P->getType()->containsUnexpandedParameterPack();
      }))
    return true;
  auto Names = [](auto &&Self, const Stmt *S) -> bool {
    if (const auto *E = dyn_cast_or_null<Expr>(S))
      return E->containsUnexpandedParameterPack();
    return S && llvm::any_of(S->children(), [&](const Stmt *Child) {
             return Self(Self, Child);
           });
  };
  return Names(Names, Lambda->getBody());
}

/// Of a template only the names are known: an instance has the rest.
void Checker::pattern() {
  P.PromiseType = F.Coroutine->getPromiseDecl()->getType();
  P.ReturnType = P.GetReturnObjectType = F.Function->getReturnType();
  P.PromiseTakesParameters = P.PromiseIsOrdered = true;
  P.AllocatesWithThis =
      !F.isLambda() && isa<CXXMethodDecl>(F.Function) &&
      cast<CXXMethodDecl>(F.Function)->isImplicitObjectMemberFunction();
  const bool HasOwnTraits = hasOwnTraits(F);
  if (const auto *R = P.ReturnType->getAsCXXRecordDecl();
      R && R->hasDefinition() && !R->isDependentContext() && !HasOwnTraits)
    for (const NamedDecl *D : R->lookup(&F.Context.Idents.get("promise_type")))
      if (const auto *T = dyn_cast<TypeDecl>(D))
        P.Known = F.Context.getTypeDeclType(T)->getAsCXXRecordDecl();
  patternContract(HasOwnTraits ? PromisePattern() : promisePattern(F));
  checkInstances(F);
  if (F.isLambda() && namesPackAround(F.Function))
    F.refuse(F.Function->getLocation(),
             "a coroutine lambda inside the expansion of a pack");
  if (F.isLambda())
    P.Closure = closureInTraits(F);
  if (P.Closure == Contract::ClosureMatters)
    F.refuse(F.Function->getLocation(),
             "a lambda in a template or a generic one, with a specialisation "
             "of 'std::coroutine_traits' for its parameters");
}

/// What is known of the promise; the rest is left to the instance.
void Checker::patternContract(const PromisePattern &Known) {
  using End = PromisePattern::End;
  P.InitialStyle = P.FinalStyle = Suspend::Unknown;
  auto Call = [](StringRef Name) {
    return Fragment::special(Fragment::Promise) + "." + Name + "()";
  };
  auto Awaiter = [&](const Fragment &Made, StringRef Name, unsigned Position) {
    Slot *A = F.addSlot(Slot::Awaiter, Name, F.Context.DependentTy);
    A->Generic = Slot::AwaitingResult;
    A->TypeSource = Made;
    A->FirstUse = A->LastUse = Position;
    return A;
  };
  P.InitialText = Call("initial_suspend");
  if (Known.Initial.IsPure && Known.Initial.Kind == End::Always)
    P.Initial = Contract::Always;
  else if (Known.Initial.IsPure && Known.Initial.Kind == End::Never)
    P.Initial = Contract::Never;
  else
    F.InitialAwaiter = Awaiter(P.InitialText, "initial", 1);

  P.FinalText = Call("final_suspend");
  P.Final = Contract::FinalCalls;
  const bool IsOpen = F.IsInHeader && Known.IsOpen;
  P.FinalIsPure = Known.Final.IsPure;
  P.FinalIsChecked = IsOpen;
  if (Known.Final.Kind == End::Always)
    P.Final = Contract::FinalAlways;
  else if (Known.Final.Kind == End::Never)
    P.Final = Contract::FinalNever;
  else if (Known.Final.Kind == End::Calls && !IsOpen)
    P.FinalStyle = Known.Final.Style;
  else if (Known.Final.Kind == End::Calls || Known.Final.Kind == End::Stateless)
    P.Final = Contract::FinalStateless;
  else
    F.FinalAwaiter = Awaiter(P.FinalText, "final", ~0u - 1);

  P.PromiseAllocates = !Known.LeavesAllocation;
  P.AllocationIsChecked = IsOpen && Known.LeavesAllocation;
  P.ReturnsObject = Known.ReturnsObject;
  P.Returns = Known.Returns;
  P.HasReturnVoid = P.Returns != Contract::ReturnsValue;
}

bool Checker::isMovable(QualType T) {
  const auto *R = T->getAsCXXRecordDecl();
  if (!R)
    return true;
  if (R->needsImplicitMoveConstructor() &&
      !R->defaultedMoveConstructorIsDeleted())
    return true;
  if (R->needsImplicitCopyConstructor() &&
      !R->defaultedCopyConstructorIsDeleted() &&
      !R->hasUserDeclaredMoveConstructor() &&
      !R->hasUserDeclaredMoveAssignment())
    return true;
  bool Movable = false;
  for (const CXXConstructorDecl *C : R->ctors()) {
    if (!C->isCopyOrMoveConstructor())
      continue;
    if (C->isMoveConstructor())
      return !C->isDeleted() && C->getAccess() == AS_public;
    Movable |= !C->isDeleted() && C->getAccess() == AS_public;
  }
  return Movable;
}

void Checker::promise() {
  const VarDecl *Promise = F.Coroutine->getPromiseDecl();
  P.PromiseType = Promise->getType();
  P.ReturnType = F.Function->getReturnType();
  auto TakesParameters = [&](ArrayRef<const Expr *> Args) {
    P.PromiseTakesParameters |= llvm::any_of(Args, [](const Expr *Arg) {
      return !isa<CXXDefaultArgExpr, CXXDefaultInitExpr, ImplicitValueInitExpr>(
          Arg);
    });
  };
  if (const Expr *Init = Promise->getInit()) {
    Init = skipImplicit(Init);
    if (const auto *C = dyn_cast<CXXConstructExpr>(Init))
      TakesParameters({C->getArgs(), C->getNumArgs()});
    // An aggregate is made of parentheses too ([dcl.init.general]/16).
    if (const auto *L = dyn_cast<CXXParenListInitExpr>(Init)) {
      TakesParameters(L->getInitExprs());
      // C++17 has braces only, which narrow nothing.
      P.PromiseTakesBraces = llvm::all_of(L->getInitExprs(), [&](Expr *E) {
        return isa<CXXDefaultInitExpr, ImplicitValueInitExpr>(E) ||
               F.Context.hasSameUnqualifiedType(skipImplicit(E)->getType(),
                                                E->getType());
      });
    }
  }
  P.PromiseIsOrdered = P.PromiseTakesParameters;
  for (const ParmVarDecl *Param : F.Function->parameters())
    if (const auto *R = Param->getType()->getAsCXXRecordDecl())
      P.PromiseIsOrdered |= !R->isTriviallyCopyable();

  const Expr *Init = F.Coroutine->getReturnValueInit();
  PromiseCall Call = findPromiseCall(Init);
  if (!Call)
    Call = findPromiseCall(F.Coroutine->getResultDecl());
  if (!Call)
    return cannotHappen("get_return_object is not a member of the promise");
  P.GetReturnObjectType = Call.Call->getCallReturnType(F.Context);
  P.GetReturnObjectMayThrow =
      !Call.Callee || ThrowFinder::mayThrow(Call.Callee);
  P.ReturnNeedsPlace = !isMovable(P.ReturnType);
  P.ConversionMayThrow =
      !F.Context.hasSameUnqualifiedType(P.GetReturnObjectType, P.ReturnType) &&
      ThrowFinder::mayThrow(const_cast<Stmt *>(F.Coroutine->getReturnStmt()));
  // Of a promise that has neither function it is an empty statement.
  P.HasReturnVoid =
      isa_and_nonnull<CoreturnStmt>(F.Coroutine->getFallthroughHandler());
  P.HasFailureReturn = F.Coroutine->getReturnStmtOnAllocFailure() != nullptr;
  if (PromiseCall Handler = findPromiseCall(F.Coroutine->getExceptionHandler()))
    P.UnhandledExceptionMayThrow =
        !Handler.Callee || ThrowFinder::mayThrow(Handler.Callee);
}

void Checker::allocation() {
  const CallExpr *New = findCall(F.Coroutine->getAllocate());
  const CallExpr *Delete = findCall(F.Coroutine->getDeallocate());
  if (!New || !Delete)
    return cannotHappen(
        "the frame's allocation or deallocation function was not "
        "found");
  // What Sema wrote; a default argument is the function's own matter.
  auto Given = [](const CallExpr *C) {
    return llvm::count_if(C->arguments(), [](const Expr *Arg) {
      return !isa<CXXDefaultArgExpr>(Arg);
    });
  };
  unsigned Params = F.Function->getNumParams();
  if (isa<CXXMethodDecl>(New->getDirectCallee())) {
    P.PromiseAllocates = true;
    unsigned Extra = Given(New) - 1;
    P.AllocatesWithAlignment = F.Context.getLangOpts().CoroAlignedAllocation &&
                               Extra &&
                               New->getArg(1)->getType()->isAlignValT();
    Extra -= P.AllocatesWithAlignment;
    P.AllocatesWithThis = Extra == Params + 1;
    P.AllocatesWithParameters =
        Extra && (Extra == Params || P.AllocatesWithThis);
    if (Extra && !P.AllocatesWithParameters)
      return cannotHappen(
          "the promise's allocation function takes arguments that "
          "are not the coroutine's");
  }
  if (isa<CXXMethodDecl>(Delete->getDirectCallee())) {
    P.PromiseDeallocates = true;
    for (const Expr *Arg : llvm::drop_begin(Delete->arguments())) {
      bool IsAlignment = Arg->getType()->isAlignValT();
      P.DeallocateTakesAlignment |= IsAlignment;
      P.DeallocateTakesSize |= !IsAlignment;
    }
  }
}

Fragment Checker::awaiterText(const Expr *Common, Slot *&Object,
                              Fragment &Made) {
  const Expr *E = skipImplicit(Common);
  if (PromiseCall C = asPromiseCall(E))
    return Fragment::special(Fragment::Promise) + "." + C.Name + "()";
  if (const auto *C = asCoAwaitCall(E)) {
    Fragment Operand = awaiterText(C->getArg(0), Object, Made);
    // The operand lives across the suspension as well.
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(
            C->getArg(0)->IgnoreImpCasts())) {
      Object = F.addSlot(Slot::Temporary, "operand", M->getType());
      Object->TypeSource = Operand;
      Made = Operand;
      Operand = M->isXValue()
                    ? Fragment("std::move(") + Fragment::object(Object) + ")"
                    : Fragment::object(Object);
    }
    if (isa_and_nonnull<CXXMethodDecl>(C->getCalleeDecl()))
      return Operand + ".operator co_await()";
    return Fragment("operator co_await(") + Operand + ")";
  }
  cannotHappen("the initial or final awaiter is made in an unknown way");
  return Fragment();
}

void Checker::ends() {
  const CoroutineSuspendExpr *Initial =
      findSuspend(F.Coroutine->getInitSuspendStmt());
  const CoroutineSuspendExpr *Final =
      findSuspend(F.Coroutine->getFinalSuspendStmt());
  if (!Initial || !Final)
    return cannotHappen("the initial or final suspend point was not found");
  auto Awaiter = [&](const CoroutineSuspendExpr *E, StringRef Name,
                     const Fragment &Text) {
    Slot *A = F.addSlot(Slot::Awaiter, Name, E->getCommonExpr()->getType());
    const Expr *Common = E->getCommonExpr();
    while (const auto *W = dyn_cast<FullExpr>(Common))
      Common = W->getSubExpr();
    if (!isa<MaterializeTemporaryExpr>(Common)) {
      A->IsReference = true;
      A->NeedsDestroy = false;
    }
    A->TypeSource = Text;
    return A;
  };
  QualType T = Initial->getCommonExpr()->getType();
  auto Text = [&](const CoroutineSuspendExpr *E, Slot *&Object,
                  Fragment &Made) {
    const Expr *Common = E->getCommonExpr();
    Fragment Result = awaiterText(Common, Object, Made);
    if (const auto *Full = dyn_cast<FullExpr>(Common))
      Common = Full->getSubExpr();
    bool IsTemporary = isa<MaterializeTemporaryExpr>(Common);
    return Common->isXValue() && !IsTemporary
               ? Fragment("switchback::lvalue(") + Result + ")"
               : Result;
  };
  P.InitialText = Text(Initial, P.InitialObject, P.InitialObjectText);
  if (P.InitialObject)
    P.InitialObject->FirstUse = P.InitialObject->LastUse = 1;
  P.InitialStyle = styleOf(F, Initial);
  PromiseCall Call = findPromiseCall(Initial->getCommonExpr());
  bool Pure = Call && isPure(Call.Callee);
  Pure &= !P.InitialObject;
  if (isStdClass(T, "suspend_always") && Pure)
    P.Initial = Contract::Always;
  else if (isStdClass(T, "suspend_never") && Pure)
    P.Initial = Contract::Never;
  else {
    F.InitialAwaiter = Awaiter(Initial, "initial", P.InitialText);
    F.InitialAwaiter->FirstUse = F.InitialAwaiter->LastUse = 1;
  }

  T = Final->getCommonExpr()->getType();
  P.FinalText = Text(Final, P.FinalObject, P.FinalObjectText);
  if (P.FinalObject)
    P.FinalObject->FirstUse = P.FinalObject->LastUse = ~0u - 1;
  P.FinalStyle = styleOf(F, Final);
  Call = findPromiseCall(Final->getCommonExpr());
  P.FinalIsPure = Call && isPure(Call.Callee);
  P.FinalIsPure &= !P.FinalObject;
  if (isStdClass(T, "suspend_always") && !P.FinalObject) {
    P.Final = Contract::FinalAlways;
  } else if (isStdClass(T, "suspend_never") && !P.FinalObject) {
    P.Final = Contract::FinalNever;
  } else {
    P.Final = Contract::FinalCalls;
    const auto *R = T->getAsCXXRecordDecl();
    // It is called on what `final_suspend` returns, no object.
    const auto *SuspendFunction = cast_or_null<CXXMethodDecl>(
        functionIn(Final->getSuspendExpr(), "await_suspend"));
    bool Stateless =
        SuspendFunction && SuspendFunction->getRefQualifier() == RQ_None && R &&
        !P.FinalObject && R->isEmpty() && R->hasTrivialDestructor() &&
        P.FinalStyle != Suspend::Bool &&
        isPure(functionIn(Final->getReadyExpr(), "await_ready"), false);
    if (!Stateless) {
      F.FinalAwaiter = Awaiter(Final, "final", P.FinalText);
      F.FinalAwaiter->FirstUse = F.FinalAwaiter->LastUse = ~0u - 1;
    }
  }
}

} // namespace

void checkCoroutine(Form &F) { Checker(F).run(); }

} // namespace switchback
