/* SPDX-License-Identifier: MIT */
/*
 * Messages to mailboxes that their senders do not wait with. Owns the memory of
 * those in flight, and waits for some when all is used.
 */
#include <zephyr/kernel/mbox.h>

#include "kernel/sched/scheduler.h"

#define COUNT CONFIG_NUM_MBOX_ASYNC_MSGS

static struct z_mbox_async memory[COUNT];
static struct k_mem_slab pool =
	Z_MEM_SLAB_INITIALIZER(pool, (char *)memory, sizeof(memory[0]), COUNT);

void k_mbox_async_put(struct k_mbox *mbox, struct k_mbox_msg *tx_msg, struct k_sem *sem)
{
	void *block;

	z_check_thread();
	(void)k_mem_slab_alloc(&pool, &block, K_FOREVER);

	struct z_mbox_async *async = block;

	*async = (struct z_mbox_async){
		.msg = *tx_msg, .prio = k_thread_priority_get(_current), .sem = sem, .pool = &pool};
	async->msg._sender = _current;
	async->msg._async = async;
	z_mbox_async_offer(mbox, async);
}
