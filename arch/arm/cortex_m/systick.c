/* SPDX-License-Identifier: MIT */
/*
 * The system clock: SysTick, 24 bits that count down at the processor's clock.
 *
 * The sum of all finished periods and the place within the current one is the
 * time, in 64 bits. A wait that ends before the current period starts the
 * counter anew; what that costs is measured at start-up and added. The period
 * after it is always the longest, so that a handler may come late, whatever was
 * waited for: only two ends of periods without a look between them lose time.
 * Lock: the interrupt lock.
 */
#include <zephyr/drivers/timer/system_timer.h>
#include <zephyr/init.h>
#include <zephyr/sys/util.h>

#include "arch/arch.h"
#include "arch/arm/cortex_m/cortex_m.h"
#include "arch/arm/cortex_m/systick_hw.h"

#define MAX_PERIOD BIT(24)
/** Announcements come at least so often: differences of cycles fit in 32 bits. */
#define MAX_UNANNOUNCED BIT(31)
#define SAMPLES         64U

static struct {
	/** Cycles at the start of the current period. */
	uint64_t start;
	/** Length of the current period; the next is MAX_PERIOD. */
	uint32_t period;
	/** Cycles at the last tick announced; only the low half is needed. */
	uint32_t announced;
	/** Announce when so many cycles have passed since. */
	uint32_t wanted;
	/** Ticks that may pass without an announcement. */
	uint32_t longest;
	uint32_t cycles_per_tick;
	/** The kernel is told whenever so many ticks have passed, unless 0. */
	uint32_t tell_each;
	/** The tick that it was last told of, counted from the last announcement: modulo 2^32, as it may be earlier. */
	uint32_t told;
	/** Too close to the end of a period to start another. */
	uint32_t margin;
	/** The shortest period, and how late one may end. */
	uint32_t slack;
	/** Cycles that a new start loses, and the part of a cycle not yet added, in SAMPLES-ths. */
	uint32_t start_cost;
	uint32_t start_fraction;
} sysclk;

/** @return cycles since the wrap that the counter has just told of. */
static uint32_t begin_next_period(void)
{
	uint32_t left;

	sysclk.start += sysclk.period;
	sysclk.period = MAX_PERIOD;
	left = systick_read();
	return left == 0U ? 0U : sysclk.period - left;
}

/**
 * Cycles since sysclk.start, after bringing that up to date. Locked. A count of 0 without a wrap is the one cycle
 * before a period that was started anew, or an emulator's end of a period of which it has yet to tell: neither lasts.
 * Before the counter runs, when there is no period, it is 0.
 */
static inline uint32_t position(void)
{
	uint32_t left;

	do {
		left = systick_read();
		if (systick_has_wrapped()) {
			return begin_next_period();
		}
	} while (left == 0U && sysclk.period != 0U);
	return sysclk.period - left;
}

static inline uint32_t cycles_since_announced(void)
{
	uint32_t in_period = position();

	return (uint32_t)sysclk.start + in_period - sysclk.announced;
}

/** End the current period now and start one of @a cycles. Masked. */
static void start_anew(uint32_t cycles)
{
	uint32_t left;

	cycles = MAX(cycles, sysclk.slack);
	systick_set_reload(cycles);
	left = systick_restart();
	sysclk.start_fraction += sysclk.start_cost;
	sysclk.start += sysclk.period - left + sysclk.start_fraction / SAMPLES;
	sysclk.start_fraction %= SAMPLES;
	sysclk.period = cycles;
	/* The counter takes its new value a cycle later. */
	while (systick_read() == 0U) {
	}
	systick_set_reload(MAX_PERIOD);
}

/**
 * What start_anew() does not see: the cycles from its load to its store, the same as between two loads. When they
 * differ, the counter does not move in step with the processor, and a load shows half a cycle less than there is.
 */
static void measure_start_cost(void)
{
	uint32_t least = UINT32_MAX;
	uint32_t most = 0;

	sysclk.start_cost = 0;
	/* It stays at 0 for a cycle. */
	while (systick_read() == 0U) {
	}
	for (unsigned int i = 0; i < SAMPLES; i++) {
		uint32_t distance = systick_read_distance();

		sysclk.start_cost += distance;
		least = MIN(least, distance);
		most = MAX(most, distance);
	}
	sysclk.start_cost += least != most ? SAMPLES / 2U : 0U;
}

/** Some ten accesses to the counter pass between a look at it and what follows from it. */
static void set_margin(void)
{
	uint32_t distance = sysclk.start_cost / SAMPLES + 1U;

	sysclk.margin = MAX(sysclk.cycles_per_tick / 128U, 32U * distance);
	sysclk.slack = 4U * sysclk.margin;
}

/**
 * Whether the period that had @a left a moment ago is still the current one, and for as long as a new start takes.
 * Masked: a count read after its end would be taken for one before.
 */
static inline bool still_runs(uint32_t left)
{
	uint32_t left_now = systick_read();

	return left_now > sysclk.margin && left_now <= left;
}

/** @return when the next interrupt is needed, in cycles since the last announcement. */
static inline uint32_t next_target(void)
{
	uint32_t look = (sysclk.told + sysclk.tell_each) * sysclk.cycles_per_tick;

	return sysclk.tell_each > 0U ? MIN(sysclk.wanted, look) : sysclk.wanted;
}

/** See to it that an interrupt comes when it is needed, or sooner. */
static void request(void)
{
	uint32_t target = next_target();
	uint32_t now = cycles_since_announced();
	uint32_t end = (uint32_t)sysclk.start + sysclk.period - sysclk.announced;

	if (target <= now) {
		systick_pend();
	} else if (target + sysclk.slack < end) {
		systick_mask();
		/* If not, the interrupt of its end is here or at hand, and asks again. */
		if (still_runs(end - now)) {
			start_anew(target - now);
		}
		systick_unmask();
	}
}

void sys_clock_set_timeout(int32_t ticks, bool idle)
{
	ARG_UNUSED(idle);
	sysclk.wanted = MIN((uint32_t)MAX(ticks, 1), sysclk.longest) * sysclk.cycles_per_tick;
	request();
}

void sys_clock_tell_each(uint32_t ticks)
{
	/* So that a look is within 32 bits of cycles, whenever the kernel was last told. */
	sysclk.tell_each = MIN(ticks, sysclk.longest - 1U);
	sysclk.told = cycles_since_announced() / sysclk.cycles_per_tick;
	request();
}

/** Tell the kernel of tick @a ticks, counted from the last announcement. Unlocks; locked again at return. */
static void tell(uint32_t ticks, unsigned int key)
{
	uint32_t more = ticks - sysclk.told;

	sysclk.told = ticks;
	sys_clock_ticked(more, key);
	(void)arch_irq_lock();
}

void z_arm_systick(void)
{
	unsigned int key = arch_irq_lock();
	uint32_t cycles = cycles_since_announced();
	uint32_t ticks = cycles / sysclk.cycles_per_tick;

	if (IS_ENABLED(CONFIG_TIMESLICING) && sysclk.tell_each > 0U &&
	    ticks - sysclk.told >= sysclk.tell_each) {
		tell(ticks, key);
	}
	if (cycles < sysclk.wanted) {
		request();
		arch_irq_unlock(key);
		return;
	}
	sysclk.announced += ticks * sysclk.cycles_per_tick;
	sysclk.wanted = sysclk.longest * sysclk.cycles_per_tick;
	sysclk.told -= ticks;
	sys_clock_announce_locked((int32_t)ticks, key);
}

uint32_t sys_clock_elapsed(void)
{
	return cycles_since_announced() / sysclk.cycles_per_tick;
}

uint64_t sys_clock_cycle_get_64(void)
{
	unsigned int key = arch_irq_lock();
	uint32_t in_period = position();
	uint64_t now = sysclk.start + in_period;

	arch_irq_unlock(key);
	return now;
}

uint32_t sys_clock_cycle_get_32(void)
{
	unsigned int key = arch_irq_lock();
	uint32_t in_period = position();
	uint32_t now = (uint32_t)sysclk.start + in_period;

	arch_irq_unlock(key);
	return now;
}

static int init(void)
{
	sysclk.cycles_per_tick = soc_cpu_hz() / CONFIG_SYS_CLOCK_TICKS_PER_SEC;
	sysclk.longest = MAX_UNANNOUNCED / sysclk.cycles_per_tick;
	sysclk.wanted = sysclk.longest * sysclk.cycles_per_tick;
	sysclk.start = 0;
	sysclk.announced = 0;
	sysclk.period = MAX_PERIOD;
	systick_set_reload(MAX_PERIOD);
	systick_enable();
	measure_start_cost();
	set_margin();
	return 0;
}

SYS_INIT(init, EARLY, 0);
