# SPDX-License-Identifier: MIT
src-$(CONFIG_RING_BUFFER) += usart.c
src-$(CONFIG_CONSOLE) += uart.c
