/* SPDX-License-Identifier: MIT */
/*
 * Workers that follow a script of locks, unlocks and gates. At a gate a worker
 * waits, without a mutex being involved, until the case lets it go on.
 */
#ifndef BREEZE_TESTS_KERNEL_SUPPORT_SCRIPT_H_
#define BREEZE_TESTS_KERNEL_SUPPORT_SCRIPT_H_

#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

enum action {
	ACT_END,
	ACT_LOCK,
	ACT_UNLOCK,
	ACT_GATE,
};

struct step {
	enum action action;
	struct k_mutex *mutex;
	k_timeout_t timeout;
};

#define LOCK(m)                                                                                    \
	{                                                                                          \
		.action = ACT_LOCK, .mutex = (m), .timeout = K_FOREVER                             \
	}
#define LOCK_FOR(m, ticks)                                                                         \
	{                                                                                          \
		.action = ACT_LOCK, .mutex = (m), .timeout = K_TICKS(ticks)                        \
	}
#define UNLOCK(m)                                                                                  \
	{                                                                                          \
		.action = ACT_UNLOCK, .mutex = (m)                                                 \
	}
#define GATE                                                                                       \
	{                                                                                          \
		.action = ACT_GATE                                                                 \
	}
#define END                                                                                        \
	{                                                                                          \
		.action = ACT_END                                                                  \
	}

static struct k_sem gates[WORKERS];
static const struct step *scripts[WORKERS];

static int take_step(const struct step *step, struct k_sem *gate)
{
	switch (step->action) {
	case ACT_LOCK:
		return k_mutex_lock(step->mutex, step->timeout);
	case ACT_UNLOCK:
		return k_mutex_unlock(step->mutex);
	default:
		return k_sem_take(gate, K_FOREVER);
	}
}

/** @return the last result that was not 0. */
static int follow(void *arg)
{
	int index = (int)(intptr_t)arg;
	int result = 0;

	for (const struct step *step = scripts[index]; step->action != ACT_END; step++) {
		int failed = take_step(step, &gates[index]);

		result = failed != 0 ? failed : result;
	}
	return result;
}

/** Make worker @a index ready to follow @a script. */
static inline k_tid_t start_script(int index, int prio, const struct step *script)
{
	zassert_ok(k_sem_init(&gates[index], 0, 1));
	scripts[index] = script;
	return start_worker(index, prio, follow, (void *)(intptr_t)index);
}

/** Run worker @a index along @a script until it waits. */
static inline k_tid_t run_script(int index, int prio, const struct step *script)
{
	k_tid_t thread = start_script(index, prio, script);

	run_others();
	return thread;
}

/** Let worker @a index go on from its gate until it waits again. */
static inline void open_gate(int index)
{
	k_sem_give(&gates[index]);
	run_others();
}

#define zassert_prio(index, expected)                                                              \
	zassert_equal(k_thread_priority_get(&worker_threads[index]), expected,                     \
		      "worker %d runs at %d instead of %d", index,                                 \
		      k_thread_priority_get(&worker_threads[index]), expected)

#endif /* BREEZE_TESTS_KERNEL_SUPPORT_SCRIPT_H_ */
