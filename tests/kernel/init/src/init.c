/* SPDX-License-Identifier: MIT */
/*
 * SYS_INIT(): the order of levels and priorities, and what is possible at each
 * level. Most of it has happened when the first case runs; the functions note what
 * they see.
 */
#include <string.h>

#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"

static char order[32];

#define NOTE(letter, level, prio)                                                                  \
	static int note_##letter(void)                                                             \
	{                                                                                          \
		order[strlen(order)] = #letter[0];                                                 \
		return 0;                                                                          \
	}                                                                                          \
	SYS_INIT(note_##letter, level, prio)

/* Defined in another order than they run in. */
NOTE(j, APPLICATION, 99);
NOTE(h, POST_KERNEL, CONFIG_KERNEL_INIT_PRIORITY_DEVICE);
NOTE(c, PRE_KERNEL_1, 9);
NOTE(a, EARLY, 5);
NOTE(d, PRE_KERNEL_1, 10);
NOTE(g, POST_KERNEL, CONFIG_KERNEL_INIT_PRIORITY_DEFAULT);
NOTE(b, PRE_KERNEL_1, 0);
NOTE(i, APPLICATION, 0);
NOTE(f, PRE_KERNEL_2, 1);
NOTE(e, PRE_KERNEL_1, 99);

static int note_again(void)
{
	order[strlen(order)] = 'z';
	return -EIO;
}

SYS_INIT_NAMED(first_of_two, note_again, APPLICATION, 50);
SYS_INIT_NAMED(second_of_two, note_again, APPLICATION, 51);

ZTEST(init, test_levels_and_priorities_run_in_numerical_order)
{
	zassert_str_equal(order, "abcdefghizzj", "order %s", order);
}

/*
 * Static objects, before the kernel runs
 */

static K_SEM_DEFINE(sem, 1, 2);
static K_MUTEX_DEFINE(mutex);
static K_CONDVAR_DEFINE(condvar);
K_MEM_SLAB_DEFINE_STATIC(slab, 16, 1, 8);
static int64_t expired_at;
static void *early_block;

static void note_expiry(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	expired_at = k_uptime_ticks();
}

static K_TIMER_DEFINE(timer, note_expiry, NULL);

static struct {
	bool pre_kernel;
	bool can_yield;
	bool preemptible;
	bool in_isr;
	bool wait_is_misuse;
	bool sleep_is_misuse;
	int sem_result[3];
	int mutex_result[2];
	int woken;
	int slab_result[2];
	int64_t timer_started_at;
	bool thread_ran_at_once;
} before_kernel;

static struct k_thread early_thread;
static K_THREAD_STACK_DEFINE(early_stack, 2048);
static bool early_thread_ran;

static void run_early_thread(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	early_thread_ran = true;
}

static void use_objects(void)
{
	before_kernel.sem_result[0] = k_sem_take(&sem, K_NO_WAIT);
	before_kernel.sem_result[1] = k_sem_take(&sem, K_NO_WAIT);
	k_sem_give(&sem);
	k_sem_give(&sem);
	k_sem_give(&sem);
	before_kernel.sem_result[2] = (int)k_sem_count_get(&sem);
	before_kernel.mutex_result[0] = k_mutex_lock(&mutex, K_NO_WAIT);
	before_kernel.mutex_result[1] = k_mutex_unlock(&mutex);
	before_kernel.slab_result[0] = k_mem_slab_alloc(&slab, &early_block, K_NO_WAIT);
	before_kernel.slab_result[1] = k_mem_slab_alloc(&slab, &early_block, K_NO_WAIT);
	before_kernel.woken = k_condvar_broadcast(&condvar);
	before_kernel.timer_started_at = k_uptime_ticks();
	k_timer_start(&timer, K_TICKS(3), K_NO_WAIT);
}

static int look_around(void)
{
	before_kernel.pre_kernel = k_is_pre_kernel();
	before_kernel.can_yield = k_can_yield();
	before_kernel.preemptible = k_is_preempt_thread() != 0;
	before_kernel.in_isr = k_is_in_isr();
	use_objects();
	k_thread_create(&early_thread, early_stack, K_THREAD_STACK_SIZEOF(early_stack),
			run_early_thread, NULL, NULL, NULL, K_HIGHEST_THREAD_PRIO, 0, K_NO_WAIT);
	k_sched_lock();
	k_sched_unlock();
	k_thread_priority_set(&early_thread, K_HIGHEST_THREAD_PRIO);
	before_kernel.thread_ran_at_once = early_thread_ran;
	return 0;
}

SYS_INIT(look_around, PRE_KERNEL_1, 50);

static int try_to_wait(void)
{
	static K_SEM_DEFINE(empty, 0, 1);

	before_kernel.wait_is_misuse = is_misuse(k_sem_take(&empty, K_FOREVER));
	before_kernel.sleep_is_misuse = is_misuse(k_sleep(K_TICKS(1)));
	return 0;
}

SYS_INIT(try_to_wait, PRE_KERNEL_2, 50);

ZTEST(init, test_context_before_the_kernel_runs)
{
	zassert_true(before_kernel.pre_kernel, "k_is_pre_kernel()");
	zassert_false(before_kernel.can_yield, "k_can_yield()");
	zassert_false(before_kernel.preemptible, "k_is_preempt_thread()");
	zassert_false(before_kernel.in_isr, "k_is_in_isr()");
	zassert_false(k_is_pre_kernel(), "the kernel runs now");
}

ZTEST(init, test_static_objects_work_before_the_kernel_runs)
{
	zassert_ok(before_kernel.sem_result[0], "the first take");
	zassert_equal(before_kernel.sem_result[1], -EBUSY, "the second take");
	zassert_equal(before_kernel.sem_result[2], 2, "the count");
	zassert_ok(before_kernel.mutex_result[0], "the lock");
	zassert_ok(before_kernel.mutex_result[1], "the unlock");
	zassert_equal(before_kernel.woken, 0, "the broadcast");
	zassert_ok(before_kernel.slab_result[0], "the first block");
	zassert_equal(before_kernel.slab_result[1], -ENOMEM, "the second block");
}

ZTEST(init, test_timer_started_before_the_kernel_runs_expires_in_time)
{
	k_sleep(K_TIMEOUT_ABS_TICKS(before_kernel.timer_started_at + 4));
	zassert_equal(expired_at, before_kernel.timer_started_at + 3, "at tick %d",
		      (int)expired_at);
}

ZTEST(init, test_thread_created_before_the_kernel_runs_starts_with_it)
{
	zassert_false(before_kernel.thread_ran_at_once, "it ran before the kernel");
	zassert_true(early_thread_ran, "it did not run");
}

ZTEST(init, test_waiting_before_the_kernel_runs_is_asserted)
{
	zassert_true(before_kernel.wait_is_misuse, "k_sem_take()");
	zassert_true(before_kernel.sleep_is_misuse, "k_sleep()");
}

/*
 * With the kernel running
 */

static struct {
	k_tid_t thread;
	bool can_yield;
	int64_t slept;
	int joined;
	bool static_thread_ran;
} after_kernel;

static struct k_thread late_thread;
static K_THREAD_STACK_DEFINE(late_stack, 2048);
static bool static_thread_ran;

static void run_late_thread(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	*(bool *)p1 = true;
	k_sleep(K_TICKS(2));
}

K_THREAD_DEFINE(static_thread, 2048, run_late_thread, &static_thread_ran, NULL, NULL,
		K_HIGHEST_THREAD_PRIO, 0, 0);

static int sleep_and_join(void)
{
	static bool ran;
	int64_t start = k_uptime_ticks();

	after_kernel.thread = k_current_get();
	after_kernel.can_yield = k_can_yield();
	k_sleep(K_TICKS(3));
	after_kernel.slept = k_uptime_ticks() - start;
	k_thread_create(&late_thread, late_stack, K_THREAD_STACK_SIZEOF(late_stack),
			run_late_thread, &ran, NULL, NULL, 3, 0, K_NO_WAIT);
	after_kernel.joined = k_thread_join(&late_thread, K_FOREVER);
	after_kernel.static_thread_ran = static_thread_ran;
	return 0;
}

SYS_INIT(sleep_and_join, POST_KERNEL, 60);

ZTEST(init, test_post_kernel_functions_may_wait_and_create_threads)
{
	zassert_true(after_kernel.can_yield, "k_can_yield()");
	zassert_between_inclusive(after_kernel.slept, 3, 4, "slept %d ticks",
				  (int)after_kernel.slept);
	zassert_ok(after_kernel.joined, "joined with %d", after_kernel.joined);
}

ZTEST(init, test_post_kernel_functions_run_in_the_main_thread)
{
	zassert_str_equal(k_thread_name_get(after_kernel.thread), "main", "in %s",
			  k_thread_name_get(after_kernel.thread));
}

ZTEST(init, test_static_threads_start_after_all_levels)
{
	zassert_false(after_kernel.static_thread_ran, "it ran before APPLICATION");
	zassert_true(static_thread_ran, "it did not run");
}

ZTEST_SUITE(init, NULL, NULL, NULL, NULL, NULL);
