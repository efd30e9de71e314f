# SPDX-License-Identifier: MIT
"""What the tests of the tools share: running a command, and a small tree built by the real mk/ and tools/."""

import os
import shutil
import subprocess
import tempfile
import unittest

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOLS = os.path.join(TOP, "tools")
PYTHON = "/usr/bin/python3"


def run(command, cwd, env=None, limit=120):
    """The finished process; what it wrote to either stream is in .text."""
    environment = {key: value for key, value in os.environ.items()
                   if key not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "BUILD", "CC", "BOARD")}
    environment.update(env or {})
    done = subprocess.run(command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=limit, check=False)
    done.text = done.stdout
    return done


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as target:
        target.write(text)


def read(path):
    with open(path, encoding="utf-8") as source:
        return source.read()


class Case(unittest.TestCase):
    """A test case with a directory of its own."""

    maxDiff = None

    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="breeze-tools-")
        self.addCleanup(shutil.rmtree, self.dir)

    def path(self, *parts):
        return os.path.join(self.dir, *parts)

    def run_tool(self, name, *arguments, env=None):
        return run([PYTHON, os.path.join(TOOLS, name), *arguments], self.dir, env)

    def assert_fails(self, done, *texts):
        self.assertNotEqual(done.returncode, 0, done.text)
        for text in texts:
            self.assertIn(text, done.text)

    def assert_passes(self, done, *texts):
        self.assertEqual(done.returncode, 0, done.text)
        for text in texts:
            self.assertIn(text, done.text)


class TreeCase(Case):
    """A case in a copy of the mini tree, which has the project's own build machinery."""

    def setUp(self):
        super().setUp()
        shutil.copytree(os.path.join(TOP, "tests/tools/mini"), self.dir, dirs_exist_ok=True)
        for name in ("mk", "tools", "boards/native"):
            shutil.copytree(os.path.join(TOP, name), self.path(name), ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("Makefile", "Kconfig", "VERSION", ".clang-format", ".gitignore"):
            shutil.copy(os.path.join(TOP, name), self.path(name))

    def make(self, *arguments):
        return run(["make", *arguments], self.dir, {"SETUP": "0"})

    def ztest(self, *arguments):
        return self.make("-j1", "ztest", "SUITE=suite", *arguments)

    def git(self):
        """Makes the tree a git repository, as the checks want it."""
        run(["git", "init", "-q"], self.dir)
        self.assert_passes(run(["git", "add", "."], self.dir))
