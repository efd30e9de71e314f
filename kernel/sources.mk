# SPDX-License-Identifier: MIT
src-$(CONFIG_SPIN_VALIDATE) += spinlock.c
src-$(CONFIG_DEBUG_THREAD_INFO) += debug_info.c
