/* SPDX-License-Identifier: MIT */
/*
 * Thread-local variables, as the ABI for Arm lays them out: the thread pointer points to two words that
 * are the system's (not used here); the variables follow, in the order of the program's image of them.
 */
#include <string.h>

#include <zephyr/init.h>
#include <zephyr/kernel_structs.h>
#include <zephyr/sys/__assert.h>
#include <zephyr/sys/util.h>

#include "arch/arm/cortex_m/tls.h"

#define SYSTEM_WORDS 8U

char *z_arm_tls_setup(struct k_thread *thread, char *top)
{
	size_t image_size = (size_t)z_arm_tls_image_size;
	size_t size = (size_t)z_arm_tls_size;
	size_t align = MAX((size_t)z_arm_tls_align, SYSTEM_WORDS);
	size_t before = ROUND_UP(SYSTEM_WORDS, align);
	char *pointer = (char *)ROUND_DOWN((uintptr_t)top - size - before, align);

	__ASSERT((uintptr_t)pointer > thread->stack_info.start,
		 "thread %p: its stack of %u bytes has no room for %u bytes of thread-local "
		 "variables",
		 (void *)thread, (unsigned int)thread->stack_info.size, (unsigned int)size);
	memcpy(pointer + before, z_arm_tls_image, image_size);
	memset(pointer + before + image_size, 0, size - image_size);
	thread->tls = (uintptr_t)pointer;
	return pointer;
}

/** What runs before the first thread has variables too. */
static int init(void)
{
	(void)z_arm_tls_setup(_current, z_arm_tls_boot_end);
	return 0;
}

SYS_INIT(init, EARLY, 0);
