#!/usr/bin/env python3
"""Runs a program natively and lowered, and fails unless all of it prints the same and exits the same.

    // RUN: %check-behaviour %s [options]
    #include "support.h"    // from test/Inputs, whatever folder the test is in

The oracle is clang++-22 at -O0. The lowered program is built by clang++-22 and g++ at -O0 and -O2 and by clang++-22
with ASan and UBSan (native too, so that a test with a bug of its own shows). SWITCHBACK_FULL=1 adds g++ with ASan and
UBSan. Native g++ is never asked how a program behaves: its coroutines have bugs that ours should not have. It is only
asked for warnings, since the lowered text may not give a kind of warning that the original does not give.

With --plain the lowered program is what --target=plain makes of it, built in C++17 by both compilers and in C++20
without coroutines by g++, on our own <coroutine>.
"""

import argparse
import concurrent.futures
import difflib
import os
import re
import shlex
import shutil
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "utils"))
import harness  # noqa: E402
from harness import CLANGXX, GXX  # noqa: E402

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic"]
NAMES = {CLANGXX: "clang", GXX: "g++"}
PLAIN = [(CLANGXX, ["-std=c++17"]), (GXX, ["-std=c++17"]), (GXX, ["-std=c++20", "-fno-coroutines"])]


class Failure(Exception):
    """What went wrong, for a person to read."""


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE", help="sources of one program, each of them lowered")
    parser.add_argument("--flags", default="", help="more flags for every compile, such as --flags=-fno-exceptions")
    parser.add_argument("--lower-args", default="--all", metavar="ARGS",
                        help="what to tell switchback beside --strict; without --all, coroutines may be left native")
    parser.add_argument("--instances", action="store_true",
                        help="templates are left native, but all instances of them are lowered")
    parser.add_argument("--plain", action="store_true", help="lower with --target=plain, build without coroutines")
    parser.add_argument("--std", default="c++20", metavar="STD", help="the standard, native and lowered")
    parser.add_argument("--levels", default="O0,O2", metavar="LIST", help="how the lowered program is optimised")
    parser.add_argument("--sanitize", default="address,undefined", metavar="LIST", help="sanitizers that go together")
    parser.add_argument("--native-only", action="store_true", help="do not lower: only check the native program")
    parser.add_argument("--no-gxx", action="store_true", help="g++ cannot compile this program, lowered or not")
    parser.add_argument("--no-leaks", action="store_true", help="the program leaks natively")
    parser.add_argument("--expect-native", metavar="REGEX", help="what the native program has to print")
    parser.add_argument("--expect-exit", type=int, default=0, metavar="N",
                        help="exit code to expect, or minus the number of a signal")
    parser.add_argument("--timeout", type=int, default=10, metavar="SECONDS", help="for each run")
    setup = parser.add_argument_group("set by lit")
    setup.add_argument("--switchback", required=True)
    setup.add_argument("--include", required=True)
    setup.add_argument("--cache")
    setup.add_argument("--tmp", required=True)
    return parser.parse_args()


class Test:
    def __init__(self, args):
        self.args = args
        self.cache = harness.Cache(args.cache)
        self.flags = shlex.split(args.flags) + ["-I", args.include, "-iquote", os.path.join(HERE, "Inputs")]
        for folder in dict.fromkeys(os.path.dirname(os.path.abspath(f)) for f in args.files):
            # The lowered file lies elsewhere, but its quoted includes are still beside the source.
            self.flags += ["-iquote", folder]
        self.standard = {
            compiler: [f"-std={args.std}", *flags[1:]] for compiler, flags in harness.STANDARD_FLAGS.items()
        }
        self.sanitized = ["-O1", "-g1", f"-fsanitize={args.sanitize}", "-fno-sanitize-recover=all"]
        self.polyfill = os.path.join(args.include, "switchback", "polyfill")

    # --- lowering

    def lower(self, source):
        stem, extension = os.path.splitext(os.path.basename(source))
        output = os.path.join(self.args.tmp, f"{stem}.lowered{extension}")
        how = ["--target=plain"] if self.args.plain else shlex.split(self.args.lower_args)
        if not (self.args.plain or self.args.instances):
            how = ["--strict", *how]
        argv = [self.args.switchback, *how, source, "-o", output, "--", *self.standard[CLANGXX], *self.flags]
        result = harness.run(argv)
        if result.code != 0:
            raise Failure(f"switchback failed with {result.code}: {shlex.join(argv)}\n{result.err}")
        if self.args.instances and result.err.count(" is left native: ") != result.err.count(": lowered for the instance"):
            raise Failure(f"an instance is left native: {shlex.join(argv)}\n{result.err}")
        with open(source) as before, open(output) as after:
            if before.read() == after.read():
                raise Failure(f"nothing was lowered: {shlex.join(argv)}\n{result.err}")
        return output

    def preprocess(self, source):
        result = harness.run([CLANGXX, *self.standard[CLANGXX], *self.flags, "-E", source])
        if result.code != 0:
            raise Failure(f"{source} does not preprocess:\n{result.err}")
        return harness.user_lines(result.out)

    def check_no_keyword_left(self, output, lines):
        if "--all" not in shlex.split(self.args.lower_args) or self.args.instances:
            return
        if left := harness.keywords(lines[output]):
            raise Failure(f"coroutine keywords left in {output}:\n  " + "\n  ".join(left))

    # --- compiling and running

    def precompiled(self, compiler, options, headers):
        """Flags that bring in support.h precompiled: it is most of what a test compiles."""
        header = os.path.join(HERE, "Inputs", "support.h")
        if header not in headers or not self.args.cache:
            return []
        if compiler == CLANGXX:  # without what its PCH does not depend on; g++'s depends on everything
            options = [option for option in options if option not in WARNINGS]
        argv = [compiler, *options, *shlex.split(self.args.flags)]
        headers = [header, os.path.join(self.polyfill, "coroutine")]
        key = harness.digest(harness.identity(compiler), argv, harness.contents(headers))
        result = os.path.join(self.args.cache, "support", key, "support.h.gch")
        if not os.path.exists(result):
            os.makedirs(os.path.dirname(result), exist_ok=True)
            # Other tests, and other threads of this one, make it at the same time.
            temporary = f"{result}.{os.getpid()}.{threading.get_ident()}"
            if harness.run([*argv, "-w", "-x", "c++-header", header, "-o", temporary]).code != 0:
                return []  # compiling the test itself will say why
            os.replace(temporary, result)
        return ["-include-pch", result] if compiler == CLANGXX else ["-include", result.removesuffix(".gch")]

    def build_and_run(self, label, compiler, options, sources, headers):
        """Compiles a program and runs it: {"stderr", "argv"} and, if it compiled, {"code", "out", "err"}."""
        executable = os.path.join(self.args.tmp, label.replace(" ", "-"))
        argv = [compiler, *options, *self.flags, *sources, "-o", executable]
        env = {
            "ASAN_OPTIONS": f"detect_leaks={int(not self.args.no_leaks)}",
            "UBSAN_OPTIONS": "print_stacktrace=1",
        }

        def make():
            pch = self.precompiled(compiler, options, headers)
            compiled = harness.run([*argv, *pch])
            if pch and compiled.code != 0:
                compiled = harness.run(argv)  # a stale PCH is never why a test fails
            result = {"argv": argv, "stderr": compiled.err}
            if compiled.code == 0:
                ran = harness.run([executable], self.args.timeout, env)
                result |= {"code": ran.code, "out": ran.out, "err": ran.err}
                os.remove(executable)
            return result

        key = harness.digest(harness.identity(compiler), argv, harness.contents(headers), env)
        # What does not compile may not have been what the key says: somebody may have been writing a header.
        return self.cache.get_or_make(key, make, keep=lambda result: result.get("code", "timeout") != "timeout")

    def check_warnings(self, label, compiler, options, lowered_stderr):
        """The lowered text may not give a kind of warning that the original does not give."""
        lowered = warning_kinds(lowered_stderr)
        if not lowered:
            return
        native = set()
        options = [option for option in options if option.startswith(("-O", "-W"))]
        for source in self.args.files:
            argv = [compiler, *self.standard[compiler], *options, *self.flags]
            native |= warning_kinds(harness.run([*argv, "-c", source, "-o", os.devnull]).err)
        if lowered - native:
            kinds = ", ".join(sorted(lowered - native))
            raise Failure(f"{label}: warnings that the original does not give ({kinds}):\n{lowered_stderr}")

    def lowered_builds(self):
        """How the lowered program is built: [(label, compiler, options)]."""
        modes = list(self.standard.items())
        if self.args.plain:
            modes = [(compiler, [*standard, "-I", self.polyfill]) for compiler, standard in PLAIN]
        builds = []
        for compiler, standard in modes:
            if compiler == GXX and self.args.no_gxx:
                continue
            name = f"lowered {NAMES[compiler]}" + (f" {standard[0]}" if self.args.plain else "")
            for level in self.args.levels.split(","):
                builds.append((f"{name} {level}", compiler, [*standard, f"-{level}", *WARNINGS]))
            if compiler == CLANGXX or os.environ.get("SWITCHBACK_FULL"):
                builds.append((f"{name} sanitized", compiler, [*standard, *self.sanitized]))
        return builds

    def run(self):
        args = self.args
        native_headers = set().union(*(self.preprocess(f) for f in args.files))
        if not args.native_only:
            outputs = [self.lower(f) for f in args.files]
            lowered_headers = {os.path.join(self.polyfill, "coroutine")}
            for output in outputs:
                lines = self.preprocess(output)
                self.check_no_keyword_left(output, lines)
                lowered_headers |= lines.keys()

        native = [
            (f"native clang {name}", CLANGXX, [*self.standard[CLANGXX], *options])
            for name, options in (("O0", ["-O0"]), ("sanitized", self.sanitized))
        ]
        lowered = [] if args.native_only else self.lowered_builds()

        # Two at a time: lit already runs one test for each core.
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            jobs = [pool.submit(self.build_and_run, *p, args.files, native_headers) for p in native]
            if lowered:
                jobs += [pool.submit(self.build_and_run, *p, outputs, lowered_headers) for p in lowered]
            results = [job.result() for job in jobs]

        oracle = results[0]
        for (label, compiler, options), result in zip(native + lowered, results):
            check_same(label, result, oracle, args.expect_exit)
            if WARNINGS[0] in options:
                self.check_warnings(label, compiler, options, result["stderr"])
        if args.expect_native and not re.search(args.expect_native, oracle["out"], re.MULTILINE):
            raise Failure(f"the native program does not print /{args.expect_native}/:\n{oracle['out']}")
        print(f"{len(lowered)} lowered programs behave as native")


def warning_kinds(stderr):
    """{"-Wshadow"}; a warning without a flag stands for itself."""
    kinds = set()
    for line in stderr.splitlines():
        if "warning: " in line:
            flags = re.findall(r"\[(-W[^\],]+)", line)
            kinds.add(flags[-1] if flags else line.split("warning: ")[1])
    return kinds


def check_same(label, result, oracle, expected_exit):
    command = shlex.join(result["argv"])
    if "code" not in result:
        raise Failure(f"{label} does not compile: {command}\n{result['stderr']}")
    if "sanitized" in label and re.search(r"Sanitizer|runtime error:", result["err"]):
        raise Failure(f"{label}: {command}\n{result['err']}")
    if result["out"] != oracle["out"]:
        diff = difflib.unified_diff(
            oracle["out"].splitlines(), result["out"].splitlines(), "native clang O0", label, lineterm=""
        )
        raise Failure(f"{label} prints something else: {command}\n" + "\n".join(diff) + f"\n{result['err']}")
    if result["code"] != expected_exit:
        raise Failure(f"{label} exits with {result['code']}, not {expected_exit}: {command}\n{result['err']}")


def main():
    args = parse_arguments()
    shutil.rmtree(args.tmp, ignore_errors=True)
    os.makedirs(args.tmp)
    try:
        Test(args).run()
    except Failure as failure:
        sys.exit(f"{' '.join(args.files)}: {failure}")


if __name__ == "__main__":
    main()
