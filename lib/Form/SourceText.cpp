//===- SourceText.cpp - Source text as fragments --------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One visitor collects what has to be replaced in a range; splice() puts the
/// pieces together. A reference that stands in a macro's body cannot be
/// replaced: it pins the slot's name instead, or refuses the function.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/SourceText.h"
#include "switchback/Compiler/ClangCompat.h"
#include "switchback/Compiler/MacroRecorder.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Builtins.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace switchback {

SourceText::SourceText(Form &F)
    : F(F), SM(F.Context.getSourceManager()),
      File(SM.getFileID(SM.getExpansionLoc(F.Function->getLocation()))),
      Buffer(SM.getBufferData(File)) {}

std::optional<unsigned> SourceText::offset(SourceLocation Loc) const {
  if (Loc.isInvalid())
    return std::nullopt;
  while (Loc.isMacroID()) {
    if (!SM.isMacroArgExpansion(Loc))
      return std::nullopt;
    Loc = SM.getImmediateSpellingLoc(Loc);
  }
  auto [LocFile, Offset] = SM.getDecomposedLoc(Loc);
  if (LocFile != File)
    return std::nullopt;
  return Offset;
}

std::optional<FileRange> SourceText::range(SourceRange Range) const {
  CharSourceRange Chars = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Range), SM, F.Context.getLangOpts());
  if (Chars.isInvalid() || SM.getFileID(Chars.getBegin()) != File)
    return std::nullopt;
  return FileRange{SM.getFileOffset(Chars.getBegin()),
                   SM.getFileOffset(Chars.getEnd())};
}

std::optional<FileRange> SourceText::body() const {
  const CompoundStmt *Body = F.Coroutine->getBody();
  if (Body->getLBracLoc().isValid() || Body->body_empty())
    return range(Body->getSourceRange());
  return range(Body->body_front()->getSourceRange());
}

std::optional<unsigned> SourceText::afterToken(unsigned From,
                                               tok::TokenKind Kind) const {
  SourceLocation Start = SM.getLocForStartOfFile(File);
  Lexer Lex(Start, F.Context.getLangOpts(), Buffer.begin(),
            Buffer.begin() + From, Buffer.end());
  Token Tok;
  do {
    Lex.LexFromRawLexer(Tok);
    if (Tok.is(Kind))
      return SM.getFileOffset(Tok.getEndLoc());
  } while (Tok.isNot(tok::eof));
  return std::nullopt;
}

void SourceText::replaceDigraphs() {
  const std::optional<FileRange> Body = body();
  const StringRef Text = text(*Body);
  if (!Text.contains("<%") && !Text.contains("%>"))
    return;
  Lexer Lex(SM.getLocForStartOfFile(File), F.Context.getLangOpts(),
            Buffer.begin(), Buffer.begin() + Body->Begin, Buffer.end());
  Token Tok;
  while (!Lex.LexFromRawLexer(Tok)) {
    const unsigned At = SM.getFileOffset(Tok.getLocation());
    if (At >= Body->End)
      return;
    if (Tok.isOneOf(tok::l_brace, tok::r_brace) && Tok.getLength() == 2)
      F.RenamedAt[At] = {2, Fragment(Tok.is(tok::l_brace) ? "{" : "}")};
  }
}

std::optional<FileRange> SourceText::statement(const Stmt *S) const {
  SourceRange R = S->getSourceRange();
  // That of an alias in the header of another statement ends too late.
  if (const auto *D = dyn_cast<DeclStmt>(S);
      D && D->isSingleDecl() && isa<TypeAliasDecl>(D->getSingleDecl()))
    R = D->getSingleDecl()->getSourceRange();
  // A whole macro call stands for the statement it expands to.
  std::optional<FileRange> Result = range(R);
  if (!Result) {
    CharSourceRange E = SM.getExpansionRange(R);
    if (SM.getFileID(E.getBegin()) != File)
      return std::nullopt;
    unsigned End = SM.getFileOffset(E.getEnd());
    if (E.isTokenRange())
      End += Lexer::MeasureTokenLength(E.getEnd(), SM, F.Context.getLangOpts());
    Result = FileRange{SM.getFileOffset(E.getBegin()), End};
  }
  if (isa<CompoundStmt>(S))
    return Result;
  Token Tok;
  SourceLocation End =
      SM.getLocForStartOfFile(File).getLocWithOffset(Result->End);
  if (!Lexer::getRawToken(End, Tok, SM, F.Context.getLangOpts(),
                          /*IgnoreWhiteSpace=*/true) &&
      Tok.is(tok::semi))
    Result->End = SM.getFileOffset(Tok.getEndLoc());
  return Result;
}

bool SourceText::followsDesignator(const Expr *E) const {
  auto R = range(E->getSourceRange());
  if (!R)
    return false;
  StringRef Before = Buffer.take_front(R->Begin).rtrim();
  const size_t End = Before.size();
  while (!Before.empty() && isAsciiIdentifierContinue(Before.back()))
    Before = Before.drop_back();
  if (Before.size() == End)
    return false;
  Before = Before.rtrim();
  if (!Before.consume_back("."))
    return false;
  Before = Before.rtrim();
  return Before.ends_with("{") || Before.ends_with(",");
}

/// True if \p E is a call of an overloaded `->`, perhaps of what it gives as a
/// pointer to a constant.
static bool isArrowCall(const Expr *E) {
  const auto *C = dyn_cast<CXXOperatorCallExpr>(E->IgnoreImplicit());
  return C && C->getOperator() == OO_Arrow;
}

/// True if \p E is the `*p` that clang makes of `p` in `p->member(x)`, where
/// the object is a parameter.
static bool isUnwrittenStar(const Expr *E) {
  const auto *U = dyn_cast<UnaryOperator>(E);
  return U && U->getOpcode() == UO_Deref &&
         U->getOperatorLoc() == U->getSubExpr()->getBeginLoc();
}

namespace {

bool holdsSuspension(const Stmt *S) {
  return S && (isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S) ||
               llvm::any_of(S->children(), holdsSuspension));
}

/// Finds what has to change in the text of a node.
class Collector : public RecursiveASTVisitor<Collector> {
public:
  using Base = RecursiveASTVisitor<Collector>;

  Collector(Form &F, const SourceText &Source,
            const SourceText::Substitutions *Subs,
            std::vector<SourceText::Replacement> &Out)
      : F(F), Source(Source), Subs(Subs), Out(Out) {}

  bool shouldVisitImplicitCode() const { return false; }

  /// In a factory a local is a parameter of its own name.
  bool InFactory = false;

  bool TraverseStmt(Stmt *S) {
    if (const auto *E = dyn_cast_or_null<Expr>(S); E && Subs) {
      auto It = Subs->find(E);
      if (It != Subs->end()) {
        if (isUnwrittenStar(E->IgnoreImpCasts())) {
          // The text has the pointer, the substitution is the object.
          const Fragment &Object = It->second;
          const bool IsHeld =
              Object.isObject() && Object.pieces()[0].S->IsReference;
          replace(E->getSourceRange(),
                  IsHeld ? Fragment::pointer(Object.pieces()[0].S)
                         : Fragment("(&") + Object + ")");
          return true;
        }
        // The `->` that calls it is the member access's too.
        replace(E->getSourceRange(),
                isArrowCall(E) ? It->second + "->" : It->second);
        return true;
      }
    }
    return Base::TraverseStmt(S);
  }

  // Spill works on what a list means, not on how it is written.
  bool TraverseInitListExpr(InitListExpr *L, DataRecursionQueue * = nullptr) {
    if (InitListExpr *Semantic = L->getSemanticForm())
      L = Semantic;
    for (Expr *Init : L->inits())
      TraverseStmt(Init);
    return true;
  }

  // What suspends is no constant.
  bool TraverseCallExpr(CallExpr *E) {
    if (E->getBuiltinCallee() == Builtin::BI__builtin_constant_p &&
        holdsSuspension(E)) {
      replace(E->getSourceRange(), Fragment("0"));
      return true;
    }
    return Base::TraverseCallExpr(E);
  }

  /// `[[assume(x)]]`
  bool VisitAttributedStmt(AttributedStmt *S) {
    for (const Attr *A : S->getAttrs())
      if (const auto *Assumed = dyn_cast<CXXAssumeAttr>(A))
        TraverseStmt(Assumed->getAssumption());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const ValueDecl *D = E->getDecl();
    // The members of an anonymous union keep their names.
    if (InFactory || Captured.contains(D) || !D->getDeclName() ||
        Replaced.contains(E))
      return true;
    if (auto It = F.BindingText.find(D); It != F.BindingText.end())
      replaceName(E->getLocation(), It->second, nullptr);
    else if (auto It = F.SlotOf.find(D); It != F.SlotOf.end())
      replaceName(E->getLocation(), Fragment::object(It->second), It->second);
    return true;
  }

  // What the frame, or a factory, keeps in its own way has another type there.
  bool VisitDecltypeTypeLoc(DecltypeTypeLoc L) {
    const auto *Ref = dyn_cast<DeclRefExpr>(L.getUnderlyingExpr());
    if (!Ref)
      return true;
    QualType T = Ref->getDecl()->getType();
    if (isa<BindingDecl>(Ref->getDecl()))
      T = L.getTypePtr()->getUnderlyingType();
    Slot *S = F.SlotOf.lookup(Ref->getDecl());
    if (S ? hasOwnType(S, T) : F.BindingText.contains(Ref->getDecl()))
      if (std::optional<Fragment> Type = declaredType(S, T, Ref)) {
        replace(L.getSourceRange(), *Type);
        Replaced.insert(Ref);
      }
    return true;
  }

  bool hasOwnType(const Slot *S, QualType T) const {
    return S->IsPack || S->IsCapture || S->IsLate || InFactory ||
           (S->IsReference && T->isRValueReferenceType()) ||
           S->Generic > Slot::Value;
  }

  /// The type \p T that \p Ref, which is kept in \p S, has in the source.
  std::optional<Fragment> declaredType(Slot *S, QualType T,
                                       const DeclRefExpr *Ref) const {
    if (const auto *Pack = T->getAs<PackExpansionType>())
      T = Pack->getPattern();
    if (whyUnspellable(F, T).empty() && !T->isUndeducedType())
      return Fragment(spellDeclaration(F, T));
    if (!S)
      return std::nullopt;
    if (InFactory && (S->IsPack || S->IsLate || S->Generic > Slot::Value))
      F.refuse(Ref->getLocation(), "a lambda that lives across a suspension "
                                   "asks for a type that an instance decides");
    if (S->Generic == Slot::ConstReference)
      return Fragment("decltype(") + Fragment::pointer(S) + ".get()) &";
    if (S->Generic == Slot::Declared)
      return Fragment("switchback::declared_t<decltype(") +
             Fragment::pointer(S) + ")>";
    if (S->Generic > Slot::Value)
      return Fragment("decltype(") + Fragment::pointer(S) + ".get())";
    if (S->IsPack || S->IsLate || (S->Kind == Slot::Parameter && !S->IsCapture))
      return Fragment::special(Fragment::TypeName, S);
    const char *Reference = T->isLValueReferenceType()   ? " &"
                            : T->isRValueReferenceType() ? " &&"
                                                         : "";
    // A captured copy may be const.
    return Fragment(S->IsCapture && !T.isConstQualified()
                        ? "std::remove_cvref_t<decltype("
                        : "std::remove_reference_t<decltype(") +
           (InFactory ? Fragment(Ref->getDecl()->getName())
                      : Fragment::object(S)) +
           ")>" + Reference;
  }

  bool TraverseMemberExpr(MemberExpr *E) {
    if (InFactory)
      return Base::TraverseMemberExpr(E);
    // `r.x` on a reference slot reads better as `r->x`.
    const Expr *ObjectExpr = E->getBase()->IgnoreImpCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(ObjectExpr);
        Ref && !E->isArrow() && !(Subs && Subs->contains(Ref))) {
      auto It = F.SlotOf.find(Ref->getDecl());
      auto Begin = Source.offset(Ref->getLocation());
      auto Operator = Source.offset(E->getOperatorLoc());
      if (It != F.SlotOf.end() && It->second->IsReference && Begin &&
          Operator && !Captured.contains(Ref->getDecl()) &&
          checkSpelling(Ref->getLocation())) {
        Out.push_back(
            {{*Begin, *Operator + 1}, Fragment::pointer(It->second) + "->"});
        return true;
      }
    }
    return Base::TraverseMemberExpr(E);
  }

  bool VisitMemberExpr(MemberExpr *E) {
    if (!E->isImplicitAccess() || isa<VarDecl>(E->getMemberDecl()))
      return true;
    if (const auto *M = dyn_cast<CXXMethodDecl>(E->getMemberDecl());
        M && M->isStatic())
      return true;
    if (!isa<CXXThisExpr>(E->getBase()->IgnoreImpCasts()) || !isOurThis())
      return true;
    F.UsesThis = true;
    // A qualified name starts before the member's.
    insert(E->getBeginLoc().isValid() ? E->getBeginLoc() : E->getMemberLoc(),
           Fragment::special(Fragment::Self) + (ThisIsCopy ? "." : "->"));
    return true;
  }

  // A member whose object is a parameter, called on this one by its name.
  bool VisitCallExpr(CallExpr *E) {
    const auto *Callee =
        dyn_cast<DeclRefExpr>(E->getCallee()->IgnoreImpCasts());
    const auto *M =
        Callee ? dyn_cast<CXXMethodDecl>(Callee->getDecl()) : nullptr;
    if (!M || !M->isExplicitObjectMemberFunction() || E->getNumArgs() == 0)
      return true;
    const auto *Object =
        dyn_cast<UnaryOperator>(E->getArg(0)->IgnoreImpCasts());
    const auto *This =
        Object ? dyn_cast<CXXThisExpr>(Object->getSubExpr()->IgnoreImpCasts())
               : nullptr;
    return !This || !This->isImplicit() || throughSelf(Callee->getBeginLoc());
  }

  // [class.copy.elision]/3: a local of the innermost block is thrown as an
  // rvalue, but a member of the frame would not be.
  bool VisitCXXThrowExpr(CXXThrowExpr *E) {
    if (!E->isThrownVariableInScope() || LambdaDepth != 0)
      return true;
    const Expr *Thrown = E->getSubExpr()->IgnoreImplicit()->IgnoreParens();
    if (const auto *C = dyn_cast<CXXConstructExpr>(Thrown);
        C && C->getNumArgs() != 0)
      Thrown = C->getArg(0)->IgnoreImplicit()->IgnoreParens();
    const auto *Ref = dyn_cast<DeclRefExpr>(Thrown);
    auto R = Ref ? Source.range(Ref->getSourceRange()) : std::nullopt;
    if (!R || !F.SlotOf.contains(Ref->getDecl()) ||
        Ref->getDecl()->getType()->isScalarType())
      return true;
    Out.push_back({{R->Begin, R->Begin}, Fragment("std::move(")});
    Out.push_back({{R->End, R->End}, Fragment(")")});
    return true;
  }
  bool VisitSizeOfPackExpr(SizeOfPackExpr *E) {
    const auto *D = dyn_cast<ValueDecl>(E->getPack());
    if (InFactory || Captured.contains(D))
      return true;
    if (auto It = F.SlotOf.find(D); It != F.SlotOf.end())
      replaceName(E->getPackLoc(),
                  Fragment::special(Fragment::Index, It->second), nullptr);
    return true;
  }
  // Members that only an instance can find.
  bool VisitUnresolvedMemberExpr(UnresolvedMemberExpr *E) {
    return !E->isImplicitAccess() || throughSelf(E->getBeginLoc());
  }
  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *E) {
    return !E->isImplicitAccess() || throughSelf(E->getBeginLoc());
  }
  // `base<T>::member`: one of the object, or one that needs none.
  bool VisitDependentScopeDeclRefExpr(DependentScopeDeclRefExpr *E) {
    const auto *M = dyn_cast<CXXMethodDecl>(F.Function);
    if (!M || F.isLambda() || !M->isImplicitObjectMemberFunction())
      return true;
    const Type *Named = compat::qualifierType(E->getQualifier());
    const bool IsOurs =
        Named &&
        llvm::any_of(
            M->getParent()->bases(), [&](const CXXBaseSpecifier &Base) {
              return F.Context.hasSameType(Base.getType(), QualType(Named, 0));
            });
    return !IsOurs || throughSelf(E->getBeginLoc());
  }
  bool throughSelf(SourceLocation Loc) {
    if (!isOurThis())
      return true;
    F.UsesThis = true;
    insert(Loc, Fragment::special(Fragment::Self) + (ThisIsCopy ? "." : "->"));
    return true;
  }

  bool VisitCXXThisExpr(CXXThisExpr *E) {
    if (E->isImplicit() || !isOurThis())
      return true;
    F.UsesThis = true;
    replaceName(E->getLocation(), self(), nullptr);
    return true;
  }

  bool VisitPredefinedExpr(PredefinedExpr *E) {
    // `__func__` would name the step function. In a macro of the system, as
    // an assertion, it may.
    if (LambdaDepth > 0)
      return true;
    const SourceLocation Loc = E->getLocation();
    if (!Source.offset(Loc)) {
      if (!F.Context.getSourceManager().isInSystemMacro(Loc))
        F.refuseText(Loc, "the name of the function");
      return true;
    }
    std::string Name;
    llvm::raw_string_ostream OS(Name);
    if (E->getFunctionName())
      E->getFunctionName()->outputString(OS);
    else if (E->getIdentKind() == PredefinedIdentKind::Func ||
             E->getIdentKind() == PredefinedIdentKind::Function)
      OS << '"' << PredefinedExpr::ComputeName(E->getIdentKind(), F.Function)
         << '"';
    else
      F.refuse(E->getLocation(), "a name of the function that an instance of "
                                 "the template decides");
    if (!Name.empty())
      replaceName(E->getLocation(), Fragment(Name), nullptr);
    return true;
  }

  // The members of a class defined inside have a `this` of their own.
  bool TraverseCXXRecordDecl(CXXRecordDecl *D) {
    ++ForeignThis;
    bool Result = Base::TraverseCXXRecordDecl(D);
    --ForeignThis;
    return Result;
  }

  bool TraverseLambdaExpr(LambdaExpr *L);

private:
  bool isOurThis() const { return ForeignThis == 0; }
  /// What stands for `this`; in a lambda that captures `*this` the address of
  /// its copy.
  Fragment self() const {
    Fragment Self = Fragment::special(Fragment::Self);
    return ThisIsCopy ? Fragment("(&") + Self + ")" : Self;
  }
  void captureThis(const LambdaCapture &C, Fragment &Extra);
  void dropCapture(const LambdaCapture &C, bool IsFirst);

  /// False, and the function is refused, if a macro makes a string of what
  /// stands at \p Loc: it may not change.
  bool checkSpelling(SourceLocation Loc) {
    if (!F.Macros || !F.Macros->spellsArguments(Loc))
      return true;
    F.refuseText(Loc, "an argument that a macro spells out");
    return false;
  }

  void replaceName(SourceLocation Loc, const Fragment &Text, Slot *S) {
    if (auto Begin = Source.offset(Loc)) {
      unsigned Length = Lexer::MeasureTokenLength(
          F.Context.getSourceManager().getFileLoc(Loc).isValid() ? spelling(Loc)
                                                                 : Loc,
          F.Context.getSourceManager(), F.Context.getLangOpts());
      if (S && !S->IsReference && F.Macros && F.Macros->spellsArguments(Loc))
        S->PinnedBy = Loc;
      else if (!checkSpelling(Loc))
        return;
      Out.push_back({{*Begin, *Begin + Length}, Text, Loc});
      return;
    }
    if (S && !S->IsReference) {
      S->PinnedBy = Loc;
      return;
    }
    F.refuseText(Loc, "a name that must be changed");
  }

  SourceLocation spelling(SourceLocation Loc) const {
    return F.Context.getSourceManager().getSpellingLoc(Loc);
  }

  void insert(SourceLocation Loc, const Fragment &Text) {
    if (!checkSpelling(Loc))
      return;
    if (auto Begin = Source.offset(Loc))
      Out.push_back({{*Begin, *Begin}, Text});
    else
      F.refuseText(Loc, "the use of a member");
  }

  void replace(SourceRange Range, const Fragment &Text) {
    if (!checkSpelling(Range.getBegin()))
      return;
    if (auto R = Source.range(Range))
      Out.push_back({*R, Text, Range.getBegin()});
    else
      F.refuseText(Range, "the expression");
  }

  Form &F;
  const SourceText &Source;
  const SourceText::Substitutions *Subs;
  std::vector<SourceText::Replacement> &Out;
  llvm::DenseSet<const ValueDecl *> Captured;
  /// Names whose `decltype` has another text.
  llvm::DenseSet<const Expr *> Replaced;
  unsigned ForeignThis = 0, LambdaDepth = 0;
  bool ThisIsCopy = false;
};

void Collector::captureThis(const LambdaCapture &C, Fragment &Extra) {
  F.UsesThis = true;
  const bool IsCopy = C.getCaptureKind() == LCK_StarThis;
  Fragment Self = Fragment::special(Fragment::Self);
  Fragment Text = Self + " = ";
  if (!IsCopy)
    Text.append(self());
  else
    Text.append(ThisIsCopy ? Self : Fragment("*") + Self);
  ThisIsCopy = IsCopy;
  if (!C.isExplicit())
    Extra.append(", ").append(Text);
  else if (!IsCopy)
    replaceName(C.getLocation(), Text, nullptr);
  else if (auto Begin = Source.offset(C.getLocation()))
    Out.push_back(
        {{*Begin, unsigned(Source.buffer().find("this", *Begin) + 4)}, Text});
  else
    F.refuseText(C.getLocation(), "a lambda\'s captures");
}

/// What is static needs no capture, and may have none. \p IsFirst: none is left
/// in front of it.
void Collector::dropCapture(const LambdaCapture &C, bool IsFirst) {
  auto Begin = Source.offset(C.getLocation());
  if (!Begin)
    return F.refuseText(C.getLocation(), "a lambda\'s captures");
  StringRef Text = Source.buffer();
  size_t End = *Begin + C.getCapturedVar()->getName().size();
  size_t Before = Text.find_last_not_of(" \t\n&", *Begin) + 1;
  // The commas that are left stand between captures.
  size_t Next = Text.find_first_not_of(" \t\n", End);
  if (IsFirst && Next != StringRef::npos && Text[Next] == ',')
    End = Next + 1;
  else if (!IsFirst && Text[Before - 1] == ',')
    --Before;
  Out.push_back({{unsigned(Before), unsigned(End)}, Fragment()});
}

// What a closure captures is a member of the frame now: captures by name become
// init-captures, and inside the closure the name is the closure's.
bool Collector::TraverseLambdaExpr(LambdaExpr *L) {
  llvm::SmallVector<const ValueDecl *, 4> Added;
  Fragment Extra, Outer;
  llvm::SaveAndRestore SavedThis(ThisIsCopy);
  // The initialisers stand outside: what they name is no capture yet.
  for (const LambdaCapture &C : L->captures())
    if (L->isInitCapture(&C))
      if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar()))
        TraverseStmt(const_cast<Expr *>(V->getInit()));
  bool IsFirst = L->getCaptureDefault() == LCD_None;
  for (auto [C, Init] : llvm::zip(L->captures(), L->capture_inits())) {
    if (C.capturesThis()) {
      IsFirst &= !C.isExplicit();
      if (isOurThis())
        captureThis(C, Extra);
      continue;
    }
    if (!C.capturesVariable() || L->isInitCapture(&C) || InFactory) {
      IsFirst = false;
      continue;
    }
    const ValueDecl *D = C.getCapturedVar();
    if (F.StaticConstants.contains(D) && C.isExplicit()) {
      dropCapture(C, IsFirst);
      continue;
    }
    IsFirst &= !C.isExplicit();
    auto It = F.SlotOf.find(D);
    bool IsBinding = F.BindingText.contains(D);
    if ((It == F.SlotOf.end() && !IsBinding) || Captured.contains(D))
      continue;
    bool ByReference = C.getCaptureKind() == LCK_ByRef;
    // `[&]` reaches the frame through its own `this`.
    if (ByReference && C.isImplicit())
      continue;
    Fragment Value =
        IsBinding ? F.BindingText[D] : Fragment::object(It->second);
    // A copy that is made in front of a later capture's suspension.
    if (Subs && !ByReference)
      if (auto Copy = Subs->find(Init); Copy != Subs->end())
        Value = Copy->second;
    Fragment Text = Fragment(D->getName()) + " = " + Value;
    if (C.isPackExpansion() || (!IsBinding && It->second->IsPack)) {
      // `[...all = all]`
      Text = Fragment("...") + Text;
      auto Begin = Source.offset(C.getLocation());
      auto End = C.isExplicit() ? Source.offset(C.getEllipsisLoc()) : Begin;
      if (!Begin || !End)
        F.refuseText(C.getLocation(), "a lambda\'s captures");
      else if (C.isExplicit())
        Out.push_back({{*Begin, *End + 3}, Text});
      else
        Extra.append(", ").append(Text);
    } else if (!ByReference &&
               D->getType().getNonReferenceType()->isArrayType())
      // An init-capture would be a pointer: a lambda around this one has it by
      // the same name, and its text stays.
      Outer.append(Outer.empty() ? "[&, &" : ", &").append(Text);
    else if (C.isExplicit())
      replaceName(C.getLocation(), Text, nullptr);
    else
      Extra.append(", ").append(Text);
    Captured.insert(D);
    Added.push_back(D);
  }
  if (!Extra.empty()) {
    SourceLocation Default = L->getCaptureDefaultLoc();
    if (auto Begin = Source.offset(Default))
      Out.push_back({{*Begin + 1, *Begin + 1}, Extra});
    else
      F.refuseText(Default, "a lambda\'s captures");
  }
  if (auto *Call = L->getCallOperator())
    for (ParmVarDecl *P : Call->parameters())
      TraverseDecl(P);
  ++LambdaDepth;
  bool Result = TraverseStmt(L->getBody());
  --LambdaDepth;
  for (const ValueDecl *D : Added)
    Captured.erase(D);
  if (!Outer.empty()) {
    auto R = Source.range(L->getSourceRange());
    if (!R)
      F.refuseText(L->getSourceRange(), "a lambda");
    else {
      Out.push_back({{R->Begin, R->Begin}, Outer.append("] { return ")});
      Out.push_back({{R->End, R->End}, "; }()"});
    }
  }
  return Result;
}

} // namespace

Fragment SourceText::splice(FileRange Range,
                            std::vector<Replacement> Replacements) {
  for (auto It = F.RenamedAt.lower_bound(Range.Begin);
       It != F.RenamedAt.end() && It->first < Range.End; ++It)
    Replacements.push_back(
        {{It->first, It->first + It->second.first}, It->second.second});
  llvm::stable_sort(Replacements, [](const auto &A, const auto &B) {
    if (A.Range.Begin != B.Range.Begin)
      return A.Range.Begin < B.Range.Begin;
    return A.Range.End < B.Range.End;
  });
  Fragment Result;
  unsigned At = Range.Begin;
  const Replacement *Last = nullptr;
  for (const Replacement &R : Replacements) {
    // A macro's argument used twice is one place in the text.
    if (Last && Last->Range.Begin == R.Range.Begin &&
        Last->Range.End == R.Range.End) {
      if (Last->Text.str() != R.Text.str())
        F.refuseText(R.From, "an argument that is used twice");
      continue;
    }
    if (R.Range.Begin < At || R.Range.End > Range.End)
      continue;
    Result.append(Buffer.slice(At, R.Range.Begin)).append(R.Text);
    At = R.Range.End;
    Last = &R;
  }
  Result.append(Buffer.slice(At, Range.End));
  return Result;
}

Fragment SourceText::cut(FileRange Range, ArrayRef<const Stmt *> Parts,
                         const Substitutions *Subs) {
  std::vector<Replacement> Replacements;
  Collector C(F, *this, Subs, Replacements);
  for (const Stmt *S : Parts)
    if (S)
      C.TraverseStmt(const_cast<Stmt *>(S));
  return splice(Range, std::move(Replacements));
}

Fragment SourceText::cut(FileRange Range, const Decl *D,
                         const Substitutions *Subs) {
  std::vector<Replacement> Replacements;
  Collector(F, *this, Subs, Replacements).TraverseDecl(const_cast<Decl *>(D));
  return splice(Range, std::move(Replacements));
}

Fragment SourceText::expression(const Expr *E, const Substitutions *Subs) {
  // By itself it has no text.
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E->IgnoreImplicit());
      Call && isArrowCall(Call)) {
    const Expr *Object = Call->getArg(0);
    while (!(Subs && Subs->contains(Object)) &&
           Object->IgnoreImplicit() != Object)
      Object = cast<Expr>(*Object->child_begin());
    Fragment Text = Subs && Subs->contains(Object) ? Subs->lookup(Object)
                                                   : expression(Object, Subs);
    return Text + ".operator->()";
  }
  std::optional<FileRange> R = range(E->getSourceRange());
  if (!R) {
    F.refuseText(E->getSourceRange(), "the expression");
    return Fragment();
  }
  if (isUnwrittenStar(E->IgnoreImplicit()))
    return Fragment("*") + cut(*R, {E}, Subs);
  return cut(*R, {E}, Subs);
}

Fragment SourceText::closure(const LambdaExpr *L, const Substitutions *Subs) {
  std::optional<FileRange> R = range(L->getSourceRange());
  if (!R) {
    F.refuseText(L->getSourceRange(), "a lambda");
    return Fragment();
  }
  std::vector<Replacement> Replacements;
  Collector C(F, *this, Subs, Replacements);
  C.InFactory = true;
  C.TraverseStmt(const_cast<LambdaExpr *>(L));
  return splice(*R, std::move(Replacements));
}

Fragment SourceText::statementText(const Stmt *S, const Substitutions *Subs) {
  std::optional<FileRange> R = statement(S);
  if (!R) {
    F.refuseText(S->getSourceRange(), "the statement");
    return Fragment();
  }
  return cut(*R, {S}, Subs);
}

} // namespace switchback
