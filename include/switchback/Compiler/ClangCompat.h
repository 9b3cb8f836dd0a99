//===- ClangCompat.h - One source for several LLVM releases -----*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The compiler builds against LLVM 22 and LLVM 19. Everything in which their
/// APIs differ, and that the compiler uses, is here and nowhere else.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_CLANGCOMPAT_H
#define SWITCHBACK_COMPILER_CLANGCOMPAT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <optional>

namespace switchback::compat {

/// Prints template arguments of a canonical type as canonical too.
inline void setPrintAsCanonical(clang::PrintingPolicy &Policy, bool Value) {
#if LLVM_VERSION_MAJOR >= 21
  Policy.PrintAsCanonical = Value;
#else
  Policy.PrintCanonicalTypes = Value;
#endif
}

/// Has the class that is being defined printed by its name, whatever the
/// parameters are called where it is declared.
inline void setPrintInjectedClassNameAlone(clang::PrintingPolicy &Policy) {
#if LLVM_VERSION_MAJOR >= 21
  Policy.PrintInjectedClassNameWithArguments = false;
#else
  (void)Policy;
#endif
}

#if LLVM_VERSION_MAJOR >= 21

/// Owns diagnostic options, which were reference-counted before LLVM 21.
using DiagnosticOptionsPtr = std::unique_ptr<clang::DiagnosticOptions>;

/// Makes a printer of diagnostics. \p Options must outlive it.
inline std::unique_ptr<clang::TextDiagnosticPrinter>
makeTextDiagnosticPrinter(llvm::raw_ostream &OS,
                          const DiagnosticOptionsPtr &Options) {
  return std::make_unique<clang::TextDiagnosticPrinter>(OS, *Options);
}

#else

using DiagnosticOptionsPtr = llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions>;

inline std::unique_ptr<clang::TextDiagnosticPrinter>
makeTextDiagnosticPrinter(llvm::raw_ostream &OS,
                          const DiagnosticOptionsPtr &Options) {
  return std::make_unique<clang::TextDiagnosticPrinter>(OS, Options.get());
}

#endif

/// True if \p Class has the attribute `coro_await_elidable`.
inline bool isAwaitElidable(const clang::CXXRecordDecl *Class) {
#if LLVM_VERSION_MAJOR >= 20
  return Class && Class->hasAttr<clang::CoroAwaitElidableAttr>();
#else
  (void)Class;
  return false;
#endif
}

#if LLVM_VERSION_MAJOR >= 22

inline const clang::TypedefNameDecl *typedefDecl(clang::TypedefTypeLoc L) {
  return L.getDecl();
}
/// The type that \p Qualifier names, or null.
inline const clang::Type *qualifierType(clang::NestedNameSpecifier Qualifier) {
  return Qualifier.getKind() == clang::NestedNameSpecifier::Kind::Type
             ? Qualifier.getAsType()
             : nullptr;
}
inline clang::QualType tagType(const clang::ASTContext &Context,
                               const clang::TagDecl *D) {
  return Context.getCanonicalTagType(D);
}
inline clang::QualType memberPointerType(const clang::ASTContext &Context,
                                         clang::QualType Pointee,
                                         const clang::CXXRecordDecl *Class) {
  return Context.getMemberPointerType(Pointee, std::nullopt, Class);
}
/// Lets \p Call, which keeps a copy of where it begins, look again.
inline void updateBegin(clang::CallExpr *Call) {
  if (Call->getStmtClass() == clang::Stmt::CallExprClass)
    Call->setUsesMemberSyntax(Call->usesMemberSyntax());
}
/// `Element[Size]`, of which only an instance knows \p Size.
inline clang::QualType arrayOfSize(const clang::ASTContext &Context,
                                   clang::QualType Element, clang::Expr *Size) {
  return Context.getDependentSizedArrayType(
      Element, Size, clang::ArraySizeModifier::Normal, 0);
}

#else

inline const clang::TypedefNameDecl *typedefDecl(clang::TypedefTypeLoc L) {
  return L.getTypedefNameDecl();
}
inline const clang::Type *
qualifierType(const clang::NestedNameSpecifier *Qualifier) {
  return Qualifier ? Qualifier->getAsType() : nullptr;
}
inline clang::QualType tagType(const clang::ASTContext &Context,
                               const clang::TagDecl *D) {
  return Context.getTagDeclType(D);
}
inline clang::QualType memberPointerType(const clang::ASTContext &Context,
                                         clang::QualType Pointee,
                                         const clang::CXXRecordDecl *Class) {
  return Context.getMemberPointerType(Pointee,
                                      tagType(Context, Class).getTypePtr());
}
inline void updateBegin(clang::CallExpr *) {}
inline clang::QualType arrayOfSize(const clang::ASTContext &Context,
                                   clang::QualType Element, clang::Expr *Size) {
  return Context.getDependentSizedArrayType(
      Element, Size, clang::ArraySizeModifier::Normal, 0, clang::SourceRange());
}

#endif

} // namespace switchback::compat

#endif // SWITCHBACK_COMPILER_CLANGCOMPAT_H
