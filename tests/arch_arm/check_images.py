# SPDX-License-Identifier: MIT
"""Checks what can be seen of a board's image without running it.

The vector table, where sections lie and how large they are; and that what debuggers look up about
threads agrees with the types that the compiler wrote into the image.
usage: check_images.py [BOARD | firmware/BOARD]...      (run from the top of the tree)
BOARD checks a kernel suite, firmware/BOARD MicroPython's firmware.
"""

import functools
import os
import struct
import subprocess
import sys

from elftools.elf.elffile import ELFFile

SUITE = "tests/arch_arm/interrupts"
NOT_HERE = 0xFFFFFFFF
THREAD_INFO = ["version", "cpu.current", "kernel.threads", None, "thread.next_thread",
               "thread.base.thread_state", "thread.base.user_options", "thread.base.prio",
               "thread.callee_saved.psp", "thread.name", "thread.arch", None, None,
               "thread.arch.exc_return"]
STRUCTS = {"cpu": "_cpu", "kernel": "z_kernel", "thread": "k_thread"}
LINES = {"nucleo_f429zi": 91, "netduinoplus2": 82, "mps2_an505": 124}
CONSOLE_LINE = {"nucleo_f429zi": 39, "netduinoplus2": 37, "mps2_an505": 32}
SRAM_KIB = {"nucleo_f429zi": 192, "netduinoplus2": 128}
# The first bank of the flash; the second holds the files of nucleo_f429zi.
PROGRAM_KIB = {"nucleo_f429zi": 1024, "netduinoplus2": 1024}
HEAP_KIB = {"nucleo_f429zi": 128, "netduinoplus2": 64}


class Image:
    """A program with symbols and types."""

    def __init__(self, path):
        self.path = path
        self.elf = ELFFile(open(path, "rb"))
        table = self.elf.get_section_by_name(".symtab")
        self.symbols = {s.name: s["st_value"] for s in table.iter_symbols()}

    @functools.cached_property
    def structs(self):
        found = {}
        for unit in self.elf.get_dwarf_info().iter_CUs():
            for die in unit.iter_DIEs():
                if die.tag == "DW_TAG_structure_type" and die.has_children and "DW_AT_name" in die.attributes:
                    found.setdefault(die.attributes["DW_AT_name"].value.decode(), die)
        return found

    def bytes_at(self, address, size):
        for segment in self.elf.iter_segments("PT_LOAD"):
            start = segment["p_vaddr"]
            if start <= address and address + size <= start + segment["p_filesz"]:
                return segment.data()[address - start:address - start + size]
        raise LookupError(f"nothing is loaded at {address:#x}")

    def words(self, symbol, count):
        return struct.unpack(f"<{count}I", self.bytes_at(self.symbols[symbol], 4 * count))

    def offset(self, path):
        """The offset of a member, such as thread.base.prio, by the types of the image."""
        first, *members = path.split(".")
        die, total = self.structs[STRUCTS[first]], 0
        for name in members:
            offset, member = self.find_member(die, name)
            total += offset
            die = self.resolve(member)
        return total

    def resolve(self, die):
        die = die.get_DIE_from_attribute("DW_AT_type")
        while die.tag in ("DW_TAG_typedef", "DW_TAG_volatile_type", "DW_TAG_const_type"):
            die = die.get_DIE_from_attribute("DW_AT_type")
        return die

    def find_member(self, die, name):
        for member in die.iter_children():
            if member.tag != "DW_TAG_member":
                continue
            location = member.attributes.get("DW_AT_data_member_location")
            offset = location.value if location else 0
            if "DW_AT_name" not in member.attributes:
                try:
                    inner, found = self.find_member(self.resolve(member), name)
                    return offset + inner, found
                except LookupError:
                    continue
            if member.attributes["DW_AT_name"].value.decode() == name:
                return offset, member
        raise LookupError(f"no member {name}")


def check_thread_info(image, board):
    count = image.words("_kernel_thread_info_num_offsets", 1)[0]
    offsets = image.words("_kernel_thread_info_offsets", count)
    assert image.bytes_at(image.symbols["_kernel_thread_info_size_t_size"], 1) == b"\x04", "size of size_t"
    assert count == len(THREAD_INFO), f"{count} offsets"
    assert offsets[0] == 1, f"version {offsets[0]}"
    for path, value in list(zip(THREAD_INFO, offsets))[1:]:
        wanted = NOT_HERE if path is None else image.offset(path)
        assert value == wanted, f"{path}: {value:#x}, by the types {wanted:#x}"


def check_saved_registers(image, board):
    first = image.offset("thread.callee_saved.v1")
    assert image.offset("thread.callee_saved.psp") == first + 32, "psp does not follow r4 to r11"


def check_thread_list(image, board):
    assert "_kernel" in image.symbols, "debuggers look for _kernel"
    assert image.offset("kernel.cpus") == 0, "_kernel.cpus[0] must come first"


def check_vectors(image, board):
    lines = LINES.get(board, 32)
    table = image.words("z_arm_vectors", 16 + lines)
    ram_end = image.symbols["z_arm_ram_end"]
    assert image.symbols["z_arm_vectors"] % 512 == 0, "not aligned for VTOR"
    assert table[0] == image.symbols["z_arm_isr_stack_end"] <= ram_end, "stack at reset"
    for number, name in ((1, "z_arm_reset"), (3, "z_arm_fault"), (11, "z_arm_svc"), (14, "z_arm_pendsv"),
                         (15, "z_arm_systick")):
        assert table[number] == image.symbols[name] | 1, f"vector {number} is not {name}"
    default = image.symbols["z_arm_isr_unconnected"] | 1
    console = CONSOLE_LINE.get(board, 0)
    assert table[16 + console] == image.symbols[f"z_arm_isr_{console}"] | 1 != default, "the console's line"
    assert default in table[16:], "no line is unconnected"


def check_layout(image, board):
    for section in image.elf.iter_sections():
        if section["sh_flags"] & 2 and section["sh_size"]:
            start, end = section["sh_addr"], section["sh_addr"] + section["sh_size"]
            in_flash = image.symbols["z_arm_vectors"] <= start < image.symbols["z_arm_vectors"] + 0x400000
            in_ram = image.symbols["z_arm_isr_stack"] <= start and end <= image.symbols["z_arm_ram_end"]
            assert in_flash or in_ram, f"{section.name} is at {start:#x}"
    if board in SRAM_KIB:
        size = image.symbols["z_arm_ram_end"] - image.symbols["z_arm_isr_stack"]
        assert size == SRAM_KIB[board] * 1024, f"{size} bytes of RAM"


def check_kernel_size(image, board):
    size = sum(symbol["st_size"] for symbol in image.elf.get_section_by_name(".symtab").iter_symbols()
               if symbol["st_info"]["type"] == "STT_FUNC" and symbol.name.startswith(("z_arm_", "arch_")))
    assert 0 < size < 4096, f"the port has {size} bytes of code"


def loaded(image):
    """What is flashed, from the vector table on."""
    start = image.symbols["z_arm_vectors"]
    data = bytearray()
    for segment in sorted(image.elf.iter_segments("PT_LOAD"), key=lambda segment: segment["p_paddr"]):
        if segment["p_filesz"]:
            data.extend(b"\0" * (segment["p_paddr"] - start - len(data)))
            data.extend(segment.data())
    return bytes(data)


def decode_hex(path):
    """The bytes of an Intel HEX file, which has to be without holes larger than a few bytes."""
    data, base, start = bytearray(), 0, None
    for line in open(path, encoding="ascii"):
        record = bytes.fromhex(line.strip()[1:])
        assert sum(record) % 256 == 0, f"bad checksum: {line}"
        size, address, kind = record[0], record[1] << 8 | record[2], record[3]
        if kind == 4:
            base = (record[4] << 8 | record[5]) << 16
        elif kind == 0:
            start = base + address if start is None else start
            data.extend(b"\0" * (base + address - start - len(data)))
            data.extend(record[4:4 + size])
    return start, bytes(data)


def check_flashed_files(image, board):
    wanted = loaded(image)
    stem = image.path.removesuffix(".elf")
    assert open(stem + ".bin", "rb").read() == wanted, "firmware.bin is not what the program loads"
    assert decode_hex(stem + ".hex") == (image.symbols["z_arm_vectors"], wanted), "firmware.hex is not what the program loads"


def check_program_size(image, board):
    size = len(loaded(image))
    print(f"{board}: the firmware has {size} bytes")
    assert size <= PROGRAM_KIB[board] * 1024, f"{size} bytes do not fit beside the files"


def check_heap(image, board):
    """Stacks and the heap share what is left; a thread's worth of it the heap never takes."""
    size = image.symbols["z_arm_ram_end"] - image.symbols["z_arm_ram_free"]
    print(f"{board}: {size} bytes of RAM are left for the Python heap and for stacks")
    assert size - 5120 >= HEAP_KIB[board] * 1024, f"{size} bytes are left"


def check_pin_interrupts(image, board):
    table = image.words("z_arm_vectors", 16 + LINES[board])
    for line in (6, 7, 8, 9, 10, 23, 40):
        assert table[16 + line] == image.symbols[f"z_arm_isr_{line}"] | 1, f"line {line} of the pins"


CHECKS = [check_thread_info, check_saved_registers, check_thread_list, check_vectors, check_layout,
          check_kernel_size]
FIRMWARE_CHECKS = [check_vectors, check_layout, check_flashed_files, check_program_size, check_heap,
                   check_pin_interrupts]


def build_firmware(board):
    subprocess.run(["make", "-s", "firmware", f"BOARD={board}"], check=True, timeout=500, stdout=subprocess.DEVNULL)
    return f"{os.environ.get('O', 'build')}/{board}/firmware.elf"


def build(board):
    subprocess.run(["make", "-f", "mk/ztest.mk", "build", f"SUITE={SUITE}", f"BOARD={board}"], check=True,
                   timeout=300, stdout=subprocess.DEVNULL)
    return f"{os.environ.get('O', 'build')}/{board}/ztest/{SUITE}/suite.elf"


def check_all(name):
    """How many of an image's checks have passed, and how many there are."""
    kind, _, board = name.rpartition("/")
    checks = FIRMWARE_CHECKS if kind == "firmware" else CHECKS
    image = Image(build_firmware(board) if kind == "firmware" else build(board))
    passed = 0
    for check in checks:
        try:
            check(image, board)
            passed += 1
        except (AssertionError, LookupError) as error:
            print(f"FAIL {name} {check.__name__}: {error}")
    return passed, len(checks)


def main():
    results = [check_all(name) for name in sys.argv[1:]]
    passed, total = (sum(column) for column in zip(*results))
    print(f"{passed} passed, {total - passed} failed, 0 skipped")
    sys.exit(passed != total)


main()
