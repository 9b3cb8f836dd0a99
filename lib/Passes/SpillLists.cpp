//===- SpillLists.cpp - Braced lists of templates -------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See SpillUnknown.cpp. A list has no type of its own in a template, and
/// nobody knows yet which temporaries what it makes keeps alive.
///
//===----------------------------------------------------------------------===//
#include "Spiller.h"
#include "switchback/Compiler/Types.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace switchback {

bool mayExtend(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (const auto *S = T->getAs<TemplateSpecializationType>())
    if (const auto *D = dyn_cast_or_null<ClassTemplateDecl>(
            S->getTemplateName().getAsTemplateDecl()))
      R = D->getTemplatedDecl();
  if (!R)
    return false;
  if (R->isInStdNamespace() && R->getName() == "initializer_list")
    return true;
  return R->hasDefinition() && R->isAggregate() &&
         llvm::any_of(R->fields(), [](const FieldDecl *Field) {
           return Field->getType()->isReferenceType() ||
                  mayExtend(Field->getType());
         });
}

/// True for the list of a template's initialiser, which has no type.
bool Spiller::isUnknownList(const Expr *E) {
  const auto *L = dyn_cast<InitListExpr>(E);
  return L && (L->isTypeDependent() || L->getType()->isVoidType());
}

/// The type of member or element \p I of an object of type \p T, if a list that
/// has one initialiser for each makes it.
QualType partOf(const ASTContext &Context, QualType T, unsigned I) {
  if (const auto *A = Context.getAsArrayType(T))
    return A->getElementType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || !R->isAggregate() || R->getNumBases())
    return QualType();
  for (const FieldDecl *Field : R->fields())
    if (!Field->isUnnamedBitField() && I-- == 0)
      return Field->getType();
  return QualType();
}

/// True if a reference of type \p T that is initialised by \p E refers to what
/// that denotes, in every instance.
static bool refersToObject(const ASTContext &Context, QualType T,
                           const Expr *E) {
  return !T->isDependentType() && T->isLValueReferenceType() &&
         (!T->getPointeeType().isConstQualified() ||
          (E->isLValue() &&
           Context.hasSameUnqualifiedType(T->getPointeeType(), E->getType())));
}

/// True if the list \p E, which makes a \p T, may keep a temporary alive by a
/// reference: one that is bound to anything but what it is said to refer to.
bool listMayExtend(const ASTContext &Context, const Expr *E, QualType T) {
  const auto *List = dyn_cast<InitListExpr>(E);
  if (!mayExtend(T))
    return false;
  if (!List)
    return true;
  unsigned I = 0;
  for (const Expr *Init : List->inits()) {
    const QualType Part = partOf(Context, T, I++);
    if (isa<DesignatedInitExpr, PackExpansionExpr>(Init) || Part.isNull() ||
        (Part->isReferenceType() ? !refersToObject(Context, Part, Init)
                                 : mayExtend(Part)))
      return true;
  }
  // What is left out may have an initialiser of its own.
  for (QualType Part; !(Part = partOf(Context, T, I)).isNull(); ++I)
    if (Context.getAsArrayType(T) || Part->isReferenceType() || mayExtend(Part))
      return true;
  return false;
}

/// Notes that \p Init, if it is a list, makes an object of type \p T.
void Spiller::noteListType(const Expr *Init, QualType T) {
  Init = skipImplicit(Init);
  if (isUnknownList(Init) && !T->isUndeducedType())
    ListTypes[Init] = T;
}

/// What a list over elements of type \p T is made of, if the pattern knows.
static QualType elementOfList(QualType T) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  return isStdClass(T, "initializer_list") && S
             ? S->getTemplateArgs()[0].getAsType()
             : QualType();
}

/// Constructs \p Target, an `initializer_list`, over an array beside it, of the
/// braced list \p E. False if that is something else.
bool Spiller::constructList(Slot *Target, const Expr *E) {
  const Expr *Made = skipImplicit(E)->IgnoreParens();
  if (const auto *C = dyn_cast<CXXUnresolvedConstructExpr>(Made);
      C && C->isListInitialization())
    Made = skipImplicit(C->getArg(0));
  const QualType Element = elementOfList(Target->Type);
  const auto *List = dyn_cast<InitListExpr>(Made);
  if (Element.isNull() || !isUnknownList(Made) || !List->getNumInits() ||
      llvm::any_of(List->inits(), [](const Expr *Init) {
        return isa<PackExpansionExpr, DesignatedInitExpr>(Init);
      }))
    return false;
  const QualType Array = F.Context.getConstantArrayType(
      Element.withConst(), llvm::APInt(32, List->getNumInits()), nullptr,
      ArraySizeModifier::Normal, 0);
  Slot *Elements = F.addSlot(Slot::Local, Target->Hint + "_object", Array);
  Elements->IsExtendedPart = true;
  Elements->IsConditional = ConditionalDepth > 0 && Elements->NeedsDestroy;
  constructInto(Elements, List);
  auto N = std::make_unique<Construct>(Target);
  N->Style = Construct::Fill;
  N->Init = Operand(Fragment::object(Elements));
  emit(std::move(N));
  return true;
}

/// Refuses the list \p E of a local of type \p T if a temporary that a member
/// of it would keep alive is held: in the frame it dies with the expression.
void Spiller::checkPlainList(const Expr *E, QualType T) {
  const Expr *Made = skipImplicit(E)->IgnoreParens();
  if (const auto *C = dyn_cast<CXXUnresolvedConstructExpr>(Made);
      C && C->isListInitialization())
    Made = C->getArg(0);
  const auto *List = dyn_cast<InitListExpr>(Made);
  if (!List || !isUnknownList(List) || !listMayExtend(F.Context, List, T))
    return;
  for (const Expr *Init : List->inits())
    if (Unknown.contains(Init) || (marked(Init) && isa<InitListExpr>(Init)))
      F.refuse(Init->getExprLoc(), "a braced list of a template lives across a "
                                   "suspension");
}

/// An expression of the type of the array behind the list \p E, whose text is
/// \p Text. (g++ 12 fails on lists in `decltype` that name members by way of a
/// using-declaration.)
Fragment Spiller::typeOfList(const Expr *E, const Fragment &Text) {
  const auto *List = cast<InitListExpr>(E);
  auto HasPack = [](const Expr *Element) {
    return Element->containsUnexpandedParameterPack() ||
           isa<PackExpansionExpr>(Element);
  };
  const Expr *First = List->getInit(0);
  auto R = Source.range(First->getSourceRange());
  if (!R || llvm::any_of(List->inits(), HasPack))
    return Text;
  return Fragment("switchback::array_like<" +
                  std::to_string(List->getNumInits()) + ">(") +
         Source.cut(*R, {First}, &Subs) + ")";
}

} // namespace switchback
