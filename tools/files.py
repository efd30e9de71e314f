# SPDX-License-Identifier: MIT
"""File helpers that the build's scripts share."""

import os


def write_if_changed(path, text):
    """Writes text to path unless it holds it already, so that make sees no change; never partly."""
    try:
        with open(path, encoding="utf-8") as old:
            if old.read() == text:
                return False
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    temporary = f"{path}.{os.getpid()}.tmp"
    with open(temporary, "w", encoding="utf-8") as new:
        new.write(text)
    os.replace(temporary, path)
    return True
