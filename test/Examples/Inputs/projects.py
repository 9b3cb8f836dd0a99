"""Builds each of some examples, natively and lowered in both ways, and compares what it prints with its expected.txt.

    projects.py --examples DIR --prefix DIR --build DIR NAME...
"""

import argparse
import os
import subprocess
import sys

WAYS = {
    "native": ["-DCMAKE_CXX_COMPILER=clang++-22"],
    "plugin": ["-DCMAKE_CXX_COMPILER=clang++-22", "-DLOWER=plugin"],
    "launcher": ["-DCMAKE_CXX_COMPILER=g++", "-DLOWER=launcher"],
}


def build(options, name, way):
    """Returns the program."""
    folder = os.path.join(options.build, name, way)
    commands = [
        ["cmake", "-G", "Ninja", "-S", os.path.join(options.examples, name), "-B", folder,
         f"-DCMAKE_PREFIX_PATH={options.prefix}", "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Werror", *WAYS[way]],
        ["cmake", "--build", folder],
    ]  # fmt: skip
    for command in commands:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            sys.exit(f"{name}, {way}: {' '.join(command)}\n{done.stdout}")
    return os.path.join(folder, name)


def check(options, name, way):
    program = build(options, name, way)
    ran = subprocess.run([program], stdout=subprocess.PIPE, text=True, timeout=60)
    with open(os.path.join(options.examples, name, "expected.txt"), encoding="utf-8") as file:
        expected = file.read()
    if ran.returncode != 0 or ran.stdout != expected:
        sys.exit(f"{name}, {way}: exits with {ran.returncode} and prints\n{ran.stdout}instead of\n{expected}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", required=True)
    parser.add_argument("--prefix", required=True)
    parser.add_argument("--build", required=True)
    parser.add_argument("names", nargs="+")
    options = parser.parse_args()
    for name in options.names:
        for way in WAYS:
            check(options, name, way)


if __name__ == "__main__":
    main()
