# SPDX-License-Identifier: MIT
"""Every header compiles alone: for each board with its own settings, and, where it does not
depend on the processor, for a 32-bit Arm too. usage: check_headers.py [HEADER ...]"""

import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from own_files import finish, own_files

FLAGS = ["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-Wno-unused-function", "-fsyntax-only", "-x", "c", "-"]
ARM = ["arm-none-eabi-gcc", "-mcpu=cortex-m4", "-mthumb"]
# Headers that only the board of their own folder can compile, and files that are not C headers.
NATIVE_ONLY = ("arch/posix/", "include/zephyr/arch/posix/")
NOT_HERE = ("micropython/", "tests/", "bench/", "examples/")


def make_flags(goal):
    """What mk/check.mk prints for a goal."""
    command = ["make", "-s", "--no-print-directory", "-f", "mk/check.mk", goal]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{shlex.join(command)} failed:\n{done.stdout}{done.stderr}")
    return shlex.split(done.stdout.splitlines()[-1])


def compile_alone(compiler, header):
    """The first error line, or None. The header comes twice: its guard is tested too."""
    include = f"<{header.removeprefix('include/')}>" if header.startswith("include/") else f'"{header}"'
    done = subprocess.run([*compiler, *FLAGS], input=f"#include {include}\n#include {include}\nint unused;\n",
                          capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else next((line for line in done.stderr.splitlines() if "error" in line),
                                                  done.stderr)


def is_neutral(host, header):
    """Whether a header does without the processor's part."""
    done = subprocess.run([*host, "-M", "-x", "c", header], capture_output=True, text=True, check=False)
    return done.returncode == 0 and "/arch/" not in done.stdout.replace("include/zephyr/arch/cpu.h", "/arch/")


def neutral_settings():
    """Settings of no board at all, for compilers of other processors."""
    out = "build/check-neutral"
    subprocess.run([sys.executable, "tools/kconfig.py", "build", "--out", out],
                   env={**os.environ, "BOARD": "", "HOST_ISA": ""}, check=True)
    return ["-I.", "-Iinclude", "-include", f"{out}/autoconf.h"]


def main():
    headers = sys.argv[1:] or [path for path in own_files("*.h") if not path.startswith(NOT_HERE)]
    host = ["gcc", *make_flags("cppflags")]
    arm = [*ARM, *neutral_settings()]

    def check(header):
        yield "host", compile_alone([*host, *(["-D_GNU_SOURCE"] if header.startswith("arch/posix/") else [])], header)
        if not header.startswith(NATIVE_ONLY) and is_neutral(host, header):
            yield "Cortex-M4", compile_alone(arm, header)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda header: (header, list(check(header))), headers))
    problems = [f"{header}: does not compile alone ({where}): {error}"
                for header, found in results for where, error in found if error]
    count = sum(len(found) for _, found in results)
    print(f"{len(headers)} headers, {count} compilations")
    finish(problems, "include in the header what it uses")


if __name__ == "__main__":
    main()
