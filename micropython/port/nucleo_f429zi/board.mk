# SPDX-License-Identifier: MIT
# NUCLEO-F429ZI. Files are in the internal flash.
STORAGE := stm32f4/storage.c
include stm32f4/stm32f4.mk
