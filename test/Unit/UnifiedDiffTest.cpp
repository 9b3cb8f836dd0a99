//===- UnifiedDiffTest.cpp - The difference of two texts ------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/UnifiedDiff.h"
#include "gtest/gtest.h"

using namespace llvm;

namespace {

std::string diff(StringRef Old, StringRef New, bool Color = false) {
  std::string Result;
  raw_string_ostream OS(Result);
  switchback::printUnifiedDiff(OS, "f", Old, New, Color);
  return Result;
}

TEST(UnifiedDiff, EqualTexts) { EXPECT_EQ(diff("a\n", "a\n"), ""); }

TEST(UnifiedDiff, ThreeLinesOfContext) {
  EXPECT_EQ(
      diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"),
      "--- f\n+++ f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, NearChangesShareAHunk) {
  EXPECT_EQ(diff("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n"),
            "--- f\n+++ f\n@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n"
            "-b\n+B\n");
}

TEST(UnifiedDiff, FarChangesHaveTheirOwn) {
  EXPECT_EQ(diff("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n"),
            "--- f\n+++ f\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n"
            "@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
}

TEST(UnifiedDiff, EmptySides) {
  EXPECT_EQ(diff("", "a\n"), "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(diff("a\n", ""), "--- f\n+++ f\n@@ -1 +0,0 @@\n-a\n");
}

TEST(UnifiedDiff, NoNewlineAtTheEnd) {
  EXPECT_EQ(diff("a\nb", "a\nb\n"), "--- f\n+++ f\n@@ -1,2 +1,2 @@\n a\n-b\n"
                                    "\\ No newline at end of file\n+b\n");
}

TEST(UnifiedDiff, ShortestScript) {
  // The example of Myers' paper: five lines removed or added.
  EXPECT_EQ(
      diff("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n"),
      "--- f\n+++ f\n@@ -1,7 +1,6 @@\n-a\n+c\n b\n-c\n a\n b\n-b\n a\n+c\n");
}

TEST(UnifiedDiff, Color) {
  EXPECT_EQ(diff("a\n", "b\n", /*Color=*/true),
            "--- f\n+++ f\n\x1B[0;36m@@ -1 +1 @@\x1B[0m\n"
            "\x1B[0;31m-a\x1B[0m\n\x1B[0;32m+b\x1B[0m\n");
}

} // namespace
