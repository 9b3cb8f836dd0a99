//===- Verify.cpp - Checks the finished form ------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: the form as it will be printed. After: nothing has changed, and
///   - no node is left that an earlier pass takes apart;
///   - every slot is constructed before it is named, and its storage is its own
///     while it is in use;
///   - what is alive is destroyed exactly once on every way out of a scope;
///   - every suspend point has a state of its own.
/// A failure is a bug of ours: the function stays native.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Passes.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace switchback {

namespace {

class Verifier {
public:
  explicit Verifier(const Form &F) : F(F) {}

  std::optional<std::string> run() {
    storage();
    keptScalars();
    states();
    for (const Slot *S : llvm::concat<Slot *const>(F.Captures, F.Parameters))
      Constructed.insert(S);
    const AliveSet *End = block(*F.Body, nullptr);
    if (F.FallsOffEnd && End && End->Top)
      fail("a slot is alive behind the body", End->Top);
    return Problem;
  }

private:
  void fail(llvm::StringRef Text, const Slot *S = nullptr) {
    if (!Problem)
      Problem = Text.str() + (S ? " ('" + S->Name + "')" : "");
  }

  void storage() {
    for (const std::vector<Slot *> &Members : F.Groups) {
      std::vector<const Slot *> Order(Members.begin(), Members.end());
      llvm::sort(Order, [](const Slot *A, const Slot *B) {
        return A->FirstUse < B->FirstUse;
      });
      for (size_t I = 1; I < Order.size(); ++I)
        if (Order[I]->FirstUse <= Order[I - 1]->LastUse)
          fail("two slots share storage and live at the same time", Order[I]);
    }
  }

  /// A scalar is kept in the frame only as long as its storage is its own.
  void keptScalars() {
    for (const Suspend *Point : F.Points)
      for (const Slot *S : Point->Kept)
        if (Point->Position < S->FirstUse || Point->Position > S->LastUse)
          fail("a scalar is kept where it has no storage", S);
  }

  void states() {
    llvm::StringSet<> Seen;
    for (const Suspend *S : F.Points)
      if (S->State.empty() || !Seen.insert(S->State).second)
        fail("a suspend point has no state of its own");
  }

  void mentions(const Fragment &Text) {
    for (const Fragment::Piece &P : Text.pieces())
      if (P.S && P.Kind != Fragment::Factory && !Constructed.contains(P.S))
        fail("a slot is named before it is constructed", P.S);
  }

  void operand(const Operand &O) {
    if (O.E)
      fail("an operand is still an expression");
    mentions(O.Text);
  }

  static bool isPrefix(const AliveSet *Shorter, const AliveSet *Longer) {
    for (; Longer; Longer = Longer->Parent)
      if (Longer == Shorter || (!Shorter->Top && !Longer->Top))
        return true;
    return false;
  }

  const AliveSet *block(const Block &B, const AliveSet *A) {
    for (const NodePtr &N : B.Body)
      A = node(*N);
    return A;
  }

  const AliveSet *node(const Node &N) {
    const AliveSet *After = N.Alive;
    switch (N.Kind) {
    case Node::EvaluateKind:
    case Node::RangeForKind:
    case Node::ReturnKind:
      fail("a node is left that an earlier pass takes apart");
      break;
    case Node::TextKind:
      mentions(llvm::cast<TextNode>(N).Text);
      break;
    case Node::ConstructKind: {
      const auto &C = llvm::cast<Construct>(N);
      // An initialiser may name its own variable: `f = [&f] ...`.
      // So may that of a piece name the pieces before it.
      for (const Slot *S = C.S; S; S = S->Whole)
        Constructed.insert(S);
      operand(C.Init);
      if (C.AliveAfter)
        After = C.AliveAfter;
      break;
    }
    case Node::DestroyKind: {
      const auto &D = llvm::cast<Destroy>(N);
      if (!D.Alive || !isPrefix(D.Target, D.Alive))
        fail("a destruction does not lead back to an enclosing scope");
      After = D.Target;
      break;
    }
    case Node::ArmKind:
      After = llvm::cast<Arm>(N).Target;
      for (const Slot *S : llvm::cast<Arm>(N).Flags)
        Constructed.insert(S);
      break;
    case Node::SuspendKind:
      mentions(llvm::cast<Suspend>(N).Awaiter);
      break;
    case Node::JumpKind:
      jump(llvm::cast<Jump>(N));
      break;
    case Node::IfKind:
      mentions(llvm::cast<If>(N).Header);
      operand(llvm::cast<If>(N).Cond);
      break;
    case Node::LoopKind:
      mentions(llvm::cast<Loop>(N).Header);
      operand(llvm::cast<Loop>(N).Cond);
      operand(llvm::cast<Loop>(N).Inc);
      break;
    case Node::SwitchKind:
      mentions(llvm::cast<Switch>(N).Header);
      operand(llvm::cast<Switch>(N).Cond);
      break;
    default:
      break;
    }
    if (const auto *B = llvm::dyn_cast<Block>(&N))
      if (const AliveSet *End = block(*B, N.Alive))
        After = B->Scope == Block::FullExpression || B->IsStatementExpression
                    ? End
                    : N.Alive;
    for (const Block *B : children(const_cast<Node &>(N)))
      block(*B, N.Alive);
    return After;
  }

  void jump(const Jump &J) {
    const AliveSet *Target = nullptr;
    switch (J.Style) {
    case Jump::ToFinal:
      if (J.Alive && J.Alive->Top)
        fail("a slot is alive at the final suspend point", J.Alive->Top);
      return;
    case Jump::Goto:
    case Jump::Break:
    case Jump::Continue:
      if (!J.Target)
        return fail("a jump leads nowhere");
      Target = J.Target->Alive;
      break;
    }
    if (Target != J.Alive)
      fail("a jump leaves a slot alive");
  }

  const Form &F;
  std::optional<std::string> Problem;
  llvm::DenseSet<const Slot *> Constructed;
};

} // namespace

std::optional<std::string> verify(const Form &F) { return Verifier(F).run(); }

} // namespace switchback
