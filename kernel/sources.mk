# SPDX-License-Identifier: MIT
src-$(CONFIG_SPIN_VALIDATE) += spinlock.c
