//===- FrameLayouts.cpp - Where the members of frames stand ---------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Frontend/FrameLayouts.h"
#include "switchback/Compiler/FrameClass.h"
#include "switchback/Compiler/Frontend/Verify.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecordLayout.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace llvm;

namespace switchback {

namespace {

/// The frames of a translation unit, those of instances of templates among
/// them.
class FrameFinder : public RecursiveASTVisitor<FrameFinder> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }
  // The instances of generic lambdas, too.
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (R->isThisDeclarationADefinition() && isFrame(R) &&
        Seen.insert(R).second)
      Frames.push_back(R);
    return true;
  }

  std::vector<const CXXRecordDecl *> Frames;

private:
  DenseSet<const CXXRecordDecl *> Seen;
};

/// Prints the members of one frame, a line each.
class MemberList {
public:
  MemberList(const ASTContext &Context, const CXXRecordDecl *Frame,
             raw_ostream &OS)
      : Context(Context), Policy(Context.getPrintingPolicy()), Frame(Frame),
        OS(OS) {
    Policy.SuppressTagKeyword = true;
    Policy.SuppressUnwrittenScope = true;
  }

  void print() {
    OS << "    offset  size  member\n";
    members(Frame, CharUnits::Zero(), 0);
  }

private:
  void row(CharUnits Offset, CharUnits Size, unsigned Depth, StringRef Name,
           StringRef Type) {
    std::string Member = (Twine(std::string(2 * Depth, ' ')) + Name).str();
    if (!Type.empty())
      Member = formatv("{0,-24}  {1}", Member, Type);
    OS << formatv("    {0,6}  {1,4}  {2}\n", Offset.getQuantity(),
                  Size.getQuantity(), Member);
  }
  void members(const RecordDecl *R, CharUnits Base, unsigned Depth);
  void member(const FieldDecl *F, CharUnits Offset, unsigned Depth);
  CharUnits sizeOf(const FieldDecl *F) const;
  std::string typeOf(const FieldDecl *F) const;

  const ASTContext &Context;
  PrintingPolicy Policy;
  const CXXRecordDecl *Frame;
  raw_ostream &OS;
};

CharUnits MemberList::sizeOf(const FieldDecl *F) const {
  const auto *R = F->getType()->getAsCXXRecordDecl();
  if (F->hasAttr<NoUniqueAddressAttr>() && R && R->isEmpty())
    return CharUnits::Zero();
  return Context.getTypeSizeInChars(F->getType());
}

/// As it is written; or as what it is, where what is written says that only in
/// the frame.
std::string MemberList::typeOf(const FieldDecl *F) const {
  QualType T = F->getType();
  const auto *Alias = T->getAs<TypedefType>();
  if (T->isEnumeralType() ||
      (Alias && Alias->getDecl()->getDeclContext() == Frame))
    T = T.getCanonicalType();
  std::string Text = T.getAsString(Policy);
  if (StringRef(Text).contains("decltype(") ||
      StringRef(Text).contains("switchback::awaiting"))
    Text = T.getCanonicalType().getAsString(Policy);
  return Text;
}

void MemberList::member(const FieldDecl *F, CharUnits Offset, unsigned Depth) {
  const auto *Inner =
      F->isAnonymousStructOrUnion() ? F->getType()->getAsRecordDecl() : nullptr;
  if (!Inner)
    return row(Offset, sizeOf(F), Depth, F->getName(), typeOf(F));
  // A union around one member only keeps it from being constructed.
  if (Inner->isUnion() && hasSingleElement(Inner->fields()))
    return member(*Inner->field_begin(), Offset, Depth);
  row(Offset, sizeOf(F), Depth, Inner->isUnion() ? "union" : "struct", "");
  members(Inner, Offset, Depth + 1);
}

void MemberList::members(const RecordDecl *R, CharUnits Base, unsigned Depth) {
  const ASTRecordLayout &Layout = Context.getASTRecordLayout(R);
  CharUnits End = CharUnits::Zero();
  auto Padding = [&](CharUnits Next) {
    if (!R->isUnion() && Next > End)
      row(Base + End, Next - End, Depth, "(padding)", "");
  };
  for (const FieldDecl *F : R->fields()) {
    CharUnits Offset =
        Context.toCharUnitsFromBits(Layout.getFieldOffset(F->getFieldIndex()));
    Padding(Offset);
    member(F, Base + Offset, Depth);
    End = std::max(End, Offset + sizeOf(F));
  }
  Padding(Layout.getSize());
}

/// Prints the frames of one file.
class LayoutPrinter {
public:
  LayoutPrinter(const ASTContext &Context, raw_ostream &OS)
      : Context(Context), SM(Context.getSourceManager()), OS(OS) {}

  void print(ArrayRef<const CXXRecordDecl *> Frames,
             ArrayRef<CoroutineReport> Coroutines);

private:
  /// A frame and, if it is a template's, its instances.
  struct Group {
    const CXXRecordDecl *Pattern;
    std::vector<const CXXRecordDecl *> Instances;
    const CoroutineReport *Coroutine;
  };
  std::vector<Group> group(ArrayRef<const CXXRecordDecl *> Frames) const;
  static void assign(MutableArrayRef<Group> Groups,
                     ArrayRef<CoroutineReport> Coroutines);
  void heading(const Group &G);
  void frame(const CXXRecordDecl *R);
  void children(const CoroutineReport &C);
  std::string instanceName(const CXXRecordDecl *R) const;

  const ASTContext &Context;
  const SourceManager &SM;
  raw_ostream &OS;
};

/// True if \p R is a frame of an instance of a template, in it or beside it.
static bool isInstance(const CXXRecordDecl *R) {
  return R->getInstantiatedFromMemberClass() ||
         isa<ClassTemplateSpecializationDecl>(R);
}

/// By where they stand: an instance stands where its template does.
std::vector<LayoutPrinter::Group>
LayoutPrinter::group(ArrayRef<const CXXRecordDecl *> Frames) const {
  std::map<unsigned, Group> ByOffset;
  for (const CXXRecordDecl *R : Frames) {
    Group &G =
        ByOffset
            .try_emplace(SM.getFileOffset(SM.getExpansionLoc(R->getLocation())),
                         Group{R, {}, nullptr})
            .first->second;
    if (R->isDependentContext())
      G.Pattern = R;
    else if (isInstance(R))
      G.Instances.push_back(R);
  }
  std::vector<Group> Result;
  for (auto &[Offset, G] : ByOffset)
    Result.push_back(std::move(G));
  return Result;
}

/// Frames of one name stand in the order of their coroutines; if their number
/// is another, one cannot tell.
void LayoutPrinter::assign(MutableArrayRef<Group> Groups,
                           ArrayRef<CoroutineReport> Coroutines) {
  std::map<StringRef, std::vector<Group *>> ByName;
  for (Group &G : Groups)
    ByName[G.Pattern->getName()].push_back(&G);
  for (auto &[Name, Frames] : ByName) {
    std::vector<const CoroutineReport *> Theirs;
    for (const CoroutineReport &C : Coroutines)
      if (C.Lowered && C.Frame == Name)
        Theirs.push_back(&C);
    stable_sort(Theirs, [](const auto *A, const auto *B) {
      return A->Offset < B->Offset;
    });
    if (Theirs.size() == Frames.size())
      for (auto [G, C] : zip_equal(Frames, Theirs))
        G->Coroutine = C;
  }
}

std::string LayoutPrinter::instanceName(const CXXRecordDecl *R) const {
  std::string Name;
  raw_string_ostream NameStream(Name);
  if (isa<ClassTemplateSpecializationDecl>(R)) {
    PrintingPolicy Policy = Context.getPrintingPolicy();
    Policy.SuppressUnwrittenScope = true;
    R->getNameForDiagnostic(NameStream, Policy, /*Qualified=*/true);
    return Name;
  }
  const DeclContext *Around = R->getDeclContext();
  while (Around && !isa<FunctionDecl>(Around))
    Around = Around->getParent();
  // The functions of a lambda have no names: what they are part of has.
  if (const auto *F = dyn_cast_or_null<FunctionDecl>(Around))
    F->getNameForDiagnostic(NameStream, Context.getPrintingPolicy(),
                            /*Qualified=*/true);
  return Name;
}

void LayoutPrinter::heading(const Group &G) {
  if (const CoroutineReport *C = G.Coroutine)
    OS << C->File << ':' << C->Line << ':' << C->Column << ": "
       << C->QualifiedName << '\n';
  else
    OS << SM.getFilename(SM.getExpansionLoc(G.Pattern->getLocation())) << ": "
       << G.Pattern->getQualifiedNameAsString() << '\n';
}

void LayoutPrinter::frame(const CXXRecordDecl *R) {
  const ASTRecordLayout &Layout = Context.getASTRecordLayout(R);
  OS << "  " << R->getName() << ": " << Layout.getSize().getQuantity()
     << " bytes, aligned to " << Layout.getAlignment().getQuantity();
  if (isInstance(R))
    OS << ", of " << instanceName(R);
  OS << '\n';
  MemberList(Context, R, OS).print();
}

/// Where the frames are of the coroutines that it awaits where it calls them.
void LayoutPrinter::children(const CoroutineReport &C) {
  if (std::string Start = startOf(C); !Start.empty())
    OS << "  " << Start << '\n';
  for (const ChildFrameReport &Child : C.Children)
    OS << "  " << C.File << ':' << Child.Line << ':' << Child.Column
       << ": the frame of '" << Child.Callee << "' is " << placeOf(Child)
       << '\n';
}

void LayoutPrinter::print(ArrayRef<const CXXRecordDecl *> Frames,
                          ArrayRef<CoroutineReport> Coroutines) {
  std::vector<Group> Groups = group(Frames);
  assign(Groups, Coroutines);
  for (const Group &G : Groups) {
    heading(G);
    if (!G.Pattern->isDependentContext() && G.Instances.empty())
      frame(G.Pattern);
    for (const CXXRecordDecl *Instance : G.Instances)
      frame(Instance);
    if (G.Pattern->isDependentContext() && G.Instances.empty())
      OS << "  " << G.Pattern->getName()
         << ": a template's, without an instance in this translation unit\n";
    if (G.Coroutine)
      children(*G.Coroutine);
  }
}

/// Whether \p Loc is in the file that FileTexts calls \p Name.
bool isIn(const SourceManager &SM, SourceLocation Loc, StringRef Name) {
  Loc = SM.getExpansionLoc(Loc);
  if (Name.empty())
    return SM.isWrittenInMainFile(Loc);
  sys::fs::UniqueID ID;
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(SM.getFileID(Loc));
  return Entry && !sys::fs::getUniqueID(Name, ID) && Entry->getUniqueID() == ID;
}

} // namespace

std::string placeOf(const ChildFrameReport &Child) {
  if (Child.WhyNot.empty())
    return "part of the one that awaits it";
  return Child.StartsOnStack ? "allocated once it has to wait"
                             : "allocated: " + Child.WhyNot;
}

std::string startOf(const CoroutineReport &C) {
  if (C.StartsOnStack)
    return "it starts on the stack, and has a frame once it has to wait";
  return C.WhyNotOnStack.empty()
             ? ""
             : "it does not start on the stack: " + C.WhyNotOnStack;
}

bool printFrameLayouts(const Compilation &TU, const FileTexts &Texts,
                       const FileCoroutines &Coroutines,
                       const DiagnosticOutput &Diagnostics, raw_ostream &OS) {
  return verifyLowered(TU, Texts, Diagnostics, [&](ASTContext &Context) {
    FrameFinder Finder;
    Finder.TraverseAST(Context);
    for (const auto &[Name, Reports] : Coroutines) {
      std::vector<const CXXRecordDecl *> Own;
      copy_if(Finder.Frames, std::back_inserter(Own), [&](const auto *R) {
        return isIn(Context.getSourceManager(), R->getLocation(), Name);
      });
      LayoutPrinter(Context, OS).print(Own, Reports);
    }
  });
}

} // namespace switchback
