/* SPDX-License-Identifier: MIT */
/*
 * What can be asked of a thread: name, state, custom data, unused stack, when
 * its wait ends.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/kernel/thread.h>
#include <zephyr/sys/util.h>

#include "kernel/sched/scheduler.h"
#include "kernel/sched/thread.h"

#define STACK_PATTERN 0xAA

k_tid_t k_sched_current_thread_query(void)
{
	return *(struct k_thread *volatile *)&_current;
}

int k_thread_priority_get(k_tid_t thread)
{
	return thread->base.prio;
}

#ifdef CONFIG_THREAD_NAME

int k_thread_name_set(k_tid_t thread, const char *name)
{
	struct k_thread *named = thread != NULL ? thread : _current;
	size_t length = strnlen(name, sizeof(named->name) - 1);

	memcpy(named->name, name, length);
	named->name[length] = '\0';
	return 0;
}

const char *k_thread_name_get(k_tid_t thread)
{
	return thread->name;
}

int k_thread_name_copy(k_tid_t thread, char *buf, size_t size)
{
	const struct k_thread *named = thread != NULL ? thread : _current;
	size_t length = strlen(named->name);

	if (size <= length) {
		return -ENOSPC;
	}
	memcpy(buf, named->name, length + 1);
	return 0;
}

#else

int k_thread_name_set(k_tid_t thread, const char *name)
{
	ARG_UNUSED(thread);
	ARG_UNUSED(name);
	return -ENOSYS;
}

const char *k_thread_name_get(k_tid_t thread)
{
	ARG_UNUSED(thread);
	return NULL;
}

int k_thread_name_copy(k_tid_t thread, char *buf, size_t size)
{
	ARG_UNUSED(thread);
	ARG_UNUSED(buf);
	ARG_UNUSED(size);
	return -ENOSYS;
}

#endif /* CONFIG_THREAD_NAME */

static size_t append(char *buf, size_t at, size_t size, const char *text)
{
	while (*text != '\0' && at + 1 < size) {
		buf[at++] = *text++;
	}
	buf[at] = '\0';
	return at;
}

const char *k_thread_state_str(k_tid_t thread, char *buf, size_t buf_size)
{
	static const char *const names[] = {"dummy",     "pending",  "sleeping",   "dead",
					    "suspended", "aborting", "suspending", "queued"};
	size_t at = 0;

	if (thread == NULL || buf == NULL || buf_size == 0) {
		return "";
	}
	buf[0] = '\0';
	for (unsigned int bit = 0; bit < ARRAY_SIZE(names); bit++) {
		if ((thread->base.thread_state & BIT(bit)) != 0) {
			at = append(buf, at, buf_size, at > 0 ? "+" : "");
			at = append(buf, at, buf_size, names[bit]);
		}
	}
	return buf;
}

#ifdef CONFIG_THREAD_CUSTOM_DATA

void k_thread_custom_data_set(void *value)
{
	_current->custom_data = value;
}

void *k_thread_custom_data_get(void)
{
	return _current->custom_data;
}

#endif /* CONFIG_THREAD_CUSTOM_DATA */

#ifdef CONFIG_INIT_STACKS

void z_thread_fill_stack(struct k_thread *thread)
{
	memset((void *)thread->stack_info.start, STACK_PATTERN, thread->stack_info.size);
}

int k_thread_stack_space_get(const struct k_thread *thread, size_t *unused_ptr)
{
	const uint8_t *bytes = (const uint8_t *)thread->stack_info.start;
	size_t unused = 0;

	while (unused < thread->stack_info.size && bytes[unused] == STACK_PATTERN) {
		unused++;
	}
	*unused_ptr = unused;
	return 0;
}

#else

int k_thread_stack_space_get(const struct k_thread *thread, size_t *unused_ptr)
{
	ARG_UNUSED(thread);
	ARG_UNUSED(unused_ptr);
	return -ENOTSUP;
}

#endif /* CONFIG_INIT_STACKS */

k_ticks_t k_thread_timeout_remaining_ticks(const struct k_thread *thread)
{
	return z_timeout_remaining(&thread->base.timeout);
}

k_ticks_t k_thread_timeout_expires_ticks(const struct k_thread *thread)
{
	return z_timeout_expires(&thread->base.timeout);
}
