//===- Normalise.cpp - Loops whose headers suspend become plain loops -----===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: the form as built. After: no loop's condition or increment suspends
/// or declares a slot, and there is no RangeFor. A condition becomes
/// `if (!(condition)) break;` at the head (`do`: at the end) of an endless
/// loop; an increment that suspends moves to the end of the body, and every
/// `continue` to it becomes a goto there. Gotos of the source find their label.
///
/// Short circuits and conditional operators inside an expression are spill's:
/// they need the temporaries that only spill knows.
///
//===----------------------------------------------------------------------===//
#include "Crossing.h"
#include "switchback/Compiler/Passes.h"
#include "switchback/Compiler/SourceText.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace switchback {

namespace {

class Normaliser {
public:
  explicit Normaliser(Form &F) : F(F), Source(F) {}

  void run() {
    resolve(*F.Body);
    for (auto &[E, B] : F.StatementExpressions)
      resolve(*B);
  }

private:
  void resolve(Block &Body) {
    visit(Body);
    walk(Body, [&](Node &N) {
      auto *J = llvm::dyn_cast<Jump>(&N);
      if (!J || !J->SourceLabel)
        return;
      auto It = F.LabelOf.find(J->SourceLabel);
      if (It == F.LabelOf.end())
        F.cannotHappen(J->Loc, "goto to a label that was not found");
      else
        J->Target = It->second;
    });
  }

  void visit(Block &B) {
    for (NodePtr &N : B.Body) {
      if (auto *R = llvm::dyn_cast<RangeFor>(N.get()))
        N = expand(*R);
      if (auto *L = llvm::dyn_cast<Loop>(N.get()))
        flatten(*L);
      if (auto *Inner = llvm::dyn_cast<Block>(N.get()))
        visit(*Inner);
      for (Block *Child : children(*N))
        visit(*Child);
    }
  }

  /// `if (!(Cond)) break;`
  static NodePtr exitTest(Loop &L) {
    auto Test = std::make_unique<If>();
    Test->Loc = L.Loc;
    Test->Cond = std::move(L.Cond);
    Test->Negated = true;
    Test->Then->add<Jump>(Jump::Break, &L)->Loc = L.Loc;
    L.Cond = Operand();
    return Test;
  }

  static bool isTrivia(const Node &N) {
    const auto *T = llvm::dyn_cast<TextNode>(&N);
    return T && T->IsTrivia;
  }

  void flatten(Loop &L) {
    bool CondMoves = L.CondVar || (L.Cond.E && suspends(L.Cond.E));
    bool IncMoves = L.Inc.E && (suspends(L.Inc.E) || L.CondVar);
    if (!CondMoves && !IncMoves)
      return;
    auto Old = std::move(L.Body);
    L.Body = std::make_unique<Block>();
    if (L.Style != Loop::Do) {
      // The comment that shows the header stays in front of the condition.
      if (!Old->Body.empty() && isTrivia(*Old->Body.front())) {
        L.Body->Body.push_back(std::move(Old->Body.front()));
        Old->Body.erase(Old->Body.begin());
      }
      if (L.CondVar)
        for (NodePtr &N : L.CondVar->Body)
          L.Body->Body.push_back(std::move(N));
      if (CondMoves && L.Cond)
        L.Body->Body.push_back(exitTest(L));
    }
    bool AtEnd = L.Style == Loop::Do || IncMoves;
    if (!AtEnd) {
      for (NodePtr &N : Old->Body)
        L.Body->Body.push_back(std::move(N));
    } else {
      redirectContinues(*Old, L);
      bool NeedsLabel = Continued;
      L.Body->Body.push_back(std::move(Old));
      if (NeedsLabel)
        L.Body->Body.push_back(std::move(ContinueLabel));
      if (IncMoves) {
        L.Body->add<Evaluate>(std::move(L.Inc))->Loc = L.Loc;
        L.Inc = Operand();
      }
      if (L.Style == Loop::Do)
        L.Body->Body.push_back(exitTest(L));
    }
    if (L.Style == Loop::Do)
      L.Style = Loop::While;
  }

  void redirectContinues(Block &B, Loop &L) {
    ContinueLabel = std::make_unique<Label>(Fragment());
    ContinueLabel->Hint = "next_turn";
    Continued = false;
    walk(B, [&](Node &N) {
      auto *J = llvm::dyn_cast<Jump>(&N);
      if (!J || J->Style != Jump::Continue || J->Target != &L)
        return;
      J->Style = Jump::Goto;
      J->Target = ContinueLabel.get();
      Continued = true;
    });
  }

  /// `{ auto &&range = ...; it = begin; last = end; for (; it != last; ++it) }`
  NodePtr expand(RangeFor &R) {
    const CXXForRangeStmt *S = R.S;
    auto Result = std::make_unique<Block>(Block::Sequence);
    const auto *Range = cast<VarDecl>(S->getRangeStmt()->getSingleDecl());
    auto *Made = Result->add<Construct>(F.SlotOf[Range]);
    Made->Loc = R.Loc;
    Made->Var = Range;
    Made->Init = Range->getInit();
    auto Bound = [&](const DeclStmt *Stmt, Slot *Unknown, bool IsEnd) {
      if (Unknown) {
        addUnknownBound(*Result, Unknown, F.SlotOf[Range], IsEnd, R.Loc);
        return Unknown;
      }
      const auto *V = cast<VarDecl>(Stmt->getSingleDecl());
      addBound(*Result, V, F.SlotOf[Range], IsEnd, R.Loc);
      return F.SlotOf[V];
    };
    Slot *Begin = Bound(S->getBeginStmt(), R.Begin, /*IsEnd=*/false);
    Slot *End = Bound(S->getEndStmt(), R.End, /*IsEnd=*/true);
    Loop &L = *R.Target;
    L.Style = Loop::For;
    Fragment It = Fragment::object(Begin);
    L.Cond = Operand(It + " != " + Fragment::object(End));
    L.Inc = Operand(Fragment("++") + It);
    // The variable is `*it`.
    for (NodePtr &N : L.Body->Body) {
      if (auto *C = llvm::dyn_cast<Construct>(N.get());
          C && C->Var == S->getLoopVariable()) {
        C->Init = Operand(Fragment("*") + It);
        setTypeSource(*C);
        C->Style =
            C->S->Generic > Slot::Value ? Construct::Lazy
            : C->S->IsReference         ? Construct::Bind
            : C->S->Type->isScalarType() && !C->S->Type.isConstQualified()
                ? Construct::Assign
                : Construct::NewParen;
        break;
      }
      auto *E = llvm::dyn_cast<Evaluate>(N.get());
      if (E && E->Plain == S->getLoopVariable()) {
        auto Text = Source.range(loopVariableRange(S));
        if (!Text)
          F.refuseText(loopVariableRange(S), "the loop variable");
        else
          N = std::make_unique<TextNode>(
              Source.cut(*Text, S->getLoopVariable()) + " = *" + It + ";\n");
        break;
      }
    }
    Result->Body.push_back(std::move(R.Target));
    return Result;
  }

  /// Says where the type of what \p C makes comes from, if it has no name here.
  void setTypeSource(const Construct &C) {
    if (C.S->TypeSource.empty() && (C.S->Generic != Slot::NotGeneric ||
                                    !whyUnspellable(F, C.S->Type).empty()))
      C.S->TypeSource = C.Init.Text;
  }

  static SourceRange loopVariableRange(const CXXForRangeStmt *S) {
    const VarDecl *V = S->getLoopVariable();
    SourceLocation End = V->getLocation();
    // Its own end is that of the initialiser, which stands at the colon.
    if (const auto *D = dyn_cast<DecompositionDecl>(V)) {
      auto Bracket = Lexer::findNextToken(D->bindings().back()->getEndLoc(),
                                          V->getASTContext().getSourceManager(),
                                          V->getASTContext().getLangOpts());
      if (!Bracket)
        return SourceRange();
      End = Bracket->getLocation();
    }
    return {V->getBeginLoc(), End};
  }

  /// The same where the rule is an instance's.
  static void addUnknownBound(Block &Out, Slot *S, Slot *Range, bool IsEnd,
                              SourceLocation Loc) {
    Fragment Text =
        Fragment(IsEnd ? "switchback::end_of(" : "switchback::begin_of(") +
        Fragment::object(Range) + ")";
    S->TypeSource = Text;
    auto *Made = Out.add<Construct>(S);
    Made->Loc = Loc;
    Made->Init = Operand(Text);
    Made->Style = Construct::NewParen;
  }

  /// The begin or end iterator, by the rule Sema applied (stmt.ranged).
  void addBound(Block &Out, const VarDecl *V, Slot *Range, bool IsEnd,
                SourceLocation Loc) {
    Fragment Object = Fragment::object(Range);
    const char *Name = IsEnd ? "end" : "begin";
    Fragment Text;
    const Expr *Init = V->getInit()->IgnoreImplicit();
    if (Range->Type->isArrayType()) {
      Text = Object;
      if (IsEnd) {
        const auto *A = F.Context.getAsConstantArrayType(Range->Type);
        Text.append(" + " + std::to_string(A->getSize().getZExtValue()));
      }
    } else if (isa<CXXMemberCallExpr>(Init)) {
      Text = Object + "." + Name + "()";
    } else {
      Text = Fragment(Name) + "(" + Object + ")";
    }
    auto *Made = Out.add<Construct>(F.SlotOf[V]);
    Made->Loc = Loc;
    Made->Init = Operand(Text);
    setTypeSource(*Made);
    QualType T = V->getType();
    Made->Style = T->isScalarType() ? Construct::Assign : Construct::NewParen;
  }

  Form &F;
  SourceText Source;
  std::unique_ptr<Label> ContinueLabel;
  bool Continued = false;
};

} // namespace

void normalise(Form &F) { Normaliser(F).run(); }

} // namespace switchback
