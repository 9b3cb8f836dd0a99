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
static constexpr llvm::StringLiteral Behind =
    "it is defined behind this coroutine";
static constexpr llvm::StringLiteral NoName =
    "its function cannot be named here";

/// The class template that \p T is an instance of, as a class.
static const CXXRecordDecl *templateOf(QualType T) {
  const auto *S = T->getAs<TemplateSpecializationType>();
  const auto *C = S ? dyn_cast_or_null<ClassTemplateDecl>(
                          S->getTemplateName().getAsTemplateDecl())
                    : nullptr;
  return C ? C->getTemplatedDecl() : nullptr;
}

/// The class that \p T is, on which the attributes stand.
static const CXXRecordDecl *classOf(QualType T) {
  const auto *R = T->getAsCXXRecordDecl();
  if (!R)
    return templateOf(T);
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
  if (isa<CoawaitExpr, DependentCoawaitExpr>(S))
    if (const CallExpr *Call = awaitedCall(cast<Expr>(S)))
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

const CallExpr *awaitedCall(const Expr *E) {
  const auto *A = dyn_cast<CoawaitExpr>(E);
  const auto *D = dyn_cast<DependentCoawaitExpr>(E);
  if ((!A && !D) || (A && A->isImplicit()))
    return nullptr;
  const Expr *Operand = A ? A->getOperand() : D->getOperand();
  const auto *Call = dyn_cast<CallExpr>(skipImplicit(Operand)->IgnoreParens());
  // A function, by its name.
  if (!Call || isa<CXXOperatorCallExpr>(Call) || !Call->isPRValue())
    return nullptr;
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Callee->getDeclName().isIdentifier() ? Call : nullptr;
}

/// The function whose text is \p Callee's.
static const FunctionDecl *patternOf(const FunctionDecl *Callee) {
  const FunctionDecl *Pattern = Callee->getTemplateInstantiationPattern();
  return (Pattern ? Pattern : Callee)->getCanonicalDecl();
}

InPlaceFrames::InPlaceFrames(llvm::ArrayRef<Candidate> Candidates) {
  for (const Candidate &C : Candidates)
    eachAwaitedCall(C.Coroutine->getBody(), [&](const CallExpr *Call,
                                                const UnaryOperator *Mark) {
      const FunctionDecl *Callee = patternOf(Call->getDirectCallee());
      if (isElidable(Call->getType(), C.Function->getReturnType()))
        Wanted.insert(Callee);
      if (isMustElide(Callee->getASTContext(), Mark))
        Insisted.insert(Callee);
    });
}

/// \p Name, which stands beside \p Callee, as the text of \p F names it; by all
/// of its name \p Always, or where that is not seen otherwise.
static std::string spellBeside(const Form &F, const FunctionDecl *Callee,
                               const std::string &Name, bool Always = false) {
  const DeclContext *Scope =
      Callee->getDeclContext()->getEnclosingNamespaceContext();
  if (!Always && Scope->Encloses(F.Function->getDeclContext()))
    return Name;
  std::string Text = Name;
  for (const DeclContext *C = Scope; C; C = C->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(C);
        N && !N->isAnonymousNamespace() && !N->isInline())
      Text = N->getName().str() + "::" + Text;
  return "::" + Text;
}

/// True if \p D is the only one of its name, as far as its class or namespace
/// and what is seen through that know.
static bool isOnlyOne(const FunctionDecl *D) {
  const DeclContext *C = D->getDeclContext()->getRedeclContext();
  while (C->isInlineNamespace() ||
         (C->isNamespace() && cast<NamespaceDecl>(C)->isAnonymousNamespace()))
    C = C->getParent()->getRedeclContext();
  size_t Count = 0;
  while (C) {
    auto Found = C->lookup(D->getDeclName());
    Count += std::distance(Found.begin(), Found.end());
    const auto *N = dyn_cast<NamespaceDecl>(C);
    const auto *T = dyn_cast<TranslationUnitDecl>(C);
    C = N   ? N->getAnonymousNamespace()
        : T ? T->getAnonymousNamespace()
            : nullptr;
  }
  return Count == 1;
}

/// Where the frame of \p Function is local to it, others know it by the address
/// of \p Function: that as the text of \p F says it. \p IsQualified: by all of
/// its name. Empty if it has no name outside, or one that not everybody sees.
static std::string addressOf(const Form &F, const FunctionDecl *Function,
                             bool IsQualified) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (!Function->getDeclName().isIdentifier() ||
      Function->getTemplateSpecializationKind() != TSK_Undeclared ||
      Function->getParentFunctionOrMethod() ||
      (!Method && Function->getLexicalDeclContext()->isRecord()) ||
      (Method && Method->isExplicitObjectMemberFunction()))
    return "";
  std::string Name = Function->getNameAsString();
  const QualType Type = pointerTo(F.Context, Function);
  if (Method) {
    const QualType Class = compat::tagType(F.Context, Method->getParent());
    if (!whyUnspellable(F, Class).empty())
      return "";
    Name = spellDeclaration(F, Class) + "::" + Name;
  } else {
    Name = spellBeside(F, Function, Name, /*Always=*/IsQualified);
  }
  // The type says which overload is meant, but not in which namespace.
  if (isOnlyOne(Function))
    return "&" + Name;
  if (!whyUnspellable(F, Type).empty() ||
      (!Method && Function->isInAnonymousNamespace()))
    return "";
  return "static_cast<" + spellDeclaration(F, Type) + ">(&" + Name + ")";
}

/// True if a parameter of \p F has the name of \p Callee.
static bool isHiddenByParameter(const Form &F, const FunctionDecl *Callee) {
  return llvm::any_of(F.Parameters, [&](const Slot *S) {
    return S->Decl->getDeclName() == Callee->getDeclName();
  });
}

std::string addressForFrame(const Form &F) {
  return addressOf(F, F.Function, isHiddenByParameter(F, F.Function));
}

bool canStandInPlace(const Form &F) {
  const Contract &P = F.Promise;
  return (!F.IsLocalFrame || (!F.IsGeneric && !addressForFrame(F).empty())) &&
         !F.LeavesByStep &&
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
        F.Names.Frame,
        F.Names.InPlace,
        F.Names.Frame,
        F.IsLocalFrame ? F.Names.Frame : "",
        canBeCalled(F) ? F.Names.Step : "",
        /*WhyNot=*/"",
        F.StartsOnStack};
}

bool isFrame(const CXXRecordDecl *Class) {
  return Class->hasDefinition() && !Class->field_empty() &&
         llvm::StringRef(Class->field_begin()->getType().getAsString())
             .contains("switchback::entry_point");
}

/// The function of \p R, the frame of \p Callee, that makes one in storage of
/// the caller's.
static const CXXMethodDecl *inPlaceRamp(const CXXRecordDecl *R,
                                        const FunctionDecl *Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const unsigned Extra = Method && Method->isInstance() ? 2 : 1;
  const ASTContext &Context = Callee->getASTContext();
  for (const CXXMethodDecl *M : R->methods())
    if (M->isStatic() && M->getIdentifier() &&
        M->getNumParams() == Callee->getNumParams() + Extra &&
        M->getParamDecl(0)->getType()->isVoidPointerType() &&
        Context.hasSameType(M->getReturnType(), Callee->getReturnType()))
      return M;
  return nullptr;
}

/// The frame of \p Callee, a coroutine that was lowered before this text was
/// parsed, if it can stand in place.
static std::optional<ChildFrame> frameInText(const FunctionDecl *Callee) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Callee->getBody());
  if (!Body)
    return std::nullopt;
  for (const Stmt *S : Body->body()) {
    const auto *D = dyn_cast<DeclStmt>(S);
    if (!D || !D->isSingleDecl())
      return std::nullopt;
    // Its own frame is local to it, or what its ramp makes first.
    const auto *R = dyn_cast<CXXRecordDecl>(D->getSingleDecl());
    const bool IsLocal = R;
    if (const auto *V = dyn_cast<VarDecl>(D->getSingleDecl()))
      R = V->getType()->getPointeeCXXRecordDecl();
    else if (const auto *A = dyn_cast<TypeAliasDecl>(D->getSingleDecl()))
      R = templateOf(A->getUnderlyingType());
    if (!R || !R->getIdentifier() || !isFrame(R))
      continue;
    const CXXMethodDecl *Ramp = inPlaceRamp(R, Callee);
    if (!Ramp || (R->isLocalClass() && !IsLocal))
      return std::nullopt;
    std::string Name = R->getName().str();
    return ChildFrame{Name, Ramp->getName().str(), Name, IsLocal ? Name : ""};
  }
  return std::nullopt;
}

/// The lambda over packs of indices that \p S, of a ramp, returns a call of.
static const LambdaExpr *packScopeOf(const Stmt *S) {
  const auto *Return = dyn_cast<ReturnStmt>(S);
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  const auto *Call =
      Value ? dyn_cast<CallExpr>(Value->IgnoreImplicit()) : nullptr;
  const Expr *Callee = !Call                            ? nullptr
                       : isa<CXXOperatorCallExpr>(Call) ? Call->getArg(0)
                                                        : Call->getCallee();
  const auto *L =
      Callee ? dyn_cast<LambdaExpr>(Callee->IgnoreImplicit()) : nullptr;
  return L && L->isGenericLambda() ? L : nullptr;
}

/// True if \p Body is that of a ramp: its frame is local to it, or what it
/// makes first.
static bool isRamp(const Stmt *Body) {
  const auto *Statements = dyn_cast<CompoundStmt>(Body);
  return Statements && llvm::any_of(Statements->body(), [](const Stmt *S) {
           if (const LambdaExpr *L = packScopeOf(S))
             return isRamp(L->getBody());
           const auto *D = dyn_cast<DeclStmt>(S);
           if (!D || !D->isSingleDecl())
             return false;
           const auto *R = dyn_cast<CXXRecordDecl>(D->getSingleDecl());
           if (const auto *V = dyn_cast<VarDecl>(D->getSingleDecl()))
             R = V->getType()->isPointerType()
                     ? V->getType()->getPointeeCXXRecordDecl()
                     : nullptr;
           else if (const auto *A = dyn_cast<TypeAliasDecl>(D->getSingleDecl()))
             R = templateOf(A->getUnderlyingType());
           return R && isFrame(R);
         });
}

bool isCoroutine(const FunctionDecl *Callee) {
  if (Callee->getTemplateInstantiationPattern())
    Callee = Callee->getTemplateInstantiationPattern();
  const Stmt *Body = Callee->getBody();
  return Body && (isa<CoroutineBodyStmt>(Body) || isRamp(Body));
}

/// True if \p E names an object, or a pointer to it, without calling anything;
/// \p ReadsPointer if it takes one that may be changed.
static bool isNamedObject(const Expr *E, bool &ReadsPointer) {
  E = E->IgnoreParenImpCasts();
  ReadsPointer |= E->getType()->isPointerType() && !isa<CXXThisExpr>(E);
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return isa<FieldDecl>(M->getMemberDecl()) &&
           isNamedObject(M->getBase(), ReadsPointer);
  return isa<CXXThisExpr, DeclRefExpr>(E);
}

/// True if the object of \p Call can be passed along with the arguments.
static bool canPassObject(const Form &F, const CXXMemberCallExpr *Call) {
  const Expr *Object = Call->getImplicitObjectArgument();
  bool ReadsPointer = false;
  if (!isNamedObject(Object, ReadsPointer) ||
      Call->getMethodDecl()->getRefQualifier() == RQ_RValue)
    return false;
  // In a lambda `this` is another's.
  if (F.isLambda() && isa<CXXThisExpr>(Object->IgnoreParenImpCasts()))
    return false;
  // What they do comes behind that.
  return !ReadsPointer ||
         llvm::none_of(Call->arguments(), [&](const Expr *Arg) {
           return Arg->HasSideEffects(F.Context);
         });
}

/// Why \p Call, of a member function, cannot be one of a function that takes
/// the object as an argument; or why the function cannot be named.
static std::string whyNotMember(const Form &F, const CXXMemberCallExpr *Call) {
  const auto *Callee = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
  const CXXMethodDecl *Method = Call->getMethodDecl();
  if (!Callee || !Method->isImplicitObjectMemberFunction())
    return NoName.str();
  if (Method->isVirtual() &&
      Callee->performsVirtualDispatch(F.Context.getLangOpts()))
    return "its function is virtual";
  if (!canPassObject(F, Call))
    return "its object has no name";
  // Without the conversion to a base, whose name may not reach it.
  const Expr *Object = Call->getImplicitObjectArgument();
  QualType Class = Object->IgnoreParenImpCasts()->getType();
  if (Class->isPointerType())
    Class = Class->getPointeeType();
  const bool IsAccessible = Method->getAccess() == AS_public ||
                            Class->getAsCXXRecordDecl() == Method->getParent();
  return Callee->getFoundDecl().getDecl() == Method && IsAccessible
             ? ""
             : NoName.str();
}

/// The arguments of \p Callee, an instance of a template whose frame is one, as
/// the text of \p F says them; nothing if it cannot.
static std::optional<std::string> frameArguments(const Form &F,
                                                 const FunctionDecl *Callee) {
  if (patternOf(Callee) == Callee->getCanonicalDecl())
    return "";
  std::string Text;
  for (const TemplateArgument &A :
       Callee->getTemplateSpecializationArgs()->asArray()) {
    Text += Text.empty() ? "<" : ", ";
    // A type of the function that awaits is not known in front of it.
    SmallVector<const NamedDecl *, 4> Locals;
    if (A.getKind() == TemplateArgument::Type)
      collectLocalTypes(F, A.getAsType(), Locals);
    if (!Locals.empty() || (A.getKind() == TemplateArgument::Integral &&
                            A.getAsIntegral().getSignificantBits() > 63))
      return std::nullopt;
    if (A.getKind() == TemplateArgument::Type &&
        whyUnspellable(F, A.getAsType()).empty())
      Text += spellDeclaration(F, A.getAsType());
    else if (A.getKind() == TemplateArgument::Integral &&
             A.getIntegralType()->isBooleanType())
      Text += A.getAsIntegral().isZero() ? "false" : "true";
    else if (A.getKind() == TemplateArgument::Integral &&
             A.getIntegralType()->isSpecificBuiltinType(BuiltinType::Int))
      Text += llvm::toString(A.getAsIntegral(), 10);
    else if (A.getKind() == TemplateArgument::Integral &&
             A.getIntegralType()->isBuiltinType())
      Text += "static_cast<" + spellDeclaration(F, A.getIntegralType()) + ">(" +
              llvm::toString(A.getAsIntegral(), 10) + ")";
    else
      return std::nullopt;
  }
  return Text + ">";
}

/// Why the text of \p Call cannot become a call of a function that makes the
/// frame.
static std::string whyNotWritten(const CallExpr *Call) {
  const Expr *Name = Call->getCallee()->IgnoreImpCasts();
  if (!isa<DeclRefExpr, MemberExpr>(Name) || Name->getBeginLoc().isMacroID() ||
      Name->getEndLoc().isMacroID() || Call->getRParenLoc().isMacroID())
    return "the call has no text that could be changed";
  for (const Expr *Arg : Call->arguments()) {
    if (isa<CXXDefaultArgExpr>(Arg))
      return "an argument is a default argument";
    if (suspends(Arg))
      return "an argument suspends";
  }
  return "";
}

/// True if g++ warns of a member of \p F whose type is known in this file only:
/// the frame is the same class in every file, and to g++ a file with line
/// directives is a header.
static bool isInHeaderForGxx(const Form &F) {
  if (!F.IsLocalFrame || !F.Function->isExternallyVisible() ||
      !(F.IsGeneric || F.Function->isInlined()))
    return false;
  if (F.IsInHeader || !F.Lines)
    return F.IsInHeader;
  return F.Lines->Wanted == LineDirectives::All || !F.Lines->Asks.empty() ||
         F.Lines->Segments.size() > 1;
}

/// Says how the text of \p F calls the frame of \p Callee, which \p Call calls;
/// or why it cannot.
static std::string nameChild(const Form &F, const CallExpr *Call,
                             const FunctionDecl *Callee, ChildFrame &Child) {
  const bool IsOnlyHere = Child.Local.empty() || !Callee->isInlined() ||
                          !Callee->isExternallyVisible();
  if (IsOnlyHere && isInHeaderForGxx(F))
    return "the coroutine that awaits it is inline";
  if (Child.Local.empty()) {
    std::optional<std::string> Arguments =
        frameArguments(F, Call->getDirectCallee());
    Child.Type = spellBeside(F, Callee, Child.Name) + Arguments.value_or("");
    return Arguments ? "" : NoName.str();
  }
  // The initialisers of a class come before the bodies of its functions.
  if (isInInitialiser(F.Function))
    return Behind.str();
  const auto *Ref = dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreImpCasts());
  Child.Local =
      addressOf(F, Callee,
                isHiddenByParameter(F, Callee) || (Ref && Ref->hasQualifier()));
  return Child.Local.empty() ? NoName.str() : "";
}

/// Why the frame of the coroutine that \p Call calls is no part of the one of
/// \p F; if it is, nothing, and \p Child says how.
std::string InPlaceFrames::whyNot(const Form &F, const CallExpr *Call,
                                  bool MustElide, ChildFrame &Child) const {
  const FunctionDecl *Callee = patternOf(Call->getDirectCallee());
  if (Call->isTypeDependent() || !whyUnspellable(F, Call->getType()).empty())
    return "its type has no name here";
  auto It = Offered.find(Callee);
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
    return Behind.str();
  if (It != Offered.end())
    Child = It->second;
  else if (std::optional<ChildFrame> Text = frameInText(Definition))
    Child = *Text;
  else
    return "its frame is native, local to it, or may free itself";
  std::string WhyNot = whyNotWritten(Call);
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call); M && WhyNot.empty())
    WhyNot = whyNotMember(F, M);
  return WhyNot.empty() ? nameChild(F, Call, Definition, Child) : WhyNot;
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
    const bool IsDefined =
        patternOf(Call->getDirectCallee())->isDefined(Definition);
    if (Child.WhyNot.empty() || Child.MustElide ||
        (IsDefined &&
         isa_and_nonnull<CoroutineBodyStmt>(Definition->getBody())))
      F.ChildFrames[Call] = Child;
  });
}

} // namespace switchback
