/* SPDX-License-Identifier: MIT */
/*
 * Objects that are counters: semaphores, and what polls one or is built of a mutex and a condition; blocks of
 * slabs and heaps.
 */
#include <errno.h>

#include "concurrency.h"

#define LIMIT 3

static bool gave_up(const struct order *order)
{
	return order->deed == 0 && order->result == (order->ticks == 0 ? -EBUSY : -EAGAIN);
}

enum {
	TAKE,
	GIVE,
	RESET
};

static bool model_sem(struct state *state, int actor, const struct order *order, int *result)
{
	ARG_UNUSED(actor);
	*result = 0;
	if (order->deed == GIVE) {
		state->count = MIN(state->count + 1, LIMIT);
	} else if (order->deed == RESET) {
		state->count = 0;
	} else if (state->count == 0) {
		return false;
	} else {
		state->count--;
	}
	return true;
}

/* A semaphore. A reset lets waiters give up, whatever their timeouts. */

static struct k_sem sem;

static void start_sem(struct state *state)
{
	(void)k_sem_init(&sem, 1, LIMIT);
	state->count = 1;
}

static int act_sem(int actor, const struct order *order)
{
	ARG_UNUSED(actor);
	switch (order->deed) {
	case TAKE:
		return k_sem_take(&sem, timeout_of(order));
	case GIVE:
		k_sem_give(&sem);
		return 0;
	default:
		k_sem_reset(&sem);
		return 0;
	}
}

static bool sem_is_in(const struct state *state)
{
	return (int)k_sem_count_get(&sem) == state->count;
}

ZTEST(concurrency, test_sem_with_resets)
{
	run_episodes(&(struct subject){"sem", 3, TAKE, start_sem, act_sem, model_sem, gave_up,
				       sem_is_in});
}

ZTEST(concurrency, test_sem_without_resets)
{
	run_episodes(&(struct subject){"sem without resets", 2, TAKE, start_sem, act_sem, model_sem,
				       gave_up, sem_is_in});
}

/* Taken through a poll. */

static int take_by_poll(const struct order *order)
{
	k_timepoint_t end = sys_timepoint_calc(timeout_of(order));
	struct k_poll_event event;

	while (k_sem_take(&sem, K_NO_WAIT) != 0) {
		k_poll_event_init(&event, K_POLL_TYPE_SEM_AVAILABLE, K_POLL_MODE_NOTIFY_ONLY, &sem);
		if (k_poll(&event, 1, sys_timepoint_timeout(end)) == -EAGAIN) {
			int last = k_sem_take(&sem, K_NO_WAIT);

			return last == -EBUSY && order->ticks != 0 ? -EAGAIN : last;
		}
	}
	return 0;
}

static int act_poll(int actor, const struct order *order)
{
	if (order->deed == TAKE) {
		return actor == ISR ? k_sem_take(&sem, K_NO_WAIT) : take_by_poll(order);
	}
	return act_sem(actor, order);
}

ZTEST(concurrency, test_poll)
{
	run_episodes(&(struct subject){"poll", 2, TAKE, start_sem, act_poll, model_sem, gave_up,
				       sem_is_in});
}

/* A semaphore built of a mutex and a condition. */

static struct k_mutex mutex;
static struct k_condvar condvar;
static int count;

static void start_monitor(struct state *state)
{
	(void)k_mutex_init(&mutex);
	(void)k_condvar_init(&condvar);
	count = state->count = 1;
}

static int wait_in_monitor(const struct order *order)
{
	k_timepoint_t end = sys_timepoint_calc(timeout_of(order));
	int waited = order->ticks == 0 ? -EBUSY : 0;

	while (count == 0) {
		if (waited != 0) {
			return waited;
		}
		waited = k_condvar_wait(&condvar, &mutex, sys_timepoint_timeout(end));
	}
	count--;
	return 0;
}

static int act_monitor(int actor, const struct order *order)
{
	int result = 0;

	ARG_UNUSED(actor);
	(void)k_mutex_lock(&mutex, K_FOREVER);
	if (order->deed == TAKE) {
		result = wait_in_monitor(order);
	} else {
		count = MIN(count + 1, LIMIT);
		(void)k_condvar_signal(&condvar);
	}
	(void)k_mutex_unlock(&mutex);
	return result;
}

static bool monitor_is_in(const struct state *state)
{
	return count == state->count;
}

ZTEST(concurrency, test_condvar)
{
	run_episodes(&(struct subject){"condvar", 2, 2, start_monitor, act_monitor, model_sem,
				       gave_up, monitor_is_in});
}

/* Blocks: each actor gives back what it has. */

enum {
	ALLOC,
	FREE
};

#define BLOCKS     2
#define BLOCK_SIZE 64

static char __aligned(8) slab_memory[BLOCKS * BLOCK_SIZE];
static struct k_mem_slab slab;
static struct k_heap heap;
static char __aligned(8) heap_memory[512];
static void *owned[ACTORS][ORDERS];
static int owns[ACTORS];

static bool model_blocks(struct state *state, int actor, const struct order *order, int *result)
{
	*result = 0;
	if (order->deed == FREE) {
		bool has = state->of[actor] > 0;

		*result = has ? 0 : -ENOENT;
		state->of[actor] -= has ? 1 : 0;
		state->count += has ? 1 : 0;
		return true;
	}
	if (state->count == 0) {
		return false;
	}
	state->count--;
	state->of[actor]++;
	return true;
}

static void start_slab(struct state *state)
{
	memset(owns, 0, sizeof(owns));
	(void)k_mem_slab_init(&slab, slab_memory, BLOCK_SIZE, BLOCKS);
	state->count = BLOCKS;
}

static int act_slab(int actor, const struct order *order)
{
	int result;

	if (order->deed == FREE) {
		if (owns[actor] == 0) {
			return -ENOENT;
		}
		k_mem_slab_free(&slab, owned[actor][--owns[actor]]);
		return 0;
	}
	result = k_mem_slab_alloc(&slab, &owned[actor][owns[actor]], timeout_of(order));
	owns[actor] += result == 0 ? 1 : 0;
	return result == -ENOMEM ? -EBUSY : result;
}

static bool slab_is_in(const struct state *state)
{
	return (int)k_mem_slab_num_free_get(&slab) == state->count;
}

ZTEST(concurrency, test_mem_slab)
{
	run_episodes(&(struct subject){"mem_slab", 2, ALLOC, start_slab, act_slab, model_blocks,
				       gave_up, slab_is_in});
}

/** As many blocks as there are, so that it is full with them. */
static int fill_heap(void)
{
	int blocks = 0;

	while (blocks < ORDERS &&
	       (owned[0][blocks] = k_heap_alloc(&heap, 120, K_NO_WAIT)) != NULL) {
		blocks++;
	}
	for (int i = 0; i < blocks; i++) {
		k_heap_free(&heap, owned[0][i]);
	}
	return blocks;
}

static void start_heap(struct state *state)
{
	memset(owns, 0, sizeof(owns));
	k_heap_init(&heap, heap_memory, sizeof(heap_memory));
	state->count = fill_heap();
}

static int act_heap(int actor, const struct order *order)
{
	void *memory;

	if (order->deed == FREE) {
		if (owns[actor] == 0) {
			return -ENOENT;
		}
		k_heap_free(&heap, owned[actor][--owns[actor]]);
		return 0;
	}
	memory = k_heap_alloc(&heap, 120, timeout_of(order));
	if (memory == NULL) {
		return order->ticks == 0 ? -EBUSY : -EAGAIN;
	}
	owned[actor][owns[actor]++] = memory;
	return 0;
}

static bool heap_is_in(const struct state *state)
{
	void *memory = state->count > 0 ? k_heap_alloc(&heap, 120, K_NO_WAIT) : NULL;
	bool is_right = (memory != NULL) == (state->count > 0);

	k_heap_free(&heap, memory);
	return is_right;
}

ZTEST(concurrency, test_heap)
{
	run_episodes(&(struct subject){"heap", 2, ALLOC, start_heap, act_heap, model_blocks,
				       gave_up, heap_is_in});
}
