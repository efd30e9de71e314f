# SPDX-License-Identifier: MIT
#
# For board.mk of a board that QEMU knows. In: QEMU_MACHINE. Out: BOARD_RUN, which runs a program
# with the console on standard output and ends with the status that the program gives by
# semihosting. Time is the number of instructions: a run repeats exactly, and sleep costs no time.
QEMU ?= qemu-system-arm
QEMU_FLAGS := -M $(QEMU_MACHINE) -display none -monitor none -serial stdio \
	-semihosting-config enable=on,target=native
# QEMU_SHIFT is how long one takes, 2^QEMU_SHIFT ns: tests have to pass at any speed.
QEMU_SHIFT ?= 6
QEMU_ICOUNT = -icount shift=$(QEMU_SHIFT),align=off,sleep=off

BOARD_RUN = $(QEMU) $(QEMU_FLAGS) $(QEMU_ICOUNT) -kernel $(1) </dev/null

# The same for people: the terminal is the console, time is real. Ctrl-A X ends it. QEMU_SERIAL=pty makes
# the console a terminal device of its own instead, whose name QEMU prints.
QEMU_SERIAL ?= mon:stdio
BOARD_TERMINAL = $(QEMU) -M $(QEMU_MACHINE) -display none -serial $(QEMU_SERIAL) \
	-semihosting-config enable=on,target=native -kernel $(1)

# For tools/qemu_program, which adds a script to the last option.
QEMU_SCRIPT = $(QEMU) -kernel $(1) $(QEMU_ICOUNT) $(QEMU_FLAGS)
