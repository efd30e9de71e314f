/* SPDX-License-Identifier: MIT */
/*
 * Threads that help a test case, and ways to let them run that do not depend on
 * how long they take. One set for each file that includes this.
 *
 * A case runs at a cooperative priority, so a worker starts only when the case
 * waits or calls run_others(). retire_workers() belongs in every suite's after
 * function: it ends what a failed case left behind.
 */
#ifndef BREEZE_TESTS_KERNEL_SUPPORT_WORKER_H_
#define BREEZE_TESTS_KERNEL_SUPPORT_WORKER_H_

#include <zephyr/kernel.h>
#include <zephyr/sys/util.h>

#define WORKERS      8
#define WORKER_STACK (2048 + CONFIG_TEST_EXTRA_STACK_SIZE)

/** What a worker runs, and its result when that has returned. */
struct job {
	int (*run)(void *arg);
	void *arg;
	int result;
	bool done;
};

static struct k_thread worker_threads[WORKERS];
static K_THREAD_STACK_ARRAY_DEFINE(worker_stacks, WORKERS, WORKER_STACK);
static struct k_thread settler_thread;
static K_THREAD_STACK_DEFINE(settler_stack, WORKER_STACK);
static struct job jobs[WORKERS];
static bool worker_made[WORKERS];

static void worker_main(void *p1, void *p2, void *p3)
{
	struct job *job = p1;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	job->result = job->run(job->arg);
	job->done = true;
}

/** Let worker @a index run @a run(@a arg) at @a prio after @a delay. @return its thread. */
static inline k_tid_t start_worker_after(int index, int prio, int (*run)(void *arg), void *arg,
					 k_timeout_t delay)
{
	jobs[index] = (struct job){.run = run, .arg = arg};
	worker_made[index] = true;
	return k_thread_create(&worker_threads[index], worker_stacks[index],
			       K_THREAD_STACK_SIZEOF(worker_stacks[index]), worker_main,
			       &jobs[index], NULL, NULL, prio, 0, delay);
}

static inline k_tid_t start_worker(int index, int prio, int (*run)(void *arg), void *arg)
{
	return start_worker_after(index, prio, run, arg, K_NO_WAIT);
}

static inline void retire_workers(void)
{
	for (int i = 0; i < WORKERS; i++) {
		if (worker_made[i]) {
			k_thread_abort(&worker_threads[i]);
			worker_made[i] = false;
		}
	}
}

static inline void settler_main(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
}

/**
 * Let every other thread run until it waits or ends: wait for the end of a thread that is worse than
 * all of them. Takes no time.
 */
static inline void run_others(void)
{
	k_thread_create(&settler_thread, settler_stack, K_THREAD_STACK_SIZEOF(settler_stack),
			settler_main, NULL, NULL, NULL, K_LOWEST_APPLICATION_THREAD_PRIO, 0,
			K_NO_WAIT);
	k_thread_join(&settler_thread, K_FOREVER);
}

/** start_worker(), then run_others(): on return the worker waits or has ended. */
static inline k_tid_t run_worker(int index, int prio, int (*run)(void *arg), void *arg)
{
	k_tid_t thread = start_worker(index, prio, run, arg);

	run_others();
	return thread;
}

/** @return the result of worker @a index, or a value that no kernel call returns when it has not ended. */
static inline int worker_result(int index)
{
	return jobs[index].done ? jobs[index].result : INT32_MIN;
}

/** The tick has just begun when this returns. */
static inline int64_t start_of_tick(void)
{
	k_sleep(K_TICKS(1));
	return k_uptime_ticks();
}

#endif /* BREEZE_TESTS_KERNEL_SUPPORT_WORKER_H_ */
