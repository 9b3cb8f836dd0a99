//===- BuildDeclarations.cpp - Locals and their slots ---------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The part of the build pass that is about declarations: which locals become
/// slots, constants or stay locals, and what structured bindings stand for.
///
//===----------------------------------------------------------------------===//
#include "Builder.h"
#include "Spill.h"
#include "switchback/Compiler/ClangCompat.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace switchback {

void Builder::addParameter(const ParmVarDecl *P) {
  QualType T = P->getType();
  Slot *S = F.addSlot(Slot::Parameter, P->getName(), T.getNonReferenceType());
  S->IsPack = P->isParameterPack();
  S->IsBoundReference = T->isReferenceType();
  if (S->IsBoundReference)
    S->NeedsDestroy = false;
  S->Decl = P;
  F.Parameters.push_back(S);
  F.SlotOf[P] = S;
}

/// The value of an integral constant.
static std::optional<std::string> constantValue(const VarDecl *V) {
  if (!V->getType()->isIntegerType() || V->getInit()->isValueDependent())
    return std::nullopt;
  const APValue *Value = V->evaluateValue();
  if (!Value || !Value->isInt())
    return std::nullopt;
  return llvm::toString(Value->getInt(), 10);
}

/// A constant that needs no object of its own in the frame: it becomes static.
/// So does a reference to a static object: a nested class may name both.
/// But what a closure copies through a reference is the object.
bool Builder::isConstantLocal(const VarDecl *V) const {
  const QualType T = V->getType();
  if (T->isReferenceType() && Copied.contains(V))
    return false;
  return T.isDestructedType() == QualType::DK_none && V->hasInit() &&
         !isa<DecompositionDecl>(V) &&
         (!suspends(V->getInit()) || constantValue(V)) &&
         ((V->isConstexpr() && !T->isReferenceType()) ||
          ((T->isReferenceType() ||
            (T.isConstQualified() && T->isIntegralOrEnumerationType())) &&
           !V->getInit()->isValueDependent() &&
           V->mightBeUsableInConstantExpressions(V->getASTContext()) &&
           V->checkForConstantInitialization(
               *new llvm::SmallVector<PartialDiagnosticAt>())));
}

void Builder::declaration(const DeclStmt *D, Block &Out) {
  // One declaration at a time: some may be slots, some not.
  for (const Decl *Each : D->decls()) {
    const auto *V = dyn_cast<VarDecl>(Each);
    if (!V) {
      if (D->isSingleDecl()) {
        Out.add<TextNode>(Source.statementText(D).append("\n"))->Loc =
            D->getBeginLoc();
      } else if (const auto *Tag = dyn_cast<TagDecl>(Each);
                 Tag && Tag->getIdentifier()) {
        auto R = Source.range(Tag->getSourceRange());
        if (!R)
          F.refuseText(Tag->getSourceRange(), "a local type");
        else
          Out.add<TextNode>(Source.cut(*R, Tag).append(";\n"))->Declares = Tag;
      }
      continue;
    }
    if (Crossing.contains(V) && isConstantLocal(V)) {
      Fragment Text = D->isSingleDecl() && !suspends(V->getInit())
                          ? Source.statementText(D)
                          : alone(V);
      auto *N = Out.add<TextNode>(std::move(Text.append("\n")).asStatic());
      N->Loc = D->getBeginLoc();
      declares(*N, D);
      F.StaticConstants.insert(V);
    } else if (isSlot(V)) {
      if (V->hasInit() && suspends(V->getInit()))
        if (auto R = Source.statement(D))
          comment(*R, Out, /*IsWhole=*/true);
      construct(V, Out);
    } else {
      variable(D, V, Out);
    }
  }
}

/// Notes what statement \p S, printed as \p N, declares.
void Builder::declares(TextNode &N, const Stmt *S) {
  const auto *D = dyn_cast<DeclStmt>(S);
  if (!D)
    return;
  N.Declaration = D;
  const Decl *First = *D->decl_begin();
  if (!isa<TagDecl, TypedefNameDecl>(First))
    return;
  N.Declares = cast<NamedDecl>(First);
  const auto *Tag = dyn_cast<TagDecl>(First);
  if (Tag && Tag->getTypedefNameForAnonDecl()) {
    N.Declares = Tag->getTypedefNameForAnonDecl();
    return;
  }
  auto Type = Source.range(First->getSourceRange());
  auto All = Source.statement(S);
  if (D->isSingleDecl() || !N.Declares->getIdentifier() || !Type || !All)
    return;
  N.WithoutType = Fragment(Source.text({All->Begin, Type->Begin})) +
                  N.Declares->getName() +
                  Source.cut({Type->End, All->End}, {S});
}

/// The declaration of the constant \p V on its own, its type spelled again.
Fragment Builder::alone(const VarDecl *V) {
  QualType T = V->getType();
  std::string Text = spellDeclaration(F, T, V->getName(), true);
  if (V->isConstexpr())
    Text = "constexpr " +
           spellDeclaration(F, T.getUnqualifiedType(), V->getName(), true);
  const auto *Ctor = dyn_cast<CXXConstructExpr>(V->getInit()->IgnoreImplicit());
  if (Ctor && Ctor->getParenOrBraceRange().isValid())
    if (auto R = Source.range(Ctor->getParenOrBraceRange()))
      return Fragment(Text) + Source.cut(*R, {Ctor}) + ";";
  // What it suspends for is in a branch that is never taken.
  if (suspends(V->getInit()))
    return Fragment(Text) + " = " + *constantValue(V) + ";";
  Fragment Value = Source.expression(V->getInit());
  if (V->getInitStyle() == VarDecl::ListInit)
    return Fragment(Text) + Value + ";";
  if (V->getInitStyle() == VarDecl::CallInit)
    return Fragment(Text) + "(" + Value + ");";
  return Fragment(Text) + " = " + Value + ";";
}

/// A local that stays one, in a declaration that cannot be printed as it is.
void Builder::variable(const DeclStmt *D, const VarDecl *V, Block &Out) {
  if (!D->isSingleDecl()) {
    // On its own, its type spelled again.
    if (!V->hasInit()) {
      Out.add<TextNode>(
          Fragment(spellDeclaration(F, V->getType(), V->getName(), true)) +
          ";\n");
      return;
    }
    auto *N = Out.add<Evaluate>(Operand(V->getInit()));
    N->Plain = V;
    N->Loc = V->getLocation();
    return;
  }
  if (V->hasInit() && suspends(V->getInit())) {
    if (auto R = Source.statement(D))
      comment(*R, Out, /*IsWhole=*/true);
    declareSuspending(D, V, Out);
    return;
  }
  // A condition has no semicolon of its own.
  Fragment Text = Source.statementText(D);
  const auto Pieces = Text.pieces();
  if (Pieces.empty() || !StringRef(Pieces.back().Str).rtrim().ends_with(";"))
    Text.append(";");
  Out.add<TextNode>(Text.append("\n"))->Loc = D->getBeginLoc();
}

/// A local that stays one, whose initialiser suspends.
void Builder::declareSuspending(const DeclStmt *D, const VarDecl *V,
                                Block &Out) {
  auto *N = Out.add<Evaluate>(Operand(V->getInit()));
  N->Plain = V;
  N->PlainStmt = D;
  N->Loc = V->getLocation();
}

Slot *Builder::addLocal(const VarDecl *V) {
  QualType T = V->getType();
  if (V->hasAttr<CleanupAttr>())
    F.refuse(V->getLocation(), "a variable with the attribute 'cleanup' lives "
                               "across a suspension");
  Slot *S = F.addSlot(Slot::Local, V->getName(), T.getNonReferenceType());
  S->Decl = V;
  // That of a loop over a range of a template has no initialiser yet.
  const bool IsBoundToUnknown =
      T->isReferenceType() &&
      (!V->hasInit() || V->getInit()->isTypeDependent());
  if (F.IsGeneric && (isUnknown(T) || IsBoundToUnknown))
    addUnknown(S, V);
  else if (T->isReferenceType()) {
    S->IsReference = true;
    S->NeedsDestroy = false;
    // A temporary that the reference keeps alive is the object itself.
    const Expr *Init = V->getInit()->IgnoreParens();
    if (const auto *Full = dyn_cast<ExprWithCleanups>(Init))
      Init = Full->getSubExpr()->IgnoreParens();
    const auto *Cast = dyn_cast<ImplicitCastExpr>(Init);
    if (Cast && Cast->getCastKind() == CK_NoOp)
      Init = Cast->getSubExpr()->IgnoreParens();
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Init);
        M && M->getExtendingDecl() == V &&
        F.Context.hasSameUnqualifiedType(M->getType(), S->Type)) {
      S->IsReference = false;
      S->Extended = M;
      S->NeedsDestroy =
          S->Type.isDestructedType() == QualType::DK_cxx_destructor;
    }
  }
  F.SlotOf[V] = S;
  if (const auto *D = dyn_cast<DecompositionDecl>(V))
    bindings(D, S);
  return S;
}

/// `decltype(auto)` of a variable's name has the type that the variable is
/// declared with ([dcl.type.decltype]/1), which its place in the frame has not.
void Builder::declaredByName(Slot *S, const VarDecl *V) {
  const auto *Ref = V->hasInit()
                        ? dyn_cast<DeclRefExpr>(skipImplicit(V->getInit()))
                        : nullptr;
  if (!Ref)
    return;
  const QualType T = Ref->getDecl()->getType();
  if (!isa<VarDecl>(Ref->getDecl()) || T->isUndeducedType() ||
      !whyUnspellable(F, T).empty())
    return F.refuse(V->getLocation(), "'decltype(auto)' of a name in a "
                                      "template");
  S->OperandType = T;
}

/// A local whose type only an instance knows, or what its reference is bound
/// to.
void Builder::addUnknown(Slot *S, const VarDecl *V) {
  const QualType T = V->getType();
  // So may what a reference is bound to whose own type is known.
  S->IsLate |= F.Discardable != 0;
  S->NeedsDestroy |= S->IsLate;
  if (const auto *D = dyn_cast<DecompositionDecl>(V)) {
    S->Names = D->bindings().size();
    if (llvm::any_of(D->bindings(),
                     [](const BindingDecl *B) { return B->isParameterPack(); }))
      F.refuse(V->getLocation(), "a structured binding of this kind lives "
                                 "across a suspension");
  }
  if (S->Names > 10)
    F.refuse(V->getLocation(), "a template's structured binding of more than "
                               "ten names");
  const QualType Object = T.getNonReferenceType();
  const AutoType *Auto = Object->getContainedAutoType();
  const bool IsAuto = Auto && Auto->getDeducedType().isNull();
  // A closure is an object either way.
  const bool MayBeReference =
      IsAuto && Auto->isDecltypeAuto() &&
      !(V->hasInit() && isa<LambdaExpr>(skipImplicit(V->getInit())));
  if (!T->isReferenceType() && !MayBeReference) {
    if (IsAuto)
      S->Generic = S->Names ? Slot::Decomposed : Slot::Value;
    return;
  }
  S->IsReference = true;
  S->NeedsDestroy = true;
  if (MayBeReference) {
    S->Generic = Slot::Declared;
    declaredByName(S, V);
  } else if (!IsAuto) {
    S->Generic = Slot::Bound;
    S->DeclaredAs = spellDeclaration(F, T, "", true);
  } else if (T->isLValueReferenceType() && Object.isConstQualified()) {
    S->Generic = Slot::ConstReference;
  } else {
    S->Generic = Slot::Held;
  }
}

namespace {
/// Finds a pack of template parameters that the pattern of an expansion is
/// expanded over.
class ExpandedPack : public RecursiveASTVisitor<ExpandedPack> {
public:
  NamedDecl *Pack = nullptr;

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (isa<NonTypeTemplateParmDecl>(E->getDecl()) &&
        E->getDecl()->isParameterPack())
      return take(E->getDecl());
    const auto *T = E->getDecl()->isParameterPack()
                        ? dyn_cast<PackExpansionType>(E->getDecl()->getType())
                        : nullptr;
    return !T || TraverseType(T->getPattern());
  }
  bool VisitTemplateTypeParmType(TemplateTypeParmType *T) {
    return !T->isParameterPack() || take(T->getDecl());
  }
  // What these are expanded over, they see to themselves.
  bool TraversePackExpansionExpr(PackExpansionExpr *) { return true; }
  bool TraversePackExpansionType(PackExpansionType *, bool = true) {
    return true;
  }
  bool TraverseCXXFoldExpr(CXXFoldExpr *) { return true; }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  bool take(NamedDecl *D) {
    // One that `auto` invents has no name.
    if (!D || !D->getIdentifier() || D->isImplicit())
      return true;
    Pack = D;
    return false;
  }
};
} // namespace

/// How many elements \p List makes if each initialiser makes one, and each
/// expansion as many as its pack has; null if no pack has a name.
static Expr *countOfList(ASTContext &Context, const InitListExpr *List) {
  const QualType Size = Context.getSizeType();
  const SourceLocation Loc = List->getBeginLoc();
  uint64_t Plain = 0;
  Expr *Sum = nullptr;
  auto Add = [&](Expr *E) {
    Sum = !Sum ? E
               : BinaryOperator::Create(Context, Sum, E, BO_Add, Size,
                                        VK_PRValue, OK_Ordinary, Loc, {});
  };
  for (const Expr *Init : List->inits()) {
    const auto *Expansion = dyn_cast<PackExpansionExpr>(Init);
    if (!Expansion) {
      ++Plain;
      continue;
    }
    ExpandedPack Finder;
    Finder.TraverseStmt(const_cast<Expr *>(Expansion->getPattern()));
    if (!Finder.Pack)
      return nullptr;
    Add(SizeOfPackExpr::Create(Context, Loc, Finder.Pack, Loc, Loc));
  }
  if (Plain != 0 || !Sum)
    Add(IntegerLiteral::Create(
        Context, llvm::APInt(Context.getTypeSize(Size), Plain), Size, Loc));
  return Sum;
}

/// The type of \p V, an array without a bound in a template, if its list tells
/// the bound: each initialiser makes one element. Null if an instance decides,
/// as where elements are aggregates, whose braces may be left out.
static QualType boundByList(ASTContext &Context, const VarDecl *V) {
  QualType Element = Context.getAsArrayType(V->getType())->getElementType();
  const auto *Class = Element->getAsCXXRecordDecl();
  const auto *List = V->hasInit()
                         ? dyn_cast<InitListExpr>(skipImplicit(V->getInit()))
                         : nullptr;
  if (!List || List->getNumInits() == 0 || Element->isDependentType() ||
      Element->isArrayType() || (Class && Class->isAggregate()) ||
      llvm::any_of(List->inits(), [&](const Expr *Init) {
        // A string may be all of the array.
        return isa<DesignatedInitExpr>(Init) ||
               (isa<StringLiteral>(Init) && Element->isAnyCharacterType());
      }))
    return QualType();
  Expr *Count = countOfList(Context, List);
  if (!Count)
    return QualType();
  if (const auto *Literal = dyn_cast<IntegerLiteral>(Count))
    return Context.getConstantArrayType(Element, Literal->getValue(), nullptr,
                                        ArraySizeModifier::Normal, 0);
  return compat::arrayOfSize(Context, Element, Count);
}

Construct *Builder::construct(const VarDecl *V, Block &Out) {
  if (V->getType()->isVariableArrayType()) {
    F.cannotHappen(V->getLocation(), "a variable length array lives across a "
                                     "suspension");
    return nullptr;
  }
  const auto *Array = dyn_cast_or_null<DependentSizedArrayType>(
      F.Context.getAsArrayType(V->getType()));
  if (V->getType()->isIncompleteArrayType() ||
      (Array && !Array->getSizeExpr())) {
    QualType Bound = boundByList(F.Context, V);
    if (Bound.isNull()) {
      F.refuse(V->getLocation(), "an array whose bound an instance of the "
                                 "template decides");
      return nullptr;
    }
    // What names the array has still the type without a bound.
    const_cast<VarDecl *>(V)->setType(Bound);
  }
  Slot *S = addLocal(V);
  auto *N = Out.add<Construct>(S);
  N->Loc = V->getLocation();
  N->Var = V;
  // In a template nobody knows yet that an anonymous union needs nothing.
  if (!V->getDeclName() && !isa<DecompositionDecl>(V)) {
    const auto *R = V->getType()->getAsCXXRecordDecl();
    if (!R || R->hasInClassInitializer())
      F.refuse(V->getLocation(), "an anonymous union that is initialised lives "
                                 "across a suspension");
    N->Style = Construct::Nothing;
    S->NeedsDestroy = false;
    return N;
  }
  if (V->hasInit())
    N->Init = V->getInit();
  for (const BindingDecl *B : std::exchange(Holders, {}))
    holder(B, S, Out);
  return N;
}

/// `N::` of the namespace \p D is a member of, or nothing if its name must be
/// found through its arguments.
static std::string scopeOf(const FunctionDecl *D) {
  if (const FunctionTemplateDecl *T = D->getPrimaryTemplate())
    D = T->getTemplatedDecl();
  const bool IsHidden = llvm::all_of(D->redecls(), [](const FunctionDecl *R) {
    return R->getFriendObjectKind() != Decl::FOK_None;
  });
  const DeclContext *Context = D->getDeclContext()->getRedeclContext();
  if (IsHidden || D->isInAnonymousNamespace())
    return "";
  if (const auto *N = dyn_cast<NamespaceDecl>(Context))
    return N->getQualifiedNameAsString() + "::";
  return Context->isTranslationUnit() ? "::" : "";
}

/// The variable behind one name of a structured binding on a tuple-like type:
/// a reference to what `get` gave ([dcl.struct.bind]/4).
void Builder::holder(const BindingDecl *B, Slot *Whole, Block &Out) {
  const VarDecl *V = B->getHoldingVar();
  Slot *S = addLocal(V);
  S->Hint = B->getName().str();
  const Expr *Init = V->getInit()->IgnoreImplicit();
  const auto *C = dyn_cast<CallExpr>(Init);
  if (!C)
    return F.cannotHappen(B->getLocation(),
                          "a structured binding calls no get");
  Fragment Object = Fragment::object(Whole);
  const auto *Decomposed = cast<DecompositionDecl>(B->getDecomposedDecl());
  if (!Decomposed->getType()->isLValueReferenceType())
    Object = Fragment("std::move(") + Object + ")";
  std::string Name = "get<" +
                     std::to_string(llvm::find(Decomposed->bindings(), B) -
                                    Decomposed->bindings().begin()) +
                     ">(";
  // Argument-dependent lookup alone finds the function: no other `get`.
  const FunctionDecl *Get = C->getDirectCallee();
  Fragment Text = isa<CXXMemberCallExpr>(C)
                      ? Object + "." + Name + ")"
                      : Fragment(scopeOf(Get)) + Name + Object + ")";
  auto *N = Out.add<Construct>(S);
  N->Loc = B->getLocation();
  if (S->IsReference) {
    N->Style = Construct::Bind;
    N->Init = Operand(
        C->isLValue() ? Text : Fragment("switchback::lvalue(") + Text + ")");
  } else {
    N->Style =
        S->Type->isScalarType() ? Construct::Assign : Construct::NewParen;
    N->Init = Operand(Text);
  }
  F.BindingText[B] = Fragment::object(S);
}

/// The names of a structured binding stand for parts of one object.
void Builder::bindings(const DecompositionDecl *D, Slot *S) {
  std::string Hint;
  for (const BindingDecl *B : D->bindings())
    Hint += (Hint.empty() ? "" : "_") + B->getName().str();
  S->Hint = Hint;
  for (auto [I, B] : llvm::enumerate(D->bindings())) {
    Fragment Whole = Fragment::object(S);
    if (B->getHoldingVar()) {
      const auto *R = S->Type->getAsCXXRecordDecl();
      StringRef Name = R ? R->getName() : "";
      bool IsStd = R && R->isInStdNamespace();
      if (IsStd && Name == "pair")
        F.BindingText[B] = Whole + (I == 0 ? ".first" : ".second");
      else if (IsStd && (Name == "tuple" || Name == "array"))
        F.BindingText[B] =
            Fragment("std::get<" + std::to_string(I) + ">(") + Whole + ")";
      else
        Holders.push_back(B);
      continue;
    }
    const Expr *E = B->getBinding();
    if (!E && isUnknown(D->getType())) {
      // An instance knows what it is of.
      F.BindingText[B] = Fragment("switchback::part<") + std::to_string(I) +
                         ">(" + Fragment::pointer(S) + ")";
      continue;
    }
    if (!E) {
      F.cannotHappen(D->getLocation(),
                     "a structured binding has no initialiser");
      return;
    }
    E = E->IgnoreImpCasts();
    if (const auto *M = dyn_cast<MemberExpr>(E))
      F.BindingText[B] = Whole + "." + M->getMemberDecl()->getName();
    else if (isa<ArraySubscriptExpr>(E))
      F.BindingText[B] = Whole + "[" + std::to_string(I) + "]";
    else
      F.refuse(D->getLocation(), "a structured binding of this kind lives "
                                 "across a suspension");
  }
}

} // namespace switchback
