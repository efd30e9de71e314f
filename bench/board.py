# SPDX-License-Identifier: MIT
"""Counts the instructions that kernel operations take on boards in QEMU.

usage: bench/board.py [--check | --save] [BOARD ...]   (from the top of the tree; mps2_an385 and mps2_an386)
Prints a table, and writes build/bench/board.json. --check compares with bench/baseline.json instead and fails
for a row that is worse by more than 2% or is missing; --save makes what was measured the baseline.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tomllib

from build import make

BOARDS = ["mps2_an385", "mps2_an386"]
TARGET_BOARD = "mps2_an386"
BASELINE = "bench/baseline.json"
RESULTS = "build/bench/board.json"
WORSE = 1.02
LAST_DIGIT = 0.01  # of what is printed: rows near 0 differ by more than 2% in it
LIMIT = 120  # seconds, only against hanging
ROW = re.compile(r"([^#=]+) = (\d+\.\d\d)")


def command_for(board):
    """The shell's command that runs the program."""
    return make("-f", "mk/app.mk", "command", "APP=bench/board", f"BOARD={board}").splitlines()[-1]


def run(command):
    """The rows that the program prints."""
    done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=LIMIT, check=False)
    rows = {match[1]: float(match[2]) for match in map(ROW.fullmatch, done.stdout.splitlines()) if match}
    if done.returncode != 0 or not rows:
        sys.exit(f"{command}\nended with status {done.returncode}:\n{done.stdout}{done.stderr}")
    return rows


def measure(board):
    """The rows of a board; two runs must agree to the digit."""
    command = command_for(board)
    rows = run(command)
    if run(command) != rows:
        sys.exit(f"{board}: two runs differ, so these are not figures:\n{command}")
    return rows


def verdict(value, target):
    if "gate" not in target:
        return ""
    if value <= target["goal"]:
        return "goal"
    return "gate" if value <= target["gate"] else "MISSED"


def show(results):
    with open("bench/targets.toml", "rb") as text:
        targets = tomllib.load(text)["rows"]
    print("Instructions, counted by QEMU; an exception's entry and exit count 0 there and take some 12 cycles each on")
    print("hardware, where access to slow memory costs more too. Best peer, gate and goal are for the Cortex-M4F.\n")
    boards = list(results)
    print(f"{'':50}" + "".join(f"{board:>12}" for board in boards) + f"{'best peer':>11}{'gate':>6}{'goal':>6}")
    names = list(dict.fromkeys(name for rows in results.values() for name in rows))
    for name in names:
        target = targets.get(name, {})
        values = "".join(f"{results[board].get(name, '-'):>12}" for board in boards)
        aims = "".join(f"{target.get(key, ''):>{width}}" for key, width in (("peer", 11), ("gate", 6), ("goal", 6)))
        judged = verdict(results[TARGET_BOARD][name], target) if TARGET_BOARD in results else ""
        print(f"{name:50}{values}{aims}  {judged}".rstrip())


def regressions(results, baseline):
    for board, rows in results.items():
        for name, old in baseline.get(board, {}).items():
            new = rows.get(name)
            if new is None:
                yield f"{board}: the row '{name}' is gone"
            elif new > old * WORSE + LAST_DIGIT:
                yield f"{board}: {name}: {new} instead of {old}"
        for name in rows.keys() - baseline.get(board, {}).keys():
            yield f"{board}: the row '{name}' is not in {BASELINE}"


def compiler():
    """The compiler's version: another compiler gives other figures."""
    done = subprocess.run(["arm-none-eabi-gcc", "-dumpfullversion"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def check(results):
    with open(BASELINE, encoding="utf-8") as text:
        baseline = json.load(text)
    if baseline["compiler"] != compiler():
        print(f"Nothing compared: {BASELINE} was measured with gcc {baseline['compiler']}, this is gcc {compiler()}")
        return
    problems = list(regressions(results, baseline["boards"]))
    if problems:
        print("\n".join(problems))
        print("To mend: make it fast again; for a change that is worth its price, bench/board.py --save")
        sys.exit(1)
    print(f"{sum(map(len, results.values()))} rows are within 2% of {BASELINE}, or better")


def write(path, results):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as text:
        json.dump({"compiler": compiler(), "boards": results}, text, indent=1)
        text.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--save", action="store_true")
    parser.add_argument("boards", nargs="*", default=BOARDS)
    options = parser.parse_args()
    results = {board: measure(board) for board in options.boards}
    if options.check:
        check(results)
        return
    show(results)
    write(RESULTS, results)
    if options.save:
        write(BASELINE, results)


if __name__ == "__main__":
    main()
