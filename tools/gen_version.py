# SPDX-License-Identifier: MIT
"""Writes <zephyr/version.h> from VERSION.

The KERNEL_* names give the level of Zephyr's API, which programs compare; BREEZE_* give our own.
usage: gen_version.py VERSION out.h
"""

import re
import sys

from files import write_if_changed


def read_version(path):
    fields = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.split("#")[0].strip()
            if not line:
                continue
            match = re.fullmatch(r"(\w+)\s*=\s*([\d.]+)", line)
            if not match:
                sys.exit(f"{path}:{number}: expected NAME = number, found '{line}'")
            fields[match[1]] = match[2]
    return fields


def header(fields):
    own = [int(fields[k]) for k in ("VERSION_MAJOR", "VERSION_MINOR", "PATCHLEVEL")]
    api = [int(part) for part in fields["ZEPHYR_API"].split(".")]
    api_number = api[0] << 16 | api[1] << 8 | api[2]
    own_string = ".".join(map(str, own))
    api_string = ".".join(map(str, api))
    lines = [
        "#ifndef ZEPHYR_VERSION_H_",
        "#define ZEPHYR_VERSION_H_",
        "",
        "#define ZEPHYR_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + (c))",
        f"#define ZEPHYR_VERSION_CODE {api_number}",
        f"#define KERNELVERSION {api_number << 8:#x}",
        f"#define KERNEL_VERSION_NUMBER {api_number:#x}",
        f"#define KERNEL_VERSION_MAJOR {api[0]}",
        f"#define KERNEL_VERSION_MINOR {api[1]}",
        f"#define KERNEL_PATCHLEVEL {api[2]}",
        "#define KERNEL_TWEAK 0",
        f'#define KERNEL_VERSION_STRING "{api_string}"',
        f"#define BREEZE_VERSION_MAJOR {own[0]}",
        f"#define BREEZE_VERSION_MINOR {own[1]}",
        f"#define BREEZE_VERSION_PATCH {own[2]}",
        f'#define BREEZE_VERSION_STRING "{own_string}"',
        f"#define BUILD_VERSION breeze-{own_string}",
        "",
        "#endif",
    ]
    return "\n".join(lines) + "\n"


def main():
    source, target = sys.argv[1:]
    try:
        text = header(read_version(source))
    except (KeyError, ValueError, IndexError) as error:
        sys.exit(f"{source}: VERSION_MAJOR, VERSION_MINOR, PATCHLEVEL and ZEPHYR_API = a.b.c are needed ({error})")
    write_if_changed(target, text)


if __name__ == "__main__":
    main()
