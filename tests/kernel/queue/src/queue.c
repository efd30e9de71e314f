/* SPDX-License-Identifier: MIT */
/*
 * Queues, FIFOs and LIFOs: adding, taking, waiting, handing over, cancelling.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/init.h>
#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/worker.h"

struct item {
	void *reserved;
	char name;
};

K_QUEUE_DEFINE(defined_queue);
K_FIFO_DEFINE(defined_fifo);
K_LIFO_DEFINE(defined_lifo);

static struct item early_items[3] = {{.name = 'q'}, {.name = 'f'}, {.name = 'l'}};

static int put_early(void)
{
	k_queue_append(&defined_queue, &early_items[0]);
	k_fifo_put(&defined_fifo, &early_items[1]);
	k_lifo_put(&defined_lifo, &early_items[2]);
	return 0;
}

SYS_INIT(put_early, PRE_KERNEL_1, 0);

static struct k_queue queue;
/** Their names are a, b, c, ... */
static struct item items[8];
static struct item *taken[WORKERS];

static int get_forever(void *arg)
{
	taken[(intptr_t)arg] = k_queue_get(&queue, K_FOREVER);
	return 0;
}

static int get_for_10_ticks(void *arg)
{
	taken[(intptr_t)arg] = k_queue_get(&queue, K_TICKS(10));
	return 0;
}

static void wait_for_item(int index, int prio)
{
	taken[index] = NULL;
	run_worker(index, prio, get_forever, (void *)(intptr_t)index);
	zassert_equal(worker_result(index), INT32_MIN, "waits");
}

/** Expect that @a names are in the queue, in this order, and empty it. */
static void expect_items(const char *names)
{
	char found[ARRAY_SIZE(items) + 1] = "";

	for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
		struct item *item = k_queue_get(&queue, K_NO_WAIT);

		if (item == NULL) {
			break;
		}
		found[i] = item->name;
	}
	zassert_str_equal(found, names);
	zassert_true(k_queue_is_empty(&queue));
}

/** Link items @a first to @a last through their first words. */
static void link_items(int first, int last)
{
	for (int i = first; i < last; i++) {
		items[i].reserved = &items[i + 1];
	}
	/* Garbage: the last item's link says nothing. */
	items[last].reserved = &items[first];
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	k_queue_init(&queue);
	for (size_t i = 0; i < ARRAY_SIZE(items); i++) {
		/* Not 0, and odd: what is in the first word before does not matter. */
		items[i] = (struct item){.reserved = (void *)UINTPTR_MAX, .name = (char)('a' + i)};
	}
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(queue, test_defined_objects_need_no_init)
{
	zassert_equal_ptr(k_queue_get(&defined_queue, K_NO_WAIT), &early_items[0]);
	zassert_equal_ptr(k_fifo_get(&defined_fifo, K_NO_WAIT), &early_items[1]);
	zassert_equal_ptr(k_lifo_get(&defined_lifo, K_NO_WAIT), &early_items[2]);
}

ZTEST(queue, test_appended_items_come_in_order)
{
	for (int i = 0; i < 4; i++) {
		k_queue_append(&queue, &items[i]);
	}
	zassert_false(k_queue_is_empty(&queue));
	expect_items("abcd");
}

ZTEST(queue, test_prepended_item_comes_first)
{
	k_queue_append(&queue, &items[0]);
	k_queue_prepend(&queue, &items[1]);
	k_queue_append(&queue, &items[2]);
	expect_items("bac");
}

ZTEST(queue, test_item_is_inserted_after_another)
{
	k_queue_append(&queue, &items[0]);
	k_queue_append(&queue, &items[1]);
	k_queue_insert(&queue, &items[0], &items[2]);
	k_queue_insert(&queue, &items[1], &items[3]);
	k_queue_insert(&queue, NULL, &items[4]);
	k_queue_append(&queue, &items[5]);
	expect_items("eacbdf");
}

ZTEST(queue, test_list_is_appended_in_order)
{
	k_queue_append(&queue, &items[0]);
	link_items(1, 3);
	zassert_ok(k_queue_append_list(&queue, &items[1], &items[3]));
	k_queue_append(&queue, &items[4]);
	expect_items("abcde");
}

ZTEST(queue, test_list_without_head_or_tail_is_refused)
{
	zassert_equal(k_queue_append_list(&queue, NULL, &items[0]), -EINVAL);
	zassert_equal(k_queue_append_list(&queue, &items[0], NULL), -EINVAL);
	zassert_true(k_queue_is_empty(&queue));
}

ZTEST(queue, test_list_serves_waiters_then_is_appended)
{
	wait_for_item(0, 4);
	wait_for_item(1, 3);
	link_items(0, 3);
	zassert_ok(k_queue_append_list(&queue, &items[0], &items[3]));
	run_others();
	zassert_equal_ptr(taken[1], &items[0]);
	zassert_equal_ptr(taken[0], &items[1]);
	expect_items("cd");
}

ZTEST(queue, test_list_can_be_shorter_than_the_line_of_waiters)
{
	wait_for_item(0, 3);
	wait_for_item(1, 3);
	link_items(0, 0);
	zassert_ok(k_queue_append_list(&queue, &items[0], &items[0]));
	run_others();
	zassert_equal_ptr(taken[0], &items[0]);
	zassert_is_null(taken[1]);
	zassert_true(k_queue_is_empty(&queue));
}

ZTEST(queue, test_slist_is_merged_and_emptied)
{
	sys_slist_t list;

	sys_slist_init(&list);
	for (int i = 1; i < 4; i++) {
		sys_slist_append(&list, (sys_snode_t *)&items[i]);
	}
	k_queue_append(&queue, &items[0]);
	zassert_ok(k_queue_merge_slist(&queue, &list));
	zassert_true(sys_slist_is_empty(&list));
	expect_items("abcd");
}

ZTEST(queue, test_slist_that_is_null_or_empty_is_refused)
{
	sys_slist_t list;

	sys_slist_init(&list);
	zassert_equal(k_queue_merge_slist(&queue, NULL), -EINVAL);
	zassert_equal(k_queue_merge_slist(&queue, &list), -EINVAL);
}

ZTEST(queue, test_unique_append_adds_once)
{
	zassert_true(k_queue_unique_append(&queue, &items[0]));
	zassert_true(k_queue_unique_append(&queue, &items[1]));
	zassert_false(k_queue_unique_append(&queue, &items[0]));
	zassert_false(k_queue_unique_append(&queue, &items[1]));
	expect_items("ab");
}

ZTEST(queue, test_removed_item_is_gone)
{
	for (int i = 0; i < 3; i++) {
		k_queue_append(&queue, &items[i]);
	}
	zassert_true(k_queue_remove(&queue, &items[1]));
	zassert_false(k_queue_remove(&queue, &items[1]));
	zassert_true(k_queue_remove(&queue, &items[2]));
	k_queue_append(&queue, &items[3]);
	expect_items("ad");
}

ZTEST(queue, test_peek_leaves_items)
{
	zassert_is_null(k_queue_peek_head(&queue));
	zassert_is_null(k_queue_peek_tail(&queue));
	k_queue_append(&queue, &items[0]);
	k_queue_append(&queue, &items[1]);
	zassert_equal_ptr(k_queue_peek_head(&queue), &items[0]);
	zassert_equal_ptr(k_queue_peek_tail(&queue), &items[1]);
	expect_items("ab");
}

ZTEST(queue, test_get_without_wait_is_null_at_once)
{
	int64_t start = start_of_tick();

	zassert_is_null(k_queue_get(&queue, K_NO_WAIT));
	zassert_equal(k_uptime_ticks(), start);
}

ZTEST(queue, test_get_times_out_after_its_time)
{
	int64_t start = start_of_tick();

	zassert_is_null(k_queue_get(&queue, K_TICKS(10)));
	zassert_equal(k_uptime_ticks(), start + 11, "10 whole ticks after the current one");
}

ZTEST(queue, test_item_goes_to_the_waiter_and_is_not_stored)
{
	wait_for_item(0, 1);
	k_queue_append(&queue, &items[0]);
	zassert_true(k_queue_is_empty(&queue));
	zassert_is_null(k_queue_get(&queue, K_NO_WAIT), "nobody slips in between");
	run_others();
	zassert_equal_ptr(taken[0], &items[0]);
}

ZTEST(queue, test_every_way_of_adding_serves_a_waiter)
{
	for (int i = 0; i < 4; i++) {
		wait_for_item(i, 1);
	}
	k_queue_prepend(&queue, &items[0]);
	k_queue_insert(&queue, NULL, &items[1]);
	zassert_true(k_queue_unique_append(&queue, &items[2]));
	k_queue_append(&queue, &items[3]);
	run_others();
	for (int i = 0; i < 4; i++) {
		zassert_equal_ptr(taken[i], &items[i]);
	}
}

ZTEST(queue, test_best_waiter_is_served_first)
{
	wait_for_item(0, 5);
	wait_for_item(1, 3);
	wait_for_item(2, 3);
	for (int i = 0; i < 3; i++) {
		k_queue_append(&queue, &items[i]);
	}
	run_others();
	zassert_equal_ptr(taken[1], &items[0]);
	zassert_equal_ptr(taken[2], &items[1]);
	zassert_equal_ptr(taken[0], &items[2]);
}

ZTEST(queue, test_waiter_that_timed_out_gets_nothing_later)
{
	run_worker(0, 1, get_for_10_ticks, NULL);
	k_sleep(K_TICKS(12));
	zassert_ok(worker_result(0));
	k_queue_append(&queue, &items[0]);
	zassert_is_null(taken[0]);
	expect_items("a");
}

ZTEST(queue, test_cancel_ends_the_wait_of_the_best_waiter)
{
	wait_for_item(0, 4);
	wait_for_item(1, 3);
	k_queue_cancel_wait(&queue);
	run_others();
	zassert_ok(worker_result(1));
	zassert_is_null(taken[1]);
	zassert_equal(worker_result(0), INT32_MIN, "only one");
}

ZTEST(queue, test_cancel_without_waiter_changes_nothing)
{
	k_queue_append(&queue, &items[0]);
	k_queue_cancel_wait(&queue);
	expect_items("a");
}

static void append_in_isr(const void *arg)
{
	k_queue_append(&queue, (void *)arg);
}

static void cancel_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	k_queue_cancel_wait(&queue);
}

static void *isr_item;

static void get_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	isr_item = k_queue_get(&queue, K_NO_WAIT);
}

ZTEST(queue, test_append_in_isr_serves_a_waiter)
{
	wait_for_item(0, 1);
	irq_offload(append_in_isr, &items[0]);
	run_others();
	zassert_equal_ptr(taken[0], &items[0]);
}

ZTEST(queue, test_cancel_in_isr)
{
	wait_for_item(0, 1);
	irq_offload(cancel_in_isr, NULL);
	run_others();
	zassert_ok(worker_result(0));
}

ZTEST(queue, test_append_preempts_a_preemptible_caller)
{
	wait_for_item(0, 1);
	k_thread_priority_set(k_current_get(), 4);
	k_queue_append(&queue, &items[0]);
	zassert_equal_ptr(taken[0], &items[0]);
}

ZTEST(queue, test_get_without_wait_in_isr)
{
	irq_offload(get_in_isr, NULL);
	zassert_is_null(isr_item);
	k_queue_append(&queue, &items[0]);
	irq_offload(get_in_isr, NULL);
	zassert_equal_ptr(isr_item, &items[0]);
}

MISUSE_IN_ISR(wait_in_isr, k_queue_get(&queue, K_TICKS(1)))

ZTEST(queue, test_waiting_in_isr_is_misuse)
{
	expect_misuse_in_isr(wait_in_isr);
}

ZTEST(queue, test_fifo_is_first_in_first_out)
{
	struct k_fifo fifo;
	sys_slist_t list = SYS_SLIST_STATIC_INIT(&list);

	k_fifo_init(&fifo);
	zassert_true(k_fifo_is_empty(&fifo));
	k_fifo_put(&fifo, &items[0]);
	link_items(1, 2);
	zassert_ok(k_fifo_put_list(&fifo, &items[1], &items[2]));
	sys_slist_append(&list, (sys_snode_t *)&items[3]);
	zassert_ok(k_fifo_put_slist(&fifo, &list));
	zassert_equal_ptr(k_fifo_peek_head(&fifo), &items[0]);
	zassert_equal_ptr(k_fifo_peek_tail(&fifo), &items[3]);
	k_fifo_cancel_wait(&fifo);
	for (int i = 0; i < 4; i++) {
		zassert_equal_ptr(k_fifo_get(&fifo, K_FOREVER), &items[i]);
	}
}

ZTEST(queue, test_lifo_is_last_in_first_out)
{
	struct k_lifo lifo;

	k_lifo_init(&lifo);
	k_lifo_put(&lifo, &items[0]);
	k_lifo_put(&lifo, &items[1]);
	zassert_equal_ptr(k_lifo_get(&lifo, K_FOREVER), &items[1]);
	zassert_equal_ptr(k_lifo_get(&lifo, K_NO_WAIT), &items[0]);
	zassert_is_null(k_lifo_get(&lifo, K_NO_WAIT));
}

ZTEST_SUITE(queue, NULL, NULL, before, after, NULL);
