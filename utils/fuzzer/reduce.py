"""Cuts down a program that fails, as long as it fails alike and is a good program natively."""

import os
import shutil
import time

from . import batch as batches
from .tree import Node, indented

SIMPLE = {"u": "1u", "b": "true", "N": "N(1u)", "x": "N(1u)", "y": "N(1u)", "Na": "global_c", "Nl": "global_n", "ul": "global_u",
          "v": "void(0)", "s": '"s"', "M": "M(1u)", "P": "P(1u)", "Nx": "N(1u)", "A": "A{ 1u, 2u, 3u }"}  # fmt: skip
# Failures that show without a run.
COMPILED = ("not compiled", "switchback", "left native silently")
EXPRESSIONS = set(SIMPLE) | {"S", "D", "V", "Tu"}


class Cut:
    """A program with another tree."""

    def __init__(self, program):
        self.seed, self.tree, self.tags = program.seed, program.tree, program.tags

    def source(self):
        return f"namespace p{self.seed} {{\n{indented(self.tree.text())}}}\n"


class Reducer:
    def __init__(self, tools, program, failure, folder, seconds=60):
        self.tools, self.program, self.failure, self.folder = tools, program, failure, folder
        self.deadline = time.monotonic() + seconds
        named = [c for c in batches.FULL if c.name == failure.where]
        self.configurations = named or [batches.CLANG_O0]

    def source(self):
        return Cut(self.program).source()

    def fails(self, check_native=False):
        """The failure of the program as it is now, if it is the one that is looked for."""
        batch = batches.Batch(self.tools, [Cut(self.program)], self.folder,
                              self.failure.kind in COMPILED and not check_native)  # fmt: skip
        batch.run(self.configurations, check_native)
        if batch.dropped:
            return None
        found = batch.failures.get(self.program.seed)
        if not found or found.kind != self.failure.kind:
            return None
        if found.kind in COMPILED:
            return found if found.signature() == self.failure.signature() else None
        return found

    def run(self):
        """Reduces `program.tree` in place; returns how it fails then."""
        last = None
        changed = True
        usual = self.configurations
        if self.failure.kind == "output" and usual == [batches.CLANG_SANITIZED]:
            self.configurations = [batches.CLANG_O0]  # costs less
            if not self.fails():
                self.configurations = usual
        while changed and time.monotonic() < self.deadline:
            changed = False
            for step in (self.delete_runs, self.hoist, self.simplify):
                if found := step():
                    last, changed = found, True
        if last and not (last := self.fails(check_native=True)):
            return None
        shutil.rmtree(self.folder, ignore_errors=True)
        return last

    def attempt(self, parent, new_parts):
        old, parent.parts = parent.parts, new_parts
        found = self.fails() if time.monotonic() < self.deadline else None
        if not found:
            parent.parts = old
        return found

    def delete_runs(self):
        """Deletes statements, several at a time first."""
        last = None
        for node in self.nodes():
            size = max(len(node.parts) // 2, 1)
            while size:
                index = 0
                while index < len(node.parts):
                    run = node.parts[index:index + size]
                    if all(isinstance(p, Node) and p.kind in ("stmt", "block") for p in run) and len(run) == size:
                        left = node.parts[:index] + node.parts[index + size:]
                        if not self.is_needed(node, index) and (found := self.attempt(node, left)):
                            last = found
                            continue
                    index += 1
                size //= 2
        return last

    @staticmethod
    def is_needed(node, index):
        """A block that is the body of something: its statement goes as a whole."""
        return node.parts[index].kind == "block" and node.kind == "stmt"

    def hoist(self):
        """Replaces a statement by what stands inside it."""
        last = None
        for node in self.nodes():
            for index, part in enumerate(list(node.parts)):
                if index < len(node.parts) and node.parts[index] is part and isinstance(part, Node) and part.kind == "stmt":
                    for block in [p for p in part.parts if isinstance(p, Node) and p.kind == "block"]:
                        if found := self.attempt(node, node.parts[:index] + [block] + node.parts[index + 1:]):
                            last = found
                            break
        return last

    def simplify(self):
        """Replaces an expression by a part of it of the same type, or by a literal."""
        last = None
        for node in self.nodes():
            for index in range(len(node.parts)):
                part = node.parts[index]
                if not isinstance(part, Node) or part.kind not in EXPRESSIONS or part.size() == 0:
                    continue
                if part.text() == SIMPLE.get(part.kind):
                    continue
                options = [Node(part.kind, [SIMPLE[part.kind]])] if part.kind in SIMPLE else []
                options += [p for p in part.parts if isinstance(p, Node) and p.kind == part.kind]
                for option in options:
                    if option.text() != part.text() and (
                        found := self.attempt(node, node.parts[:index] + [option] + node.parts[index + 1:])
                    ):
                        last = found
                        break
        return last

    def nodes(self):
        tree = self.program.tree
        return [tree] + [parent.parts[index] for parent, index in list(tree.walk()) if self.attached(parent, index)]

    @staticmethod
    def attached(parent, index):
        return index < len(parent.parts) and isinstance(parent.parts[index], Node)

    def cvise(self, path):
        """Lets cvise go on with the file."""
        script = os.path.join(self.folder, "interesting.sh")
        os.makedirs(self.folder, exist_ok=True)
        name = os.path.basename(path)
        low = "lowered.cpp"
        flags = " ".join(self.tools.flags)
        configuration = self.configurations[0]
        build = " ".join(self.tools.standard(configuration))
        native = " ".join(self.tools.standard(batches.NATIVE_SANITIZED))
        allocation = self.tools.allocation
        with open(script, "w") as file:
            file.write(f"""#!/bin/bash
{native} {name} {allocation} -o native && ASAN_OPTIONS=detect_leaks=0 timeout 10 ./native > native.out || exit 1
{self.tools.switchback} --all {name} -o {low} -- -std=c++20 {flags} || exit 1
""")
            if self.failure.kind == "not compiled":
                file.write(f"! {build} {low} {allocation} -o lowered\n")
            else:
                file.write(f"{build} {low} {allocation} -o lowered || exit 1\n"
                           "ASAN_OPTIONS=detect_leaks=0 timeout 10 ./lowered > lowered.out && cmp -s native.out lowered.out && exit 1\nexit 0\n")  # fmt: skip
        os.chmod(script, 0o755)
        os.system(f"cd {self.folder} && cp {path} . && cvise --timeout 30 {script} {name} && cp {name} {path}")
