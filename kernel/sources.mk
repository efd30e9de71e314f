# SPDX-License-Identifier: MIT
src-$(CONFIG_SPIN_VALIDATE) += spinlock.c
src-$(CONFIG_THREAD_ANALYZER) += thread_analyzer.c
src-$(CONFIG_THREAD_ANALYZER_AUTO) += thread_analyzer_auto.c
src-$(CONFIG_DEBUG_THREAD_INFO) += debug_info.c
# The desk has stacks of its own, in arch/posix/.
src-$(if $(CONFIG_ARCH_POSIX),,$(CONFIG_DYNAMIC_THREAD)) += ram.c dynamic_stack.c
