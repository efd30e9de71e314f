/* SPDX-License-Identifier: MIT */
/* The real threads and objects; see actors.h. */
#include <zephyr/irq_offload.h>
#include <zephyr/sys/util.h>

#include "actors.h"

#define STACK (2048 + CONFIG_TEST_EXTRA_STACK_SIZE)

struct actor_report actor_reports[THREADS];
int64_t actor_all_reports;
struct k_thread actor_threads[THREADS];
struct k_mutex actor_mutexes[MUTEXES];
struct k_sem actor_sems[SEMS];

static K_THREAD_STACK_ARRAY_DEFINE(stacks, THREADS, STACK);
static struct k_sem inboxes[THREADS];
static struct order orders[THREADS];
static struct k_condvar condvars[CONDVARS];
static struct k_timer timers[TIMERS];
static struct order timer_orders[TIMERS];
static bool running;

static k_timeout_t timeout_of(const struct order *order)
{
	return order->ticks == FOREVER ? K_FOREVER : K_TICKS(order->ticks);
}

/** Any context. */
static int interfere(const struct order *order)
{
	switch (order->deed) {
	case GIVE:
		k_sem_give(&actor_sems[order->object]);
		return 0;
	case RESET:
		k_sem_reset(&actor_sems[order->object]);
		return 0;
	case SIGNAL:
		return k_condvar_signal(&condvars[order->object]);
	case BROADCAST:
		return k_condvar_broadcast(&condvars[order->object]);
	default:
		k_wakeup(&actor_threads[order->object]);
		return 0;
	}
}

static int carry_out(const struct order *order)
{
	switch (order->deed) {
	case TAKE:
		return k_sem_take(&actor_sems[order->object], timeout_of(order));
	case LOCK:
		return k_mutex_lock(&actor_mutexes[order->object], timeout_of(order));
	case UNLOCK:
		return k_mutex_unlock(&actor_mutexes[order->object]);
	case CV_WAIT:
		return k_condvar_wait(&condvars[order->object], &actor_mutexes[order->mutex],
				      timeout_of(order));
	case SLEEP:
		return k_sleep(timeout_of(order));
	case JOIN:
		return k_thread_join(&actor_threads[order->object], timeout_of(order));
	default:
		return interfere(order);
	}
}

static void actor(void *p1, void *p2, void *p3)
{
	int self = (int)(intptr_t)p1;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		k_sem_take(&inboxes[self], K_FOREVER);

		int result = carry_out(&orders[self]);

		actor_reports[self].result = result;
		actor_reports[self].count++;
		actor_reports[self].when = ++actor_all_reports;
	}
}

static void start_actor(int thread, int prio)
{
	(void)k_sem_init(&inboxes[thread], 0, 1);
	k_thread_create(&actor_threads[thread], stacks[thread],
			K_THREAD_STACK_SIZEOF(stacks[thread]), actor, (void *)(intptr_t)thread,
			NULL, NULL, prio, 0, K_NO_WAIT);
}

static void on_timer(struct k_timer *timer)
{
	(void)interfere(&timer_orders[timer - timers]);
}

void actors_start(void)
{
	for (int i = 0; i < MUTEXES; i++) {
		(void)k_mutex_init(&actor_mutexes[i]);
	}
	for (int i = 0; i < SEMS; i++) {
		(void)k_sem_init(&actor_sems[i], 0, SEM_LIMIT);
	}
	for (int i = 0; i < CONDVARS; i++) {
		(void)k_condvar_init(&condvars[i]);
	}
	for (int i = 0; i < TIMERS; i++) {
		k_timer_init(&timers[i], on_timer, NULL);
	}
	for (int i = 0; i < THREADS; i++) {
		actor_reports[i] = (struct actor_report){.count = 0};
		start_actor(i, 0);
	}
	running = true;
}

void actors_stop(void)
{
	if (!running) {
		return;
	}
	for (int i = 0; i < TIMERS; i++) {
		k_timer_stop(&timers[i]);
	}
	for (int i = 0; i < THREADS; i++) {
		k_thread_abort(&actor_threads[i]);
	}
	running = false;
}

void actors_order(int thread, const struct order *order)
{
	orders[thread] = *order;
	k_sem_give(&inboxes[thread]);
}

static void interfere_in_isr(const void *order)
{
	(void)interfere(order);
}

void actors_interfere(const struct order *order, bool in_isr)
{
	if (in_isr) {
		irq_offload(interfere_in_isr, order);
	} else {
		(void)interfere(order);
	}
}

void actors_replace(int thread, int prio)
{
	k_thread_abort(&actor_threads[thread]);
	start_actor(thread, prio);
}

void actors_start_timer(int timer, int ticks, const struct order *order)
{
	timer_orders[timer] = *order;
	k_timer_start(&timers[timer], K_TICKS(ticks), K_NO_WAIT);
}
