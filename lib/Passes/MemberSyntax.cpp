//===- MemberSyntax.cpp - Where calls of members begin --------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before the passes. `p->member(x)` of a member whose object is a parameter
/// (C++23) is a call with `*p` as its first argument. Clang gives that `*` no
/// place in the text, so that the call, and whatever begins with it, seems to
/// begin with `member`. Here the `*` gets the place where `p` begins.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/ClangCompat.h"
#include "switchback/Compiler/Passes.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace switchback {

namespace {
class MemberSyntax : public RecursiveASTVisitor<MemberSyntax> {
public:
  // The call of an object's member comes before that of its result's.
  bool shouldTraversePostOrder() const { return true; }
  bool VisitCallExpr(CallExpr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->getCallee()->IgnoreImpCasts());
    const auto *M = Ref ? dyn_cast<CXXMethodDecl>(Ref->getDecl()) : nullptr;
    if (!M || !M->isExplicitObjectMemberFunction() || E->getNumArgs() == 0)
      return true;
    auto *Object = dyn_cast<UnaryOperator>(E->getArg(0)->IgnoreImpCasts());
    if (Object && Object->getOperatorLoc().isInvalid())
      Object->setOperatorLoc(Object->getSubExpr()->getBeginLoc());
    compat::updateBegin(E);
    return true;
  }
};
} // namespace

void mendMemberSyntax(Form &F) {
  MemberSyntax().TraverseStmt(
      const_cast<CoroutineBodyStmt *>(F.Coroutine)->getBody());
}

} // namespace switchback
