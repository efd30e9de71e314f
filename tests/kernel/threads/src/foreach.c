/* SPDX-License-Identifier: MIT */
/*
 * Walks over all threads, also while threads come, go, and end the walk's own.
 */
#include <zephyr/irq_offload.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/trace.h"

static struct k_sem sem;

static void before(void *fixture)
{
	before_case(fixture);
	k_sem_init(&sem, 0, K_SEM_MAX_LIMIT);
}

/** Note which worker @a thread is. */
static void mark_worker(const struct k_thread *thread, void *arg)
{
	ARG_UNUSED(arg);
	if (thread >= worker_threads && thread < worker_threads + WORKERS) {
		mark((char)('0' + (thread - worker_threads)));
	}
}

static void make_workers(int count)
{
	for (int i = 0; i < count; i++) {
		start_worker_after(i, 5, mark_arg, EVENT('w'), K_FOREVER);
	}
}

static bool is_visited(char worker)
{
	return strchr(trace, worker) != NULL;
}

static void expect_all_visited(int count)
{
	zassert_equal(strlen(trace), (size_t)count, "visited %s", trace);
	for (int i = 0; i < count; i++) {
		zassert_true(is_visited((char)('0' + i)), "visited %s", trace);
	}
	clear_trace();
}

ZTEST(thread_foreach, test_every_living_thread_is_visited_once)
{
	make_workers(3);
	k_thread_foreach(mark_worker, NULL);
	expect_all_visited(3);
	k_thread_foreach_unlocked(mark_worker, NULL);
	expect_all_visited(3);
	k_thread_foreach_filter_by_cpu(0, mark_worker, NULL);
	expect_all_visited(3);
	k_thread_foreach_unlocked_filter_by_cpu(0, mark_worker, NULL);
	expect_all_visited(3);
}

ZTEST(thread_foreach, test_dead_threads_are_not_visited)
{
	make_workers(4);
	/* The newest, the oldest and one in between, wherever the list begins. */
	k_thread_abort(&worker_threads[3]);
	k_thread_abort(&worker_threads[0]);
	k_thread_abort(&worker_threads[1]);
	k_thread_foreach(mark_worker, NULL);
	expect_trace("2");
}

static void count_main_and_idle(const struct k_thread *thread, void *arg)
{
	const char *name = k_thread_name_get((k_tid_t)thread);

	*(int *)arg += strcmp(name, "main") == 0 || strcmp(name, "idle") == 0;
}

ZTEST(thread_foreach, test_main_and_idle_are_visited)
{
	int count = 0;

	k_thread_foreach(count_main_and_idle, &count);
	zassert_equal(count, 2, "visited %d of them", count);
}

static void mark_lock(const struct k_thread *thread, void *arg)
{
	unsigned int key = irq_lock();

	if (thread == k_current_get()) {
		mark(arch_irq_unlocked(key) ? 'u' : 'l');
		zassert_equal_ptr(arg, EVENT('x'), "the user's data is lost");
	}
	irq_unlock(key);
}

ZTEST(thread_foreach, test_lock_is_held_over_callbacks_or_not)
{
	k_thread_foreach(mark_lock, EVENT('x'));
	k_thread_foreach_unlocked(mark_lock, EVENT('x'));
	expect_trace("lu");
}

static void mark_and_abort_two(const struct k_thread *thread, void *arg)
{
	mark_worker(thread, arg);
	if (is_visited('2')) {
		k_thread_abort(&worker_threads[2]);
		k_thread_abort(&worker_threads[1]);
	}
}

/* The newest thread is visited first. */
ZTEST(thread_foreach, test_threads_that_end_under_the_walk_do_not_stop_it)
{
	make_workers(4);
	k_thread_foreach_unlocked(mark_and_abort_two, NULL);
	expect_trace("320");
}

static void mark_and_abort_rest(const struct k_thread *thread, void *arg)
{
	mark_worker(thread, arg);
	for (int i = 0; i < 3; i++) {
		k_thread_abort(&worker_threads[i]);
	}
}

ZTEST(thread_foreach, test_walk_goes_on_behind_several_that_ended)
{
	int others = 0;

	make_workers(4);
	k_thread_foreach_unlocked(mark_and_abort_rest, NULL);
	expect_trace("3");
	k_thread_foreach_unlocked(count_main_and_idle, &others);
	zassert_equal(others, 2, "the list is broken");
}

static void create_one(const struct k_thread *thread, void *arg)
{
	mark_worker(thread, arg);
	if (strcmp(trace, "1") == 0) {
		start_worker_after(7, 5, mark_arg, EVENT('w'), K_FOREVER);
	}
}

ZTEST(thread_foreach, test_thread_that_comes_under_the_walk_does_not_disturb_it)
{
	make_workers(2);
	k_thread_foreach_unlocked(create_one, NULL);
	expect_trace("10");
}

static void walk_again(const struct k_thread *thread, void *arg)
{
	if (thread == &worker_threads[2]) {
		k_thread_foreach_unlocked(mark_and_abort_two, arg);
		mark('-');
	}
	mark_worker(thread, arg);
}

ZTEST(thread_foreach, test_walk_inside_a_walk_sees_threads_end)
{
	make_workers(4);
	k_thread_foreach_unlocked(walk_again, NULL);
	expect_trace("3320-20");
}

static void wait_at_worker_two(const struct k_thread *thread, void *arg)
{
	mark_worker(thread, arg);
	if (thread == &worker_threads[2]) {
		k_sem_take(&sem, K_FOREVER);
	}
}

static int walk_slowly(void *arg)
{
	k_thread_foreach_unlocked(wait_at_worker_two, arg);
	return 0;
}

ZTEST(thread_foreach, test_walks_of_two_threads_end_in_any_order)
{
	make_workers(4);
	run_worker(6, 4, walk_slowly, NULL);
	run_worker(7, 5, walk_slowly, NULL);
	clear_trace();
	k_thread_abort(&worker_threads[1]);
	/* The better waiter, whose walk began first, goes on first. */
	k_sem_give(&sem);
	run_others();
	expect_trace("0");
	k_thread_abort(&worker_threads[0]);
	k_sem_give(&sem);
	run_others();
	expect_trace("");
	zassert_true(jobs[6].done && jobs[7].done, "a walk does not end");
}

/* What the walk kept on the stack of a thread that is gone must not be used any more. */
ZTEST(thread_foreach, test_thread_that_ends_in_the_middle_of_its_walk_leaves_nothing_behind)
{
	k_tid_t walker;

	make_workers(4);
	walker = run_worker(6, 4, walk_slowly, NULL);
	clear_trace();
	k_thread_abort(walker);
	memset((void *)walker->stack_info.start, 0x11, walker->stack_info.size);
	k_thread_abort(&worker_threads[1]);
	k_thread_foreach_unlocked(mark_worker, NULL);
	expect_trace("320");
}

ZTEST(thread_foreach, test_missing_callback_is_asserted)
{
	expect_misuse(k_thread_foreach(NULL, NULL));
	expect_misuse(k_thread_foreach_unlocked(NULL, NULL));
}

ZTEST(thread_foreach, test_other_processors_are_asserted)
{
	expect_misuse(k_thread_foreach_filter_by_cpu(1, mark_worker, NULL));
	expect_misuse(k_thread_foreach_unlocked_filter_by_cpu(1, mark_worker, NULL));
}

static void count_visits(const struct k_thread *thread, void *arg)
{
	ARG_UNUSED(thread);
	(*(int *)arg)++;
}

static void walk_in_isr(const void *arg)
{
	k_thread_foreach_unlocked(count_visits, (void *)(uintptr_t)arg);
}

ZTEST(thread_foreach, test_handler_may_walk_unlocked)
{
	int in_isr = 0;
	int in_thread = 0;

	irq_offload(walk_in_isr, &in_isr);
	k_thread_foreach(count_visits, &in_thread);
	zassert_equal(in_isr, in_thread);
}

ZTEST_SUITE(thread_foreach, NULL, NULL, before, after_case, NULL);
