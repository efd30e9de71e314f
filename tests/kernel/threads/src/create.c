/* SPDX-License-Identifier: MIT */
/*
 * Creating and starting threads.
 */
#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/trace.h"

static struct k_thread thread;
static K_THREAD_STACK_DEFINE(stack, 2048);

static void after(void *fixture)
{
	after_case(fixture);
	k_thread_abort(&thread);
}

static void *seen[3];

static void note_arguments(void *p1, void *p2, void *p3)
{
	seen[0] = p1;
	seen[1] = p2;
	seen[2] = p3;
}

/** Create `thread` with entry note_arguments(). */
static k_tid_t create(int prio, k_timeout_t delay)
{
	return k_thread_create(&thread, stack, K_THREAD_STACK_SIZEOF(stack), note_arguments,
			       EVENT(1), EVENT(2), EVENT(3), prio, 0, delay);
}

ZTEST(thread_create, test_identity_is_the_address_of_the_thread)
{
	zassert_equal_ptr(create(5, K_FOREVER), &thread, "another identity");
}

ZTEST(thread_create, test_arguments_reach_the_entry)
{
	create(5, K_NO_WAIT);
	k_thread_join(&thread, K_FOREVER);
	zassert_equal_ptr(seen[0], EVENT(1), "p1 is %p", seen[0]);
	zassert_equal_ptr(seen[1], EVENT(2), "p2 is %p", seen[1]);
	zassert_equal_ptr(seen[2], EVENT(3), "p3 is %p", seen[2]);
}

static int mark_identity(void *arg)
{
	mark(k_current_get() == *(k_tid_t *)arg ? 'c' : '-');
	mark(k_sched_current_thread_query() == *(k_tid_t *)arg ? 'q' : '-');
	return 0;
}

static void isr_mark_identity(const void *arg)
{
	mark_identity((void *)(uintptr_t)arg);
}

ZTEST(thread_create, test_current_thread_is_the_running_or_the_interrupted_one)
{
	static k_tid_t expected;

	expected = start_worker(0, 5, mark_identity, &expected);
	wait_for_worker(0);
	expect_trace("cq");
	expected = k_current_get();
	irq_offload(isr_mark_identity, &expected);
	expect_trace("cq");
}

static int mark_lock_state(void *arg)
{
	unsigned int key = irq_lock();

	ARG_UNUSED(arg);
	mark(arch_irq_unlocked(key) ? 'u' : 'l');
	irq_unlock(key);
	return 0;
}

ZTEST(thread_create, test_thread_starts_with_interrupts_unlocked_whoever_switched_to_it)
{
	unsigned int key = irq_lock();

	start_worker(0, -1, mark_lock_state, NULL);
	k_yield();
	irq_unlock(key);
	expect_trace("u");
}

ZTEST(thread_create, test_declared_size_and_sizeof_both_fit_the_stack)
{
	k_thread_create(&thread, stack, 2048, note_arguments, NULL, NULL, NULL, 5, 0, K_NO_WAIT);
	zassert_true(thread.stack_info.size >= 2048, "%zu bytes", thread.stack_info.size);
	zassert_equal(thread.stack_info.start, (uintptr_t)K_THREAD_STACK_BUFFER(stack),
		      "the stack is elsewhere");
	k_thread_join(&thread, K_FOREVER);
	create(5, K_NO_WAIT);
	zassert_equal(thread.stack_info.start + thread.stack_info.size,
		      (uintptr_t)stack + sizeof(stack), "the end of the stack is not used");
}

static char locals_fit(char *room, size_t size)
{
	memset(room, 0x55, size);
	return *(volatile char *)&room[size - 1];
}

static int use_stack(void *arg)
{
	char room[WORKER_STACK / 2];

	ARG_UNUSED(arg);
	return locals_fit(room, sizeof(room));
}

ZTEST(thread_create, test_stack_holds_what_was_declared)
{
	start_worker(0, 5, use_stack, NULL);
	wait_for_worker(0);
	zassert_equal(worker_result(0), 0x55, "the stack is not memory");
}

ZTEST(thread_create, test_delayed_thread_starts_after_the_delay)
{
	int64_t created = start_of_tick();

	start_worker_after(0, -2, mark_arg, EVENT('w'), K_TICKS(3));
	wait_for_worker(0);
	zassert_equal(k_uptime_ticks() - created, 4, "started after %d ticks",
		      (int)(k_uptime_ticks() - created));
	expect_trace("w");
}

ZTEST(thread_create, test_thread_with_an_absolute_start_runs_at_that_tick)
{
	int64_t created = start_of_tick();

	start_worker_after(0, -2, mark_arg, EVENT('w'), K_TIMEOUT_ABS_TICKS(created + 5));
	wait_for_worker(0);
	zassert_equal(k_uptime_ticks(), created + 5, "started at the wrong tick");
}

ZTEST(thread_create, test_delayed_thread_can_be_started_early)
{
	int64_t created = start_of_tick();

	k_thread_start(start_worker_after(0, -2, mark_arg, EVENT('w'), K_TICKS(30)));
	wait_for_worker(0);
	zassert_equal(k_uptime_ticks(), created, "waited all the same");
	k_sleep(K_TICKS(40));
	expect_trace("w");
}

ZTEST(thread_create, test_delayed_start_can_be_cancelled)
{
	k_thread_abort(start_worker_after(0, -2, mark_arg, EVENT('w'), K_TICKS(3)));
	k_sleep(K_TICKS(10));
	expect_trace("");
}

ZTEST(thread_create, test_thread_with_endless_delay_waits_for_its_start)
{
	k_tid_t worker = start_worker_after(0, -2, mark_arg, EVENT('w'), K_FOREVER);

	k_sleep(K_SECONDS(100));
	expect_trace("");
	k_thread_start(worker);
	wait_for_worker(0);
	expect_trace("w");
}

static void isr_start(const void *arg)
{
	k_thread_start((k_tid_t)(uintptr_t)arg);
}

ZTEST(thread_create, test_priority_set_before_the_start_counts)
{
	k_tid_t late = start_worker_after(0, 6, mark_arg, EVENT('a'), K_FOREVER);

	start_worker(1, 5, mark_arg, EVENT('b'));
	k_thread_priority_set(late, 4);
	zassert_equal(k_thread_priority_get(late), 4);
	k_thread_start(late);
	run_others();
	expect_trace("ab");
}

ZTEST(thread_create, test_thread_can_be_started_from_an_isr)
{
	irq_offload(isr_start, start_worker_after(0, -2, mark_arg, EVENT('w'), K_FOREVER));
	wait_for_worker(0);
	expect_trace("w");
}

static int sleep_between_marks(void *arg)
{
	mark_arg(arg);
	k_sem_take(arg, K_TICKS(5));
	mark('e');
	return 0;
}

ZTEST(thread_create, test_starting_a_started_thread_changes_nothing)
{
	static struct k_sem sem;
	k_tid_t worker;

	k_sem_init(&sem, 0, 1);
	worker = run_worker(0, 5, sleep_between_marks, &sem);
	k_thread_start(worker);
	run_others();
	zassert_not_equal(worker_result(0), 0, "the start ended a wait");
	wait_for_worker(0);
	k_thread_start(worker);
	k_sleep(K_TICKS(1));
	zassert_ok(k_thread_join(worker, K_NO_WAIT), "a dead thread was started");
}

ZTEST(thread_create, test_control_block_and_stack_can_be_used_again_after_join)
{
	for (int i = 0; i < 3; i++) {
		create(5, K_NO_WAIT);
		zassert_ok(k_thread_join(&thread, K_FOREVER), "round %d", i);
	}
}

ZTEST(thread_create, test_control_block_and_stack_can_be_used_again_after_abort)
{
	create(5, K_TICKS(3));
	k_thread_abort(&thread);
	create(5, K_TICKS(6));
	zassert_equal(k_thread_join(&thread, K_TICKS(4)), -EAGAIN, "the old delay counts");
	zassert_ok(k_thread_join(&thread, K_FOREVER), "the new thread does not run");
}

ZTEST(thread_create, test_new_thread_has_no_name_and_no_custom_data)
{
	create(5, K_FOREVER);
	k_thread_name_set(&thread, "old");
	thread.custom_data = &thread;
	k_thread_abort(&thread);
	create(5, K_FOREVER);
	zassert_str_equal(k_thread_name_get(&thread), "", "named %s", k_thread_name_get(&thread));
	zassert_is_null(thread.custom_data, "custom data %p", thread.custom_data);
}

ZTEST(thread_create, test_priorities_out_of_range_are_asserted)
{
	expect_misuse(create(K_HIGHEST_THREAD_PRIO - 1, K_FOREVER));
	expect_misuse(create(K_LOWEST_APPLICATION_THREAD_PRIO + 1, K_FOREVER));
	create(K_LOWEST_APPLICATION_THREAD_PRIO, K_FOREVER);
	k_thread_abort(&thread);
	create(K_HIGHEST_THREAD_PRIO, K_FOREVER);
}

MISUSE_IN_ISR(isr_create, create(5, K_FOREVER))

ZTEST(thread_create, test_creating_in_isr_is_asserted)
{
	expect_misuse_in_isr(isr_create);
}

ZTEST_SUITE(thread_create, NULL, NULL, before_case, after, NULL);
