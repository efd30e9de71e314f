# SPDX-License-Identifier: MIT
#
# Arm MPS2, image AN386: Cortex-M4 with FPU. In QEMU.
CPU := cortex-m4f
SOC := mps2
QEMU_MACHINE := mps2-an386
include $(BREEZE_TOP)/arch/arm/cortex_m/cpu.mk
include $(BREEZE_TOP)/mk/qemu.mk
