/* SPDX-License-Identifier: MIT */
/*
 * All blocking objects at once against the model: random orders to threads, random interference by
 * the test, interrupt handlers and timers, and after every step all results, priorities, owners and
 * counts compared.
 *
 * The test has the worst priority, so after each of its calls every thread waits again. A thread
 * locks mutexes in ascending order only: circles have cases of their own in tests/kernel/mutex.
 * A failed check prints seed and step. EXTRA_CFLAGS="-DSEEDS=n" runs seeds 1 to n.
 */
#include <zephyr/ztest.h>

#include "actors.h"
#include "tests/kernel/support/random.h"

#ifndef SEEDS
#define SEEDS 40
#endif
#define STEPS           3000
#define STEPS_IN_A_TICK 40

static int seed;
static int step;
/** The thread that got an order in this step, or NOBODY. */
static int ordered;
/** Reports before this step. */
static int64_t reports_before;
static int deeds_done[JOIN + 1];

static int random_prio(void)
{
	/* Few, so that many are equal. */
	static const int choices[] = {-3, -1, 0, 2, 5, 9};

	return choices[random_below(ARRAY_SIZE(choices))];
}

static int random_ticks(void)
{
	static const int choices[] = {0, FOREVER, 1, 2, 5, 10, 20, 40};

	return choices[random_below(ARRAY_SIZE(choices))];
}

static int any_thread(void)
{
	return (int)random_below(THREADS);
}

static struct order interference(void)
{
	static const enum deed deeds[] = {GIVE,   GIVE,   GIVE,      GIVE, RESET,
					  SIGNAL, SIGNAL, BROADCAST, WAKE, WAKE};
	static const int objects[] = {[GIVE] = SEMS,
				      [RESET] = SEMS,
				      [SIGNAL] = CONDVARS,
				      [BROADCAST] = CONDVARS,
				      [WAKE] = THREADS};
	struct order order = {.deed = deeds[random_below(ARRAY_SIZE(deeds))]};

	order.object = (int)random_below(objects[order.deed]);
	return order;
}

static int best_owned(int thread)
{
	for (int i = MUTEXES - 1; i >= 0; i--) {
		if (model.mutex[i].levels > 0 && model.mutex[i].owner == thread) {
			return i;
		}
	}
	return NOBODY;
}

static bool owns(int thread, int mutex)
{
	return model.mutex[mutex].levels > 0 && model.mutex[mutex].owner == thread;
}

static bool is_legal(int thread, const struct order *order)
{
	switch (order->deed) {
	case LOCK:
		return order->object > best_owned(thread) || owns(thread, order->object);
	case UNLOCK:
		return owns(thread, order->object);
	case CV_WAIT:
		return order->mutex == best_owned(thread);
	case JOIN:
		return order->object != thread;
	default:
		return true;
	}
}

/** An order that @a thread can carry out now. */
static struct order random_order(int thread)
{
	/* Many unlocks, because most are of a mutex that the thread does not own. */
	static const enum deed deeds[] = {TAKE,   TAKE,   TAKE,    LOCK,    LOCK,    LOCK,   UNLOCK,
					  UNLOCK, UNLOCK, UNLOCK,  UNLOCK,  UNLOCK,  UNLOCK, UNLOCK,
					  UNLOCK, UNLOCK, CV_WAIT, CV_WAIT, CV_WAIT, SLEEP,  JOIN};
	static const int objects[] = {[TAKE] = SEMS,        [LOCK] = MUTEXES, [UNLOCK] = MUTEXES,
				      [CV_WAIT] = CONDVARS, [SLEEP] = 1,      [JOIN] = THREADS};
	struct order order;

	do {
		if (random_once_in(8)) {
			return interference();
		}
		order.deed = deeds[random_below(ARRAY_SIZE(deeds))];
		order.object = (int)random_below(objects[order.deed]);
		order.mutex = (int)random_below(MUTEXES);
		order.ticks = random_ticks();
		if (order.deed == CV_WAIT && order.ticks == 0) {
			order.ticks = 1;
		}
	} while (!is_legal(thread, &order));
	return order;
}

static void give_an_order(void)
{
	int thread = any_thread();

	if (model.thread[thread].wait != FOR_ORDERS || model.thread[thread].suspended) {
		return;
	}

	struct order order = random_order(thread);

	ordered = thread;
	deeds_done[order.deed]++;
	actors_order(thread, &order);
	model_order(thread, &order);
}

static void interfere(void)
{
	struct order order = interference();

	actors_interfere(&order, random_once_in(2));
	model_interfere(&order);
}

static void set_a_priority(void)
{
	int thread = any_thread();
	int prio = random_prio();

	k_thread_priority_set(&actor_threads[thread], prio);
	model_set_prio(thread, prio);
}

static void suspend_or_resume(void)
{
	int thread = any_thread();

	if (model.thread[thread].suspended) {
		k_thread_resume(&actor_threads[thread]);
		model_resume(thread);
	} else if (random_once_in(2)) {
		k_thread_suspend(&actor_threads[thread]);
		model_suspend(thread);
	}
}

static void replace(void)
{
	int thread = any_thread();
	int prio = random_prio();

	if (best_owned(thread) == NOBODY) {
		actors_replace(thread, prio);
		model_replace(thread, prio);
	}
}

static void start_a_timer(void)
{
	struct order order = interference();
	int timer = (int)random_below(TIMERS);
	int ticks = (int)random_below(20);

	actors_start_timer(timer, ticks, &order);
	model_start_timer(timer, ticks, &order);
}

static void let_time_pass(void)
{
	int64_t tick = model.now + 1 + (random_once_in(10) ? random_below(400) : random_below(10));

	k_sleep(K_TIMEOUT_ABS_TICKS(tick));
	model_advance(tick);
}

static void take_step(void)
{
	static void (*const steps[])(void) = {give_an_order,    give_an_order, interfere,
					      set_a_priority,   replace,       start_a_timer,
					      suspend_or_resume};
	int64_t which = random_below(12);

	ordered = NOBODY;
	reports_before = actor_all_reports;
	if (step % STEPS_IN_A_TICK == 0 || random_once_in(12)) {
		let_time_pass();
	} else {
		steps[which < (int64_t)ARRAY_SIZE(steps) ? which : 0]();
	}
}

#define check_equal(real, expected, what, i)                                                       \
	zassert_equal(real, expected, "%s %d, seed %d, step %d", what, i, seed, step)

/** Whether @a thread has reported in this step, without having got an order in it. */
static bool went_on(int thread)
{
	return thread != ordered && actor_reports[thread].when > reports_before;
}

/** Threads that went on in one step did so in the same sequence as in the model. */
static void check_sequence(int thread)
{
	for (int i = 0; i < thread; i++) {
		if (went_on(i) && went_on(thread)) {
			check_equal(actor_reports[i].when > actor_reports[thread].when,
				    model.thread[i].when > model.thread[thread].when,
				    "sequence of thread", i);
		}
	}
}

static void check(void)
{
	check_equal(k_uptime_ticks(), model.now, "tick", 0);
	for (int i = 0; i < THREADS; i++) {
		check_equal(actor_reports[i].count, model.thread[i].reports, "reports of thread",
			    i);
		check_equal(actor_reports[i].result, model.thread[i].reported, "result of thread",
			    i);
		check_equal(k_thread_priority_get(&actor_threads[i]), model.thread[i].prio,
			    "priority of thread", i);
		check_sequence(i);
	}
	for (int i = 0; i < SEMS; i++) {
		check_equal(k_sem_count_get(&actor_sems[i]), model.sem[i], "count of semaphore", i);
	}
	for (int i = 0; i < MUTEXES; i++) {
		int owner = model.mutex[i].owner;

		check_equal((int)actor_mutexes[i].lock_count, model.mutex[i].levels,
			    "levels of mutex", i);
		check_equal(actor_mutexes[i].owner, owner == NOBODY ? NULL : &actor_threads[owner],
			    "owner of mutex", i);
	}
}

static void run_seed(int number)
{
	seed = number;
	random_seed((uint32_t)seed);
	k_sleep(K_TICKS(1));
	actors_start();
	model_reset(k_uptime_ticks());
	for (step = 0; step < STEPS; step++) {
		take_step();
		check();
	}
	actors_stop();
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	k_thread_priority_set(k_current_get(), K_LOWEST_APPLICATION_THREAD_PRIO);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	actors_stop();
}

ZTEST(random_walk, test_threads_do_what_the_model_does)
{
	for (int number = 1; number <= SEEDS; number++) {
		run_seed(number);
	}
	TC_PRINT("seeds 1 to %d\n", SEEDS);
	for (size_t deed = 0; deed < ARRAY_SIZE(deeds_done); deed++) {
		zassert_true(deeds_done[deed] > SEEDS, "deed %d was done too seldom", (int)deed);
	}
}

ZTEST_SUITE(random_walk, NULL, NULL, before, after, NULL);
