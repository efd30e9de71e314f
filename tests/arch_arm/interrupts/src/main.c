/* SPDX-License-Identifier: MIT */
/*
 * Interrupt lines on Cortex-M: the lock, connections of all kinds, nesting, and the switch at the
 * outermost exit.
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/arch_arm/support/lines.h"

#define HIGHEST 0
#define LOWER   2

static char order[16];
static unsigned int events;
static char parameter;

static void note(char event)
{
	if (events < sizeof(order) - 1) {
		order[events++] = event;
		order[events] = '\0';
	}
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	events = 0;
	order[0] = '\0';
}

/* A: static, the highest priority. B: static, lower, raises A. */

static void handler_a(const void *param)
{
	zassert_equal_ptr(param, &parameter);
	zassert_true(k_is_in_isr());
	note('a');
}

static void handler_b(const void *param)
{
	ARG_UNUSED(param);
	note('b');
	raise_line(LINE_A);
	note('B');
}

/* C: direct; locks. */

ISR_DIRECT_DECLARE(handler_c)
{
	unsigned int key = irq_lock();

	note('c');
	raise_line(LINE_A);
	note('C');
	irq_unlock(key);
	return 0;
}

static void *setup(void)
{
	IRQ_CONNECT(LINE_A, HIGHEST, handler_a, &parameter, 0);
	IRQ_CONNECT(LINE_B, LOWER, handler_b, NULL, 0);
	IRQ_DIRECT_CONNECT(LINE_C, LOWER, handler_c, 0);
	irq_enable(LINE_A);
	irq_enable(LINE_B);
	irq_enable(LINE_C);
	return NULL;
}

ZTEST(arm_interrupts, test_lock_holds_back_the_highest_priority)
{
	unsigned int outer = irq_lock();
	unsigned int inner = irq_lock();

	raise_line(LINE_A);
	note('1');
	irq_unlock(inner);
	note('2');
	zassert_true(is_pending(LINE_A));
	irq_unlock(outer);
	note('3');
	zassert_str_equal(order, "12a3");
}

ZTEST(arm_interrupts, test_lock_tells_the_state_before_it)
{
	unsigned int outer = irq_lock();
	unsigned int inner = irq_lock();

	zassert_true(arch_irq_unlocked(outer));
	zassert_false(arch_irq_unlocked(inner));
	irq_unlock(inner);
	irq_unlock(outer);
	inner = irq_lock();
	zassert_true(arch_irq_unlocked(inner));
	irq_unlock(inner);
}

ZTEST(arm_interrupts, test_more_urgent_line_interrupts_a_handler)
{
	raise_line(LINE_B);
	zassert_str_equal(order, "baB");
}

ZTEST(arm_interrupts, test_lock_in_a_handler_holds_back_more_urgent_lines)
{
	raise_line(LINE_C);
	zassert_str_equal(order, "cCa");
}

ZTEST(arm_interrupts, test_disabled_line_stays_pending_until_enabled)
{
	irq_disable(LINE_A);
	zassert_false(irq_is_enabled(LINE_A));
	raise_line(LINE_A);
	zassert_str_equal(order, "");
	irq_enable(LINE_A);
	__asm__ volatile("dsb\n\tisb" : : : "memory");
	zassert_true(irq_is_enabled(LINE_A));
	zassert_str_equal(order, "a");
}

/* D: connected at run time */

static void handler_d(const void *param)
{
	note(*(const char *)param);
}

ZTEST(arm_interrupts, test_connection_at_run_time_and_again)
{
	zassert_equal(irq_connect_dynamic(LINE_D, LOWER, handler_d, "d", 0), LINE_D);
	irq_enable(LINE_D);
	raise_line(LINE_D);
	zassert_equal(irq_connect_dynamic(LINE_D, LOWER, handler_d, "e", 0), LINE_D);
	raise_line(LINE_D);
	irq_disable(LINE_D);
	zassert_str_equal(order, "de");
}

ZTEST(arm_interrupts, test_connection_at_run_time_rejects_what_does_not_exist)
{
	zassert_equal(irq_connect_dynamic(CONFIG_NUM_IRQS, LOWER, handler_d, "d", 0), -EINVAL);
	zassert_equal(irq_connect_dynamic(LINE_D, Z_ARM_IRQ_LEVELS, handler_d, "d", 0), -EINVAL);
	zassert_equal(irq_connect_dynamic(LINE_A, LOWER, handler_d, "d", 0), -EINVAL,
		      "a static connection is for good");
	raise_line(LINE_A);
	zassert_str_equal(order, "a");
}

/* The switch */

static K_SEM_DEFINE(go, 0, 2);
static K_THREAD_STACK_DEFINE(waker_stack, 1024);
static struct k_thread waiting_thread;

static void wait_and_note(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	k_sem_take(&go, K_FOREVER);
	note('t');
}

static void give_between(const void *param)
{
	ARG_UNUSED(param);
	note('(');
	k_sem_give(&go);
	raise_line(LINE_A);
	note(')');
}

ZTEST(arm_interrupts, test_switch_waits_for_the_outermost_exit)
{
	k_tid_t self = k_current_get();
	int prio = k_thread_priority_get(self);

	k_thread_create(&waiting_thread, waker_stack, K_THREAD_STACK_SIZEOF(waker_stack),
			wait_and_note, NULL, NULL, NULL, 1, 0, K_NO_WAIT);
	k_thread_priority_set(self, 3);
	zassert_equal(irq_connect_dynamic(LINE_D, LOWER, give_between, NULL, 0), LINE_D);
	irq_enable(LINE_D);
	raise_line(LINE_D);
	note('m');
	irq_disable(LINE_D);
	k_thread_join(&waiting_thread, K_FOREVER);
	k_thread_priority_set(self, prio);
	zassert_str_equal(order, "(a)tm");
}

static void offloaded(const void *param)
{
	zassert_true(k_is_in_isr());
	note(*(const char *)param);
	raise_line(LINE_A);
	note('!');
}

ZTEST(arm_interrupts, test_offloaded_function_is_a_handler_and_can_be_interrupted)
{
	irq_offload(offloaded, "o");
	zassert_false(k_is_in_isr());
	zassert_str_equal(order, "oa!");
}

ZTEST(arm_interrupts, test_idle_wakes_up_and_keeps_the_lock)
{
	unsigned int key = irq_lock();

	raise_line(LINE_A);
	k_cpu_atomic_idle(key);
	zassert_str_equal(order, "a");
	k_sleep(K_TICKS(2));
}

#ifdef CONFIG_ZERO_LATENCY_IRQS

#define LINE_Z (CONFIG_NUM_IRQS - 5)

static void handler_z(const void *param)
{
	ARG_UNUSED(param);
	note('z');
}

ZTEST(arm_interrupts, test_zero_latency_line_ignores_the_lock)
{
	unsigned int key;

	IRQ_CONNECT(LINE_Z, HIGHEST, handler_z, NULL, IRQ_ZERO_LATENCY);
	irq_enable(LINE_Z);
	key = irq_lock();
	raise_line(LINE_A);
	raise_line(LINE_Z);
	note('1');
	irq_unlock(key);
	zassert_str_equal(order, "z1a");
}

#endif /* CONFIG_ZERO_LATENCY_IRQS */

#ifdef CONFIG_CORTEX_M_PENDSV_WORK

static bool work_wanted;

void arm_pendsv_work(void)
{
	if (work_wanted) {
		work_wanted = false;
		zassert_true(k_is_in_isr());
		note('w');
	}
}

static void want_work(const void *param)
{
	ARG_UNUSED(param);
	work_wanted = true;
	arm_pendsv_pend();
	note('(');
	raise_line(LINE_A);
	note(')');
}

ZTEST(arm_interrupts, test_other_work_runs_in_pendsv_after_all_handlers)
{
	zassert_equal(irq_connect_dynamic(LINE_D, LOWER, want_work, NULL, 0), LINE_D);
	irq_enable(LINE_D);
	raise_line(LINE_D);
	note('m');
	irq_disable(LINE_D);
	zassert_str_equal(order, "(a)wm");
}

#endif /* CONFIG_CORTEX_M_PENDSV_WORK */

ZTEST_SUITE(arm_interrupts, NULL, setup, before, NULL, NULL);
