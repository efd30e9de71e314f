/* SPDX-License-Identifier: MIT */
/*
 * Every call that may make a thread ready is a scheduling point for a preemptible
 * caller with interrupts unlocked, and for no other. Each row of `points` is a
 * call; each case tries all of them in one situation.
 */
#include "tests/kernel/support/trace.h"

#define WAITER      0
#define VICTIM      1
#define CALLER_PRIO 5
#define WAITER_PRIO 4

/** A call, and what the thread that it makes ready waits for. */
struct point {
	const char *name;
	/** Made by the case before the waiter starts; may be NULL. */
	void (*prepare)(void);
	/** Made by the waiter; NULL if the call itself starts it. */
	void (*wait)(void);
	void (*call)(void);
	bool isr_legal;
};

static struct k_sem sem;
static struct k_mutex mutex;
static struct k_condvar condvar;
static struct k_timer timer;

static void take(void)
{
	k_sem_take(&sem, K_FOREVER);
}

static void give(void)
{
	k_sem_give(&sem);
}

static void reset(void)
{
	k_sem_reset(&sem);
}

static void sleep_for_ever(void)
{
	k_sleep(K_FOREVER);
}

static void wake_up(void)
{
	k_wakeup(&worker_threads[WAITER]);
}

static void suspend_self(void)
{
	k_thread_suspend(k_current_get());
}

static void resume(void)
{
	k_thread_resume(&worker_threads[WAITER]);
}

static void lock(void)
{
	k_mutex_lock(&mutex, K_FOREVER);
}

static void unlock(void)
{
	k_mutex_unlock(&mutex);
}

static void wait_condvar(void)
{
	lock();
	k_condvar_wait(&condvar, &mutex, K_FOREVER);
	unlock();
}

static void signal(void)
{
	k_condvar_signal(&condvar);
}

static void broadcast(void)
{
	k_condvar_broadcast(&condvar);
}

static void start_timer(void)
{
	k_timer_start(&timer, K_HOURS(1), K_NO_WAIT);
}

static void sync_timer(void)
{
	k_timer_status_sync(&timer);
}

static void stop_timer(void)
{
	k_timer_stop(&timer);
}

static void make_victim(void)
{
	start_worker_after(VICTIM, 9, mark_arg, EVENT('v'), K_FOREVER);
}

static void join_victim(void)
{
	k_thread_join(&worker_threads[VICTIM], K_FOREVER);
}

static void abort_victim(void)
{
	k_thread_abort(&worker_threads[VICTIM]);
}

static void make_waiter(void)
{
	start_worker_after(WAITER, WAITER_PRIO, mark_arg, EVENT('w'), K_FOREVER);
}

static void start(void)
{
	k_thread_start(&worker_threads[WAITER]);
}

static void create(void)
{
	start_worker(WAITER, WAITER_PRIO, mark_arg, EVENT('w'));
}

/* Objects that pass data on */

static struct k_queue queue;
static struct k_stack stack;
static stack_data_t stack_memory[1];
static struct k_msgq msgq;
static char msgq_memory[1];
static struct k_pipe pipe;
static struct k_event event;
static struct k_poll_signal poll_signal;
static struct k_mem_slab slab;
static char __aligned(8) slab_memory[16];
static void *slab_block;
static struct k_futex futex;

static void init_objects(void)
{
	k_queue_init(&queue);
	k_stack_init(&stack, stack_memory, ARRAY_SIZE(stack_memory));
	k_msgq_init(&msgq, msgq_memory, sizeof(msgq_memory), 1);
	k_pipe_init(&pipe, NULL, 0);
	k_event_init(&event);
	k_poll_signal_init(&poll_signal);
	(void)k_mem_slab_init(&slab, slab_memory, sizeof(slab_memory), 1);
	(void)k_mem_slab_alloc(&slab, &slab_block, K_NO_WAIT);
}

static void get_item(void)
{
	(void)k_queue_get(&queue, K_FOREVER);
}

static void append(void)
{
	static void *item;

	k_queue_append(&queue, &item);
}

static void cancel_wait(void)
{
	k_queue_cancel_wait(&queue);
}

static void pop(void)
{
	stack_data_t data;

	(void)k_stack_pop(&stack, &data, K_FOREVER);
}

static void push(void)
{
	(void)k_stack_push(&stack, 1);
}

static void get_message(void)
{
	char message;

	(void)k_msgq_get(&msgq, &message, K_FOREVER);
}

static void put_message(void)
{
	(void)k_msgq_put(&msgq, "m", K_NO_WAIT);
}

static void read_pipe(void)
{
	uint8_t byte;

	(void)k_pipe_read(&pipe, &byte, 1, K_FOREVER);
}

static void write_pipe(void)
{
	(void)k_pipe_write(&pipe, (const uint8_t *)"p", 1, K_NO_WAIT);
}

static void reset_pipe(void)
{
	k_pipe_reset(&pipe);
}

static void close_pipe(void)
{
	k_pipe_close(&pipe);
}

static void wait_event(void)
{
	(void)k_event_wait(&event, BIT(0), false, K_FOREVER);
}

static void post(void)
{
	(void)k_event_post(&event, BIT(0));
}

static void poll_for_signal(void)
{
	struct k_poll_event polled =
		K_POLL_EVENT_INITIALIZER(K_POLL_TYPE_SIGNAL, K_POLL_MODE_NOTIFY_ONLY, &poll_signal);

	(void)k_poll(&polled, 1, K_FOREVER);
}

static void raise_signal(void)
{
	(void)k_poll_signal_raise(&poll_signal, 0);
}

static void alloc_block(void)
{
	void *block;

	(void)k_mem_slab_alloc(&slab, &block, K_FOREVER);
}

static void free_block(void)
{
	k_mem_slab_free(&slab, slab_block);
}

static void wait_futex(void)
{
	(void)k_futex_wait(&futex, 0, K_FOREVER);
}

static void wake_futex(void)
{
	(void)k_futex_wake(&futex, true);
}

static const struct point points[] = {
	{"k_sem_give", NULL, take, give, true},
	{"k_sem_reset", NULL, take, reset, true},
	{"k_wakeup", NULL, sleep_for_ever, wake_up, true},
	{"k_thread_resume", NULL, suspend_self, resume, true},
	{"k_mutex_unlock", lock, lock, unlock, false},
	{"k_condvar_signal", NULL, wait_condvar, signal, true},
	{"k_condvar_broadcast", NULL, wait_condvar, broadcast, true},
	{"k_timer_stop", start_timer, sync_timer, stop_timer, true},
	{"k_thread_abort", make_victim, join_victim, abort_victim, true},
	{"k_thread_start", make_waiter, NULL, start, true},
	{"k_thread_create", NULL, NULL, create, false},
	{"k_queue_append", NULL, get_item, append, true},
	{"k_queue_cancel_wait", NULL, get_item, cancel_wait, true},
	{"k_stack_push", NULL, pop, push, true},
	{"k_msgq_put", NULL, get_message, put_message, true},
	{"k_pipe_write", NULL, read_pipe, write_pipe, true},
	{"k_pipe_reset", NULL, read_pipe, reset_pipe, true},
	{"k_pipe_close", NULL, read_pipe, close_pipe, true},
	{"k_event_post", NULL, wait_event, post, true},
	{"k_poll_signal_raise", NULL, poll_for_signal, raise_signal, true},
	{"k_mem_slab_free", NULL, alloc_block, free_block, true},
	{"k_futex_wake", NULL, wait_futex, wake_futex, true},
};

static int wait_at(void *arg)
{
	((const struct point *)arg)->wait();
	mark('w');
	return 0;
}

/** Go up to the call, as a thread of CALLER_PRIO, with the waiter waiting. */
static void set_up(const struct point *point)
{
	/* Right behind a tick: the next one, a scheduling point too, stays away from the call. */
	k_sleep(K_TICKS(1));
	clear_trace();
	k_sem_init(&sem, 0, 1);
	k_mutex_init(&mutex);
	k_condvar_init(&condvar);
	k_timer_init(&timer, NULL, NULL);
	init_objects();
	run_as(CALLER_PRIO);
	if (point->prepare != NULL) {
		point->prepare();
	}
	if (point->wait != NULL) {
		start_worker(WAITER, WAITER_PRIO, wait_at, (void *)(uintptr_t)point);
	}
}

static void expect_events(const struct point *point, const char *events)
{
	zassert_str_equal(trace, events, "%s: events %s, not %s", point->name, trace, events);
	wait_for_worker(WAITER);
	retire_workers();
}

#define FOR_EACH_POINT(point)                                                                      \
	for (const struct point *point = points; point < points + ARRAY_SIZE(points); point++)

ZTEST(scheduling_points, test_preemptible_caller_is_preempted)
{
	FOR_EACH_POINT(point)
	{
		set_up(point);
		point->call();
		mark('t');
		expect_events(point, "wt");
	}
}

ZTEST(scheduling_points, test_coop_caller_runs_on)
{
	FOR_EACH_POINT(point)
	{
		set_up(point);
		run_as(-1);
		point->call();
		mark('t');
		run_as(CALLER_PRIO);
		expect_events(point, "tw");
	}
}

ZTEST(scheduling_points, test_caller_with_scheduler_locked_runs_on)
{
	FOR_EACH_POINT(point)
	{
		set_up(point);
		k_sched_lock();
		point->call();
		mark('t');
		k_sched_unlock();
		expect_events(point, "tw");
	}
}

ZTEST(scheduling_points, test_caller_with_interrupts_locked_runs_on)
{
	FOR_EACH_POINT(point)
	{
		unsigned int key;

		set_up(point);
		key = irq_lock();
		point->call();
		mark('1');
		irq_unlock(key);
		mark('2');
		k_reschedule();
		expect_events(point, "12w");
	}
}

static void isr_call(const void *arg)
{
	((const struct point *)arg)->call();
	mark('i');
}

ZTEST(scheduling_points, test_isr_switches_at_its_exit)
{
	FOR_EACH_POINT(point)
	{
		if (point->isr_legal) {
			set_up(point);
			irq_offload(isr_call, point);
			mark('t');
			expect_events(point, "iwt");
		}
	}
}

ZTEST(scheduling_points, test_isr_over_coop_thread_does_not_switch)
{
	FOR_EACH_POINT(point)
	{
		if (point->isr_legal) {
			set_up(point);
			run_as(-1);
			irq_offload(isr_call, point);
			mark('t');
			run_as(CALLER_PRIO);
			expect_events(point, "itw");
		}
	}
}

ZTEST_SUITE(scheduling_points, NULL, NULL, before_case, after_case, NULL);
