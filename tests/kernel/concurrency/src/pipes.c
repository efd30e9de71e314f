/* SPDX-License-Identifier: MIT */
/*
 * Pipes: orders for up to three bytes, of which each moves for itself as far as the model knows; resets, at times a
 * close. The model has count bytes in the buffer, of[0] and on.
 */
#include <errno.h>

#include "concurrency.h"

#define ROOM 4
#define MOST 3
/** of[CLOSED] tells whether the pipe is closed. */
#define CLOSED ROOM

enum {
	READ,
	WRITE,
	RESET,
	/** One of eight closes; the others write. */
	CLOSE
};

/* What state::waits has: how many bytes an order has moved, and whether it waits; or that a reset came. */
#define WAITS     0x100
#define CANCELLED (-1)

static struct k_pipe pipe;
static uint8_t pipe_memory[ROOM];

static int length_of(const struct order *order)
{
	return 1 + order->arg % MOST;
}

static int deed_of(const struct order *order)
{
	return order->deed == CLOSE && order->arg % 8 != 0 ? WRITE : order->deed;
}

static void start_pipe(struct state *state)
{
	ARG_UNUSED(state);
	k_pipe_init(&pipe, pipe_memory, sizeof(pipe_memory));
}

/** @return the bytes that were read as one number, with their count on top. */
static int pack(const uint8_t *bytes, int count)
{
	int packed = count;

	for (int i = MOST - 1; i >= 0; i--) {
		packed = packed << 8 | (i < count ? bytes[i] : 0);
	}
	return packed;
}

static int act_pipe(int actor, const struct order *order)
{
	uint8_t bytes[MOST];
	int moved;

	ARG_UNUSED(actor);
	switch (deed_of(order)) {
	case READ:
		moved = k_pipe_read(&pipe, bytes, (size_t)length_of(order), timeout_of(order));
		return moved > 0 ? pack(bytes, moved) : moved;
	case WRITE:
		memset(bytes, order->arg, sizeof(bytes));
		return k_pipe_write(&pipe, bytes, (size_t)length_of(order), timeout_of(order));
	case RESET:
		k_pipe_reset(&pipe);
		return 0;
	default:
		k_pipe_close(&pipe);
		return 0;
	}
}

static int moved_by(const struct state *state, int actor)
{
	return state->waits[actor] & ~WAITS;
}

/** @return whether no byte can move for @a order, as far as the buffer tells. */
static bool is_stopped(const struct state *state, const struct order *order)
{
	return deed_of(order) == READ ? state->count == 0
				      : state->count == ROOM || state->of[CLOSED] != 0;
}

/** @return whether @a byte is what @a order read after @a moved others; unknown if it has not returned or failed. */
static bool was_read(const struct order *order, int moved, int byte)
{
	return order->returned == 0 || order->result < 0 ||
	       (order->result >> (8 * moved) & 0xff) == byte;
}

static bool move_byte(struct state *state, int actor, const struct order *order)
{
	if (deed_of(order) == WRITE) {
		state->of[state->count++] = order->arg;
	} else if (was_read(order, moved_by(state, actor), state->of[0])) {
		state->count--;
		memmove(&state->of[0], &state->of[1], (size_t)state->count * sizeof(int));
		state->of[state->count] = 0;
	} else {
		return false;
	}
	state->waits[actor]++;
	return true;
}

/** Move the next byte, or begin to wait. */
static bool wait_for_pipe(struct state *state, int actor, const struct order *order, int way)
{
	if (way != 0 || deed_of(order) > WRITE || state->waits[actor] == CANCELLED ||
	    moved_by(state, actor) == length_of(order)) {
		return false;
	}
	if (!is_stopped(state, order)) {
		return move_byte(state, actor, order);
	}
	if (order->ticks == 0 || state->of[CLOSED] != 0 || (state->waits[actor] & WAITS) != 0) {
		return false;
	}
	state->waits[actor] |= WAITS;
	return true;
}

/** @return what an order returns that moved @a moved bytes. */
static int result_of(const struct order *order, int moved)
{
	if (deed_of(order) == WRITE) {
		return moved;
	}
	return order->result >> (8 * MOST) == moved ? order->result : -EBADMSG;
}

static bool model_transfer(struct state *state, int actor, const struct order *order, int *result)
{
	int moved = moved_by(state, actor);

	if (state->waits[actor] == CANCELLED) {
		*result = -ECANCELED;
		return true;
	}
	if (moved < length_of(order) && !is_stopped(state, order)) {
		return false;
	}
	*result = result_of(order, moved);
	if (moved < length_of(order) && state->of[CLOSED] != 0) {
		*result = deed_of(order) == READ && moved > 0 ? *result : -EPIPE;
		return true;
	}
	return moved == length_of(order) || (moved > 0 && order->ticks != FOREVER);
}

static void reset(struct state *state)
{
	for (int actor = 0; actor < THREADS; actor++) {
		if (state->waits[actor] != CANCELLED && (state->waits[actor] & WAITS) != 0 &&
		    state->of[CLOSED] == 0) {
			state->waits[actor] = CANCELLED;
		}
	}
	memset(state->of, 0, (size_t)state->count * sizeof(int));
	state->count = 0;
}

static bool model_pipe(struct state *state, int actor, const struct order *order, int *result)
{
	*result = 0;
	switch (deed_of(order)) {
	case RESET:
		reset(state);
		return true;
	case CLOSE:
		state->of[CLOSED] = 1;
		return true;
	default:
		return model_transfer(state, actor, order, result);
	}
}

static bool pipe_gave_up(const struct order *order)
{
	return order->ticks != FOREVER && order->result == -EAGAIN;
}

static bool pipe_is_in(const struct state *state)
{
	return (int)pipe.used == state->count && pipe.closed == (state->of[CLOSED] != 0);
}

ZTEST(concurrency, test_pipe)
{
	run_episodes(&(struct subject){"pipe", 4, READ, start_pipe, act_pipe, model_pipe,
				       pipe_gave_up, pipe_is_in, wait_for_pipe});
}
