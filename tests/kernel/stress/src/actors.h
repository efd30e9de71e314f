/* SPDX-License-Identifier: MIT */
/*
 * The real threads and objects beside the model: each thread waits for orders, carries them out and
 * reports the result.
 */
#ifndef BREEZE_TESTS_KERNEL_STRESS_ACTORS_H_
#define BREEZE_TESTS_KERNEL_STRESS_ACTORS_H_

#include <zephyr/kernel.h>

#include "model.h"

/** What a thread has reported. */
struct actor_report {
	int count;
	int result;
	/** Place among all reports. */
	int64_t when;
};

extern struct actor_report actor_reports[THREADS];
extern int64_t actor_all_reports;
extern struct k_thread actor_threads[THREADS];
extern struct k_mutex actor_mutexes[MUTEXES];
extern struct k_sem actor_sems[SEMS];

/** New objects and threads of priority 0, which wait for orders when this returns. */
void actors_start(void);

/** End all threads and timers. */
void actors_stop(void);

void actors_order(int thread, const struct order *order);

/** Do what model_interfere() models, in an interrupt handler or not. */
void actors_interfere(const struct order *order, bool in_isr);

void actors_replace(int thread, int prio);
void actors_start_timer(int timer, int ticks, const struct order *order);

#endif /* BREEZE_TESTS_KERNEL_STRESS_ACTORS_H_ */
