/* SPDX-License-Identifier: MIT */
/*
 * The system clock: SysTick, 24 bits that count down at the processor's clock.
 *
 * The sum of all finished periods and the place within the current one is the
 * time, in 64 bits. The reload register holds the length of the period after
 * the current one, so a longer wait loses nothing. Only for a wait that ends
 * before the current period does the counter start anew; what that costs is
 * measured at start-up and added.
 * Lock: the interrupt lock.
 */
#include <zephyr/drivers/timer/system_timer.h>
#include <zephyr/init.h>
#include <zephyr/sys/util.h>

#include "arch/arch.h"
#include "arch/arm/cortex_m/cortex_m.h"

#define CSR_ENABLE    BIT(0)
#define CSR_TICKINT   BIT(1)
#define CSR_CLKSOURCE BIT(2)
#define CSR_COUNTFLAG BIT(16)

#define MAX_PERIOD BIT(24)
/** Announcements come at least so often: differences of cycles fit in 32 bits. */
#define MAX_UNANNOUNCED BIT(31)
/** A period ends when the count reaches 0 and is one longer than the reload value. */
#define SAMPLES 64U

static struct {
	/** Cycles at the start of the current period. */
	uint64_t start;
	/** Length of the current period, and of the next. */
	uint32_t period;
	uint32_t next_period;
	/** Cycles at the last tick announced; only the low half is needed. */
	uint32_t announced;
	/** Announce when so many ticks have passed since. */
	uint32_t wanted;
	uint32_t cycles_per_tick;
	/** The shortest period, and how late one may end. */
	uint32_t slack;
	/** Cycles that a new start loses, and the part of a cycle not yet added, in SAMPLES-ths. */
	uint32_t start_cost;
	uint32_t start_fraction;
} sysclk;

/** Cycles since sysclk.start, after bringing that up to date. Locked. */
static inline uint32_t position(void)
{
	uint32_t left = REG32(SYST_CVR_ADDR);

	/* Reading the flag clears it. */
	if ((REG32(SYST_CSR_ADDR) & CSR_COUNTFLAG) != 0U) {
		sysclk.start += sysclk.period;
		sysclk.period = sysclk.next_period;
		left = REG32(SYST_CVR_ADDR);
	}
	return left == 0U ? 0U : sysclk.period - left;
}

static inline uint32_t cycles_since_announced(void)
{
	uint32_t in_period = position();

	return (uint32_t)sysclk.start + in_period - sysclk.announced;
}

static void set_next_period(uint32_t cycles)
{
	sysclk.next_period = CLAMP(cycles, sysclk.slack, MAX_PERIOD);
	REG32(SYST_RVR_ADDR) = sysclk.next_period - 1U;
}

/** End the current period now and start one of @a cycles. Nothing may come between the two accesses. */
static void start_anew(uint32_t cycles)
{
	uint32_t left;

	set_next_period(cycles);
	__asm__ volatile("ldr %0, [%1]\n\tstr %1, [%1]"
			 : "=&r"(left)
			 : "r"(SYST_CVR_ADDR)
			 : "memory");
	sysclk.start_fraction += sysclk.start_cost;
	sysclk.start += sysclk.period - left + sysclk.start_fraction / SAMPLES;
	sysclk.start_fraction %= SAMPLES;
	sysclk.period = sysclk.next_period;
}

/**
 * What start_anew() does not see: the cycles from its load to its store, the same as between two loads. When they
 * differ, the counter does not move in step with the processor, and a load shows half a cycle less than there is.
 */
static void measure_start_cost(void)
{
	uint32_t least = UINT32_MAX;
	uint32_t most = 0;

	for (unsigned int i = 0; i < SAMPLES; i++) {
		uint32_t first, second;

		__asm__ volatile("ldr %0, [%2]\n\tldr %1, [%2]"
				 : "=&r"(first), "=&r"(second)
				 : "r"(SYST_CVR_ADDR)
				 : "memory");
		sysclk.start_cost += first - second;
		least = MIN(least, first - second);
		most = MAX(most, first - second);
	}
	sysclk.start_cost += least != most ? SAMPLES / 2U : 0U;
}

/** See to it that an interrupt comes when @a target cycles have passed since the last announcement, or sooner. */
static void interrupt_at(uint32_t target)
{
	uint32_t now = cycles_since_announced();
	uint32_t end = (uint32_t)sysclk.start + sysclk.period - sysclk.announced;

	if (target <= now) {
		REG32(ICSR_ADDR) = ICSR_PENDSTSET;
	} else if (target + sysclk.slack < end) {
		start_anew(target - now);
	} else if (end - now > sysclk.slack && target > end) {
		set_next_period(target - end);
	}
}

void sys_clock_set_timeout(int32_t ticks, bool idle)
{
	uint32_t most = MAX_UNANNOUNCED / sysclk.cycles_per_tick;

	ARG_UNUSED(idle);
	sysclk.wanted = CLAMP((uint32_t)MAX(ticks, 1), 1U, most);
	interrupt_at(sysclk.wanted * sysclk.cycles_per_tick);
}

void z_arm_systick(void)
{
	unsigned int key = arch_irq_lock();
	uint32_t ticks = cycles_since_announced() / sysclk.cycles_per_tick;

	if (ticks < sysclk.wanted) {
		interrupt_at(sysclk.wanted * sysclk.cycles_per_tick);
		arch_irq_unlock(key);
		return;
	}
	sysclk.announced += ticks * sysclk.cycles_per_tick;
	sysclk.wanted = MAX_UNANNOUNCED / sysclk.cycles_per_tick;
	arch_irq_unlock(key);
	sys_clock_announce((int32_t)ticks);
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
	sysclk.slack = MAX(sysclk.cycles_per_tick / 64U, 64U);
	sysclk.wanted = MAX_UNANNOUNCED / sysclk.cycles_per_tick;
	set_next_period(MAX_PERIOD);
	sysclk.period = sysclk.next_period;
	REG32(SYST_CVR_ADDR) = 0;
	REG32(SYST_CSR_ADDR) = CSR_ENABLE | CSR_TICKINT | CSR_CLKSOURCE;
	measure_start_cost();
	return 0;
}

SYS_INIT(init, EARLY, 0);
