/* SPDX-License-Identifier: MIT */
/*
 * A reference model of threads that wait for objects: what the kernel should do, told simply.
 *
 * Priorities are computed anew from all waiters after each event, queues are searched instead of
 * kept in order. All threads have run until they wait whenever a function returns, as they have
 * beside a test that is worse than all of them.
 */
#ifndef BREEZE_TESTS_KERNEL_STRESS_MODEL_H_
#define BREEZE_TESTS_KERNEL_STRESS_MODEL_H_

#include <stdbool.h>
#include <stdint.h>

#define THREADS   10
#define MUTEXES   4
#define SEMS      3
#define SEM_LIMIT 3U
#define CONDVARS  2
#define TIMERS    3

#define FOREVER (-1)
#define NOBODY  (-1)

/** What a thread can be told to do, and some of it an interrupt handler or the test as well. */
enum deed {
	TAKE,
	GIVE,
	RESET,
	LOCK,
	UNLOCK,
	CV_WAIT,
	SIGNAL,
	BROADCAST,
	SLEEP,
	WAKE,
	JOIN,
};

struct order {
	enum deed deed;
	/** Index of the semaphore, mutex, condition variable or thread. */
	int object;
	/** Of CV_WAIT. */
	int mutex;
	/** Ticks to wait: 0 not at all, FOREVER. */
	int ticks;
};

enum wait {
	FOR_NOTHING,
	FOR_ORDERS,
	FOR_SEM,
	FOR_MUTEX,
	FOR_CONDVAR,
	FOR_END_OF,
	FOR_TIME,
};

struct model_thread {
	int base;
	int prio;
	enum wait wait;
	int object;
	/** Place among those of equal priority that wait for the same, or are ready. */
	int64_t place;
	/** The tick at which the wait ends, or FOREVER; and the order in which these were set. */
	int64_t due;
	int64_t serial;
	bool ready;
	bool suspended;
	struct order order;
	int result;
	/** Orders carried out, the result of the last, and its place among all reports. */
	int reports;
	int reported;
	int64_t when;
};

struct model_timer {
	int64_t due;
	int64_t serial;
	struct order order;
};

struct model {
	int64_t now;
	int64_t counter;
	struct model_thread thread[THREADS];
	struct model_timer timer[TIMERS];
	unsigned int sem[SEMS];
	struct {
		int owner;
		int levels;
	} mutex[MUTEXES];
};

extern struct model model;

/** Start anew at tick @a now; all threads have priority 0 and wait for orders. */
void model_reset(int64_t now);

/** Thread @a thread, which waits for orders and is not suspended, carries out @a order. */
void model_order(int thread, const struct order *order);

/** The test or an interrupt handler does GIVE, RESET, SIGNAL, BROADCAST or WAKE. */
void model_interfere(const struct order *order);

void model_set_prio(int thread, int prio);
void model_suspend(int thread);
void model_resume(int thread);

/** @a thread, which owns no mutex, ends, and one with priority @a prio takes its place. */
void model_replace(int thread, int prio);

/** After @a ticks a timer does what model_interfere() does. */
void model_start_timer(int timer, int ticks, const struct order *order);

/** Let time pass until tick @a tick. */
void model_advance(int64_t tick);

#endif /* BREEZE_TESTS_KERNEL_STRESS_MODEL_H_ */
