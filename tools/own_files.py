# SPDX-License-Identifier: MIT
"""The files of this project: what git has, and what it would take with `git add`."""

import subprocess
import sys


def own_files(*patterns, committed=False):
    command = ["git", "ls-files", "-z", "--cached"]
    if not committed:
        command += ["--others", "--exclude-standard"]
    try:
        done = subprocess.run([*command, "--", *patterns], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"git cannot list the project's files ({error}): this check needs a git work tree")
    return sorted(set(filter(None, done.stdout.split("\0"))))


def read_lines(path):
    """The lines of a text file; none for one that has been deleted but not yet committed."""
    try:
        with open(path, encoding="utf-8", errors="replace") as text:
            return text.read().splitlines()
    except FileNotFoundError:
        return []


def finish(problems, remedy):
    """Ends a check: prints what is wrong and how to mend it."""
    if problems:
        print("\n".join(problems))
        print(f"To mend: {remedy}")
        sys.exit(1)
