# SPDX-License-Identifier: MIT
# A board of MicroPython's own ports/qemu that lives here: make -C ports/qemu BOARD=mps2_an386 BOARD_DIR=(this).
# What is of Breeze is breeze.mk and the two variables before it.

QEMU_ARCH = arm
CFLAGS += -DMICROPY_HW_MCU_NAME='"Cortex-M4F"'
SRC_BOARD_O =
MPY_CROSS_FLAGS += -march=armv7emsp

BREEZE ?= $(BOARD_DIR)/../../..
# The kernel has the UART, with interrupts.
BREEZE_LEAVE_OUT = uart mphalport mcu/arm/errorhandler
BREEZE_CONF = $(BOARD_DIR)/kernel.conf
BREEZE_CONFIG = $(BOARD_DIR)/mpconfigboard.h
include $(BREEZE)/micropython/breeze.mk

# The port's collector knows one thread; the layer's takes its place.
$(BUILD)/main.o: CFLAGS += -Dgc_collect=collect_of_one_thread
