# SPDX-License-Identifier: MIT
# MicroPython's own ports/qemu without threads and without Breeze, as tests/porting/qemu builds it with both.
# BREEZE names the top of Breeze's tree, for the same frozen modules: they make the table of names longer.

QEMU_ARCH = arm
CFLAGS += -mthumb -mcpu=cortex-m3 -mfloat-abi=soft -DQEMU_SOC_MPS2 -DMICROPY_HW_MCU_NAME='"Cortex-M3"'
LDSCRIPT = mcu/arm/mps2.ld
SRC_BOARD_O = shared/runtime/gchelper_native.o shared/runtime/gchelper_thumb2.o
MPY_CROSS_FLAGS += -march=armv7m
FROZEN_MANIFEST = $(BREEZE)/micropython/port/threads/manifest.py
