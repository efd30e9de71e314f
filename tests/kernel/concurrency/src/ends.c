/* SPDX-License-Identifier: MIT */
/*
 * The ends of threads: two threads that are joined, end when asked to, are aborted wherever they are, and start anew.
 */
#include <errno.h>

#include "concurrency.h"

#define TARGETS 2
#define STACK   (1024 + CONFIG_TEST_EXTRA_STACK_SIZE)

enum {
	JOIN,
	JOIN_TOO,
	START,
	/** One order of two; the others join, to have more that wait than that end waits. */
	ABORT,
	/** Ask for its end. */
	ASK
};

/* What the model knows of a thread, in of[]. */
enum {
	DEAD,
	ALIVE,
	ENDING
};

static struct k_thread targets[TARGETS];
static K_THREAD_STACK_ARRAY_DEFINE(target_stacks, TARGETS, STACK);
static struct k_sem asked[TARGETS];
static struct k_mutex contended;

static int deed_of(const struct order *order)
{
	bool joins = order->deed == JOIN_TOO || (order->deed == ABORT && order->arg / 2 % 2 == 0);

	return joins ? JOIN : order->deed;
}

static int target_of(const struct order *order)
{
	return order->arg % TARGETS;
}

/** Wait, with a mutex or without, or join the other thread, until asked to end. */
static void run_target(void *p1, void *p2, void *p3)
{
	int self = (int)(intptr_t)p1;
	int way = (int)(intptr_t)p2;

	ARG_UNUSED(p3);
	while (k_sem_take(&asked[self], K_TICKS(way)) != 0) {
		if (way == 0) {
			(void)k_sem_take(&asked[self], K_FOREVER);
			return;
		}
		if (way == 1) {
			(void)k_thread_join(&targets[1 - self], K_TICKS(1));
		} else if (k_mutex_lock(&contended, K_TICKS(2)) == 0) {
			(void)k_sleep(K_TICKS(1));
			(void)k_mutex_unlock(&contended);
		}
	}
}

static void start_target(int target, int arg)
{
	static const int prios[] = {3, 2, 4, -1};

	(void)k_sem_init(&asked[target], 0, 1);
	k_thread_create(&targets[target], target_stacks[target],
			K_THREAD_STACK_SIZEOF(target_stacks[target]), run_target,
			(void *)(intptr_t)target, (void *)(intptr_t)(arg % 3), NULL,
			prios[arg / 3 % (int)ARRAY_SIZE(prios)], 0, K_NO_WAIT);
}

static void start_ends(struct state *state)
{
	(void)k_mutex_init(&contended);
	for (int i = 0; i < TARGETS; i++) {
		start_target(i, i);
		state->of[i] = ALIVE;
	}
}

static void stop_ends(void)
{
	for (int i = 0; i < TARGETS; i++) {
		k_thread_abort(&targets[i]);
	}
}

/** START or ASK, which only make sense for a thread that is dead or alive. */
static int act_if_it_fits(const struct order *order)
{
	int target = target_of(order);
	unsigned int key = irq_lock();
	bool is_dead = k_thread_join(&targets[target], K_NO_WAIT) == 0;
	bool fits = is_dead == (deed_of(order) == START);

	if (fits && deed_of(order) == START) {
		start_target(target, order->arg);
	} else if (fits) {
		k_sem_give(&asked[target]);
	}
	irq_unlock(key);
	return fits ? 0 : -EALREADY;
}

static int act_ends(int actor, const struct order *order)
{
	ARG_UNUSED(actor);
	switch (deed_of(order)) {
	case JOIN:
		return k_thread_join(&targets[target_of(order)], timeout_of(order));
	case ABORT:
		k_thread_abort(&targets[target_of(order)]);
		return 0;
	default:
		return act_if_it_fits(order);
	}
}

/** A thread that was asked to end does so at any time: then what @a order tells decides. */
static bool is_over(const struct state *state, const struct order *order)
{
	int is = state->of[target_of(order)];

	if (is != ENDING) {
		return is == DEAD;
	}
	return (order->result == 0) == (deed_of(order) != ASK);
}

static bool model_ends(struct state *state, int actor, const struct order *order, int *result)
{
	int *is = &state->of[target_of(order)];

	ARG_UNUSED(actor);
	*result = 0;
	if (deed_of(order) == ABORT) {
		*is = DEAD;
		return true;
	}
	*is = is_over(state, order) ? DEAD : *is;
	if (deed_of(order) == JOIN) {
		return *is == DEAD;
	}
	if ((*is == DEAD) != (deed_of(order) == START)) {
		*result = -EALREADY;
	} else {
		*is = deed_of(order) == START ? ALIVE : ENDING;
	}
	return true;
}

static bool ends_gave_up(const struct order *order)
{
	return deed_of(order) == JOIN && order->ticks != FOREVER &&
	       order->result == (order->ticks == 0 ? -EBUSY : -EAGAIN);
}

/** By then a thread that was asked to has ended. */
static bool ends_is_in(const struct state *state)
{
	for (int i = 0; i < TARGETS; i++) {
		bool is_dead = k_thread_join(&targets[i], K_NO_WAIT) == 0;

		if (is_dead != (state->of[i] != ALIVE)) {
			return false;
		}
	}
	return true;
}

ZTEST(concurrency, test_join_and_abort)
{
	run_episodes(&(struct subject){"join", 5, ABORT, start_ends, act_ends, model_ends,
				       ends_gave_up, ends_is_in, NULL, stop_ends});
}
