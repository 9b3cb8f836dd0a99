//===- EditsTest.cpp - From edits to text ---------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Edits.h"
#include "gtest/gtest.h"

using namespace switchback;
using namespace llvm;

namespace {

struct Edits : testing::Test {
  LoweredUnit Unit;

  explicit Edits() {
    Unit.LangOpts.CPlusPlus = Unit.LangOpts.CPlusPlus20 = true;
    Unit.LangOpts.LineComment = true;
  }

  void edit(StringRef Old, StringRef New, bool Generated = true) {
    size_t Offset = StringRef(Unit.Text).find(Old);
    ASSERT_NE(Offset, StringRef::npos);
    Unit.Result.Edits.push_back(
        {unsigned(Offset), unsigned(Old.size()), New.str(), Generated});
  }

  std::string apply() {
    Expected<std::string> Text =
        applyEdits(Unit, clang::format::getLLVMStyle(), "a.cpp");
    return Text ? *Text : "error: " + toString(Text.takeError());
  }
};

TEST_F(Edits, FormatWhatIsGenerated) {
  Unit.Text = "int  a;\nBODY\nint  b;\n";
  edit("BODY", "void f(){int x ;\nif(x)\n{x=1;}}");
  EXPECT_EQ(apply(), "int  a;\nvoid f() {\n  int x;\n  if (x) {\n    x = 1;\n"
                     "  }\n}\nint  b;\n");
}

TEST_F(Edits, LeaveTheRestOfTheLine) {
  Unit.Text = "void  f( ) BODY  int   b;\n";
  edit("BODY", "{int x ;}");
  EXPECT_TRUE(StringRef(apply()).starts_with("void  f( ) {"));
  EXPECT_TRUE(StringRef(apply()).ends_with("}  int   b;\n"));
}

TEST_F(Edits, LeaveWhatIsNotGenerated) {
  Unit.Text = "BODY\n";
  edit("BODY", "int   x ;", /*Generated=*/false);
  EXPECT_EQ(apply(), "int   x ;\n");
}

TEST_F(Edits, NoNewlineAtTheEnd) {
  Unit.Text = "int a;\nBODY";
  edit("BODY", "int   x ;");
  EXPECT_EQ(apply(), "int a;\nint x;");
}

TEST_F(Edits, ByteOrderMark) {
  Unit.Text = "\xEF\xBB\xBFint  a;\nBODY\n";
  edit("BODY", "int   x ;");
  EXPECT_EQ(apply(), "\xEF\xBB\xBFint  a;\nint x;\n");
}

TEST_F(Edits, CarriageReturns) {
  Unit.Text = "#include <a>\r\nint  a;\r\nBODY\r\n";
  Unit.Result.NeedsFrameHeader = true;
  edit("BODY", "void f(){\nint x ;\nint y;\n}");
  Unit.Result.FirstLoweredOffset = Unit.Result.Edits.front().Offset;
  EXPECT_EQ(apply(), "#include <a>\r\n#include <switchback/frame.h>\r\n"
                     "int  a;\r\nvoid f() {\r\n  int x;\r\n  int y;\r\n}\r\n");
}

TEST_F(Edits, InAnyOrder) {
  Unit.Text = "one\ntwo\n";
  edit("two", "int  b;");
  edit("one", "int  a;");
  EXPECT_EQ(apply(), "int a;\nint b;\n");
}

TEST_F(Edits, SeveralAtOneOffset) {
  Unit.Text = "int z;\n";
  edit("", "int a;\n");
  edit("", "int b;\n");
  EXPECT_EQ(apply(), "int a;\nint b;\nint z;\n");
}

TEST_F(Edits, Overlap) {
  Unit.Text = "one two\n";
  edit("one two", "int a;");
  edit("two", "int b;");
  EXPECT_TRUE(StringRef(apply()).starts_with("error: an edit at offset 4"));
}

} // namespace
