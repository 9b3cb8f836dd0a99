"""A whole program: coroutines of different kinds, and what runs them."""

import random
import re
import zlib

from .quick import Quick
from .statements import STATEMENTS, Statements
from .expressions import RULES
from .tree import Node, indented

# What an `N`, ... parameter's initialiser is in the driver: at most one of them may act.
PARAMETERS = {
    "N": [("N {}", "N(7u)", "N"), ("N {}", "global_c", "N"), ("const N {}", "N(8u)", "cN")],
    "M": [("M {}", "M(6u)", "M")],
    "A": [("A {}", "A{ 1u, 2u, 3u }", "A")],
    "quiet": [("u {}", "3u", "u"), ("u {}", "4u", "u"), ("const u {}", "5u", "cu"), ("Q {}", "Q(1u)", "Q"),
              ("const N &{}", "global_c", "cN"), ("N &{}", "global_n", "N"), ("N &&{}", "std::move(global_n)", "N"),
              ("u &{}", "global_u", "u"), ("S {}", "S{ 1u, 2u }", "S"), ("u", "9u", None)],  # fmt: skip
}  # fmt: skip


class Body(Statements):
    """Makes the body of one coroutine."""

    def __init__(self, program, scope, type, outer=None):
        self.program, self.random, self.tags, self.only = program, program.random, program.tags, program.only
        self.without = program.without
        self.scope = list(scope)
        self.can_await = self.coroutine = True
        self.yielding = type.startswith("gen")
        self.result = {"gen": "void"}.get(type.split("<")[0]) or type.split("<")[1].rstrip(">")
        self.loops = 0
        self.inner = outer.inner + 1 if outer else 0
        self.depth = self.random.choice([1, 2, 2, 3]) if not outer else 1
        self.callees = outer.callees if outer else list(program.callees)
        self.generators = outer.generators if outer else list(program.generators)
        self.this = []
        self.continue_word = "continue"
        program.tags.add(f"coroutine.{type.split('<')[0]}")

    def make(self, count, level):
        statements = self.statements(count, level)
        if self.yielding:
            statements.append(Node("stmt", ["co_yield ", self.e("u", 1), ";\n"]))
        end = [self.returning()] if self.result != "void" else []
        if self.result == "void" and not self.yielding:
            end = [Node("stmt", ["co_await tick{ 1u };\n"])]
        return Node("block", ["{\n", *statements, *end, "}\n"], awaits=False)


class Program:
    """Made from a seed, always the same. `only` is the beginning of a construct's name, which comes more often."""

    def __init__(self, seed, only=None, without=(), templates=False):
        self.templates = templates
        self.seed, self.only, self.without = seed, only, tuple(without)
        self.random = random.Random(f"switchback {seed}")
        self.tags = set()
        self.names = 0
        self.callees = []  # (what is called, type of its argument, whether `this` is a temporary)
        self.generators = []
        parts = []
        quick = []
        for _ in range(self.random.choice([0, 0, 0, 1, 2])):
            name = f"h{len(self.callees)}"
            node, call = Quick(self, quick).make(name)
            parts.append(node)
            quick.append(call)
            self.callees.append((call, "u", call != name))
        for _ in range(self.random.choice([0, 1, 1, 1, 2])):
            parts.append(self.helper())
        if self.random.random() < 0.4:
            parts.append(self.generator())
        drivers = []
        for _ in range(self.random.choice([1, 1, 1, 2])):
            node, call = self.root()
            parts.append(node)
            drivers.append(Node("stmt", [f"drive([]() -> std::coroutine_handle<> {{ return release({call}); }}, {seed}u);\n"]))
        self.tree = Node("top", [*parts, "void run() {\n", *drivers, "}\n"])

    def inner_body(self, outer, scope, level, type):
        body = Body(self, scope, type, outer)
        return body.make(self.random.choice([1, 1, 2, 2, 3]), min(level, 1))

    def helper(self):
        kind = self.random.choice(["free", "free", "free", "trailing", "lambda", "member", "static", "const", "&&", "call"])
        type = self.random.choice(["task<u>"] * 4 + ["eager<u>", "starter<u>", "transformer<u>", "allocator<u>"])
        parameter, hole = self.random.choice([("u {}", "u"), ("N {}", "x"), ("const N &{}", "Na"), ("M {}", "M"),
                                              ("N &&{}", "Nx"), ("P &&{}", "P"), ("V {}", "Na")])  # fmt: skip
        name, p = f"h{len(self.callees)}", "p0"
        scope = {"u": [("u", p)], "x": [("N", p)], "Na": [("cN", p)], "M": [("M", p)], "Nx": [("N", p)],
                 "P": [("P", p)]}[hole]  # fmt: skip
        temporary = hole in ("Nx", "P")
        if parameter == "V {}":
            scope = []
        self.tags.add(f"function.{kind}")
        self.tags.add(f"parameter.{parameter[:-2].strip()}")
        if kind in ("free", "lambda", "static", "trailing"):
            body = Body(self, scope, type).make(self.random.choice([2, 3, 3, 4]), 2)
            if kind == "free":
                node = Node("stmt", [f"{type} {name}({parameter.format(p)}) ", body])
            elif kind == "trailing":
                node = Node("stmt", [f"[[nodiscard]] static auto {name}({parameter.format(p)}) -> {type};\n",
                                     f"auto {name}({parameter.format(p)}) -> {type} ", body])  # fmt: skip
            elif kind == "lambda":
                node = Node("stmt", [f"inline auto {name} = []({parameter.format(p)}) -> {type} ", body, ";\n"])
            else:
                node = Node("stmt", [f"struct K{name} {{ static {type} f({parameter.format(p)}) ", body, "};\n"])
                name = f"K{name}::f"
            self.callees.append((name, hole, temporary))
            return node
        maker = Body(self, scope + [("u" if kind != "const" else "cu", "m")], type)
        maker.this = [("u" if kind != "const" else "cu", "m")]
        body = maker.make(self.random.choice([2, 3, 3, 4]), 2)
        qualifier = {"member": "", "const": " const", "&&": " &&", "call": ""}[kind]
        method = "operator()" if kind == "call" else "f"
        node = Node("stmt", [f"struct K{name} {{ u m; {type} {method}({parameter.format(p)}){qualifier} ", body, "};\n"])
        self.callees.append((f"K{name}{{ 2u }}" + (".f" if kind != "call" else ""), hole, True))
        return node

    def generator(self):
        name = f"y{len(self.generators)}"
        type = self.random.choice(["gen<u>", "gen<u>", "gen<u, true>"])
        body = Body(self, [("u", "p0")], type).make(self.random.choice([2, 3]), 2)
        self.generators.append(name)
        return Node("stmt", [f"{type} {name}(u p0) ", body])

    def root(self):
        base = self.random.choice(["task"] * 5 + ["eager", "starter", "thrower", "thrower", "transformer", "allocator", "gen"])
        type = f"{base}<{self.random.choice(['u', 'u', 'N', 'void'])}>" if base != "gen" else "gen<u>"
        chosen = []
        if self.random.random() < 0.6:
            chosen.append(self.random.choice(PARAMETERS[self.random.choice(["N", "N", "M", "A"])]))
        chosen += self.random.sample(PARAMETERS["quiet"], self.random.choice([0, 1, 2, 3]))
        self.random.shuffle(chosen)
        scope, parameters, arguments = [], [], []
        for index, (text, argument, kind) in enumerate(chosen):
            self.tags.add(f"parameter.{text.replace('{}', '').strip()}")
            parameters.append(text.format(f"a{index}"))
            arguments.append(argument)
            if kind:
                scope.append((kind, f"a{index}"))
        name = f"c{self.names}_"
        kind = self.random.choice(["free"] * 6 + ["static", "member", "const", "lambda", "inline"])
        self.tags.add(f"function.{kind}")
        signature = f"({', '.join(parameters)})"
        call = f"({', '.join(arguments)})"
        maker = Body(self, scope, type)
        count = self.random.choice([4, 5, 6, 7, 8])
        if kind in ("free", "inline"):
            specifier = "" if kind == "free" else "inline "
            return Node("stmt", [f"{specifier}{type} {name}{signature} ", maker.make(count, 2)]), name + call
        if kind == "lambda":
            return Node("stmt", [f"inline auto {name} = []{signature} -> {type} ", maker.make(count, 2), ";\n"]), name + call
        if kind == "static":
            body = maker.make(count, 2)
            return Node("stmt", [f"struct K{name} {{ static {type} f{signature} ", body, "};\n"]), f"K{name}::f{call}"
        constant = kind == "const"
        maker.this = [("cu" if constant else "u", "m")]
        maker.scope += maker.this
        body = maker.make(count, 2)
        node = Node("stmt", [f"struct K{name} {{ u m; {type} f{signature}{' const' if constant else ''} ", body,
                             f"}};\ninline K{name} k{name}{{ 3u }};\n"])  # fmt: skip
        return node, f"k{name}.f{call}"

    def source(self):
        """The program as a namespace."""
        text = self.tree.text()
        if self.templates:
            text = as_templates(text, self.seed)
        return f"namespace p{self.seed} {{\n{indented(text)}}}\n"


TYPE = r"(?:task|eager|starter|transformer|allocator|thrower|gen)<[^<>]*>"
# Coroutines that are functions: of a namespace, or of a class behind its members.
FUNCTION = re.compile(rf"^((?:struct \w+ \{{ (?:u m; )?)?)((?:inline |static )*)({TYPE}) ([chy]\d+_?|f|operator\(\))"
                      r"\(([^()]*)\)((?: const| &&)?) \{", re.MULTILINE)  # fmt: skip
# Those that are lambdas.
LAMBDA = re.compile(rf"(\[[^\[\]\n]*\])\(([^()]*)\)((?: mutable)?) -> ({TYPE}) \{{")


def as_templates(text, seed):
    """`text` with its coroutines as templates. Of some the type of a parameter that is a number is deduced, of some the
    type of the promise depends on a template parameter, so that all that is awaited does."""

    def chance(name, kind):
        return zlib.crc32(f"{seed} {name} {kind}".encode()) % 2 == 0

    def result(name, type):
        return f"depends<T_, {type}>" if chance(name, "result") else type

    def function(found):
        head, specifiers, type, name, parameters, qualifier = found.groups()
        key = head + name
        parameters = re.sub(r"(^|, )u (\w+)", r"\1T_ \2", parameters, count=1)
        function = f"{specifiers}{result(key, type)} {name}({parameters}){qualifier} {{"
        if head and chance(key, "class"):
            class_name = head.split()[1]
            return (f"template <class> struct {class_name}t; using {class_name} = {class_name}t<u>;\n"
                    f"template <class T_> {head.replace(class_name, class_name + 't', 1)}{function}")  # fmt: skip
        return f"{head}template <class T_ = u> {function}"

    def closure(found):
        captures, parameters, mutable, type = found.groups()
        key = captures + parameters
        generic = re.sub(r"(^|, )u (\w+)", r"\1auto \2", parameters, count=1)
        if generic != parameters and chance(key, "auto"):
            return f"{captures}({generic}){mutable} -> {type} {{"
        if found.start() == 0 or text[found.start() - 2 : found.start()] == "= ":  # is called with arguments only
            return f"{captures}<class L_ = u>({parameters}){mutable} -> {result(key, type).replace('T_', 'L_')} {{"
        return found[0]

    return LAMBDA.sub(closure, FUNCTION.sub(function, text))


def constructs():
    """All names of constructs that come from rules and statements."""
    names = {r.tag for rules in RULES.values() for r in rules} | {tag for _, tag, _, _ in STATEMENTS}
    return sorted(names)
