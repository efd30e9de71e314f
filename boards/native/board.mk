# SPDX-License-Identifier: MIT
#
# The desk: a Linux process. The process's own main is arch/posix/main.c; every other file's main
# is the application's and is renamed.
ARCH := posix
SOC :=
CROSS_COMPILE :=
HOST_ISA := $(firstword $(subst -, ,$(shell $(CC) -dumpmachine 2>/dev/null)))

BOARD_CFLAGS := -Dmain=zephyr_app_main
flags-arch/posix/main.c := -Umain
BOARD_LDFLAGS :=
BOARD_LIBS := -lrt

# Adds the kernel's iterable sections to the linker's own script.
LINKER_SCRIPT := $(wildcard $(BREEZE_TOP)/lib/sections.ld)

# How a program of this board is run: it is an ordinary one.
BOARD_RUN = $(1)
