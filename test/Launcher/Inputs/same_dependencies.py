"""Whether a compile through the launcher writes the dependency files that the compile itself writes.

same_dependencies.py LAUNCHER [OPTION...] COMPILER ARG... -- FILE...

The files that only lowered text includes, ours and what that includes, may come in addition; but none may be missing,
change its place among the others, or be named otherwise.
"""

import os
import re
import subprocess
import sys


def rules(path):
    """What stands in the file: the words of each rule."""
    with open(path, encoding="utf-8") as file:
        text = file.read().replace("\\\n", " ")
    os.remove(path)
    return [re.findall(r"(?:\\.|\S)+", line) for line in text.splitlines() if line.strip()]


separator = len(sys.argv) - 1 - sys.argv[::-1].index("--")
command, files = sys.argv[1:separator], sys.argv[separator + 1 :]
compiler = next(i for i, word in enumerate(command) if i > 0 and not word.startswith("--"))

subprocess.run(command[compiler:], check=True)
native = [rules(file) for file in files]
os.environ["SWITCHBACK_CC_OPTIONS"] = "--remarks"
run = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
assert run.returncode == 0 and "is lowered to a state machine" in run.stderr, run.stderr
lowered = [rules(file) for file in files]

for expected, actual in zip(native, lowered):
    words = {word for rule in expected for word in rule}
    # Rules of `-MP` have one word each.
    kept = [[word for word in rule if word in words] for rule in actual]
    for one, other in zip(expected, filter(None, kept)):
        assert one == other, f"\n{one}\n{other}"
    for rule in actual:
        for word in rule:
            is_new = word not in words
            assert not is_new or "/usr/" in word or "/switchback/frame.h" in word, word
            assert ".switchback" not in word, word
