/* SPDX-License-Identifier: MIT */
/*
 * Interrupt context: irq_offload(), what is legal in a handler and what is not,
 * and what belongs to a thread although others run in between.
 */
#include <zephyr/sys/printk-hooks.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/trace.h"

static struct k_sem sem;
static struct k_mutex mutex;
static struct k_condvar condvar;
static struct k_timer timer;

static void count_expiry(struct k_timer *expired)
{
	ARG_UNUSED(expired);
	mark(k_is_in_isr() ? 'x' : '?');
}

static void count_stop(struct k_timer *stopped)
{
	ARG_UNUSED(stopped);
	mark('s');
}

static void before(void *fixture)
{
	before_case(fixture);
	k_sem_init(&sem, 0, K_SEM_MAX_LIMIT);
	k_mutex_init(&mutex);
	k_condvar_init(&condvar);
	k_timer_init(&timer, count_expiry, count_stop);
}

static void after(void *fixture)
{
	k_timer_stop(&timer);
	after_case(fixture);
}

/*
 * irq_offload()
 */

static void isr_look_around(const void *arg)
{
	mark(k_is_in_isr() ? 'i' : '-');
	mark(k_current_get() == arg ? 't' : '-');
}

ZTEST(isr_context, test_offloaded_routine_runs_in_interrupt_context_and_at_once)
{
	irq_offload(isr_look_around, k_current_get());
	mark(k_is_in_isr() ? '-' : 'r');
	expect_trace("itr");
}

static void isr_give_then_mark(const void *arg)
{
	k_sem_give(&sem);
	isr_mark(arg);
}

static int take_then_mark(void *arg)
{
	k_sem_take(&sem, K_FOREVER);
	return mark_arg(arg);
}

ZTEST(isr_context, test_switch_that_the_routine_asked_for_has_happened_on_return)
{
	run_worker(0, 4, take_then_mark, EVENT('w'));
	run_as(5);
	irq_offload(isr_give_then_mark, EVENT('i'));
	mark('t');
	expect_trace("iwt");
}

ZTEST(isr_context, test_thread_is_the_same_after_it_was_switched_out_by_an_isr)
{
	volatile int local = 42;

	run_worker(0, 4, take_then_mark, EVENT('w'));
	run_as(5);
	irq_offload(isr_give_then_mark, EVENT('i'));
	zassert_equal(local, 42, "the stack changed");
	zassert_equal(k_thread_priority_get(k_current_get()), 5, "the thread changed");
}

MISUSE_IN_ISR(isr_offload, irq_offload(isr_mark, EVENT('!')))

ZTEST(isr_context, test_offload_inside_an_isr_is_asserted)
{
	expect_misuse_in_isr(isr_offload);
	expect_trace("");
}

ZTEST(isr_context, test_offload_with_interrupts_locked_is_asserted)
{
	unsigned int key = irq_lock();

	expect_misuse(irq_offload(isr_mark, EVENT('!')));
	irq_unlock(key);
	expect_trace("");
}

static void isr_locks(const void *arg)
{
	unsigned int outer = irq_lock();
	unsigned int inner = irq_lock();

	mark(arch_irq_unlocked(inner) ? '-' : 'l');
	irq_unlock(inner);
	irq_unlock(outer);
	isr_mark(arg);
}

ZTEST(isr_context, test_interrupt_lock_nests_in_an_isr)
{
	irq_offload(isr_locks, EVENT('i'));
	expect_trace("li");
}

/*
 * What is legal
 */

static void isr_use_semaphore(const void *arg)
{
	ARG_UNUSED(arg);
	mark(k_sem_take(&sem, K_NO_WAIT) == -EBUSY ? '1' : '-');
	k_sem_give(&sem);
	mark(k_sem_count_get(&sem) == 1 ? '2' : '-');
	mark(k_sem_take(&sem, K_NO_WAIT) == 0 ? '3' : '-');
	k_sem_give(&sem);
	k_sem_reset(&sem);
	mark(k_sem_count_get(&sem) == 0 ? '4' : '-');
	mark(k_sem_init(&sem, 2, 2) == 0 && k_sem_count_get(&sem) == 2 ? '5' : '-');
}

ZTEST(isr_context, test_semaphores_are_legal)
{
	irq_offload(isr_use_semaphore, NULL);
	expect_trace("12345");
}

static int wait_for_condition(void *arg)
{
	k_mutex_lock(&mutex, K_FOREVER);
	k_condvar_wait(&condvar, &mutex, K_FOREVER);
	k_mutex_unlock(&mutex);
	return mark_arg(arg);
}

static void isr_signal(const void *arg)
{
	ARG_UNUSED(arg);
	k_condvar_signal(&condvar);
}

static void isr_broadcast(const void *arg)
{
	ARG_UNUSED(arg);
	mark((char)('0' + k_condvar_broadcast(&condvar)));
}

ZTEST(isr_context, test_signalling_a_condition_is_legal)
{
	for (int i = 0; i < 3; i++) {
		run_worker(i, 5, wait_for_condition, EVENT('a' + i));
	}
	irq_offload(isr_signal, NULL);
	run_others();
	irq_offload(isr_broadcast, NULL);
	run_others();
	expect_trace("a2bc");
}

static void isr_use_timer(const void *arg)
{
	ARG_UNUSED(arg);
	k_timer_start(&timer, K_TICKS(2), K_TICKS(2));
	mark(k_timer_remaining_ticks(&timer) == 2 ? '1' : '-');
	mark(k_timer_expires_ticks(&timer) == k_uptime_ticks() + 2 ? '2' : '-');
}

static void isr_stop_timer(const void *arg)
{
	ARG_UNUSED(arg);
	mark((char)('0' + k_timer_status_get(&timer)));
	k_timer_stop(&timer);
}

ZTEST(isr_context, test_timers_are_legal)
{
	(void)start_of_tick();
	irq_offload(isr_use_timer, NULL);
	k_sleep(K_TICKS(4));
	irq_offload(isr_stop_timer, NULL);
	k_sleep(K_TICKS(10));
	expect_trace("12xx2s");
}

static int sleep_for_ever(void *arg)
{
	k_sleep(K_FOREVER);
	return mark_arg(arg);
}

static void isr_wake(const void *arg)
{
	k_wakeup((k_tid_t)(uintptr_t)arg);
}

ZTEST(isr_context, test_waking_a_sleeper_is_legal)
{
	irq_offload(isr_wake, run_worker(0, 5, sleep_for_ever, EVENT('w')));
	run_others();
	expect_trace("w");
}

/*
 * What is not
 */

MISUSE_IN_ISR(isr_take, k_sem_take(&sem, K_TICKS(1)))
MISUSE_IN_ISR(isr_take_for_ever, k_sem_take(&sem, K_FOREVER))
MISUSE_IN_ISR(isr_lock_mutex, k_mutex_lock(&mutex, K_NO_WAIT))
MISUSE_IN_ISR(isr_unlock_mutex, k_mutex_unlock(&mutex))
MISUSE_IN_ISR(isr_wait_condvar, k_condvar_wait(&condvar, &mutex, K_NO_WAIT))
MISUSE_IN_ISR(isr_sleep, k_sleep(K_TICKS(1)))
MISUSE_IN_ISR(isr_sleep_no_time, k_sleep(K_NO_WAIT))
MISUSE_IN_ISR(isr_usleep, k_usleep(1))
MISUSE_IN_ISR(isr_sync_timer, k_timer_status_sync(&timer))

ZTEST(isr_context, test_waiting_is_asserted)
{
	expect_misuse_in_isr(isr_take);
	expect_misuse_in_isr(isr_take_for_ever);
	expect_misuse_in_isr(isr_sleep);
	expect_misuse_in_isr(isr_sleep_no_time);
	expect_misuse_in_isr(isr_usleep);
	expect_misuse_in_isr(isr_sync_timer);
}

ZTEST(isr_context, test_mutexes_are_asserted)
{
	expect_misuse_in_isr(isr_lock_mutex);
	zassert_is_null(mutex.owner, "it was locked all the same");
	k_mutex_lock(&mutex, K_NO_WAIT);
	expect_misuse_in_isr(isr_unlock_mutex);
	expect_misuse_in_isr(isr_wait_condvar);
	zassert_ok(k_mutex_unlock(&mutex), "it was unlocked all the same");
}

/*
 * printk() and errno
 */

static char printed[32];

static int capture(int c)
{
	size_t length = strlen(printed);

	if (length < sizeof(printed) - 1) {
		printed[length] = (char)c;
	}
	return c;
}

static void isr_print(const void *arg)
{
	printk("%s %d", (const char *)arg, 42);
}

ZTEST(isr_context, test_printk_is_legal)
{
	printk_hook_fn_t console = __printk_get_hook();

	memset(printed, 0, sizeof(printed));
	__printk_hook_install(capture);
	irq_offload(isr_print, "from an isr");
	__printk_hook_install(console);
	zassert_str_equal(printed, "from an isr 42", "printed %s", printed);
}

static int set_errno_and_wait(void *arg)
{
	mark(errno == 0 ? '0' : '-');
	errno = (int)(intptr_t)arg;
	k_sem_take(&sem, K_FOREVER);
	mark(errno == (int)(intptr_t)arg ? '=' : '-');
	return 0;
}

ZTEST(isr_context, test_errno_belongs_to_its_thread)
{
	errno = EDOM;
	run_worker(0, 5, set_errno_and_wait, (void *)EINVAL);
	run_worker(1, 5, set_errno_and_wait, (void *)ERANGE);
	k_sem_give(&sem);
	k_sem_give(&sem);
	run_others();
	expect_trace("00==");
	zassert_equal(errno, EDOM, "errno is %d", errno);
}

static int change_errno(void *arg)
{
	k_sem_take(&sem, K_FOREVER);
	errno = ERANGE;
	return mark_arg(arg);
}

ZTEST(isr_context, test_errno_survives_a_switch_by_an_isr)
{
	run_worker(0, 4, change_errno, EVENT('w'));
	run_as(5);
	errno = EDOM;
	irq_offload(isr_give_then_mark, EVENT('i'));
	zassert_equal(errno, EDOM, "errno is %d", errno);
	expect_trace("iw");
}

ZTEST_SUITE(isr_context, NULL, NULL, before, after, NULL);
