//===- Build.cpp - From clang's tree to the form --------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: the body as clang parsed it. After: a tree of nodes, in which
///   - a statement with no suspension, no co_return, no slot and no jump that
///     leaves it is one TextNode, with its comments;
///   - every local that lives across a suspension has a slot and a Construct;
///   - conditions, initialisers and full expressions are still clang's.
///
//===----------------------------------------------------------------------===//
#include "Builder.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace switchback {

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

/// True if \p Branch of \p S is discarded and may not be printed: what only a
/// discarded statement names is not captured.
static bool leavesOut(const Form &F, const IfStmt *S, const Stmt *Branch) {
  if (!Branch || !S->isConstexpr() || S->getCond()->isValueDependent())
    return false;
  std::optional<const Stmt *> Taken = S->getNondiscardedCase(F.Context);
  return Taken && *Taken != Branch && namesUncaptured(F, Branch);
}

namespace {
/// Looks for what keeps a statement from being printed as it stands.
class VerbatimCheck : public RecursiveASTVisitor<VerbatimCheck> {
public:
  VerbatimCheck(const Form &F, const llvm::DenseSet<const VarDecl *> &Crossing)
      : F(F), Crossing(Crossing) {}
  bool Verbatim = true;

  bool TraverseLambdaExpr(LambdaExpr *L) { return !suspends(L) || fail(); }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }
  bool fail() { return Verbatim = false; }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *) { return fail(); }
  bool VisitDependentCoawaitExpr(DependentCoawaitExpr *) { return fail(); }
  bool VisitCoreturnStmt(CoreturnStmt *) { return fail(); }
  bool VisitGotoStmt(GotoStmt *) { return fail(); }
  bool VisitIfStmt(IfStmt *S) {
    return !leavesOut(F, S, S->getThen()) && !leavesOut(F, S, S->getElse()) &&
                   !asksAboutPack(F, S)
               ? true
               : fail();
  }
  bool VisitLabelStmt(LabelStmt *) { return fail(); }
  bool VisitGCCAsmStmt(GCCAsmStmt *S) { return !S->isAsmGoto() || fail(); }
  bool VisitBreakStmt(BreakStmt *) { return BreakDepth || fail(); }
  bool VisitContinueStmt(ContinueStmt *) { return ContinueDepth || fail(); }
  bool VisitVarDecl(VarDecl *V) { return !Crossing.contains(V) || fail(); }
  // The variable of an anonymous union is implicit.
  bool VisitDeclStmt(DeclStmt *D) {
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each); V && Crossing.contains(V))
        return fail();
    return true;
  }
  // Its suspensions have no text.
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    return S->getCoawaitLoc().isInvalid() || fail();
  }
  bool VisitCaseStmt(CaseStmt *) { return SwitchDepth || fail(); }
  bool VisitDefaultStmt(DefaultStmt *) { return SwitchDepth || fail(); }

#define LOOP(CLASS)                                                            \
  bool Traverse##CLASS(CLASS *S) {                                             \
    ++BreakDepth, ++ContinueDepth;                                             \
    bool Result = RecursiveASTVisitor::Traverse##CLASS(S);                     \
    --BreakDepth, --ContinueDepth;                                             \
    return Result;                                                             \
  }
  LOOP(WhileStmt)
  LOOP(DoStmt)
  LOOP(ForStmt)
  LOOP(CXXForRangeStmt)
#undef LOOP
  bool TraverseSwitchStmt(SwitchStmt *S) {
    ++BreakDepth, ++SwitchDepth;
    bool Result = RecursiveASTVisitor::TraverseSwitchStmt(S);
    --BreakDepth, --SwitchDepth;
    return Result;
  }

private:
  const Form &F;
  const llvm::DenseSet<const VarDecl *> &Crossing;
  unsigned BreakDepth = 0, ContinueDepth = 0, SwitchDepth = 0;
};

} // namespace

bool Builder::isVerbatim(const Stmt *S) {
  VerbatimCheck Check(F, Crossing);
  Check.TraverseStmt(const_cast<Stmt *>(S));
  return Check.Verbatim;
}

/// True if \p Init, that of a statement, may be part of the header's text. A
/// type that the frame needs as well is declared twice.
bool Builder::staysInHeader(const Stmt *Init) {
  const auto *D = dyn_cast<DeclStmt>(Init);
  return isVerbatim(Init) && !(D && isa<TypedefNameDecl>(*D->decl_begin()));
}

namespace {
class LambdaFinder : public RecursiveASTVisitor<LambdaFinder> {
public:
  std::vector<const LambdaExpr *> Found;
  bool TraverseLambdaExpr(LambdaExpr *L) {
    Found.push_back(L);
    return true;
  }
};
} // namespace

void Builder::findLambdas(const Stmt *Body) {
  LambdaFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(Body));
  for (const LambdaExpr *L : Finder.Found) {
    for (const LambdaCapture &C : L->captures())
      if (C.capturesVariable() && C.getCaptureKind() == LCK_ByCopy)
        Copied.insert(C.getCapturedVar());
    auto R = Source.range(L->getBody()->getSourceRange());
    if (R && Source.text(*R).count('\n') > 3)
      LambdaBodies.push_back(*R);
  }
}

/// The text of \p Range; a long body of a lambda, which is printed where the
/// statement makes the closure, is left out.
std::string Builder::withoutLambdaBodies(FileRange Range) const {
  std::string Text;
  unsigned At = Range.Begin;
  for (const FileRange &R : LambdaBodies) {
    if (R.Begin < At || R.End > Range.End)
      continue;
    Text += Source.text({At, R.Begin}).str() + "{ ... }";
    At = R.End;
  }
  return Text + Source.text({At, Range.End}).str();
}

/// The source text of a suspending statement, as a comment in front of it; if
/// it \p IsWhole, with the comment behind it.
void Builder::comment(FileRange Range, Block &Out, bool IsWhole) {
  if (IsWhole)
    Range.End = CommentedTo = trailingComment(Range.End);
  std::string Text, Commented = withoutLambdaBodies(Range);
  llvm::SmallVector<StringRef, 8> Lines;
  StringRef(Commented).split(Lines, '\n');
  size_t Indent = StringRef::npos;
  for (StringRef Line : llvm::ArrayRef(Lines).drop_front())
    if (!Line.trim().empty())
      Indent = std::min(Indent, Line.find_first_not_of(" \t"));
  for (auto [I, Line] : llvm::enumerate(Lines)) {
    StringRef Rest = Line.rtrim();
    if (I && Indent != StringRef::npos)
      Rest = Rest.drop_front(std::min(Indent, Rest.size()));
    Text += "// " + Rest.str();
    // A backslash would carry the comment on to the next line.
    if (Rest.ends_with("\\"))
      Text += " .";
    Text += "\n";
  }
  Out.add<TextNode>(Fragment(Text), /*IsTrivia=*/true)->Loc =
      Source.location(Range.Begin);
}

/// Comments, directives and blank lines between two statements.
void Builder::trivia(unsigned Begin, unsigned End, Block &Out, bool KeepBlank) {
  if (Begin >= End)
    return;
  StringRef Text = Source.text({Begin, End});
  if (Text.trim().empty()) {
    if (KeepBlank && Text.count('\n') > 1 && !Out.Body.empty())
      Out.add<TextNode>(Fragment("\n"), true);
    return;
  }
  // The line of what stands in front ends by itself.
  StringRef Rest = Text.ltrim(" \t\r");
  if (Rest.consume_front("\n"))
    Text = Rest;
  Out.add<TextNode>(Fragment(Text.rtrim(" \t")), true);
}

/// The end of a comment that stands behind \p At on the same line, or At.
unsigned Builder::trailingComment(unsigned At) const {
  StringRef Rest = Source.buffer().substr(At);
  StringRef Line = Rest.take_until([](char C) { return C == '\n'; });
  StringRef Trimmed = Line.ltrim(" \t");
  if (Trimmed.starts_with("//") && !Line.rtrim().ends_with("\\"))
    return At + Line.rtrim().size();
  if (Trimmed.starts_with("/*")) {
    size_t End = Line.find("*/");
    if (End != StringRef::npos && Line.substr(End + 2).trim().empty())
      return At + End + 2;
  }
  return At;
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

/// True if \p C changes how floating point is computed, which only a pragma in
/// front of its statements may do. One around the function changes it too.
static bool beginsWithPragma(const CompoundStmt *C, const ASTContext &Context) {
  if (!C->hasStoredFPFeatures() || C->body_empty())
    return false;
  SourceLocation First = C->body_front()->getBeginLoc();
  auto Next = Lexer::findNextToken(C->getLBracLoc(), Context.getSourceManager(),
                                   Context.getLangOpts());
  return First.isMacroID() || !Next || Next->getLocation() != First;
}

void Builder::compound(const CompoundStmt *C, Block &Out) {
  if (C->getLBracLoc().isInvalid()) {
    // A function-try-block.
    for (const Stmt *S : C->body())
      statement(S, Out);
    return;
  }
  // What is taken apart has no place where it would mean the same.
  if (beginsWithPragma(C, F.Context))
    return F.refuse(C->getLBracLoc(), "a pragma about floating point stands in "
                                      "a block that is taken apart");
  unsigned At = offset(C->getLBracLoc());
  At += Lexer::MeasureTokenLength(Source.location(At),
                                  F.Context.getSourceManager(),
                                  F.Context.getLangOpts());
  for (const Stmt *S : C->body()) {
    std::optional<FileRange> R = Source.statement(S);
    if (!R) {
      F.refuseText(S->getSourceRange(), "the statement");
      return;
    }
    if (R->Begin < At) {
      if (isa<NullStmt>(S))
        continue;
      F.refuseText(S->getSourceRange(), "the statement");
      return;
    }
    trivia(At, R->Begin, Out);
    unsigned End = trailingComment(R->End);
    if (S == ResultStmt) {
      statementExpressions(S);
      Out.add<Evaluate>(Operand(cast<Expr>(S)))->IsResult = true;
    } else if (isVerbatim(S)) {
      auto *N = Out.add<TextNode>(
          Source.cut({R->Begin, std::max(R->End, End)}, {S}).append("\n"));
      N->Loc = Source.location(R->Begin);
      N->MayDeclare = isa<DeclStmt>(S);
      declares(*N, S);
      if (const auto *A = dyn_cast<AttributedStmt>(S))
        N->IsFallthrough = llvm::any_of(A->getAttrs(), [](const Attr *Each) {
          return isa<FallThroughAttr>(Each);
        });
    } else {
      statement(S, Out);
      if (End > R->End && CommentedTo != End)
        Out.add<TextNode>(
            Fragment(Source.text({R->End, End}).ltrim().str() + "\n"), true);
    }
    At = std::max(R->End, End);
    if (F.refused())
      return;
  }
  trivia(At, offset(C->getRBracLoc()), Out, /*KeepBlank=*/false);
}

void Builder::statement(const Stmt *S, Block &Out) {
  if (F.refused())
    return;
  if (isVerbatim(S)) {
    auto *N = Out.add<TextNode>(Source.statementText(S).append("\n"));
    N->Loc = S->getBeginLoc();
    N->MayDeclare = isa<DeclStmt>(S);
    declares(*N, S);
    return;
  }
  statementExpressions(S);
  structured(S, Out);
}

/// The statement behind a label. At the end of a block there need not be one.
void Builder::labelled(const Stmt *S, Block &Out) {
  if (!isa<NullStmt>(S))
    statement(S, Out);
}

/// The statements inside the expressions of \p S, for spill.
void Builder::statementExpressions(const Stmt *S) {
  llvm::SmallVector<const StmtExpr *, 2> Found;
  findStatementExpressions(S, Found);
  for (const StmtExpr *E : Found) {
    auto B = std::make_unique<Block>();
    B->IsStatementExpression = true;
    B->Loc = E->getBeginLoc();
    llvm::SaveAndRestore Saved(ResultStmt, E->getType()->isVoidType()
                                               ? nullptr
                                               : E->getSubStmt()->body_back());
    if (ResultStmt && !isa<Expr>(ResultStmt))
      F.refuse(E->getExprLoc(), "the value of a statement expression that "
                                "suspends has a label");
    compound(E->getSubStmt(), *B);
    F.StatementExpressions[E] = std::move(B);
  }
}

/// The body of `if`, a loop or `switch`: \p HeaderEnd is where comments that
/// belong to it may begin.
void Builder::body(const Stmt *S, unsigned HeaderEnd, Block &Out,
                   bool HasElse) {
  std::optional<FileRange> R = Source.statement(S);
  if (!R) {
    F.refuseText(S->getSourceRange(), "the statement");
    return;
  }
  trivia(HeaderEnd, R->Begin, Out);
  if (const auto *C = dyn_cast<CompoundStmt>(S)) {
    compound(C, Out);
    return;
  }
  statement(S, Out);
  // Behind the last part of a statement, the comment is the whole statement's.
  if (unsigned End = trailingComment(R->End);
      HasElse && End > R->End && CommentedTo != End)
    Out.add<TextNode>(Fragment(Source.text({R->End, End}).ltrim().str() + "\n"),
                      true);
}

void Builder::structured(const Stmt *S, Block &Out) {
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass:
    compound(cast<CompoundStmt>(S), *Out.add<Block>());
    return;
  case Stmt::DeclStmtClass:
    declaration(cast<DeclStmt>(S), Out);
    return;
  case Stmt::IfStmtClass:
    buildIf(cast<IfStmt>(S), Out);
    return;
  case Stmt::WhileStmtClass:
    buildWhile(cast<WhileStmt>(S), Out);
    return;
  case Stmt::DoStmtClass:
    buildDo(cast<DoStmt>(S), Out);
    return;
  case Stmt::ForStmtClass:
    buildFor(cast<ForStmt>(S), Out);
    return;
  case Stmt::CXXForRangeStmtClass:
    buildRangeFor(cast<CXXForRangeStmt>(S), Out);
    return;
  case Stmt::SwitchStmtClass:
    buildSwitch(cast<SwitchStmt>(S), Out);
    return;
  case Stmt::CXXTryStmtClass:
    buildTry(cast<CXXTryStmt>(S), Out);
    return;
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass: {
    const auto *C = cast<SwitchCase>(S);
    unsigned Colon = offset(C->getColonLoc()) + 1;
    Out.add<Label>(Source.cut({offset(C->getKeywordLoc()), Colon},
                              {isa<CaseStmt>(C) ? cast<CaseStmt>(C)->getLHS()
                                                : nullptr}))
        ->Loc = C->getKeywordLoc();
    // The statement behind a label belongs to the block the label stands in.
    std::optional<FileRange> R = Source.statement(C->getSubStmt());
    if (R)
      trivia(Colon, R->Begin, Out, false);
    labelled(C->getSubStmt(), Out);
    return;
  }
  case Stmt::LabelStmtClass: {
    const auto *L = cast<LabelStmt>(S);
    auto *N = Out.add<Label>(Fragment(L->getDecl()->hasAttr<UnusedAttr>()
                                          ? "[[maybe_unused]] "
                                          : "") +
                             L->getDecl()->getName() + ":");
    F.LabelOf[L->getDecl()] = N;
    labelled(L->getSubStmt(), Out);
    return;
  }
  case Stmt::BreakStmtClass:
  case Stmt::ContinueStmtClass:
  case Stmt::GotoStmtClass:
    jump(S, Out);
    return;
  case Stmt::CoreturnStmtClass: {
    const auto *C = cast<CoreturnStmt>(S);
    if (suspends(C->getOperand()))
      if (auto R = Source.statement(S))
        comment(*R, Out, /*IsWhole=*/true);
    Out.add<Return>(C)->Loc = C->getBeginLoc();
    Out.add<Jump>(Jump::ToFinal)->Loc = C->getBeginLoc();
    return;
  }
  case Stmt::AttributedStmtClass: {
    // An attribute of a statement says nothing about behaviour.
    statement(cast<AttributedStmt>(S)->getSubStmt(), Out);
    return;
  }
  case Stmt::NullStmtClass:
    return;
  case Stmt::GCCAsmStmtClass:
    F.cannotHappen(S->getBeginLoc(), "an assembly statement jumps");
    return;
  default:
    break;
  }
  if (const auto *E = dyn_cast<Expr>(S)) {
    if (auto R = Source.statement(S))
      comment(*R, Out, /*IsWhole=*/true);
    Out.add<Evaluate>(E)->Loc = E->getExprLoc();
    return;
  }
  F.cannotHappen(S->getBeginLoc(),
                 Twine("a suspension inside a ") + S->getStmtClassName());
}

/// \p D, a constant in the header of an `if` that lives across a suspension.
void Builder::staticCondition(const DeclStmt *D, Block &Out) {
  auto R = Source.range(D->getSourceRange());
  if (!R)
    return F.refuseText(D->getSourceRange(), "the statement");
  auto *N = Out.add<TextNode>((Source.cut(*R, {D}) + ";\n").asStatic());
  N->Loc = D->getBeginLoc();
  declares(*N, D);
  F.StaticConstants.insert(cast<VarDecl>(D->getSingleDecl()));
}

void Builder::buildIf(const IfStmt *S, Block &Out) {
  if (S->isConsteval()) {
    // A coroutine is never constant-evaluated.
    if (const Stmt *Taken =
            S->isNegatedConsteval() ? S->getThen() : S->getElse())
      body(Taken, offset(Taken->getBeginLoc()), *Out.add<Block>());
    return;
  }
  const VarDecl *Var = S->getConditionVariable();
  bool HeaderSuspends = suspends(S->getInit()) || suspends(S->getCond()) ||
                        (Var && suspends(Var->getInit()));
  bool InitHasSlot = S->getInit() && !staysInHeader(S->getInit());
  const bool IsDecidedByInstance =
      S->isConstexpr() && S->getCond()->isValueDependent();
  auto Node = std::make_unique<If>();
  If *N = Node.get();
  N->Loc = S->getBeginLoc();
  Block *Scope = &Out;
  unsigned HeaderEnd = offset(S->getRParenLoc()) + 1;
  const bool IsStatic = Var && Crossing.contains(Var) && isConstantLocal(Var);
  if (!HeaderSuspends && !InitHasSlot && !isSlot(Var) && !IsStatic) {
    N->Header = header(S->getBeginLoc(), S->getRParenLoc(),
                       {S->getInit(), Var ? Var->getInit() : S->getCond()});
    if (S->isConstexpr() && !IsDecidedByInstance) {
      // The chosen branch is known; the dispatch may not jump into the other
      // kind, so it becomes an ordinary `if`.
      Fragment Plain("if (");
      unsigned Open =
          *Source.afterToken(offset(S->getBeginLoc()), tok::l_paren);
      Plain.append(Source.cut({Open, HeaderEnd}, {S->getInit(), S->getCond()}));
      N->Header = Plain;
    }
  } else {
    comment({offset(S->getBeginLoc()), HeaderEnd}, Out);
    if (S->getInit() || Var)
      Scope = Out.add<Block>();
    if (S->getInit())
      statement(S->getInit(), *Scope);
    if (IsStatic)
      staticCondition(S->getConditionVariableDeclStmt(), *Scope);
    else if (Var && isSlot(Var))
      construct(Var, *Scope);
    else if (Var)
      variable(S->getConditionVariableDeclStmt(), Var, *Scope);
    if (IsDecidedByInstance)
      N->Header =
          Fragment("if constexpr (") +
          (Var ? Fragment(Var->getName().str() + ")")
               : Source.cut({offset(S->getCond()->getBeginLoc()), HeaderEnd},
                            {S->getCond()}));
    else
      N->Cond = S->getCond();
  }
  if (IsDecidedByInstance) {
    N->IsConstexpr = suspends(S->getThen()) || suspends(S->getElse());
    N->ConstexprCond = S->getCond();
    decideInFront(S, *N);
  }
  Scope->Body.push_back(std::move(Node));
  llvm::SaveAndRestore Discardable(F.Discardable,
                                   F.Discardable + N->IsConstexpr);
  if (!leavesOut(F, S, S->getThen()))
    body(S->getThen(), HeaderEnd, *N->Then, S->getElse() != nullptr);
  if (S->getElse() && !leavesOut(F, S, S->getElse())) {
    N->Else = std::make_unique<Block>();
    body(S->getElse(), offset(S->getElseLoc()) + 4, *N->Else);
  }
}

void Builder::buildWhile(const WhileStmt *S, Block &Out) {
  const VarDecl *Var = S->getConditionVariable();
  auto *N = Out.add<Loop>(Loop::While);
  N->Loc = S->getBeginLoc();
  unsigned HeaderEnd = offset(S->getRParenLoc()) + 1;
  if (suspends(S->getCond()) || (Var && suspends(Var->getInit())) ||
      isSlot(Var)) {
    comment({offset(S->getBeginLoc()), HeaderEnd}, *N->Body);
    N->Cond = S->getCond();
    if (Var) {
      auto Made = std::make_unique<Block>();
      if (isSlot(Var))
        construct(Var, *Made);
      else
        declareSuspending(S->getConditionVariableDeclStmt(), Var, *Made);
      N->CondVar = std::move(Made);
    }
  } else {
    N->Header = header(S->getBeginLoc(), S->getRParenLoc(),
                       {Var ? Var->getInit() : S->getCond()});
  }
  llvm::SaveAndRestore Break(BreakTarget, static_cast<Node *>(N));
  llvm::SaveAndRestore Continue(ContinueTarget, N);
  body(S->getBody(), HeaderEnd, *N->Body);
}

void Builder::buildDo(const DoStmt *S, Block &Out) {
  auto *N = Out.add<Loop>(Loop::Do);
  N->Loc = S->getBeginLoc();
  if (suspends(S->getCond()))
    N->Cond = S->getCond();
  else
    N->Cond = Source.expression(S->getCond());
  llvm::SaveAndRestore Break(BreakTarget, static_cast<Node *>(N));
  llvm::SaveAndRestore Continue(ContinueTarget, N);
  body(S->getBody(), offset(S->getDoLoc()) + 2, *N->Body);
}

void Builder::buildFor(const ForStmt *S, Block &Out) {
  const VarDecl *Var = S->getConditionVariable();
  bool InitIsText = !S->getInit() || staysInHeader(S->getInit());
  bool HeaderSuspends = suspends(S->getCond()) || suspends(S->getInc()) ||
                        (Var && suspends(Var->getInit())) || isSlot(Var);
  unsigned HeaderEnd = offset(S->getRParenLoc()) + 1;
  Block *Scope = &Out;
  if (InitIsText && !HeaderSuspends) {
    auto *N = Out.add<Loop>(Loop::For);
    N->Loc = S->getBeginLoc();
    N->Header = header(
        S->getBeginLoc(), S->getRParenLoc(),
        {S->getInit(), Var ? Var->getInit() : S->getCond(), S->getInc()});
    llvm::SaveAndRestore Break(BreakTarget, static_cast<Node *>(N));
    llvm::SaveAndRestore Continue(ContinueTarget, N);
    body(S->getBody(), HeaderEnd, *N->Body);
    return;
  }
  if (suspends(S->getInit()) || HeaderSuspends)
    comment({offset(S->getBeginLoc()), HeaderEnd}, Out);
  // `for (i = 0; ...)` if the variables are scalars that are assigned to; a
  // block in front of the loop otherwise.
  Scope = Out.add<Block>();
  if (S->getInit())
    statement(S->getInit(), *Scope);
  auto *N = Scope->add<Loop>(Loop::For);
  N->Loc = S->getBeginLoc();
  N->Cond = S->getCond();
  N->Inc = S->getInc();
  if (Var) {
    auto Made = std::make_unique<Block>();
    construct(Var, *Made);
    N->CondVar = std::move(Made);
  }
  llvm::SaveAndRestore Break(BreakTarget, static_cast<Node *>(N));
  llvm::SaveAndRestore Continue(ContinueTarget, N);
  body(S->getBody(), HeaderEnd, *N->Body);
}

void Builder::buildRangeFor(const CXXForRangeStmt *S, Block &Out) {
  unsigned HeaderEnd = offset(S->getRParenLoc()) + 1;
  const VarDecl *Var = S->getLoopVariable();
  const auto *Range = cast<VarDecl>(S->getRangeStmt()->getSingleDecl());
  if (S->getCoawaitLoc().isValid()) {
    F.refuse(S->getCoawaitLoc(), "'for co_await'");
    return;
  }
  // No suspension in it: it stays a range-for, whatever else its body holds.
  if (!suspends(S->getBody()) && !suspends(Range->getInit()) && !isSlot(Var) &&
      !isSlot(Range)) {
    Block *Scope = &Out;
    Fragment Header;
    if (!S->getInit() || staysInHeader(S->getInit())) {
      Header = header(S->getBeginLoc(), S->getRParenLoc(),
                      {S->getInit(), Range->getInit()});
    } else {
      Scope = Out.add<Block>();
      statement(S->getInit(), *Scope);
      Header =
          Fragment("for (") + header(S->getLoopVarStmt()->getBeginLoc(),
                                     S->getRParenLoc(), {Range->getInit()});
    }
    auto *N = Scope->add<Loop>(Loop::For);
    N->Loc = S->getBeginLoc();
    N->Header = Header;
    llvm::SaveAndRestore Break(BreakTarget, static_cast<Node *>(N));
    llvm::SaveAndRestore Continue(ContinueTarget, N);
    body(S->getBody(), HeaderEnd, *N->Body);
    return;
  }
  comment({offset(S->getBeginLoc()), HeaderEnd}, Out);
  Block *Scope = Out.add<Block>();
  if (S->getInit())
    statement(S->getInit(), *Scope);
  auto *N = Scope->add<RangeFor>(S);
  N->Loc = S->getBeginLoc();
  Loop *Target = N->Target.get();
  Target->Loc = S->getBeginLoc();
  auto Local = [&](const VarDecl *V, llvm::StringRef Hint) {
    Slot *Result = addLocal(V);
    Result->Hint = Hint.str();
    return Result;
  };
  Slot *RangeSlot = Local(Range, "range");
  if (!S->getBeginStmt())
    return buildUnknownRange(S, *N, HeaderEnd);
  // `{a, b, c}`: the array behind the list will do.
  const Expr *RangeInit = Range->getInit();
  while (isa<FullExpr, MaterializeTemporaryExpr>(RangeInit))
    RangeInit = isa<FullExpr>(RangeInit)
                    ? cast<FullExpr>(RangeInit)->getSubExpr()
                    : cast<MaterializeTemporaryExpr>(RangeInit)->getSubExpr();
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(RangeInit))
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(
            List->getSubExpr()->IgnoreImpCasts())) {
      RangeSlot->IsReference = false;
      RangeSlot->Extended = M;
      RangeSlot->Type = M->getType();
      RangeSlot->NeedsDestroy =
          M->getType().isDestructedType() == QualType::DK_cxx_destructor;
    }
  Local(cast<VarDecl>(S->getBeginStmt()->getSingleDecl()), "it");
  Local(cast<VarDecl>(S->getEndStmt()->getSingleDecl()), "last");
  if (isSlot(Var))
    construct(Var, *Target->Body);
  else
    Target->Body->add<Evaluate>(Operand(Var->getInit()))->Plain = Var;
  llvm::SaveAndRestore Break(BreakTarget, static_cast<Node *>(Target));
  llvm::SaveAndRestore Continue(ContinueTarget, Target);
  body(S->getBody(), HeaderEnd, *Target->Body);
}

/// In a template: an instance has the iterators.
void Builder::buildUnknownRange(const CXXForRangeStmt *S, RangeFor &N,
                                unsigned HeaderEnd) {
  Loop *Target = N.Target.get();
  for (auto [Bound, Hint] : {std::pair(&N.Begin, "it"), {&N.End, "last"}}) {
    *Bound = F.addSlot(Slot::Local, Hint, F.Context.DependentTy);
    (*Bound)->Generic = Slot::Value;
  }
  const VarDecl *Var = S->getLoopVariable();
  if (isSlot(Var)) {
    construct(Var, *Target->Body);
  } else {
    Target->Body->add<Evaluate>(Operand(Var->getInit()))->Plain = Var;
  }
  llvm::SaveAndRestore Break(BreakTarget, static_cast<Node *>(Target));
  llvm::SaveAndRestore Continue(ContinueTarget, Target);
  body(S->getBody(), HeaderEnd, *Target->Body);
}

void Builder::buildSwitch(const SwitchStmt *S, Block &Out) {
  const VarDecl *Var = S->getConditionVariable();
  bool InitHasSlot = S->getInit() && !staysInHeader(S->getInit());
  unsigned HeaderEnd = offset(S->getRParenLoc()) + 1;
  auto Made = std::make_unique<Switch>();
  Switch *N = Made.get();
  N->Loc = S->getBeginLoc();
  Block *Scope = &Out;
  if (!suspends(S->getInit()) && !suspends(S->getCond()) &&
      !(Var && suspends(Var->getInit())) && !InitHasSlot && !isSlot(Var)) {
    N->Header = header(S->getBeginLoc(), S->getRParenLoc(),
                       {S->getInit(), Var ? Var->getInit() : S->getCond()});
  } else {
    comment({offset(S->getBeginLoc()), HeaderEnd}, Out);
    if (S->getInit() || Var)
      Scope = Out.add<Block>();
    if (S->getInit())
      statement(S->getInit(), *Scope);
    if (Var) {
      if (isSlot(Var))
        construct(Var, *Scope);
      else
        variable(S->getConditionVariableDeclStmt(), Var, *Scope);
    }
    N->Cond = S->getCond();
  }
  Scope->Body.push_back(std::move(Made));
  llvm::SaveAndRestore Break(BreakTarget, static_cast<Node *>(N));
  body(S->getBody(), HeaderEnd, *N->Body);
}

void Builder::buildTry(const CXXTryStmt *S, Block &Out) {
  auto *N = Out.add<Try>();
  N->Loc = S->getBeginLoc();
  compound(S->getTryBlock(), *N->Body);
  for (unsigned I = 0; I < S->getNumHandlers(); ++I) {
    const CXXCatchStmt *C = S->getHandler(I);
    auto *Handler = cast<CompoundStmt>(C->getHandlerBlock());
    Try::Handler H;
    unsigned Begin = offset(C->getCatchLoc()),
             Brace = offset(Handler->getLBracLoc());
    H.Header = Fragment(Source.text({Begin, Brace}).rtrim());
    H.Body = std::make_unique<Block>();
    compound(Handler, *H.Body);
    N->Handlers.push_back(std::move(H));
  }
}

void Builder::jump(const Stmt *S, Block &Out) {
  Jump *N;
  if (isa<BreakStmt>(S)) {
    N = Out.add<Jump>(Jump::Break, BreakTarget);
  } else if (isa<ContinueStmt>(S)) {
    N = Out.add<Jump>(Jump::Continue, ContinueTarget);
  } else {
    const LabelDecl *L = cast<GotoStmt>(S)->getLabel();
    N = Out.add<Jump>(Jump::Goto);
    N->SourceLabel = L;
  }
  N->Loc = S->getBeginLoc();
}

void buildForm(Form &F) { Builder(F).run(); }

} // namespace switchback
