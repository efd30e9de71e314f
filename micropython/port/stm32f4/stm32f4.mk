# SPDX-License-Identifier: MIT
# What boards with an STM32F4 share; a board's board.mk includes it.
SRC_C += stm32f4/machine_pin.c
# The tree's search for names overlooks files that it knows by a path from "." on, as -I. gives it.
INC += -Istm32f4
MPY_SRC_C += drivers/bus/softspi.c
BOARD_CONF += stm32f4/kernel.conf
include cortex_m/cortex_m.mk

# The tree compares an int with a size, and writes const before static.
$(BUILD)/extmod/machine_i2c.o: CFLAGS += -Wno-sign-compare
$(BUILD)/drivers/bus/softspi.o: CFLAGS += -Wno-old-style-declaration
