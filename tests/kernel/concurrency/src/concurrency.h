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
#define ISR     THREADS
#define ACTORS  (THREADS + 1)
#define ORDERS  5
#define FOREVER (-1)

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
	int of[ACTORS + 1];
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
};

/** Run all episodes for @a subject. */
void run_episodes(const struct subject *subject);

/** The timeout of @a order. */
static inline k_timeout_t timeout_of(const struct order *order)
{
	return order->ticks == FOREVER ? K_FOREVER : K_TICKS(order->ticks);
}

#endif /* BREEZE_TESTS_KERNEL_CONCURRENCY_CONCURRENCY_H_ */
