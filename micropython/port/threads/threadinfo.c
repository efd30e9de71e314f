/* SPDX-License-Identifier: MIT */
/*
 * Looks at kernel threads through the kernel's public calls. Threads of C may come and go meanwhile:
 * those that come late are left out.
 */
#include "threads/threadinfo.h"

#include <string.h>

#include "py/misc.h"
#include "stackpeak.h"
#include "threads/gil.h"

/* Sizes of stacks are suggested in steps of this. */
#define STEP 256

/* Threads that may begin between counting and looking. */
#define SPARE 4

static void count(const struct k_thread *kernel, void *total)
{
	(void)kernel;
	*(size_t *)total += 1;
}

static enum py_thread_run_state state_of(const struct k_thread *kernel)
{
	char state[48];

	if (kernel == k_current_get()) {
		return PY_THREAD_RUNNING;
	}
	k_thread_state_str((k_tid_t)kernel, state, sizeof(state));
	if (strstr(state, "dead") != NULL || strstr(state, "aborting") != NULL) {
		return PY_THREAD_DELETED;
	}
	if (strstr(state, "suspended") != NULL) {
		return PY_THREAD_SUSPENDED;
	}
	return strstr(state, "pending") != NULL || strstr(state, "sleeping") != NULL
		       ? PY_THREAD_BLOCKED
		       : PY_THREAD_READY;
}

static void look(const struct k_thread *kernel, void *param)
{
	struct py_thread_infos *shot = param;
	k_thread_runtime_stats_t stats;

	if (shot->count == shot->room) {
		return;
	}
	struct py_thread_info *info = &shot->infos[shot->count++];
	*info = (struct py_thread_info){
		.kernel = kernel,
		.state = state_of(kernel),
		.priority = k_thread_priority_get((k_tid_t)kernel),
		.stack_size = kernel->stack_info.size,
	};
	strncpy(info->name, k_thread_name_get((k_tid_t)kernel), sizeof(info->name) - 1);
	if (k_thread_runtime_stats_get((k_tid_t)kernel, &stats) == 0) {
		info->runtime_us = k_cyc_to_us_floor64(stats.execution_cycles);
	}
}

/* Takes long, so it is done when all else has been seen. */
static void look_at_stack(const struct k_thread *kernel, void *param)
{
	const struct py_thread_infos *shot = param;

	for (size_t i = 0; i < shot->count; i++) {
		if (shot->infos[i].kernel == kernel) {
			shot->infos[i].stack_peak =
				MIN(port_stack_peak(kernel), shot->infos[i].stack_size);
		}
	}
}

/* A Python thread's stack is as large as was asked for; the kernel's may be larger. */
static void add_python(struct py_thread_info *info, const struct py_thread *thread)
{
	info->python = thread;
	info->priority = py_gil_priority(thread);
	if (thread->stack_size != 0) {
		info->stack_size = thread->stack_size;
	}
}

static void join_python(const struct py_thread_infos *shot)
{
	const struct py_thread *thread = py_thread_first();

	for (; thread != NULL; thread = py_thread_next(thread)) {
		for (size_t i = 0; i < shot->count; i++) {
			if (shot->infos[i].kernel == thread->kernel) {
				add_python(&shot->infos[i], thread);
				break;
			}
		}
	}
}

struct py_thread_infos py_thread_info_all(void)
{
	struct py_thread_infos shot = {0};

	k_thread_foreach(count, &shot.room);
	shot.room += SPARE;
	shot.infos = m_new(struct py_thread_info, shot.room);
	k_thread_foreach_unlocked(look, &shot);
	shot.total_us = k_cyc_to_us_floor64(k_cycle_get_64());
	join_python(&shot);
	k_thread_foreach_unlocked(look_at_stack, &shot);
	return shot;
}

size_t py_thread_info_suggest(const struct py_thread_info *info)
{
	size_t size = ROUND_UP(info->stack_peak + info->stack_peak / 4, STEP);

	if (info->stack_peak == 0) {
		return 0;
	}
	return info->python != NULL ? MAX(size, py_thread_min_stack()) : size;
}
