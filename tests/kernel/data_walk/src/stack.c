/* SPDX-License-Identifier: MIT */
/* Stacks: a push either finds room (or a waiter) or fails; a pop waits. */
#include <errno.h>

#include "walk.h"

#define ROOM 3

enum {
	PUSH,
	POP
};

static struct k_stack stack;
static stack_data_t memory[ROOM];
static uint32_t words[ROOM + 1];
static size_t used;

static void start(void)
{
	k_stack_init(&stack, memory, ROOM);
	used = 0;
}

static bool draw(struct order *order)
{
	order->deed = walk_once_in(2) ? PUSH : POP;
	order->arg = 1 + walk_random(1000000);
	return true;
}

static int act(const struct order *order)
{
	stack_data_t word = 0;
	int result;

	if (order->deed == PUSH) {
		return k_stack_push(&stack, order->arg);
	}
	result = k_stack_pop(&stack, &word, walk_timeout(order));
	return result == 0 ? (int)word : result;
}

static enum progress model(struct order *order, int *result)
{
	if (order->deed == PUSH) {
		/* What a waiter takes needs no room. */
		bool fits = used < ROOM || walk_waiter_with(POP) != NULL;

		*result = fits ? 0 : -ENOMEM;
		if (fits) {
			words[used++] = order->arg;
		}
		return DONE;
	}
	if (used == 0) {
		return STUCK;
	}
	*result = (int)words[--used];
	return DONE;
}

static int give_up(const struct order *order, bool waited)
{
	ARG_UNUSED(order);
	return waited ? -EAGAIN : -EBUSY;
}

static void check(void)
{
	walk_check(stack.next - stack.base, used);
}

ZTEST(data_walk, test_stack_does_what_the_model_does)
{
	walk(&(struct subject){2, start, draw, act, model, give_up, check});
}
