/* SPDX-License-Identifier: MIT */
/*
 * What debuggers that know Zephyr look up to list the threads: where the members are that they
 * read. The order is theirs; NOT_HERE stands for what this kernel does not have.
 */
#include <zephyr/kernel_structs.h>
#include <zephyr/sys/util.h>

#include "kernel/debug_info.h"

#define LAYOUT_VERSION 1U
#define NOT_HERE       SIZE_MAX

const size_t _kernel_thread_info_offsets[] __used = {
	LAYOUT_VERSION,
	offsetof(struct _cpu, current),
	offsetof(struct z_kernel, threads),
	/* Entry point. */
	NOT_HERE,
	offsetof(struct k_thread, next_thread),
	offsetof(struct k_thread, base.thread_state),
	offsetof(struct k_thread, base.user_options),
	offsetof(struct k_thread, base.prio),
	Z_DEBUG_STACK_POINTER,
	Z_DEBUG_NAME,
	offsetof(struct k_thread, arch),
	/* Floating-point registers in the control block: two kinds. */
	NOT_HERE,
	NOT_HERE,
	Z_DEBUG_EXC_RETURN,
};

const size_t _kernel_thread_info_num_offsets __used = ARRAY_SIZE(_kernel_thread_info_offsets);

const uint8_t _kernel_thread_info_size_t_size __used = sizeof(size_t);
