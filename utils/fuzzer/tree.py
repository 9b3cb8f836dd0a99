"""The tree that a program is generated as, which the reducer cuts down."""

# What evaluating an expression may be told by: nothing, what it reads, or what it does.
PURE, READS, ACTS = 0, 1, 2


class Node:
    """A piece of program: text and other nodes. `kind` is "stmt", "block", "top" or the type of an expression."""

    __slots__ = ("kind", "parts", "awaits", "effect", "rest")

    def __init__(self, kind, parts, awaits=None, own=PURE, rest=None):
        children = [p for p in parts if isinstance(p, Node)]
        self.kind = kind
        self.parts = parts
        self.awaits = any(c.awaits for c in children) if awaits is None else awaits
        self.effect = max([own] + [c.effect for c in children])
        # What is left to evaluate behind the last await in it.
        self.rest = self.effect if rest is None else rest

    def text(self):
        out = []
        self._write(out)
        return "".join(out)

    def _write(self, out):
        for part in self.parts:
            if isinstance(part, Node):
                part._write(out)
            else:
                out.append(part)

    def size(self):
        return 1 + sum(p.size() for p in self.parts if isinstance(p, Node))

    def walk(self):
        """All (parent, index) of nodes below this one, outermost first."""
        for index, part in enumerate(self.parts):
            if isinstance(part, Node):
                yield self, index
                yield from part.walk()


def ordered_anyhow(operands):
    """Whether operands that the language does not order are evaluated alike everywhere: lowered code finishes all
    before the last one that awaits, from left to right as clang does; of the others, at most one may act."""
    last = max((i for i, o in enumerate(operands) if o.awaits), default=-1)
    left = [o.effect for o in operands[last + 1:]]
    if last >= 0:
        left.append(operands[last].rest)
    if left.count(ACTS) > 1:
        return False
    return ACTS not in left or READS not in left


def indented(text):
    """Lines indented by the braces around them: for people who read a failure."""
    lines, depth = [], 0
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        opening, closing = line.count("{"), line.count("}")
        leading = len(line) - len(line.lstrip("}"))
        lines.append("  " * max(depth - leading, 0) + line if not line.startswith("#") else line)
        depth += opening - closing
    return "\n".join(lines) + "\n"
