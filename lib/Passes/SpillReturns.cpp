//===- SpillReturns.cpp - `co_return` in a template -----------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See SpillUnknown.cpp. Whether the operand of a `co_return` is void, and
/// whether it moves what it names, may depend on the parameters of a template.
///
//===----------------------------------------------------------------------===//
#include "Spiller.h"

using namespace clang;

namespace switchback {

/// The local that \p E names if `co_return` of it moves, unless it turns out to
/// be a reference to an lvalue ([class.copy.elision]/3).
static const VarDecl *movedLocal(const Form &F, const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(skipImplicit(E)->IgnoreParens());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  const bool IsMoved =
      V && V->hasLocalStorage() && !V->getType()->isLValueReferenceType() &&
      !V->getType().isVolatileQualified() &&
      V->getDeclContext()->Equals(F.Function) &&
      !llvm::any_of(F.Captures, [V](const Slot *S) { return S->Decl == V; });
  return IsMoved ? V : nullptr;
}

/// True if a variable declared with \p T may be a reference, which only an
/// instance knows.
static bool mayBeReference(QualType T) {
  return isUnknown(T) &&
         (T->isRValueReferenceType() ||
          isa<TemplateTypeParmType, DependentNameType, DecltypeType>(
              T.getCanonicalType()) ||
          (T->getContainedAutoType() &&
           T->getContainedAutoType()->isDecltypeAuto()));
}

/// `co_return` of \p V, with text \p Text.
void Spiller::returnLocal(const VarDecl *V, const Fragment &Text) {
  Fragment Promise = Fragment::special(Fragment::Promise);
  if (!mayBeReference(V->getType()))
    return emitText(Fragment("switchback::return_local(") + Promise + ", " +
                    Text + ")");
  const Slot *S = F.SlotOf.lookup(V);
  const bool IsHeld = S && S->inFrame() &&
                      (S->Generic == Slot::Held || S->Generic == Slot::Bound ||
                       S->Generic == Slot::Declared);
  emitText(Fragment("switchback::return_reference(") + Promise + ", " +
           (IsHeld ? Fragment::pointer(const_cast<Slot *>(S)) + ".get()"
                   : Fragment("static_cast<decltype(") + Text + ") &&>(" +
                         Text + ")") +
           ")");
}

/// True if \p S has a lambda or a statement expression in it: g++ takes none in
/// `decltype` among the arguments of a template, nor does C++17 take a lambda.
static bool hasOwnStatements(const Stmt *S) {
  return isa<LambdaExpr, StmtExpr>(S) ||
         llvm::any_of(S->children(), [](const Stmt *Child) {
           return Child && hasOwnStatements(Child);
         });
}

void Spiller::returnsUnknown(const CoreturnStmt *C) {
  const Expr *Operand = C->getOperand();
  Fragment Promise = Fragment::special(Fragment::Promise);
  // A lambda over packs of indices knows the promise before it knows them.
  const bool HasPack =
      llvm::any_of(F.slots(), [](const Slot *S) { return S->IsPack; });
  if (!Operand)
    return emitText(HasPack
                        ? Fragment("switchback::fall_off_end(") + Promise + ")"
                        : Promise + ".return_void()",
                    /*MayDeclare=*/false);
  const bool IsVoid = !isa<InitListExpr>(Operand) &&
                      !Operand->isTypeDependent() &&
                      Operand->getType()->isVoidType();
  // A promise that has `return_void` hears of the end when the temporaries
  // have died.
  unsigned FirstNew = F.slots().size();
  bool Holds = false;
  fullExpression([&] {
    mark(Operand, false);
    if (IsVoid)
      return discard(Operand);
    Fragment Text = value(Operand);
    const Expr *Named = skipImplicit(Operand)->IgnoreParens();
    if (const VarDecl *V = movedLocal(F, Operand)) {
      returnLocal(V, value(Named));
    } else if (!Operand->isTypeDependent() ||
               isa<DeclRefExpr, InitListExpr, BinaryOperator, MemberExpr,
                   CXXUnresolvedConstructExpr>(Named) ||
               (isa<CXXOperatorCallExpr>(Named) &&
                cast<CXXOperatorCallExpr>(Named)->getOperator() != OO_Call)) {
      emitText(Promise + ".return_value(" + Text + ")", /*MayDeclare=*/false);
    } else if (F.Promise.Returns == Contract::ReturnsValue) {
      // It is not void, or native code does not compile either.
      emitText(Promise + ".return_value(" + Text + ")", /*MayDeclare=*/false);
    } else if (F.Promise.Returns == Contract::ReturnsVoid) {
      emitText(Text, /*MayDeclare=*/false);
      Holds = true;
    } else if (unknownOperand(Named)) {
      Holds = holdsObject(FirstNew);
      emitText(Fragment(Holds ? "switchback::return_unless_void("
                              : "switchback::return_value(") +
               Promise + ", SWITCHBACK_EXPR(" + Text + "))");
    } else {
      // It may be void; if it is not, its temporaries outlive the call.
      Holds = holdsObject(FirstNew);
      const bool IsType = !hasOwnStatements(Operand);
      emitText(
          Fragment(IsType ? "if constexpr (std::is_void_v<decltype("
                          : "SWITCHBACK_IF_VOID(") +
          Text + (IsType ? ")>) {\n" : ") {\n") + "static_cast<void>(" + Text +
          ");\n" +
          (Holds ? Fragment()
                 : Fragment("switchback::fall_off_end(") + Promise + ");\n") +
          "} else {\n" +
          (HasPack ? Fragment("[&](auto &switchback_promise) { "
                              "switchback_promise.return_value(") +
                         Text + "); }(" + Promise + ");\n}"
                   : Promise + ".return_value(" + Text + ");\n}"));
    }
  });
  if (Holds && F.Promise.Returns == Contract::EitherReturn)
    emitText(Fragment("switchback::fall_off_end(") + Promise + ")");
  else if (Holds || IsVoid)
    emitText(Promise + ".return_void()", /*MayDeclare=*/false);
}

} // namespace switchback
