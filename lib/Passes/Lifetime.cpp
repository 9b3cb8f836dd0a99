//===- Lifetime.cpp - Construction and destruction made explicit ----------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: Construct nodes stand where objects begin to live; blocks say where
/// they end. After: every node knows what is alive before it (of the slots
/// whose destructor has to run), and a Destroy stands wherever control leaves a
/// scope with such a slot: at the end of a block or full expression, in front
/// of `break`, `continue`, `goto` and the leave to the final suspend point.
///
/// What is alive at a point is a stack known statically. A slot constructed in
/// one branch of an expression only has a flag and counts as alive behind the
/// branch. Slots' extents (for layout) are intervals of positions in the order
/// nodes are printed; scopes nest, so two slots that can live together overlap.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Passes.h"
#include "clang/AST/ASTContext.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace switchback {

namespace {

class Lifetimes {
public:
  explicit Lifetimes(Form &F) : F(F) {}

  void run() {
    const AliveSet *End = flow(*F.Body, F.nothing(), F.nothing());
    F.FallsOffEnd = !leaves(*F.Body);
    if (F.FallsOffEnd && End != F.nothing())
      F.Body->add<Destroy>(F.nothing())->Alive = End;
    for (auto &[B, J] : PendingGotos)
      insertBefore(*B, *J, llvm::cast<Label>(J->Target)->Alive);
  }

private:
  /// True if control never reaches the end of \p B.
  static bool leaves(const Block &B) {
    for (const NodePtr &N : llvm::reverse(B.Body)) {
      if (const auto *T = llvm::dyn_cast<TextNode>(N.get()); T && T->IsTrivia)
        continue;
      if (llvm::isa<Jump>(N.get()))
        return true;
      if (const auto *I = llvm::dyn_cast<If>(N.get()); I && I->IsDetour)
        continue;
      if (const auto *I = llvm::dyn_cast<If>(N.get()))
        return I->Else && leaves(*I->Then) && leaves(*I->Else);
      if (const auto *Inner = llvm::dyn_cast<Block>(N.get()))
        return leaves(*Inner);
      if (const auto *Tr = llvm::dyn_cast<Try>(N.get())) {
        bool All = leaves(*Tr->Body);
        for (const Try::Handler &H : Tr->Handlers)
          All &= leaves(*H.Body);
        return All;
      }
      return false;
    }
    return false;
  }

  void insertBefore(Block &B, Jump &J, const AliveSet *Target) {
    if (J.Alive == Target || !Target)
      return;
    for (auto It = B.Body.begin(); It != B.Body.end(); ++It)
      if (It->get() == &J) {
        auto D = std::make_unique<Destroy>(Target);
        D->Alive = J.Alive;
        J.Alive = Target;
        B.Body.insert(It, std::move(D));
        return;
      }
  }

  void place(Slot *S) {
    for (; S; S = S->Whole)
      if (!S->FirstUse)
        S->FirstUse = Position;
  }

  /// \p A without \p Gone, down to \p Base.
  const AliveSet *without(const AliveSet *A, const AliveSet *Base,
                          llvm::ArrayRef<Slot *> Gone) {
    if (A == Base || !A->Top)
      return A;
    const AliveSet *Rest = without(A->Parent, Base, Gone);
    return llvm::is_contained(Gone, A->Top) ? Rest : F.push(Rest, A->Top);
  }

  /// \p S alive below the temporaries of the full expression that began with
  /// \p Base alive.
  const AliveSet *pushBelow(const AliveSet *A, const AliveSet *Base, Slot *S) {
    if (A == Base)
      return F.push(Base, S);
    return F.push(pushBelow(A->Parent, Base, S), A->Top);
  }

  /// What is alive once a full expression that began with \p Entry alive is
  /// over but for the destruction of its temporaries: those on top of \p Exit.
  /// Until then an object whose lifetime is extended has its place among them.
  const AliveSet *settled(const AliveSet *A, const AliveSet *Entry,
                          const AliveSet *Exit) {
    llvm::SmallVector<Slot *, 8> Above, Staying;
    for (; A != Entry; A = A->Parent)
      Above.push_back(A->Top);
    for (const AliveSet *E = Exit; E != Entry; E = E->Parent)
      Staying.push_back(E->Top);
    for (Slot *S : llvm::reverse(Above))
      if (!llvm::is_contained(Staying, S))
        Exit = F.push(Exit, S);
    return Exit;
  }

  static bool isAmongTemporaries(const Slot *S) {
    return S->IsFullExpression || S->IsExtendedPart;
  }

  /// The conditional slots that the branches of \p N construct, in the order
  /// each branch constructs them in: the one that several construct, which is
  /// the value, comes last in each.
  static void collectConditional(Node &N, llvm::SmallVectorImpl<Slot *> &Out) {
    auto Add = [&](Slot *S) {
      if (!S || !S->IsConditional)
        return;
      llvm::erase(Out, S);
      Out.push_back(S);
    };
    if (auto *C = llvm::dyn_cast<Construct>(&N))
      Add(C->S);
    if (auto *B = llvm::dyn_cast<Block>(&N)) {
      // Its statements are no part of the expression, but its value is.
      if (B->IsStatementExpression)
        return Add(B->Result);
      for (NodePtr &Each : B->Body)
        collectConditional(*Each, Out);
    }
    for (Block *B : children(N))
      collectConditional(*B, Out);
  }

  /// \p A, which grew from \p From, as it would have grown from \p To.
  const AliveSet *rebase(const AliveSet *A, const AliveSet *From,
                         const AliveSet *To) {
    if (A == From)
      return To;
    return F.push(rebase(A->Parent, From, To), A->Top);
  }

  /// The value of the statement expression being walked: what is alive before
  /// its statements, and with the value.
  struct ResultTy {
    Slot *S = nullptr;
    const AliveSet *Before = nullptr, *After = nullptr;
  };

  const AliveSet *flow(Block &B, const AliveSet *Entry,
                       const AliveSet *ExpressionBase);
  void statementExpression(Block &B, const AliveSet *Before,
                           const AliveSet *After);
  NodeList tryBlock(Try &T, const AliveSet *A);
  bool leavesHandler(const Jump &J) const;
  void leaveHandlerFirst(Jump &J);
  void flowChildren(Node &N, const AliveSet *A, const AliveSet *Base);
  void finishExpression(Block &B, const AliveSet *A, const AliveSet *Exit);
  void endScope(llvm::ArrayRef<Slot *> Slots) {
    ++Position;
    for (Slot *S : Slots)
      S->LastUse = Position;
  }

  /// The exception handler being walked.
  struct HandlerTy {
    const AliveSet *Entry = nullptr;
    /// What its jumps go on with once it is left, and those jumps.
    NodeList Leaves;
    llvm::DenseSet<const Jump *> Left;
    /// The labels its jumps may go to as they are.
    llvm::DenseSet<const Node *> Labels;
  };

  Form &F;
  HandlerTy *Handler = nullptr;
  unsigned Position = 1;
  /// The slots of the scope being walked, and of the full expression.
  llvm::SmallVector<Slot *, 8> *ScopeSlots = nullptr,
                               *ExpressionSlots = nullptr;
  std::vector<std::pair<Block *, Jump *>> PendingGotos;
  ResultTy Result;
  bool InBranchOfExpression = false;
  /// What the full expression walked last left alive.
  const AliveSet *ExpressionExit = nullptr;
};

/// Walks \p B with \p Entry alive; returns what is alive at its end. A local
/// constructed in a full expression goes below what that one, which began with
/// \p Base alive, has constructed.
const AliveSet *Lifetimes::flow(Block &B, const AliveSet *Entry,
                                const AliveSet *Base) {
  B.Alive = Entry;
  const AliveSet *A = Entry;
  bool IsExpression = B.Scope == Block::FullExpression;
  llvm::SmallVector<Slot *, 8> Own;
  llvm::SaveAndRestore SavedScope(ScopeSlots);
  llvm::SaveAndRestore SavedExpression(ExpressionSlots);
  if (IsExpression) {
    ExpressionSlots = &Own;
    Base = Entry;
  } else if (!InBranchOfExpression) {
    ScopeSlots = &Own;
  }
  // What stays alive behind this full expression.
  const AliveSet *Exit = Entry;
  // A variable is destroyed behind what its initialiser extends.
  auto PushLocal = [&](const AliveSet *Alive, Slot *S) {
    Alive = pushBelow(settled(Alive, Entry, Exit), Exit, S);
    Base = Exit = F.push(Exit, S);
    return Alive;
  };

  NodeList Old = std::move(B.Body);
  B.Body.clear();
  for (size_t I = 0; I != Old.size(); ++I) {
    NodePtr Owned = std::move(Old[I]);
    Node &N = *Owned;
    ++Position;
    if (llvm::isa<If>(N) && (IsExpression || InBranchOfExpression)) {
      llvm::SmallVector<Slot *, 4> Flags;
      collectConditional(N, Flags);
      if (!InBranchOfExpression && !Flags.empty()) {
        auto *Before = B.add<Arm>(A);
        Before->Alive = A;
        // Locals lie below temporaries.
        for (Slot *S : Flags)
          if (S->IsExtendedPart)
            Exit = F.push(Exit, S);
        for (Slot *S : Flags)
          if (!isAmongTemporaries(S)) {
            A = pushBelow(A, Base, S);
            Base = F.push(Base, S);
            Exit = F.push(Exit, S);
          }
        for (Slot *S : Flags)
          if (isAmongTemporaries(S))
            A = F.push(A, S);
        Before->Target = A;
        Before->Flags.append(Flags.begin(), Flags.end());
      }
    }
    N.Alive = A;
    N.Position = Position;
    if (auto *C = llvm::dyn_cast<Construct>(&N)) {
      Slot *S = C->S;
      place(S);
      auto *List =
          S->IsFullExpression && ExpressionSlots ? ExpressionSlots : ScopeSlots;
      if (!llvm::is_contained(*List, S))
        List->push_back(S);
      const AliveSet *WithParts = A;
      A = without(A, Base, C->Parts);
      if (A != WithParts)
        C->AliveAfter = A;
      if (S == Result.S) {
        // It outlives the statements around it.
        A = rebase(A, Result.Before, Result.After);
        Exit = rebase(Exit, Result.Before, Result.After);
        Base = rebase(Base, Result.Before, Result.After);
        C->AliveAfter = A;
      } else if (S->NeedsDestroy && !S->IsConditional) {
        if (S->IsFullExpression)
          A = F.push(A, S);
        else if (IsExpression && S->IsExtendedPart)
          A = F.push(A, S), Exit = F.push(Exit, S);
        else if (IsExpression)
          A = PushLocal(A, S);
        else
          Base = A = F.push(A, S);
        C->AliveAfter = A;
      }
    } else if (auto *Inner = llvm::dyn_cast<Block>(&N);
               Inner && Inner->IsStatementExpression) {
      Slot *S = Inner->Result;
      const AliveSet *After = A;
      if (S)
        place(S);
      if (S && S->NeedsDestroy && !S->IsConditional)
        After = S->IsFullExpression ? F.push(A, S) : PushLocal(A, S);
      statementExpression(*Inner, A, After);
      A = After;
      if (S) {
        auto *List = S->IsFullExpression && ExpressionSlots ? ExpressionSlots
                                                            : ScopeSlots;
        if (!llvm::is_contained(*List, S))
          List->push_back(S);
      }
    } else if (auto *Inner = llvm::dyn_cast<Block>(&N)) {
      flow(*Inner, A, A);
      if (Inner->Scope == Block::FullExpression) {
        A = ExpressionExit;
        Base = A;
      }
    } else if (auto *T = llvm::dyn_cast<Try>(&N)) {
      NodeList Leaves = tryBlock(*T, A);
      Old.insert(Old.begin() + I + 1, std::make_move_iterator(Leaves.begin()),
                 std::make_move_iterator(Leaves.end()));
    } else {
      flowChildren(N, A, Base);
    }
    N.End = Position;
    if (auto *J = llvm::dyn_cast<Jump>(&N)) {
      if (leavesHandler(*J))
        leaveHandlerFirst(*J);
      const AliveSet *Target = nullptr;
      if (J->Style == Jump::Goto && Handler && Handler->Left.contains(J))
        Target = Handler->Entry;
      else if (J->Style == Jump::ToFinal)
        Target = F.nothing();
      else if (J->Style == Jump::Goto)
        PendingGotos.push_back({&B, J});
      else if (J->Target)
        Target = J->Target->Alive;
      if (Target && Target != A) {
        B.add<Destroy>(Target)->Alive = A;
        J->Alive = Target;
      }
    }
    B.Body.push_back(std::move(Owned));
  }
  if (IsExpression) {
    ExpressionExit = Exit;
    finishExpression(B, A, Exit);
    endScope(Own);
    return Exit;
  }
  if (!InBranchOfExpression) {
    const AliveSet *Outside =
        B.IsStatementExpression && Result.S ? Result.After : Entry;
    if (!B.IsBody && A != Outside && !leaves(B)) {
      auto End = std::make_unique<Destroy>(Outside);
      End->Alive = A;
      auto *Last = B.Body.empty()
                       ? nullptr
                       : llvm::dyn_cast<TextNode>(B.Body.back().get());
      bool Falls = Last && Last->IsFallthrough;
      B.Body.insert(B.Body.end() - (Falls ? 1 : 0), std::move(End));
    }
    endScope(Own);
  }
  return A;
}

/// Ends a full expression. One temporary whose destructor cannot throw needs no
/// alive set of its own between the local's construction and its destruction.
void Lifetimes::finishExpression(Block &B, const AliveSet *A,
                                 const AliveSet *Exit) {
  const AliveSet *Entry = B.Alive;
  if (A == Exit || leaves(B))
    return;
  if (const AliveSet *Settled = settled(A, Entry, Exit); Settled != A) {
    auto *N = B.add<Arm>(Settled);
    N->Alive = A;
    A = Settled;
  }
  if (A->Depth == Exit->Depth + 1 && !A->Top->IsConditional &&
      A->Parent == Exit && !B.Body.empty()) {
    auto *Last = llvm::dyn_cast<Construct>(B.Body.back().get());
    if (Last && Last->AliveAfter == A && Last->S != A->Top &&
        hasNothrowDestructor(A->Top->Type)) {
      Last->AliveAfter = nullptr;
      auto *D = B.add<Destroy>(Exit, A->Top);
      D->Alive = A;
      return;
    }
  }
  B.add<Destroy>(Exit)->Alive = A;
}

/// Walks the statements of a statement expression; what they construct is dead
/// behind it, but for its value, with which \p After is alive.
void Lifetimes::statementExpression(Block &B, const AliveSet *Before,
                                    const AliveSet *After) {
  llvm::SaveAndRestore SavedBranch(InBranchOfExpression, false);
  llvm::SaveAndRestore<llvm::SmallVector<Slot *, 8> *> SavedSlots(
      ExpressionSlots, nullptr);
  llvm::SaveAndRestore SavedResult(Result);
  Result = Before == After ? ResultTy{} : ResultTy{B.Result, Before, After};
  flow(B, Before, Before);
}

/// Walks \p T. What its handlers leave for, while more has to be destroyed than
/// their own objects, comes back to be put behind it: the exception is
/// destroyed first, when the handler is left.
NodeList Lifetimes::tryBlock(Try &T, const AliveSet *A) {
  flow(*T.Body, A, A);
  HandlerTy Own;
  Own.Entry = A;
  llvm::SaveAndRestore Saved(Handler, &Own);
  for (Try::Handler &H : T.Handlers) {
    walk(*H.Body, [&](Node &N) {
      if (llvm::isa<Label>(N))
        Own.Labels.insert(&N);
    });
    flow(*H.Body, A, A);
  }
  return std::move(Own.Leaves);
}

/// True if \p J leaves a handler for a place where less is alive than where the
/// handler began.
bool Lifetimes::leavesHandler(const Jump &J) const {
  if (!Handler || !Handler->Entry->Top)
    return false;
  if (J.Style == Jump::ToFinal)
    return true;
  if (J.Style == Jump::Goto)
    return !Handler->Labels.contains(J.Target);
  return J.Target && J.Target->Alive->Depth < Handler->Entry->Depth;
}

/// Makes \p J lead behind the try block, from where it goes on.
void Lifetimes::leaveHandlerFirst(Jump &J) {
  auto There = std::make_unique<If>();
  There->Loc = J.Loc;
  There->Header = Fragment("if (false)");
  There->IsDetour = true;
  auto *L = There->Then->add<Label>(Fragment());
  L->Hint = "leave_handler";
  L->Loc = J.Loc;
  auto *On = There->Then->add<Jump>(J.Style, J.Target);
  On->SourceLabel = J.SourceLabel;
  On->Loc = J.Loc;
  J.Style = Jump::Goto;
  J.Target = L;
  J.SourceLabel = nullptr;
  Handler->Labels.insert(L);
  Handler->Left.insert(&J);
  Handler->Leaves.push_back(std::move(There));
}

void Lifetimes::flowChildren(Node &N, const AliveSet *A, const AliveSet *Base) {
  // A branch made by spill is part of its full expression.
  bool IsBranch = llvm::isa<If>(N) && ExpressionSlots;
  llvm::SaveAndRestore Saved(InBranchOfExpression,
                             InBranchOfExpression || IsBranch);
  for (Block *B : children(N))
    flow(*B, A, IsBranch ? Base : A);
}

} // namespace

void computeLifetimes(Form &F) { Lifetimes(F).run(); }

} // namespace switchback
