# SPDX-License-Identifier: MIT
"""Reads how many tests a job ran from its output, in each format that jobs use."""

import re
from dataclasses import dataclass, field


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    skips: list = field(default_factory=list)  # the names of skipped tests, where they are told

    def __add__(self, other):
        return Count(self.passed + other.passed, self.failed + other.failed,
                     self.skipped + other.skipped, self.skips + other.skips)

    def total(self):
        return self.passed + self.failed + self.skipped

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


SUMMARY = re.compile(r"^(\d+) passed, (\d+) failed, (\d+) skipped$", re.M)


def summary(text):
    """The last line of the form `N passed, N failed, N skipped`."""
    found = SUMMARY.findall(text)
    return Count(*map(int, found[-1])) if found else Count()


def ztest(text):
    """One line for each test. A program that does not say that it ended well has failed."""
    results = re.findall(r"^ ?(PASS|FAIL|SKIP) - (\w+)", text, re.M)
    kinds = [kind for kind, _ in results]
    count = Count(kinds.count("PASS"), kinds.count("FAIL"), kinds.count("SKIP"),
                  [name for kind, name in results if kind == "SKIP"])
    if count.failed == 0 and not re.search(r"^PROJECT EXECUTION SUCCESSFUL$", text, re.M):
        count.failed = 1
    return count


def upstream(text):
    """MicroPython's run-tests.py."""
    def number(pattern):
        return sum(map(int, re.findall(pattern, text, re.M)))

    skips = re.findall(r"^\d+ tests? skipped: (.*)$", text, re.M)
    return Count(number(r"^(\d+) tests? passed"), number(r"^(\d+) tests? failed"),
                 number(r"^(\d+) tests? skipped"), " ".join(skips).split())


def unittest(text):
    """Python's unittest module."""
    ran = re.findall(r"^Ran (\d+) tests? in", text, re.M)
    if not ran:
        return Count()
    verdict = re.findall(r"^(?:OK|FAILED)(?: \((.*)\))?$", text, re.M)
    numbers = dict(re.findall(r"(\w+)=(\d+)", verdict[-1] if verdict else ""))
    bad = sum(int(numbers.get(key, 0)) for key in ("failures", "errors"))
    skipped = int(numbers.get("skipped", 0))
    return Count(int(ran[-1]) - bad - skipped, bad, skipped)


FORMATS = {"summary": summary, "ztest": ztest, "upstream": upstream, "unittest": unittest}


def judge(text, report, status):
    """The count of a job that ended with this status: one that failed, crashed or was ended without
    a failed test counts one failure, and so does one that ran no test at all."""
    count = FORMATS[report](text)
    if count.failed == 0 and (status != 0 or count.total() == 0):
        count.failed = 1
    return count
