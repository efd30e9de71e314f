# SPDX-License-Identifier: MIT
"""Merges Kconfig fragments into one configuration, or stops with a clear message.

`build` reads the tree's Kconfig files and the fragments (later ones win) and writes, under --out,
only when they differ: .config, autoconf.h (an unset symbol is undefined) and config.mk (CONFIG_*
as make variables, KCONFIG_HASH, and the Kconfig files it depends on).

`menuconfig` shows the menu for the same fragments and saves what was changed as one more fragment.

An unknown symbol, a malformed line, a symbol given twice in a file and a value that did not take
effect are errors. BOARD and HOST_ISA come from the environment.
"""

import argparse
import difflib
import hashlib
import os
import re
import sys
import tempfile

import kconfiglib
import menuconfig
from kconfiglib import BOOL, HEX, INT, STRING

from files import write_if_changed

ASSIGNMENT = re.compile(r"CONFIG_(\w+)\s*=\s*(.*)")
NOT_SET = re.compile(r"# CONFIG_(\w+) is not set")
TYPES = {BOOL: "y or n", INT: "a number", HEX: "a hexadecimal number", STRING: 'a "string"'}


class Assignment:
    """One line of a fragment."""

    def __init__(self, name, value, place):
        self.name = name
        self.value = value
        self.place = place


def parse_line(line, place):
    """Returns the line's assignment, None for a blank or a comment, or raises ValueError."""
    match = NOT_SET.fullmatch(line)
    if match:
        return Assignment(match[1], None, place)
    if not line or line.startswith("#"):
        return None
    match = ASSIGNMENT.fullmatch(line)
    if not match:
        raise ValueError(f"{place}: expected CONFIG_NAME=value, found '{line}'")
    value = re.sub(r"\s+#.*", "", match[2]) if not match[2].startswith('"') else match[2]
    return Assignment(match[1], value.strip(), place)


def read_fragment(path, errors):
    """Yields the assignments of a file; a symbol assigned twice to different values is an error."""
    seen = {}
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                item = parse_line(line.strip(), f"{os.path.relpath(path)}:{number}")
            except ValueError as error:
                errors.append(str(error))
                continue
            if item is None:
                continue
            old = seen.setdefault(item.name, item)
            if old.value != item.value:
                errors.append(f"{item.place}: CONFIG_{item.name}={item.value} contradicts"
                              f" {old.place}, which says {old.value}. Keep one")
            yield item


def unknown(kconf, item):
    """The message for a symbol that no Kconfig file defines."""
    near = difflib.get_close_matches(item.name, kconf.syms, 3, 0.7)
    near = [name for name in near if kconf.syms[name].nodes]
    hint = f" Did you mean {' or '.join('CONFIG_' + name for name in near)}?" if near else ""
    return f"{item.place}: no Kconfig file defines CONFIG_{item.name}.{hint}"


def unquote(text):
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def assign(kconf, item, final, errors):
    """Gives the symbol its value, and notes it in final if it was accepted for now."""
    symbol = kconf.syms.get(item.name)
    if symbol is None or not symbol.nodes:
        errors.append(unknown(kconf, item))
        return
    if not any(node.prompt for node in symbol.nodes):
        errors.append(f"{item.place}: CONFIG_{item.name} has no prompt: it follows from other"
                      f" settings and cannot be set. See {where(symbol)}")
        return
    if item.value is None:
        unset(symbol, item, final)
        return
    value = unquote(item.value) if symbol.orig_type == STRING else item.value
    if value is None or not symbol.set_value(value):
        errors.append(f"{item.place}: CONFIG_{item.name} takes"
                      f" {TYPES.get(symbol.orig_type, 'another value')}, not '{item.value}'")
        return
    final[item.name] = item


def unset(symbol, item, final):
    """`# CONFIG_X is not set`: n for a bool; for another type, earlier fragments are forgotten."""
    if symbol.orig_type == BOOL:
        symbol.set_value("n")
        final[item.name] = Assignment(item.name, "n", item.place)
    else:
        symbol.unset_value()
        final.pop(item.name, None)


def where(symbol):
    node = symbol.nodes[0]
    return f"{node.filename}:{node.linenr}"


def same(symbol, wanted):
    """Whether the symbol has the value that was asked for."""
    if symbol.orig_type in (INT, HEX):
        base = 16 if symbol.orig_type == HEX else 10
        return bool(symbol.str_value) and int(symbol.str_value, base) == int(wanted, base)
    if symbol.orig_type == STRING:
        return symbol.str_value == unquote(wanted)
    return symbol.str_value == wanted


def why_not(symbol, wanted):
    """Why a value did not take effect."""
    if symbol.direct_dep is not symbol.kconfig.y and kconfiglib.expr_value(symbol.direct_dep) == 0:
        return f"it needs {kconfiglib.expr_str(symbol.direct_dep, with_value)}"
    if symbol.orig_type in (INT, HEX):
        for low, high, condition in symbol.ranges:
            if kconfiglib.expr_value(condition):
                return f"it must lie between {low.str_value} and {high.str_value}"
    if wanted == "n" and kconfiglib.expr_value(symbol.rev_dep):
        return f"it is selected by {kconfiglib.expr_str(symbol.rev_dep, with_value)}"
    if symbol.choice is not None:
        chosen = symbol.choice.selection
        return f"it is one of a choice, which is {chosen.name if chosen else 'not made'}"
    return "another setting decides it"


def with_value(item):
    if isinstance(item, kconfiglib.Symbol) and item.nodes:
        return f"CONFIG_{item.name} (={item.str_value or 'unset'})"
    return kconfiglib.standard_sc_expr_str(item)


def check_effect(kconf, final, errors):
    """Each symbol's last assignment must be what the configuration says in the end."""
    for item in final.values():
        symbol = kconf.syms[item.name]
        if not same(symbol, item.value):
            errors.append(f"{item.place}: CONFIG_{item.name}={item.value} has no effect (the value"
                          f" is '{symbol.str_value}'): {why_not(symbol, item.value)}."
                          f" See {where(symbol)}")


def merge(kconf, fragments):
    """Applies all fragments; returns a list of error messages."""
    errors = []
    final = {}
    for path in fragments:
        for item in read_fragment(path, errors):
            assign(kconf, item, final, errors)
    check_effect(kconf, final, errors)
    return errors


def load(top="."):
    """Reads the tree's Kconfig files; what they get wrong stops the build too."""
    os.environ["srctree"] = os.path.abspath(top)
    try:
        kconf = kconfiglib.Kconfig("Kconfig", warn_to_stderr=False)
    except kconfiglib.KconfigError as error:
        sys.exit(f"kconfig: {error}")
    return kconf


def make_text(kconf, digest):
    """config.mk: `override`, because a CONFIG_X=n on the command line must not read as set."""
    lines = [f"KCONFIG_HASH := {digest}"]
    for symbol in kconf.unique_defined_syms:
        if symbol.orig_type == BOOL:
            lines.append(f"override CONFIG_{symbol.name} := {'y' if symbol.str_value == 'y' else ''}".rstrip())
        elif symbol.str_value or symbol.orig_type == STRING:
            lines.append(f"override CONFIG_{symbol.name} := {symbol.str_value.replace('$', '$$')}".rstrip())
    files = " ".join(f"$(BREEZE_TOP)/{name}" for name in kconf.kconfig_filenames)
    lines += [f"$(OUT)/config.mk: {files}", f"{files}:"]
    return "\n".join(lines) + "\n"


def load_merged(fragments):
    """The configuration that the fragments give, or an end with all error messages."""
    kconf = load()
    errors = merge(kconf, fragments)
    for symbol in kconf.unique_defined_syms:
        symbol.str_value  # evaluation is what finds a select whose dependencies are not met
    # Ours say more; kconfiglib's own matter when they are all there is.
    errors = errors or [warning.removeprefix("warning: ").strip() for warning in kconf.warnings]
    if errors:
        sys.exit("\n".join(f"kconfig: {error}" for error in errors))
    return kconf


def build(arguments):
    kconf = load_merged(arguments.fragments)
    config = f"{arguments.out}/.config"
    os.makedirs(arguments.out, exist_ok=True)
    kconf.write_config(config, save_old=False)
    kconf.write_autoconf(f"{arguments.out}/autoconf.h")
    with open(config, "rb") as text:
        digest = hashlib.sha256(text.read()).hexdigest()[:10]
    write_if_changed(f"{arguments.out}/config.mk", make_text(kconf, digest))
    os.utime(f"{arguments.out}/config.mk")


def values(kconf):
    """The values of all symbols that can be set."""
    return {symbol.name: symbol.str_value for symbol in kconf.unique_defined_syms
            if any(node.prompt for node in symbol.nodes)}


def setting(symbol, value):
    """The line of a fragment that gives the symbol this value."""
    if value == "" and symbol.orig_type != STRING or value == "n":
        return f"# CONFIG_{symbol.name} is not set"
    if symbol.orig_type == STRING:
        value = f'"{kconfiglib.escape(value)}"'
    return f"CONFIG_{symbol.name}={value}"


def menu(arguments):
    """Shows the menu, starting from the fragments and what was saved; saves the differences."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        sys.exit("menuconfig: the menu needs a terminal. Without one, write settings (CONFIG_NAME=value) into"
                 f" {arguments.save}, or give them to make: make breeze CONFIG_NAME=value")
    saved = [arguments.save] if os.path.exists(arguments.save) else []
    base = values(load_merged(arguments.fragments))
    kconf = load_merged(arguments.fragments + saved)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["KCONFIG_CONFIG"] = os.path.join(scratch, ".config")
        kconf.write_config(save_old=False)
        menuconfig.menuconfig(kconf)
        kconf.load_config()
    lines = [setting(kconf.syms[name], value) for name, value in values(kconf).items()
             if value != base[name]]
    header = "# Saved by make menuconfig; programs for this board are built with it. Delete it to undo.\n"
    changed = write_if_changed(arguments.save, header + "".join(f"{line}\n" for line in lines))
    print(f"{arguments.save}: {'saved' if changed else 'as before'}, {len(lines)} settings differ from the defaults")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("build", help="merge fragments into a build directory")
    command.add_argument("--out", required=True)
    command.set_defaults(run=build)
    command.add_argument("fragments", nargs="*")
    command = commands.add_parser("menuconfig", help="edit settings and save the difference")
    command.add_argument("--save", required=True)
    command.add_argument("fragments", nargs="*")
    command.set_defaults(run=menu)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
