//===- HeadersTest.cpp - Lowering what a file includes --------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/Headers.h"
#include "switchback/Compiler/Frontend/CompileCommands.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <set>

using namespace switchback;
using namespace llvm;

namespace {

constexpr StringLiteral Task = R"(#pragma once
#include <coroutine>
struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
)";

/// A coroutine; one of one round, or one that holds another and takes two.
std::string coroutine(StringRef Name, bool HoldsAnother = false) {
  std::string Text = ("inline task " + Name + "() {\n").str();
  if (HoldsAnother)
    Text += "  auto inner = []() -> task { co_await std::suspend_never(); };\n"
            "  inner();\n";
  return Text + "  co_await std::suspend_never();\n}\n";
}

/// Counts parses, and lets some of them fail.
class CountingCompilation : public CommandCompilation {
public:
  CountingCompilation(clang::tooling::CompileCommand Command,
                      std::set<unsigned> Failing)
      : CommandCompilation(std::move(Command)), Failing(std::move(Failing)) {}

  bool run(clang::tooling::ToolAction &Action,
           clang::DiagnosticConsumer &Consumer,
           clang::DiagnosticOptions &DiagOpts) const override {
    return !Failing.count(++Parses) &&
           CommandCompilation::run(Action, Consumer, DiagOpts);
  }

  mutable unsigned Parses = 0;

private:
  std::set<unsigned> Failing;
};

struct Headers : testing::Test {
  SmallString<128> Folder;
  unsigned Parses = 0;
  std::string Diagnostics;

  void SetUp() override {
    ASSERT_FALSE(sys::fs::createUniqueDirectory("headers-test", Folder));
    SmallString<128> Real;
    ASSERT_FALSE(sys::fs::real_path(Folder, Real));
    Folder = Real;
    write("task.h", Task);
  }
  void TearDown() override { sys::fs::remove_directories(Folder); }

  std::string path(StringRef Name) const {
    SmallString<128> Result(Folder);
    sys::path::append(Result, Name);
    return std::string(Result);
  }

  void write(StringRef Name, StringRef Text) {
    std::error_code EC;
    raw_fd_ostream(path(Name), EC) << Text;
    ASSERT_FALSE(EC);
  }

  /// A main file and two headers, each with a coroutine.
  void writeAll(bool HoldAnother) {
    write("a.h", "#include \"task.h\"\n" + coroutine("a", HoldAnother));
    write("b.h", "#include \"task.h\"\n" + coroutine("b"));
    write("main.cpp",
          "#include \"a.h\"\n#include \"b.h\"\n" + coroutine("c", HoldAnother));
  }

  /// The texts by file names, of those that have coroutines.
  std::map<std::string, std::string> lower(std::set<unsigned> Failing = {}) {
    clang::tooling::CompileCommand Command;
    Command.Directory = std::string(Folder);
    Command.Filename = path("main.cpp");
    Command.CommandLine = {"clang++", "-fsyntax-only", "-std=c++20",
                           Command.Filename};
    addHeaderFolders(Command.CommandLine, "");
    CountingCompilation TU(std::move(Command), std::move(Failing));
    Options Opts;
    Opts.Files = {path("main.cpp")};
    Opts.Mode = OutputMode::OutDir;
    Opts.Headers = true;
    Opts.Lowering.All = true;
    Opts.Style = "none";
    raw_string_ostream Stream(Diagnostics);
    Expected<LoweredTranslationUnit> Unit = lowerWithHeaders(
        Opts, TU, {LoweringRound(), std::nullopt, DiagnosticOutput{Stream}},
        NativeCoroutines(), /*KeepMemory=*/false);
    Parses = TU.Parses;
    if (!Unit) {
      ADD_FAILURE() << toString(Unit.takeError());
      return {};
    }
    std::map<std::string, std::string> Result{{"main.cpp", Unit->Main.Text}};
    for (const HeaderOutcome &H : Unit->Headers) {
      Diagnostics += H.Diagnostics;
      if (H.HasCoroutines)
        Result[sys::path::filename(H.Path).str()] = H.Text;
    }
    return Result;
  }
};

/// Whether the coroutine \p Name is lowered in \p Text, and the one it may
/// hold.
bool isLowered(StringRef Text, StringRef Name) {
  return Text.contains(("struct " + Name + "_frame {").str()) &&
         !Text.contains("-> task { co_await");
}

TEST_F(Headers, OneParseForAll) {
  writeAll(/*HoldAnother=*/false);
  auto Texts = lower();
  EXPECT_EQ(Parses, 1u);
  EXPECT_TRUE(isLowered(Texts["a.h"], "a")) << Texts["a.h"];
  EXPECT_TRUE(isLowered(Texts["b.h"], "b")) << Texts["b.h"];
  EXPECT_TRUE(isLowered(Texts["main.cpp"], "c")) << Texts["main.cpp"];
  EXPECT_EQ(Diagnostics, "");
}

TEST_F(Headers, OneParseForAllThatTakeAnother) {
  writeAll(/*HoldAnother=*/true);
  auto Texts = lower();
  EXPECT_EQ(Parses, 2u);
  EXPECT_TRUE(isLowered(Texts["a.h"], "a")) << Texts["a.h"];
  EXPECT_TRUE(isLowered(Texts["b.h"], "b")) << Texts["b.h"];
  EXPECT_TRUE(isLowered(Texts["main.cpp"], "c")) << Texts["main.cpp"];
}

TEST_F(Headers, AloneIfTheyDoNotCompileTogether) {
  writeAll(/*HoldAnother=*/true);
  auto Together = lower();
  auto Alone = lower({2});
  EXPECT_EQ(Parses, 4u);
  EXPECT_EQ(Alone, Together);
  EXPECT_EQ(Diagnostics, "");
}

TEST_F(Headers, GiveUpOnlyWhatDoesNotCompileAlone) {
  writeAll(/*HoldAnother=*/true);
  auto Good = lower();
  // The main file fails with the header, and alone.
  auto Texts = lower({2, 3});
  EXPECT_EQ(Texts["a.h"], Good["a.h"]);
  EXPECT_EQ(Texts["b.h"], Good["b.h"]);
  EXPECT_FALSE(isLowered(Texts["main.cpp"], "c")) << Texts["main.cpp"];
  EXPECT_TRUE(StringRef(Diagnostics).contains("internal error")) << Diagnostics;
}

} // namespace
