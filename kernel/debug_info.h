/* SPDX-License-Identifier: MIT */
/*
 * Symbols for debuggers, CONFIG_DEBUG_THREAD_INFO; and the offsets that depend on the settings.
 */
#ifndef BREEZE_KERNEL_DEBUG_INFO_H_
#define BREEZE_KERNEL_DEBUG_INFO_H_

#include <stddef.h>
#include <stdint.h>

#include <zephyr/kernel/thread.h>

extern const size_t _kernel_thread_info_offsets[];
extern const size_t _kernel_thread_info_num_offsets;
extern const uint8_t _kernel_thread_info_size_t_size;

#ifdef CONFIG_ARM
#define Z_DEBUG_STACK_POINTER offsetof(struct k_thread, callee_saved.psp)
#define Z_DEBUG_EXC_RETURN    offsetof(struct k_thread, arch.exc_return)
#else
#define Z_DEBUG_STACK_POINTER offsetof(struct k_thread, callee_saved)
#define Z_DEBUG_EXC_RETURN    SIZE_MAX
#endif

#ifdef CONFIG_THREAD_NAME
#define Z_DEBUG_NAME offsetof(struct k_thread, name)
#else
#define Z_DEBUG_NAME SIZE_MAX
#endif

#endif /* BREEZE_KERNEL_DEBUG_INFO_H_ */
