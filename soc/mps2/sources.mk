# SPDX-License-Identifier: MIT
src-$(CONFIG_CONSOLE) += uart.c
