# SPDX-License-Identifier: MIT
"""What the benchmarks beside this file have in common: the programs that they measure are built by make."""

import os
import subprocess
import sys


def make(*words, **environment):
    """Runs make, and returns what it printed; ends the program if it fails."""
    done = subprocess.run(["make", "-s", "--no-print-directory", *words], stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, env={**os.environ, **environment}, check=False)
    if done.returncode != 0:
        sys.exit(f"make {' '.join(words)} failed:\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
    return done.stdout
