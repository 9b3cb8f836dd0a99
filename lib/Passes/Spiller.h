//===- Spiller.h - Takes suspending expressions apart --------- -*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The class behind the spill pass; what it does and why stands in Spill.cpp.
/// SpillValues.cpp has the text of each kind of expression, SpillConstruct.cpp
/// how objects are constructed in place and what a suspension becomes.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_SPILLER_H
#define SWITCHBACK_LIB_PASSES_SPILLER_H

#include "Crossing.h"
#include "Spill.h"
#include "switchback/Compiler/ClangCompat.h"
#include "switchback/Compiler/Passes.h"
#include "switchback/Compiler/SourceText.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/ASTContext.h"
#include "clang/Sema/Sema.h"
#include "llvm/Support/SaveAndRestore.h"

namespace switchback {

/// The value of an expression without one.
inline constexpr const char *VoidValue = "void()";

/// True if \p E denotes an object that is there before it is evaluated, or is
/// none at all.
bool denotesKnownObject(const clang::Expr *E);

class Spiller {
public:
  Spiller(Form &F, clang::Sema &S) : F(F), S(S), Source(F) {}

  void run() {
    Changing = findChangingVariables(F.Coroutine->getBody());
    // Whoever else has the closure, or what it refers to, may change it.
    for (const Slot *Captured : F.Captures)
      if (const auto *V = llvm::dyn_cast<clang::VarDecl>(Captured->Decl))
        Changing.insert(V);
    block(*F.Body);
  }

private:
  /// The calls whose frames have slots.
  llvm::DenseMap<const clang::CallExpr *, Slot *> InPlaceCalls;

  // Statements.
  void block(Block &B);
  void node(NodePtr N);
  void evaluate(Evaluate &N);
  void declarePlain(const clang::VarDecl *V);
  void construct(std::unique_ptr<Construct> N);
  void returns(const clang::CoreturnStmt *C);

  // Of a template, see SpillUnknown.cpp.
  bool isUnknownTemporary(const clang::Expr *E, const clang::Expr *Op) const;
  Fragment suspendUnknown(const clang::Expr *E);
  Fragment holdUnknown(const clang::Expr *E, Slot::GenericTy Kind = Slot::Held);
  Fragment chooseUnknown(const clang::AbstractConditionalOperator *E);
  bool constructInBranches(Slot *Target, const clang::Expr *Made);
  Fragment typeOfList(const clang::Expr *E, const Fragment &Text);
  void constructUnknown(Slot *Target, const clang::Expr *E,
                        const clang::VarDecl *Var);
  bool constructList(Slot *Target, const clang::Expr *E);
  void checkUnknownExtension(const Slot *Target, const clang::Expr *E,
                             const clang::VarDecl *Var);
  void returnsUnknown(const clang::CoreturnStmt *C);
  void returnLocal(const clang::VarDecl *V, const Fragment &Text);
  void makeLazily(Slot *Target, const clang::Expr *E, const Fragment &Text);
  bool isUnknownOperand(const clang::Expr *E);
  static bool isOperator(const clang::Expr *E);
  void noteHeldObjects(const clang::Expr *E,
                       llvm::ArrayRef<const clang::Expr *> Ops, size_t Last);
  bool isUnknownScalar(const clang::Expr *E, const clang::Expr *Parent) const;
  static bool isUnknownList(const clang::Expr *E);
  bool isConstant(const clang::Expr *E) const;
  void noteListType(const clang::Expr *Init, clang::QualType T);
  void checkPlainList(const clang::Expr *E, clang::QualType T);
  void checkHeldPart(const clang::Expr *E, unsigned I, const clang::Expr *Op);
  Fragment valueOf(clang::QualType T, const Fragment &Text) const;
  void bindYielded(const clang::Expr *Call, const clang::Expr *Yielded);
  void checkUnknownChoice(const clang::Expr *E);
  void nameInType(const clang::Expr *E);
  bool nameInKnownType(const clang::Expr *E);
  Fragment referent(const clang::Expr *E);
  bool isUnknownArrow(const clang::Expr *Call, const clang::Expr *Object) const;
  Fragment holdArrow(const clang::Expr *E);
  Fragment holdNumber(const Fragment &Text);
  Fragment holdSelector(const clang::Expr *E, const Fragment &Text);
  clang::QualType knownType(const clang::Expr *E) const;
  clang::QualType writtenType(const clang::Expr *E) const;
  // Expansions of packs, see SpillPacks.cpp.
  static bool isExpansionApart(const clang::Expr *E, bool Early);
  void markExpansion(const clang::Expr *E);
  Fragment expansion(const clang::Expr *E);
  std::optional<Fragment> forEachElement(const clang::Expr *Pattern,
                                         bool IsDiscarded);
  void elementNode(NodePtr N, Slot *First, const clang::Expr *Pattern,
                   bool IsMade);
  void countsAs(Slot *Each, const clang::Expr *Pattern);
  void branchCondition(If &N);
  /// True if an object made since there were \p FirstNew slots dies at the end
  /// of the full expression.
  bool holdsObject(unsigned FirstNew) const;
  void condition(Operand &Cond, llvm::StringRef Hint);

  // Marking.
  void holdLambdas(const clang::Expr *E);
  bool hasOpenLambda(const clang::Expr *E) const;
  bool mark(const clang::Expr *E, bool Early);
  bool markOperands(const clang::Expr *E, bool Early);
  llvm::SmallVector<const clang::Expr *, 4>
  statementsOf(const clang::Expr *E) const;
  bool marked(const clang::Expr *E) const { return Marked.contains(E); }

  // Values.
  Fragment value(const clang::Expr *E);
  Fragment generic(const clang::Expr *E);
  Fragment object(const clang::Expr *E);
  Fragment calledOn(const clang::CXXMemberCallExpr *Call);
  Slot *holdChildFrame(const clang::Expr *E);
  Fragment suspend(const clang::CoroutineSuspendExpr *E);
  Fragment materialize(const clang::MaterializeTemporaryExpr *E);
  Fragment statementExpression(const clang::StmtExpr *E);
  void statementExpression(const clang::StmtExpr *E, Slot *Target);
  Fragment conditionOf(const clang::AbstractConditionalOperator *E);
  Fragment conditional(const clang::AbstractConditionalOperator *E);
  Fragment shortCircuit(const clang::BinaryOperator *E);
  Fragment comma(const clang::BinaryOperator *E);
  /// True if the operands of the comma operator \p E become statements.
  bool isTakenApart(const clang::BinaryOperator *E) const {
    return marked(E->getRHS()) || EarlySet.contains(E->getLHS());
  }
  /// The operands of \p E become statements, which means nothing else unless
  /// an instance overloads it.
  void takeForBuiltIn(const clang::BinaryOperator *E) {
    F.BuiltIns.insert({E->getOperatorLoc(), E->getOperatorLoc()});
  }
  Fragment promiseCall(const PromiseCall &C);
  Fragment coAwaitCall(const clang::CXXOperatorCallExpr *E);
  static Fragment moved(const Fragment &Object);
  static Fragment lvalue(const Fragment &Text);
  Fragment saveObject(const clang::Expr *E);
  Fragment initializerList(const clang::CXXStdInitializerListExpr *L,
                           bool Holds = false);
  bool isHeld(const clang::MaterializeTemporaryExpr *M) const;
  Slot *hold(const clang::MaterializeTemporaryExpr *M, llvm::StringRef Hint);
  bool isReceiver(const clang::Expr *E, const clang::Expr *Op) const;
  llvm::SmallVector<bool, 4>
  heldOperands(const clang::Expr *E,
               llvm::ArrayRef<const clang::Expr *> Ops) const;
  bool isImplicitMove(const clang::Expr *Arg);
  Fragment inItsBranch(Fragment Statement);
  void branch(Block &B, llvm::function_ref<void()> Body);
  bool needsPlace(const clang::Expr *E) const {
    return switchback::needsPlace(E, [this](const clang::Expr *Each) {
      // One without a suspension is text, also where its value is held.
      const auto *S = llvm::dyn_cast<clang::StmtExpr>(skipToMaker(Each));
      return marked(Each) && (!S || F.StatementExpressions.contains(S));
    });
  }
  bool takesInPlace(const clang::Expr *E) const;
  bool isInPlace(const clang::Expr *Arg) const;
  bool isInvariantClosure(const clang::LambdaExpr *L) const;
  bool actsInFront(const clang::Expr *E) const;
  static bool callsCoroutine(const clang::Expr *E);
  Fragment argumentAsWritten(const clang::Expr *Arg, bool IsEarly);
  Fragment makeArgument(const clang::Expr *Arg);
  Fragment makeDefault(const clang::CXXDefaultArgExpr *D, bool Holds);
  bool isNamedByCall(const clang::CallExpr *E) const;
  std::string spellPointerTo(const clang::CallExpr *E,
                             llvm::StringRef Name) const;
  bool isNamedByArguments(const clang::CallExpr *E) const;
  Fragment
  callOfTemplate(const clang::CallExpr *E,
                 const llvm::DenseMap<const clang::Expr *, Fragment> &Values);
  std::string nameOfCallee(const clang::CallExpr *E);
  bool canPassInPlace(const clang::Expr *E) const;
  Fragment callOf(const clang::CallExpr *E);
  Fragment callOfClosure(const clang::CXXMethodDecl *Operator);
  Fragment callInPlace(const clang::CallExpr *E,
                       const Fragment *Promise = nullptr);
  Fragment operand(Slot *Held, const clang::Expr *E, llvm::StringRef Refusal);
  std::optional<Fragment> save(const clang::Expr *E,
                               const clang::Expr *Parent = nullptr);
  void substitute(const clang::Expr *E, const Fragment &Text);
  void discard(const clang::Expr *E);
  static const clang::Expr *whatIsDiscarded(const clang::Expr *E);
  bool isDiscardedTemporary(const clang::Expr *E) const;

  // Construction.
  Fragment constantDeclaration(const clang::VarDecl *V);
  Fragment closure(Slot *Target, const clang::LambdaExpr *L);
  static bool isClosure(const clang::VarDecl *Var, const clang::Expr *Made);
  void makeInside(Slot *Target, const clang::Expr *E);
  void checkTemporaries(const clang::LambdaExpr *L);
  void constructInto(Slot *Target, const clang::Expr *E,
                     const clang::VarDecl *Var = nullptr);
  void constructPieces(Slot *Target, const clang::Expr *E);
  void constructMembers(const clang::CXXRecordDecl *R, const clang::Expr *E,
                        Slot *Target, Construct &Done);
  void constructMember(Slot *Part, const clang::Expr *E, Construct &Done);
  Slot *part(Slot *Whole, llvm::StringRef Hint, clang::QualType T);
  std::optional<Fragment> foreignText(const clang::Expr *E, Slot *Object);
  Fragment defaultArgument(const clang::CXXDefaultArgExpr *D, bool Holds);
  std::optional<Fragment> integerText(const clang::Expr *E) const;
  Fragment withDefaultArguments(const clang::Expr *E,
                                llvm::ArrayRef<Fragment> Values);
  void constructFrom(Slot *Target, const Fragment &Text);
  void constructPiece(Slot *Part, const clang::Expr *E);
  std::optional<Fragment> constantText(const clang::Expr *E);
  Fragment typeSource(const Construct &N, const clang::Expr *E,
                      const clang::VarDecl *Var);
  void setInitialiser(Construct &N, const clang::Expr *E,
                      const clang::VarDecl *Var);
  Slot *temporary(Slot::KindTy Kind, llvm::StringRef Hint, clang::QualType T);
  bool couldBeExplicit(clang::QualType T, const clang::Expr *E) const;
  static bool isDefaultInitialisation(const clang::VarDecl *Var,
                                      const clang::CXXConstructExpr *Ctor);
  Fragment argumentsOf(const clang::CXXConstructExpr *Ctor);
  Fragment argumentsOf(const clang::ParenListExpr *List);
  static Fragment bracesOf(const Fragment &Text);

  // Emission.
  void emit(NodePtr N) {
    if (N->Loc.isInvalid())
      N->Loc = StatementLoc;
    Out->push_back(std::move(N));
  }
  Fragment unused(const clang::Expr *E, const Fragment &Text) const;
  void emitText(const Fragment &Text, bool MayDeclare = true) {
    auto N = std::make_unique<TextNode>(Text + ";\n");
    N->MayDeclare = MayDeclare;
    emit(std::move(N));
  }
  void bind(Slot *P, const Fragment &Object, bool IsRvalue = false);

  /// Runs \p Body with a new block for one full expression in place.
  Block *fullExpression(llvm::function_ref<void()> Body) {
    llvm::SaveAndRestore SavedStay(TemporariesStay, false);
    auto B = std::make_unique<Block>(Block::FullExpression);
    Block *Raw = B.get();
    NodeList *Saved = Out;
    // That of a statement expression stands inside another.
    SourceText::Substitutions SavedSubs = std::move(Subs);
    Subs.clear();
    Out = &B->Body;
    Body();
    Out = Saved;
    Out->push_back(std::move(B));
    Subs = std::move(SavedSubs);
    return Raw;
  }

  Form &F;
  clang::Sema &S;
  SourceText Source;
  NodeList *Out = nullptr;
  /// In what a range-based `for` of C++23 goes over: temporaries live as long
  /// as the loop ([class.temporary]/7), but not parameters.
  bool TemporariesStay = false;
  llvm::DenseSet<const clang::Expr *> Marked, EarlySet, Discarded;
  /// Operands that may be temporaries, of which only an instance knows.
  /// The value: whether they have to be taken apart besides.
  llvm::DenseMap<const clang::Expr *, bool> Unknown;
  /// The types of the objects that lists without a type make.
  llvm::DenseMap<const clang::Expr *, clang::QualType> ListTypes;
  llvm::DenseSet<const clang::VarDecl *> Changing;
  /// Constants that a cast to void uses, since otherwise factories do alone.
  llvm::DenseSet<const clang::VarDecl *> MarkedUsed;
  SourceText::Substitutions Subs;
  unsigned ConditionalDepth = 0;
  /// What is spilled is done for each element of an expansion.
  bool InExpansion = false;
  /// Where what is spilled comes from.
  clang::SourceLocation StatementLoc;
  /// What the value of the statement expression being spilled initialises.
  Slot *Result = nullptr;
  /// The conditions of the `if constexpr` around, and whether it is the branch
  /// where they are true.
  llvm::SmallVector<std::pair<const clang::Expr *, bool>, 2> Branches;
};

} // namespace switchback

#endif
