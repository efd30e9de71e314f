/* SPDX-License-Identifier: MIT */
/*
 * The names of user mode for work queues.
 */
#include <zephyr/kernel/work_user.h>

void z_work_user_run(struct k_work *work)
{
	struct k_work_user *user = CONTAINER_OF(work, struct k_work_user, work);

	user->handler(user);
}

int k_work_user_submit_to_queue(struct k_work_user_q *work_q, struct k_work_user *work)
{
	int result = k_work_submit_to_queue(&work_q->queue, &work->work);

	if (result == 0) {
		return -EBUSY;
	}
	return result > 0 ? 0 : result;
}

void k_work_user_queue_start(struct k_work_user_q *work_q, k_thread_stack_t *stack,
			     size_t stack_size, int prio, const char *name)
{
	const struct k_work_queue_config cfg = {.name = name};

	k_work_queue_start(&work_q->queue, stack, stack_size, prio, &cfg);
}
