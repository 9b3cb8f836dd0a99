//===- Form.h - The structured intermediate form of a coroutine -*- C++ -*-===//
//
// Part of Switchback, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The form every pass works on. It is structured (blocks, branches, loops,
/// try regions, suspend points, construction and destruction of slots); its
/// leaves are fragments: source text with substitutions. Text at the leaves
/// keeps names and comments; structure above them keeps behaviour.
///
/// What holds when, pass by pass:
///   after build      every statement with a suspension, a co_return or a slot
///                    in it is a node; operands are still clang expressions
///   after normalise  no loop header suspends; range-for over a suspension is a
///                    plain loop
///   after spill      every suspension is a Suspend node at statement level and
///                    every operand is text
///   after lifetime   every construction and destruction of a slot that needs
///                    one is a node, and every point has its alive set
///   after layout     every slot has its final name and place
///   after states     every suspend point has a state and a way to be reached
///
//===----------------------------------------------------------------------===//
#ifndef SWITCHBACK_COMPILER_FORM_H
#define SWITCHBACK_COMPILER_FORM_H

#include "switchback/Compiler/Fragment.h"
#include "switchback/Compiler/FrameClass.h"
#include "switchback/Compiler/Lines.h"
#include "switchback/Compiler/Optimisations.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Casting.h"
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace switchback {

class MacroRecorder;
struct AliveSet;
struct Slot;

/// One object (or reference) that the lowered coroutine keeps by name: a
/// parameter, a local or temporary that lives across a suspension, an awaiter,
/// or a scalar of the step function that normalisation introduced.
struct Slot {
  enum KindTy {
    Parameter, ///< the frame's copy of a parameter
    Local,     ///< a local variable
    Temporary, ///< a temporary or a saved operand
    Awaiter,   ///< the object `await_ready` and friends are called on
    Scratch,   ///< a scalar that never lives across a suspension
  };
  KindTy Kind = Local;
  /// What the printed name is made from.
  std::string Hint;
  /// The printed name; set by layout.
  std::string Name;
  /// Name of the flag of a conditional slot; set by layout.
  std::string FlagName;
  /// Type of the object; for a reference, the type of what it refers to.
  clang::QualType Type;
  /// The expression whose object it is, if that is a temporary that something
  /// is called on or bound to.
  const clang::MaterializeTemporaryExpr *Materialized = nullptr;
  /// The closure it holds is made by a factory, so that its type has a name:
  /// the factory's name (set by layout) and its text behind `auto NAME = `.
  std::string FactoryName;
  /// With Form::NamesFactoryTypes, the name of the factory; FactoryName is that
  /// of its type then.
  std::string OuterFactoryName;
  Fragment FactoryText;
  clang::SourceLocation FactoryLoc;
  /// `decltype` of this is Type, for a type that cannot be spelled.
  Fragment TypeSource;
  /// Of an awaiter in a template: what `decltype` of the parenthesised operand
  /// is, if the pattern knows and can spell it.
  clang::QualType OperandType;
  /// How TypeSource makes the type in a template, where an instance decides;
  /// all but Value are classes of the support header.
  enum GenericTy {
    NotGeneric,
    Value,          ///< `auto`: an object, as the initialiser decays
    Decomposed,     ///< the same, of whose parts there are Names
    Held,           ///< the expression's value, or a reference to its object
    Declared,       ///< `decltype(auto)`: the same, but what a name declares
    Operand,        ///< the same, but of a scalar the value
    Selector,       ///< what the condition of a `switch` converts to
    ConstReference, ///< what `const auto &` is bound to
    Bound,          ///< what a reference of type DeclaredAs is bound to
    Awaiting,       ///< the objects of a `co_await`
    AwaitingResult, ///< those of a `co_yield` or of an end of the coroutine
  } Generic = NotGeneric;
  std::string DeclaredAs;
  /// In a template, of what a structured binding takes apart: how many names
  /// there are.
  unsigned Names = 0;
  /// In a branch that an instance of the template may discard: its type may not
  /// exist there, so the branch names it (TypeName), and the frame only has a
  /// place for it.
  bool IsLate = false;
  /// The name of its type, if that needs one: of what is late, and of a
  /// parameter or a captured pack whose type has no spelling; set by layout.
  std::string TypeName;
  /// A parameter pack, kept as one member, and the name of the pack of indices
  /// that stands for its expansions; set by layout.
  bool IsPack = false;
  std::string IndexName;
  /// A pack that has an object for each element of an expansion: the parameter
  /// whose indices its own are, or the template parameter that has as many.
  bool IsEach = false;
  Slot *IndexOf = nullptr;
  std::string SizeOf;
  /// Of the first such pack of an expansion, the others: their objects are made
  /// and destroyed in turn.
  llvm::SmallVector<Slot *, 2> Following;
  /// A reference, kept as a pointer to its referent.
  bool IsReference = false;
  /// A parameter of reference type, kept as a reference member.
  bool IsBoundReference = false;
  /// A variable that a coroutine lambda captures, kept as a reference to what
  /// the closure holds.
  bool IsCapture = false;
  /// Its destructor has to run.
  bool NeedsDestroy = false;
  /// Constructed on some paths of its full expression only: a flag says if.
  bool IsConditional = false;
  /// Lives to the end of its full expression, not of its block.
  bool IsFullExpression = false;
  /// A temporary that a reference inside of the variable being initialised
  /// keeps alive: until the end of the full expression it has its place among
  /// the temporaries, then below them.
  bool IsExtendedPart = false;
  /// A member, base or element of the object in this slot, which is made piece
  /// by piece: it has no storage of its own, and its name is Prefix, the name
  /// of that slot and Suffix.
  Slot *Whole = nullptr;
  std::string Prefix, Suffix;
  /// A reference that keeps a temporary alive is that temporary.
  const clang::MaterializeTemporaryExpr *Extended = nullptr;
  /// The declaration it stands for, if any.
  const clang::ValueDecl *Decl = nullptr;
  /// The place in a macro that spells the name, which must be the hint then.
  clang::SourceLocation PinnedBy;
  /// Number in creation order, for dumps and deterministic sorting.
  unsigned Index = 0;
  /// First and last statement position at which the storage is in use, in
  /// printing order; set by lifetime, read by layout.
  unsigned FirstUse = 0, LastUse = 0;
  /// The last position that names it, if its storage may be another's from
  /// there on; else 0.
  unsigned LastNamed = 0;
  /// Which anonymous union it is printed in; set by layout.
  int Group = -1;
  /// A scalar that is a local of the step function between suspensions; the
  /// member keeps it while the coroutine is suspended.
  bool IsHot = false;
  /// It is the frame of a coroutine awaited here: the name of that struct, and
  /// what it is an alias of, if that is local to its function.
  std::string FrameType, LocalFrame;

  bool inFrame() const { return Kind != Scratch && !Whole; }
  /// The name, if that is an identifier, or one that could be it.
  const std::string &identifier() const { return Whole ? Hint : Name; }
};

/// An expression a node uses: clang's until spill, text from then on.
struct Operand {
  const clang::Expr *E = nullptr;
  Fragment Text;
  Operand() = default;
  Operand(const clang::Expr *E) : E(E) {}
  Operand(Fragment Text) : Text(std::move(Text)) {}
  explicit operator bool() const { return E || !Text.empty(); }
};

class Node {
public:
  enum KindTy {
    BlockKind,
    TextKind,
    EvaluateKind,
    ConstructKind,
    DestroyKind,
    ArmKind,
    IfKind,
    LoopKind,
    RangeForKind,
    SwitchKind,
    LabelKind,
    JumpKind,
    TryKind,
    SuspendKind,
    ReturnKind,
  };
  const KindTy Kind;
  /// The alive set before the node; set by lifetime.
  const AliveSet *Alive = nullptr;
  /// Where it stands in printing order, and where it ends; set by lifetime.
  /// Both are 0 for what no pass before has made.
  unsigned Position = 0, End = 0;
  /// Where it comes from, for diagnostics.
  clang::SourceLocation Loc;
  explicit Node(KindTy Kind) : Kind(Kind) {}
  virtual ~Node() = default;
};
using NodePtr = std::unique_ptr<Node>;
using NodeList = std::vector<NodePtr>;

/// A sequence of nodes. Slots constructed directly in it are destroyed at its
/// end, in reverse order.
struct Block : Node {
  enum ScopeTy {
    Braces,         ///< a scope of the source, printed with braces
    FullExpression, ///< the pieces of one full expression, no braces
    Sequence,       ///< several statements for one, no scope of its own
  };
  NodeList Body;
  ScopeTy Scope = Braces;
  /// The function's outermost block.
  bool IsBody = false;
  /// The statements of a statement expression, inside the full expression that
  /// uses its value: Result is what the last of them constructs, and it lives
  /// on behind the block. Null if there is no value.
  bool IsStatementExpression = false;
  Slot *Result = nullptr;
  /// Braces are needed because a plain local is declared before a label.
  explicit Block(ScopeTy Scope = Braces) : Node(BlockKind), Scope(Scope) {}
  template <class T, class... Args> T *add(Args &&...As) {
    auto N = std::make_unique<T>(std::forward<Args>(As)...);
    T *Raw = N.get();
    Body.push_back(std::move(N));
    return Raw;
  }
  static bool classof(const Node *N) { return N->Kind == BlockKind; }
};

/// Statements printed as they are, semicolons and comments included.
struct TextNode : Node {
  Fragment Text;
  /// A comment or blank lines only: says nothing about control flow.
  bool IsTrivia = false;
  /// It could be a declaration, which no label may stand in front of.
  bool MayDeclare = true;
  /// `[[fallthrough]];`, which stays the last statement of its block.
  bool IsFallthrough = false;
  /// The local type it declares: it moves into the frame if a slot needs it.
  const clang::NamedDecl *Declares = nullptr;
  /// What is left of it then, if it declares variables too.
  Fragment WithoutType;
  /// The declaration it is, if it is one.
  const clang::DeclStmt *Declaration = nullptr;
  TextNode(Fragment Text, bool IsTrivia = false)
      : Node(TextKind), Text(std::move(Text)), IsTrivia(IsTrivia) {}
  static bool classof(const Node *N) { return N->Kind == TextKind; }
};

/// A full expression evaluated for its effects, or the declaration of a local
/// that stays one: `Prefix operand Suffix`. Gone after spill.
struct Evaluate : Node {
  Operand Value;
  /// The local that stays one, whose initialiser Value is, and its statement
  /// (null for the variable of a range-for).
  const clang::VarDecl *Plain = nullptr;
  const clang::DeclStmt *PlainStmt = nullptr;
  /// The value of the statement expression it is the last statement of.
  bool IsResult = false;
  Evaluate(Operand Value) : Node(EvaluateKind), Value(std::move(Value)) {}
  static bool classof(const Node *N) { return N->Kind == EvaluateKind; }
};

/// Constructs a slot in place.
struct Construct : Node {
  /// How the initialiser is written after `::new (&slot)`.
  enum StyleTy {
    Nothing,    ///< default-initialisation that does nothing: no text
    Assign,     ///< `slot = init`
    NewText,    ///< `::new (&slot) init`, init names the type
    NewParen,   ///< `::new (&slot) T(init)`
    NewBrace,   ///< `::new (&slot) T init`, init is a braced list
    NewDefault, ///< `::new (&slot) T`
    Fill,       ///< from an array: element by element, or the list over it
    Copy,       ///< copy-initialisation that `T(init)` could decide differently
    Bind,       ///< a reference: the address is kept
    Lazy,       ///< a class of the support header, which evaluates init
    Complete,   ///< the last of its Parts was made: it is one object now
  };
  Slot *S;
  StyleTy Style = NewParen;
  Operand Init;
  /// All that Init names is read before anything of the object is written.
  bool ReadsFirst = false;
  /// A list for an array of arrays: its elements are of class type, which g++
  /// cannot make in `new`, or it has temporaries with destructors.
  bool IsNestedArray = false;
  /// The variable whose initialiser Init is; null for temporaries.
  const clang::VarDecl *Var = nullptr;
  /// What is alive once it is constructed, if that changes; set by lifetime.
  const AliveSet *AliveAfter = nullptr;
  /// The pieces it is made of, which it is destroyed with from here on.
  llvm::SmallVector<Slot *, 2> Parts;
  Construct(Slot *S) : Node(ConstructKind), S(S) {}
  static bool classof(const Node *N) { return N->Kind == ConstructKind; }
};

/// Destroys slots until only Target is alive. Made by lifetime.
struct Destroy : Node {
  const AliveSet *Target;
  /// The one slot to destroy, below which others stay alive; null: by
  /// unwinding.
  Slot *Only = nullptr;
  explicit Destroy(const AliveSet *Target, Slot *Only = nullptr)
      : Node(DestroyKind), Target(Target), Only(Only) {}
  static bool classof(const Node *N) { return N->Kind == DestroyKind; }
};

/// What is alive is Target from here on. Before a branch of an expression:
/// Target's slots on top may be constructed in it; their flags say which were.
/// Behind a full expression: the same objects, in the order the rest of them is
/// destroyed in. Made by lifetime.
struct Arm : Node {
  const AliveSet *Target;
  llvm::SmallVector<Slot *, 2> Flags;
  explicit Arm(const AliveSet *Target) : Node(ArmKind), Target(Target) {}
  static bool classof(const Node *N) { return N->Kind == ArmKind; }
};

/// `if`. Header is the text up to and including the closing parenthesis if
/// nothing in it suspends; else Cond is the condition.
struct If : Node {
  Fragment Header;
  Operand Cond;
  bool Negated = false; ///< `if (!(Cond))`
  /// Never entered but by a jump to its label, on the way out of a handler.
  bool IsDetour = false;
  /// A template's `if constexpr` with a suspension in a branch: no jump leads
  /// there, so each branch has a dispatch of its own, as a Try has.
  bool IsConstexpr = false;
  const clang::Expr *ConstexprCond = nullptr; ///< then
  std::string DecidedInFront; ///< the condition, if the frame cannot ask it
  std::vector<struct Suspend *> Points;
  bool ReachedByGoto = false;
  std::string EntryLabel;
  std::unique_ptr<Block> Then = std::make_unique<Block>();
  std::unique_ptr<Block> Else;
  If() : Node(IfKind) {}
  static bool classof(const Node *N) { return N->Kind == IfKind; }
};

/// `while`, `do` and `for`. Header is the whole text before the body if nothing
/// in it suspends (for `do`, Cond is the text after it); else Cond and Inc are
/// the parts, and normalise moves what suspends into the body.
struct Loop : Node {
  enum StyleTy { While, Do, For };
  StyleTy Style;
  Fragment Header;
  Operand Cond; ///< empty: endless
  Operand Inc;  ///< For only
  /// What makes the variable declared in the condition, for each turn, if that
  /// is a slot or suspends.
  std::unique_ptr<Block> CondVar;
  std::unique_ptr<Block> Body = std::make_unique<Block>();
  /// Where `break` goes if a dispatch stands between; set by states.
  std::string BreakLabel;
  Loop(StyleTy Style) : Node(LoopKind), Style(Style) {}
  static bool classof(const Node *N) { return N->Kind == LoopKind; }
};

/// A range-for whose variables live across a suspension. Gone after normalise.
struct RangeFor : Node {
  const clang::CXXForRangeStmt *S;
  std::unique_ptr<Block> Init = std::make_unique<Block>(Block::Sequence);
  /// The loop it becomes; holds the body, so that jumps can name it.
  std::unique_ptr<Loop> Target = std::make_unique<Loop>(Loop::For);
  /// The iterators of a template, which have no declarations.
  Slot *Begin = nullptr, *End = nullptr;
  /// The loop variable's slot, if it is one, or its declaration as text.
  RangeFor(const clang::CXXForRangeStmt *S) : Node(RangeForKind), S(S) {}
  static bool classof(const Node *N) { return N->Kind == RangeForKind; }
};

/// A `switch` of the source.
struct Switch : Node {
  Fragment Header;
  Operand Cond;
  std::unique_ptr<Block> Body = std::make_unique<Block>();
  std::string BreakLabel;
  Switch() : Node(SwitchKind) {}
  static bool classof(const Node *N) { return N->Kind == SwitchKind; }
};

/// `case x:`, `default:` or `name:` of the source, or a label normalise made
/// (then the text is empty and layout names it after the hint).
struct Label : Node {
  Fragment Text;
  std::string Hint;
  Label(Fragment Text) : Node(LabelKind), Text(std::move(Text)) {}
  static bool classof(const Node *N) { return N->Kind == LabelKind; }
};

/// A jump of the source, or the leave to the final suspend point.
struct Jump : Node {
  enum StyleTy { Break, Continue, Goto, ToFinal };
  StyleTy Style;
  Node *Target = nullptr; ///< Loop or Switch; Label for Goto
  /// A goto of the source; resolved when every label is known.
  const clang::LabelDecl *SourceLabel = nullptr;
  /// Printed as a goto to the target's label; set by states.
  bool AsGoto = false;
  Jump(StyleTy Style, Node *Target = nullptr)
      : Node(JumpKind), Style(Style), Target(Target) {}
  static bool classof(const Node *N) { return N->Kind == JumpKind; }
};

/// A `try` of the source with a suspension or a co_return in it.
struct Try : Node {
  std::unique_ptr<Block> Body = std::make_unique<Block>();
  struct Handler {
    Fragment Header;
    std::unique_ptr<Block> Body;
  };
  std::vector<Handler> Handlers;
  /// Suspend points inside, outermost first; set by states.
  std::vector<struct Suspend *> Points;
  /// Resumed by `goto`: a source `switch` stands between.
  bool ReachedByGoto = false;
  std::string EntryLabel;
  Try() : Node(TryKind) {}
  static bool classof(const Node *N) { return N->Kind == TryKind; }
};

/// A suspend point at statement level: ready? store the state, suspend, and
/// the place where execution resumes.
struct Suspend : Node {
  enum StyleTy {
    Void,
    Bool,
    Handle,
    Unknown, ///< an instance of the template decides
  };
  StyleTy Style = Void;
  Fragment Awaiter;      ///< the awaiter as an object
  bool IsAlways = false; ///< std::suspend_always: nothing to call
  bool MayThrow = true;  ///< await_suspend may throw
  std::string Hint;      ///< what the state is named after
  std::string State;     ///< enumerator; set by states
  /// Where a coroutine that has started on the stack goes on in the heap, in
  /// front of `await_suspend`; empty if it has not.
  std::string StackState;
  /// Resumed by `goto`: a source `switch` stands between.
  bool ReachedByGoto = false;
  /// The stale state must be cleared: a nested dispatch reads it again.
  bool ClearsState = false;
  const clang::Expr *E = nullptr;
  /// The frame that control is most likely handed to, part of this one, and its
  /// step function.
  Slot *Child = nullptr;
  std::string ChildStep;
  /// The hot scalars that live across it.
  llvm::SmallVector<Slot *, 2> Kept;
  Suspend() : Node(SuspendKind) {}
  static bool classof(const Node *N) { return N->Kind == SuspendKind; }
};

/// `co_return`: the promise call; a Jump to final suspend follows it.
struct Return : Node {
  const clang::CoreturnStmt *S;
  explicit Return(const clang::CoreturnStmt *S) : Node(ReturnKind), S(S) {}
  static bool classof(const Node *N) { return N->Kind == ReturnKind; }
};

/// Which slots that need a destructor are alive at a point: a stack, the
/// innermost last, as a node of a tree. Owned by the form.
struct AliveSet {
  const AliveSet *Parent = nullptr;
  Slot *Top = nullptr;
  std::string Name; ///< enumerator; set by layout
  unsigned Depth = 0;
};

/// How the promise's functions are called; filled by select from Sema's choice.
struct Contract {
  clang::QualType PromiseType;
  /// Of a template: the promise's class if no instance decides that.
  const clang::CXXRecordDecl *Known = nullptr;
  clang::QualType ReturnType;
  clang::QualType GetReturnObjectType;
  bool PromiseTakesParameters = false, PromiseTakesBraces = false;
  bool PromiseIsOrdered = false; ///< must die before the parameters
  /// The allocation function is a member of the promise; of a template, it may
  /// be.
  bool PromiseAllocates = false;
  bool AllocatesWithParameters = false;
  /// With `-fcoro-aligned-allocation`.
  bool AllocatesWithAlignment = false;
  bool PromiseDeallocates = false;
  bool DeallocateTakesSize = false;
  bool DeallocateTakesAlignment = false;
  bool HasFailureReturn = false; ///< get_return_object_on_allocation_failure
  bool HasReturnVoid = false;
  /// Which of `return_void` and `return_value` the promise of a template has,
  /// if no instance decides that.
  enum ReturnsTy {
    EitherReturn,
    ReturnsVoid,
    ReturnsValue
  } Returns = EitherReturn;
  /// Of a lambda in a template or a generic one: whether the traits that give
  /// its promise look at the type of the closure. StandsIn: they want one.
  enum ClosureTy {
    ClosureUnseen,
    ClosureStandsIn,
    ClosureMatters
  } Closure = ClosureUnseen;
  enum InitialTy { Always, Never, General } Initial = General;
  Fragment InitialText; ///< the awaiter of the initial suspend point
  Suspend::StyleTy InitialStyle = Suspend::Void;
  /// FinalStateless: of a template, an awaiter without state of which nothing
  /// else is known.
  enum FinalTy {
    FinalAlways,
    FinalNever,
    FinalCalls,
    FinalStateless
  } Final = FinalCalls;
  Fragment FinalText;
  Suspend::StyleTy FinalStyle = Suspend::Void;
  bool FinalIsPure = false; ///< final_suspend() itself does nothing
  /// Another translation unit may have an instance that ends in another way:
  /// that must not compile.
  bool FinalIsChecked = false;
  /// The same for one whose promise allocates its frame.
  bool AllocationIsChecked = false;
  /// What `operator co_await` is called on at an end, if it is a temporary.
  Slot *InitialObject = nullptr, *FinalObject = nullptr;
  Fragment InitialObjectText, FinalObjectText;
  bool AllocatesWithThis = false;
  bool GetReturnObjectMayThrow = true;
  /// Making what is returned of what get_return_object() gave.
  bool ConversionMayThrow = false;
  bool UnhandledExceptionMayThrow = true;
  bool ReturnNeedsPlace = false; ///< the return type cannot be moved
  /// Of a template: get_return_object() gives the return type in every
  /// instance.
  bool ReturnsObject = false;
};

/// One coroutine on its way through the passes.
class Form {
public:
  Form(clang::ASTContext &Context, const clang::FunctionDecl *Function,
       const clang::CoroutineBodyStmt *Coroutine)
      : Context(Context), Function(Function), Coroutine(Coroutine) {}

  clang::ASTContext &Context;
  const clang::FunctionDecl *Function;
  const clang::CoroutineBodyStmt *Coroutine;
  /// What the macros of the file expand to.
  const MacroRecorder *Macros = nullptr;
  Optimisations Enabled;
  Contract Promise;

  std::unique_ptr<Block> Body;
  std::vector<Slot *> Parameters;
  /// What a coroutine lambda captures and its body uses.
  std::vector<Slot *> Captures;
  Slot *InitialAwaiter = nullptr;
  Slot *FinalAwaiter = nullptr;
  /// Local types that a slot's type needs, moved into the frame, and what else
  /// these need.
  std::vector<std::pair<clang::SourceLocation, Fragment>> Hoisted;
  /// Types and static variables that the factories of closures name.
  std::vector<const clang::NamedDecl *> FactoryNeeds;
  /// They stand in front of the frame instead, in the function's body.
  bool HoistsInFront = false;
  /// The body has a using-declaration, a using-directive or the like.
  bool HasLocalUsing = false;
  /// Where expressions of a template begin and end that spill has kept by
  /// reference, or left in their place, in front of an effect; those whose
  /// objects have places in the frame; those that stand in a statement of their
  /// own, which their temporaries outlive; and operators taken for built-in.
  std::set<std::pair<clang::SourceLocation, clang::SourceLocation>> HeldObjects,
      HeldValues, EarlyValues, BuiltIns;
  std::set<clang::SourceLocation> LeftFolds; ///< by their `...`
  /// Places in the text where a local type has a new name: how long the old one
  /// is, and the new one.
  std::map<unsigned, std::pair<unsigned, Fragment>> RenamedAt;
  /// The calls of coroutines that are awaited at once.
  llvm::MapVector<const clang::CallExpr *, ChildFrame> ChildFrames;
  /// Another coroutine may hold the frame of this one.
  bool StandsInPlace = false;
  /// The address by which they know the frame, if it is local to its function.
  std::string OfferedAs;
  /// It starts on its caller's stack, and has a frame only once it has to wait;
  /// if its promise allows that, why it does not nevertheless. Set by states.
  bool StartsOnStack = false;
  std::string WhyNotOnStack;
  llvm::DenseMap<const clang::ValueDecl *, Slot *> SlotOf;
  /// Labels of the source.
  llvm::DenseMap<const clang::LabelDecl *, Label *> LabelOf;
  /// A structured binding's replacement text.
  llvm::DenseMap<const clang::ValueDecl *, Fragment> BindingText;
  /// The constants among the locals that became static.
  llvm::DenseSet<const clang::ValueDecl *> StaticConstants;
  /// The statements of statement expressions that suspend or jump, until spill
  /// puts them where their value is used.
  llvm::MapVector<const clang::StmtExpr *, std::unique_ptr<Block>>
      StatementExpressions;
  std::vector<Suspend *> Points;
  /// The end of the body can be reached.
  bool FallsOffEnd = true;
  /// The body's own scope has a local of the step function that is destroyed at
  /// its end.
  bool HasDyingLocal = false;
  /// The frame keeps the object a member function was called on.
  bool UsesThis = false;
  bool HasExceptions = true;
  /// A destructor of what the frame holds across suspensions may throw. Then
  /// the exception is the body's, also if the suspended coroutine is destroyed:
  /// so the step function does that. Set by states.
  bool LeavesByStep = false;
  bool IsNoexcept = false;
  /// A template, or something inside of one: the pattern is lowered, and what
  /// only an instance knows is left to the support header.
  bool IsGeneric = false;
  /// The file is included by others, which must not differ.
  bool IsInHeader = false;
  /// How many branches that an instance may discard enclose what is built.
  unsigned Discardable = 0;
  /// The frame stands in a lambda with packs of indices; set by layout.
  bool HasPackScope = false;
  /// The frame makes closures through the types of their factories: to g++ 12
  /// a factory's name means another type in each function of a frame that
  /// stands in a generic lambda; set by layout.
  bool NamesFactoryTypes = false;
  /// The struct stands in the function's body, not next to it.
  bool IsLocalFrame = false;
  /// Some coroutine wants the frame to be a part of its own.
  bool IsWantedInPlace = false;
  /// The struct of a function template, next to it, is a template too: its
  /// `template <class T>`, and the `<T>` that the function says.
  std::string TemplateHeader, TemplateArguments;
  /// Whether and how lines are marked; null if they are not.
  const LineFacts *Lines = nullptr;

  /// True if the coroutine is the call operator of a lambda: its `this` is the
  /// one of the function around it.
  bool isLambda() const;
  /// The type of `this` in the body, a pointer; null if there is none.
  clang::QualType thisType() const;

  Slot *addSlot(Slot::KindTy Kind, llvm::StringRef Hint, clang::QualType Type);
  llvm::ArrayRef<Slot *> slots() const { return SlotList; }

  const AliveSet *nothing() { return &Nothing; }
  /// \p Base with \p S alive on top, if there is one that has to be destroyed.
  const AliveSet *push(const AliveSet *Base, Slot *S);
  /// What is alive while the coroutine stands at its initial or final suspend
  /// point.
  const AliveSet *aliveAtInitial() {
    return push(push(nothing(), Promise.InitialObject), InitialAwaiter);
  }
  const AliveSet *aliveAtFinal() {
    return push(push(nothing(), Promise.FinalObject), FinalAwaiter);
  }
  /// True if the coroutine may end, and not stand at its final suspend point,
  /// before the ramp has converted what get_return_object() gave.
  bool mayEndInRamp() const;
  std::deque<AliveSet> &aliveSets() { return Alive; }

  /// The unions of the slots, in the order they are printed, and what stands in
  /// them: locals first, then awaiters and temporaries. Set by layout.
  std::vector<std::vector<Slot *>> Groups;
  unsigned LocalGroups = 0;
  /// Where the members that say where the coroutine stands waste no space.
  enum StatePlaceTy {
    BehindPromise,
    BehindParameters,
    BehindLocals,
    AtEnd
  } StatePlace = BehindPromise;

  /// Names the frame's own members; chosen by layout so that none of them
  /// hides a name the body uses.
  struct NamesTy {
    std::string Frame,
        Promise = "promise", State = "state", Alive = "alive", Step = "step",
        Unwind = "unwind", Resume = "resume", Destroy = "destroy",
        Handle = "handle", ResumeFn = "resume_fn", DestroyFn = "destroy_fn",
        Self = "self", Start = "start", Leaving = "leaving", Left = "left",
        Nothing = "nothing", Suspended = "suspended", Final = "final_suspend",
        Begin = "ready", Guard = "guard", Until = "until", StateT = "state_t",
        AliveT = "alive_set", Object = "object_type", PromiseT = "promise_type",
        RampFrame = "frame", RampResult = "result", ResultT = "result_type",
        GoesOn = "goes_on", Next = "next", InPlace = "in_place",
        DestroyInPlace = "destroy_in_place", Memory = "memory",
        Finished = "finished", ResultGuard = "leaves_frame",
        OnStack = "on_stack", GoOnInHeap = "go_on_in_heap",
        Completed = "completed", Failed = "failed", Local = "local";
  } Names;

  /// Leaves the function native: \p Reason is the diagnostic. The first wins.
  void refuse(clang::SourceLocation Loc, const llvm::Twine &Reason) {
    refuse(clang::SourceRange(Loc), Reason);
  }
  /// As above, for what begins or ends in a macro's body: the function may be
  /// lowered once that macro is written out.
  void refuse(clang::SourceRange Range, const llvm::Twine &Reason) {
    if (Refused)
      return;
    Refused = {Range.getBegin(), Reason.str(), clang::SourceLocation()};
    for (clang::SourceLocation Loc : {Range.getBegin(), Range.getEnd()})
      if (Loc.isMacroID())
        Refused->Macro = Loc;
  }
  /// Refuses since \p What, at \p Range, has no text in this file that could be
  /// changed.
  void refuseText(clang::SourceRange Range, const llvm::Twine &What) {
    const bool IsMacro =
        Range.getBegin().isMacroID() || Range.getEnd().isMacroID();
    refuse(Range,
           What + (IsMacro ? " stands in a macro that cannot be written out"
                           : " comes from another file"));
  }
  /// Refuses what no program is known to reach: better native than wrong.
  void cannotHappen(clang::SourceLocation Loc, const llvm::Twine &What) {
    refuse(Loc, "internal error, please report: " + What);
  }
  bool refused() const { return Refused.has_value(); }
  struct RefusalTy {
    clang::SourceLocation Loc;
    std::string Reason;
    /// The macro in whose body it stands, if any.
    clang::SourceLocation Macro;
  };
  std::optional<RefusalTy> Refused;
  /// Whether it was refused for an instance of the template in this file.
  bool RefusedByInstance = false;

  void dump(llvm::raw_ostream &OS) const;

private:
  std::vector<std::unique_ptr<Slot>> Owned;
  std::vector<Slot *> SlotList;
  AliveSet Nothing;
  std::deque<AliveSet> Alive;
};

/// True if an object of type \p T may have a destructor to run; where \p T
/// depends on a template's parameters, an instance decides.
bool mayNeedDestruction(clang::QualType T);

/// True if the destructor of an object of type \p T, which is known, does not
/// throw.
bool hasNothrowDestructor(clang::QualType T);

/// True if \p Function is a lambda of a default argument, or of an initialiser
/// outside of functions.
bool isInInitialiser(const clang::FunctionDecl *Function);

/// True if the step function of \p F gives the coroutine to go on with.
bool returnsHandle(const Form &F);

/// How many values the member has that says where \p F stands; it needs none
/// if that is one.
size_t countStates(const Form &F);

/// True if only an instance of a template knows what \p T is.
inline bool isUnknown(clang::QualType T) {
  return T->isDependentType() || T->isUndeducedType();
}

/// Calls \p F on \p N and everything below it, parents first.
void walk(Node &N, llvm::function_ref<void(Node &)> F);
/// The blocks directly below \p N.
llvm::SmallVector<Block *, 4> children(Node &N);

} // namespace switchback

#endif
