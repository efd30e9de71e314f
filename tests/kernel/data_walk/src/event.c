/* SPDX-License-Identifier: MIT */
/* Events: a change is judged by all waiters before any of them consumes bits. */
#include "walk.h"

#define BITS 0xFU

enum {
	SET_MASKED,
	CLEAR,
	WAIT,
	WAIT_ALL,
	WAIT_SAFE,
	WAIT_ALL_SAFE
};

static struct k_event event;
static uint32_t there;

static void start(void)
{
	there = 0;
	k_event_init(&event);
}

static bool draw(struct order *order)
{
	order->deed = walk_once_in(2) ? SET_MASKED : CLEAR + (int)walk_random(5);
	order->arg = walk_random(BITS + 1);
	/* Of SET_MASKED the mask, of a wait whether it resets. */
	order->size = walk_random(BITS + 1);
	return true;
}

static int act(const struct order *order)
{
	k_timeout_t timeout = walk_timeout(order);
	bool reset = order->size == 0;

	switch (order->deed) {
	case SET_MASKED:
		return (int)k_event_set_masked(&event, order->arg, order->size);
	case CLEAR:
		return (int)k_event_clear(&event, order->arg);
	case WAIT:
		return (int)k_event_wait(&event, order->arg, reset, timeout);
	case WAIT_ALL:
		return (int)k_event_wait_all(&event, order->arg, reset, timeout);
	case WAIT_SAFE:
		return (int)k_event_wait_safe(&event, order->arg, reset, timeout);
	default:
		return (int)k_event_wait_all_safe(&event, order->arg, reset, timeout);
	}
}

/** @return what @a order gets of the bits that are there, 0 if it has to wait. */
static uint32_t gets(const struct order *order)
{
	uint32_t match = there & order->arg;
	bool all = order->deed == WAIT_ALL || order->deed == WAIT_ALL_SAFE;

	return all && match != order->arg ? 0 : match;
}

static uint32_t consumes(const struct order *order)
{
	return order->deed == WAIT_SAFE || order->deed == WAIT_ALL_SAFE ? gets(order) : 0;
}

static void wake_waiters(void)
{
	uint32_t used = 0;

	for (struct order *order = walk_next_waiter(NULL); order != NULL;
	     order = walk_next_waiter(order)) {
		if (gets(order) != 0) {
			used |= consumes(order);
			walk_end_wait(order, (int)gets(order));
		}
	}
	there &= ~used;
}

static enum progress model_wait(struct order *order, int *result)
{
	if (order->arg == 0) {
		*result = 0;
		return DONE;
	}
	if (order->size == 0 && order->moved == 0) {
		there = 0;
	}
	order->moved = 1;
	*result = (int)gets(order);
	there &= ~consumes(order);
	return *result == 0 ? STUCK : DONE;
}

static enum progress model(struct order *order, int *result)
{
	switch (order->deed) {
	case SET_MASKED:
		*result = (int)(there & order->size);
		there = (there & ~order->size) | (order->arg & order->size);
		wake_waiters();
		return DONE;
	case CLEAR:
		*result = (int)(there & order->arg);
		there &= ~order->arg;
		return DONE;
	default:
		return model_wait(order, result);
	}
}

static int give_up(const struct order *order, bool waited)
{
	ARG_UNUSED(order);
	ARG_UNUSED(waited);
	return 0;
}

static void check(void)
{
	walk_check(k_event_test(&event, UINT32_MAX), there);
}

ZTEST(data_walk, test_event_does_what_the_model_does)
{
	walk(&(struct subject){6, start, draw, act, model, give_up, check});
}
