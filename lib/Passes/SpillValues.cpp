//===- SpillValues.cpp - The text of expressions that are taken apart -----===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See Spill.cpp. Each function returns the text that stands for an expression
/// once what comes before it has been evaluated, and emits that evaluation.
///
//===----------------------------------------------------------------------===//
#include "Spiller.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace switchback {

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// The text that stands for \p E once everything before it has been evaluated.
/// Emits that evaluation.
Fragment Spiller::value(const Expr *E) {
  if (F.refused())
    return Fragment();
  if (isUnknownOperand(E))
    return holdUnknown(E);
  // What Sema made up has no text; it may stand below nodes without text.
  const Expr *Made = E;
  while (true) {
    if (const auto *W = dyn_cast<FullExpr>(Made))
      Made = W->getSubExpr();
    else if (const auto *C = dyn_cast<ImplicitCastExpr>(Made))
      Made = C->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(Made))
      Made = B->getSubExpr();
    else
      break;
  }
  if (PromiseCall C = asPromiseCall(Made))
    return promiseCall(C);
  if (const auto *C = asCoAwaitCall(Made))
    return coAwaitCall(C);
  if (!marked(E))
    return Source.expression(E, &Subs);
  if (unknownOperand(E))
    return suspendUnknown(E);
  if (isa<PackExpansionExpr, CXXFoldExpr>(E))
    return expansion(E);
  if (const auto *C = dyn_cast<CoroutineSuspendExpr>(E))
    return suspend(C);
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return materialize(M);
  if (const auto *W = dyn_cast<FullExpr>(E))
    return value(W->getSubExpr());
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
    return value(B->getSubExpr());
  if (const auto *L = dyn_cast<CXXStdInitializerListExpr>(E))
    return initializerList(L);
  if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
    return value(C->getSubExpr());
  // To the left of a comma that an instance may find to be overloaded.
  if (const auto *C = dyn_cast<CastExpr>(E);
      C && C->getCastKind() == CK_ToVoid &&
      isDiscardedTemporary(whatIsDiscarded(C))) {
    discard(C->getSubExpr());
    return Fragment(VoidValue);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && isExtensionOfAwait(U))
    return value(U->getSubExpr());
  if (const auto *Statements = dyn_cast<StmtExpr>(E);
      Statements && F.StatementExpressions.contains(Statements))
    return statementExpression(Statements);
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E))
    if (marked(C->getTrueExpr()) || marked(C->getFalseExpr()))
      return conditional(C);
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isLogicalOp() && marked(B->getRHS()))
      return shortCircuit(B);
    if (B->isCommaOp())
      return comma(B);
  }
  if (isa<LambdaExpr>(E) && !suspends(E))
    if (std::optional<Fragment> Held = save(E))
      return *Held;
  return generic(E);
}

/// True if the making of closure \p L does nothing, and gives the same
/// whenever it is done in its full expression.
bool Spiller::isInvariantClosure(const LambdaExpr *L) const {
  return llvm::all_of(L->captures(), [&](const LambdaCapture &C) {
    if (!C.capturesVariable())
      return C.getCaptureKind() == LCK_This;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    return V && !V->isInitCapture() &&
           (C.getCaptureKind() == LCK_ByRef ||
            (V->getType().isTriviallyCopyableType(F.Context) &&
             !Changing.contains(V)));
  });
}

/// True if \p E is a built-in sum or the like, of integers.
static bool isSum(const Expr *E) {
  const auto *B = dyn_cast<BinaryOperator>(E);
  return B &&
         (B->isAdditiveOp() || B->isMultiplicativeOp() || B->isBitwiseOp()) &&
         B->getType()->isIntegerType();
}

/// True if there is a built-in comma in \p E that is evaluated with it.
static bool containsComma(const Stmt *S) {
  if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isCommaOp())
    return true;
  if (isa<LambdaExpr>(S))
    return false;
  return llvm::any_of(S->children(), [](const Stmt *Child) {
    return Child && containsComma(Child);
  });
}

/// True if \p E is a built-in operator or subscript with a comma on its right:
/// g++ makes `f() % (g(), 1)` into `g(), f() % 1`, whatever the operator is.
static bool hasCommaOnRight(const Expr *E) {
  if (const auto *A = dyn_cast<ArraySubscriptExpr>(E))
    return containsComma(A->getRHS());
  const auto *B = dyn_cast<BinaryOperator>(E);
  return B && !B->isAssignmentOp() && !B->isCommaOp() && !B->isLogicalOp() &&
         containsComma(B->getRHS());
}

bool isUnordered(const Expr *E) {
  if (hasCommaOnRight(E))
    return true;
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return !C->isListInitialization();
  // What only an instance knows to be a constructor's arguments.
  if (const auto *C = dyn_cast<CXXUnresolvedConstructExpr>(E))
    return !C->isListInitialization();
  if (isa<CXXRewrittenBinaryOperator, ParenListExpr>(E))
    return true;
  // g++ may take a sum of integers apart, and put it together another way.
  if (const auto *B = dyn_cast<BinaryOperator>(E))
    return isSum(B) && isSum(B->getLHS()->IgnoreParenImpCasts());
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
  if (!Operator)
    return isa<CallExpr>(E);
  switch (Operator->getOperator()) {
  case OO_LessLess:
  case OO_GreaterGreater:
  case OO_Comma:
  case OO_AmpAmp:
  case OO_PipePipe:
  case OO_ArrowStar:
    return false;
  case OO_Subscript:
    return Operator->getNumArgs() > 2;
  default:
    return !Operator->isAssignmentOp();
  }
}

/// True if something of \p E is evaluated in a statement in front of the one
/// that it is part of, and may be observed there.
bool Spiller::actsInFront(const Expr *E) const {
  if (!marked(E))
    return false;
  if (const auto *L = dyn_cast<LambdaExpr>(skipImplicit(E)))
    return !isInvariantClosure(L);
  if (isa<MaterializeTemporaryExpr, StmtExpr, AbstractConditionalOperator,
          PackExpansionExpr, CXXFoldExpr>(E) ||
      Unknown.contains(E) || suspends(E) || takesInPlace(E) || needsPlace(E) ||
      isDiscardedTemporary(E))
    return true;
  bool IsAroundMarked = false;
  for (const Expr *Op : evaluationOrder(E)) {
    if (actsInFront(Op))
      return true;
    IsAroundMarked |= marked(Op);
  }
  return !IsAroundMarked;
}

Fragment Spiller::generic(const Expr *E) {
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    substitute(C->getCond(), value(C->getCond()));
    return Source.expression(E, &Subs);
  }
  if (const auto *B = dyn_cast<BinaryConditionalOperator>(E)) {
    substitute(B->getCommon(), value(B->getCommon()));
    return Source.expression(E, &Subs);
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isLogicalOp()) {
    substitute(B->getLHS(), value(B->getLHS()));
    return Source.expression(E, &Subs);
  }
  if (takesInPlace(E)) {
    if (const auto *C = dyn_cast<CallExpr>(E))
      return callInPlace(C);
    F.refuse(E->getExprLoc(), "an argument passed by value to a constructor "
                              "lives across a suspension");
    return Fragment();
  }
  auto Ops = evaluationOrder(E);
  auto Held = heldOperands(E, Ops);
  size_t Last = 0;
  for (auto [I, Op] : llvm::enumerate(Ops))
    if (actsInFront(Op))
      Last = I;
  if (!Ops.empty())
    noteHeldObjects(E, Ops, Last);
  bool NamesDefaults = llvm::any_of(Ops, [this](const Expr *Op) {
    return marked(Op) && isa<CXXDefaultArgExpr>(Op);
  });
  llvm::SmallVector<Fragment, 2> Defaults;
  for (auto [I, Op] : llvm::enumerate(Ops)) {
    if (I < Last || Held[I] || Unknown.contains(Op))
      checkHeldPart(E, I, Op);
    if (const auto *D = dyn_cast<CXXDefaultArgExpr>(Op)) {
      if (NamesDefaults && I <= Last)
        Defaults.push_back(defaultArgument(D, I < Last));
    } else if (I < Last || Held[I]) {
      if (isUnknownArrow(E, Op))
        substitute(Op, holdArrow(Op));
      else if (std::optional<Fragment> Saved = save(Op, E))
        substitute(Op, *Saved);
    } else if (I == Last || marked(Op)) {
      Fragment Text = isReceiver(E, Op) ? object(Op) : value(Op);
      // The list over an array stands where `T{...}` has its braces.
      const auto *Ctor = dyn_cast<CXXConstructExpr>(E);
      if (isa<CXXStdInitializerListExpr>(skipImplicit(Op)) &&
          (isa<CXXFunctionalCastExpr>(E) ||
           (Ctor && Ctor->isStdInitListInitialization())) &&
          llvm::StringRef(Text.str()).starts_with("switchback::list("))
        Text = Fragment("(") + Text + ")";
      substitute(Op, Text);
    }
  }
  return withDefaultArguments(E, Defaults);
}

/// True if \p E calls what an instance may find to be a function with default
/// arguments that do something.
static bool mayAddArguments(const Expr *E) {
  const auto *C = dyn_cast<CallExpr>(E);
  const auto *Lookup =
      C ? dyn_cast<OverloadExpr>(C->getCallee()->IgnoreParens()) : nullptr;
  return Lookup && llvm::any_of(Lookup->decls(), [C](const NamedDecl *D) {
           const FunctionDecl *Function = D->getAsFunction();
           return Function &&
                  llvm::any_of(Function->parameters().drop_front(std::min(
                                   C->getNumArgs(), Function->getNumParams())),
                               [](const ParmVarDecl *P) {
                                 const Expr *Default =
                                     P->hasUninstantiatedDefaultArg()
                                         ? P->getUninstantiatedDefaultArg()
                                     : P->hasUnparsedDefaultArg()
                                         ? nullptr
                                         : P->getDefaultArg();
                                 return Default && hasEffects(Default);
                               });
         });
}

/// Which of \p Ops, in the order they are evaluated in, are held in front of
/// the last suspension of \p E's operands or, where compilers differ in that
/// order, of an operand behind it that another compiler evaluates first.
llvm::SmallVector<bool, 4>
Spiller::heldOperands(const Expr *E, llvm::ArrayRef<const Expr *> Ops) const {
  llvm::SmallVector<bool, 4> Held(Ops.size(), false);
  size_t Last = Ops.size();
  for (auto [I, Op] : llvm::enumerate(Ops))
    if (suspends(Op))
      Last = I;
  if (Last == Ops.size() || !isUnordered(E))
    return Held;
  // Two operands without effects are evaluated in any order.
  bool Varies = false, Acts = mayAddArguments(E);
  for (size_t I = Ops.size(); I-- > Last;) {
    bool HasEffects = I == Last || hasEffects(Ops[I]);
    Held[I] = Acts || (Varies && HasEffects);
    Varies |= !isInvariant(Ops[I], Changing);
    Acts |= HasEffects;
  }
  // Every compiler evaluates the function, or the object, first. A name that
  // only an instance can look up is no operand.
  if (const auto *C = dyn_cast<CallExpr>(E);
      C && !isa<CXXOperatorCallExpr>(E) &&
      !llvm::is_contained(C->arguments(), Ops[0]))
    Held[0] = llvm::is_contained(llvm::drop_begin(Held), true);
  return Held;
}

/// True if \p Op is the object a member function without a ref-qualifier is
/// called on: then its value category does not matter.
bool Spiller::isReceiver(const Expr *E, const Expr *Op) const {
  const CXXMethodDecl *M = nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    M = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
  else if (const auto *C = dyn_cast<CXXMemberCallExpr>(E);
           C && C->getImplicitObjectArgument() == Op)
    M = C->getMethodDecl();
  return M && M->getRefQualifier() == RQ_None;
}

/// The object \p E denotes, as an lvalue.
Fragment Spiller::object(const Expr *E) {
  const Expr *Inner = E;
  while (true) {
    if (const auto *P = dyn_cast<ParenExpr>(Inner))
      Inner = P->getSubExpr();
    else if (const auto *C = dyn_cast<ImplicitCastExpr>(Inner);
             C && C->isGLValue())
      Inner = C->getSubExpr();
    else
      break;
  }
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Inner);
      M && marked(M)) {
    Fragment Text = materialize(M);
    return lvalue(Text);
  }
  return value(E);
}

/// `x` of `std::move(x)`, if that is what \p Text is.
Fragment Spiller::lvalue(const Fragment &Text) {
  auto P = Text.pieces();
  if (P.size() == 3 && P[0].Str == "std::move(" && P[2].Str == ")" &&
      P[1].Kind == Fragment::Object)
    return Fragment::object(P[1].S);
  return Text;
}

Fragment Spiller::moved(const Fragment &Object) {
  return Fragment("std::move(") + Object + ")";
}

/// Puts \p Made where the source has \p E, or what is left of it below nodes
/// without text: a list's syntactic form holds only those.
void Spiller::substitute(const Expr *E, const Fragment &Made) {
  // `.member{...}`
  const Fragment Text = isa<InitListExpr>(E) && Source.followsDesignator(E) &&
                                !llvm::StringRef(Made.str()).starts_with("{")
                            ? Fragment(" = ") + Made
                            : Made;
  while (true) {
    Subs[E] = Text;
    const Expr *Next = E;
    if (const auto *W = dyn_cast<FullExpr>(E))
      Next = W->getSubExpr();
    else if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
      Next = C->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      Next = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      Next = B->getSubExpr();
    else if (const auto *C = dyn_cast<CXXConstructExpr>(E);
             C && !isa<CXXTemporaryObjectExpr>(C) && C->getNumArgs() >= 1 &&
             C->getParenOrBraceRange().isInvalid())
      Next = C->getArg(0);
    else if (const auto *C = dyn_cast<CXXMemberCallExpr>(E);
             C && isa_and_nonnull<CXXConversionDecl>(C->getMethodDecl()) &&
             C->getExprLoc() == C->getImplicitObjectArgument()->getExprLoc())
      Next = C->getImplicitObjectArgument();
    if (Next == E)
      return;
    E = Next;
  }
}

/// Evaluates \p E now and holds its value. Nothing if the source text may
/// stand as it is.
std::optional<Fragment> Spiller::save(const Expr *E, const Expr *Parent) {
  if (isa<CXXDefaultArgExpr>(E))
    return std::nullopt;
  // The initialiser of a member that a list leaves out is no text of the list.
  if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E)) {
    if (D->getExpr() && hasEffects(D->getExpr()))
      F.refuse(D->getUsedLocation(), "the initialiser of a member that is left "
                                     "out stands in front of a suspension");
    return std::nullopt;
  }
  // What an unknown class is made of.
  if (isa<ParenListExpr>(E))
    return value(E);
  if (const auto *D = dyn_cast<DesignatedInitExpr>(E)) {
    if (std::optional<Fragment> Saved = save(D->getInit(), E))
      substitute(D->getInit(), *Saved);
    return std::nullopt;
  }
  // The list of a template's initialiser has no type.
  if (isUnknownList(E))
    return holdUnknown(E);
  const bool IsOperand =
      Parent && Parent->isTypeDependent() && isOperator(Parent);
  if (isUnknownOperand(E))
    return holdUnknown(E, IsOperand ? Slot::Operand : Slot::Held);
  if (IsOperand && isUnknownScalar(E, Parent))
    return holdUnknown(E, Slot::Operand);
  if (!marked(E) && isInvariant(E, Changing))
    return std::nullopt;
  // A list may narrow a constant, but no variable.
  if (F.IsGeneric && !marked(E) && isConstant(E))
    return std::nullopt;
  if (isa<PackExpansionExpr>(E))
    return marked(E) ? std::optional(expansion(E)) : std::nullopt;
  if (E->getType()->isVoidType()) {
    discard(E);
    return Fragment(VoidValue);
  }
  if (E->getType()->isSpecificPlaceholderType(BuiltinType::BoundMember) ||
      E->getType()->isFunctionType())
    return std::nullopt;
  if (E->isTypeDependent() && !isa<LambdaExpr>(E))
    return holdUnknown(E);
  if (E->isGLValue())
    return saveObject(E);
  QualType T = E->getType().getUnqualifiedType();
  Slot *Held = temporary(Slot::Temporary, nameFor(E), T);
  constructInto(Held, E);
  return operand(Held, E,
                 "an operand of class type is constructed before a "
                 "suspension and used behind it");
}

/// What glvalue \p E denotes, as text that says so without the type of the
/// reference that is bound to it: without braces, and converted.
Fragment Spiller::referent(const Expr *E) {
  const Expr *Inner = E;
  bool Converts = false;
  while (true) {
    const auto *List = dyn_cast<InitListExpr>(Inner);
    if (List && List->getNumInits() == 1 && List->isGLValue()) {
      E = Inner = List->getInit(0);
    } else if (const auto *W = dyn_cast<FullExpr>(Inner)) {
      Inner = W->getSubExpr();
    } else if (const auto *C = dyn_cast<ImplicitCastExpr>(Inner)) {
      Converts |= C->getCastKind() == CK_UserDefinedConversion;
      Inner = C->getSubExpr();
    } else {
      break;
    }
  }
  Fragment Text = value(E);
  if (!Converts || !E->isGLValue() || !whyUnspellable(F, E->getType()).empty())
    return Text;
  QualType T = E->isLValue() ? F.Context.getLValueReferenceType(E->getType())
                             : F.Context.getRValueReferenceType(E->getType());
  return Fragment("static_cast<" + spellDeclaration(F, T) + ">(") + Text + ")";
}

Fragment Spiller::saveObject(const Expr *E) {
  const Expr *Inner = E;
  while (true) {
    const auto *C = dyn_cast<ImplicitCastExpr>(Inner);
    if (C && C->isGLValue() && C->getSubExpr()->isGLValue() &&
        C->getCastKind() != CK_UserDefinedConversion)
      Inner = C->getSubExpr();
    else if (const auto *W = dyn_cast<FullExpr>(Inner))
      Inner = W->getSubExpr();
    else
      break;
  }
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Inner)) {
    if (marked(M))
      return materialize(M);
    // One that nobody would miss at the end of its own statement.
    const Fragment Object = Fragment::object(hold(M, nameFor(M)));
    return M->isXValue() ? moved(Object) : Object;
  }
  if (Inner->refersToBitField()) {
    // A bit-field has no address: its object is held.
    if (const auto *M = dyn_cast<MemberExpr>(Inner->IgnoreParens())) {
      if (std::optional<Fragment> Base = save(M->getBase()))
        substitute(M->getBase(), *Base);
      return Source.expression(Inner, &Subs);
    }
    F.cannotHappen(E->getExprLoc(), "a bit-field is used across a suspension");
    return Fragment();
  }
  Slot *Held = temporary(Slot::Temporary, nameFor(Inner), Inner->getType());
  Held->IsReference = true;
  Held->NeedsDestroy = Held->IsConditional = false;
  bind(Held, referent(Inner), Inner->isXValue());
  Fragment Object = Fragment::object(Held);
  return E->isXValue() ? moved(Object) : Object;
}

/// The array behind an initializer_list is a temporary of its own.
Fragment Spiller::initializerList(const CXXStdInitializerListExpr *L,
                                  bool Holds) {
  const auto *M =
      dyn_cast<MaterializeTemporaryExpr>(L->getSubExpr()->IgnoreImpCasts());
  if (!M || !(Holds || isHeld(M)))
    return value(L->getSubExpr());
  Slot *S2 = hold(M, "list");
  return Fragment("switchback::list(") + Fragment::object(S2) + ")";
}

/// True if \p M outlives the statement that uses it.
bool Spiller::isHeld(const MaterializeTemporaryExpr *M) const {
  return needsPlace(M->getSubExpr()) || EarlySet.contains(M) ||
         (M->getExtendingDecl() && F.SlotOf.contains(M->getExtendingDecl()));
}

Slot *Spiller::hold(const MaterializeTemporaryExpr *M, llvm::StringRef Hint) {
  const ValueDecl *Extending = M->getExtendingDecl();
  // An lvalue of const type is what `const T &` binds to.
  QualType T = M->getType();
  if (M->isXValue() && !T->isArrayType())
    T = T.getUnqualifiedType();
  Slot *Object = nullptr;
  if (Extending && F.SlotOf.contains(Extending)) {
    Object = F.addSlot(Slot::Local, F.SlotOf[Extending]->Hint + "_object", T);
    Object->IsConditional = ConditionalDepth > 0 && Object->NeedsDestroy;
    Object->IsExtendedPart = true;
  } else {
    Object = temporary(Slot::Temporary, Hint, T);
  }
  Object->Materialized = M;
  constructInto(Object, M->getSubExpr());
  return Object;
}

Fragment Spiller::materialize(const MaterializeTemporaryExpr *M) {
  if (!isHeld(M))
    return value(M->getSubExpr());
  Slot *Object = hold(M, nameFor(M->getSubExpr()));
  Fragment Text = Fragment::object(Object);
  return M->isXValue() ? moved(Text) : Text;
}

Fragment Spiller::promiseCall(const PromiseCall &C) {
  if (takesInPlace(C.Call)) {
    Fragment Promise = Fragment::special(Fragment::Promise);
    return callInPlace(C.Call, &Promise);
  }
  Fragment Text = Fragment::special(Fragment::Promise) + "." + C.Name + "(";
  bool First = true;
  for (const Expr *Arg : C.Arguments) {
    if (isa<CXXDefaultArgExpr>(Arg)) {
      if (marked(Arg))
        F.cannotHappen(C.Call->getExprLoc(),
                       "a default argument of the promise's "
                       "lives across a suspension");
      continue;
    }
    if (!First)
      Text.append(", ");
    First = false;
    Fragment Value = value(Arg);
    // [class.copy.elision]/3: a local that is returned is an rvalue.
    if (isImplicitMove(Arg))
      Value = moved(Value);
    Text.append(Value);
  }
  return Text.append(")");
}

/// What \p E, which has no text of its own, is made from; null if it has.
static const Expr *madeFrom(const Expr *E) {
  if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
    return C->getSubExpr();
  if (const auto *W = dyn_cast<FullExpr>(E))
    return W->getSubExpr();
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return M->getSubExpr();
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
    return B->getSubExpr();
  if (const auto *P = dyn_cast<ParenExpr>(E))
    return P->getSubExpr();
  if (const auto *K = dyn_cast<CXXConstructExpr>(E);
      K && K->getNumArgs() && !isa<CXXTemporaryObjectExpr>(K) &&
      !K->isListInitialization())
    return K->getArg(0);
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(E);
      C && isa_and_nonnull<CXXConversionDecl>(C->getMethodDecl()))
    return C->getImplicitObjectArgument();
  return nullptr;
}

/// True if \p Arg is a local, of which Sema made an xvalue.
bool Spiller::isImplicitMove(const Expr *Arg) {
  bool IsXValue = false;
  while (const Expr *E = madeFrom(Arg)) {
    IsXValue |= Arg->isXValue() && isa<ImplicitCastExpr>(Arg);
    Arg = E;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Arg);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->hasLocalStorage() && IsXValue;
}

Fragment Spiller::coAwaitCall(const CXXOperatorCallExpr *E) {
  if (takesInPlace(E))
    return callInPlace(E);
  const Expr *Operand = E->getArg(0);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(E->getCalleeDecl());
  if (!Method)
    return Fragment("operator co_await(") + value(Operand) + ")";
  Fragment Text =
      Method->getRefQualifier() == RQ_None ? object(Operand) : value(Operand);
  const Expr *Named = skipImplicit(Operand);
  bool Simple = Text.isObject() ||
                (isa<CallExpr, DeclRefExpr, MemberExpr, ParenExpr>(Named) &&
                 !isa<CXXOperatorCallExpr>(Named));
  if (!Simple)
    Text = Fragment("(") + Text + ")";
  return Text.append(".operator co_await()");
}

Fragment Spiller::comma(const BinaryOperator *B) {
  if (!isTakenApart(B)) {
    substitute(B->getLHS(), value(B->getLHS()));
    return Source.expression(B, &Subs);
  }
  takeForBuiltIn(B);
  discard(B->getLHS());
  return value(B->getRHS());
}

/// True if the text of the condition \p E is of type bool: what converts it has
/// none.
static bool isWrittenAsBool(const Expr *E) {
  while (true) {
    E = skipImplicit(E)->IgnoreParens();
    const auto *C = dyn_cast<CXXMemberCallExpr>(E);
    if (!C || !isa_and_nonnull<CXXConversionDecl>(C->getMethodDecl()) ||
        C->getExprLoc() != C->getImplicitObjectArgument()->getExprLoc())
      return E->getType()->isBooleanType();
    E = C->getImplicitObjectArgument();
  }
}

/// `t = lhs; if (t) t = rhs;`
Fragment Spiller::shortCircuit(const BinaryOperator *B) {
  takeForBuiltIn(B);
  Slot *Result = temporary(
      EarlySet.contains(B) ? Slot::Temporary : Slot::Scratch,
      B->getOpcode() == BO_LAnd ? "both" : "either", F.Context.BoolTy);
  auto Assign = [&](const Expr *E) {
    Fragment Text = value(E);
    if (!isWrittenAsBool(E))
      Text = Fragment("static_cast<bool>(") + Text + ")";
    auto N = std::make_unique<Construct>(Result);
    N->Style = Construct::Assign;
    N->Init = Operand(Text);
    emit(std::move(N));
  };
  Assign(B->getLHS());
  auto N = std::make_unique<If>();
  N->Loc = B->getExprLoc();
  N->Cond = Operand(Fragment::object(Result));
  N->Negated = B->getOpcode() == BO_LOr;
  branch(*N->Then, [&] { Assign(B->getRHS()); });
  emit(std::move(N));
  return Fragment::object(Result);
}

void Spiller::branch(Block &B, llvm::function_ref<void()> Body) {
  NodeList *Saved = Out;
  Out = &B.Body;
  // What lives to the end of the full expression is not this block's.
  B.Scope = Block::Braces;
  ++ConditionalDepth;
  Body();
  --ConditionalDepth;
  Out = Saved;
}

/// The statements of \p E in a block; what their value is initialises
/// \p Target.
void Spiller::statementExpression(const StmtExpr *E, Slot *Target) {
  std::unique_ptr<Block> B = std::move(F.StatementExpressions[E]);
  if (!B)
    return F.cannotHappen(
        E->getExprLoc(),
        "a statement expression that suspends stands in a place "
        "that was not looked at");
  B->Result = Target;
  llvm::SaveAndRestore SavedResult(Result, Target);
  llvm::SaveAndRestore SavedDepth(ConditionalDepth, 0u);
  SourceText::Substitutions SavedSubs = std::move(Subs);
  Subs.clear();
  block(*B);
  Subs = std::move(SavedSubs);
  emit(std::move(B));
}

Fragment Spiller::statementExpression(const StmtExpr *E) {
  QualType T = E->getType().getUnqualifiedType();
  if (T->isVoidType()) {
    statementExpression(E, nullptr);
    return Fragment(VoidValue);
  }
  bool IsObject = EarlySet.contains(E) || T->isRecordType() || isUnknown(T);
  Slot *Value =
      temporary(IsObject ? Slot::Temporary : Slot::Scratch, "value", T);
  if (isUnknown(T)) {
    Value->Generic = Slot::Value;
    statementExpression(E, Value);
    return moved(Fragment::object(Value));
  }
  statementExpression(E, Value);
  return operand(Value, E,
                 "a statement expression that suspends initialises "
                 "an operand of class type");
}

/// The object in \p Held as the operand that \p E is: it was constructed where
/// native code has its operand, and what takes it from here must not be able to
/// tell.
Fragment Spiller::operand(Slot *Held, const Expr *E, StringRef Refusal) {
  Fragment Object = Fragment::object(Held);
  const auto *R = Held->Type->getAsCXXRecordDecl();
  // What a template passes a closure to may ask whether it is an lvalue.
  if (!R || (R->isTriviallyCopyable() && !(F.IsGeneric && R->isLambda())))
    return Object;
  if (!canRelocate(Held->Type))
    F.refuse(E->getExprLoc(), Refusal);
  return moved(Object);
}

/// The condition of \p E; that of `x ?: y` is held, since it is a value too.
Fragment Spiller::conditionOf(const AbstractConditionalOperator *E) {
  if (const auto *B = dyn_cast<BinaryConditionalOperator>(E)) {
    std::optional<Fragment> Held = save(B->getCommon());
    Subs[B->getOpaqueValue()] =
        Held ? *Held : Source.expression(B->getCommon(), &Subs);
  }
  return value(E->getCond());
}

Fragment Spiller::conditional(const AbstractConditionalOperator *E) {
  const bool IsVoid = E->getTrueExpr()->getType()->isVoidType() &&
                      E->getFalseExpr()->getType()->isVoidType();
  if (E->isTypeDependent() && !IsVoid)
    return chooseUnknown(E);
  auto N = std::make_unique<If>();
  N->Loc = E->getExprLoc();
  N->Cond = Operand(conditionOf(E));
  N->Else = std::make_unique<Block>();
  if (IsVoid || E->getType()->isVoidType()) {
    branch(*N->Then, [&] { discard(E->getTrueExpr()); });
    branch(*N->Else, [&] { discard(E->getFalseExpr()); });
    if (N->Else->Body.empty())
      N->Else.reset();
    emit(std::move(N));
    return Fragment(VoidValue);
  }
  bool IsReference = E->isGLValue();
  QualType T = E->getType();
  if (!IsReference)
    T = T.getUnqualifiedType();
  bool Early = EarlySet.contains(E) || T->isRecordType();
  Slot *Result =
      temporary(Early ? Slot::Temporary : Slot::Scratch, "chosen", T);
  if (IsReference) {
    Result->IsReference = true;
    Result->NeedsDestroy = Result->IsConditional = false;
  }
  auto Take = [&](const Expr *Branch) {
    // `throw` in a branch makes no value.
    if (Branch->getType()->isVoidType())
      discard(Branch);
    else if (IsReference)
      bind(Result, value(Branch), Branch->isXValue());
    else
      constructInto(Result, Branch);
  };
  if (!IsReference && T->isRecordType())
    Result->IsConditional = Result->NeedsDestroy;
  branch(*N->Then, [&] { Take(E->getTrueExpr()); });
  branch(*N->Else, [&] { Take(E->getFalseExpr()); });
  emit(std::move(N));
  Fragment Object = Fragment::object(Result);
  if (IsReference)
    return E->isXValue() ? moved(Object) : Object;
  return operand(Result, E,
                 "a conditional operator of class type with a "
                 "suspension in a branch initialises an operand");
}

} // namespace switchback
