//===- PrintUnknown.cpp - What only an instance of a template knows -------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints the types that an instance decides, and the branches of `if
/// constexpr` that it may discard.
///
//===----------------------------------------------------------------------===//
#include "Printer.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace switchback {

/// The type of \p S, which an instance of the template decides.
std::string BodyPrinter::unknownType(const Slot *S) const {
  const bool IsDeclared = S->Generic == Slot::Declared;
  std::string Text = !S->OperandType.isNull()
                         ? spellDeclaration(F, S->OperandType)
                     : IsDeclared ? "decltype(" + text(S->TypeSource) + ")"
                                  : "decltype((" + text(S->TypeSource) + "))";
  switch (S->Generic) {
  case Slot::NotGeneric:
    break;
  case Slot::Value:
    Text =
        (S->Type.isConstQualified() ? "const std::decay_t<" : "std::decay_t<") +
        Text + ">";
    break;
  case Slot::Decomposed:
    Text = (S->Type.isConstQualified() ? "const switchback::remove_cvref_t<"
                                       : "switchback::remove_cvref_t<") +
           Text + ">";
    break;
  case Slot::Held:
    Text = "switchback::held<" +
           (isUnknown(S->Type) || S->IsEach ? Text
                                            : spellDeclaration(F, S->Type)) +
           ">";
    break;
  case Slot::Declared:
    Text = "switchback::held<" + Text + ">";
    break;
  case Slot::Operand:
    Text = "switchback::held<switchback::operand_t<" + Text + ">>";
    break;
  case Slot::Selector:
    Text = "switchback::held<switchback::selector_t<" + Text + ">>";
    break;
  case Slot::ConstReference:
    Text = "switchback::held<switchback::constant_t<" + Text + ">>";
    break;
  case Slot::Bound:
    Text = "switchback::bound<" + S->DeclaredAs + ", " + Text + ">";
    break;
  case Slot::Awaiting:
    Text = "switchback::awaiting<" + F.Names.PromiseT + ", " + Text + ">";
    break;
  case Slot::AwaitingResult:
    Text = "switchback::awaiting_result<" + Text + ">";
    break;
  }
  if (S->Names)
    Text = "switchback::decomposed<" + Text + ", " + std::to_string(S->Names) +
           ">";
  return S->IsEach ? "switchback::each<" + Text + "...>" : Text;
}

/// Names the type of \p S, and those that it is made of.
void BodyPrinter::nameType(const Slot *S) {
  if (!S->IsLate || !NamedTypes.insert(S).second)
    return;
  for (const Fragment::Piece &P : S->TypeSource.pieces())
    if (P.S)
      nameType(P.S);
  std::string Type;
  if (S->Generic != Slot::NotGeneric)
    Type = unknownType(S);
  else if (!S->TypeSource.empty())
    Type = "switchback::remove_cvref_t<decltype(" + text(S->TypeSource) + ")>";
  else
    Type = spellDeclaration(F, S->Type, "", S->Decl != nullptr);
  line("using " + S->TypeName + " = " + Type +
       (S->IsReference && S->Generic == Slot::NotGeneric ? " *;" : ";"));
}

std::string BodyPrinter::lazily(const Slot *S, const std::string &Place,
                                const char *At) const {
  bool Awaits =
      S->Generic == Slot::Awaiting || S->Generic == Slot::AwaitingResult;
  return std::string("SWITCHBACK_") + (Awaits ? "AWAIT" : "HOLD") + At + "(" +
         Place + ", " + (Awaits ? F.Names.Promise + ", " : "");
}

/// Makes \p C, whose type the branch it is in has named.
void BodyPrinter::printLate(const Construct &C) {
  const Slot *S = C.S;
  std::string Init = text(C.Init.Text), New = "::new (place) " + S->TypeName;
  nameType(S);
  switch (C.Style) {
  case Construct::Lazy:
    New = lazily(S, "place, " + S->TypeName, "_AT") + Init + ")";
    break;
  case Construct::NewText:
    New = "::new (place) " + Init;
    break;
  case Construct::NewBrace:
    // By its own name clang takes the bound of an array for an element.
    New = S->Type->isArrayType() ? "::new (place) switchback::nested_array<" +
                                       S->TypeName + ">{" + Init + "}"
                                 : New + Init;
    break;
  case Construct::NewDefault:
  case Construct::Nothing:
    break;
  case Construct::Bind:
    New += "(switchback::address_of(" + Init + "))";
    break;
  default:
    New += "(" + Init + ")";
    break;
  }
  line("::new (&" + S->Name + ") switchback::late(switchback::made_of<" +
       S->TypeName + ">, [&](void *place) { " + New + "; });");
}

/// No jump leads into a branch of `if constexpr`: each has a dispatch.
void BodyPrinter::constexprBranches(const If &I, const Node *Previous) {
  if (I.ReachedByGoto) {
    label(I.EntryLabel + ":");
  } else {
    if (!Previous || !llvm::isa<Jump>(*Previous))
      line("[[fallthrough]];");
    for (const Suspend *S : I.Points)
      label("case " + S->State + ":");
  }
  line(text(I.Header));
  auto Branch = [&](const Block &B) {
    line("{");
    line("switch (" + F.Names.State + ") {");
    gotos(B);
    label("default:");
    contents(B);
    closeLabel();
    line("}");
    line("}");
  };
  Branch(*I.Then);
  if (I.Else) {
    line("else");
    Branch(*I.Else);
  }
}

} // namespace switchback
