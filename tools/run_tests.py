# SPDX-License-Identifier: MIT
"""Runs the jobs of tests/jobs.toml, as many at a time as there are processors.

A line tells each job as it ends; the end of the output of failed ones follows, then their names; every
output is in build/test-results/. The last line is `N passed, N failed, N skipped`, sums of the jobs' own tests.
usage: run_tests.py [--group fast|all] [--list] [--stall SEED] [--width N] [NAME-PATTERN ...]
"""

import argparse
import difflib
import fnmatch
import glob
import os
import re
import signal
import subprocess
import sys
import threading
import time
import tomllib
from dataclasses import dataclass

from stall import Stall
from test_reports import FORMATS, Count, judge

JOB_KEYS = {"name", "command", "report", "group", "limit", "exclusive", "repeat", "boards"}
SUITES_KEYS = {"under", "prefix", "make", "group", "limit", "exclusive", "repeat", "except", "boards",
               "scenarios"}

SHOWN_LINES = 200  # of a failed job's output


@dataclass
class Job:
    name: str
    command: list
    limit: float
    report: str = "summary"
    group: str = "fast"
    exclusive: bool = False
    repeat: int = 1


def native_suites(jobs):
    """The words SUITE=... and SCENARIO=... of each suite of the desk, once for all its variants."""
    found = {}
    for job in jobs:
        words = [word for word in job.command if word.startswith(("SUITE=", "SCENARIO="))]
        if words and not any(word.startswith("BOARD=") for word in job.command):
            found[" ".join(words)] = words
    return found


class Group:
    """The processes of running jobs, each a group of its own, so that all can be ended."""

    def __init__(self):
        self.lock = threading.Lock()
        self.running = set()
        self.stopped = False

    def start(self, command, output):
        with self.lock:
            if self.stopped:
                return None
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=subprocess.STDOUT, start_new_session=True)
            self.running.add(process)
            return process

    def end(self, process):
        """Ends what is left of a job's process group."""
        with self.lock:
            self.running.discard(process)
        for signo in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, signo)
            except ProcessLookupError:
                return
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                pass

    def numbers(self):
        with self.lock:
            return [process.pid for process in self.running]

    def stop(self):
        with self.lock:
            self.stopped = True
            left = list(self.running)
        for process in left:
            self.end(process)


def suites_below(top):
    """(directory, scenario) of each suite below top, first without a scenario and then with each."""
    for folder, folders, files in os.walk(top):
        folders.sort()
        if glob.glob(os.path.join(folder, "src", "*.[cS]")):
            yield folder, ""
            yield from ((folder, name[:-5]) for name in sorted(files) if name.endswith(".conf") and name != "prj.conf")


def suites_in(entry):
    """The jobs of a [[suites]] entry: one for each board, suite and scenario."""
    common = {key: entry[key] for key in ("group", "limit", "exclusive", "repeat") if key in entry}
    left_out = set(entry.get("except", []))
    for board in entry.get("boards", [""]):
        variables = [f"TIMEOUT={entry['limit']}", *(f"{key}={value}" for key, value in entry.get("make", {}).items())]
        variables += [f"BOARD={board}"] if board else []
        for folder, scenario in suites_below(entry["under"]):
            name = os.path.relpath(folder, entry["under"])
            label = f"{name}.{scenario}" if scenario else name
            left_out.discard(label)
            if label not in entry.get("except", []) and name not in entry.get("except", []):
                command = ["make", "--no-print-directory", "-j2", "-f", "mk/ztest.mk", f"SUITE={folder}", *variables]
                command += [f"SCENARIO={scenario}"] if scenario else []
                job = Job(name=os.path.join(board, entry["prefix"], label), command=command, report="ztest", **common)
                job.group = entry.get("scenarios", job.group) if scenario else job.group
                yield job
    if left_out:
        sys.exit(f"[[suites]] {entry['prefix']}: except names what is not there: {', '.join(sorted(left_out))}")


def jobs_in(entry):
    """The jobs of a [[job]] entry: one for each board, or just one."""
    fields = {key: value for key, value in entry.items() if key != "boards"}
    if "boards" not in entry:
        yield Job(**fields)
    for board in entry.get("boards", []):
        command = [word.replace("{board}", board) for word in entry["command"]]
        yield Job(**{**fields, "name": os.path.join(board, entry["name"]), "command": command})


def load_jobs(path):
    """All jobs of the list; a mistake in it stops here."""
    with open(path, "rb") as text:
        try:
            table = tomllib.load(text)
        except tomllib.TOMLDecodeError as error:
            sys.exit(f"{path}: {error}")
    jobs = []
    for kind, known in (("job", JOB_KEYS), ("suites", SUITES_KEYS)):
        for entry in table.get(kind, []):
            unknown = set(entry) - known
            groups = {entry.get("group", "fast"), entry.get("scenarios", "fast")}
            if unknown or "limit" not in entry or not groups <= {"fast", "long"}:
                sys.exit(f"{path}: [[{kind}]] {entry.get('name') or entry.get('prefix')}: needs limit, groups fast or"
                         f" long, and no other keys than {', '.join(sorted(known))} (found {sorted(entry)})")
            jobs += jobs_in(entry) if kind == "job" else suites_in(entry)
    for job in jobs:
        if job.report not in FORMATS:
            sys.exit(f"{path}: job {job.name}: report must be one of {', '.join(FORMATS)}")
    return jobs


class Run:
    """One run of a list of jobs."""

    def __init__(self, jobs, results, width):
        self.jobs = jobs
        self.waiting = sorted(jobs, key=lambda job: job.exclusive)
        self.results = results
        self.width = width
        self.group = Group()
        self.lock = threading.Lock()
        self.free = threading.Condition(self.lock)
        self.active = 0
        self.alone = False
        self.total = Count()
        self.failures = []

    def log_path(self, job):
        return os.path.join(self.results, re.sub(r"[^\w.-]+", "_", job.name) + ".log")

    def execute(self, job):
        """Runs the job as often as it says, until it fails; returns what execute_once() does."""
        for number in range(1, job.repeat + 1):
            status, why = self.execute_once(job)
            if status != 0:
                return status, why if job.repeat == 1 else f"{why or f'exit status {status}'} in run {number} of {job.repeat}"
        return 0, ""

    def execute_once(self, job):
        """Runs the job; returns its exit status and the text of why it was ended, if it was."""
        with open(self.log_path(job), "wb") as output:
            try:
                process = self.group.start(job.command, output)
            except OSError as error:
                return 127, f"cannot run {job.command[0]}: {error.strerror}"
            if process is None:
                return 130, "interrupted"
            try:
                return process.wait(job.limit), ""
            except subprocess.TimeoutExpired:
                return 124, f"ended after its limit of {job.limit} s"
            finally:
                self.group.end(process)

    def report(self, job, status, why, seconds):
        with open(self.log_path(job), encoding="utf-8", errors="replace") as log:
            text = log.read()
        count = judge(text, job.report, status)
        if count.failed and not why:
            why = f"exit status {status}" if status else "no test ran" if not text.strip() else ""
        line = f"{'FAIL' if count.failed else 'ok  '} {job.name:<36} {count}  ({seconds:.1f} s)"
        if count.skips:
            line += f"  skipped: {' '.join(count.skips)}"
        with self.lock:
            print(f"{line}{'  ' + why if why else ''}", flush=True)
            self.total += count
            if count.failed:
                self.failures.append((job, text, why))

    def claim(self):
        """Takes the next job when it may run; None when there is none left."""
        with self.free:
            while self.waiting:
                if not self.active or not (self.waiting[0].exclusive or self.alone):
                    job = self.waiting.pop(0)
                    self.active += 1
                    self.alone = job.exclusive
                    return job
                self.free.wait()
            return None

    def release(self):
        with self.free:
            self.active -= 1
            self.free.notify_all()

    def work(self):
        while (job := self.claim()) is not None:
            began = time.monotonic()
            try:
                status, why = self.execute(job)
                self.report(job, status, why, time.monotonic() - began)
            finally:
                self.release()

    def go(self):
        workers = [threading.Thread(target=self.work) for _ in range(self.width)]
        for worker in workers:
            worker.start()
        try:
            for worker in workers:
                worker.join()
        except KeyboardInterrupt:
            with self.lock:
                self.waiting.clear()
            self.group.stop()
            raise

    def show_failures(self):
        self.failures.sort(key=lambda failure: self.jobs.index(failure[0]))
        for job, text, why in self.failures:
            print(f"\n==== {job.name} failed{': ' + why if why else ''}; its output:")
            lines = text.splitlines()
            if len(lines) > SHOWN_LINES:
                print(f"({len(lines) - SHOWN_LINES} lines before these are in {self.log_path(job)})")
            print("\n".join(lines[-SHOWN_LINES:]))
            print(f"==== end of {job.name}. To run it alone: make test JOBS={job.name}")
        if self.failures:
            print(f"\nFailed: {' '.join(job.name for job, _, _ in self.failures)}")


def choose(jobs, group, patterns):
    if not patterns:
        return [job for job in jobs if group == "all" or job.group == "fast"]
    chosen = [job for job in jobs if any(fnmatch.fnmatch(job.name, each) for each in patterns)]
    if not chosen:
        near = [name for each in patterns for name in difflib.get_close_matches(each, [job.name for job in jobs], 5, 0.4)]
        sys.exit(f"no job is called {' or '.join(patterns)}{'; perhaps ' if near else ''}{' or '.join(near)}."
                 " tools/run_tests.py --group all --list prints all names.")
    return chosen


def clean_environment():
    """Jobs start their own makes: those must not see the options of the one that started us."""
    for name in ("MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "BUILD", "BOARD", "CC", "SANITIZE",
                 "COVERAGE", "THREADS", "V"):
        os.environ.pop(name, None)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--group", choices=("fast", "all"), default="fast")
    parser.add_argument("--list", action="store_true", help="print the names of the jobs only")
    parser.add_argument("--jobs", default="tests/jobs.toml")
    parser.add_argument("--results", default="build/test-results")
    parser.add_argument("--width", type=int, default=os.cpu_count(), help="how many jobs run at a time")
    parser.add_argument("--stall", type=int, metavar="SEED",
                        help="stop random programs under test for moments, as a busy machine does")
    parser.add_argument("patterns", nargs="*")
    arguments = parser.parse_args()
    clean_environment()
    jobs = choose(load_jobs(arguments.jobs), arguments.group, arguments.patterns)
    if arguments.list:
        print("\n".join(job.name for job in jobs))
        return
    os.makedirs(arguments.results, exist_ok=True)
    run = Run(jobs, arguments.results, arguments.width)
    if arguments.stall is None:
        run.go()
    else:
        print(f"Programs are stopped for moments: --stall {arguments.stall}", flush=True)
        with Stall(arguments.stall, run.group.numbers):
            run.go()
    run.show_failures()
    if not run.total.total():
        run.total.failed = 1
    print(run.total)
    sys.exit(1 if run.total.failed else 0)


if __name__ == "__main__":
    main()
