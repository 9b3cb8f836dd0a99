"""Random expressions, from rules that are text with holes.

A hole `{T}` is an expression of type T; `{T!}` is an await whose result is all that is left of it. Types:

    u, ul, b     a number, a number's lvalue, a condition
    N, Nl, Na    an N: prvalue, lvalue, anything that a `const N &` binds to; Nx: something that an `N &&` binds to
    M, P, A, S, D, V, Tu, s    prvalues of these types of support.h; s is a string
    v            anything, whose value is discarded
    x            an initialiser for a by-value parameter of type N, as it stands in a call
    y            an initialiser for an element of an array of Ns: makes no temporary that has a destructor. Clang
                 destroys such temporaries before the elements made so far, whichever is older.
"""

import re

from .tree import ACTS, PURE, READS, Node, ordered_anyhow

HOLE = re.compile(r"\{(\w+)(!?)\}")


class Rule:
    def __init__(self, type, weight, tag, text, own=PURE, loose=False, direct=False, leaf=False):
        self.type, self.weight, self.tag, self.own, self.loose, self.leaf = type, weight, tag, own, loose, leaf
        self.direct = direct  # an await as a whole
        self.awaits = "co_await" in text or "co_yield" in text or "AWAIT" in text
        self.yields = "co_yield" in text
        self.pieces, position = [], 0
        for hole in HOLE.finditer(text):
            self.pieces.append(text[position:hole.start()])
            self.pieces.append((hole[1], bool(hole[2])))
            position = hole.end()
        self.pieces.append(text[position:])
        self.needs_await = self.awaits or any(isinstance(p, tuple) and p[1] for p in self.pieces)


RULES = {}


def rule(type, weight, tag, text, **options):
    RULES.setdefault(type, []).append(Rule(type, weight, tag, text, **options))


def acts(type, weight, tag, text, **options):
    rule(type, weight, tag, text, own=ACTS, **options)


def awaits(type, weight, tag, text, **options):
    rule(type, weight, tag, text, own=ACTS, direct=True, **options)


# --- numbers

awaits("u", 8, "await.void-suspend", "(co_await tick{ {u} })")
awaits("u", 4, "await.ready", "(co_await rdy{ {u} })")
awaits("u", 4, "await.bool-suspend", "(co_await may{ {u} })")
awaits("u", 4, "await.handle-suspend", "(co_await sym{ {u} })")
awaits("u", 6, "await.pinned-awaiter", "(co_await ask({u}))")
awaits("u", 4, "await.member-operator-rvalue", "(co_await mem{ {u} })")
awaits("u", 3, "await.free-operator", "(co_await fre({u}))")
awaits("u", 2, "await.free-operator-by-value", "(co_await freq{ {u} })")
awaits("u", 3, "await.changes-a-local", "(co_await bump{ {ul} })")
awaits("u", 2, "await.reference", "(co_await to<u &>{ {ul} })")
awaits("u", 3, "await.nested", "(co_await co_await mk<tick>{ {u} })")
awaits("u", 2, "await.nested", "(co_await co_await mk<ask>{ {u} })")
awaits("u", 2, "await.operand-statement-expression", "(co_await ({ u q_ = {u}; tick{q_ + 1u}; }))")
awaits("u", 3, "await.operand-conditional", "(co_await ({b} ? tick{ {u} } : tick{ {u} }))")
awaits("u", 2, "await.operand-comma", "(co_await ({v}, tick{ {u} }))")
awaits("u", 0.3, "macro.await-inside", "AWAIT(tick{ {u} })")
awaits("u", 0.3, "macro.await-inside", "AWAIT(ask({u}))")
acts("u", 4, "await.operand-receiver", "(co_await mk<N>{ {u} }).get()")
acts("u", 2, "await.operand-receiver", "(co_await mk<N>{ {u} }).rget()")
acts("u", 2, "await.operand-arrow", "(co_await to<N &>{ {Nl} })->v")
acts("u", 2, "await.operand-arrow", "(&co_await to<N &>{ {Nl} })->get()")
rule("u", 2, "await.operand-member", "(co_await mk<S>{ {u} }).b")
acts("u", 2, "await.operand-member", "(co_await mk<A>{ {u} }).a.v")
awaits("u", 4, "yield.value", "(co_yield {u})")
awaits("u", 3, "yield.await", "(co_yield co_await tick{ {u} })")
awaits("u", 2, "yield.await", "(co_yield (u)co_await mk<N>{ {u} })")
rule("u", 5, "operator.arithmetic", "({u} + {u})", loose=True)
rule("u", 2, "operator.arithmetic", "({u} * {u})", loose=True)
rule("u", 2, "operator.arithmetic", "({u} - {u!})", loose=True)
rule("u", 2, "operator.arithmetic", "({u} % ({u} | 1u))", loose=True)
rule("u", 2, "operator.bits", "({u} ^ {u!})", loose=True)
rule("u", 2, "operator.shift", "({u} << ({u} & 3u))")
rule("u", 3, "operator.unary", "(~{u} & 63u)")
rule("u", 2, "operator.unary", "(-{u} & 63u)")
rule("u", 3, "operator.condition-as-number", "u({b})")
rule("u", 4, "operator.conditional", "({b} ? {u} : {u})")
rule("u", 3, "operator.comma", "({v}, {u})")
acts("u", 3, "operator.assign", "({ul} = {u})")
acts("u", 2, "operator.assign-chain", "({ul} = {ul} = {u})")
acts("u", 4, "operator.compound-assign", "({ul} += {u})")
acts("u", 2, "operator.compound-assign", "({ul} ^= {u!})")
acts("u", 3, "operator.increment", "({ul}++)")
acts("u", 2, "operator.increment", "(++{ul})")
acts("u", 4, "call.number", "f1({u})")
acts("u", 2, "call.numbers", "f2({u}, {u})", loose=True)
acts("u", 4, "call.by-reference", "fr({Na})")
acts("u", 3, "call.by-rvalue-reference", "fx({Nx})")
acts("u", 5, "call.by-value", "fv({x})")
acts("u", 3, "call.by-value-with-await", "fnu({x}, {u!})", loose=True)
acts("u", 2, "call.by-reference-with-await", "frr({Na}, co_await to<N &>{ {Nl} })", loose=True)
acts("u", 2, "call.by-value-move-only", "fm({M})")
acts("u", 1, "call.by-value-move-only", "fm(co_await mk<M>{ {u} })")
acts("u", 2, "call.by-value-pinned", "fpv({P})")
acts("u", 2, "call.temporary-pinned", "fp({P})")
acts("u", 2, "call.temporary-aggregate", "fa({A})")
acts("u", 2, "call.by-value-aggregate", "fav({A})")
acts("u", 2, "conversion.both-ways", "fV({Na})")
acts("u", 2, "call.list", "fl({ {y}, {y} })")
acts("u", 2, "call.list", "fl({ {y}, {y!}, {y} })")
acts("u", 2, "call.default-argument", "fd({u!})")
acts("u", 2, "call.string", "fs({s})")
acts("u", 2, "call.by-lvalue-reference", "ful({ul})")
acts("u", 2, "call.through-pointer", "(&f1)({u})")
acts("u", 2, "call.through-chosen-pointer", "({b} ? &f1 : &plain)({u})")
acts("u", 4, "receiver.number", "{N}.get()")
acts("u", 2, "receiver.rvalue-qualified", "{Nx}.rget()")
acts("u", 2, "receiver.lvalue-qualified", "{Nl}.lget()")
acts("u", 3, "receiver.with-argument", "{Na}.add({u}, {Na})", loose=True)
acts("u", 2, "receiver.await-in-argument", "{Na}.add({u!}, global_c)", loose=True)
acts("u", 3, "receiver.by-value-argument", "{Na}.val({x})", loose=True)
acts("u", 1, "receiver.member-pointer", "({Na}.*&N::get)()")
acts("u", 2, "receiver.virtual", "{D}.what()")
acts("u", 2, "receiver.derived", "{D}.get()")
acts("u", 2, "overloaded.subscript", "{Na}[{u}]")
acts("u", 2, "overloaded.call", "{Na}({u!}, global_c)", loose=True)
acts("u", 2, "overloaded.star", "*{Na}")
acts("u", 2, "overloaded.arrow", "{Nl}->v")
acts("u", 2, "overloaded.comma", "({Na}, {Na})")
acts("u", 3, "conversion.explicit", "u({Na})")
acts("u", 2, "conversion.static-cast", "static_cast<u>({Na})")
acts("u", 2, "conversion.implicit", "({V} + {u})", loose=True)
acts("u", 2, "conversion.temporary-member", "{N}.v")
rule("u", 2, "cast.functional", "u({u})")
rule("u", 2, "cast.c-style", "(u)(unsigned long)({u})")
rule("u", 1, "cast.reference", "static_cast<const u &>({u})")
rule("u", 2, "unevaluated.sizeof", "u(sizeof({ue}) / sizeof(u))")
rule("u", 1, "unevaluated.noexcept", "u(noexcept({ue}))")
rule("u", 1, "unevaluated.decltype", "decltype({ue} + 1u)({u})")
acts("u", 3, "new.parentheses", "take(new N({u}))")
acts("u", 2, "new.braces", "take(new N{ {u}, {u} })")
acts("u", 2, "new.copy", "take(new N({Na}))")
acts("u", 2, "new.move-only", "take(new M({u}))")
acts("u", 2, "new.pinned", "take(new P({u}, {Na}))", loose=True)
acts("u", 2, "new.array", "take_array(new N[2]{ {y}, {y} }, 2)")
acts("u", 2, "new.array-of-numbers", "take_numbers(new u[3]{ {u}, {u}, {u} })")
acts("u", 1, "new.array-size", "take_numbers(new u[2u + {u} % 3u]())")
acts("u", 2, "new.placement", "({ alignas(N) char s_[sizeof(N)]; end_placed(new (s_) N({u})); })")
acts("u", 3, "lambda.immediately-invoked", "([&]{ return {un}; }())")
acts("u", 2, "lambda.captures-await", "([k_ = {u!}]{ return k_ + 1u; }())")
acts("u", 2, "lambda.captures-object", "([k_ = {N}]{ return k_.v; }())")
acts("u", 2, "lambda.await-in-argument", "([&](u k_) { return k_ + {un}; }({u}))")
rule("u", 3, "statement-expression.number", "({ u q_ = {u}; q_ + 1u; })")
acts("u", 2, "statement-expression.object", "({ N q_ = {x}; q_.v; })")
acts("u", 2, "statement-expression.object-and-await", "({ N q_{ {u} }; u w_ = {u!}; q_.v + w_; })")
acts("u", 2, "throw.conditional", "({b} ? {u} : throw err{ {u} })")
acts("u", 1, "throw.conditional", "({b} ? throw {N} : {u})")
rule("u", 1, "macro.await-in-argument", "TWICE({u})")
acts("u", 2, "aggregate.member", "{A}.b")
acts("u", 1, "aggregate.nested", "AA{ {A}, { {u}, {u} } }.b[1]")
acts("u", 1, "aggregate.pinned", "AP{ P({u}), {u} }.x")
acts("u", 1, "aggregate.designated", "A{ .a = {x}, .b = {u}, .c = {x} }.c.v")
acts("u", 1, "aggregate.parentheses-list", "L{ {y}, {y} }.v")
acts("u", 1, "aggregate.parentheses-list", "L{ {y}, {y!} }.v")
acts("u", 1, "literal.user-defined", "(3_n).v")

# --- lvalues of numbers

acts("ul", 2, "lvalue.reference", "(co_await to<u &>{ {ul} })")
acts("ul", 2, "lvalue.from-call", "ref_u({ul})")
acts("ul", 1, "lvalue.assignment", "({ul} = {u})")
acts("ul", 1, "lvalue.increment", "(++{ul})")
rule("ul", 1, "lvalue.conditional", "({b} ? {ul} : {ul})")
rule("ul", 1, "lvalue.comma", "((void){v}, {ul})")
rule("ul", 1, "lvalue.dereference", "(*&{ul})")

# --- conditions

rule("b", 4, "operator.compare", "({u} < {u})", loose=True)
rule("b", 3, "operator.compare", "({u} != {u})", loose=True)
rule("b", 2, "operator.bits", "({u} & 1u)")
rule("b", 4, "operator.and", "({b} && {b})")
rule("b", 4, "operator.or", "({b} || {b})")
rule("b", 2, "operator.not", "!{b}")
rule("b", 2, "operator.and-await", "({b} && {u!})")
rule("b", 2, "operator.or-await", "({b} || {u!})")
awaits("b", 2, "await.condition", "(co_await mk<bool>{ {u} })")
acts("b", 2, "conversion.to-bool", "bool({Na})")
acts("b", 2, "overloaded.equal", "({Na} == {Na})", loose=True)
acts("b", 2, "overloaded.less", "({Na} < {Na})", loose=True)
acts("b", 1, "overloaded.not", "!{Na}")
acts("b", 1, "lambda.condition", "([&]{ return bool({bn}); }())")

# --- objects

acts("N", 5, "object.number", "N({u})")
acts("N", 2, "object.braces", "N{ {u}, {u} }")
acts("N", 3, "object.copy", "N({Nl})")
acts("N", 2, "object.move", "N(std::move({Nl}))")
awaits("N", 6, "await.object", "(co_await mk<N>{ {u} })")
acts("N", 3, "overloaded.plus", "({Na} + {Na})", loose=True)
acts("N", 3, "overloaded.minus-by-value", "({N} - {x!})", loose=True)
acts("N", 2, "overloaded.times-rvalue", "({Nx} * {u!})", loose=True)
acts("N", 2, "receiver.gives-object", "{Na}.twice()")
acts("N", 3, "operator.conditional-object", "({b} ? {N} : {N})")
acts("N", 2, "operator.conditional-mixed", "({b} ? {N} : {Nl})")
acts("N", 1, "operator.conditional-throw", "({b} ? {N} : throw err{ {u} })")
acts("N", 1, "operator.comma-object", "((void){v}, {N})")
acts("N", 1, "overloaded.post-increment", "{Nl}++")
acts("N", 2, "conversion.through-class", "{V}.operator N()")
acts("N", 2, "lambda.gives-object", "([&]{ return {Nn}; }())")
acts("N", 1, "cast.object", "static_cast<N>({u})")
acts("N", 1, "statement-expression.gives-object", "({ u q_ = {u}; (N(q_)); })")
acts("N", 1, "aggregate.member-object", "{A}.a")
acts("N", 1, "object.slice", "N({D})")

acts("x", 5, "initialise.from-object", "{N}")
acts("x", 2, "initialise.conversion", "{u!}")
acts("x", 2, "initialise.copy", "{Nl}")
acts("x", 2, "initialise.move", "std::move({Nl})")
acts("x", 1, "initialise.braces", "N{ {u} }")
acts("x", 1, "initialise.through-class", "{V}")
acts("x", 2, "initialise.await-of-reference", "co_await to<N &>{ {Nl} }")
awaits("x", 2, "initialise.await", "co_await mk<N>{ {u} }")

acts("y", 3, "element.from-statements", "({ u q_ = {u}; q_ + 1u; })")
awaits("y", 3, "element.await", "(co_await tick{ ({ u q_ = {u}; q_ + 1u; }) })")
awaits("y", 2, "element.await-object", "co_await mk<N>{ ({ u q_ = {u}; q_ + 1u; }) }")
awaits("y", 1, "element.await", "(co_await may{ 1u })")
awaits("y", 1, "element.await-of-reference", "co_await to<N &>{ global_n }")
acts("y", 1, "element.move", "std::move(global_n)")
acts("y", 1, "element.copy", "global_n")

awaits("Nl", 3, "await.lvalue-object", "(co_await to<N &>{ {Nl} })")
acts("Nl", 2, "lvalue.object-from-call", "ref_n({Nl})")
acts("Nl", 2, "lvalue.object-from-member", "{Nl}.self_()")
acts("Nl", 2, "overloaded.assign", "({Nl} = {Na})")
acts("Nl", 2, "overloaded.assign-move", "({Nl} = {Nx})")
acts("Nl", 2, "overloaded.compound", "({Nl} += {Na})")
acts("Nl", 2, "overloaded.compound-by-value", "({Nl} -= {x})")
acts("Nl", 2, "overloaded.shift", "({Nl} << {u})")
acts("Nl", 1, "overloaded.increment", "(++{Nl})")
acts("Nl", 1, "lvalue.conditional-object", "({b} ? {Nl} : {Nl})")

rule("Nx", 4, "temporary.rvalue", "{N}")
rule("Nx", 3, "temporary.moved", "std::move({Nl})")
awaits("Nx", 2, "await.rvalue-object", "(co_await to<N>{ {N} })")

rule("Na", 4, "temporary.const-reference", "{N}")
rule("Na", 3, "temporary.lvalue", "{Nl}")
rule("Na", 1, "temporary.xvalue", "std::move({Nl})")
awaits("Na", 1, "await.const-reference", "(co_await to<const N &>{ {Nl} })")

acts("M", 4, "object.move-only", "M({u})")
awaits("M", 2, "await.move-only", "(co_await mk<M>{ {u} })")
acts("M", 1, "operator.conditional-move-only", "({b} ? {M} : {M})")
acts("P", 3, "object.pinned", "P({u})")
acts("P", 2, "object.pinned", "P({u}, {Na})", loose=True)
awaits("P", 3, "await.pinned", "(co_await mk<P>{ {u} })")
acts("P", 1, "operator.conditional-pinned", "({b} ? {P} : {P})")
acts("A", 4, "object.aggregate", "A{ {x}, {u}, {x} }")
acts("A", 1, "object.aggregate", "A({x}, {u!}, {x})")
acts("A", 1, "object.aggregate", "A{ {x}, {u!} }")
awaits("A", 2, "await.aggregate", "(co_await mk<A>{ {u} })")
rule("S", 2, "object.trivial", "S{ {u}, {u} }")
awaits("S", 2, "await.trivial", "(co_await mk<S>{ {u} })")
acts("D", 2, "object.derived", "D({u})")
acts("D", 1, "object.derived", "D({Na}, {u})", loose=True)
acts("V", 2, "object.converting", "V({Na})")
acts("Tu", 2, "object.tuple-like", "Tu({u})")
rule("s", 2, "literal.string", '"text"')
awaits("s", 2, "await.string", "(co_await mk<const char *>{ {u} })")
rule("s", 2, "operator.conditional-string", '({b} ? "yes" : "no")')

# --- discarded

rule("v", 3, "discarded.number", "{u}")
rule("v", 2, "discarded.object", "{N}")
rule("v", 1, "discarded.lvalue", "{Nl}")
rule("v", 1, "discarded.to-void", "void({u})")
awaits("v", 2, "await.void", "(co_await mk<void>{ {u} })")
acts("v", 1, "discarded.move-only", "{M}")
acts("v", 1, "discarded.pinned", "{P}")
acts("v", 1, "discarded.aggregate", "{A}")
acts("v", 2, "operator.conditional-void", "({b} ? void({v}) : void({v}))")
acts("v", 1, "operator.conditional-throw-void", "({b} ? void({v}) : throw err{ {u} })")
acts("v", 1, "macro.check", "CHECK({b})")

# What stands for an expression where no deeper one may stand.
LEAVES = {
    "N": ["N(1u)", "N(2u)", "N(5u)"],
    "x": ["N(3u)", "4u"],
    "y": ["N(3u)", "4u", "N{ 5u }"],
    "Nx": ["N(6u)"],
    "M": ["M(1u)"],
    "P": ["P(1u)"],
    "A": ["A{ 1u, 2u, 3u }"],
    "S": ["S{ 1u, 2u }"],
    "D": ["D(4u)"],
    "V": ["V(N(2u))"],
    "Tu": ["Tu(3u)"],
}
AWAITED_LEAVES = {
    "u": "(co_await tick{ 2u })",
    "x": "co_await mk<N>{ 2u }",
    "y": "(co_await tick{ 2u })",
    "N": "(co_await mk<N>{ 1u })",
}


class Expressions:
    """Makes expressions; what is declared around them comes from `self.scope`, a list of (type, name)."""

    def names(self, *types):
        return [(t, n) for t, n in self.scope if t in types]

    def weight(self, tag):
        if self.without and tag.startswith(self.without):
            return 0
        return 40 if self.only and tag.startswith(self.only) else 1

    def expr(self, type, depth, can_await=None, direct=False):
        """An expression of `type` with at most `depth` levels of rules."""
        if can_await is None:
            can_await = self.can_await
        if type in ("ue", "un", "bn", "Nn"):  # unevaluated, or inside of another function: nothing suspends there
            inner = self.expr({"ue": "u", "un": "u", "bn": "b", "Nn": "N"}[type], min(depth, 1), False)
            return Node(type, [inner], awaits=False, own=PURE if type == "ue" else ACTS)
        if depth <= 0 and not direct:
            return self.leaf(type)
        rules = [r for r in RULES.get(type, ()) if (can_await or not r.needs_await) and (r.direct or not direct)
                 and (self.yielding or not r.yields)]  # fmt: skip
        own = self.own_rules(type, can_await, direct)
        total = sum(r.weight * self.weight(r.tag) for r in rules)
        wish = self.random.uniform(0, total + sum(w for w, _ in own) + (6 if not direct else 0))
        for r in rules:
            weight = r.weight * self.weight(r.tag)
            wish -= weight
            if wish < 0 and weight:
                return self.apply(r, depth, can_await)
        for weight, make in own:
            wish -= weight
            if wish < 0 and weight:
                return make(depth)
        return self.leaf(type)

    def apply(self, r, depth, can_await):
        self.tags.add(r.tag)
        if depth <= 0:
            depth = 1
        for attempt in range(5):
            parts = []
            for piece in r.pieces:
                if isinstance(piece, str):
                    parts.append(piece)
                elif piece[1] and depth <= 1 and piece[0] in AWAITED_LEAVES:
                    parts.append(Node(piece[0], [AWAITED_LEAVES[piece[0]]], awaits=True, own=ACTS, rest=PURE))
                else:
                    parts.append(self.expr(piece[0], depth - 1 if attempt < 3 else 0, can_await, piece[1]))
            operands = [p for p in parts if isinstance(p, Node)]
            if not r.loose or ordered_anyhow(operands):
                break
        else:
            return self.leaf(r.type)
        if r.awaits:
            return Node(r.type, parts, awaits=True, own=ACTS, rest=PURE if r.direct else ACTS)
        node = Node(r.type, parts, own=r.own)
        if r.loose and node.awaits:
            last = max(i for i, o in enumerate(operands) if o.awaits)
            node.rest = max([r.own, operands[last].rest] + [o.effect for o in operands[last + 1:]])
        return node

    def leaf(self, type):
        pick = self.random.choice
        if type == "u":
            names = self.names("u", "cu", "au", "S", "B", "N", "M", "P", "A", "pu", "pN")
            if names and self.random.random() < 0.6:
                kind, name = pick(names)
                text = {"au": f"{name}[{self.random.randrange(3)}]", "pu": f"(*{name})", "pN": f"{name}->v", "S": f"{name}.a", "B": f"u({name}.y)",
                        "N": f"{name}.v", "M": f"{name}.v", "P": f"{name}.v", "A": f"{name}.b"}.get(kind, name)  # fmt: skip
                return Node("u", [text], own=PURE if kind == "cu" else READS)
            return Node("u", [f"{self.random.randrange(8)}u"])
        if type == "b":
            return Node("b", ["(", self.leaf("u"), f" % 3u != {self.random.randrange(3)}u)"])
        if type == "ul":
            kind, name = pick(self.names("u", "au", "S", "N", "pu") or [("u", "global_u")])
            text = {"au": f"{name}[1]", "S": f"{name}.b", "N": f"{name}.v", "pu": f"(*{name})"}.get(kind, name)
            return Node("ul", [text], own=READS)
        if type in ("Nl", "Na"):
            kind, name = pick(self.names("N", "aN", "A", "pN") or [("N", "global_n")])
            return Node(type, [{"aN": f"{name}[1]", "A": f"{name}.c", "pN": f"(*{name})"}.get(kind, name)], own=PURE)
        if type == "s":
            return Node("s", [pick(['"leaf"', '"a\\n"'])])
        if type == "v":
            return Node("v", ["void(", self.leaf("u"), ")"])
        return Node(type, [pick(LEAVES[type])], own=ACTS)

    def own_rules(self, type, can_await, direct):
        """What can be made of the names in scope, and of the program's other coroutines: (weight, function)."""
        result = []
        if type != "u":
            return result

        def use(tag, weight, before, after, hole="u", own=ACTS, awaited=False):
            def make(depth):
                self.tags.add(tag)
                inner = [self.expr(hole, depth - 1, can_await)] if hole else []
                return Node("u", [before, *inner, after], awaits=True if awaited else None, own=own,
                            rest=PURE if awaited else None)  # fmt: skip
            result.append((weight * self.weight(tag), make))

        if can_await:
            for name, hole, _ in self.callees:
                use("coroutine.call", 3, f"(co_await {name}(", "))", hole, awaited=True)
            for kind, name in self.names("task"):
                use("coroutine.stored-task", 6, f"(co_await {name})", "", None, awaited=True)
            for kind, name in self.names("colam"):
                use("coroutine.stored-lambda", 6, f"(co_await {name}(", "))", awaited=True)
            for kind, name in self.names("aw"):
                use("await.lvalue-awaiter", 4, f"(co_await {name})", "", None, awaited=True)
        if not direct:
            for kind, name in self.names("gen"):
                use("generator.pull", 4, f"{name}.pull()", "", None)
            for kind, name in self.names("lam"):
                use("lambda.call-stored", 4, f"{name}(", ")")
            for kind, name in self.names("au"):
                use("subscript.array", 2, f"{name}[", " % 3u]", own=READS)
            for kind, name in self.names("aN"):
                use("subscript.array-of-objects", 2, f"{name}[", " % 2u].v", own=READS)
            for kind, name in self.names("B"):
                use("bit-field.assign", 3, f"u({name}.x = (", ") & 31u)")
                use("bit-field.compound-assign", 3, f"u({name}.y += (", "))")
                use("bit-field.read", 2, f"(u({name}.x) + ", ")", own=READS)
            for kind, name in self.names("local"):
                use("local-class.call", 3, f"{name}{{ {self.random.randrange(5)}u }}.add(", ")")
        return result
