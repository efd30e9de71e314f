/* SPDX-License-Identifier: MIT */
/*
 * The report of a deadlock: every thread, its state, and what it waits for.
 * Nothing else runs any more.
 */
#include <string.h>
#include <unistd.h>

#include <zephyr/kernel/mutex.h>
#include <zephyr/kernel_structs.h>
#include <zephyr/sys/printk.h>
#include <zephyr/sys/util.h>

#include "arch/posix/posix.h"

static const char *const kind_names[] = {
	[Z_WAIT_NOTHING] = "nothing",
	[Z_WAIT_SLEEP] = "k_wakeup() or its start",
	[Z_WAIT_MUTEX] = "mutex",
	[Z_WAIT_SEM] = "semaphore",
	[Z_WAIT_CONDVAR] = "condition",
	[Z_WAIT_TIMER] = "timer",
	[Z_WAIT_JOIN] = "end of thread",
	[Z_WAIT_QUEUE] = "queue",
	[Z_WAIT_STACK] = "stack",
	[Z_WAIT_MSGQ] = "message queue",
	[Z_WAIT_PIPE] = "pipe",
	[Z_WAIT_MBOX] = "mailbox",
	[Z_WAIT_EVENT] = "event",
	[Z_WAIT_POLL] = "poll",
	[Z_WAIT_MEM_SLAB] = "memory slab",
	[Z_WAIT_HEAP] = "heap",
	[Z_WAIT_WORK] = "work",
	[Z_WAIT_FUTEX] = "futex",
	[Z_WAIT_DEVICE] = "device",
	[Z_WAIT_SERVICE] = "something to do",
};

static unsigned int waiting;

/** @return whether @a thread waits for another one, and not only until it is wanted. */
static bool is_stuck(const struct k_thread *thread)
{
	return thread != _kernel.cpus[0].idle_thread && thread->base.wait_kind != Z_WAIT_SERVICE;
}

static void say(const char *text)
{
	z_posix_write(STDERR_FILENO, text, strlen(text));
}

static const char *name_of(const struct k_thread *thread)
{
	const char *name = k_thread_name_get((k_tid_t)thread);

	return name != NULL && name[0] != '\0' ? name : "unnamed";
}

/** The object that @a thread waits for: name or address, and who could end the wait. */
static void describe_object(const struct k_thread *thread, char *buf, size_t size)
{
	_wait_q_t *wait_q = thread->base.pended_on;

	if (thread->base.wait_kind == Z_WAIT_JOIN && wait_q != NULL) {
		struct k_thread *other = CONTAINER_OF(wait_q, struct k_thread, join_queue);

		snprintk(buf, size, " %p (%s)", (void *)other, name_of(other));
	} else if (thread->base.wait_kind == Z_WAIT_MUTEX && wait_q != NULL) {
		struct k_mutex *mutex = CONTAINER_OF(wait_q, struct k_mutex, wait_q);

		snprintk(buf, size, " %p, held by %p (%s)", (void *)mutex, (void *)mutex->owner,
			 name_of(mutex->owner));
	} else if (wait_q != NULL) {
		snprintk(buf, size, " %p", (void *)wait_q);
	} else {
		buf[0] = '\0';
	}
}

static void describe(const struct k_thread *thread, void *unused)
{
	char state[64], object[128], text[320];

	ARG_UNUSED(unused);
	if (!is_stuck(thread)) {
		return;
	}
	describe_object(thread, object, sizeof(object));
	snprintk(text, sizeof(text), "  thread %p (%s), priority %d, %s, waits for: %s%s\n",
		 (const void *)thread, name_of(thread), thread->base.prio,
		 k_thread_state_str((k_tid_t)thread, state, sizeof(state)),
		 kind_names[thread->base.wait_kind], object);
	say(text);
	if (native_describe_thread(thread, text, sizeof(text)) > 0) {
		say("    ");
		say(text);
		say("\n");
	}
}

__weak int native_describe_thread(const struct k_thread *thread, char *buf, unsigned int size)
{
	ARG_UNUSED(thread);
	ARG_UNUSED(buf);
	ARG_UNUSED(size);
	return 0;
}

static void count(const struct k_thread *thread, void *unused)
{
	ARG_UNUSED(unused);
	waiting += is_stuck(thread) ? 1U : 0U;
}

FUNC_NORETURN void z_posix_deadlock(void)
{
	k_thread_foreach_unlocked(count, NULL);
	if (waiting == 0U) {
		native_exit(0);
	}
	z_posix_console_flush();
	say("Deadlock: every thread waits, and nothing is left that could wake one:\n");
	k_thread_foreach(describe, NULL);
	native_exit(NATIVE_STATUS_DEADLOCK);
}
