# SPDX-License-Identifier: MIT
"""Makes the HTML reference of include/zephyr with Doxygen; any warning, and any name it lacks, is an error.

usage: make_docs.py DIRECTORY      (run from the top of the tree)
"""

import os
import re
import subprocess
import sys

from own_files import finish, read_lines
from public_api import public_headers, public_names

# Names that depend on the compiler or on an empty port, which the settings in docs/Doxyfile leave out.
LEFT_OUT = re.compile(r"include/zephyr/(toolchain\.h:TOOLCHAIN_\w+_VERSION|arch/template/.*)")

OPTION = re.compile(r"#\s*(?:ifdef|if) (CONFIG_\w+)")


def options():
    """All settings that the headers ask for, each set."""
    asked = {match[1] for path in public_headers() for line in read_lines(path) if (match := OPTION.match(line))}
    return " ".join(f"{option}=1" for option in sorted(asked))


def run_doxygen(out):
    """What it complained about."""
    os.makedirs(out, exist_ok=True)
    environment = {**os.environ, "DOCS_OUT": out, "DOCS_OPTIONS": options(), "PYTHON3": sys.executable}
    try:
        done = subprocess.run(["doxygen", "docs/Doxyfile"], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        sys.exit("doxygen is not installed: tools/setup docs installs it")
    complaints = (done.stdout + done.stderr).strip()
    if done.returncode != 0 and not complaints:
        complaints = f"doxygen ended with status {done.returncode}"
    return complaints.splitlines()


def names_lacking(out):
    with open(os.path.join(out, "breeze.tag"), encoding="utf-8") as tags:
        described = set(re.findall(r"<name>([^<]+)</name>", tags.read()))
    for name in public_names():
        if name.name not in described and not LEFT_OUT.match(f"{name.path}:{name.name}"):
            yield f"{name.path}:{name.line}: {name.name} is not in the reference"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    out = sys.argv[1]
    finish(run_doxygen(out), "correct the comment that is named; the settings are in docs/Doxyfile")
    finish(list(names_lacking(out)), "give the name a comment, or a setting to docs/Doxyfile under which it exists")
    print(f"{os.path.relpath(out)}/index.html")


if __name__ == "__main__":
    main()
