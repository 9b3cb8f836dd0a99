//===- Spill.h - What spill asks about expressions --------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Facts about expressions: the order their operands are evaluated in, whether
/// a value can be read again later, what a temporary is called.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_SPILL_H
#define SWITCHBACK_LIB_PASSES_SPILL_H

#include "switchback/Compiler/Form.h"

namespace switchback {

/// The operands of \p E in the order clang evaluates them ([expr.compound],
/// left to right where the standard leaves it open). Not for the operators
/// that evaluate an operand conditionally.
llvm::SmallVector<const clang::Expr *, 4> evaluationOrder(const clang::Expr *E);

/// `__builtin_constant_p(...)`, whose operand is not evaluated.
bool isConstantQuestion(const clang::Stmt *S);

/// What \p E suspends for, if it does and only an instance of the template it
/// is in knows how.
const clang::Expr *unknownOperand(const clang::Expr *E);

/// `__promise.name(...)`: a call Sema made up. The member may be a function, a
/// function object or a pointer to a function.
struct PromiseCall {
  const clang::CallExpr *Call = nullptr;
  llvm::StringRef Name;
  /// The function it calls, if that is known.
  const clang::FunctionDecl *Callee = nullptr;
  llvm::SmallVector<const clang::Expr *, 2> Arguments;
  explicit operator bool() const { return Call; }
};
PromiseCall asPromiseCall(const clang::Expr *E);

/// The call of `yield_value` that \p E suspends for, if only an instance of the
/// template it is in knows how.
const clang::Expr *yieldCall(const clang::CoyieldExpr *E);

/// What all functions that \p Call, to `yield_value` of a promise that is
/// known, may select take, if that is one class: what a list becomes, unless it
/// may keep temporaries of the list alive.
std::optional<clang::QualType> yieldedType(const Form &F,
                                           const clang::Expr *Call);

/// The reference that the one function takes which \p Call, to `yield_value`
/// of a promise that is known, may select, if that may be bound to a temporary.
std::optional<clang::QualType> yieldedReference(const Form &F,
                                                const clang::Expr *Call);

/// The call of a function by its name that \p E awaits, if that is all it does.
const clang::CallExpr *awaitedCall(const clang::Expr *E);

/// A call of `operator co_await` that Sema made up.
const clang::CXXOperatorCallExpr *asCoAwaitCall(const clang::Expr *E);

/// `__extension__ co_await x`: with x.await_resume() in the place of the await
/// it says nothing any more.
bool isExtensionOfAwait(const clang::UnaryOperator *U);

/// The expression below the nodes that have no text of their own.
const clang::Expr *skipImplicit(const clang::Expr *E);

/// True if \p E means the same whenever it is evaluated, with no side effect:
/// it need not be saved across a suspension.
bool isInvariant(const clang::Expr *E,
                 const llvm::DenseSet<const clang::VarDecl *> &Changing);

/// True if \p Callee is `object.*function` or `pointer->*function`, and no
/// overloaded `->*`.
bool isMemberPointerCall(const clang::BinaryOperator *Callee);

/// True if an object that \p E makes in place is not written before all is read
/// that \p E names: where the function that makes it has been called.
bool readsFirst(const clang::Expr *E);

/// True if compilers differ in the order of \p E's operands: arguments between
/// parentheses, of operators that are functions, of sums, and of operators with
/// a comma to their right.
bool isUnordered(const clang::Expr *E);

/// True if evaluating \p E may do something that another expression can tell.
bool hasEffects(const clang::Expr *E);

/// Locals and parameters of \p Body that are written, or whose address may be
/// taken, after they are initialised.
llvm::DenseSet<const clang::VarDecl *>
findChangingVariables(const clang::Stmt *Body);

/// True if a program can tell when an object of type \p T dies: some class of
/// the user's (not of a system header) has a destructor of its own in it.
bool hasObservableDestruction(clang::QualType T);

/// True if a program cannot tell an object of type \p T from one that was moved
/// once more.
bool canRelocate(clang::QualType T);

/// What \p Text names has to be known outside of the statement, where a type is
/// that of the expression with this text.
void keepNamed(const Fragment &Text);

/// What `await_suspend` of \p E returns; refuses a handle of another kind.
Suspend::StyleTy styleOf(Form &F, const clang::CoroutineSuspendExpr *E);

/// Refuses the template \p F for what only the instances in the file show.
void checkInstances(Form &F);

/// Refuses a template if an instance in the file takes the value of a variable
/// in front of a suspension, where spill has left the variable to its place
/// behind it.
void checkHeldObjects(Form &F);

/// True if the destructor of an object of type \p T that was moved from can be
/// seen to do nothing.
bool isEmptyOnceMoved(clang::QualType T);
/// The same of a parameter that is known to have been moved from: what owns
/// objects has none any more.
bool isEmptyAfterMove(clang::QualType T);
/// True if \p Arg becomes a parameter of a coroutine that \p E calls, which has
/// nothing left to destroy once it has been moved into the frame.
bool isMovedAway(const clang::Expr *E, const clang::Expr *Arg);

/// The expression that makes the object of the prvalue \p E.
const clang::Expr *skipToMaker(const clang::Expr *E);

/// The initialisers of the bases, members or elements of the object that \p E
/// makes, in order; nothing if it is made by something else.
std::optional<llvm::ArrayRef<clang::Expr *>> piecesOf(const clang::Expr *E);

/// True if the object of the prvalue \p E is made by more than one statement,
/// given which expressions are taken apart: it must have a place before.
bool needsPlace(const clang::Expr *E,
                llvm::function_ref<bool(const clang::Expr *)> IsApart);

/// True if an object of type \p T may keep alive what its list binds a
/// reference to ([class.temporary]/6), or an array ([dcl.init.list]/6).
bool mayExtend(clang::QualType T);

/// The type of part \p I of an aggregate of type \p T; null if that has no such
/// part, or has bases.
clang::QualType partOf(const clang::ASTContext &Context, clang::QualType T,
                       unsigned I);

/// True if the list \p E, which makes a \p T, may keep a temporary alive by a
/// reference: one that is bound to anything but what it is said to refer to.
bool listMayExtend(const clang::ASTContext &Context, const clang::Expr *E,
                   clang::QualType T);

/// True if \p E makes a temporary; with \p Observable one whose destruction can
/// be told.
bool hasTemporary(const clang::Expr *E, bool Observable = false);

/// The text of the default argument or default member initialiser \p E where
/// the coroutine stands; \p Object is what its `this` points to, if anything.
/// Nothing if it cannot be said there.
std::optional<Fragment> spellElsewhere(const Form &F, const clang::Expr *E,
                                       const Slot *Object);

/// True if \p R is `std::NAME`.
bool isStdClass(clang::QualType T, llvm::StringRef Name);

/// What a person would call the value of \p E.
std::string nameFor(const clang::Expr *E);

} // namespace switchback

#endif
