"""Coroutines that start on their caller's stack: of numbers only, since what else they keep would have to move unseen."""

from .tree import Node

AWAITERS = ["tick", "rdy", "may", "sym", "mk<u>"]


class Quick:
    """Makes one, with a body of its own grammar."""

    def __init__(self, program, names):
        self.random, self.program = program.random, program
        self.callees = [name for name in names]
        self.names = []
        self.count = 0

    def new(self, prefix):
        self.count += 1
        return f"{prefix}{self.count}"

    def expression(self, depth):
        chance = self.random.random()
        if depth == 0 or chance < 0.2:
            return self.random.choice(self.names + [f"{self.random.randrange(8)}u"])
        if chance < 0.4:
            return f"(co_await {self.random.choice(AWAITERS)}{{ {self.expression(depth - 1)} % 8u }})"
        if chance < 0.5 and self.callees:
            self.program.tags.add("quick.nested")
            return f"(co_await {self.random.choice(self.callees)}({self.expression(depth - 1)} % 16u))"
        if chance < 0.6:
            a, b, c = (self.expression(depth - 1) for _ in range(3))
            return f"({a} % 3u ? {b} : {c})"
        operator = self.random.choice("+*^|")
        return f"({self.expression(depth - 1)} {operator} {self.expression(depth - 1)})"

    def block(self, count, level):
        before = list(self.names)
        text = "".join(self.statement(level) for _ in range(count))
        self.names = before
        return text

    def statement(self, level):
        e = self.expression(2)
        kind = self.random.choice(["local"] * 4 + ["change"] * 3 + ["show", "show", "object", "global", "leave", "throw"] +
                                  (["if", "for", "while"] * 2 if level else []))  # fmt: skip
        self.program.tags.add(f"quick.{kind}")
        if kind == "local":
            name = self.new("q")
            self.names.append(name)
            return f"u {name} = {e} % 64u;\n"
        if kind == "change":
            return f"{self.random.choice(self.names)} {self.random.choice(['=', '+=', '^='])} {e} % 64u;\n"
        if kind == "show":
            return f"show({e});\n"
        if kind == "object":  # dies before the coroutine can be suspended
            name = self.new("o")
            return f"{{ N {name}({self.random.choice(self.names)}); show({name}.v); }}\n"
        if kind == "global":
            return f"global_u += {e} % 8u;\n"
        if kind == "leave":
            return f"if ({e} % 7u == 6u) co_return {self.expression(1)};\n"
        if kind == "throw":
            return f"if ({e} % 11u == 7u) throw err{{ {self.random.choice(self.names)} }};\n"
        body = self.block(self.random.choice([1, 2, 3]), level - 1)
        if kind == "if":
            other = self.block(1, level - 1)
            return f"if ({e} % 2u) {{\n{body}}}\nelse {{\n{other}}}\n"
        index = self.new("i")
        if kind == "for":
            return f"for (u {index} = 0; {index} < 3u && burn(); ++{index}) {{\n{body}}}\n"
        return f"while (burn() && {e} % 3u) {{\n{body}}}\n"

    def make(self, name):
        kind = self.random.choice(["free", "free", "lambda", "member"])
        self.program.tags.add("coroutine.quick")
        self.names = ["p0"] + (["m"] if kind == "member" else [])
        body = "{\n" + self.block(self.random.choice([2, 3, 4, 5]), 2) + f"co_return {self.expression(1)};\n}}\n"
        if kind == "free":
            return Node("stmt", [f"quick<u> {name}(u p0) {body}"]), name
        if kind == "lambda":
            return Node("stmt", [f"inline auto {name} = [](u p0) -> quick<u> {body};\n"]), name
        return Node("stmt", [f"struct K{name} {{ u m; quick<u> f(u p0) {body}}};\n"]), f"K{name}{{ 2u }}.f"
