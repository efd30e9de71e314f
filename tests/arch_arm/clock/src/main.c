/* SPDX-License-Identifier: MIT */
/*
 * SysTick as the system's clock: it goes on across its wraps, never backwards, and keeps in step
 * with another timer that nobody touches.
 */
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#ifdef CONFIG_SOC_MPS2
#include "tests/arch_arm/clock/src/mps2_timer.h"
#endif

#define HZ CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC

static uint32_t seed = 12345;

static uint32_t random_below(uint32_t limit)
{
	seed = seed * 1664525U + 1013904223U;
	return (uint32_t)((uint64_t)seed * limit >> 32);
}

#ifdef CONFIG_SOC_MPS2

static struct k_thread sleeper;
static K_THREAD_STACK_DEFINE(sleeper_stack, 1024);
static volatile bool stop;
static volatile uint32_t sleeps;

/** Sleeps shorter and shorter, so that the counter starts anew each time. */
static void sleep_oddly(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	while (!stop) {
		k_busy_wait(random_below(900));
		k_sleep(K_MSEC(1 + random_below(3)));
		sleeps++;
	}
}

/*
 * The processor never sleeps here: an emulator whose time is the number of instructions is
 * exact only then. Days are tests/unit/systick's.
 */
ZTEST(arm_clock, test_dense_waits_do_not_drift)
{
	int prio = k_thread_priority_get(k_current_get());
	uint64_t reference;
	uint64_t cycles;
	int64_t drift;

	reference_start();
	stop = false;
	sleeps = 0;
	k_thread_create(&sleeper, sleeper_stack, K_THREAD_STACK_SIZEOF(sleeper_stack), sleep_oddly,
			NULL, NULL, NULL, 1, 0, K_NO_WAIT);
	k_thread_priority_set(k_current_get(), 2);
	cycles = sys_clock_cycle_get_64();
	reference = reference_cycles();
	while (sys_clock_cycle_get_64() - cycles < 20ULL * HZ) {
		(void)reference_cycles();
	}
	cycles = sys_clock_cycle_get_64() - cycles;
	reference = reference_cycles() - reference;
	stop = true;
	k_thread_join(&sleeper, K_FOREVER);
	k_thread_priority_set(k_current_get(), prio);
	drift = (int64_t)(cycles - reference);
	TC_PRINT("%lld cycles in %u waits\n", (long long)drift, sleeps);
	zassert_true(sleeps > 2000);
	zassert_within(drift, 0, 20LL * (HZ / 1000000U) * 20, "more than 20 parts in a million");
}

#endif /* CONFIG_SOC_MPS2 */

ZTEST(arm_clock, test_cycles_never_go_back)
{
	uint64_t last = sys_clock_cycle_get_64();
	uint64_t end = last + 3ULL * HZ;

	while (last < end) {
		uint64_t now = sys_clock_cycle_get_64();

		zassert_true(now >= last, "%llu after %llu", (unsigned long long)now,
			     (unsigned long long)last);
		last = now;
	}
}

/** Handlers that come late, and interrupts that are locked for longer than a tick, lose no time. */
ZTEST(arm_clock, test_locked_stretch_is_counted)
{
	for (int i = 0; i < 20; i++) {
		int64_t before = k_uptime_ticks();
		unsigned int key = irq_lock();

		k_busy_wait(5000 + i * 37);
		irq_unlock(key);
		zassert_within(k_uptime_ticks() - before, 5, 2);
	}
}

ZTEST(arm_clock, test_uptime_is_cycles_over_cycles_per_tick)
{
	for (int i = 0; i < 50; i++) {
		uint64_t cycles;
		int64_t ticks;

		k_sleep(K_MSEC(1 + random_below(900)));
		cycles = sys_clock_cycle_get_64();
		ticks = k_uptime_ticks();
		zassert_within(ticks, (int64_t)(cycles / (HZ / CONFIG_SYS_CLOCK_TICKS_PER_SEC)), 1);
	}
}

/** A wait is never shorter than asked for, and at most a tick and a little longer. */
ZTEST(arm_clock, test_waits_are_exact)
{
	const uint32_t tick = HZ / CONFIG_SYS_CLOCK_TICKS_PER_SEC;

	for (uint32_t ticks = 1; ticks < 1500; ticks += 1 + ticks / 4) {
		uint64_t before = sys_clock_cycle_get_64();
		uint64_t took;

		k_sleep(K_TICKS(ticks));
		took = sys_clock_cycle_get_64() - before;
		zassert_between_inclusive(took, (uint64_t)ticks * tick,
					  (uint64_t)(ticks + 1) * tick + tick / 10, "%u ticks",
					  ticks);
	}
}

ZTEST_SUITE(arm_clock, NULL, NULL, NULL, NULL, NULL);
