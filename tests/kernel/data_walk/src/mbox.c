/* SPDX-License-Identifier: MIT */
/* Mailboxes: partners named or not, senders that wait or do not. For threads only. */
#include <errno.h>

#include "walk.h"

enum {
	PUT,
	ASYNC_PUT,
	GET
};

K_MBOX_DEFINE(mbox);
/** Messages without a waiting sender, in order of arrival. */
static struct message {
	struct order order;
	int prio;
} async[CONFIG_NUM_MBOX_ASYNC_MSGS];
static size_t used;
static uint32_t arrivals;

/** What is still in flight was sent in the walk before: take it, whomever it is for. */
static void start(void)
{
	struct z_mbox_async *message;

	SYS_DLIST_FOR_EACH_CONTAINER(&mbox.async_msgs, message, node) {
		message->msg.tx_target_thread = K_ANY;
	}
	for (; used > 0; used--) {
		zassert_ok(k_mbox_get(&mbox, &(struct k_mbox_msg){.size = 0}, NULL, K_NO_WAIT));
	}
	k_mbox_init(&mbox);
}

static bool draw(struct order *order)
{
	order->deed = (int)walk_random(3);
	order->arg = walk_random(1000000);
	/* The partner's index and 1, or 0 for any. */
	order->size = walk_once_in(4) ? 1 + walk_random(WALKERS) : 0;
	return order->thread != ISR && (order->deed != ASYNC_PUT || used < ARRAY_SIZE(async));
}

/** @return the info that the partner has given. */
static int act(const struct order *order)
{
	k_tid_t partner = order->size == 0 ? K_ANY : &walk_threads[order->size - 1];
	struct k_mbox_msg msg = {
		.info = order->arg, .rx_source_thread = partner, .tx_target_thread = partner};
	int result = 0;

	switch (order->deed) {
	case PUT:
		result = k_mbox_put(&mbox, &msg, walk_timeout(order));
		break;
	case ASYNC_PUT:
		k_mbox_async_put(&mbox, &msg, NULL);
		return 0;
	default:
		result = k_mbox_get(&mbox, &msg, NULL, walk_timeout(order));
	}
	return result == 0 ? (int)msg.info : result;
}

static bool wants(const struct order *order, const struct order *other)
{
	return order->size == 0 || order->size == (uint32_t)other->thread + 1;
}

/** @return the best waiting order with @a deed that @a order can meet, or NULL. */
static struct order *partner_of(const struct order *order, int deed)
{
	struct order *other = walk_next_waiter(NULL);

	while (other != NULL &&
	       (other->deed != deed || !wants(order, other) || !wants(other, order))) {
		other = walk_next_waiter(other);
	}
	return other;
}

static struct message *async_partner_of(const struct order *order)
{
	struct message *best = NULL;

	for (size_t i = 0; i < used; i++) {
		struct order *other = &async[i].order;

		if (wants(order, other) && wants(other, order) &&
		    (best == NULL || async[i].prio < best->prio)) {
			best = &async[i];
		}
	}
	return best;
}

static enum progress model_send(struct order *order, int *result)
{
	struct order *receiver = partner_of(order, GET);

	order->moved = order->moved == 0 ? ++arrivals : order->moved;
	if (receiver != NULL) {
		*result = order->deed == PUT ? (int)receiver->arg : 0;
		walk_end_wait(receiver, (int)order->arg);
		return DONE;
	}
	if (order->deed == ASYNC_PUT) {
		async[used++] = (struct message){*order, walk_prio(order->thread)};
		*result = 0;
		return DONE;
	}
	return STUCK;
}

static bool goes_first(const struct message *message, const struct order *sender)
{
	int prio = walk_prio(sender->thread);

	return message->prio < prio ||
	       (message->prio == prio && message->order.moved < sender->moved);
}

static void take_async(struct message *message)
{
	used--;
	memmove(message, message + 1, (size_t)(&async[used] - message) * sizeof(*message));
}

static enum progress model_get(struct order *order, int *result)
{
	struct order *sender = partner_of(order, PUT);
	struct message *message = async_partner_of(order);

	if (message != NULL && (sender == NULL || goes_first(message, sender))) {
		*result = (int)message->order.arg;
		take_async(message);
		return DONE;
	}
	if (sender != NULL) {
		*result = (int)sender->arg;
		walk_end_wait(sender, (int)order->arg);
		return DONE;
	}
	return STUCK;
}

static enum progress model(struct order *order, int *result)
{
	return order->deed == GET ? model_get(order, result) : model_send(order, result);
}

static int give_up(const struct order *order, bool waited)
{
	ARG_UNUSED(order);
	return waited ? -EAGAIN : -ENOMSG;
}

static void check(void)
{
	walk_check(sys_dlist_len(&mbox.async_msgs), used);
}

ZTEST(data_walk, test_mbox_does_what_the_model_does)
{
	walk(&(struct subject){3, start, draw, act, model, give_up, check});
}
