/* SPDX-License-Identifier: MIT */
/*
 * Random calls beside a model. An interrupt comes at a random moment while calls are made and
 * items run, and submits, schedules or cancels as well; what must hold at any moment is checked
 * by the handlers, and what must hold in the end when everything has come to rest.
 */
#include "fixture.h"

#include "tests/kernel/support/random.h"

/* Boards have no clock that jumps. */
#define ROUNDS    (IS_ENABLED(CONFIG_ARCH_POSIX) ? 300 : 10)
#define CALLS     40
#define CALLERS   3
#define MEDDLINGS 4

/** What an item's handler has seen of it. */
static struct {
	int inside;
	int runs;
} seen[ARRAY_SIZE(items)];

static int accepted[ARRAY_SIZE(items)];
static int failures;
static struct k_timer meddling;
static uint32_t seed;

#define EXPECT(condition) (failures += (condition) ? 0 : 1)

static void handle_random(struct k_work *work)
{
	struct item *item = CONTAINER_OF(k_work_delayable_from_work(work), struct item, dwork);
	int index = (int)(item - items);

	EXPECT(k_current_get() == &queue.thread);
	EXPECT((k_work_busy_get(work) & K_WORK_RUNNING) != 0);
	EXPECT(++seen[index].inside == 1);
	if (random_once_in(3)) {
		k_sleep(K_TICKS(random_below(3)));
	}
	EXPECT(--seen[index].inside == 0);
	seen[index].runs++;
}

static k_timeout_t random_delay(void)
{
	return random_once_in(4) ? K_NO_WAIT : K_TICKS(random_below(6));
}

/** A call that never waits, on a random item; for threads and interrupt handlers. */
static void call_at_random(void)
{
	int index = (int)random_below(ARRAY_SIZE(items));
	struct k_work_delayable *dwork = &items[index].dwork;
	int result;

	switch (random_below(5)) {
	case 0:
		result = k_work_submit_to_queue(&queue, &dwork->work);
		break;
	case 1:
		result = k_work_schedule_for_queue(&queue, dwork, random_delay());
		break;
	case 2:
		result = k_work_reschedule_for_queue(&queue, dwork, random_delay());
		break;
	case 3:
		result = k_work_cancel(&dwork->work);
		EXPECT((result & K_WORK_QUEUED) == 0);
		return;
	default:
		result = k_work_cancel_delayable(dwork);
		EXPECT((result & (K_WORK_QUEUED | K_WORK_DELAYED)) == 0);
		return;
	}
	EXPECT(result == -EBUSY || (result >= 0 && result <= 2));
	accepted[index] += result > 0 ? 1 : 0;
}

static void wait_at_random(struct k_work_sync *sync)
{
	struct item *item = &items[random_below(ARRAY_SIZE(items))];

	switch (random_below(5)) {
	case 0:
		k_work_flush(&item->dwork.work, sync);
		break;
	case 1:
		k_work_flush_delayable(&item->dwork, sync);
		break;
	case 2:
		k_work_cancel_sync(&item->dwork.work, sync);
		break;
	case 3:
		k_work_cancel_delayable_sync(&item->dwork, sync);
		break;
	default:
		EXPECT(k_work_queue_drain(&queue, false) >= 0);
		break;
	}
}

static int make_calls(void *arg)
{
	struct k_work_sync sync;

	ARG_UNUSED(arg);
	for (int i = 0; i < CALLS; i++) {
		call_at_random();
		if (random_once_in(3)) {
			wait_at_random(&sync);
			memset(&sync, 0xA5, sizeof(sync));
		}
		if (random_once_in(3)) {
			k_sleep(K_TICKS(random_below(3)));
		}
	}
	return 0;
}

static void meddle(struct k_timer *timer)
{
	call_at_random();
	k_timer_start(timer, K_TICKS(1 + random_below(MEDDLINGS)), K_NO_WAIT);
}

/** A thread that waits may be aborted at any time; another takes its place in the next round. */
static void abort_one_at_random(void)
{
	k_sleep(K_TICKS(random_below(20)));
	k_thread_abort(&worker_threads[random_below(CALLERS)]);
}

static void come_to_rest(void)
{
	for (int i = 0; i < CALLERS; i++) {
		zassert_ok(k_thread_join(&worker_threads[i], K_TICKS(10000)), "seed %u: caller %d",
			   seed, i);
	}
	k_timer_stop(&meddling);
	k_sleep(K_TICKS(50));
	zassert_equal(failures, 0, "seed %u: %d failures", seed, failures);
	for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
		zassert_equal(k_work_delayable_busy_get(&items[i].dwork), 0, "seed %u: item %zu",
			      seed, i);
		zassert_true(seen[i].runs <= accepted[i], "seed %u: item %zu ran %d times of %d",
			     seed, i, seen[i].runs, accepted[i]);
	}
	zassert_equal(k_work_queue_drain(&queue, false), 0, "seed %u", seed);
}

static void start_round(void)
{
	random_seed(seed);
	memset(seen, 0, sizeof(seen));
	memset(accepted, 0, sizeof(accepted));
	for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
		k_work_init_delayable(&items[i].dwork, handle_random);
	}
	for (int i = 0; i < CALLERS; i++) {
		start_worker(i, (int)random_below(4), make_calls, NULL);
	}
	k_timer_start(&meddling, K_TICKS(1), K_NO_WAIT);
}

ZTEST(work_random, test_random_calls_keep_every_promise)
{
	int runs = 0;

	k_timer_init(&meddling, meddle, NULL);
	for (seed = 0; seed < ROUNDS; seed++) {
		start_round();
		if (random_once_in(2)) {
			abort_one_at_random();
		}
		come_to_rest();
		for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
			runs += seen[i].runs;
		}
	}
	zassert_true(runs > ROUNDS * 10, "only %d items have run", runs);
}

ZTEST(work_random, test_cancelled_for_good_stays_idle)
{
	struct k_work_sync sync;

	k_timer_init(&meddling, NULL, NULL);
	for (seed = 0; seed < ROUNDS; seed++) {
		random_seed(seed);
		for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
			k_work_init_delayable(&items[i].dwork, handle_random);
			k_work_schedule_for_queue(&queue, &items[i].dwork, random_delay());
		}
		k_sleep(K_TICKS(random_below(5)));
		for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
			k_work_cancel_delayable_sync(&items[i].dwork, &sync);
			zassert_equal(k_work_delayable_busy_get(&items[i].dwork), 0, "seed %u",
				      seed);
		}
	}
	zassert_equal(failures, 0);
}

static void end_random(void *fixture)
{
	k_timer_stop(&meddling);
	end_case(fixture);
}

ZTEST_SUITE(work_random, NULL, NULL, begin_case_with_queue, end_random, NULL);
