/* SPDX-License-Identifier: MIT */
/*
 * What can be asked of a thread: name, state, custom data, unused stack, and when
 * its wait ends.
 */
#include "tests/kernel/support/trace.h"

static struct k_sem sem;
static struct k_mutex mutex;

static void before(void *fixture)
{
	before_case(fixture);
	k_sem_init(&sem, 0, K_SEM_MAX_LIMIT);
	k_mutex_init(&mutex);
}

/*
 * Names
 */

ZTEST(thread_info, test_name_is_what_was_set)
{
	k_tid_t worker = start_worker(0, 5, mark_arg, EVENT('w'));

	zassert_str_equal(k_thread_name_get(worker), "", "named from the start");
	zassert_ok(k_thread_name_set(worker, "first"), "not set");
	zassert_ok(k_thread_name_set(worker, "second"), "not set");
	zassert_str_equal(k_thread_name_get(worker), "second", "named otherwise");
}

ZTEST(thread_info, test_name_of_null_is_that_of_the_caller)
{
	char copy[CONFIG_THREAD_MAX_NAME_LEN];

	zassert_ok(k_thread_name_set(NULL, "caller"), "not set");
	zassert_str_equal(k_thread_name_get(k_current_get()), "caller", "not the caller's");
	zassert_ok(k_thread_name_copy(NULL, copy, sizeof(copy)), "not copied");
	zassert_str_equal(copy, "caller", "not the caller's");
}

ZTEST(thread_info, test_long_name_is_cut)
{
	char name[CONFIG_THREAD_MAX_NAME_LEN + 5];

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	zassert_ok(k_thread_name_set(NULL, name), "not set");
	zassert_equal(strlen(k_thread_name_get(k_current_get())), CONFIG_THREAD_MAX_NAME_LEN - 1,
		      "%zu characters", strlen(k_thread_name_get(k_current_get())));
}

ZTEST(thread_info, test_longest_name_is_not_cut)
{
	char name[CONFIG_THREAD_MAX_NAME_LEN];

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	zassert_ok(k_thread_name_set(NULL, name), "not set");
	zassert_str_equal(k_thread_name_get(k_current_get()), name, "changed");
}

ZTEST(thread_info, test_copy_needs_room_for_the_final_zero)
{
	char copy[6] = "-----";

	k_thread_name_set(NULL, "12345");
	zassert_equal(k_thread_name_copy(NULL, copy, 5), -ENOSPC, "copied");
	zassert_equal(copy[0], '-', "a refused copy was made");
	zassert_ok(k_thread_name_copy(k_current_get(), copy, 6), "not copied");
	zassert_str_equal(copy, "12345", "copied wrongly");
}

/*
 * States
 */

#define expect_state(thread, expected)                                                             \
	do {                                                                                       \
		char state[80];                                                                    \
                                                                                                   \
		zassert_str_equal(k_thread_state_str(thread, state, sizeof(state)), expected,      \
				  "state %s", state);                                              \
	} while (0)

static int take(void *arg)
{
	ARG_UNUSED(arg);
	return k_sem_take(&sem, K_TICKS(20));
}

static int sleep_long(void *arg)
{
	ARG_UNUSED(arg);
	return k_sleep(K_TICKS(20));
}

ZTEST(thread_info, test_states_have_names)
{
	k_tid_t worker = start_worker_after(0, 5, take, NULL, K_FOREVER);

	expect_state(k_current_get(), "queued");
	expect_state(worker, "sleeping");
	k_thread_start(worker);
	expect_state(worker, "queued");
	run_others();
	expect_state(worker, "pending");
	k_thread_suspend(worker);
	expect_state(worker, "pending+suspended");
	k_sem_give(&sem);
	expect_state(worker, "suspended");
	k_thread_resume(worker);
	run_others();
	expect_state(worker, "dead");
}

ZTEST(thread_info, test_every_bit_of_the_state_has_a_name)
{
	static struct k_thread odd;

	odd.base.thread_state = 0xff;
	expect_state(&odd, "dummy+pending+sleeping+dead+suspended+aborting+suspending+queued");
	odd.base.thread_state = 0;
	expect_state(&odd, "");
}

ZTEST(thread_info, test_state_needs_a_thread_and_a_buffer)
{
	char state[4] = "abc";

	zassert_str_equal(k_thread_state_str(NULL, state, sizeof(state)), "", "no thread");
	zassert_str_equal(k_thread_state_str(k_current_get(), NULL, 4), "", "no buffer");
	zassert_str_equal(k_thread_state_str(k_current_get(), state, 0), "", "no room");
	zassert_str_equal(state, "abc", "the buffer was written to");
}

ZTEST(thread_info, test_state_is_cut_to_the_buffer)
{
	char state[8];

	memset(state, 'x', sizeof(state));
	zassert_str_equal(k_thread_state_str(k_current_get(), state, 4), "que", "state %s", state);
	zassert_equal(state[4], 'x', "written beyond the end");
	zassert_str_equal(k_thread_state_str(k_current_get(), state, 1), "", "state %s", state);
}

/*
 * Custom data
 */

static int use_custom_data(void *arg)
{
	mark(k_thread_custom_data_get() == NULL ? '0' : '?');
	k_thread_custom_data_set(arg);
	k_sem_take(&sem, K_FOREVER);
	mark(k_thread_custom_data_get() == arg ? '=' : '?');
	return 0;
}

ZTEST(thread_info, test_custom_data_belongs_to_its_thread)
{
	k_thread_custom_data_set(EVENT('t'));
	run_worker(0, 5, use_custom_data, EVENT('a'));
	run_worker(1, 5, use_custom_data, EVENT('b'));
	k_sem_give(&sem);
	k_sem_give(&sem);
	run_others();
	expect_trace("00==");
	zassert_equal_ptr(k_thread_custom_data_get(), EVENT('t'), "another thread changed it");
}

/*
 * Stack
 */

static int use_much_stack(void *arg)
{
	volatile char room[WORKER_STACK / 2];

	ARG_UNUSED(arg);
	for (size_t i = 0; i < sizeof(room); i++) {
		room[i] = 1;
	}
	return room[0];
}

ZTEST(thread_info, test_stack_space_shrinks_by_what_was_used)
{
	size_t at_first = 0;
	size_t at_last = 0;
	k_tid_t worker = start_worker_after(0, 5, use_much_stack, NULL, K_FOREVER);

	zassert_ok(k_thread_stack_space_get(worker, &at_first), "not found");
	zassert_between_inclusive(at_first, worker->stack_info.size - 1024, worker->stack_info.size,
				  "%zu bytes at first", at_first);
	k_thread_start(worker);
	wait_for_worker(0);
	zassert_ok(k_thread_stack_space_get(worker, &at_last), "not found");
	zassert_true(at_last + WORKER_STACK / 2 <= worker->stack_info.size,
		     "%zu bytes before, %zu after", at_first, at_last);
}

/*
 * Timeouts
 */

ZTEST(thread_info, test_timeout_of_a_waiting_thread_is_known)
{
	int64_t now = start_of_tick();
	k_tid_t waiting = run_worker(0, 5, take, NULL);
	k_tid_t sleeping = run_worker(1, 5, sleep_long, NULL);

	zassert_equal(k_thread_timeout_remaining_ticks(waiting), 21, "waiting");
	zassert_equal(k_thread_timeout_expires_ticks(waiting), now + 21, "waiting");
	zassert_equal(k_thread_timeout_remaining_ticks(sleeping), 21, "sleeping");
	zassert_equal(k_thread_timeout_expires_ticks(sleeping), now + 21, "sleeping");
	k_sleep(K_TICKS(4));
	zassert_equal(k_thread_timeout_remaining_ticks(waiting), 16, "waiting, later");
	zassert_equal(k_thread_timeout_expires_ticks(waiting), now + 21, "waiting, later");
}

ZTEST(thread_info, test_thread_without_timeout_has_none_left)
{
	int64_t now = start_of_tick();

	zassert_equal(k_thread_timeout_remaining_ticks(k_current_get()), 0, "running");
	zassert_equal(k_thread_timeout_expires_ticks(k_current_get()), now, "running");
}

ZTEST_SUITE(thread_info, NULL, NULL, before, after_case, NULL);
