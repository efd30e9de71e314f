/* SPDX-License-Identifier: MIT */
/*
 * The system clock: nanoseconds since the start, real or virtual, and the
 * interrupt at the tick that the kernel asks for.
 *
 * Real: CLOCK_MONOTONIC, and a timer of the system that sends a signal. The
 * timer is never set back: when it turns out to be early, it is set anew in
 * its interrupt, so that timeouts that are started and aborted cost nothing.
 * Virtual: a counter. Work that is counted moves it, and so does the sleep of
 * all threads; line NATIVE_IRQ_CLOCK is raised when it reaches the tick asked for.
 * Lock: the interrupt lock.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include <zephyr/drivers/timer/system_timer.h>
#include <zephyr/irq.h>
#include <zephyr/sys/__assert.h>
#include <zephyr/sys/time_units.h>
#include <zephyr/sys/util.h>

#include "arch/posix/posix.h"

#define NS_PER_SEC 1000000000ULL
#define NEVER      UINT64_MAX

/** What is counted as work on the virtual clock, in nanoseconds. */
#define COUNT_PER_UNLOCK 50U
#define COUNT_PER_READ   100U

BUILD_ASSERT(CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC == NS_PER_SEC,
	     "a cycle of the host is a nanosecond");

static struct {
	bool is_virtual;
	/** Virtual: the time, and when to look at descriptors again. */
	uint64_t now;
	uint64_t look;
	/** Real: CLOCK_MONOTONIC at the start. */
	uint64_t start;
	/** Ticks announced to the kernel. */
	uint64_t announced;
	/** When the kernel wants an announcement, or NEVER. */
	uint64_t wanted;
	/** The kernel is told whenever so many ticks have passed, unless 0; and the tick that it was last told of. */
	uint32_t tell_each;
	uint64_t told;
	/** When the next interrupt is needed, or NEVER: for the announcement or to tell of ticks. */
	uint64_t due;
	/** Real: when the timer sends its signal, or NEVER. */
	uint64_t armed;
	timer_t timer;
} sysclk = {
	.is_virtual = IS_ENABLED(CONFIG_NATIVE_VIRTUAL_CLOCK),
	.wanted = NEVER,
	.due = NEVER,
	.armed = NEVER,
};

static uint64_t monotonic(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * NS_PER_SEC + (uint64_t)ts.tv_nsec;
}

static inline uint64_t now(void)
{
	return sysclk.is_virtual ? sysclk.now : monotonic() - sysclk.start;
}

/*
 * The real clock's timer
 */

static void arm(uint64_t when)
{
	uint64_t at = sysclk.start + when;
	struct itimerspec spec = {
		.it_value = {.tv_sec = (time_t)(at / NS_PER_SEC),
			     .tv_nsec = (long)(at % NS_PER_SEC)},
	};

	sysclk.armed = when;
	timer_settime(sysclk.timer, TIMER_ABSTIME, &spec, NULL);
}

/** Have an interrupt come for what is wanted next. */
static void request(void)
{
	uint64_t look = sysclk.tell_each > 0U
				? k_ticks_to_cyc_ceil64(sysclk.told + sysclk.tell_each)
				: NEVER;

	sysclk.due = MIN(sysclk.wanted, look);
	if (sysclk.is_virtual) {
		if (sysclk.now >= sysclk.due) {
			z_posix_irq_latch(NATIVE_IRQ_CLOCK);
		}
	} else if (sysclk.due < sysclk.armed) {
		arm(sysclk.due);
	}
}

static void want(uint64_t when)
{
	sysclk.wanted = when;
	request();
}

/** Ticks are counted in 31 bits from one announcement to the next: real time needs one by then. */
static void want_nothing(void)
{
	want(sysclk.is_virtual ? NEVER : k_ticks_to_cyc_ceil64(sysclk.announced + INT32_MAX / 2));
}

static void create_timer(void)
{
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN};

	if (native_irq_attach_signal(NATIVE_IRQ_CLOCK, SIGRTMIN) != 0 ||
	    timer_create(CLOCK_MONOTONIC, &event, &sysclk.timer) != 0) {
		z_posix_die(NATIVE_STATUS_USAGE, "can not make a timer: %s", strerror(errno));
	}
}

/*
 * The interrupt
 */

static uint32_t elapsed(void)
{
	uint64_t ticks = k_cyc_to_ticks_floor64(now()) - sysclk.announced;

	return (uint32_t)MIN(ticks, (uint64_t)INT32_MAX);
}

/** Tell the kernel the ticks that it has not been told. @return the key of the lock, given away meanwhile. */
static unsigned int tell_of_ticks(unsigned int key)
{
	uint64_t tick = sysclk.announced + elapsed();
	uint32_t ticks = (uint32_t)(tick - sysclk.told);

	if (sysclk.tell_each == 0U || ticks < sysclk.tell_each) {
		return key;
	}
	sysclk.told = tick;
	sys_clock_ticked(ticks, key);
	return irq_lock();
}

/**
 * The timer is spent. Before the tick asked for it is set again, after it the kernel asks for the
 * next.
 */
static void on_clock(const void *unused)
{
	unsigned int key = irq_lock();

	ARG_UNUSED(unused);
	sysclk.armed = NEVER;
	key = tell_of_ticks(key);
	if (now() < sysclk.wanted) {
		request();
		irq_unlock(key);
		return;
	}

	uint32_t ticks = elapsed();

	want(NEVER);
	sysclk.announced += ticks;
	sys_clock_announce_locked((int32_t)ticks, key);
}

void z_posix_clock_init(void)
{
	if (sysclk.is_virtual) {
		__atomic_fetch_or(&z_posix_irq.attention, Z_POSIX_ATTENTION_COUNT,
				  __ATOMIC_RELAXED);
	} else {
		sysclk.start = monotonic();
		create_timer();
		want_nothing();
	}
	IRQ_CONNECT(NATIVE_IRQ_CLOCK, 0, on_clock, NULL, 0);
	irq_enable(NATIVE_IRQ_CLOCK);
}

void sys_clock_set_timeout(int32_t ticks, bool idle)
{
	ARG_UNUSED(idle);
	if (ticks == SYS_CLOCK_MAX_WAIT) {
		want_nothing();
		return;
	}
	want(k_ticks_to_cyc_ceil64(sysclk.announced + (uint64_t)MAX(ticks, 1)));
}

void sys_clock_tell_each(uint32_t ticks)
{
	sysclk.tell_each = ticks;
	sysclk.told = sysclk.announced + elapsed();
	request();
}

/*
 * The virtual clock
 */

void native_clock_set_virtual(bool is_virtual)
{
	sysclk.is_virtual = is_virtual;
}

bool native_clock_is_virtual(void)
{
	return sysclk.is_virtual;
}

/** Locked, or where nothing can interrupt: signals never touch the virtual clock. */
static void advance(uint64_t ns)
{
	sysclk.now += ns;
	if (sysclk.now >= sysclk.due) {
		z_posix_irq_latch(NATIVE_IRQ_CLOCK);
	}
	if (sysclk.now >= sysclk.look) {
		sysclk.look = sysclk.now + Z_POSIX_POLL_INTERVAL;
		z_posix_poll_look();
	}
}

void z_posix_clock_count_unlock(void)
{
	advance(COUNT_PER_UNLOCK);
}

void native_work(uint32_t ns)
{
	if (sysclk.is_virtual) {
		unsigned int key = arch_irq_lock();

		advance(ns);
		arch_irq_unlock(key);
	}
}

void z_posix_clock_jump(void)
{
	__ASSERT(sysclk.due != NEVER, "a timeout is pending, but no tick was asked for");
	sysclk.now = MAX(sysclk.now, sysclk.due);
	z_posix_irq_latch(NATIVE_IRQ_CLOCK);
}

/*
 * Reading
 */

uint32_t sys_clock_elapsed(void)
{
	if (sysclk.is_virtual) {
		advance(COUNT_PER_READ);
	}
	return elapsed();
}

uint64_t sys_clock_cycle_get_64(void)
{
	native_work(COUNT_PER_READ);
	return now();
}

uint32_t sys_clock_cycle_get_32(void)
{
	return (uint32_t)sys_clock_cycle_get_64();
}
