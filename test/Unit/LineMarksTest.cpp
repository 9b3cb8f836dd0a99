//===- LineMarksTest.cpp - From marks to #line directives -----------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/LineMarks.h"
#include "switchback/Compiler/Frontend/Edits.h"
#include "gtest/gtest.h"

using namespace switchback;
using namespace llvm;

namespace {

LineFacts facts(LineDirectives Wanted) {
  LineFacts Facts;
  Facts.Wanted = Wanted;
  Facts.Segments = {{1, 1, "a.cpp"}};
  return Facts;
}

std::string mark(LineMark::KindTy Kind, unsigned Line, unsigned Count = 1) {
  return LineMark{Kind, Line, Count}.str();
}

static std::string resolved(llvm::StringRef Text, const LineFacts &Facts) {
  std::vector<LineStart> Starts;
  return resolveLineMarks(Text, Facts, Starts);
}

TEST(LineMarks, ReadBack) {
  std::optional<LineMark> M =
      LineMark::parse("#" + mark(LineMark::Rest, 7).substr(1));
  ASSERT_TRUE(M);
  EXPECT_EQ(M->Kind, LineMark::Rest);
  EXPECT_EQ(M->Line, 7u);
  EXPECT_FALSE(LineMark::parse("#line 7"));
  EXPECT_FALSE(LineMark::parse("int a;"));
}

TEST(LineMarks, OnlyWhereTheNumberIsWrong) {
  std::string Text = "int a;\n" + mark(LineMark::Rest, 2) + "int b;\n" +
                     mark(LineMark::Generated, 9) + "int c;\n" +
                     mark(LineMark::Generated, 10) + "int d;\n" +
                     mark(LineMark::Generated, 10) + "int e;\n";
  EXPECT_EQ(resolved(Text, facts(LineDirectives::Needed)),
            "int a;\nint b;\n#line 9 \"a.cpp\"\nint c;\nint d;\n"
            "#line 10 \"a.cpp\"\nint e;\n");
}

TEST(LineMarks, CommentsAndEmptyLinesComeBefore) {
  std::string Text = mark(LineMark::Rest, 5) + "\n// why\nint a;\n";
  EXPECT_EQ(resolved(Text, facts(LineDirectives::Needed)),
            "\n// why\n#line 7 \"a.cpp\"\nint a;\n");
}

TEST(LineMarks, TheFileIsNamedAtTheTopIfAllAreWanted) {
  EXPECT_EQ(resolved("// a\nint b;\n", facts(LineDirectives::All)),
            "// a\n#line 2 \"a.cpp\"\nint b;\n");
}

TEST(LineMarks, DirectivesOfTheFileItself) {
  LineFacts Facts = facts(LineDirectives::All);
  Facts.Segments.push_back({3, 100, "b\"\\.y"});
  std::string Text = "int a;\n#line 100 \"b\\\"\\\\.y\"\nint b;\n" +
                     mark(LineMark::Generated, 4) + "int c;\n" +
                     mark(LineMark::Generated, 4) + "int d;\n";
  EXPECT_EQ(resolved(Text, Facts),
            "#line 1 \"a.cpp\"\nint a;\n#line 100 \"b\\\"\\\\.y\"\nint b;\n"
            "int c;\n#line 101 \"b\\\"\\\\.y\"\nint d;\n");
}

TEST(LineMarks, CarriageReturns) {
  std::string Text = "int a;\r\n#switchback_line 9 generated 1\r\nint b;\r\n";
  EXPECT_EQ(resolved(Text, facts(LineDirectives::Needed)),
            "int a;\r\n#line 9 \"a.cpp\"\r\nint b;\r\n");
}

struct Applied : testing::Test {
  LoweredUnit Unit;

  Applied() {
    Unit.LangOpts.CPlusPlus = Unit.LangOpts.CPlusPlus20 = true;
    Unit.LangOpts.LineComment = true;
    Unit.Result.Lines = facts(LineDirectives::Needed);
  }

  std::string apply(StringRef Old, StringRef New) {
    unsigned Offset = StringRef(Unit.Text).find(Old);
    Unit.Result.Edits.push_back(
        {Offset, unsigned(Old.size()), New.str(), /*Generated=*/true});
    Expected<std::string> Text =
        applyEdits(Unit, clang::format::getLLVMStyle(), "a.cpp");
    return Text ? *Text : "error: " + toString(Text.takeError());
  }
};

TEST_F(Applied, RestIfItAsks) {
  Unit.Text = "BODY\nint b = __LINE__;\n";
  EXPECT_EQ(apply("BODY", "int a;\nint c;\n"),
            "int a;\nint c;\n\nint b = __LINE__;\n");
  Unit.Result.Edits.clear();
  Unit.Result.Lines.Asks = {{13, 2, "__LINE__"}};
  EXPECT_EQ(apply("BODY", "int a;\nint c;\n"),
            "int a;\nint c;\n\n#line 2 \"a.cpp\"\nint b = __LINE__;\n");
}

TEST_F(Applied, WhatAsksOnTheLineOfTheEditGoesToAnother) {
  Unit.Text = "auto a = BODY(__LINE__);\n";
  Unit.Result.Lines.Asks = {{14, 1, "__LINE__"}};
  EXPECT_EQ(apply("BODY", "[](int) {\n  f();\n  g();\n}"),
            "auto a = [](int) {\n      f();\n      g();\n    }\n#line 1 "
            "\"a.cpp\"\n(__LINE__);\n");
}

TEST_F(Applied, VerbatimTextKeepsItsLines) {
  Unit.Text = "BODY\n";
  std::string Text = "void f() {\n" + mark(LineMark::Verbatim, 5, 2) +
                     "g(1,\n 2);\nint  x;\n}";
  EXPECT_EQ(apply("BODY", Text),
            "void f() {\n#line 5 \"a.cpp\"\n  g(1,\n 2);\n  int x;\n}\n");
}

} // namespace
