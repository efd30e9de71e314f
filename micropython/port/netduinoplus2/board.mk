# SPDX-License-Identifier: MIT
# Netduino Plus 2, in QEMU.
include cortex_m/cortex_m.mk
