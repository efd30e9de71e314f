/* SPDX-License-Identifier: MIT */
/* The kernel fills stacks (CONFIG_INIT_STACKS) and sees what is left of that. */
#include "stackpeak.h"

size_t port_stack_peak(const struct k_thread *thread)
{
	size_t unused;

	return k_thread_stack_space_get(thread, &unused) == 0 ? thread->stack_info.size - unused
							      : 0;
}
