/* SPDX-License-Identifier: MIT */
/*
 * The timeout wheel against a model: a plain array, searched for what is due first. Random starts,
 * aborts and movements of the clock, from start times around which digits of the wheel wrap.
 *
 * A failed check prints the seed; run_seed() with that seed alone repeats it.
 */
#include "private_wheel.h"

#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.c"
#include "tests/kernel/support/random.h"

#define TIMEOUTS 48
#define STEPS    4000
#define SEEDS    40

struct entry {
	struct _timeout to;
	bool pending;
	int64_t due;
	/** Order of the starts; below 0 for those that go first. */
	int64_t serial;
};

static struct entry entries[TIMEOUTS];
static int64_t serial;
static uint32_t seed;
static int64_t fired;
static bool in_handler;

/** What the model says is due first, or NULL. */
static struct entry *first_due(void)
{
	struct entry *first = NULL;

	for (struct entry *entry = entries; entry < entries + TIMEOUTS; entry++) {
		if (!entry->pending) {
			continue;
		}
		if (first == NULL || entry->due < first->due ||
		    (entry->due == first->due && entry->serial < first->serial)) {
			first = entry;
		}
	}
	return first;
}

static int64_t model_now(void)
{
	return in_handler ? wheel.now : driver.now;
}

static int64_t random_delay(void)
{
	switch (random_below(8)) {
	case 0:
	case 1:
		return random_below(4);
	case 2:
	case 3:
		return random_below(40);
	case 4:
		return random_below(600);
	case 5:
		return random_below((int64_t)WHEEL_SPAN);
	case 6:
		return random_below((int64_t)WHEEL_SPAN * 3);
	default:
		return random_once_in(20) ? K_TICK_MAX - random_below(3)
					  : random_below((int64_t)BIT64(35));
	}
}

static void on_due(struct _timeout *to, unsigned int key);

static void start_entry(struct entry *entry, k_timeout_t timeout)
{
	int64_t tick = timeout.ticks < K_TICKS_FOREVER
			       ? Z_TICK_ABS(timeout.ticks)
			       : z_tick_after(model_now() + 1, timeout.ticks);

	entry->due = MAX(tick, wheel.now + 1);
	entry->pending = true;
	entry->serial = serial++;
	wheel_start(&entry->to, on_due, timeout);
}

static void act_on(struct entry *entry)
{
	if (entry->pending) {
		zassert_equal(wheel_expires(&entry->to), entry->due, "seed %u", seed);
		zassert_equal(wheel_remaining(&entry->to), MAX(entry->due - model_now(), 0),
			      "seed %u", seed);
		zassert_true(wheel_abort(&entry->to), "seed %u", seed);
		entry->pending = false;
		return;
	}
	zassert_false(wheel_abort(&entry->to), "seed %u", seed);
	if (random_once_in(5)) {
		start_entry(entry, K_TIMEOUT_ABS_TICKS(model_now() + random_below(100) - 20));
	} else {
		start_entry(entry, K_TICKS(random_delay()));
	}
}

static void on_due(struct _timeout *to, unsigned int key)
{
	struct entry *entry = CONTAINER_OF(to, struct entry, to);

	ARG_UNUSED(key);
	in_handler = true;
	zassert_equal_ptr(entry, first_due(), "seed %u: not the first due", seed);
	zassert_equal(wheel_tick_now(), entry->due, "seed %u: at the wrong tick", seed);
	entry->pending = false;
	fired++;
	while (random_once_in(2)) {
		act_on(random_once_in(3) ? entry : &entries[random_below(TIMEOUTS)]);
	}
	in_handler = false;
}

static void move_clock(void)
{
	int64_t ticks = random_once_in(3) ? random_below((int64_t)MIN(WHEEL_SPAN * 2, INT32_MAX))
					  : random_below(50);

	if (random_once_in(3)) {
		clock_move_late(driver.now + ticks);
	} else {
		clock_move(driver.now + ticks);
	}
}

/** Set the clock; every timeout is as far away as before. */
static void shift_clock(void)
{
	int64_t ticks = random_once_in(2) ? random_below((int64_t)BIT64(34))
					  : -random_below(driver.announced + 1);

	clock_shift(ticks);
	for (struct entry *entry = entries; entry < entries + TIMEOUTS; entry++) {
		if (entry->pending) {
			entry->due =
				ticks > 0 ? z_tick_after(entry->due, ticks) : entry->due + ticks;
		}
	}
}

/** Between two steps the wheel must have asked for an interrupt in time, and forgotten nobody. */
static void check(void)
{
	struct entry *first = first_due();

	zassert_equal(wheel_tick_now(), driver.now, "seed %u", seed);
	zassert_equal(wheel_none_pending(), first == NULL, "seed %u", seed);
	if (first != NULL) {
		zassert_true(first->due > driver.announced, "seed %u: forgotten", seed);
		zassert_true(driver.request <= first->due ||
				     (first->due - driver.announced > INT32_MAX &&
				      driver.request < NEVER),
			     "seed %u: asked for tick %lld, but one is due at %lld", seed,
			     (long long)driver.request, (long long)first->due);
	}
}

static void run_seed(int64_t start)
{
	random_seed(seed);
	clock_reset(start);
	memset(entries, 0, sizeof(entries));
	for (int step = 0; step < STEPS; step++) {
		if (random_once_in(200)) {
			shift_clock();
		} else if (random_once_in(3)) {
			move_clock();
		} else {
			act_on(&entries[random_below(TIMEOUTS)]);
		}
		check();
	}
}

static void run_seeds(int64_t start)
{
	fired = 0;
	for (seed = 1; seed <= SEEDS; seed++) {
		run_seed(start);
	}
	TC_PRINT("seeds 1 to %d from tick %lld: %lld timeouts\n", SEEDS, (long long)start,
		 (long long)fired);
	zassert_true(fired > SEEDS * STEPS / 10, "the model has seen too little");
}

ZTEST(timeout_model, test_from_start_up)
{
	run_seeds(0);
}

ZTEST(timeout_model, test_across_the_wheels_span)
{
	run_seeds((int64_t)WHEEL_SPAN - 100);
}

ZTEST(timeout_model, test_across_32_bits)
{
	run_seeds((int64_t)BIT64(32) - 100);
}

ZTEST(timeout_model, test_across_40_bits)
{
	run_seeds((int64_t)BIT64(40) - 1000);
}

/* Single properties */

static void count(struct _timeout *to, unsigned int key)
{
	ARG_UNUSED(to);
	ARG_UNUSED(key);
	fired++;
}

ZTEST(timeout_model, test_nothing_pending_asks_for_nothing)
{
	struct _timeout to = {.fn = NULL};

	clock_reset(1000);
	zassert_true(wheel_none_pending());
	wheel_start(&to, count, K_TICKS(5));
	zassert_equal(driver.request, 1006);
	zassert_true(wheel_abort(&to));
	zassert_true(wheel_none_pending());
	clock_move(5000);
	zassert_equal(driver.request, NEVER, "the interrupt that was asked for is the last");
}

ZTEST(timeout_model, test_interrupts_are_few)
{
	struct _timeout to = {.fn = NULL};

	fired = 0;
	clock_reset(5);
	wheel_start(&to, count, K_TICKS(MIN(WHEEL_SPAN, INT32_MAX) - 10));
	clock_move(MIN(WHEEL_SPAN, INT32_MAX));
	zassert_equal(fired, 1);
	zassert_true(driver.announcements <= WHEEL_LEVELS, "one for each level on the way down");
}

ZTEST(timeout_model, test_announcement_of_nothing)
{
	struct _timeout to = {.fn = NULL};

	fired = 0;
	clock_reset(7);
	wheel_start(&to, count, K_TICKS(3));
	wheel_announce(0);
	zassert_equal(fired, 0);
	zassert_equal(driver.request, 11);
	clock_move(11);
	zassert_equal(fired, 1);
}

ZTEST(timeout_model, test_second_start_asserts)
{
	struct _timeout to = {.fn = NULL};

	clock_reset(7);
	wheel_start(&to, count, K_TICKS(3));
	expect_misuse(wheel_start(&to, count, K_TICKS(3)));
	zassert_true(wheel_abort(&to));
}

static void set_clock_in_handler(struct _timeout *to, unsigned int key)
{
	ARG_UNUSED(to);
	ARG_UNUSED(key);
	expect_misuse(wheel_tick_set(1000));
	fired++;
}

ZTEST(timeout_model, test_setting_the_clock_in_a_handler_asserts)
{
	struct _timeout to = {.fn = NULL};

	fired = 0;
	clock_reset(7);
	wheel_start(&to, set_clock_in_handler, K_TICKS(3));
	clock_move(20);
	zassert_equal(fired, 1);
}

ZTEST_SUITE(timeout_model, NULL, NULL, NULL, NULL, NULL);
