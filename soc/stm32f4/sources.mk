# SPDX-License-Identifier: MIT
src-$(CONFIG_RING_BUFFER) += usart.c
