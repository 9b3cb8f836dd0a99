"""Random declarations in a coroutine's body, and the list of all kinds of statements."""

import re

from .expressions import Expressions
from .tree import Node

STATEMENTS = []
DECLARATION = re.compile(r"(\w+)[({ ]")


def statement(weight, tag, *needs):
    """Registers a method that makes a statement. `needs` are: "await" (not in a handler or a plain function), "loop",
    "deep" (has blocks inside), "co" (this is a coroutine's body)."""

    def register(method):
        STATEMENTS.append((weight, tag, needs, method.__name__))
        return method

    return register


class Declarations(Expressions):
    """One function's body. `self.scope` has what is declared around the place that is being made."""

    def new(self, prefix):
        self.program.names += 1
        return f"{prefix}{self.program.names}"

    def declare(self, type, name):
        self.scope.append((type, name))
        return name

    def e(self, type, depth=None):
        return self.expr(type, self.depth if depth is None else depth)

    def chance(self, p):
        return self.random.random() < p

    def stmt(self, *parts):
        return Node("stmt", [*parts, "\n"])

    @statement(8, "declare.number")
    def declare_number(self, level):
        value = self.e("u")
        name = self.new("i")
        form = self.random.choice(["u {} = ", "u {}(0u + ", "u {}{{ ", "auto {} = u("])
        close = {"=": ";", "(": ");", "{": " };"}["(" if "(" in form else form.strip()[-1]]
        if self.chance(0.15):
            form = "[[maybe_unused]] " + form
        node = self.stmt(form.format(name), value, close)
        self.declare("u", name)
        return node

    @statement(3, "declare.constant")
    def declare_constant(self, level):
        value = self.e("u")
        name = self.new("k")
        node = self.stmt(self.random.choice(["const u ", "const u &", "u const &&"]) + name + " = ", value, " + 0u;")
        self.declare("cu", name)
        return node

    @statement(2, "declare.several")
    def declare_several(self, level):
        a, b, c = self.e("u"), self.e("x", 2), self.e("x", 2)
        names = [self.new("w"), self.new("w"), self.new("w")]
        if self.chance(0.5):
            node = self.stmt(f"N {names[0]}{{ ", b, f" }}, {names[1]} = ", c, ";")
            self.declare("N", names[0])
            self.declare("N", names[1])
        else:
            node = self.stmt(f"u {names[0]} = ", a, f", {names[1]} = {names[0]} + 1u, *{names[2]} = &{names[0]};")
            self.declare("u", names[0])
            self.declare("u", names[1])
        return node

    @statement(8, "declare.object")
    def declare_object(self, level):
        name = self.new("n")
        form = self.random.randrange(6)
        if form == 0:
            parts = [f"N {name}(0u + ", self.e("u"), ");"]
        elif form == 1:
            parts = [f"N {name}{{ ", self.e("u", 2), ", ", self.e("u", 2), " };"]
        elif form == 2:
            parts = [f"N {name} = ", self.e("x"), ";"]
        elif form == 3:
            parts = [f"auto {name} = ", self.e("N"), ";"]
        elif form == 4:
            parts = [f"N {name}((", self.e("Na"), "));"]
        else:
            parts = [f"N {name} = {{ ", self.e("u", 2), ", ", self.e("u", 2), " };"]
        self.declare("N", name)
        return self.stmt(*parts)

    @statement(6, "declare.extended-temporary")
    def declare_extended(self, level):
        name = self.new("r")
        form = self.random.randrange(11)
        if form < 2:
            node = self.stmt("N &&", name, " = ", self.e("N"), ";")
            self.declare("N", name)
        elif form == 2:
            node = self.stmt("auto &&", name, " = ", self.e("N"), ";")
            self.declare("N", name)
        elif form == 3:
            node = self.stmt(f"const P &{name} = ", self.e("P"), ";")
            self.declare("P", name)
        elif form == 4:
            node = self.stmt(f"const A &{name} = ", self.e("A"), ";")
            self.declare("cA", name)
        elif form == 5:
            node = self.stmt(f"N &&{name} = ", self.e("A"), ".a;")  # the whole A is extended
            self.declare("N", name)
        elif form == 6:
            self.tags.add("declare.extended-parts")
            node = self.stmt(f"RA {name}{{ ", self.e("N"), ", ", self.e("u"), f" }};\nshow({name}.r.v);")
        elif form == 7:
            node = self.stmt(f"const N &{name} = ", self.e("D"), ";")  # of a derived class
            self.declare("cN", name)
        elif form == 8:
            node = self.stmt(f"const u &{name} = ", self.e("A"), ".b;")
            self.declare("cu", name)
        else:
            node = self.stmt(f"const N &{name} = ", self.e("x"), ";")
            self.declare("cN", name)
        return node

    @statement(2, "declare.pointer")
    def declare_pointer(self, level):
        name = self.new("q")
        form = self.random.randrange(3)
        if form == 0:
            node = self.stmt(f"u *{name} = &", self.e("ul"), ";")
            self.declare("pu", name)
        elif form == 1:
            node = self.stmt(f"N *const {name} = &", self.e("Nl"), ";")
            self.declare("pN", name)
        else:
            node = self.stmt(f"u (*{name})(u) = ", self.e("b", 1), " ? &f1 : f1;")
            self.declare("lam", name)
        return node

    @statement(1, "declare.nested-array")
    def declare_nested_array(self, level):
        name = self.new("y")
        if self.chance(0.5):
            return self.stmt(f"u {name}[2][2] = {{ {{ ", self.e("u", 2), ", 1u }, { ", self.e("u", 2),
                             f" }} }};\nshow({name}[1][0]);")  # fmt: skip
        return self.stmt(f"N {name}[2][2] = {{ {{ ", self.e("y", 1), ", ", self.e("y", 1), " }, { ", self.e("y", 1),
                         f" }} }};\nshow({name}[0][1].v);")  # fmt: skip

    @statement(1, "declare.local-type")
    def declare_local_type(self, level):
        name = self.new("E")
        form = self.random.randrange(3)
        if form == 0:
            return self.stmt(f"enum {name} {{ {name}a, {name}b }} {name}_ = (", self.e("b", 2), f") ? {name}a : {name}b;\n",
                             "show(", self.e("u", 1), f" + u({name}_));")  # fmt: skip
        if form == 1:
            return self.stmt(f"union {{ u a; int b; }} {name} = {{ ", self.e("u", 2), " };\nshow(", self.e("u", 1),
                             f" + {name}.a);")  # fmt: skip
        return self.stmt(f"struct {name} {{ N a; u b = 3u; }} {name}_{{ ", self.e("x", 2), " };\nshow(", self.e("u", 1),
                         f" + {name}_.b);")  # fmt: skip

    @statement(1, "declare.volatile")
    def declare_volatile(self, level):
        name = self.new("i")
        node = self.stmt(f"volatile u {name} = ", self.e("u", 2), ";")
        self.declare("cu", name)
        return node

    @statement(1, "declare.moved")
    def declare_moved(self, level):
        from_ = self.names("M")
        if not from_:
            return self.declare_move_only(level)
        name = self.new("m")
        node = self.stmt(f"M {name} = std::move({self.random.choice(from_)[1]});")
        self.declare("M", name)
        return node

    @statement(3, "declare.reference")
    def declare_reference(self, level):
        name = self.new("l")
        if self.chance(0.5):
            node = self.stmt(f"N &{name} = ", self.e("Nl"), ";")
            self.declare("N", name)
        else:
            node = self.stmt(f"u &{name} = ", self.e("ul"), ";")
            self.declare("u", name)
        return node

    @statement(3, "declare.move-only")
    def declare_move_only(self, level):
        name = self.new("m")
        node = self.stmt(f"M {name} = ", self.e("M"), ";")
        self.declare("M", name)
        return node

    @statement(3, "declare.pinned")
    def declare_pinned(self, level):
        name = self.new("p")
        node = self.stmt(f"P {name} = ", self.e("P"), ";") if self.chance(0.6) else \
            self.stmt(f"P {name}{{ ", self.e("u", 2), ", ", self.e("Na", 2), " };")  # fmt: skip
        self.declare("P", name)
        return node

    @statement(4, "declare.aggregate")
    def declare_aggregate(self, level):
        name = self.new("ag")
        form = self.random.randrange(4)
        if form == 0:
            node = self.stmt(f"A {name} = ", self.e("A"), ";")
            self.declare("A", name)
        elif form == 1:
            node = self.stmt(f"A {name}{{ ", self.e("x", 2), ", ", self.e("u", 2), ", ", self.e("x", 2), " };")
            self.declare("A", name)
        elif form == 2:
            node = self.stmt(f"AP {name}{{ ", self.e("P", 2), ", ", self.e("u", 2), " };")
        else:
            node = self.stmt(f"AA {name}{{ ", self.e("x", 2), ", ", self.e("u", 2), ", ", self.e("x", 2), ", ",
                             self.e("u", 2), " };")  # fmt: skip
        return node

    @statement(3, "declare.bit-field")
    def declare_bits(self, level):
        name = self.new("b")
        node = self.stmt(f"B {name}{{ ", self.e("u", 2), " & 31u, ", self.e("u", 2), " & 511u, ", self.e("u", 1), " };")
        self.declare("B", name)
        return node

    @statement(2, "declare.trivial")
    def declare_trivial(self, level):
        name = self.new("s")
        node = self.stmt(f"S {name} = ", self.e("S"), ";")
        self.declare("S", name)
        return node

    @statement(3, "declare.array")
    def declare_array(self, level):
        name = self.new("y")
        if self.chance(0.5):
            node = self.stmt(f"u {name}[3] = {{ ", self.e("u", 2), ", ", self.e("u", 2), " };")
            self.declare("au", name)
        else:
            node = self.stmt(f"N {name}[]{{ ", self.e("y", 2), ", ", self.e("y", 2), " };")
            self.declare("aN", name)
        return node

    @statement(2, "declare.initializer-list")
    def declare_list(self, level):
        name = self.new("z")
        if self.chance(0.5):
            return self.stmt(f"std::initializer_list<N> {name} = {{ ", self.e("y", 2), ", ", self.e("y", 2), " };\n",
                             f"show(fl({name}));")  # fmt: skip
        return self.stmt(f"L {name}{{ ", self.e("y", 2), ", ", self.e("y", 2), " };\n", f"show({name}.v);")

    @statement(4, "structured-binding")
    def binding(self, level):
        a, b, c = self.new("d"), self.new("d"), self.new("d")
        form = self.random.randrange(7)
        by = self.random.choice(["auto", "auto &&", "const auto &"])
        arrays = self.names("aN", "au")
        if form == 0:
            node = self.stmt(f"{by} [{a}, {b}] = ", self.e("Tu"), ";")
            self.declare("cu", a)
            self.declare("cN" if by.startswith("const") else "N", b)
        elif form == 1:
            node = self.stmt(f"{by} [{a}, {b}, {c}] = ", self.e("A"), ";")
            self.declare("cu", b)
            self.declare("cN" if by.startswith("const") else "N", c)
        elif form == 2 and self.names("A"):
            name = self.random.choice(self.names("A"))[1]
            node = self.stmt(f"auto &[{a}, {b}, {c}] = {name};")
            self.declare("u", b)
            self.declare("N", a)
        elif form == 3 and arrays:
            kind, name = self.random.choice(arrays)
            by = self.random.choice(["auto", "auto &"])
            third = f", {c}" if kind == "au" else ""
            node = self.stmt(f"{by} [{a}, {b}{third}] = {name};")
            self.declare("N" if kind == "aN" else "u", a)
        elif form == 4:
            node = self.stmt(f"if (auto [{a}, {b}, {c}] = ", self.e("A"), f"; {b} & 1u) show({c}.v);")
        else:
            node = self.stmt(f"{by} [{a}, {b}] = ", self.e("S"), ";")
            self.declare("cu" if by.startswith("const") else "u", b)
            self.declare("cu", a)
        return node

    @statement(2, "declare.static")
    def declare_static(self, level):
        name = self.new("t")
        return self.stmt(f"static u {name} = 1u; global_u += {name}++ ? 0u : 1u;") if self.chance(0.5) else \
            self.stmt(f"static constexpr u {name} = 3u; show({name} + ", self.e("u", 1), ");")  # fmt: skip

    @statement(2, "declare.constexpr")
    def declare_constexpr(self, level):
        name = self.new("e")
        node = self.stmt(f"constexpr u {name} = {self.random.randrange(6)}u;")
        self.declare("cu", name)
        return node

    @statement(2, "declare.alias")
    def declare_alias(self, level):
        name = self.new("T")
        return self.stmt(f"using {name} = N; {name} {name}_(0u + ", self.e("u", 2), f"); show({name}_.v);")

    @statement(2, "local-class")
    def local_class(self, level):
        name = self.new("C")
        node = self.stmt(f"struct {name} {{ u m; u add(u x) const {{ return m + x; }} }};")
        self.declare("local", name)
        return node
