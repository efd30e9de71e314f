/* SPDX-License-Identifier: MIT */
/* Memory slabs: which block an allocation gets is the last one that was freed. */
#include <errno.h>

#include "walk.h"

#define BLOCKS     4
#define BLOCK_SIZE 16

enum {
	ALLOC,
	FREE
};

static struct k_mem_slab slab;
static char __aligned(sizeof(void *)) memory[BLOCKS * BLOCK_SIZE];
/** Free blocks, the next one last; and used ones that nobody is told to free. */
static uint32_t spare[BLOCKS];
static uint32_t held[BLOCKS];
static size_t spares;
static size_t helds;

static void start(void)
{
	zassert_ok(k_mem_slab_init(&slab, memory, BLOCK_SIZE, BLOCKS));
	helds = 0;
	for (spares = 0; spares < BLOCKS; spares++) {
		spare[spares] = BLOCKS - 1 - spares;
	}
}

static bool draw(struct order *order)
{
	order->deed = walk_once_in(2) ? ALLOC : FREE;
	if (order->deed == FREE && helds == 0) {
		return false;
	}
	if (order->deed == FREE) {
		size_t which = walk_random((uint32_t)helds);

		order->arg = held[which];
		held[which] = held[--helds];
	}
	return true;
}

static int act(const struct order *order)
{
	void *block;
	int result;

	if (order->deed == FREE) {
		k_mem_slab_free(&slab, memory + order->arg * BLOCK_SIZE);
		return 0;
	}
	result = k_mem_slab_alloc(&slab, &block, walk_timeout(order));
	return result == 0 ? (int)(((char *)block - memory) / BLOCK_SIZE) : result;
}

static enum progress model(struct order *order, int *result)
{
	if (order->deed == FREE) {
		spare[spares++] = order->arg;
		*result = 0;
		return DONE;
	}
	if (spares == 0) {
		return STUCK;
	}
	*result = (int)spare[--spares];
	held[helds++] = (uint32_t)*result;
	return DONE;
}

static int give_up(const struct order *order, bool waited)
{
	ARG_UNUSED(order);
	return waited ? -EAGAIN : -ENOMEM;
}

static void check(void)
{
	walk_check(k_mem_slab_num_free_get(&slab), spares);
}

ZTEST(data_walk, test_slab_does_what_the_model_does)
{
	walk(&(struct subject){2, start, draw, act, model, give_up, check});
}
