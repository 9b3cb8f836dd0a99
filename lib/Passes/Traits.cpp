//===- Traits.cpp - Specialisations of coroutine_traits -------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See Traits.h. The type of the promise of a coroutine template is asked of
/// the traits in its text, with the parameters' types; a closure's has no name
/// there.
///
//===----------------------------------------------------------------------===//
#include "Traits.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace switchback {

/// False if no type can be both: \p Pattern, what a specialisation is for, and
/// \p T, which instances may know more about.
static bool couldMatch(QualType Pattern, QualType T) {
  Pattern = Pattern.getCanonicalType();
  T = T.getCanonicalType();
  auto TemplateOf = [](QualType T) -> const NamedDecl * {
    if (const auto *S = T->getAs<TemplateSpecializationType>())
      return S->getTemplateName().getAsTemplateDecl();
    if (const auto *R = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
            T->getAsCXXRecordDecl()))
      return R->getSpecializedTemplate();
    return T->getAsCXXRecordDecl();
  };
  const NamedDecl *Left = TemplateOf(Pattern), *Right = TemplateOf(T);
  if (Left && Right)
    return Left->getCanonicalDecl() == Right->getCanonicalDecl();
  const bool IsOpen = Pattern->isDependentType() || T->isDependentType();
  return IsOpen || T->isUndeducedType() || Pattern == T;
}

namespace {
/// Looks for uses of a template parameter.
class ParameterUse : public RecursiveASTVisitor<ParameterUse> {
public:
  explicit ParameterUse(const TemplateTypeParmDecl *Parameter)
      : Parameter(Parameter) {}
  bool Found = false;

  /// Looks in what \p Traits, a specialisation, is made of.
  bool in(const ClassTemplatePartialSpecializationDecl *Traits) {
    for (const CXXBaseSpecifier &Base : Traits->bases())
      TraverseTypeLoc(Base.getTypeSourceInfo()->getTypeLoc());
    for (Decl *Member : Traits->decls())
      TraverseDecl(Member);
    return Found;
  }
  bool VisitTemplateTypeParmTypeLoc(TemplateTypeParmTypeLoc L) {
    Found |= L.getDecl() == Parameter;
    return !Found;
  }
  bool VisitSizeOfPackExpr(SizeOfPackExpr *E) {
    Found |= E->getPack() == Parameter;
    return !Found;
  }

private:
  const TemplateTypeParmDecl *Parameter;
};
} // namespace

/// The arguments of \p Traits behind the first, which is the return type.
static llvm::ArrayRef<TemplateArgument>
parametersOf(const ClassTemplateSpecializationDecl *Traits) {
  llvm::ArrayRef<TemplateArgument> Args =
      Traits->getTemplateArgs().asArray().drop_front();
  if (Args.size() == 1 && Args[0].getKind() == TemplateArgument::Pack)
    Args = Args[0].getPackAsArray();
  return Args;
}

/// True if \p Traits, a specialisation of std::coroutine_traits, is for
/// functions with any parameters, and does not look at them.
static bool
ignoresParameters(const ClassTemplatePartialSpecializationDecl *Traits) {
  const TemplateParameterList *Params = Traits->getTemplateParameters();
  const auto *Pack =
      dyn_cast<TemplateTypeParmDecl>(Params->getParam(Params->size() - 1));
  llvm::ArrayRef<TemplateArgument> Args = parametersOf(Traits);
  return Pack && Pack->isParameterPack() &&
         !Traits->hasAssociatedConstraints() && Args.size() == 1 &&
         Args[0].isPackExpansion() &&
         isa<TemplateTypeParmType>(Args[0]
                                       .getPackExpansionPattern()
                                       .getAsType()
                                       .getCanonicalType()) &&
         !ParameterUse(Pack).in(Traits);
}

/// True if \p Traits takes any class as that of the function and does not look
/// at it, but perhaps to say that it is not meant for it.
static bool ignoresClass(const ClassTemplatePartialSpecializationDecl *Traits) {
  llvm::ArrayRef<TemplateArgument> Args = parametersOf(Traits);
  if (Args.empty() || Args[0].getKind() != TemplateArgument::Type)
    return false;
  const auto *Class = Args[0]
                          .getAsType()
                          .getNonReferenceType()
                          .getCanonicalType()
                          ->getAs<TemplateTypeParmType>();
  if (!Class || Class->isParameterPack())
    return false;
  const auto *Param = cast<TemplateTypeParmDecl>(
      Traits->getTemplateParameters()->getParam(Class->getIndex()));
  ParameterUse Uses(Param);
  const ASTTemplateArgumentListInfo *Written =
      Traits->getTemplateArgsAsWritten();
  for (const TemplateArgumentLoc &Arg : Written->arguments().drop_front(2))
    Uses.TraverseTemplateArgumentLoc(Arg);
  return !Uses.in(Traits);
}

void forStdTemplates(const ASTContext &Context, StringRef Name,
                     llvm::function_ref<void(const ClassTemplateDecl *)> Each) {
  for (const NamedDecl *D :
       Context.getTranslationUnitDecl()->lookup(&Context.Idents.get("std")))
    if (const auto *Std = dyn_cast<NamespaceDecl>(D))
      for (const NamedDecl *Found : Std->lookup(&Context.Idents.get(Name)))
        if (const auto *T = dyn_cast<ClassTemplateDecl>(Found))
          Each(T);
}

static void
forTraits(const ASTContext &Context,
          llvm::function_ref<void(const ClassTemplateDecl *)> Each) {
  forStdTemplates(Context, "coroutine_traits", Each);
}

/// True if there is a specialisation for what \p F returns; with
/// \p ByParameters, one that may look at the types of its parameters.
static bool specialisesTraits(const Form &F, bool ByParameters) {
  QualType Result = F.Function->getReturnType();
  auto IsFor = [Result](const ClassTemplateSpecializationDecl *Traits) {
    const TemplateArgument &First = Traits->getTemplateArgs()[0];
    return First.getKind() != TemplateArgument::Type ||
           couldMatch(First.getAsType(), Result);
  };
  bool Found = false;
  forTraits(F.Context, [&](const ClassTemplateDecl *T) {
    SmallVector<ClassTemplatePartialSpecializationDecl *, 4> Partial;
    const_cast<ClassTemplateDecl *>(T)->getPartialSpecializations(Partial);
    if (ByParameters)
      llvm::erase_if(Partial, ignoresParameters);
    Found |= llvm::any_of(Partial, IsFor) ||
             llvm::any_of(T->specializations(), [&](const auto *Each) {
               return Each->isExplicitSpecialization() && IsFor(Each);
             });
  });
  return Found;
}

bool hasOwnTraits(const Form &F) {
  return specialisesTraits(F, /*ByParameters=*/false);
}

/// True if \p Traits was asked for a function of a closure that stands where
/// \p Lambda does: of that lambda, or of an instance's.
static bool isOfClosure(const ClassTemplateSpecializationDecl *Traits,
                        const CXXRecordDecl *Lambda) {
  llvm::ArrayRef<TemplateArgument> Args = parametersOf(Traits);
  if (Args.empty() || Args[0].getKind() != TemplateArgument::Type)
    return false;
  const CXXRecordDecl *R =
      Args[0].getAsType().getNonReferenceType()->getAsCXXRecordDecl();
  return R && R->isLambda() && R->getLocation() == Lambda->getLocation();
}

/// Which specialisation a closure gets may depend on constraints: what the
/// instances of this file get tells.
Contract::ClosureTy closureInTraits(const Form &F) {
  if (!specialisesTraits(F, /*ByParameters=*/true))
    return Contract::ClosureUnseen;
  const CXXRecordDecl *Lambda = cast<CXXMethodDecl>(F.Function)->getParent();
  bool IsAsked = false, Matters = false;
  forTraits(F.Context, [&](const ClassTemplateDecl *T) {
    for (const ClassTemplateSpecializationDecl *Each : T->specializations()) {
      if (!isOfClosure(Each, Lambda))
        continue;
      IsAsked = true;
      const auto *Partial =
          Each->getSpecializedTemplateOrPartial()
              .dyn_cast<ClassTemplatePartialSpecializationDecl *>();
      Matters |= Each->isExplicitSpecialization() ||
                 (Partial && !ignoresClass(Partial));
    }
  });
  return IsAsked && !Matters ? Contract::ClosureStandsIn
                             : Contract::ClosureMatters;
}

} // namespace switchback
