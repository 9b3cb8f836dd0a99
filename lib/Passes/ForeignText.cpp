//===- ForeignText.cpp - Expressions of another scope, spelled here -------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Default arguments and default member initialisers stand at a declaration,
/// maybe in another file, and their names mean what they mean there. Here every
/// name is qualified and every type spelled in full; what cannot be said that
/// way has no text.
///
//===----------------------------------------------------------------------===//
#include "Spill.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace switchback {

namespace {

class ForeignNames : public RecursiveASTVisitor<ForeignNames> {
public:
  ForeignNames(const Form &F, const Slot *Object) : F(F), Object(Object) {}

  struct Replacement {
    SourceRange Range;
    Fragment Text;
    bool IsInsertion = false;
  };
  std::vector<Replacement> Found;
  bool Failed = false;

  bool TraverseInitListExpr(InitListExpr *L, DataRecursionQueue * = nullptr) {
    if (InitListExpr *Semantic = L->getSemanticForm())
      L = Semantic;
    for (Expr *Init : L->inits())
      TraverseStmt(Init);
    return true;
  }

  bool TraverseTypeLoc(TypeLoc L, bool = true) {
    QualType T = L.getType();
    if (!whyUnspellable(F, T).empty())
      return fail();
    std::string Text = spellDeclaration(F, T);
    // `unsigned long(x)` is no expression.
    if (T->isBuiltinType() || T->isPointerType())
      Text = "std::type_identity_t<" + Text + ">";
    Found.push_back({L.getSourceRange(), Fragment(Text)});
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const ValueDecl *D = E->getDecl();
    if (!D->getDeclName().isIdentifier()) // an operator
      return true;
    bool IsHidden = llvm::all_of(D->redecls(), [](const Decl *Each) {
      return Each->getFriendObjectKind() != Decl::FOK_None;
    });
    if (D->getParentFunctionOrMethod() || IsHidden || !isAccessible(D) ||
        E->hasExplicitTemplateArgs())
      return fail();
    PrintingPolicy Policy(F.Context.getLangOpts());
    Policy.SuppressUnwrittenScope = true;
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    // Something nearer may have its name.
    OS << "::";
    D->printQualifiedName(OS, Policy);
    Found.push_back({{E->getBeginLoc(), E->getLocation()}, Fragment(Text)});
    return true;
  }

  /// `5ms` as a call, since the suffix may be unknown elsewhere. (Instantiated,
  /// the literal is a call already.)
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Operator = E->getDirectCallee();
    if (!Operator || !Operator->getLiteralIdentifier())
      return true;
    const SourceManager &SM = F.Context.getSourceManager();
    const LangOptions &Options = F.Context.getLangOpts();
    SourceLocation Begin =
        Lexer::GetBeginningOfToken(E->getCallee()->getBeginLoc(), SM, Options);
    StringRef Literal = Lexer::getSourceText(
        CharSourceRange::getTokenRange(Begin, Begin), SM, Options);
    if (Begin.isMacroID() ||
        !Literal.consume_back(Operator->getLiteralIdentifier()->getName()))
      return fail();
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    Operator->printQualifiedName(OS);
    Found.push_back(
        {{Begin, Begin}, Fragment(Text + literalArguments(Operator, Literal))});
    return true;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    if (!isAccessible(E->getMemberDecl()))
      return fail();
    if (!E->isImplicitAccess() || isa<VarDecl>(E->getMemberDecl()))
      return true;
    if (!Object || !isa<CXXThisExpr>(E->getBase()->IgnoreImpCasts()))
      return fail();
    Found.push_back({{E->getBeginLoc(), E->getBeginLoc()},
                     Fragment::object(const_cast<Slot *>(Object)) + ".",
                     /*IsInsertion=*/true});
    return true;
  }

  bool VisitCXXThisExpr(CXXThisExpr *E) {
    if (E->isImplicit())
      return true;
    if (!Object)
      return fail();
    Found.push_back(
        {{E->getLocation(), E->getLocation()},
         Fragment("(&") + Fragment::object(const_cast<Slot *>(Object)) + ")"});
    return true;
  }

  // What an instance has in their place is not in the text.
  bool VisitSubstNonTypeTemplateParmExpr(SubstNonTypeTemplateParmExpr *) {
    return fail();
  }
  bool VisitSizeOfPackExpr(SizeOfPackExpr *) { return fail(); }
  bool VisitCXXFoldExpr(CXXFoldExpr *) { return fail(); }
  /// One that only the scope of the text leads to may be another elsewhere.
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    const FunctionDecl *Operator = E->getDirectCallee();
    if (!Operator || isa<CXXMethodDecl>(Operator))
      return true;
    const DeclContext *Own =
        Operator->getDeclContext()->getEnclosingNamespaceContext();
    return llvm::any_of(E->arguments(),
                        [&](const Expr *Arg) {
                          const TagDecl *T = Arg->getType()->getAsTagDecl();
                          return T && isAssociated(T, Own);
                        }) ||
           fail();
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return fail(); }
  bool VisitPredefinedExpr(PredefinedExpr *) { return fail(); }
  bool VisitSourceLocExpr(SourceLocExpr *) { return fail(); }
  bool VisitStmtExpr(StmtExpr *) { return fail(); }

private:
  bool fail() { return !(Failed = true); }

  /// True if arguments of type \p T lead to what is in \p Namespace, by way of
  /// inline namespaces too ([basic.lookup.argdep]).
  static bool isAssociated(const TagDecl *T, const DeclContext *Namespace) {
    const DeclContext *Own =
        T->getDeclContext()->getEnclosingNamespaceContext();
    return Own->InEnclosingNamespaceSetOf(Namespace) ||
           Namespace->InEnclosingNamespaceSetOf(Own);
  }

  /// What \p Literal passes to \p Operator ([lex.ext]).
  static std::string literalArguments(const FunctionDecl *Operator,
                                      StringRef Literal) {
    const bool IsText = Literal.ends_with("\"");
    if (Operator->getNumParams() == 0) {
      if (IsText)
        return ("<" + Literal + ">()").str();
      std::string Characters;
      for (char C : Literal)
        Characters += (Characters.empty() ? "'" : ", '") +
                      std::string(C == '\'' ? "\\'" : StringRef(&C, 1)) + "'";
      return "<" + Characters + ">()";
    }
    QualType First = Operator->getParamDecl(0)->getType();
    if (IsText)
      return ("(" + Literal + ", sizeof(" + Literal + ") / sizeof(*" + Literal +
              ") - 1)")
          .str();
    if (First->isPointerType())
      return ("(\"" + Literal + "\")").str();
    return ("(" + Literal +
            (First->isFloatingType()                              ? "L"
             : Literal.starts_with("'") || Literal.ends_with("'") ? ""
                                                                  : "ULL") +
            ")")
        .str();
  }

  bool isAccessible(const Decl *D) const {
    if (D->getAccess() != AS_private && D->getAccess() != AS_protected)
      return true;
    for (const DeclContext *C = F.Function; C; C = C->getParent())
      if (C->Equals(D->getDeclContext()))
        return true;
    return false;
  }

  const Form &F;
  const Slot *Object;
};

} // namespace

/// True if \p Text has the name of a macro in it, or of what has been one: it
/// may be another one elsewhere.
static bool namesMacro(StringRef Text, const IdentifierTable &Names) {
  for (size_t At = 0; At != Text.size();) {
    size_t End = At;
    while (End != Text.size() && isAsciiIdentifierContinue(Text[End]))
      ++End;
    if (auto It = Names.find(Text.slice(At, End));
        It != Names.end() && It->second->hadMacroDefinition())
      return true;
    At = std::max(End, At + 1);
  }
  return false;
}

std::optional<Fragment> spellElsewhere(const Form &F, const Expr *E,
                                       const Slot *Object) {
  const SourceManager &SM = F.Context.getSourceManager();
  const LangOptions &Options = F.Context.getLangOpts();
  auto Range = [&](SourceRange R) {
    return Lexer::makeFileCharRange(CharSourceRange::getTokenRange(R), SM,
                                    Options);
  };
  CharSourceRange All = Range(E->getSourceRange());
  if (All.isInvalid())
    return std::nullopt;
  // An instance's `5ms` is a call that begins with the suffix.
  All.setBegin(Lexer::GetBeginningOfToken(All.getBegin(), SM, Options));
  ForeignNames Names(F, Object);
  Names.TraverseStmt(const_cast<Expr *>(E));
  if (Names.Failed)
    return std::nullopt;
  llvm::stable_sort(Names.Found, [](const auto &A, const auto &B) {
    return A.Range.getBegin().getRawEncoding() <
           B.Range.getBegin().getRawEncoding();
  });
  auto [File, At] = SM.getDecomposedLoc(All.getBegin());
  unsigned End = SM.getFileOffset(All.getEnd());
  StringRef Buffer = SM.getBufferData(File);
  // `= {...}` begins with the sign.
  if (StringRef Text = Buffer.slice(At, End);
      Text.consume_front("=") && !Text.starts_with("="))
    At = End - Text.ltrim().size();
  // A macro may be another elsewhere, and an expansion has other text.
  if (StringRef Text = Buffer.slice(At, End);
      Text.contains("...") || namesMacro(Text, F.Context.Idents))
    return std::nullopt;
  Fragment Result;
  for (const auto &Each : Names.Found) {
    CharSourceRange R = Range(Each.Range);
    if (R.isInvalid() || SM.getFileID(R.getBegin()) != File)
      return std::nullopt;
    unsigned Begin = SM.getFileOffset(R.getBegin());
    if (Begin < At) // seen already
      continue;
    Result.append(Buffer.slice(At, Begin));
    if (Begin != At && Buffer[Begin - 1] == ':')
      Result.append(" ");
    Result.append(Each.Text);
    At = Each.IsInsertion ? Begin : SM.getFileOffset(R.getEnd());
  }
  return Result.append(Buffer.slice(At, End));
}

} // namespace switchback
