/* SPDX-License-Identifier: MIT */
/*
 * Time slices. Spinning workers never wait; the log says when each had its turn.
 */
#include "tests/kernel/support/trace.h"

#define SLICE   10
#define STEP_US 50

/** The time between two looks of the clock at a turn, in ticks: a fifth, the first part from four on without a rest. */
#define LOOK 2

/** A turn that did not begin at a look is shorter by what had passed since. */
#define expect_slice(ticks)                                                                        \
	zassert_between_inclusive(ticks, SLICE - LOOK, SLICE, "a turn took %d ticks", (int)(ticks))

/** One that began when another was over is exact, but for the step in which the log sees it. */
#define expect_exact_slice(ticks)                                                                  \
	zassert_between_inclusive(ticks, SLICE - 1, SLICE, "a turn took %d ticks", (int)(ticks))

static struct {
	char who;
	int64_t from;
} turns[64];

static int turn_count;

/** Note that @a who runs now. */
static void note_turn(char who)
{
	if (turn_count == 0 || turns[turn_count - 1].who != who) {
		zassert_true(turn_count < (int)ARRAY_SIZE(turns), "too many turns");
		turns[turn_count].who = who;
		turns[turn_count].from = k_uptime_ticks();
		turn_count++;
	}
}

static int spin(void *arg)
{
	for (;;) {
		note_turn((char)(intptr_t)arg);
		k_busy_wait(STEP_US);
	}
	return 0;
}

static int64_t turn_length(int index)
{
	return turns[index + 1].from - turns[index].from;
}

static void expect_turns(const char *who)
{
	for (int i = 0; who[i] != '\0'; i++) {
		zassert_true(i < turn_count, "only %d turns", turn_count);
		zassert_equal(turns[i].who, who[i], "turn %d was of %c", i, turns[i].who);
	}
}

static void before(void *fixture)
{
	before_case(fixture);
	k_sched_time_slice_set(SLICE, 0);
	/* Whatever the case before had the scheduler count is over. */
	k_sleep(K_TICKS(2));
	turn_count = 0;
}

static void after(void *fixture)
{
	after_case(fixture);
	k_sched_time_slice_set(CONFIG_TIMESLICE_SIZE, CONFIG_TIMESLICE_PRIORITY);
}

ZTEST(slices, test_equal_threads_take_turns_of_a_slice_each)
{
	start_worker(0, 5, spin, EVENT('a'));
	start_worker(1, 5, spin, EVENT('b'));
	start_worker(2, 5, spin, EVENT('c'));
	k_sleep(K_MSEC(9 * SLICE));
	expect_turns("abcabcab");
	expect_slice(turn_length(0));
	for (int i = 1; i < 7; i++) {
		expect_exact_slice(turn_length(i));
	}
}

ZTEST(slices, test_configured_slice_holds_from_the_start)
{
	k_sched_time_slice_set(CONFIG_TIMESLICE_SIZE, CONFIG_TIMESLICE_PRIORITY);
	start_worker(0, 0, spin, EVENT('a'));
	start_worker(1, 0, spin, EVENT('b'));
	k_sleep(K_MSEC(3 * CONFIG_TIMESLICE_SIZE));
	expect_turns("ab");
	zassert_between_inclusive(turn_length(0), CONFIG_TIMESLICE_SIZE - 1, CONFIG_TIMESLICE_SIZE,
				  "a turn took %d ticks", (int)turn_length(0));
}

ZTEST(slices, test_slice_of_zero_switches_them_off)
{
	k_sched_time_slice_set(0, 0);
	start_worker(0, 5, spin, EVENT('a'));
	start_worker(1, 5, spin, EVENT('b'));
	k_sleep(K_MSEC(5 * SLICE));
	zassert_equal(turn_count, 1, "%d turns", turn_count);
}

ZTEST(slices, test_slices_switched_off_during_a_turn_stay_off)
{
	start_worker(0, 5, spin, EVENT('a'));
	start_worker(1, 5, spin, EVENT('b'));
	k_sleep(K_MSEC(SLICE / 2));
	k_sched_time_slice_set(0, 0);
	k_sleep(K_MSEC(5 * SLICE));
	zassert_equal(turn_count, 1, "%d turns", turn_count);
}

ZTEST(slices, test_better_priorities_than_the_limit_have_no_slice)
{
	k_sched_time_slice_set(SLICE, 5);
	start_worker(0, 4, spin, EVENT('a'));
	start_worker(1, 4, spin, EVENT('b'));
	k_sleep(K_MSEC(5 * SLICE));
	zassert_equal(turn_count, 1, "%d turns", turn_count);
}

ZTEST(slices, test_priority_of_the_limit_has_slices)
{
	k_sched_time_slice_set(SLICE, 5);
	start_worker(0, 5, spin, EVENT('a'));
	start_worker(1, 5, spin, EVENT('b'));
	k_sleep(K_MSEC(3 * SLICE));
	expect_turns("ab");
}

static void spin_until(int64_t end, void *arg)
{
	while (k_uptime_ticks() < end) {
		note_turn((char)(intptr_t)arg);
		k_busy_wait(STEP_US);
	}
}

static int spin_for_five_slices(void *arg)
{
	spin_until(k_uptime_ticks() + 5 * SLICE, arg);
	return 0;
}

ZTEST(slices, test_coop_threads_have_no_slice)
{
	k_sched_time_slice_set(SLICE, K_HIGHEST_THREAD_PRIO);
	start_worker(0, -2, spin_for_five_slices, EVENT('a'));
	start_worker(1, -2, spin_for_five_slices, EVENT('b'));
	wait_for_worker(1);
	zassert_equal(turn_count, 2, "%d turns", turn_count);
	expect_turns("ab");
	zassert_true(turn_length(0) >= 5 * SLICE, "the first turn took %d ticks",
		     (int)turn_length(0));
}

ZTEST(slices, test_expiry_without_equals_changes_nothing)
{
	start_worker(0, 5, spin, EVENT('a'));
	start_worker(1, 6, spin, EVENT('b'));
	k_sleep(K_MSEC(5 * SLICE));
	zassert_equal(turn_count, 1, "%d turns", turn_count);
}

ZTEST(slices, test_slice_starts_anew_when_the_thread_is_switched_in)
{
	start_worker(0, 5, spin, EVENT('a'));
	start_worker(1, 5, spin, EVENT('b'));
	/* This thread is switched in at 8 ticks and lets 'a' go on: not for 2 more, but for a slice. */
	k_sleep(K_MSEC(SLICE - 2));
	zassert_equal(turn_count, 1, "%d turns", turn_count);
	k_sleep(K_MSEC(2 * SLICE));
	expect_turns("ab");
	zassert_true(turn_length(0) >= 2 * SLICE - 3 - LOOK, "the first turn took %d ticks",
		     (int)turn_length(0));
}

static int spin_and_set_slice(void *arg)
{
	spin_until(k_uptime_ticks() + SLICE - 2, arg);
	k_sched_time_slice_set(SLICE, 0);
	return spin(arg);
}

ZTEST(slices, test_slice_starts_anew_when_it_is_set)
{
	start_worker(0, 5, spin_and_set_slice, EVENT('a'));
	start_worker(1, 5, spin, EVENT('b'));
	k_sleep(K_MSEC(3 * SLICE));
	expect_turns("ab");
	zassert_true(turn_length(0) >= 2 * SLICE - 3 - LOOK, "the first turn took %d ticks",
		     (int)turn_length(0));
}

static int spin_with_scheduler_locked(void *arg)
{
	k_sched_lock();
	spin_until(k_uptime_ticks() + 3 * SLICE, arg);
	k_sched_unlock();
	return spin(arg);
}

ZTEST(slices, test_thread_that_locked_the_scheduler_gives_way_after_unlocking)
{
	start_worker(0, 5, spin_with_scheduler_locked, EVENT('a'));
	start_worker(1, 5, spin, EVENT('b'));
	k_sleep(K_MSEC(5 * SLICE));
	expect_turns("ab");
	zassert_between_inclusive(turn_length(0), 3 * SLICE, 3 * SLICE + LOOK,
				  "the turn took %d ticks", (int)turn_length(0));
}

static int raise_peer_and_spin(void *arg)
{
	k_thread_priority_set(&worker_threads[1], 5);
	return spin(arg);
}

ZTEST(slices, test_equal_that_comes_by_a_change_of_priority_gets_its_turn)
{
	start_worker(0, 5, raise_peer_and_spin, EVENT('a'));
	start_worker(1, 6, spin, EVENT('b'));
	k_sleep(K_MSEC(3 * SLICE));
	expect_turns("ab");
	expect_slice(turn_length(0));
}

static int resume_peer_and_spin(void *arg)
{
	k_busy_wait(5 * SLICE * 1000);
	note_turn('a');
	k_thread_resume(&worker_threads[1]);
	return spin(arg);
}

ZTEST(slices, test_equal_that_becomes_ready_gets_its_turn)
{
	start_worker(0, 5, resume_peer_and_spin, EVENT('a'));
	k_thread_suspend(start_worker(1, 5, spin, EVENT('b')));
	k_sleep(K_MSEC(8 * SLICE));
	expect_turns("ab");
	expect_slice(turn_length(0));
}

static int spin_with_interrupts_locked(void *arg)
{
	unsigned int key = irq_lock();

	note_turn((char)(intptr_t)arg);
	k_busy_wait((2 * SLICE + 1) * 1000);
	irq_unlock(key);
	return spin(arg);
}

/* However many slices pass before the interrupt comes, only the thread that ran has had them. */
ZTEST(slices, test_ticks_announced_together_count_for_the_thread_that_ran)
{
	start_worker(0, 5, spin_with_interrupts_locked, EVENT('a'));
	start_worker(1, 5, spin, EVENT('b'));
	k_sleep(K_MSEC(4 * SLICE));
	expect_turns("aba");
	zassert_between_inclusive(turn_length(0), 2 * SLICE + 1, 2 * SLICE + 2,
				  "the turn took %d ticks", (int)turn_length(0));
	expect_slice(turn_length(1));
}

static int yield_often(void *arg)
{
	for (;;) {
		note_turn((char)(intptr_t)arg);
		k_busy_wait(STEP_US);
		k_yield();
	}
	return 0;
}

ZTEST(slices, test_thread_that_yields_early_does_not_shorten_the_turn_of_the_next)
{
	start_worker(0, 5, yield_often, EVENT('a'));
	start_worker(1, 5, spin, EVENT('b'));
	k_sleep(K_MSEC(3 * SLICE));
	expect_turns("abab");
	expect_slice(turn_length(1));
	expect_slice(turn_length(3));
}

ZTEST_SUITE(slices, NULL, NULL, before, after, NULL);
