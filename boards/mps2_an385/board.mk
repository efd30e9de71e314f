# SPDX-License-Identifier: MIT
#
# Arm MPS2, image AN385: Cortex-M3. In QEMU.
CPU := cortex-m3
SOC := mps2
QEMU_MACHINE := mps2-an385
include $(BREEZE_TOP)/arch/arm/cortex_m/cpu.mk
include $(BREEZE_TOP)/mk/qemu.mk
