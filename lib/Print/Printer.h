//===- Printer.h - From the finished form to C++ text -----------*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The two halves of the printer: statements, and the struct around them.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PRINT_PRINTER_H
#define SWITCHBACK_LIB_PRINT_PRINTER_H

#include "switchback/Compiler/Form.h"
#include "switchback/Compiler/Types.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/raw_ostream.h"

namespace switchback {

/// What the ramp calls a parameter or a capture.
std::string rampName(const Slot *S);

/// Marks what is printed with the line it comes from (see Lines.h).
class LineMarker {
public:
  /// \p Functions: closing braces end functions, and so make code.
  explicit LineMarker(const Form &F, bool Functions = false)
      : F(F), Functions(Functions) {
    at(F.Function->getLocation());
  }

  /// What is printed from here on comes from \p Loc, if that is a place.
  void at(clang::SourceLocation Loc);
  /// \p Text, which begins a line, with its mark. Comments wait for what they
  /// stand in front of: the formatter indents them like that, so no mark may
  /// come between. \p IsVerbatim: its lines are those of the source.
  std::string marked(llvm::StringRef Text, bool IsVerbatim = false);
  /// The comments that wait.
  std::string comments() { return std::exchange(Comments, ""); }

private:
  std::string mark(llvm::StringRef Text, bool IsVerbatim) const;

  const Form &F;
  bool Functions;
  unsigned Offset = 0, Line = 0;
  std::string Comments;
};

/// The declaration of what unwinds to \p Scope if an exception leaves a block.
std::string guard(const Form &F, llvm::StringRef Scope);

/// Prints nodes as statements of the step function.
class BodyPrinter {
public:
  /// \p HasGuard: some slot has a destructor, so exceptions unwind.
  BodyPrinter(Form &F, llvm::raw_ostream &OS, bool HasGuard, bool ReturnsHandle)
      : F(F), OS(OS), HasGuard(HasGuard), ReturnsHandle(ReturnsHandle),
        Marks(F) {}

  std::string text(const Fragment &Text) const;
  std::string unknownType(const Slot *S) const;
  /// The beginning of the macro call that makes \p S at \p Place, of an
  /// expression that follows.
  std::string lazily(const Slot *S, const std::string &Place,
                     const char *At = "") const;
  /// The statement that destroys the object of \p S.
  std::string destruction(const Slot *S) const;
  /// The text is that of a type, and the names of members are not enough.
  bool AsksForTypes = false;
  /// The text is that of the type of a member. (g++ 12 does not find one member
  /// of a union in the type of another.)
  bool IsInMember = false;
  /// The text stands in front of the frame, where parameters and captures have
  /// their own names.
  bool IsInFront = false;
  /// `T` to construct slot \p S with.
  std::string typeOf(const Slot *S) const;
  std::string addressOf(const Slot *S) const;
  std::string aliveName(const AliveSet *A) const;
  /// The address of an object of type \p T is not simply `&object`.
  static bool hasOddAddress(clang::QualType T);

  void line(const llvm::Twine &Text, bool IsVerbatim = false);
  /// What is printed from here on comes from \p Loc.
  void at(clang::SourceLocation Loc) { Marks.at(Loc); }
  void closeLabel();
  /// Prints what waits for more.
  void finish();
  void contents(const Block &B, bool IsFunctionBody = false);
  /// The same in braces.
  void inner(const Block &B);
  void gotos(const Block &B);
  /// What stands in front of the body falls through to its labels.
  void beforeLabels(const Block &B);
  bool usesFinalLabel() const { return UsesFinalLabel; }

private:
  std::string member(const std::string &Name) const {
    return AsksForTypes ? "std::declval<decltype(" + Name + ") &>()" : Name;
  }
  std::string member(const Slot *S) const {
    return S->IsLate ? "switchback::as<" + S->TypeName + ">(" + S->Name + ")"
                     : member(S->Name);
  }
  void nameType(const Slot *S);
  std::string declaredReference(const Slot *S) const;
  void printLate(const Construct &C);
  void constexprBranches(const If &I, const Node *Previous);
  /// An instance may discard the jump.
  const char *breakLabelEnd() const {
    return F.IsGeneric ? ": __attribute__((unused));" : ":";
  }
  void label(const llvm::Twine &Text);
  void setAlive(const AliveSet *A);
  void node(const Node &N, const Node *Previous, bool IsLast);
  void branch(const If &I);
  void loop(const Loop &L, const std::string &Init);
  void tryBlock(const Try &T, const Node *Previous);
  void gotosOf(const Node &N);
  void print(const Construct &C);
  void print(const Destroy &D);
  void print(const Arm &A);
  void print(const Suspend &S);
  void leaveStack();
  void print(const Jump &J, bool IsLast);
  static const Loop *asForStatement(const Block &B);
  static bool constructs(const Node &N);

  Form &F;
  llvm::raw_ostream &OS;
  bool HasGuard, ReturnsHandle;
  LineMarker Marks;
  /// What is printed next goes on with a statement: no mark there.
  bool Continues = false;
  /// A label has been printed and waits for its statement.
  bool AfterLabel = false;
  bool UsesFinalLabel = false;
  /// Those of the slots that have to be made late.
  llvm::SmallPtrSet<const Slot *, 8> NamedTypes;
};

} // namespace switchback

#endif
