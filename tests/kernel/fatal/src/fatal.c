/* SPDX-License-Identifier: MIT */
/*
 * Fatal errors that the application's handler lets the system survive.
 */
#include "tests/kernel/support/trace.h"

static struct {
	int count;
	unsigned int reason;
	k_tid_t thread;
	bool in_isr;
	/** What the handler does before it returns: make its thread expendable. */
	bool drop_essential;
} seen;

void ztest_post_fatal_error_hook(unsigned int reason, const struct arch_esf *esf)
{
	ARG_UNUSED(esf);
	seen.count++;
	seen.reason = reason;
	seen.thread = k_current_get();
	seen.in_isr = k_is_in_isr();
	if (seen.drop_essential) {
		k_current_get()->base.user_options &= (uint8_t)~K_ESSENTIAL;
	}
}

static void before(void *fixture)
{
	before_case(fixture);
	memset(&seen, 0, sizeof(seen));
}

/** After a failed case essential threads must be as mortal as others. */
static void after(void *fixture)
{
	for (int i = 0; i < WORKERS; i++) {
		worker_threads[i].base.user_options = 0;
	}
	after_case(fixture);
}

static void expect_fatal(unsigned int reason, k_tid_t thread)
{
	zassert_equal(seen.count, 1, "%d fatal errors", seen.count);
	zassert_equal(seen.reason, reason, "reason %u", seen.reason);
	zassert_equal_ptr(seen.thread, thread, "in another thread");
}

static int oops(void *arg)
{
	mark_arg(arg);
	ztest_set_fault_valid(true);
	k_oops();
	mark('!');
	return 0;
}

static int panic(void *arg)
{
	mark_arg(arg);
	ztest_set_fault_valid(true);
	k_panic();
	mark('!');
	return 0;
}

ZTEST(fatal, test_oops_ends_its_thread_only)
{
	start_worker(0, 5, oops, EVENT('o'));
	start_worker(1, 6, mark_arg, EVENT('b'));
	wait_for_worker(1);
	expect_trace("ob");
	expect_fatal(K_ERR_KERNEL_OOPS, &worker_threads[0]);
	zassert_ok(k_thread_join(&worker_threads[0], K_NO_WAIT), "it lives");
}

ZTEST(fatal, test_panic_ends_its_thread_when_the_handler_returns)
{
	start_worker(0, 5, panic, EVENT('p'));
	wait_for_worker(0);
	expect_trace("p");
	expect_fatal(K_ERR_KERNEL_PANIC, &worker_threads[0]);
}

static int fail_in_the_architectures_way(void *arg)
{
	mark_arg(arg);
	ztest_set_fault_valid(true);
	z_except_reason(K_ERR_ARCH_START + 3);
	mark('!');
	return 0;
}

ZTEST(fatal, test_reason_of_the_architecture_reaches_the_handler)
{
	start_worker(0, 5, fail_in_the_architectures_way, EVENT('x'));
	wait_for_worker(0);
	expect_trace("x");
	expect_fatal(K_ERR_ARCH_START + 3, &worker_threads[0]);
}

static int fail_assertion(void *arg)
{
	mark_arg(arg);
	ztest_set_fault_valid(true);
	__ASSERT(arg == NULL, "this fails on purpose");
	mark('!');
	return 0;
}

ZTEST(fatal, test_failed_assertion_is_a_panic)
{
	start_worker(0, 5, fail_assertion, EVENT('a'));
	wait_for_worker(0);
	expect_trace("a");
	expect_fatal(K_ERR_KERNEL_PANIC, &worker_threads[0]);
}

static int oops_with_locks(void *arg)
{
	k_sched_lock();
	ARG_UNUSED(irq_lock());
	return oops(arg);
}

ZTEST(fatal, test_thread_that_ends_so_leaves_no_lock_behind)
{
	unsigned int key;

	start_worker(0, 5, oops_with_locks, EVENT('o'));
	wait_for_worker(0);
	key = irq_lock();
	zassert_true(arch_irq_unlocked(key), "interrupts are locked");
	irq_unlock(key);
	run_as(5);
	start_worker(1, 4, mark_arg, EVENT('b'));
	mark('t');
	expect_trace("obt");
}

static int join_first(void *arg)
{
	return k_thread_join(&worker_threads[0], K_FOREVER) == 0 ? mark_arg(arg) : -1;
}

ZTEST(fatal, test_joiners_of_a_thread_that_ends_so_are_woken)
{
	start_worker_after(0, 5, oops, EVENT('o'), K_FOREVER);
	run_worker(1, 6, join_first, EVENT('j'));
	k_thread_start(&worker_threads[0]);
	run_others();
	expect_trace("oj");
}

static void isr_oops(const void *arg)
{
	ARG_UNUSED(arg);
	ztest_set_fault_valid(true);
	k_oops();
	mark('i');
}

/** Interrupted by the handler @a arg; goes on if that lets it. */
static int be_interrupted(void *arg)
{
	irq_offload((irq_offload_routine_t)(uintptr_t)arg, EVENT('a'));
	return mark_arg(EVENT('w'));
}

ZTEST(fatal, test_error_in_an_isr_leaves_the_interrupted_thread_alone)
{
	start_worker(0, 5, be_interrupted, isr_oops);
	wait_for_worker(0);
	expect_trace("iw");
	expect_fatal(K_ERR_KERNEL_OOPS, &worker_threads[0]);
	zassert_true(seen.in_isr, "the handler ran elsewhere");
}

/*
 * Essential threads
 */

static k_tid_t start_essential(int index, int (*run)(void *), char event)
{
	k_tid_t thread = start_worker_after(index, 5, run, EVENT(event), K_FOREVER);

	thread->base.user_options |= K_ESSENTIAL;
	k_thread_start(thread);
	return thread;
}

ZTEST(fatal, test_essential_thread_that_returns_is_a_panic)
{
	k_tid_t thread = start_essential(0, mark_arg, 'e');

	seen.drop_essential = true;
	ztest_set_fault_valid(true);
	wait_for_worker(0);
	expect_trace("e");
	expect_fatal(K_ERR_KERNEL_PANIC, thread);
}

static int abort_first(void *arg)
{
	mark_arg(arg);
	ztest_set_fault_valid(true);
	k_thread_abort(&worker_threads[0]);
	mark('!');
	return 0;
}

ZTEST(fatal, test_aborting_an_essential_thread_is_a_panic_of_the_caller)
{
	start_essential(0, mark_arg, 'e');
	k_thread_suspend(&worker_threads[0]);
	start_worker(1, 6, abort_first, EVENT('a'));
	wait_for_worker(1);
	expect_trace("a");
	expect_fatal(K_ERR_KERNEL_PANIC, &worker_threads[1]);
	zassert_equal(k_thread_join(&worker_threads[0], K_NO_WAIT), -EBUSY, "it was ended");
}

static void isr_abort_first(const void *arg)
{
	abort_first((void *)(uintptr_t)arg);
}

ZTEST(fatal, test_isr_can_not_abort_an_essential_thread)
{
	start_essential(0, mark_arg, 'e');
	k_thread_suspend(&worker_threads[0]);
	start_worker(1, 6, be_interrupted, isr_abort_first);
	wait_for_worker(1);
	expect_trace("a!w");
	expect_fatal(K_ERR_KERNEL_PANIC, &worker_threads[1]);
	zassert_equal(k_thread_join(&worker_threads[0], K_NO_WAIT), -EBUSY, "it was ended");
}

ZTEST(fatal, test_aborting_an_essential_thread_that_is_dead_is_no_error)
{
	start_worker(0, 5, mark_arg, EVENT('e'));
	wait_for_worker(0);
	worker_threads[0].base.user_options |= K_ESSENTIAL;
	k_thread_abort(&worker_threads[0]);
	zassert_equal(seen.count, 0, "%d fatal errors", seen.count);
}

ZTEST(fatal, test_option_makes_a_thread_essential)
{
	static struct k_thread thread;
	static K_THREAD_STACK_DEFINE(stack, 2048);

	k_thread_create(&thread, stack, K_THREAD_STACK_SIZEOF(stack), NULL, NULL, NULL, NULL, 5,
			K_ESSENTIAL, K_FOREVER);
	zassert_equal(thread.base.user_options, K_ESSENTIAL, "it is not");
	thread.base.user_options = 0;
	k_thread_abort(&thread);
}

ZTEST_SUITE(fatal, NULL, NULL, before, after, NULL);
