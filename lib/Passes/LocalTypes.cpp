//===- LocalTypes.cpp - Types declared in the body ------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A slot's type may be local to the function. Such a type moves into the
/// frame, with the local types its definition uses. If it uses more than types
/// (a constant, a static variable, a using-directive), all of that moves in
/// front of the frame, which is a local class of the function then.
///
/// Types of one name from different scopes would meet there, so before anything
/// is built they are renamed.
///
//===----------------------------------------------------------------------===//
#include "LocalTypes.h"
#include "Crossing.h"
#include "switchback/Compiler/ClangCompat.h"
#include "switchback/Compiler/SourceText.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace switchback {

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

namespace {

/// Finds the local types of a function and where their names stand.
class LocalTypeNames : public RecursiveASTVisitor<LocalTypeNames> {
public:
  explicit LocalTypeNames(Form &F) : F(F), Source(F) {}

  llvm::MapVector<const NamedDecl *, llvm::DenseSet<unsigned>> Places;
  /// Variables whose declarations are taken apart.
  llvm::SmallVector<const VarDecl *, 4> Split;

  bool VisitVarDecl(VarDecl *V) {
    if (V->hasInit() && suspends(V->getInit()))
      Split.push_back(V);
    return true;
  }
  bool VisitTagDecl(TagDecl *D) { return declare(D); }
  bool VisitTypedefNameDecl(TypedefNameDecl *D) { return declare(D); }
  bool VisitCXXConstructorDecl(CXXConstructorDecl *D) {
    return use(D->getParent(), D->getLocation());
  }
  bool VisitTagTypeLoc(TagTypeLoc L) {
    return use(L.getDecl(), L.getNameLoc());
  }
  bool VisitTypedefTypeLoc(TypedefTypeLoc L) {
    return use(compat::typedefDecl(L), L.getNameLoc());
  }
  bool VisitUsingDecl(UsingDecl *) { return F.HasLocalUsing = true; }
  bool VisitUsingDirectiveDecl(UsingDirectiveDecl *) {
    return F.HasLocalUsing = true;
  }
  bool VisitNamespaceAliasDecl(NamespaceAliasDecl *) {
    return F.HasLocalUsing = true;
  }

private:
  bool declare(const NamedDecl *D) {
    if (D->getIdentifier() && D->getDeclContext()->Equals(F.Function))
      note(D, D->getLocation());
    return true;
  }
  bool use(const NamedDecl *D, SourceLocation Loc) {
    if (D->getIdentifier() && D->getDeclContext()->Equals(F.Function))
      note(D, Loc);
    return true;
  }
  void note(const NamedDecl *D, SourceLocation Loc) {
    auto &Offsets = Places[cast<NamedDecl>(D->getCanonicalDecl())];
    if (auto Offset = Source.offset(Loc))
      Offsets.insert(*Offset);
  }

  Form &F;
  SourceText Source;
};

/// Where each unqualified identifier of the function's text stands.
llvm::StringMap<llvm::SmallVector<unsigned, 4>> identifiers(Form &F) {
  llvm::StringMap<llvm::SmallVector<unsigned, 4>> Result;
  SourceText Source(F);
  const SourceManager &SM = F.Context.getSourceManager();
  FileID File = SM.getFileID(SM.getExpansionLoc(F.Function->getLocation()));
  StringRef Buffer = Source.buffer();
  FileRange Range = *Source.body();
  Lexer Lex(SM.getLocForStartOfFile(File), F.Context.getLangOpts(),
            Buffer.begin(), Buffer.begin() + Range.Begin, Buffer.end());
  Token Tok;
  bool IsMember = false;
  while (!Lex.LexFromRawLexer(Tok) &&
         SM.getFileOffset(Tok.getLocation()) < Range.End) {
    if (Tok.is(tok::raw_identifier) && !IsMember)
      Result[Tok.getRawIdentifier()].push_back(
          SM.getFileOffset(Tok.getLocation()));
    IsMember = Tok.isOneOf(tok::period, tok::arrow);
  }
  return Result;
}

/// Where the name of the unnamed type \p D would stand in its definition.
std::optional<unsigned> placeOfName(Form &F, const TagDecl *D) {
  SourceText Source(F);
  const SourceManager &SM = F.Context.getSourceManager();
  auto Begin = Source.offset(D->getBeginLoc());
  if (!Begin)
    return std::nullopt;
  StringRef Buffer = Source.buffer();
  FileID File = SM.getFileID(SM.getExpansionLoc(F.Function->getLocation()));
  Lexer Lex(SM.getLocForStartOfFile(File), F.Context.getLangOpts(),
            Buffer.begin(), Buffer.begin() + *Begin, Buffer.end());
  Token Tok;
  // Attributes come before it, bases behind it.
  while (!Lex.LexFromRawLexer(Tok))
    if (Tok.isOneOf(tok::l_brace, tok::colon))
      return SM.getFileOffset(Tok.getLocation());
  return std::nullopt;
}

using IdentifierPlaces = llvm::StringMap<llvm::SmallVector<unsigned, 4>>;

std::string freshName(const IdentifierPlaces &Identifiers, StringRef Name) {
  std::string Fresh = Name.str();
  for (unsigned I = 2; Identifiers.contains(Fresh); ++I)
    Fresh = (Name + "_" + Twine(I)).str();
  return Fresh;
}

/// The type of variable \p V is named after it if it has no name.
void nameTypeOf(Form &F, const VarDecl *V, IdentifierPlaces &Identifiers) {
  QualType T = V->getType();
  while (T->isPointerType() || T->isReferenceType() || T->isArrayType())
    T = T->isArrayType() ? F.Context.getBaseElementType(T)
                         : T->getPointeeType();
  TagDecl *D = T->getAsTagDecl();
  if (!D || D->getIdentifier() || D->getTypedefNameForAnonDecl() ||
      !V->getIdentifier() || !D->getDeclContext()->Equals(F.Function))
    return;
  if (const auto *R = dyn_cast<CXXRecordDecl>(D); R && R->isLambda())
    return;
  auto At = placeOfName(F, D);
  if (!At)
    return;
  std::string Fresh = freshName(Identifiers, (V->getName() + "_type").str());
  Identifiers[Fresh];
  const bool Joins =
      *At && isAsciiIdentifierContinue(SourceText(F).buffer()[*At - 1]);
  F.RenamedAt[*At] = {0, Fragment((Joins ? " " : "") + Fresh + " ")};
  D->setDeclName(&F.Context.Idents.get(Fresh));
}

} // namespace

void renameLocalTypes(Form &F,
                      const llvm::DenseSet<const VarDecl *> &Crossing) {
  LocalTypeNames Types(F);
  Types.TraverseStmt(F.Coroutine->getBody());
  IdentifierPlaces Identifiers = identifiers(F);
  llvm::SmallVector<const VarDecl *, 8> Variables(Crossing.begin(),
                                                  Crossing.end());
  Variables.append(Types.Split);
  llvm::sort(Variables, [](const VarDecl *A, const VarDecl *B) {
    return A->getLocation() < B->getLocation();
  });
  for (const VarDecl *V : Variables)
    nameTypeOf(F, V, Identifiers);
  llvm::StringSet<> Seen;
  for (auto &[D, Places] : Types.Places) {
    StringRef Name = D->getName();
    bool IsFirst = Seen.insert(Name).second;
    // Something else has the name too: a member of the frame would hide it.
    bool IsForeign = llvm::any_of(Identifiers[Name], [&](unsigned At) {
      return llvm::none_of(
          Types.Places, [&](auto &Each) { return Each.second.contains(At); });
    });
    if (IsFirst && !IsForeign)
      continue;
    Identifiers[Name];
    std::string Fresh = freshName(Identifiers, Name);
    Identifiers[Fresh];
    Seen.insert(Fresh);
    for (unsigned At : Places)
      F.RenamedAt[At] = {static_cast<unsigned>(Name.size()), Fragment(Fresh)};
    // From here on types are spelled with the new name.
    for (Decl *Each : D->redecls())
      cast<NamedDecl>(Each)->setDeclName(&F.Context.Idents.get(Fresh));
  }
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

bool isMovable(const VarDecl *V) {
  if (V->getType().isDestructedType() != QualType::DK_none)
    return false;
  if (V->isStaticLocal())
    return V->getTSCSpec() == TSCS_unspecified &&
           (!V->hasInit() || V->hasConstantInitialization());
  return V->isConstexpr() ||
         V->mightBeUsableInConstantExpressions(V->getASTContext());
}

namespace {

/// What has to be moved for \p D to be known.
const NamedDecl *definition(const NamedDecl *D) {
  const auto *Tag = dyn_cast<TagDecl>(D);
  if (!Tag)
    return D;
  if (Tag->getTypedefNameForAnonDecl())
    return Tag->getTypedefNameForAnonDecl();
  return Tag->getDefinition() ? Tag->getDefinition() : Tag;
}

/// Finds what a local declaration needs of the function.
class LocalUses : public RecursiveASTVisitor<LocalUses> {
public:
  LocalUses(Form &F, llvm::SmallVectorImpl<const NamedDecl *> &Out)
      : F(F), Out(Out) {}
  bool shouldVisitImplicitCode() const { return false; }
  bool VisitTagTypeLoc(TagTypeLoc L) { return use(L.getDecl()); }
  bool VisitTypedefTypeLoc(TypedefTypeLoc L) {
    return use(compat::typedefDecl(L));
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *C = dyn_cast<EnumConstantDecl>(E->getDecl()))
      return use(cast<EnumDecl>(C->getDeclContext()));
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    if (!V || !V->getDeclContext()->Equals(F.Function))
      return true;
    // `decltype(parameter)`: the function has it too.
    if (isa<ParmVarDecl>(V))
      return F.HoistsInFront = true;
    if (!isMovable(V))
      F.refuse(E->getLocation(), "a local type that the frame needs uses a "
                                 "variable of the coroutine");
    return use(V);
  }
  // `decltype(*this)`: no member of the frame stands in front of it.
  bool VisitCXXThisExpr(CXXThisExpr *) {
    F.HoistsInFront |= !InClass;
    return true;
  }
  bool TraverseCXXRecordDecl(CXXRecordDecl *D) {
    llvm::SaveAndRestore Saved(InClass, true);
    return RecursiveASTVisitor::TraverseCXXRecordDecl(D);
  }

private:
  bool use(const NamedDecl *D) {
    D = definition(D);
    if (D->getDeclContext()->Equals(F.Function) && !llvm::is_contained(Out, D))
      Out.push_back(D);
    return true;
  }
  Form &F;
  llvm::SmallVectorImpl<const NamedDecl *> &Out;
  bool InClass = false;
};

/// Finds the using-declarations and the like of a body.
class UsingFinder : public RecursiveASTVisitor<UsingFinder> {
public:
  llvm::SmallVector<const NamedDecl *, 2> Found;
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }
  bool VisitDeclStmt(DeclStmt *S) {
    if (S->isSingleDecl() &&
        isa<UsingDecl, UsingDirectiveDecl, NamespaceAliasDecl, UsingEnumDecl>(
            S->getSingleDecl()))
      Found.push_back(cast<NamedDecl>(S->getSingleDecl()));
    return true;
  }
};

/// A local alias or constant that only a slot's declaration used has no use
/// left.
void keepUsed(TextNode &T) {
  if (isa<TypedefDecl>(T.Declares))
    T.Text = Fragment("[[maybe_unused]] ") + T.Text;
  else
    T.Text.insertBehind(T.Declares->getName(), " [[maybe_unused]]");
}

class Hoister {
public:
  explicit Hoister(Form &F) : F(F), Source(F) {}

  void run() {
    llvm::SmallPtrSet<const VarDecl *, 4> Constants;
    if (!F.IsGeneric)
      for (const Slot *S : F.slots())
        if (S->inFrame())
          collectConstants(F, S->Type, Constants);
    walk(*F.Body, [&](Node &N) {
      auto *T = llvm::dyn_cast<TextNode>(&N);
      if (T && T->Declares && isa<TypedefNameDecl>(T->Declares))
        keepUsed(*T);
      if (!T || !T->Declaration)
        return;
      if (llvm::any_of(T->Declaration->decls(), [&](const Decl *D) {
            const auto *V = dyn_cast<VarDecl>(D);
            return V && Constants.contains(V);
          }))
        T->Text = Fragment("[[maybe_unused]] ") + T->Text;
    });
    for (const Slot *S : F.slots())
      if (S->inFrame())
        collectLocalTypes(F, S->Type, Needed);
    for (const NamedDecl *D : F.FactoryNeeds) {
      if (const auto *V = dyn_cast<VarDecl>(D); V && !isMovable(V))
        F.refuse(D->getLocation(), "a lambda that lives across a suspension "
                                   "uses a variable that cannot be moved");
      Needed.push_back(D);
    }
    llvm::SmallPtrSet<const NamedDecl *, 4> Seen;
    for (const NamedDecl *&D : Needed)
      D = definition(D);
    llvm::erase_if(Needed,
                   [&](const NamedDecl *D) { return !Seen.insert(D).second; });
    for (size_t I = 0; I < Needed.size(); ++I) {
      LocalUses(F, Needed).TraverseDecl(const_cast<NamedDecl *>(Needed[I]));
      F.HoistsInFront |= isa<VarDecl>(Needed[I]);
    }
    // The factories of closures stand in front of the frame.
    const bool HasFactories = llvm::any_of(
        F.slots(), [](const Slot *S) { return !S->FactoryText.empty(); });
    if (F.HasLocalUsing && (HasFactories || !Needed.empty()))
      copyUsings();
    F.IsLocalFrame |= F.HoistsInFront;
    if (Needed.empty() || F.refused())
      return;
    walk(*F.Body, [&](Node &N) {
      if (auto *T = llvm::dyn_cast<TextNode>(&N))
        take(*T);
    });
    for (const NamedDecl *D : Needed)
      if (isa<VarDecl>(D) && !Moved.contains(D))
        F.refuse(D->getLocation(), "a local type that the frame needs uses a "
                                   "variable that cannot be moved");
      else if (!Moved.contains(D))
        moveDefinition(D);
    llvm::stable_sort(F.Hoisted, [&](const auto &A, const auto &B) {
      return F.Context.getSourceManager().isBeforeInTranslationUnit(A.first,
                                                                    B.first);
    });
    F.HoistsInFront |= HasFactories;
    F.IsLocalFrame |= F.HoistsInFront;
  }

private:
  /// They may be used again in the body, so they stay there as well.
  void copyUsings() {
    UsingFinder Usings;
    Usings.TraverseStmt(F.Coroutine->getBody());
    F.HoistsInFront |= !Usings.Found.empty();
    for (const NamedDecl *D : Usings.Found)
      moveDefinition(D);
  }

  void moveDefinition(const NamedDecl *D) {
    if (auto R = Source.range(D->getSourceRange()))
      F.Hoisted.push_back({D->getLocation(), Source.cut(*R, D).append(";\n")});
    else
      F.refuseText(D->getSourceRange(), "a local type");
  }

  /// Takes what is needed out of the declaration \p T.
  void take(TextNode &T) {
    if (T.Declares && llvm::is_contained(Needed, T.Declares)) {
      moveDefinition(T.Declares);
      Moved.insert(T.Declares);
      T.Text = T.WithoutType;
      T.IsTrivia = T.Text.empty();
      return;
    }
    if (!T.Declaration ||
        llvm::none_of(T.Declaration->decls(), [&](const Decl *D) {
          return isa<VarDecl>(D) && llvm::is_contained(Needed, D);
        }))
      return;
    for (const Decl *D : T.Declaration->decls())
      Moved.insert(cast<NamedDecl>(D));
    const auto *V = cast<VarDecl>(*T.Declaration->decl_begin());
    bool IsStatic = V->isStaticLocal() || F.StaticConstants.contains(V);
    F.Hoisted.push_back(
        {V->getLocation(), IsStatic ? T.Text : Fragment(T.Text).asStatic()});
    T.Text = Fragment();
    T.IsTrivia = true;
  }

  Form &F;
  SourceText Source;
  llvm::SmallVector<const NamedDecl *, 4> Needed;
  llvm::SmallPtrSet<const NamedDecl *, 4> Moved;
};

} // namespace

void hoistLocalTypes(Form &F) { Hoister(F).run(); }

} // namespace switchback
