# SPDX-License-Identifier: MIT
#
# Netduino Plus 2: STM32F405. The same image runs in QEMU.
CPU := cortex-m4f
SOC := stm32f4
QEMU_MACHINE := netduinoplus2
include $(BREEZE_TOP)/arch/arm/cortex_m/cpu.mk
include $(BREEZE_TOP)/mk/qemu.mk
