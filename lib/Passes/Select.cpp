//===- Select.cpp - Which coroutines are lowered --------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: a parsed translation unit. After: the coroutines of one of its files
/// that are annotated (or all of them), in source order.
///
//===----------------------------------------------------------------------===//
#include "Spill.h"
#include "switchback/Compiler/Annotation.h"
#include "switchback/Compiler/Passes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Regex.h"

using namespace clang;

namespace switchback {

namespace {

class Selector : public RecursiveASTVisitor<Selector> {
public:
  Selector(const LoweringOptions &Options)
      : Options(Options), Only(Options.Only) {}

  std::vector<Candidate> Found;

  bool VisitFunctionDecl(FunctionDecl *F) {
    consider(F);
    return true;
  }
  // The call operator is not visited as a declaration.
  bool VisitLambdaExpr(LambdaExpr *L) {
    consider(L->getCallOperator(),
             NamedLambda.first == L ? NamedLambda.second : "lambda");
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    if (V->hasInit() && V->getDeclName().isIdentifier())
      if (const auto *L =
              dyn_cast<LambdaExpr>(skipImplicit(V->getInit())->IgnoreParens()))
        NamedLambda = {L, V->getName()};
    return true;
  }

private:
  void consider(const FunctionDecl *F, StringRef Name = "operator") {
    if (!F || !F->doesThisDeclarationHaveABody())
      return;
    const auto *Body = dyn_cast_or_null<CoroutineBodyStmt>(F->getBody());
    if (!Body || !isSelected(F))
      return;
    if (!Options.Only.empty() && !Only.match(F->getQualifiedNameAsString()))
      return;
    for (const Candidate &C : Found)
      if (C.Function == F)
        return;
    if (F->getDeclName().isIdentifier())
      Name = F->getName();
    Found.push_back({F, Body, Name.str()});
  }

  bool isSelected(const FunctionDecl *F) const {
    return Options.All || annotationOf(F);
  }

  std::pair<const LambdaExpr *, StringRef> NamedLambda;
  const LoweringOptions &Options;
  mutable llvm::Regex Only;
};

/// Gives the parameters of \p F the names they have in the source: where Sema
/// instantiates a default argument for an explicit specialisation, it gives
/// them those of the template's.
void nameAsWritten(const FunctionDecl *F) {
  if (F->getTemplateSpecializationKind() != TSK_ExplicitSpecialization)
    return;
  ASTContext &Context = F->getASTContext();
  const SourceManager &SM = Context.getSourceManager();
  for (ParmVarDecl *P : F->parameters()) {
    Token Tok;
    const bool HasName =
        !Lexer::getRawToken(SM.getSpellingLoc(P->getLocation()), Tok, SM,
                            Context.getLangOpts()) &&
        Tok.is(tok::raw_identifier);
    P->setDeclName(
        HasName ? DeclarationName(&Context.Idents.get(Tok.getRawIdentifier()))
                : DeclarationName());
  }
}

} // namespace

std::vector<Candidate> selectCoroutines(ASTContext &Context,
                                        const LoweringOptions &Options,
                                        FileID File) {
  const SourceManager &SM = Context.getSourceManager();
  // A header may be included inside of a declaration of another file.
  bool IsMain = File == SM.getMainFileID();
  llvm::StringMap<bool> Staying;
  auto Stays = [&](SourceLocation Loc) {
    llvm::StringRef Name = SM.getPresumedLoc(Loc).getFilename();
    auto [Known, IsNew] = Staying.try_emplace(Name, false);
    if (IsNew)
      Known->second = Options.StaysInPreprocessed(Name);
    return Known->second;
  };
  auto IsUsers = [&](SourceLocation Loc) {
    if (Options.StaysInPreprocessed)
      return !SM.isInSystemHeader(Loc) && !Stays(Loc);
    return IsMain ? SM.isInMainFile(Loc) : !SM.isInSystemHeader(Loc);
  };
  Selector S(Options);
  for (Decl *D : Context.getTranslationUnitDecl()->decls()) {
    SourceLocation Loc = D->getLocation();
    if (Loc.isInvalid() || SM.isLoadedSourceLocation(Loc))
      continue;
    Loc = SM.getExpansionLoc(Loc);
    // An instance of a static member stands beside its template.
    const auto *V = dyn_cast<VarDecl>(D);
    const bool IsInstance =
        V && isTemplateInstantiation(V->getTemplateSpecializationKind());
    if (IsUsers(Loc) && !IsInstance)
      S.TraverseDecl(D);
  }
  if (File.isValid())
    llvm::erase_if(S.Found, [&](const Candidate &C) {
      return SM.getFileID(SM.getExpansionLoc(C.Function->getLocation())) !=
             File;
    });
  llvm::stable_sort(S.Found, [&](const Candidate &A, const Candidate &B) {
    return SM.isBeforeInTranslationUnit(A.Function->getBeginLoc(),
                                        B.Function->getBeginLoc());
  });
  for (const Candidate &C : S.Found)
    nameAsWritten(C.Function);
  return std::move(S.Found);
}

} // namespace switchback
