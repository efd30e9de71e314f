/* SPDX-License-Identifier: MIT */
/*
 * Mutexes, and a mutex built on a futex.
 */
#include <errno.h>

#include "concurrency.h"

enum {
	LOCK,
	UNLOCK
};

/* The model's owner is of[0], an actor plus 1; count is the depth. */

static struct k_mutex mutex;

static void start_mutex(struct state *state)
{
	ARG_UNUSED(state);
	(void)k_mutex_init(&mutex);
}

static int act_mutex(int actor, const struct order *order)
{
	ARG_UNUSED(actor);
	return order->deed == LOCK ? k_mutex_lock(&mutex, timeout_of(order))
				   : k_mutex_unlock(&mutex);
}

static bool model_mutex(struct state *state, int actor, const struct order *order, int *result)
{
	bool is_owner = state->of[0] == actor + 1;

	*result = 0;
	if (order->deed == LOCK) {
		if (state->count > 0 && !is_owner) {
			return false;
		}
		state->of[0] = actor + 1;
		state->count++;
	} else if (!is_owner) {
		*result = state->count == 0 ? -EINVAL : -EPERM;
	} else if (--state->count == 0) {
		state->of[0] = 0;
	}
	return true;
}

static bool gave_up(const struct order *order)
{
	return order->deed == LOCK && order->result == (order->ticks == 0 ? -EBUSY : -EAGAIN);
}

static bool mutex_is_in(const struct state *state)
{
	return (int)mutex.lock_count == state->count &&
	       (mutex.owner == NULL) == (state->of[0] == 0);
}

ZTEST(concurrency, test_mutex)
{
	run_episodes(&(struct subject){"mutex", 2, 2, start_mutex, act_mutex, model_mutex, gave_up,
				       mutex_is_in});
}

/* On a futex: 0 is free, 1 locked, 2 locked and perhaps awaited. Not recursive. */

static struct k_futex futex;
static bool holds[ACTORS];

static void start_futex(struct state *state)
{
	ARG_UNUSED(state);
	futex = (struct k_futex){.val = 0};
	memset(holds, 0, sizeof(holds));
}

static int lock_futex(const struct order *order)
{
	k_timepoint_t end = sys_timepoint_calc(timeout_of(order));
	int waited = 0;

	if (atomic_cas(&futex.val, 0, 1)) {
		return 0;
	}
	while (atomic_set(&futex.val, 2) != 0) {
		if (waited == -ETIMEDOUT) {
			return order->ticks == 0 ? -EBUSY : -EAGAIN;
		}
		waited = k_futex_wait(&futex, 2, sys_timepoint_timeout(end));
	}
	return 0;
}

static int act_futex(int actor, const struct order *order)
{
	int result;

	if (order->deed == UNLOCK) {
		if (!holds[actor]) {
			return -EPERM;
		}
		holds[actor] = false;
		if (atomic_set(&futex.val, 0) == 2) {
			(void)k_futex_wake(&futex, false);
		}
		return 0;
	}
	if (holds[actor]) {
		return -EDEADLK;
	}
	result = lock_futex(order);
	holds[actor] = result == 0;
	return result;
}

static bool model_futex(struct state *state, int actor, const struct order *order, int *result)
{
	bool is_owner = state->of[0] == actor + 1;

	*result = 0;
	if (order->deed == UNLOCK) {
		*result = is_owner ? 0 : -EPERM;
		state->of[0] = is_owner ? 0 : state->of[0];
	} else if (is_owner) {
		*result = -EDEADLK;
	} else if (state->of[0] != 0) {
		return false;
	} else {
		state->of[0] = actor + 1;
	}
	return true;
}

static bool futex_is_in(const struct state *state)
{
	return (atomic_get(&futex.val) != 0) == (state->of[0] != 0);
}

ZTEST(concurrency, test_futex)
{
	run_episodes(&(struct subject){"futex", 2, 2, start_futex, act_futex, model_futex, gave_up,
				       futex_is_in});
}
