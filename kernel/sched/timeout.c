/* SPDX-License-Identifier: MIT */
/*
 * Timeouts: a wheel of several levels, so that starting and aborting one costs
 * the same however many there are.
 *
 * Time is written as digits of WHEEL_BITS bits. A timeout is in the level of the
 * highest digit in which its tick differs from wheel.now, in the slot of its own
 * value of that digit; beyond the top level it is in wheel.far. When now reaches
 * the start of a slot, its timeouts move down in order. So all timeouts of one
 * tick are always in one list, in the order in which they were started, and
 * everything in a level is due before anything in the level above.
 *
 * Bits of slots that have become empty are cleared when next looked at.
 * Lock: the interrupt lock.
 */
#include <zephyr/drivers/timer/system_timer.h>
#include <zephyr/kernel/clock.h>

#include "kernel/sched/scheduler.h"
#include "kernel/sched/timeout.h"

#define WHEEL_BITS   4
#define WHEEL_SLOTS  BIT(WHEEL_BITS)
#define WHEEL_LEVELS CONFIG_TIMEOUT_WHEEL_LEVELS
#define WHEEL_SPAN   BIT64(WHEEL_BITS *WHEEL_LEVELS)
#define NEVER        INT64_MAX

static struct {
	/** Ticks announced so far. */
	int64_t now;
	/** The tick that the clock's driver was asked to announce. */
	int64_t asked;
	/** In sys_clock_announce_locked(): now is the tick whose timeouts run. */
	bool announcing;
	/** Which slots may hold timeouts. */
	uint16_t used[WHEEL_LEVELS];
	sys_dlist_t slot[WHEEL_LEVELS][WHEEL_SLOTS];
	/** Those due after the wheel's span, in the order of their start. */
	sys_dlist_t far;
} wheel;

BUILD_ASSERT(WHEEL_SLOTS <= 16, "wheel.used has 16 bits");
BUILD_ASSERT(WHEEL_BITS *WHEEL_LEVELS < 32,
	     "the digits of the wheel are in the low word of a tick");

void z_timeout_init(void)
{
	wheel.now = 0;
	wheel.asked = NEVER;
	wheel.announcing = false;
	for (unsigned int level = 0; level < WHEEL_LEVELS; level++) {
		wheel.used[level] = 0;
		for (unsigned int digit = 0; digit < WHEEL_SLOTS; digit++) {
			sys_dlist_init(&wheel.slot[level][digit]);
		}
	}
	sys_dlist_init(&wheel.far);
}

static inline int64_t elapsed(void)
{
	return wheel.announcing ? 0 : (int64_t)sys_clock_elapsed();
}

/** The first tick whose digits above the lowest @a bits equal those of @a tick; the high word stays. */
static inline int64_t round_down(int64_t tick, unsigned int bits)
{
	uint32_t lowest = (1U << bits) - 1U;

	return (int64_t)((uint64_t)tick & ~(uint64_t)lowest);
}

/** @return the list for timeouts of tick @a tick, which is about to be used; the bits below its digit in @a shift. */
static inline sys_dlist_t *list_for(int64_t tick, unsigned int *shift)
{
	uint64_t differs = (uint64_t)tick ^ (uint64_t)wheel.now;

	if (differs >= WHEEL_SPAN) {
		*shift = WHEEL_BITS * WHEEL_LEVELS;
		return &wheel.far;
	}

	unsigned int level =
		(31U - (unsigned int)__builtin_clz((uint32_t)differs | 1U)) / WHEEL_BITS;

	*shift = level * WHEEL_BITS;

	unsigned int digit = (unsigned int)((uint32_t)tick >> *shift) % WHEEL_SLOTS;

	wheel.used[level] |= (uint16_t)BIT(digit);
	return &wheel.slot[level][digit];
}

/** Put @a to where its tick belongs. @return when the wheel has to look at it. */
static inline int64_t place(struct _timeout *to)
{
	unsigned int shift;

	sys_dlist_append(list_for(to->dticks, &shift), &to->node);
	return round_down(to->dticks, shift);
}

/** The lowest digit of a level whose slot holds timeouts, or WHEEL_SLOTS. */
static unsigned int first_used(unsigned int level)
{
	while (wheel.used[level] != 0) {
		unsigned int digit = (unsigned int)__builtin_ctz(wheel.used[level]);

		if (!sys_dlist_is_empty(&wheel.slot[level][digit])) {
			return digit;
		}
		wheel.used[level] &= (uint16_t)~BIT(digit);
	}
	return WHEEL_SLOTS;
}

/** The next tick at which a timeout is due or a slot has to move down. */
static int64_t next_event(void)
{
	for (unsigned int level = 0; level < WHEEL_LEVELS; level++) {
		unsigned int digit = first_used(level);

		if (digit < WHEEL_SLOTS) {
			unsigned int shift = level * WHEEL_BITS;

			return round_down(wheel.now, shift + WHEEL_BITS) +
			       (int64_t)(digit << shift);
		}
	}
	return sys_dlist_is_empty(&wheel.far)
		       ? NEVER
		       : round_down(wheel.now, WHEEL_BITS * WHEEL_LEVELS) + (int64_t)WHEEL_SPAN;
}

static void ask_for(int64_t tick)
{
	int64_t wait = SYS_CLOCK_MAX_WAIT;

	/* What is too far to ask for is asked for again on the way. */
	if (tick != NEVER) {
		wait = MIN(tick - wheel.now, (int64_t)SYS_CLOCK_MAX_WAIT - 1);
	}
	wheel.asked = tick;
	sys_clock_set_timeout((int32_t)wait, false);
}

/** z_timeout_start_at() for a tick that has not come. */
static inline void start_at_later(struct _timeout *to, _timeout_func_t fn, int64_t tick)
{
	__ASSERT(!z_timeout_pending(to), "timeout %p is pending already", (void *)to);
	to->fn = fn;
	to->dticks = tick;

	int64_t event = place(to);

	/* Never while announcing: while timeouts run, what was asked for has passed. */
	if (event < wheel.asked) {
		ask_for(event);
	}
}

void z_timeout_start_at(struct _timeout *to, _timeout_func_t fn, int64_t tick)
{
	start_at_later(to, fn, MAX(tick, wheel.now + 1));
}

void z_timeout_start(struct _timeout *to, _timeout_func_t fn, k_timeout_t timeout)
{
	if (Z_IS_TIMEOUT_RELATIVE(timeout)) {
		/* Part of the current tick has passed: one more makes it "at least". */
		start_at_later(to, fn, z_tick_after(wheel.now + elapsed() + 1, timeout.ticks));
	} else {
		z_timeout_start_at(to, fn, Z_TICK_ABS(timeout.ticks));
	}
}

int64_t z_tick_now(void)
{
	return wheel.now + elapsed();
}

int64_t z_timeout_expires(const struct _timeout *to)
{
	unsigned int key = z_lock();
	int64_t tick = z_timeout_pending(to) ? to->dticks : z_tick_now();

	z_unlock(key);
	return tick;
}

int64_t z_timeout_remaining(const struct _timeout *to)
{
	unsigned int key = z_lock();
	int64_t left = z_timeout_pending(to) ? to->dticks - z_tick_now() : 0;

	z_unlock(key);
	return MAX(left, 0);
}

bool z_timeout_none_pending(void)
{
	return next_event() == NEVER;
}

static void move_down(sys_dlist_t *list)
{
	sys_dlist_t moving;
	sys_dnode_t *node;

	sys_dlist_init(&moving);
	while ((node = sys_dlist_get(list)) != NULL) {
		sys_dlist_append(&moving, node);
	}
	while ((node = sys_dlist_get(&moving)) != NULL) {
		(void)place(CONTAINER_OF(node, struct _timeout, node));
	}
}

/** Let time reach @a tick, which next_event() gave: the slot that starts there moves down. */
static void reach(int64_t tick)
{
	unsigned int level = WHEEL_LEVELS - 1;

	wheel.now = tick;
	if ((uint32_t)tick % WHEEL_SLOTS != 0U) {
		/* Slots of the levels above start where the lowest digit is 0. */
		return;
	}
	if (round_down(tick, WHEEL_BITS * WHEEL_LEVELS) == tick) {
		move_down(&wheel.far);
	}
	for (; level > 0; level--) {
		unsigned int shift = level * WHEEL_BITS;

		if (round_down(tick, shift) == tick) {
			move_down(&wheel.slot[level][(uint32_t)tick >> shift & (WHEEL_SLOTS - 1)]);
		}
	}
}

/** Run what is due now, each with a chance for other interrupts in between. */
static unsigned int run_due(unsigned int key)
{
	sys_dlist_t *due = &wheel.slot[0][(uint32_t)wheel.now % WHEEL_SLOTS];
	sys_dnode_t *node;

	while ((node = sys_dlist_get(due)) != NULL) {
		struct _timeout *to = CONTAINER_OF(node, struct _timeout, node);

		to->fn(to, key);
		z_unlock(key);
		key = z_lock();
	}
	return key;
}

void sys_clock_announce_locked(int32_t ticks, unsigned int key)
{
	int64_t end = wheel.now + ticks;
	int64_t event;

	wheel.announcing = true;
	while ((event = next_event()) <= end) {
		reach(event);
		key = run_due(key);
	}
	wheel.now = end;
	wheel.announcing = false;
	ask_for(event);
	z_reschedule(key);
}

void sys_clock_announce(int32_t ticks)
{
	sys_clock_announce_locked(ticks, z_lock());
}

#ifdef CONFIG_ZTEST

/** Take all timeouts out of the wheel, those of each tick in their order. */
static void take_all(sys_dlist_t *all)
{
	sys_dnode_t *node;

	sys_dlist_init(all);
	for (unsigned int level = 0; level < WHEEL_LEVELS; level++) {
		for (unsigned int digit = 0; digit < WHEEL_SLOTS; digit++) {
			while ((node = sys_dlist_get(&wheel.slot[level][digit])) != NULL) {
				sys_dlist_append(all, node);
			}
		}
	}
	while ((node = sys_dlist_get(&wheel.far)) != NULL) {
		sys_dlist_append(all, node);
	}
}

void sys_clock_tick_set(uint64_t tick)
{
	unsigned int key = z_lock();
	int64_t shift = (int64_t)tick - wheel.now;
	sys_dlist_t all;
	sys_dnode_t *node;

	__ASSERT(!wheel.announcing, "sys_clock_tick_set: not in a timeout's handler");
	take_all(&all);
	wheel.now = (int64_t)tick;
	while ((node = sys_dlist_get(&all)) != NULL) {
		struct _timeout *to = CONTAINER_OF(node, struct _timeout, node);

		to->dticks = shift > 0 ? z_tick_after(to->dticks, shift) : to->dticks + shift;
		(void)place(to);
	}
	ask_for(next_event());
	z_unlock(key);
}

#endif /* CONFIG_ZTEST */
