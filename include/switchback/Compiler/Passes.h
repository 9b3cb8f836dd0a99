//===- Passes.h - The passes, in the order they run -------------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Each pass takes the form of one coroutine; what it needs and what it leaves
/// stands at the top of its file. A pass that meets something it cannot do
/// calls Form::refuse, and the pipeline stops for that function.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_PASSES_H
#define SWITCHBACK_COMPILER_PASSES_H

#include "switchback/Compiler/Form.h"
#include "switchback/Compiler/Lower.h"

namespace clang {
class Sema;
}

namespace switchback {

/// A function chosen for lowering.
struct Candidate {
  const clang::FunctionDecl *Function;
  const clang::CoroutineBodyStmt *Coroutine;
  /// What a person would call it: a lambda after the variable it initialises.
  std::string Name;
};

/// Finds the coroutines of \p File that \p Options selects, in the order they
/// stand there; those of all files but system headers if it is invalid.
std::vector<Candidate> selectCoroutines(clang::ASTContext &Context,
                                        const LoweringOptions &Options,
                                        clang::FileID File);

/// Gives calls of members whose object is a parameter the place where they
/// begin. Before all passes.
void mendMemberSyntax(Form &F);

/// Refuses what cannot be lowered whatever the body does, and reads Sema's
/// choices into Form::Promise.
void checkCoroutine(Form &F);

void buildForm(Form &F);
void normalise(Form &F);
void spill(Form &F, clang::Sema &S);
void computeLifetimes(Form &F);
void findLastUses(Form &F);
void layOut(Form &F);
void assignStates(Form &F);
void findHotScalars(Form &F);
void findStackStart(Form &F);

/// Checks the finished form. Returns what is wrong, or nothing.
std::optional<std::string> verify(const Form &F);

/// The text of a lowered coroutine.
struct PrintedCoroutine {
  std::string Frame; ///< the frame's struct
  std::string Ramp;  ///< the function's new body, braces included
  /// The struct stands in the function's body.
  bool IsLocal = false;
};
PrintedCoroutine print(Form &F);

} // namespace switchback

#endif
