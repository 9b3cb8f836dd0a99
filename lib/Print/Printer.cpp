//===- Printer.cpp - From the finished form to C++ text -------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints the body of the step function: nodes to statements. The struct around
/// it and the ramp are FramePrinter.cpp's. Line breaks are rough; libFormat
/// does the rest.
///
//===----------------------------------------------------------------------===//
#include "Printer.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace switchback {

/// The type that parameter \p S, a reference, was declared as.
std::string BodyPrinter::declaredReference(const Slot *S) const {
  return spellDeclaration(F, llvm::cast<ParmVarDecl>(S->Decl)->getType(), "",
                          /*IsWritten=*/true);
}

std::string BodyPrinter::text(const Fragment &Text) const {
  std::string Result;
  auto Pieces = Text.pieces();
  bool SkipsDot = false;
  for (auto [I, P] : llvm::enumerate(Pieces)) {
    switch (P.Kind) {
    case Fragment::Text:
      Result += llvm::StringRef(P.Str).substr(SkipsDot);
      SkipsDot = false;
      break;
    case Fragment::Index:
      Result += P.S->IndexName;
      break;
    case Fragment::TypeName:
      Result += P.S->TypeName;
      break;
    case Fragment::Pack:
      Result += member(P.S);
      break;
    case Fragment::Object: {
      if (IsInFront && (P.S->Kind == Slot::Parameter || P.S->IsCapture)) {
        Result += rampName(P.S);
        break;
      }
      if (P.S->IsPack) {
        Result +=
            "switchback::get<" + P.S->IndexName + ">(" + member(P.S) + ")";
        break;
      }
      if (!P.S->IsReference) {
        // What a name was declared as is asked of the name itself.
        const bool IsNamed =
            llvm::StringRef(Result).ends_with("decltype(") &&
            I + 1 < Pieces.size() && Pieces[I + 1].Kind == Fragment::Text &&
            llvm::StringRef(Pieces[I + 1].Str).starts_with(")");
        Result += IsNamed && !P.S->IsLate ? P.S->Name : member(P.S);
        break;
      }
      if (IsInMember && P.S->Kind == Slot::Parameter) {
        Result += "std::declval<" + declaredReference(P.S) + ">()";
        break;
      }
      if (I + 1 < Pieces.size() && Pieces[I + 1].Kind == Fragment::Text &&
          llvm::StringRef(Pieces[I + 1].Str).starts_with(".") &&
          !llvm::StringRef(Pieces[I + 1].Str).starts_with(".*")) {
        Result += member(P.S) + "->";
        SkipsDot = true;
        break;
      }
      // Parentheses only where something could bind tighter than `*`.
      llvm::StringRef Before = llvm::StringRef(Result).rtrim();
      llvm::StringRef After =
          I + 1 < Pieces.size() && Pieces[I + 1].Kind == Fragment::Text
              ? llvm::StringRef(Pieces[I + 1].Str).ltrim()
              : "";
      bool Alone =
          (Before.empty() || Before.ends_with("(") || Before.ends_with(",") ||
           Before.ends_with("=") || Before.ends_with("{")) &&
          (After.empty() || After.starts_with(")") || After.starts_with(",") ||
           After.starts_with(";") || After.starts_with("}"));
      std::string Name = member(P.S);
      Result += Alone ? "*" + Name : "(*" + Name + ")";
      break;
    }
    case Fragment::Pointer:
      Result += member(P.S);
      break;
    case Fragment::Flag:
      Result += P.S->FlagName;
      break;
    case Fragment::Promise:
      Result += member(F.Names.Promise);
      break;
    case Fragment::Self:
      Result += IsInFront ? "this" : F.Names.Self;
      break;
    case Fragment::Handle:
      Result += F.Names.Handle + "()";
      break;
    case Fragment::Factory:
      Result += P.S->FactoryName + (F.NamesFactoryTypes ? "()" : "");
      break;
    }
  }
  return Result;
}

bool BodyPrinter::hasOddAddress(QualType T) {
  if (T.isConstQualified() || T.isVolatileQualified())
    return true;
  if (isUnknown(T))
    return !T->isAnyPointerType();
  const auto *R = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!R)
    return false;
  DeclarationName Name =
      R->getASTContext().DeclarationNames.getCXXOperatorName(OO_Amp);
  if (!R->hasDefinition())
    return true;
  for (const CXXBaseSpecifier &B : R->bases())
    if (hasOddAddress(B.getType()))
      return true;
  return !R->lookup(Name).empty();
}

std::string BodyPrinter::addressOf(const Slot *S) const {
  return S->Generic <= Slot::Value && hasOddAddress(S->Type)
             ? "switchback::storage(" + S->Name + ")"
             : "&" + S->Name;
}

std::string BodyPrinter::typeOf(const Slot *S) const {
  std::string Named = "decltype(" + S->Name + ")";
  if (S->Generic == Slot::Value)
    return "std::remove_cv_t<" + Named + ">";
  if (S->Generic != Slot::NotGeneric || !whyUnspellable(F, S->Type).empty())
    return Named;
  std::string Text =
      spellDeclaration(F, S->Type.getUnqualifiedType(), "", S->Decl != nullptr);
  // `struct x` is no type-specifier of a new-expression, nor is `int (*)()`.
  for (const char *Tag : {"struct ", "class ", "union ", "enum ", "("})
    if (llvm::StringRef(Text).contains(Tag))
      return "std::remove_cv_t<" + Named + ">";
  return Text;
}

//===----------------------------------------------------------------------===//
// Leaves
//===----------------------------------------------------------------------===//

void LineMarker::at(SourceLocation Loc) {
  const SourceManager &SM = F.Context.getSourceManager();
  if (!F.Lines || Loc.isInvalid())
    return;
  Loc = SM.getExpansionLoc(Loc);
  SourceLocation Function = SM.getExpansionLoc(F.Function->getLocation());
  if (!SM.isWrittenInSameFile(Loc, Function))
    return;
  Offset = SM.getFileOffset(Loc);
  Line = SM.getSpellingLineNumber(Loc);
}

static bool isComments(llvm::StringRef Text) {
  llvm::SmallVector<StringRef, 4> Lines;
  Text.split(Lines, '\n');
  return llvm::all_of(Lines, [](StringRef Line) {
    return Line.trim().empty() || Line.ltrim().starts_with("//");
  });
}

std::string LineMarker::marked(llvm::StringRef Text, bool IsVerbatim) {
  std::string Result;
  if (isComments(Text))
    Comments += Text;
  else
    Result = mark(Text.trim(), IsVerbatim) + comments() + Text.str();
  return Result;
}

std::string LineMarker::mark(llvm::StringRef Text, bool IsVerbatim) const {
  // Braces and labels make no code.
  if (!F.Lines || Text.starts_with("{") ||
      (Text.starts_with("}") && !(Functions && Text == "}")) ||
      Text.starts_with("#") || Text.ends_with(":") || Text == "try {")
    return "";
  const LineFacts::Ask *Ask = F.Lines->askedIn(Text, Offset);
  if (!Ask && F.Lines->Wanted != LineDirectives::All)
    return "";
  LineMark Mark{LineMark::Generated, Line};
  // Formatting may not move what asks to another line either.
  if (IsVerbatim || Ask) {
    Mark.Kind = LineMark::Verbatim;
    Mark.Count = Text.count('\n') + 1;
  }
  if (Ask && !IsVerbatim)
    Mark.Line = Ask->Line;
  return Mark.str();
}

void BodyPrinter::line(const llvm::Twine &Text, bool IsVerbatim) {
  std::string Str = Text.str();
  if (AfterLabel) {
    AfterLabel = false;
    OS << '\n';
  }
  if (std::exchange(Continues, false))
    OS << Marks.comments() << Str << '\n';
  else
    OS << Marks.marked(Str + "\n", IsVerbatim);
}

/// A label wants a statement, and a declaration is none.
void BodyPrinter::closeLabel() {
  if (!AfterLabel)
    return;
  AfterLabel = false;
  std::string Comments = Marks.comments();
  OS << (Comments.empty() ? "" : "\n") << Comments << ";\n";
}

void BodyPrinter::finish() {
  closeLabel();
  OS << Marks.comments();
}

void BodyPrinter::label(const llvm::Twine &Text) {
  closeLabel();
  OS << Marks.comments() << Text;
  AfterLabel = true;
}

void BodyPrinter::setAlive(const AliveSet *A) {
  line(F.Names.Alive + " = " + aliveName(A) + ";");
}

std::string BodyPrinter::aliveName(const AliveSet *A) const {
  return A->Top ? A->Name : F.Names.Nothing;
}

void BodyPrinter::print(const Arm &A) {
  for (const Slot *S : A.Flags)
    line(S->FlagName + " = false;");
  setAlive(A.Target);
}

/// A coroutine that has to wait goes on in the heap.
void BodyPrinter::leaveStack() {
  line("if (" + F.Names.OnStack + ")" + (HasGuard ? " {" : ""));
  if (HasGuard)
    line(F.Names.Suspended + " = true;");
  line(ReturnsHandle ? "return nullptr;" : "return;");
  if (HasGuard)
    line("}");
}

void BodyPrinter::print(const Suspend &S) {
  std::string Awaiter = text(S.Awaiter);
  std::string Access = Awaiter + ".";
  if (S.Awaiter.isObject() && S.Awaiter.pieces()[0].S->IsReference)
    Access = member(S.Awaiter.pieces()[0].S) + "->";
  std::string Call = Access + "await_suspend(" + F.Names.Handle + "())";
  std::string Store = F.Names.State + " = " + S.State + ";";
  std::string Leave = ReturnsHandle ? "return nullptr;" : "return;";
  auto Suspended = [&] {
    if (HasGuard)
      line(F.Names.Suspended + " = true;");
  };
  auto Keep = [&] {
    for (const Slot *Hot : S.Kept)
      line("this->" + Hot->Name + " = " + Hot->Name + ";");
    if (F.StartsOnStack) {
      line(F.Names.State + " = " + S.StackState + ";");
      leaveStack();
      label("case " + S.StackState + ":");
    }
    line(Store);
  };
  auto ResumeHere = [&] {
    label(S.ReachedByGoto ? "resume_" + S.State + ":"
                          : "case " + S.State + ":");
    for (const Slot *Hot : S.Kept)
      line(Hot->Name + " = this->" + Hot->Name + ";");
  };
  auto Clear = [&] {
    if (S.ClearsState)
      line(F.Names.State + " = " + F.Names.Start + ";");
  };
  if (S.IsAlways) {
    Keep();
    Suspended();
    line(Leave);
    ResumeHere();
    Clear();
    return;
  }
  line("if (!" + Access + "await_ready()) {");
  Keep();
  switch (S.Style) {
  case Suspend::Void:
    line(Call + ";");
    Suspended();
    line(Leave);
    ResumeHere();
    Clear();
    break;
  case Suspend::Bool:
    line("if (" + Call + ") {");
    Suspended();
    line(Leave);
    ResumeHere();
    closeLabel();
    line("}");
    Clear();
    break;
  case Suspend::Unknown:
    line("if (auto decided = switchback::suspend(" + Awaiter + ", " +
         F.Names.Handle + "()))");
    line(HasGuard ? "return switchback::transfer(decided, " +
                        F.Names.Suspended + ");"
                  : "return decided.next;");
    ResumeHere();
    Clear();
    break;
  case Suspend::Handle:
    if (!S.ChildStep.empty()) {
      const std::string &Next = F.Names.Next;
      line("if (auto " + Next + " = switchback::run_child<&" +
           S.Child->FrameType + "::" + S.ChildStep + ">(" + S.Child->Name +
           ", " + Call + "); !" + F.Names.GoesOn + "(" + Next + ", " + S.State +
           "))");
      line(HasGuard ? "return switchback::transfer(" + Next + ", " +
                          F.Names.Suspended + ");"
                    : "return " + Next + ";");
      ResumeHere();
      Clear();
      break;
    }
    line(HasGuard ? "return switchback::transfer(" + Call + ", " +
                        F.Names.Suspended + ");"
                  : "return " + Call + ";");
    ResumeHere();
    Clear();
    break;
  }
  closeLabel();
  line("}");
}

void BodyPrinter::print(const Jump &J, bool IsLast) {
  switch (J.Style) {
  case Jump::Break:
    if (J.AsGoto)
      line("goto " +
           (llvm::isa<Loop>(J.Target)
                ? llvm::cast<Loop>(J.Target)->BreakLabel
                : llvm::cast<Switch>(J.Target)->BreakLabel) +
           ";");
    else
      line("break;");
    break;
  case Jump::Continue:
    line("continue;");
    break;
  case Jump::Goto: {
    std::string Name = text(llvm::cast<Label>(J.Target)->Text);
    line("goto " + llvm::StringRef(Name).rtrim(":").str() + ";");
    break;
  }
  case Jump::ToFinal:
    // The last statement of the body gets there by itself.
    if (IsLast)
      break;
    line("goto " + F.Names.Final + ";");
    UsesFinalLabel = true;
    break;
  }
}

//===----------------------------------------------------------------------===//
// Structure
//===----------------------------------------------------------------------===//

static bool isTrivia(const Node &N) {
  const auto *T = llvm::dyn_cast<TextNode>(&N);
  return T && T->IsTrivia;
}

/// A statement that needs no braces around it: one jump.
static bool isSimple(const Block &B) {
  return B.Body.size() == 1 && llvm::isa<Jump>(*B.Body[0]);
}

void BodyPrinter::inner(const Block &B) {
  line("{");
  contents(B);
  closeLabel();
  line("}");
}

void BodyPrinter::contents(const Block &B, bool IsFunctionBody) {
  const Node *Previous = nullptr;
  for (auto [I, N] : llvm::enumerate(B.Body)) {
    bool IsLast = IsFunctionBody && I + 1 == B.Body.size();
    node(*N, Previous, IsLast);
    if (!isTrivia(*N))
      Previous = N.get();
  }
}

/// `for (i = 0; ...)`: assignments in front of a loop that has a free place for
/// them, with no other statement in the block.
const Loop *BodyPrinter::asForStatement(const Block &B) {
  if (B.Scope != Block::Braces || B.Body.empty())
    return nullptr;
  const auto *L = llvm::dyn_cast<Loop>(B.Body.back().get());
  if (!L || L->Style != Loop::For || !L->Header.empty())
    return nullptr;
  for (const NodePtr &N : llvm::ArrayRef(B.Body).drop_back()) {
    const auto *C = llvm::dyn_cast<Construct>(N.get());
    if (!C || (C->Style != Construct::Assign && C->Style != Construct::Bind) ||
        C->AliveAfter || C->S->IsConditional)
      return nullptr;
  }
  return L;
}

void BodyPrinter::node(const Node &N, const Node *Previous, bool IsLast) {
  at(N.Loc);
  switch (N.Kind) {
  case Node::TextKind: {
    const auto &T = llvm::cast<TextNode>(N);
    std::string Str = text(T.Text);
    if (!llvm::StringRef(Str).ends_with("\n"))
      Str += "\n";
    if (T.MayDeclare && !T.IsTrivia) {
      closeLabel();
    } else if (AfterLabel && !T.IsTrivia) {
      AfterLabel = false;
      OS << '\n';
    }
    // A comment behind a label keeps the label waiting for its statement.
    if (T.IsTrivia && !isComments(Str))
      OS << (AfterLabel ? "\n" : "") << Marks.comments() << Str;
    else
      OS << Marks.marked(Str, /*IsVerbatim=*/true);
    return;
  }
  case Node::BlockKind: {
    const auto &B = llvm::cast<Block>(N);
    if (const Loop *L = asForStatement(B)) {
      std::string Init;
      for (const NodePtr &Each : llvm::ArrayRef(B.Body).drop_back()) {
        const auto &C = llvm::cast<Construct>(*Each);
        Init += (Init.empty() ? "" : ", ") + C.S->Name + " = " +
                (C.Style == Construct::Bind ? "&" : "") + text(C.Init.Text);
      }
      loop(*L, Init);
      return;
    }
    if (B.Scope == Block::Braces)
      inner(B);
    else
      contents(B, IsLast);
    return;
  }
  case Node::ConstructKind:
    print(llvm::cast<Construct>(N));
    return;
  case Node::DestroyKind:
    print(llvm::cast<Destroy>(N));
    return;
  case Node::ArmKind:
    print(llvm::cast<Arm>(N));
    return;
  case Node::SuspendKind:
    print(llvm::cast<Suspend>(N));
    return;
  case Node::JumpKind:
    print(llvm::cast<Jump>(N), IsLast);
    return;
  case Node::LabelKind:
    label(text(llvm::cast<Label>(N).Text));
    return;
  case Node::IfKind:
    if (llvm::cast<If>(N).Points.empty())
      branch(llvm::cast<If>(N));
    else
      constexprBranches(llvm::cast<If>(N), Previous);
    return;
  case Node::LoopKind:
    loop(llvm::cast<Loop>(N), "");
    return;
  case Node::SwitchKind: {
    const auto &S = llvm::cast<Switch>(N);
    line(S.Header.empty() ? "switch (" + text(S.Cond.Text) + ")"
                          : text(S.Header),
         /*IsVerbatim=*/!S.Header.empty());
    inner(*S.Body);
    if (!S.BreakLabel.empty())
      label(S.BreakLabel + breakLabelEnd());
    return;
  }
  case Node::TryKind:
    tryBlock(llvm::cast<Try>(N), Previous);
    return;
  case Node::EvaluateKind:
  case Node::RangeForKind:
  case Node::ReturnKind:
    llvm_unreachable("an earlier pass takes this node apart");
  }
}

void BodyPrinter::branch(const If &I) {
  std::string Header = text(I.Header);
  if (I.Header.empty()) {
    std::string Cond = text(I.Cond.Text);
    bool Simple = llvm::all_of(Cond, [](char C) {
      return isAsciiIdentifierContinue(C) || C == '.' || C == '(' || C == ')' ||
             C == ':';
    });
    Header = "if (" +
             (!I.Negated ? Cond
              : Simple   ? "!" + Cond
                         : "!(" + Cond + ")") +
             ")";
  }
  // Its branches have blocks of their own.
  walk(const_cast<If &>(I), [&](Node &N) {
    if (const auto *C = llvm::dyn_cast<Construct>(&N);
        C && C->S->IsLate && C->S->IsConditional && !I.IsConstexpr)
      nameType(C->S);
  });
  line(Header, /*IsVerbatim=*/!I.Header.empty());
  if (isSimple(*I.Then) && !I.Else) {
    Continues = true;
    node(*I.Then->Body[0], nullptr, false);
    return;
  }
  inner(*I.Then);
  if (!I.Else)
    return;
  OS << Marks.comments() << "else ";
  Continues = true;
  // A chain stays a chain.
  if (I.Else->Body.size() == 1 && llvm::isa<If>(*I.Else->Body[0]) &&
      llvm::cast<If>(*I.Else->Body[0]).Points.empty()) {
    branch(llvm::cast<If>(*I.Else->Body[0]));
    return;
  }
  inner(*I.Else);
}

void BodyPrinter::loop(const Loop &L, const std::string &Init) {
  if (!L.Header.empty())
    line(text(L.Header), /*IsVerbatim=*/true);
  else if (L.Style == Loop::For)
    line("for (" + Init + "; " + text(L.Cond.Text) + "; " + text(L.Inc.Text) +
         ")");
  else if (L.Style == Loop::While)
    line("while (" + (L.Cond ? text(L.Cond.Text) : "true") + ")");
  else
    line("do");
  inner(*L.Body);
  if (L.Style == Loop::Do) {
    Continues = true;
    line("while (" + text(L.Cond.Text) + ");");
  }
  if (!L.BreakLabel.empty())
    label(L.BreakLabel + breakLabelEnd());
}

/// The `case` labels (or gotos) that lead to \p Points from a dispatch.
void BodyPrinter::gotos(const Block &B) {
  // Points behind a source `switch`, as far as no inner dispatch has them.
  for (const NodePtr &N : B.Body)
    gotosOf(*N);
}

void BodyPrinter::gotosOf(const Node &N) {
  if (const auto *S = llvm::dyn_cast<Suspend>(&N)) {
    if (S->ReachedByGoto)
      line("case " + S->State + ": goto resume_" + S->State + ";");
    return;
  }
  if (const auto *T = llvm::dyn_cast<Try>(&N)) {
    if (!T->Points.empty()) {
      if (T->ReachedByGoto) {
        for (const Suspend *S : T->Points)
          line("case " + S->State + ":");
        line("goto " + T->EntryLabel + ";");
      }
      return;
    }
  }
  if (const auto *I = llvm::dyn_cast<If>(&N); I && !I->Points.empty()) {
    if (I->ReachedByGoto) {
      for (const Suspend *S : I->Points)
        line("case " + S->State + ":");
      line("goto " + I->EntryLabel + ";");
    }
    return;
  }
  if (const auto *B = llvm::dyn_cast<Block>(&N))
    gotos(*B);
  for (const Block *B : children(const_cast<Node &>(N)))
    gotos(*B);
}

bool BodyPrinter::constructs(const Node &N) {
  bool Found = false;
  walk(const_cast<Node &>(N), [&](Node &Each) {
    if (const auto *C = llvm::dyn_cast<Construct>(&Each))
      Found |= C->AliveAfter != nullptr;
    Found |= llvm::isa<Arm, Destroy>(Each);
  });
  return Found;
}

void BodyPrinter::beforeLabels(const Block &B) {
  const auto First =
      llvm::find_if(B.Body, [](const NodePtr &N) { return !isTrivia(*N); });
  const auto *T =
      First == B.Body.end() ? nullptr : llvm::dyn_cast<Try>(First->get());
  if (T && !T->Points.empty() && !T->ReachedByGoto)
    line("[[fallthrough]];");
}

std::string guard(const Form &F, llvm::StringRef Scope) {
  const auto &N = F.Names;
  return ("switchback::on_exception<&" + N.Frame + "::" + N.Unwind + "> " +
          N.Guard + "{*this, " + Scope + ", " + N.Suspended + "};")
      .str();
}

void BodyPrinter::tryBlock(const Try &T, const Node *Previous) {
  bool HasDispatch = !T.Points.empty();
  if (HasDispatch && T.ReachedByGoto) {
    label(T.EntryLabel + ":");
  } else if (HasDispatch) {
    if (Previous && !llvm::isa<Jump>(*Previous)) {
      line("[[fallthrough]];");
    }
    for (const Suspend *S : T.Points)
      label("case " + S->State + ":");
  }
  auto Guard = [&](const Block &Body) {
    if (HasGuard && constructs(Body))
      line(guard(F, aliveName(T.Alive)));
  };
  line("try {");
  Guard(*T.Body);
  if (HasDispatch) {
    line("switch (" + F.Names.State + ") {");
    gotos(*T.Body);
    label("default:");
  }
  contents(*T.Body);
  closeLabel();
  if (HasDispatch)
    line("}");
  line("}");
  bool Stale = llvm::any_of(
      T.Points, [](const Suspend *S) { return S->MayThrow && !S->IsAlways; });
  for (const Try::Handler &H : T.Handlers) {
    Continues = true;
    line(text(H.Header) + " {");
    // An exception out of await_suspend leaves the state as it was stored.
    if (Stale)
      line(F.Names.State + " = " + F.Names.Start + ";");
    // What the handler made goes before the exception that it handles.
    Guard(*H.Body);
    contents(*H.Body);
    closeLabel();
    line("}");
  }
}

} // namespace switchback
