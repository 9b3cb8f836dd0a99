//===- UnifiedDiff.cpp - The difference of two texts ----------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Myers' O(ND) algorithm in its linear-space form: find the middle of a
/// shortest edit script, then do the same for both halves.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/UnifiedDiff.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include <utility>
#include <vector>

using namespace llvm;

namespace switchback {

namespace {

constexpr size_t ContextLines = 3;

/// The lines of a text, each with its `\n`.
std::vector<StringRef> splitLines(StringRef Text) {
  std::vector<StringRef> Lines;
  while (!Text.empty()) {
    size_t Length = std::min(Text.find('\n'), Text.size() - 1) + 1;
    Lines.push_back(Text.take_front(Length));
    Text = Text.drop_front(Length);
  }
  return Lines;
}

/// Marks the lines of both sides that a shortest edit script removes or adds.
class LineMatcher {
public:
  LineMatcher(ArrayRef<StringRef> Old, ArrayRef<StringRef> New)
      : Removed(Old.size()), Added(New.size()) {
    DenseMap<StringRef, int> Numbers;
    auto Number = [&](ArrayRef<StringRef> Lines) {
      std::vector<int> Result;
      for (StringRef Line : Lines)
        Result.push_back(
            Numbers.try_emplace(Line, int(Numbers.size())).first->second);
      return Result;
    };
    std::vector<int> OldNumbers = Number(Old), NewNumbers = Number(New);
    match(OldNumbers, 0, NewNumbers, 0);
  }

  BitVector Removed;
  BitVector Added;

private:
  /// Matches a part of each side, which start at the given lines.
  void match(ArrayRef<int> A, size_t AStart, ArrayRef<int> B, size_t BStart) {
    while (!A.empty() && !B.empty() && A.front() == B.front()) {
      A = A.drop_front();
      B = B.drop_front();
      ++AStart;
      ++BStart;
    }
    while (!A.empty() && !B.empty() && A.back() == B.back()) {
      A = A.drop_back();
      B = B.drop_back();
    }
    if (A.empty() || B.empty()) {
      Removed.set(AStart, AStart + A.size());
      Added.set(BStart, BStart + B.size());
      return;
    }
    auto [X, Y] = middle(A, B);
    match(A.take_front(X), AStart, B.take_front(Y), BStart);
    match(A.drop_front(X), AStart + X, B.drop_front(Y), BStart + Y);
  }

  /// A point inside of both parts that a shortest edit script goes through,
  /// where neither the first lines nor the last ones are equal: the place where
  /// searches from both ends meet.
  static std::pair<size_t, size_t> middle(ArrayRef<int> A, ArrayRef<int> B) {
    const int N = A.size(), M = B.size(), Delta = N - M, Max = (N + M + 1) / 2;
    // How far along A each diagonal got, from either end.
    std::vector<int> Forward(2 * Max + 3), Backward(2 * Max + 3);
    const int Zero = Max + 1;
    auto Step = [&](std::vector<int> &Reached, int D, int K, auto Equal) {
      int X =
          K == -D || (K != D && Reached[Zero + K - 1] < Reached[Zero + K + 1])
              ? Reached[Zero + K + 1]
              : Reached[Zero + K - 1] + 1;
      while (X < N && X - K < M && Equal(X, X - K))
        ++X;
      Reached[Zero + K] = X;
      return X;
    };
    auto Meets = [&](const std::vector<int> &Other, int K, int Radius, int X) {
      int Opposite = Delta - K;
      return X <= N && X - K <= M && Opposite >= -Radius &&
             Opposite <= Radius && X + Other[Zero + Opposite] >= N;
    };
    for (int D = 0; D <= Max; ++D) {
      for (int K = -D; K <= D; K += 2) {
        int X = Step(Forward, D, K, [&](int X, int Y) { return A[X] == B[Y]; });
        if (Delta % 2 != 0 && Meets(Backward, K, D - 1, X))
          return {X, X - K};
      }
      for (int K = -D; K <= D; K += 2) {
        int X = Step(Backward, D, K, [&](int X, int Y) {
          return A[N - 1 - X] == B[M - 1 - Y];
        });
        if (Delta % 2 == 0 && Meets(Forward, K, D, X))
          return {N - X, M - (X - K)};
      }
    }
    llvm_unreachable("two searches that cover everything meet");
  }
};

class DiffPrinter {
public:
  DiffPrinter(raw_ostream &OS, ArrayRef<StringRef> Old, ArrayRef<StringRef> New,
              bool Color)
      : OS(OS), Old(Old), New(New), Lines(Old, New), Color(Color) {}

  void print(StringRef Path) {
    size_t I = 0, J = 0;
    bool First = true;
    while (skipEqual(I, J)) {
      if (std::exchange(First, false)) {
        line("--- ", Path, raw_ostream::SAVEDCOLOR);
        line("+++ ", Path, raw_ostream::SAVEDCOLOR);
      }
      hunk(I, J);
    }
  }

private:
  bool changed(size_t I, size_t J) const {
    return (I < Old.size() && Lines.Removed[I]) ||
           (J < New.size() && Lines.Added[J]);
  }

  /// Moves to the next change. False if there is none.
  bool skipEqual(size_t &I, size_t &J) const {
    while (!changed(I, J)) {
      if (I == Old.size())
        return false;
      ++I;
      ++J;
    }
    return true;
  }

  void skipChange(size_t &I, size_t &J) const {
    while (I < Old.size() && Lines.Removed[I])
      ++I;
    while (J < New.size() && Lines.Added[J])
      ++J;
  }

  /// Prints the hunk that starts with the change at (I, J), and moves behind
  /// its last change.
  void hunk(size_t &I, size_t &J) {
    size_t Before = std::min(I, ContextLines);
    size_t OldBegin = I - Before, NewBegin = J - Before;
    // Changes share a hunk if their contexts touch.
    for (size_t NextI = I, NextJ = J;
         skipEqual(NextI, NextJ) && NextI - I <= 2 * ContextLines;
         I = NextI, J = NextJ)
      skipChange(NextI, NextJ);
    size_t After = std::min(Old.size() - I, ContextLines);
    header(OldBegin, I + After - OldBegin, NewBegin, J + After - NewBegin);

    for (size_t OldLine = OldBegin, NewLine = NewBegin;
         OldLine < I + After || NewLine < J + After;) {
      if (!changed(OldLine, NewLine)) {
        line(" ", Old[OldLine], raw_ostream::SAVEDCOLOR);
        ++OldLine;
        ++NewLine;
        continue;
      }
      for (; OldLine < Old.size() && Lines.Removed[OldLine]; ++OldLine)
        line("-", Old[OldLine], raw_ostream::RED);
      for (; NewLine < New.size() && Lines.Added[NewLine]; ++NewLine)
        line("+", New[NewLine], raw_ostream::GREEN);
    }
  }

  void header(size_t OldBegin, size_t OldLength, size_t NewBegin,
              size_t NewLength) {
    // Lines count from one, but an empty range is named by the line before.
    auto Range = [](size_t Begin, size_t Length) {
      std::string Result = std::to_string(Length ? Begin + 1 : Begin);
      return Length == 1 ? Result : Result + "," + std::to_string(Length);
    };
    line("@@ ",
         "-" + Range(OldBegin, OldLength) + " +" + Range(NewBegin, NewLength) +
             " @@",
         raw_ostream::CYAN, /*IsText=*/false);
  }

  /// Prints one line. One of the text itself may lack a `\n` to say so.
  void line(StringRef Prefix, StringRef Line, raw_ostream::Colors LineColor,
            bool IsText = true) {
    bool Colored = Color && LineColor != raw_ostream::SAVEDCOLOR;
    bool HasNewline = Line.consume_back("\n");
    if (Colored)
      OS.changeColor(LineColor);
    OS << Prefix << Line;
    if (Colored)
      OS.resetColor();
    OS << '\n';
    if (IsText && !HasNewline && Prefix.size() == 1)
      OS << "\\ No newline at end of file\n";
  }

  raw_ostream &OS;
  ArrayRef<StringRef> Old;
  ArrayRef<StringRef> New;
  LineMatcher Lines;
  bool Color;
};

} // namespace

void printUnifiedDiff(raw_ostream &OS, StringRef Path, StringRef Old,
                      StringRef New, bool Color) {
  if (Old == New)
    return;
  std::vector<StringRef> OldLines = splitLines(Old), NewLines = splitLines(New);
  OS.enable_colors(Color);
  DiffPrinter(OS, OldLines, NewLines, Color).print(Path);
}

} // namespace switchback
