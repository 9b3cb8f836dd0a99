"""Compares the rules of two dependency files. Of what only the second names nothing but our headers is allowed, and what
those include."""

import sys


def rules(path):
    result = {}
    for line in open(path).read().replace("\\\n", " ").splitlines():
        if line.strip():
            target, names = line.split(":", 1)
            result.setdefault(target, []).extend(names.split())
    return result


native, lowered = rules(sys.argv[1]), rules(sys.argv[2])
problems = []
for target, names in native.items():
    if target not in lowered:
        problems.append(f"no rule for {target}")
    elif missing := [name for name in names if name not in lowered[target]]:
        problems.append(f"{target} lacks {missing}")
    elif len(set(lowered[target])) != len(lowered[target]):
        problems.append(f"{target} depends on something twice")
known = {name for names in native.values() for name in names} | set(native)
for name in sorted({name for names in lowered.values() for name in names} - known):
    if "/include/switchback/" not in name and not name.startswith("/usr/"):
        problems.append(f"depends on {name}")
for problem in problems:
    print(problem)
sys.exit(bool(problems))
