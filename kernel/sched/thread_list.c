/* SPDX-License-Identifier: MIT */
/*
 * The list of all living threads. Debuggers read it; k_thread_foreach() walks it.
 *
 * A walk that unlocks between steps leaves its place in a cursor, on its stack; a
 * thread that ends moves the cursors that stand on it and takes away its own.
 * Lock: the interrupt lock.
 */
#include <zephyr/kernel/thread.h>

#include "kernel/sched/scheduler.h"
#include "kernel/sched/thread_list.h"

/** A walk under way. */
struct cursor {
	/** The thread to visit next. */
	struct k_thread *next;
	/** The thread that walks; NULL for an interrupt handler, which can not be ended. */
	const struct k_thread *walker;
	struct cursor *outer;
};

static struct cursor *cursors;

void z_thread_list_add(struct k_thread *thread)
{
	unsigned int key = z_lock();

	thread->prev_thread = NULL;
	thread->next_thread = _kernel.threads;
	if (_kernel.threads != NULL) {
		_kernel.threads->prev_thread = thread;
	}
	_kernel.threads = thread;
	z_unlock(key);
}

static void update_cursors(const struct k_thread *ended)
{
	struct cursor **link = &cursors;

	while (*link != NULL) {
		struct cursor *cursor = *link;

		if (cursor->walker == ended) {
			*link = cursor->outer;
			continue;
		}
		if (cursor->next == ended) {
			cursor->next = ended->next_thread;
		}
		link = &cursor->outer;
	}
}

void z_thread_list_remove(struct k_thread *thread)
{
	update_cursors(thread);
	if (thread->next_thread != NULL) {
		thread->next_thread->prev_thread = thread->prev_thread;
	}
	if (thread->prev_thread != NULL) {
		thread->prev_thread->next_thread = thread->next_thread;
	} else {
		_kernel.threads = thread->next_thread;
	}
}

void k_thread_foreach(k_thread_user_cb_t user_cb, void *user_data)
{
	__ASSERT(user_cb != NULL, "k_thread_foreach: the callback is NULL");

	unsigned int key = z_lock();

	for (struct k_thread *thread = _kernel.threads; thread != NULL;
	     thread = thread->next_thread) {
		user_cb(thread, user_data);
	}
	z_unlock(key);
}

static void drop_cursor(struct cursor *cursor)
{
	struct cursor **link = &cursors;

	while (*link != cursor) {
		link = &(*link)->outer;
	}
	*link = cursor->outer;
}

void k_thread_foreach_unlocked(k_thread_user_cb_t user_cb, void *user_data)
{
	__ASSERT(user_cb != NULL, "k_thread_foreach_unlocked: the callback is NULL");

	unsigned int key = z_lock();
	struct cursor cursor = {
		.next = _kernel.threads,
		.walker = arch_is_in_isr() ? NULL : _current,
		.outer = cursors,
	};

	cursors = &cursor;
	while (cursor.next != NULL) {
		struct k_thread *thread = cursor.next;

		cursor.next = thread->next_thread;
		z_unlock(key);
		user_cb(thread, user_data);
		key = z_lock();
	}
	drop_cursor(&cursor);
	z_unlock(key);
}

void k_thread_foreach_filter_by_cpu(unsigned int cpu, k_thread_user_cb_t user_cb, void *user_data)
{
	__ASSERT(cpu == 0, "there is no CPU %u", cpu);
	k_thread_foreach(user_cb, user_data);
}

void k_thread_foreach_unlocked_filter_by_cpu(unsigned int cpu, k_thread_user_cb_t user_cb,
					     void *user_data)
{
	__ASSERT(cpu == 0, "there is no CPU %u", cpu);
	k_thread_foreach_unlocked(user_cb, user_data);
}
