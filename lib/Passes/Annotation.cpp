//===- Annotation.cpp - [[switchback::async]] -----------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Annotation.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/ParsedAttrInfo.h"
#include "clang/Sema/ParsedAttr.h"
#include "clang/Sema/Sema.h"

using namespace clang;

namespace switchback {

static constexpr llvm::StringLiteral Annotation = "switchback::async";

namespace {

/// Has clang read `[[switchback::async]]` as the annotation. What it is put on
/// is looked at when all is parsed: whether a function is a coroutine is not
/// known before.
struct AsyncAttribute : ParsedAttrInfo {
  AsyncAttribute() {
    static constexpr Spelling Names[] = {
        {ParsedAttr::AS_CXX11, "switchback::async"},
        {ParsedAttr::AS_GNU, "switchback_async"}};
    Spellings = Names;
  }

  AttrHandling handleDeclAttribute(Sema &S, Decl *D,
                                   const ParsedAttr &Attr) const override {
    D->addAttr(AnnotateAttr::Create(S.Context, Annotation, nullptr, 0, Attr));
    return AttributeApplied;
  }
};

class MisuseFinder : public RecursiveASTVisitor<MisuseFinder> {
public:
  explicit MisuseFinder(ASTContext &Context) : Context(Context) {
    DiagnosticsEngine &Engine = Context.getDiagnostics();
    NoCoroutine = Engine.getCustomDiagID(
        DiagnosticsEngine::Warning,
        "'switchback::async' has no effect on '%0', which is no coroutine");
    NoFunction = Engine.getCustomDiagID(
        DiagnosticsEngine::Warning,
        "'switchback::async' has no effect: it is for functions that are "
        "coroutines");
  }

  bool VisitDecl(Decl *D) {
    check(D);
    return true;
  }
  // The call operator is not visited as a declaration.
  bool VisitLambdaExpr(LambdaExpr *L) {
    check(L->getCallOperator());
    return true;
  }

private:
  void check(const Decl *D) {
    const AnnotateAttr *A = annotationOf(D);
    if (!A || A->isInherited())
      return;
    DiagnosticsEngine &Engine = Context.getDiagnostics();
    const FunctionDecl *F = D->getAsFunction();
    if (!F) {
      Engine.Report(A->getLocation(), NoFunction) << A->getRange();
      return;
    }
    const FunctionDecl *Definition = nullptr;
    if (F->isDefined(Definition) && !F->isDefaulted() &&
        !isa_and_nonnull<CoroutineBodyStmt>(Definition->getBody()))
      Engine.Report(A->getLocation(), NoCoroutine)
          << F->getQualifiedNameAsString() << A->getRange();
  }

  ASTContext &Context;
  unsigned NoCoroutine, NoFunction;
};

} // namespace

static ParsedAttrInfoRegistry::Add<AsyncAttribute>
    Registered("switchback_async", "lower this coroutine");

bool isAnnotation(const AnnotateAttr *A) {
  return A->getAnnotation() == Annotation;
}

const AnnotateAttr *annotationOf(const Decl *D) {
  for (const auto *A : D->specific_attrs<AnnotateAttr>())
    if (isAnnotation(A))
      return A;
  return nullptr;
}

void diagnoseMisusedAnnotations(ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  MisuseFinder Finder(Context);
  for (Decl *D : Context.getTranslationUnitDecl()->decls()) {
    SourceLocation Loc = D->getLocation();
    if (Loc.isValid() && !SM.isLoadedSourceLocation(Loc) &&
        !SM.isInSystemHeader(SM.getExpansionLoc(Loc)))
      Finder.TraverseDecl(D);
  }
}

} // namespace switchback
