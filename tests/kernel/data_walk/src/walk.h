/* SPDX-License-Identifier: MIT */
/*
 * Random walks of threads, interrupt handlers and timers over one object, compared after each step
 * with a reference model of it.
 *
 * The model of an object is a monitor: an order either can go on now or cannot, and after every
 * change all waiting orders are tried again, the best thread's first. That is the contract of
 * objects that hand over, told without handing over.
 */
#ifndef BREEZE_TESTS_KERNEL_DATA_WALK_WALK_H_
#define BREEZE_TESTS_KERNEL_DATA_WALK_WALK_H_

#include <stdbool.h>
#include <stdint.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/util.h>
#include <zephyr/ztest.h>

#define WALKERS 8
#define FOREVER (-1)
#define ISR     (-1)
#define DEEDS   8

/** Something that a thread or an interrupt handler does with the object. */
struct order {
	int deed;
	/** Ticks to wait: 0 not at all, FOREVER. */
	int ticks;
	/** What the deed wants. */
	uint32_t arg;
	uint32_t size;
	/** Index of the thread, or ISR. */
	int thread;
	/** The model's own: what has been done of it. */
	uint32_t moved;
	uint32_t sum;
};

enum progress {
	STUCK,
	MOVED,
	DONE,
};

struct subject {
	/** How many deeds there are, up to DEEDS. */
	int deeds;
	/** Make object and model anew. */
	void (*start)(void);
	/** Choose deed and arguments. @return false if there is nothing to do. */
	bool (*draw)(struct order *order);
	/** Do it. Any context; in an interrupt handler ticks is 0. @return the result. */
	int (*act)(const struct order *order);
	/** Do it in the model, as far as possible now. @a result is set when it is done. */
	enum progress (*model)(struct order *order, int *result);
	/** The result of an order that cannot wait, or has waited in vain. */
	int (*give_up)(const struct order *order, bool waited);
	/** Compare object and model with walk_check(). */
	void (*check)(void);
};

/** Walk for all seeds. */
void walk(const struct subject *subject);

/** @return 0 to @a limit - 1, at random. */
uint32_t walk_random(uint32_t limit);

/** @return true once in @a times. */
bool walk_once_in(uint32_t times);

/** @return the priority of a thread in the model. */
int walk_prio(int thread);

/** @return the waiting order behind @a order, or the best of all if it is NULL; NULL at the end. */
struct order *walk_next_waiter(const struct order *order);

/** @return the best waiting order with @a deed, or NULL. */
struct order *walk_waiter_with(int deed);

/** End the wait of @a order in the model. */
void walk_end_wait(struct order *order, int result);

/** The timeout that @a order asks for. */
static inline k_timeout_t walk_timeout(const struct order *order)
{
	return order->ticks == FOREVER ? K_FOREVER : K_TICKS(order->ticks);
}

extern struct k_thread walk_threads[WALKERS];
extern int walk_seed;
extern int walk_step;

#define walk_check(real, expected)                                                                 \
	zassert_equal(real, expected, "seed %d, step %d", walk_seed, walk_step)

#endif /* BREEZE_TESTS_KERNEL_DATA_WALK_WALK_H_ */
