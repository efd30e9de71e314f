/* SPDX-License-Identifier: MIT */
/*
 * The walk; see walk.h. The test has the worst priority, so after each of its calls every thread
 * waits again: for the object, or for orders. A failed check prints seed and step.
 * EXTRA_CFLAGS="-DSEEDS=n" runs seeds 1 to n.
 */
#include <zephyr/irq_offload.h>

#include "tests/kernel/support/random.h"
#include "walk.h"

#ifndef SEEDS
#define SEEDS 20
#endif
#define STEPS           2000
#define STEPS_IN_A_TICK 40
#define TIMERS          3
#define STACK           (2048 + CONFIG_TEST_EXTRA_STACK_SIZE)

int walk_seed;
int walk_step;
static const struct subject *subject;

/** What has happened in all seeds: a walk that only stands proves nothing. */
static int done[DEEDS];
static int served;
static int timed_out;

uint32_t walk_random(uint32_t limit)
{
	return (uint32_t)random_below(limit);
}

bool walk_once_in(uint32_t times)
{
	return random_below(times) == 0;
}

/*
 * The real threads and timers
 */

struct report {
	int count;
	int result;
};

struct k_thread walk_threads[WALKERS];
static K_THREAD_STACK_ARRAY_DEFINE(stacks, WALKERS, STACK);
static struct k_sem inboxes[WALKERS];
static struct order orders[WALKERS];
static struct report reports[WALKERS];
static struct k_timer timers[TIMERS];
static struct order timer_orders[TIMERS];
static struct report timer_reports[TIMERS];
static bool running;

static void carry_out(const struct order *order, struct report *report)
{
	report->result = subject->act(order);
	report->count++;
}

static void walker(void *p1, void *p2, void *p3)
{
	int self = (int)(intptr_t)p1;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		(void)k_sem_take(&inboxes[self], K_FOREVER);
		carry_out(&orders[self], &reports[self]);
	}
}

static void on_timer(struct k_timer *timer)
{
	carry_out(&timer_orders[timer - timers], &timer_reports[timer - timers]);
}

static void start_thread(int thread, int prio)
{
	(void)k_sem_init(&inboxes[thread], 0, 1);
	k_thread_create(&walk_threads[thread], stacks[thread],
			K_THREAD_STACK_SIZEOF(stacks[thread]), walker, (void *)(intptr_t)thread,
			NULL, NULL, prio, 0, K_NO_WAIT);
}

static void start_all(void)
{
	for (int i = 0; i < TIMERS; i++) {
		timer_reports[i] = (struct report){.count = 0};
		k_timer_init(&timers[i], on_timer, NULL);
	}
	for (int i = 0; i < WALKERS; i++) {
		reports[i] = (struct report){.count = 0};
		start_thread(i, 0);
	}
	running = true;
}

static void stop_all(void)
{
	for (int i = 0; running && i < TIMERS; i++) {
		k_timer_stop(&timers[i]);
	}
	for (int i = 0; running && i < WALKERS; i++) {
		k_thread_abort(&walk_threads[i]);
	}
	running = false;
}

/*
 * Their models
 */

/** When something is due, and the place among what is due in the same tick. */
struct due {
	int64_t tick;
	int64_t serial;
};

struct model_thread {
	int prio;
	bool waits;
	/** Place among waiters of equal priority. */
	int64_t place;
	struct due due;
	struct order order;
	struct report report;
};

struct model_timer {
	struct due due;
	struct order order;
	struct report report;
};

static struct model_thread model[WALKERS];
static struct model_timer model_timers[TIMERS];
static int64_t now;
static int64_t counter;

static void reset_model(void)
{
	memset(model, 0, sizeof(model));
	memset(model_timers, 0, sizeof(model_timers));
	now = k_uptime_ticks();
	for (int i = 0; i < WALKERS; i++) {
		model[i].due.tick = FOREVER;
	}
	for (int i = 0; i < TIMERS; i++) {
		model_timers[i].due.tick = FOREVER;
	}
}

static void finish(struct report *report, int result)
{
	report->result = result;
	report->count++;
}

static void end_wait(struct model_thread *thread)
{
	thread->waits = false;
	thread->due.tick = FOREVER;
}

void walk_end_wait(struct order *order, int result)
{
	struct model_thread *thread = &model[order->thread];

	end_wait(thread);
	finish(&thread->report, result);
	served++;
}

int walk_prio(int thread)
{
	return model[thread].prio;
}

static bool is_better(const struct model_thread *one, const struct model_thread *other)
{
	return one->prio < other->prio || (one->prio == other->prio && one->place < other->place);
}

struct order *walk_next_waiter(const struct order *order)
{
	struct model_thread *best = NULL;

	for (int i = 0; i < WALKERS; i++) {
		struct model_thread *thread = &model[i];
		bool behind = order == NULL || is_better(&model[order->thread], thread);

		if (thread->waits && behind && (best == NULL || is_better(thread, best))) {
			best = thread;
		}
	}
	return best == NULL ? NULL : &best->order;
}

struct order *walk_waiter_with(int deed)
{
	struct order *order = walk_next_waiter(NULL);

	while (order != NULL && order->deed != deed) {
		order = walk_next_waiter(order);
	}
	return order;
}

/** Let the best waiter that can go on do so. @return whether there is one. */
static bool serve_a_waiter(void)
{
	struct order *order = walk_next_waiter(NULL);

	for (; order != NULL; order = walk_next_waiter(order)) {
		int result;
		enum progress progress = subject->model(order, &result);

		if (progress == DONE) {
			walk_end_wait(order, result);
		}
		if (progress != STUCK) {
			return true;
		}
	}
	return false;
}

/** Do @a order and whatever that lets others do. @return whether it is done. */
static bool model_try(struct order *order, int *result)
{
	enum progress progress;

	do {
		progress = subject->model(order, result);
	} while (progress == MOVED || (progress == STUCK && serve_a_waiter()));
	while (progress == DONE && serve_a_waiter()) {
	}
	return progress == DONE;
}

static void model_in_isr(struct order order, struct report *report)
{
	int result;

	finish(report, model_try(&order, &result) ? result : subject->give_up(&order, false));
}

static void model_order(int index, const struct order *order)
{
	struct model_thread *thread = &model[index];
	int result;

	thread->order = *order;
	if (model_try(&thread->order, &result)) {
		finish(&thread->report, result);
	} else if (order->ticks == 0) {
		finish(&thread->report, subject->give_up(&thread->order, false));
	} else {
		thread->waits = true;
		thread->place = ++counter;
		thread->due.serial = ++counter;
		thread->due.tick = order->ticks == FOREVER ? FOREVER : now + order->ticks + 1;
	}
}

static bool is_earlier(const struct due *due, const struct due *other)
{
	return other == NULL || due->tick < other->tick ||
	       (due->tick == other->tick && due->serial < other->serial);
}

/** @return what is due first, up to @a tick, or NULL. */
static struct due *first_due(int64_t tick)
{
	struct due *first = NULL;

	for (int i = 0; i < WALKERS + TIMERS; i++) {
		struct due *due = i < WALKERS ? &model[i].due : &model_timers[i - WALKERS].due;

		if (due->tick != FOREVER && due->tick <= tick && is_earlier(due, first)) {
			first = due;
		}
	}
	return first;
}

static void model_expire(struct due *due)
{
	if (due >= &model_timers[0].due && due <= &model_timers[TIMERS - 1].due) {
		struct model_timer *timer = CONTAINER_OF(due, struct model_timer, due);

		due->tick = FOREVER;
		model_in_isr(timer->order, &timer->report);
	} else {
		struct order *order = &CONTAINER_OF(due, struct model_thread, due)->order;

		walk_end_wait(order, subject->give_up(order, true));
		timed_out++;
	}
}

static void model_advance(int64_t tick)
{
	for (struct due *due = first_due(tick); due != NULL; due = first_due(tick)) {
		model_expire(due);
	}
	now = tick;
}

/*
 * Steps
 */

static int any_thread(void)
{
	return (int)random_below(WALKERS);
}

static int random_prio(void)
{
	/* Few, so that many are equal. */
	static const int choices[] = {-2, 0, 3};

	return choices[random_below(ARRAY_SIZE(choices))];
}

static int random_ticks(void)
{
	static const int choices[] = {0, FOREVER, FOREVER, 1, 3, 10, 30};

	return choices[random_below(ARRAY_SIZE(choices))];
}

/** Have the subject choose an order. @return whether there is one. */
static bool draw(struct order *order)
{
	if (!subject->draw(order)) {
		return false;
	}
	done[order->deed]++;
	return true;
}

static void give_an_order(void)
{
	int thread = any_thread();
	struct order order = {.thread = thread, .ticks = random_ticks()};

	if (!model[thread].waits && draw(&order)) {
		orders[thread] = order;
		k_sem_give(&inboxes[thread]);
		model_order(thread, &order);
	}
}

static struct report isr_report;

static void carry_out_in_isr(const void *order)
{
	carry_out(order, &isr_report);
}

static void interrupt(void)
{
	struct order order = {.thread = ISR};
	struct report expected = isr_report;

	if (draw(&order)) {
		irq_offload(carry_out_in_isr, &order);
		model_in_isr(order, &expected);
		walk_check(isr_report.result, expected.result);
	}
}

static void start_a_timer(void)
{
	int timer = (int)random_below(TIMERS);
	int ticks = 1 + (int)random_below(20);
	struct order order = {.thread = ISR};

	if (model_timers[timer].due.tick == FOREVER && draw(&order)) {
		timer_orders[timer] = order;
		k_timer_start(&timers[timer], K_TICKS(ticks), K_NO_WAIT);
		model_timers[timer].order = order;
		model_timers[timer].due = (struct due){.tick = now + ticks, .serial = ++counter};
	}
}

static void set_a_priority(void)
{
	int thread = any_thread();
	int prio = random_prio();

	k_thread_priority_set(&walk_threads[thread], prio);
	if (prio != model[thread].prio) {
		model[thread].prio = prio;
		model[thread].place = ++counter;
	}
}

static void replace_a_thread(void)
{
	int thread = any_thread();
	int prio = random_prio();

	k_thread_abort(&walk_threads[thread]);
	start_thread(thread, prio);
	end_wait(&model[thread]);
	model[thread].prio = prio;
}

static void let_time_pass(void)
{
	int64_t tick = now + 1 + random_below(random_once_in(10) ? 100 : 5);

	k_sleep(K_TIMEOUT_ABS_TICKS(tick));
	model_advance(tick);
}

static void take_step(void)
{
	static void (*const steps[])(void) = {
		give_an_order, give_an_order, give_an_order,  give_an_order,    interrupt,
		interrupt,     start_a_timer, set_a_priority, replace_a_thread,
	};

	if (walk_step % STEPS_IN_A_TICK == 0 || random_once_in(12)) {
		let_time_pass();
	} else {
		steps[random_below(ARRAY_SIZE(steps))]();
	}
}

static void check(void)
{
	walk_check(k_uptime_ticks(), now);
	for (int i = 0; i < WALKERS; i++) {
		walk_check(reports[i].count, model[i].report.count);
		walk_check(reports[i].result, model[i].report.result);
	}
	for (int i = 0; i < TIMERS; i++) {
		walk_check(timer_reports[i].count, model_timers[i].report.count);
		walk_check(timer_reports[i].result, model_timers[i].report.result);
	}
	subject->check();
}

static void run_seed(int seed)
{
	walk_seed = seed;
	random_seed((uint32_t)seed);
	subject->start();
	k_sleep(K_TICKS(1));
	start_all();
	reset_model();
	for (walk_step = 0; walk_step < STEPS; walk_step++) {
		take_step();
		check();
	}
	stop_all();
}

void walk(const struct subject *chosen)
{
	subject = chosen;
	memset(done, 0, sizeof(done));
	served = 0;
	timed_out = 0;
	k_thread_priority_set(k_current_get(), K_LOWEST_APPLICATION_THREAD_PRIO);
	for (int seed = 1; seed <= SEEDS; seed++) {
		run_seed(seed);
	}
	TC_PRINT("seeds 1 to %d: %d waits ended, %d of them in vain\n", SEEDS, served, timed_out);
	for (int deed = 0; deed < subject->deeds; deed++) {
		zassert_true(done[deed] > 10 * SEEDS, "deed %d was done too seldom", deed);
	}
	zassert_true(timed_out > 10 * SEEDS);
	zassert_true(served - timed_out > 50 * SEEDS);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	stop_all();
}

ZTEST_SUITE(data_walk, NULL, NULL, NULL, after, NULL);
