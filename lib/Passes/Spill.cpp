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
#include "Spiller.h"
#include "clang/AST/DeclFriend.h"

using namespace clang;

namespace switchback {

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
  if (N->Loc.isValid())
    StatementLoc = N->Loc;
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
    branchCondition(llvm::cast<If>(*N));
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
  const auto *I = llvm::dyn_cast<If>(N.get());
  const bool IsDiscardable = I && I->IsConstexpr;
  F.Discardable += IsDiscardable;
  for (Block *B : children(*N)) {
    if (IsDiscardable)
      Branches.push_back({I->ConstexprCond, B == I->Then.get()});
    block(*B);
    if (IsDiscardable)
      Branches.pop_back();
  }
  F.Discardable -= IsDiscardable;
  emit(std::move(N));
}

void Spiller::evaluate(Evaluate &N) {
  const Expr *E = N.Value.E;
  if (E && N.Plain)
    noteListType(E, N.Plain->getType());
  fullExpression([&] {
    mark(E, false);
    if (N.IsResult) {
      constructInto(Result, E);
      return;
    }
    if (!N.Plain) {
      discard(E);
      return;
    }
    if (F.IsGeneric && N.Plain->getType()->isReferenceType())
      checkUnknownChoice(E);
    if (F.IsGeneric)
      checkPlainList(E, N.Plain->getType());
    if (!N.PlainStmt) {
      declarePlain(N.Plain);
      return;
    }
    substitute(E, value(E));
    auto R = Source.statement(N.PlainStmt);
    if (!R) {
      F.refuseText(N.PlainStmt->getSourceRange(), "the declaration");
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

/// True for what a range-based `for` calls its range ([stmt.ranged]/1).
static bool isRange(const VarDecl *V) {
  return V->isImplicit() && V->getDeclName().isIdentifier() &&
         V->getName().starts_with("__range");
}

void Spiller::construct(std::unique_ptr<Construct> N) {
  if (!N->Init.E) {
    emit(std::move(N));
    return;
  }
  const Expr *E = N->Init.E;
  bool HasSuspension = suspends(E);
  Slot *Target = N->S;
  noteListType(E, Target->Type);
  const bool IsRange =
      N->Var && isRange(N->Var) && F.Context.getLangOpts().CPlusPlus23;
  auto Make = [&] {
    TemporariesStay = IsRange;
    // That of a closure alone is its factory's.
    const bool AsksForType = !whyUnspellable(F, Target->Type).empty() &&
                             !isClosure(N->Var, skipImplicit(E));
    if (AsksForType && HasSuspension)
      holdLambdas(E);
    // Which operands of a template's are temporaries, nobody knows.
    const bool IsApart = mark(E, IsRange && F.IsGeneric);
    if (AsksForType && !IsApart) {
      makeInside(Target, E);
    } else if (AsksForType && !HasSuspension) {
      holdLambdas(E);
      mark(E, false);
    }
    if (F.IsGeneric && constructList(Target, E))
      return;
    if (F.IsGeneric)
      checkUnknownExtension(Target, E, N->Var);
    if (Target->Generic != Slot::NotGeneric) {
      constructUnknown(Target, E, N->Var);
      return;
    }
    if (Target->IsReference) {
      bind(Target, referent(E), E->isXValue());
      return;
    }
    const Expr *Init = E;
    if (Target->Extended)
      Init = Target->Extended->getSubExpr();
    constructInto(Target, Init, Target->Extended ? nullptr : N->Var);
  };
  unsigned FirstNew = F.slots().size();
  Block *Made = fullExpression(Make);
  bool HasTemporaries =
      llvm::any_of(F.slots().drop_front(FirstNew),
                   [](const Slot *S) { return S->IsFullExpression; });
  if (HasSuspension || HasTemporaries)
    return;
  // Nothing to destroy at its end: no block.
  NodeList Body = std::move(Made->Body);
  Out->pop_back();
  for (NodePtr &Each : Body)
    Out->push_back(std::move(Each));
}

void Spiller::returns(const CoreturnStmt *C) {
  const Expr *Operand = C->getOperand();
  if (F.IsGeneric)
    return returnsUnknown(C);
  const Expr *Call = C->getPromiseCall();
  if (!Call) {
    F.cannotHappen(C->getBeginLoc(), "'co_return' has no promise call");
    return;
  }
  Call = skipImplicit(Call);
  PromiseCall Promise = asPromiseCall(Call);
  if (!Promise) {
    F.cannotHappen(C->getBeginLoc(),
                   "'co_return' calls no member of the promise");
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
    emitText(promiseCall(Promise), /*MayDeclare=*/false);
  });
}

void keepNamed(const Fragment &Text) {
  for (const Fragment::Piece &P : Text.pieces())
    if (P.S && P.Kind != Fragment::Factory && P.S->Kind == Slot::Scratch)
      P.S->Kind = Slot::Temporary;
}

/// Converts the condition of a `switch` in a branch that may be discarded,
/// where a place for an object of a type that no other instance has would have
/// to be given back: the number is kept, which has its type again in the
/// `switch`.
Fragment Spiller::holdNumber(const Fragment &Text) {
  Slot *Held = F.addSlot(Slot::Scratch, "selector", F.Context.LongLongTy);
  const Fragment Type =
      Fragment("switchback::selector_t<decltype((") + Text + "))>";
  keepNamed(Text);
  auto N = std::make_unique<Construct>(Held);
  N->Style = Construct::Assign;
  N->Init = Operand(Fragment("static_cast<long long>(static_cast<") + Type +
                    ">(" + Text + "))");
  emit(std::move(N));
  return Fragment("static_cast<") + Type + ">(" + Fragment::object(Held) + ")";
}

/// True if some `operator!` may take an object of class \p R.
static bool hasNegation(const CXXRecordDecl *R) {
  DeclarationName Not =
      R->getASTContext().DeclarationNames.getCXXOperatorName(OO_Exclaim);
  for (const DeclContext *C = R; C; C = C->getParent())
    if (!C->lookup(Not).empty())
      return true;
  for (const FriendDecl *Friend : R->friends())
    if (const auto *D = Friend->getFriendDecl();
        D && (D->getDeclName() == Not || isa<TemplateDecl>(D)))
      return true;
  return llvm::any_of(R->bases(), [](const CXXBaseSpecifier &Base) {
    const auto *B = Base.getType()->getAsCXXRecordDecl();
    return B && hasNegation(B);
  });
}

/// `!(x)` says "not converted to bool" unless there is another meaning of `!`.
void Spiller::branchCondition(If &N) {
  const CXXRecordDecl *Class = nullptr;
  if (N.Cond.E)
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(skipImplicit(N.Cond.E));
        C && isa_and_nonnull<CXXConversionDecl>(C->getMethodDecl()))
      Class = C->getRecordDecl();
  condition(N.Cond, "condition");
  const Fragment &Text = N.Cond.Text;
  bool IsHeld =
      Text.isObject() && Text.pieces().front().S->Kind == Slot::Scratch;
  if (N.Negated && Class && !IsHeld && hasNegation(Class))
    N.Cond.Text = Fragment("static_cast<bool>(") + Text + ")";
}

bool Spiller::holdsObject(unsigned FirstNew) const {
  return llvm::any_of(F.slots().drop_front(FirstNew), [](const Slot *T) {
    return T->IsFullExpression && T->NeedsDestroy;
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
  fullExpression([&] {
    mark(E, false);
    Text = value(E);
    // Temporaries die before the branch is entered, so the value must be held.
    if (!holdsObject(FirstNew))
      return;
    QualType T = E->getType().getUnqualifiedType();
    if (isUnknown(T) && Hint == "condition")
      T = F.Context.BoolTy;
    if (isUnknown(T)) {
      Text = holdSelector(E, Text);
      return;
    }
    Slot *Value = F.addSlot(Slot::Scratch, Hint, T);
    auto N = std::make_unique<Construct>(Value);
    N->Style = Construct::Assign;
    N->Init =
        Operand(T->isBooleanType() ? Fragment("static_cast<bool>(") + Text + ")"
                                   : Text);
    emit(std::move(N));
    Text = Fragment::object(Value);
  });
  Cond = Operand(Text);
}

//===----------------------------------------------------------------------===//
// Marking
//===----------------------------------------------------------------------===//

bool Spiller::markOperands(const Expr *E, bool Early) {
  auto Ops = evaluationOrder(E);
  auto Held = heldOperands(E, Ops);
  bool Found = false, Later = Early;
  for (size_t I = Ops.size(); I-- > 0;) {
    // An argument that is held in front of later ones ends its statement too.
    bool IsApart = mark(Ops[I], Later || Held[I]);
    if ((Later || Held[I]) && isa<CallExpr>(E) && E->isTypeDependent() &&
        isUnknownList(Ops[I]) && !yieldedType(F, E))
      F.refuse(Ops[I]->getExprLoc(), "a braced list of a template lives across "
                                     "a suspension");
    if ((Later || Held[I]) && isUnknownTemporary(E, Ops[I])) {
      Unknown[Ops[I]] = IsApart;
      Marked.insert(Ops[I]);
      IsApart = true;
    }
    Found |= IsApart;
    // What stands in front is evaluated in statements of its own.
    Later |= IsApart || suspends(Ops[I]);
  }
  return Found;
}

/// The parts of \p E that become statements of their own, which their
/// temporaries outlive.
llvm::SmallVector<const Expr *, 4> Spiller::statementsOf(const Expr *E) const {
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    if (marked(C->getTrueExpr()) || marked(C->getFalseExpr()))
      return {C->getCond(), C->getTrueExpr(), C->getFalseExpr()};
  } else if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isLogicalOp() && marked(B->getRHS()))
      return {B->getLHS(), B->getRHS()};
  } else if (needsPlace(E)) {
    if (auto Pieces = piecesOf(E))
      return {Pieces->begin(), Pieces->end()};
  }
  return {};
}

/// The lambdas among the operands of \p E have objects of their own: each
/// evaluation of a lambda has another type, and the type of \p E, which has no
/// name, is that of its text.
void Spiller::holdLambdas(const Expr *E) {
  for (const Expr *Op : evaluationOrder(E)) {
    if (isa<LambdaExpr>(skipImplicit(Op)))
      EarlySet.insert(Op);
    if (!isa<LambdaExpr>(Op))
      holdLambdas(Op);
  }
}

/// True if \p E calls what `->*` of something that may be a class gives.
static bool callsByOverload(const Expr *E) {
  const auto *C = dyn_cast<CallExpr>(E);
  const auto *B =
      C ? dyn_cast<BinaryOperator>(C->getCallee()->IgnoreParens()) : nullptr;
  return B && B->getOpcode() == BO_PtrMemI && B->isTypeDependent() &&
         !isMemberPointerCall(B);
}

/// The lambda of \p E that awaits what it captures, if there is one.
static const Expr *findSuspendingCapture(const Expr *E) {
  if (isa<LambdaExpr>(E))
    return suspends(E) ? E : nullptr;
  if (isa<CoroutineSuspendExpr>(E))
    return nullptr;
  for (const Expr *Op : evaluationOrder(E))
    if (const Expr *Found = findSuspendingCapture(Op))
      return Found;
  return nullptr;
}

/// Marks what has to be taken apart in \p E. \p Early: a suspension follows.
bool Spiller::mark(const Expr *E, bool Early) {
  bool Found = false;
  Early |= EarlySet.contains(E);
  if (Early) {
    EarlySet.insert(E);
    F.EarlyValues.insert({E->getBeginLoc(), E->getEndLoc()});
  }
  if (const auto *C = dyn_cast<CXXUnresolvedConstructExpr>(E);
      C && C->isListInitialization())
    noteListType(C->getArg(0), C->getTypeAsWritten());
  if (const Expr *Awaited = unknownOperand(E)) {
    // Its type is asked for, which no lambda may have a part in.
    holdLambdas(Awaited);
    mark(Awaited, true);
    Found = true;
  } else if (const auto *C = dyn_cast<CoroutineSuspendExpr>(E)) {
    // No text asks for the type of an awaiter that such a closure is part of.
    const Expr *Made = C->getCommonExpr();
    if (!whyUnspellable(F, Made->getType()).empty())
      if (const Expr *Capture = findSuspendingCapture(Made))
        F.refuse(Capture->getExprLoc(), "a capture of this kind suspends");
    mark(Made, true);
    Found = true;
  } else if (F.IsGeneric && isUnknownList(E) && suspends(E)) {
    Found |= markOperands(E, Early);
  } else if (isExpansionApart(E, Early)) {
    markExpansion(E);
    Found = true;
  } else if (callsByOverload(E) && suspends(E)) {
    F.refuse(E->getExprLoc(), "a suspension in an operand of an operator that "
                              "may be overloaded");
  } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
             O && E->isTypeDependent() &&
             (O->getOperator() == OO_AmpAmp ||
              O->getOperator() == OO_PipePipe ||
              O->getOperator() == OO_Comma) &&
             suspends(Early ? E : O->getArg(1))) {
    F.refuse(E->getExprLoc(), "a suspension in an operand of an operator that "
                              "may be overloaded");
  } else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E)) {
    // One that a reference slot keeps alive is a slot too.
    auto Extending = F.SlotOf.find(M->getExtendingDecl());
    bool IsExtended = Extending != F.SlotOf.end();
    Found =
        (Early && M->getStorageDuration() == SD_FullExpression) || IsExtended;
    // Beside others it is made in a statement of its own, which its own
    // temporaries outlive.
    bool IsApart = IsExtended && Extending->second->Extended != M;
    Found |= mark(M->getSubExpr(), Early || IsApart);
  } else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E)) {
    // A library's default (an allocator, a tag) is as good as gone afterwards.
    Found = Early && D->getExpr() && hasTemporary(D->getExpr()) &&
            !F.Context.getSourceManager().isInSystemHeader(
                D->getParam()->getLocation());
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
    bool RightSuspends = suspends(B->getFalseExpr());
    Found |= mark(B->getCommon(), Early || RightSuspends);
    Found |= mark(B->getFalseExpr(), Early || RightSuspends);
  } else {
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isCommaOp())
      Discarded.insert(whatIsDiscarded(B->getLHS()));
    if (const auto *C = dyn_cast<CastExpr>(E);
        C && C->getCastKind() == CK_ToVoid)
      Discarded.insert(whatIsDiscarded(C));
    Found |= markOperands(E, Early);
  }
  if (!Early)
    for (const Expr *Part : statementsOf(E))
      Found |= mark(Part, true);
  // Its type would have a part that no text can name.
  Found |= Early && isa<LambdaExpr>(E);
  Found |= isDiscardedTemporary(E) || takesInPlace(E);
  Found |= isa<StmtExpr>(E) && suspends(E);
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

void spill(Form &F, Sema &S) { Spiller(F, S).run(); }

} // namespace switchback
