//===- SpillClosures.cpp - Closures in the frame --------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See Spill.cpp. How a closure gets a type with a name.
///
//===----------------------------------------------------------------------===//
#include "Captures.h"
#include "Spiller.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace switchback {

namespace {
/// Finds what is named for its address, in all instances of a template.
class AddressUses : public RecursiveASTVisitor<AddressUses> {
public:
  explicit AddressUses(const LambdaExpr *L) {
    TraverseStmt(const_cast<Stmt *>(L->getBody()));
  }
  llvm::DenseSet<const ValueDecl *> Found;

  bool TraverseStmt(Stmt *S) {
    const auto *E = dyn_cast_or_null<Expr>(S);
    llvm::SaveAndRestore Saved(Depends, Depends || (E && E->isTypeDependent()));
    return RecursiveASTVisitor::TraverseStmt(S);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (!Depends && E->isNonOdrUse() == NOUR_None)
      Found.insert(E->getDecl());
    return true;
  }

private:
  bool Depends = false;
};

/// What of a coroutine a lambda expression names.
class ClosureUses : public RecursiveASTVisitor<ClosureUses> {
public:
  /// \p Values: what is evaluated before the closure is made.
  ClosureUses(const Form &F, const LambdaExpr *L,
              const SourceText::Substitutions &Values)
      : F(F), Values(Values) {
    // Of a constant that has become static, and that nothing but an instance
    // could capture, what is lowered inside has no capture.
    const AddressUses Addresses(L);
    for (const LambdaCapture &C : L->captures())
      if (const ValueDecl *D =
              C.capturesVariable() ? C.getCapturedVar() : nullptr;
          D && !(C.isImplicit() && F.StaticConstants.contains(D) &&
                 !Addresses.Found.contains(D)))
        Captured.insert(D);
    TraverseStmt(const_cast<LambdaExpr *>(L));
    // What the initialisers that are left name is the variable.
    const auto Inside = std::exchange(Locals, {});
    Referred = std::exchange(Evaluated, {});
    for (auto [C, Init] : llvm::zip(L->captures(), L->capture_inits()))
      if (L->isInitCapture(&C))
        TraverseStmt(const_cast<Expr *>(Init));
    for (const ValueDecl *D : Locals)
      Named.insert(D);
    Locals = Inside;
    // What is no capture is a constant wherever the body names it.
    Locals.remove_if([this](const ValueDecl *D) {
      const auto *V = dyn_cast<VarDecl>(D);
      return V && Constants.contains(V) && !Evaluated.contains(D);
    });
  }
  /// Those that the initialisers of captures name.
  llvm::DenseSet<const ValueDecl *> Named;
  /// Those that the body names for something else than a constant's value: an
  /// instance of a template may capture such a constant.
  llvm::DenseSet<const ValueDecl *> Referred;
  /// Variables, constants that need no capture (after those they use), and
  /// types and static variables of the coroutine.
  llvm::SetVector<const ValueDecl *> Locals;
  llvm::SetVector<const VarDecl *> Constants;
  llvm::SetVector<const NamedDecl *> Needs;
  bool UsesThis = false;

  bool TraverseStmt(Stmt *S) {
    const auto *E = dyn_cast_or_null<Expr>(S);
    return (E && Values.contains(E)) || RecursiveASTVisitor::TraverseStmt(S);
  }
  // Sema notes what a name is used for in the semantic form alone.
  bool TraverseInitListExpr(InitListExpr *L) {
    if (L->getSemanticForm())
      L = L->getSemanticForm();
    return llvm::all_of(L->inits(),
                        [this](Expr *Init) { return TraverseStmt(Init); });
  }
  // A statement expression in the initialiser of a capture has its own.
  bool VisitVarDecl(VarDecl *V) {
    Own.insert(V);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const ValueDecl *D = E->getDecl();
    if (Own.contains(D) || AskedFor.contains(E))
      return true;
    if (isa<EnumConstantDecl>(D))
      return use(cast<EnumDecl>(D->getDeclContext()));
    if (!F.SlotOf.contains(D) && !isOurs(D))
      return true;
    auto *V = const_cast<VarDecl *>(dyn_cast<VarDecl>(D));
    if (V && !Captured.contains(D) &&
        (E->isNonOdrUse() == NOUR_Constant || F.StaticConstants.contains(D))) {
      TraverseStmt(V->getInit());
      Constants.insert(V);
      if (E->isNonOdrUse() == NOUR_None)
        Evaluated.insert(D);
    } else if ((V && V->hasLocalStorage()) || isa<BindingDecl>(D)) {
      Locals.insert(D);
      if (E->isNonOdrUse() == NOUR_None)
        Evaluated.insert(D);
    } else {
      Needs.insert(D); // a static, which only the body can name
    }
    return true;
  }
  // Its type is spelled then.
  bool VisitDecltypeTypeLoc(DecltypeTypeLoc L) {
    const auto *Ref = dyn_cast<DeclRefExpr>(L.getUnderlyingExpr());
    if (Ref && !Ref->getDecl()->isParameterPack() &&
        F.SlotOf.contains(Ref->getDecl()) &&
        whyUnspellable(F, Ref->getDecl()->getType()).empty())
      AskedFor.insert(Ref);
    return true;
  }
  bool VisitCXXThisExpr(CXXThisExpr *) {
    UsesThis |= !InClass;
    return true;
  }
  // The members of a class defined inside have a `this` of their own.
  bool TraverseCXXRecordDecl(CXXRecordDecl *D) {
    llvm::SaveAndRestore Saved(InClass, true);
    return RecursiveASTVisitor::TraverseCXXRecordDecl(D);
  }
  bool VisitTagTypeLoc(TagTypeLoc L) { return use(L.getDecl()); }
  bool VisitTypedefTypeLoc(TypedefTypeLoc L) {
    return use(compat::typedefDecl(L));
  }

private:
  bool isOurs(const Decl *D) const {
    return D->getDeclContext()->Equals(F.Function) && !D->isTemplateParameter();
  }
  bool use(const NamedDecl *D) {
    if (isOurs(D))
      Needs.insert(D);
    return true;
  }

  const Form &F;
  const SourceText::Substitutions &Values;
  llvm::DenseSet<const ValueDecl *> Captured, Own, Evaluated;
  llvm::DenseSet<const Expr *> AskedFor;
  bool InClass = false;
};
} // namespace

static bool capturesByCopy(const LambdaExpr *L, const ValueDecl *D) {
  return llvm::any_of(L->captures(), [&](const LambdaCapture &C) {
    return C.capturesVariable() && C.getCapturedVar() == D &&
           C.getCaptureKind() == LCK_ByCopy;
  });
}

namespace {
/// Finds uses of a variable outside of lambda expressions.
class UseOutside : public RecursiveASTVisitor<UseOutside> {
public:
  explicit UseOutside(const VarDecl *V) : V(V) {}
  bool Found = false;
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Found |= E->getDecl() == V;
    return !Found;
  }

private:
  const VarDecl *V;
};
} // namespace

/// The declaration of a constant of the coroutine, for a factory.
Fragment Spiller::constantDeclaration(const VarDecl *V) {
  Fragment Text(V->isConstexpr() ? "constexpr " : "");
  Text.append(spellDeclaration(F, V->getType(), V->getName(), true));
  Fragment Value = Source.expression(V->getInit());
  if (V->getInitStyle() == VarDecl::ListInit)
    Text.append(bracesOf(Value));
  else
    Text.append(Fragment(" = ") + Value);
  return Text.append("; ");
}

/// A closure in the frame: a factory in front of the frame's members makes it,
/// so that its type can be named; the call of the factory.
Fragment Spiller::closure(Slot *Target, const LambdaExpr *L) {
  if (L->isGenericLambda())
    for (const LambdaCapture &C : L->captures())
      checkCopiedReference(F, C);
  Fragment Params, Args, Types, DeducedPack;
  StringRef DeducedPackName;
  auto Add = [](Fragment &To, const Fragment &Text) {
    if (!To.empty())
      To.append(", ");
    To.append(Text);
  };
  // An init-capture up to the last that suspends is evaluated here, in order.
  SourceText::Substitutions Values;
  llvm::DenseMap<const ValueDecl *, Fragment> Copies;
  size_t LastInit = 0;
  for (auto [I, Init] : llvm::enumerate(L->capture_inits()))
    if (Init && marked(Init))
      LastInit = I + 1;
  for (auto [I, C] : llvm::enumerate(L->captures())) {
    const Expr *Init = L->capture_init_begin()[I];
    const QualType Copied =
        C.capturesVariable() && !L->isInitCapture(&C) &&
                C.getCaptureKind() == LCK_ByCopy
            ? C.getCapturedVar()->getType().getNonReferenceType()
            : QualType();
    if (I + 1 < LastInit && !Copied.isNull() &&
        (isUnknown(Copied) || !canRelocate(Copied))) {
      // The factory copies it, behind what is evaluated here.
      F.refuse(C.getLocation(), "an operand of class type is constructed "
                                "before a suspension and used behind it");
      return Fragment();
    }
    if (I + 1 < LastInit && !Copied.isNull())
      if (std::optional<Fragment> Copy = save(Init))
        Copies[C.getCapturedVar()] = lvalue(*Copy);
    if (I >= LastInit || !L->isInitCapture(&C))
      continue;
    // Of a list in a template nothing is known.
    if (Init->getType().isNull()) {
      F.refuse(C.getLocation(), "a capture of this kind suspends");
      return Fragment();
    }
    QualType Captured = Init->getType().getUnqualifiedType();
    if (I + 1 == LastInit && Init->isPRValue() && !canRelocate(Captured) &&
        whyUnspellable(F, Captured).empty()) {
      // The factory makes it where it captures it.
      std::string Name = "make_" + C.getCapturedVar()->getName().str();
      std::string Type = spellDeclaration(F, Captured);
      Add(Params, "switchback::maker<" + Type + "> " + Name);
      Add(Types, "std::declval<switchback::maker<" + Type + ">>()");
      Add(Args,
          Fragment("[&]() -> " + Type + " { return ") + value(Init) + "; }");
      Values[Init] = Values[skipImplicit(Init)] = Fragment(Name + "()");
      continue;
    }
    if (I + 1 == LastInit && Init->isTypeDependent() && !InExpansion) {
      // So it is where an instance decides what that is.
      const std::string Name = "make_" + C.getCapturedVar()->getName().str();
      const Fragment Text = value(Init);
      const Fragment Maker =
          Fragment("switchback::maker<decltype(") + Text + ")>";
      keepNamed(Text);
      Add(Params, "auto " + Name);
      Add(Types, Fragment("std::declval<") + Maker + ">()");
      Add(Args, Maker + "([&]() -> decltype(auto) { return " + Text + "; })");
      Values[Init] = Values[skipImplicit(Init)] = Fragment(Name + "()");
      continue;
    }
    std::optional<Fragment> Held = save(Init);
    if (!Held)
      continue;
    Fragment Object = lvalue(*Held);
    QualType T = Init->getType();
    if (!Object.isObject() || !whyUnspellable(F, T).empty()) {
      F.refuse(Init->getExprLoc(), "a capture of this kind suspends");
      return Fragment();
    }
    std::string Name = C.getCapturedVar()->getName().str() + "_value";
    std::string Type = spellDeclaration(F, F.Context.getLValueReferenceType(T));
    Add(Params, Type + " " + Name);
    Add(Types, "std::declval<" + Type + ">()");
    Add(Args, Object);
    Values[Init] = Values[skipImplicit(Init)] =
        Held->isObject() ? Fragment(Name) : moved(Fragment(Name));
  }
  ClosureUses Uses(F, L, Values);
  F.FactoryNeeds.insert(F.FactoryNeeds.end(), Uses.Needs.begin(),
                        Uses.Needs.end());
  for (const ValueDecl *D : Uses.Locals) {
    Fragment Object(D->getName());
    auto Found = F.SlotOf.find(D);
    if (auto It = F.BindingText.find(D); It != F.BindingText.end())
      Object = It->second;
    else if (Found != F.SlotOf.end())
      Object = Fragment::object(Found->second);
    if (auto Copy = Copies.find(D); Copy != Copies.end()) {
      // Behind the suspension the variable may have another value.
      if (Uses.Named.contains(D)) {
        F.refuse(L->getExprLoc(), "a capture of this kind suspends");
        return Fragment();
      }
      Object = Copy->second;
    }
    const auto *Pack = D->getType()->getAs<PackExpansionType>();
    const char *Dots = Pack ? "..." : "";
    QualType T =
        (Pack ? Pack->getPattern() : D->getType()).getNonReferenceType();
    const auto *B = dyn_cast<BindingDecl>(D);
    if (B && B->getBinding() && B->getBinding()->refersToBitField()) {
      std::string Type = spellDeclaration(F, T);
      Add(Params, Type + " " + D->getName().str());
      Add(Types, "std::declval<" + Type + ">()");
    } else if (whyUnspellable(F, T).empty()) {
      // A capture of a coroutine lambda is const inside, a copy of it is not.
      const Slot *Captured = Found != F.SlotOf.end() ? Found->second : nullptr;
      const bool IsConst = Captured && Captured->IsCapture &&
                           Captured->Type.isConstQualified() &&
                           !T.isConstQualified();
      if (IsConst && !capturesByCopy(L, D))
        T = T.withConst();
      QualType Reference = F.Context.getLValueReferenceType(T);
      std::string Spelled = spellDeclaration(F, Reference);
      if (IsConst && !T.isConstQualified())
        Object = Fragment("const_cast<" + Spelled + ">(") + Object + ")";
      Add(Params, spellDeclaration(F, Reference, Dots + D->getName().str()));
      Add(Types, "std::declval<" + Spelled + ">()" + Dots);
    } else if (Found != F.SlotOf.end() || F.BindingText.contains(D)) {
      // The frame declares it in front of the closure. No pack is deduced in
      // front of other parameters.
      if (Pack && !DeducedPack.empty())
        F.refuse(L->getExprLoc(), "a lambda that lives across a suspension "
                                  "captures what has no name for its type");
      if (Pack) {
        DeducedPack = Object + Dots;
        DeducedPackName = D->getName();
        continue;
      }
      Add(Params, Fragment("auto &") + D->getName());
      Add(Types, Object);
    } else {
      F.refuse(L->getExprLoc(), "a lambda that lives across a suspension "
                                "captures what has no name for its type");
      return Fragment();
    }
    Add(Args, Object + Dots);
  }
  if (QualType This = F.thisType(); Uses.UsesThis && !This.isNull()) {
    std::string Class = spellOwnClass(F, This->getPointeeType()) + " *";
    Fragment Self = Fragment::special(Fragment::Self);
    Add(Params, Fragment(Class) + Self);
    Add(Types, "std::declval<" + Class + ">()");
    Add(Args, Self);
    F.UsesThis = true;
  }
  if (!DeducedPack.empty()) {
    Add(Params, Fragment("auto &...") + DeducedPackName);
    Add(Types, DeducedPack);
    Add(Args, DeducedPack);
  }
  Target->FactoryLoc = L->getBeginLoc();
  Fragment Constants;
  for (const VarDecl *V : Uses.Constants) {
    Constants.append(Uses.Referred.contains(V)
                         ? Fragment(constantDeclaration(V)).asStatic()
                         : Fragment(constantDeclaration(V)));
    UseOutside Use(V);
    Use.TraverseStmt(F.Coroutine->getBody());
    if (!Use.Found && MarkedUsed.insert(V).second)
      emitText("(void)" + V->getName().str()); // against a warning
  }
  Target->FactoryText =
      Fragment("[](") + Params + ") { " + Constants +
      inItsBranch(Fragment("return ") + Source.closure(L, &Values) + ";") +
      " }";
  Fragment Factory = Fragment::special(Fragment::Factory, Target);
  Target->TypeSource = Factory + "(" + Types + ")";
  return Factory + "(" + Args + ")";
}

/// \p Statement, which returns, as part of the branches of `if constexpr` that
/// are being spilled: where an instance discards them it must not be compiled,
/// though it stands elsewhere.
Fragment Spiller::inItsBranch(Fragment Statement) {
  for (auto [Cond, IsTaken] : llvm::reverse(Branches)) {
    auto Range = Source.range(Cond->getSourceRange());
    if (!Range)
      continue;
    nameInType(Cond);
    const std::string Text = Source.text(*Range).str();
    Statement = Fragment(IsTaken ? "if constexpr (" + Text + ") { "
                                 : "if constexpr (!(" + Text + ")) { ") +
                Statement + " } else { return switchback::discarded(); }";
  }
  return Statement;
}

/// True if \p E, of a template, is known to name an object and no more.
static bool namesObject(const Expr *E) {
  E = skipImplicit(E)->IgnoreParens();
  // A copy of it has no parts either.
  if (const auto *C = dyn_cast<CXXConstructExpr>(E);
      C && C->getConstructor()->isCopyOrMoveConstructor())
    return C->getNumArgs() == 1 && namesObject(C->getArg(0));
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    const auto *Callee = dyn_cast<OverloadExpr>(C->getCallee());
    const std::string Name = Callee ? Callee->getName().getAsString() : "";
    return C->getNumArgs() == 1 && namesObject(C->getArg(0)) &&
           (C->isCallToStdMove() || Name == "move" || Name == "forward");
  }
  if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(E))
    return M->isImplicitAccess() || namesObject(M->getBase());
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return namesObject(M->getBase());
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return namesObject(U->getSubExpr());
  return isa<DeclRefExpr, CXXThisExpr, IntegerLiteral, StringLiteral,
             CharacterLiteral, CXXBoolLiteralExpr>(E);
}

/// What a factory makes beside a closure dies in the factory. Refuses \p L,
/// which is an operand: its temporaries live as long as the whole expression.
void Spiller::checkTemporaries(const LambdaExpr *L) {
  const Expr *Found = nullptr;
  for (auto [C, Init] : llvm::zip(L->captures(), L->capture_inits())) {
    if (!L->isInitCapture(&C))
      continue;
    // What stands in front of a suspension is evaluated outside.
    if (suspends(Init))
      Found = nullptr;
    else if (Init->isInstantiationDependent() ? !namesObject(Init)
                                              : hasTemporary(Init, true))
      Found = Init;
  }
  if (Found)
    F.refuse(Found->getExprLoc(), "a capture makes a temporary that outlives "
                                  "the expression of its lambda");
}

/// The lambdas in \p E, which initialises \p Target: factories make the
/// closures where they stand, and where the initialiser is asked for its type.
void Spiller::makeInside(Slot *Target, const Expr *E) {
  // Each element has a closure of another type.
  if (isa<PackExpansionExpr, CXXFoldExpr>(E) && hasOpenLambda(E))
    return F.refuse(E->getExprLoc(), "a lambda of a template is part of what "
                                     "lives across a suspension");
  const auto *L = dyn_cast<LambdaExpr>(E);
  if (!L) {
    for (const Expr *Op : evaluationOrder(E))
      makeInside(Target, Op);
    return;
  }
  Slot *Maker = Target->FactoryText.empty()
                    ? Target
                    : F.addSlot(Slot::Scratch, nameFor(L), L->getType());
  checkTemporaries(L);
  substitute(L, closure(Maker, L));
  Maker->TypeSource = Fragment();
}

/// True if the text of \p E has a lambda in it: its type is another one
/// whenever that text is read.
bool Spiller::hasOpenLambda(const Expr *E) const {
  // Text that stands for more than a lambda may have others in it.
  if (auto It = Subs.find(E);
      It != Subs.end() && (isa<LambdaExpr>(E) || It->second.isObject()))
    return false;
  if (isa<LambdaExpr>(E))
    return true;
  return llvm::any_of(evaluationOrder(E), [&](const Expr *Op) {
    bool IsHeld = marked(Op) && EarlySet.contains(Op);
    return !IsHeld && hasOpenLambda(Op);
  });
}

} // namespace switchback
