//===- StepPrinter.cpp - The step function and its ends -------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints the member functions of the frame that run the coroutine: its initial
/// suspend point, its body, and its final suspend point.
///
//===----------------------------------------------------------------------===//
#include "FramePrinter.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace switchback {

/// Makes what `operator co_await` is called on at the initial or final suspend
/// point.
void FramePrinter::endObject(const BodyPrinter &Body, Slot *Object,
                             const Fragment &Text) {
  if (!Object)
    return;
  line("::new (" + Body.addressOf(Object) + ") " + Body.typeOf(Object) + "(" +
       Body.text(Text) + ");");
  if (Object->NeedsDestroy)
    line(N.Alive + " = " + F.push(F.nothing(), Object)->Name + ";");
}

/// Makes the awaiter of the initial or final suspend point, with which
/// \p Alive is alive.
void FramePrinter::endAwaiter(const BodyPrinter &Body, const Slot *A,
                              const std::string &Init, const AliveSet *Alive) {
  if (F.IsGeneric)
    line("SWITCHBACK_AWAIT(" + A->Name + ", " + N.Promise + ", " + Init + ");");
  else if (A->IsReference)
    line(A->Name + " = switchback::address_of(" + Init + ");");
  else
    line("::new (" + Body.addressOf(A) + ") " + Body.typeOf(A) + "(" + Init +
         ");");
  if (A->NeedsDestroy)
    line(N.Alive + " = " + Alive->Name + ";");
}

/// The initial suspend point, where it is more than std::suspend_always or
/// std::suspend_never. Its `await_resume` is the body's first statement: only
/// from there on exceptions reach the promise ([dcl.fct.def.coroutine]/5).
void FramePrinter::begin() {
  if (F.Promise.Initial != Contract::General)
    return;
  const Slot *A = F.InitialAwaiter;
  llvm::raw_null_ostream Null;
  BodyPrinter Body(F, Null, false, false);
  std::string Access = A->Name + (A->IsReference ? "->" : ".");
  std::string Init = Body.text(F.Promise.InitialText);
  if (F.IsGeneric) {
    line("// co_await promise.initial_suspend(), and the body if it is ready.");
    line("void " + N.Begin + "(" + finishedParameter() + ") {");
    line("SWITCHBACK_AWAIT(" + A->Name + ", " + N.Promise + ", " + Init + ");");
    line(N.Alive + " = " + F.aliveAtInitial()->Name + ";");
    line("if (!" + A->Name + ".await_ready()) {");
    line("auto decided = switchback::suspend(" + A->Name + ", " + N.Handle +
         "());");
    line("if (decided.next) decided.next.resume();");
    line("if (decided) return;");
    line("}");
    if (F.mayEndInRamp())
      line("if (void *next = " + N.Step + "(" + N.Finished +
           ").address()) switchback::resume(next);");
    else
      line(N.Resume + "(this);");
    line("}\n");
    return;
  }
  line("// co_await promise.initial_suspend(): true if the body runs at once.");
  line("bool " + N.Begin + "() {");
  endObject(Body, F.Promise.InitialObject, F.Promise.InitialObjectText);
  endAwaiter(Body, A, Init, F.aliveAtInitial());
  line("if (" + Access + "await_ready()) return true;");
  std::string Call = Access + "await_suspend(" + N.Handle + "())";
  switch (F.Promise.InitialStyle) {
  case Suspend::Void:
    line(Call + ";\nreturn false;");
    break;
  case Suspend::Bool:
    line("return !" + Call + ";");
    break;
  case Suspend::Handle:
    line(Call + ".resume();\nreturn false;");
    break;
  case Suspend::Unknown:
    break;
  }
  line("}\n");
}

void FramePrinter::step() {
  std::string Body;
  llvm::raw_string_ostream OS(Body);
  BodyPrinter P(F, OS, HasGuard, ReturnsHandle);
  bool HasDispatch = countStates(F) > 1;
  if (HasGuard)
    P.line(guard(F, N.Nothing));
  if (HasDispatch) {
    P.line("switch (" + N.State + ") {");
    P.gotos(*F.Body);
    if (F.StartsOnStack)
      P.line("case " + N.Completed + ":\ncase " + N.Failed + ":\ngoto " +
             N.Final + ";");
    if (F.LeavesByStep) {
      P.line("case " + N.Leaving + ":");
      P.line(N.Unwind + "(" + N.Nothing + ");");
      P.line("goto " + N.Left + ";");
    }
    P.line("case " + N.Start + ":");
  }
  if (const Slot *A = F.InitialAwaiter) {
    P.line(A->Name + (A->IsReference ? "->" : ".") + "await_resume();");
    const AliveSet *Alive = F.aliveAtInitial();
    if (Alive->Depth > 1) {
      P.line(N.Unwind + "(" + N.Nothing + ");");
    } else if (Alive->Top) {
      P.line(N.Alive + " = " + N.Nothing + ";");
      P.line("switchback::destroy(" + Alive->Top->Name + ");");
    }
    P.beforeLabels(*F.Body);
  }
  // What comes behind the end of the body finds its locals destroyed.
  if (F.HasDyingLocal && (F.FallsOffEnd ? F.Promise.HasReturnVoid
                                        : !F.HasExceptions && !HasDispatch))
    P.inner(*F.Body);
  else
    P.contents(*F.Body, /*IsFunctionBody=*/!F.FallsOffEnd);
  P.at(F.Coroutine->getBody()->getEndLoc());
  if (F.FallsOffEnd && F.IsGeneric &&
      F.Promise.Returns == Contract::EitherReturn)
    P.line("switchback::fall_off_end(" + N.Promise + ");");
  else if (F.FallsOffEnd && F.Promise.HasReturnVoid)
    P.line(N.Promise + ".return_void();");
  P.finish();

  if (F.StartsOnStack)
    line("// `" + N.OnStack + "`: up to where it has to wait.");
  if (F.mayEndInRamp())
    line("// `" + N.Finished +
         "`: of the ramp, which destroys the frame after "
         "it has converted what it returns.");
  line((ReturnsHandle ? "std::coroutine_handle<> " : "void ") + N.Step + "(" +
       (F.StartsOnStack    ? "bool " + N.OnStack
        : F.mayEndInRamp() ? finishedParameter() + " = nullptr"
                           : "") +
       ")" + (F.IsNoexcept ? " noexcept" : "") + " {");
  if (HasGuard)
    line("bool " + N.Suspended + " = false;");
  for (const Slot *S : F.slots())
    if (S->Kind == Slot::Scratch && S->FirstUse)
      line(declare(S) + ";");
  bool AnyHot = false;
  for (const Slot *S : F.slots())
    if (S->IsHot) {
      if (!std::exchange(AnyHot, true))
        line("// In the frame only while the coroutine is suspended.");
      line(declare(S) + ";");
    }
  if (F.HasExceptions) {
    line("try {");
    out() << Marks.comments() << Body;
    if (HasDispatch)
      line("}");
    line("} catch (...) {");
    line(F.Promise.UnhandledExceptionMayThrow
             ? "switchback::unhandled_exception(" + N.Promise + ", " +
                   N.ResumeFn + ");"
             : N.Promise + ".unhandled_exception();");
    if (F.StartsOnStack)
      endOnStack(N.Failed);
    line("}");
  } else {
    out() << Marks.comments() << Body;
    if (HasDispatch)
      line("}");
  }
  // An instance may discard the jumps to it.
  if (P.usesFinalLabel() || F.StartsOnStack)
    line(N.Final + (F.IsGeneric ? ": __attribute__((unused));" : ":"));
  if (F.StartsOnStack)
    endOnStack(N.Completed);
  finalSuspend(P);
  if (F.LeavesByStep) {
    if (!ReturnsHandle)
      line("return;");
    line(N.Left + ":");
    line("delete this;");
    line(leave());
  }
  line("}\n");
}

/// On the stack the coroutine ends here; if it has failed, it ends in the heap.
void FramePrinter::endOnStack(const std::string &State) {
  line("if (" + N.OnStack + ") {");
  line(N.State + " = " + State + ";");
  line(ReturnsHandle ? "return nullptr;" : "return;");
  line("}");
}

/// Calls `final_suspend`, whose result nobody asks.
void FramePrinter::callFinal(const std::string &Call, const std::string &Type) {
  if (F.Promise.FinalIsChecked)
    line("[[maybe_unused]] " + Type + " ended = " + Call + ";");
  else if (!F.Promise.FinalIsPure)
    line(Call + ";");
}

void FramePrinter::finalSuspend(BodyPrinter &Body) {
  std::string Awaiter = Body.text(F.Promise.FinalText);
  std::string HandleCall = "await_suspend(" + N.Handle + "())";
  switch (F.Promise.Final) {
  case Contract::FinalAlways:
    line(N.ResumeFn + " = nullptr;");
    callFinal(Awaiter, "std::suspend_always");
    if (ReturnsHandle)
      line("return nullptr;");
    return;
  case Contract::FinalNever:
    callFinal(Awaiter, "std::suspend_never");
    endFrame();
    return;
  case Contract::FinalStateless:
    line("return switchback::end(" + Awaiter + ", " + N.Handle + "(), " +
         N.Destroy + (F.mayEndInRamp() ? ", " + N.Finished : "") + ");");
    return;
  case Contract::FinalCalls:
    break;
  }
  const Slot *A = F.FinalAwaiter;
  bool IsBool = F.Promise.FinalStyle == Suspend::Bool;
  if (!A) {
    // An awaiter with no state and nothing to destroy need not be kept, and it
    // is never ready.
    line(N.ResumeFn + " = nullptr;");
    bool Returns = ReturnsHandle && F.Promise.FinalStyle == Suspend::Handle;
    line((Returns ? "return " : "") + Awaiter + "." + HandleCall + ";");
    if (ReturnsHandle && !Returns)
      line("return nullptr;");
    return;
  }
  endObject(Body, F.Promise.FinalObject, F.Promise.FinalObjectText);
  std::string Access = A->Name + (A->IsReference ? "->" : ".");
  endAwaiter(Body, A, Awaiter, F.aliveAtFinal());
  line("if (!" + Access + "await_ready()) {");
  line(N.ResumeFn + " = nullptr;");
  if (IsBool) {
    line("if (" + Access + HandleCall + ") " + leave());
  } else if (F.IsGeneric) {
    line("if (auto decided = switchback::suspend(" + A->Name + ", " + N.Handle +
         "()))\nreturn decided.next;");
  } else if (F.Promise.FinalStyle == Suspend::Handle) {
    line("return " + Access + HandleCall + ";");
  } else {
    line(Access + HandleCall + ";");
    line(leave());
  }
  line("}");
  line(Access + "await_resume();");
  endFrame();
}

/// Destroys the frame of a coroutine that is not suspended at its end. What its
/// return object is converted to may need the promise: that comes first.
void FramePrinter::endFrame() {
  if (F.mayEndInRamp()) {
    if (F.aliveAtFinal()->Depth != 0)
      line(N.Unwind + "(" + N.Nothing + ");");
    line("if (" + N.Finished + ") *" + N.Finished + " = true;");
    line("else");
  }
  line("delete this;");
  if (ReturnsHandle)
    line("return nullptr;");
}

} // namespace switchback
