/* SPDX-License-Identifier: MIT */
/*
 * Time slices of single threads. The spinning workers' log says when each had its turn.
 */
#include "tests/kernel/support/trace.h"

#define OWN     5
#define STEP_US 50

/** A tick begins during the first turn, so a slice may be up to a tick shorter. */
#define expect_slice(ticks, slice)                                                                 \
	zassert_between_inclusive(ticks, (slice)-1, slice, "a turn took %d ticks", (int)(ticks))

static struct {
	int count;
	int64_t tick;
	k_tid_t thread;
	void *data;
	bool in_isr;
} told;

static int64_t turn_starts[16];
static int turns;
static char runner;

/** Cooperative workers end by themselves: the test could not end them if it failed. */
static int64_t end_of_spinning;

static int spin(void *arg)
{
	while (k_uptime_ticks() < end_of_spinning) {
		if (runner != (char)(intptr_t)arg && turns < (int)ARRAY_SIZE(turn_starts)) {
			turn_starts[turns++] = k_uptime_ticks();
			mark((char)(intptr_t)arg);
		}
		runner = (char)(intptr_t)arg;
		k_busy_wait(STEP_US);
	}
	return 0;
}

static void note_end(struct k_thread *thread, void *data)
{
	told.count++;
	told.tick = k_uptime_ticks();
	told.thread = thread;
	told.data = data;
	told.in_isr = k_is_in_isr();
}

/** Let the workers spin for @a ticks. */
static void watch(int ticks)
{
	k_sleep(K_TICKS(ticks));
}

static void before(void *fixture)
{
	before_case(fixture);
	k_sched_time_slice_set(0, 0);
	memset(&told, 0, sizeof(told));
	turns = 0;
	runner = '-';
	end_of_spinning = INT64_MAX;
	start_of_tick();
}

static void after(void *fixture)
{
	after_case(fixture);
	k_sched_time_slice_set(CONFIG_TIMESLICE_SIZE, CONFIG_TIMESLICE_PRIORITY);
}

ZTEST(thread_slices, test_its_turns_end_although_others_do_not)
{
	k_thread_time_slice_set(start_worker(0, 5, spin, EVENT('a')), OWN, NULL, NULL);
	start_worker(1, 5, spin, EVENT('b'));
	watch(4 * OWN);
	expect_trace("ab");
	expect_slice(turn_starts[1] - turn_starts[0], OWN);
}

ZTEST(thread_slices, test_lengths_differ)
{
	k_sched_time_slice_set(2 * OWN, 0);
	k_thread_time_slice_set(start_worker(0, 5, spin, EVENT('a')), OWN, NULL, NULL);
	start_worker(1, 5, spin, EVENT('b'));
	watch(7 * OWN - 3);
	expect_trace("ababa");
	expect_slice(turn_starts[1] - turn_starts[0], OWN);
	expect_slice(turn_starts[2] - turn_starts[1], 2 * OWN);
	expect_slice(turn_starts[3] - turn_starts[2], OWN);
}

ZTEST(thread_slices, test_priority_limit_is_for_others)
{
	k_sched_time_slice_set(2 * OWN, 7);
	k_thread_time_slice_set(start_worker(0, 5, spin, EVENT('a')), OWN, NULL, NULL);
	start_worker(1, 5, spin, EVENT('b'));
	watch(6 * OWN);
	expect_trace("ab");
}

ZTEST(thread_slices, test_cooperative_thread_takes_turns)
{
	end_of_spinning = k_uptime_ticks() + 6 * OWN;
	run_as(-5);
	k_thread_time_slice_set(start_worker(0, -2, spin, EVENT('a')), OWN, NULL, NULL);
	k_thread_time_slice_set(start_worker(1, -2, spin, EVENT('b')), OWN, NULL, NULL);
	watch(4 * OWN - 1);
	expect_trace("abab");
}

ZTEST(thread_slices, test_function_is_told_in_a_handler)
{
	int datum;
	k_tid_t thread = start_worker(0, 5, spin, EVENT('a'));
	int64_t start = k_uptime_ticks();

	k_thread_time_slice_set(thread, OWN, note_end, &datum);
	watch(OWN + 1);
	zassert_equal(told.count, 1, "also without a peer");
	expect_slice(told.tick - start, OWN);
	zassert_equal_ptr(told.thread, thread);
	zassert_equal_ptr(told.data, &datum);
	zassert_true(told.in_isr);
	watch(5 * OWN);
	zassert_between_inclusive(told.count, 5, 7, "%d", told.count);
}

static void note_timer(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	mark(told.count > 0 ? 'T' : 't');
}

K_TIMER_DEFINE(slice_timer, note_timer, NULL);

/** The timer was started long before the tick in which both are due. */
ZTEST(thread_slices, test_function_comes_before_the_timeouts_of_its_tick)
{
	k_tid_t thread = start_worker(0, 5, spin, EVENT('a'));

	k_timer_start(&slice_timer, K_TICKS(OWN), K_NO_WAIT);
	k_thread_time_slice_set(thread, OWN, note_end, NULL);
	watch(OWN + 2);
	expect_trace("aT");
}

static int lock_and_spin(void *arg)
{
	ARG_UNUSED(arg);
	k_sched_lock();
	k_busy_wait(3 * OWN * 1000);
	mark('l');
	k_sched_unlock();
	k_busy_wait(2000);
	mark('u');
	return 0;
}

ZTEST(thread_slices, test_turn_goes_on_while_the_scheduler_is_locked)
{
	k_thread_time_slice_set(start_worker(0, 5, lock_and_spin, NULL), OWN, note_end, NULL);
	start_worker(1, 5, mark_arg, EVENT('b'));
	watch(6 * OWN);
	expect_trace("lbu");
}

static void abort_thread(struct k_thread *thread, void *data)
{
	ARG_UNUSED(data);
	k_thread_abort(thread);
}

static void suspend_thread(struct k_thread *thread, void *data)
{
	ARG_UNUSED(data);
	k_thread_suspend(thread);
}

ZTEST(thread_slices, test_function_may_end_the_thread)
{
	k_tid_t thread = start_worker(0, 5, spin, EVENT('a'));

	k_thread_time_slice_set(thread, OWN, abort_thread, NULL);
	start_worker(1, 6, mark_arg, EVENT('b'));
	watch(2 * OWN);
	expect_trace("ab");
	zassert_ok(k_thread_join(thread, K_NO_WAIT));
}

ZTEST(thread_slices, test_function_may_suspend_the_thread)
{
	k_tid_t thread = start_worker(0, 5, spin, EVENT('a'));

	k_thread_time_slice_set(thread, OWN, suspend_thread, NULL);
	start_worker(1, 6, mark_arg, EVENT('b'));
	watch(2 * OWN);
	expect_trace("ab");
	k_thread_resume(thread);
	watch(1);
	zassert_equal(runner, 'a');
}

static void stop_slices(struct k_thread *thread, void *data)
{
	note_end(thread, data);
	k_thread_time_slice_set(thread, 0, NULL, NULL);
}

ZTEST(thread_slices, test_function_may_end_the_slices)
{
	k_thread_time_slice_set(start_worker(0, 5, spin, EVENT('a')), OWN, stop_slices, NULL);
	watch(5 * OWN);
	zassert_equal(told.count, 1);
}

ZTEST(thread_slices, test_zero_and_less_end_the_slices)
{
	k_tid_t thread = start_worker(0, 5, spin, EVENT('a'));

	for (int32_t none = 0; none >= -1; none--) {
		k_thread_time_slice_set(thread, OWN, note_end, NULL);
		watch(OWN - 2);
		k_thread_time_slice_set(thread, none, note_end, NULL);
		watch(5 * OWN);
		zassert_equal(told.count, 0);
	}
}

/** It is not the running thread's turn that matters, but its own. */
ZTEST(thread_slices, test_turn_starts_anew_each_time)
{
	k_tid_t thread = start_worker(0, 5, spin, EVENT('a'));

	k_thread_time_slice_set(thread, OWN, note_end, NULL);
	for (int i = 0; i < 5; i++) {
		/* The test's thread runs in between. */
		watch(OWN - 3);
	}
	zassert_equal(told.count, 0);
}

ZTEST_SUITE(thread_slices, NULL, NULL, before, after, NULL);
