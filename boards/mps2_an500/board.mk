# SPDX-License-Identifier: MIT
#
# Arm MPS2, image AN500: Cortex-M7 with FPU. In QEMU.
CPU := cortex-m7f
SOC := mps2
QEMU_MACHINE := mps2-an500
include $(BREEZE_TOP)/arch/arm/cortex_m/cpu.mk
include $(BREEZE_TOP)/mk/qemu.mk
