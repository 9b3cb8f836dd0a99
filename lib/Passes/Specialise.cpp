//===- Specialise.cpp - Instances of templates, written out ---------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the pattern of a template cannot express, its instances may: they
/// become explicit specialisations, still coroutines, behind the template and
/// the types they are made for. The next round lowers them as any function, if
/// all their names mean what they mean in the instances.
///
//===----------------------------------------------------------------------===//
#include "Specialise.h"
#include "InstanceText.h"
#include "Instances.h"
#include "switchback/Compiler/ClangCompat.h"
#include "switchback/Compiler/MacroRecorder.h"
#include "switchback/Compiler/SourceText.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace switchback {

std::string instanceName(const FunctionDecl *F) {
  std::string Name;
  llvm::raw_string_ostream OS(Name);
  PrintingPolicy Policy(F->getASTContext().getLangOpts());
  compat::setPrintAsCanonical(Policy, true);
  F->getNameForDiagnostic(OS, Policy, /*Qualified=*/true);
  OS << '(';
  llvm::interleaveComma(F->parameters(), OS, [&](const ParmVarDecl *P) {
    OS << P->getType().getCanonicalType().getAsString(Policy);
  });
  OS << ')';
  const auto *Proto = F->getType()->castAs<FunctionProtoType>();
  if (Proto->getMethodQuals().hasQualifiers())
    OS << ' ' << Proto->getMethodQuals().getAsString();
  if (Proto->getRefQualifier() != RQ_None)
    OS << (Proto->getRefQualifier() == RQ_LValue ? " &" : " &&");
  return Name;
}

namespace {
/// Writes down what names refer to.
class Meaning : public RecursiveASTVisitor<Meaning> {
public:
  std::string Text;
  llvm::SmallSetVector<const Decl *, 16> Named;

  bool VisitDeclRefExpr(DeclRefExpr *E) { return note(E->getDecl()); }
  bool VisitMemberExpr(MemberExpr *E) { return note(E->getMemberDecl()); }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    return note(E->getConstructor());
  }
  bool VisitOverloadExpr(OverloadExpr *E) {
    for (const NamedDecl *D : E->decls())
      note(D);
    return true;
  }
  // The text says what becomes of these.
  bool TraverseRequiresExpr(RequiresExpr *) { return true; }
  bool TraverseConceptSpecializationExpr(ConceptSpecializationExpr *) {
    return true;
  }
  bool TraverseIfStmt(IfStmt *S) {
    if (!S->isConstexpr() || S->getCond()->isValueDependent())
      return RecursiveASTVisitor::TraverseIfStmt(S);
    std::optional<const Stmt *> Taken = S->getNondiscardedCase(
        S->getConditionVariable() ? S->getConditionVariable()->getASTContext()
                                  : *Context);
    return TraverseStmt(S->getInit()) &&
           TraverseStmt(const_cast<Stmt *>(Taken.value_or(nullptr)));
  }

  explicit Meaning(const ASTContext &Context) : Context(&Context) {}

private:
  bool note(const NamedDecl *D) {
    // What is declared in the body, and values of the template's parameters,
    // stand in the text itself.
    if (D->getParentFunctionOrMethod() || isa<NonTypeTemplateParmDecl>(D))
      return true;
    Named.insert(D->getCanonicalDecl());
    Text += D->getQualifiedNameAsString();
    if (const auto *V = dyn_cast<ValueDecl>(D))
      Text += " " + typeText(V->getType());
    Text += "\n";
    return true;
  }
  /// The place of a closure is another one in the specialisation.
  std::string typeText(QualType T) const {
    PrintingPolicy Policy(Context->getLangOpts());
    Policy.AnonymousTagLocations = false;
    return T.getCanonicalType().getAsString(Policy);
  }

  const ASTContext *Context;
};

/// Finds the instances of a pattern.
class InstanceFinder : public InstanceVisitor<InstanceFinder> {
public:
  explicit InstanceFinder(const FunctionDecl *Pattern)
      : Begin(Pattern->getBody()->getBeginLoc()) {}
  llvm::SmallVector<FunctionDecl *, 8> Found;

  bool VisitFunctionDecl(FunctionDecl *F) {
    const auto *Body = F->doesThisDeclarationHaveABody()
                           ? dyn_cast_or_null<CoroutineBodyStmt>(F->getBody())
                           : nullptr;
    if (Body && Body->getBody()->getBeginLoc() == Begin && !F->isTemplated() &&
        !llvm::is_contained(Found, F))
      Found.push_back(F);
    return true;
  }

private:
  SourceLocation Begin;
};
} // namespace

static Meaning findMeaning(const FunctionDecl *F) {
  Meaning M(F->getASTContext());
  if (const auto *Body = dyn_cast_or_null<CoroutineBodyStmt>(F->getBody()))
    M.TraverseStmt(Body->getBody());
  return M;
}

std::string meaningOf(const FunctionDecl *F) { return findMeaning(F).Text; }

namespace {

/// One instance on its way to an explicit specialisation.
class Specialiser {
public:
  Specialiser(const Form &Pattern, FunctionDecl *Function, Sema &S, bool Marks)
      : Pattern(Pattern), Function(Function), S(S), Marks(Marks),
        Context(Pattern.Context), SM(Context.getSourceManager()),
        Instance(Context, Function,
                 cast<CoroutineBodyStmt>(Function->getBody())) {}

  std::optional<Specialisation> run();

private:
  bool isPossible() const;
  std::optional<std::string> head();
  std::optional<std::string> name();
  std::optional<std::string> parameters();
  std::optional<unsigned> place();
  const Decl *topLevel(const Decl *D) const;

  const Form &Pattern;
  FunctionDecl *Function;
  Sema &S;
  const bool Marks;
  ASTContext &Context;
  const SourceManager &SM;
  const Form Instance;
};

/// The template arguments with which \p D was made, if it is an instance that
/// nobody wrote out.
const TemplateArgumentList *implicitArguments(const DeclContext *D) {
  if (const auto *R = dyn_cast<ClassTemplateSpecializationDecl>(D))
    return R->isExplicitSpecialization() ? nullptr : &R->getTemplateArgs();
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    return F->getTemplateSpecializationArgs();
  return nullptr;
}

bool Specialiser::isPossible() const {
  // What is instantiated explicitly may not be specialised, unless its class
  // is.
  const auto *Class =
      dyn_cast<ClassTemplateSpecializationDecl>(Function->getDeclContext());
  const TemplateSpecializationKind Kind =
      Function->getTemplateSpecializationKind();
  if (Kind != TSK_ImplicitInstantiation &&
      !(Kind == TSK_ExplicitInstantiationDefinition && Class &&
        Class->getTemplateSpecializationKind() == Kind))
    return false;
  const auto *Proto = Function->getType()->castAs<FunctionProtoType>();
  // Where a friend or a function of a local class is specialised there is no
  // place for it.
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  return !isa<CXXConversionDecl>(Function) &&
         !(Method && Method->getParent()->isLambda()) &&
         !Function->getFriendObjectKind() &&
         !Function->getParentFunctionOrMethod() && !Proto->isVariadic();
}

/// The function's name as the namespace of the template has it.
std::optional<std::string> Specialiser::name() {
  std::string Name;
  llvm::SmallVector<const DeclContext *, 4> Chain;
  for (const DeclContext *D = Function; !D->isFileContext(); D = D->getParent())
    Chain.push_back(D);
  for (const DeclContext *D : llvm::reverse(Chain)) {
    Name += (Name.empty() ? "" : "::") +
            cast<NamedDecl>(D)->getDeclName().getAsString();
    const TemplateArgumentList *Args = nullptr;
    if (const auto *R = dyn_cast<ClassTemplateSpecializationDecl>(D))
      Args = &R->getTemplateArgs();
    else
      Args = implicitArguments(D);
    if (!Args)
      continue;
    std::string Text;
    for (const TemplateArgument &A : Args->asArray()) {
      std::optional<std::string> Each = argumentText(Instance, A);
      if (!Each)
        return std::nullopt;
      if (!Each->empty())
        Text += (Text.empty() ? "" : ", ") + *Each;
    }
    Name += "<" + Text + ">";
  }
  return Name;
}

std::optional<std::string> Specialiser::parameters() {
  std::string Text;
  const auto Patterns = Pattern.Function->parameters();
  size_t At = 0;
  unsigned Index = 0;
  const size_t Extra = Function->getNumParams() + 1 - Patterns.size();
  for (const ParmVarDecl *P : Function->parameters()) {
    const bool IsElement =
        At < Patterns.size() && Patterns[At]->isParameterPack();
    while (At < Patterns.size() && Patterns[At]->isParameterPack() &&
           Index == Extra)
      ++At;
    if (!whyUnspellable(Instance, P->getType()).empty())
      return std::nullopt;
    std::string Name = P->getName().str();
    if (IsElement && Index < Extra)
      Name = Name.empty() ? "" : elementName(Name, Index++);
    else
      ++At;
    Text += (Text.empty() ? "" : ", ") +
            spellDeclaration(Instance, P->getType(), Name);
  }
  return Text;
}

std::optional<std::string> Specialiser::head() {
  std::string Text;
  for (const DeclContext *D = Function; !D->isFileContext(); D = D->getParent())
    if (implicitArguments(D))
      Text += "template <> ";
  std::optional<std::string> Name = name(), Parameters = parameters();
  if (!Name || !Parameters ||
      !whyUnspellable(Instance, Function->getReturnType()).empty())
    return std::nullopt;
  Text.back() = '\n';
  const size_t Line = Text.size();
  Text += "inline auto " + *Name + "(" + *Parameters + ")";
  const auto *Proto = Function->getType()->castAs<FunctionProtoType>();
  if (Proto->getMethodQuals().hasQualifiers())
    Text += " " + Proto->getMethodQuals().getAsString();
  if (Proto->getRefQualifier() != RQ_None)
    Text += Proto->getRefQualifier() == RQ_LValue ? " &" : " &&";
  if (Proto->isNothrow())
    Text += " noexcept";
  const std::string Result =
      "-> " + spellDeclaration(Instance, Function->getReturnType());
  const bool Fits = Text.size() - Line + Result.size() < 78;
  return Text + (Fits ? " " : "\n    ") + Result;
}

/// Finds the declarations that a type is made of.
class TypeOwners : public RecursiveASTVisitor<TypeOwners> {
public:
  llvm::SmallVector<const Decl *, 8> Found;
  bool VisitTagType(TagType *T) {
    const TagDecl *D = T->getDecl();
    Found.push_back(D->getDefinition() ? D->getDefinition() : D);
    if (const auto *R = dyn_cast<ClassTemplateSpecializationDecl>(D))
      for (const TemplateArgument &A : R->getTemplateArgs().asArray())
        TraverseTemplateArgument(A);
    return true;
  }
};

/// The declaration around \p D that stands in the template's own part of its
/// namespace; null if \p D stands elsewhere.
const Decl *Specialiser::topLevel(const Decl *D) const {
  const DeclContext *Around = Pattern.Function->getLexicalDeclContext();
  while (!Around->isFileContext())
    Around = Around->getLexicalParent();
  while (D && D->getLexicalDeclContext() != Around)
    D = dyn_cast_or_null<Decl>(D->getLexicalDeclContext());
  return D;
}

/// Behind the template, the types that the instance is made for, and what its
/// body names: it may have been declared behind the template, and be found by
/// the types of arguments.
std::optional<unsigned> Specialiser::place() {
  TypeOwners Types;
  Types.TraverseType(Function->getType().getCanonicalType());
  for (const DeclContext *D = Function; !D->isFileContext(); D = D->getParent())
    if (const TemplateArgumentList *Args = implicitArguments(D))
      for (const TemplateArgument &A : Args->asArray())
        Types.TraverseTemplateArgument(A);
  const Decl *Last = topLevel(Pattern.Function);
  if (!Last)
    return std::nullopt;
  SourceLocation End = Last->getEndLoc();
  const Meaning Body = findMeaning(Function);
  Types.Found.append(Body.Named.begin(), Body.Named.end());
  for (const Decl *D : Types.Found) {
    const Decl *Top = topLevel(D);
    if (!Top && SM.isBeforeInTranslationUnit(End, D->getLocation()))
      return std::nullopt;
    if (Top && SM.isBeforeInTranslationUnit(End, Top->getEndLoc())) {
      Last = Top;
      End = Top->getEndLoc();
    }
  }
  const FileID File =
      SM.getFileID(SM.getExpansionLoc(Pattern.Function->getLocation()));
  if (End.isMacroID() || SM.getFileID(End) != File)
    return std::nullopt;
  // `struct { ... } object{};`
  const bool HasDeclarators = isa<RecordDecl, VarDecl>(Last);
  int Depth = 0;
  for (SourceLocation At = End;;) {
    std::optional<Token> Next =
        Lexer::findNextToken(At, SM, Context.getLangOpts());
    if (Next && Next->is(tok::semi) && Depth == 0)
      return SM.getFileOffset(Next->getEndLoc());
    if (!Next || Next->is(tok::eof) || !HasDeclarators)
      break;
    Depth += Next->isOneOf(tok::l_paren, tok::l_brace, tok::l_square);
    Depth -= Next->isOneOf(tok::r_paren, tok::r_brace, tok::r_square);
    At = Next->getLocation();
  }
  return SM.getFileOffset(
      Lexer::getLocForEndOfToken(End, 0, SM, Context.getLangOpts()));
}

/// \p Head with what has the function selected, which is taken away with it.
static std::string annotated(std::string Head) {
  return Head.insert(Head.rfind("inline auto "),
                     "[[clang::annotate(\"switchback::async\")]] ");
}

std::optional<Specialisation> Specialiser::run() {
  if (!isPossible())
    return std::nullopt;
  std::optional<std::string> Head = head();
  std::optional<unsigned> At = place();
  if (!Head || !At)
    return std::nullopt;
  std::optional<std::string> Body = bodyOfInstance(
      Pattern, Instance, S.getTemplateInstantiationArgs(Function), Marks);
  if (!Body)
    return std::nullopt;
  std::string Mark;
  if (Marks)
    Mark = LineMark{LineMark::Generated,
                    SM.getSpellingLineNumber(Pattern.Function->getLocation())}
               .str();
  return Specialisation{instanceName(Function), meaningOf(Function), *At,
                        "\n\n" + Mark + annotated(*Head) + " " + *Body,
                        "\n\n" + *Head + ";"};
}

} // namespace

std::vector<Specialisation>
specialise(const Form &F, Sema &S, const LineFacts &Lines,
           llvm::function_ref<bool(StringRef Name)> IsWanted) {
  std::vector<Specialisation> Result;
  // Its text would ask for other lines, or count once more.
  const SourceManager &SM = F.Context.getSourceManager();
  const SourceRange Range = F.Coroutine->getBody()->getSourceRange();
  if (Range.getBegin().isMacroID() || Range.getEnd().isMacroID() ||
      Lines.asks(SM.getFileOffset(Range.getBegin()),
                 SM.getFileOffset(Range.getEnd())) ||
      (F.Macros && !F.Macros->callsThatCount(Range).empty()))
    return Result;
  InstanceFinder Instances(F.Function);
  for (Decl *Around : templatesAround(F.Function))
    Instances.TraverseDecl(Around);
  for (FunctionDecl *Each : Instances.Found)
    if (IsWanted(instanceName(Each)))
      if (std::optional<Specialisation> Written =
              Specialiser(F, Each, S, Lines.Wanted == LineDirectives::All)
                  .run())
        Result.push_back(std::move(*Written));
  return Result;
}

} // namespace switchback
