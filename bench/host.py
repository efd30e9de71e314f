# SPDX-License-Identifier: MIT
"""Measures threads on the desk beside their peers, in one run: POSIX threads, MicroPython's unix port, CPython.

The figure is the processor time of the whole process, user and system, so that a busy machine does not count; the
rounds of all programs are interleaved, and what a program takes for no work is subtracted. The table has the
median, the spread from the least to the most, and the ratio of medians. The results are in build/bench/: host.json,
threads.txt and, with python3-matplotlib, threads.png.
usage: bench/host.py [--rounds N]     (from the top of the tree, after `make breeze`; build/micropython is the peer's source)
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys

from build import make

OUT = "build/bench"
UNIX = f"{OUT}/unix/micropython"
UNIX_OPTIONS = ["MICROPY_PY_SSL=0", "MICROPY_PY_BTREE=0", "MICROPY_PY_FFI=0", "MICROPY_PY_BLUETOOTH=0", "FROZEN_MANIFEST="]
BREEZE = "build/native/breeze"
KERNEL = "build/native/app/bench/host/kernel/firmware.elf"
POSIX = f"{OUT}/posix_threads"
LIMIT = 600  # seconds, only against hanging
ROW = re.compile(r"(.+) = ([\d.]+)")
SCALE = re.compile(r"threads (\d+) = ([\d.]+) ns a switch, (-?\d+) bytes a thread")
# Script: how often, and the peers.
SCRIPTS = {"create": (3000, ("unix", "cpython")), "ping_pong": (20000, ("unix", "cpython")),
           "locks": (500000, ("unix", "cpython"))}
TITLES = {"create": "Python: create + run + signal", "ping_pong": "Python: ping-pong over two locks",
          "locks": "Python: lock + release, nobody else"}


def build_all():
    os.makedirs(OUT, exist_ok=True)
    make("breeze")
    make("-f", "mk/app.mk", "build", "APP=bench/host/kernel")
    make("-C", "build/micropython/ports/unix", f"BUILD={os.path.abspath(OUT)}/unix", *UNIX_OPTIONS)
    subprocess.run(["gcc", "-O2", "-pthread", "-o", POSIX, "bench/host/peer/threads.c"], check=True)


def cpu_time(command):
    """Seconds of processor time that @a command takes."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def program_rows(path):
    done = subprocess.run([path], capture_output=True, text=True, timeout=LIMIT, check=True)
    return done.stdout.splitlines()


def measure_c(rounds):
    """Nanoseconds of each row, for the kernel and for POSIX threads; and the lines of scaling."""
    samples = {}
    scaling = {}
    for _ in range(rounds):
        for who, path in (("breeze", KERNEL), ("posix", POSIX)):
            for line in program_rows(path):
                many = SCALE.fullmatch(line)
                row = ROW.fullmatch(line)
                if many:
                    scaling.setdefault(int(many[1]), []).append((float(many[2]), int(many[3])))
                elif row:
                    samples.setdefault(f"C: {row[1]}", {}).setdefault(who, []).append(float(row[2]))
    return samples, {count: [statistics.median(column) for column in zip(*rows)] for count, rows in scaling.items()}


def measure_python(rounds):
    """Nanoseconds for each time that a script does its work."""
    programs = {"breeze": BREEZE, "unix": UNIX, "cpython": sys.executable}
    samples = {}
    for script, (count, peers) in SCRIPTS.items():
        for _ in range(rounds):
            for who in ("breeze", *peers):
                command = [programs[who], f"bench/python/{script}.py"]
                seconds = cpu_time([*command, str(count)]) - cpu_time([*command, "0"])
                samples.setdefault(TITLES[script], {}).setdefault(who, []).append(seconds / count * 1e9)
    return samples


def resident(program, count):
    """Bytes of resident memory while @a count threads wait."""
    process = subprocess.Popen([program, "bench/python/alive.py", str(count)], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True)
    if process.stdout.readline().strip() != "alive":
        sys.exit(f"{program} can not have {count} threads")
    with open(f"/proc/{process.pid}/status", encoding="ascii") as text:
        kibibytes = int(re.search(r"VmRSS:\s+(\d+)", text.read())[1])
    process.communicate("\n", timeout=LIMIT)
    return kibibytes * 1024


def memory(count=1000):
    programs = {"breeze": BREEZE, "unix": UNIX, "cpython": sys.executable}
    return {who: (resident(path, count) - resident(path, 1)) / (count - 1) for who, path in programs.items()}


def summary(values):
    return {"median": statistics.median(values), "least": min(values), "most": max(values)}


def show(results):
    print(f"{'ns of processor time':36}{'who':>12}{'median':>10}{'least':>10}{'most':>10}{'peer / Breeze':>15}")
    for title, rows in results["rows"].items():
        for who, row in rows.items():
            ratio = row["median"] / rows["breeze"]["median"]
            print(f"{title:36}{who:>12}{row['median']:10.0f}{row['least']:10.0f}{row['most']:10.0f}"
                  + (f"{ratio:15.2f}" if who != "breeze" else ""))
            title = ""
    print("\nbytes of resident memory a Python thread, of 1000:",
          ", ".join(f"{who} {size:.0f}" for who, size in results["bytes"].items()))


def show_scaling(scaling):
    lines = [f"{'threads':>8}{'ns a switch':>13}{'bytes a thread':>16}"]
    widest = max(cost for cost, _ in scaling.values())
    for count, (cost, size) in scaling.items():
        lines.append(f"{count:8}{cost:13.1f}{size:16.0f}  {'#' * max(1, round(40 * cost / widest))}")
    with open(f"{OUT}/threads.txt", "w", encoding="ascii") as text:
        text.write("\n".join(lines) + "\n")
    print("\n" + "\n".join(lines))


def plot(scaling):
    try:
        import matplotlib
    except ImportError:
        print(f"\npython3-matplotlib is not installed: no {OUT}/threads.png")
        return
    matplotlib.use("Agg")
    import matplotlib.pyplot as pyplot
    figure, axes = pyplot.subplots(1, 2, figsize=(9, 3.5))
    for axis, column, label in ((axes[0], 0, "ns a switch"), (axes[1], 1, "bytes a thread")):
        axis.plot(list(scaling), [values[column] for values in scaling.values()], "o-")
        axis.set(xscale="log", xlabel="threads", ylabel=label, ylim=(0, None))
    figure.tight_layout()
    figure.savefig(f"{OUT}/threads.png")
    print(f"\n{OUT}/threads.png")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    build_all()
    samples, scaling = measure_c(rounds)
    samples.update(measure_python(rounds))
    results = {"rows": {title: {who: summary(values) for who, values in rows.items()} for title, rows in samples.items()},
               "bytes": memory(), "scaling": scaling}
    show(results)
    show_scaling(scaling)
    plot(scaling)
    with open(f"{OUT}/host.json", "w", encoding="utf-8") as text:
        json.dump(results, text, indent=1)
        text.write("\n")


if __name__ == "__main__":
    main()
