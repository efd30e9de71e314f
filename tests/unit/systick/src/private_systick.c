/* SPDX-License-Identifier: MIT */
/*
 * The SysTick driver of Cortex-M against a model of the counter: a day with random waits, handlers
 * that come late and reads at any moment, compared with the model's own time. An emulator can not
 * show this: its clock is not exact while the processor sleeps.
 */
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

/*
 * The counter. Time is in parts of a cycle, because the processor's accesses need not be in step
 * with it. 0 is where a period starts; the reload value follows a cycle later.
 */

static struct {
	uint64_t now;
	uint32_t parts;
	uint32_t access;
	uint64_t period_start;
	uint32_t period;
	uint32_t reload;
	/** An emulator's: at the end of a period it reads 0 for so long before it wraps. */
	uint32_t late;
	/** What passes between the next look at the counter and what follows from it. */
	uint32_t delay;
	/** The same, at each look. */
	uint32_t code;
	bool wrapped;
	bool pending;
} model;

static uint32_t seed;

static uint32_t random_below(uint32_t limit)
{
	seed = seed * 1664525U + 1013904223U;
	return (uint32_t)((uint64_t)seed * limit >> 32);
}

static uint64_t period_end(void)
{
	return model.period_start + (uint64_t)model.period * model.parts;
}

static void pass(uint64_t time)
{
	model.now += time;
	while (model.now >= period_end() + model.late) {
		model.period_start = period_end();
		model.period = model.reload;
		model.wrapped = true;
		model.pending = true;
	}
}

static uint32_t count(void)
{
	uint64_t elapsed = (model.now - model.period_start) / model.parts;

	return elapsed == 0 || elapsed >= model.period ? 0 : (uint32_t)(model.period - elapsed);
}

/* In place of arch/arm/cortex_m/systick_hw.h. */
#define BREEZE_ARCH_ARM_CORTEX_M_SYSTICK_HW_H_

static inline uint32_t systick_read(void)
{
	pass(model.access);
	return count();
}

static inline bool systick_has_wrapped(void)
{
	bool wrapped;

	pass(model.access);
	wrapped = model.wrapped;
	model.wrapped = false;
	pass(model.code);
	return wrapped;
}

static inline void systick_set_reload(uint32_t cycles)
{
	pass(model.access);
	model.reload = cycles;
}

/** An interrupt of zero latency, or code that is slow to fetch, may come before. */
static inline void systick_mask(void)
{
	pass(model.delay);
	model.delay = 0;
}

static inline void systick_unmask(void)
{
}

static inline uint32_t systick_restart(void)
{
	uint32_t left = systick_read();

	pass(model.access);
	model.period_start = model.now;
	model.period = model.reload;
	model.wrapped = false;
	return left;
}

static inline uint32_t systick_read_distance(void)
{
	uint32_t first = systick_read();

	return first - systick_read();
}

static inline void systick_pend(void)
{
	model.pending = true;
}

static inline void systick_enable(void)
{
	(void)systick_restart();
}

/* The driver's other neighbours. */

#define HZ             25000000U
#define TICK           (HZ / CONFIG_SYS_CLOCK_TICKS_PER_SEC)
#define CYCLES_PER_DAY (24ULL * 60 * 60 * HZ)

static void on_announce(int32_t ticks, unsigned int key);
static void on_tick(uint32_t ticks, unsigned int key);
static void on_unlock(unsigned int key);

#define z_arm_systick             driver_interrupt
#define sys_clock_set_timeout     driver_set_timeout
#define sys_clock_elapsed         driver_elapsed
#define sys_clock_cycle_get_32    driver_cycle_get_32
#define sys_clock_cycle_get_64    driver_cycle_get_64
#define sys_clock_tell_each       driver_tell_each
#define sys_clock_ticked          on_tick
#define sys_clock_announce_locked on_announce
#define arch_irq_unlock           on_unlock
#define soc_cpu_hz                model_hz
#undef SYS_INIT
#define SYS_INIT(fn, level, prio) static int (*const driver_init)(void) = fn

uint32_t model_hz(void);
uint32_t model_hz(void)
{
	return HZ;
}

#include "arch/arm/cortex_m/systick.c"

#undef arch_irq_unlock

/* The kernel's side: what it asked for, and what it was told. */

static uint64_t ticks_announced;
static uint64_t tick_wanted;
static uint64_t latest;
static uint32_t handler_cycles;

static uint64_t model_cycles(void)
{
	return model.now / model.parts;
}

static void ask(uint32_t ticks)
{
	tick_wanted = ticks_announced + ticks;
	driver_set_timeout((int32_t)ticks, false);
}

/** Whether another interrupt's handler runs right where the driver or the kernel unlocks, and the kernel's tick there. */
static bool others_interrupt;
static uint64_t tick_seen;

static void read_time_in_handler(void)
{
	uint64_t tick = ticks_announced + driver_elapsed();

	zassert_true(tick >= tick_seen, "the kernel's time went back from %llu to %llu",
		     (unsigned long long)tick_seen, (unsigned long long)tick);
	tick_seen = tick;
}

static void on_unlock(unsigned int key)
{
	if (others_interrupt) {
		read_time_in_handler();
	}
	irq_unlock(key);
}

static uint64_t ticks_told;

static void on_tick(uint32_t ticks, unsigned int key)
{
	ticks_told += ticks;
	on_unlock(key);
}

static void announced(int32_t ticks)
{
	ticks_announced += (uint32_t)ticks;
	pass((uint64_t)handler_cycles * model.parts);
	if (ticks_announced >= tick_wanted) {
		latest = MAX(latest, model_cycles() - tick_wanted * TICK);
		ask(1 + random_below(random_below(4) == 0 ? 500 : 5));
	} else {
		ask((uint32_t)(tick_wanted - ticks_announced));
	}
}

static void on_announce(int32_t ticks, unsigned int key)
{
	announced(ticks);
	on_unlock(key);
}

static void interrupts(void)
{
	while (model.pending) {
		model.pending = false;
		driver_interrupt();
	}
}

static void start(uint32_t parts, uint32_t access)
{
	memset(&model, 0, sizeof(model));
	memset(&sysclk, 0, sizeof(sysclk));
	model.parts = parts;
	model.access = access;
	model.period = UINT32_MAX;
	ticks_announced = 0;
	tick_wanted = 0;
	tick_seen = 0;
	others_interrupt = false;
	ticks_told = 0;
	latest = 0;
	handler_cycles = 0;
	seed = 1;
	(void)driver_init();
	/* The driver's time begins where it started the counter. */
	model.now -= model.period_start;
	model.period_start = 0;
	ask(1);
}

/** Sleep to the next interrupt, or to a moment before it at which something else wakes the processor. */
static void some_time(void)
{
	uint64_t to_interrupt;

	/* The last look at the clock may have passed the end of a period. */
	interrupts();
	to_interrupt = period_end() + model.late - model.now;
	if (random_below(4) == 0) {
		to_interrupt = to_interrupt * random_below(1000) / 1000;
	}
	pass(to_interrupt + random_below(3) * random_below(200));
	interrupts();
	/* A shorter wait than the present one. */
	if (random_below(3) == 0) {
		uint64_t ticks = driver_elapsed() + 1U + random_below(3);

		if (ticks_announced + ticks < tick_wanted) {
			ask((uint32_t)ticks);
		}
		interrupts();
	}
}

static int64_t difference(void)
{
	uint64_t driver = driver_cycle_get_64();

	return (int64_t)(driver - model_cycles());
}

/** @return the most that the driver's time was away from the model's within a day. */
static int64_t run_a_day(void)
{
	int64_t worst = 0;

	while (model_cycles() < CYCLES_PER_DAY) {
		some_time();
		int64_t now = difference();

		worst = MAX(worst, MAX(now, -now));
	}
	return worst;
}

/** Accesses of two cycles: to the cycle, but for those that pass between the two readings compared. */
ZTEST(systick, test_a_day_in_step_is_exact)
{
	start(1, 2);
	zassert_true(run_a_day() <= 6, "it has drifted");
	zassert_within((int64_t)(ticks_announced * TICK - model_cycles()), 0, 600LL * TICK);
}

/** An emulator's: five parts a cycle, eight an instruction. */
ZTEST(systick, test_a_day_out_of_step_drifts_less_than_a_crystal)
{
	int64_t worst;

	start(5, 8);
	worst = run_a_day();
	TC_PRINT("worst: %lld cycles, %lld us\n", (long long)worst,
		 (long long)worst / (HZ / 1000000));
	zassert_true(worst < (int64_t)(CYCLES_PER_DAY / 1000000 * 5), "5 parts in a million");
}

/**
 * QEMU's counter reads 0 from the end of a period until the emulator finds the time to wrap it: the driver took that
 * for the beginning of the period, a whole one too early, and what it then asked for was wrong by 2^32 cycles.
 */
ZTEST(systick, test_a_day_with_a_counter_that_wraps_late)
{
	start(5, 8);
	model.late = 60;
	zassert_true(run_a_day() < (int64_t)(CYCLES_PER_DAY / 1000000 * 5), "5 parts in a million");
}

/** Where instructions wait for the flash, or are an emulator's. */
ZTEST(systick, test_a_day_of_slow_code_is_exact)
{
	for (uint32_t code = 10; code <= 1000; code *= 4) {
		start(1, 2);
		model.code = code;
		zassert_true(run_a_day() <= (int64_t)code + 6, "code of %u cycles", code);
	}
}

/** A timer's function that takes longer than a tick runs in the clock's handler, and keeps it from the next end. */
ZTEST(systick, test_a_day_of_long_handlers_is_exact)
{
	start(1, 2);
	handler_cycles = TICK + TICK / 3;
	zassert_true(run_a_day() <= 6, "it has drifted");
}

ZTEST(systick, test_time_is_0_until_the_counter_runs)
{
	memset(&sysclk, 0, sizeof(sysclk));
	memset(&model, 0, sizeof(model));
	model.parts = 1;
	model.period = UINT32_MAX;
	zassert_equal(driver_cycle_get_64(), 0U);
}

/** What was left of a period is read when the next one runs, whose count says nothing of it. */
ZTEST(systick, test_period_that_ends_before_a_new_start)
{
	uint32_t margin;

	start(1, 2);
	margin = sysclk.margin;
	/* So that the next tick is the last within the period, and farther from its end than an early interrupt. */
	zassert_true(MAX_PERIOD % TICK > sysclk.slack);
	driver_set_timeout(MAX_UNANNOUNCED / TICK, false);
	pass(period_end() - model.now);
	interrupts();
	pass(period_end() - model.now - MAX_PERIOD % TICK - margin);
	model.delay = MAX_PERIOD % TICK + 2U * margin;
	tick_wanted = driver_elapsed() + 1U;
	driver_set_timeout((int32_t)tick_wanted, false);
	zassert_equal(model.delay, 0, "the counter was not to be started anew");
	zassert_within(difference(), 0, 6);
	interrupts();
	zassert_equal(ticks_announced, model_cycles() / TICK);
}

/** Between the start of the counter and its first cycle it reads 0, which is no distance to measure. */
ZTEST(systick, test_cost_is_measured_once_the_counter_runs)
{
	start(5, 3);
	zassert_true(sysclk.start_cost <= 2U * SAMPLES);
	zassert_true(sysclk.slack < TICK / 8U);
}

ZTEST(systick, test_interrupts_are_in_time)
{
	start(1, 2);
	while (model_cycles() < 3600ULL * HZ) {
		some_time();
	}
	zassert_true(latest <= TICK / 8, "%llu cycles late", (unsigned long long)latest);
}

ZTEST(systick, test_time_never_goes_back)
{
	uint64_t last = 0;

	start(1, 1);
	while (model_cycles() < 100ULL * HZ) {
		uint64_t now;

		pass(random_below(random_below(2) == 0 ? 20 : 100000));
		if (random_below(5) == 0) {
			interrupts();
		}
		now = driver_cycle_get_64();
		zassert_true(now >= last);
		zassert_true(driver_cycle_get_32() - (uint32_t)now < 16U, "not the low half of it");
		last = now;
	}
}

ZTEST(systick, test_time_of_the_kernel_never_goes_back_in_other_handlers)
{
	start(1, 2);
	others_interrupt = true;
	while (model_cycles() < 100ULL * HZ) {
		some_time();
	}
	zassert_true(tick_seen > 0);
}

/** A second in which handlers come up to three ticks late, and somebody reads the time now and then. */
static void be_told_for_a_second(void)
{
	uint64_t end = model_cycles() + HZ;

	/* One that is pending already is not that late. */
	interrupts();
	while (model_cycles() < end) {
		pass(period_end() - model.now +
		     random_below(random_below(2) == 0 ? TICK / 4U : 3U * TICK));
		if (random_below(3) == 0) {
			(void)driver_cycle_get_64();
		}
		interrupts();
	}
}

ZTEST(systick, test_each_tick_is_told_once_and_announcements_stay_in_time)
{
	start(1, 2);
	for (uint32_t i = 0; i < 100; i++) {
		uint32_t each = i % 10U + 1U;
		uint64_t ticks = HZ / TICK;

		pass(random_below(TICK));
		driver_tell_each(each);
		ticks_told = 0;
		be_told_for_a_second();
		zassert_between_inclusive(ticks_told, ticks - each, ticks + each + 3U);
		zassert_within(difference(), 0, 6);
		driver_tell_each(0);
		some_time();
	}
	zassert_true(latest <= 3U * TICK + TICK / 8U, "%llu cycles late",
		     (unsigned long long)latest);
}

ZTEST(systick, test_no_tick_is_told_when_none_is_wanted_any_more)
{
	start(1, 2);
	driver_tell_each(1);
	be_told_for_a_second();
	driver_tell_each(0);
	ticks_told = 0;
	be_told_for_a_second();
	zassert_equal(ticks_told, 0);
}

ZTEST_SUITE(systick, NULL, NULL, NULL, NULL, NULL);
