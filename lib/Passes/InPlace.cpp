//===- InPlace.cpp - Child frames that are part of their parent's ---------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: the coroutines that are selected, and those already lowered. After:
/// every await of a call of a coroutine is either listed with the struct that
/// becomes a member, or with the reason why its frame stays on the heap.
///
/// Nothing but the allocation changes: the child's ramp constructs the frame
/// in the parent's storage, and what `destroy` of its header points to does
/// not free it. So every order of resuming and destroying stays what it was.
///
//===----------------------------------------------------------------------===//
#include "InPlace.h"
#include "Crossing.h"
#include "Spill.h"
#include "switchback/Compiler/ClangCompat.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace switchback {

static constexpr llvm::StringLiteral Elidable = "switchback::await_elidable";

/// The class that \p T is, on which the attributes stand.
static const CXXRecordDecl *classOf(QualType T) {
  const auto *R = T->getAsCXXRecordDecl();
  if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
      S && !S->isExplicitSpecialization())
    return S->getSpecializedTemplate()->getTemplatedDecl();
  return R;
}

static bool isAnnotatedElidable(QualType T) {
  const CXXRecordDecl *R = classOf(T);
  return R && llvm::any_of(R->specific_attrs<AnnotateAttr>(),
                           [](const AnnotateAttr *A) {
                             return A->getAnnotation() == Elidable;
                           });
}

/// True if a call that gives a \p Child and is awaited at once is over with the
/// full expression. Clang's attribute says so only where the coroutine that
/// awaits, which gives a \p Parent, has it too.
static bool isElidable(QualType Child, QualType Parent) {
  if (isAnnotatedElidable(Child))
    return true;
  return compat::isAwaitElidable(classOf(Child)) &&
         compat::isAwaitElidable(classOf(Parent));
}

bool isExtensionOfAwait(const UnaryOperator *U) {
  if (U->getOpcode() != UO_Extension)
    return false;
  const Expr *E = U->getSubExpr();
  while (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
    E = B->getSubExpr();
  return isa<CoroutineSuspendExpr>(E);
}

/// Calls \p Found with every call in \p S that is awaited at once, but for
/// those in other functions, and with the `__extension__` in front of it.
static void eachAwaitedCall(
    const Stmt *S,
    llvm::function_ref<void(const CallExpr *, const UnaryOperator *)> Found,
    const UnaryOperator *Mark = nullptr) {
  if (!S || isa<LambdaExpr>(S))
    return;
  if (const auto *U = dyn_cast<UnaryOperator>(S);
      U && U->getOpcode() == UO_Extension)
    return eachAwaitedCall(U->getSubExpr(), Found, U);
  if (isa<ImplicitCastExpr, CXXBindTemporaryExpr, MaterializeTemporaryExpr,
          ParenExpr>(S))
    return eachAwaitedCall(*S->child_begin(), Found, Mark);
  if (const auto *A = dyn_cast<CoawaitExpr>(S))
    if (const CallExpr *Call = awaitedCall(A))
      Found(Call, Mark);
  for (const Stmt *Child : S->children())
    eachAwaitedCall(Child, Found);
}

/// True if \p Mark is SWITCHBACK_MUST_ELIDE.
static bool isMustElide(const ASTContext &Context, const UnaryOperator *Mark) {
  return Mark && Mark->getOperatorLoc().isMacroID() &&
         Lexer::getImmediateMacroName(
             Mark->getOperatorLoc(), Context.getSourceManager(),
             Context.getLangOpts()) == "SWITCHBACK_MUST_ELIDE";
}

const CallExpr *awaitedCall(const CoroutineSuspendExpr *E) {
  const auto *A = dyn_cast<CoawaitExpr>(E);
  if (!A || A->isImplicit())
    return nullptr;
  const auto *Call =
      dyn_cast<CallExpr>(skipImplicit(A->getOperand())->IgnoreParens());
  // A plain function, by its name.
  if (!Call || isa<CXXMemberCallExpr, CXXOperatorCallExpr>(Call) ||
      !Call->isPRValue())
    return nullptr;
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Callee->getDeclName().isIdentifier() ? Call : nullptr;
}

InPlaceFrames::InPlaceFrames(llvm::ArrayRef<Candidate> Candidates) {
  for (const Candidate &C : Candidates)
    eachAwaitedCall(C.Coroutine->getBody(), [&](const CallExpr *Call,
                                                const UnaryOperator *Mark) {
      const FunctionDecl *Callee = Call->getDirectCallee()->getCanonicalDecl();
      if (isElidable(Call->getType(), C.Function->getReturnType()))
        Wanted.insert(Callee);
      if (isMustElide(Callee->getASTContext(), Mark))
        Insisted.insert(Callee);
    });
}

bool canStandInPlace(const Form &F) {
  const Contract &P = F.Promise;
  return !F.IsLocalFrame && !F.IsGeneric && !F.LeavesByStep &&
         (P.Final == Contract::FinalAlways ||
          (P.Final == Contract::FinalCalls && !F.FinalAwaiter));
}

/// True if whoever suspends for \p F may call its step function. One that runs
/// already is never what the await hands over to, and g++ warns of the object
/// that it would be in its place.
static bool canBeCalled(const Form &F) {
  return returnsHandle(F) && F.Promise.Initial == Contract::Always &&
         !(F.HasExceptions && F.Promise.UnhandledExceptionMayThrow);
}

void InPlaceFrames::offer(const Form &F) {
  if (F.StandsInPlace || F.StartsOnStack)
    Offered[F.Function->getCanonicalDecl()] = {
        F.Names.Frame, F.Names.InPlace, canBeCalled(F) ? F.Names.Step : "",
        /*WhyNot=*/"", F.StartsOnStack};
}

bool isFrame(const CXXRecordDecl *Class) {
  return Class->hasDefinition() && !Class->field_empty() &&
         llvm::StringRef(Class->field_begin()->getType().getAsString())
             .contains("switchback::entry_point");
}

/// The frame of \p Callee, a coroutine that was lowered before this text was
/// parsed, if it can stand in place.
static std::optional<ChildFrame> frameInText(const FunctionDecl *Callee) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Callee->getBody());
  const auto *First = Body && !Body->body_empty()
                          ? dyn_cast<DeclStmt>(Body->body_front())
                          : nullptr;
  const auto *V = First && First->isSingleDecl()
                      ? dyn_cast<VarDecl>(First->getSingleDecl())
                      : nullptr;
  const auto *R = V ? V->getType()->getPointeeCXXRecordDecl() : nullptr;
  if (!R || !R->getIdentifier() || !isFrame(R))
    return std::nullopt;
  const ASTContext &Context = Callee->getASTContext();
  for (const CXXMethodDecl *M : R->methods())
    if (M->isStatic() && M->getIdentifier() &&
        M->getNumParams() == Callee->getNumParams() + 1 &&
        M->getParamDecl(0)->getType()->isVoidPointerType() &&
        Context.hasSameType(M->getReturnType(), Callee->getReturnType()))
      return ChildFrame{R->getName().str(), M->getName().str()};
  return std::nullopt;
}

/// \p Name, which stands beside \p Callee, as the text of \p F names it.
static std::string spellBeside(const Form &F, const FunctionDecl *Callee,
                               const std::string &Name) {
  const DeclContext *Scope =
      Callee->getDeclContext()->getEnclosingNamespaceContext();
  if (Scope->Encloses(F.Function->getDeclContext()))
    return Name;
  std::string Text = Name;
  for (const DeclContext *C = Scope; C; C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C);
        N && !N->isAnonymousNamespace() && !N->isInline())
      Text = N->getName().str() + "::" + Text;
  return "::" + Text;
}

/// Why the frame of the coroutine that \p Call calls is no part of the one of
/// \p F; if it is, nothing, and \p Child says how.
std::string InPlaceFrames::whyNot(const Form &F, const CallExpr *Call,
                                  bool MustElide, ChildFrame &Child) const {
  const FunctionDecl *Callee = Call->getDirectCallee();
  auto It = Offered.find(Callee->getCanonicalDecl());
  if (It != Offered.end() && It->second.StartsOnStack && !MustElide) {
    Child.StartsOnStack = true;
    return "it starts on the stack";
  }
  if (!isElidable(Call->getType(), F.Function->getReturnType()))
    return "its return type does not allow it";
  const FunctionDecl *Definition = nullptr;
  if (!Callee->isDefined(Definition))
    return "it is not defined in this translation unit";
  if (Definition == F.Function)
    return "it is recursive";
  if (!F.Context.getSourceManager().isBeforeInTranslationUnit(
          Definition->getLocation(), F.Function->getLocation()))
    return "it is defined behind this coroutine";
  if (It != Offered.end())
    Child = It->second;
  else if (std::optional<ChildFrame> Text = frameInText(Definition))
    Child = *Text;
  else
    return "its frame is native, local to it, or may free itself";
  if (F.IsGeneric)
    return "the coroutine that awaits it is a template";
  // The frame of the child is this file's own.
  if (F.IsLocalFrame && F.Function->isInlined() &&
      F.Function->isExternallyVisible())
    return "the coroutine that awaits it is inline";
  const Expr *Name = Call->getCallee()->IgnoreImpCasts();
  if (!isa<DeclRefExpr>(Name) || Name->getBeginLoc().isMacroID() ||
      Name->getEndLoc().isMacroID() || Call->getRParenLoc().isMacroID())
    return "the call has no text that could be changed";
  for (const Expr *Arg : Call->arguments()) {
    if (isa<CXXDefaultArgExpr>(Arg))
      return "an argument is a default argument";
    if (suspends(Arg))
      return "an argument suspends";
  }
  Child.Type = spellBeside(F, Callee, Child.Type);
  return "";
}

void InPlaceFrames::decide(Form &F) const {
  eachAwaitedCall(F.Coroutine->getBody(), [&](const CallExpr *Call,
                                              const UnaryOperator *Mark) {
    ChildFrame Child;
    const bool MustElide = isMustElide(F.Context, Mark);
    Child.WhyNot = whyNot(F, Call, MustElide, Child);
    Child.MustElide = MustElide;
    // What is no coroutine, or may not be one, is nobody's concern.
    const FunctionDecl *Definition = nullptr;
    const bool IsDefined = Call->getDirectCallee()->isDefined(Definition);
    if (Child.WhyNot.empty() || Child.MustElide ||
        (IsDefined &&
         isa_and_nonnull<CoroutineBodyStmt>(Definition->getBody())))
      F.ChildFrames[Call] = Child;
  });
}

} // namespace switchback
