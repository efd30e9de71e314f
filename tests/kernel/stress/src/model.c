/* SPDX-License-Identifier: MIT */
/* The reference model; see model.h. */
#include <errno.h>
#include <string.h>

#include <zephyr/kernel.h>

#include "model.h"

struct model model;

void model_reset(int64_t now)
{
	memset(&model, 0, sizeof(model));
	model.now = now;
	for (int i = 0; i < THREADS; i++) {
		model.thread[i].wait = FOR_ORDERS;
		model.thread[i].due = FOREVER;
	}
	for (int i = 0; i < TIMERS; i++) {
		model.timer[i].due = FOREVER;
	}
	for (int i = 0; i < MUTEXES; i++) {
		model.mutex[i].owner = NOBODY;
	}
}

/*
 * Priorities
 */

static void take_priority(struct model_thread *thread, int prio)
{
	if (prio == thread->prio) {
		return;
	}
	model.counter++;
	/* What was lent is given back without losing the place before equals that are ready. */
	thread->place = thread->ready && prio > thread->prio ? -model.counter : model.counter;
	thread->prio = prio;
}

static void inherit(void)
{
	int prio[THREADS];
	bool changed = true;

	for (int i = 0; i < THREADS; i++) {
		prio[i] = model.thread[i].base;
	}
	while (changed) {
		changed = false;
		for (int i = 0; i < THREADS; i++) {
			int owner = model.thread[i].wait == FOR_MUTEX
					    ? model.mutex[model.thread[i].object].owner
					    : i;

			if (prio[i] < prio[owner]) {
				prio[owner] = prio[i];
				changed = true;
			}
		}
	}
	for (int i = 0; i < THREADS; i++) {
		take_priority(&model.thread[i], prio[i]);
	}
}

/*
 * Waiting and waking
 */

static bool comes_before(const struct model_thread *a, const struct model_thread *b)
{
	return a->prio < b->prio || (a->prio == b->prio && a->place < b->place);
}

static struct model_thread *best_waiter(enum wait wait, int object)
{
	struct model_thread *best = NULL;

	for (int i = 0; i < THREADS; i++) {
		struct model_thread *thread = &model.thread[i];

		if (thread->wait == wait && thread->object == object &&
		    (best == NULL || comes_before(thread, best))) {
			best = thread;
		}
	}
	return best;
}

static void wait_for(struct model_thread *thread, enum wait wait, int object, int ticks)
{
	thread->wait = wait;
	thread->object = object;
	thread->place = ++model.counter;
	thread->due = ticks == FOREVER ? FOREVER : model.now + ticks + 1;
	thread->serial = ++model.counter;
}

static void wake(struct model_thread *thread, int result)
{
	/* A sleeper still needs to know when it would have woken. */
	if (thread->wait != FOR_TIME) {
		thread->due = FOREVER;
	}
	thread->wait = FOR_NOTHING;
	thread->result = result;
	thread->ready = true;
	thread->place = ++model.counter;
}

static int wake_all(enum wait wait, int object, int result)
{
	struct model_thread *thread;
	int woken = 0;

	while ((thread = best_waiter(wait, object)) != NULL) {
		wake(thread, result);
		woken++;
	}
	return woken;
}

static void report(struct model_thread *thread, int result)
{
	thread->ready = false;
	thread->wait = FOR_ORDERS;
	thread->due = FOREVER;
	thread->reports++;
	thread->when = ++model.counter;
	thread->reported = result;
}

/*
 * The deeds of threads
 */

static int index_of(const struct model_thread *thread)
{
	return (int)(thread - model.thread);
}

static void lock(struct model_thread *thread, int mutex, int ticks, int result)
{
	int self = index_of(thread);

	if (model.mutex[mutex].levels == 0 || model.mutex[mutex].owner == self) {
		model.mutex[mutex].owner = self;
		model.mutex[mutex].levels++;
		report(thread, result);
	} else if (ticks == 0) {
		report(thread, -EBUSY);
	} else {
		thread->ready = false;
		wait_for(thread, FOR_MUTEX, mutex, ticks);
		inherit();
	}
}

static void unlock(int mutex)
{
	struct model_thread *next;

	if (--model.mutex[mutex].levels > 0) {
		return;
	}
	next = best_waiter(FOR_MUTEX, mutex);
	model.mutex[mutex].owner = NOBODY;
	if (next != NULL) {
		model.mutex[mutex].owner = index_of(next);
		model.mutex[mutex].levels = 1;
		wake(next, next->order.deed == CV_WAIT ? next->result : 0);
		next->order.deed = next->order.deed == CV_WAIT ? LOCK : next->order.deed;
	}
	inherit();
}

static void take(struct model_thread *thread, int sem, int ticks)
{
	if (model.sem[sem] > 0) {
		model.sem[sem]--;
		report(thread, 0);
	} else if (ticks == 0) {
		report(thread, -EBUSY);
	} else {
		wait_for(thread, FOR_SEM, sem, ticks);
	}
}

static void join(struct model_thread *thread, int other, int ticks)
{
	const struct model_thread *joined = &model.thread[other];

	if (ticks == 0) {
		report(thread, -EBUSY);
	} else if (joined->wait == FOR_END_OF && joined->object == index_of(thread)) {
		report(thread, -EDEADLK);
	} else {
		wait_for(thread, FOR_END_OF, other, ticks);
	}
}

static void sleep(struct model_thread *thread, int ticks)
{
	if (ticks == 0) {
		report(thread, 0);
	} else {
		wait_for(thread, FOR_TIME, 0, ticks);
	}
}

static int interfere(const struct order *order)
{
	struct model_thread *thread;

	switch (order->deed) {
	case GIVE:
		thread = best_waiter(FOR_SEM, order->object);
		if (thread != NULL) {
			wake(thread, 0);
		} else {
			model.sem[order->object] = MIN(model.sem[order->object] + 1, SEM_LIMIT);
		}
		return 0;
	case RESET:
		model.sem[order->object] = 0;
		(void)wake_all(FOR_SEM, order->object, -EAGAIN);
		return 0;
	case SIGNAL:
		thread = best_waiter(FOR_CONDVAR, order->object);
		if (thread != NULL) {
			wake(thread, 0);
		}
		return 0;
	case BROADCAST:
		return wake_all(FOR_CONDVAR, order->object, 0);
	default:
		if (model.thread[order->object].wait == FOR_TIME) {
			wake(&model.thread[order->object], 0);
		}
		return 0;
	}
}

static void carry_out(struct model_thread *thread)
{
	const struct order *order = &thread->order;

	thread->wait = FOR_NOTHING;
	switch (order->deed) {
	case TAKE:
		take(thread, order->object, order->ticks);
		break;
	case LOCK:
		lock(thread, order->object, order->ticks, 0);
		break;
	case UNLOCK:
		unlock(order->object);
		report(thread, 0);
		break;
	case CV_WAIT:
		unlock(order->mutex);
		wait_for(thread, FOR_CONDVAR, order->object, order->ticks);
		break;
	case SLEEP:
		sleep(thread, order->ticks);
		break;
	case JOIN:
		join(thread, order->object, order->ticks);
		break;
	default:
		report(thread, interfere(order));
		break;
	}
}

static int sleep_left(const struct model_thread *thread)
{
	if (thread->due == FOREVER) {
		return -1;
	}
	return (int)k_ticks_to_ms_ceil32((uint32_t)MAX(thread->due - 1 - model.now, 0));
}

/** @a thread runs on after its wait. */
static void go_on(struct model_thread *thread)
{
	switch (thread->order.deed) {
	case CV_WAIT:
		lock(thread, thread->order.mutex, FOREVER, thread->result);
		break;
	case SLEEP:
		report(thread, sleep_left(thread));
		break;
	default:
		report(thread, thread->result);
		break;
	}
}

static struct model_thread *best_ready(void)
{
	struct model_thread *best = NULL;

	for (int i = 0; i < THREADS; i++) {
		struct model_thread *thread = &model.thread[i];

		if (thread->ready && !thread->suspended &&
		    (best == NULL || comes_before(thread, best))) {
			best = thread;
		}
	}
	return best;
}

static void settle(void)
{
	struct model_thread *thread;

	while ((thread = best_ready()) != NULL) {
		go_on(thread);
	}
}

/*
 * What the test does
 */

void model_order(int thread, const struct order *order)
{
	model.thread[thread].order = *order;
	carry_out(&model.thread[thread]);
	settle();
}

void model_interfere(const struct order *order)
{
	(void)interfere(order);
	settle();
}

void model_set_prio(int thread, int prio)
{
	model.thread[thread].base = prio;
	inherit();
	settle();
}

void model_suspend(int thread)
{
	model.thread[thread].suspended = true;
}

void model_resume(int thread)
{
	model.thread[thread].suspended = false;
	if (model.thread[thread].ready) {
		model.thread[thread].place = ++model.counter;
	}
	settle();
}

void model_replace(int thread, int prio)
{
	struct model_thread *old = &model.thread[thread];
	struct model_thread new = {.base = prio, .prio = prio, .wait = FOR_ORDERS, .due = FOREVER};

	new.reports = old->reports;
	new.reported = old->reported;
	new.when = old->when;
	*old = new;
	inherit();
	(void)wake_all(FOR_END_OF, thread, 0);
	settle();
}

void model_start_timer(int timer, int ticks, const struct order *order)
{
	model.timer[timer].due = model.now + MAX(ticks, 1);
	model.timer[timer].serial = ++model.counter;
	model.timer[timer].order = *order;
}

/*
 * Time
 */

static bool is_sooner(int64_t due, int64_t serial, int64_t than, int64_t than_serial)
{
	return due != FOREVER &&
	       (than == FOREVER || due < than || (due == than && serial < than_serial));
}

static bool is_timed(const struct model_thread *thread)
{
	return thread->wait != FOR_NOTHING && thread->wait != FOR_ORDERS && thread->due != FOREVER;
}

static struct model_thread *next_to_time_out(void)
{
	struct model_thread *next = NULL;

	for (int i = 0; i < THREADS; i++) {
		struct model_thread *thread = &model.thread[i];

		if (is_timed(thread) && (next == NULL || is_sooner(thread->due, thread->serial,
								   next->due, next->serial))) {
			next = thread;
		}
	}
	return next;
}

static struct model_timer *next_timer(void)
{
	struct model_timer *next = &model.timer[0];

	for (int i = 1; i < TIMERS; i++) {
		if (is_sooner(model.timer[i].due, model.timer[i].serial, next->due, next->serial)) {
			next = &model.timer[i];
		}
	}
	return next;
}

/** Let the next thing happen that is due by @a tick, when all that is due before has. @return false if there is none. */
static bool step(int64_t tick)
{
	struct model_thread *thread = next_to_time_out();
	struct model_timer *timer = next_timer();
	bool timer_first =
		thread == NULL || is_sooner(timer->due, timer->serial, thread->due, thread->serial);
	int64_t due = timer_first ? timer->due : thread->due;

	if (due == FOREVER || due > tick) {
		return false;
	}
	/* Only between ticks do threads run. */
	if (due > model.now) {
		settle();
		if (next_to_time_out() != thread || next_timer() != timer) {
			return true;
		}
	}
	model.now = due;
	if (timer_first) {
		timer->due = FOREVER;
		(void)interfere(&timer->order);
	} else {
		wake(thread, -EAGAIN);
		inherit();
	}
	return true;
}

void model_advance(int64_t tick)
{
	while (step(tick)) {
		/* One after the other. */
	}
	settle();
	model.now = tick;
}
