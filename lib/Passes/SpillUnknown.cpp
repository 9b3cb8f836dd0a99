//===- SpillUnknown.cpp - What only an instance of a template knows -------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See Spill.cpp. In a template the type of an expression, and whether it is an
/// object or a reference to one, may depend on the parameters. Then what has to
/// be kept is kept in a class of the support header, for which `decltype` of
/// the expression's text decides.
///
//===----------------------------------------------------------------------===//
#include "Choices.h"
#include "Spiller.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace switchback {

/// True if \p E calls a function of the standard library that gives back its
/// argument by reference.
static bool isForwarding(const Expr *E) {
  const auto *C = dyn_cast<CallExpr>(E);
  if (!C || C->getNumArgs() != 1)
    return false;
  const auto *Callee = C->getCallee()->IgnoreParenImpCasts();
  auto Forwards = [](const NamedDecl *D) {
    const NamedDecl *Named = D->getUnderlyingDecl();
    return Named->isInStdNamespace() && Named->getDeclName().isIdentifier() &&
           (Named->getName() == "move" || Named->getName() == "forward" ||
            Named->getName() == "as_const");
  };
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
    return Forwards(Ref->getDecl());
  const auto *Lookup = dyn_cast<OverloadExpr>(Callee);
  return Lookup && Lookup->getNumDecls() != 0 &&
         llvm::all_of(Lookup->decls(), Forwards);
}

/// The name of what \p C, which forwards, calls.
static StringRef nameOfForwarding(const CallExpr *C) {
  const auto *Callee = C->getCallee()->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
    return Ref->getDecl()->getName();
  return cast<OverloadExpr>(Callee)->getName().getAsIdentifierInfo()->getName();
}

bool denotesKnownObject(const Expr *E) {
  E = skipImplicit(E)->IgnoreParens();
  if (isa<DeclRefExpr, CXXThisExpr, OverloadExpr, DependentScopeDeclRefExpr,
          CXXPseudoDestructorExpr, InitListExpr, PackExpansionExpr, CXXFoldExpr,
          UnaryExprOrTypeTraitExpr>(E))
    return true;
  if (const auto *C = dyn_cast<ExplicitCastExpr>(E))
    return C->getTypeAsWritten()->isReferenceType();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->isArrow() || denotesKnownObject(M->getBase());
  if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(E))
    return M->isImplicitAccess() || M->isArrow() ||
           denotesKnownObject(M->getBase());
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_Deref &&
           isa<CXXThisExpr>(U->getSubExpr()->IgnoreParens());
  if (isForwarding(E))
    return denotesKnownObject(cast<CallExpr>(E)->getArg(0));
  return isa<StringLiteral, LambdaExpr>(E);
}

/// True if \p E is an arithmetic constant, in every instance.
bool Spiller::isConstant(const Expr *E) const {
  return !E->isInstantiationDependent() && E->isPRValue() &&
         E->getType()->isArithmeticType() && E->isCXX11ConstantExpr(F.Context);
}

/// True if a reference of type \p Reference that is bound to a prvalue of type
/// \p T keeps all that is left of it: it is no object of a class that something
/// is converted from.
static bool isBoundAtOnce(QualType Reference, QualType T) {
  if (T->isDependentType())
    return false;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const auto *Base = Reference->getPointeeType()->getAsCXXRecordDecl();
  return !R || (Base && R->hasDefinition() &&
                (declaresSameEntity(R, Base) || R->isDerivedFrom(Base)));
}

/// True if operand \p Op of \p E may be a temporary that lives to the end of
/// the full expression: then it has to outlive a suspension there. Where types
/// are known Sema has made a node for it.
bool Spiller::isUnknownTemporary(const Expr *E, const Expr *Op) const {
  if (!F.IsGeneric || Op->getType().isNull() || Op->getType()->isVoidType())
    return false;
  const auto *Cast = dyn_cast<ExplicitCastExpr>(E);
  if (!E->isTypeDependent() &&
      !(isa<ExplicitCastExpr, CXXUnresolvedConstructExpr>(E) &&
        Op->isTypeDependent()) &&
      !(Cast && Cast->getCastKind() == CK_Dependent))
    return false;
  // What is awaited has a place in the awaiting object, what is captured in the
  // closure.
  if (unknownOperand(E) || isa<InitListExpr>(Op) || isa<LambdaExpr>(E))
    return false;
  // A list may narrow a constant, but no object that has its value.
  if (auto It = ListTypes.find(E);
      It != ListTypes.end() && isConstant(Op) && !mayExtend(It->second))
    return false;
  // The temporary that the reference is bound to is what there is of it.
  if (auto T = yieldedReference(F, E); T && isBoundAtOnce(*T, Op->getType()))
    return false;
  const auto *Operator = dyn_cast<BinaryOperator>(E);
  if (isa<ParenExpr, AbstractConditionalOperator>(E) ||
      (Operator && (Operator->isLogicalOp() || Operator->isCommaOp())))
    return false;
  return !denotesKnownObject(Op);
}

/// True once for an operand that has to be held.
bool Spiller::isUnknownOperand(const Expr *E) {
  auto It = Unknown.find(E);
  if (It == Unknown.end())
    return false;
  if (!It->second)
    Marked.erase(E);
  Unknown.erase(It);
  return true;
}

/// The type of the parameter that argument \p Arg of \p C is for, if there is
/// one function that it can call.
static QualType parameterFor(const CallExpr *C, const Expr *Arg) {
  const Expr *Callee = C->getCallee()->IgnoreParenImpCasts();
  const Decl *D = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
    D = Ref->getDecl();
  else if (const auto *Lookup = dyn_cast<OverloadExpr>(Callee);
           Lookup && Lookup->getNumDecls() == 1)
    D = (*Lookup->decls_begin())->getUnderlyingDecl();
  const auto *Function = dyn_cast_or_null<FunctionDecl>(D);
  if (Function)
    for (auto [Given, Parameter] :
         llvm::zip(C->arguments(), Function->parameters()))
      if (Given == Arg)
        return Parameter->getType();
  return QualType();
}

/// Refuses \p Op, operand \p I of \p E, if it initialises, as the pattern
/// knows, what native code makes in place: an instance that says so need not
/// be there, and the text of the pattern has to compile without.
void Spiller::checkHeldPart(const Expr *E, unsigned I, const Expr *Op) {
  if (!Op->isTypeDependent())
    return;
  QualType T;
  if (const auto It = ListTypes.find(E); It != ListTypes.end())
    T = partOf(F.Context, It->second, I);
  else if (const auto *C = dyn_cast<CallExpr>(E))
    T = parameterFor(C, Op);
  if (!T.isNull() && T->isRecordType() && !canRelocate(T))
    F.refuse(Op->getExprLoc(), "an operand of class type is constructed before "
                               "a suspension and used behind it");
}

namespace {
/// What of the coroutine an expression names whose type the frame asks for.
class TypeUses : public RecursiveASTVisitor<TypeUses> {
public:
  TypeUses(const Form &F, const Expr *E) : F(F) {
    findOperands(E);
    TraverseStmt(const_cast<Expr *>(E));
  }
  llvm::SmallVector<const NamedDecl *, 4> Needs;
  const Expr *Unusable = nullptr;
  /// One whose captures suspend is made where it stands, and one that is no
  /// operand (of `sizeof`, or in a type that is written there) stays there.
  bool HasOpenLambda = false;

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    if (V && V->getDeclContext()->Equals(F.Function) && !V->isImplicit() &&
        !F.SlotOf.contains(V))
      Needs.push_back(V);
    return true;
  }
  bool VisitTagTypeLoc(TagTypeLoc L) { return use(L.getDecl()); }
  bool VisitTypedefTypeLoc(TypedefTypeLoc L) {
    return use(compat::typedefDecl(L));
  }
  bool TraverseStmtExpr(StmtExpr *E) {
    Unusable = E;
    // Of one that suspends the last statement's text is what remains.
    if (suspends(E) && !E->getSubStmt()->body_empty())
      if (const auto *V = dyn_cast<ValueStmt>(E->getSubStmt()->body_back()))
        return TraverseStmt(const_cast<Expr *>(V->getExprStmt()));
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *L) {
    HasOpenLambda |= suspends(L) || !Operands.contains(L);
    return true;
  }

private:
  void findOperands(const Expr *E) {
    if (const auto *L = dyn_cast<LambdaExpr>(skipImplicit(E)))
      Operands.insert(L);
    for (const Expr *Op : evaluationOrder(E))
      findOperands(Op);
  }
  bool use(const NamedDecl *D) {
    if (D->getDeclContext()->Equals(F.Function))
      Needs.push_back(D);
    return true;
  }
  const Form &F;
  llvm::SmallPtrSet<const LambdaExpr *, 4> Operands;
};
} // namespace

/// Makes sure that what \p E names can be named where the frame asks for its
/// type.
void Spiller::nameInType(const Expr *E) {
  TypeUses Uses(F, E);
  if (Uses.Unusable && !suspends(Uses.Unusable))
    F.refuse(Uses.Unusable->getExprLoc(), "a statement expression of a "
                                          "template lives across a suspension");
  if ((hasOpenLambda(E) || Uses.HasOpenLambda) &&
      !isa<LambdaExpr>(skipImplicit(E)))
    F.refuse(E->getExprLoc(), "a lambda of a template is part of what lives "
                              "across a suspension");
  F.FactoryNeeds.insert(F.FactoryNeeds.end(), Uses.Needs.begin(),
                        Uses.Needs.end());
}

/// The same where \p E is no part of a template: false if the frame cannot ask
/// for its type.
bool Spiller::nameInKnownType(const Expr *E) {
  TypeUses Uses(F, E);
  if (Uses.Unusable && !suspends(Uses.Unusable))
    return false;
  F.FactoryNeeds.insert(F.FactoryNeeds.end(), Uses.Needs.begin(),
                        Uses.Needs.end());
  return true;
}

/// The type of \p Target is that of the expression with text \p Text.
static void typedBy(Slot *Target, const Fragment &Text) {
  Target->TypeSource = Text;
  keepNamed(Text);
}

/// Constructs \p Target, a class of the support header, from the expression
/// with text \p Text.
void Spiller::makeLazily(Slot *Target, const Expr *E, const Fragment &Text) {
  if (StringRef(Text.str()).ltrim().starts_with("{"))
    F.refuse(E->getExprLoc(), "a braced list of a template lives across a "
                              "suspension");
  if (Target->OperandType.isNull() &&
      (Target->Generic != Slot::Held || isUnknown(Target->Type)))
    nameInType(E);
  typedBy(Target, Text);
  auto N = std::make_unique<Construct>(Target);
  N->Style = Construct::Lazy;
  N->Init = Operand(Text);
  // The value of a member, which need not be one that a reference is bound to.
  if (Target->Generic == Slot::Declared &&
      isa<MemberExpr, CXXDependentScopeMemberExpr>(skipImplicit(E)))
    N->Init =
        Operand(Fragment("static_cast<decltype(") + Text + ")>(" + Text + ")");
  N->ReadsFirst = readsFirst(E);
  emit(std::move(N));
}

/// What `decltype` of \p E in parentheses is, if the pattern knows and can
/// spell it: for each element of an expansion it is asked anew, to have as many
/// types as elements.
QualType Spiller::knownType(const Expr *E) const {
  if (InExpansion)
    return QualType();
  // The condition alone makes it depend on a template parameter. (g++ 12 fails
  // on some such in `decltype`.)
  if (const auto *C = dyn_cast<ConditionalOperator>(E->IgnoreParens());
      C && C->isTypeDependent()) {
    QualType First = knownType(C->getTrueExpr());
    QualType Second = knownType(C->getFalseExpr());
    return !First.isNull() && !Second.isNull() &&
                   F.Context.hasSameType(First, Second)
               ? First
               : QualType();
  }
  QualType T = E->getType();
  if (E->isTypeDependent() || T->isVoidType() || T->isPlaceholderType() ||
      !whyUnspellable(F, T).empty())
    return QualType();
  return E->isLValue()   ? F.Context.getLValueReferenceType(T)
         : E->isXValue() ? F.Context.getRValueReferenceType(T)
                         : T;
}

/// The same for what `decltype` would have to ask an instance for, but the text
/// says: a variable, moved or forwarded, or as it is.
QualType Spiller::writtenType(const Expr *E) const {
  const bool Forwards = isForwarding(E);
  const Expr *Named = Forwards ? cast<CallExpr>(E)->getArg(0) : E;
  const auto *Ref = dyn_cast<DeclRefExpr>(Named->IgnoreParens());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  // A captured one may be const here.
  if (InExpansion || !V || isa<DecompositionDecl>(V) || V->isParameterPack() ||
      V->getDeclContext() != F.Function ||
      V->getType()->getContainedAutoType() || V->isInitCapture())
    return QualType();
  QualType T = V->getType().getNonReferenceType();
  if (Forwards) {
    StringRef Name = nameOfForwarding(cast<CallExpr>(E));
    const auto *Callee = cast<CallExpr>(E)->getCallee()->IgnoreParenImpCasts();
    const auto *Lookup = dyn_cast<OverloadExpr>(Callee);
    if (Name == "forward" && Lookup && Lookup->getNumTemplateArgs() == 1 &&
        Lookup->getTemplateArgs()[0].getArgument().getKind() ==
            TemplateArgument::Type)
      T = Lookup->getTemplateArgs()[0].getArgument().getAsType();
    // Another may be a reference.
    else if (Name != "move" || !T->getAs<TemplateSpecializationType>() ||
             T->getAs<TemplateSpecializationType>()->isTypeAlias())
      return QualType();
  }
  T = Forwards ? F.Context.getRValueReferenceType(T)
               : F.Context.getLValueReferenceType(T);
  return whyUnspellable(F, T).empty() ? T : QualType();
}

/// True if \p E may be a built-in operator on scalars.
bool Spiller::isOperator(const Expr *E) {
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(E))
    return C->getOperator() != OO_Call && C->getOperator() != OO_Arrow;
  return isa<BinaryOperator, ArraySubscriptExpr>(E);
}

/// True if \p E, an operand of \p Parent of which the pattern does not know
/// all, may be a scalar whose value changes while the coroutine is suspended:
/// then that counts, not the object. Where types are known Sema has made a node
/// for it.
bool Spiller::isUnknownScalar(const Expr *E, const Expr *Parent) const {
  const QualType T = E->getType();
  if (!isOperator(Parent) || isa<LambdaExpr, PackExpansionExpr>(E))
    return false;
  if (!isUnknown(T) && !(T->isScalarType() && E->isGLValue()))
    return false;
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParens());
  if (!Ref)
    return marked(E) || !isInvariant(E, Changing) || E->isGLValue();
  const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
  return V && !T.isConstQualified() &&
         (Changing.contains(V) || !V->hasLocalStorage() ||
          V->getType()->isReferenceType());
}

/// Notes which of \p Ops, the operands of \p E, are evaluated in front of an
/// effect of those up to \p Last: whether by value or by reference the
/// instances know.
void Spiller::noteHeldObjects(const Expr *E, llvm::ArrayRef<const Expr *> Ops,
                              size_t Last) {
  if (!F.IsGeneric || (E->isTypeDependent() && isOperator(E)))
    return;
  bool Acts = false;
  for (const Expr *Op : llvm::reverse(Ops.take_front(Last + 1))) {
    if (const auto *D = dyn_cast<DesignatedInitExpr>(Op))
      Op = D->getInit();
    if (Acts)
      F.HeldObjects.insert({Op->getBeginLoc(), Op->getEndLoc()});
    Acts |= suspends(Op) || hasEffects(Op);
  }
}

/// The type of the bit-field that \p E denotes, as far as the pattern knows.
static QualType bitFieldOf(const Expr *E) {
  E = skipImplicit(E)->IgnoreParens();
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isAssignmentOp())
    return bitFieldOf(B->getLHS());
  return E->refersToBitField() ? E->getType().getUnqualifiedType() : QualType();
}

/// The value of type \p T of what \p Text denotes.
Fragment Spiller::valueOf(QualType T, const Fragment &Text) const {
  return Fragment("static_cast<" + spellDeclaration(F, T) + ">(") + Text + ")";
}

/// What `switchback::operand_t` makes of \p T, of a type that is known: of a
/// scalar the value counts.
static QualType operandType(QualType T) {
  const QualType Object = T.getNonReferenceType();
  return Object->isRecordType() || Object->isArrayType() ||
                 Object->isFunctionType()
             ? T
             : Object.getUnqualifiedType();
}

/// Evaluates \p E now, into an object that keeps its value or refers to what
/// it denotes.
Fragment Spiller::holdUnknown(const Expr *E, Slot::GenericTy Kind) {
  const Expr *Inner = skipImplicit(E)->IgnoreParens();
  if (isa<InitListExpr>(Inner)) {
    F.refuse(E->getExprLoc(), "a braced list of a template lives across a "
                              "suspension");
    return Fragment();
  }
  // What takes it from here could tell.
  if (E->isPRValue() && !E->isTypeDependent() && !canRelocate(E->getType())) {
    F.refuse(E->getExprLoc(), "an operand of class type is constructed before "
                              "a suspension and used behind it");
    return Fragment();
  }
  F.HeldValues.insert({E->getBeginLoc(), E->getEndLoc()});
  Fragment Text = value(E);
  QualType T = knownType(E);
  // Nothing can refer to a bit-field.
  if (QualType Field = bitFieldOf(E); !Field.isNull()) {
    T = Field;
    Text = valueOf(Field, Text);
  } else if (T.isNull() || (Kind != Slot::Held && Kind != Slot::Operand)) {
    T = F.Context.DependentTy;
  } else if (Kind == Slot::Operand) {
    T = operandType(T);
    Kind = Slot::Held;
  }
  Slot *Held = temporary(Slot::Temporary, nameFor(E), T);
  Held->Generic = Kind;
  if (isUnknown(T))
    Held->OperandType = writtenType(E);
  makeLazily(Held, E, Text);
  return Fragment::object(Held) + ".get()";
}

/// True if \p Call names its function by `->` on \p Object, which an instance
/// may find to be of a class: then something is called before the arguments are
/// evaluated.
bool Spiller::isUnknownArrow(const Expr *Call, const Expr *Object) const {
  const auto *C = dyn_cast<CallExpr>(Call);
  const auto *M =
      C ? dyn_cast<CXXDependentScopeMemberExpr>(C->getCallee()->IgnoreParens())
        : nullptr;
  if (!M || M->isImplicitAccess() || !M->isArrow() || M->getBase() != Object ||
      !Object->isTypeDependent() || Object->getType()->isAnyPointerType())
    return false;
  // Nobody can tell when that of a standard smart pointer is called.
  const auto *T = Object->getType()->getAs<TemplateSpecializationType>();
  const TemplateDecl *D =
      T ? T->getTemplateName().getAsTemplateDecl() : nullptr;
  return !D || !D->isInStdNamespace() || !isInvariant(Object, Changing);
}

/// Evaluates \p E, on which there is an arrow, and the first of its arrows.
Fragment Spiller::holdArrow(const Expr *E) {
  Fragment Text = Fragment("switchback::arrow(") + value(E) + ")";
  Slot *Held = temporary(Slot::Temporary, nameFor(E), F.Context.DependentTy);
  Held->Generic = Slot::Held;
  makeLazily(Held, E, Text);
  return Fragment::object(Held) + ".get()";
}

/// Converts the condition \p E of a `switch` while its temporaries live.
Fragment Spiller::holdSelector(const Expr *E, const Fragment &Text) {
  if (F.Discardable)
    return holdNumber(Text);
  Slot *Held = F.addSlot(Slot::Temporary, "selector", F.Context.DependentTy);
  Held->NeedsDestroy = false;
  Held->Generic = Slot::Selector;
  makeLazily(Held, E, Text);
  return Fragment::object(Held) + ".get()";
}

/// Makes what \p Call, to `yield_value`, takes of \p Yielded: the object of a
/// list, or the temporary that the parameter is bound to.
void Spiller::bindYielded(const Expr *Call, const Expr *Yielded) {
  const bool IsList = isUnknownList(Yielded);
  const std::optional<QualType> T =
      IsList ? yieldedType(F, Call) : yieldedReference(F, Call);
  if (!T)
    return;
  const QualType Field = bitFieldOf(Yielded);
  const bool IsHeld = isUnknownOperand(Yielded);
  Fragment Text = IsHeld ? holdUnknown(Yielded) : value(Yielded);
  if (IsList)
    Text = Fragment(spellDeclaration(F, *T)) + Text;
  else if (!Field.isNull())
    Text = valueOf(Field, Text);
  Slot *Object = temporary(Slot::Temporary, "yielded",
                           IsList ? *T : F.Context.DependentTy);
  Object->Generic = IsList ? Slot::Held : Slot::Bound;
  Object->DeclaredAs = spellDeclaration(F, *T);
  if (!IsList && !IsHeld)
    Object->OperandType = Field.isNull() ? knownType(Yielded) : Field;
  makeLazily(Object, Yielded, Text);
  Marked.erase(Yielded);
  substitute(Yielded, Fragment::object(Object) + ".get()");
}

Fragment Spiller::suspendUnknown(const Expr *E) {
  const Expr *Awaited = unknownOperand(E);
  const bool IsYield = isa<CoyieldExpr>(E);
  if (IsYield)
    Awaited = yieldCall(cast<CoyieldExpr>(E));
  const Expr *Named = Awaited;
  if (PromiseCall Call = asPromiseCall(Awaited);
      IsYield && Call && !Call.Arguments.empty())
    Named = Call.Arguments[0];
  std::string Name = nameFor(Named);
  if (IsYield)
    bindYielded(Awaited, Named);
  else
    holdChildFrame(E);
  Fragment Text = value(Awaited);
  Slot *Awaiter = temporary(Slot::Awaiter, Name, F.Context.DependentTy);
  Awaiter->Generic = IsYield ? Slot::AwaitingResult : Slot::Awaiting;
  Awaiter->OperandType = knownType(Awaited);
  if (Awaiter->OperandType.isNull())
    Awaiter->OperandType = writtenType(Awaited);
  makeLazily(Awaiter, Awaited, Text);
  auto N = std::make_unique<Suspend>();
  N->Loc = E->getExprLoc();
  N->E = E;
  N->Style = Suspend::Unknown;
  N->Hint = (IsYield ? "yielding_" : "awaiting_") + Name;
  N->Awaiter = Fragment::object(Awaiter);
  emit(std::move(N));
  return Fragment::object(Awaiter) + ".await_resume()";
}

/// `?:` with a suspension in a branch, of a type that an instance decides. What
/// the two have in common is asked of the operator itself.
Fragment Spiller::chooseUnknown(const AbstractConditionalOperator *E) {
  auto N = std::make_unique<If>();
  N->Loc = E->getExprLoc();
  N->Cond = Operand(conditionOf(E));
  N->Else = std::make_unique<Block>();
  Slot *Chosen = temporary(Slot::Temporary, "chosen", F.Context.DependentTy);
  Chosen->Generic = Slot::Held;
  Chosen->IsConditional = true;
  auto Take = [&](const Expr *Branch) -> Fragment {
    if (Branch->getType()->isVoidType() && !Branch->isTypeDependent()) {
      discard(Branch);
      return "throw 0";
    }
    Fragment Text = value(Branch);
    makeLazily(Chosen, Branch, Text);
    return Text;
  };
  Fragment First, Second;
  branch(*N->Then, [&] { First = Take(E->getTrueExpr()); });
  branch(*N->Else, [&] { Second = Take(E->getFalseExpr()); });
  emit(std::move(N));
  typedBy(Chosen, Fragment("true ? ") + First + " : " + Second);
  return Fragment::object(Chosen) + ".get()";
}

/// Refuses an initialiser that may keep a temporary alive which is not the
/// whole of it: where types are known, Sema says so.
void Spiller::checkUnknownExtension(const Slot *Target, const Expr *E,
                                    const VarDecl *Var) {
  const Expr *Made = skipImplicit(E)->IgnoreParens();
  const Expr *Base = nullptr;
  if (const auto *M = dyn_cast<MemberExpr>(Made); M && !M->isArrow())
    Base = M->getBase();
  else if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(Made);
           M && !M->isImplicitAccess() && !M->isArrow())
    Base = M->getBase();
  const bool IsBound = Target->Generic == Slot::Held ||
                       Target->Generic == Slot::Bound ||
                       Target->Generic == Slot::ConstReference;
  const QualType T = Var ? Var->getType() : QualType();
  const bool TakesTemporary = T.isNull() || !T->isLValueReferenceType() ||
                              T->getPointeeType().isConstQualified();
  if (Base && IsBound && TakesTemporary && Base->isTypeDependent() &&
      !denotesKnownObject(Base))
    return F.refuse(E->getExprLoc(), "a reference of a template to a part of "
                                     "what may be a temporary");
  QualType Object = Target->Type;
  if (const auto *C = dyn_cast<CXXUnresolvedConstructExpr>(Made)) {
    Object = C->getTypeAsWritten();
    Made = C->isListInitialization() ? C->getArg(0) : Made;
  }
  if (isUnknownList(Made) && listMayExtend(F.Context, Made, Object))
    F.refuse(E->getExprLoc(), "a braced list of a template lives across a "
                              "suspension");
}

/// Refuses \p E, which initialises a reference, if it is taken apart into the
/// branches of a conditional operator, or is a statement expression: the
/// reference would refer to the object that holds the value, until the end of
/// the full expression.
void Spiller::checkUnknownChoice(const Expr *E) {
  const Expr *Made = skipImplicit(E)->IgnoreParens();
  if (isa<StmtExpr>(Made) && Made->isTypeDependent() && marked(Made))
    return F.refuse(E->getExprLoc(),
                    "a reference of a template to what a "
                    "statement expression that suspends makes");
  const auto *C = dyn_cast<AbstractConditionalOperator>(Made);
  if (C && C->isTypeDependent() &&
      (marked(C->getTrueExpr()) || marked(C->getFalseExpr())))
    F.refuse(E->getExprLoc(),
             "a reference of a template to what a conditional operator with a "
             "suspension in a branch makes");
}

/// Constructs \p Target, whose type an instance decides, in the branches of a
/// conditional operator or at the end of a statement expression. False if
/// \p Made is none that suspends there.
bool Spiller::constructInBranches(Slot *Target, const Expr *Made) {
  Made = initialiserOf(Made);
  if (const auto *Statements = dyn_cast<StmtExpr>(Made);
      Statements && F.StatementExpressions.contains(Statements)) {
    statementExpression(Statements, Target);
    return true;
  }
  const auto *C = dyn_cast<AbstractConditionalOperator>(Made);
  if (!C || !(marked(C->getTrueExpr()) || marked(C->getFalseExpr())))
    return false;
  auto N = std::make_unique<If>();
  N->Loc = C->getExprLoc();
  N->Cond = Operand(conditionOf(C));
  N->Else = std::make_unique<Block>();
  auto Take = [&](const Expr *Branch) -> Fragment {
    if (!Branch->isTypeDependent() && Branch->getType()->isVoidType()) {
      discard(Branch);
      return "throw 0";
    }
    constructUnknown(Target, Branch, nullptr);
    return Target->TypeSource;
  };
  Fragment First, Second;
  branch(*N->Then, [&] { First = Take(C->getTrueExpr()); });
  branch(*N->Else, [&] { Second = Take(C->getFalseExpr()); });
  emit(std::move(N));
  typedBy(Target, Fragment("true ? ") + First + " : " + Second);
  if (Target->NeedsDestroy)
    Target->IsConditional = true;
  return true;
}

/// Constructs a local whose type, or what it refers to, an instance decides.
void Spiller::constructUnknown(Slot *Target, const Expr *E,
                               const VarDecl *Var) {
  const Expr *Made = skipImplicit(E);
  if (isa<LambdaExpr>(Made) && Target->Generic == Slot::Value) {
    // That has a type as soon as its factory has.
    Target->Generic = Slot::NotGeneric;
    return constructInto(Target, E, Var);
  }
  if (Target->Generic > Slot::Decomposed)
    checkUnknownChoice(E);
  else if (constructInBranches(Target, Made))
    return;
  Fragment Text = value(E);
  if (Var && Var->getInitStyle() != VarDecl::CInit)
    if (const auto *List = dyn_cast<ParenListExpr>(Made);
        List && List->getNumExprs() == 1)
      Text = argumentsOf(List);
  // The list of a range-based for: the array behind it.
  const bool IsArray =
      isUnknownList(Made) && Target->Decl && Target->Decl->isImplicit();
  if (IsArray)
    Text = Fragment("switchback::array_of") + Text;
  if (Target->Generic != Slot::Value) {
    Slot::GenericTy Kind = Target->Generic;
    makeLazily(Target, E, Text);
    if (IsArray)
      typedBy(Target, typeOfList(Made, Text));
    Target->Generic = Kind;
    return;
  }
  if (isa<InitListExpr>(Made))
    return F.refuse(E->getExprLoc(), "a braced list of a template lives across "
                                     "a suspension");
  nameInType(E);
  typedBy(Target, Text);
  auto N = std::make_unique<Construct>(Target);
  N->Loc = E->getExprLoc();
  N->Var = Var;
  N->Style = Construct::NewParen;
  N->Init = Operand(Text);
  emit(std::move(N));
}

} // namespace switchback
