//===- HeaderInsertionTest.cpp - Where an #include goes -------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Each text has `@` where the include should go (or nowhere) and `$` around
/// what is lowered.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/HeaderInsertion.h"
#include "gtest/gtest.h"

using namespace switchback;

namespace {

/// Puts `@` where the header would be inserted in \p Marked without its own.
std::string place(std::string Marked,
                  std::vector<std::pair<unsigned, unsigned>> TopLevel = {}) {
  LoweredUnit Unit;
  Unit.LangOpts.CPlusPlus = Unit.LangOpts.CPlusPlus20 = true;
  Unit.LangOpts.LineComment = true;
  Unit.TopLevel = TopLevel;
  std::vector<unsigned> Marks;
  for (char C : Marked)
    if (C == '$')
      Marks.push_back(Unit.Text.size());
    else if (C != '@')
      Unit.Text += C;
  for (size_t I = 0; I + 1 < Marks.size(); I += 2)
    Unit.Result.Edits.push_back({Marks[I], Marks[I + 1] - Marks[I], "", true});
  Unit.Result.NeedsFrameHeader = true;
  Unit.Result.FirstLoweredOffset = Marks.front();

  std::optional<unsigned> Offset = findHeaderInsertion(Unit);
  std::string Result;
  for (size_t I = 0; I <= Unit.Text.size(); ++I) {
    if (Offset == I)
      Result += '@';
    for (unsigned M : Marks)
      if (M == I)
        Result += '$';
    if (I < Unit.Text.size())
      Result += Unit.Text[I];
  }
  return Result;
}

void expectPlace(const std::string &Marked) {
  EXPECT_EQ(place(Marked), Marked);
}

TEST(HeaderInsertion, AfterTheLastInclude) {
  expectPlace("#include <a>\n#include \"b\"\n@int x;\n$f$\n");
}

TEST(HeaderInsertion, NotAfterAnIncludeBelowTheCoroutine) {
  expectPlace("#include <a>\n@$f$\n#include <b>\n$g$\n");
}

TEST(HeaderInsertion, BehindCommentsOnTheLineOfTheInclude) {
  expectPlace("#include <a> // why\n@$f$\n");
  expectPlace("#include <a> /* why\nand why */\n@$f$\n");
  expectPlace("/* c */ # /* c */ include <a//b>\n@$f$\n");
}

TEST(HeaderInsertion, BehindSplicedLines) {
  expectPlace("#include \\\n <a>\n@$f$\n");
  expectPlace("#include <a> \\\n\n@$f$\n");
}

TEST(HeaderInsertion, NoneIfIncludedAlready) {
  expectPlace("#include <switchback/frame.h>\n#include <a>\n$f$\n");
  expectPlace("#include \"switchback/frame.h\" // c\n$f$\n");
}

TEST(HeaderInsertion, AgainIfIncludedInAConditional) {
  expectPlace("#include <a>\n@#if X\n#include <switchback/frame.h>\n#endif\n"
              "$f$\n");
}

TEST(HeaderInsertion, NotInAConditionalThatIsClosed) {
  expectPlace("#include <a>\n@#ifdef X\n#include <b>\n#endif\n$f$\n");
}

TEST(HeaderInsertion, NotInAnotherBranch) {
  expectPlace("@#if X\n#include <a>\n#elif Y\n#include <b>\n#else\n$f$\n"
              "#endif\n");
}

TEST(HeaderInsertion, InTheBranchThatHoldsAllCoroutines) {
  expectPlace("#if X\n#include <a>\n@$f$\n$g$\n#endif\n");
}

TEST(HeaderInsertion, NotInABranchThatHoldsSomeCoroutines) {
  expectPlace("#include <a>\n@#if X\n#include <b>\n$f$\n#endif\n$g$\n");
}

TEST(HeaderInsertion, InAnIncludeGuard) {
  expectPlace("#ifndef G_H\n#define G_H\n#include <a>\n@$f$\n#endif\n");
  expectPlace("// c\n#ifndef G_H // c\n#define G_H\n@$f$\n#endif\n");
}

TEST(HeaderInsertion, WithoutIncludesAtTheStart) {
  expectPlace("@$f$\n");
  expectPlace("@int x; // c\n$f$\n");
  expectPlace("\xEF\xBB\xBF@$f$\n");
}

TEST(HeaderInsertion, BehindPragmaOnce) {
  expectPlace("// c\n#pragma once\n@int x;\n$f$\n");
}

TEST(HeaderInsertion, BehindALeadingComment) {
  expectPlace("// License\n// text\n@\n$f$\n");
  expectPlace("/* License\n text */\n@\n$f$\n");
}

TEST(HeaderInsertion, BeforeACommentOnTheFirstDeclaration) {
  expectPlace("@// what f does\n$f$\n");
  expectPlace("// License\n@\n// what f does\n$f$\n");
}

TEST(HeaderInsertion, NotInsideADeclaration) {
  // The include in the namespace, which takes bytes 13 to 47.
  EXPECT_EQ(place("#include <a>\nnamespace n {\n#include \"b.inc\"\n}\n$f$\n",
                  {{13, 44}}),
            "#include <a>\n@namespace n {\n#include \"b.inc\"\n}\n$f$\n");
}

TEST(HeaderInsertion, IgnoresWhatOnlyLooksLikeADirective) {
  expectPlace("#include <a>\n@const char *s = R\"(\n#include <b>\n)\";\n$f$\n");
  expectPlace("#include <a>\n@/*\n#include <b>\n*/\n$f$\n");
}

TEST(HeaderInsertion, CarriageReturns) {
  expectPlace("#include <a>\r\n#include <b>\r\n@$f$\r\n");
}

} // namespace
