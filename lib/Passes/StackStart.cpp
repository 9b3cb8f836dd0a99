//===- StackStart.cpp - Coroutines that start on their caller's stack -----===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: every suspend point has a state. After: of a coroutine that may
/// start on the stack each has a second one (Suspend::StackState): there it
/// goes on in the heap when it had to wait, in front of `await_suspend`.
///
/// One that ends before it has to wait allocates nothing then. When it has to,
/// the bytes of the frame move. The type of the promise asks for that, since
/// its functions are called at other times (docs/usage.md); what else is in
/// the frame must not tell that it has moved: scalars and trivially copyable
/// classes whose address nobody has, and types that say so.
///
//===----------------------------------------------------------------------===//
#include "LvalueUses.h"
#include "Spill.h"
#include "switchback/Compiler/Passes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace switchback {

//===----------------------------------------------------------------------===//
// What types say of themselves
//===----------------------------------------------------------------------===//

/// The type that class \p R, or a base of it, calls \p Name; null if none does.
static const TypedefNameDecl *findAlias(const CXXRecordDecl *R,
                                        StringRef Name) {
  if (!R || !R->hasDefinition())
    return nullptr;
  for (const NamedDecl *D : R->lookup(&R->getASTContext().Idents.get(Name)))
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(D))
      return Alias;
  for (const CXXBaseSpecifier &Base : R->bases())
    if (const TypedefNameDecl *Alias =
            findAlias(Base.getType()->getAsCXXRecordDecl(), Name))
      return Alias;
  return nullptr;
}

/// True if class \p T has a `using NAME = std::true_type`.
static bool says(QualType T, StringRef Name) {
  const TypedefNameDecl *Alias = findAlias(T->getAsCXXRecordDecl(), Name);
  const auto *Constant = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Alias ? Alias->getUnderlyingType()->getAsCXXRecordDecl() : nullptr);
  return Constant && Constant->getTemplateArgs().size() == 2 &&
         Constant->getTemplateArgs()[1].getKind() ==
             TemplateArgument::Integral &&
         Constant->getTemplateArgs()[1].getAsIntegral() != 0;
}

static bool saysRelocatable(QualType T) {
  return says(T, "switchback_relocatable");
}

/// True if nobody can tell that an object of type \p T has moved by its bytes,
/// as long as none of those who use it keeps its address.
static bool isRelocatable(const ASTContext &Context, QualType T) {
  if (T.isVolatileQualified() || T->isAtomicType())
    return false;
  return saysRelocatable(T) ||
         (T.isTriviallyCopyableType(Context) && !constructorsKeep(T));
}

//===----------------------------------------------------------------------===//
// The coroutine
//===----------------------------------------------------------------------===//

namespace {

/// The awaits of a coroutine: what they are given as objects, and what they
/// call while the frame may still move.
class Awaits : public RecursiveASTVisitor<Awaits> {
public:
  /// What `operator co_await` is called on, and may refer to.
  llvm::SmallPtrSet<const MaterializeTemporaryExpr *, 4> Operands;
  bool KeepsAwaiter = false;

  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    await(E);
    return TraverseStmt(E->getOperand());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    await(E);
    return TraverseStmt(E->getOperand());
  }

private:
  void await(const CoroutineSuspendExpr *E) {
    const Expr *Common = E->getCommonExpr();
    if (const auto *Call = asCoAwaitCall(skipImplicit(Common))) {
      const Expr *Operand = Call->getArg(0);
      while (const auto *C = dyn_cast<ImplicitCastExpr>(Operand))
        Operand = C->getSubExpr();
      if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Operand))
        Operands.insert(M);
    }
    if (saysRelocatable(Common->getType()))
      return;
    // An awaiter that stands elsewhere does not move. Of one that is ready the
    // result is used in front of the next suspension.
    KeepsAwaiter |= isa<MaterializeTemporaryExpr>(Common) &&
                    (mayKeep(E->getReadyExpr(), "await_ready") ||
                     mayKeep(E->getResumeExpr(), "await_resume"));
  }

  /// True if the function \p Name that \p S calls may keep its object.
  static bool mayKeep(const Stmt *S, StringRef Name) {
    const CXXMethodDecl *Called = find(S, Name);
    return !Called || keepsObject(Called);
  }
  static const CXXMethodDecl *find(const Stmt *S, StringRef Name) {
    if (const auto *C = dyn_cast<CXXMemberCallExpr>(S))
      if (const CXXMethodDecl *M = C->getMethodDecl();
          M && M->getIdentifier() && M->getName() == Name)
        return M;
    for (const Stmt *Child : S->children())
      if (const CXXMethodDecl *M = Child ? find(Child, Name) : nullptr)
        return M;
    return nullptr;
  }
};

class StackStart {
public:
  explicit StackStart(Form &F) : F(F) {}

  /// Why the coroutine starts in a frame on the heap.
  std::string whyNot() const {
    if (std::string Why = whyNotByContract(); !Why.empty())
      return Why;
    for (const Suspend *S : F.Points)
      if (S->ReachedByGoto || S->ClearsState)
        return "it suspends in a try block or a switch";
    return whyNotBySlots();
  }

private:
  std::string whyNotByContract() const;
  std::string whyNotBySlots() const;
  std::string whyNotBySlot(const Slot *S, const Awaits &Found) const;
  Form &F;
};

} // namespace

std::string StackStart::whyNotByContract() const {
  const Contract &P = F.Promise;
  if (F.IsGeneric)
    return "it is a template";
  if (P.Initial != Contract::Never)
    return "it suspends before its body";
  if (P.Final == Contract::FinalNever || F.FinalAwaiter || P.FinalObject)
    return "what it awaits at its end has to be kept";
  if (P.PromiseTakesParameters || P.AllocatesWithParameters ||
      P.HasFailureReturn)
    return "its promise, or the allocation, looks at the parameters, or may "
           "fail without an exception";
  if ((F.HasExceptions && P.UnhandledExceptionMayThrow) || F.LeavesByStep)
    return "an exception may leave it";
  if (P.ReturnNeedsPlace || P.ReturnType->isVoidType() ||
      !F.Context.hasSameUnqualifiedType(P.GetReturnObjectType, P.ReturnType))
    return "its return object is not what get_return_object() gives";
  return "";
}

std::string StackStart::whyNotBySlots() const {
  Awaits Found;
  Found.TraverseStmt(F.Coroutine->getBody());
  if (Found.KeepsAwaiter)
    return "an awaiter may keep its address";
  for (const Slot *S : F.slots())
    if (std::string Why = whyNotBySlot(S, Found); !Why.empty())
      return Why;
  llvm::DenseSet<const VarDecl *> Variables;
  for (const Slot *S : F.slots())
    if (const auto *V = dyn_cast_or_null<VarDecl>(S->Decl);
        V && S->inFrame() && !V->getType()->isReferenceType() && !S->IsCapture)
      Variables.insert(V);
  LvalueUses Uses(Variables);
  Uses.run(F.Coroutine->getBody());
  if (Uses.hasLabels())
    return "it has a label or inline assembly";
  for (const VarDecl *V : Variables)
    if (Uses.escapes(V))
      return "something may have the address of '" + V->getNameAsString() + "'";
  return "";
}

std::string StackStart::whyNotBySlot(const Slot *S, const Awaits &Found) const {
  if (S->Kind == Slot::Scratch || S->IsCapture)
    return "";
  const std::string Quoted = "'" + S->Name + "'";
  if (!S->FrameType.empty())
    return "it holds the frame of a coroutine that it awaits";
  if (S->Whole || S->Extended || S->IsExtendedPart)
    return "an object that it makes in parts, or that a reference keeps "
           "alive, lives across a suspension";
  if (S->IsReference || S->IsBoundReference)
    return "";
  if (S->Materialized &&
      !(Found.Operands.contains(S->Materialized) && saysRelocatable(S->Type)))
    return "something may have the address of a temporary";
  if (!isRelocatable(F.Context, S->Type))
    return "an object of type '" + S->Type.getAsString() +
           "' lives across a suspension";
  return "";
}

void findStackStart(Form &F) {
  if (F.IsGeneric || !says(F.Promise.PromiseType, "switchback_starts_on_stack"))
    return;
  F.WhyNotOnStack = StackStart(F).whyNot();
  F.StartsOnStack = F.WhyNotOnStack.empty();
  if (!F.StartsOnStack)
    return;
  for (Suspend *S : F.Points)
    S->StackState =
        "suspending_" + StringRef(S->State)
                            .drop_until([](char C) { return C == '_'; })
                            .drop_front()
                            .str();
}

} // namespace switchback
