#!/usr/bin/env python3
"""Compiles and runs the programs of docs/async.md, and compares what they print with what the guide says they do.

  snippets.py GUIDE --library libswitchback_async.a --include include -- g++ -std=c++20
  snippets.py GUIDE --print

The rules are in a comment at the top of the guide. All blocks make one translation unit, each with a namespace of its
own, since most of what takes time is headers. Compilers report errors with the guide's lines.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile

MARK = "\x1e"  # ahead of the number of the snippet that prints from there on

HEAD = """\
#include <switchback/async.h>
#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>
"""

USING = "using namespace switchback; using namespace std::chrono_literals;"


class Snippet:
    """A block of the guide."""

    def __init__(self, line, text):
        self.line = line  # of its first line, in the guide
        self.includes = [row for row in text if row.lstrip().startswith("#include")]
        # Blank lines keep the numbers of those that follow.
        self.text = ["" if row.lstrip().startswith("#include") else row for row in text]
        self.runs = any(re.match(r"void snippet\(\)", row) for row in text)
        self.prints = [found[1] for row in text if (found := re.search(r"// prints: (.*?)\s*$", row))]


def read_guide(path):
    """The ```cpp blocks of a guide."""
    snippets, block = [], None
    with open(path, encoding="utf-8") as file:
        for number, row in enumerate(file.read().split("\n"), 1):
            if block is None and row.startswith("```cpp"):
                block, start = [], number + 1
            elif block is not None and row.startswith("```"):
                snippets.append(Snippet(start, block))
                block = None
            elif block is not None:
                block.append(row)
    if block is not None:
        sys.exit(f"{path}:{start}: the block has no end")
    if not snippets:
        sys.exit(f"{path}: there is no block")
    return snippets


def make_program(guide, snippets):
    """One source file of them all."""
    name = os.path.abspath(guide).replace("\\", "\\\\").replace('"', '\\"')
    parts = [HEAD]
    parts += sorted({row.strip() + "\n" for snippet in snippets for row in snippet.includes})
    for snippet in snippets:
        parts.append(f"\nnamespace {{ namespace snippet_{snippet.line} {{\n{USING}\n")
        parts.append(f'#line {snippet.line} "{name}"\n')
        parts.append("\n".join(snippet.text) + "\n}}\n")
    parts.append('\n#line 1 "main"\nint main() {\n')
    for snippet in snippets:
        if snippet.runs:
            parts.append(f'  std::cout << "\\x1e" "{snippet.line}\\n" << std::flush;\n')
            parts.append(f"  snippet_{snippet.line}::snippet();\n")
    parts.append("}\n")
    return "".join(parts)


def compare(guide, snippets, output):
    """Reports what was printed and is not in the guide, or the other way round. True if there is no such thing."""
    printed = {}
    for part in output.split(MARK)[1:]:
        number, *rows = part.rstrip("\n").split("\n")
        printed[int(number)] = [row.rstrip() for row in rows]
    good = True
    for snippet in snippets:
        if not snippet.runs:
            if snippet.prints:
                print(f"{guide}:{snippet.line}: a block without 'void snippet()' prints nothing")
                good = False
            continue
        rows = printed.get(snippet.line)
        if rows is None:
            print(f"{guide}:{snippet.line}: did not come to run")
            good = False
        elif rows != snippet.prints:
            print(f"{guide}:{snippet.line}: prints\n  " + "\n  ".join(rows))
            print("where the guide says\n  " + "\n  ".join(snippet.prints))
            good = False
    return good


def build(options, source, program):
    command = [*options.compiler, *(f"-I{folder}" for folder in options.include)]
    command = [*shlex.split(options.lower), *command]
    # Two steps: what lowers stands in front of a compilation, not of a link.
    subprocess.run([*command, "-c", source, "-o", f"{program}.o"], check=True)
    libraries = ["-lssl", "-lcrypto", "-pthread"]
    subprocess.run([*options.compiler, f"{program}.o", options.library, *libraries, "-o", program], check=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__.split("\n", maxsplit=1)[0],
        usage="%(prog)s GUIDE [options] -- COMPILER [flags]",
    )
    parser.add_argument("guide")
    parser.add_argument("--library", help="the static library")
    parser.add_argument("--include", action="append", default=[], help="a folder of headers")
    parser.add_argument("--lower", default="", help="switchback-cc and its options, to lower the coroutines")
    parser.add_argument("--time", type=int, default=60, help="seconds that the program may run")
    parser.add_argument("--print", action="store_true", help="print the program, and do nothing else")
    arguments, compiler = sys.argv[1:], []
    if "--" in arguments:
        compiler = arguments[arguments.index("--") + 1 :]
        arguments = arguments[: arguments.index("--")]
    options = parser.parse_args(arguments)
    options.compiler = compiler

    snippets = read_guide(options.guide)
    text = make_program(options.guide, snippets)
    if options.print:
        print(text)
        return 0
    if not options.compiler or not options.library:
        parser.error("--library and, behind --, a compiler are needed")

    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "snippets.cpp")
        program = os.path.join(folder, "snippets")
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            build(options, source, program)
        except subprocess.CalledProcessError as error:
            print(f"{options.guide}: does not compile: {' '.join(error.cmd)}")
            return 1
        try:
            ended = subprocess.run([program], cwd=folder, stdout=subprocess.PIPE, timeout=options.time)
        except subprocess.TimeoutExpired as error:
            last = (error.stdout or b"").decode(errors="replace").split(MARK)[-1].split("\n")[0]
            print(f"{options.guide}:{last}: did not end within {options.time} s")
            return 1
    good = compare(options.guide, snippets, ended.stdout.decode(errors="replace"))
    if ended.returncode != 0:
        print(f"{options.guide}: the program ended with {ended.returncode}")
        good = False
    if good:
        print(f"{len(snippets)} blocks compiled, {sum(snippet.runs for snippet in snippets)} run")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
