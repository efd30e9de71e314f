# SPDX-License-Identifier: MIT
# Netduino Plus 2, in QEMU too.
include stm32f4/stm32f4.mk
