/* SPDX-License-Identifier: MIT */
/*
 * Time: waits that could time out, and what the clock takes from a thread that computes, while
 * others sleep. The processor never idles here: QEMU would count that time twice.
 */
#include "rows.h"

#define LATEST  K_TICKS(60000)
#define EARLIER K_TICKS(30000)
/** Some 300 ticks. */
#define LONG_WORK 5000000U

static K_SEM_DEFINE(signal, 0, 1);

static void wait_with_limit(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		(void)k_sem_take(&signal, LATEST);
	}
}

static void sleep_long(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		(void)k_sleep(EARLIER);
	}
}

static void start_sleepers(unsigned int count)
{
	for (unsigned int i = 1; i <= count; i++) {
		(void)helper(i, sleep_long, NULL, ABOVE);
	}
}

/** A higher thread is woken and waits again, with a limit beyond those of all @a sleepers. */
static void row_timed_wait(unsigned int sleepers)
{
	start_sleepers(sleepers);
	(void)helper(0, wait_with_limit, NULL, ABOVE);
	row_of("timed wait, sleepers:", sleepers, MEASURE(ROUNDS, k_sem_give(&signal)));
	end_helpers(sleepers + 1U);
}

/** What LONG_WORK takes above itself, for each tick that passes. */
static uint32_t taken_for_a_tick(void)
{
	int64_t first = k_uptime_ticks();
	uint32_t began = counter_read();

	spend_instructions(LONG_WORK);

	uint32_t counts = counter_read() - began;
	uint32_t ticks = (uint32_t)(k_uptime_ticks() - first);

	return hundredths(counts - LONG_WORK / 5U * 8U, ticks);
}

static void row_tick(unsigned int sleepers)
{
	start_sleepers(sleepers);
	row_of("a tick of one thread's work, sleepers:", sleepers, taken_for_a_tick());
	end_helpers(sleepers + 1U);
}

/** Two threads of one priority: the clock looks a few times in a turn, and the peer gives up its own at once. */
static void row_tick_of_turns(const char *name, int32_t slice, unsigned int sleepers)
{
	k_sched_time_slice_set(slice, 0);
	start_sleepers(sleepers);
	(void)helper(0, yield_for_ever, NULL, MEASURING);
	row_of(name, sleepers, taken_for_a_tick());
	end_helpers(sleepers + 1U);
	k_sched_time_slice_set(CONFIG_TIMESLICE_SIZE, CONFIG_TIMESLICE_PRIORITY);
}

void rows_time(void)
{
	static const unsigned int sleepers[] = {10, 100, 999};

	for (unsigned int i = 0; i < ARRAY_SIZE(sleepers); i++) {
		row_timed_wait(sleepers[i]);
	}
	row_tick(0);
	for (unsigned int i = 0; i < ARRAY_SIZE(sleepers); i++) {
		row_tick(sleepers[i]);
	}
	row_tick_of_turns("a tick of turns of 20 ms, sleepers:", 20, 0);
	row_tick_of_turns("a tick of turns of 20 ms, sleepers:", 20, 999);
	row_tick_of_turns("a tick of turns of 4 ms, sleepers:", 4, 0);
}
