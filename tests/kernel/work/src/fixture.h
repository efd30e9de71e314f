/* SPDX-License-Identifier: MIT */
/*
 * A queue for a case, and items that note their name in the trace and then wait at a gate, go on,
 * or call what the case wants. One set for each file that includes this.
 */
#ifndef BREEZE_TESTS_KERNEL_WORK_FIXTURE_H_
#define BREEZE_TESTS_KERNEL_WORK_FIXTURE_H_

#include <errno.h>

#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/trace.h"

#define QUEUE_PRIO 1

struct item {
	struct k_work_delayable dwork;
	char name;
	/** Wait for the gate in the handler. */
	bool gated;
	/** Called by the handler. */
	void (*action)(struct item *item);
	int result;
};

static K_THREAD_STACK_DEFINE(queue_stack, WORKER_STACK);
static struct k_work_q queue;
static struct item items[4];
static struct k_sem gate;

static void handle(struct k_work *work)
{
	struct item *item = CONTAINER_OF(k_work_delayable_from_work(work), struct item, dwork);

	mark(item->name);
	if (item->gated) {
		k_sem_take(&gate, K_FOREVER);
		mark('.');
	}
	if (item->action != NULL) {
		item->action(item);
	}
}

#define A (&items[0].dwork.work)
#define B (&items[1].dwork.work)
#define C (&items[2].dwork.work)

/** Let the queue run A until it waits at the gate. */
static inline void run_a_to_its_gate(void)
{
	items[0].gated = true;
	zassert_equal(k_work_submit_to_queue(&queue, A), 1);
	run_others();
	expect_trace("a");
}

static inline void open_the_gate(void)
{
	k_sem_give(&gate);
	run_others();
}

static inline void begin_case(void *fixture)
{
	ARG_UNUSED(fixture);
	clear_trace();
	zassert_ok(k_sem_init(&gate, 0, 10));
	for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
		items[i] = (struct item){.name = (char)('a' + i)};
		k_work_init_delayable(&items[i].dwork, handle);
	}
	k_work_queue_init(&queue);
}

static inline void begin_case_with_queue(void *fixture)
{
	begin_case(fixture);
	k_work_queue_start(&queue, queue_stack, K_THREAD_STACK_SIZEOF(queue_stack), QUEUE_PRIO,
			   NULL);
}

/** After a case that may have left the queue in any state. */
static inline void end_case(void *fixture)
{
	ARG_UNUSED(fixture);
	for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
		(void)k_work_cancel_delayable(&items[i].dwork);
	}
	retire_workers();
	if (queue.thread_id == &queue.thread) {
		k_thread_abort(&queue.thread);
	}
}

/* For workers: arg is an item of work. */

static struct k_work_sync syncs[WORKERS];
static int next_sync;

static inline int flush(void *arg)
{
	return k_work_flush(arg, &syncs[next_sync++ % WORKERS]);
}

static inline int cancel_sync(void *arg)
{
	return k_work_cancel_sync(arg, &syncs[next_sync++ % WORKERS]);
}

#endif /* BREEZE_TESTS_KERNEL_WORK_FIXTURE_H_ */
