/* SPDX-License-Identifier: MIT */
/*
 * Mailboxes: senders that wait and some that do not, and receivers; some want one thread only. The arg of an order is
 * its message, and who sends and who receives must tell the same of their meeting.
 */
#include <errno.h>

#include "concurrency.h"

enum {
	GET,
	PUT,
	/** It returns at once, and its message waits. */
	PUT_ASYNC
};

/*
 * The model has count messages that nobody waits with, of[0] and on, as they were sent. What state::waits has: the arg
 * of an order that waits, or below 0 that of the one it met.
 */

static struct k_mbox mbox;
/** Given for each message that nobody waited with, when it is disposed of. */
static struct k_sem disposed;
static atomic_t sent_async;

static void start_mbox(struct state *state)
{
	ARG_UNUSED(state);
	k_mbox_init(&mbox);
	(void)k_sem_init(&disposed, 0, K_SEM_MAX_LIMIT);
	atomic_set(&sent_async, 0);
}

static int actor_of(const struct order *order)
{
	return (order->arg - 1) / ORDERS;
}

/** @return the actor that @a order wants to meet, or -1: one order of three wants its neighbour. */
static int wanted_by(const struct order *order)
{
	if (order->deed == PUT_ASYNC || order->arg % 3 != 0) {
		return -1;
	}
	return (actor_of(order) + 1) % THREADS;
}

static k_tid_t wanted_thread(const struct order *order)
{
	int wanted = wanted_by(order);

	return wanted < 0 ? K_ANY : thread_of(wanted);
}

static int receive(const struct order *order)
{
	int data = 0;
	struct k_mbox_msg msg = {.info = (uint32_t)order->arg,
				 .size = sizeof(data) + 1U,
				 .rx_source_thread = wanted_thread(order)};
	int result = k_mbox_get(&mbox, &msg, &data, timeout_of(order));

	if (result != 0) {
		return result;
	}
	return data == (int)msg.info && msg.size == sizeof(data) ? data : -EBADMSG;
}

static int send(const struct order *order)
{
	struct k_mbox_msg msg = {.info = (uint32_t)order->arg,
				 .size = sizeof(order->arg),
				 .tx_data = (void *)&order->arg,
				 .tx_target_thread = wanted_thread(order)};
	int result;

	if (order->deed == PUT_ASYNC) {
		(void)atomic_inc(&sent_async);
		k_mbox_async_put(&mbox, &msg, &disposed);
		return 0;
	}
	result = k_mbox_put(&mbox, &msg, timeout_of(order));
	if (result != 0) {
		return result;
	}
	return msg.size == sizeof(order->arg) ? (int)msg.info : -EBADMSG;
}

static int act_mbox(int actor, const struct order *order)
{
	ARG_UNUSED(actor);
	return order->deed == GET ? receive(order) : send(order);
}

static bool want_each_other(const struct order *one, const struct order *other)
{
	int first = wanted_by(one);
	int second = wanted_by(other);

	return (one->deed == GET) != (other->deed == GET) &&
	       (first < 0 || first == actor_of(other)) && (second < 0 || second == actor_of(one));
}

/** @return an actor that waits to be met by @a order: the one whose order @a order or it tells of, else any, or -1. */
static int find_waiter(const struct state *state, const struct order *order)
{
	int found = -1;

	for (int actor = 0; actor < THREADS; actor++) {
		int arg = state->waits[actor];

		if (arg <= 0 || !want_each_other(order_with(arg), order)) {
			continue;
		}
		if (order->result == arg || order_with(arg)->result == order->arg) {
			return actor;
		}
		found = actor;
	}
	return found;
}

/** Meet an actor that waits. @return its order's arg, or 0 if nobody waits. */
static int meet(struct state *state, const struct order *order)
{
	int waiter = find_waiter(state, order);
	int arg = waiter < 0 ? 0 : state->waits[waiter];

	if (arg != 0) {
		state->waits[waiter] = -order->arg;
	}
	return arg;
}

/** Take the message that @a order received out of those that nobody waits with, in the order of its sender. */
static int take_async(struct state *state, const struct order *order)
{
	for (int i = 0; i < state->count; i++) {
		int arg = state->of[i];

		if (want_each_other(order_with(arg), order) &&
		    (order->returned == 0 ||
		     actor_of(order_with(arg)) == actor_of(order_with(MAX(order->result, 1))))) {
			state->count--;
			memmove(&state->of[i], &state->of[i + 1],
				(size_t)(state->count - i) * sizeof(int));
			state->of[state->count] = 0;
			return arg;
		}
	}
	return 0;
}

static bool model_put_async(struct state *state, const struct order *order, int *result)
{
	*result = 0;
	if (meet(state, order) == 0) {
		state->of[state->count++] = order->arg;
	}
	return true;
}

static bool model_mbox(struct state *state, int actor, const struct order *order, int *result)
{
	int met = state->waits[actor] < 0 ? -state->waits[actor] : 0;

	if (order->deed == PUT_ASYNC) {
		return model_put_async(state, order, result);
	}
	if (met == 0 && state->waits[actor] == 0 && order->deed == GET) {
		met = take_async(state, order);
	}
	if (met == 0 && state->waits[actor] == 0) {
		met = meet(state, order);
	}
	*result = met;
	return met != 0;
}

static bool wait_for_mail(struct state *state, int actor, const struct order *order, int way)
{
	struct state now = *state;
	int result;

	if (way != 0 || order->ticks == 0 || order->deed == PUT_ASYNC || state->waits[actor] != 0 ||
	    model_mbox(&now, actor, order, &result)) {
		return false;
	}
	state->waits[actor] = order->arg;
	return true;
}

static bool mbox_gave_up(const struct order *order)
{
	return order->ticks != FOREVER && order->result == (order->ticks == 0 ? -ENOMSG : -EAGAIN);
}

/** Receive a message that nobody wants: there is no other way to free its memory. @return whether there is one. */
static bool take_one(void)
{
	struct k_mbox_msg msg = {.size = 0, .rx_source_thread = K_ANY};

	return k_mbox_get(&mbox, &msg, NULL, K_NO_WAIT) == 0;
}

static bool mbox_is_in(const struct state *state)
{
	return (int)k_sem_count_get(&disposed) == (int)atomic_get(&sent_async) - state->count;
}

static void stop_mbox(void)
{
	while (take_one()) {
		/* Another. */
	}
	zassert_equal(k_sem_count_get(&disposed), (unsigned int)atomic_get(&sent_async),
		      "a message is lost");
}

ZTEST(concurrency, test_mbox)
{
	run_episodes(&(struct subject){"mbox", 3, 3, start_mbox, act_mbox, model_mbox, mbox_gave_up,
				       mbox_is_in, wait_for_mail, stop_mbox});
}
