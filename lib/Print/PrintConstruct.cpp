//===- PrintConstruct.cpp - The lives of the objects of a frame -----------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints how the objects of a frame are made and destroyed.
///
//===----------------------------------------------------------------------===//
#include "Printer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/CharInfo.h"

using namespace clang;

namespace switchback {

/// Where the literal that begins with the quote at \p I of \p Text ends; npos
/// if that is not plain to see.
static size_t endOfLiteral(llvm::StringRef Text, size_t I) {
  if (I && Text[I - 1] == 'R')
    return llvm::StringRef::npos;
  const char Quote = Text[I];
  while (++I < Text.size() && Text[I] != Quote)
    if (Text[I] == '\\')
      ++I;
  return I < Text.size() ? I : llvm::StringRef::npos;
}

/// True if it is plain to see that `&` in front of \p Text takes the address of
/// all of it.
static bool isPostfix(llvm::StringRef Text) {
  Text = Text.ltrim('*');
  std::string Open; // brackets
  for (size_t I = 0; I < Text.size(); ++I) {
    const char C = Text[I];
    const bool IsBehindName = I && isAsciiIdentifierContinue(Text[I - 1]);
    const size_t Closing = llvm::StringRef(")]}>").find(C);
    if (C == '"' || (C == '\'' && !IsBehindName)) {
      I = endOfLiteral(Text, I);
      if (I == llvm::StringRef::npos)
        return false;
    } else if (C == '(' || C == '[' || C == '{') {
      Open += C;
    } else if (C == '<' && IsBehindName && I + 1 < Text.size() &&
               !llvm::StringRef("<= ").contains(Text[I + 1])) {
      Open += C; // of template arguments, if it is closed
    } else if (C == '>' && I && Text[I - 1] == '-') {
      continue;
    } else if (Closing != llvm::StringRef::npos) {
      if (!Open.empty() && Open.back() == "([{<"[Closing])
        Open.pop_back();
      else if (C != '>' || Open.empty() || Open.back() == '<')
        return false;
    } else if (Open.empty() && !isAsciiIdentifierContinue(C) && C != '.' &&
               C != ':' && !(C == '-' && Text.substr(I).starts_with("->"))) {
      return false;
    }
  }
  return Open.empty();
}

void BodyPrinter::print(const Construct &C) {
  const Slot *S = C.S;
  std::string Init = text(C.Init.Text);
  std::string New = "::new (" + addressOf(S) + ") ";
  for (const Slot *Part : C.Parts)
    if (Part->IsConditional)
      line(Part->FlagName + " = false;");
  if (S->IsLate && C.Style != Construct::Complete) {
    printLate(C);
  } else
    switch (C.Style) {
    case Construct::Nothing:
    case Construct::Complete:
      break;
    case Construct::Assign:
      line(S->Name + " = " + Init + ";");
      break;
    case Construct::NewText:
      line(New + Init + ";");
      break;
    case Construct::NewParen:
      line(New + typeOf(S) + "(" + Init + ");");
      break;
    case Construct::Fill:
      line("switchback::fill(" + S->Name + ", " + Init + ");");
      break;
    case Construct::NewBrace:
      // gcc takes the braces of a vector only behind a name of its type.
      if (S->Type->isVectorType()) {
        std::string Type = "std::remove_cvref_t<decltype((" + S->Name + "))>";
        line(New + Type + "(" + Type + Init + ");");
        break;
      }
      if (C.IsNestedArray)
        line(New + "switchback::nested_array<" + typeOf(S) + ">{" + Init +
             "};");
      else
        line(New + typeOf(S) + Init + ";");
      break;
    case Construct::NewDefault:
      line(New + (S->IsEach ? "decltype(" + S->Name + ")" : typeOf(S)) + ";");
      break;
    case Construct::Copy:
      line(New + typeOf(S) + "([&]() -> " + typeOf(S) + " { return " + Init +
           "; }());");
      break;
    case Construct::Lazy:
      line(lazily(S, S->Name) + Init + ");");
      break;
    case Construct::Bind:
      // `&*it` where it is a pointer says no more than it.
      line(S->Name + " = " +
           (hasOddAddress(S->Type.getUnqualifiedType())
                ? "switchback::address_of(" + Init + ")"
            : isPostfix(Init) ? "&" + Init
                              : "&(" + Init + ")") +
           ";");
      break;
    }
  if (S->IsConditional)
    line(S->FlagName + " = true;");
  if (C.AliveAfter)
    setAlive(C.AliveAfter);
}

std::string BodyPrinter::destruction(const Slot *S) const {
  if (S->Following.empty())
    return "switchback::destroy(" + S->Name + ");";
  // Outside of its branch nobody can name the type of a late one.
  std::string Each = S->IsLate ? S->Name : member(S);
  for (const Slot *Next : S->Following)
    Each += ", " + (Next->IsLate ? Next->Name : member(Next));
  return "switchback::destroy_each(" + Each + ");";
}

/// True if what \p D destroys is better said than left to the general
/// function: a few objects, whose destructors do not throw.
static bool isShort(const Destroy &D) {
  constexpr unsigned Few = 3;
  if (!D.Alive || D.Alive->Depth > D.Target->Depth + Few)
    return false;
  for (const AliveSet *A = D.Alive; A != D.Target; A = A->Parent)
    if (!A->Top || !A->Top->Following.empty() ||
        A->Top->Generic != Slot::NotGeneric || isUnknown(A->Top->Type) ||
        !hasNothrowDestructor(A->Top->Type))
      return false;
  return true;
}

void BodyPrinter::print(const Destroy &D) {
  const Slot *One = D.Only;
  if (!One && D.Alive && D.Alive->Parent == D.Target &&
      !D.Alive->Top->IsConditional)
    One = D.Alive->Top;
  if (One) {
    setAlive(D.Target);
    line(destruction(One));
    return;
  }
  if (F.Enabled.DirectDestruction && isShort(D)) {
    // None of them throws, so nobody sees them one by one.
    setAlive(D.Target);
    for (const AliveSet *A = D.Alive; A != D.Target; A = A->Parent)
      line((A->Top->IsConditional
                ? "if (std::exchange(" + A->Top->FlagName + ", false)) "
                : "") +
           destruction(A->Top));
    return;
  }
  line(F.Names.Unwind + "(" + aliveName(D.Target) + ");");
}

} // namespace switchback
