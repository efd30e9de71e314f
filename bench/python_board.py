# SPDX-License-Identifier: MIT
"""Counts the instructions that threads cost Python on a board in QEMU, and what programs pay that have only one.

usage: bench/python_board.py [--overhead]     (from the top of the tree; set-up with `make firmware BOARD=mps2_an386`)
Prints rows of bench/python_board/rows.py on mps2_an386. With --overhead, programs of MicroPython's tests/perf_bench
too, on MicroPython's own ports/qemu with threads on Breeze and without either; that builds two programs and takes
minutes. The results are in build/bench/python_board.json.
"""

import argparse
import json
import math
import os
import re
import shlex
import subprocess
import sys

from build import make

OUT = "build/bench"
RESULTS = f"{OUT}/python_board.json"
MICROPYTHON = "build/micropython"
LIMIT = 300  # seconds, only against hanging
ROW = re.compile(r"(.+) = (\d+)")
COUNTS_OF_INSTRUCTION = 1.6
MOST = 1.02
# Not those that do not fit in the board's memory, import files, or are for @viper.
PROGRAMS = ["bm_chaos", "bm_fannkuch", "bm_fft", "bm_float", "bm_hexiom", "bm_nqueens", "bm_pidigits", "core_locals",
            "core_qstr", "core_str", "core_yield_from", "misc_aes", "misc_mandel", "misc_pystone", "misc_raytrace"]


def rows():
    make("firmware", "BOARD=mps2_an386")
    command = ["build/mps2_an386/breeze", "bench/python_board/rows.py"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=LIMIT, check=False)
    found = {match[1]: int(match[2]) for match in map(ROW.fullmatch, done.stdout.splitlines()) if match}
    if done.returncode != 0 or not found:
        sys.exit(f"{' '.join(command)} ended with status {done.returncode}:\n{done.stdout}{done.stderr}")
    return found


def build_ports():
    """The commands that run the two programs, with and without threads, with the console on standard input and output."""
    top = os.getcwd()
    with_threads, without = f"{top}/{OUT}/qemu-threads", f"{top}/{OUT}/qemu"
    make("-C", "tests/porting", "BOARD=mps2_an385", f"BUILD={with_threads}")
    make("-C", f"{MICROPYTHON}/ports/qemu", "BOARD=mps2_an385", f"BOARD_DIR={top}/bench/python_board/without_threads",
         f"BUILD={without}", f"BREEZE={top}", f"MPY_LIB_DIR={top}/micropython/modules", "PYTHON=/usr/bin/python3",
         MICROPY_MPYCROSS=f"{with_threads}/mpy-cross/mpy-cross", MICROPY_MPYCROSS_DEPENDENCY="", MICROPY_GIT_TAG="v0",
         PYTHONDONTWRITEBYTECODE="1")
    return [shlex.split(make("-C", "tests/porting", "BOARD=mps2_an385", "QEMU_SERIAL=stdio", f"BUILD={build}", "terminal-command"))
            for build in (with_threads, without)]


def counts(command, text):
    """Runs @a text at the raw prompt of what @a command runs."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            process.stdin.write(b"\x01" + text.encode() + b"\x04")
            process.stdin.flush()
            output = b""
            # What it printed and what it raised end with a Ctrl-D each.
            while output.count(b"\x04") < 2 and (part := process.stdout.read1()):
                output += part
        finally:
            process.kill()
    found = re.search(rb"counts = (\d+)", output)
    if not found:
        sys.exit(f"{shlex.join(command)}\nprinted no count:\n{output.decode(errors='replace')}")
    return int(found[1])


def overhead():
    """The instructions of each program, with and without threads."""
    ports = build_ports()
    with open("bench/python_board/perf_bench.py", encoding="utf-8") as text:
        runner = text.read()
    results = {}
    for name in PROGRAMS:
        with open(f"{MICROPYTHON}/tests/perf_bench/{name}.py", encoding="utf-8") as text:
            program = text.read() + runner
        results[name] = [round(counts(port, program) / COUNTS_OF_INSTRUCTION) for port in ports]
    return results


def show_overhead(results):
    print(f"\n{'instructions':50}{'threads':>12}{'without':>12}{'ratio':>8}   at most {MOST}")
    for name, (with_threads, without) in results.items():
        ratio = with_threads / without
        print(f"{name:50}{with_threads:>12}{without:>12}{ratio:>8.3f}   {'' if ratio <= MOST else 'MISSED'}".rstrip())
    mean = math.prod(a / b for a, b in results.values()) ** (1 / len(results))
    print(f"{'geometric mean':74}{mean:>8.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--overhead", action="store_true")
    options = parser.parse_args()
    results = {"rows": rows()}
    for name, value in results["rows"].items():
        print(f"{name:62}{value:>12}")
    if options.overhead:
        results["overhead"] = overhead()
        show_overhead(results["overhead"])
    os.makedirs(OUT, exist_ok=True)
    with open(RESULTS, "w", encoding="utf-8") as text:
        json.dump(results, text, indent=1)
        text.write("\n")


if __name__ == "__main__":
    main()
