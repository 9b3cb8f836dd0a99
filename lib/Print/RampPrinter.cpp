//===- RampPrinter.cpp - The ramp and the allocation ----------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints the function that makes a frame, and the frame's allocation functions
/// that it calls.
///
//===----------------------------------------------------------------------===//
#include "FramePrinter.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace switchback {

std::string rampName(const Slot *S) {
  return S->Decl->getName().empty() ? S->Name : S->Decl->getName().str();
}

std::string parameterType(const Form &F, const Slot *S, llvm::StringRef Kind,
                          llvm::StringRef Name) {
  QualType T = cast<ParmVarDecl>(S->Decl)->getType();
  if (const auto *Pack = T->getAs<PackExpansionType>()) {
    // A reference to what may be one already.
    QualType Each = Pack->getPattern();
    std::string Type = S->TypeName + Kind.str();
    if (whyUnspellable(F, Each).empty()) {
      if (Kind == "&")
        Each = F.Context.getLValueReferenceType(Each.getNonReferenceType());
      else if (Kind == "&&" && !Each->isReferenceType())
        Each = F.Context.getRValueReferenceType(Each);
      Type = spellDeclaration(F, Each, "", true);
    }
    return Type + (Name.empty() ? "..." : " ..." + Name.str());
  }
  if (!whyUnspellable(F, T).empty())
    return S->TypeName + (Kind.empty() && Name.empty() ? "" : " ") +
           Kind.str() + Name.str();
  if (Kind == "&")
    T = F.Context.getLValueReferenceType(T.getNonReferenceType());
  else if (Kind == "&&")
    T = F.Context.getRValueReferenceType(T);
  return spellDeclaration(F, T, Name, true);
}

std::string capturedPack(const Form &F, const Slot *S) {
  std::string Type =
      whyUnspellable(F, S->Type).empty()
          ? spellDeclaration(F, F.Context.getLValueReferenceType(S->Type))
          : (S->Type.isConstQualified() ? "const " : "") +
                ("std::remove_reference_t<" + S->TypeName + "> &");
  return "switchback::pack<" + Type + "...>";
}

/// True if the return type has the name of a parameter or member in it, which
/// mean nothing in the frame.
bool asksForParameter(const Form &F) {
  if (!F.IsGeneric)
    return false;
  std::string Type = spellDeclaration(F, F.Promise.ReturnType, "", true);
  return hasWord(Type, "this") ||
         llvm::any_of(F.Parameters, [&](const Slot *S) {
           return !S->Decl->getName().empty() &&
                  hasWord(Type, S->Decl->getName());
         });
}

std::string resultType(const Form &F) {
  return asksForParameter(F)
             ? F.Names.ResultT
             : spellDeclaration(F, F.Promise.ReturnType, "", F.IsGeneric);
}

/// An instance decides who allocates, and what is told about the coroutine: the
/// ramp does that, since the parameters are there.
void FramePrinter::allocationOfUnknown() {
  line("static void operator delete(void *memory, std::size_t size) { "
       "switchback::deallocate_frame<" +
       N.PromiseT + ">(memory, size); }\n");
}

void FramePrinter::allocation() {
  const Contract &P = F.Promise;
  if (F.IsGeneric)
    return P.PromiseAllocates ? allocationOfUnknown() : void();
  if (P.PromiseAllocates) {
    std::string Params = "std::size_t size", Args = "size";
    if (P.AllocatesWithAlignment)
      Args += ", " + alignment();
    if (P.AllocatesWithParameters) {
      if (P.AllocatesWithThis) {
        Params += ", " + classType() + " &" + N.Self;
        Args += ", " + N.Self;
      }
      for (const Slot *S : F.Parameters) {
        Params += ", " + parameterType(F, S, "&", S->Name);
        Args += ", " + S->Name;
      }
    }
    line("static void *operator new(" + Params + ")" +
         (P.HasFailureReturn ? " noexcept" : "") + " { return " + N.PromiseT +
         "::operator new(" + Args + "); }");
    if (P.AllocatesWithParameters) {
      // What runs if the constructor throws.
      std::string Unnamed = "void *" + N.Memory;
      if (P.AllocatesWithThis)
        Unnamed += ", " + classType() + " &";
      for (const Slot *S : F.Parameters)
        Unnamed += ", " + parameterType(F, S, "&", "");
      line("static void operator delete(" + Unnamed + ") { " + N.Frame +
           "::operator delete(" + N.Memory + ", sizeof(" + N.Frame + ")); }");
    }
  }
  if (P.PromiseDeallocates)
    line("static void operator delete(void *memory, std::size_t size) { " +
         std::string(P.DeallocateTakesSize ? "" : "(void)size; ") +
         "switchback::deallocate<" + N.PromiseT + ">(memory" +
         (P.DeallocateTakesSize ? ", size" : "") +
         (P.DeallocateTakesAlignment ? ", " + alignment() : "") + "); }");
  else if (P.PromiseAllocates)
    line("static void operator delete(void *memory, std::size_t size) { "
         "::operator delete(memory, size); }");
  if (P.PromiseAllocates || P.PromiseDeallocates)
    line("");
  if (P.PromiseDeallocates && !P.PromiseAllocates) {
    std::string Nothrow = P.HasFailureReturn ? ", const std::nothrow_t &t" : "";
    line("static void *operator new(std::size_t size" + Nothrow + ")" +
         (P.HasFailureReturn ? " noexcept" : "") +
         " { return ::operator new(size" + (P.HasFailureReturn ? ", t" : "") +
         "); }\n");
  }
}

std::string FramePrinter::frameArguments() const {
  std::string Args;
  auto Add = [&](const std::string &Text) {
    Args += (Args.empty() ? "" : ", ") + Text;
  };
  if (HasThis)
    Add(IsInPlace ? "switchback::address_of(" + N.Self + ")" : "this");
  for (const Slot *S : F.Captures)
    Add(S->IsPack
            ? capturedPack(F, S) + "(std::in_place, " + rampName(S) + "...)"
            : rampName(S));
  for (const Slot *S : F.Parameters)
    Add(S->IsPack ? "switchback::pack<" + parameterType(F, S, "&&", "") +
                        ">(std::in_place, " + passed(S, rampName(S)) + ")"
                  : passed(S, rampName(S)));
  return Args;
}

std::string FramePrinter::newFrame() {
  const Contract &P = F.Promise;
  std::string Placement;
  auto Add = [](std::string &To, const std::string &Text) {
    To += (To.empty() ? "" : ", ") + Text;
  };
  if (F.IsGeneric && P.PromiseAllocates) {
    Placement = "sizeof(" + N.Frame + ")";
    if (P.AllocatesWithThis)
      Add(Placement, "*this");
    for (const Slot *S : F.Parameters)
      Add(Placement, rampName(S) + (S->IsPack ? "..." : ""));
    Placement = "switchback::allocate<decltype(" + N.Frame + "::" + N.Promise +
                ")>(" + Placement + ")";
  } else if (P.PromiseAllocates && P.AllocatesWithParameters) {
    if (P.AllocatesWithThis)
      Add(Placement, "*this");
    for (const Slot *S : F.Parameters)
      Add(Placement, rampName(S));
  } else if (P.HasFailureReturn && !P.PromiseAllocates) {
    Placement = "std::nothrow";
  }
  const std::string Args = frameArguments();
  if (IsInPlace)
    Placement = N.Memory;
  const bool IsPlaced = IsInPlace || (F.IsGeneric && P.PromiseAllocates);
  return (IsPlaced ? "::new " : "new ") +
         (Placement.empty() ? "" : "(" + Placement + ") ") + N.Frame +
         (Args.empty() ? "" : "(" + Args + ")");
}

/// What the frame stands in if there are parameter packs: a lambda whose packs
/// of indices their expansions go over. \p AtEnd: its end.
void FramePrinter::packScope(bool AtEnd) {
  std::string Indices, Params, Args;
  auto Add = [&](llvm::StringRef Name, llvm::StringRef Pack,
                 llvm::StringRef Type) {
    const char *Comma = Indices.empty() ? "" : ", ";
    Indices += Comma + ("std::size_t... " + Name).str();
    Params += Comma + ("std::index_sequence<" + Name + "...>").str();
    Args +=
        Comma + ("std::make_index_sequence<sizeof...(" + Pack + ")>()").str();
    if (Type.empty())
      return;
    Indices += (", class... " + Type).str();
    Params += (", switchback::types<" + Type + "...>").str();
    Args += (", switchback::types<decltype(" + Pack + ")...>()").str();
  };
  for (const Slot *S : llvm::concat<Slot *const>(F.Captures, F.Parameters))
    if (S->IsPack)
      Add(S->IndexName, rampName(S), S->TypeName);
  llvm::StringSet<> Own;
  for (const Slot *S : F.slots())
    if (S->IsEach && !S->IndexOf && Own.insert(S->IndexName).second)
      Add(S->IndexName, S->SizeOf, "");
  if (!F.HasPackScope)
    return;
  // g++ 12 knows a closure's type there only if it is told.
  for (const Slot *S : F.slots())
    if (!S->FactoryText.empty()) {
      Indices += ", class " + S->FactoryName;
      Params += ", switchback::types<" + S->FactoryName + ">";
      Args += ", switchback::types<std::remove_const_t<decltype(" +
              S->OuterFactoryName + ")>>()";
    }
  if (AtEnd)
    line("}(" + Args + ");");
  else
    line("return [&]<" + Indices + ">(" + Params + ") -> " + resultType(F) +
         " {");
}

void FramePrinter::rampOfUnknown() {
  const std::string &Frame = N.RampFrame;
  line("{");
  if (!F.TemplateHeader.empty() && !IsInPlace) {
    line("using " + N.Frame + " = " + N.Frame + F.TemplateArguments + ";");
    checks();
  }
  line("auto *" + Frame + " = " + newFrame() + ";");
  if (IsInPlace)
    line(Frame + "->" + N.DestroyFn + " = switchback::opaque(" +
         N.DestroyInPlace + ");");
  if (F.Promise.Initial == Contract::Always)
    line("// initial_suspend() is std::suspend_always.");
  std::string Begin;
  if (F.Promise.Initial == Contract::Never)
    Begin = F.mayEndInRamp() ? ", &" + N.Frame + "::" + N.Step
                             : ", " + N.Frame + "::" + N.Resume;
  else if (F.Promise.Initial == Contract::General)
    Begin = ", &" + N.Frame + "::" + N.Begin;
  line("return switchback::start<" + resultType(F) + ", decltype(" + N.Frame +
       "::" + N.Promise + ")>(" + Frame + ", " + N.Frame +
       "::" + (IsInPlace ? N.DestroyInPlace : N.Destroy) + Begin + ");");
  packScope(/*AtEnd=*/true);
  line("}");
}

/// True if it has a reference that may be bound to a temporary of the caller's.
bool FramePrinter::publishes() const {
  return !F.Captures.empty() || llvm::any_of(F.Parameters, [&](const Slot *S) {
    QualType T = decl(S)->getType();
    return T->isReferenceType() && (T->isRValueReferenceType() ||
                                    T.getNonReferenceType().isConstQualified());
  });
}

/// The ramp of a coroutine that has a frame only once it has to wait.
void FramePrinter::rampOnStack() {
  const std::string Args = frameArguments();
  line("{");
  line("// Without a frame of its own as long as it need not wait.");
  line(stackFrame() + " " + N.Local + (Args.empty() ? "" : "(" + Args + ")") +
       ";");
  line(N.Local + "->" + N.Step + "(/*" + N.OnStack + "=*/true);");
  line("if (" + N.Local + "->" + N.State + " == " + N.Frame +
       "::" + N.Completed + ")\nreturn " + N.Local + ".complete();");
  line("return " + N.Frame + "::" + N.GoOnInHeap + "(" + N.Local + ");");
  line("}");
}

/// What is left of that ramp once the coroutine has to wait, or has failed. A
/// function of its own, which leaves the ramp with little to do.
void FramePrinter::goOnInHeap() {
  const std::string &Frame = N.RampFrame;
  const std::string Moved = N.Local + ".move_to_heap()";
  line("SWITCHBACK_NOINLINE static " +
       spellDeclaration(F, F.Promise.ReturnType, "", true) + " " +
       N.GoOnInHeap + "(" + stackFrame() + " &" + N.Local + ") {");
  line("auto *" + Frame + " = " + Moved + ";");
  header(Frame + "->");
  if (publishes())
    line("switchback::publish(" + Frame + ");");
  const bool Guarded = F.HasExceptions && F.Promise.GetReturnObjectMayThrow;
  if (Guarded)
    line("switchback::frame_guard " + N.Guard + "(" + Frame + ", " + N.Destroy +
         ");");
  line("auto " + N.RampResult + " = " + Frame + "->" + N.Promise +
       ".get_return_object();");
  if (Guarded)
    line(N.Guard + ".release();");
  line(N.Resume + "(" + Frame + ");");
  line("return " + N.RampResult + ";");
  line("}");
}

std::string FramePrinter::stackFrame() const {
  return "switchback::stack_frame<" + N.Frame + ", " + N.Frame +
         "::" + N.PromiseT + ">";
}

/// Says what the header points to, of the frame that \p Access leads to.
void FramePrinter::header(const std::string &Access) {
  line(Access + N.ResumeFn + " = switchback::opaque(" + N.Resume + ");");
  line(Access + N.DestroyFn + " = switchback::opaque(" +
       (IsInPlace ? N.DestroyInPlace : N.Destroy) + ");");
}

void FramePrinter::ramp() {
  if (F.IsGeneric)
    return rampOfUnknown();
  if (F.StartsOnStack && !IsInPlace)
    return rampOnStack();
  const Contract &P = F.Promise;
  const std::string &Frame = N.RampFrame, &Result = N.RampResult;
  line("{");
  line("auto *" + Frame + " = " +
       (publishes() ? "switchback::publish(" + newFrame() + ")" : newFrame()) +
       ";");
  if (IsInPlace && F.StartsOnStack)
    header(Frame + "->");
  else if (IsInPlace)
    line(Frame + "->" + N.DestroyFn + " = switchback::opaque(" +
         N.DestroyInPlace + ");");
  else if (P.HasFailureReturn)
    line("if (!" + Frame + ") return " + N.Frame + "::" + N.PromiseT +
         "::get_return_object_on_allocation_failure();");
  std::string Object = Frame + "->" + N.Promise + ".get_return_object()";
  bool IsVoid = P.ReturnType->isVoidType();
  bool SameType =
      F.Context.hasSameUnqualifiedType(P.GetReturnObjectType, P.ReturnType);
  // An exception that leaves the ramp takes the frame with it, whether the body
  // has begun or not.
  const bool MayThrow =
      P.Initial == Contract::General || P.GetReturnObjectMayThrow ||
      P.ConversionMayThrow ||
      (P.Initial == Contract::Never && P.UnhandledExceptionMayThrow);
  const bool Guarded = (F.HasExceptions && MayThrow) || F.mayEndInRamp();
  if (Guarded)
    line("switchback::frame_guard " + N.Guard + "(" + Frame + ", " + N.Frame +
         "::" + (IsInPlace ? N.DestroyInPlace : N.Destroy) + ");");
  std::string Start;
  const std::string Release = N.Guard + (F.HasExceptions && P.ConversionMayThrow
                                             ? ".release_on_return();"
                                             : ".release();");
  if (F.mayEndInRamp()) {
    const std::string Step = Frame + "->" + N.Step + "(&" + N.Finished + ")";
    Start = "bool " + N.Finished + " = false;\n" +
            (P.Initial == Contract::General
                 ? "if (" + Frame + "->" + N.Begin + "()) {\n"
                 : "") +
            (ReturnsHandle ? "if (void *next = " + Step +
                                 ".address())\nswitchback::resume(next);\n"
                           : Step + ";\n") +
            (P.Initial == Contract::General ? "}\n" : "") + "if (!" +
            N.Finished + ") " + Release;
  } else if (P.Initial == Contract::Never)
    Start = N.Frame + "::" + N.Resume + "(" + Frame + ");";
  else if (P.Initial == Contract::General)
    Start = "if (" + Frame + "->" + N.Begin + "()) " + N.Frame +
            "::" + N.Resume + "(" + Frame + ");";
  if (Guarded && !F.mayEndInRamp())
    Start += (Start.empty() ? "" : "\n") + Release;

  if (IsVoid) {
    line(Object + ";");
    line(Start);
  } else if (P.Initial == Contract::Always && SameType && !Guarded) {
    line("// initial_suspend() is std::suspend_always.");
    line("return " + Object + ";");
  } else if (SameType && P.ReturnNeedsPlace) {
    line("switchback::on_return " + Result + "([&] { " + Start + " });");
    line("return " + Object + ";");
  } else {
    line((SameType ? spellDeclaration(F, P.ReturnType, Result, true)
                   : "auto " + Result) +
         " = " + Object + ";");
    const bool BodyMayThrow =
        P.Initial == Contract::General ||
        (P.Initial == Contract::Never && P.UnhandledExceptionMayThrow);
    if (SameType && Guarded && BodyMayThrow && P.ReturnType.isDestructedType())
      line("switchback::result_guard " + N.ResultGuard + "(" + N.Guard + ");");
    if (!Start.empty())
      line(Start);
    line("return " + Result + ";");
  }
  line("}");
}

} // namespace switchback
