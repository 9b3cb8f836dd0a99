"""Random statements of a coroutine's body."""

from .declarations import DECLARATION, STATEMENTS, Declarations, statement
from .tree import ACTS, Node

class Statements(Declarations):
    """All statements."""

    def block(self, count, level, before=(), after=()):
        """The statements of a block with braces; what it declares is forgotten."""
        mark = len(self.scope)
        made = self.statements(count, level)
        del self.scope[mark:]
        return Node("block", ["{\n", *before, *made, *after, "}\n"])

    def statements(self, count, level):
        return [self.one(level) for _ in range(count)]

    def some(self):
        return self.random.choice([1, 1, 2, 2, 3])

    def one(self, level):
        possible = []
        for weight, tag, needs, name in STATEMENTS:
            if ("await" in needs and not self.can_await) or ("loop" in needs and not self.loops):
                continue
            if ("deep" in needs and level <= 0) or ("co" in needs and not self.coroutine):
                continue
            if "inner" in needs and (self.inner >= 1 or level <= 0):
                continue
            if "yield" in needs and not self.yielding:
                continue
            possible.append((weight * self.weight(tag), tag, name))
        wish = self.random.uniform(0, sum(p[0] for p in possible))
        for weight, tag, name in possible:
            wish -= weight
            if wish <= 0 and weight:
                break
        self.tags.add(tag)
        return getattr(self, name)(level)

    # --- expressions and declarations

    @statement(8, "statement.expression")
    def expression(self, level):
        return self.discarded(self.depth)

    def discarded(self, depth):
        """An expression statement, which may not look like a declaration."""
        made = self.e("v", depth)
        return self.stmt("(", made, ");") if DECLARATION.match(made.text()) else self.stmt(made, ";")

    def scoped(self, make):
        """What make() makes, which is inside braces."""
        mark = len(self.scope)
        made = make()
        del self.scope[mark:]
        return made

    @statement(6, "statement.show")
    def show(self, level):
        return self.stmt("show(", self.e("u"), ");")

    @statement(3, "statement.assign")
    def assign(self, level):
        return self.stmt(self.e("ul", 1), self.random.choice([" = ", " += ", " ^= "]), self.e("u"), ";")

    @statement(3, "await.plain", "await")
    def await_statement(self, level):
        return self.stmt("co_await ", self.random.choice(["tick{ ", "may{ ", "sym{ ", "ask{ ", "mk<N>{ ", "mk<P>{ "]),
                         self.e("u", 1), " };")  # fmt: skip

    # --- lambdas, other coroutines

    @statement(4, "lambda.stored")
    def stored_lambda(self, level):
        name = self.new("fn")
        captures = self.random.choice(["&", "=, &global_u = global_u", "&"])
        if captures != "&" and any(t in ("M", "P", "gen", "task", "cA", "colam", "aw") for t, _ in self.scope):
            captures = "&"
        mark, self.scope = self.scope, list(self.scope)
        if captures != "&":
            self.scope = [(t, n) for t, n in self.scope if t in ("cu",)]
        inner = self.expr("un", 1)
        self.scope = mark
        init = ""
        parts = []
        if self.chance(0.3) and captures == "&":
            init = self.new("c")
            parts = [f", {init} = ", self.e("x" if self.chance(0.5) else "u!"[0], 2)]
        node = self.stmt(f"auto {name} = [{captures}", *parts, "](u x_) { return x_ + ", inner,
                         f" + u(sizeof({init}) & 0u)" if init else "", "; };")  # fmt: skip
        self.declare("lam", name)
        return node

    @statement(1.5, "coroutine.lambda", "inner", "co")
    def coroutine_lambda(self, level):
        name, x = self.new("g"), self.new("x")
        captures, visible = self.captures()
        constant = self.chance(0.3)
        if constant:  # what is captured by copy is constant
            visible = []
        type = self.random.choice(["task<u>", "task<u>", "eager<u>", "starter<u>", "transformer<u>", "allocator<u>"])
        body = self.program.inner_body(self, visible + [("u", x)], level - 1, type)
        node = self.stmt(f"auto {name} = [", *captures, f"](u {x}){'' if constant else ' mutable'} -> {type} ", body, ";")
        self.declare("colam", name)
        return node

    @statement(0.7, "coroutine.lambda-invoked", "inner", "co", "await")
    def invoked_lambda(self, level):
        captures, visible = self.captures()
        x, y = self.new("x"), self.new("y")
        body = self.program.inner_body(self, visible + [("u", x), ("N", y)], level - 1, "task<u>")
        argument = self.e("u", 1)
        return self.stmt("show(co_await [", *captures, f"](u {x}, N {y}) mutable -> task<u> ", body, "(", argument,
                         ", global_c));")  # fmt: skip

    def captures(self):
        """What a lambda captures: the text, and what its body may use."""
        parts, visible = [], []
        kind = self.random.randrange(4)
        if kind == 0:
            return ["&"], list(self.scope)
        names = [n for n in self.scope if n[0] in ("u", "N", "cu", "S", "A") and n not in self.this]
        for kind, name in self.random.sample(names, min(len(names), 2)):
            parts.append(f"{', ' if parts else ''}{'&' if self.chance(0.5) else ''}{name}")
            visible.append((kind, name))
        if self.chance(0.5):
            name = self.new("c")
            parts += [f"{', ' if parts else ''}{name} = ", self.e("N" if self.chance(0.6) else "u", 2)]
            visible.append(("N" if parts[-1].kind == "N" else "u", name))
        if self.this:
            parts.append(f"{', ' if parts else ''}this")
            visible += self.this
        return parts, visible

    @statement(0.5, "coroutine.local-class", "inner", "co")
    def local_class_coroutine(self, level):
        name, object, x, m = self.new("C"), self.new("o"), self.new("x"), self.new("m")
        body = self.program.inner_body(self, [("u", m), ("u", x)], level - 1, "task<u>")
        node = self.stmt(f"struct {name} {{ u {m}; task<u> run(u {x}) ", body, f" }};\n{name} {object}{{ ", self.e("u", 1),
                         " };")  # fmt: skip
        self.declare("colam", f"{object}.run")
        return node

    @statement(3, "coroutine.stored", "co")
    def stored_task(self, level):
        callees = [c[:2] for c in self.callees if not c[2]]
        if not callees:
            return self.expression(level)
        name = self.new("t")
        callee, hole = self.random.choice(callees)
        if hole == "Na":
            argument = Node("Na", [self.random.choice(self.names("N") or [("N", "global_n")])[1]])
        else:
            argument = self.e(hole, 2)
        node = self.stmt(f"auto {name} = {callee}(", argument, ");")
        self.declare("task", name)
        return node

    @statement(3, "generator.stored", "co")
    def stored_generator(self, level):
        if not self.generators:
            return self.expression(level)
        name = self.new("g")
        node = self.stmt(f"auto {name} = {self.random.choice(self.generators)}(", self.e("u", 2), ");")
        self.declare("gen", name)
        return node

    @statement(3, "generator.range-for", "deep", "co")
    def over_generator(self, level):
        if not self.generators:
            return self.expression(level)
        name = self.new("v")
        call = [self.random.choice(self.generators), "(", self.e("u", 2), ")"]
        mark = len(self.scope)
        self.declare("cv", name)
        body = self.loop_body(level)
        del self.scope[mark:]
        return self.stmt(f"for (const auto &{name} : ", *call, ") ", body)

    @statement(2, "await.stored-awaiter", "await")
    def stored_awaiter(self, level):
        name = self.new("w")
        kind = self.random.choice(["tick", "ask", "mem", "fre", "may"])
        node = self.stmt(f"{kind} {name}{{ ", self.e("u", 2), " };")
        self.declare("aw", name)
        return node

    @statement(3, "yield.statement", "yield", "await")
    def yield_statement(self, level):
        return self.stmt("co_yield ", self.e("u"), ";")

    # --- control flow

    @statement(5, "if", "deep")
    def if_statement(self, level):
        mark = len(self.scope)
        form = self.random.randrange(6)
        head = []
        if form == 0:
            name = self.new("i")
            head = [f"u {name} = ", self.e("u", 2), "; "]
            self.declare("u", name)
            condition = [self.e("b")]
        elif form == 1:
            name = self.new("n")
            head = [f"N {name}(0u | ", self.e("u", 2), "); "]
            self.declare("N", name)
            condition = [self.e("b")]
        elif form == 2:
            name = self.new("i")
            condition = [f"u {name} = ", self.e("u")]
            self.declare("u", name)
        elif form == 3:
            name = self.new("n")
            condition = [f"N {name} = ", self.e("x")]
            self.declare("N", name)
        else:
            condition = [self.e("b")]
        likely = self.random.choice(["", "", "", "[[likely]] "])
        if likely:
            self.tags.add("attribute.statement")
        parts = ["if (", *head, *condition, ") " + likely, self.block(self.some(), level - 1)]
        if self.chance(0.5):
            if self.chance(0.3):
                parts += ["else if (", self.e("b", 2), ") ", self.block(1, level - 1)]
            parts += ["else ", self.block(self.some(), level - 1)]
        del self.scope[mark:]
        return self.stmt(*parts)

    @statement(2, "if.without-braces", "deep")
    def if_plain(self, level):
        return self.stmt("if (", self.e("b", 2), ") ", self.discarded(2), "else ", self.discarded(2))

    @statement(2, "if.constexpr", "deep")
    def if_constexpr(self, level):
        return self.stmt(f"if constexpr (sizeof(u) {self.random.choice(['==', '!='])} 4) ", self.block(1, level - 1),
                         " else ", self.block(1, level - 1))  # fmt: skip

    def loop_body(self, level):
        self.loops += 1
        node = self.block(self.some(), level - 1, before=["if (!burn()) break;\n"])
        self.loops -= 1
        return node

    @statement(4, "while", "deep")
    def while_loop(self, level):
        mark = len(self.scope)
        form = self.random.randrange(4)
        if form == 0:
            name = self.new("i")
            head = [f"u {name} = ", self.e("u"), " & 3u"]
            self.declare("u", name)
        elif form == 1:
            name = self.new("n")
            head = [f"N {name} = ", self.e("x")]
            self.declare("N", name)
        else:
            head = ["burn() && ", self.e("b")]
        parts = ["while (", *head, ") ", self.loop_body(level)]
        del self.scope[mark:]
        return self.stmt(*parts)

    @statement(3, "do", "deep")
    def do_loop(self, level):
        return self.stmt("do ", self.loop_body(level), "while (burn() && ", self.e("b"), ");")

    @statement(4, "for", "deep")
    def for_loop(self, level):
        mark = len(self.scope)
        name = self.new("i")
        form = self.random.randrange(3)
        if form == 0:
            head = [f"N {name}(0u | ", self.e("u", 2), ");"]
            self.declare("N", name)
            # Cast: g++ 12 forgets the members made before if an aggregate on the right of a comma throws.
            step = [f"++{name}, (void)(", self.e("v", 2), ")"]
        elif form == 1:
            head = [f"u {name} = ", self.e("u", 2), ", e_ = 0;"]
            self.declare("u", name)
            step = [f"{name} += ", self.e("u", 2)]
        else:
            head = [";"]
            step = [self.e("v", 2)]
        condition = [" burn() && ", self.e("b", 2)]
        if self.chance(0.2):
            self.tags.add("for.condition-declaration")
            condition = [f" N c_ = ", self.e("x", 2)]
        parts = ["for (", *head, *condition, "; ", *step, ") ", self.loop_body(level)]
        del self.scope[mark:]
        return self.stmt(*parts)

    @statement(5, "range-for", "deep")
    def range_for(self, level):
        mark = len(self.scope)
        name = self.new("v")
        form = self.random.randrange(7)
        init = []
        if self.chance(0.2):
            other = self.new("n")
            init = [f"N {other}(0u | ", self.e("u", 1), "); "]
            self.declare("N", other)
        kind = "cu"
        if form == 0:
            head = ["R(", self.e("u"), ")"]
            by, kind = self.random.choice([("u &", "u"), ("u ", "u"), ("auto &&", "u")])
        elif form == 1:
            head = ["RN{ ", self.e("u"), " % 4u }"]
            by, kind = self.random.choice([("N ", "N"), ("N &&", "N"), ("const N &", "cN"), ("auto ", "N")])
        elif form == 2:
            head = ["{ ", self.e("y", 2), ", ", self.e("y", 2), " }"]
            head = ["std::initializer_list<N>", *head]
            by, kind = "const N &", "cN"
        elif form == 3:
            head = ["{ ", self.e("u", 2), ", ", self.e("u", 2), " }"]
            by, kind = "u ", "u"
        elif form == 4 and self.names("aN"):
            head = [self.random.choice(self.names("aN"))[1]]
            by, kind = self.random.choice([("N ", "N"), ("N &", "N"), ("const auto &", "cN")])
        elif form == 5 and self.names("au"):
            head = [self.random.choice(self.names("au"))[1]]
            by, kind = self.random.choice([("u ", "u"), ("u &", "u")])
        else:
            head = ["AA{ ", self.e("A", 1), ", { ", self.e("u", 2), ", 2u } }.b"]
            by, kind = "auto &&", "u"
        self.declare(kind, name)
        parts = ["for (", *init, f"{by}{name} : ", *head, ") ", self.loop_body(level)]
        del self.scope[mark:]
        return self.stmt(*parts)

    @statement(4, "jump.break", "loop")
    def break_(self, level):
        return self.stmt("if (", self.e("b", 1), ") break;")

    @statement(3, "jump.continue", "loop")
    def continue_(self, level):
        self.tags.add("jump.continue")
        return self.stmt("if (burn() && ", self.e("b", 1), f") {self.continue_word};")

    @statement(3, "switch", "deep")
    def switch(self, level):
        mark = len(self.scope)
        form = self.random.randrange(5)
        if form == 0:
            name = self.new("n")
            head = [f"N {name}(0u | ", self.e("u", 2), "); ", self.e("u", 2), " % 4u"]
            self.declare("N", name)
        elif form == 1:
            name = self.new("i")
            head = [f"u {name} = ", self.e("u"), " % 4u"]
            self.declare("u", name)
        elif form == 2:
            name = self.new("o")
            head = [f"V {name} = ", self.e("V", 2)]
        else:
            head = [self.e("u"), " % 4u"]
        parts = ["switch (", *head, ") {\n"]
        for case in range(self.random.randrange(1, 4)):
            end = self.random.choice(["break;\n", "break;\n", "[[fallthrough]];\n"])
            if end.startswith("[["):
                self.tags.add("switch.fallthrough")
            parts += [f"case {case}u: ", self.block(self.some(), level - 1), end]
        parts += [self.random.choice(["default: ", "case 3u: "]), self.block(1, level - 1), "break;\n}"]
        del self.scope[mark:]
        return self.stmt(*parts)

    @statement(1, "switch.duff", "deep")
    def duff(self, level):
        mark = len(self.scope)
        pieces = []
        for case in (1, 2):
            pieces += [f"case {case}u: ", self.block(1, level - 1)]
        parts = ["switch (", self.e("u"), " % 3u) {\ncase 0u: do { ", self.discarded(2), *pieces,
                 "} while (burn() && ", self.e("b", 2), ");\n}"]  # fmt: skip
        del self.scope[mark:]
        return self.stmt(*parts)

    @statement(3, "jump.goto-out", "deep")
    def goto_out(self, level):
        label = self.new("out")
        jump = self.stmt("if (", self.e("b", 1), f") goto {label};")
        mark = len(self.scope)
        before = self.statements(self.some(), level - 1)
        inner = self.scoped(self.random.choice([
            lambda: [jump],
            lambda: [Node("stmt", ["{ N q_(0u | ", self.e("u", 1), ");\n", jump, self.one(level - 1), "}\n"])],
            lambda: [Node("stmt", ["try {\n", jump, self.one(level - 1), "} catch (err &) { say(\"in goto\"); }\n"])],
        ]))  # fmt: skip
        after = self.statements(1, level - 1)
        del self.scope[mark:]
        return self.stmt("{\n", *before, *inner, *after, f"}}\n{label}: ;")

    @statement(2, "jump.goto-back", "deep")
    def goto_back(self, level):
        label = self.new("back")
        mark = len(self.scope)
        inner = self.statements(self.some(), level - 1)
        jump = self.stmt("if (burn() && ", self.e("b", 1), f") goto {label};")
        del self.scope[mark:]
        return self.stmt("{\n", f"{label}: ;\n{{\n", *inner, jump, "}\n}")

    @statement(6, "try", "deep")
    def try_block(self, level):
        mark = len(self.scope)
        parts = ["try ", self.block(self.some(), level - 1)]
        handlers = self.random.sample(["err &e_", "const err &", "err", "u x_", "N &n_", "..."], 3)
        handlers = handlers[:self.random.randrange(1, 4)]
        if "..." in handlers:
            handlers = [h for h in handlers if h != "..."] + ["..."]
        seen = set()
        was, self.can_await = self.can_await, False
        loops, self.loops = self.loops, 0 if self.chance(0.5) else self.loops
        for handler in handlers:
            type = handler.split()[-2 if " " in handler else -1]
            if type in seen or (type == "err" and "err" in seen):
                continue
            seen.add("err" if "err" in handler else type)
            before = {"err &e_": "say(\"err%u\", e_.code);\n", "u x_": "say(\"u%u\", x_);\n",
                      "N &n_": "say(\"N%u\", n_.v);\n",}.get(handler, "say(\"caught\");\n")  # fmt: skip
            after = []
            if self.chance(0.2):
                after = [self.stmt("if (", self.expr("b", 1, False), ") throw;")]
                self.tags.add("try.rethrow")
            self.tags.add(f"try.catch {handler.split()[0]}")
            parts += [f"catch ({handler}) ", self.block(1, min(level - 1, 1), before=[before], after=after)]
        self.can_await, self.loops = was, loops
        del self.scope[mark:]
        return self.stmt(*parts)

    @statement(3, "throw")
    def throw(self, level):
        what = self.random.choice([("err{ ", "u", " }"), ("", "u", " + 0u"), ("N(", "u", ")"), ("", "N", "")])
        return self.stmt("if (", self.e("b", 1), ") throw ", what[0], self.e(what[1]), what[2], ";")

    @statement(3, "block", "deep")
    def nested_block(self, level):
        return self.block(self.some(), level - 1)

    @statement(1, "attribute.statement", "await")
    def attributed(self, level):
        return self.stmt(self.random.choice(["[[clang::nomerge]] ", "[[likely]] "]) + "{ ", self.discarded(2), "}") \
            if self.chance(0.5) else self.stmt("if (", self.e("b", 1), ") [[unlikely]] ", self.discarded(2))  # fmt: skip

    @statement(1, "macro.assert")
    def assertion(self, level):
        return self.stmt("ASSERT(", self.e("b", 2), ");") if self.chance(0.5) else \
            self.stmt("CHECK(", self.e("b", 2), ");")  # fmt: skip

    @statement(0.2, "macro.try", "await")
    def co_try(self, level):
        return self.stmt("CO_TRY(tick{ ", self.e("u", 1), " });")

    @statement(1, "delete.pointer")
    def delete_pointer(self, level):
        name = self.new("h")
        if self.chance(0.4):
            return self.stmt("delete new N(", self.e("u", 2), ");")
        return self.stmt(f"N *{name} = new N(", self.expr("u", 1, False), f"); {name}->v += ", Node("u", ["1u"]),
                         f"; delete {name};")  # fmt: skip

    @statement(3, "return", "co")
    def early_return(self, level):
        return self.stmt("if (", self.e("b", 1), ") ", self.returning())

    def returning(self):
        """A co_return of what this coroutine returns; in a handler too, where nothing may suspend."""
        if self.result == "void":
            if self.chance(0.2):
                self.tags.add("return.void-expression")
                return Node("stmt", ["co_return void(", self.e("u", 2), ");\n"])
            return Node("stmt", ["co_return;\n"])
        if self.result == "N":
            kind = self.random.choice(["Na", "N", "x"])
            self.tags.add("return.object")
            locals_ = [n for t, n in self.names("N") if n.startswith("n")]
            if locals_ and self.chance(0.3):
                self.tags.add("return.local")
                return Node("stmt", ["co_return ", self.random.choice(locals_), ";\n"], own=ACTS)
            return Node("stmt", ["co_return ", self.e("N" if kind == "x" else kind, 2), ";\n"])
        if self.chance(0.3):
            self.tags.add("return.await")
            if self.can_await:
                return Node("stmt", ["co_return ", self.expr("u", 2, None, True), ";\n"])
        return Node("stmt", ["co_return ", self.e("u", 2), ";\n"])
