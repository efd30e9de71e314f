/* SPDX-License-Identifier: MIT */
/*
 * The interrupt lock, interrupt lines, and the switch at the outermost exit.
 */
#include <zephyr/arch/posix/native.h>
#include <zephyr/irq_offload.h>
#include <zephyr/ztest.h>

#include "helpers.h"

#define LINE  NATIVE_IRQ_FREE
#define LINE2 (NATIVE_IRQ_FREE + 1)

static int count;
static int depth, deepest;
static char order[8];
static K_SEM_DEFINE(sem, 0, 10);

static void count_isr(const void *arg)
{
	ARG_UNUSED(arg);
	zassert_true(k_is_in_isr());
	count++;
}

static void note_isr(const void *arg)
{
	depth++;
	deepest = MAX(deepest, depth);
	order[count++] = *(const char *)arg;
	if (*(const char *)arg == 'a' && count < 4) {
		native_irq_raise(LINE2);
		native_irq_raise(LINE);
	}
	depth--;
}

static void connect(unsigned int line, void (*isr)(const void *), const void *arg)
{
	zassert_equal(irq_connect_dynamic(line, 0, isr, arg, 0), (int)line);
	irq_enable(line);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	count = 0;
	deepest = 0;
	memset(order, 0, sizeof(order));
	k_sem_reset(&sem);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	irq_disable(LINE);
	irq_disable(LINE2);
}

ZTEST_SUITE(irq, NULL, NULL, before, after, NULL);

ZTEST(irq, test_lock_nests_and_restores)
{
	unsigned int outer = irq_lock();
	unsigned int inner = irq_lock();

	zassert_true(arch_irq_unlocked(outer));
	zassert_false(arch_irq_unlocked(inner));
	irq_unlock(inner);
	inner = irq_lock();
	zassert_false(arch_irq_unlocked(inner), "the inner unlock must not unmask");
	irq_unlock(inner);
	irq_unlock(outer);
	outer = irq_lock();
	zassert_true(arch_irq_unlocked(outer));
	irq_unlock(outer);
}

ZTEST(irq, test_raised_line_runs_at_once_when_unlocked)
{
	connect(LINE, count_isr, NULL);
	native_irq_raise(LINE);
	zassert_equal(count, 1);
	zassert_false(k_is_in_isr());
}

ZTEST(irq, test_line_raised_in_a_locked_section_runs_at_the_unlock)
{
	connect(LINE, count_isr, NULL);

	unsigned int outer = irq_lock();
	unsigned int inner = irq_lock();

	native_irq_raise(LINE);
	native_irq_raise(LINE);
	irq_unlock(inner);
	zassert_equal(count, 0, "still locked");
	irq_unlock(outer);
	zassert_equal(count, 1, "a line is raised once, however often");
}

ZTEST(irq, test_disabled_line_stays_pending_until_enabled)
{
	connect(LINE, count_isr, NULL);
	irq_disable(LINE);
	zassert_false(irq_is_enabled(LINE));
	native_irq_raise(LINE);
	zassert_equal(count, 0);
	irq_enable(LINE);
	zassert_true(irq_is_enabled(LINE));
	zassert_equal(count, 1);
}

ZTEST(irq, test_line_disabled_while_pending_stays_pending)
{
	connect(LINE, count_isr, NULL);

	unsigned int key = irq_lock();

	native_irq_raise(LINE);
	irq_disable(LINE);
	irq_unlock(key);
	zassert_equal(count, 0);
	irq_enable(LINE);
	zassert_equal(count, 1);
}

ZTEST(irq, test_lines_raised_in_a_handler_run_after_it_lowest_first)
{
	connect(LINE, note_isr, "a");
	connect(LINE2, note_isr, "b");
	native_irq_raise(LINE);
	zassert_str_equal(order, "aaaab");
	zassert_equal(deepest, 1, "handlers do not nest");
}

ZTEST(irq, test_connect_rejects_a_line_that_does_not_exist)
{
	zassert_equal(irq_connect_dynamic(NATIVE_IRQ_LINES, 0, count_isr, NULL, 0), -EINVAL);
}

ISR_DIRECT_DECLARE(direct_isr)
{
	count += 10;
	return 1;
}

ZTEST(irq, test_static_and_direct_connections)
{
	static int param = 5;

	IRQ_CONNECT(LINE, 0, note_isr, &param, 0);
	IRQ_DIRECT_CONNECT(LINE2, 0, direct_isr, 0);
	irq_enable(LINE2);
	native_irq_raise(LINE2);
	zassert_equal(count, 10);
}

static void spurious(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	irq_connect_dynamic(LINE, 0, NULL, NULL, 0);
	irq_enable(LINE);
	ztest_set_fault_valid(true);
	native_irq_raise(LINE);
	count = 1;
}

ZTEST(irq, test_line_without_a_handler_is_a_fatal_error)
{
	start_helper(0, spurious, NULL, K_PRIO_PREEMPT(1));
	join_helpers();
	zassert_equal(count, 1);
}

static void give(const void *arg)
{
	k_sem_give((struct k_sem *)arg);
	zassert_true(k_is_in_isr());
	order[count++] = 'i';
}

static void take(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	k_sem_take(&sem, K_FOREVER);
	order[count++] = 't';
}

/** Runs below take(). */
static void offload(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	irq_offload(give, &sem);
	order[count++] = 'o';
}

ZTEST(irq, test_offload_switches_after_the_handler_and_before_it_returns)
{
	start_helper(0, take, NULL, K_PRIO_PREEMPT(1));
	start_helper(1, offload, NULL, K_PRIO_PREEMPT(2));
	join_helpers();
	zassert_str_equal(order, "ito");
}

static void raise_locked(void *p1, void *p2, void *p3)
{
	unsigned int key = irq_lock();

	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	native_irq_raise(LINE);
	order[count++] = 'l';
	irq_unlock(key);
	order[count++] = 'u';
}

ZTEST(irq, test_unlock_runs_the_handler_and_switches)
{
	connect(LINE, give, &sem);
	start_helper(0, take, NULL, K_PRIO_PREEMPT(1));
	start_helper(1, raise_locked, NULL, K_PRIO_PREEMPT(2));
	join_helpers();
	zassert_str_equal(order, "litu");
}
