//===- Instances.h - Where the instances of a template are ------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PASSES_INSTANCES_H
#define SWITCHBACK_LIB_PASSES_INSTANCES_H

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallVector.h"

namespace switchback {

/// The outermost templates around \p Function, the pattern of a template: they
/// hold all its instances. There are two if it is a friend.
llvm::SmallVector<clang::Decl *, 2>
templatesAround(const clang::FunctionDecl *Function);

/// Visits the instances of the templates in a declaration, too.
template <class Derived>
class InstanceVisitor : public clang::RecursiveASTVisitor<Derived> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }
  /// The base visits an instance that was asked for by `template class` where
  /// that stands, which may be elsewhere.
  bool VisitClassTemplateDecl(clang::ClassTemplateDecl *T) {
    if (T->isCanonicalDecl())
      for (auto *Instance : T->specializations())
        if (clang::isTemplateExplicitInstantiationOrSpecialization(
                Instance->getTemplateSpecializationKind()) &&
            !Instance->isExplicitSpecialization())
          this->TraverseDecl(Instance);
    return true;
  }
};

} // namespace switchback

#endif
