# SPDX-License-Identifier: MIT
"""The table of names in docs/kernel.md.

A row is `| names | status | remark |`; the first word of the status is yes, differs, ours or no. Names are in back quotes,
several in one pair or in several. {a,b} stands for one of them and may be empty: k_{ms,us}_to_ticks.
"""

import itertools
import re
from dataclasses import dataclass

from own_files import read_lines

ROW = re.compile(r"\| (`.*`) \| (yes|differs|ours|no)\b.*\|")


@dataclass
class Row:
    line: int
    names: set
    is_missing: bool


def expand(pattern):
    """All names that a pattern with {a,b} stands for."""
    parts = [part[1:-1].split(",") if part.startswith("{") else [part] for part in re.split(r"(\{[^}]*\})", pattern)]
    return {"".join(chosen) for chosen in itertools.product(*parts)}


def read_table(path):
    rows = []
    for number, line in enumerate(read_lines(path), 1):
        if match := ROW.match(line):
            words = " ".join(re.findall(r"`([^`]*)`", match[1])).split()
            rows.append(Row(number, set().union(*map(expand, words)), match[2] == "no"))
    return rows
