//===- Form.cpp - The structured intermediate form of a coroutine ---------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Slots, alive sets, walking and dumping.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Form.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace switchback {

static std::string nameOf(const Slot *S) {
  if (!S->Name.empty())
    return S->Name;
  return S->Hint + "#" + std::to_string(S->Index);
}

void Fragment::insertBehind(llvm::StringRef Anchor, llvm::StringRef Added) {
  for (Piece &P : Pieces) {
    size_t At = P.Kind == Text ? P.Str.find(Anchor) : std::string::npos;
    if (At == std::string::npos)
      continue;
    P.Str.insert(At + Anchor.size(), Added);
    return;
  }
}

/// Where the attributes and `alignas` that \p Text begins with end.
static size_t endOfAttributes(llvm::StringRef Text) {
  size_t End = 0;
  while (true) {
    llvm::StringRef Rest = Text.substr(End).ltrim();
    const size_t Begin = Text.size() - Rest.size();
    if (!Rest.starts_with("[[") && !Rest.starts_with("alignas"))
      return End;
    size_t Depth = 0, I = Rest.find_first_of("[(");
    for (; I < Rest.size(); ++I) {
      if (Rest[I] == '[' || Rest[I] == '(')
        ++Depth;
      else if ((Rest[I] == ']' || Rest[I] == ')') && --Depth == 0)
        break;
    }
    if (I >= Rest.size())
      return End;
    End = Begin + I + 1;
  }
}

Fragment Fragment::asStatic() && {
  size_t End = Pieces.empty() || Pieces[0].Kind != Text
                   ? 0
                   : endOfAttributes(Pieces[0].Str);
  if (End == 0)
    return Fragment("static ") + *this;
  Pieces[0].Str.insert(End, " static");
  return std::move(*this);
}

std::string Fragment::str() const {
  std::string Result;
  for (const Piece &P : Pieces)
    switch (P.Kind) {
    case Text:
      Result += P.Str;
      break;
    case Object:
      Result += P.S->IsReference ? "(*" + nameOf(P.S) + ")" : nameOf(P.S);
      break;
    case Pointer:
    case Pack:
    case TypeName:
      Result += nameOf(P.S);
      break;
    case Flag:
      Result += nameOf(P.S) + "?";
      break;
    case Promise:
      Result += "<promise>";
      break;
    case Self:
      Result += "<self>";
      break;
    case Handle:
      Result += "<handle>";
      break;
    case Index:
      Result += nameOf(P.S) + "_index";
      break;
    case Factory:
      Result += "make_" + nameOf(P.S);
      break;
    }
  return Result;
}

bool Form::isLambda() const {
  const auto *M = dyn_cast<CXXMethodDecl>(Function);
  return M && M->getParent()->isLambda();
}

namespace {
/// Finds the first `this` that is not one of a class defined inside, also where
/// it is not evaluated.
class ThisFinder : public RecursiveASTVisitor<ThisFinder> {
public:
  const CXXThisExpr *Found = nullptr;
  bool VisitCXXThisExpr(CXXThisExpr *E) {
    Found = E;
    return false;
  }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }
};
} // namespace

QualType Form::thisType() const {
  if (isLambda()) {
    ThisFinder This;
    This.TraverseStmt(Coroutine->getBody());
    return This.Found ? This.Found->getType() : QualType();
  }
  const auto *M = dyn_cast<CXXMethodDecl>(Function);
  return M && M->isImplicitObjectMemberFunction() ? M->getThisType()
                                                  : QualType();
}

bool Form::mayEndInRamp() const {
  const Contract &P = Promise;
  const bool Ends = P.Final == Contract::FinalNever ||
                    P.Final == Contract::FinalStateless ||
                    (P.Final == Contract::FinalCalls && FinalAwaiter);
  return Ends && P.Initial != Contract::Always && !P.ReturnType->isVoidType() &&
         !(IsGeneric ? P.ReturnsObject
                     : Context.hasSameUnqualifiedType(P.GetReturnObjectType,
                                                      P.ReturnType));
}

bool isInInitialiser(const FunctionDecl *Function) {
  while (const auto *M = dyn_cast<CXXMethodDecl>(Function)) {
    if (!M->getParent()->isLambda())
      return false;
    Function = dyn_cast<FunctionDecl>(M->getParent()->getParent());
    if (!Function)
      return true;
  }
  return false;
}

size_t countStates(const Form &F) {
  return 1 + (F.StartsOnStack ? 2 * F.Points.size() + 2 : F.Points.size()) +
         F.LeavesByStep;
}

bool returnsHandle(const Form &F) {
  return F.IsGeneric ||
         llvm::any_of(F.Points,
                      [](const Suspend *S) {
                        return S->Style == Suspend::Handle && !S->IsAlways;
                      }) ||
         (F.Promise.Final == Contract::FinalCalls &&
          F.Promise.FinalStyle == Suspend::Handle);
}

bool hasNothrowDestructor(QualType T) {
  const auto *R = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!R)
    return true;
  const CXXDestructorDecl *D = R->getDestructor();
  if (!D)
    return true;
  const auto *Proto = D->getType()->getAs<FunctionProtoType>();
  if (Proto && Proto->getExceptionSpecType() == EST_Unevaluated) {
    // Nobody has needed it so far: what it is made of says whether it throws
    // ([except.spec]/8).
    auto IsNothrow = [](const auto &Part) {
      return hasNothrowDestructor(Part.getType());
    };
    return llvm::all_of(R->bases(), IsNothrow) &&
           llvm::all_of(R->vbases(), IsNothrow) &&
           llvm::all_of(R->fields(), [&](const FieldDecl *Field) {
             return IsNothrow(*Field);
           });
  }
  return Proto && !isUnresolvedExceptionSpec(Proto->getExceptionSpecType()) &&
         Proto->isNothrow();
}

bool mayNeedDestruction(QualType T) {
  if (isUnknown(T))
    return !T->isReferenceType() && !T->isAnyPointerType() &&
           !T->isMemberPointerType();
  return T.isDestructedType() == QualType::DK_cxx_destructor;
}

Slot *Form::addSlot(Slot::KindTy Kind, llvm::StringRef Hint, QualType Type) {
  auto S = std::make_unique<Slot>();
  S->Kind = Kind;
  S->Hint = Hint.str();
  S->Type = Type;
  S->Index = Owned.size();
  if (Kind != Slot::Scratch)
    S->NeedsDestroy = mayNeedDestruction(Type);
  S->IsLate = Discardable && isUnknown(Type) && Kind != Slot::Scratch;
  // The place has to be given back.
  S->NeedsDestroy |= S->IsLate;
  SlotList.push_back(S.get());
  Owned.push_back(std::move(S));
  return SlotList.back();
}

const AliveSet *Form::push(const AliveSet *Base, Slot *S) {
  if (!S || !S->NeedsDestroy)
    return Base;
  for (const AliveSet &A : Alive)
    if (A.Parent == Base && A.Top == S)
      return &A;
  Alive.push_back({Base, S, std::string(), Base->Depth + 1});
  return &Alive.back();
}

llvm::SmallVector<Block *, 4> children(Node &N) {
  llvm::SmallVector<Block *, 4> Result;
  switch (N.Kind) {
  case Node::IfKind: {
    auto &I = llvm::cast<If>(N);
    Result.push_back(I.Then.get());
    if (I.Else)
      Result.push_back(I.Else.get());
    break;
  }
  case Node::LoopKind:
    Result.push_back(llvm::cast<Loop>(N).Body.get());
    break;
  case Node::RangeForKind:
    Result.push_back(llvm::cast<RangeFor>(N).Init.get());
    Result.push_back(llvm::cast<RangeFor>(N).Target->Body.get());
    break;
  case Node::SwitchKind:
    Result.push_back(llvm::cast<Switch>(N).Body.get());
    break;
  case Node::TryKind: {
    auto &T = llvm::cast<Try>(N);
    Result.push_back(T.Body.get());
    for (Try::Handler &H : T.Handlers)
      Result.push_back(H.Body.get());
    break;
  }
  default:
    break;
  }
  return Result;
}

void walk(Node &N, llvm::function_ref<void(Node &)> F) {
  F(N);
  if (auto *B = llvm::dyn_cast<Block>(&N))
    for (NodePtr &Child : B->Body)
      walk(*Child, F);
  for (Block *B : children(N))
    walk(*B, F);
}

namespace {

/// Prints the form, one node a line.
class Dumper {
public:
  Dumper(llvm::raw_ostream &OS, const ASTContext &Context)
      : OS(OS), Context(Context) {}

  void dump(const Node &N) {
    OS.indent(2 * Depth);
    label(N);
    if (N.Alive)
      OS << "  ; alive" << alive(N.Alive);
    OS << '\n';
    ++Depth;
    if (const auto *B = llvm::dyn_cast<Block>(&N))
      for (const NodePtr &Child : B->Body)
        dump(*Child);
    for (Block *B : children(const_cast<Node &>(N)))
      dump(*B);
    --Depth;
  }

private:
  static std::string alive(const AliveSet *A) {
    std::string Result;
    for (; A && A->Top; A = A->Parent)
      Result = " " + nameOf(A->Top) + Result;
    return Result.empty() ? " nothing" : Result;
  }

  std::string operand(const Operand &O) const {
    if (O.E)
      return "<" +
             Lexer::getSourceText(
                 CharSourceRange::getTokenRange(O.E->getSourceRange()),
                 Context.getSourceManager(), Context.getLangOpts())
                 .str() +
             ">";
    return O.Text.str();
  }

  void label(const Node &N) {
    switch (N.Kind) {
    case Node::BlockKind: {
      static const char *const Names[] = {"block", "full-expression",
                                          "sequence"};
      OS << Names[llvm::cast<Block>(N).Scope];
      break;
    }
    case Node::TextKind:
      OS << "text " << oneLine(llvm::cast<TextNode>(N).Text.str());
      break;
    case Node::EvaluateKind:
      OS << "evaluate " << oneLine(operand(llvm::cast<Evaluate>(N).Value));
      break;
    case Node::ConstructKind: {
      const auto &C = llvm::cast<Construct>(N);
      OS << "construct " << nameOf(C.S) << " = " << oneLine(operand(C.Init));
      break;
    }
    case Node::DestroyKind:
      OS << "destroy until" << alive(llvm::cast<Destroy>(N).Target);
      break;
    case Node::ArmKind:
      OS << "arm" << alive(llvm::cast<Arm>(N).Target);
      break;
    case Node::IfKind: {
      const auto &I = llvm::cast<If>(N);
      OS << (I.Header.empty() ? "if " + std::string(I.Negated ? "not " : "") +
                                    oneLine(operand(I.Cond))
                              : oneLine(I.Header.str()));
      break;
    }
    case Node::LoopKind: {
      const auto &L = llvm::cast<Loop>(N);
      OS << "loop "
         << oneLine(L.Header.empty() ? operand(L.Cond) : L.Header.str());
      break;
    }
    case Node::RangeForKind:
      OS << "range-for";
      break;
    case Node::SwitchKind: {
      const auto &S = llvm::cast<Switch>(N);
      OS << "switch "
         << oneLine(S.Header.empty() ? operand(S.Cond) : S.Header.str());
      break;
    }
    case Node::LabelKind:
      OS << "label " << oneLine(llvm::cast<Label>(N).Text.str())
         << llvm::cast<Label>(N).Hint;
      break;
    case Node::JumpKind: {
      static const char *const Names[] = {"break", "continue", "goto", "final"};
      OS << "jump " << Names[llvm::cast<Jump>(N).Style];
      break;
    }
    case Node::TryKind:
      OS << "try";
      break;
    case Node::SuspendKind: {
      const auto &S = llvm::cast<Suspend>(N);
      static const char *const Names[] = {"void", "bool", "handle", "unknown"};
      OS << "suspend " << (S.State.empty() ? S.Hint : S.State) << " "
         << Names[S.Style] << " " << S.Awaiter.str();
      break;
    }
    case Node::ReturnKind:
      OS << "return";
      break;
    }
  }

  static std::string oneLine(llvm::StringRef Text) {
    std::string Result;
    for (char C : Text.trim())
      if (C != '\n' && C != '\r')
        Result += C;
      else if (!Result.empty() && Result.back() != ' ')
        Result += ' ';
    return Result;
  }

  llvm::raw_ostream &OS;
  const ASTContext &Context;
  unsigned Depth = 1;
};

} // namespace

void Form::dump(llvm::raw_ostream &OS) const {
  OS << "coroutine " << Function->getQualifiedNameAsString() << '\n';
  for (const Slot *S : SlotList) {
    static const char *const Kinds[] = {"parameter", "local", "temporary",
                                        "awaiter", "scratch"};
    OS << "  slot " << nameOf(S) << ": " << Kinds[S->Kind] << " '"
       << S->Type.getAsString() << "'" << (S->IsReference ? " reference" : "")
       << (S->IsConditional ? " conditional" : "") << '\n';
  }
  if (Body)
    Dumper(OS, Context).dump(*Body);
}

} // namespace switchback
