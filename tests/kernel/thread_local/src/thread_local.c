/* SPDX-License-Identifier: MIT */
/*
 * Thread-local variables: each thread has its own, with first values, from its first instruction to its end.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/init.h>
#include <zephyr/irq_offload.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

#define FIRST 0x12345678
#define TEXT  "first text"

Z_THREAD_LOCAL int number = FIRST;
static __thread int zero;
static __thread char text[24] = TEXT;
static __thread uint64_t array[5] __aligned(16);
static __thread char tail = 'z';

static int early_number;
static int early_zero;

/** Before the first thread there is a set of them too. */
static int use_early(void)
{
	early_number = number;
	early_zero = zero;
	number = 1;
	zero = 1;
	return 0;
}

SYS_INIT(use_early, PRE_KERNEL_1, 0);

static bool is_fresh(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(array); i++) {
		if (array[i] != 0) {
			return false;
		}
	}
	return number == FIRST && zero == 0 && tail == 'z' && strcmp(text, TEXT) == 0;
}

static void fill(int with)
{
	number = with;
	zero = with + 1;
	tail = (char)with;
	memset(text, with, sizeof(text));
	for (size_t i = 0; i < ARRAY_SIZE(array); i++) {
		array[i] = (uint64_t)with << 32 | i;
	}
}

static bool is_filled(int with)
{
	for (size_t i = 0; i < ARRAY_SIZE(array); i++) {
		if (array[i] != ((uint64_t)with << 32 | i)) {
			return false;
		}
	}
	return number == with && zero == with + 1 && tail == (char)with &&
	       text[sizeof(text) - 1] == (char)with;
}

static K_SEM_DEFINE(turn, 0, 100);

static int change_and_wait(void *arg)
{
	int own = (int)(intptr_t)arg;

	if (!is_fresh()) {
		return -1;
	}
	fill(own);
	(void)k_sem_take(&turn, K_FOREVER);
	return is_filled(own) ? 0 : -2;
}

ZTEST(thread_local_variables, test_before_the_first_thread)
{
	zassert_equal(early_number, FIRST);
	zassert_equal(early_zero, 0);
}

ZTEST(thread_local_variables, test_new_thread_has_first_values)
{
	zassert_true(is_fresh());
	zassert_equal((uintptr_t)array % 16, 0, "aligned");
}

ZTEST(thread_local_variables, test_each_thread_keeps_its_own)
{
	fill(1);
	for (int i = 0; i < WORKERS; i++) {
		start_worker(i, 5, change_and_wait, (void *)(intptr_t)(i + 2));
	}
	run_others();
	zassert_true(is_filled(1));
	for (int i = 0; i < WORKERS; i++) {
		k_sem_give(&turn);
	}
	run_others();
	for (int i = 0; i < WORKERS; i++) {
		zassert_equal(worker_result(i), 0, "worker %d: %d", i, worker_result(i));
	}
	zassert_true(is_filled(1));
}

ZTEST(thread_local_variables, test_thread_that_is_made_again_starts_anew)
{
	for (int i = 0; i < 3; i++) {
		run_worker(0, 5, change_and_wait, (void *)(intptr_t)(i + 2));
		k_sem_give(&turn);
		run_others();
		zassert_equal(worker_result(0), 0, "time %d: %d", i, worker_result(0));
	}
}

static int change_and_spin(void *arg)
{
	int own = (int)(intptr_t)arg;
	int64_t end = k_uptime_ticks() + 20;

	fill(own);
	while (k_uptime_ticks() < end) {
		if (!is_filled(own)) {
			return -1;
		}
		k_busy_wait(100);
	}
	return 0;
}

ZTEST(thread_local_variables, test_preempted_threads_keep_theirs)
{
	k_sched_time_slice_set(10, 0);
	for (int i = 0; i < 4; i++) {
		start_worker(i, 5, change_and_spin, (void *)(intptr_t)(i + 2));
	}
	run_others();
	for (int i = 0; i < 4; i++) {
		zassert_equal(worker_result(i), 0);
	}
	k_sched_time_slice_set(CONFIG_TIMESLICE_SIZE, CONFIG_TIMESLICE_PRIORITY);
}

static void look_in_isr(const void *arg)
{
	*(bool *)(uintptr_t)arg = is_filled(7);
	number = 8;
}

ZTEST(thread_local_variables, test_handler_sees_those_of_the_interrupted_thread)
{
	bool seen = false;

	fill(7);
	irq_offload(look_in_isr, &seen);
	zassert_true(seen);
	zassert_equal(number, 8);
}

static int note_errno(void *arg)
{
	int first = errno;

	errno = (int)(intptr_t)arg;
	(void)k_sem_take(&turn, K_FOREVER);
	return first == 0 && errno == (int)(intptr_t)arg ? 0 : -1;
}

ZTEST(thread_local_variables, test_errno_is_the_threads_own)
{
	errno = 5;
	run_worker(0, 5, note_errno, (void *)6);
	zassert_equal(errno, 5);
	k_sem_give(&turn);
	run_others();
	zassert_equal(worker_result(0), 0);
	zassert_equal(errno, 5);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
	k_sem_reset(&turn);
}

ZTEST_SUITE(thread_local_variables, NULL, NULL, NULL, after, NULL);
