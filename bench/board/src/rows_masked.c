/* SPDX-License-Identifier: MIT */
/*
 * The longest stretch with interrupts off: timer 1 interrupts after each possible delay in an
 * operation, and its handler reads how late it came. What it would take with nothing masked is
 * measured the same way and subtracted.
 */
#include <zephyr/irq.h>

#include "rows.h"

#define LONGEST_DELAY 2000U
#define FREE          0xFFFFFFFFU
#define QUIET         200000U
/* In counts of the timer. */
#define BEFORE_TICK 200U
#define AROUND_TICK 1500U

static volatile uint32_t latest;

static K_SEM_DEFINE(sem, 0, 1);
static K_SEM_DEFINE(begin, 0, 1);
static K_MUTEX_DEFINE(mutex);
K_MSGQ_DEFINE(queue, 16, 1, 4);
static K_TIMER_DEFINE(timer, NULL, NULL);

static void note_lateness(const void *parameter)
{
	uint32_t late = FREE - REG32(TIMER1_BASE + TIMER_VALUE);

	ARG_UNUSED(parameter);
	REG32(TIMER1_BASE + TIMER_CTRL) = 0U;
	REG32(TIMER1_BASE + TIMER_CLEAR) = 1U;
	latest = MAX(latest, late);
}

static void interrupt_after(uint32_t delay)
{
	REG32(TIMER1_BASE + TIMER_CTRL) = 0U;
	REG32(TIMER1_BASE + TIMER_CLEAR) = 1U;
	REG32(TIMER1_BASE + TIMER_RELOAD) = FREE;
	REG32(TIMER1_BASE + TIMER_VALUE) = delay;
	REG32(TIMER1_BASE + TIMER_CTRL) = 9U;
}

static uint32_t latest_in(void (*operation)(void))
{
	/* What was printed has left: nothing but the timer and the clock interrupts. */
	spend_instructions(QUIET);
	latest = 0;
	for (uint32_t delay = 1; delay < LONGEST_DELAY; delay++) {
		interrupt_after(delay);
		operation();
	}
	spend_instructions(2U * LONGEST_DELAY);
	return latest;
}

static void compute(void)
{
	spend_instructions(LONGEST_DELAY);
}

/** As latest_in(), around the clock's interrupt: at each count from a little before a tick on. */
static uint32_t latest_around_ticks(void)
{
	const uint32_t tick = k_ticks_to_cyc_floor32(1);

	spend_instructions(QUIET);
	latest = 0;
	for (uint32_t place = 0; place < AROUND_TICK; place++) {
		uint32_t left;

		do {
			left = tick - k_cycle_get_32() % tick;
		} while (left < 2U * BEFORE_TICK);
		interrupt_after(left - BEFORE_TICK + place);
		compute();
	}
	return latest;
}

static void take_for_ever(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		(void)k_sem_take(&sem, K_TICKS(60000));
	}
}

static void lock_for_ever(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		(void)k_sem_take(&begin, K_FOREVER);
		(void)k_mutex_lock(&mutex, K_FOREVER);
		(void)k_mutex_unlock(&mutex);
	}
}

static void get_for_ever(void *p1, void *p2, void *p3)
{
	uint32_t message[4];

	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		(void)k_msgq_get(&queue, message, K_FOREVER);
	}
}

static void do_nothing(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
}

static void give(void)
{
	k_sem_give(&sem);
}

static void lock_contended(void)
{
	(void)k_mutex_lock(&mutex, K_FOREVER);
	k_sem_give(&begin);
	(void)k_mutex_unlock(&mutex);
}

static void put(void)
{
	static const uint32_t message[4];

	(void)k_msgq_put(&queue, message, K_FOREVER);
}

static void live_and_die(void)
{
	(void)k_thread_join(helper(1, do_nothing, NULL, BELOW), K_FOREVER);
}

static void change_priority(void)
{
	k_thread_priority_set(k_current_get(), BELOW);
	k_thread_priority_set(k_current_get(), MEASURING);
}

static void start_and_stop_timer(void)
{
	k_timer_start(&timer, K_TICKS(100), K_TICKS(100));
	k_timer_stop(&timer);
}

struct masked {
	const char *name;
	k_thread_entry_t other;
	int priority;
	void (*operation)(void);
};

static const struct masked operations[] = {
	{"masked: yield", yield_for_ever, MEASURING, k_yield},
	{"masked: semaphore, timed wait of a higher thread", take_for_ever, ABOVE, give},
	{"masked: mutex, contended by a higher thread", lock_for_ever, ABOVE, lock_contended},
	{"masked: message to a higher thread", get_for_ever, ABOVE, put},
	{"masked: thread create, run, exit, join", do_nothing, ABOVE, live_and_die},
	{"masked: priority set", do_nothing, ABOVE, change_priority},
	{"masked: timer start and stop", do_nothing, ABOVE, start_and_stop_timer},
};

void rows_masked(void)
{
	IRQ_CONNECT(TIMER1_IRQ, 0, note_lateness, NULL, 0);
	irq_enable(TIMER1_IRQ);

	uint32_t unmasked = latest_in(compute);
	uint32_t longest = 0;

	k_sched_time_slice_set(0, 0);
	for (unsigned int i = 0; i < ARRAY_SIZE(operations); i++) {
		const struct masked *masked = &operations[i];

		(void)helper(0, masked->other, NULL, masked->priority);
		k_yield();

		uint32_t value = hundredths(latest_in(masked->operation) - unmasked, 1);

		end_helpers(1);
		row(masked->name, value);
		longest = MAX(longest, value);
	}
	row("masked: longest of any call", longest);
	k_sched_time_slice_set(20, 0);
	(void)helper(0, yield_for_ever, NULL, MEASURING);
	row("masked: the clock's interrupt, turns are taken",
	    hundredths(latest_around_ticks() - unmasked, 1));
	end_helpers(1);
	k_timer_start(&timer, K_TICKS(1), K_TICKS(1));
	row("masked: the clock's interrupt, a timer expires",
	    hundredths(latest_around_ticks() - unmasked, 1));
	k_timer_stop(&timer);
}
