# SPDX-License-Identifier: MIT
#
# Arm MPS2, image AN505: Cortex-M33 with FPU, in the secure state. In QEMU.
CPU := cortex-m33f
SOC := mps2
QEMU_MACHINE := mps2-an505
include $(BREEZE_TOP)/arch/arm/cortex_m/cpu.mk
include $(BREEZE_TOP)/mk/qemu.mk
