# SPDX-License-Identifier: MIT
"""Runs all checks of the tree; each prints what is wrong, where, and how to mend it.

The last line is `N passed, N failed, N skipped`. usage: check.py [CHECK ...]
"""

import os
import subprocess
import sys
import time

CHECKS = ["layers", "shape", "tree", "format", "headers", "api", "cppcheck", "builds", "bench"]


def run(name):
    """Whether the check passed; its output is shown only if it did not."""
    began = time.monotonic()
    script = os.path.join(os.path.dirname(__file__), f"check_{name}.py")
    done = subprocess.run([sys.executable, script], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    passed = done.returncode == 0
    print(f"{'ok  ' if passed else 'FAIL'} {name:<10} ({time.monotonic() - began:.1f} s)", flush=True)
    if not passed:
        print(done.stdout.rstrip(), flush=True)
    return passed


def main():
    chosen = sys.argv[1:] or CHECKS
    unknown = set(chosen) - set(CHECKS)
    if unknown:
        sys.exit(f"no check is called {', '.join(sorted(unknown))}. The checks are: {' '.join(CHECKS)}")
    results = [run(name) for name in chosen]
    failed = results.count(False)
    print(f"{len(results) - failed} passed, {failed} failed, 0 skipped")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
