//===- Layout.cpp - Names and places of slots -----------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: slots have hints and extents. After: every slot has its name and its
/// anonymous union (Group), and the frame's own members have names that hide
/// nothing the body uses.
///
/// Names: the body's text is printed as it is, so a local keeps its name unless
/// another slot has it or the body uses it for something else as well. All
/// other names avoid every unqualified identifier of the function's text.
///
/// Places: two slots share a union if their extents do not overlap.
///
//===----------------------------------------------------------------------===//
#include "InPlace.h"
#include "LocalTypes.h"
#include "switchback/Compiler/ClangCompat.h"
#include "switchback/Compiler/Passes.h"
#include "switchback/Compiler/SourceText.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SaveAndRestore.h"
#include <map>

using namespace clang;

namespace switchback {

namespace {

/// Which identifiers the function's text uses unqualified, and for what.
class NameUses : public RecursiveASTVisitor<NameUses> {
public:
  NameUses(Form &F) : F(F), Source(F) {
    for (const ParmVarDecl *P : F.Function->parameters())
      noteLocal(P->getLocation());
    TraverseStmt(F.Coroutine->getBody());
    scan();
    // No member may have the name of a template's parameter.
    for (const DeclContext *C = F.Function; C; C = C->getParent())
      if (const TemplateParameterList *Params =
              cast<Decl>(C)->getDescribedTemplateParams())
        for (const NamedDecl *P : *Params)
          Used.insert(P->getName());
  }

  /// Used for anything at all.
  bool isUsed(StringRef Name) const { return Used.contains(Name); }
  /// Used for something that is not a local or parameter of the function.
  bool isForeign(StringRef Name) const { return Foreign.contains(Name); }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (Lowered)
      return usedInLowered(E->getDecl());
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    bool IsLocal =
        (V && (V->isLocalVarDeclOrParm())) || isa<BindingDecl>(E->getDecl());
    if (IsLocal)
      noteLocal(E->getLocation());
    else if (E->getLocation().isMacroID() && !E->hasQualifier() &&
             E->getDecl()->getDeclName().isIdentifier())
      foreign(E->getDecl()->getName());
    return true;
  }
  bool VisitVarDecl(VarDecl *V) {
    // One that stays in the step function, for all of its scope, would hide a
    // member of that name.
    const bool Stays = V->getLexicalDeclContext()->Equals(F.Function) &&
                       !F.SlotOf.contains(V) &&
                       (!V->hasLocalStorage() || V->isConstexpr());
    if (!Stays)
      noteLocal(V->getLocation());
    return true;
  }
  bool VisitBindingDecl(BindingDecl *B) {
    noteLocal(B->getLocation());
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    // Printed through the frame's pointer, so a local may hide it.
    if (E->isImplicitAccess() && isa<FieldDecl>(E->getMemberDecl()))
      noteLocal(E->getMemberLoc());
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *L) {
    for (const LambdaCapture &C : L->captures())
      if (C.isExplicit())
        noteLocal(C.getLocation());
    return inside(L->getCallOperator(),
                  [&] { return RecursiveASTVisitor::TraverseLambdaExpr(L); });
  }
  bool TraverseCXXMethodDecl(CXXMethodDecl *M) {
    return inside(
        M, [&] { return RecursiveASTVisitor::TraverseCXXMethodDecl(M); });
  }
  bool VisitTypeLoc(TypeLoc L) {
    if (!Lowered)
      return true;
    if (auto Tag = L.getAs<TagTypeLoc>())
      return usedInLowered(Tag.getDecl());
    if (auto Alias = L.getAs<TypedefTypeLoc>())
      return usedInLowered(compat::typedefDecl(Alias));
    if (auto Spec = L.getAs<TemplateSpecializationTypeLoc>())
      if (const TemplateDecl *D =
              Spec.getTypePtr()->getTemplateName().getAsTemplateDecl())
        return usedInLowered(D);
    return true;
  }
  bool TraverseNestedNameSpecifierLoc(NestedNameSpecifierLoc L) {
    if (Lowered && L)
      foreign(Lexer::getSourceText(
          CharSourceRange::getTokenRange(L.getBeginLoc()),
          F.Context.getSourceManager(), F.Context.getLangOpts()));
    return RecursiveASTVisitor::TraverseNestedNameSpecifierLoc(L);
  }

private:
  /// True if \p M is a coroutine that has been lowered: it holds its frame.
  static bool isLowered(const CXXMethodDecl *M) {
    const auto *Body =
        M ? dyn_cast_or_null<CompoundStmt>(M->getBody()) : nullptr;
    if (!Body)
      return false;
    return llvm::any_of(Body->body(), [](const Stmt *S) {
      const auto *D = dyn_cast<DeclStmt>(S);
      const auto *R = D && D->isSingleDecl()
                          ? dyn_cast<CXXRecordDecl>(D->getSingleDecl())
                          : nullptr;
      return R && isFrame(R);
    });
  }

  /// The frame of a coroutine that was lowered before has names of its own,
  /// which those of this one may hide; only what its text takes from outside
  /// counts.
  bool inside(const CXXMethodDecl *M, llvm::function_ref<bool()> Traverse) {
    if (Lowered || !isLowered(M))
      return Traverse();
    if (auto R = Source.range(M->getBody()->getSourceRange()))
      Skipped.push_back(*R);
    llvm::SaveAndRestore Saved(Lowered, M);
    return Traverse();
  }

  bool isLocal(const NamedDecl *D) const {
    const auto *Value = dyn_cast<ValueDecl>(D);
    return Value && F.SlotOf.contains(Value);
  }

  bool usedInLowered(const NamedDecl *D) {
    if (!Lowered->Encloses(D->getDeclContext()) && !isLocal(D) &&
        D->getDeclName().isIdentifier())
      foreign(D->getName());
    return true;
  }

  void noteLocal(SourceLocation Loc) {
    if (auto Offset = Source.offset(Loc))
      LocalUses.insert(*Offset);
  }
  void foreign(StringRef Name) {
    Used.insert(Name);
    Foreign.insert(Name);
  }

  /// Lexes the whole declaration, not only what survived preprocessing.
  void scan() {
    const SourceManager &SM = F.Context.getSourceManager();
    auto [File, Begin] =
        SM.getDecomposedLoc(SM.getExpansionLoc(F.Function->getBeginLoc()));
    unsigned End = Source.body()->End;
    StringRef Buffer = SM.getBufferData(File);
    Lexer Lex(SM.getLocForStartOfFile(File), F.Context.getLangOpts(),
              Buffer.begin(), Buffer.begin() + Begin, Buffer.end());
    Token Tok;
    bool Qualified = false;
    while (!Lex.LexFromRawLexer(Tok) &&
           SM.getFileOffset(Tok.getLocation()) <= End) {
      unsigned Offset = SM.getFileOffset(Tok.getLocation());
      const bool IsSkipped = llvm::any_of(Skipped, [&](FileRange R) {
        return R.Begin <= Offset && Offset < R.End;
      });
      if (Tok.is(tok::raw_identifier) && !Qualified && !IsSkipped) {
        StringRef Name = Tok.getRawIdentifier();
        Used.insert(Name);
        if (!LocalUses.contains(Offset))
          Foreign.insert(Name);
      }
      Qualified = Tok.isOneOf(tok::period, tok::arrow, tok::coloncolon);
    }
  }

  Form &F;
  SourceText Source;
  llvm::StringSet<> Used, Foreign;
  llvm::DenseSet<unsigned> LocalUses;
  /// The coroutine lowered before that is being visited, and the bodies of all.
  const CXXMethodDecl *Lowered = nullptr;
  llvm::SmallVector<FileRange, 2> Skipped;
};

class Layout {
public:
  explicit Layout(Form &F) : F(F), Uses(F) {}

  void run() {
    hoistLocalTypes(F);
    nameMembers();
    decideInFront();
    F.aliveAtInitial();
    F.aliveAtFinal();
    for (Slot *S : F.slots())
      if (S->Kind == Slot::Parameter || (S->Decl && S->Kind == Slot::Local))
        nameVariable(S);
    for (Slot *S : F.slots())
      if (S->Whole)
        S->Name = S->Prefix + S->Whole->Name + S->Suffix;
      else if (S->Name.empty())
        S->Name = fresh(S->Hint);
    for (Slot *S : F.slots())
      if (S->IsConditional)
        S->FlagName = fresh(S->identifier() + "_made");
    F.HasPackScope =
        llvm::any_of(F.slots(), [](const Slot *S) { return S->IsPack; });
    F.NamesFactoryTypes = F.HasPackScope || (F.IsGeneric && F.isLambda());
    for (Slot *S : F.slots())
      if (!S->FactoryText.empty()) {
        S->FactoryName = fresh("make_" + S->identifier());
        if (F.NamesFactoryTypes)
          S->OuterFactoryName = fresh(S->identifier() + "_factory");
      }
    for (Slot *S : F.slots())
      if (S->IsLate ||
          (S->Kind == Slot::Parameter && !whyUnspellable(F, S->Type).empty()))
        S->TypeName = fresh(S->identifier() + "_type");
    for (Slot *S : llvm::concat<Slot *const>(F.Captures, F.Parameters))
      if (S->IsPack)
        S->IndexName = fresh(S->Name + "_index");
    llvm::StringMap<std::string> IndexOf;
    for (Slot *S : F.slots()) {
      if (!S->IsEach)
        continue;
      std::string &Own = IndexOf[S->SizeOf];
      if (!S->IndexOf && Own.empty())
        Own = fresh(S->SizeOf + "_index");
      S->IndexName = S->IndexOf ? S->IndexOf->IndexName : Own;
    }
    for (Suspend *S : F.Points) {
      S->State = fresh(S->State);
      if (F.StartsOnStack)
        S->StackState = fresh(S->StackState);
    }
    nameAliveSets();
    groupSlots();
  }

private:
  bool take(StringRef Name) { return Taken.insert(Name).second; }

  /// A name nothing in the function uses.
  std::string fresh(StringRef Hint) {
    std::string Base = Hint.empty() ? "value" : Hint.str();
    std::string Name = Base;
    // Those tried before are taken.
    unsigned &I = Tried[Base];
    if (I > 1)
      Name += "_" + std::to_string(I);
    for (; Uses.isUsed(Name) || isTypeName(Name) || !take(Name);)
      Name = ++I == 1 && (Uses.isUsed(Base) || isTypeName(Base))
                 ? Base + "_"
                 : Base + "_" + std::to_string(I = std::max(I, 2u));
    return Name;
  }

  /// A member named like a class that some member's type names would change
  /// what that name means in the struct ([basic.scope.class]).
  bool isTypeName(StringRef Name) {
    if (TypeNames.empty()) {
      for (const Slot *S : F.slots()) {
        collectTypeNames(S->Type);
        collectWords(S->FrameType);
        collectWords(S->LocalFrame, /*Qualified=*/false);
        if (!S->OperandType.isNull())
          collectTypeNames(S->OperandType);
      }
      collectTypeNames(F.Promise.PromiseType);
      collectTypeNames(F.Function->getReturnType());
      // To g++ a member function gives a template around it another meaning.
      for (const DeclContext *D = F.Function; D; D = D->getParent())
        if (const auto *R = dyn_cast<CXXRecordDecl>(D); R && F.IsGeneric)
          TypeNames.insert(R->getName());
      // What the struct itself spells.
      for (const char *Each : {"std", "switchback", "coroutine_handle"})
        TypeNames.insert(Each);
    }
    return TypeNames.contains(Name);
  }

  void collectTypeNames(QualType T) {
    std::string Text = T.getCanonicalType().getAsString(
        PrintingPolicy(F.Context.getLangOpts()));
    Text += " " + T.getAsString(PrintingPolicy(F.Context.getLangOpts()));
    collectWords(Text);
  }

  /// Not those behind `::` unless \p Qualified: a member hides none of them.
  void collectWords(const std::string &Text, bool Qualified = true) {
    std::string Word;
    bool IsQualified = false;
    for (char C : Text + " ")
      if (isAsciiIdentifierContinue(C)) {
        Word += C;
      } else {
        if (!Word.empty() && (Qualified || !IsQualified))
          TypeNames.insert(Word);
        IsQualified = C == ':';
        Word.clear();
      }
  }

  /// A local keeps its name where it can.
  void nameVariable(Slot *S) {
    std::string Name = S->Hint;
    bool HasName = S->Decl && S->Decl->getDeclName().isIdentifier() &&
                   !S->Decl->getName().empty() && S->Decl->getName() == Name;
    if (HasName && !Uses.isForeign(Name) && take(Name)) {
      S->Name = Name;
      return;
    }
    if (S->PinnedBy.isValid())
      F.refuseText(S->PinnedBy, "a variable that must be renamed");
    if (!HasName) {
      S->Name = fresh(S->Hint.empty() ? "unnamed" : S->Hint);
      return;
    }
    unsigned I = 2;
    do
      S->Name = Name + "_" + std::to_string(I++);
    while (Uses.isUsed(S->Name) || isTypeName(S->Name) || !take(S->Name));
  }

  void nameMembers() {
    auto &N = F.Names;
    if (F.IsGeneric)
      N.Begin = "begin";
    for (std::string *Each :
         {&N.Promise,        &N.State,      &N.Alive,     &N.Step,
          &N.Unwind,         &N.Resume,     &N.Destroy,   &N.Handle,
          &N.ResumeFn,       &N.DestroyFn,  &N.Self,      &N.Start,
          &N.Leaving,        &N.Nothing,    &N.Suspended, &N.Begin,
          &N.Guard,          &N.Until,      &N.StateT,    &N.AliveT,
          &N.PromiseT,       &N.Object,     &N.Frame,     &N.RampFrame,
          &N.RampResult,     &N.ResultT,    &N.InPlace,   &N.Memory,
          &N.DestroyInPlace, &N.GoesOn,     &N.Next,      &N.OnStack,
          &N.GoOnInHeap,     &N.Completed,  &N.Failed,    &N.Local,
          &N.Finished,       &N.ResultGuard})
      *Each = fresh(*Each);
    // Labels are no members.
    for (std::string *Label : {&N.Final, &N.Left})
      while (Uses.isUsed(*Label))
        *Label += "_";
  }

  /// What the frame cannot ask is asked in front of it.
  void decideInFront() {
    walk(*F.Body, [&](Node &Each) {
      auto *N = llvm::dyn_cast<If>(&Each);
      if (!N || N->DecidedInFront.empty())
        return;
      const std::string Name = fresh("condition");
      F.Hoisted.push_back({N->Loc, Fragment("constexpr bool " + Name + " = " +
                                            N->DecidedInFront + ";\n")});
      F.HoistsInFront = true;
      N->Header = Fragment("if constexpr (" + Name + ")");
    });
  }

  void nameAliveSets() {
    F.nothing();
    for (AliveSet &A : F.aliveSets()) {
      std::string Name = A.Top->identifier();
      if (A.Parent->Top)
        Name = A.Parent->Name + "_" + Name;
      else
        Name += "_";
      // `outer_` and then `outer_scope`, not `outer__scope`.
      size_t Double;
      while ((Double = Name.find("__")) != std::string::npos)
        Name.erase(Double, 1);
      A.Name = fresh(Name);
    }
  }

  /// A variable of an unnamed type brings its type along.
  bool standsAlone(const Slot *S) const {
    const TagDecl *Tag = S->Type->getAsTagDecl();
    return Tag && !Tag->getIdentifier() &&
           Tag->getDeclContext()->Equals(F.Function);
  }

  /// True if other members are named in the type of \p S: its union stands
  /// behind theirs.
  static bool asksForMember(const Slot *S) {
    return llvm::any_of(S->TypeSource.pieces(), [](const Fragment::Piece &P) {
      return P.S && P.S->Kind != Slot::Parameter;
    });
  }
  /// True if one of those does so itself.
  static bool asksForAsking(const Slot *S) {
    return llvm::any_of(S->TypeSource.pieces(), [](const Fragment::Piece &P) {
      return P.S && asksForMember(P.S);
    });
  }

  /// When the members of a union are in use.
  struct Occupancy {
    bool IsClosed;
    /// Each of its members asks for others, which are in no such union.
    bool Asks;
    std::map<unsigned, unsigned> Uses; ///< the last one, by the first

    bool hasRoomFor(const Slot *S, unsigned Last) const {
      auto Behind = Uses.upper_bound(Last);
      return !IsClosed && (Behind == Uses.begin() ||
                           std::prev(Behind)->second < S->FirstUse);
    }
  };

  /// Variables have their storage as long as their scopes last, unless the
  /// frame is smaller if it forgets those that nothing names any more.
  void groupSlots() {
    group();
    const bool Any = llvm::any_of(
        F.slots(), [](const Slot *S) { return S->LastNamed != 0; });
    if (!Any)
      return;
    const uint64_t Simple = smallestSize();
    Forgets = true;
    group();
    keepParameters();
    if (smallestSize() < Simple)
      return acceptLastUses();
    Forgets = false;
    group();
  }

  /// Gives parameters that share storage members of their own, if the frame is
  /// no larger then.
  void keepParameters() {
    const uint64_t Least = smallestSize();
    for (Slot *S : F.Parameters)
      if (S->Group >= 0) {
        Kept.insert(S);
        group();
        if (smallestSize() > Least) {
          Kept.erase(S);
          group();
        }
      }
  }

  void acceptLastUses() {
    for (Slot *S : F.slots())
      if (S->LastNamed && (S->Kind != Slot::Parameter || S->Group >= 0)) {
        S->LastUse = S->LastNamed;
        S->IsReference |= S->Kind == Slot::Parameter && S->IsBoundReference;
        S->IsBoundReference &= S->Kind != Slot::Parameter;
      }
    for (Suspend *Point : F.Points)
      llvm::erase_if(Point->Kept, [Point](const Slot *S) {
        return Point->Position > S->LastUse;
      });
  }

  unsigned lastUse(const Slot *S) const {
    return Forgets && S->LastNamed ? S->LastNamed : S->LastUse;
  }

  /// Sorts slots into unions, big ones first, so that small ones find room.
  void group() {
    F.Groups.clear();
    for (Slot *S : F.slots())
      S->Group = -1;
    std::vector<Slot *> Order;
    for (Slot *S : F.slots())
      if (S->inFrame() && S->Kind != Slot::Parameter && S->LastUse)
        Order.push_back(S);
    auto SizeOf = [&](const Slot *S) -> uint64_t {
      // Its size is not known, but it holds a promise and more.
      if (!S->FrameType.empty())
        return UINT64_MAX;
      if (S->IsReference || isUnknown(S->Type))
        return F.Context.getTypeSize(F.Context.VoidPtrTy);
      return S->Type->isIncompleteType() ? 0 : F.Context.getTypeSize(S->Type);
    };
    llvm::stable_sort(Order, [&](const Slot *A, const Slot *B) {
      return SizeOf(A) > SizeOf(B);
    });
    std::vector<Occupancy> Unions;
    for (Slot *S : Order) {
      S->Group = 0;
      const bool Asks = asksForMember(S);
      const bool Alone = standsAlone(S) || asksForAsking(S);
      auto Room =
          Alone ? Unions.end() : llvm::find_if(Unions, [&](const Occupancy &O) {
            return O.Asks == Asks && O.hasRoomFor(S, lastUse(S));
          });
      if (Room == Unions.end()) {
        F.Groups.emplace_back();
        Room = Unions.insert(Room, Occupancy{Alone, Asks, {}});
      }
      F.Groups[Room - Unions.begin()].push_back(S);
      Room->Uses[S->FirstUse] = lastUse(S);
    }
    if (Forgets)
      shareWithParameters(Unions);
    arrange();
  }

  /// True if the type of a member, or what makes one, names \p S: in a union
  /// it would stand behind them. In a template the type is asked of what \p S
  /// was declared as.
  bool isAskedFor(const Slot *S) const {
    auto Names = [S](const Fragment &Text) {
      return llvm::any_of(Text.pieces(),
                          [S](const Fragment::Piece &P) { return P.S == S; });
    };
    return llvm::any_of(F.slots(), [&](const Slot *Other) {
      return Names(Other->FactoryText) ||
             (!F.IsGeneric && Names(Other->TypeSource));
    });
  }

  /// What comes behind the last use of a parameter may have its storage.
  void shareWithParameters(std::vector<Occupancy> &Unions) {
    for (Slot *S : F.Parameters) {
      const Extent Own = extentOf(cast<ParmVarDecl>(S->Decl)->getType());
      for (auto [Members, Room] : llvm::zip(F.Groups, Unions)) {
        const Extent E = extentOf(Members);
        if (!S->LastNamed || Kept.contains(S) || Room.Asks || isAskedFor(S) ||
            !Room.hasRoomFor(S, S->LastNamed) || E.Size < Own.Size ||
            E.Align < Own.Align)
          continue;
        Members.push_back(S);
        Room.Uses[S->FirstUse] = S->LastNamed;
        break;
      }
    }
  }

  //===--------------------------------------------------------------------===//
  // The order of members
  //===--------------------------------------------------------------------===//

  struct Extent {
    uint64_t Size = 0, Align = 1;
  };

  /// That of a member of type \p T, in bytes. Of what nobody knows yet only the
  /// alignment matters.
  Extent extentOf(QualType T) const {
    if (T->isReferenceType())
      T = F.Context.VoidPtrTy;
    if (isUnknown(T) || T->isDependentType() || T->isIncompleteType())
      return {8, 8};
    TypeInfoChars Info = F.Context.getTypeInfoInChars(T);
    return {uint64_t(Info.Width.getQuantity()),
            uint64_t(Info.Align.getQuantity())};
  }
  Extent extentOf(const Slot *S) const {
    if (!S->FrameType.empty())
      return {64, 8};
    const bool IsAddress = S->IsReference || S->IsBoundReference;
    Extent E = extentOf(IsAddress ? F.Context.VoidPtrTy : S->Type);
    if (const auto *V = dyn_cast_or_null<VarDecl>(S->Decl);
        V && !IsAddress && V->hasAttr<AlignedAttr>() &&
        !V->getType()->isDependentType() && !isUnknown(V->getType()) &&
        !hasDependentAlignment(V))
      E.Align =
          std::max<uint64_t>(E.Align, F.Context.getDeclAlign(V).getQuantity());
    return E;
  }
  Extent extentOf(const std::vector<Slot *> &Members) const {
    Extent Result;
    for (const Slot *S : Members) {
      Extent E = extentOf(S);
      Result.Size = std::max(Result.Size, E.Size);
      Result.Align = std::max(Result.Align, E.Align);
    }
    return Result;
  }

  /// Orders the unions so that little space is lost between them: locals, then
  /// awaiters and temporaries, the strictly aligned ones first.
  void arrange() {
    auto IsLocal = [](const std::vector<Slot *> &Members) {
      return llvm::any_of(Members, [](const Slot *S) {
        return S->Kind != Slot::Awaiter && S->Kind != Slot::Temporary &&
               S->Kind != Slot::Parameter;
      });
    };
    auto First = [](const std::vector<Slot *> &Members) {
      unsigned Result = ~0u;
      for (const Slot *S : Members)
        if (S->Kind != Slot::Parameter)
          Result = std::min(Result, S->Index);
      return Result;
    };
    for (std::vector<Slot *> &Members : F.Groups)
      llvm::sort(Members, [](const Slot *A, const Slot *B) {
        return A->Index < B->Index;
      });
    llvm::sort(F.Groups, [&](const auto &A, const auto &B) {
      if (IsLocal(A) != IsLocal(B))
        return IsLocal(A);
      const bool AsUsed = F.IsGeneric || !F.Enabled.PackedFrames;
      uint64_t AlignA = AsUsed ? 1 : extentOf(A).Align,
               AlignB = AsUsed ? 1 : extentOf(B).Align;
      return AlignA != AlignB ? AlignA > AlignB : First(A) < First(B);
    });
    F.LocalGroups = llvm::count_if(F.Groups, IsLocal);
    for (auto [I, Members] : llvm::enumerate(F.Groups))
      for (Slot *S : Members)
        S->Group = I;
    placeState();
  }

  /// The size of the frame if what says where the coroutine stands has \p
  /// Place.
  uint64_t sizeWith(Form::StatePlaceTy Place) const {
    Extent Whole{2 * extentOf(F.Context.VoidPtrTy).Size, 8};
    auto Add = [&](Extent E) {
      Whole.Size = llvm::alignTo(Whole.Size, E.Align) + E.Size;
      Whole.Align = std::max(Whole.Align, E.Align);
    };
    auto AddState = [&](Form::StatePlaceTy Here) {
      if (Here != Place)
        return;
      const uint64_t Wide = countStates(F) > 256 ? 2 : 1;
      if (countStates(F) > 1)
        Add({Wide, Wide});
      if (!F.aliveSets().empty())
        Add({1, 1});
    };
    Add(extentOf(F.Promise.PromiseType));
    AddState(Form::BehindPromise);
    if (F.UsesThis)
      Add(extentOf(F.Context.VoidPtrTy));
    for (size_t I = 0; I != F.Captures.size(); ++I)
      Add(extentOf(F.Context.VoidPtrTy));
    for (const Slot *S : F.Parameters)
      if (S->Group < 0)
        Add(extentOf(cast<ParmVarDecl>(S->Decl)->getType()));
    AddState(Form::BehindParameters);
    for (auto [I, Members] : llvm::enumerate(F.Groups)) {
      if (I == F.LocalGroups)
        AddState(Form::BehindLocals);
      Add(extentOf(Members));
    }
    if (F.LocalGroups == F.Groups.size())
      AddState(Form::BehindLocals);
    AddState(Form::AtEnd);
    for (const Slot *S : F.slots())
      if (S->IsConditional)
        Add({1, 1});
    return llvm::alignTo(Whole.Size, Whole.Align);
  }

  /// The same where it takes the least.
  uint64_t smallestSize() const {
    return std::min({sizeWith(Form::BehindPromise),
                     sizeWith(Form::BehindParameters),
                     sizeWith(Form::BehindLocals), sizeWith(Form::AtEnd)});
  }

  void placeState() {
    if (F.IsGeneric || !F.Enabled.PackedFrames)
      return;
    for (Form::StatePlaceTy Place :
         {Form::BehindParameters, Form::BehindLocals, Form::AtEnd})
      if (sizeWith(Place) < sizeWith(F.StatePlace))
        F.StatePlace = Place;
  }

  Form &F;
  /// Whether storage is given on behind the last use, and the parameters that
  /// keep theirs nevertheless.
  bool Forgets = false;
  llvm::SmallPtrSet<const Slot *, 4> Kept;
  NameUses Uses;
  llvm::StringSet<> Taken, TypeNames;
  llvm::StringMap<unsigned> Tried; ///< the last number, by name
};

} // namespace

void layOut(Form &F) { Layout(F).run(); }

} // namespace switchback
