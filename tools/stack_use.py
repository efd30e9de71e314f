# SPDX-License-Identifier: MIT
"""How much stack a function needs at worst, with all that it calls, by GCC's -fcallgraph-info=su."""

import glob
import os
import re

NODE = re.compile(r'node: \{ title: "([^"]+)" label: "[^"]*?\\n(\d+) bytes \((\w+)')
EDGE = re.compile(r'edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"')


class CallGraph:
    """Functions of C. Assembly counts nothing, and what is called through a pointer is not followed."""

    def __init__(self, folder):
        self.own, self.calls, self.known = {}, {}, {}
        for path in glob.glob(os.path.join(folder, "**", "*.ci"), recursive=True):
            with open(path, encoding="utf-8") as text:
                for line in text:
                    if match := NODE.search(line):
                        self.own[match[1]] = int(match[2])
                    elif match := EDGE.search(line):
                        self.calls.setdefault(match[1], set()).add(match[2])

    def worst(self, function, above=()):
        """Bytes; a function that calls itself is an error, because nothing bounds it."""
        if function in above:
            raise LookupError(f"{function} calls itself: {' -> '.join(above)}")
        if function not in self.known:
            below = [self.worst(called, (*above, function)) for called in sorted(self.calls.get(function, ()))]
            self.known[function] = self.own.get(function, 0) + max(below, default=0)
        return self.known[function]
