# SPDX-License-Identifier: MIT
# THREADS=1: the thread layer, and the kernel in one object of its own.

OUT := $(BUILD)/kernel
# What the board's family asks for comes before what the board does.
CONF := $(abspath threads/kernel.conf $(BOARD_CONF) $(BOARD_DIR)/kernel.conf)
include $(REPO)/mk/use_kernel.mk

include threads/sources.mk
SRC_C += $(BREEZE_THREADS_C)
FROZEN_MANIFEST += $(abspath threads/manifest.py)
SRC_C += $(SRC_THREADS_C)
CFLAGS += $(KERNEL_CPPFLAGS)
LDFLAGS += $(KERNEL_LDFLAGS)
LIB += $(BOARD_LIBS)

# Our own module takes the place of the core's, and the kernel's headers come first.
PORT_LEFT_OUT := py/modthread
QSTR_GLOBAL_REQUIREMENTS += $(KERNEL_LIB)

KERNEL_O := $(BUILD)/kernel/kernel.o
$(KERNEL_O): $(KERNEL_LIB)
	$(ECHO) "LINK $@"
	$(Q)$(CC) -nostdlib -r -Wl,--whole-archive $< -o $@
