# SPDX-License-Identifier: MIT
# What all Cortex-M boards share; a board's board.mk includes it. The kernel is part of every such
# program: it has the vector table, the clock and the console.

ifneq ($(THREADS),1)
$(error THREADS=0 is for the desk: on '$(BOARD)' the kernel starts the processor)
endif

PROG := firmware.elf
# Symbols stay in the ELF file, for debuggers; what is flashed has none.
STRIP :=
CROSS_COMPILE ?= arm-none-eabi-
COPT ?= -Os -DNDEBUG
INC += -Icortex_m
QSTR_GLOBAL_DEPENDENCIES += cortex_m/mpconfigcpu.h
# Known when the kernel's makefiles have been read.
CFLAGS += $(BOARD_CFLAGS)
LDFLAGS += $(BOARD_CFLAGS)
LIB += -lm

BOARD_CONF += cortex_m/kernel.conf
FROZEN_MANIFEST ?= $(abspath cortex_m/manifest.py)
MICROPY_VFS_LFS2 ?= 1

SRC_C += machine_timer.c replboard.c protected.c $(addprefix cortex_m/, main.c session.c files.c modflash.c heap.c console.c hal.c gcregs.c script.c hostfiles.c semihosting.c)
SRC_C += $(addprefix cortex_m/, report.c stackpeak.c heap_stack.c)
SHARED_SRC_C += $(addprefix shared/, readline/readline.c \
	runtime/interrupt_char.c runtime/mpirq.c runtime/pyexec.c runtime/stdout_helpers.c runtime/sys_stdio_mphal.c \
	timeutils/timeutils.c)

# What keeps the files, unless the board has said otherwise.
STORAGE ?= cortex_m/storage_ram.c
SRC_C += $(STORAGE)

# The tree computes with a void pointer where the heap grows.
$(BUILD)/py/gc.o: CFLAGS += -Wno-pointer-arith

all: $(BUILD)/firmware.bin $(BUILD)/firmware.hex $(BUILD)/breeze

$(BUILD)/firmware.bin: $(BUILD)/$(PROG)
	$(ECHO) "BIN $@"
	$(Q)$(OBJCOPY) -O binary $< $@

$(BUILD)/firmware.hex: $(BUILD)/$(PROG)
	$(ECHO) "HEX $@"
	$(Q)$(OBJCOPY) -O ihex $< $@

# Where QEMU knows the board, a program that runs a script on it: build/<board>/breeze x.py
define run_in_qemu
#!/bin/sh
exec $(REPO)/tools/qemu_program '$(call QEMU_SCRIPT,$(BUILD)/$(PROG))' "$$@"
endef

$(BUILD)/breeze: $(BUILD)/$(PROG) cortex_m/cortex_m.mk
	$(if $(QEMU_MACHINE),$(file >$@,$(run_in_qemu)))$(Q)$(if $(QEMU_MACHINE),chmod +x $@,:)
