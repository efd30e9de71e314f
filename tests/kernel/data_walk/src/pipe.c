/* SPDX-License-Identifier: MIT */
/* Pipes: bytes go through the buffer one by one here, whoever waits. */
#include <errno.h>

#include "walk.h"

#define ROOM    7
#define LONGEST 20

enum {
	WRITE,
	READ,
	RESET
};

static struct k_pipe pipe;
static uint8_t memory[ROOM];
static size_t room;
static uint8_t line[ROOM];
static size_t used;

static void start(void)
{
	room = ROOM;
	k_pipe_init(&pipe, memory, room);
	used = 0;
}

static bool draw(struct order *order)
{
	order->deed = walk_once_in(25) ? RESET : walk_once_in(2) ? WRITE : READ;
	order->size = walk_random(LONGEST);
	order->arg = walk_random(256);
	return true;
}

/** The result of a transfer that ended well: how many bytes and, if read, which. */
static int outcome(uint32_t count, uint32_t sum)
{
	return (int)(count | (sum << 8 & 0x7FFFFFFF));
}

static uint32_t add(uint32_t sum, uint8_t byte)
{
	return sum * 31 + byte;
}

static int transfer_in(const struct order *order)
{
	uint8_t bytes[LONGEST];

	for (uint32_t i = 0; i < order->size; i++) {
		bytes[i] = (uint8_t)(order->arg + i);
	}
	return k_pipe_write(&pipe, bytes, order->size, walk_timeout(order));
}

static int transfer_out(const struct order *order)
{
	uint8_t bytes[LONGEST];
	int count = k_pipe_read(&pipe, bytes, order->size, walk_timeout(order));
	uint32_t sum = 0;

	for (int i = 0; i < count; i++) {
		sum = add(sum, bytes[i]);
	}
	return count < 0 ? count : outcome((uint32_t)count, sum);
}

static int act(const struct order *order)
{
	switch (order->deed) {
	case WRITE:
		return transfer_in(order);
	case READ:
		return transfer_out(order);
	default:
		k_pipe_reset(&pipe);
		return 0;
	}
}

static enum progress model_reset(int *result)
{
	used = 0;
	for (struct order *order = walk_next_waiter(NULL); order != NULL;
	     order = walk_next_waiter(NULL)) {
		walk_end_wait(order, -ECANCELED);
	}
	*result = 0;
	return DONE;
}

/** Move one byte, if possible. */
static bool step(struct order *order)
{
	if (order->deed == WRITE && used < room) {
		line[used++] = (uint8_t)(order->arg + order->moved);
	} else if (order->deed == READ && used > 0) {
		order->sum = add(order->sum, line[0]);
		memmove(&line[0], &line[1], --used);
	} else {
		return false;
	}
	order->moved++;
	return true;
}

static enum progress model(struct order *order, int *result)
{
	if (order->deed == RESET) {
		return model_reset(result);
	}
	if (order->moved == order->size) {
		*result = outcome(order->moved, order->sum);
		return DONE;
	}
	return step(order) ? MOVED : STUCK;
}

static int give_up(const struct order *order, bool waited)
{
	ARG_UNUSED(waited);
	return order->moved == 0 ? -EAGAIN : outcome(order->moved, order->sum);
}

static void check(void)
{
	walk_check(pipe.used, used);
}

ZTEST(data_walk, test_pipe_does_what_the_model_does)
{
	walk(&(struct subject){3, start, draw, act, model, give_up, check});
}
