//===- FramePrinter.cpp - The frame's struct ------------------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints the struct that is the coroutine's frame, with the step function in
/// it. Nothing but text is decided here: what has to be called stands in
/// Form::Promise.
///
//===----------------------------------------------------------------------===//
#include "FramePrinter.h"
#include "switchback/Compiler/Passes.h"
#include "switchback/Compiler/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/TargetInfo.h"
#include <set>

using namespace clang;

namespace switchback {

namespace {

/// `name(parameter types)`, for a comment.
std::string signature(const Form &F) {
  std::string Text = F.Function->getQualifiedNameAsString() + "(";
  if (F.isLambda())
    Text = "a lambda(";
  bool First = true;
  for (const ParmVarDecl *P : F.Function->parameters()) {
    if (!std::exchange(First, false))
      Text += ", ";
    Text += spellDeclaration(F, P->getType(), "", true);
  }
  return Text + ")";
}

std::string promiseType(const Form &F) {
  if (whyUnspellable(F, F.Promise.PromiseType).empty())
    return spellDeclaration(F, F.Promise.PromiseType);
  // No specialisation of the traits is there that could ask for the closure.
  const bool HasStandIn = F.Promise.Closure == Contract::ClosureStandsIn;
  if (F.isLambda() && !HasStandIn)
    return (F.IsGeneric ? "typename std::coroutine_traits<"
                        : "std::coroutine_traits<") +
           resultType(F) + ">::promise_type";
  // Private, but the traits may name it.
  std::string Text = (F.IsGeneric ? "typename " : "") +
                     std::string("std::coroutine_traits<") + resultType(F);
  if (const auto *M = dyn_cast<CXXMethodDecl>(F.Function);
      M && M->isImplicitObjectMemberFunction())
    Text += ", " +
            (!HasStandIn ? spellOwnClass(F, M->getFunctionObjectParameterType())
             : M->isConst() ? "const switchback::some_closure"
                            : "switchback::some_closure") +
            (M->getRefQualifier() == RQ_RValue ? " &&" : " &");
  for (const Slot *S : F.Parameters) {
    QualType T = cast<ParmVarDecl>(S->Decl)->getType();
    if (S->IsPack)
      Text += ", " + parameterType(F, S, "", "");
    else
      Text += ", " + (whyUnspellable(F, T).empty() ? spellDeclaration(F, T)
                                                   : S->TypeName);
  }
  return Text + ">::promise_type";
}

/// `alignas(...)` of \p V; as it is written if the instance decides.
std::string alignmentOf(const Form &F, const VarDecl *V) {
  if (!hasDependentAlignment(V))
    return "alignas(" +
           std::to_string(F.Context.getDeclAlign(V).getQuantity()) + ")";
  std::string Text;
  for (const auto *A : V->specific_attrs<AlignedAttr>()) {
    const SourceRange Range =
        A->isAlignmentExpr()
            ? A->getAlignmentExpr()->getSourceRange()
            : A->getAlignmentType()->getTypeLoc().getSourceRange();
    Text += (Text.empty() ? "alignas(" : " alignas(") +
            Lexer::getSourceText(CharSourceRange::getTokenRange(Range),
                                 F.Context.getSourceManager(),
                                 F.Context.getLangOpts())
                .str() +
            ")";
  }
  return Text;
}

/// A member that needs no union: constructing and destroying it does nothing.
bool isPlain(const Slot *S) {
  if (S->IsLate || !S->FrameType.empty())
    return false;
  // An anonymous union is one.
  if (S->Decl && !S->Decl->getDeclName() && !isa<DecompositionDecl>(S->Decl))
    return true;
  if (S->Generic != Slot::NotGeneric)
    return false;
  if (S->IsReference)
    return true;
  QualType Element(S->Type->getBaseElementTypeUnsafe(), 0);
  if (S->Type.isConstQualified() || Element.isConstQualified())
    return false;
  if (isUnknown(Element))
    return Element->isAnyPointerType();
  const auto *R = Element->getAsCXXRecordDecl();
  // In C++17 no closure has a default constructor.
  return !R ||
         (!R->isLambda() && R->hasTrivialDefaultConstructor() &&
          R->hasTrivialDestructor() && !R->hasUninitializedReferenceMember());
}

std::string hoistedText(Form &F, const Decl *D) {
  SourceText Source(F);
  if (auto R = Source.range(D->getSourceRange()))
    return Source.cut(*R, D).str() + ";";
  F.refuseText(D->getSourceRange(), "a local type");
  return "";
}

/// Declares the reference to a capture. A type without a name is that of the
/// capture, which can be named in front of the frame only.
std::string captureType(const Form &F, const Slot *S) {
  if (S->IsPack)
    return capturedPack(F, S) + " " + S->Name;
  if (whyUnspellable(F, S->Type).empty())
    return spellDeclaration(F, F.Context.getLValueReferenceType(S->Type),
                            S->Name);
  return (S->Type.isConstQualified() ? "const " : "") + S->TypeName + " &" +
         S->Name;
}

} // namespace

/// The alive sets that some code stores, and what they unwind through.
void FramePrinter::collectAlive() {
  llvm::DenseSet<const AliveSet *> Seen;
  auto Add = [&](const AliveSet *A) {
    for (; A && A->Top; A = A->Parent)
      Seen.insert(A);
  };
  walk(*F.Body, [&](Node &Each) {
    if (const auto *C = llvm::dyn_cast<Construct>(&Each))
      Add(C->AliveAfter);
    else if (const auto *D = llvm::dyn_cast<Destroy>(&Each))
      Add(D->Target);
    else if (const auto *A = llvm::dyn_cast<Arm>(&Each))
      Add(A->Target);
  });
  Add(F.aliveAtInitial());
  Add(F.aliveAtFinal());
  for (const AliveSet &A : F.aliveSets())
    if (Seen.contains(&A))
      Used.push_back(&A);
}

bool FramePrinter::bodyConstructs() {
  bool Found = F.aliveAtInitial() != F.nothing();
  walk(*F.Body, [&](Node &Each) {
    if (const auto *C = llvm::dyn_cast<Construct>(&Each))
      Found |= C->AliveAfter != nullptr;
    Found |= llvm::isa<Arm, Destroy>(Each);
  });
  return Found;
}

//===----------------------------------------------------------------------===//
// The struct
//===----------------------------------------------------------------------===//

/// The return type as the ramp says it, in front of the names that the types of
/// packs have in the frame.
static std::string resultOutside(const Form &F) {
  std::string Text = spellDeclaration(F, F.Promise.ReturnType, "", true);
  for (const Slot *S : F.Parameters)
    if (S->IsPack && !S->TypeName.empty())
      for (size_t At = Text.find(S->TypeName); At != std::string::npos;
           At = Text.find(S->TypeName, At + 1))
        Text.replace(At, S->TypeName.size(), "decltype(" + rampName(S) + ")");
  return Text;
}

void FramePrinter::frame() {
  if (F.HoistsInFront)
    hoisted();
  if (HasThis && !whyUnspellable(F, F.thisType()).empty())
    line("using " + N.Object + " = std::remove_reference_t<decltype(*this)>;");
  for (const Slot *S : F.Captures)
    if (!S->IsPack && !whyUnspellable(F, S->Type).empty())
      line("using " + S->TypeName + " = std::remove_reference_t<decltype((" +
           rampName(S) + "))>;");
  for (const Slot *S : F.Parameters)
    if (!S->IsPack && !whyUnspellable(F, decl(S)->getType()).empty())
      line("using " + S->TypeName + " = decltype(" + rampName(S) + ");");
  if (asksForParameter(F))
    line("using " + N.ResultT + " = " + resultOutside(F) + ";");
  factories();
  packScope(/*AtEnd=*/false);
  line("// State machine of " + signature(F) + ".");
  if (!F.TemplateHeader.empty())
    line(F.TemplateHeader);
  line("struct " + N.Frame + " {");
  MarksLines = false;
  members();
  MarksLines = true;
  constructor();
  allocation();
  begin();
  step();
  unwind();
  entryPoints();
  line("};");
  if (F.TemplateHeader.empty())
    checks();
}

/// What is asked of the frame: of a template's in the function, which has an
/// instance.
void FramePrinter::checks() {
  // g++ cannot read the pragmas there, where it keeps text for later.
  if (!isInInitialiser(F.Function))
    line("SWITCHBACK_CHECK_FRAME(" + N.Frame + ", " + N.Promise + ");");
  if (F.StandsInPlace && F.IsLocalFrame)
    line("SWITCHBACK_OFFER_FRAME(" + N.Frame + ", " + F.OfferedAs + ");");
  if (F.Promise.AllocationIsChecked)
    line("static_assert(switchback::leaves_allocation<decltype(" + N.Frame +
         "::" + N.Promise + ")>);");
}

/// The local types that closures in the frame use, and what makes them.
/// The functions that make closures stand in front of the frame, which declares
/// members of their types.
void FramePrinter::factories() {
  llvm::raw_null_ostream Null;
  BodyPrinter Text(F, Null, false, false);
  for (const Slot *S : F.slots())
    if (!S->FactoryText.empty())
      source((F.IsLocalFrame ? "static constexpr auto " : "constexpr auto ") +
                 (F.NamesFactoryTypes ? S->OuterFactoryName : S->FactoryName) +
                 " = " + Text.text(S->FactoryText) + ";\n",
             S->FactoryLoc);
}

static std::string narrowType(size_t Count) {
  return Count <= 256 ? "unsigned char" : "unsigned short";
}

/// The member \p Name, which is one of \p Names. A debugger shows which if the
/// member has the type of the enumeration. In a template it is a number: each
/// instance would have compilers look among all built-in operators for those of
/// that type.
void FramePrinter::numbered(const std::string &Enumeration,
                            const std::string &Type, const std::string &Names,
                            const std::string &Name, const std::string &First) {
  if (F.IsGeneric)
    line("enum : " + Type + " { " + Names + " };\n" + Type + " " + Name +
         " = " + First + ";");
  else
    line("enum " + Enumeration + " : " + Type + " { " + Names + " } " + Name +
         " = " + First + ";");
}

void FramePrinter::members() {
  line("// Header shared with native coroutines: std::coroutine_handle works "
       "on this frame.");
  if (F.StartsOnStack) {
    line("// On the stack nobody looks at it.");
    line("switchback::entry_point *" + N.ResumeFn + ", *" + N.DestroyFn + ";");
  } else {
    line("switchback::entry_point *" + N.ResumeFn + " = switchback::opaque(" +
         N.Resume + ");");
    line("switchback::entry_point *" + N.DestroyFn + " = switchback::opaque(" +
         N.Destroy + ");");
  }
  line("using " + N.PromiseT + " = " + promiseType(F) + ";");
  std::set<std::string> Children;
  for (const Slot *S : F.slots())
    if (!S->LocalFrame.empty() && Children.insert(S->FrameType).second)
      line("using " + S->FrameType + " = switchback::frame_of<" +
           S->LocalFrame + ">;");
  if (F.NamesFactoryTypes && !F.HasPackScope)
    for (const Slot *S : F.slots())
      if (!S->FactoryText.empty())
        line("using " + S->FactoryName + " = std::remove_const_t<decltype(" +
             S->OuterFactoryName + ")>;");
  if (F.Promise.PromiseIsOrdered)
    line("union { " + N.PromiseT + " " + N.Promise + "; };");
  else
    line(N.PromiseT + " " + N.Promise + ";");
  line("");
  if (F.StatePlace == Form::BehindPromise)
    whereItStands();
  if (!F.HoistsInFront)
    hoisted();
  if (HasThis)
    line("// The object it was called on.\n" + classType() + " *" + N.Self +
         ";\n");
  for (const Slot *S : F.Captures)
    line((S == F.Captures.front() ? "// Captures.\n" : "") + captureType(F, S) +
         ";" + (S == F.Captures.back() ? "\n" : ""));
  bool Any = false;
  for (const Slot *S : F.Parameters) {
    if (S->Group >= 0)
      continue; // shares its storage
    if (!std::exchange(Any, true))
      line("// Parameters.");
    line(S->IsPack ? "switchback::pack<" + parameterType(F, S, "", "") + "> " +
                         S->Name + ";"
                   : parameterType(F, S, "", S->Name) + ";");
  }
  if (Any)
    line("");
  if (F.StatePlace == Form::BehindParameters)
    whereItStands();
  slotMembers();
}

void FramePrinter::whereItStands() {
  if (countStates(F) > 1) {
    line("// Where the coroutine stands.");
    std::string Names = N.Start;
    for (const Suspend *S : F.Points)
      Names += (F.StartsOnStack ? ", " + S->StackState : "") + ", " + S->State;
    if (F.StartsOnStack)
      Names += ", " + N.Completed + ", " + N.Failed;
    if (F.LeavesByStep)
      Names += ", " + N.Leaving;
    numbered(N.StateT, narrowType(countStates(F)), Names, N.State, N.Start);
    line("");
  }
  if (HasAlive) {
    line("// Which objects of the frame are alive, the innermost last.");
    std::string Names = N.Nothing;
    for (const AliveSet *A : Used)
      Names += ", " + A->Name;
    numbered(N.AliveT, narrowType(Used.size() + 1), Names, N.Alive, N.Nothing);
    line("");
  }
}

std::string FramePrinter::declare(const Slot *S) {
  if (S->IsLate)
    return "switchback::late " + S->Name;
  if (!S->FrameType.empty())
    return S->FrameType + " " + S->Name;
  if (S->Generic != Slot::NotGeneric) {
    llvm::raw_null_ostream Null;
    BodyPrinter Types(F, Null, false, false);
    Types.AsksForTypes = namesAreConst();
    Types.IsInMember = true;
    return Types.unknownType(S) + " " + S->Name;
  }
  std::string Why = whyUnspellable(F, S->Type);
  if (!Why.empty() && S->Decl && !S->IsReference)
    if (const TagDecl *Tag = S->Type->getAsTagDecl();
        Tag && !Tag->getIdentifier() &&
        !(isa<CXXRecordDecl>(Tag) && cast<CXXRecordDecl>(Tag)->isLambda()) &&
        Tag->getDeclContext()->Equals(F.Function))
      // A type without a name gets one; an anonymous union is one here too.
      return S->Decl->getDeclName()
                 ? (S->Type.isVolatileQualified() ? "volatile " : "") +
                       S->Name + "_type " + S->Name
                 : llvm::StringRef(hoistedText(F, Tag)).rtrim(";").str();
  if (!Why.empty()) {
    if (S->TypeSource.empty()) {
      F.refuse(S->Decl ? S->Decl->getLocation() : F.Function->getLocation(),
               "cannot name the type of '" + S->Name +
                   "' in the frame: " + Why);
      return "int " + S->Name;
    }
    llvm::raw_null_ostream Null;
    BodyPrinter Text(F, Null, false, false);
    Text.AsksForTypes = namesAreConst();
    std::string Type = "switchback::remove_cvref_t<decltype(" +
                       Text.text(S->TypeSource) + ")>";
    return Type + (S->IsReference ? " *" : " ") + S->Name;
  }
  QualType T = S->Type;
  if (S->IsReference)
    T = F.Context.getPointerType(T);
  std::string Align;
  if (const auto *V = dyn_cast_or_null<VarDecl>(S->Decl);
      V && V->hasAttr<AlignedAttr>() && !S->IsReference)
    Align = alignmentOf(F, V) + " ";
  return Align + spellDeclaration(F, T, S->Name, S->Decl != nullptr);
}

/// The definition of the unnamed type of a variable, with a name.
std::string FramePrinter::namedType(const Slot *S) {
  const TagDecl *Tag = S->Type->getAsTagDecl();
  if (!Tag || Tag->getIdentifier() || !S->Decl || !S->Decl->getDeclName() ||
      !Tag->getDeclContext()->Equals(F.Function) ||
      (isa<CXXRecordDecl>(Tag) && cast<CXXRecordDecl>(Tag)->isLambda()))
    return "";
  std::string Text = hoistedText(F, Tag);
  std::string Keyword = Tag->getKindName().str();
  size_t At = Text.find(Keyword);
  return At == std::string::npos
             ? Text
             : Text.insert(At + Keyword.size(), " " + S->Name + "_type");
}

void FramePrinter::slotMembers() {
  llvm::DenseSet<unsigned> Printed;
  // What is typed by an expression needs the members it names in front of it.
  auto PrintGroup = [&](auto &Self, unsigned Group) -> void {
    if (!Printed.insert(Group).second)
      return;
    const auto &Members = F.Groups[Group];
    for (const Slot *Each : Members)
      for (const Fragment::Piece &P : Each->TypeSource.pieces())
        if (P.S && P.S->Group >= 0)
          Self(Self, P.S->Group);
    if (std::string Type = namedType(Members.front()); !Type.empty())
      source(Type, Members.front()->Type->getAsTagDecl()->getBeginLoc());
    if (Members.size() == 1 && isPlain(Members.front())) {
      line(declare(Members.front()) + ";");
      return;
    }
    std::string Text = "union {";
    for (const Slot *Each : Members)
      Text += " " + declare(Each) + ";";
    line(Text + " };");
  };
  auto Print = [&](unsigned Begin, unsigned End, const char *Comment) {
    bool Any = false;
    for (unsigned Group = Begin; Group != End; ++Group) {
      if (Printed.contains(Group))
        continue;
      if (!std::exchange(Any, true))
        line(Comment);
      PrintGroup(PrintGroup, Group);
    }
    if (Any)
      line("");
  };
  Print(0, F.LocalGroups, "// Locals that live across a suspension.");
  if (F.StatePlace == Form::BehindLocals)
    whereItStands();
  const bool SharesParameters =
      llvm::any_of(F.Parameters, [](const Slot *S) { return S->Group >= 0; });
  Print(F.LocalGroups, F.Groups.size(),
        SharesParameters
            ? "// Awaiters, temporaries, and parameters that are needed at "
              "first only; those of one union never live at the same time."
            : "// Awaiters and temporaries; those of one union never live at "
              "the same time.");
  if (F.StatePlace == Form::AtEnd)
    whereItStands();
  for (const Slot *S : F.slots())
    if (S->IsConditional)
      line("bool " + S->FlagName + " = false;");
}

void FramePrinter::constructor() {
  bool HasParameters = HasThis || !F.Captures.empty() || !F.Parameters.empty();
  bool HasUnion = false;
  for (const Slot *S : F.slots())
    HasUnion |= S->Group >= 0 && !isPlain(S);
  if (HasParameters || HasUnion || F.Promise.PromiseIsOrdered) {
    std::string Params, Inits, Head;
    llvm::SmallVector<const Slot *, 4> Shared; // in the order of their unions
    auto Add = [](std::string &To, const std::string &Text) {
      To += (To.empty() ? "" : ", ") + Text;
    };
    if (HasThis) {
      Add(Params, classType() + " *" + N.Self);
      Add(Inits, N.Self + "(" + N.Self + ")");
    }
    for (const Slot *S : F.Captures) {
      Add(Params, captureType(F, S));
      Add(Inits, S->Name + "(" +
                     (S->IsPack ? "std::move(" + S->Name + ")" : S->Name) +
                     ")");
    }
    for (const Slot *S : F.Parameters) {
      bool ByMove = isMoved(S) && !decl(S)->getType()->isReferenceType();
      // No pack of the constructor: clang counts one of a class that is local
      // to a generic lambda wrongly.
      if (S->IsPack) {
        Add(Params, "switchback::pack<" + parameterType(F, S, "&&", "") + "> " +
                        S->Name);
        Add(Inits, S->Name + "(std::move(" + S->Name + "))");
        continue;
      }
      Add(Params, parameterType(F, S, ByMove ? "&&" : "", S->Name));
      if (S->Group < 0)
        Add(Inits, S->Name + "(" + passed(S, S->Name) + ")");
      else
        Shared.push_back(S);
    }
    llvm::sort(Shared, [](const Slot *A, const Slot *B) {
      return A->Group < B->Group;
    });
    for (const Slot *S : Shared)
      Add(Inits, S->Name + "(" +
                     (S->IsReference ? "switchback::address_of(" + S->Name + ")"
                                     : passed(S, S->Name)) +
                     ")");
    if (Params.find(',') == std::string::npos && !Params.empty())
      Head = "explicit ";
    Head += N.Frame + "(" + Params + ")";
    if (!Inits.empty())
      Head += " : " + Inits;
    if (F.IsGeneric) {
      std::string Args = N.Promise;
      if (HasThis && !F.isLambda())
        Add(Args, "*this->" + N.Self);
      for (const Slot *S : F.Parameters)
        Add(Args, S->IsPack ? "switchback::get<" + S->IndexName + ">(this->" +
                                  S->Name + ")..."
                            : (S->IsReference ? "" : "this->") + S->Name);
      line(Head + " { switchback::make_promise(" + Args + "); }");
    } else if (F.Promise.PromiseIsOrdered) {
      std::string Args;
      if (F.Promise.PromiseTakesParameters) {
        if (HasThis && !F.isLambda())
          Add(Args, "*this->" + N.Self);
        for (const Slot *S : F.Parameters)
          Add(Args, "this->" + S->Name);
      }
      if (F.Promise.PromiseTakesBraces && !Args.empty())
        line(Head + " { switchback::make_aggregate(" + N.Promise + ", " + Args +
             "); }");
      else
        line(Head + " { ::new (switchback::storage(" + N.Promise + ")) " +
             N.PromiseT + (Args.empty() ? "" : "(" + Args + ")") + "; }");
    } else {
      line(Head + " {}");
    }
  }
  std::string Body;
  if (HasAlive)
    Body += "if (" + N.Alive + " != " + N.Nothing + ") " + N.Unwind + "(" +
            N.Nothing + "); ";
  if (F.Promise.PromiseIsOrdered)
    Body += "switchback::destroy(" + N.Promise + "); ";
  if (HasUnion || !Body.empty())
    line("~" + N.Frame + "() { " + Body + "}");
  line("");
}

void FramePrinter::unwind() {
  if (!HasAlive)
    return;
  llvm::raw_null_ostream Null;
  BodyPrinter Body(F, Null, false, false);
  line("// Destroys what is alive in the frame, innermost first, until only `" +
       N.Until + "` is left.");
  line("void " + N.Unwind + "(" +
       (F.IsGeneric ? narrowType(Used.size() + 1) : N.AliveT) + " " + N.Until +
       ") {");
  // Sets are numbered behind what they enclose. A jump out of a try block has
  // less alive than the block's guard asks for.
  line("while (" + N.Alive + " > " + N.Until + ")\nswitch (" + N.Alive + ") {");
  for (const AliveSet *A : llvm::reverse(Used)) {
    line("case " + A->Name + ":");
    line(N.Alive + " = " + Body.aliveName(A->Parent) + ";");
    std::string Destroy = Body.destruction(A->Top);
    if (A->Top->IsConditional)
      line("if (std::exchange(" + A->Top->FlagName + ", false)) " + Destroy);
    else
      line(Destroy);
    line("break;");
  }
  line("case " + N.Nothing + ": return;");
  line("}\n}\n");
}

void FramePrinter::entryPoints() {
  std::string Handle = "std::coroutine_handle<" + N.PromiseT + ">";
  // Elsewhere a frame's functions are called like any other.
  std::string Void =
      F.Context.getTargetInfo().getTriple().getArch() == llvm::Triple::x86
          ? "static void SWITCHBACK_ENTRY_POINT "
          : "static void ";
  line(Handle + " " + N.Handle + "() {");
  line("return " + Handle + "::from_address(this);");
  line("}");
  if (llvm::any_of(F.Points,
                   [](const Suspend *S) { return !S->ChildStep.empty(); })) {
    line("// True if this coroutine, suspended at `at`, is the next.");
    line("bool " + N.GoesOn + "(std::coroutine_handle<> " + N.Next + ", " +
         (F.IsGeneric ? narrowType(countStates(F)) : N.StateT) +
         " at) const {");
    line("return " + N.Next + ".address() == this && " + N.ResumeFn +
         " == " + N.Resume + " && " + N.State + " == at;");
    line("}");
  }
  const std::string OffStack =
      F.StartsOnStack ? "/*" + N.OnStack + "=*/false" : "";
  if (ReturnsHandle) {
    line("SWITCHBACK_SIBLING_CALLS " + Void + N.Resume + "(void *" +
         N.RampFrame + ") {");
    // A handle that is a variable is one whose address gcc takes without
    // optimisation, and then it makes no sibling call.
    line("if (void *" + N.Next + " = static_cast<" + N.Frame + " *>(" +
         N.RampFrame + ")->" + N.Step + "(" + OffStack +
         ").address())\nSWITCHBACK_MUSTTAIL return "
         "switchback::resume(" +
         N.Next + ");");
    line("}");
  } else {
    line(Void + N.Resume + "(void *" + N.RampFrame + ") {");
    line("static_cast<" + N.Frame + " *>(" + N.RampFrame + ")->" + N.Step +
         "(" + OffStack + ");");
    line("}");
  }
  destroy(Void);
  if (F.StartsOnStack)
    goOnInHeap();
  if (F.StandsInPlace)
    inPlace(Void);
}

/// What `destroy` of the header points to.
void FramePrinter::destroy(const std::string &Void) {
  const std::string Frame =
      "static_cast<" + N.Frame + " *>(" + N.RampFrame + ")";
  if (F.LeavesByStep)
    line("// If a destructor throws while the coroutine is suspended in its "
         "body, the body ends by that exception.");
  line(Void + N.Destroy + "(void *" + N.RampFrame + ") {");
  if (F.LeavesByStep) {
    line("if (" + Frame + "->" + N.ResumeFn + " && " + Frame + "->" + N.State +
         " != " + N.Start + ") {");
    line(Frame + "->" + N.State + " = " + N.Leaving + ";");
    line("return " + N.Resume + "(" + N.RampFrame + ");");
    line("}");
  }
  line("delete " + Frame + ";");
  line("}");
}

/// The same for a frame that is part of another, and the ramp that makes one.
void FramePrinter::inPlace(const std::string &Void) {
  std::string Params = "void *" + N.Memory;
  if (!F.isLambda() && !F.thisType().isNull())
    Params += ", " + classType() + " &" + (HasThis ? N.Self : "");
  for (const Slot *S : F.Parameters)
    Params += ", " + parameterType(F, S, "", rampName(S));
  line("\n// The frame as a part of the one that awaits this coroutine.");
  line("static " + spellDeclaration(F, F.Promise.ReturnType, "", true) + " " +
       N.InPlace + "(" + Params + ")");
  IsInPlace = true;
  ramp();
  IsInPlace = false;
  line(Void + N.DestroyInPlace + "(void *" + N.RampFrame + ") {");
  line("static_cast<" + N.Frame + " *>(" + N.RampFrame + ")->~" + N.Frame +
       "();");
  line("}");
}

PrintedCoroutine print(Form &F) { return FramePrinter(F).print(); }

} // namespace switchback
