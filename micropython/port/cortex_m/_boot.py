# SPDX-License-Identifier: MIT
# Runs when a session begins: mounts the file system, and makes one on storage that is empty.
import flash
import sys
import vfs


def is_empty(disk):
    start = bytearray(64)
    for block in range(2):
        disk.readblocks(block, start, 0)
        if start != b"\xff" * len(start):
            return False
    return True


def mount():
    disk = flash.Flash()
    if is_empty(disk):
        vfs.VfsLfs2.mkfs(disk)
    try:
        vfs.mount(vfs.VfsLfs2(disk), "/")
        sys.path.append("/lib")
    except OSError as error:
        # What is there stays, until somebody decides about it.
        print("The file system cannot be mounted:", error)
        print("This makes an empty one: import flash, vfs; vfs.VfsLfs2.mkfs(flash.Flash())")


mount()
del flash, sys, vfs, is_empty, mount
