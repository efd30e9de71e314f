/* SPDX-License-Identifier: MIT */
/*
 * Objects that hold items in an order: message queues, fifos, lifos, stacks.
 */
#include <errno.h>

#include "concurrency.h"

#define ROOM 2

enum {
	GET,
	PUT,
	/** msgq: in front of all. */
	PUT_FRONT,
	/** msgq: discard all; fifo: let one give up. */
	EMPTY,
};

static void put_first(struct state *state, int item)
{
	memmove(&state->of[1], &state->of[0], (size_t)state->count * sizeof(state->of[0]));
	state->of[0] = item;
	state->count++;
}

static int get_first(struct state *state)
{
	int item = state->of[0];

	state->count--;
	memmove(&state->of[0], &state->of[1], (size_t)state->count * sizeof(state->of[0]));
	state->of[state->count] = 0;
	return item;
}

/** Of @a room items. */
static bool model_line(struct state *state, const struct order *order, int *result, int room)
{
	*result = 0;
	if (order->deed == GET ? state->count == 0 : state->count == room) {
		return false;
	}
	if (order->deed == GET) {
		*result = get_first(state);
	} else if (order->deed == PUT_FRONT) {
		put_first(state, order->arg);
	} else {
		state->of[state->count++] = order->arg;
	}
	return true;
}

/* Message queues. Who waits to put gives up when the queue is purged. */

static struct k_msgq msgq;
static char msgq_memory[ROOM * sizeof(int)];

static void start_msgq(struct state *state)
{
	ARG_UNUSED(state);
	k_msgq_init(&msgq, msgq_memory, sizeof(int), ROOM);
}

static int act_msgq(int actor, const struct order *order)
{
	int item = 0;
	int result;

	ARG_UNUSED(actor);
	switch (order->deed) {
	case GET:
		result = k_msgq_get(&msgq, &item, timeout_of(order));
		return result == 0 ? item : result;
	case PUT:
		return k_msgq_put(&msgq, &order->arg, timeout_of(order));
	case PUT_FRONT:
		return k_msgq_put_front(&msgq, &order->arg);
	default:
		k_msgq_purge(&msgq);
		return 0;
	}
}

static bool model_msgq(struct state *state, int actor, const struct order *order, int *result)
{
	ARG_UNUSED(actor);
	if (order->deed == EMPTY) {
		*state = (struct state){.count = 0};
		*result = 0;
		return true;
	}
	if (order->deed == PUT_FRONT && state->count == ROOM) {
		*result = -ENOMSG;
		return true;
	}
	return model_line(state, order, result, ROOM);
}

static bool msgq_gave_up(const struct order *order)
{
	if (order->result == -ENOMSG) {
		return order->ticks == 0 || order->deed == PUT;
	}
	return order->ticks > 0 && order->result == -EAGAIN;
}

static bool msgq_is_in(const struct state *state)
{
	bool is_right = (int)k_msgq_num_used_get(&msgq) == state->count;

	for (int i = 0; is_right && i < state->count; i++) {
		int item;

		is_right = k_msgq_peek_at(&msgq, &item, (uint32_t)i) == 0 && item == state->of[i];
	}
	return is_right;
}

ZTEST(concurrency, test_msgq)
{
	run_episodes(&(struct subject){"msgq", 4, GET, start_msgq, act_msgq, model_msgq,
				       msgq_gave_up, msgq_is_in});
}

/* Fifos and lifos: never full, as far as there are orders for the model's room. */

#define MOST_PUTS ACTORS

static struct item {
	void *reserved;
	int arg;
} items[1 + ACTORS * ORDERS];

static struct k_fifo fifo;
static struct k_lifo lifo;
static atomic_t puts;

static void start_queues(struct state *state)
{
	ARG_UNUSED(state);
	k_fifo_init(&fifo);
	k_lifo_init(&lifo);
	atomic_set(&puts, 0);
}

/** @return the item that @a order puts, or NULL when enough have been put. */
static struct item *item_for(const struct order *order)
{
	items[order->arg].arg = order->arg;
	return atomic_inc(&puts) < MOST_PUTS ? &items[order->arg] : NULL;
}

static int result_of_get(const struct item *item)
{
	return item != NULL ? item->arg : -EAGAIN;
}

static int act_fifo(int actor, const struct order *order)
{
	struct item *item;

	ARG_UNUSED(actor);
	if (order->deed == GET) {
		return result_of_get(k_fifo_get(&fifo, timeout_of(order)));
	}
	item = item_for(order);
	if (item == NULL) {
		k_fifo_cancel_wait(&fifo);
		return 1;
	}
	k_fifo_put(&fifo, item);
	return 0;
}

static int act_lifo(int actor, const struct order *order)
{
	struct item *item;

	ARG_UNUSED(actor);
	if (order->deed == GET) {
		return result_of_get(k_lifo_get(&lifo, timeout_of(order)));
	}
	item = item_for(order);
	if (item == NULL) {
		return 1;
	}
	k_lifo_put(&lifo, item);
	return 0;
}

/** A put that put nothing changes nothing; which those are was decided before the puts. */
static bool model_fifo(struct state *state, int actor, const struct order *order, int *result)
{
	ARG_UNUSED(actor);
	if (order->deed == PUT && order->result == 1) {
		*result = 1;
		return true;
	}
	return model_line(state, order, result, ACTORS + 1);
}

static bool model_lifo(struct state *state, int actor, const struct order *order, int *result)
{
	struct order front = *order;

	front.deed = order->deed == PUT ? PUT_FRONT : GET;
	if (order->deed == PUT && order->result == 1) {
		return model_fifo(state, actor, order, result);
	}
	return model_line(state, &front, result, ACTORS + 1);
}

static bool fifo_gave_up(const struct order *order)
{
	return order->deed == GET && order->result == -EAGAIN;
}

static bool lifo_gave_up(const struct order *order)
{
	return order->ticks != FOREVER && fifo_gave_up(order);
}

static bool fifo_is_in(const struct state *state)
{
	const struct item *head = k_fifo_peek_head(&fifo);
	const struct item *tail = k_fifo_peek_tail(&fifo);

	if (state->count == 0) {
		return head == NULL && tail == NULL;
	}
	return head != NULL && head->arg == state->of[0] &&
	       tail->arg == state->of[state->count - 1];
}

static bool lifo_is_in(const struct state *state)
{
	return k_queue_is_empty(&lifo._queue) == (state->count == 0);
}

ZTEST(concurrency, test_fifo)
{
	run_episodes(&(struct subject){"fifo", 2, GET, start_queues, act_fifo, model_fifo,
				       fifo_gave_up, fifo_is_in});
}

ZTEST(concurrency, test_lifo)
{
	run_episodes(&(struct subject){"lifo", 2, GET, start_queues, act_lifo, model_lifo,
				       lifo_gave_up, lifo_is_in});
}

/* Stacks: a push does not wait. */

static struct k_stack stack;
static stack_data_t stack_memory[ROOM];

static void start_stack(struct state *state)
{
	ARG_UNUSED(state);
	k_stack_init(&stack, stack_memory, ROOM);
}

static int act_stack(int actor, const struct order *order)
{
	stack_data_t item = 0;
	int result;

	ARG_UNUSED(actor);
	if (order->deed == PUT) {
		return k_stack_push(&stack, (stack_data_t)order->arg);
	}
	result = k_stack_pop(&stack, &item, timeout_of(order));
	return result == 0 ? (int)item : result;
}

static bool model_stack(struct state *state, int actor, const struct order *order, int *result)
{
	struct order front = *order;

	ARG_UNUSED(actor);
	front.deed = order->deed == PUT ? PUT_FRONT : GET;
	if (order->deed == PUT && state->count == ROOM) {
		*result = -ENOMEM;
		return true;
	}
	return model_line(state, &front, result, ROOM);
}

static bool stack_gave_up(const struct order *order)
{
	return order->deed == GET && order->result == (order->ticks == 0 ? -EBUSY : -EAGAIN);
}

static bool stack_is_in(const struct state *state)
{
	for (int i = 0; i < state->count; i++) {
		if ((int)stack_memory[state->count - 1 - i] != state->of[i]) {
			return false;
		}
	}
	return stack.next - stack.base == state->count;
}

ZTEST(concurrency, test_stack)
{
	run_episodes(&(struct subject){"stack", 2, GET, start_stack, act_stack, model_stack,
				       stack_gave_up, stack_is_in});
}
