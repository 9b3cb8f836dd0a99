"""Compiles many programs at once, natively and lowered, runs them and compares what they print."""

import dataclasses
import itertools
import os
import re
import shutil
import sys
import threading

import harness
from harness import CLANGXX, GXX

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SANITIZERS = ["-O0", "-g1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
ENVIRONMENT = {"ASAN_OPTIONS": "detect_leaks=0", "UBSAN_OPTIONS": "print_stacktrace=1"}


UNOPTIMISED = ["--no-frames-in-place", "--no-hot-scalars", "--no-packed-frames", "--no-direct-destruction",
               "--no-stack-start"]


@dataclasses.dataclass(frozen=True)
class Configuration:
    name: str
    compiler: str
    options: tuple
    lowered: bool = True


NATIVE = Configuration("native", CLANGXX, ("-O0",), False)
NATIVE_SANITIZED = Configuration("native-sanitized", CLANGXX, tuple(SANITIZERS), False)
CLANG_SANITIZED = Configuration("clang-sanitized", CLANGXX, tuple(SANITIZERS))
CLANG_O0 = Configuration("clang-O0", CLANGXX, ("-O0",))
CLANG_O2 = Configuration("clang-O2", CLANGXX, ("-O2",))
GXX_O0 = Configuration("gxx-O0", GXX, ("-O0",))
GXX_O2 = Configuration("gxx-O2", GXX, ("-O2",))
GXX_SANITIZED = Configuration("gxx-sanitized", GXX, tuple(SANITIZERS))
# Constructs that g++ 12 itself gets wrong where nothing suspends: it destroys elements that were never made if one of
# `new N[2]{...}` or `N a[2][2]{...}` throws, and a `for` statement's condition variable before the third part of the
# header; it evaluates `(x = 1) += x` and `++x += x` from the left; if an initialiser throws, it forgets the temporaries that members
# made before keep alive.
GXX_WRONG = {"new.array", "for.condition-declaration", "declare.nested-array", "declare.extended-parts",
             "lvalue.assignment", "lvalue.increment"}  # fmt: skip
FULL = [CLANG_SANITIZED, CLANG_O0, CLANG_O2, GXX_O0, GXX_O2, GXX_SANITIZED]


@dataclasses.dataclass
class Failure:
    kind: str  # "not compiled", "output", "crash", "sanitizer", "left native silently", "switchback", "native"
    where: str  # a configuration's name
    detail: str

    def signature(self):
        """The same for failures that look alike; for different output every one is of its own."""
        if self.kind not in ("not compiled", "switchback", "left native silently"):
            return id(self)
        detail = self.detail if self.kind != "left native silently" else ""
        return self.kind, re.sub(r"\w*\d+\w*", "", detail.split("\n")[0])


class Tools:
    """Where things are; compiles what all programs share, once for each configuration."""

    def __init__(self, switchback, folder, options=()):
        self.switchback, self.folder, self.options = switchback, folder, options
        # Copies, so that whoever changes the originals does not disturb a run.
        shared = os.path.join(folder, "shared")
        shutil.rmtree(shared, ignore_errors=True)
        os.makedirs(shared)
        for name in ("support.h", "objects.h", "allocation.cpp"):
            shutil.copy(os.path.join(HERE, name), shared)
        self.allocation = os.path.join(shared, "allocation.cpp")
        self.flags = ["-I", shared, "-I", os.path.join(ROOT, "include")]
        self.ready = {}
        self.lock = threading.Lock()

    def standard(self, configuration):
        return [configuration.compiler, *harness.STANDARD_FLAGS[configuration.compiler], *configuration.options, "-w",
                *self.flags]  # fmt: skip

    def prepare(self, configuration):
        """(flags that bring in the precompiled header, object file of what counts allocations)"""
        with self.lock:
            if configuration.name not in self.ready:
                self.ready[configuration.name] = self.precompile(configuration)
            return self.ready[configuration.name]

    def precompile(self, configuration):
        folder = os.path.join(self.folder, "precompiled", configuration.name)
        os.makedirs(folder, exist_ok=True)
        header = os.path.join(folder, "all.h")
        with open(header, "w") as file:
            file.write('#include "support.h"\n' + "#include <switchback/template.h>\n" * configuration.lowered)
        argv = self.standard(configuration)
        made = os.path.join(folder, "all.h.gch")
        extra = ["-fpch-instantiate-templates"] if configuration.compiler == CLANGXX else []
        self.must([*argv, *extra, "-x", "c++-header", header, "-o", made])
        self.must([*argv, "-c", self.allocation, "-o", os.path.join(folder, "allocation.o")])
        include = ["-include-pch", made] if configuration.compiler == CLANGXX else ["-include", header]
        return include, os.path.join(folder, "allocation.o")

    @staticmethod
    def must(argv):
        result = harness.run(argv)
        if result.code != 0:
            sys.exit(f"{' '.join(argv)}\n{result.err}")


def whole(programs):
    """One file with all programs, and a switch for each that leaves it out."""
    text = ['#include "support.h"\n']
    for program in programs:
        text.append(f"#ifndef SKIP_{program.seed}\n{program.source()}#endif\n")
    text.append("const entry entries[] = {\n")
    for program in programs:
        text.append(f'#ifndef SKIP_{program.seed}\n{{"{program.seed}", p{program.seed}::run}},\n#endif\n')
    text.append('{"end", nullptr}};\n')
    text.append("int main(int argc, char **argv) { return run_all(entries, sizeof entries / sizeof *entries - 1, argc, argv); }\n")
    return "".join(text)


def owner(lines, number):
    """Which program a line of a batch belongs to."""
    for line in reversed(lines[:number]):
        if found := re.match(r"#ifndef SKIP_(\d+)|namespace p(\d+) \{", line):
            return int(found[1] or found[2])
    return None


class Batch:
    def __init__(self, tools, programs, folder, only_compile=False, formatted=True):
        self.only_compile = only_compile
        self.formatted = formatted  # formatting takes as long as lowering, and hardly ever matters
        self.tools, self.programs, self.folder = tools, programs, folder
        self.seeds = [p.seed for p in programs]
        self.failures = {}  # seed: Failure
        self.dropped = {}  # seed: why its native program is no good
        self.refused = {}  # seed: reasons
        os.makedirs(folder, exist_ok=True)

    def fail(self, seed, kind, where, detail):
        self.failures.setdefault(seed, Failure(kind, where, detail))

    def run(self, configurations, check_native=False):
        """Fills in `failures`, `dropped` and `refused`."""
        text = whole(self.programs)
        oracle = self.build_and_run(NATIVE, text, set(), self.drop)
        for seed, (output, trouble) in oracle.items():
            if trouble:
                self.drop(seed, f"native: {trouble}")
        if check_native:
            for seed, (output, trouble) in self.build_and_run(NATIVE_SANITIZED, text, set(self.dropped), self.drop).items():
                if trouble and clang_reads_what_it_freed(trouble):
                    continue
                if trouble or not alike(oracle.get(seed, (output,))[0], output):
                    self.drop(seed, f"native, sanitized: {trouble or 'prints something else'}")
        lowered = self.lower(text, set(self.dropped))
        if lowered is None:
            return oracle
        for configuration in configurations:
            skip = set(self.dropped) | set(self.failures)
            if configuration.compiler == GXX or "-O2" in configuration.options:
                skip |= set(self.refused)  # what is native there has bugs that the oracle has not
            if configuration.compiler == GXX:
                skip |= {p.seed for p in self.programs if p.tags & GXX_WRONG}

            def not_compiled(seed, detail):
                self.fail(seed, "not compiled", configuration.name, detail)

            results = self.build_and_run(configuration, lowered, skip, not_compiled)
            for seed, (output, trouble) in results.items():
                if trouble and seed in self.refused and clang_reads_what_it_freed(trouble):
                    continue
                if trouble:
                    self.fail(seed, "sanitizer" if "Sanitizer" in trouble or "runtime error" in trouble else "crash",
                              configuration.name, trouble)  # fmt: skip
                elif not alike(*self.comparable(seed, configuration, oracle[seed][0], output)):
                    self.fail(seed, "output", configuration.name, difference(oracle[seed][0], output))
        return oracle

    def comparable(self, seed, configuration, native, lowered):
        """The two outputs. g++ destroys the temporaries of a throw's operand before it throws, clang while the
        exception is in flight; so without std::uncaught_exceptions() where something is thrown by g++. And it
        destroys the members of an aggregate whose initialiser throws behind the initialiser's temporaries: what is
        destroyed in one go by an exception is compared in any order."""
        tags = next(p.tags for p in self.programs if p.seed == seed)
        if configuration.compiler == GXX:
            any_count = any("throw" in tag for tag in tags)
            native, lowered = unordered_unwinding(native, any_count), unordered_unwinding(lowered, any_count)
        return native, lowered

    def drop(self, seed, why):
        self.dropped.setdefault(seed, why)

    def lower(self, text, skip):
        """The lowered text, and what went wrong; the programs that make switchback crash fail and are left out."""
        lowered, trouble = self.lower_once(text, skip)
        if lowered is None and (seeds := [s for s in self.seeds if s not in skip]):
            for seed, why in self.crashing(text, seeds).items():
                self.fail(seed, "switchback", "lower", why)
            lowered, trouble = self.lower_once(text, set(skip) | set(self.failures))
            if lowered is None and (left := [s for s in seeds if s not in self.failures]):
                self.fail(left[0], "switchback", "lower", f"with others: {trouble}")
        if lowered is not None:
            self.check_keywords(lowered)
        return lowered

    def crashing(self, text, seeds):
        """{seed: how} of the programs among `seeds` that cannot be lowered."""
        lowered, trouble = self.lower_once(text, set(self.seeds) - set(seeds))
        if lowered is not None:
            return {}
        if len(seeds) == 1:
            return {seeds[0]: trouble}
        middle = len(seeds) // 2
        return self.crashing(text, seeds[:middle]) | self.crashing(text, seeds[middle:])

    def lower_once(self, text, skip):
        source = os.path.join(self.folder, "batch.cpp")
        switches = "".join(f"#define SKIP_{seed}\n" for seed in sorted(skip))
        with open(source, "w") as file:
            file.write(switches + text)
        output = os.path.join(self.folder, "batch.lowered.cpp")
        style = [] if self.formatted else ["--style=none"]
        argv = [self.tools.switchback, "--all", *style, *self.tools.options, source, "-o", output, "--", "-std=c++20", "-w", *self.tools.flags]
        result = harness.run(argv, 120)
        if result.code != 0 or not os.path.exists(output):
            return None, f"exit {result.code}: {result.err[:1000]}"
        lines = (switches + text).splitlines()
        refused = None # by seed
        for found in re.finditer(r"^[^\n:]*:(\d+):\d+: (?:warning|error|note): ([^\n]*)", result.err, re.MULTILINE):
            seed = owner(lines, int(found[1]))
            if found[2].startswith("lowered for the instance") and refused:
                self.refused[refused[0]].add(refused[1] + " (but not the instances)")
                self.refused[refused[0]].discard(refused[1])
            if ": note: " in found[0]:
                continue
            reason = re.search(r"left native: (.*)", found[2])
            if reason and "internal" not in found[2]:
                self.refused.setdefault(seed, set()).add(reason[1])
                refused = seed, reason[1]
            elif seed is not None:
                self.fail(seed, "switchback", "lower", found[2])
        with open(output) as file:
            lowered = file.read()
        os.remove(output)
        return lowered, None

    def check_keywords(self, lowered):
        lines = list(enumerate(lowered.splitlines(), 1))
        plain = [text for _, text in lines]
        for left in harness.keywords(lines):
            seed = owner(plain, int(left.split(":")[0]))
            if seed not in self.refused and seed not in self.dropped:
                self.fail(seed, "left native silently", "lower", left)

    def build_and_run(self, configuration, text, skip, not_compiled):
        """{seed: (output, what went wrong or None)} of all programs that compile; not_compiled(seed, why) of others."""
        include, allocation = self.tools.prepare(configuration)
        source = os.path.join(self.folder, f"{configuration.name}.cpp")
        executable = os.path.join(self.folder, configuration.name)
        skip = {seed for seed in skip if seed is not None} # None: found outside of all programs
        while True:
            left = [s for s in self.seeds if s not in skip]
            if not left:
                return {}
            switches = "".join(f"#define SKIP_{seed}\n" for seed in sorted(skip))
            with open(source, "w") as file:
                file.write(switches + text)
            limit = ["-ferror-limit=0"] if configuration.compiler == CLANGXX else []
            to = ["-fsyntax-only"] if self.only_compile else [allocation, "-o", executable]
            compiled = harness.run([*self.tools.standard(configuration), *limit, *include, source, *to])
            if compiled.code == 0:
                if self.only_compile:
                    return {}
                break
            lines = (switches + text).splitlines()
            bad = {}
            for found in re.finditer(rf"^{re.escape(source)}:(\d+):[^\n]* error: ([^\n]*)", compiled.err, re.MULTILINE):
                bad.setdefault(owner(lines, int(found[1])), f"{found[2]}\n  {lines[int(found[1]) - 1].strip()}")
            bad.pop(None, None)
            if not bad:  # the compiler itself crashed, or so
                bad = {left[0]: compiled.err[-3000:]} if len(left) == 1 else {}
                if not bad:
                    return self.halves(configuration, text, skip, not_compiled, left)
            for seed, why in bad.items():
                not_compiled(seed, why)
                skip.add(seed)
        results = self.execute(executable, left)
        os.remove(executable)
        return results

    def halves(self, configuration, text, skip, not_compiled, left):
        middle = len(left) // 2
        result = {}
        for part in (left[:middle], left[middle:]):
            result |= self.build_and_run(configuration, text, skip | (set(left) - set(part)), not_compiled)
        return result

    def execute(self, executable, left):
        results, start = {}, 0
        while start < len(left):
            ran = harness.run([executable, str(start)], 20, ENVIRONMENT)
            sections = re.split(r"^### (\w+)\n", ran.out, flags=re.MULTILINE)[1:]
            names, texts = sections[::2], sections[1::2]
            finished = bool(names) and names[-1] == "end"
            for name, text in zip(names, texts):
                if name != "end":
                    results[int(name)] = text, None
            if finished and ran.code == 0:
                break
            last = int(names[-1]) if names and names[-1] != "end" else left[-1]
            detail = f"exit {ran.code}\n" + "\n".join(l for l in ran.err.splitlines() if l.strip())[:9000]
            results[last] = results.get(last, ("",))[0], detail
            start = left.index(last) + 1
        return results


def unordered_unwinding(text, any_count):
    """`text` with each run of destructions by an exception sorted; with `any_count` each run of destructions, without
    the number of exceptions in flight."""

    def is_unwinding(line):
        return bool(re.fullmatch(r"-.*\(\d+\)" if any_count else r"-.*\([1-9]\d*\)", line))

    groups = itertools.groupby(text.splitlines(), is_unwinding)
    if any_count:
        groups = ((unwinds, [re.sub(r"\(\d+\)$", "", line) for line in lines]) for unwinds, lines in groups)
    return "\n".join("\n".join(sorted(lines) if unwinds else lines) for unwinds, lines in groups)


def leaks(text):
    """What a program prints without what it says about memory, and the blocks that each of its runs has left."""
    runs, rest = [0], []
    for line in text.splitlines():
        if found := re.match(r"LEFT: (-?\d+) blocks, 0 objects", line):
            runs[-1] = int(found[1])
        elif not re.match(r"alive -?\d+, blocks", line):
            rest.append(line)
            if line.startswith("= stop"):
                runs.append(0)
    return rest, runs


def alike(native, lowered):
    """Whether two outputs are the same. Natively, a coroutine that is destroyed while the initialiser of a `new` waits
    leaks the memory; lowered code may leave less behind."""
    if native == lowered:
        return True
    (a, leaked_a), (b, leaked_b) = leaks(native), leaks(lowered)
    return a == b and all(0 <= y <= x or x == y for x, y in zip(leaked_a, leaked_b))


def clang_reads_what_it_freed(report):
    """Clang's ramp function reads a flag in the frame after it has freed the frame, if a parameter's copy or the
    promise's constructor throws. What it reads is still there, so it does no harm unless a sanitizer watches."""
    reader = re.search(r"heap-use-after-free.*?#0 0x\w+ in ([^\n]*)", report, re.DOTALL)
    freed = re.search(r"freed by.*?operator delete\([^\n]*\n *#\d+ 0x\w+ in ([^\n]*)", report, re.DOTALL)
    return bool(reader and freed and "(.resume)" not in reader[1] and reader[1] == freed[1])


def difference(native, lowered):
    """Where two outputs part, with what stands before."""
    a, b = native.splitlines(), lowered.splitlines()
    if leaks(native)[0] != leaks(lowered)[0]:
        a, b = leaks(native)[0], leaks(lowered)[0]
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    run = max((i for i in range(min(at + 1, len(a))) if a[i].startswith("= ")), default=0)
    return (f"{a[run] if a else ''}\n  both: {' | '.join(a[max(run, at - 12):at])}\n  native:  {' | '.join(a[at:at + 10])}\n"
            f"  lowered: {' | '.join(b[at:at + 10])}")  # fmt: skip
