/* SPDX-License-Identifier: MIT */
/*
 * Event objects. of[0] are the bits that are set. A change of bits serves all who wait for what is then set, before
 * any of them takes bits away, so the model knows who waits and for what.
 */
#include "concurrency.h"

enum {
	WAIT_ANY,
	WAIT_ALL,
	WAIT_ANY_SAFE,
	WAIT_ALL_SAFE,
	WAIT_ANY_AFTER_RESET,
	POST,
	CLEAR,
	SET
};

/* What state::waits has: the bits that an order waits for and how, or those that it got. */
#define BITS  0xfU
#define ALL   BIT(4)
#define SAFE  BIT(5)
#define WAITS BIT(6)
#define GOT   BIT(7)

static struct k_event event;

/** One or two of four bits. */
static uint32_t bits_of(const struct order *order)
{
	return BIT(order->arg % 4) | BIT(order->arg / 4 % 4);
}

static uint32_t wish_of(const struct order *order)
{
	uint32_t wish = bits_of(order);

	wish |= order->deed == WAIT_ALL || order->deed == WAIT_ALL_SAFE ? ALL : 0U;
	wish |= order->deed == WAIT_ANY_SAFE || order->deed == WAIT_ALL_SAFE ? SAFE : 0U;
	return wish;
}

static void start_event(struct state *state)
{
	ARG_UNUSED(state);
	k_event_init(&event);
}

static int act_event(int actor, const struct order *order)
{
	uint32_t bits = bits_of(order);

	ARG_UNUSED(actor);
	switch (order->deed) {
	case WAIT_ANY:
		return (int)k_event_wait(&event, bits, false, timeout_of(order));
	case WAIT_ALL:
		return (int)k_event_wait_all(&event, bits, false, timeout_of(order));
	case WAIT_ANY_SAFE:
		return (int)k_event_wait_safe(&event, bits, false, timeout_of(order));
	case WAIT_ALL_SAFE:
		return (int)k_event_wait_all_safe(&event, bits, false, timeout_of(order));
	case WAIT_ANY_AFTER_RESET:
		return (int)k_event_wait(&event, bits, true, timeout_of(order));
	case POST:
		return (int)k_event_post(&event, bits);
	case CLEAR:
		return (int)k_event_clear(&event, bits);
	default:
		return (int)k_event_set(&event, bits);
	}
}

/** @return the bits that are @a set and fulfil @a wish, or 0. */
static uint32_t match(uint32_t wish, uint32_t set)
{
	uint32_t bits = set & wish & BITS;

	return (wish & ALL) != 0U && bits != (wish & BITS) ? 0U : bits;
}

static void change_bits(struct state *state, uint32_t set)
{
	uint32_t taken = 0;

	for (int actor = 0; actor < THREADS; actor++) {
		uint32_t wish = (uint32_t)state->waits[actor];
		uint32_t got = match(wish, set);

		if ((wish & WAITS) != 0U && got != 0U) {
			state->waits[actor] = (int)(got | GOT);
			taken |= (wish & SAFE) != 0U ? got : 0U;
		}
	}
	state->of[0] = (int)(set & ~taken);
}

static bool model_wait(struct state *state, int actor, const struct order *order, int *result)
{
	uint32_t wish = wish_of(order);
	uint32_t got = match(wish, (uint32_t)state->of[0]);
	uint32_t has = (uint32_t)state->waits[actor];

	if ((has & GOT) != 0U) {
		*result = (int)(has & BITS);
		return true;
	}
	if (order->deed == WAIT_ANY_AFTER_RESET && order->ticks == 0) {
		state->of[0] = 0;
		*result = 0;
		return true;
	}
	if (has != 0U || got == 0U || order->deed == WAIT_ANY_AFTER_RESET) {
		return false;
	}
	*result = (int)got;
	state->of[0] &= (wish & SAFE) != 0U ? (int)~got : -1;
	return true;
}

static bool model_event(struct state *state, int actor, const struct order *order, int *result)
{
	uint32_t bits = bits_of(order);
	uint32_t set = (uint32_t)state->of[0];

	if (order->deed < POST) {
		return model_wait(state, actor, order, result);
	}
	*result = (int)(set & bits);
	if (order->deed == POST) {
		change_bits(state, set | bits);
	} else if (order->deed == CLEAR) {
		state->of[0] = (int)(set & ~bits);
	} else {
		*result = (int)set;
		change_bits(state, bits);
	}
	return true;
}

static bool wait_for_event(struct state *state, int actor, const struct order *order, int way)
{
	if (way != 0 || order->deed >= POST || order->ticks == 0 || state->waits[actor] != 0) {
		return false;
	}
	if (order->deed == WAIT_ANY_AFTER_RESET) {
		state->of[0] = 0;
	} else if (match(wish_of(order), (uint32_t)state->of[0]) != 0U) {
		return false;
	}
	state->waits[actor] = (int)(wish_of(order) | WAITS);
	return true;
}

static bool event_gave_up(const struct order *order)
{
	return order->deed < POST && order->ticks != FOREVER && order->result == 0;
}

static bool event_is_in(const struct state *state)
{
	return k_event_test(&event, UINT32_MAX) == (uint32_t)state->of[0];
}

ZTEST(concurrency, test_event)
{
	run_episodes(&(struct subject){"event", 8, POST, start_event, act_event, model_event,
				       event_gave_up, event_is_in, wait_for_event});
}
