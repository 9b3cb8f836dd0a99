//===- Types.cpp - Types spelled as a person would ------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// See Types.h.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Types.h"
#include "switchback/Compiler/ClangCompat.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace clang;

namespace switchback {

namespace {

/// Looks into a type for what decides how it is spelled.
class TypeFacts : public RecursiveASTVisitor<TypeFacts> {
public:
  explicit TypeFacts(const Form &F) : F(F) {}
  bool IsDeduced = false;
  /// A specialisation in it was written with names that mean something only
  /// where it stands.
  bool HasWrittenNames = false;
  /// An argument of a template is a value of an enumeration without a name.
  bool HasUnnamedValues = false;
  /// Floating-point numbers among such arguments, by how clang prints them.
  std::map<std::string, std::string> Numbers;
  std::string Problem;
  llvm::SmallVector<const NamedDecl *, 2> Local;
  /// What is local to functions that the function stands in.
  llvm::SmallVector<const NamedDecl *, 2> Around;
  /// The variables of the function that are named.
  llvm::SmallSetVector<const VarDecl *, 2> Constants;
  /// What is named, of classes and enumerations those in a namespace.
  llvm::SmallSetVector<const NamedDecl *, 4> Named;

  bool VisitAutoType(AutoType *T) {
    if (T->getDeducedType().isNull())
      problem("only an instance of the template knows it");
    return IsDeduced = true;
  }
  bool VisitBuiltinType(BuiltinType *T) {
    if (T->isSpecificBuiltinType(BuiltinType::Dependent))
      problem("only an instance of the template knows it");
    return true;
  }
  // That of a parameter declared with `auto`.
  bool VisitTemplateTypeParmType(TemplateTypeParmType *T) {
    if (T->getDecl() && T->getDecl()->isImplicit())
      problem("it is that of a parameter declared with 'auto'");
    return true;
  }
  bool
  VisitDeducedTemplateSpecializationType(DeducedTemplateSpecializationType *T) {
    if (T->getDeducedType().isNull())
      problem("only an instance of the template knows it");
    return IsDeduced = true;
  }
  bool VisitDecltypeType(DecltypeType *) { return IsDeduced = true; }
  bool VisitTypeOfExprType(TypeOfExprType *) { return IsDeduced = true; }
  bool VisitSubstTemplateTypeParmType(SubstTemplateTypeParmType *) {
    return IsDeduced = true;
  }
  bool VisitTypedefType(TypedefType *T) {
    // A name that only the body knows.
    const TypedefNameDecl *D = T->getDecl();
    if (D->getParentFunctionOrMethod())
      IsDeduced = true;
    if (D->getDeclContext()->Equals(F.Function))
      Local.push_back(D);
    return true;
  }
  /// An argument of a template that only the body knows.
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *V = dyn_cast<VarDecl>(E->getDecl());
    if (E->getFoundDecl()->getParentFunctionOrMethod())
      IsDeduced = true;
    if (V && V->getDeclContext()->Equals(F.Function)) {
      Constants.insert(V);
      if (F.IsGeneric && !isa<ParmVarDecl>(V) &&
          V->mightBeUsableInConstantExpressions(F.Context))
        Local.push_back(V);
    }
    return true;
  }
  bool VisitTagType(TagType *T) {
    visitTag(T->getDecl());
    return true;
  }

private:
  void visitTag(const TagDecl *D) {
    if (const auto *R = dyn_cast<CXXRecordDecl>(D)) {
      if (R->isLambda())
        return problem("a closure's type has no name");
      if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R))
        visitWritten(Spec);
      if (const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(R))
        for (const TemplateArgument &A : Spec->getTemplateArgs().asArray())
          visitArgument(A);
    }
    if (!D->getIdentifier() && !D->getTypedefNameForAnonDecl())
      return problem("a type has no name");
    if (const DeclContext *Parent = D->getParentFunctionOrMethod()) {
      if (Parent->Equals(F.Function) || isOurs(Parent))
        Local.push_back(D);
      else if (!Parent->Encloses(F.Function))
        return problem("a type is local to another function");
      else
        Around.push_back(D);
    }
    if (const auto *Outer = dyn_cast<CXXRecordDecl>(D->getDeclContext()))
      visitTag(Outer);
    else if (D->getDeclContext()->isFileContext())
      Named.insert(D->getCanonicalDecl());
    if (!isAccessible(D))
      return problem("a type is not accessible by name");
  }

  void visitArgument(const TemplateArgument &A) {
    switch (A.getKind()) {
    case TemplateArgument::Type:
      return visitInner(A.getAsType());
    case TemplateArgument::Pack:
      for (const TemplateArgument &Each : A.pack_elements())
        visitArgument(Each);
      return;
    case TemplateArgument::Integral: {
      const auto *E =
          dyn_cast_or_null<EnumDecl>(A.getIntegralType()->getAsTagDecl());
      // `'\xc8'` alone is negative.
      HasUnnamedValues |= A.getIntegralType()->isUnsignedIntegerType() &&
                          A.getIntegralType()->isAnyCharacterType() &&
                          A.getAsIntegral().getZExtValue() > 127;
      if (!E)
        return;
      if (llvm::none_of(E->enumerators(), [&](const EnumConstantDecl *C) {
            return llvm::APSInt::isSameValue(C->getInitVal(),
                                             A.getAsIntegral());
          })) {
        HasUnnamedValues = true;
        visitInner(A.getIntegralType());
      } else if (E->getDeclContext()->isFileContext()) {
        Named.insert(E->getCanonicalDecl());
      }
      return;
    }
    case TemplateArgument::NullPtr:
      // Where the parameter is `auto` it is another one without its type.
      if (!A.getNullPtrType()->isNullPtrType())
        problem("a template argument has no text");
      return;
    case TemplateArgument::Declaration:
      // A value of a class.
      if (const auto *Object =
              dyn_cast<TemplateParamObjectDecl>(A.getAsDecl())) {
        HasWrittenNames = true; // its class is printed without a namespace
        visitInner(Object->getType());
        visitValue(Object->getValue(), Object->getType());
      }
      return;
    case TemplateArgument::StructuralValue:
      visitInner(A.getStructuralValueType());
      return visitValue(A.getAsStructuralValue(), A.getStructuralValueType());
    default:
      return;
    }
  }

  void visitInner(QualType T) {
    TypeFacts Inner(F);
    Inner.TraverseType(T.getCanonicalType());
    if (Problem.empty())
      Problem = Inner.Problem;
    HasWrittenNames |= Inner.HasWrittenNames;
    HasUnnamedValues |= Inner.HasUnnamedValues;
    Local.append(Inner.Local.begin(), Inner.Local.end());
    Around.append(Inner.Around.begin(), Inner.Around.end());
    Named.insert(Inner.Named.begin(), Inner.Named.end());
    for (const auto &[Printed, Exact] : Inner.Numbers)
      addNumber(Printed, Exact);
  }

  /// Looks at \p V, of type \p T, for what has no text that makes it again,
  /// and for numbers that clang would not print exactly.
  void visitValue(const APValue &V, QualType T) {
    const auto *R = T->getAsCXXRecordDecl();
    // A constructor may make something else of the values of the members; an
    // enumerator is printed as a number.
    if ((R && !R->isAggregate()) || T->isEnumeralType())
      problem("a template argument has no text");
    if (V.isStruct()) {
      for (auto [I, Base] : llvm::enumerate(R->bases()))
        visitValue(V.getStructBase(I), Base.getType());
      for (const FieldDecl *Field : R->fields())
        visitValue(V.getStructField(Field->getFieldIndex()), Field->getType());
    } else if (V.isUnion()) {
      if (V.getUnionField())
        visitValue(V.getUnionValue(), V.getUnionField()->getType());
    } else if (V.isArray()) {
      visitElements(V, F.Context.getAsArrayType(T)->getElementType());
    } else if (V.isFloat()) {
      visitFloat(V.getFloat());
    } else if (V.isInt()) {
      if (!V.getInt().isRepresentableByInt64())
        problem("a template argument has no text");
    } else if (!V.isIndeterminate()) {
      problem("a template argument has no text");
    }
  }

  void visitElements(const APValue &V, QualType Element) {
    for (unsigned I = 0; I != V.getArrayInitializedElts(); ++I)
      visitValue(V.getArrayInitializedElt(I), Element);
    if (V.hasArrayFiller())
      visitValue(V.getArrayFiller(), Element);
  }

  void visitFloat(const llvm::APFloat &Value) {
    const llvm::fltSemantics &Kind = Value.getSemantics();
    const ASTContext &C = F.Context;
    const char *Suffix = &Kind == &C.getFloatTypeSemantics(C.FloatTy)    ? "f"
                         : &Kind == &C.getFloatTypeSemantics(C.DoubleTy) ? ""
                         : &Kind == &C.getFloatTypeSemantics(C.LongDoubleTy)
                             ? "L"
                             : nullptr;
    if (!Suffix || !Value.isFinite())
      return problem("a template argument has no text");
    llvm::SmallString<32> Exact;
    Value.toString(Exact, /*FormatPrecision=*/0, /*FormatMaxPadding=*/3);
    if (Exact.str().find_first_of(".eE") == llvm::StringRef::npos)
      Exact += ".0";
    // As APValue prints it.
    llvm::APFloat Rounded = Value;
    bool Inexact;
    Rounded.convert(llvm::APFloat::IEEEdouble(),
                    llvm::APFloat::rmNearestTiesToEven, &Inexact);
    std::string Printed;
    llvm::raw_string_ostream(Printed) << Rounded.convertToDouble();
    addNumber(Printed, (Exact + Suffix).str());
  }

  void addNumber(const std::string &Printed, const std::string &Exact) {
    auto [It, IsNew] = Numbers.try_emplace(Printed, Exact);
    if (!IsNew && It->second != Exact)
      problem("two template arguments that differ are printed alike");
  }

  void visitWritten(const ClassTemplateSpecializationDecl *Spec) {
    if (const auto *Written = Spec->getTemplateArgsAsWritten())
      for (const TemplateArgumentLoc &A : Written->arguments())
        HasWrittenNames |=
            A.getArgument().getKind() != TemplateArgument::Type ||
            !isa<BuiltinType>(A.getArgument().getAsType());
  }

  bool isOurs(const DeclContext *D) const {
    const auto *Function = dyn_cast<FunctionDecl>(D);
    return Function &&
           Function->getCanonicalDecl() == F.Function->getCanonicalDecl();
  }

  bool isAccessible(const TagDecl *D) const {
    // A specialisation has none of its own.
    const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(D);
    const AccessSpecifier Access =
        Spec ? Spec->getSpecializedTemplate()->getAccess() : D->getAccess();
    if (Access != AS_private && Access != AS_protected)
      return true;
    // A member function's own class.
    const auto *Owner = dyn_cast<CXXRecordDecl>(D->getDeclContext());
    for (const DeclContext *C = F.Function; C; C = C->getParent())
      if (const auto *R = dyn_cast<CXXRecordDecl>(C))
        if (R->getCanonicalDecl() == Owner->getCanonicalDecl() ||
            (Access == AS_protected && R->isDerivedFrom(Owner)))
          return true;
    return llvm::any_of(Owner->friends(), [this](const FriendDecl *Friend) {
      return isFriend(Friend);
    });
  }

  /// True if \p Friend is the function or what it is a member of, or the
  /// template that one of these is of.
  bool isFriend(const FriendDecl *Friend) const {
    const Decl *D = Friend->getFriendDecl();
    if (const auto *T = dyn_cast_or_null<TemplateDecl>(D))
      D = T->getTemplatedDecl();
    if (const TypeSourceInfo *T = Friend->getFriendType())
      D = T->getType()->getAsCXXRecordDecl();
    for (const DeclContext *C = F.Function; C && D; C = C->getParent())
      if (cast<Decl>(C)->getCanonicalDecl() == D->getCanonicalDecl())
        return true;
    return false;
  }

  void problem(const char *Text) {
    if (Problem.empty())
      Problem = Text;
  }

  const Form &F;
};

} // namespace

std::string whyUnspellable(const Form &F, QualType T) {
  TypeFacts Facts(F);
  Facts.TraverseType(T.getCanonicalType());
  // A canonical type has no declarations of template parameters.
  if (T->isInstantiationDependentType())
    Facts.TraverseType(T);
  return Facts.Problem;
}

void collectLocalTypes(const Form &F, QualType T,
                       llvm::SmallVectorImpl<const NamedDecl *> &Out) {
  TypeFacts Facts(F);
  Facts.TraverseType(T.getCanonicalType());
  // The canonical type has no names for a template's parameters.
  if (T->isInstantiationDependentType())
    Facts.TraverseType(T);
  for (const NamedDecl *D : Facts.Local)
    if (!llvm::is_contained(Out, D))
      Out.push_back(D);
}

void collectConstants(const Form &F, QualType T,
                      llvm::SmallPtrSetImpl<const VarDecl *> &Out) {
  TypeFacts Facts(F);
  Facts.TraverseType(T);
  Out.insert(Facts.Constants.begin(), Facts.Constants.end());
}

static void replaceAll(std::string &Text, StringRef From, StringRef To) {
  for (size_t At = 0; (At = Text.find(From.str(), At)) != std::string::npos;) {
    bool Begins = At == 0 || !(isAsciiIdentifierContinue(Text[At - 1]) ||
                               Text[At - 1] == ':');
    if (!Begins) {
      At += From.size();
      continue;
    }
    // A name behind its namespace's is another one.
    bool Ends = At + From.size() == Text.size() ||
                !isAsciiIdentifierContinue(Text[At + From.size()]) ||
                !isAsciiIdentifierContinue(From.back());
    if (!Ends) {
      At += From.size();
      continue;
    }
    Text.replace(At, From.size(), To.str());
    At += To.size();
  }
}

/// The namespace that \p D is a member of for those who name it: inline ones
/// and those without a name are not written. Null for the global one.
static const NamespaceDecl *writtenNamespace(const DeclContext *D) {
  for (; D; D = D->getParent())
    if (const auto *N = dyn_cast<NamespaceDecl>(D);
        N && !N->isInline() && !N->isAnonymousNamespace())
      return N->getCanonicalDecl();
  return nullptr;
}

/// `a::b::` of \p N.
static std::string prefixOf(const NamespaceDecl *N) {
  if (!N)
    return "";
  return prefixOf(writtenNamespace(N->getParent())) + N->getNameAsString() +
         "::";
}

/// True if unqualified \p Name does not find \p Wanted, a member of \p Scope,
/// in the frame of \p F: something in between has that name.
static bool isHidden(const Form &F, DeclarationName Name,
                     const NamespaceDecl *Scope, const NamedDecl *Wanted) {
  auto IsOther = [&](const DeclContext *C) {
    return llvm::any_of(C->lookup(Name), [&](const NamedDecl *D) {
      const auto *R = dyn_cast<CXXRecordDecl>(D);
      if (R && R->isInjectedClassName())
        D = cast<NamedDecl>(R->getDeclContext());
      D = D->getUnderlyingDecl();
      if (const auto *T = dyn_cast<ClassTemplateDecl>(D))
        D = T->getTemplatedDecl();
      if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(Wanted);
          S &&
          S->getSpecializedTemplate()->getTemplatedDecl()->getCanonicalDecl() ==
              D->getCanonicalDecl())
        return false;
      return D->getCanonicalDecl() != Wanted->getCanonicalDecl();
    });
  };
  if (llvm::any_of(F.Function->parameters(), [&](const ParmVarDecl *P) {
        return P->getDeclName() == Name;
      }))
    return true;
  for (const DeclContext *C = F.Function->getDeclContext(); C;
       C = C->getParent()) {
    if (C->isFileContext() && writtenNamespace(C) == Scope)
      return false;
    if (!C->isFunctionOrMethod() && !C->isTransparentContext() && IsOther(C))
      return true;
    const auto *R = dyn_cast<CXXRecordDecl>(C);
    if (R && R->hasDefinition() &&
        !R->forallBases(
            [&](const CXXRecordDecl *Base) { return !IsOther(Base); }))
      return true;
  }
  return false;
}

/// \p D, a member of a namespace, as the frame of \p F names it: what stands
/// in the function's own namespaces needs no qualification.
static std::string spellName(const Form &F, const NamedDecl *D) {
  const NamespaceDecl *Own = writtenNamespace(D->getDeclContext());
  const std::string Name = D->getNameAsString();
  bool IsAround = !Own;
  for (const NamespaceDecl *N = writtenNamespace(F.Function->getDeclContext());
       N && !IsAround; N = writtenNamespace(N->getParent()))
    IsAround = N == Own;
  if (IsAround && !isHidden(F, D->getDeclName(), Own, D))
    return Name;
  // By its outermost namespace.
  const NamespaceDecl *First = Own;
  while (First && writtenNamespace(First->getParent()))
    First = writtenNamespace(First->getParent());
  if (First && !isHidden(F, First->getDeclName(), nullptr, First))
    return prefixOf(Own) + Name;
  return "::" + prefixOf(Own) + Name;
}

/// Takes the function in front of the names of classes in \p D, or around it,
/// that are local to it: clang prints it where one class is in another.
static void dropFunction(std::string &Text, const NamedDecl *D,
                         const PrintingPolicy &Policy) {
  if (D->getDeclContext()->isFunctionOrMethod())
    return;
  std::string Qualified, Path = D->getNameAsString();
  llvm::raw_string_ostream OS(Qualified);
  D->printQualifiedName(OS, Policy);
  while (!D->getDeclContext()->isFunctionOrMethod()) {
    // One without a name may be called by a typedef.
    const auto *Outer = dyn_cast<NamedDecl>(D->getDeclContext());
    if (!Outer || Outer->getName().empty() || D->getName().empty())
      return;
    D = Outer;
    Path = D->getNameAsString() + "::" + Path;
  }
  StringRef Prefix = Qualified;
  if (Prefix.consume_back(Path) && !Prefix.empty())
    replaceAll(Text, Prefix, "");
}

/// Makes `-2147483648` what it is: the minus sign is no part of a literal, and
/// what is behind it is too large for an `int`.
static void mendLeastNumbers(std::string &Text) {
  for (auto [Least, Above] :
       {std::pair("-2147483648", "-2147483647"),
        std::pair("-9223372036854775808", "-9223372036854775807")})
    for (size_t At = 0; (At = Text.find(Least, At)) != std::string::npos;) {
      size_t End = At + StringRef(Least).size();
      size_t Behind = std::min(Text.find_first_not_of('L', End), Text.size());
      if (Behind < Text.size() && isAsciiIdentifierContinue(Text[Behind])) {
        At = Behind;
        continue;
      }
      std::string Suffix = Text.substr(End, Behind - End);
      if (Suffix.empty() && StringRef(Above).size() > 11)
        Suffix = "LL";
      std::string Sum = std::string("(") + Above + Suffix + " - 1)";
      Text.replace(At, Behind - At, Sum);
      At += Sum.size();
    }
}

/// Names \p Named, which \p Text has with all their namespaces, as the frame of
/// \p F does.
static void shortenNames(const Form &F, std::string &Text,
                         ArrayRef<const NamedDecl *> Named) {
  std::vector<std::pair<std::string, std::string>> Names;
  for (const NamedDecl *D : Named)
    if (D->getDeclName())
      Names.push_back({prefixOf(writtenNamespace(D->getDeclContext())) +
                           D->getNameAsString(),
                       spellName(F, D)});
  llvm::erase_if(Names, [](const auto &N) { return N.first == N.second; });
  // What one is called may be the whole name of another.
  llvm::stable_sort(Names, [](const auto &A, const auto &B) {
    return A.first.size() > B.first.size();
  });
  for (auto [I, Each] : llvm::enumerate(Names))
    replaceAll(Text, Each.first, "\1" + std::to_string(I) + "\2");
  for (auto [I, Each] : llvm::enumerate(Names)) {
    const std::string Mark = "\1" + std::to_string(I) + "\2";
    for (size_t At; (At = Text.find(Mark)) != std::string::npos;)
      Text.replace(At, Mark.size(), Each.second);
  }
}

std::string spellOwnClass(const Form &F, QualType T) {
  const auto *R = T->getAsCXXRecordDecl();
  if (!R || !R->isDependentContext())
    return spellDeclaration(F, T);
  return T.getQualifiers().getAsString() + (T.hasQualifiers() ? " " : "") +
         R->getNameAsString();
}

QualType pointerTo(const ASTContext &Context, const FunctionDecl *Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  return Method && Method->isImplicitObjectMemberFunction()
             ? compat::memberPointerType(Context, Function->getType(),
                                         Method->getParent())
             : Context.getPointerType(Function->getType());
}

/// A parameter pack is one member, so `decltype` of its name in \p Text is what
/// it is declared as.
static void nameTypesOfPacks(const Form &F, std::string &Text) {
  for (const Slot *S : F.Parameters) {
    const auto *Pack =
        S->IsPack ? S->Decl->getType()->getAs<PackExpansionType>() : nullptr;
    const std::string Asked =
        "decltype(" + (Pack ? S->Decl->getNameAsString() : "") + ")";
    if (!Pack || !llvm::StringRef(Text).contains(Asked))
      continue;
    const QualType Each = Pack->getPattern();
    replaceAll(Text, Asked,
               whyUnspellable(F, Each).empty() ? spellDeclaration(F, Each)
                                               : S->TypeName);
  }
}

std::string spellDeclaration(const Form &F, QualType T, llvm::StringRef Name,
                             bool IsWritten) {
  PrintingPolicy Policy(F.Context.getLangOpts());
  Policy.SuppressTagKeyword = true;
  Policy.SuppressUnwrittenScope = true;
  Policy.SuppressDefaultTemplateArgs = true;
  Policy.UsePreferredNames = true;
  compat::setPrintInjectedClassNameAlone(Policy);
  Policy.Bool = true;
  TypeFacts Facts(F);
  Facts.TraverseType(T);
  // A template's parameters have no names in a canonical type.
  bool IsCanonical = (!IsWritten || Facts.IsDeduced || F.HasLocalUsing) &&
                     !T->isInstantiationDependentType();
  if (IsCanonical)
    T = T.getCanonicalType();
  // That prints default arguments too.
  TypeFacts Whole(F);
  Whole.TraverseType(T.getCanonicalType());
  compat::setPrintAsCanonical(Policy, IsCanonical && Whole.HasWrittenNames);
  // `kind(7)` may have no enumerator.
  Policy.AlwaysIncludeTypeForTemplateArgument =
      IsCanonical && Whole.HasUnnamedValues;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  // The variable may be called like a type.
  constexpr StringRef Placeholder = "switchback_name";
  T.print(OS, Policy, Name.empty() ? "" : Placeholder);
  for (const NamedDecl *D :
       llvm::concat<const NamedDecl *const>(Whole.Local, Whole.Around))
    dropFunction(Text, D, Policy);
  if (IsCanonical) {
    shortenNames(F, Text, Whole.Named.getArrayRef());
    for (const auto &[Printed, Exact] : Whole.Numbers)
      replaceAll(Text, Printed, Exact);
    mendLeastNumbers(Text);
    replaceAll(Text, "std::basic_string<char>", "std::string");
    replaceAll(Text, "std::basic_string_view<char>", "std::string_view");
    replaceAll(Text, "std::basic_ostream<char>", "std::ostream");
    replaceAll(Text, "std::coroutine_handle<void>", "std::coroutine_handle<>");
  }
  if (F.IsGeneric)
    nameTypesOfPacks(F, Text);
  if (!Name.empty())
    Text.replace(Text.rfind(Placeholder), Placeholder.size(), Name.str());
  return Text;
}

bool hasWord(StringRef Text, StringRef Name) {
  for (size_t At = Text.find(Name); At != StringRef::npos;
       At = Text.find(Name, At + 1)) {
    StringRef Behind = Text.drop_front(At + Name.size());
    if ((At == 0 || !isAsciiIdentifierContinue(Text[At - 1])) &&
        (Behind.empty() || !isAsciiIdentifierContinue(Behind.front())))
      return true;
  }
  return false;
}

bool hasDependentAlignment(const VarDecl *V) {
  return llvm::any_of(
      V->specific_attrs<AlignedAttr>(),
      [](const AlignedAttr *A) { return A->isAlignmentDependent(); });
}

} // namespace switchback
