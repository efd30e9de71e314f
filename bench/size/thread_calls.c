/* SPDX-License-Identifier: MIT */
#include <zephyr/kernel.h>

#include "bench/size/feature.h"

K_SEM_DEFINE(never, 0, 1);

static struct k_thread thread;
static K_THREAD_STACK_DEFINE(thread_stack, 512);

static void run(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	k_sem_take(&never, K_FOREVER);
}

void use_feature(void)
{
	k_tid_t created =
		k_thread_create(&thread, thread_stack, K_THREAD_STACK_SIZEOF(thread_stack), run,
				NULL, NULL, NULL, 1, 0, K_FOREVER);

	k_thread_start(created);
	k_thread_suspend(created);
	k_thread_resume(created);
	k_thread_priority_set(created, 2);
	k_sched_lock();
	k_sched_unlock();
	k_wakeup(created);
	k_thread_abort(created);
}
