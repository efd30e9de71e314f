# SPDX-License-Identifier: MIT
#
# The desk: a Linux process. The process's own main is arch/posix/main.c; every other file's main
# is the application's and is renamed.
ARCH := posix
SOC :=
HOST_ISA := $(firstword $(subst -, ,$(shell $(CC) -dumpmachine 2>/dev/null)))
BUILD_ISA := $(shell uname -m)
CROSS_COMPILE := $(if $(filter-out $(BUILD_ISA),$(HOST_ISA)),$(HOST_ISA)-linux-gnu-)

# A frame larger than the guard page may not step over it.
BOARD_CFLAGS := -Dmain=zephyr_app_main -fstack-clash-protection
flags-arch/posix/main.c := -Umain
# Symbols are bound at the start, because a signal handler may not run the dynamic linker.
BOARD_LDFLAGS := -Wl,-z,now -Wl,-z,noexecstack
ifeq ($(COVERAGE),1)
BOARD_LDFLAGS += -Wl,--wrap=_exit -Wl,--wrap=raise
endif
BOARD_LIBS := -lrt -lm

# Adds the kernel's iterable sections to the linker's own script.
LINKER_SCRIPT := $(wildcard $(BREEZE_TOP)/lib/sections.ld)

# How a program of this board is run: it is an ordinary one. One for another processor, with
# CC=aarch64-linux-gnu-gcc for example, is linked statically and runs in QEMU's user emulation.
BOARD_RUN = $(1)
ifneq ($(HOST_ISA),$(BUILD_ISA))
BOARD_LDFLAGS += -static
BOARD_RUN = qemu-$(HOST_ISA) $(1)
endif
