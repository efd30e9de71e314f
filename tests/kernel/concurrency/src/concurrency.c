/* SPDX-License-Identifier: MIT */
/*
 * Episodes: see concurrency.h. The test has the worst priority. A failed check prints the seed of its episode;
 * EXTRA_CFLAGS="-DSEED=n -DEPISODES=1" runs that one alone, and on the virtual clock it fails in the same way.
 */
#include "concurrency.h"
#include "tests/kernel/support/random.h"

#ifndef SEED
#define SEED 1
#endif
#ifndef EPISODES
#define EPISODES (IS_ENABLED(CONFIG_NATIVE_VIRTUAL_CLOCK) ? 3000 : 20)
#endif
#define STACK       (2048 + CONFIG_TEST_EXTRA_STACK_SIZE)
#define INTERRUPTS  40
#define MOST_EVENTS (4 * ACTORS * ORDERS)

static const struct subject *subject;
static uint32_t seed;
static struct order history[ACTORS][ORDERS];
static struct order events[MOST_EVENTS];
/** How many of its orders each actor has called. */
static int called[ACTORS + 1];
static atomic_t moments;

/** What has happened in all episodes: one in which nothing overlaps proves nothing. */
static struct {
	int overlaps;
	int gave_up;
	int stuck;
	/** As the model tells. */
	int waits;
} seen;

static struct order *order_at(int actor, int i)
{
	return actor == EVENTS ? &events[i] : &history[actor][i];
}

const struct order *order_with(int arg)
{
	return &history[(arg - 1) / ORDERS][(arg - 1) % ORDERS];
}

/*
 * The actors
 */

static struct k_thread threads[THREADS];
static K_THREAD_STACK_ARRAY_DEFINE(stacks, THREADS, STACK);

k_tid_t thread_of(int actor)
{
	return &threads[actor];
}

static void carry_out(int actor)
{
	struct order *order = &history[actor][called[actor]++];

	order->called = atomic_inc(&moments) + 1;
	order->result = subject->act(actor, order);
	order->returned = atomic_inc(&moments) + 1;
}

unsigned int seed_of_episode(void)
{
	return seed;
}

void note_event_ends(struct order *event)
{
	event->returned = atomic_inc(&moments) + 1;
}

static void end_last_event(void)
{
	if (called[EVENTS] > 0 && events[called[EVENTS] - 1].returned == 0) {
		note_event_ends(&events[called[EVENTS] - 1]);
	}
}

struct order *note_event_begins(int deed, int arg)
{
	struct order *event;

	zassert_true(called[EVENTS] < MOST_EVENTS, "too many events");
	end_last_event();
	event = &events[called[EVENTS]];
	*event = (struct order){.deed = deed, .arg = arg, .called = atomic_inc(&moments) + 1};
	called[EVENTS]++;
	return event;
}

static void run_thread(void *p1, void *p2, void *p3)
{
	int self = (int)(intptr_t)p1;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	while (called[self] < ORDERS) {
		k_busy_wait((uint32_t)history[self][called[self]].pause);
		carry_out(self);
	}
	/* It may own a mutex that others wait for, and must not end. */
	(void)k_sleep(K_FOREVER);
}

static int interrupts_left;

/** Part the threads, and act in an interrupt handler. */
static void interrupt(struct k_timer *timer)
{
	for (int i = 0; i < THREADS; i++) {
		k_thread_resume(&threads[i]);
	}
	if (interrupts_left-- == 0) {
		return;
	}
	if (random_once_in(3)) {
		k_thread_suspend(&threads[random_below(THREADS)]);
	}
	if (random_once_in(2) && called[ISR] < ORDERS && subject->isr_deed < subject->deeds) {
		carry_out(ISR);
	}
	k_timer_start(timer, K_TICKS(1 + random_below(3)), K_NO_WAIT);
}

static K_TIMER_DEFINE(interrupts, interrupt, NULL);

static int random_ticks(void)
{
	static const int choices[] = {0, 1, 1, 2, 3, FOREVER, FOREVER};

	return choices[random_below(ARRAY_SIZE(choices))];
}

static void plan(void)
{
	called[EVENTS] = 0;
	for (int actor = 0; actor < ACTORS; actor++) {
		int first = actor == ISR ? subject->isr_deed : 0;

		called[actor] = 0;
		for (int i = 0; i < ORDERS; i++) {
			history[actor][i] = (struct order){
				.deed = first + (int)random_below(MAX(subject->deeds - first, 1)),
				.arg = 1 + actor * ORDERS + i,
				.ticks = actor == ISR ? 0 : random_ticks(),
				.pause = random_once_in(4) ? (int)random_below(4) : 0,
			};
		}
	}
}

static void start_thread(int thread)
{
	static const int prios[] = {3, 3, 3, 2, 4, -2};
	int prio = prios[random_below(ARRAY_SIZE(prios))];

	k_thread_create(&threads[thread], stacks[thread], K_THREAD_STACK_SIZEOF(stacks[thread]),
			run_thread, (void *)(intptr_t)thread, NULL, NULL, prio, 0, K_FOREVER);
	k_thread_time_slice_set(&threads[thread], prio < 0 ? 0 : 1, NULL, NULL);
}

/** Let the actors act, and wait until all that can be done is done. */
static void act_out(void)
{
	for (int i = 0; i < THREADS; i++) {
		start_thread(i);
	}
	interrupts_left = INTERRUPTS;
	k_timer_start(&interrupts, K_TICKS(1), K_NO_WAIT);
	for (int i = 0; i < THREADS; i++) {
		k_thread_start(&threads[i]);
	}
	while (interrupts_left >= 0) {
		(void)k_sleep(K_TICKS(10));
	}
	/* Longer than all timeouts one after the other. */
	(void)k_sleep(K_TICKS(5 * ORDERS));
}

static void end_threads(void)
{
	k_timer_stop(&interrupts);
	for (int i = 0; i < THREADS; i++) {
		k_thread_abort(&threads[i]);
	}
	if (subject->stop != NULL) {
		subject->stop();
	}
}

/*
 * The explanation
 */

/** Guesses that led nowhere, as hashes of how far each actor is and of the model's state. */
#define DEAD_ENDS 2048
static uint64_t dead_ends[DEAD_ENDS];

static uint64_t hash_ints(uint64_t hash, const int *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		hash = (hash ^ (uint64_t)(uint32_t)values[i]) * 0x100000001b3ULL;
	}
	return hash;
}

static uint64_t hash_of(const int *at, const struct state *state)
{
	uint64_t hash = hash_ints(0xcbf29ce484222325ULL, at, ACTORS + 1);

	BUILD_ASSERT(sizeof(*state) % sizeof(int) == 0, "all of it is ints");
	return hash_ints(hash, &state->count, sizeof(*state) / sizeof(int)) | 1U;
}

/** @return the next order that @a actor has called, or NULL. */
static const struct order *next_called(int actor, int at)
{
	return at < called[actor] ? order_at(actor, at) : NULL;
}

/** @return whether @a order may go on in the model. */
static bool can_go_on(const struct state *before, int actor, const struct order *order)
{
	struct state state = *before;
	int result;

	return subject->model(&state, actor, order, &result) ||
	       (subject->wait != NULL && subject->wait(&state, actor, order, 0));
}

/** Every call that has not returned would have to wait, and the object is as the model says. */
static bool explains_end(const int *at, const struct state *end)
{
	for (int actor = 0; actor <= EVENTS; actor++) {
		const struct order *order = next_called(actor, at[actor]);

		if (order != NULL && can_go_on(end, actor, order)) {
			return false;
		}
	}
	return subject->is_in(end);
}

/** @return whether the model, in @a state, would give what @a order gave. */
static bool agrees(struct state *state, int actor, const struct order *order)
{
	bool is_right;
	int result;

	if (order->returned == 0) {
		return false;
	}
	is_right = subject->model(state, actor, order, &result) ? result == order->result
								: subject->gave_up(order);
	state->waits[actor] = 0;
	return is_right;
}

/** @return the point before which the next call has to happen, or 0 if all that returned have happened. */
static atomic_val_t first_return(const int *at)
{
	atomic_val_t first = 0;

	for (int actor = 0; actor <= EVENTS; actor++) {
		const struct order *order = next_called(actor, at[actor]);

		if (order != NULL && order->returned != 0 &&
		    (first == 0 || order->returned < first)) {
			first = order->returned;
		}
	}
	return first;
}

static bool explain(int *at, const struct state *before);

/** Find an explanation in which @a actor is the next to do something. */
static bool explain_with(int *at, const struct state *before, int actor, const struct order *order)
{
	struct state state = *before;

	if (agrees(&state, actor, order)) {
		at[actor]++;
		if (explain(at, &state)) {
			return true;
		}
		at[actor]--;
	}
	for (int way = 0; way < WAYS && subject->wait != NULL; way++) {
		state = *before;
		if (subject->wait(&state, actor, order, way) && explain(at, &state)) {
			seen.waits++;
			return true;
		}
	}
	return false;
}

/** Find an order for all calls after the first @a at of each actor. */
static bool explain(int *at, const struct state *before)
{
	atomic_val_t limit = first_return(at);
	uint64_t hash = hash_of(at, before);
	uint64_t *known = &dead_ends[hash / 2U % DEAD_ENDS];

	if (limit == 0 && explains_end(at, before)) {
		return true;
	}
	if (*known == hash) {
		return false;
	}
	for (int actor = 0; actor <= EVENTS; actor++) {
		const struct order *order = next_called(actor, at[actor]);

		if (order != NULL && (limit == 0 || order->called <= limit) &&
		    explain_with(at, before, actor, order)) {
			return true;
		}
	}
	*known = hash;
	return false;
}

static void print_history(void)
{
	for (int actor = 0; actor <= EVENTS; actor++) {
		for (int i = 0; i < called[actor]; i++) {
			const struct order *order = order_at(actor, i);

			TC_PRINT("actor %d: deed %d, arg %d, ticks %d: result %d, from %d to %d\n",
				 actor, order->deed, order->arg, order->ticks, order->result,
				 (int)order->called, (int)order->returned);
		}
	}
}

/*
 * Episodes
 */

static void count_what_happened(void)
{
	for (int actor = 0; actor < THREADS; actor++) {
		for (int i = 0; i < called[actor]; i++) {
			const struct order *order = &history[actor][i];

			seen.overlaps += order->returned > order->called + 1 ? 1 : 0;
			seen.stuck += order->returned == 0 ? 1 : 0;
			seen.gave_up +=
				order->returned != 0 && order->ticks > 0 && subject->gave_up(order)
					? 1
					: 0;
		}
	}
}

static void run_episode(void)
{
	int at[ACTORS + 1] = {0};
	struct state state = {.count = 0};
	bool explained;

	random_seed(seed);
	atomic_set(&moments, 0);
	subject->start(&state);
	plan();
	act_out();
	end_last_event();
	memset(dead_ends, 0, sizeof(dead_ends));
	explained = explain(at, &state);
	if (!explained) {
		print_history();
	}
	end_threads();
	zassert_true(explained, "%s, seed %u: no order of the calls explains the results",
		     subject->name, seed);
	count_what_happened();
}

void run_episodes(const struct subject *chosen)
{
	subject = chosen;
	memset(&seen, 0, sizeof(seen));
	k_thread_priority_set(k_current_get(), K_LOWEST_APPLICATION_THREAD_PRIO);
	for (seed = SEED; seed < SEED + EPISODES; seed++) {
		run_episode();
	}
	TC_PRINT("%s, seeds %d to %d: %d calls overlapped, %d gave up, %d waited on\n",
		 subject->name, SEED, SEED + EPISODES - 1, seen.overlaps, seen.gave_up, seen.stuck);
	zassert_true(EPISODES == 1 || seen.overlaps > EPISODES, "too little overlapped");
	zassert_true(EPISODES == 1 || seen.stuck + seen.gave_up + seen.waits > EPISODES / 4,
		     "too little had to wait");
}

ZTEST_SUITE(concurrency, NULL, NULL, NULL, NULL, NULL);
