# SPDX-License-Identifier: MIT
"""Fetches the MicroPython source tree that micropython/version.lock names, or checks a given one.

The tarball is Debian's, through the mirror, proxy and credentials of the machine's own apt
configuration, with lists and caches under build/ so that the machine's are untouched. It is
checked against the lock's SHA-256, unpacked beside its place and renamed: there is never a partial
tree. usage: fetch_micropython.py [--dir TREE] [--lock FILE] [--build DIR]
"""

import argparse
import errno
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

import apt_mirror

VERSIONS = [(1, 25), (1, 26)]
OWN_TREE = "Or give a MicroPython source tree that you have: MICROPYTHON_DIR=/path"
LIMIT = 900  # seconds for one apt-get command


class FetchError(Exception):
    """What went wrong and what to do, in the user's words."""


def read_lock(path):
    with open(path, encoding="utf-8") as lines:
        pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    return {key.strip(): value.strip() for key, value in pairs}


def version_of(tree):
    """The (major, minor) of a MicroPython tree, or FetchError."""
    try:
        with open(os.path.join(tree, "py/mpconfig.h"), encoding="utf-8") as header:
            text = header.read()
        return tuple(int(re.search(rf"#define MICROPY_VERSION_{part} \(?(\d+)", text)[1])
                     for part in ("MAJOR", "MINOR"))
    except (OSError, TypeError):
        raise FetchError(f"'{tree}' is not a MicroPython source tree: it has no py/mpconfig.h with a"
                         " version. MICROPYTHON_DIR= names the top of one") from None


def check_tree(tree):
    version = version_of(tree)
    if version not in VERSIONS:
        wanted = " or ".join("%d.%d" % known for known in VERSIONS)
        raise FetchError(f"'{tree}' is MicroPython {version[0]}.{version[1]}; this project needs {wanted}")


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as data:
        while block := data.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def verify(path, lock):
    """A file that is not what the lock says is deleted and reported."""
    found = sha256(path)
    if found == lock["sha256"]:
        return
    os.unlink(path)
    raise FetchError(f"{lock['file']} is damaged or was tampered with, and has been deleted.\n"
                     f"  expected SHA-256 {lock['sha256']}\n  found            {found}\n"
                     "Run the same command again to download it anew. If it fails again, do not use this mirror")


def download(lock, mirror, target):
    """Downloads the tarball from one mirror into target; returns apt-get's messages if it fails."""
    downloads = os.path.dirname(target)
    with tempfile.TemporaryDirectory(prefix="apt-", dir=downloads) as state:
        apt_get = apt_mirror.private_apt_get(state, mirror, lock)
        fetch = [*apt_get, "source", "--download-only", "--tar-only",
                 f"{lock['package']}={lock['version']}"]
        for command in ([*apt_get, "update"], fetch):
            try:
                done = subprocess.run(command, cwd=state, stdin=subprocess.DEVNULL, text=True,
                                      capture_output=True, timeout=LIMIT, check=False)
            except subprocess.TimeoutExpired:
                return f"{mirror.uri} did not answer within {LIMIT} s"
            if done.returncode != 0:
                return (done.stderr + done.stdout).strip()
        found = os.path.join(state, lock["file"])
        if not os.path.exists(found):
            return f"apt-get reported success but did not write {lock['file']}:\n{done.stderr.strip()}"
        os.replace(found, target)
    return None


def obtain(lock, target):
    """Makes sure that the verified tarball is at target."""
    if os.path.exists(target):
        verify(target, lock)
        return
    mirrors = apt_mirror.debian_mirrors(lock["component"])
    if not mirrors:
        raise FetchError("the machine's apt configuration names no Debian mirror (an archive with origin Debian and"
                         " component main), so there is nowhere to take MicroPython from.\n"
                         "Add one to /etc/apt/sources.list.d and run apt-get update. " + OWN_TREE)
    failures = []
    for mirror in mirrors:
        print(f"Fetching {lock['package']} {lock['version']} from {mirror.public_uri()}", file=sys.stderr)
        failure = download(lock, mirror, target)
        if failure is None:
            verify(target, lock)
            return
        failures.append(f"{mirror.public_uri()}:\n{failure}")
    raise FetchError(f"could not download {lock['package']} {lock['version']} (Debian {lock['suite']}). apt-get said:\n"
                     + "\n".join(failures) + "\nCheck the network and the mirror. " + OWN_TREE)


def unpack(tarball, tree):
    """Replaces tree by the tarball's only top directory, all or nothing."""
    with tempfile.TemporaryDirectory(prefix="unpack-", dir=os.path.dirname(tree)) as scratch:
        with tarfile.open(tarball) as archive:
            archive.extractall(scratch)
        (top,) = os.listdir(scratch)
        check_tree(os.path.join(scratch, top))
        if os.path.exists(tree):
            os.rename(tree, os.path.join(scratch, "old"))
        os.rename(os.path.join(scratch, top), tree)


def fetch(lock, build):
    tree = os.path.join(build, "micropython")
    stamp = os.path.join(build, "micropython.sha256")
    try:
        with open(stamp, encoding="utf-8") as text:
            if os.path.isdir(tree) and text.read().strip() == lock["sha256"]:
                return
    except FileNotFoundError:
        pass
    os.makedirs(os.path.join(build, "downloads"), exist_ok=True)
    tarball = os.path.join(build, "downloads", lock["file"])
    obtain(lock, tarball)
    if os.path.exists(stamp):
        os.unlink(stamp)
    unpack(tarball, tree)
    with open(stamp, "w", encoding="utf-8") as text:
        text.write(lock["sha256"] + "\n")


def locked_fetch(lock, build):
    """One process at a time fetches; the others find the tree there."""
    os.makedirs(build, exist_ok=True)
    with open(os.path.join(build, "micropython.lock"), "w", encoding="utf-8") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        fetch(lock, build)


def main():
    top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--dir", help="a tree of the user's, only checked")
    parser.add_argument("--lock", default=os.path.join(top, "micropython/version.lock"))
    parser.add_argument("--build", default=os.path.join(top, "build"))
    arguments = parser.parse_args()
    try:
        if arguments.dir:
            check_tree(arguments.dir)
        else:
            locked_fetch(read_lock(arguments.lock), os.path.abspath(arguments.build))
    except FetchError as error:
        sys.exit(f"fetch_micropython: {error}")
    except OSError as error:
        hint = ""
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            free = shutil.disk_usage(arguments.build).free >> 20
            hint = f". About 400 MB are needed in {arguments.build}, {free} MB are free"
        sys.exit(f"fetch_micropython: {error}{hint}")


if __name__ == "__main__":
    main()
