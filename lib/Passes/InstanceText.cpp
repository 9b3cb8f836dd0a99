//===- InstanceText.cpp - The text of an instance of a template -----------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The body of a template becomes that of an instance by text: the places where
/// the template speaks of packs, of its parameters and of conditions that the
/// instance decides are found in the pattern, and written anew. A place may
/// hold others, as an expansion does.
///
//===----------------------------------------------------------------------===//
#include "InstanceText.h"
#include "switchback/Compiler/Lines.h"
#include "switchback/Compiler/SourceText.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace switchback {

std::string elementName(llvm::StringRef Name, unsigned Index) {
  return (Name + "_" + llvm::Twine(Index)).str();
}

std::optional<std::string> argumentText(const Form &F,
                                        const TemplateArgument &A) {
  std::string Text;
  switch (A.getKind()) {
  case TemplateArgument::Type:
    if (!whyUnspellable(F, A.getAsType()).empty())
      return std::nullopt;
    return spellDeclaration(F, A.getAsType());
  case TemplateArgument::Integral: {
    llvm::raw_string_ostream OS(Text);
    A.print(F.Context.getPrintingPolicy(), OS, /*IncludeType=*/true);
    return Text;
  }
  case TemplateArgument::Pack:
    for (const TemplateArgument &Each : A.pack_elements()) {
      std::optional<std::string> Element = argumentText(F, Each);
      if (!Element)
        return std::nullopt;
      Text += (Text.empty() ? "" : ", ") + *Element;
    }
    return Text;
  default:
    return std::nullopt;
  }
}

namespace {

/// A place in the pattern that an instance has otherwise.
struct Site {
  enum KindTy {
    Fixed,     ///< becomes Text
    Element,   ///< the name of a pack: an element's in an expansion
    Expansion, ///< Pattern for each element, with commas in between
    Fold,      ///< Pattern for each element, with Operator in between
  };
  KindTy Kind;
  FileRange Range;
  std::string Text = {};
  /// Of an element, how many there are, and their texts if they are no names.
  std::optional<unsigned> Size = {};
  std::vector<std::string> Values = {};
  FileRange Pattern = {}, Init = {};
  llvm::StringRef Operator = {};
  bool IsRight = false;
};

/// What an instance has decided.
class Decisions : public RecursiveASTVisitor<Decisions> {
public:
  explicit Decisions(const ASTContext &Context) : Context(Context) {}

  struct Branch {
    bool HasThen, HasElse;
    bool operator==(const Branch &) const = default;
  };
  llvm::DenseMap<SourceLocation, std::optional<Branch>> Branches;
  llvm::DenseMap<SourceLocation, std::optional<bool>> Requirements;

  bool VisitIfStmt(IfStmt *S) {
    if (!S->isConstexpr() || S->getCond()->isValueDependent())
      return true;
    std::optional<const Stmt *> Taken = S->getNondiscardedCase(Context);
    if (Taken)
      note(Branches, S->getIfLoc(),
           Branch{*Taken == S->getThen(), *Taken != S->getThen()});
    return true;
  }
  bool VisitRequiresExpr(RequiresExpr *E) {
    if (!E->isValueDependent())
      note(Requirements, E->getBeginLoc(), E->isSatisfied());
    return true;
  }

private:
  /// Elements of an expansion may differ: then there is no answer.
  template <class Map, class T>
  static void note(Map &To, SourceLocation Loc, T Answer) {
    auto [It, IsNew] = To.try_emplace(Loc, Answer);
    if (!IsNew && It->second != Answer)
      It->second.reset();
  }

  const ASTContext &Context;
};

/// Finds the places in a pattern.
class SiteFinder : public RecursiveASTVisitor<SiteFinder> {
public:
  SiteFinder(const Form &Pattern, const Form &Instance,
             const MultiLevelTemplateArgumentList &Args, SourceText &Source,
             bool Marks)
      : Pattern(Pattern), Instance(Instance), Args(Args), Source(Source),
        Marks(Marks), Known(Pattern.Context) {
    Known.TraverseStmt(
        const_cast<Stmt *>(cast<Stmt>(Instance.Coroutine->getBody())));
  }

  std::vector<Site> Sites;
  /// The types that the body names: what follows `using`.
  std::map<std::string, std::string> Aliases;
  bool Failed = false;

  // --- names ---
  bool VisitTemplateTypeParmTypeLoc(TemplateTypeParmTypeLoc L) {
    const TemplateTypeParmType *T = L.getTypePtr();
    if (!L.getDecl() || L.getDecl()->isImplicit())
      return true;
    const TemplateArgument *A = argument(T->getDepth(), T->getIndex());
    if (!A)
      return T->isParameterPack() ? unknownElement(L.getNameLoc()) : true;
    const std::string Name = L.getDecl()->getNameAsString();
    if (A->getKind() != TemplateArgument::Pack)
      return alias(Name, *A);
    for (auto [I, Each] : llvm::enumerate(A->pack_elements()))
      alias(elementName(Name, I), Each);
    return element(L.getNameLoc(), Name, A->pack_size());
  }
  // No alias template may stand in a function.
  bool TraverseTemplateName(TemplateName N) {
    Failed |= isa_and_nonnull<TemplateTemplateParmDecl>(N.getAsTemplateDecl());
    return RecursiveASTVisitor::TraverseTemplateName(N);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const ValueDecl *D = E->getDecl();
    if (const auto *N = dyn_cast<NonTypeTemplateParmDecl>(D))
      return value(E->getLocation(), N);
    if (!D->isParameterPack())
      return true;
    if (std::optional<unsigned> Size = sizeOf(D))
      return element(E->getLocation(), D->getNameAsString(), *Size);
    return unknownElement(E->getLocation());
  }
  // Its text would be another one.
  bool VisitPredefinedExpr(PredefinedExpr *E) {
    return fails(E->getIdentKind() != PredefinedIdentKind::Func);
  }

  // --- expansions ---
  bool VisitPackExpansionExpr(PackExpansionExpr *E) {
    return expansion(E->getSourceRange(), E->getPattern()->getSourceRange());
  }
  bool VisitPackExpansionTypeLoc(PackExpansionTypeLoc L) {
    // That of a parameter has the parameter's name behind it.
    return Parameters.contains(L.getEllipsisLoc()) ||
           expansion(L.getSourceRange(), L.getPatternLoc().getSourceRange());
  }
  bool VisitSizeOfPackExpr(SizeOfPackExpr *E) {
    const NamedDecl *D = E->getPack();
    std::optional<unsigned> Size;
    if (const auto *V = dyn_cast<ValueDecl>(D);
        V && !isa<NonTypeTemplateParmDecl>(V)) {
      Size = sizeOf(V);
    } else if (const TemplateArgument *A = argumentOf(D)) {
      Size = A->pack_size();
    }
    if (!Size)
      return true;
    ASTContext &Context = Pattern.Context;
    const TemplateArgument Count(
        Context, Context.MakeIntValue(*Size, E->getType()), E->getType());
    return fixed(E->getSourceRange(),
                 argumentText(Instance, Count).value_or(""));
  }
  bool VisitCXXFoldExpr(CXXFoldExpr *E) {
    Site S{Site::Fold, {}};
    auto Whole = Source.range(E->getSourceRange());
    auto Part = Source.range(E->getPattern()->getSourceRange());
    if (!Whole || !Part)
      return fails(true);
    S.Range = *Whole;
    S.Pattern = *Part;
    if (const Expr *Init = E->getInit()) {
      auto Text = Source.range(Init->getSourceRange());
      if (!Text)
        return fails(true);
      S.Init = *Text;
    }
    S.Operator = BinaryOperator::getOpcodeStr(E->getOperator());
    S.IsRight = E->isRightFold();
    return add(std::move(S));
  }
  // A lambda's own parameters and captures have expansions without a node.
  bool TraverseLambdaExpr(LambdaExpr *L) {
    for (const LambdaCapture &C : L->explicit_captures())
      Failed |= C.isPackExpansion() ||
                (C.capturesVariable() && C.getCapturedVar()->isParameterPack());
    for (const ParmVarDecl *P : L->getCallOperator()->parameters())
      Failed |= P->isParameterPack() && !L->isGenericLambda();
    return RecursiveASTVisitor::TraverseLambdaExpr(L);
  }
  bool VisitParmVarDecl(ParmVarDecl *P) {
    if (!P->isParameterPack())
      return true;
    if (auto L =
            P->getTypeSourceInfo()->getTypeLoc().getAs<PackExpansionTypeLoc>())
      Parameters.insert(L.getEllipsisLoc());
    return true;
  }

  // --- what the instance decides ---
  bool VisitIfStmt(IfStmt *S) {
    auto It = Known.Branches.find(S->getIfLoc());
    if (!S->isConstexpr() || It == Known.Branches.end())
      return true;
    if (!It->second)
      return fails(true);
    if (!S->hasVarStorage())
      fixed(S->getCond()->getSourceRange(),
            It->second->HasThen ? "true" : "false");
    if (!It->second->HasThen)
      discard(S->getThen());
    if (!It->second->HasElse && S->getElse())
      discard(S->getElse());
    return true;
  }
  bool VisitRequiresExpr(RequiresExpr *E) {
    auto It = Known.Requirements.find(E->getBeginLoc());
    if (It == Known.Requirements.end())
      return true;
    if (!It->second)
      return fails(true);
    return fixed(E->getSourceRange(), *It->second ? "true" : "false");
  }

private:
  bool fails(bool If) {
    Failed |= If;
    return true;
  }
  bool add(Site S) {
    Sites.push_back(std::move(S));
    return true;
  }
  bool fixed(SourceRange At, std::string Text) {
    auto Range = Source.range(At);
    if (!Range || At.getBegin().isMacroID())
      return fails(true);
    return add({Site::Fixed, *Range, std::move(Text)});
  }
  void discard(const Stmt *S) {
    auto Range = Source.statement(S);
    if (!Range)
      return void(Failed = true);
    // What follows keeps its line.
    const size_t Lines = Marks ? Source.text(*Range).count('\n') : 0;
    add({Site::Fixed, *Range, "{" + std::string(Lines, '\n') + "}"});
  }
  std::optional<FileRange> nameAt(SourceLocation Loc) {
    auto Range = Source.range(Loc);
    if (Loc.isMacroID() || !Range)
      Failed = true;
    return Failed ? std::nullopt : Range;
  }
  bool element(SourceLocation Loc, std::string Name, unsigned Size) {
    for (unsigned I = 0; I != Size; ++I)
      Failed |= hasWord(Source.text(*Source.body()), elementName(Name, I));
    if (auto Range = nameAt(Loc))
      add({Site::Element, *Range, std::move(Name), Size});
    return true;
  }
  bool unknownElement(SourceLocation Loc) {
    if (auto Range = nameAt(Loc))
      add({Site::Element, *Range});
    return true;
  }
  bool expansion(SourceRange Whole, SourceRange Part) {
    auto Range = Source.range(Whole), Inner = Source.range(Part);
    if (!Range || !Inner || Whole.getBegin().isMacroID())
      return fails(true);
    Site S{Site::Expansion, *Range};
    S.Pattern = *Inner;
    return add(std::move(S));
  }
  bool value(SourceLocation Loc, const NonTypeTemplateParmDecl *N) {
    const TemplateArgument *A = argument(N->getDepth(), N->getIndex());
    auto Range = nameAt(Loc);
    if (!A || !Range)
      return A || !N->isParameterPack() ? true : unknownElement(Loc);
    Site S{Site::Fixed, *Range};
    auto Text = [&](const TemplateArgument &Each) {
      std::optional<std::string> Result = argumentText(Instance, Each);
      Failed |= !Result;
      return "(" + Result.value_or("") + ")";
    };
    if (A->getKind() != TemplateArgument::Pack) {
      S.Text = Text(*A);
      return add(std::move(S));
    }
    S.Kind = Site::Element;
    S.Size = A->pack_size();
    for (const TemplateArgument &Each : A->pack_elements())
      S.Values.push_back(Text(Each));
    return add(std::move(S));
  }
  bool alias(std::string Name, const TemplateArgument &A) {
    std::optional<std::string> Text = argumentText(Instance, A);
    Failed |= !Text;
    Aliases[Name] = Text.value_or("");
    return true;
  }

  const TemplateArgument *argument(unsigned Depth, unsigned Index) const {
    return Depth < Args.getNumLevels() && Args.hasTemplateArgument(Depth, Index)
               ? &Args(Depth, Index)
               : nullptr;
  }
  const TemplateArgument *argumentOf(const NamedDecl *D) const {
    if (const auto *T = dyn_cast<TemplateTypeParmDecl>(D))
      return argument(T->getDepth(), T->getIndex());
    if (const auto *N = dyn_cast<NonTypeTemplateParmDecl>(D))
      return argument(N->getDepth(), N->getIndex());
    return nullptr;
  }
  /// How many parameters of the instance the pack \p D of the pattern is.
  std::optional<unsigned> sizeOf(const ValueDecl *D) const {
    unsigned Packs = 0;
    for (const ParmVarDecl *P : Pattern.Function->parameters())
      Packs += P->isParameterPack();
    const auto *Own = dyn_cast<ParmVarDecl>(D);
    if (!Own || Packs != 1 || !Own->getDeclContext()->Equals(Pattern.Function))
      return std::nullopt;
    return Instance.Function->getNumParams() -
           (Pattern.Function->getNumParams() - 1);
  }

  const Form &Pattern, &Instance;
  const MultiLevelTemplateArgumentList &Args;
  SourceText &Source;
  const bool Marks;
  Decisions Known;
  llvm::DenseSet<SourceLocation> Parameters;
};

/// Writes the places of a text anew.
class Renderer {
public:
  Renderer(SourceText &Source, std::vector<Site> Found)
      : Source(Source), Sites(std::move(Found)) {
    // What is in a part that is fixed, or was found twice, is not looked at.
    llvm::stable_sort(Sites, [](const Site &A, const Site &B) {
      return std::make_pair(A.Range.Begin, ~A.Range.End) <
             std::make_pair(B.Range.Begin, ~B.Range.End);
    });
    llvm::erase_if(Sites, [&](const Site &S) {
      return &S != Sites.data() && isSame(S, *(&S - 1));
    });
  }
  bool Failed = false;

  std::string render(FileRange Range, std::optional<unsigned> Index) {
    std::string Out;
    unsigned At = Range.Begin;
    for (const Site &S : Sites) {
      if (S.Range.Begin < At || S.Range.End > Range.End)
        continue;
      Out += Source.text({At, S.Range.Begin});
      At = S.Range.End;
      place(S, Index, Out, At, Range.End);
    }
    return Out + Source.text({At, Range.End}).str();
  }

private:
  static bool isSame(const Site &A, const Site &B) {
    return A.Range.Begin == B.Range.Begin && A.Range.End == B.Range.End &&
           A.Kind == B.Kind;
  }

  void place(const Site &S, std::optional<unsigned> Index, std::string &Out,
             unsigned &At, unsigned End) {
    switch (S.Kind) {
    case Site::Fixed:
      Out += S.Text;
      return;
    case Site::Element:
      if (!S.Size) {
        Out += Source.text(S.Range);
        return;
      }
      Failed |= !Index || *Index >= *S.Size;
      if (!Failed)
        Out +=
            S.Values.empty() ? elementName(S.Text, *Index) : S.Values[*Index];
      return;
    case Site::Expansion:
      return expand(S, Index, Out, At, End);
    case Site::Fold:
      return fold(S, Index, Out);
    }
  }

  /// How many elements \p S has; nothing if an instance does not know that.
  std::optional<unsigned> sizeOf(const Site &S) {
    std::optional<unsigned> Size;
    bool HasUnknown = false, HasKnown = false;
    unsigned Behind = S.Pattern.Begin;
    for (const Site &Inner : Sites) {
      if (Inner.Range.Begin < Behind || Inner.Range.End > S.Pattern.End ||
          &Inner == &S)
        continue;
      if (Inner.Kind != Site::Element) {
        Behind = Inner.Range.End;
        continue;
      }
      HasUnknown |= !Inner.Size;
      HasKnown |= Inner.Size.has_value();
      Failed |= Size && Inner.Size && *Size != *Inner.Size;
      if (Inner.Size)
        Size = Inner.Size;
    }
    Failed |= HasUnknown && HasKnown;
    return Size;
  }

  void expand(const Site &S, std::optional<unsigned> Index, std::string &Out,
              unsigned &At, unsigned End) {
    std::optional<unsigned> Size = sizeOf(S);
    if (!Size) {
      Out += render(S.Pattern, Index) +
             Source.text({S.Pattern.End, S.Range.End}).str();
      return;
    }
    for (unsigned I = 0; I != *Size; ++I)
      Out += (I ? ", " : "") + render(S.Pattern, I);
    if (*Size == 0)
      dropComma(Out, At, End);
  }

  /// Nothing stands between two commas now, or beside one.
  void dropComma(std::string &Out, unsigned &At, unsigned End) {
    size_t Last = StringRef(Out).rtrim().size();
    if (Last && Out[Last - 1] == ',') {
      Out.resize(Last - 1);
      return;
    }
    StringRef Rest = Source.text({At, End});
    if (StringRef Next = Rest.ltrim(); Next.starts_with(","))
      At += Rest.size() - Next.size() + 1;
  }

  void fold(const Site &S, std::optional<unsigned> Index, std::string &Out) {
    std::optional<unsigned> Size = sizeOf(S);
    if (!Size) { // of a generic lambda
      Out += Source.text(S.Range);
      return;
    }
    std::vector<std::string> Parts;
    if (S.Init.End && !S.IsRight)
      Parts.push_back(render(S.Init, Index));
    for (unsigned I = 0; I != *Size; ++I)
      Parts.push_back(render(S.Pattern, I));
    if (S.Init.End && S.IsRight)
      Parts.push_back(render(S.Init, Index));
    if (Parts.empty()) {
      Failed |= S.Operator != "&&" && S.Operator != "||" && S.Operator != ",";
      Out += S.Operator == "&&"   ? "true"
             : S.Operator == "||" ? "false"
                                  : "void()";
      return;
    }
    if (S.IsRight)
      std::reverse(Parts.begin(), Parts.end());
    std::string Text = Parts.front();
    for (size_t I = 1; I != Parts.size(); ++I) {
      if (I > 1)
        Text = "(" + Text + ")";
      Text = S.IsRight ? Parts[I] + " " + S.Operator.str() + " " + Text
                       : Text + " " + S.Operator.str() + " " + Parts[I];
    }
    Out += "(" + Text + ")";
  }

  SourceText &Source;
  std::vector<Site> Sites;
};

} // namespace

std::optional<std::string>
bodyOfInstance(const Form &Pattern, const Form &Instance,
               const MultiLevelTemplateArgumentList &Args, bool Marks) {
  // A form of its own: what has no text refuses it.
  Form Scratch(Pattern.Context, Pattern.Function, Pattern.Coroutine);
  SourceText Source(Scratch);
  std::optional<FileRange> Body = Source.body();
  if (!Body || !Source.text(*Body).starts_with("{"))
    return std::nullopt;
  SiteFinder Finder(Pattern, Instance, Args, Source, Marks);
  Finder.TraverseStmt(
      const_cast<Stmt *>(cast<Stmt>(Pattern.Coroutine->getBody())));
  if (Finder.Failed)
    return std::nullopt;
  Renderer Text(Source, std::move(Finder.Sites));
  std::string Rest = Text.render({Body->Begin + 1, Body->End}, std::nullopt);
  if (Text.Failed)
    return std::nullopt;
  // An alias would hide what another one names.
  for (const auto &[Name, Type] : Finder.Aliases)
    for (const auto &[Other, OtherType] : Finder.Aliases)
      if (Name != Other && hasWord(OtherType, Name))
        return std::nullopt;
  std::string Aliases;
  for (const auto &[Name, Type] : Finder.Aliases)
    if (hasWord(Rest, Name))
      Aliases += "\n  using " + Name + " = " + Type + ";";
  if (Marks) {
    const unsigned Line =
        Source.buffer().take_front(Body->Begin).count('\n') + 1;
    Rest = "\n" + LineMark{LineMark::Rest, Line}.str() + Rest;
  }
  return "{" + Aliases + Rest;
}

} // namespace switchback
