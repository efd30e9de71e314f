/* SPDX-License-Identifier: MIT */
/*
 * The groups of rows, and the threads that they share. The main thread has priority MEASURING and
 * runs one group after the other; each leaves no thread behind.
 */
#ifndef BREEZE_BENCH_BOARD_ROWS_H_
#define BREEZE_BENCH_BOARD_ROWS_H_

#include <zephyr/kernel.h>

#include "counter.h"

#define ABOVE      1
#define MEASURING  5
#define BELOW      9
#define ROUNDS     1000
#define THREADS    1000
#define STACK_SIZE 320

/** Start helper @a index, any below THREADS. @return it. */
struct k_thread *helper(unsigned int index, k_thread_entry_t entry, void *p1, int priority);

/** End helpers 0 to @a count - 1. */
void end_helpers(unsigned int count);

/** A helper that gives up every turn. */
void yield_for_ever(void *p1, void *p2, void *p3);

void rows_switch(void);
void rows_objects(void);
void rows_threads(void);
void rows_interrupts(void);
void rows_time(void);
void rows_masked(void);

/** @return whether the tests counted what they should; rows are printed only of those that did. */
bool rows_thread_metric(void);
void rows_sizes(void);

#endif /* BREEZE_BENCH_BOARD_ROWS_H_ */
