"""lit configuration: what a RUN line can say.

%switchback        the tool as built
%switchback-cc     the compiler launcher
%clangxx, %gxx     a C++20 compiler with coroutines
%include           -I flags for <switchback/...>
%polyfill          the folder of our <coroutine>
%build             the build folder
%plugin            a clang with our plugin, -std=c++20, and our headers
%python            the interpreter that runs lit
%check-behaviour   compare a program with its lowered self, see behaviour.py
FileCheck, not, split-file as in LLVM
"""

import os
import shutil
import subprocess
import sys
import tempfile

import lit.formats

config.name = "Switchback"
# The internal shell: the same on every machine, and failures show the command.
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs", "Unit", "library", "chat"]
config.test_source_root = os.path.join(config.switchback_src_root, "test")
config.test_exec_root = os.path.join(config.switchback_obj_root, "test")

bin_dir = os.path.join(config.switchback_obj_root, "bin")
tool = os.path.join(bin_dir, "switchback")
include = os.path.join(config.switchback_src_root, "include")
clangxx = shutil.which("clang++-22") or lit_config.fatal("clang++-22 not found: run utils/install-deps")
gxx = shutil.which("g++") or lit_config.fatal("g++ not found: run utils/install-deps")

config.environment["PATH"] = os.pathsep.join([bin_dir, config.llvm_tools_dir, os.environ["PATH"]])
# For an instrumented tool: container checks need an instrumented LLVM, and clang frees nothing before it exits.
config.environment["ASAN_OPTIONS"] = "detect_container_overflow=0:detect_leaks=0"
for name in ("SWITCHBACK_FULL", "SWITCHBACK_NO_CACHE"):
    if name in os.environ:
        config.environment[name] = os.environ[name]

behaviour = [
    sys.executable, os.path.join(config.test_source_root, "behaviour.py"),
    "--switchback", tool, "--include", include,
    "--cache", os.path.join(config.switchback_obj_root, "test-cache"), "--tmp", "%t.behaviour",
]  # fmt: skip
plugin = os.path.join(config.switchback_obj_root, config.plugin_dir, "SwitchbackPlugin.so")
config.substitutions += [
    ("%{plugin-file}", plugin),
    ("%plugin", f"{clangxx} -std=c++20 -I{include} -fplugin={plugin}"),
    ("%check-behaviour", " ".join(behaviour)),
    ("%switchback-cc", f"{tool}-cc"),
    ("%switchback", tool),
    ("%python", sys.executable),
    ("%clangxx", f"{clangxx} -std=c++20"),
    ("%gxx", f"{gxx} -std=c++20 -fcoroutines"),
    ("%include", f"-I{include}"),
    ("%polyfill", os.path.join(include, "switchback", "polyfill")),
    ("%build", config.switchback_obj_root),
]

# Programs of 32 bits, which some machines build but do not run.
with tempfile.TemporaryDirectory() as folder:
    program = os.path.join(folder, "program")
    compiler = subprocess.run([gxx, "-m32", "-x", "c++", "-", "-o", program],
                              input=b"#include <string>\nint main() {}", capture_output=True)  # fmt: skip
    try:
        runs = compiler.returncode == 0 and subprocess.run([program]).returncode == 0
    except OSError:
        runs = False
if runs:
    config.available_features.add("m32")
else:
    lit_config.note("tests of 32-bit programs are left out: g++ -m32 builds none, or they do not run")

# The plugin for another clang is made in a build of its own.
plugin_19 = os.path.join(config.switchback_src_root, "build-19", config.plugin_dir.replace("22", "19"),
                         "SwitchbackPlugin.so")  # fmt: skip
if os.path.exists(plugin_19) and shutil.which("clang++-19"):
    config.available_features.add("plugin-19")
    config.substitutions.insert(0, ("%19plugin", f"clang++-19 -std=c++20 -I{include} -fplugin={plugin_19}"))
    config.substitutions.insert(0, ("%file19", plugin_19))

# Older clangs that users have; what they include must stay silent there.
for version in range(14, 22):
    if shutil.which(f"clang++-{version}"):
        config.available_features.add(f"clang-{version}")

if shutil.which("ccache"):
    config.available_features.add("ccache")
