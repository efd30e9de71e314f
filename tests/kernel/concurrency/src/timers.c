/* SPDX-License-Identifier: MIT */
/*
 * A timer that expires once for each start, and thread 0, the only one that may wait for it. What the others do is to
 * take the status, to stop, and twice as often to start anew; thread 0 waits instead of stopping. Each expiry is an event.
 */
#include "concurrency.h"

enum {
	TAKE,
	STOP,
	START,
	START_TOO,
	EXPIRE
};

enum {
	WAITING = 1,
	WOKEN
};

#define WAITER 0

static bool takes(int actor, const struct order *order)
{
	return order->deed == TAKE || (actor == WAITER && order->deed == STOP);
}

static void note_expiry(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	note_event_ends(note_event_begins(EXPIRE, 0));
}

static K_TIMER_DEFINE(timer, note_expiry, NULL);

static void start_timer(struct state *state)
{
	ARG_UNUSED(state);
	k_timer_stop(&timer);
	(void)k_timer_status_get(&timer);
}

static int act_timer(int actor, const struct order *order)
{
	if (takes(actor, order)) {
		return (int)(actor == WAITER ? k_timer_status_sync(&timer)
					     : k_timer_status_get(&timer));
	}
	switch (order->deed) {
	case STOP:
		k_timer_stop(&timer);
		return 0;
	default:
		k_timer_start(&timer, K_TICKS(1 + order->arg % 3), K_NO_WAIT);
		return 0;
	}
}

static int *is_running(struct state *state)
{
	return &state->of[0];
}

static void end_run(struct state *state)
{
	*is_running(state) = 0;
	if (state->waits[WAITER] == WAITING) {
		state->waits[WAITER] = WOKEN;
	}
}

static bool has_to_wait(struct state *state, int actor, const struct order *order)
{
	return actor == WAITER && takes(actor, order) && state->waits[actor] != WOKEN &&
	       (state->waits[actor] == WAITING || (state->count == 0 && *is_running(state) != 0));
}

static bool model_timer(struct state *state, int actor, const struct order *order, int *result)
{
	*result = 0;
	if (has_to_wait(state, actor, order)) {
		return false;
	}
	if (takes(actor, order)) {
		*result = state->count;
		state->count = 0;
		return true;
	}
	switch (order->deed) {
	case STOP:
		if (*is_running(state) != 0) {
			end_run(state);
		}
		return true;
	case EXPIRE:
		if (*is_running(state) == 0) {
			return false;
		}
		state->count++;
		end_run(state);
		return true;
	default:
		state->count = 0;
		*is_running(state) = 1;
		return true;
	}
}

static bool wait_for_timer(struct state *state, int actor, const struct order *order, int way)
{
	if (way != 0 || state->waits[actor] != 0 || !has_to_wait(state, actor, order)) {
		return false;
	}
	state->waits[actor] = WAITING;
	return true;
}

static bool never(const struct order *order)
{
	ARG_UNUSED(order);
	return false;
}

static bool timer_is_in(const struct state *state)
{
	return (int)timer.status == state->count &&
	       (k_timer_remaining_ticks(&timer) != 0) == (state->of[0] != 0);
}

ZTEST(concurrency, test_timer)
{
	run_episodes(&(struct subject){"timer", 4, TAKE, start_timer, act_timer, model_timer, never,
				       timer_is_in, wait_for_timer});
}
