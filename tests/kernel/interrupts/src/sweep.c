/* SPDX-License-Identifier: MIT */
/*
 * An interrupt between any two steps. A worker goes through a script of calls; a
 * timer interrupt meddles with it at one point, and that point moves through the
 * whole script: on the virtual clock every unlock is one, and each counts for
 * STEP_NS. Whatever the meddling, the script's results are right, or the worker
 * is dead and has left nothing behind.
 */
#include "approach.h"
#include "tests/kernel/support/trace.h"

#define STEPS   200
#define VICTIM  0
#define MEDDLER 1
#define CHILD   2
#define PRIO    5

static struct k_sem sem;
static struct k_sem go;
static struct k_mutex mutex;
static struct k_mutex second;
static struct k_condvar condvar;
static struct k_timer meddling;
static struct k_timer own_timer;

/** How many steps before the interrupt the script starts. */
static int lead;
/** What the script has come to; tells where the interrupt came. */
static int stage;
static int stage_at_interrupt;
static int failures;

#define EXPECT(condition) (failures += (condition) ? 0 : 1)

static void visit(const struct k_thread *thread, void *arg)
{
	ARG_UNUSED(thread);
	ARG_UNUSED(arg);
}

static void use_objects(void)
{
	EXPECT(k_mutex_lock(&mutex, K_FOREVER) == 0);
	EXPECT(k_mutex_lock(&second, K_FOREVER) == 0);
	stage++;
	k_sem_give(&sem);
	EXPECT(k_sem_take(&sem, K_NO_WAIT) == 0);
	EXPECT(k_sem_take(&sem, K_NO_WAIT) == -EBUSY);
	stage++;
	EXPECT(k_mutex_unlock(&mutex) == 0);
	EXPECT(k_mutex_unlock(&second) == 0);
	stage++;
	k_timer_start(&own_timer, K_TICKS(100), K_TICKS(100));
	k_timer_stop(&own_timer);
	EXPECT(k_timer_remaining_ticks(&own_timer) == 0);
	stage++;
}

static void use_threads(void)
{
	start_worker_after(CHILD, PRIO + 1, mark_arg, EVENT('c'), K_TICKS(100));
	stage++;
	k_thread_suspend(&worker_threads[CHILD]);
	k_thread_resume(&worker_threads[CHILD]);
	k_thread_priority_set(&worker_threads[CHILD], PRIO);
	k_thread_foreach_unlocked(visit, NULL);
	stage++;
	k_thread_abort(&worker_threads[CHILD]);
	EXPECT(k_thread_join(&worker_threads[CHILD], K_NO_WAIT) == 0);
	stage++;
	k_sched_lock();
	k_yield();
	k_sched_unlock();
	stage++;
}

static void wait_a_while(void)
{
	EXPECT(k_sem_take(&sem, K_TICKS(1)) == -EAGAIN);
	stage++;
	k_mutex_lock(&mutex, K_FOREVER);
	EXPECT(k_condvar_wait(&condvar, &mutex, K_TICKS(1)) == -EAGAIN);
	EXPECT(k_mutex_unlock(&mutex) == 0);
	stage++;
	(void)k_sleep(K_TICKS(1));
	stage++;
}

static int run_script(void *arg)
{
	ARG_UNUSED(arg);
	approach(&meddling, lead);
	stage = 1;
	use_objects();
	use_threads();
	wait_a_while();
	return 0;
}

/*
 * What the interrupt does, itself or through a cooperative thread
 */

static k_tid_t victim(void)
{
	return &worker_threads[VICTIM];
}

static void abort_victim(void)
{
	k_thread_abort(victim());
}

static void suspend_victim(void)
{
	k_thread_suspend(victim());
}

static void suspend_and_resume_victim(void)
{
	k_thread_suspend(victim());
	k_thread_resume(victim());
}

static void wake_victim(void)
{
	k_wakeup(victim());
}

static void abort_child(void)
{
	if (worker_made[CHILD]) {
		k_thread_abort(&worker_threads[CHILD]);
	}
}

static void change_priority(void)
{
	k_thread_priority_set(victim(), PRIO + 2);
}

static void want_mutex(void)
{
	if (k_mutex_lock(&second, K_TICKS(1)) == 0) {
		EXPECT(k_mutex_unlock(&second) == 0);
	}
}

static int meddle_later(void *arg)
{
	void (*meddle)(void) = arg;

	k_sem_take(&go, K_FOREVER);
	meddle();
	return 0;
}

static void (*meddle_in_isr)(void);

static void on_timer(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	stage_at_interrupt = stage;
	if (meddle_in_isr != NULL) {
		meddle_in_isr();
	}
	k_sem_give(&go);
}

/*
 * The sweep
 */

static void reset_objects(void)
{
	k_sem_init(&sem, 0, 10);
	k_sem_init(&go, 0, 10);
	k_mutex_init(&mutex);
	k_mutex_init(&second);
	k_condvar_init(&condvar);
	k_timer_init(&meddling, on_timer, NULL);
	k_timer_init(&own_timer, NULL, NULL);
	stage = 0;
	stage_at_interrupt = 0;
	failures = 0;
}

static void expect_no_timeout(const struct k_thread *thread, void *arg)
{
	*(int *)arg += k_thread_timeout_remaining_ticks(thread) != 0;
}

/** Nothing is left of the script but its objects, and threads still come and go. */
static void check_what_is_left(void)
{
	int waiting = 0;

	k_timer_stop(&meddling);
	k_timer_stop(&own_timer);
	retire_workers();
	zassert_equal(k_thread_timeout_remaining_ticks(victim()), 0, "lead %d: a timeout is left",
		      lead);
	k_thread_foreach(expect_no_timeout, &waiting);
	zassert_equal(waiting, 0, "lead %d: %d timeouts are left", lead, waiting);
	start_worker(VICTIM, PRIO, mark_arg, EVENT('w'));
	wait_for_worker(VICTIM);
	expect_trace("w");
	retire_workers();
}

/** Run the script with the interrupt @a steps_ahead, with @a in_isr and @a in_thread, which may be NULL. */
static void run_once(int steps_ahead, void (*in_isr)(void), void (*in_thread)(void))
{
	reset_objects();
	lead = steps_ahead;
	meddle_in_isr = in_isr;
	if (in_thread != NULL) {
		start_worker(MEDDLER, -2, meddle_later, (void *)in_thread);
	}
	start_worker(VICTIM, PRIO, run_script, NULL);
	k_sleep(K_TICKS(8));
}

/** Expect the interrupt to have come at each stage of the script up to its first wait. */
static void expect_whole_script(const bool *seen)
{
	for (int i = 1; i <= 9; i++) {
		zassert_true(seen[i], "no interrupt came at stage %d", i);
	}
}

static void sweep(void (*in_isr)(void), void (*in_thread)(void), bool ends)
{
	bool seen[16] = {false};

	for (int steps = 0; steps < STEPS; steps++) {
		run_once(steps, in_isr, in_thread);
		seen[stage_at_interrupt] = true;
		k_thread_resume(victim());
		k_sleep(K_TICKS(8));
		if (!ends) {
			zassert_true(jobs[VICTIM].done, "lead %d: stuck at stage %d", lead, stage);
			zassert_is_null(mutex.owner, "lead %d: a mutex is owned", lead);
			zassert_is_null(second.owner, "lead %d: a mutex is owned", lead);
		}
		zassert_equal(failures, 0, "lead %d: %d wrong results", lead, failures);
		zassert_ok(k_thread_join(victim(), K_NO_WAIT), "lead %d: it lives", lead);
		clear_trace();
		check_what_is_left();
	}
	expect_whole_script(seen);
}

ZTEST(interrupts, test_isr_that_does_nothing)
{
	sweep(NULL, NULL, false);
}

ZTEST(interrupts, test_isr_that_aborts_the_thread)
{
	sweep(abort_victim, NULL, true);
}

ZTEST(interrupts, test_isr_that_suspends_the_thread)
{
	sweep(suspend_victim, NULL, false);
}

ZTEST(interrupts, test_isr_that_suspends_and_resumes_the_thread)
{
	sweep(suspend_and_resume_victim, NULL, false);
}

ZTEST(interrupts, test_isr_that_wakes_the_thread)
{
	sweep(wake_victim, NULL, false);
}

ZTEST(interrupts, test_isr_that_aborts_the_threads_child)
{
	sweep(abort_child, NULL, false);
}

ZTEST(interrupts, test_thread_that_aborts_the_interrupted_one)
{
	sweep(NULL, abort_victim, true);
}

ZTEST(interrupts, test_thread_that_suspends_the_interrupted_one)
{
	sweep(NULL, suspend_victim, false);
}

ZTEST(interrupts, test_thread_that_changes_the_priority_of_the_interrupted_one)
{
	sweep(NULL, change_priority, false);
}

ZTEST(interrupts, test_thread_that_wants_the_mutex_of_the_interrupted_one)
{
	sweep(NULL, want_mutex, false);
}

static void after(void *fixture)
{
	k_timer_stop(&meddling);
	k_timer_stop(&own_timer);
	after_case(fixture);
}

ZTEST_SUITE(interrupts, NULL, NULL, before_case, after, NULL);
