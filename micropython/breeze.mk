# SPDX-License-Identifier: MIT
#
# Breeze's kernel and Python threads for another MicroPython port, or for a board of it that lives outside
# of its tree. One line in the port's Makefile or in the board's mpconfigboard.mk, after py/mkenv.mk and BUILD
# and before py/py.mk:
#
#   include $(BREEZE)/micropython/breeze.mk
#
# A port without the line builds as before. In, before the line:
#   BREEZE_BOARD      the board in Breeze's boards/: processor, memory map, clock, console (default: $(BOARD))
#   BREEZE_CONF       Kconfig files with settings of yours, such as CONFIG_MAIN_STACK_SIZE
#   BREEZE_HAL        sources for time, waiting and the console (default: those of our Cortex-M boards); a port
#                     that keeps its own names none, and defines port_wake() and port_wait_event()
#   BREEZE_CONFIG     a header that has the last word in the core's configuration
#   BREEZE_LEAVE_OUT  objects of the port, without .o, whose place these take, such as mphalport
# Out: the port's own variables CFLAGS, LDFLAGS, LDSCRIPT, SRC_C, OBJ and the rules for what they name.
# docs/porting.md goes through it.

BREEZE_TOP := $(abspath $(dir $(lastword $(MAKEFILE_LIST)))/..)
BREEZE_PORT := $(BREEZE_TOP)/micropython/port
BREEZE_BOARD ?= $(BOARD)
BREEZE_HAL ?= cortex_m/console.c cortex_m/hal.c ports/console.c shared/timeutils/timeutils.c

# The kernel's makefiles know their board as BOARD, and compile for the board's processor.
breeze_board_of_port := $(BOARD)
override BOARD := $(BREEZE_BOARD)
OUT := $(abspath $(BUILD))/kernel
CONF := $(BREEZE_PORT)/threads/kernel.conf $(BREEZE_PORT)/cortex_m/kernel.conf $(abspath $(BREEZE_CONF))
include $(BREEZE_TOP)/mk/use_kernel.mk
override BOARD := $(breeze_board_of_port)

include $(BREEZE_PORT)/threads/sources.mk
SRC_C += $(BREEZE_THREADS_C) $(BREEZE_HAL) cortex_m/gcregs.c cortex_m/report.c cortex_m/stackpeak.c cortex_m/heap_stack.c protected.c ports/start.c ports/libc.c
vpath %.c $(BREEZE_PORT)
FROZEN_MANIFEST ?= $(BREEZE_PORT)/threads/manifest.py

# The core reads its configuration from here, which reads the port's and adds threads to it.
CFLAGS += -DMP_CONFIGFILE='"ports/mpconfigbreeze.h"' -DMICROPY_ZEPHYR_THREADING=1
CFLAGS += $(if $(BREEZE_CONFIG),-DBREEZE_CONFIG='"$(abspath $(BREEZE_CONFIG))"')
# After the directories of the port, which has headers of the same names.
CFLAGS += $(BOARD_CFLAGS) $(KERNEL_CPPFLAGS) -idirafter $(BREEZE_PORT) -idirafter $(BREEZE_PORT)/cortex_m
LDFLAGS += $(BOARD_CFLAGS) $(filter-out -Wl$(comma)-T%,$(KERNEL_LDFLAGS)) -L$(BREEZE_TOP)
LDSCRIPT := $(GENERATED)/linker.ld
QSTR_GLOBAL_REQUIREMENTS += $(KERNEL_LIB)
OBJ += $(BUILD)/kernel/kernel.o

$(LDSCRIPT): $(KERNEL_LIB)

$(BUILD)/kernel/kernel.o: $(KERNEL_LIB)
	$(CC) -nostdlib -r -Wl,--whole-archive $< -o $@

# The kernel has faster ones.
$(BUILD)/shared/libc/string0.o: CFLAGS += -Dmemcpy=plain_memcpy -Dmemset=plain_memset

# Empty objects for what is left out; the core's _thread is one of them.
$(patsubst %,$(BUILD)/%.o,py/modthread $(BREEZE_LEAVE_OUT)):
	@mkdir -p $(@D)
	$(CC) $(BOARD_CFLAGS) -c -x c /dev/null -o $@
