/* SPDX-License-Identifier: MIT */
/*
 * Items of work, delayed and not, and their queue. What the thread of the queue does is taken down as events: it begins
 * with an item, is done with it, and submits it again at times.
 */
#include <errno.h>

#include "concurrency.h"

#define ITEMS 2
#define STACK (1024 + CONFIG_TEST_EXTRA_STACK_SIZE)
/** Of an item in an episode. */
#define MOST_RESUBMITS 2

enum {
	FLUSH,
	CANCEL_SYNC,
	/** One of four plugs. */
	DRAIN,
	UNPLUG,
	SUBMIT,
	CANCEL,
	/** Of the thread of the queue. */
	BEGIN,
	DONE
};

/* The model's state: the flags of items; the queue's list, of items plus 1, the first first; its flags. */
#define FLAGS    0
#define LIST     ITEMS
#define DRAINING (LIST + ITEMS)
#define PLUGGED  (DRAINING + 1)

/* What state::waits has: what is waited for, and the item plus 1 if it is one's run. */
#define FOR_QUEUED_RUN  0x10
#define FOR_RUN         0x20
#define FOR_END_OF_LIST 0x30
#define HAS_COME        0x40

static struct k_work_q queue;
static K_THREAD_STACK_DEFINE(queue_stack, STACK);
static struct k_work_delayable items[ITEMS];
static int resubmits[ITEMS];
static bool are_delayed;
static struct k_work_sync syncs[THREADS];

/** Delayed items leave the queue alone, and are submitted instead. */
static int deed_of(const struct order *order)
{
	return are_delayed && (order->deed == DRAIN || order->deed == UNPLUG) ? SUBMIT
									      : order->deed;
}

static int item_of(const struct order *order)
{
	return order->arg % ITEMS;
}

/** One order of three is without delay. */
static bool has_delay(const struct order *order)
{
	return are_delayed && order->arg % 3 != 0;
}

static k_timeout_t delay_of(const struct order *order)
{
	return has_delay(order) ? K_TICKS(order->arg % 3) : K_NO_WAIT;
}

/** One order of two postpones. */
static bool reschedules(const struct order *order)
{
	return order->arg / 6 % 2 == 0;
}

static void handle(struct k_work *work)
{
	int item = (int)(k_work_delayable_from_work(work) - items);
	struct order *event = note_event_begins(BEGIN, item);

	/* The queue has begun with it before the handler ran. */
	event->called = 1;
	note_event_ends(event);
	k_busy_wait((uint32_t)(item * 3));
	if (resubmits[item] < MOST_RESUBMITS && k_uptime_ticks() % 2 == 0) {
		resubmits[item]++;
		event = note_event_begins(SUBMIT, item);
		event->result = k_work_submit_to_queue(&queue, work);
		note_event_ends(event);
	} else if (item == 0) {
		(void)k_sleep(K_TICKS(1));
	}
	/* It ends after this, but before the queue does anything else. */
	(void)note_event_begins(DONE, item);
}

static void start_queue(void)
{
	static const int prios[] = {3, 2, 4, -1};
	int prio = prios[seed_of_episode() % ARRAY_SIZE(prios)];
	const struct k_work_queue_config cfg = {.no_yield = seed_of_episode() / 4U % 2U == 0U};

	k_work_queue_init(&queue);
	k_work_queue_start(&queue, queue_stack, K_THREAD_STACK_SIZEOF(queue_stack), prio, &cfg);
}

static void start_work(struct state *state)
{
	ARG_UNUSED(state);
	for (int i = 0; i < ITEMS; i++) {
		k_work_init_delayable(&items[i], handle);
		resubmits[i] = 0;
	}
	start_queue();
}

static void stop_work(void)
{
	k_thread_abort(&queue.thread);
	for (int i = 0; i < ITEMS; i++) {
		(void)k_work_cancel_delayable(&items[i]);
	}
}

static bool plugs(const struct order *order)
{
	return order->arg / 2 % 4 == 0;
}

static int act_plain(const struct order *order, struct k_work *work, struct k_work_sync *sync)
{
	switch (deed_of(order)) {
	case FLUSH:
		return k_work_flush(work, sync);
	case CANCEL_SYNC:
		return k_work_cancel_sync(work, sync);
	case DRAIN:
		return k_work_queue_drain(&queue, plugs(order));
	case UNPLUG:
		return k_work_queue_unplug(&queue);
	case SUBMIT:
		return k_work_submit_to_queue(&queue, work);
	default:
		return k_work_cancel(work) & ~K_WORK_FLUSHING;
	}
}

static int act_delayed(const struct order *order, struct k_work_delayable *dwork,
		       struct k_work_sync *sync)
{
	switch (deed_of(order)) {
	case FLUSH:
		return k_work_flush_delayable(dwork, sync);
	case CANCEL_SYNC:
		return k_work_cancel_delayable_sync(dwork, sync);
	case CANCEL:
		return k_work_cancel_delayable(dwork) & ~K_WORK_FLUSHING;
	default:
		return reschedules(order)
			       ? k_work_reschedule_for_queue(&queue, dwork, delay_of(order))
			       : k_work_schedule_for_queue(&queue, dwork, delay_of(order));
	}
}

static int act_work(int actor, const struct order *order)
{
	struct k_work_delayable *dwork = &items[item_of(order)];
	struct k_work_sync *sync = &syncs[actor % THREADS];

	return are_delayed ? act_delayed(order, dwork, sync) : act_plain(order, &dwork->work, sync);
}

/*
 * The model
 */

/** What waits for @a from of @a item gets @a to. */
static void turn_waiters(struct state *state, int item, int from, int to)
{
	for (int actor = 0; actor < THREADS; actor++) {
		if (state->waits[actor] == (from | (item + 1))) {
			state->waits[actor] = to;
		}
	}
}

/** Who waits for the queued run of @a item waits for the one that goes on, if there is one. */
static void end_queued(struct state *state, int item)
{
	state->of[FLAGS + item] &= ~K_WORK_QUEUED;
	turn_waiters(state, item, FOR_QUEUED_RUN, FOR_RUN | (item + 1));
}

static void end_run(struct state *state, int item)
{
	state->of[FLAGS + item] &= ~(K_WORK_RUNNING | K_WORK_CANCELING);
	turn_waiters(state, item, FOR_RUN, HAS_COME);
}

static void take_off_list(struct state *state, int item)
{
	for (int i = 0; i < ITEMS; i++) {
		if (state->of[LIST + i] == item + 1) {
			memmove(&state->of[LIST + i], &state->of[LIST + i + 1],
				(size_t)(ITEMS - 1 - i) * sizeof(int));
			state->of[LIST + ITEMS - 1] = 0;
		}
	}
	end_queued(state, item);
}

static void cancel(struct state *state, int item)
{
	int *flags = &state->of[FLAGS + item];

	*flags &= ~K_WORK_DELAYED;
	if ((*flags & K_WORK_QUEUED) != 0) {
		take_off_list(state, item);
	}
	if ((*flags & K_WORK_RUNNING) != 0) {
		*flags |= K_WORK_CANCELING;
	} else {
		end_run(state, item);
	}
}

static int submit(struct state *state, int item, bool by_queue)
{
	int *flags = &state->of[FLAGS + item];

	if ((*flags & K_WORK_CANCELING) != 0) {
		return -EBUSY;
	}
	if ((*flags & K_WORK_QUEUED) != 0) {
		return 0;
	}
	if (state->of[DRAINING] != 0 ? !by_queue : state->of[PLUGGED] != 0) {
		return -EBUSY;
	}
	state->of[LIST + (state->of[LIST] != 0 ? 1 : 0)] = item + 1;
	*flags |= K_WORK_QUEUED;
	return (*flags & K_WORK_RUNNING) != 0 ? 2 : 1;
}

static int schedule(struct state *state, const struct order *order)
{
	int *flags = &state->of[FLAGS + item_of(order)];

	if ((*flags & K_WORK_CANCELING) != 0) {
		return -EBUSY;
	}
	if (!reschedules(order) && (*flags & (K_WORK_DELAYED | K_WORK_QUEUED)) != 0) {
		return 0;
	}
	*flags &= ~K_WORK_DELAYED;
	if (!has_delay(order)) {
		return submit(state, item_of(order), false);
	}
	*flags |= K_WORK_DELAYED;
	return 1;
}

static bool runs(const struct state *state)
{
	return ((state->of[FLAGS] | state->of[FLAGS + 1]) & K_WORK_RUNNING) != 0;
}

static bool is_at_end(const struct state *state)
{
	return !runs(state) && state->of[LIST] == 0;
}

/** @return what @a order, which is one that may wait, waits for; or 0 and *@a result. */
static int awaited_by(struct state *state, const struct order *order, int *result)
{
	int item = item_of(order);
	int flags = state->of[FLAGS + item];

	*result = 0;
	if (deed_of(order) == DRAIN) {
		bool has_to = plugs(order) || state->of[DRAINING] != 0 || !is_at_end(state);

		return has_to ? FOR_END_OF_LIST : 0;
	}
	if (deed_of(order) == CANCEL_SYNC) {
		*result = (flags & (K_WORK_DELAYED | K_WORK_QUEUED)) != 0;
		return (flags & K_WORK_RUNNING) != 0 ? FOR_RUN | (item + 1) : 0;
	}
	if ((flags & (K_WORK_DELAYED | K_WORK_QUEUED)) != 0) {
		return FOR_QUEUED_RUN | (item + 1);
	}
	return (flags & K_WORK_RUNNING) != 0 ? FOR_RUN | (item + 1) : 0;
}

static bool model_waiting(struct state *state, int actor, const struct order *order, int *result)
{
	if (state->waits[actor] == HAS_COME) {
		*result = 1;
		return true;
	}
	if (state->waits[actor] != 0 || awaited_by(state, order, result) != 0) {
		return false;
	}
	if (deed_of(order) == CANCEL_SYNC) {
		cancel(state, item_of(order));
	}
	return true;
}

static bool model_begin(struct state *state, int item)
{
	if (runs(state) || state->of[LIST] != item + 1) {
		return false;
	}
	take_off_list(state, item);
	state->of[FLAGS + item] |= K_WORK_RUNNING;
	return true;
}

static bool model_work(struct state *state, int actor, const struct order *order, int *result)
{
	int item = item_of(order);

	*result = 0;
	switch (deed_of(order)) {
	case UNPLUG:
		*result = state->of[PLUGGED] != 0 ? 0 : -EALREADY;
		state->of[PLUGGED] = 0;
		return true;
	case SUBMIT:
		*result = are_delayed && actor != EVENTS ? schedule(state, order)
							 : submit(state, item, actor == EVENTS);
		return true;
	case CANCEL:
		cancel(state, item);
		*result = state->of[FLAGS + item];
		return true;
	case BEGIN:
		return model_begin(state, item);
	case DONE:
		end_run(state, item);
		return true;
	default:
		return model_waiting(state, actor, order, result);
	}
}

static bool expire(struct state *state, int item)
{
	int *flags = &state->of[FLAGS + item];

	if ((*flags & K_WORK_DELAYED) == 0) {
		return false;
	}
	*flags &= ~K_WORK_DELAYED;
	(void)submit(state, item, false);
	return true;
}

static bool end_of_list(struct state *state)
{
	if (!is_at_end(state)) {
		return false;
	}
	state->of[DRAINING] = 0;
	turn_waiters(state, -1, FOR_END_OF_LIST, HAS_COME);
	return true;
}

static bool begin_to_wait(struct state *state, int actor, const struct order *order)
{
	int result;
	int what = awaited_by(state, order, &result);

	if (what == 0) {
		return false;
	}
	if (deed_of(order) == DRAIN) {
		state->of[DRAINING] = 1;
		state->of[PLUGGED] |= plugs(order) ? 1 : 0;
	} else if (deed_of(order) == CANCEL_SYNC) {
		cancel(state, item_of(order));
	} else {
		(void)expire(state, item_of(order));
	}
	state->waits[actor] = what;
	return true;
}

/** Way 0 is the way of the order itself; the others are the ends of delays. */
static bool wait_for_work(struct state *state, int actor, const struct order *order, int way)
{
	if (way > 0) {
		return expire(state, way - 1);
	}
	if (deed_of(order) > DRAIN) {
		return false;
	}
	if (state->waits[actor] == FOR_END_OF_LIST) {
		return end_of_list(state);
	}
	return state->waits[actor] == 0 && begin_to_wait(state, actor, order);
}

static bool never_gives_up(const struct order *order)
{
	ARG_UNUSED(order);
	return false;
}

static bool work_is_in(const struct state *state)
{
	for (int i = 0; i < ITEMS; i++) {
		if (k_work_delayable_busy_get(&items[i]) != state->of[FLAGS + i]) {
			return false;
		}
	}
	return true;
}

static void run_work(const char *name)
{
	run_episodes(&(struct subject){name, DONE - 1, SUBMIT, start_work, act_work, model_work,
				       never_gives_up, work_is_in, wait_for_work, stop_work});
}

ZTEST(concurrency, test_work)
{
	are_delayed = false;
	run_work("work");
}

ZTEST(concurrency, test_delayable_work)
{
	are_delayed = true;
	run_work("delayable work");
}
