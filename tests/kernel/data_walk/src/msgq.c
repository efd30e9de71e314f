/* SPDX-License-Identifier: MIT */
/* Message queues: both sides wait. */
#include <errno.h>

#include "walk.h"

#define ROOM 3

enum {
	PUT,
	GET,
	PURGE
};

static struct k_msgq msgq;
static char memory[ROOM * sizeof(uint32_t)];
static uint32_t line[ROOM];
static size_t used;

static void start(void)
{
	k_msgq_init(&msgq, memory, sizeof(uint32_t), ROOM);
	used = 0;
}

static bool draw(struct order *order)
{
	order->deed = walk_once_in(20) ? PURGE : walk_once_in(2) ? PUT : GET;
	order->arg = walk_random(1000000);
	return true;
}

static int act(const struct order *order)
{
	uint32_t word = 0;
	int result;

	switch (order->deed) {
	case PUT:
		return k_msgq_put(&msgq, &order->arg, walk_timeout(order));
	case GET:
		result = k_msgq_get(&msgq, &word, walk_timeout(order));
		return result == 0 ? (int)word : result;
	default:
		k_msgq_purge(&msgq);
		return 0;
	}
}

static enum progress model_purge(void)
{
	used = 0;
	for (struct order *order = walk_waiter_with(PUT); order != NULL;
	     order = walk_waiter_with(PUT)) {
		walk_end_wait(order, -ENOMSG);
	}
	return DONE;
}

static enum progress model(struct order *order, int *result)
{
	if (order->deed == PURGE) {
		*result = 0;
		return model_purge();
	}
	if (order->deed == PUT ? used == ROOM : used == 0) {
		return STUCK;
	}
	if (order->deed == PUT) {
		line[used++] = order->arg;
		*result = 0;
	} else {
		*result = (int)line[0];
		memmove(&line[0], &line[1], --used * sizeof(line[0]));
	}
	return DONE;
}

static int give_up(const struct order *order, bool waited)
{
	ARG_UNUSED(order);
	return waited ? -EAGAIN : -ENOMSG;
}

static void check(void)
{
	uint32_t word;

	walk_check(k_msgq_num_used_get(&msgq), used);
	for (uint32_t i = 0; i < used; i++) {
		zassert_ok(k_msgq_peek_at(&msgq, &word, i));
		walk_check(word, line[i]);
	}
}

ZTEST(data_walk, test_msgq_does_what_the_model_does)
{
	walk(&(struct subject){3, start, draw, act, model, give_up, check});
}
