/* SPDX-License-Identifier: MIT */
/*
 * native_poll(): waiting for descriptors blocks the calling thread only.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <zephyr/arch/posix/native.h>
#include <zephyr/irq_offload.h>
#include <zephyr/ztest.h>

#include "helpers.h"

static int fds[2];
static int results[HELPERS];
static short revents[HELPERS];
static k_tid_t target;

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	zassert_ok(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds));
	memset(results, -1, sizeof(results));
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	close(fds[0]);
	close(fds[1]);
}

ZTEST_SUITE(descriptors, NULL, NULL, before, after, NULL);

static void send_byte(void)
{
	zassert_equal(write(fds[1], "x", 1), 1);
}

static int poll_one(short events, k_timeout_t timeout)
{
	struct pollfd pollfd = {.fd = fds[0], .events = events};
	int result = native_poll(&pollfd, 1, timeout);

	zassert_equal(result > 0, pollfd.revents != 0);
	return result;
}

/** Waits for a byte and takes it. */
static void take_byte(void *arg, void *p2, void *p3)
{
	uintptr_t i = (uintptr_t)arg;
	char byte;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	do {
		results[i] = poll_one(POLLIN, K_FOREVER);
	} while (results[i] > 0 && read(fds[0], &byte, 1) != 1);
}

static void wait_for_space(void *arg, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	results[(uintptr_t)arg] = poll_one(POLLOUT, K_FOREVER);
}

ZTEST(descriptors, test_ready_descriptor_is_reported_at_once)
{
	struct pollfd two[2] = {{.fd = fds[0], .events = POLLIN},
				{.fd = fds[1], .events = POLLOUT}};

	zassert_equal(native_poll(two, 2, K_FOREVER), 1);
	zassert_equal(two[0].revents, 0);
	zassert_equal(two[1].revents, POLLOUT);
}

ZTEST(descriptors, test_nothing_ready_gives_zero_at_the_end_of_the_timeout)
{
	int64_t start = k_uptime_get();

	zassert_equal(poll_one(POLLIN, K_NO_WAIT), 0);
	zassert_true(k_uptime_get() - start < 10);
	zassert_equal(poll_one(POLLIN, K_MSEC(50)), 0);
	zassert_between_inclusive(k_uptime_get() - start, 50, 80);
}

ZTEST(descriptors, test_waiting_blocks_only_the_caller)
{
	start_helper(0, take_byte, (void *)0, K_PRIO_PREEMPT(1));
	k_msleep(20);
	zassert_equal(results[0], -1, "still waiting");
	send_byte();
	join_helpers();
	zassert_equal(results[0], 1);
}

ZTEST(descriptors, test_two_threads_wait_for_one_descriptor)
{
	start_helper(0, take_byte, (void *)0, K_PRIO_PREEMPT(1));
	start_helper(1, take_byte, (void *)1, K_PRIO_PREEMPT(1));
	k_msleep(20);
	send_byte();
	k_msleep(20);
	zassert_equal((results[0] == 1) + (results[1] == 1), 1, "one byte serves one");
	send_byte();
	join_helpers();
	zassert_equal(results[0] + results[1], 2);
}

static void fill(void)
{
	static char block[4096];

	while (write(fds[0], block, sizeof(block)) > 0) {
	}
}

static void drain(void)
{
	static char block[4096];

	while (read(fds[1], block, sizeof(block)) > 0) {
	}
}

ZTEST(descriptors, test_threads_wait_for_different_events_of_one_descriptor)
{
	fill();
	start_helper(0, take_byte, (void *)0, K_PRIO_PREEMPT(1));
	start_helper(1, wait_for_space, (void *)1, K_PRIO_PREEMPT(1));
	k_msleep(20);
	zassert_equal(results[1], -1);
	drain();
	k_msleep(20);
	zassert_equal(results[1], 1);
	zassert_equal(results[0], -1, "nothing to read yet");
	send_byte();
	join_helpers();
	zassert_equal(results[0], 1);
}

ZTEST(descriptors, test_regular_file_is_always_ready)
{
	struct pollfd pollfd = {.fd = open("/proc/self/exe", O_RDONLY), .events = POLLIN};

	zassert_true(pollfd.fd >= 0);
	zassert_equal(native_poll(&pollfd, 1, K_FOREVER), 1);
	zassert_equal(pollfd.revents, POLLIN);
	close(pollfd.fd);
}

ZTEST(descriptors, test_closed_and_negative_descriptors)
{
	struct pollfd two[2] = {{.fd = -1, .events = POLLIN}, {.fd = 999, .events = POLLIN}};

	zassert_equal(native_poll(two, 1, K_MSEC(10)), 0, "negative ones are left out");
	zassert_equal(native_poll(two, 2, K_FOREVER), 1);
	zassert_equal(two[1].revents, POLLNVAL);
}

ZTEST(descriptors, test_hang_up_is_reported)
{
	start_helper(0, wait_for_space, (void *)0, K_PRIO_PREEMPT(1));
	join_helpers();
	close(fds[1]);
	zassert_equal(poll_one(POLLIN, K_FOREVER), 1);
	fds[1] = dup(fds[0]);
}

ZTEST(descriptors, test_reopened_descriptor_is_noticed)
{
	for (int i = 0; i < 3; i++) {
		start_helper(0, take_byte, (void *)0, K_PRIO_PREEMPT(1));
		k_msleep(20);
		send_byte();
		join_helpers();
		after(NULL);
		before(NULL);
	}
}

static void wake_target(const void *unused)
{
	ARG_UNUSED(unused);
	native_poll_wake(target);
}

ZTEST(descriptors, test_wake_ends_the_wait)
{
	target = start_helper(0, take_byte, (void *)0, K_PRIO_PREEMPT(1));
	k_msleep(20);
	irq_offload(wake_target, NULL);
	join_helpers();
	zassert_equal(results[0], -EINTR);
}

ZTEST(descriptors, test_wake_before_the_wait_is_not_lost)
{
	native_poll_wake(k_current_get());
	zassert_equal(poll_one(POLLIN, K_FOREVER), -EINTR);
	zassert_equal(poll_one(POLLIN, K_MSEC(20)), 0, "once");
}

ZTEST(descriptors, test_aborted_thread_is_forgotten)
{
	k_tid_t thread = start_helper(0, take_byte, (void *)0, K_PRIO_PREEMPT(1));

	start_helper(1, take_byte, (void *)1, K_PRIO_PREEMPT(1));
	k_msleep(20);
	k_thread_abort(thread);
	memset((void *)thread->stack_info.start, 0x5a, thread->stack_info.size);
	send_byte();
	join_helpers();
	zassert_equal(results[1], 1);
	zassert_equal(results[0], -1);
}

static void write_later(void)
{
	if (fork() == 0) {
		usleep(50000);
		_exit(write(fds[1], "x", 1) == 1 ? 0 : 1);
	}
}

ZTEST(descriptors, test_all_threads_wait_for_the_world_outside)
{
	int status;

	write_later();
	zassert_equal(poll_one(POLLIN, K_FOREVER), 1);
	zassert_true(wait(&status) > 0);
	zassert_equal(status, 0);
}

#define MANY 300

static void take_many(void *arg, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	results[0] = native_poll(arg, MANY, K_FOREVER);
}

ZTEST(descriptors, test_one_call_waits_for_many_high_descriptors)
{
	static struct pollfd many[MANY];
	struct rlimit limit;
	int first;

	zassert_ok(getrlimit(RLIMIT_NOFILE, &limit));
	limit.rlim_cur = MIN(limit.rlim_max, 4096);
	zassert_ok(setrlimit(RLIMIT_NOFILE, &limit));
	first = (int)limit.rlim_cur - MANY;
	for (int i = 0; i < MANY; i++) {
		zassert_equal(dup2(fds[0], first + i), first + i);
		many[i] = (struct pollfd){.fd = first + i, .events = POLLIN};
	}
	start_helper(0, take_many, many, K_PRIO_PREEMPT(1));
	k_msleep(20);
	send_byte();
	join_helpers();
	zassert_equal(results[0], MANY);
	for (int i = 0; i < MANY; i++) {
		zassert_equal(many[i].revents, POLLIN);
		close(first + i);
	}
}
