//===- Scan.cpp - Whether there is anything to lower ----------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Scan.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace llvm;

namespace switchback {

namespace {

/// Preprocesses up to where everything that is looked for has been seen. It is
/// an action on an AST because only those load what was precompiled, which
/// macros may come from; but nothing is parsed.
class ScanAction : public ASTFrontendAction {
public:
  ScanAction(bool All, ScanResult &Found) : All(All), Found(Found) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<ASTConsumer>();
  }

  void ExecuteAction() override {
    Preprocessor &PP = getCompilerInstance().getPreprocessor();
    const SourceManager &SM = PP.getSourceManager();
    PP.EnterMainSourceFile();
    Token Tok;
    for (PP.Lex(Tok); Tok.isNot(tok::eof); PP.Lex(Tok)) {
      if (!isOfInterest(Tok))
        continue;
      if (SM.isInSystemHeader(SM.getExpansionLoc(Tok.getLocation())))
        continue;
      note(Tok);
      if (Found.Suspension && (All || Found.Annotation))
        return;
    }
  }

private:
  static bool isOfInterest(const Token &Tok) {
    return Tok.isOneOf(tok::kw_co_await, tok::kw_co_yield, tok::kw_co_return,
                       tok::string_literal) ||
           (Tok.is(tok::identifier) &&
            Tok.getIdentifierInfo()->getName() == "switchback");
  }

  /// `annotate("switchback::async")` or `[[switchback::async]]`.
  void note(const Token &Tok) {
    if (Tok.is(tok::string_literal))
      Found.Annotation |= StringRef(Tok.getLiteralData(), Tok.getLength())
                              .contains("switchback::async");
    else if (Tok.is(tok::identifier))
      Found.Annotation = true;
    else
      Found.Suspension = true;
  }

  bool All;
  ScanResult &Found;
};

class ScanFactory : public tooling::FrontendActionFactory {
public:
  ScanFactory(bool All, ScanResult &Found) : All(All), Found(Found) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<ScanAction>(All, Found);
  }

private:
  bool All;
  ScanResult &Found;
};

} // namespace

ScanResult scan(const Compilation &TU, bool All) {
  ScanResult Found;
  ScanFactory Factory(All, Found);
  IgnoringDiagConsumer Ignored;
  compat::DiagnosticOptionsPtr DiagOpts = TU.diagnosticOptions();
  TU.run(Factory, Ignored, *DiagOpts);
  return Found;
}

} // namespace switchback
