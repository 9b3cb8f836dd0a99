//===- SpillCalls.cpp - Arguments that are passed in place
//-----------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See Spill.cpp. How a call gets arguments by value that are objects already.
///
//===----------------------------------------------------------------------===//
#include "InPlace.h"
#include "Spiller.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/CXXInheritance.h"

using namespace clang;

namespace switchback {

/// True if \p E is a call that has an argument passed by value whose lifetime
/// can be told and reaches across a suspension: the argument is constructed
/// before one, or the full expression, to whose end clang keeps it, has one
/// behind the call. The argument is a slot then, and the call passes it in
/// place.
bool Spiller::takesInPlace(const Expr *E) const {
  if (E->isTypeDependent())
    return false;
  llvm::SmallVector<const Expr *, 4> Args;
  if (const auto *C = dyn_cast<CallExpr>(E))
    Args.append(C->arg_begin(), C->arg_end());
  else if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    Args.append(C->arg_begin(), C->arg_end());
  // Where only clang's way to keep a parameter to the end of the full
  // expression asks for it, nobody can tell when a parameter dies that a
  // coroutine has moved into its frame, if nothing is left to destroy.
  const bool DiesUnseen =
      !suspends(E) && !canPassInPlace(E) && callsCoroutine(E);
  return llvm::any_of(Args, [&](const Expr *Arg) {
    return isInPlace(Arg) &&
           !(DiesUnseen &&
             (isEmptyOnceMoved(Arg->getType()) || isMovedAway(E, Arg)));
  });
}

bool isMovedAway(const Expr *E, const Expr *Arg) {
  const auto *C = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = C ? C->getDirectCallee() : nullptr;
  if (!Callee || isa<CXXOperatorCallExpr>(C) || !isCoroutine(Callee))
    return false;
  return llvm::any_of(llvm::zip(C->arguments(), Callee->parameters()),
                      [&](const auto &Each) {
                        const auto &[Given, Parameter] = Each;
                        return Given == Arg && Arg->isPRValue() &&
                               Arg->getType()->isRecordType() &&
                               isEmptyAfterMove(Parameter->getType());
                      });
}

bool Spiller::callsCoroutine(const Expr *E) {
  const auto *C = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = C ? C->getDirectCallee() : nullptr;
  return Callee && isCoroutine(Callee);
}

/// The class by which \p E names the member function \p Method: that of the
/// object, which may reach what a base protects.
static const CXXRecordDecl *namingClass(const CallExpr *E,
                                        const CXXMethodDecl *Method) {
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E);
      C && Method->isImplicitObjectMemberFunction())
    if (const Expr *Object = C->getImplicitObjectArgument()) {
      // Without the conversion to the base.
      QualType T = Object->IgnoreParenImpCasts()->getType();
      if (T->isPointerType())
        T = T->getPointeeType();
      if (const auto *R = T->getAsCXXRecordDecl(); R && !R->isLambda())
        return R;
    }
  return Method->getParent();
}

/// True if everybody may convert a \p Derived to a \p Base.
static bool isPublicBase(const CXXRecordDecl *Derived,
                         const CXXRecordDecl *Base) {
  if (Derived->getCanonicalDecl() == Base->getCanonicalDecl())
    return true;
  CXXBasePaths Paths(/*FindAmbiguities=*/true, /*RecordPaths=*/true,
                     /*DetectVirtual=*/false);
  if (!Derived->isDerivedFrom(Base, Paths))
    return false;
  const auto IsPublic = [](const CXXBasePath &Path) {
    return Path.Access == AS_public;
  };
  return !Paths.isAmbiguous(CanQualType::CreateUnsafe(
             compat::tagType(Base->getASTContext(), Base)
                 .getCanonicalType())) &&
         llvm::all_of(Paths, IsPublic);
}

/// Where the arguments stand that \p E gives the template it calls; nowhere if
/// all are deduced.
static SourceRange explicitArguments(const CallExpr *E) {
  auto AnglesOf = [](const auto *Name) {
    return Name && Name->hasExplicitTemplateArgs()
               ? SourceRange(Name->getLAngleLoc(), Name->getRAngleLoc())
               : SourceRange();
  };
  const Expr *Callee = E->getCallee()->IgnoreParenImpCasts();
  SourceRange Angles = AnglesOf(dyn_cast<DeclRefExpr>(Callee));
  return Angles.isValid() ? Angles : AnglesOf(dyn_cast<MemberExpr>(Callee));
}

/// True if \p E is a list in braces without a type in front of it.
static bool isBraces(const Expr *E) {
  E = skipImplicit(E);
  const auto *C = dyn_cast<CXXConstructExpr>(E);
  return isa<InitListExpr, CXXStdInitializerListExpr>(E) ||
         (C && !isa<CXXTemporaryObjectExpr>(C) && C->isListInitialization());
}

/// False if no text is there to call the function of \p E with objects that are
/// made before.
bool Spiller::canPassInPlace(const Expr *E) const {
  const auto *C = dyn_cast<CallExpr>(E);
  if (!C)
    return false;
  const FunctionDecl *Callee = C->getDirectCallee();
  if (!Callee)
    return true;
  if (Callee->isVariadic())
    return false;
  if (isLambdaCallOperator(Callee) && isa<CXXOperatorCallExpr>(E)) {
    const auto *Operator = cast<CXXMethodDecl>(Callee);
    return !Operator->isStatic() &&
           (!Operator->getPrimaryTemplate() ||
            whyUnspellable(F, Operator->getType()).empty());
  }
  // A call of `Base::f` may not go to an override, a friend that only its
  // class declares cannot be named.
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  const auto *Member =
      dyn_cast<MemberExpr>(C->getCallee()->IgnoreParenImpCasts());
  if (Method && Method->isVirtual() && Member && Member->hasQualifier())
    return false;
  if (Method && !isPublicBase(namingClass(C, Method), Method->getParent()))
    return false;
  // No text has the name of a namespace without a name in front of `operator`.
  if (isa<CXXOperatorCallExpr>(E) && !Method &&
      Callee->isInAnonymousNamespace())
    return false;
  if (llvm::all_of(Callee->redecls(), [](const FunctionDecl *D) {
        return D->getFriendObjectKind() != Decl::FOK_None;
      }))
    return false;
  return whyUnspellable(F, pointerTo(F.Context, Callee)).empty() ||
         isNamedByArguments(C) || isNamedByCall(C);
}

/// True if asking which overload of \p Callee is meant compiles the body of
/// another, to know what that returns: one that nothing keeps from arguments
/// that it is not for.
static bool asksOtherBodies(const FunctionDecl *Callee) {
  auto Overloads = Callee->getDeclContext()->lookup(Callee->getDeclName());
  return llvm::any_of(Overloads, [&](const NamedDecl *D) {
    const auto *T = dyn_cast<FunctionTemplateDecl>(D->getUnderlyingDecl());
    if (!T || T == Callee->getPrimaryTemplate() ||
        !T->getTemplatedDecl()->getReturnType()->getContainedAutoType())
      return false;
    auto HasDefault = [](const NamedDecl *P) {
      const auto *Type = dyn_cast<TemplateTypeParmDecl>(P);
      const auto *Value = dyn_cast<NonTypeTemplateParmDecl>(P);
      return (Type && Type->hasDefaultArgument()) ||
             (Value && Value->hasDefaultArgument());
    };
    return !T->hasAssociatedConstraints() &&
           llvm::none_of(*T->getTemplateParameters(), HasDefault);
  });
}

/// True if all but the result of the function that \p E calls can be spelled:
/// then the type of the call says what that is.
bool Spiller::isNamedByCall(const CallExpr *E) const {
  const FunctionDecl *Callee = E->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  return Callee && !isa<CXXOperatorCallExpr>(E) && !F.IsGeneric &&
         !(Method && Method->isInstance()) &&
         Callee->getDeclName().isIdentifier() && !asksOtherBodies(Callee) &&
         llvm::all_of(Callee->parameters(),
                      [this](const ParmVarDecl *P) {
                        return whyUnspellable(F, P->getType()).empty();
                      }) &&
         llvm::none_of(E->arguments(), [](const Expr *Arg) {
           return isa<CXXDefaultArgExpr>(Arg) || isBraces(Arg);
         });
}

/// The type of a pointer to what \p E calls by \p Name.
std::string Spiller::spellPointerTo(const CallExpr *E, StringRef Name) const {
  const FunctionDecl *Callee = E->getDirectCallee();
  const QualType Pointer = pointerTo(F.Context, Callee);
  if (whyUnspellable(F, Pointer).empty())
    return spellDeclaration(F, Pointer);
  std::string Arguments, Parameters;
  for (auto [Arg, P] : llvm::zip(E->arguments(), Callee->parameters())) {
    const QualType T = P->getType();
    QualType As = T->isReferenceType() ? T : Arg->getType();
    if (Arg->isLValue() && !T->isReferenceType())
      As = F.Context.getLValueReferenceType(As);
    const char *Comma = Arguments.empty() ? "" : ", ";
    Arguments += Comma + ("std::declval<" + spellDeclaration(F, As) + ">()");
    Parameters += Comma + spellDeclaration(F, T);
  }
  return "decltype(" +
         (Name + "(" + Arguments + ")) (*)(" + Parameters + ")").str();
}

/// The arguments of the template that \p Callee is a specialisation of.
static llvm::SmallVector<TemplateArgument, 4>
templateArguments(const FunctionDecl *Callee) {
  llvm::SmallVector<TemplateArgument, 4> Result;
  const TemplateArgumentList *All = Callee->getTemplateSpecializationArgs();
  if (!All)
    return Result;
  for (const TemplateArgument &A : All->asArray())
    if (A.getKind() == TemplateArgument::Pack)
      Result.append(A.pack_begin(), A.pack_end());
    else
      Result.push_back(A);
  return Result;
}

namespace {
/// An argument of a call that has a type without a name, or is an instance of a
/// class template with that type as its argument \p Index.
struct TypedArgument {
  const Expr *Arg = nullptr;
  int Index = -1;
  explicit operator bool() const { return Arg; }
};
} // namespace

/// Which of the arguments of class template \p T, all of which are types, is
/// \p Argument; -1 if none is.
static int indexOfArgument(const ASTContext &Context, QualType T,
                           QualType Argument) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!S || llvm::any_of(S->getTemplateArgs().asArray(), [](const auto &A) {
        return A.getKind() != TemplateArgument::Type;
      }))
    return -1;
  for (auto [I, A] : llvm::enumerate(S->getTemplateArgs().asArray()))
    if (Context.hasSameType(A.getAsType(), Argument))
      return I;
  return -1;
}

/// The argument of \p E that has the type \p T, a closure's or one made with
/// it, which has no name, or is made with \p T.
static TypedArgument argumentOfType(const Form &F, const CallExpr *E,
                                    QualType T) {
  T = T.getNonReferenceType();
  if (!T->isRecordType() || whyUnspellable(F, T).empty())
    return {};
  for (const Expr *Arg : E->arguments())
    if (F.Context.hasSameUnqualifiedType(Arg->getType(), T))
      return {Arg, -1};
  for (const Expr *Arg : E->arguments())
    if (int I = indexOfArgument(F.Context, Arg->getType(), T); I >= 0)
      return {Arg, I};
  return {};
}

/// The name of the class template that \p A is, as a template's argument; empty
/// if it has none everywhere.
static std::string nameOfTemplate(const TemplateArgument &A) {
  const auto *T = A.getKind() == TemplateArgument::Template
                      ? dyn_cast_or_null<ClassTemplateDecl>(
                            A.getAsTemplate().getAsTemplateDecl())
                      : nullptr;
  return T && T->getDeclContext()->isFileContext() &&
                 !T->isInAnonymousNamespace()
             ? T->getQualifiedNameAsString()
             : "";
}

/// True if \p Callee is an operator that is no member: its arguments are those
/// of a function.
static bool isFreeOperator(const FunctionDecl *Callee) {
  return Callee->isOverloadedOperator() && !isa<CXXMethodDecl>(Callee);
}

/// True if the type of the function that \p E calls cannot be spelled, but it
/// is the only function template of its name, and its arguments are types that
/// have names or are those of what it is called with.
bool Spiller::isNamedByArguments(const CallExpr *E) const {
  const FunctionDecl *Callee = E->getDirectCallee();
  if (!Callee || !Callee->getPrimaryTemplate() ||
      !(Callee->getDeclName().isIdentifier() || isFreeOperator(Callee)) ||
      F.IsGeneric ||
      !Callee->getDeclContext()->lookup(Callee->getDeclName()).isSingleResult())
    return false;
  bool Any = false;
  auto Arguments = templateArguments(Callee);
  return llvm::all_of(Arguments,
                      [&](const TemplateArgument &A) {
                        if (A.getKind() != TemplateArgument::Type)
                          return !nameOfTemplate(A).empty();
                        if (argumentOfType(F, E, A.getAsType()))
                          return Any = true;
                        return whyUnspellable(F, A.getAsType()).empty();
                      }) &&
         Any;
}

/// `switchback::call(&name<types>, `, where types without a name are asked of
/// \p Values, what the arguments have become.
Fragment
Spiller::callOfTemplate(const CallExpr *E,
                        const llvm::DenseMap<const Expr *, Fragment> &Values) {
  const FunctionDecl *Callee = E->getDirectCallee();
  // Without what is written of them.
  std::string Name = nameOfCallee(E);
  if (SourceRange Angles = explicitArguments(E); Angles.isValid())
    if (auto R = Source.range(Angles))
      if (StringRef Written = Source.text(*R);
          StringRef(Name).ends_with(Written))
        Name.resize(Name.size() - Written.size());
  Fragment Text = Fragment("switchback::call(&") + Name + "<";
  bool First = true;
  for (const TemplateArgument &A : templateArguments(Callee)) {
    if (!std::exchange(First, false))
      Text.append(", ");
    if (A.getKind() == TemplateArgument::Template) {
      Text.append(nameOfTemplate(A));
      continue;
    }
    const QualType T = A.getAsType(), Object = T.getNonReferenceType();
    const TypedArgument Unnamed = argumentOfType(F, E, T);
    if (!Unnamed) {
      Text.append(spellDeclaration(F, T));
      continue;
    }
    if (Object.isConstQualified() && Unnamed.Index < 0)
      Text.append("const ");
    Fragment Type = Fragment("switchback::remove_cvref_t<decltype(") +
                    Values.lookup(Unnamed.Arg) + ")>";
    if (Unnamed.Index >= 0)
      Type = Fragment("switchback::argument_t<" +
                      std::to_string(Unnamed.Index) + ", ") +
             Type + ">";
    Text = Text + Type;
    if (T->isReferenceType())
      Text.append(T->isLValueReferenceType() ? " &" : " &&");
  }
  return Text.append(">, ");
}

bool Spiller::isInPlace(const Expr *Arg) const {
  if (!Arg->isPRValue() || !Arg->getType()->isRecordType())
    return false;
  return (EarlySet.contains(Arg) || needsPlace(Arg)) &&
         !canRelocate(Arg->getType());
}

/// What stands in front of the arguments of \p E to pass them in place:
/// `switchback::call(static_cast<TYPE>(&NAME), `, or the pointer.
Fragment Spiller::callOf(const CallExpr *E) {
  const Fragment Call("switchback::call(");
  if (Slot *Frame = InPlaceCalls.lookup(E)) {
    const ChildFrame &Child = F.ChildFrames[E];
    return Call + "&" + Child.Type + "::" + Child.Ramp + ", &" +
           Fragment::object(Frame) + ", ";
  }
  const FunctionDecl *Callee = E->getDirectCallee();
  if (!Callee) {
    const Expr *Pointer = E->getCallee();
    if (const auto *B = dyn_cast<BinaryOperator>(Pointer->IgnoreParens()))
      Pointer = B->getRHS(); // `object.*pointer`
    std::optional<Fragment> Saved = save(Pointer);
    return Call + (Saved ? *Saved : Source.expression(Pointer, &Subs)) + ", ";
  }
  if (isLambdaCallOperator(Callee) && isa<CXXOperatorCallExpr>(E))
    return callOfClosure(cast<CXXMethodDecl>(Callee));
  std::string Name = nameOfCallee(E);
  if (SourceRange Angles = explicitArguments(E);
      Angles.isValid() && !StringRef(Name).ends_with(">")) {
    if (auto Text = Source.range(Angles))
      Name += Source.text(*Text);
    else
      F.refuseText(Angles, "the arguments of a template");
  }
  // The type says which overload is meant.
  return Call + "static_cast<" + spellPointerTo(E, Name) + ">(&" + Name + "), ";
}

/// The name of what \p E calls, without the arguments of a template.
std::string Spiller::nameOfCallee(const CallExpr *E) {
  const FunctionDecl *Callee = E->getDirectCallee();
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  std::string Name = Callee->getNameAsString();
  if (Method)
    Name = spellDeclaration(
               F, compat::tagType(F.Context, namingClass(E, Method))) +
           "::" + Name;
  else if (!Callee->isLocalExternDecl())
    Name = Callee->getQualifiedNameAsString();
  // As it is written, where that is more than a name that arguments lead to.
  if (const auto *Ref =
          dyn_cast<DeclRefExpr>(E->getCallee()->IgnoreParenImpCasts());
      Ref && !isa<CXXOperatorCallExpr>(E) &&
      (Callee->isInAnonymousNamespace() || (Ref->hasQualifier() && !Method)))
    Name = Source.expression(Ref).str();
  return Name;
}

/// The same for a closure's call operator, which only the object leads to.
Fragment Spiller::callOfClosure(const CXXMethodDecl *Operator) {
  if (!Operator->getPrimaryTemplate())
    return Fragment("switchback::call_closure(");
  return Fragment("switchback::call_generic<") +
         spellDeclaration(F, Operator->getType()) + ">(";
}

/// The arguments of \p E as the function takes them, the object of a member
/// function first.
static llvm::SmallVector<const Expr *, 4> passedInOrder(const CallExpr *E) {
  llvm::SmallVector<const Expr *, 4> Args(E->arg_begin(), E->arg_end());
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
    Args.insert(Args.begin(), C->getImplicitObjectArgument());
  return Args;
}

/// True if \p E makes an object of a class that is passed by its address.
static bool isNontrivialObject(const Expr *E) {
  const auto *R = E->getType()->getAsCXXRecordDecl();
  return E->isPRValue() && R && !R->isTriviallyCopyable();
}

static bool isListOverArray(const Expr *E) {
  return isa<CXXStdInitializerListExpr>(skipImplicit(E));
}

/// True if \p Arg is an object of a class that its text, of another type or
/// another object, becomes only where the function's parameter is known.
static bool isConverted(const ASTContext &Context, const Expr *Arg) {
  if (!isNontrivialObject(Arg) || isa<CXXDefaultArgExpr>(Arg))
    return false;
  const Expr *Written = Arg->IgnoreUnlessSpelledInSource();
  return Written->isGLValue() || isBraces(Arg) || isBraces(Written) ||
         !Context.hasSameUnqualifiedType(Written->getType(), Arg->getType());
}

/// True if \p Arg binds a parameter to a temporary that its text is not: of
/// another type, or without a type.
static bool isBoundToConverted(const ASTContext &Context, const Expr *Arg) {
  const auto *M = dyn_cast<MaterializeTemporaryExpr>(Arg->IgnoreParens());
  if (!M)
    return false;
  const Expr *Written = M->getSubExpr()->IgnoreUnlessSpelledInSource();
  return !M->getType()->isRecordType() || Written->isGLValue() ||
         isBraces(M->getSubExpr()) || isBraces(Written) ||
         !Context.hasSameUnqualifiedType(Written->getType(), M->getType());
}

/// True if the callee destroys the parameter that \p Arg initialises, since it
/// has the attribute `trivial_abi` or is made of what has.
static bool isDestroyedByCallee(const Expr *Arg) {
  const auto *R = Arg->getType()->getAsCXXRecordDecl();
  return Arg->isPRValue() && R && R->hasDefinition() &&
         R->canPassInRegisters() && !R->hasTrivialDestructor();
}

/// True if the text of \p Arg, a scalar, means nothing without the type of the
/// parameter, or would be bound to a reference although it has no address.
static bool needsType(const Expr *Arg) {
  if (!Arg->isPRValue() || Arg->getType()->isRecordType())
    return false;
  const Expr *Written = Arg->IgnoreUnlessSpelledInSource();
  if (Arg->getType()->isAnyPointerType() || Arg->getType()->isNullPtrType() ||
      Arg->getType()->isMemberPointerType())
    if (Written->getType()->isIntegralOrEnumerationType() ||
        Written->getType()->isFunctionType() || isa<UnaryOperator>(Written))
      return true;
  const auto *Ref = dyn_cast<DeclRefExpr>(Written->IgnoreParens());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->isStaticDataMember();
}

/// Makes an object of what \p Arg, an argument that is passed in place or
/// beside such ones, becomes; what is passed then.
Fragment Spiller::makeArgument(const Expr *Arg) {
  const auto *Bound = dyn_cast<MaterializeTemporaryExpr>(Arg->IgnoreParens());
  Slot *Argument = [&] {
    llvm::SaveAndRestore SavedStay(TemporariesStay, TemporariesStay && Bound);
    return temporary(Slot::Temporary, nameFor(Arg),
                     Arg->getType().getUnqualifiedType());
  }();
  constructInto(Argument, Bound ? Bound->getSubExpr() : Arg);
  return Arg->isXValue() ? moved(Fragment::object(Argument))
                         : Fragment::object(Argument);
}

/// The same of default argument \p D, if it is an object of a class.
Fragment Spiller::makeDefault(const CXXDefaultArgExpr *D, bool Holds) {
  Fragment Text = defaultArgument(D, Holds);
  if (!isNontrivialObject(D) || Text.isObject())
    return Text;
  Slot *Argument =
      temporary(Slot::Temporary, nameFor(D), D->getType().getUnqualifiedType());
  constructFrom(Argument, Text);
  return Fragment::object(Argument);
}

/// \p Arg where its text is what the parameter takes. \p IsEarly: another one
/// is made behind it.
Fragment Spiller::argumentAsWritten(const Expr *Arg, bool IsEarly) {
  const auto *This = dyn_cast<CXXThisExpr>(Arg->IgnoreImpCasts());
  if (This && This->isImplicit()) {
    F.UsesThis = true;
    return Fragment::special(Fragment::Self);
  }
  if (isListOverArray(Arg))
    return initializerList(cast<CXXStdInitializerListExpr>(skipImplicit(Arg)),
                           /*Holds=*/true);
  std::string Type =
      whyUnspellable(F, Arg->getType()).empty()
          ? spellDeclaration(F, Arg->getType().getUnqualifiedType())
          : "";
  if (isStdClass(Arg->getType(), "initializer_list") && isBraces(Arg))
    return Fragment(Type + "()");
  Fragment Text;
  if (IsEarly) {
    std::optional<Fragment> Saved = save(Arg);
    Text = Saved ? *Saved : Source.expression(Arg, &Subs);
  } else {
    Text = value(Arg);
  }
  return needsType(Arg) && !Text.isObject() && !Type.empty()
             ? Fragment("static_cast<" + Type + ">(") + Text + ")"
             : Text;
}

/// `switchback::call(&function, arguments...)`.
Fragment Spiller::callInPlace(const CallExpr *E, const Fragment *Promise) {
  llvm::SmallVector<const Expr *, 4> Args = passedInOrder(E);
  if (!canPassInPlace(E)) {
    F.refuse(E->getExprLoc(), "an argument passed by value to a function that "
                              "cannot be named lives across a suspension");
    return Fragment();
  }
  const FunctionDecl *Callee = E->getDirectCallee();
  const bool ByArguments =
      Callee && !whyUnspellable(F, pointerTo(F.Context, Callee)).empty() &&
      isNamedByArguments(E);
  Fragment Text = ByArguments ? Fragment() : callOf(E);
  llvm::DenseMap<const Expr *, Fragment> Values;
  auto Ops = evaluationOrder(E);
  if (E->getDirectCallee() == nullptr && !isa<CXXMemberCallExpr>(E))
    Ops.erase(Ops.begin()); // the pointer
  size_t Last = 0;
  auto Held = heldOperands(E, Ops);
  auto IsUnnamed = [&](const Expr *Op) {
    return isa<LambdaExpr>(skipImplicit(Op)) ||
           (Op->isPRValue() && Op->getType()->isRecordType() &&
            !whyUnspellable(F, Op->getType()).empty());
  };
  auto IsObject = [&](const Expr *Op) {
    return isInPlace(Op) || (ByArguments && IsUnnamed(Op)) ||
           (llvm::is_contained(Args, Op) &&
            (isConverted(F.Context, Op) || isBoundToConverted(F.Context, Op)));
  };
  for (auto [I, Op] : llvm::enumerate(Ops))
    if (actsInFront(Op) || IsObject(Op) || isListOverArray(Op) ||
        (isa<CXXDefaultArgExpr>(Op) && isNontrivialObject(Op)))
      Last = I;
  if (llvm::any_of(Args, isDestroyedByCallee))
    F.refuse(E->getExprLoc(), "an argument that the callee destroys is passed "
                              "beside one that lives across a suspension");
  for (auto [I, Op] : llvm::enumerate(Ops)) {
    // The promise and the function have been dealt with.
    if (!llvm::is_contained(Args, Op) || (Promise && Op == Args[0]))
      continue;
    const bool IsEarly = I < Last || Held[I];
    Values[Op] = isa<CXXDefaultArgExpr>(Op)
                     ? makeDefault(cast<CXXDefaultArgExpr>(Op), I < Last)
                 : IsObject(Op) || (IsEarly && isNontrivialObject(Op))
                     ? makeArgument(Op)
                     : argumentAsWritten(Op, IsEarly);
  }
  if (ByArguments)
    Text = callOfTemplate(E, Values);
  for (auto [I, Arg] : llvm::enumerate(Args)) {
    bool IsPointer =
        I == 0 && isa<CXXMemberCallExpr>(E) && Arg->getType()->isPointerType();
    if (I != 0)
      Text.append(", ");
    if (I == 0 && Promise)
      Text.append(*Promise);
    else
      Text.append(IsPointer ? Fragment("*") + Values[Arg] : Values[Arg]);
  }
  return Text.append(")");
}

} // namespace switchback
