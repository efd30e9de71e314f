/* SPDX-License-Identifier: MIT */
/*
 * Message queues: putting, getting, peeking, waiting on both sides, purging.
 */
#include <errno.h>

#include <zephyr/init.h>
#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/worker.h"

#define ROOM 3

/** A size that is no power of 2. */
struct message {
	char text[7];
};

K_MSGQ_DEFINE(defined_msgq, sizeof(uint32_t), 2, 4);

static int put_early(void)
{
	return k_msgq_put(&defined_msgq, &(uint32_t){77}, K_NO_WAIT);
}

SYS_INIT(put_early, PRE_KERNEL_1, 0);

static struct k_msgq msgq;
/** A byte more, which nobody may touch. */
static char memory[ROOM * sizeof(struct message) + 1];
static struct message messages[WORKERS];

static int put_forever(void *arg)
{
	return k_msgq_put(&msgq, arg, K_FOREVER);
}

static int put_for_10_ticks(void *arg)
{
	return k_msgq_put(&msgq, arg, K_TICKS(10));
}

static int get_forever(void *arg)
{
	return k_msgq_get(&msgq, arg, K_FOREVER);
}

static int get_for_10_ticks(void *arg)
{
	return k_msgq_get(&msgq, arg, K_TICKS(10));
}

static struct message message(char letter)
{
	struct message made;

	memset(&made, letter, sizeof(made));
	return made;
}

static int put(char letter)
{
	struct message sent = message(letter);

	return k_msgq_put(&msgq, &sent, K_NO_WAIT);
}

static void put_all(const char *letters)
{
	for (; *letters != '\0'; letters++) {
		zassert_ok(put(*letters));
	}
}

#define expect_message(received, letter)                                                           \
	zassert_mem_equal(&(received), &(struct message[]){message(letter)}[0],                    \
			  sizeof(struct message))

/** Get messages until there are none, and expect that they are @a letters. */
static void expect_messages(const char *letters)
{
	struct message received;

	for (; *letters != '\0'; letters++) {
		zassert_ok(k_msgq_get(&msgq, &received, K_NO_WAIT));
		expect_message(received, *letters);
	}
	zassert_equal(k_msgq_get(&msgq, &received, K_NO_WAIT), -ENOMSG);
	zassert_equal(memory[sizeof(memory) - 1], 0x55, "wrote behind the buffer");
}

static void wait_to_put(int index, int prio, char letter)
{
	messages[index] = message(letter);
	run_worker(index, prio, put_forever, &messages[index]);
	zassert_equal(worker_result(index), INT32_MIN, "waits");
}

static void wait_to_get(int index, int prio)
{
	messages[index] = message(0);
	run_worker(index, prio, get_forever, &messages[index]);
	zassert_equal(worker_result(index), INT32_MIN, "waits");
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	memory[sizeof(memory) - 1] = 0x55;
	k_msgq_init(&msgq, memory, sizeof(struct message), ROOM);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(msgq, test_defined_msgq_needs_no_init)
{
	uint32_t word = 0;

	zassert_ok(k_msgq_get(&defined_msgq, &word, K_NO_WAIT));
	zassert_equal(word, 77, "put at start-up");
	zassert_equal(k_msgq_num_free_get(&defined_msgq), 2);
}

ZTEST(msgq, test_messages_come_in_order_also_around_the_end)
{
	struct message received;

	put_all("ab");
	zassert_ok(k_msgq_get(&msgq, &received, K_NO_WAIT));
	expect_message(received, 'a');
	put_all("cd");
	expect_messages("bcd");
	put_all("efg");
	expect_messages("efg");
}

ZTEST(msgq, test_counts_and_attributes)
{
	struct k_msgq_attrs attrs;

	put_all("ab");
	zassert_equal(k_msgq_num_used_get(&msgq), 2);
	zassert_equal(k_msgq_num_free_get(&msgq), 1);
	k_msgq_get_attrs(&msgq, &attrs);
	zassert_equal(attrs.msg_size, sizeof(struct message));
	zassert_equal(attrs.max_msgs, ROOM);
	zassert_equal(attrs.used_msgs, 2);
}

ZTEST(msgq, test_put_without_wait_into_a_full_queue_fails_at_once)
{
	int64_t start = start_of_tick();

	put_all("abc");
	zassert_equal(put('d'), -ENOMSG);
	zassert_equal(k_uptime_ticks(), start);
	expect_messages("abc");
}

ZTEST(msgq, test_get_without_wait_from_an_empty_queue_fails_at_once)
{
	int64_t start = start_of_tick();

	expect_messages("");
	zassert_equal(k_uptime_ticks(), start);
}

ZTEST(msgq, test_put_times_out_after_its_time)
{
	put_all("abc");

	int64_t start = start_of_tick();

	zassert_equal(k_msgq_put(&msgq, &messages[0], K_TICKS(10)), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 11, "10 whole ticks after the current one");
	expect_messages("abc");
}

ZTEST(msgq, test_get_times_out_after_its_time)
{
	int64_t start = start_of_tick();

	zassert_equal(k_msgq_get(&msgq, &messages[0], K_TICKS(10)), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 11, "10 whole ticks after the current one");
}

ZTEST(msgq, test_message_goes_to_the_waiting_reader)
{
	wait_to_get(0, 1);
	put_all("a");
	zassert_equal(k_msgq_num_used_get(&msgq), 0, "copied directly, not stored");
	expect_messages("");
	run_others();
	zassert_ok(worker_result(0));
	expect_message(messages[0], 'a');
}

ZTEST(msgq, test_get_from_a_full_queue_pulls_in_the_waiting_writer)
{
	struct message received;

	put_all("abc");
	wait_to_put(0, 1, 'd');
	zassert_ok(k_msgq_get(&msgq, &received, K_NO_WAIT));
	expect_message(received, 'a');
	zassert_equal(k_msgq_num_used_get(&msgq), ROOM);
	zassert_equal(put('e'), -ENOMSG, "nobody slips in between");
	run_others();
	zassert_ok(worker_result(0));
	expect_messages("bcd");
}

ZTEST(msgq, test_best_writer_is_served_first)
{
	put_all("abc");
	wait_to_put(0, 5, 'x');
	wait_to_put(1, 3, 'y');
	wait_to_put(2, 3, 'z');
	expect_messages("abcyzx");
}

ZTEST(msgq, test_best_reader_is_served_first)
{
	wait_to_get(0, 5);
	wait_to_get(1, 3);
	wait_to_get(2, 3);
	put_all("abc");
	run_others();
	expect_message(messages[1], 'a');
	expect_message(messages[2], 'b');
	expect_message(messages[0], 'c');
}

ZTEST(msgq, test_reader_that_timed_out_gets_nothing_later)
{
	messages[0] = message('-');
	run_worker(0, 1, get_for_10_ticks, &messages[0]);
	k_sleep(K_TICKS(12));
	zassert_equal(worker_result(0), -EAGAIN);
	put_all("a");
	expect_message(messages[0], '-');
	expect_messages("a");
}

ZTEST(msgq, test_writer_that_timed_out_leaves_nothing)
{
	put_all("abc");
	messages[0] = message('d');
	run_worker(0, 1, put_for_10_ticks, &messages[0]);
	k_sleep(K_TICKS(12));
	zassert_equal(worker_result(0), -EAGAIN);
	expect_messages("abc");
}

ZTEST(msgq, test_aborted_writer_leaves_nothing)
{
	put_all("abc");
	wait_to_put(0, 1, 'd');
	k_thread_abort(&worker_threads[0]);
	expect_messages("abc");
}

ZTEST(msgq, test_peek_leaves_the_message)
{
	struct message received;

	zassert_equal(k_msgq_peek(&msgq, &received), -ENOMSG);
	put_all("ab");
	zassert_ok(k_msgq_peek(&msgq, &received));
	expect_message(received, 'a');
	expect_messages("ab");
}

ZTEST(msgq, test_peek_at_counts_from_the_oldest_also_around_the_end)
{
	struct message received;

	put_all("abc");
	zassert_ok(k_msgq_get(&msgq, &received, K_NO_WAIT));
	zassert_ok(k_msgq_get(&msgq, &received, K_NO_WAIT));
	put_all("de");
	for (uint32_t i = 0; i < ROOM; i++) {
		zassert_ok(k_msgq_peek_at(&msgq, &received, i));
		expect_message(received, "cde"[i]);
	}
	zassert_equal(k_msgq_peek_at(&msgq, &received, ROOM), -ENOMSG);
	zassert_ok(k_msgq_get(&msgq, &received, K_NO_WAIT));
	zassert_equal(k_msgq_peek_at(&msgq, &received, 2), -ENOMSG);
	expect_messages("de");
}

ZTEST(msgq, test_purge_discards_messages_and_refuses_waiting_writers)
{
	put_all("abc");
	wait_to_put(0, 3, 'x');
	wait_to_put(1, 3, 'y');
	k_msgq_purge(&msgq);
	run_others();
	zassert_equal(worker_result(0), -ENOMSG);
	zassert_equal(worker_result(1), -ENOMSG);
	zassert_equal(k_msgq_num_used_get(&msgq), 0);
	put_all("def");
	expect_messages("def");
}

ZTEST(msgq, test_purge_of_an_empty_queue_leaves_waiting_readers)
{
	wait_to_get(0, 3);
	k_msgq_purge(&msgq);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	put_all("a");
	run_others();
	expect_message(messages[0], 'a');
}

ZTEST(msgq, test_cleanup_is_refused_while_a_thread_waits)
{
	wait_to_get(0, 3);
	zassert_equal(k_msgq_cleanup(&msgq), -EBUSY);
	put_all("a");
	zassert_ok(k_msgq_cleanup(&msgq));
}

static int isr_result;

static void put_in_isr(const void *arg)
{
	isr_result = k_msgq_put(&msgq, arg, K_NO_WAIT);
}

static void get_in_isr(const void *arg)
{
	isr_result = k_msgq_get(&msgq, (void *)arg, K_NO_WAIT);
}

static void purge_in_isr(const void *arg)
{
	k_msgq_purge((struct k_msgq *)arg);
}

ZTEST(msgq, test_put_in_isr_serves_a_reader)
{
	struct message sent = message('i');

	wait_to_get(0, 3);
	irq_offload(put_in_isr, &sent);
	zassert_ok(isr_result);
	run_others();
	expect_message(messages[0], 'i');
}

ZTEST(msgq, test_get_in_isr_serves_a_writer)
{
	struct message received;

	put_all("abc");
	wait_to_put(0, 3, 'd');
	irq_offload(get_in_isr, &received);
	zassert_ok(isr_result);
	run_others();
	zassert_ok(worker_result(0));
	expect_messages("bcd");
	irq_offload(get_in_isr, &received);
	zassert_equal(isr_result, -ENOMSG);
}

ZTEST(msgq, test_purge_in_isr)
{
	put_all("abc");
	wait_to_put(0, 3, 'd');
	irq_offload(purge_in_isr, &msgq);
	run_others();
	zassert_equal(worker_result(0), -ENOMSG);
}

ZTEST(msgq, test_put_and_get_preempt_a_preemptible_caller)
{
	struct message received;

	k_thread_priority_set(k_current_get(), 4);
	wait_to_get(0, 3);
	put_all("a");
	expect_message(messages[0], 'a');
	put_all("bcd");
	wait_to_put(1, 3, 'e');
	zassert_ok(k_msgq_get(&msgq, &received, K_NO_WAIT));
	zassert_ok(worker_result(1));
}

MISUSE_IN_ISR(get_waiting, k_msgq_get(&msgq, &messages[0], K_TICKS(1)))
MISUSE_IN_ISR(put_waiting, k_msgq_put(&msgq, &messages[0], K_FOREVER))

ZTEST(msgq, test_waiting_in_isr_is_misuse)
{
	expect_misuse_in_isr(get_waiting);
	expect_misuse_in_isr(put_waiting);
}

ZTEST(msgq, test_queue_without_room_is_misuse)
{
	expect_misuse(k_msgq_init(&msgq, memory, 1, 0));
}

ZTEST(msgq, test_message_put_in_front_comes_first)
{
	struct message got;

	for (const char *letter = "ab"; *letter != '\0'; letter++) {
		zassert_ok(k_msgq_put(&msgq, &(struct message[]){message(*letter)}[0], K_NO_WAIT));
	}
	zassert_ok(k_msgq_put_front(&msgq, &(struct message[]){message('c')}[0]));
	zassert_equal(k_msgq_put_front(&msgq, &(struct message[]){message('d')}[0]), -ENOMSG);
	for (const char *letter = "cab"; *letter != '\0'; letter++) {
		zassert_ok(k_msgq_get(&msgq, &got, K_NO_WAIT));
		zassert_equal(got.text[6], *letter);
	}
	/* And in the middle of the buffer as well as at its start. */
	for (const char *letter = "xyz"; *letter != '\0'; letter++) {
		zassert_ok(k_msgq_put_front(&msgq, &(struct message[]){message(*letter)}[0]));
	}
	for (const char *letter = "zyx"; *letter != '\0'; letter++) {
		zassert_ok(k_msgq_get(&msgq, &got, K_NO_WAIT));
		zassert_equal(got.text[0], *letter);
	}
}

ZTEST(msgq, test_message_put_in_front_goes_to_a_waiting_reader)
{
	struct message got = message('-');

	run_worker(0, 5, get_forever, &got);
	zassert_ok(k_msgq_put_front(&msgq, &(struct message[]){message('c')}[0]));
	zassert_equal(k_msgq_num_used_get(&msgq), 0);
	run_others();
	zassert_equal(worker_result(0), 0);
	zassert_equal(got.text[0], 'c');
}

ZTEST_SUITE(msgq, NULL, NULL, before, after, NULL);
