/* SPDX-License-Identifier: MIT */
/*
 * kernel/sched/timeout.c once more, under other names, so that a test has a wheel and a clock of its
 * own beside those that the system runs on. Include this first, in one file.
 *
 * The clock stands still until clock_move(); what the wheel asks of its driver is in driver.request.
 */
#ifndef BREEZE_TESTS_KERNEL_TIMEOUTS_PRIVATE_WHEEL_H_
#define BREEZE_TESTS_KERNEL_TIMEOUTS_PRIVATE_WHEEL_H_

#define z_timeout_init            wheel_init
#define z_timeout_start           wheel_start
#define z_timeout_start_at        wheel_start_at
#define z_timeout_abort           wheel_abort
#define z_timeout_expires         wheel_expires
#define z_timeout_remaining       wheel_remaining
#define z_timeout_none_pending    wheel_none_pending
#define z_tick_now                wheel_tick_now
#define sys_clock_announce        wheel_announce
#define sys_clock_announce_locked wheel_announce_locked
#define sys_clock_tick_set        wheel_tick_set
#define sys_clock_elapsed         driver_elapsed
#define sys_clock_set_timeout     driver_set_timeout

#include "kernel/sched/timeout.c"

static struct {
	int64_t now;
	int64_t announced;
	/** The tick of the next interrupt, or NEVER. */
	int64_t request;
	/** Announcements so far. */
	int64_t announcements;
} driver;

uint32_t driver_elapsed(void)
{
	return (uint32_t)(driver.now - driver.announced);
}

void driver_set_timeout(int32_t ticks, bool idle)
{
	ARG_UNUSED(idle);
	driver.request = ticks == SYS_CLOCK_MAX_WAIT ? NEVER : driver.announced + MAX(ticks, 1);
}

/** The interrupt: all ticks that have passed at once. */
static void driver_interrupt(void)
{
	int64_t ticks = driver.now - driver.announced;

	driver.announced = driver.now;
	driver.announcements++;
	wheel_announce((int32_t)ticks);
}

/** When the next interrupt comes: as asked for, or before the driver's counter overflows. */
static int64_t next_interrupt(void)
{
	return MIN(driver.request, driver.announced + INT32_MAX);
}

/** Let time pass up to @a tick, with an interrupt whenever one was asked for. */
static void clock_move(int64_t tick)
{
	while (next_interrupt() <= tick) {
		driver.now = MAX(driver.now, next_interrupt());
		driver_interrupt();
	}
	driver.now = MAX(driver.now, tick);
}

/** The same, but the interrupt comes late: one for all that the driver's counter can hold. */
static void clock_move_late(int64_t tick)
{
	driver.now = CLAMP(tick, driver.now, driver.announced + INT32_MAX);
	if (next_interrupt() <= driver.now) {
		driver_interrupt();
	}
}

/** Let the clock's time be @a ticks more, or less, and all that is pending as far away as before. */
static void clock_shift(int64_t ticks)
{
	driver.now += ticks;
	driver.announced += ticks;
	wheel_tick_set((uint64_t)(wheel.now + ticks));
}

/** A new wheel, at tick @a now. */
static void clock_reset(int64_t now)
{
	wheel_init();
	wheel.now = now;
	driver.now = now;
	driver.announced = now;
	driver.request = NEVER;
	driver.announcements = 0;
}

#endif /* BREEZE_TESTS_KERNEL_TIMEOUTS_PRIVATE_WHEEL_H_ */
