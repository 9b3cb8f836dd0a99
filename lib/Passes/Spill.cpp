//===- Spill.cpp - Every await at statement level -------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: operands are clang expressions. After: every suspension is a Suspend
/// node, every operand is text.
///
/// Within one full expression an operand is *early* if some suspension of the
/// full expression comes after it. Side effects stay in order:
///   - an early temporary becomes a slot, since it lives to the end of the full
///     expression and the step function returns before that;
///   - of the operands of one expression, those left of the last one that holds
///     a suspension or an early temporary are evaluated into temporaries,
///     unless they mean the same whenever they are evaluated;
///   - what comes after the last suspension stays as it is written;
///   - `&&`, `||` and `?:` become `if` where a branch of them has to be taken
///     apart.
/// Objects are constructed where they will stand: a prvalue is passed down as
/// the slot it initialises, never moved there.
///
//===----------------------------------------------------------------------===//
#include "Spill.h"
#include "Crossing.h"
#include "switchback/Compiler/ClangCompat.h"
#include "switchback/Compiler/Passes.h"
#include "switchback/Compiler/SourceText.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace switchback {

namespace {

/// The value of an expression without one.
const char *const VoidValue = "void()";

class Spiller {
public:
  Spiller(Form &F, Sema &S) : F(F), S(S), Source(F) {}

  void run() {
    Changing = findChangingVariables(F.Coroutine->getBody());
    block(*F.Body);
  }

private:
  // Statements.
  void block(Block &B);
  void node(NodePtr N);
  void evaluate(Evaluate &N);
  void declarePlain(const VarDecl *V);
  void construct(std::unique_ptr<Construct> N);
  void returns(const CoreturnStmt *C);
  void condition(Operand &Cond, llvm::StringRef Hint);

  // Marking.
  bool mark(const Expr *E, bool Early);
  bool markOperands(const Expr *E, bool Early);
  bool marked(const Expr *E) const { return Marked.contains(E); }

  // Values.
  Fragment value(const Expr *E);
  Fragment generic(const Expr *E);
  Fragment object(const Expr *E);
  Fragment suspend(const CoroutineSuspendExpr *E);
  Fragment materialize(const MaterializeTemporaryExpr *E);
  Fragment conditional(const ConditionalOperator *E);
  Fragment shortCircuit(const BinaryOperator *E);
  Fragment comma(const BinaryOperator *E);
  Fragment promiseCall(const PromiseCall &C);
  Fragment coAwaitCall(const CXXOperatorCallExpr *E);
  static Fragment moved(const Fragment &Object);
  static Fragment lvalue(const Fragment &Text);
  Fragment saveObject(const Expr *E);
  Fragment initializerList(const CXXStdInitializerListExpr *L);
  bool isHeld(const MaterializeTemporaryExpr *M) const;
  Slot *hold(const MaterializeTemporaryExpr *M, llvm::StringRef Hint);
  bool isReceiver(const Expr *E, const Expr *Op) const;
  static bool isUnordered(const Expr *E);
  Fragment holdOperand(const Expr *Op);
  bool isImplicitMove(const Expr *Arg, const DeclRefExpr *Ref);
  void branch(Block &B, llvm::function_ref<void()> Body);
  bool takesInPlace(const Expr *E) const;
  bool isInPlace(const Expr *Arg) const;
  Fragment callInPlace(const CallExpr *E, const Fragment *Promise = nullptr);
  std::optional<Fragment> save(const Expr *E);
  void substitute(const Expr *E, const Fragment &Text);
  void discard(const Expr *E);
  bool isDiscardedTemporary(const Expr *E) const;

  // Construction.
  Fragment closure(Slot *Target, const LambdaExpr *L);
  void constructInto(Slot *Target, const Expr *E, const VarDecl *Var = nullptr);
  void setInitialiser(Construct &N, const Expr *E, const VarDecl *Var);
  Slot *temporary(Slot::KindTy Kind, llvm::StringRef Hint, QualType T);
  bool couldBeExplicit(QualType T, const Expr *E) const;
  static bool isDefaultInitialisation(const VarDecl *Var,
                                      const CXXConstructExpr *Ctor);
  Fragment argumentsOf(const CXXConstructExpr *Ctor);
  static Fragment bracesOf(const Fragment &Text);

  // Emission.
  void emit(NodePtr N) { Out->push_back(std::move(N)); }
  void emitText(const Fragment &Text) {
    emit(std::make_unique<TextNode>(Text + ";\n"));
  }
  void bind(Slot *P, const Fragment &Object, bool IsRvalue = false);

  /// Runs \p Body with a new block for one full expression in place.
  Block *fullExpression(llvm::function_ref<void()> Body) {
    auto B = std::make_unique<Block>(Block::FullExpression);
    Block *Raw = B.get();
    NodeList *Saved = Out;
    Out = &B->Body;
    Body();
    Out = Saved;
    Out->push_back(std::move(B));
    Subs.clear();
    return Raw;
  }

  Form &F;
  Sema &S;
  SourceText Source;
  NodeList *Out = nullptr;
  llvm::DenseSet<const Expr *> Marked, EarlySet, Discarded;
  llvm::DenseSet<const VarDecl *> Changing;
  SourceText::Substitutions Subs;
  unsigned ConditionalDepth = 0;
};

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void Spiller::block(Block &B) {
  NodeList Old = std::move(B.Body);
  B.Body.clear();
  NodeList *Saved = Out;
  Out = &B.Body;
  for (NodePtr &N : Old)
    if (!F.refused())
      node(std::move(N));
  Out = Saved;
}

void Spiller::node(NodePtr N) {
  switch (N->Kind) {
  case Node::EvaluateKind:
    evaluate(llvm::cast<Evaluate>(*N));
    return;
  case Node::ConstructKind:
    construct(std::unique_ptr<Construct>(llvm::cast<Construct>(N.release())));
    return;
  case Node::ReturnKind:
    returns(llvm::cast<Return>(*N).S);
    return;
  case Node::IfKind:
    condition(llvm::cast<If>(*N).Cond, "condition");
    break;
  case Node::SwitchKind:
    condition(llvm::cast<Switch>(*N).Cond, "selector");
    break;
  case Node::LoopKind: {
    auto &L = llvm::cast<Loop>(*N);
    if (L.Cond.E)
      L.Cond = Operand(Source.expression(L.Cond.E));
    if (L.Inc.E)
      L.Inc = Operand(Source.expression(L.Inc.E));
    break;
  }
  default:
    break;
  }
  if (auto *B = llvm::dyn_cast<Block>(N.get()))
    block(*B);
  for (Block *B : children(*N))
    block(*B);
  emit(std::move(N));
}

void Spiller::evaluate(Evaluate &N) {
  const Expr *E = N.Value.E;
  fullExpression([&] {
    mark(E, false);
    if (!N.Plain) {
      discard(E);
      return;
    }
    if (!N.PlainStmt) {
      declarePlain(N.Plain);
      return;
    }
    substitute(E, value(E));
    auto R = Source.statement(N.PlainStmt);
    if (!R) {
      F.refuse(N.Loc, "the declaration comes from a macro");
      return;
    }
    // The declaration as written, its initialiser taken apart. That of a
    // condition has no semicolon.
    Fragment Text = Source.cut(*R, {N.PlainStmt}, &Subs);
    if (!Source.text(*R).ends_with(";"))
      Text.append(";");
    emit(std::make_unique<TextNode>(Text.append("\n")));
  });
}

/// A local that stays one, apart from those it was declared with.
void Spiller::declarePlain(const VarDecl *V) {
  const Expr *E = V->getInit();
  Fragment Text(spellDeclaration(F, V->getType(), V->getName(), true));
  const auto *Ctor = dyn_cast<CXXConstructExpr>(skipImplicit(E));
  if (Ctor && isDefaultInitialisation(V, Ctor)) {
    emitText(Text);
  } else if (V->getInitStyle() == VarDecl::ListInit) {
    emitText(Text + bracesOf(value(E)));
  } else if (V->getInitStyle() == VarDecl::CallInit) {
    Fragment Value = value(E);
    bool HasArguments = Ctor && Ctor->getParenOrBraceRange().isValid();
    emitText(Text + "(" + (HasArguments ? argumentsOf(Ctor) : Value) + ")");
  } else {
    emitText(Text + " = " + value(E));
  }
}

void Spiller::construct(std::unique_ptr<Construct> N) {
  if (!N->Init.E) {
    emit(std::move(N));
    return;
  }
  const Expr *E = N->Init.E;
  bool HasSuspension = suspends(E);
  Slot *Target = N->S;
  auto Make = [&] {
    mark(E, false);
    if (Target->IsReference) {
      bind(Target, value(E), E->isXValue());
      return;
    }
    const Expr *Init = E;
    if (Target->Extended)
      Init = Target->Extended->getSubExpr();
    constructInto(Target, Init, Target->Extended ? nullptr : N->Var);
  };
  if (HasSuspension)
    fullExpression(Make);
  else {
    Make();
    Subs.clear();
  }
}

void Spiller::returns(const CoreturnStmt *C) {
  const Expr *Operand = C->getOperand();
  const Expr *Call = C->getPromiseCall();
  if (!Call) {
    F.refuse(C->getBeginLoc(), "'co_return' has no promise call");
    return;
  }
  Call = skipImplicit(Call);
  PromiseCall Promise = asPromiseCall(Call);
  if (!Promise) {
    F.refuse(C->getBeginLoc(), "'co_return' calls no member of the promise");
    return;
  }
  bool IsVoid = Promise.Name == "return_void";
  if (Operand && IsVoid)
    fullExpression([&] {
      mark(Operand, false);
      discard(Operand);
    });
  fullExpression([&] {
    mark(Call, false);
    emitText(promiseCall(Promise));
  });
}

void Spiller::condition(Operand &Cond, llvm::StringRef Hint) {
  const Expr *E = Cond.E;
  if (!E)
    return;
  if (!suspends(E)) {
    Cond = Operand(Source.expression(E));
    return;
  }
  unsigned FirstNew = F.slots().size();
  Fragment Text;
  Block *B = fullExpression([&] {
    mark(E, false);
    Text = value(E);
    // Temporaries die before the branch is entered, so the value must be held.
    bool Holds = false;
    for (Slot *T : F.slots().drop_front(FirstNew))
      Holds |= T->IsFullExpression && T->NeedsDestroy;
    if (!Holds)
      return;
    QualType T = E->getType().getUnqualifiedType();
    Slot *Value = F.addSlot(Slot::Scratch, Hint, T);
    auto N = std::make_unique<Construct>(Value);
    N->Style = Construct::Assign;
    N->Init =
        Operand(T->isBooleanType() ? Fragment("static_cast<bool>(") + Text + ")"
                                   : Text);
    emit(std::move(N));
    Text = Fragment::object(Value);
  });
  (void)B;
  Cond = Operand(Text);
}

//===----------------------------------------------------------------------===//
// Marking
//===----------------------------------------------------------------------===//

bool Spiller::markOperands(const Expr *E, bool Early) {
  auto Ops = evaluationOrder(E);
  bool Found = false, Later = Early, Varies = false;
  for (const Expr *Op : llvm::reverse(Ops)) {
    bool Suspends = suspends(Op);
    // An argument that is held in front of later ones ends its statement too.
    bool IsHeld = Suspends && Varies && isUnordered(E);
    Found |= mark(Op, Later || IsHeld);
    Later |= Suspends;
    Varies |= !isInvariant(Op, Changing);
  }
  return Found;
}

static unsigned maxArguments(const NamedDecl *D) {
  const NamedDecl *Inner = D->getUnderlyingDecl();
  if (const auto *T = dyn_cast<FunctionTemplateDecl>(Inner))
    Inner = T->getTemplatedDecl();
  const auto *Function = dyn_cast<FunctionDecl>(Inner);
  return Function ? Function->getNumParams() : 0;
}

static bool hasTemporary(const Expr *E) {
  if (isa<MaterializeTemporaryExpr>(E))
    return true;
  for (const Stmt *Child : E->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      if (hasTemporary(Sub))
        return true;
  return false;
}

/// Marks what has to be taken apart in \p E. \p Early: a suspension follows.
bool Spiller::mark(const Expr *E, bool Early) {
  bool Found = false;
  if (Early)
    EarlySet.insert(E);
  if (const auto *C = dyn_cast<CoroutineSuspendExpr>(E)) {
    mark(C->getCommonExpr(), true);
    Found = true;
  } else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E)) {
    // One that a reference slot keeps alive is a slot too.
    Found = (Early && M->getStorageDuration() == SD_FullExpression) ||
            (M->getExtendingDecl() && F.SlotOf.contains(M->getExtendingDecl()));
    Found |= mark(M->getSubExpr(), Early);
  } else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E)) {
    // A library's default (an allocator, a tag) is as good as gone afterwards.
    if (Early && D->getExpr() && hasTemporary(D->getExpr()) &&
        !F.Context.getSourceManager().isInSystemHeader(
            D->getParam()->getLocation()))
      F.refuse(D->getUsedLocation(),
               "a default argument makes a temporary that lives across a "
               "suspension");
  } else if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    bool BranchSuspends =
        suspends(C->getTrueExpr()) || suspends(C->getFalseExpr());
    // A branch becomes a statement of its own, which its temporaries outlive.
    Found |= mark(C->getCond(), Early || BranchSuspends);
    Found |= mark(C->getTrueExpr(), Early || BranchSuspends);
    Found |= mark(C->getFalseExpr(), Early || BranchSuspends);
  } else if (const auto *L = dyn_cast<BinaryOperator>(E);
             L && L->isLogicalOp()) {
    bool RightSuspends = suspends(L->getRHS());
    Found |= mark(L->getLHS(), Early || RightSuspends);
    Found |= mark(L->getRHS(), Early || RightSuspends);
  } else if (const auto *B = dyn_cast<BinaryConditionalOperator>(E)) {
    if (suspends(B))
      F.refuse(B->getExprLoc(), "a suspension inside '?:' without a middle");
  } else {
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isCommaOp())
      Discarded.insert(B->getLHS());
    Found |= markOperands(E, Early);
  }
  // Its type would have a part that no text can name.
  Found |= Early && isa<LambdaExpr>(E);
  Found |= isDiscardedTemporary(E) || takesInPlace(E);
  if (isa<StmtExpr>(E) && suspends(E))
    F.refuse(E->getExprLoc(), "a suspension inside a statement expression");
  // The memory comes before the initialiser; only a function of the program's
  // own can tell that it comes behind it here.
  if (const auto *N = dyn_cast<CXXNewExpr>(E))
    if (const FunctionDecl *New = N->getOperatorNew();
        New && N->getInitializer() && suspends(N->getInitializer()) &&
        !New->isReservedGlobalPlacementOperator() &&
        (!New->isReplaceableGlobalAllocationFunction() || New->isDefined()))
      F.refuse(E->getExprLoc(), "a suspension inside the initialiser of a "
                                "new-expression with an allocation function of "
                                "the program's own");
  if (Found)
    Marked.insert(E);
  return Found;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// An object nobody uses that lives across a suspension: left of a comma.
bool Spiller::isDiscardedTemporary(const Expr *E) const {
  return EarlySet.contains(E) && Discarded.contains(E) && E->isPRValue() &&
         E->getType().isDestructedType() == QualType::DK_cxx_destructor;
}

/// The text that stands for \p E once everything before it has been evaluated.
/// Emits that evaluation.
Fragment Spiller::value(const Expr *E) {
  if (F.refused())
    return Fragment();
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
  if (const auto *C = dyn_cast<ConditionalOperator>(E))
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

Fragment Spiller::generic(const Expr *E) {
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    substitute(C->getCond(), value(C->getCond()));
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
  size_t Last = 0;
  for (auto [I, Op] : llvm::enumerate(Ops))
    if (marked(Op))
      Last = I;
  for (auto [I, Op] : llvm::enumerate(Ops)) {
    if (I < Last) {
      if (std::optional<Fragment> Saved = save(Op))
        substitute(Op, *Saved);
    } else if (I == Last) {
      bool Held = isUnordered(E) &&
                  llvm::any_of(llvm::drop_begin(Ops, I + 1), [&](auto *Later) {
                    return !isInvariant(Later, Changing);
                  });
      substitute(Op, Held                ? holdOperand(Op)
                     : isReceiver(E, Op) ? object(Op)
                                         : value(Op));
    }
  }
  return Source.expression(E, &Subs);
}

/// True if compilers differ in the order of \p E's operands: arguments between
/// parentheses.
bool Spiller::isUnordered(const Expr *E) {
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return !C->isListInitialization();
  return isa<CallExpr>(E) && !isa<CXXOperatorCallExpr>(E);
}

/// The value of an argument that awaits, before arguments that another compiler
/// would evaluate first.
Fragment Spiller::holdOperand(const Expr *Op) {
  if (Op->isPRValue() && Op->getType()->isRecordType())
    return value(Op);
  const Expr *Inner = Op;
  while (const auto *C = dyn_cast<ImplicitCastExpr>(Inner))
    Inner = C->getSubExpr();
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Inner)) {
    EarlySet.insert(M);
    return materialize(M);
  }
  if (std::optional<Fragment> Saved = save(Op))
    return *Saved;
  return value(Op);
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

/// Puts \p Text where the source has \p E, or what is left of it below nodes
/// without text: a list's syntactic form holds only those.
void Spiller::substitute(const Expr *E, const Fragment &Text) {
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

void Spiller::discard(const Expr *E) {
  if (isDiscardedTemporary(E)) {
    constructInto(temporary(Slot::Temporary, nameFor(E), E->getType()), E);
    return;
  }
  Fragment Text = value(E);
  if (F.refused() || Text.str() == VoidValue)
    return;
  // The value of an await nobody looks at.
  if (Text.isObject() || lvalue(Text).isObject())
    return;
  emitText(Text);
}

/// Evaluates \p E now and holds its value. Nothing if the source text may
/// stand as it is.
std::optional<Fragment> Spiller::save(const Expr *E) {
  if (isa<CXXDefaultArgExpr>(E))
    return std::nullopt;
  if (!marked(E) && isInvariant(E, Changing))
    return std::nullopt;
  if (E->getType()->isVoidType()) {
    discard(E);
    return Fragment(VoidValue);
  }
  if (E->getType()->isSpecificPlaceholderType(BuiltinType::BoundMember) ||
      E->getType()->isFunctionType())
    return std::nullopt;
  if (E->isGLValue())
    return saveObject(E);
  QualType T = E->getType().getUnqualifiedType();
  Slot *Held = temporary(Slot::Temporary, nameFor(E), T);
  constructInto(Held, E);
  Fragment Object = Fragment::object(Held);
  if (!T->isRecordType())
    return Object;
  // The object was constructed where native code has its operand; what takes
  // it from here must not be able to tell.
  const auto *R = T->getAsCXXRecordDecl();
  if (R->isTriviallyCopyable())
    return Object;
  if (hasObservableDestruction(T) || !R->hasMoveConstructor() ||
      R->defaultedMoveConstructorIsDeleted()) {
    F.refuse(E->getExprLoc(),
             "an operand of class type is constructed before a suspension and "
             "used behind it");
    return std::nullopt;
  }
  return moved(Object);
}

Fragment Spiller::saveObject(const Expr *E) {
  const Expr *Inner = E;
  while (true) {
    const auto *C = dyn_cast<ImplicitCastExpr>(Inner);
    if (C && C->isGLValue() && C->getSubExpr()->isGLValue())
      Inner = C->getSubExpr();
    else if (const auto *W = dyn_cast<FullExpr>(Inner))
      Inner = W->getSubExpr();
    else
      break;
  }
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Inner); M && marked(M))
    return materialize(M);
  if (Inner->refersToBitField()) {
    // A bit-field has no address: its object is held.
    if (const auto *M = dyn_cast<MemberExpr>(Inner->IgnoreParens())) {
      if (std::optional<Fragment> Base = save(M->getBase()))
        substitute(M->getBase(), *Base);
      return Source.expression(Inner, &Subs);
    }
    F.refuse(E->getExprLoc(), "a bit-field is used across a suspension");
    return Fragment();
  }
  Slot *Held = temporary(Slot::Temporary, nameFor(Inner), Inner->getType());
  Held->IsReference = true;
  Held->NeedsDestroy = Held->IsConditional = false;
  bind(Held, value(Inner), Inner->isXValue());
  Fragment Object = Fragment::object(Held);
  return E->isXValue() ? moved(Object) : Object;
}

/// The array behind an initializer_list is a temporary of its own.
Fragment Spiller::initializerList(const CXXStdInitializerListExpr *L) {
  const Expr *Array = L->getSubExpr();
  while (const auto *C = dyn_cast<ImplicitCastExpr>(Array))
    Array = C->getSubExpr();
  const auto *M = dyn_cast<MaterializeTemporaryExpr>(Array);
  if (!M || !isHeld(M))
    return value(L->getSubExpr());
  Slot *S2 = hold(M, "list");
  return Fragment("switchback::list(") + Fragment::object(S2) + ")";
}

/// True if \p M outlives the statement that uses it.
bool Spiller::isHeld(const MaterializeTemporaryExpr *M) const {
  // What a branch that is taken apart constructs needs a place.
  if (const auto *C = dyn_cast<ConditionalOperator>(
          skipImplicit(M->getSubExpr())->IgnoreParens());
      C && (marked(C->getTrueExpr()) || marked(C->getFalseExpr())))
    return true;
  return EarlySet.contains(M) ||
         (M->getExtendingDecl() && F.SlotOf.contains(M->getExtendingDecl()));
}

Slot *Spiller::hold(const MaterializeTemporaryExpr *M, llvm::StringRef Hint) {
  const ValueDecl *Extending = M->getExtendingDecl();
  // An lvalue of const type is what `const T &` binds to.
  QualType T = M->getType();
  if (M->isXValue() && !T->isArrayType())
    T = T.getUnqualifiedType();
  Slot *Object =
      Extending && F.SlotOf.contains(Extending)
          ? F.addSlot(Slot::Local, F.SlotOf[Extending]->Hint + "_object", T)
          : temporary(Slot::Temporary, Hint, T);
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
    if (isa<CXXDefaultArgExpr>(Arg))
      continue;
    if (!First)
      Text.append(", ");
    First = false;
    Fragment Value = value(Arg);
    // [class.copy.elision]/3: a local that is returned is an rvalue.
    const auto *Ref =
        dyn_cast<DeclRefExpr>(Arg->IgnoreImplicit()->IgnoreParens());
    if (Ref && isImplicitMove(Arg, Ref))
      Value = moved(Value);
    Text.append(Value);
  }
  return Text.append(")");
}

/// True if Sema made an xvalue of the local \p Ref names.
bool Spiller::isImplicitMove(const Expr *Arg, const DeclRefExpr *Ref) {
  const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
  if (!V || !V->hasLocalStorage())
    return false;
  for (const Expr *E = Arg; E != Ref;) {
    if (E->isXValue())
      return true;
    if (const auto *C = dyn_cast<CastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *W = dyn_cast<FullExpr>(E))
      E = W->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *P = dyn_cast<ParenExpr>(E))
      E = P->getSubExpr();
    else if (const auto *K = dyn_cast<CXXConstructExpr>(E);
             K && K->getNumArgs())
      E = K->getArg(0);
    else
      return false;
  }
  return false;
}

Fragment Spiller::coAwaitCall(const CXXOperatorCallExpr *E) {
  if (takesInPlace(E))
    F.refuse(E->getExprLoc(), "the operand of 'operator co_await' is passed by "
                              "value and lives across a suspension");
  const Expr *Operand = E->getArg(0);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(E->getCalleeDecl());
  if (!Method)
    return Fragment("operator co_await(") + value(Operand) + ")";
  Fragment Text =
      Method->getRefQualifier() == RQ_None ? object(Operand) : value(Operand);
  bool Simple =
      Text.isObject() ||
      isa<CallExpr, DeclRefExpr, MemberExpr, ParenExpr>(skipImplicit(Operand));
  if (!Simple)
    Text = Fragment("(") + Text + ")";
  return Text.append(".operator co_await()");
}

Fragment Spiller::comma(const BinaryOperator *B) {
  if (!marked(B->getRHS())) {
    substitute(B->getLHS(), value(B->getLHS()));
    return Source.expression(B, &Subs);
  }
  discard(B->getLHS());
  return value(B->getRHS());
}

/// `t = lhs; if (t) t = rhs;`
Fragment Spiller::shortCircuit(const BinaryOperator *B) {
  Slot *Result = temporary(
      EarlySet.contains(B) ? Slot::Temporary : Slot::Scratch,
      B->getOpcode() == BO_LAnd ? "both" : "either", F.Context.BoolTy);
  auto Assign = [&](const Expr *E) {
    Fragment Text = value(E);
    if (!E->IgnoreParenImpCasts()->getType()->isBooleanType())
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

Fragment Spiller::conditional(const ConditionalOperator *E) {
  auto N = std::make_unique<If>();
  N->Loc = E->getExprLoc();
  Fragment Cond = value(E->getCond());
  N->Cond = Operand(Cond);
  N->Else = std::make_unique<Block>();
  if (E->getType()->isVoidType()) {
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
  if (!T->isRecordType())
    return Object;
  if (T->getAsCXXRecordDecl()->isTriviallyCopyable())
    return Object;
  if (hasObservableDestruction(T))
    F.refuse(E->getExprLoc(), "a conditional operator of class type with a "
                              "suspension in a branch initialises an operand");
  return moved(Object);
}

/// True if \p E is a call that has an argument passed by value whose lifetime
/// can be told and reaches across a suspension: the argument is constructed
/// before one, or the full expression, to whose end clang keeps it, has one
/// behind the call. The argument is a slot then, and the call passes it in
/// place.
bool Spiller::takesInPlace(const Expr *E) const {
  llvm::SmallVector<const Expr *, 4> Args;
  if (const auto *C = dyn_cast<CallExpr>(E))
    Args.append(C->arg_begin(), C->arg_end());
  else if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    Args.append(C->arg_begin(), C->arg_end());
  return llvm::any_of(Args, [&](const Expr *Arg) { return isInPlace(Arg); });
}

bool Spiller::isInPlace(const Expr *Arg) const {
  return Arg->isPRValue() && EarlySet.contains(Arg) &&
         hasObservableDestruction(Arg->getType());
}

/// `switchback::call(&function, arguments...)`.
Fragment Spiller::callInPlace(const CallExpr *E, const Fragment *Promise) {
  const FunctionDecl *Callee = E->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (!Callee || isa<CXXOperatorCallExpr>(E)) {
    F.refuse(E->getExprLoc(), "an argument passed by value to an operator or "
                              "through a pointer lives across a suspension");
    return Fragment();
  }
  if (!whyUnspellable(F, Callee->getType()).empty()) {
    F.refuse(E->getExprLoc(),
             "an argument passed by value, of a type without a "
             "name, lives across a suspension");
    return Fragment();
  }
  bool IsMember = Method && Method->isImplicitObjectMemberFunction();
  std::string Name = Callee->getNameAsString();
  if (IsMember || (Method && Method->isStatic()))
    Name =
        spellDeclaration(F, compat::tagType(F.Context, Method->getParent())) +
        "::" + Name;
  else if (const auto *Ref =
               dyn_cast<DeclRefExpr>(E->getCallee()->IgnoreParenImpCasts()))
    Name = Source.expression(Ref).str();
  QualType Pointer =
      IsMember ? compat::memberPointerType(F.Context, Callee->getType(),
                                           Method->getParent())
               : F.Context.getPointerType(Callee->getType());
  // The type says which overload is meant.
  Fragment Text = Fragment("switchback::call(static_cast<") +
                  spellDeclaration(F, Pointer) + ">(&" + Name + ")";
  auto Ops = evaluationOrder(E);
  size_t First = IsMember && !Promise ? 0 : 1;
  if (Promise)
    Text.append(", ").append(*Promise);
  size_t Last = 0;
  for (auto [I, Op] : llvm::enumerate(Ops))
    if (marked(Op) || isInPlace(Op))
      Last = I;
  for (auto [I, Op] : llvm::enumerate(Ops)) {
    if (I < First)
      continue;
    if (isa<CXXDefaultArgExpr>(Op)) {
      F.refuse(Op->getExprLoc(),
               "a call with default arguments has an argument "
               "by value that lives across a suspension");
      return Fragment();
    }
    Fragment Value;
    if (isInPlace(Op)) {
      Slot *Argument = temporary(Slot::Temporary, nameFor(Op),
                                 Op->getType().getUnqualifiedType());
      constructInto(Argument, Op);
      Value = Fragment::object(Argument);
    } else if (I < Last) {
      std::optional<Fragment> Saved = save(Op);
      Value = Saved ? *Saved : Source.expression(Op, &Subs);
    } else {
      Value = value(Op);
    }
    if (IsMember && I == 0 && Op->getType()->isPointerType())
      Value = Fragment("*") + Value;
    Text.append(", ").append(Value);
  }
  return Text.append(")");
}

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
  switch (E->getSuspendReturnType()) {
  case CoroutineSuspendExpr::SuspendReturnType::SuspendVoid:
    N->Style = Suspend::Void;
    break;
  case CoroutineSuspendExpr::SuspendReturnType::SuspendBool:
    N->Style = Suspend::Bool;
    break;
  case CoroutineSuspendExpr::SuspendReturnType::SuspendHandle:
    N->Style = Suspend::Handle;
    break;
  }
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
        emitText(Text);
    }
    if (IsAlways) {
      N->IsAlways = true;
      emit(std::move(N));
    }
    return Fragment(VoidValue);
  }
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Common)) {
    Slot *Awaiter = temporary(Slot::Awaiter, Name, T.getUnqualifiedType());
    constructInto(Awaiter, M->getSubExpr());
    N->Awaiter = Fragment::object(Awaiter);
  } else if (!marked(Common) && isInvariant(Common, Changing)) {
    N->Awaiter = Source.expression(Common, &Subs);
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

//===----------------------------------------------------------------------===//
// Construction
//===----------------------------------------------------------------------===//

Slot *Spiller::temporary(Slot::KindTy Kind, llvm::StringRef Hint, QualType T) {
  Slot *S2 = F.addSlot(Kind, Hint, T);
  S2->IsFullExpression = true;
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

namespace {
/// The locals of a coroutine that a lambda expression names.
class ClosureUses : public RecursiveASTVisitor<ClosureUses> {
public:
  ClosureUses(const FunctionDecl *Function) : Function(Function) {}
  llvm::SetVector<const ValueDecl *> Locals;
  bool UsesThis = false, UsesHidden = false;
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const ValueDecl *D = E->getDecl();
    if (!D->getDeclContext()->Equals(Function))
      return true;
    const auto *V = dyn_cast<VarDecl>(D);
    if ((V && V->hasLocalStorage()) || isa<BindingDecl>(D))
      Locals.insert(D);
    else
      UsesHidden = true; // a static, which only the body can name
    return true;
  }
  bool VisitCXXThisExpr(CXXThisExpr *) { return UsesThis = true; }
  bool VisitTagTypeLoc(TagTypeLoc L) {
    UsesHidden |= L.getDecl()->getDeclContext()->Equals(Function);
    return true;
  }
  bool VisitTypedefTypeLoc(TypedefTypeLoc L) {
    UsesHidden |= compat::typedefDecl(L)->getDeclContext()->Equals(Function);
    return true;
  }

private:
  const FunctionDecl *Function;
};
} // namespace

/// A closure in the frame: a factory in front of the struct makes it, so that
/// its type can be named; the call of the factory.
Fragment Spiller::closure(Slot *Target, const LambdaExpr *L) {
  ClosureUses Uses(F.Function);
  Uses.TraverseStmt(const_cast<LambdaExpr *>(L));
  if (Uses.UsesHidden) {
    F.refuse(L->getExprLoc(), "a lambda that lives across a suspension uses a "
                              "type or static variable of the coroutine");
    return Fragment();
  }
  Fragment Params, Args, Types;
  auto Add = [](Fragment &To, const Fragment &Text) {
    if (!To.empty())
      To.append(", ");
    To.append(Text);
  };
  // An init-capture up to the last that suspends is evaluated here, in order.
  SourceText::Substitutions Values;
  size_t LastInit = 0;
  for (auto [I, Init] : llvm::enumerate(L->capture_inits()))
    if (Init && marked(Init))
      LastInit = I + 1;
  for (auto [I, C] : llvm::enumerate(L->captures())) {
    if (I >= LastInit || !L->isInitCapture(&C))
      continue;
    const Expr *Init = L->capture_init_begin()[I];
    std::optional<Fragment> Held = save(Init);
    if (!Held)
      continue;
    Fragment Object = lvalue(*Held);
    QualType T = Init->getType();
    if (!Object.isObject() || !whyUnspellable(F, T).empty()) {
      F.refuse(Init->getExprLoc(), "a capture of this kind suspends");
      return Fragment();
    }
    std::string Name = C.getCapturedVar()->getName().str() + "_value";
    std::string Type = spellDeclaration(F, F.Context.getLValueReferenceType(T));
    Add(Params, Type + " " + Name);
    Add(Types, "std::declval<" + Type + ">()");
    Add(Args, Object);
    Values[Init] = Values[skipImplicit(Init)] =
        Held->isObject() ? Fragment(Name) : moved(Fragment(Name));
  }
  for (const ValueDecl *D : Uses.Locals) {
    QualType T = D->getType().getNonReferenceType();
    if (!whyUnspellable(F, T).empty()) {
      F.refuse(L->getExprLoc(), "a lambda that lives across a suspension "
                                "captures what has no name for its type");
      return Fragment();
    }
    QualType Reference = F.Context.getLValueReferenceType(T);
    Add(Params, spellDeclaration(F, Reference, D->getName()));
    Add(Types, "std::declval<" + spellDeclaration(F, Reference) + ">()");
    if (auto It = F.BindingText.find(D); It != F.BindingText.end())
      Add(Args, It->second);
    else if (auto Found = F.SlotOf.find(D); Found != F.SlotOf.end())
      Add(Args, Fragment::object(Found->second));
    else
      Add(Args, Fragment(D->getName()));
  }
  if (const auto *M = dyn_cast<CXXMethodDecl>(F.Function);
      M && Uses.UsesThis && M->isImplicitObjectMemberFunction()) {
    std::string Class =
        spellDeclaration(F, M->getFunctionObjectParameterType()) + " *";
    Fragment Self = Fragment::special(Fragment::Self);
    Add(Params, Fragment(Class) + Self);
    Add(Types, "std::declval<" + Class + ">()");
    Add(Args, Self);
    F.UsesThis = true;
  }
  Target->FactoryText = Fragment("[](") + Params + ") { return " +
                        Source.closure(L, &Values) + "; }";
  Fragment Factory = Fragment::special(Fragment::Factory, Target);
  Target->TypeSource = Factory + "(" + Types + ")";
  return Factory + "(" + Args + ")";
}

/// Constructs \p Target from the prvalue (or the initialiser of \p Var) \p E.
void Spiller::constructInto(Slot *Target, const Expr *E, const VarDecl *Var) {
  const Expr *Made = E;
  while (true) {
    if (const auto *W = dyn_cast<FullExpr>(Made))
      Made = W->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(Made))
      Made = B->getSubExpr();
    else if (const auto *P = dyn_cast<ParenExpr>(Made))
      Made = P->getSubExpr();
    else if (const auto *C = dyn_cast<ImplicitCastExpr>(Made);
             C && C->getCastKind() == CK_NoOp && C->isPRValue())
      Made = C->getSubExpr();
    else
      break;
  }
  if (const auto *C = dyn_cast<ConditionalOperator>(Made);
      C && C->isPRValue() &&
      (marked(C->getTrueExpr()) || marked(C->getFalseExpr()))) {
    auto N = std::make_unique<If>();
    N->Loc = C->getExprLoc();
    N->Cond = Operand(value(C->getCond()));
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
  if (const auto *B = dyn_cast<BinaryOperator>(Made);
      B && B->isCommaOp() && marked(B->getRHS())) {
    discard(B->getLHS());
    constructInto(Target, B->getRHS());
    return;
  }
  auto N = std::make_unique<Construct>(Target);
  N->Loc = E->getExprLoc();
  N->Var = Var;
  if (const auto *L = dyn_cast<LambdaExpr>(Made)) {
    N->Style = Construct::NewParen;
    N->Init = Operand(closure(Target, L));
    emit(std::move(N));
    return;
  }
  setInitialiser(*N, E, Var);
  // A type without a usable name is that of the expression.
  if (Target->TypeSource.empty() && N->Style != Construct::NewBrace &&
      !isa<LambdaExpr>(skipImplicit(E)) &&
      !whyUnspellable(F, Target->Type).empty())
    Target->TypeSource = N->Init.Text;
  emit(std::move(N));
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

  if (const auto *L = dyn_cast<CXXStdInitializerListExpr>(Written)) {
    // Not `::new`, which would warn that it does not extend the array's life.
    Fragment Made = marked(L) ? initializerList(L) : Fragment();
    auto Pieces = Made.pieces();
    if (Pieces.size() == 3 && Pieces[1].Kind == Fragment::Object) {
      N.Style = Construct::Fill;
      N.Init = Operand(Fragment::object(Pieces[1].S));
      return;
    }
  }
  Fragment Text;
  if (Var && Var->getInitStyle() == VarDecl::ListInit) {
    Text = value(E);
    // A constructor's range starts at the variable's name.
    Text = bracesOf(Text);
  } else if (Var && Var->getInitStyle() == VarDecl::CallInit && Ctor &&
             Ctor->getParenOrBraceRange().isValid()) {
    value(E);
    Text = argumentsOf(Ctor);
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
  if (Braced || T->isArrayType()) {
    N.Style = Construct::NewBrace;
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
    F.refuse(Ctor->getExprLoc(), "the initialiser comes from a macro");
    return Fragment();
  }
  std::vector<const Stmt *> Parts(Ctor->arguments().begin(),
                                  Ctor->arguments().end());
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

} // namespace

void spill(Form &F, Sema &S) { Spiller(F, S).run(); }

} // namespace switchback
