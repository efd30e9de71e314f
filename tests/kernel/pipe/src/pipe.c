/* SPDX-License-Identifier: MIT */
/*
 * Pipes: writing, reading, waiting on both sides, in part and in full.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/init.h>
#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/worker.h"

#define ROOM 8

K_PIPE_DEFINE(defined_pipe, 4, 4);
K_PIPE_DEFINE(defined_direct_pipe, 0, 1);

static int write_early(void)
{
	return k_pipe_write(&defined_pipe, (const uint8_t *)"abc", 3, K_NO_WAIT) == 3 ? 0 : -EIO;
}

SYS_INIT(write_early, PRE_KERNEL_1, 0);

/** What a worker writes or reads. */
struct transfer {
	char bytes[32];
	size_t len;
	k_timeout_t timeout;
};

static struct k_pipe pipe;
/** A byte more, which nobody may touch. */
static uint8_t memory[ROOM + 1];
static struct transfer transfers[WORKERS];

static int write_it(void *arg)
{
	struct transfer *transfer = arg;

	return k_pipe_write(&pipe, (uint8_t *)transfer->bytes, transfer->len, transfer->timeout);
}

static int read_it(void *arg)
{
	struct transfer *transfer = arg;

	return k_pipe_read(&pipe, (uint8_t *)transfer->bytes, transfer->len, transfer->timeout);
}

static int write_text(const char *text)
{
	return k_pipe_write(&pipe, (const uint8_t *)text, strlen(text), K_NO_WAIT);
}

/** Read up to @a len bytes and expect that they are @a text. */
static void expect_text(size_t len, const char *text)
{
	char bytes[32] = "";

	zassert_equal(k_pipe_read(&pipe, (uint8_t *)bytes, len, K_NO_WAIT), strlen(text));
	zassert_str_equal(bytes, text);
	zassert_equal(memory[ROOM], 0x55, "wrote behind the buffer");
}

static void expect_empty(void)
{
	uint8_t byte;

	zassert_equal(k_pipe_read(&pipe, &byte, 1, K_NO_WAIT), -EAGAIN);
}

/** Have worker @a index write @a text, which it can not do at once. */
static void wait_to_write(int index, int prio, const char *text, k_timeout_t timeout)
{
	transfers[index] = (struct transfer){.len = strlen(text), .timeout = timeout};
	strcpy(transfers[index].bytes, text);
	run_worker(index, prio, write_it, &transfers[index]);
	zassert_equal(worker_result(index), INT32_MIN, "waits");
}

/** Have worker @a index read @a len bytes, which are not all there. */
static void wait_to_read(int index, int prio, size_t len, k_timeout_t timeout)
{
	transfers[index] = (struct transfer){.len = len, .timeout = timeout};
	run_worker(index, prio, read_it, &transfers[index]);
	zassert_equal(worker_result(index), INT32_MIN, "waits");
}

/** Expect that reader @a index has ended with @a text. */
static void expect_read(int index, const char *text)
{
	run_others();
	zassert_equal(worker_result(index), strlen(text));
	zassert_str_equal(transfers[index].bytes, text);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	memory[ROOM] = 0x55;
	k_pipe_init(&pipe, memory, ROOM);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
}

ZTEST(pipe, test_defined_pipe_needs_no_init)
{
	char bytes[4] = "";

	zassert_equal(k_pipe_read(&defined_pipe, (uint8_t *)bytes, 4, K_NO_WAIT), 3);
	zassert_str_equal(bytes, "abc", "written at start-up");
	zassert_equal(k_pipe_write(&defined_direct_pipe, (const uint8_t *)"a", 1, K_NO_WAIT),
		      -EAGAIN, "no room and no reader");
}

ZTEST(pipe, test_bytes_come_in_order_also_around_the_end)
{
	zassert_equal(write_text("abcdef"), 6);
	expect_text(4, "abcd");
	zassert_equal(write_text("ghijkl"), 6);
	expect_text(3, "efg");
	expect_text(9, "hijkl");
	expect_empty();
}

ZTEST(pipe, test_length_0_is_legal)
{
	zassert_equal(write_text(""), 0);
	expect_text(0, "");
	zassert_equal(write_text("abcdefgh"), 8);
	zassert_equal(k_pipe_write(&pipe, NULL, 0, K_FOREVER), 0, "also when it is full");
	zassert_equal(k_pipe_read(&pipe, NULL, 0, K_FOREVER), 0);
}

ZTEST(pipe, test_write_without_wait_moves_what_fits)
{
	int64_t start = start_of_tick();

	zassert_equal(write_text("abcdefghij"), 8);
	zassert_equal(write_text("k"), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start);
	expect_text(20, "abcdefgh");
}

ZTEST(pipe, test_read_without_wait_moves_what_is_there)
{
	int64_t start = start_of_tick();

	expect_empty();
	zassert_equal(write_text("ab"), 2);
	expect_text(20, "ab");
	zassert_equal(k_uptime_ticks(), start);
}

ZTEST(pipe, test_write_times_out_with_nothing_written)
{
	zassert_equal(write_text("abcdefgh"), 8);

	int64_t start = start_of_tick();

	zassert_equal(k_pipe_write(&pipe, (const uint8_t *)"i", 1, K_TICKS(10)), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 11, "10 whole ticks after the current one");
	expect_text(20, "abcdefgh");
}

ZTEST(pipe, test_write_times_out_with_a_part_written)
{
	wait_to_write(0, 3, "abcdefghij", K_TICKS(10));
	k_sleep(K_TICKS(12));
	zassert_equal(worker_result(0), 8);
	expect_text(20, "abcdefgh");
	expect_empty();
}

ZTEST(pipe, test_write_times_out_with_a_part_read_during_the_wait)
{
	wait_to_write(0, 3, "abcdefghijkl", K_TICKS(10));
	expect_text(2, "ab");
	k_sleep(K_TICKS(12));
	zassert_equal(worker_result(0), 10);
	expect_text(20, "cdefghij");
}

ZTEST(pipe, test_read_times_out_with_nothing_read)
{
	int64_t start = start_of_tick();
	uint8_t byte;

	zassert_equal(k_pipe_read(&pipe, &byte, 1, K_TICKS(10)), -EAGAIN);
	zassert_equal(k_uptime_ticks(), start + 11, "10 whole ticks after the current one");
}

ZTEST(pipe, test_read_times_out_with_a_part_read)
{
	zassert_equal(write_text("ab"), 2);
	wait_to_read(0, 3, 5, K_TICKS(10));
	zassert_equal(write_text("c"), 1);
	k_sleep(K_TICKS(12));
	expect_read(0, "abc");
	zassert_equal(write_text("d"), 1);
	expect_text(9, "d");
}

ZTEST(pipe, test_read_waits_until_it_has_all)
{
	wait_to_read(0, 3, 5, K_FOREVER);
	zassert_equal(write_text("abc"), 3);
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	zassert_equal(write_text("defg"), 4);
	expect_read(0, "abcde");
	expect_text(9, "fg");
}

ZTEST(pipe, test_write_waits_until_all_is_taken)
{
	wait_to_write(0, 3, "abcdefghijklmnopqrst", K_FOREVER);
	expect_text(5, "abcde");
	run_others();
	zassert_equal(worker_result(0), INT32_MIN);
	expect_text(20, "fghijklmnopqrst");
	run_others();
	zassert_equal(worker_result(0), 20);
}

ZTEST(pipe, test_write_serves_waiting_readers_the_best_first)
{
	wait_to_read(0, 5, 2, K_FOREVER);
	wait_to_read(1, 3, 3, K_FOREVER);
	wait_to_read(2, 3, 2, K_FOREVER);
	zassert_equal(write_text("abcdefghijklmno"), 15);
	expect_read(1, "abc");
	expect_read(2, "de");
	expect_read(0, "fg");
	expect_text(20, "hijklmno");
}

ZTEST(pipe, test_read_serves_waiting_writers_the_best_first)
{
	zassert_equal(write_text("abcdefgh"), 8);
	wait_to_write(0, 5, "xx", K_FOREVER);
	wait_to_write(1, 3, "yy", K_FOREVER);
	wait_to_write(2, 3, "zz", K_FOREVER);
	expect_text(7, "abcdefg");
	run_others();
	zassert_equal(worker_result(1), 2);
	expect_text(9, "hyyzzxx");
}

ZTEST(pipe, test_large_read_takes_straight_from_the_writers)
{
	wait_to_write(0, 3, "abcdefghijklmnopqrst", K_FOREVER);
	wait_to_write(1, 3, "uvwxyz", K_FOREVER);
	expect_text(25, "abcdefghijklmnopqrstuvwxy");
	run_others();
	zassert_equal(worker_result(0), 20);
	zassert_equal(worker_result(1), 6);
	expect_text(5, "z");
}

ZTEST(pipe, test_pipe_without_buffer_hands_over_directly)
{
	k_pipe_init(&pipe, NULL, 0);
	zassert_equal(write_text("a"), -EAGAIN);
	wait_to_write(0, 3, "abcd", K_FOREVER);
	expect_text(3, "abc");
	expect_text(3, "d");
	expect_empty();
	wait_to_read(1, 3, 4, K_FOREVER);
	zassert_equal(write_text("efghij"), 4);
	expect_read(1, "efgh");
}

ZTEST(pipe, test_aborted_writer_leaves_what_it_had_written)
{
	wait_to_write(0, 3, "abcdefghijkl", K_FOREVER);
	k_thread_abort(&worker_threads[0]);
	expect_text(20, "abcdefgh");
}

/*
 * Reset and close
 */

ZTEST(pipe, test_reset_discards_and_cancels_writers)
{
	wait_to_write(0, 3, "abcdefghijkl", K_FOREVER);
	wait_to_write(1, 3, "m", K_FOREVER);
	k_pipe_reset(&pipe);
	run_others();
	zassert_equal(worker_result(0), -ECANCELED);
	zassert_equal(worker_result(1), -ECANCELED);
	expect_empty();
	zassert_equal(write_text("nopqrstu"), 8, "all the room is there again");
	expect_text(9, "nopqrstu");
}

ZTEST(pipe, test_reset_cancels_readers_also_those_with_a_part)
{
	wait_to_read(0, 3, 4, K_FOREVER);
	wait_to_read(1, 3, 4, K_FOREVER);
	zassert_equal(write_text("a"), 1);
	k_pipe_reset(&pipe);
	run_others();
	zassert_equal(worker_result(0), -ECANCELED);
	zassert_equal(worker_result(1), -ECANCELED);
}

ZTEST(pipe, test_closed_pipe_refuses_writes)
{
	k_pipe_close(&pipe);
	zassert_equal(write_text("a"), -EPIPE);
	zassert_equal(k_pipe_write(&pipe, (const uint8_t *)"a", 1, K_FOREVER), -EPIPE);
}

ZTEST(pipe, test_closed_pipe_is_read_until_it_is_empty)
{
	uint8_t bytes[4];

	zassert_equal(write_text("abc"), 3);
	k_pipe_close(&pipe);
	expect_text(2, "ab");
	zassert_equal(k_pipe_read(&pipe, bytes, 4, K_FOREVER), 1, "does not wait for more");
	zassert_equal(bytes[0], 'c');
	zassert_equal(k_pipe_read(&pipe, bytes, 4, K_FOREVER), -EPIPE);
}

ZTEST(pipe, test_close_ends_waits)
{
	wait_to_read(0, 3, 4, K_FOREVER);
	wait_to_read(1, 3, 4, K_FOREVER);
	zassert_equal(write_text("a"), 1);
	k_pipe_close(&pipe);
	expect_read(0, "a");
	zassert_equal(worker_result(1), -EPIPE, "it had got nothing");
}

ZTEST(pipe, test_close_ends_writes_and_leaves_what_they_had_written)
{
	wait_to_write(0, 3, "abcdefghijkl", K_FOREVER);
	k_pipe_close(&pipe);
	run_others();
	zassert_equal(worker_result(0), -EPIPE);
	expect_text(20, "abcdefgh");
}

ZTEST(pipe, test_closed_pipe_stays_closed_at_reset_and_opens_at_init)
{
	k_pipe_close(&pipe);
	k_pipe_reset(&pipe);
	zassert_equal(write_text("a"), -EPIPE);
	k_pipe_init(&pipe, memory, ROOM);
	zassert_equal(write_text("a"), 1);
}

/*
 * Interrupt handlers and preemption
 */

static int isr_result;
static char isr_bytes[8];

static void write_in_isr(const void *arg)
{
	isr_result = write_text(arg);
}

static void read_in_isr(const void *arg)
{
	ARG_UNUSED(arg);
	isr_result = k_pipe_read(&pipe, (uint8_t *)isr_bytes, 3, K_NO_WAIT);
}

static void reset_in_isr(const void *arg)
{
	k_pipe_reset((struct k_pipe *)arg);
}

static void close_in_isr(const void *arg)
{
	k_pipe_close((struct k_pipe *)arg);
}

ZTEST(pipe, test_write_in_isr_serves_a_reader)
{
	wait_to_read(0, 3, 3, K_FOREVER);
	irq_offload(write_in_isr, "abc");
	zassert_equal(isr_result, 3);
	expect_read(0, "abc");
}

ZTEST(pipe, test_read_in_isr_serves_a_writer)
{
	wait_to_write(0, 3, "abcdefghij", K_FOREVER);
	irq_offload(read_in_isr, NULL);
	zassert_equal(isr_result, 3);
	zassert_mem_equal(isr_bytes, "abc", 3);
	run_others();
	zassert_equal(worker_result(0), 10);
}

ZTEST(pipe, test_reset_and_close_in_isr)
{
	wait_to_read(0, 3, 3, K_FOREVER);
	irq_offload(reset_in_isr, &pipe);
	run_others();
	zassert_equal(worker_result(0), -ECANCELED);
	wait_to_read(0, 3, 3, K_FOREVER);
	irq_offload(close_in_isr, &pipe);
	run_others();
	zassert_equal(worker_result(0), -EPIPE);
}

ZTEST(pipe, test_write_and_read_preempt_a_preemptible_caller)
{
	k_thread_priority_set(k_current_get(), 4);
	wait_to_read(0, 3, 3, K_FOREVER);
	zassert_equal(write_text("abc"), 3);
	zassert_equal(worker_result(0), 3);
	wait_to_write(1, 3, "defghijklm", K_FOREVER);
	expect_text(2, "de");
	zassert_equal(worker_result(1), 10);
}

MISUSE_IN_ISR(read_waiting, (void)k_pipe_read(&pipe, memory, 1, K_TICKS(1)))
MISUSE_IN_ISR(write_waiting, (void)k_pipe_write(&pipe, memory, 1, K_FOREVER))

ZTEST(pipe, test_waiting_in_isr_is_misuse)
{
	expect_misuse_in_isr(read_waiting);
	expect_misuse_in_isr(write_waiting);
}

ZTEST_SUITE(pipe, NULL, NULL, before, after, NULL);
