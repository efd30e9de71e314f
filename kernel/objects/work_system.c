/* SPDX-License-Identifier: MIT */
/*
 * The system's work queue. In the archive of files that are linked on demand (mk/kernel.mk), so
 * only a program that uses the queue has its thread and its stack.
 */
#include <zephyr/init.h>
#include <zephyr/kernel/work.h>
#include <zephyr/kernel/work_poll.h>

struct k_work_q k_sys_work_q;

static K_KERNEL_STACK_DEFINE(stack, CONFIG_SYSTEM_WORKQUEUE_STACK_SIZE);

static int start(void)
{
	const struct k_work_queue_config cfg = {
		.name = "sysworkq",
		.no_yield = IS_ENABLED(CONFIG_SYSTEM_WORKQUEUE_NO_YIELD),
		.essential = true,
	};

	k_work_queue_start(&k_sys_work_q, stack, K_KERNEL_STACK_SIZEOF(stack),
			   CONFIG_SYSTEM_WORKQUEUE_PRIORITY, &cfg);
	return 0;
}

SYS_INIT(start, POST_KERNEL, CONFIG_KERNEL_INIT_PRIORITY_DEFAULT);

int k_work_submit(struct k_work *work)
{
	return k_work_submit_to_queue(&k_sys_work_q, work);
}

int k_work_schedule(struct k_work_delayable *dwork, k_timeout_t delay)
{
	return k_work_schedule_for_queue(&k_sys_work_q, dwork, delay);
}

int k_work_reschedule(struct k_work_delayable *dwork, k_timeout_t delay)
{
	return k_work_reschedule_for_queue(&k_sys_work_q, dwork, delay);
}

#ifdef CONFIG_POLL
int k_work_poll_submit(struct k_work_poll *work, struct k_poll_event *events, int num_events,
		       k_timeout_t timeout)
{
	return k_work_poll_submit_to_queue(&k_sys_work_q, work, events, num_events, timeout);
}
#endif
