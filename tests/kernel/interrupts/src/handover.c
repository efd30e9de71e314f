/* SPDX-License-Identifier: MIT */
/*
 * Nothing is lost on the way into a wait: an interrupt serves what a thread waits
 * for, before, during and after the call that waits.
 */
#include "approach.h"
#include "tests/kernel/support/trace.h"

#define STEPS  60
#define WAITER 0
#define SERVER 1

#define WAITING (_THREAD_PENDING | _THREAD_SLEEPING)

static struct k_sem sem;
static struct k_sem go;
static struct k_mutex mutex;
static struct k_condvar condvar;
static struct k_timer timer;

static int lead;
static bool condition;
/** Whether the interrupt found the waiter waiting, or not yet. */
static int came_late;
static int came_early;

static void on_timer(struct k_timer *expired)
{
	ARG_UNUSED(expired);
	if ((worker_threads[WAITER].base.thread_state & WAITING) != 0) {
		came_late++;
	} else {
		came_early++;
	}
	k_sem_give(&sem);
	k_sem_give(&go);
}

/*
 * Waiters
 */

static int take(void *arg)
{
	ARG_UNUSED(arg);
	approach(&timer, lead);
	return k_sem_take(&sem, K_FOREVER);
}

static int lock(void *arg)
{
	ARG_UNUSED(arg);
	approach(&timer, lead);
	return k_mutex_lock(&mutex, K_FOREVER) + k_mutex_unlock(&mutex);
}

static int wait_for_condition(void *arg)
{
	int result = 0;

	ARG_UNUSED(arg);
	approach(&timer, lead);
	k_mutex_lock(&mutex, K_FOREVER);
	while (!condition) {
		result += k_condvar_wait(&condvar, &mutex, K_FOREVER);
	}
	return result + k_mutex_unlock(&mutex);
}

static int join(void *arg)
{
	ARG_UNUSED(arg);
	approach(&timer, lead);
	return k_thread_join(&worker_threads[SERVER], K_FOREVER);
}

static int sleep_two_ticks(void *arg)
{
	ARG_UNUSED(arg);
	approach(&timer, lead);
	return k_sleep(K_TICKS(2));
}

static int sync_timer(void *arg)
{
	ARG_UNUSED(arg);
	approach(&timer, lead);
	return k_timer_status_sync(&timer) == 1 ? 0 : -1;
}

/*
 * Servers: they begin to wait first
 */

static int unlock_on_go(void *arg)
{
	ARG_UNUSED(arg);
	k_mutex_lock(&mutex, K_FOREVER);
	k_sem_take(&go, K_FOREVER);
	return k_mutex_unlock(&mutex);
}

static int signal_on_go(void *arg)
{
	ARG_UNUSED(arg);
	k_sem_take(&go, K_FOREVER);
	k_mutex_lock(&mutex, K_FOREVER);
	condition = true;
	k_condvar_signal(&condvar);
	return k_mutex_unlock(&mutex);
}

static int end_on_go(void *arg)
{
	ARG_UNUSED(arg);
	return k_sem_take(&go, K_FOREVER);
}

static void prepare(void)
{
	k_sem_init(&sem, 0, 1);
	k_sem_init(&go, 0, 1);
	k_mutex_init(&mutex);
	k_condvar_init(&condvar);
	k_timer_init(&timer, on_timer, NULL);
	condition = false;
}

/** Expect @a waiter to end well wherever the interrupt comes that lets @a server, if there is one, serve it. */
static void sweep(int (*waiter)(void *), int (*server)(void *))
{
	came_early = 0;
	came_late = 0;
	for (lead = 0; lead < STEPS; lead++) {
		prepare();
		if (server != NULL) {
			start_worker(SERVER, -2, server, NULL);
			k_yield();
		}
		start_worker(WAITER, 5, waiter, NULL);
		k_sleep(K_TICKS(6));
		zassert_ok(worker_result(WAITER), "lead %d: the waiter has %d", lead,
			   worker_result(WAITER));
		retire_workers();
	}
	zassert_true(came_early > 0 && came_late > 0, "the interrupt came %d times early, %d late",
		     came_early, came_late);
}

ZTEST(handover, test_semaphore)
{
	sweep(take, NULL);
}

ZTEST(handover, test_mutex)
{
	sweep(lock, unlock_on_go);
}

ZTEST(handover, test_condition_variable)
{
	sweep(wait_for_condition, signal_on_go);
}

ZTEST(handover, test_join)
{
	sweep(join, end_on_go);
}

/* The server only interrupts. */
ZTEST(handover, test_sleep)
{
	sweep(sleep_two_ticks, end_on_go);
}

ZTEST(handover, test_timer_status)
{
	sweep(sync_timer, NULL);
}

static void after(void *fixture)
{
	k_timer_stop(&timer);
	after_case(fixture);
}

ZTEST_SUITE(handover, NULL, NULL, before_case, after, NULL);
