/* SPDX-License-Identifier: MIT */
/*
 * Mailboxes: meeting, swapping, data now or later, named partners, messages without a waiting sender.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/worker.h"

K_MBOX_DEFINE(defined_mbox);

static struct k_mbox mbox;

/** What a worker sends or receives. */
struct side {
	struct k_mbox_msg msg;
	k_timeout_t timeout;
	char *buffer;
};

static struct side sides[WORKERS];
static char buffers[WORKERS][16];

static int send(void *arg)
{
	struct side *side = arg;

	return k_mbox_put(&mbox, &side->msg, side->timeout);
}

static int receive(void *arg)
{
	struct side *side = arg;

	return k_mbox_get(&mbox, &side->msg, side->buffer, side->timeout);
}

/** A sender of @a text. */
static struct side sender_of(char *text)
{
	return (struct side){.timeout = K_FOREVER,
			     .msg = {.size = strlen(text), .info = 100, .tx_data = text}};
}

static void start_sender(int index, int prio, char *text)
{
	sides[index] = sender_of(text);
	run_worker(index, prio, send, &sides[index]);
	zassert_equal(worker_result(index), INT32_MIN, "waits");
}

/** Have worker @a index receive up to @a size bytes from @a source. */
static void start_receiver(int index, int prio, size_t size, k_tid_t source)
{
	sides[index] =
		(struct side){.timeout = K_FOREVER,
			      .buffer = buffers[index],
			      .msg = {.size = size, .info = 200, .rx_source_thread = source}};
	run_worker(index, prio, receive, &sides[index]);
	zassert_equal(worker_result(index), INT32_MIN, "waits");
}

static struct k_mbox_msg wanted(size_t size)
{
	return (struct k_mbox_msg){.size = size, .info = 300};
}

static struct k_mbox_msg offered(char *text)
{
	return (struct k_mbox_msg){.size = strlen(text), .info = 400, .tx_data = text};
}

/** Receive at once, and expect @a text. */
static void expect_text(const char *text)
{
	char bytes[16] = "";
	struct k_mbox_msg msg = wanted(sizeof(bytes));

	zassert_ok(k_mbox_get(&mbox, &msg, bytes, K_NO_WAIT));
	zassert_str_equal(bytes, text);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	k_mbox_init(&mbox);
	memset(buffers, 0, sizeof(buffers));
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(mbox, test_defined_mailbox_needs_no_init)
{
	char bytes[8] = "";
	struct k_mbox_msg sent = offered("early");
	struct k_mbox_msg msg = wanted(sizeof(bytes));

	zassert_equal(k_mbox_get(&defined_mbox, &msg, bytes, K_NO_WAIT), -ENOMSG);
	k_mbox_async_put(&defined_mbox, &sent, NULL);
	zassert_ok(k_mbox_get(&defined_mbox, &msg, bytes, K_NO_WAIT));
	zassert_str_equal(bytes, "early");
}

ZTEST(mbox, test_receiver_comes_second)
{
	char bytes[16] = "";
	struct k_mbox_msg msg = wanted(sizeof(bytes));

	start_sender(0, 3, "hello");
	zassert_ok(k_mbox_get(&mbox, &msg, bytes, K_FOREVER));
	zassert_str_equal(bytes, "hello");
	zassert_equal(msg.size, 5);
	zassert_equal(msg.info, 100);
	zassert_equal_ptr(msg.rx_source_thread, &worker_threads[0]);
	run_others();
	zassert_ok(worker_result(0));
	zassert_equal(sides[0].msg.size, 5);
	zassert_equal(sides[0].msg.info, 300, "swapped");
	zassert_equal_ptr(sides[0].msg.tx_target_thread, k_current_get());
}

ZTEST(mbox, test_sender_comes_second)
{
	struct k_mbox_msg msg = offered("hello");

	start_receiver(0, 3, 16, K_ANY);
	zassert_ok(k_mbox_put(&mbox, &msg, K_NO_WAIT), "a receiver waits");
	zassert_equal(msg.size, 5);
	zassert_equal(msg.info, 200);
	zassert_equal_ptr(msg.tx_target_thread, &worker_threads[0]);
	run_others();
	zassert_ok(worker_result(0));
	zassert_str_equal(buffers[0], "hello");
	zassert_equal(sides[0].msg.size, 5);
	zassert_equal(sides[0].msg.info, 400);
	zassert_equal_ptr(sides[0].msg.rx_source_thread, k_current_get());
}

ZTEST(mbox, test_smaller_size_counts_for_both)
{
	char bytes[16] = "";
	struct k_mbox_msg msg = wanted(3);

	start_sender(0, 3, "hello");
	zassert_ok(k_mbox_get(&mbox, &msg, bytes, K_NO_WAIT));
	zassert_str_equal(bytes, "hel");
	zassert_equal(msg.size, 3);
	run_others();
	zassert_equal(sides[0].msg.size, 3);
}

ZTEST(mbox, test_message_without_data)
{
	struct k_mbox_msg msg = wanted(16);

	start_sender(0, 3, "");
	zassert_ok(k_mbox_get(&mbox, &msg, NULL, K_NO_WAIT));
	zassert_equal(msg.size, 0);
	zassert_equal(msg.info, 100);
	run_others();
	zassert_ok(worker_result(0), "there is nothing to wait for");
}

ZTEST(mbox, test_put_without_wait_needs_a_waiting_receiver)
{
	struct k_mbox_msg msg = offered("hello");

	zassert_equal(k_mbox_put(&mbox, &msg, K_NO_WAIT), -ENOMSG);
}

ZTEST(mbox, test_get_without_wait_needs_a_waiting_sender)
{
	struct k_mbox_msg msg = wanted(16);

	zassert_equal(k_mbox_get(&mbox, &msg, NULL, K_NO_WAIT), -ENOMSG);
}

ZTEST(mbox, test_put_and_get_time_out)
{
	int64_t start = start_of_tick();
	struct k_mbox_msg msg = offered("hello");

	zassert_equal(k_mbox_put(&mbox, &msg, K_TICKS(10)), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 11, "10 whole ticks after the current one");
	msg = wanted(16);
	zassert_equal(k_mbox_get(&mbox, &msg, NULL, K_TICKS(10)), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 22);
	k_mbox_data_get(&msg, NULL);
}

ZTEST(mbox, test_best_sender_is_received_first)
{
	start_sender(0, 5, "a");
	start_sender(1, 3, "b");
	start_sender(2, 3, "c");
	expect_text("b");
	expect_text("c");
	expect_text("a");
}

ZTEST(mbox, test_best_receiver_is_served_first)
{
	struct k_mbox_msg msg;

	start_receiver(0, 5, 16, K_ANY);
	start_receiver(1, 3, 16, K_ANY);
	msg = offered("first");
	zassert_ok(k_mbox_put(&mbox, &msg, K_FOREVER));
	msg = offered("second");
	zassert_ok(k_mbox_put(&mbox, &msg, K_FOREVER));
	zassert_str_equal(buffers[1], "first");
	zassert_str_equal(buffers[0], "second");
}

/*
 * Named partners
 */

ZTEST(mbox, test_receiver_takes_only_from_the_sender_it_names)
{
	char bytes[16] = "";
	struct k_mbox_msg msg = wanted(16);

	start_sender(0, 3, "other");
	msg.rx_source_thread = &worker_threads[1];
	zassert_equal(k_mbox_get(&mbox, &msg, bytes, K_NO_WAIT), -ENOMSG);
	start_sender(1, 5, "named");
	zassert_ok(k_mbox_get(&mbox, &msg, bytes, K_NO_WAIT));
	zassert_str_equal(bytes, "named");
}

ZTEST(mbox, test_sender_passes_over_receivers_that_name_another)
{
	struct k_mbox_msg msg = offered("hello");

	start_receiver(0, 3, 16, &worker_threads[5]);
	zassert_equal(k_mbox_put(&mbox, &msg, K_NO_WAIT), -ENOMSG);
	start_receiver(1, 5, 16, k_current_get());
	zassert_ok(k_mbox_put(&mbox, &msg, K_NO_WAIT));
	zassert_str_equal(buffers[1], "hello");
	zassert_equal(worker_result(0), INT32_MIN);
}

ZTEST(mbox, test_sender_reaches_only_the_receiver_it_names)
{
	struct k_mbox_msg msg = offered("hello");

	start_receiver(0, 3, 16, K_ANY);
	start_receiver(1, 5, 16, K_ANY);
	msg.tx_target_thread = &worker_threads[1];
	zassert_ok(k_mbox_put(&mbox, &msg, K_NO_WAIT));
	zassert_str_equal(buffers[1], "hello");
	zassert_equal(worker_result(0), INT32_MIN);
}

ZTEST(mbox, test_message_for_another_is_not_received)
{
	struct k_mbox_msg msg = wanted(16);

	sides[0] = sender_of("hello");
	sides[0].msg.tx_target_thread = &worker_threads[5];
	run_worker(0, 3, send, &sides[0]);
	zassert_equal(k_mbox_get(&mbox, &msg, NULL, K_NO_WAIT), -ENOMSG);
}

/*
 * Data later
 */

ZTEST(mbox, test_sender_waits_until_its_data_is_got)
{
	char bytes[16] = "";
	struct k_mbox_msg msg = wanted(16);

	sides[0] = sender_of("hello");
	sides[0].timeout = K_TICKS(10);
	run_worker(0, 3, send, &sides[0]);
	zassert_ok(k_mbox_get(&mbox, &msg, NULL, K_NO_WAIT));
	zassert_equal(msg.size, 5);
	k_sleep(K_TICKS(20));
	zassert_equal(worker_result(0), INT32_MIN, "received, so its timeout is over");
	zassert_equal(k_mbox_get(&mbox, &(struct k_mbox_msg){.size = 16}, NULL, K_NO_WAIT), -ENOMSG,
		      "nobody else receives it");
	k_mbox_data_get(&msg, bytes);
	zassert_str_equal(bytes, "hello");
	run_others();
	zassert_ok(worker_result(0));
}

static int receive_then_get_data(void *arg)
{
	struct side *side = arg;
	int result = k_mbox_get(&mbox, &side->msg, NULL, K_FOREVER);

	k_sleep(K_TICKS(10));
	k_mbox_data_get(&side->msg, side->buffer);
	return result;
}

ZTEST(mbox, test_sender_that_comes_second_waits_for_its_data_too)
{
	struct k_mbox_msg msg = offered("hello");

	sides[0] = (struct side){.msg = wanted(16), .buffer = buffers[0]};
	run_worker(0, 3, receive_then_get_data, &sides[0]);

	int64_t start = start_of_tick();

	zassert_ok(k_mbox_put(&mbox, &msg, K_TICKS(2)));
	zassert_equal(k_uptime_ticks(), start + 11);
	zassert_str_equal(buffers[0], "hello");
}

ZTEST(mbox, test_data_can_be_refused)
{
	struct k_mbox_msg msg = wanted(16);

	start_sender(0, 3, "hello");
	zassert_ok(k_mbox_get(&mbox, &msg, NULL, K_NO_WAIT));
	k_mbox_data_get(&msg, NULL);
	zassert_equal(msg.size, 0);
	run_others();
	zassert_ok(worker_result(0));
	zassert_equal(sides[0].msg.size, 0);
}

ZTEST(mbox, test_data_is_got_once)
{
	char bytes[16] = "";
	struct k_mbox_msg msg = wanted(16);

	start_sender(0, 3, "hello");
	zassert_ok(k_mbox_get(&mbox, &msg, NULL, K_NO_WAIT));
	k_mbox_data_get(&msg, bytes);
	memset(bytes, 0, sizeof(bytes));
	k_mbox_data_get(&msg, bytes);
	zassert_str_equal(bytes, "");
}

ZTEST(mbox, test_several_messages_can_be_held)
{
	struct k_mbox_msg first = wanted(16);
	struct k_mbox_msg second = wanted(16);

	start_sender(0, 3, "a");
	start_sender(1, 3, "b");
	zassert_ok(k_mbox_get(&mbox, &first, NULL, K_NO_WAIT));
	zassert_ok(k_mbox_get(&mbox, &second, NULL, K_NO_WAIT));
	k_mbox_data_get(&second, buffers[0]);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	zassert_ok(worker_result(1));
	k_mbox_data_get(&first, buffers[1]);
	run_others();
	zassert_ok(worker_result(0));
	zassert_equal(buffers[0][0], 'b');
	zassert_equal(buffers[1][0], 'a');
}

ZTEST(mbox, test_disposing_survives_an_aborted_sender)
{
	struct k_mbox_msg msg = wanted(16);

	start_sender(0, 3, "hello");
	start_sender(1, 3, "b");
	zassert_ok(k_mbox_get(&mbox, &msg, NULL, K_NO_WAIT));
	k_thread_abort(&worker_threads[0]);
	k_mbox_data_get(&msg, NULL);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	expect_text("b");
}

/*
 * Messages without a waiting sender
 */

ZTEST(mbox, test_async_message_is_received_and_its_semaphore_given)
{
	struct k_sem sem;
	char bytes[16] = "";
	struct k_mbox_msg sent = offered("later");
	struct k_mbox_msg msg = wanted(16);

	k_sem_init(&sem, 0, 1);
	k_mbox_async_put(&mbox, &sent, &sem);
	zassert_ok(k_mbox_get(&mbox, &msg, NULL, K_NO_WAIT));
	zassert_equal(msg.info, 400);
	zassert_equal_ptr(msg.rx_source_thread, k_current_get());
	zassert_equal(k_sem_count_get(&sem), 0, "data still needed");
	k_mbox_data_get(&msg, bytes);
	zassert_str_equal(bytes, "later");
	zassert_equal(k_sem_count_get(&sem), 1);
}

ZTEST(mbox, test_async_message_goes_to_a_waiting_receiver)
{
	struct k_mbox_msg sent = offered("later");

	start_receiver(0, 3, 16, K_ANY);
	k_mbox_async_put(&mbox, &sent, NULL);
	run_others();
	zassert_ok(worker_result(0));
	zassert_str_equal(buffers[0], "later");
}

static int send_async(void *arg)
{
	struct side *side = arg;

	k_mbox_async_put(&mbox, &side->msg, NULL);
	return 0;
}

/** Have worker @a index send @a text without waiting. */
static void send_async_as(int index, int prio, char *text)
{
	sides[index] = sender_of(text);
	run_worker(index, prio, send_async, &sides[index]);
}

ZTEST(mbox, test_async_messages_and_waiting_senders_share_one_order)
{
	send_async_as(0, 5, "a");
	start_sender(1, 5, "b");
	send_async_as(2, 5, "c");
	start_sender(3, 3, "d");
	send_async_as(4, 3, "e");
	send_async_as(5, 6, "x");
	run_others();
	zassert_equal(worker_result(5), INT32_MIN, "three are in flight");
	expect_text("d");
	expect_text("e");
	expect_text("a");
	expect_text("b");
	expect_text("c");
	run_others();
	zassert_ok(worker_result(5));
	expect_text("x");
}

ZTEST(mbox, test_async_message_of_another_sender_is_passed_over)
{
	struct k_mbox_msg msg = wanted(16);

	send_async_as(0, 5, "a");
	msg.rx_source_thread = &worker_threads[1];
	zassert_equal(k_mbox_get(&mbox, &msg, NULL, K_NO_WAIT), -ENOMSG);
	expect_text("a");
}

/*
 * Context
 */

static struct k_mbox_msg any_msg;

MISUSE_IN_ISR(put_in_isr, (void)k_mbox_put(&mbox, &any_msg, K_NO_WAIT))
MISUSE_IN_ISR(async_put_in_isr, k_mbox_async_put(&mbox, &any_msg, NULL))
MISUSE_IN_ISR(get_in_isr, (void)k_mbox_get(&mbox, &any_msg, NULL, K_NO_WAIT))
MISUSE_IN_ISR(data_get_in_isr, k_mbox_data_get(&any_msg, NULL))

ZTEST(mbox, test_mailboxes_are_for_threads)
{
	expect_misuse_in_isr(put_in_isr);
	expect_misuse_in_isr(async_put_in_isr);
	expect_misuse_in_isr(get_in_isr);
	expect_misuse_in_isr(data_get_in_isr);
}

ZTEST_SUITE(mbox, NULL, NULL, before, after, NULL);
