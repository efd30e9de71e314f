/* SPDX-License-Identifier: MIT */
/* Queues: appending, prepending, getting, removing, cancelling. */
#include <errno.h>

#include "walk.h"

#define ITEMS 12

enum {
	APPEND,
	PREPEND,
	UNIQUE_APPEND,
	GET,
	REMOVE,
	CANCEL
};

static struct k_queue queue;
static struct {
	void *reserved;
} items[ITEMS];
static uint32_t line[ITEMS];
static size_t used;
/** Items that are neither queued nor about to be. */
static bool is_free[ITEMS];

static void start(void)
{
	k_queue_init(&queue);
	used = 0;
	for (size_t i = 0; i < ITEMS; i++) {
		is_free[i] = true;
	}
}

static bool draw(struct order *order)
{
	static const int deeds[] = {APPEND, APPEND, PREPEND, UNIQUE_APPEND, GET,    GET,
				    GET,    GET,    GET,     GET,           REMOVE, CANCEL};

	order->deed = deeds[walk_random(ARRAY_SIZE(deeds))];
	order->arg = walk_random(ITEMS);
	if (order->deed == APPEND || order->deed == PREPEND || order->deed == UNIQUE_APPEND) {
		bool usable = is_free[order->arg];

		is_free[order->arg] = false;
		return usable;
	}
	return true;
}

static int get(const struct order *order)
{
	char *item = k_queue_get(&queue, walk_timeout(order));

	return item == NULL ? -1 : (int)((item - (char *)items) / sizeof(items[0]));
}

static int act(const struct order *order)
{
	void *item = &items[order->arg];

	switch (order->deed) {
	case APPEND:
		k_queue_append(&queue, item);
		return 0;
	case PREPEND:
		k_queue_prepend(&queue, item);
		return 0;
	case UNIQUE_APPEND:
		return k_queue_unique_append(&queue, item);
	case GET:
		return get(order);
	case REMOVE:
		return k_queue_remove(&queue, item);
	default:
		k_queue_cancel_wait(&queue);
		return 0;
	}
}

static void insert(size_t place, uint32_t item)
{
	memmove(&line[place + 1], &line[place], (used - place) * sizeof(line[0]));
	line[place] = item;
	used++;
}

static void take(size_t place)
{
	is_free[line[place]] = true;
	used--;
	memmove(&line[place], &line[place + 1], (used - place) * sizeof(line[0]));
}

static bool remove_item(uint32_t item)
{
	for (size_t i = 0; i < used; i++) {
		if (line[i] == item) {
			take(i);
			return true;
		}
	}
	return false;
}

static enum progress model_get(int *result)
{
	if (used == 0) {
		return STUCK;
	}
	*result = (int)line[0];
	take(0);
	return DONE;
}

static enum progress model(struct order *order, int *result)
{
	*result = 0;
	switch (order->deed) {
	case UNIQUE_APPEND:
		*result = 1;
		__fallthrough;
	case APPEND:
		insert(used, order->arg);
		break;
	case PREPEND:
		insert(0, order->arg);
		break;
	case GET:
		return model_get(result);
	case REMOVE:
		*result = remove_item(order->arg);
		break;
	default:
		if (walk_waiter_with(GET) != NULL) {
			walk_end_wait(walk_waiter_with(GET), -1);
		}
	}
	return DONE;
}

static int give_up(const struct order *order, bool waited)
{
	ARG_UNUSED(order);
	ARG_UNUSED(waited);
	return -1;
}

static void check(void)
{
	walk_check(sys_sflist_len(&queue.data_q), used);
}

ZTEST(data_walk, test_queue_does_what_the_model_does)
{
	walk(&(struct subject){6, start, draw, act, model, give_up, check});
}
