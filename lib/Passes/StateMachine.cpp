//===- StateMachine.cpp - States and how each is reached ------------------===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Before: Suspend nodes without a state. After: each has one, and every
/// dispatch knows how to reach it.
///
/// The step function is one `switch (state)` around the body; its `case` labels
/// stand where execution resumes, inside loops and branches. Two things are in
/// the way. Nothing may jump into a `try` block, so a try region with suspend
/// points in it has a dispatch of its own, and the outer label stands in front
/// of the `try`. And a `case` inside a `switch` of the source belongs to that
/// one, so such a point is reached by `goto` from the dispatch. A `break` that
/// an inner dispatch would catch becomes a `goto` too.
///
//===----------------------------------------------------------------------===//
#include "switchback/Compiler/Passes.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SaveAndRestore.h"

namespace switchback {

namespace {

class States {
public:
  explicit States(Form &F) : F(F) {}

  void run() { visit(*F.Body); }

private:
  std::string unique(llvm::StringRef Name) {
    std::string Result = Name.str();
    // Those tried before are used.
    for (unsigned &I = Tried[Name]; !Used.insert(Result).second;)
      Result = Name.str() + "_" + std::to_string(I = std::max(I + 1, 2u));
    return Result;
  }

  /// Whether \p T has a suspend point in its block.
  static bool hasPoint(Node &Region) {
    bool Found = false;
    walk(Region, [&](Node &N) { Found |= llvm::isa<Suspend>(N); });
    return Found;
  }

  /// Visits \p Body, a part of \p Region that has a dispatch of its own.
  template <class RegionNode>
  void region(RegionNode &Region, llvm::StringRef Label, Block &Body) {
    Region.ReachedByGoto = InSourceSwitch;
    if (InSourceSwitch && Region.EntryLabel.empty())
      Region.EntryLabel = unique(Label);
    llvm::SaveAndRestore Saved(InSourceSwitch, false);
    ++Dispatches;
    Regions.push_back(&Region.Points);
    visit(Body);
    Regions.pop_back();
    --Dispatches;
  }

  void visit(Node &N) {
    if (auto *S = llvm::dyn_cast<Suspend>(&N)) {
      S->State = unique(S->Hint);
      S->ReachedByGoto = InSourceSwitch;
      S->ClearsState = !Regions.empty();
      F.Points.push_back(S);
      for (std::vector<Suspend *> *Points : Regions)
        Points->push_back(S);
      return;
    }
    if (auto *J = llvm::dyn_cast<Jump>(&N)) {
      if (J->Style == Jump::Break && DepthOf.lookup(J->Target) != Dispatches) {
        J->AsGoto = true;
        std::string &Label = llvm::isa<Loop>(J->Target)
                                 ? llvm::cast<Loop>(J->Target)->BreakLabel
                                 : llvm::cast<Switch>(J->Target)->BreakLabel;
        if (Label.empty())
          Label = unique("leave_loop");
      }
      return;
    }
    if (auto *L = llvm::dyn_cast<Label>(&N)) {
      if (L->Text.empty())
        L->Text = Fragment(unique(L->Hint) + ":");
      return;
    }
    if (auto *T = llvm::dyn_cast<Try>(&N)) {
      if (hasPoint(*T->Body)) {
        region(*T, "enter_try", *T->Body);
      } else {
        visit(*T->Body);
      }
      for (Try::Handler &H : T->Handlers)
        visit(*H.Body);
      return;
    }
    if (auto *I = llvm::dyn_cast<If>(&N); I && I->IsConstexpr && hasPoint(*I)) {
      for (Block *B : children(N))
        region(*I, "enter_branch", *B);
      return;
    }
    if (llvm::isa<Loop, Switch>(N))
      DepthOf[&N] = Dispatches;
    bool Saved = InSourceSwitch;
    if (llvm::isa<Switch>(N))
      InSourceSwitch = true;
    if (auto *B = llvm::dyn_cast<Block>(&N))
      for (NodePtr &Child : B->Body)
        visit(*Child);
    for (Block *B : children(N))
      visit(*B);
    InSourceSwitch = Saved;
  }

  Form &F;
  llvm::StringSet<> Used;
  llvm::StringMap<unsigned> Tried; ///< the last number, by name
  /// The points of the regions that enclose what is visited.
  llvm::SmallVector<std::vector<Suspend *> *, 4> Regions;
  llvm::DenseMap<const Node *, unsigned> DepthOf;
  unsigned Dispatches = 0;
  bool InSourceSwitch = false;
};

} // namespace

/// An object in the frame whose destructor may throw, if there is one.
static const Slot *findThrower(const Form &F) {
  if (!F.HasExceptions || F.Points.empty())
    return nullptr;
  auto It = llvm::find_if(F.slots(), [](const Slot *S) {
    return S->inFrame() && S->NeedsDestroy && S->Kind != Slot::Parameter &&
           !isUnknown(S->Type) && !hasNothrowDestructor(S->Type);
  });
  return It == F.slots().end() ? nullptr : *It;
}

/// True if something leaves the block of \p T other than at its end: what is
/// outside would be destroyed inside of it.
static bool leavesEarly(Try &T) {
  if (!T.Points.empty())
    return true;
  llvm::DenseSet<const Node *> Inside;
  llvm::SmallVector<const Jump *, 4> Jumps;
  walk(*T.Body, [&](Node &N) {
    Inside.insert(&N);
    if (const auto *J = llvm::dyn_cast<Jump>(&N))
      Jumps.push_back(J);
  });
  return llvm::any_of(Jumps, [&](const Jump *J) {
    return !J->Target || !Inside.contains(J->Target);
  });
}

/// Where a destructor's exception goes, natively by the scopes it comes from.
static void placeDestructorExceptions(Form &F) {
  const Slot *Thrower = findThrower(F);
  if (!Thrower)
    return;
  F.LeavesByStep = true;
  walk(*F.Body, [&](Node &N) {
    if (auto *T = llvm::dyn_cast<Try>(&N); T && leavesEarly(*T))
      F.refuse(Thrower->Decl ? Thrower->Decl->getLocation()
                             : F.Function->getLocation(),
               "an object whose destructor may throw lives across a "
               "suspension, and a try block is left early or suspends");
  });
}

void assignStates(Form &F) {
  States(F).run();
  placeDestructorExceptions(F);
}

} // namespace switchback
