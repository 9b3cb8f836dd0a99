//===- SpillConstruct.cpp - Objects in place, and suspensions -------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See Spill.cpp. What a suspension becomes, and how a slot is initialised in
/// place.
///
//===----------------------------------------------------------------------===//
#include "Spiller.h"

using namespace clang;

namespace switchback {

//===----------------------------------------------------------------------===//
// Suspension
//===----------------------------------------------------------------------===//

static const CXXMemberCallExpr *findSuspendCall(const Stmt *S) {
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(S))
    if (const CXXMethodDecl *M = C->getMethodDecl();
        M && M->getDeclName().isIdentifier() && M->getName() == "await_suspend")
      return C;
  for (const Stmt *Child : S->children())
    if (Child)
      if (const auto *C = findSuspendCall(Child))
        return C;
  return nullptr;
}

Suspend::StyleTy styleOf(Form &F, const CoroutineSuspendExpr *E) {
  const QualType T = E->getSuspendExpr()->getType();
  if (T->isVoidType())
    return Suspend::Void;
  if (T->isBooleanType())
    return Suspend::Bool;
  // What Sema calls on the handle, whose class the program may specialise.
  if (!T->isVoidPointerType())
    F.refuse(E->getExprLoc(), "'await_suspend' returns a handle whose address "
                              "is not a 'void *'");
  return Suspend::Handle;
}

Fragment Spiller::suspend(const CoroutineSuspendExpr *E) {
  auto N = std::make_unique<Suspend>();
  N->Loc = E->getKeywordLoc();
  N->E = E;
  const Expr *Syntactic = E->getOperand();
  bool IsYield = isa<CoyieldExpr>(E);
  if (IsYield)
    if (PromiseCall Call = asPromiseCall(skipImplicit(Syntactic));
        Call && !Call.Arguments.empty())
      Syntactic = Call.Arguments[0];
  std::string Name = nameFor(Syntactic);
  N->Hint = (IsYield ? "yielding_" : "awaiting_") + Name;
  N->Style = styleOf(F, E);
  if (const auto *Call = findSuspendCall(E->getSuspendExpr()))
    if (const auto *Proto =
            Call->getMethodDecl()->getType()->getAs<FunctionProtoType>())
      N->MayThrow = !Proto->isNothrow();

  const Expr *Common = E->getCommonExpr();
  while (const auto *W = dyn_cast<FullExpr>(Common))
    Common = W->getSubExpr();
  QualType T = Common->getType();
  bool IsAlways = isStdClass(T, "suspend_always");
  bool IsNever = isStdClass(T, "suspend_never");
  if (IsAlways || IsNever) {
    // Nothing to keep and nothing to call: only the operand's effects count.
    const Expr *Made = skipImplicit(Common);
    if (!isInvariant(Made, Changing)) {
      Fragment Text = value(Made);
      if (!Text.isObject())
        emitText(unused(Made, Text), /*MayDeclare=*/false);
    }
    if (IsAlways) {
      N->IsAlways = true;
      emit(std::move(N));
    }
    return Fragment(VoidValue);
  }
  if (Slot *Child = holdChildFrame(E); Child && N->Style == Suspend::Handle) {
    N->Child = Child;
    N->ChildStep = F.ChildFrames[awaitedCall(E)].Step;
  }
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Common)) {
    Slot *Awaiter = temporary(Slot::Awaiter, Name, T.getUnqualifiedType());
    constructInto(Awaiter, M->getSubExpr());
    N->Awaiter = Fragment::object(Awaiter);
  } else if (!marked(Common) && isInvariant(Common, Changing)) {
    N->Awaiter = Source.expression(Common, &Subs);
    if (!isa<ParenExpr, DeclRefExpr, MemberExpr, ArraySubscriptExpr,
             CXXNamedCastExpr, CXXMemberCallExpr>(Common->IgnoreImpCasts()))
      N->Awaiter = Fragment("(") + N->Awaiter + ")";
  } else {
    Fragment Object = lvalue(value(Common));
    if (Object.isObject()) {
      N->Awaiter = Object;
    } else {
      Slot *Awaiter = temporary(Slot::Awaiter, Name, T);
      Awaiter->IsReference = true;
      Awaiter->NeedsDestroy = Awaiter->IsConditional = false;
      bind(Awaiter, Object, !Common->isLValue());
      N->Awaiter = Fragment::object(Awaiter);
    }
  }
  Fragment Resume = N->Awaiter + ".await_resume()";
  if (N->Awaiter.isObject() && N->Awaiter.pieces()[0].S->IsReference)
    Resume = Fragment::pointer(N->Awaiter.pieces()[0].S) + "->await_resume()";
  emit(std::move(N));
  return Resume;
}

/// The object that \p Call is called on, as a reference to it.
Fragment Spiller::calledOn(const CXXMemberCallExpr *Call) {
  const Expr *Object = Call->getImplicitObjectArgument();
  Fragment Text = argumentAsWritten(Object, /*IsEarly=*/false);
  return Object->getType()->isPointerType() ? Fragment("*") + Text : Text;
}

/// If the frame of the coroutine that \p E awaits is a part of this one, it has
/// a slot, and the call makes it there.
Slot *Spiller::holdChildFrame(const Expr *E) {
  const CallExpr *Call = awaitedCall(E);
  auto It = F.ChildFrames.find(Call);
  if (It == F.ChildFrames.end() || !It->second.WhyNot.empty())
    return nullptr;
  const ChildFrame &Child = It->second;
  const Expr *Callee = Call->getCallee();
  auto Range = Source.range(Callee->getSourceRange());
  auto End = Range ? Source.afterToken(Range->End, tok::l_paren) : std::nullopt;
  if (!End) {
    F.cannotHappen(E->getExprLoc(), "a call has no parenthesis");
    return nullptr;
  }
  Slot *Frame = temporary(Slot::Temporary, Child.Name, F.Context.VoidPtrTy);
  Frame->FrameType = Child.Type;
  Frame->LocalFrame = Child.Local;
  auto N = std::make_unique<Construct>(Frame);
  N->Style = Construct::Nothing;
  emit(std::move(N));
  Subs[Callee] = Fragment(Child.Type + "::" + Child.Ramp);
  Fragment Given = Fragment("(&") + Fragment::object(Frame);
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
    Given = Given + ", " + calledOn(M);
  F.RenamedAt[*End - 1] = {1, Call->getNumArgs() ? Given + ", " : Given};
  InPlaceCalls[Call] = Frame;
  return Frame;
}

//===----------------------------------------------------------------------===//
// Construction
//===----------------------------------------------------------------------===//

Slot *Spiller::temporary(Slot::KindTy Kind, llvm::StringRef Hint, QualType T) {
  Slot *S2 = F.addSlot(Kind, Hint, T);
  S2->IsExtendedPart = TemporariesStay && Kind != Slot::Scratch;
  S2->IsFullExpression = !S2->IsExtendedPart;
  S2->IsConditional = ConditionalDepth > 0 && S2->NeedsDestroy;
  return S2;
}

void Spiller::bind(Slot *P, const Fragment &Object, bool IsRvalue) {
  auto N = std::make_unique<Construct>(P);
  N->Style = Construct::Bind;
  if (P->TypeSource.empty() && !whyUnspellable(F, P->Type).empty())
    P->TypeSource = Object;
  Fragment Text = lvalue(Object);
  bool Moves = !Text.pieces().empty() &&
               llvm::StringRef(Text.pieces()[0].Str).starts_with("std::move(");
  N->Init = Operand((IsRvalue && !Text.isObject()) || Moves
                        ? Fragment("switchback::lvalue(") + Text + ")"
                        : Text);
  emit(std::move(N));
}

/// The class template that \p Var names without arguments, as it is written.
static llvm::StringRef deducedTemplate(const VarDecl *Var) {
  const TypeSourceInfo *Info = Var ? Var->getTypeSourceInfo() : nullptr;
  if (!Info || !Info->getType()->getContainedDeducedType() ||
      Info->getType()->getContainedAutoType())
    return "";
  const ASTContext &Context = Var->getASTContext();
  return Lexer::getSourceText(
      CharSourceRange::getTokenRange(
          Info->getTypeLoc().getUnqualifiedLoc().getSourceRange()),
      Context.getSourceManager(), Context.getLangOpts());
}

/// True if \p Made, the initialiser of \p Var if there is one, makes a closure
/// and nothing around it.
bool Spiller::isClosure(const VarDecl *Var, const Expr *Made) {
  return isa<LambdaExpr>(Made) && deducedTemplate(Var).empty();
}

/// Constructs \p Target from the prvalue (or the initialiser of \p Var) \p E.
void Spiller::constructInto(Slot *Target, const Expr *E, const VarDecl *Var) {
  if (Target->Generic == Slot::Value || Target->Generic == Slot::Decomposed)
    return constructUnknown(Target, E, Var);
  const Expr *Made = skipToMaker(E);
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(Made);
      C && C->isPRValue() &&
      (marked(C->getTrueExpr()) || marked(C->getFalseExpr()))) {
    auto N = std::make_unique<If>();
    N->Loc = C->getExprLoc();
    N->Cond = Operand(conditionOf(C));
    N->Else = std::make_unique<Block>();
    auto Take = [&](const Expr *Branch) {
      if (Branch->getType()->isVoidType())
        discard(Branch);
      else
        constructInto(Target, Branch);
    };
    // What one branch constructs is alive behind both.
    branch(*N->Then, [&] { Take(C->getTrueExpr()); });
    branch(*N->Else, [&] { Take(C->getFalseExpr()); });
    if (Target->NeedsDestroy)
      Target->IsConditional = true;
    emit(std::move(N));
    return;
  }
  if (const auto *C = dyn_cast<CompoundLiteralExpr>(Made);
      C && C->isPRValue()) {
    constructInto(Target, C->getInitializer());
    return;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(Made);
      B && B->isCommaOp() && marked(B->getRHS())) {
    discard(B->getLHS());
    constructInto(Target, B->getRHS());
    return;
  }
  if (const auto *Statements = dyn_cast<StmtExpr>(Made);
      Statements && F.StatementExpressions.contains(Statements)) {
    statementExpression(Statements, Target);
    return;
  }
  if (needsPlace(Made)) {
    constructPieces(Target, Made);
    return;
  }
  auto N = std::make_unique<Construct>(Target);
  N->Loc = E->getExprLoc();
  N->Var = Var;
  if (isClosure(Var, Made)) {
    if (!Target->Decl)
      checkTemporaries(cast<LambdaExpr>(Made));
    N->Style = Construct::NewParen;
    N->Init = Operand(closure(Target, cast<LambdaExpr>(Made)));
    emit(std::move(N));
    return;
  }
  setInitialiser(*N, E, Var);
  N->ReadsFirst = readsFirst(E);
  if (Target->TypeSource.empty() && !hasOpenLambda(E) &&
      !whyUnspellable(F, Target->Type).empty() && nameInKnownType(E))
    Target->TypeSource = typeSource(*N, E, Var);
  emit(std::move(N));
}

/// An expression of the type of what \p N constructs from \p E, the initialiser
/// of \p Var if there is one: where that type has no usable name. Empty if
/// there is none.
Fragment Spiller::typeSource(const Construct &N, const Expr *E,
                             const VarDecl *Var) {
  const auto *Ctor = dyn_cast<CXXConstructExpr>(skipImplicit(E));
  // In `T x(y);` the text has the argument, not the type.
  const Expr *Text = E->IgnoreUnlessSpelledInSource();
  if (Var && Var->getInitStyle() != VarDecl::CInit && Ctor)
    Text = Ctor->getNumArgs() == 1 ? Ctor->getArg(0) : nullptr;
  if (Text && N.Style != Construct::NewBrace && !Text->getType().isNull() &&
      F.Context.hasSameUnqualifiedType(Text->getType(), N.S->Type))
    return N.Init.Text;
  llvm::StringRef Template = deducedTemplate(Var);
  if (Template.empty())
    return Fragment();
  return Fragment(Template.str()) + (N.Style == Construct::NewBrace
                                         ? N.Init.Text
                                         : Fragment("(") + N.Init.Text + ")");
}

/// A piece of \p Whole, which is destroyed with it once all of it is made.
Slot *Spiller::part(Slot *Whole, llvm::StringRef Hint, QualType T) {
  if (Whole->Type.isConstQualified())
    T = T.withConst();
  Slot *Part = temporary(Slot::Temporary, Hint, T);
  Part->Whole = Whole;
  return Part;
}

/// Constructs the members or elements of \p Target one by one, since something
/// suspends between them.
void Spiller::constructPieces(Slot *Target, const Expr *E) {
  auto Pieces = *piecesOf(E);
  auto Done = std::make_unique<Construct>(Target);
  Done->Loc = E->getExprLoc();
  Done->Style = Construct::Complete;
  if (const auto *A = F.Context.getAsConstantArrayType(Target->Type)) {
    const auto *List = dyn_cast<InitListExpr>(E);
    const Expr *Filler = List ? List->getArrayFiller() : nullptr;
    for (uint64_t I = 0, Size = A->getZExtSize(); I != Size; ++I) {
      std::string Number = std::to_string(I);
      Slot *Part =
          part(Target, Target->Hint + "_" + Number, A->getElementType());
      Part->Suffix = "[" + Number + "]";
      if (I < Pieces.size() || Filler)
        constructMember(Part, I < Pieces.size() ? Pieces[I] : Filler, *Done);
    }
  } else {
    constructMembers(Target->Type->getAsCXXRecordDecl(), E, Target, *Done);
  }
  emit(std::move(Done));
}

void Spiller::constructMember(Slot *Part, const Expr *E, Construct &Done) {
  constructPiece(Part, E);
  if (Part->NeedsDestroy)
    Done.Parts.push_back(Part);
}

/// Constructs the bases and members of class \p R, which is \p Target's or that
/// of an anonymous member of it.
void Spiller::constructMembers(const CXXRecordDecl *R, const Expr *E,
                               Slot *Target, Construct &Done) {
  auto Pieces = *piecesOf(E);
  size_t Next = 0;
  for (const CXXBaseSpecifier &B : R->bases()) {
    if (Next == Pieces.size())
      break;
    std::string Name = B.getType()->getAsCXXRecordDecl()->getNameAsString();
    Slot *Part = part(Target, Target->Hint + "_" + Name, B.getType());
    Part->Prefix = "static_cast<" + spellDeclaration(F, B.getType()) + " &>(";
    Part->Suffix = ")";
    constructMember(Part, Pieces[Next++], Done);
  }
  for (const FieldDecl *Field : R->fields()) {
    if (Field->isUnnamedBitField() || Next == Pieces.size())
      continue;
    const Expr *Init = Pieces[Next++];
    if (Field->isAnonymousStructOrUnion()) {
      const auto *Inner = Field->getType()->getAsCXXRecordDecl();
      const auto *List = dyn_cast<InitListExpr>(skipToMaker(Init));
      if (!Inner->isUnion() && piecesOf(Init)) {
        constructMembers(Inner, Init, Target, Done);
        continue;
      }
      Field = List ? List->getInitializedFieldInUnion() : nullptr;
      if (Field)
        Init = List->getInit(0);
    }
    const bool IsConstBits = Field && Field->isBitField() &&
                             (Field->getType().isConstQualified() ||
                              Target->Type.isConstQualified());
    if (!Field || Field->getType()->isReferenceType() || IsConstBits ||
        Field->isAnonymousStructOrUnion())
      return F.refuse(Init->getExprLoc(),
                      "a reference or constant bit-field is initialised in a "
                      "list that suspends");
    Slot *Part = part(Target, Target->Hint + "_" + Field->getNameAsString(),
                      Field->getType());
    Part->Suffix = "." + Field->getNameAsString();
    constructMember(Part, Init, Done);
  }
}

/// True if \p E has no text: the empty initialiser of what a list leaves out.
static bool isLeftOut(const Expr *E) {
  E = skipToMaker(E);
  if (isa<ImplicitValueInitExpr>(E))
    return true;
  if (const auto *L = dyn_cast<InitListExpr>(E))
    // Sema gives it one place for both braces.
    return L->getLBraceLoc() == L->getRBraceLoc() &&
           llvm::all_of(L->inits(), [](const Expr *Init) {
             return isa<CXXDefaultInitExpr>(Init) || isLeftOut(Init);
           });
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return !isa<CXXTemporaryObjectExpr>(C) &&
           C->getParenOrBraceRange().getBegin() ==
               C->getParenOrBraceRange().getEnd() &&
           llvm::all_of(C->arguments(), [](const Expr *Arg) {
             return isa<CXXDefaultArgExpr>(Arg);
           });
  return false;
}

void Spiller::constructPiece(Slot *Part, const Expr *E) {
  if (isLeftOut(E))
    return constructFrom(Part, Fragment("{}"));
  const auto *D = dyn_cast<CXXDefaultInitExpr>(E);
  if (!D)
    return constructInto(Part, E);
  std::optional<Fragment> Text = foreignText(D->getExpr(), Part->Whole);
  // Its temporaries live to the end of the full expression.
  if (!Text || hasTemporary(D->getExpr(), /*Observable=*/true))
    return F.refuse(E->getExprLoc(), "a default member initialiser behind a "
                                     "suspension of its list cannot be "
                                     "written there");
  constructFrom(Part, *Text);
}

/// Constructs \p Target from an initialiser that is text.
void Spiller::constructFrom(Slot *Target, const Fragment &Text) {
  auto N = std::make_unique<Construct>(Target);
  const bool IsBraced = StringRef(Text.str()).starts_with("{");
  const bool IsPlain =
      Target->Type->isScalarType() && !Target->Type.isConstQualified();
  const bool IsArray = Target->Type->isArrayType();
  N->Style = IsPlain               ? Construct::Assign
             : IsBraced || IsArray ? Construct::NewBrace
                                   : Construct::NewParen;
  N->Init = Operand(IsArray && !IsBraced ? Fragment("{") + Text + "}" : Text);
  emit(std::move(N));
}

/// The text of an expression of another scope.
std::optional<Fragment> Spiller::foreignText(const Expr *E, Slot *Object) {
  if (std::optional<Fragment> Text = constantText(E))
    return Text;
  if (std::optional<Fragment> Text = spellElsewhere(F, skipImplicit(E), Object))
    return Text;
  return integerText(E);
}

/// The value of \p E, an integer that is constant.
std::optional<Fragment> Spiller::integerText(const Expr *E) const {
  QualType T = E->getType().getUnqualifiedType();
  Expr::EvalResult Result;
  if (E->isInstantiationDependent() || !E->isPRValue() || !T->isIntegerType() ||
      T->isEnumeralType() || !E->EvaluateAsInt(Result, F.Context))
    return std::nullopt;
  const llvm::APSInt &Value = Result.Val.getInt();
  // The minus sign is no part of a literal.
  if (Value.getBitWidth() > 64 ||
      (Value.isSigned() && Value.isMinSignedValue()))
    return std::nullopt;
  std::string Number = llvm::toString(Value, 10);
  if (F.Context.hasSameType(T, F.Context.IntTy))
    return Fragment(Number);
  return Fragment("static_cast<" + spellDeclaration(F, T) + ">(" + Number +
                  (Value.isUnsigned() ? "ULL" : "LL") + ")");
}

/// The value of a default argument in front of what comes after it; \p Holds:
/// it is evaluated now.
Fragment Spiller::defaultArgument(const CXXDefaultArgExpr *D, bool Holds) {
  const Expr *E = D->getExpr();
  const Expr *Inner = E;
  while (isa<FullExpr>(Inner) || isa<ImplicitCastExpr>(Inner))
    Inner = isa<FullExpr>(Inner) ? cast<FullExpr>(Inner)->getSubExpr()
                                 : cast<ImplicitCastExpr>(Inner)->getSubExpr();
  const auto *M = dyn_cast<MaterializeTemporaryExpr>(Inner);
  const Expr *Made = M ? M->getSubExpr() : E;
  std::optional<Fragment> Text = foreignText(Made, nullptr);
  if (!Text || hasTemporary(Made, /*Observable=*/true)) {
    F.refuse(D->getUsedLocation(), "a default argument that lives across a "
                                   "suspension cannot be written there");
    return Fragment();
  }
  QualType T = Made->getType();
  if (!M && (E->isGLValue() || !(Holds || isInPlace(D)))) {
    // A list is no argument of the function that passes objects on.
    if (StringRef(Text->str()).starts_with("{")) {
      if (!whyUnspellable(F, T).empty())
        F.refuse(D->getUsedLocation(), "a default argument that lives across a "
                                       "suspension cannot be written there");
      return Fragment(spellDeclaration(F, T.getUnqualifiedType())) + *Text;
    }
    return *Text;
  }
  if (!M || M->isXValue())
    T = T.getUnqualifiedType();
  Slot *Held = temporary(Slot::Temporary, D->getParam()->getNameAsString(), T);
  constructFrom(Held, *Text);
  Fragment Object = Fragment::object(Held);
  return M && M->isXValue() ? moved(Object) : Object;
}

/// The call \p E with \p Values behind its arguments.
Fragment Spiller::withDefaultArguments(const Expr *E,
                                       llvm::ArrayRef<Fragment> Values) {
  Fragment Text = Source.expression(E, &Subs);
  if (Values.empty())
    return Text;
  auto Pieces = Text.pieces();
  StringRef Last = Pieces.empty() ? "" : StringRef(Pieces.back().Str);
  const auto *Call = dyn_cast<CallExpr>(E);
  const auto *Ctor = dyn_cast<CXXConstructExpr>(E);
  bool HasList = Call || (Ctor && Ctor->getParenOrBraceRange().isValid());
  if (!HasList || !(Last.ends_with(")") || Last.ends_with("}"))) {
    F.refuse(E->getExprLoc(), "a default argument of a conversion lives across "
                              "a suspension");
    return Text;
  }
  Fragment Result;
  for (const Fragment::Piece &P : Pieces.drop_back())
    Result.append(P.Kind == Fragment::Text ? Fragment(P.Str)
                                           : Fragment::special(P.Kind, P.S));
  Result.append(Last.drop_back());
  // The object of an operator stands in front of the parentheses.
  bool First = isa<CXXDefaultArgExpr>(
      Ctor ? Ctor->getArg(0)
           : Call->getArg(isa<CXXOperatorCallExpr>(Call) ? 1 : 0));
  for (const Fragment &Value : Values)
    Result.append(std::exchange(First, false) ? "" : ", ").append(Value);
  return Result.append(Last.take_back());
}

/// The text of an expression that means the same wherever it stands: literals,
/// whatever they are converted to, and what has no arguments.
std::optional<Fragment> Spiller::constantText(const Expr *E) {
  const Expr *Inner = skipToMaker(skipImplicit(E));
  if (F.Context.hasSameUnqualifiedType(Inner->getType(), E->getType())) {
    if (const auto *L = dyn_cast<InitListExpr>(Inner);
        L && L->getNumInits() == 0)
      return Fragment("{}");
    if (const auto *C = dyn_cast<CXXConstructExpr>(Inner);
        C && C->getNumArgs() == 0)
      return Fragment("{}");
  }
  // The type that a cast names is part of the text.
  Inner = E->IgnoreUnlessSpelledInSource();
  const Expr *Literal = Inner;
  if (const auto *U = dyn_cast<UnaryOperator>(Inner);
      U && U->getOpcode() == UO_Minus)
    Literal = skipImplicit(U->getSubExpr());
  if (!isa<IntegerLiteral, FloatingLiteral, CXXBoolLiteralExpr, StringLiteral,
           CharacterLiteral, CXXNullPtrLiteralExpr>(Literal))
    return std::nullopt;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Inner->printPretty(OS, nullptr, PrintingPolicy(F.Context.getLangOpts()));
  return Fragment(Text);
}

static unsigned maxArguments(const NamedDecl *D) {
  const NamedDecl *Inner = D->getUnderlyingDecl();
  if (const auto *T = dyn_cast<FunctionTemplateDecl>(Inner))
    Inner = T->getTemplatedDecl();
  const auto *Function = dyn_cast<FunctionDecl>(Inner);
  return Function ? Function->getNumParams() : 0;
}

/// True if `T(x)` could choose an explicit constructor or conversion that
/// `T t = x` does not.
bool Spiller::couldBeExplicit(QualType T, const Expr *E) const {
  auto IsExplicit = [](const NamedDecl *D) {
    const NamedDecl *Inner = D->getUnderlyingDecl();
    if (const auto *Temp = dyn_cast<FunctionTemplateDecl>(Inner))
      Inner = Temp->getTemplatedDecl();
    if (const auto *C = dyn_cast<CXXConstructorDecl>(Inner))
      return C->isExplicit() || C->getExplicitSpecifier().isSpecified();
    if (const auto *C = dyn_cast<CXXConversionDecl>(Inner))
      return C->isExplicit() || C->getExplicitSpecifier().isSpecified();
    return false;
  };
  if (const auto *R = T->getAsCXXRecordDecl())
    for (const NamedDecl *D :
         S.LookupConstructors(const_cast<CXXRecordDecl *>(R)))
      if (IsExplicit(D) && maxArguments(D) > 0)
        return true;
  if (const auto *R = E->getType()->getAsCXXRecordDecl();
      R && R->hasDefinition())
    for (const NamedDecl *D : R->getVisibleConversionFunctions())
      if (IsExplicit(D))
        return true;
  return false;
}

void Spiller::setInitialiser(Construct &N, const Expr *E, const VarDecl *Var) {
  Slot *Target = N.S;
  QualType T = Target->Type;
  const Expr *Written = skipImplicit(E);

  // Default-initialisation has no text.
  const auto *Ctor = dyn_cast<CXXConstructExpr>(Written);
  if (Var && Ctor && isDefaultInitialisation(Var, Ctor)) {
    bool Trivial = Ctor->getConstructor()->isTrivial();
    N.Style = Trivial ? Construct::Nothing : Construct::NewDefault;
    N.Init = Operand();
    return;
  }

  const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Written);
  if (const auto *L = dyn_cast<CXXStdInitializerListExpr>(
          Cast ? skipImplicit(Cast->getSubExpr()) : Written)) {
    // Not `::new`, which would warn that it does not extend the array's life.
    Fragment Made = marked(L) ? initializerList(L) : Fragment();
    auto Pieces = Made.pieces();
    if (Pieces.size() == 3 && Pieces[1].Kind == Fragment::Object) {
      N.Style = Construct::Fill;
      N.Init = Operand(Fragment::object(Pieces[1].S));
      return;
    }
  }
  // `T x{...}` through an initializer_list whose array is in the frame.
  if (Var && Ctor && Ctor->isStdInitListInitialization() &&
      marked(Ctor->getArg(0))) {
    N.Style = Construct::NewParen;
    N.Init = Operand(value(Ctor->getArg(0)));
    return;
  }
  Fragment Text;
  if (Var && Var->getInitStyle() == VarDecl::ListInit) {
    Text = value(E);
    // A constructor's range starts at the variable's name.
    Text = bracesOf(Text);
  } else if (Var && Var->getInitStyle() == VarDecl::CallInit && Ctor &&
             Ctor->getParenOrBraceRange().isValid()) {
    value(E);
    N.Style = Construct::NewParen;
    N.Init = Operand(argumentsOf(Ctor));
    return;
  } else if (const auto *List = dyn_cast<ParenListExpr>(Written); List && Var) {
    value(E);
    N.Style = Construct::NewParen;
    N.Init = Operand(argumentsOf(List));
    return;
  } else {
    Text = value(E);
  }
  std::string Str = Text.str();
  llvm::StringRef Begin = llvm::StringRef(Str).ltrim();
  bool Braced = Begin.starts_with("{");

  if (T->isScalarType() && !T.isConstQualified()) {
    // A list for a scalar holds one value or none.
    N.Style =
        Braced && T->isEnumeralType() ? Construct::NewBrace : Construct::Assign;
    N.Init = Operand(Text);
    return;
  }
  N.Init = Operand(Text);
  if (isa<ArrayInitLoopExpr>(Written)) {
    N.Style = Construct::Fill;
    return;
  }
  // Braces left out of a list within a list.
  const auto *List = dyn_cast<InitListExpr>(Written);
  bool Elided = List && !List->isTransparent() && !Braced;
  if (Braced || Elided || T->isArrayType()) {
    N.Style = Construct::NewBrace;
    const auto *Array = F.Context.getAsArrayType(T);
    N.IsNestedArray =
        Array && Array->getElementType()->isArrayType() &&
        (F.Context.getBaseElementType(T)->isRecordType() ||
         isa<ExprWithCleanups>(E) || hasTemporary(E, /*Observable=*/true));
    if (!Braced)
      N.Init = Operand(Fragment("{") + Text + "}");
    return;
  }
  const bool NamesType =
      (isa<CXXTemporaryObjectExpr>(Written) ||
       isa<CXXFunctionalCastExpr>(Written)) &&
      F.Context.hasSameUnqualifiedType(Written->getType(), T);
  if (NamesType) {
    N.Style = Construct::NewText;
    return;
  }
  N.Style = Construct::NewParen;
  // A conversion that the source leaves implicit stays so.
  bool Converts = Ctor && !isa<CXXTemporaryObjectExpr>(Ctor) &&
                  !(Var && Var->getInitStyle() == VarDecl::CallInit) &&
                  Ctor->getNumArgs() >= 1 &&
                  !F.Context.hasSameUnqualifiedType(
                      skipImplicit(Ctor->getArg(0))->getType(), T);
  if (Converts && couldBeExplicit(T, skipImplicit(Ctor->getArg(0))))
    N.Style = Construct::Copy;
}

bool Spiller::isDefaultInitialisation(const VarDecl *Var,
                                      const CXXConstructExpr *Ctor) {
  if (Var->getInitStyle() != VarDecl::CallInit ||
      Ctor->getParenOrBraceRange().isValid())
    return false;
  for (const Expr *Arg : Ctor->arguments())
    if (!isa<CXXDefaultArgExpr>(Arg))
      return false;
  return true;
}

/// The arguments between the parentheses of \p Ctor.
Fragment Spiller::argumentsOf(const CXXConstructExpr *Ctor) {
  auto R = Source.range(Ctor->getParenOrBraceRange());
  if (!R || R->End - R->Begin < 2) {
    F.refuseText(Ctor->getParenOrBraceRange(), "the initialiser");
    return Fragment();
  }
  for (const Expr *Arg : Ctor->arguments())
    if (marked(Arg) && isa<CXXDefaultArgExpr>(Arg))
      F.cannotHappen(Ctor->getExprLoc(),
                     "a default argument of a variable's "
                     "constructor lives across a suspension");
  std::vector<const Stmt *> Parts(Ctor->arguments().begin(),
                                  Ctor->arguments().end());
  return Source.cut({R->Begin + 1, R->End - 1}, Parts, &Subs);
}

Fragment Spiller::argumentsOf(const ParenListExpr *List) {
  auto R = Source.range(List->getSourceRange());
  if (!R || R->End - R->Begin < 2) {
    F.refuseText(List->getSourceRange(), "the initialiser");
    return Fragment();
  }
  std::vector<const Stmt *> Parts(List->child_begin(), List->child_end());
  return Source.cut({R->Begin + 1, R->End - 1}, Parts, &Subs);
}

/// What follows the name in `x{...}`.
Fragment Spiller::bracesOf(const Fragment &Text) {
  auto Pieces = Text.pieces();
  if (Pieces.empty() || Pieces[0].Kind != Fragment::Text)
    return Text;
  size_t Brace = Pieces[0].Str.find('{');
  if (Brace == std::string::npos)
    return Text;
  Fragment Result(llvm::StringRef(Pieces[0].Str).substr(Brace));
  for (const Fragment::Piece &P : Pieces.drop_front())
    Result.append(P.Kind == Fragment::Text ? Fragment(P.Str)
                                           : Fragment::special(P.Kind, P.S));
  return Result;
}

} // namespace switchback
