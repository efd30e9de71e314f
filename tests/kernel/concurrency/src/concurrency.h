/* SPDX-License-Identifier: MIT */
/*
 * Threads and an interrupt handler that use one object at the same time, and an explanation of what came out.
 *
 * In each episode a few threads carry out a few orders each, while a timer's interrupts, time slices of one tick and
 * suspensions part them at random points. What each call returned, and which calls overlapped, must be explained by a
 * model that knows no concurrency: some order of the calls, one after the other, in which the model gives the same
 * results. A call may only have given up, or wait still, where the model would have to wait.
 */
#ifndef BREEZE_TESTS_KERNEL_CONCURRENCY_CONCURRENCY_H_
#define BREEZE_TESTS_KERNEL_CONCURRENCY_CONCURRENCY_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/util.h>
#include <zephyr/ztest.h>

#define THREADS 4
/** The index of the interrupt handler among the actors. */
#define ISR    THREADS
#define ACTORS (THREADS + 1)
/** Not planned, but told by note_event(): what a thread of the subject does. */
#define EVENTS  ACTORS
#define ORDERS  5
#define FOREVER (-1)
#define WAYS    3

struct order {
	int deed;
	/** Unlike that of all other orders of the episode, and not 0. */
	int arg;
	/** Ticks to wait: 0 not at all, FOREVER. */
	int ticks;
	/** Microseconds to compute before. */
	int pause;
	int result;
	/** Points in the order of all calls and returns; 0: not yet. */
	atomic_val_t called;
	atomic_val_t returned;
};

/** The model's state: small, because it is copied for each guess. */
struct state {
	int count;
	int of[THREADS * ORDERS];
	/** What each actor's order has become while it waits; 0 when an order begins. */
	int waits[ACTORS + 1];
};

struct subject {
	const char *name;
	/** Of so many deeds, the first for threads and, without waiting, those from isr_deed for the handler too. */
	int deeds;
	int isr_deed;
	/** Make the object anew, and *@a state its model. */
	void (*start)(struct state *state);
	/** Carry @a order out on the object. @return the result. */
	int (*act)(int actor, const struct order *order);
	/** Carry it out in the model. @return false if it has to wait; else *@a result is set. */
	bool (*model)(struct state *state, int actor, const struct order *order, int *result);
	/** @return whether its result says that it gave up. */
	bool (*gave_up)(const struct order *order);
	/** @return whether the object is in state @a state. */
	bool (*is_in)(const struct state *state);
	/**
	 * Where waiting leaves a trace: begin to wait in the model, or go on to the next point at which @a order waits.
	 * Ways other than 0 are what else may happen by itself.
	 * @return false if nothing changes.
	 */
	bool (*wait)(struct state *state, int actor, const struct order *order, int way);
	/** End what start() made besides the object. */
	void (*stop)(void);
};

/** Run all episodes for @a subject. */
void run_episodes(const struct subject *subject);

/** @return the thread that is @a actor. */
k_tid_t thread_of(int actor);

/** @return the order whose arg is @a arg. */
const struct order *order_with(int arg);

/** @return the seed of the episode. */
unsigned int seed_of_episode(void);

/**
 * Take down that @a deed happens, for the actor EVENTS: from now on, and before note_event_ends(), the next event or the
 * end of the episode. @return it, with a result of 0.
 */
struct order *note_event_begins(int deed, int arg);
void note_event_ends(struct order *event);

/** The timeout of @a order. */
static inline k_timeout_t timeout_of(const struct order *order)
{
	return order->ticks == FOREVER ? K_FOREVER : K_TICKS(order->ticks);
}

#endif /* BREEZE_TESTS_KERNEL_CONCURRENCY_CONCURRENCY_H_ */
