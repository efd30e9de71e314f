/* SPDX-License-Identifier: MIT */
/*
 * Idling in a thread: k_cpu_idle() lets interrupts in and returns after one; k_cpu_atomic_idle() misses none that came
 * since its key was taken, and restores that.
 */
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

static int expiries;

static void count(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	expiries++;
}

static K_TIMER_DEFINE(idle_timer, count, NULL);

static bool irq_is_unlocked(void)
{
	unsigned int key = irq_lock();

	irq_unlock(key);
	return arch_irq_unlocked(key);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	expiries = 0;
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	k_timer_stop(&idle_timer);
}

/** Idle until the timer has expired; whatever else interrupts ends one call too. */
static void idle_for_a_tick(void)
{
	k_timer_start(&idle_timer, K_TICKS(1), K_NO_WAIT);
	while (expiries == 0) {
		k_cpu_idle();
	}
}

ZTEST(time_idle, test_idling_returns_after_an_interrupt_with_interrupts_unlocked)
{
	idle_for_a_tick();
	zassert_equal(expiries, 1);
	zassert_true(irq_is_unlocked(), "interrupts stay locked");
}

ZTEST(time_idle, test_idling_unlocks_interrupts)
{
	unsigned int key = irq_lock();

	idle_for_a_tick();
	zassert_equal(expiries, 1, "the interrupt did not come in");
	irq_unlock(key);
}

/** Let the timer come due while interrupts are locked. */
static void let_interrupt_become_pending(void)
{
	k_timer_start(&idle_timer, K_TICKS(1), K_NO_WAIT);
	k_busy_wait(2 * USEC_PER_SEC / CONFIG_SYS_CLOCK_TICKS_PER_SEC);
	zassert_equal(expiries, 0, "it came in");
}

/* Otherwise this would not end before the next interrupt, and there is none. */
ZTEST(time_idle, test_interrupt_between_the_lock_and_idling_is_not_missed)
{
	unsigned int key = irq_lock();

	let_interrupt_become_pending();
	k_cpu_atomic_idle(key);
	zassert_equal(expiries, 1, "missed");
	zassert_true(irq_is_unlocked(), "interrupts stay locked");
}

ZTEST(time_idle, test_key_of_an_inner_lock_keeps_interrupts_locked)
{
	unsigned int outer = irq_lock();
	unsigned int inner = irq_lock();

	let_interrupt_become_pending();
	k_cpu_atomic_idle(inner);
	zassert_equal(expiries, 0, "it came in");
	zassert_false(irq_is_unlocked(), "interrupts came unlocked");
	irq_unlock(outer);
	zassert_equal(expiries, 1, "lost");
}

ZTEST_SUITE(time_idle, NULL, NULL, before, after, NULL);
