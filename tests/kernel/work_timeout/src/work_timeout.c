/* SPDX-License-Identifier: MIT */
/*
 * Items of work that run longer than their queue allows.
 */
#include <errno.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/printk-hooks.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/trace.h"

#define LIMIT_MS 100

static K_THREAD_STACK_DEFINE(queue_stack, WORKER_STACK);
static struct k_work_q queue;
static struct k_work_sync syncs[WORKERS];

static void sleep_for_too_long(struct k_work *work)
{
	ARG_UNUSED(work);
	mark('s');
	k_msleep(3 * LIMIT_MS);
	mark('-');
}

static void compute_for_too_long(struct k_work *work)
{
	ARG_UNUSED(work);
	mark('c');
	k_busy_wait(3 * LIMIT_MS * 1000);
	mark('-');
}

static void be_in_time(struct k_work *work)
{
	ARG_UNUSED(work);
	k_msleep(LIMIT_MS / 2);
	mark('t');
}

static K_WORK_DEFINE(sleeping, sleep_for_too_long);
static K_WORK_DEFINE(computing, compute_for_too_long);
static K_WORK_DEFINE(quick, be_in_time);
static K_WORK_DEFINE(quick_too, be_in_time);

static int flush(void *arg)
{
	return k_work_flush(arg, &syncs[0]);
}

static int drain(void *arg)
{
	ARG_UNUSED(arg);
	return k_work_queue_drain(&queue, false);
}

static void start_queue(uint32_t limit_ms)
{
	const struct k_work_queue_config cfg = {.name = "limited", .work_timeout_ms = limit_ms};

	k_work_queue_start(&queue, queue_stack, K_THREAD_STACK_SIZEOF(queue_stack), 5, &cfg);
}

static void before(void *fixture)
{
	before_case(fixture);
	k_work_queue_init(&queue);
	start_queue(LIMIT_MS);
}

static void after(void *fixture)
{
	after_case(fixture);
	k_thread_abort(&queue.thread);
	k_work_init(&sleeping, sleep_for_too_long);
}

static void submit(struct k_work *work)
{
	zassert_equal(k_work_submit_to_queue(&queue, work), 1);
}

ZTEST(work_timeout, test_items_in_time_run)
{
	submit(&quick);
	submit(&quick_too);
	k_msleep(3 * LIMIT_MS);
	expect_trace("tt");
}

ZTEST(work_timeout, test_waiting_item_ends_the_queue)
{
	submit(&sleeping);
	submit(&quick);
	k_msleep(5 * LIMIT_MS);
	expect_trace("s");
	zassert_ok(k_thread_join(&queue.thread, K_NO_WAIT));
	zassert_equal(k_work_busy_get(&sleeping), 0);
	zassert_equal(k_work_busy_get(&quick), 0, "it was cancelled");
	zassert_equal(k_work_submit_to_queue(&queue, &quick), -ENODEV);
}

ZTEST(work_timeout, test_computing_item_ends_the_queue)
{
	submit(&computing);
	k_msleep(5 * LIMIT_MS);
	expect_trace("c");
	zassert_ok(k_thread_join(&queue.thread, K_NO_WAIT));
	zassert_equal(k_work_busy_get(&computing), 0);
}

ZTEST(work_timeout, test_who_waits_for_the_items_goes_on)
{
	submit(&sleeping);
	run_others();
	submit(&quick);
	run_worker(0, 4, flush, &sleeping);
	run_worker(1, 4, flush, &quick);
	run_worker(2, 4, drain, NULL);
	k_msleep(5 * LIMIT_MS);
	for (int i = 0; i < 3; i++) {
		zassert_equal(worker_result(i), 1, "worker %d is stuck", i);
	}
}

ZTEST(work_timeout, test_queue_can_be_started_again)
{
	submit(&sleeping);
	k_msleep(2 * LIMIT_MS);
	start_queue(0);
	submit(&sleeping);
	k_msleep(5 * LIMIT_MS);
	expect_trace("ss-");
}

static char printed[512];
static size_t printed_len;

static int capture(int c)
{
	if (printed_len + 1 < sizeof(printed)) {
		printed[printed_len++] = (char)c;
	}
	return c;
}

/** What is said when an item of the queue runs too long; the queue is started without a name. */
static const char *report_of_nameless_queue(void)
{
	printk_hook_fn_t console = __printk_get_hook();
	const struct k_work_queue_config cfg = {.work_timeout_ms = LIMIT_MS};

	k_thread_abort(&queue.thread);
	k_work_queue_init(&queue);
	k_work_queue_start(&queue, queue_stack, K_THREAD_STACK_SIZEOF(queue_stack), 5, &cfg);
	printed_len = 0;
	memset(printed, 0, sizeof(printed));
	submit(&sleeping);
	__printk_hook_install(capture);
	k_msleep(2 * LIMIT_MS);
	__printk_hook_install(console);
	return printed;
}

ZTEST(work_timeout, test_report_of_a_queue_without_a_name_says_which_item_it_was)
{
	char work[32];
	const char *report = report_of_nameless_queue();

	snprintk(work, sizeof(work), "%p", (void *)&sleeping);
	zassert_not_null(strstr(report, work), "said: %s", report);
	zassert_not_null(strstr(report, "()"), "said: %s", report);
	expect_trace("s");
}

ZTEST_SUITE(work_timeout, NULL, NULL, before, after, NULL);
