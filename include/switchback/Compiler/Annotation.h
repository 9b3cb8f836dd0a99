//===- Annotation.h - [[switchback::async]] ---------------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// How a user says which coroutines to lower: `SWITCHBACK_ASYNC`, which is
/// `__attribute__((annotate("switchback::async")))` and known to every clang,
/// or `[[switchback::async]]`, which our tools and clang with our plugin know.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_ANNOTATION_H
#define SWITCHBACK_COMPILER_ANNOTATION_H

namespace clang {
class AnnotateAttr;
class ASTContext;
class Decl;
} // namespace clang

namespace switchback {

/// Whether \p A is the annotation, and not one of somebody else's.
bool isAnnotation(const clang::AnnotateAttr *A);

/// The annotation of \p D, or null.
const clang::AnnotateAttr *annotationOf(const clang::Decl *D);

/// Warns of annotations, outside of system headers, on what is no coroutine.
/// Call at the end of a translation unit in which nothing was lowered yet.
void diagnoseMisusedAnnotations(clang::ASTContext &Context);

} // namespace switchback

#endif // SWITCHBACK_COMPILER_ANNOTATION_H
