//===- FramePrinter.h - The frame's struct and the ramp ------- -*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The class behind the printed coroutine: FramePrinter.cpp has the struct that
/// is the frame, StepPrinter.cpp what runs it, RampPrinter.cpp how one is made.
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_LIB_PRINT_FRAMEPRINTER_H
#define SWITCHBACK_LIB_PRINT_FRAMEPRINTER_H

#include "Printer.h"
#include "switchback/Compiler/Passes.h"
#include "clang/AST/ASTContext.h"

namespace switchback {

bool asksForParameter(const Form &F);
/// The return type; in front of the frame, where no member hides a parameter
/// that it asks for the type of, it has got a name then.
std::string resultType(const Form &F);
/// The type that the frame keeps a captured pack as.
std::string capturedPack(const Form &F, const Slot *S);

/// Declares \p Name with the type of parameter \p S, or a reference of \p Kind
/// ("&", "&&") to it. A type without a name is that of the function's
/// parameter, which can be named in front of the frame only.
std::string parameterType(const Form &F, const Slot *S, llvm::StringRef Kind,
                          llvm::StringRef Name);

class FramePrinter {
public:
  explicit FramePrinter(Form &F)
      : F(F), N(F.Names), Marks(F, /*Functions=*/true) {
    HasThis =
        !F.thisType().isNull() &&
        (F.UsesThis || (F.Promise.PromiseTakesParameters && !F.isLambda()));
    collectAlive();
    HasAlive = !Used.empty();
    HasGuard = HasAlive && F.HasExceptions && bodyConstructs();
    ReturnsHandle = returnsHandle(F);
  }

  PrintedCoroutine print() {
    PrintedCoroutine Result;
    llvm::raw_string_ostream OS(Result.Frame);
    Out = &OS;
    frame();
    llvm::raw_string_ostream RampOS(Result.Ramp);
    Out = &RampOS;
    ramp();
    return Result;
  }

private:
  llvm::raw_ostream &out() { return *Out; }
  void line(const llvm::Twine &Text) {
    std::string Str = Text.str() + "\n";
    *Out << (MarksLines || Str.find(" = ") != std::string::npos
                 ? Marks.marked(Str)
                 : Marks.comments() + Str);
  }
  /// Prints what stands at \p Loc in the source.
  void source(const llvm::Twine &Text, clang::SourceLocation Loc) {
    *Out << Marks.comments();
    LineMarker There = Marks;
    There.at(Loc);
    *Out << There.marked(Text.str() + "\n", /*IsVerbatim=*/true);
  }

  // The struct.
  void frame();
  void hoisted() {
    llvm::raw_null_ostream Null;
    BodyPrinter Text(F, Null, false, false);
    Text.IsInFront = F.HoistsInFront;
    for (const auto &[Loc, Each] : F.Hoisted)
      source(Text.text(Each), Loc);
  }
  void members();
  void whereItStands();
  void numbered(const std::string &Enumeration, const std::string &Type,
                const std::string &Names, const std::string &Name,
                const std::string &First);
  void factories();
  void slotMembers();
  std::string namedType(const Slot *S);
  std::string declare(const Slot *S);
  void checks();
  void allocationOfUnknown();
  void callFinal(const std::string &Call, const std::string &Type);
  void rampOfUnknown();
  void goOnInHeap();
  std::string stackFrame() const;
  void header(const std::string &Access);
  void packScope(bool AtEnd);
  /// True if gcc takes the names of members in types for those of the constant
  /// object that the function, or one around it, is called on.
  bool namesAreConst() const {
    for (const clang::DeclContext *D = F.Function; F.IsLocalFrame && D;
         D = D->getParent())
      if (const auto *M = llvm::dyn_cast<clang::CXXMethodDecl>(D);
          M && M->isConst())
        return true;
    return false;
  }
  void constructor();
  void allocation();
  void endObject(const BodyPrinter &Body, Slot *Object, const Fragment &Text);
  void endAwaiter(const BodyPrinter &Body, const Slot *A,
                  const std::string &Init, const AliveSet *Alive);
  void begin();
  void step();
  void endOnStack(const std::string &State);
  void endFrame();
  void finalSuspend(BodyPrinter &Body);
  void unwind();
  void entryPoints();
  void destroy(const std::string &Void);
  void inPlace(const std::string &Void);

  // The ramp.
  void ramp();
  void rampOnStack();
  bool publishes() const;
  std::string frameArguments() const;
  std::string newFrame();

  // Parameters.
  const clang::ParmVarDecl *decl(const Slot *S) const {
    return llvm::cast<clang::ParmVarDecl>(S->Decl);
  }
  static bool isCopyable(const clang::CXXRecordDecl *R) {
    if (R->needsImplicitCopyConstructor())
      return !R->defaultedCopyConstructorIsDeleted();
    return llvm::any_of(R->ctors(), [](const clang::CXXConstructorDecl *C) {
      return C->isCopyConstructor() && !C->isDeleted();
    });
  }
  bool isMoved(const Slot *S) const {
    clang::QualType T = decl(S)->getType();
    if (S->IsPack || T->isRValueReferenceType() ||
        (isUnknown(T) && !T->isReferenceType()))
      return true;
    const auto *R = T->getAsCXXRecordDecl();
    return R && !T->isReferenceType() &&
           (!R->isTriviallyCopyable() || !isCopyable(R));
  }
  std::string passed(const Slot *S, llvm::StringRef Name) const {
    // It may be a reference after all.
    if (isMoved(S) && isUnknown(decl(S)->getType())) {
      std::string Type = parameterType(F, S, "", "");
      return "std::forward<" + llvm::StringRef(Type).rtrim(".").str() + ">(" +
             Name.str() + ")" + (S->IsPack ? "..." : "");
    }
    return isMoved(S) ? "std::move(" + Name.str() + ")" : Name.str();
  }
  /// The alignment that the promise's allocation functions are told.
  std::string alignment() const {
    return "std::align_val_t(alignof(" + N.Frame + "))";
  }
  std::string classType() const {
    if (!whyUnspellable(F, F.thisType()).empty())
      return N.Object;
    return spellOwnClass(F, F.thisType()->getPointeeType());
  }

  void collectAlive();
  bool bodyConstructs();
  std::string finishedParameter() const {
    return F.mayEndInRamp() ? "bool *" + N.Finished : "";
  }
  std::string leave() const {
    return ReturnsHandle ? "return nullptr;" : "return;";
  }

  Form &F;
  Form::NamesTy &N;
  llvm::raw_ostream *Out = nullptr;
  LineMarker Marks;
  /// Members make no code unless they are initialised, so need no marks.
  bool MarksLines = true;
  /// The ramp that is printed makes the frame in storage of the caller's.
  bool IsInPlace = false;
  bool HasThis, HasAlive, HasGuard, ReturnsHandle;
  llvm::SmallVector<const AliveSet *, 8> Used;
};

} // namespace switchback

#endif
