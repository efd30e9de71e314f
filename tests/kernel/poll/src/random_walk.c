/* SPDX-License-Identifier: MIT */
/*
 * Pollers beside interrupts: a timer gives and raises at random moments, threads poll and take. What
 * was given is taken exactly once, nobody is told of nothing, and nothing is left while all wait.
 */
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/random.h"
#include "tests/kernel/support/worker.h"

/* Boards have no clock that jumps. */
#define ROUNDS  (IS_ENABLED(CONFIG_ARCH_POSIX) ? 300 : 15)
#define POLLERS 4
#define SEMS    3
#define GIVES   60

static struct k_sem sems[SEMS];
static struct k_timer giver;
static int given;
static int taken;
static int failures;
static uint32_t seed;

#define EXPECT(condition) (failures += (condition) ? 0 : 1)

static void give_at_random(struct k_timer *timer)
{
	if (given < GIVES) {
		given++;
		k_sem_give(&sems[random_below(SEMS)]);
		k_timer_start(timer, K_TICKS(1 + random_below(3)), K_NO_WAIT);
	}
}

/** Take what @a events tell. @return how many of them have told something. */
static int take_told(struct k_poll_event *events)
{
	int told = 0;

	for (int i = 0; i < SEMS; i++) {
		EXPECT((events[i].state & ~K_POLL_STATE_SEM_AVAILABLE) == 0);
		if (events[i].state != K_POLL_STATE_NOT_READY) {
			told++;
			taken += k_sem_take(&sems[i], K_NO_WAIT) == 0 ? 1 : 0;
		}
	}
	return told;
}

static int poll_and_take(void *arg)
{
	bool leave = arg != NULL;

	for (;;) {
		struct k_poll_event events[SEMS];
		k_timeout_t timeout = random_once_in(4) ? K_TICKS(random_below(4)) : K_TICKS(200);

		for (int i = 0; i < SEMS; i++) {
			k_poll_event_init(&events[i], K_POLL_TYPE_SEM_AVAILABLE,
					  K_POLL_MODE_NOTIFY_ONLY, &sems[i]);
		}

		int result = k_poll(events, SEMS, timeout);

		EXPECT((take_told(events) > 0) == (result == 0));
		memset(events, 0xA5, sizeof(events));
		if (given == GIVES && (leave || taken == GIVES)) {
			return 0;
		}
		k_thread_priority_set(k_current_get(), (int)random_below(4));
	}
}

static void run_round(void)
{
	random_seed(seed);
	given = 0;
	taken = 0;
	for (int i = 0; i < SEMS; i++) {
		zassert_ok(k_sem_init(&sems[i], 0, GIVES));
	}
	for (int i = 0; i < POLLERS; i++) {
		start_worker(i, (int)random_below(4), poll_and_take, i == 0 ? &sems : NULL);
	}
	k_timer_start(&giver, K_TICKS(1), K_NO_WAIT);
	for (int i = 0; i < POLLERS; i++) {
		zassert_ok(k_thread_join(&worker_threads[i], K_TICKS(5000)), "seed %u: poller %d",
			   seed, i);
	}
}

ZTEST(poll_random, test_what_is_given_is_taken_once)
{
	k_timer_init(&giver, give_at_random, NULL);
	for (seed = 0; seed < ROUNDS; seed++) {
		run_round();
		zassert_equal(failures, 0, "seed %u: %d failures", seed, failures);
		zassert_equal(taken, GIVES, "seed %u: %d taken", seed, taken);
		for (int i = 0; i < SEMS; i++) {
			zassert_equal(k_sem_count_get(&sems[i]), 0, "seed %u", seed);
			zassert_true(sys_clist_is_empty(&sems[i].pollers), "seed %u", seed);
		}
	}
}

/** A poller may be aborted at any moment: its events are in no list afterwards. */
ZTEST(poll_random, test_aborted_pollers_leave_the_objects)
{
	k_timer_init(&giver, give_at_random, NULL);
	for (seed = 0; seed < ROUNDS; seed++) {
		random_seed(seed);
		given = 0;
		for (int i = 0; i < SEMS; i++) {
			zassert_ok(k_sem_init(&sems[i], 0, GIVES));
		}
		for (int i = 0; i < POLLERS; i++) {
			start_worker(i, (int)random_below(4), poll_and_take, NULL);
		}
		k_timer_start(&giver, K_TICKS(1), K_NO_WAIT);
		k_sleep(K_TICKS(random_below(20)));
		retire_workers();
		for (int i = 0; i < SEMS; i++) {
			zassert_true(sys_clist_is_empty(&sems[i].pollers), "seed %u", seed);
		}
		k_timer_stop(&giver);
	}
	zassert_equal(failures, 0);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	k_timer_stop(&giver);
	retire_workers();
}

ZTEST_SUITE(poll_random, NULL, NULL, NULL, after, NULL);
