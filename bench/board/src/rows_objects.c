/* SPDX-License-Identifier: MIT */
/* Kernel objects, with and without somebody who waits. */
#include "rows.h"

#define MESSAGE_SIZE 16

static K_SEM_DEFINE(there, 0, 1);
static K_SEM_DEFINE(back, 0, 1);
static K_SEM_DEFINE(begin, 0, 1);
static K_MUTEX_DEFINE(mutex);
K_MSGQ_DEFINE(messages, MESSAGE_SIZE, 4, 4);
K_MEM_SLAB_DEFINE(blocks, 128, 4, 4);

static void answer(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		(void)k_sem_take(&there, K_FOREVER);
		k_sem_give(&back);
	}
}

static void take_for_ever(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		(void)k_sem_take(&there, K_FOREVER);
	}
}

static void lock_for_ever(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		(void)k_sem_take(&begin, K_FOREVER);
		(void)k_mutex_lock(&mutex, K_FOREVER);
		(void)k_mutex_unlock(&mutex);
	}
}

static void ask(void)
{
	k_sem_give(&there);
	(void)k_sem_take(&back, K_FOREVER);
}

/** The helper waits for the mutex meanwhile and lends its priority. */
static void lock_contended(void)
{
	(void)k_mutex_lock(&mutex, K_FOREVER);
	k_sem_give(&begin);
	(void)k_mutex_unlock(&mutex);
}

static void give_and_take(void)
{
	k_sem_give(&back);
	(void)k_sem_take(&back, K_FOREVER);
}

static void lock_and_unlock(void)
{
	(void)k_mutex_lock(&mutex, K_FOREVER);
	(void)k_mutex_unlock(&mutex);
}

static void put_and_get(void)
{
	static uint32_t message[MESSAGE_SIZE / sizeof(uint32_t)];

	(void)k_msgq_put(&messages, message, K_NO_WAIT);
	(void)k_msgq_get(&messages, message, K_NO_WAIT);
}

static void alloc_and_free(void)
{
	void *block;

	(void)k_mem_slab_alloc(&blocks, &block, K_NO_WAIT);
	k_mem_slab_free(&blocks, block);
}

static void row_with_helper(const char *name, k_thread_entry_t entry, int priority,
			    void (*operation)(void))
{
	(void)helper(0, entry, NULL, priority);
	k_yield();
	row(name, MEASURE(ROUNDS, operation()));
	end_helpers(1);
}

static inline void give(void)
{
	k_sem_give(&there);
}

void rows_objects(void)
{
	row_with_helper("semaphore ping-pong, round trip", answer, MEASURING, ask);
	row_with_helper("wake a higher thread, it blocks again", take_for_ever, ABOVE, give);
	row("mutex lock + unlock", MEASURE(ROUNDS, lock_and_unlock()));
	row("semaphore give + take", MEASURE(ROUNDS, give_and_take()));
	row_with_helper("contended mutex with inheritance", lock_for_ever, ABOVE, lock_contended);
	row("message queue put + get, 16 bytes", MEASURE(ROUNDS, put_and_get()));
	row("memory slab alloc + free", MEASURE(ROUNDS, alloc_and_free()));
}
