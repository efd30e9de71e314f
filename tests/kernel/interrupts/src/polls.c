/* SPDX-License-Identifier: MIT */
/*
 * An interrupt between any two steps of native_poll(), which aborts, suspends or wakes the thread that waits:
 * no descriptor remembers a wait that is over, and no memory is lost.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "approach.h"
#include "tests/kernel/support/trace.h"

#define STEPS  120
#define VICTIM 0
#define PRIO   5
/** More than native_poll() keeps in its own frame, and fewer. */
#define MANY 12
#define FEW  3

static int pair[2];
static struct pollfd polled[MANY];
static unsigned int npolled;
static struct k_timer meddling;
static void (*meddle)(void);
static int lead;
/** The interrupt came before the poll ended. */
static bool came_inside;
static bool is_over;
static int result;

static void on_timer(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	came_inside = !is_over;
	meddle();
}

static int poll_for_a_while(void *arg)
{
	ARG_UNUSED(arg);
	approach(&meddling, lead);
	result = native_poll(polled, npolled, K_TICKS(2));
	is_over = true;
	return 0;
}

static void do_nothing(void)
{
}

static void abort_victim(void)
{
	k_thread_abort(&worker_threads[VICTIM]);
}

static void suspend_and_resume_victim(void)
{
	k_thread_suspend(&worker_threads[VICTIM]);
	k_thread_resume(&worker_threads[VICTIM]);
}

static void wake_victim(void)
{
	native_poll_wake(&worker_threads[VICTIM]);
}

static void send_victim_a_byte(void)
{
	zassert_equal(write(pair[1], "x", 1), 1);
}

/** Whoever waits for the descriptors now is all that they know. */
static void check_descriptors(void)
{
	struct k_thread *thread = &worker_threads[VICTIM];
	struct pollfd one = {.fd = pair[0], .events = POLLIN};
	char byte;

	memset((void *)thread->stack_info.start, 0x5a, thread->stack_info.size);
	(void)read(pair[0], &byte, 1);
	zassert_equal(native_poll(polled, npolled, K_TICKS(1)), 0, "lead %d", lead);
	send_victim_a_byte();
	zassert_equal(native_poll(&one, 1, K_TICKS(1)), 1, "lead %d", lead);
	(void)read(pair[0], &byte, 1);
}

static void run_once(void)
{
	is_over = false;
	came_inside = false;
	k_timer_init(&meddling, on_timer, NULL);
	start_worker(VICTIM, PRIO, poll_for_a_while, NULL);
	k_sleep(K_TICKS(8));
	k_timer_stop(&meddling);
	zassert_ok(k_thread_join(&worker_threads[VICTIM], K_NO_WAIT), "lead %d: it lives", lead);
	check_descriptors();
	retire_workers();
}

static int mappings(void)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	int lines = 0;
	int c;

	zassert_not_null(maps);
	while ((c = getc(maps)) != EOF) {
		lines += c == '\n' ? 1 : 0;
	}
	fclose(maps);
	return lines;
}

/** @a expected is the result of the polls in which the interrupt came. */
static void sweep_over(unsigned int n, void (*in_isr)(void), int expected)
{
	int inside = 0;
	int before = 0;

	npolled = n;
	meddle = in_isr;
	for (lead = 0; lead < STEPS; lead++) {
		result = expected;
		run_once();
		before = lead == 0 ? mappings() : before;
		inside += came_inside ? 1 : 0;
		zassert_equal(result, came_inside ? expected : 0, "lead %d", lead);
	}
	zassert_between_inclusive(inside, 10, STEPS, "the interrupt came in %d polls", inside);
	zassert_equal(mappings(), before, "memory is lost");
}

static void sweep(void (*in_isr)(void), int expected)
{
	sweep_over(FEW, in_isr, expected);
	sweep_over(MANY, in_isr, expected);
}

ZTEST(polls, test_interrupt_that_does_nothing)
{
	sweep(do_nothing, 0);
}

ZTEST(polls, test_interrupt_that_aborts_the_thread)
{
	sweep(abort_victim, 0);
}

ZTEST(polls, test_interrupt_that_suspends_and_resumes_the_thread)
{
	sweep(suspend_and_resume_victim, 0);
}

ZTEST(polls, test_interrupt_that_wakes_the_thread)
{
	sweep(wake_victim, -EINTR);
}

ZTEST(polls, test_byte_that_comes)
{
	sweep(send_victim_a_byte, 1);
}

static void before(void *fixture)
{
	before_case(fixture);
	zassert_ok(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair));
	for (int i = 0; i < MANY; i++) {
		polled[i] = (struct pollfd){.fd = i == 0 ? pair[0] : dup(pair[1]),
					    .events = i == 0 ? POLLIN : POLLPRI};
	}
}

static void after(void *fixture)
{
	k_timer_stop(&meddling);
	for (int i = 1; i < MANY; i++) {
		close(polled[i].fd);
	}
	close(pair[0]);
	close(pair[1]);
	after_case(fixture);
}

ZTEST_SUITE(polls, NULL, NULL, before, after, NULL);
