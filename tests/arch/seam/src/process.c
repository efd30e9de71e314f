/* SPDX-License-Identifier: MIT */
/*
 * The process: deadlock, the ordinary end, and runs that repeat.
 */
#include <string.h>
#include <sys/wait.h>

#include <zephyr/arch/posix/native.h>
#include <zephyr/ztest.h>

#include "helpers.h"

static char out[65536], again[65536];

static K_MUTEX_DEFINE(mutex);
static K_SEM_DEFINE(sem, 0, 1);

ZTEST_SUITE(process, NULL, NULL, NULL, NULL, NULL);

static void lock(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	k_mutex_lock(&mutex, K_FOREVER);
}

static void lock_and_wait(void)
{
	k_thread_name_set(NULL, "owner");
	k_mutex_lock(&mutex, K_FOREVER);
	start_helper(0, lock, NULL, K_PRIO_PREEMPT(1));
	k_sem_take(&sem, K_FOREVER);
}

ZTEST(process, test_deadlock_is_reported_with_names_and_owners)
{
	int status = run_in_child(lock_and_wait, out, sizeof(out));

	zassert_true(WIFEXITED(status));
	zassert_equal(WEXITSTATUS(status), NATIVE_STATUS_DEADLOCK, "%s", out);
	zassert_not_null(strstr(out, "Deadlock"), "%s", out);
	zassert_not_null(strstr(out, "(owner), priority -1, pending, waits for: semaphore"), "%s",
			 out);
	zassert_not_null(strstr(out, "(helper), priority 1, pending, waits for: mutex"), "%s", out);
	zassert_not_null(strstr(out, "(owner)\n"), "who holds the mutex: %s", out);
	zassert_not_null(strstr(out, "(main), priority 0, pending, waits for: end of thread"), "%s",
			 out);
}

static void wait_with_timeout(void)
{
	zassert_equal(k_sem_take(&sem, K_HOURS(1)), -EAGAIN);
}

ZTEST(process, test_waiting_with_a_timeout_is_no_deadlock)
{
	int status = run_in_child(wait_with_timeout, out, sizeof(out));

	zassert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", out);
}

static struct k_work_q work_q;
static K_THREAD_STACK_DEFINE(work_stack, STACK_SIZE);

static void wait_for_ever(struct k_work *work)
{
	ARG_UNUSED(work);
	k_sem_take(&sem, K_FOREVER);
}

K_WORK_DEFINE(stuck_work, wait_for_ever);

static void start_work_queue(void)
{
	const struct k_work_queue_config cfg = {.name = "queue"};

	k_work_queue_start(&work_q, work_stack, K_THREAD_STACK_SIZEOF(work_stack), 0, &cfg);
}

static void find_main(const struct k_thread *thread, void *found)
{
	if (strcmp(k_thread_name_get((k_tid_t)thread), "main") == 0) {
		*(k_tid_t *)found = (k_tid_t)thread;
	}
}

/** End the main thread and the caller. */
static void end_other_threads(void)
{
	k_tid_t main_thread = NULL;

	k_thread_foreach(find_main, &main_thread);
	main_thread->base.user_options = 0;
	k_thread_abort(main_thread);
	k_thread_abort(k_current_get());
}

static void leave_a_work_queue_behind(void)
{
	start_work_queue();
	end_other_threads();
}

ZTEST(process, test_program_ends_when_only_work_queues_are_left)
{
	int status = run_in_child(leave_a_work_queue_behind, out, sizeof(out));

	zassert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", out);
}

static void get_stuck_beside_a_work_queue(void)
{
	start_work_queue();
	k_sem_take(&sem, K_FOREVER);
}

ZTEST(process, test_work_queue_with_nothing_to_do_is_no_part_of_a_deadlock)
{
	int status = run_in_child(get_stuck_beside_a_work_queue, out, sizeof(out));

	zassert_equal(WEXITSTATUS(status), NATIVE_STATUS_DEADLOCK, "%s", out);
	zassert_is_null(strstr(out, "(queue)"), "%s", out);
}

static void get_stuck_in_an_item(void)
{
	start_work_queue();
	k_work_submit_to_queue(&work_q, &stuck_work);
	end_other_threads();
}

ZTEST(process, test_item_that_waits_for_ever_is_a_deadlock)
{
	int status = run_in_child(get_stuck_in_an_item, out, sizeof(out));

	zassert_equal(WEXITSTATUS(status), NATIVE_STATUS_DEADLOCK, "%s", out);
	zassert_not_null(strstr(out, "(queue), priority 0, pending, waits for: semaphore"), "%s",
			 out);
}

static void exit_seven(void)
{
	printk("no newline");
	native_exit(7);
}

ZTEST(process, test_exit_gives_its_status_and_flushes)
{
	int status = run_in_child(exit_seven, out, sizeof(out));

	zassert_true(WIFEXITED(status));
	zassert_equal(WEXITSTATUS(status), 7);
	zassert_not_null(strstr(out, "no newline"));
}

static void chatter(void *arg, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (int i = 0; i < 200; i++) {
		uint32_t start = k_cycle_get_32();

		if (i % 7 == 0) {
			k_msleep(15);
		}
		k_busy_wait(3000);
		printk("%d: %d at %u, %u\n", (int)(uintptr_t)arg, i, k_uptime_get_32(),
		       k_cycle_get_32() - start);
	}
}

static void chatter_together(void)
{
	for (unsigned int i = 0; i < HELPERS; i++) {
		start_helper(i, chatter, (void *)(uintptr_t)i, K_PRIO_PREEMPT(1));
	}
	join_helpers();
}

/** Lines whose number of the thread differs from the line before. */
static int count_changes(const char *text)
{
	int changes = 0;
	const char *line = text;

	for (const char *next; (next = strchr(line, '\n')) != NULL; line = next + 1) {
		changes += next[1] != '\0' && next[1] != line[0] ? 1 : 0;
	}
	return changes;
}

ZTEST(process, test_virtual_runs_repeat_byte_for_byte)
{
	int status = run_in_child(chatter_together, out, sizeof(out));

	zassert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", out);
	zassert_true(count_changes(out) > 20, "time slices interleave the threads");
	status = run_in_child(chatter_together, again, sizeof(again));
	zassert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	zassert_str_equal(out, again);
}
