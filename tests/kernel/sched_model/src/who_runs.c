/* SPDX-License-Identifier: MIT */
/*
 * Who runs, against a model. Threads take random steps on themselves and on each
 * other, directly and from interrupt handlers; before each step the model says
 * who must run after it, and whoever does run compares.
 *
 * The model, which knows no queues: of the ready threads the best priority runs,
 * and within one the thread that is due first or has been ready longest. But a thread that can not
 * be preempted holds the processor until it waits or gives way, meta-IRQ threads
 * apart. A failed check prints seed and step; seeds count from 1.
 */
#include "tests/kernel/support/random.h"
#include "tests/kernel/support/trace.h"

#define ACTORS WORKERS
#define NOBODY (-1)
#define SEEDS  200
#define STEPS  500

static struct {
	struct {
		int prio;
		int locks;
		bool sleeping;
		bool suspended;
		/** Always 0 without CONFIG_SCHED_DEADLINE. */
		int deadline;
		/** When it became ready or went behind its equals. */
		int64_t since;
	} actor[ACTORS];
	int64_t clock;
	/** The thread that can not be preempted and has begun to run, meta-IRQ threads excepted. */
	int holder;
	int runner;
} model;

static int seed;
static int step;
static struct k_sem finished;

/*
 * Model
 */

static bool is_ready(int actor)
{
	return !model.actor[actor].sleeping && !model.actor[actor].suspended;
}

static bool is_metairq(int actor)
{
	return model.actor[actor].prio < K_HIGHEST_THREAD_PRIO + CONFIG_NUM_METAIRQ_PRIORITIES;
}

static bool is_preemptible(int actor)
{
	return model.actor[actor].prio >= 0 && model.actor[actor].locks == 0;
}

static bool is_better(int actor, int other)
{
	if (other == NOBODY || model.actor[actor].prio != model.actor[other].prio) {
		return other == NOBODY || model.actor[actor].prio < model.actor[other].prio;
	}
	if (model.actor[actor].deadline != model.actor[other].deadline) {
		return model.actor[actor].deadline < model.actor[other].deadline;
	}
	return model.actor[actor].since < model.actor[other].since;
}

static int best_ready(void)
{
	int best = NOBODY;

	for (int actor = 0; actor < ACTORS; actor++) {
		if (is_ready(actor) && is_better(actor, best)) {
			best = actor;
		}
	}
	return best;
}

/** Find out who runs now. */
static void settle(void)
{
	int best = best_ready();

	if (model.holder != NOBODY && (!is_ready(model.holder) || is_preemptible(model.holder))) {
		model.holder = NOBODY;
	}
	model.runner = model.holder == NOBODY || is_metairq(best) ? best : model.holder;
	if (model.runner == model.holder || !is_metairq(model.runner)) {
		bool holds = !is_preemptible(model.runner) && !is_metairq(model.runner);

		model.holder = holds ? model.runner : NOBODY;
	}
}

static void go_behind(int actor)
{
	model.actor[actor].since = ++model.clock;
}

static void give_way(int actor)
{
	if (model.holder == actor) {
		model.holder = NOBODY;
	}
}

static void model_wake(int actor)
{
	if (model.actor[actor].sleeping) {
		model.actor[actor].sleeping = false;
		go_behind(actor);
	}
}

static void model_resume(int actor)
{
	if (model.actor[actor].suspended) {
		model.actor[actor].suspended = false;
		go_behind(actor);
	}
}

static void model_set_prio(int self, int actor, int prio)
{
	model.actor[actor].prio = prio;
	go_behind(actor);
	if (model.actor[self].locks > 0) {
		return;
	}
	if (actor == self || (is_ready(actor) && prio < model.actor[self].prio)) {
		give_way(self);
	}
}

/*
 * Steps: each tells the model first
 */

enum step {
	YIELD,
	SLEEP,
	WAKE,
	SUSPEND,
	RESUME,
	SET_PRIO,
	LOCK,
	UNLOCK,
	RESTART,
	ISR_WAKE,
	ISR_SUSPEND,
	ISR_RESUME,
	WAKE_LOCKED,
	/** The last, because it is left out without CONFIG_SCHED_DEADLINE. */
	SET_DEADLINE,
};

#define STEP_KINDS (SET_DEADLINE + (IS_ENABLED(CONFIG_SCHED_DEADLINE) ? 1 : 0))

static int deeds[SET_DEADLINE + 1];

static int random_prio(void)
{
	static const int choices[] = {K_HIGHEST_THREAD_PRIO,
				      K_HIGHEST_THREAD_PRIO + 1,
				      K_HIGHEST_THREAD_PRIO + 2,
				      -2,
				      -1,
				      0,
				      3,
				      3,
				      3,
				      7,
				      14};

	return choices[random_below(ARRAY_SIZE(choices))];
}

static int act(void *arg);

static void isr_wake(const void *thread)
{
	k_wakeup((k_tid_t)(uintptr_t)thread);
}

static void isr_suspend(const void *thread)
{
	k_thread_suspend((k_tid_t)(uintptr_t)thread);
}

static void isr_resume(const void *thread)
{
	k_thread_resume((k_tid_t)(uintptr_t)thread);
}

/** Whether another actor could run if @a self did not. */
static bool others_are_ready(int self)
{
	for (int actor = 0; actor < ACTORS; actor++) {
		if (actor != self && is_ready(actor)) {
			return true;
		}
	}
	return false;
}

static void restart(int actor)
{
	int prio = random_prio();

	model.actor[actor].prio = prio;
	model.actor[actor].deadline = 0;
	model.actor[actor].locks = 0;
	model.actor[actor].sleeping = false;
	model.actor[actor].suspended = false;
	give_way(actor);
	go_behind(actor);
	settle();
	k_thread_abort(&worker_threads[actor]);
	start_worker(actor, prio, act, (void *)(intptr_t)actor);
}

static void wake_with_interrupts_locked(int actor)
{
	unsigned int key = irq_lock();

	k_wakeup(&worker_threads[actor]);
	irq_unlock(key);
	k_reschedule();
}

/** Steps that wake @a other, in four ways. */
static void take_waking_step(enum step kind, int other)
{
	k_tid_t thread = &worker_threads[other];

	if (kind == RESUME || kind == ISR_RESUME) {
		model_resume(other);
	} else {
		model_wake(other);
	}
	settle();
	switch (kind) {
	case WAKE:
		k_wakeup(thread);
		break;
	case RESUME:
		k_thread_resume(thread);
		break;
	case ISR_WAKE:
		irq_offload(isr_wake, thread);
		break;
	case ISR_RESUME:
		irq_offload(isr_resume, thread);
		break;
	default:
		wake_with_interrupts_locked(other);
		break;
	}
}

/** Steps that stop @a other, which may be the caller. */
static void take_stopping_step(enum step kind, int other)
{
	if (!others_are_ready(other)) {
		return;
	}
	if (kind == SLEEP) {
		model.actor[other].sleeping = true;
	} else {
		model.actor[other].suspended = true;
	}
	settle();
	if (kind == SLEEP) {
		k_sleep(K_FOREVER);
	} else if (kind == SUSPEND) {
		k_thread_suspend(&worker_threads[other]);
	} else {
		irq_offload(isr_suspend, &worker_threads[other]);
	}
}

static void take_priority_step(int self, int other)
{
	int prio = random_prio();

	/* A meta-IRQ thread that locks the scheduler and then lowers itself is beyond the model. */
	if (is_metairq(self) && model.actor[self].locks > 0) {
		return;
	}
	model_set_prio(self, other, prio);
	settle();
	k_thread_priority_set(&worker_threads[other], prio);
}

static void take_lock_step(int self, int change)
{
	int locks = model.actor[self].locks + change;

	if (locks < 0 || locks > 3) {
		return;
	}
	model.actor[self].locks = locks;
	settle();
	if (change > 0) {
		k_sched_lock();
	} else {
		k_sched_unlock();
	}
}

#ifdef CONFIG_SCHED_DEADLINE

static void take_deadline_step(int other)
{
	/* Few, so that many are equal. */
	static const int choices[] = {0, -1000000, 5, 1000000};
	int deadline = choices[random_below(ARRAY_SIZE(choices))];

	model.actor[other].deadline = deadline;
	go_behind(other);
	settle();
	k_thread_absolute_deadline_set(&worker_threads[other], deadline);
	k_reschedule();
}

#else

static void take_deadline_step(int other)
{
	ARG_UNUSED(other);
}

#endif /* CONFIG_SCHED_DEADLINE */

static void take_step(int self)
{
	enum step kind = (enum step)random_below(STEP_KINDS);
	int other = (int)random_below(ACTORS);

	deeds[kind]++;
	switch (kind) {
	case YIELD:
		go_behind(self);
		give_way(self);
		settle();
		k_yield();
		break;
	case SLEEP:
		take_stopping_step(kind, self);
		break;
	case SUSPEND:
	case ISR_SUSPEND:
		take_stopping_step(kind, other);
		break;
	case SET_PRIO:
		take_priority_step(self, other);
		break;
	case LOCK:
	case UNLOCK:
		take_lock_step(self, kind == LOCK ? 1 : -1);
		break;
	case SET_DEADLINE:
		take_deadline_step(other);
		break;
	case RESTART:
		if (other != self) {
			restart(other);
		}
		break;
	default:
		take_waking_step(kind, other);
		break;
	}
}

/*
 * Run
 */

static int act(void *arg)
{
	int self = (int)(intptr_t)arg;

	for (;;) {
		if (step == STEPS) {
			k_sem_give(&finished);
			k_sleep(K_FOREVER);
		}
		zassert_equal(model.runner, self, "seed %d, step %d: actor %d runs instead of %d",
			      seed, step, self, model.runner);
		step++;
		take_step(self);
	}
	return 0;
}

static void start_actors(void)
{
	memset(&model, 0, sizeof(model));
	model.holder = NOBODY;
	for (int actor = 0; actor < ACTORS; actor++) {
		model.actor[actor].prio = random_prio();
		go_behind(actor);
		start_worker(actor, model.actor[actor].prio, act, (void *)(intptr_t)actor);
	}
	settle();
}

/* Interrupts are locked up to the wait, so that no actor runs before all are there. */
ZTEST(sched_model, test_the_right_thread_runs_after_every_step)
{
	unsigned int key;

	k_sched_time_slice_set(0, 0);
	for (seed = 1; seed <= SEEDS; seed++) {
		random_seed((uint32_t)seed);
		step = 0;
		k_sem_init(&finished, 0, 1);
		key = irq_lock();
		start_actors();
		k_sem_take(&finished, K_FOREVER);
		irq_unlock(key);
		retire_workers();
	}
	for (int kind = 0; kind < STEP_KINDS; kind++) {
		zassert_true(deeds[kind] > SEEDS, "step %d was taken %d times", kind, deeds[kind]);
	}
}

ZTEST_SUITE(sched_model, NULL, NULL, before_case, after_case, NULL);
