"""What test/behaviour.py and utils/conformance share: running programs with a limit, finding what is left of
coroutines in a program, and remembering results."""

import dataclasses
import functools
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess

CLANGXX = "clang++-22"
GXX = "g++"
STANDARD_FLAGS = {CLANGXX: ["-std=c++20"], GXX: ["-std=c++20", "-fcoroutines"]}


@dataclasses.dataclass
class Result:
    code: int | str  # exit code, minus the signal's number, or "timeout"
    out: str
    err: str


def _no_core_dumps():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(argv, timeout=300, env=None, cwd=None):
    """Runs a command, with its children, for at most `timeout` seconds."""
    if not shutil.which(argv[0]):
        return Result(127, "", f"{argv[0]}: not found")
    environment = {**os.environ, **(env or {})}
    process = subprocess.Popen(
        argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
        start_new_session=True, preexec_fn=_no_core_dumps, cwd=cwd,
    )  # fmt: skip
    try:
        out, err = process.communicate(timeout=timeout)
        code = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        code = "timeout"
    return Result(code, out.decode(errors="replace"), err.decode(errors="replace"))


# --- coroutine keywords -------------------------------------------------------------------------------------------

# What may hide a keyword comes first; numbers are there because of the quotes in 1'000, names because of u8'x'.
_TOKEN = re.compile(
    r'(?:u8|[uUL])?R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)"'
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|\.?[0-9](?:'?[A-Za-z0-9_.]|(?<=[eEpP])[+-])*"
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|//(?:[^\\\n]|\\.)*"
    r"|/\*.*?\*/"
    r"|\boperator\s+co_await\b"  # a name, not an await
    r"|(?P<keyword>\bco_(?:await|yield|return)\b)"
    r"|[A-Za-z_]\w*",
    re.DOTALL,
)
_LINE_MARKER = re.compile(r'^# (\d+) "((?:[^"\\]|\\.)*)"([ \d]*)$')


def user_lines(preprocessed):
    """Splits what `clang++ -E` printed by file, without system headers: {path: [(line number, text)]}."""
    files, path, number, system = {}, "", 0, False
    for line in preprocessed.splitlines():
        if marker := _LINE_MARKER.match(line):
            number, path = int(marker[1]), marker[2]
            system = "3" in marker[3].split() or path.startswith("<")
            if not system:
                files.setdefault(path, [])
            continue
        if not system:
            files.setdefault(path, []).append((number, line))
        number += 1
    return files


def keywords(lines):
    """The coroutine keywords among preprocessed lines, outside string literals: ["7: co_await x;"]."""
    text = "\n".join(line for _, line in lines)
    found = []
    for token in _TOKEN.finditer(text):
        if token["keyword"]:
            number, line = lines[text.count("\n", 0, token.start())]
            found.append(f"{number}: {line.strip()}")
    return found


# --- results that need not be made again --------------------------------------------------------------------------


@functools.cache
def identity(program):
    """What tells one build of a program from another."""
    path = os.path.realpath(shutil.which(program) or program)
    with open(path, "rb") as file:
        # The version too: of a compiler that is mostly a shared library, the file may stay the same.
        return f"{path} {hashlib.file_digest(file, 'sha256').hexdigest()} {run([program, '--version']).out}"


def digest(*parts):
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def contents(paths):
    """Names and contents of files, for a key; what a #line directive names need not be one."""
    result = []
    for path in sorted(filter(os.path.isfile, paths)):
        with open(path, "rb") as file:
            result.append((path, hashlib.sha256(file.read()).hexdigest()))
    return result


class Cache:
    """A folder of results by the hash of all that went into them. Without a folder it remembers nothing."""

    def __init__(self, folder):
        self.folder = None if os.environ.get("SWITCHBACK_NO_CACHE") else folder

    def get_or_make(self, key, make, keep=lambda result: True):
        """The result under `key`, or else make()'s, remembered if keep() says so."""
        if not self.folder:
            return make()
        path = os.path.join(self.folder, key[:2], key)
        try:
            with open(path) as file:
                result = json.load(file)
            if keep(result):
                return result
        except (OSError, ValueError):
            pass
        result = make()
        if keep(result):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            write_whole(path, json.dumps(result))
        return result


def write_whole(path, text):
    """A reader sees the old file or the new one, never half of one."""
    temporary = f"{path}.{os.getpid()}.{hashlib.md5(text.encode()).hexdigest()[:8]}"
    with open(temporary, "w") as file:
        file.write(text)
    os.replace(temporary, path)
