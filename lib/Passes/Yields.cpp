//===- Yields.cpp - What a promise that is known takes for a yield --------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Sema leaves a `co_yield` of a template alone, also where the promise does
/// not depend on the template's parameters. Then the promise says what an
/// operand becomes: of a list the object it makes, of another the temporary
/// that a parameter is bound to, which lives across the suspension.
///
//===----------------------------------------------------------------------===//
#include "Spill.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;

namespace switchback {

/// The members of \p R, or of a base of it, named \p Name.
static DeclContext::lookup_result membersOf(const CXXRecordDecl *R,
                                            DeclarationName Name) {
  DeclContext::lookup_result Found = R->lookup(Name);
  for (const CXXBaseSpecifier &Base : R->bases()) {
    if (!Found.empty())
      break;
    if (const CXXRecordDecl *B = Base.getType()->getAsCXXRecordDecl())
      Found = membersOf(B, Name);
  }
  return Found;
}

/// The types of the parameters of all functions that \p Call, of one argument
/// to `yield_value` of a promise that is known, may select; none if it may
/// select something else.
static llvm::SmallVector<QualType, 2> yieldParameters(const Form &F,
                                                      const Expr *Call) {
  llvm::SmallVector<QualType, 2> Types;
  PromiseCall C = asPromiseCall(Call);
  const CXXRecordDecl *Promise = F.Promise.Known;
  if (!C || C.Name != "yield_value" || C.Arguments.size() != 1 || !Promise ||
      !Promise->hasDefinition() || Promise->isDependentContext())
    return Types;
  for (const NamedDecl *D : membersOf(Promise, &F.Context.Idents.get(C.Name))) {
    const auto *M = dyn_cast<CXXMethodDecl>(D);
    if (!M || M->getNumParams() != 1)
      return {};
    Types.push_back(M->getParamDecl(0)->getType());
  }
  return Types;
}

std::optional<QualType> yieldedType(const Form &F, const Expr *Call) {
  QualType Yielded;
  for (QualType Each : yieldParameters(F, Call)) {
    QualType T = Each.getNonReferenceType().getUnqualifiedType();
    if (!Yielded.isNull() && !F.Context.hasSameType(T, Yielded))
      return std::nullopt;
    Yielded = T;
  }
  // Of a list nobody knows which temporaries its object refers to.
  if (Yielded.isNull() || mayExtend(Yielded) ||
      !whyUnspellable(F, Yielded).empty())
    return std::nullopt;
  return Yielded;
}

std::optional<QualType> yieldedReference(const Form &F, const Expr *Call) {
  llvm::SmallVector<QualType, 2> Types = yieldParameters(F, Call);
  if (Types.size() != 1 || !Types[0]->isReferenceType())
    return std::nullopt;
  const QualType Referent = Types[0].getNonReferenceType();
  const bool TakesTemporary =
      Types[0]->isRValueReferenceType() ||
      (Referent.isConstQualified() && !Referent.isVolatileQualified());
  if (!TakesTemporary || Referent->isArrayType() ||
      Referent->isFunctionType() || !whyUnspellable(F, Types[0]).empty())
    return std::nullopt;
  return Types[0];
}

const Expr *yieldCall(const CoyieldExpr *E) {
  const Expr *Operand = unknownOperand(E);
  if (!Operand)
    return nullptr;
  // Sema has tried `operator co_await` on it.
  if (const auto *U = dyn_cast<UnaryOperator>(Operand))
    return U->getSubExpr();
  const auto *C = asCoAwaitCall(Operand);
  return C ? C->getArg(0) : Operand;
}

} // namespace switchback
