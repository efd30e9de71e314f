# SPDX-License-Identifier: MIT
# Arm MPS2, image AN505, in QEMU.
include cortex_m/cortex_m.mk
