# SPDX-License-Identifier: MIT
# NUCLEO-F429ZI. Files are in the internal flash.
STORAGE := stm32f4/storage.c
include cortex_m/cortex_m.mk
