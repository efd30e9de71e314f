# SPDX-License-Identifier: MIT
src-$(CONFIG_RING_BUFFER) += ring_buffer.c
