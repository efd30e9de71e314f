/* SPDX-License-Identifier: MIT */
/*
 * The interpreter lock.
 *
 * A turn begins when a thread gets the lock, but no timer runs while nobody waits. The first to
 * wait sets it to the end of the turn, which may have passed; then a flag tells the VM to let go,
 * and the kernel's mutex goes straight to the best waiter. A waiter of better priority than the
 * holder interrupts the turn at once; the rest of it follows, before the turns of equals, when the
 * better ones let go.
 *
 * mp_thread_state_now belongs to the holder. `waiting` is protected by the interrupt lock.
 */
#include "threads/gil.h"

#include <string.h>

#include "py/mpstate.h"
#include "py/mpthread.h"
#include "shared/runtime/interrupt_char.h"
#include "threads/eventloop.h"
#include "threads/frames.h"
#include "threads/lend.h"
#include "threads/pythread.h"
#include "threads/wait.h"
#include "work.h"

/* Long enough that taking turns costs nothing, short enough that nobody notices. */
#define TURN_MS 5

#define PRIORITIES (K_LOWEST_THREAD_PRIO - K_HIGHEST_THREAD_PRIO + 1)

/*
 * Better than that of any Python thread. Main has it at the prompt, and when Ctrl-C has come for long
 * enough to end what it does: otherwise threads of better priority would keep it from both.
 */
#define HURRY_PRIO (-1)
#define HURRY_MS   1000
BUILD_ASSERT(CONFIG_NUM_COOP_PRIORITIES > 0, "main needs a priority above all Python threads");

struct _mp_state_thread_t *mp_thread_state_now;
volatile uint32_t mp_thread_attention;

/** How many threads wait, for each priority. */
static uint32_t waiting[PRIORITIES];
static uint32_t waiting_total;
/** Cycle at which the holder got the lock. */
static uint64_t turn_start;
/** Ctrl-C came not long ago. */
static volatile bool hurry;
static struct py_gil_stats stats;

static void end_turn(void)
{
	unsigned int key = irq_lock();

	mp_thread_attention |= MP_THREAD_ATTEND_GIL;
	irq_unlock(key);
}

static void attended(void)
{
	unsigned int key = irq_lock();

	mp_thread_attention &= ~(uint32_t)MP_THREAD_ATTEND_GIL;
	irq_unlock(key);
}

static void turn_is_over(struct k_timer *timer)
{
	(void)timer;
	end_turn();
}

K_TIMER_DEFINE(turn_timer, turn_is_over, NULL);

static void hurry_is_over(struct k_timer *timer)
{
	(void)timer;
	hurry = false;
	end_turn();
}

K_TIMER_DEFINE(hurry_timer, hurry_is_over, NULL);

void py_gil_init(void)
{
	mp_thread_attention = py_work_is_counted() ? MP_THREAD_ATTEND_WORK : 0;
}

void py_gil_forget_waiters(void)
{
	k_timer_stop(&turn_timer);
	k_timer_stop(&hurry_timer);
	hurry = false;
	memset(waiting, 0, sizeof(waiting));
	waiting_total = 0;
	py_main_thread.in_line = false;
	attended();
}

const struct py_gil_stats *py_gil_stats(void)
{
	return &stats;
}

/* At the start of a session, when main is the only thread. */
void mp_thread_mutex_init(mp_thread_mutex_t *mutex)
{
	k_mutex_init(mutex);
	py_thread_self()->has_gil = false;
}

static int best_waiting(void)
{
	for (int level = 0; level < PRIORITIES; level++) {
		if (waiting[level] > 0) {
			return level + K_HIGHEST_THREAD_PRIO;
		}
	}
	return K_LOWEST_THREAD_PRIO;
}

static void note_wait(uint64_t cycles)
{
	uint64_t us = k_cyc_to_us_floor64(cycles);

	stats.handovers++;
	if (us > stats.longest_wait_us) {
		stats.longest_wait_us = us;
	}
}

/* The holder's turn ends at its time: set the timer, unless that has been done or has come. */
static void limit_turn(void)
{
	uint64_t turn = k_ms_to_cyc_ceil64(TURN_MS);
	uint64_t used = k_cycle_get_64() - turn_start;

	if (used >= turn) {
		end_turn();
	} else if (k_timer_remaining_ticks(&turn_timer) == 0) {
		k_timer_start(&turn_timer, K_CYC(turn - used), K_NO_WAIT);
	}
}

static void join_line(struct py_thread *self)
{
	self->in_line = true;
	waiting[self->rank - K_HIGHEST_THREAD_PRIO]++;
	waiting_total++;
}

static void leave_line(struct py_thread *self)
{
	self->in_line = false;
	waiting[self->rank - K_HIGHEST_THREAD_PRIO]--;
	waiting_total--;
}

/* With interrupts locked, so that the holder cannot let go between our look at it and our wait. */
static void wait_in_line(struct k_mutex *mutex, struct py_thread *self)
{
	join_line(self);
	if (self->rank < k_thread_priority_get(mutex->owner)) {
		end_turn();
	} else {
		limit_turn();
	}
	k_mutex_lock(mutex, K_FOREVER);
	leave_line(self);
}

static bool is_better_waiting(const struct py_thread *self)
{
	return waiting_total > 0 && best_waiting() < self->rank;
}

/*
 * The turn of a thread that waited begins; others may wait on. One that is better may have come
 * after the lock was passed on to us and before we ran.
 */
static void begin_turn(struct py_thread *self)
{
	attended();
	k_timer_stop(&turn_timer);
	turn_start = k_cycle_get_64() - self->turn_used;
	self->turn_used = 0;
	if (is_better_waiting(self) || (hurry && py_main_thread.rank != HURRY_PRIO)) {
		end_turn();
	} else if (waiting_total > 0) {
		limit_turn();
	}
}

/*
 * With interrupts locked. Who keeps a place may get the lock before one of the next better priority that waits for
 * it, and passes it on.
 */
static void wait_for_turn(struct k_mutex *mutex, struct py_thread *self)
{
	uint64_t start = k_cycle_get_64();

	wait_in_line(mutex, self);
	while (self->keeps_place && is_better_waiting(self)) {
		k_mutex_unlock(mutex);
		wait_in_line(mutex, self);
	}
	note_wait(k_cycle_get_64() - start);
}

static void lock_contended(struct k_mutex *mutex, struct py_thread *self)
{
	unsigned int key = irq_lock();

	if (k_mutex_lock(mutex, K_NO_WAIT) != 0) {
		wait_for_turn(mutex, self);
	}
	begin_turn(self);
	irq_unlock(key);
}

/* With the lock, so that @thread stays in line or out of it. */
static void set_rank(struct py_thread *thread, int rank)
{
	unsigned int key = irq_lock();
	bool in_line = thread->in_line;

	if (in_line) {
		leave_line(thread);
	}
	thread->rank = rank;
	thread->keeps_place = false;
	if (in_line) {
		join_line(thread);
	}
	irq_unlock(key);
	py_wait_reorder(thread);
	k_thread_priority_set(thread->kernel, rank);
}

static bool hurries(const struct py_thread *thread)
{
	bool at_prompt = mp_interrupt_char < 0;

	return thread == &py_main_thread && (hurry || at_prompt);
}

static bool update_rank(struct py_thread *thread)
{
	int rank = hurries(thread) ? HURRY_PRIO : MIN(thread->priority, thread->lent);

	if (thread->rank == rank) {
		return false;
	}
	set_rank(thread, rank);
	return true;
}

bool py_gil_lend(struct py_thread *thread, int priority)
{
	thread->lent = priority;
	return update_rank(thread);
}

/* A thread that becomes better than the holder runs at once, up to its wait for the lock. */
static void settle(struct py_thread *thread)
{
	if (update_rank(thread)) {
		py_lend(py_lock_waited_for(thread));
	}
}

/* While it is raised, main looks at each jump whether that is over: nobody else may be able to run and tell. */
static void look_again(const struct py_thread *self)
{
	if (self == &py_main_thread && self->rank == HURRY_PRIO) {
		end_turn();
	}
}

void py_gil_set_priority(struct py_thread *thread, int priority)
{
	thread->priority = priority;
	settle(thread);
	if (waiting_total > 0 && best_waiting() <= py_thread_self()->rank) {
		end_turn();
	}
}

/* The lock is ours: what goes with it. */
static void take_up(struct py_thread *self)
{
	mp_thread_state_now = self->state;
	py_frames_now = self->frames;
	py_loop_state_set(self->roots.loop);
	compiler_barrier();
	self->has_gil = true;
}

static void acquire(struct k_mutex *mutex, struct py_thread *self)
{
	if (k_mutex_lock(mutex, K_NO_WAIT) == 0) {
		turn_start = k_cycle_get_64();
	} else {
		lock_contended(mutex, self);
	}
	take_up(self);
	look_again(self);
}

static void release(struct py_thread *self)
{
	self->frames = py_frames_now;
	self->roots.loop = py_loop_state_now();
	compiler_barrier();
	self->has_gil = false;
	k_mutex_unlock(&MP_STATE_VM(gil_mutex));
}

int py_gil_priority(const struct py_thread *thread)
{
	return k_thread_priority_get(thread->kernel) + (thread->keeps_place ? 1 : 0);
}

static bool interrupts_are_locked(void)
{
	unsigned int key = irq_lock();

	irq_unlock(key);
	return !arch_irq_unlocked(key);
}

/*
 * The lock stays where it is while the collector sweeps: a finaliser that blocks would let
 * others allocate in what is being swept. And while Python has locked interrupts, which promises
 * that nobody else runs; and in an interrupt, whoever has it.
 */
static bool must_keep(void)
{
	return (MP_STATE_THREAD(gc_lock_depth) & GC_COLLECT_FLAG) != 0 || interrupts_are_locked() ||
	       k_is_in_isr();
}

void py_gil_let_go(void)
{
	struct py_thread *self = py_thread_self();

	if (!k_is_in_isr() && self->may_let_go && self->has_gil && !must_keep()) {
		if (self == &py_main_thread) {
			settle(&py_main_thread);
		}
		release(self);
	}
}

void mp_thread_mutex_unlock(mp_thread_mutex_t *mutex)
{
	(void)mutex;
	if (k_is_in_isr()) {
		return;
	}
	py_thread_self()->may_let_go = true;
	if (!PORT_GIL_EXIT_IS_LAZY) {
		py_gil_let_go();
	}
}

/* The turn is over: we queue behind our equals. */
static void pass_on(struct py_thread *self)
{
	self->may_let_go = true;
	py_gil_let_go();
	self->may_let_go = false;
	acquire(&MP_STATE_VM(gil_mutex), self);
}

/*
 * A better thread interrupts our turn. So that we are the first of our equals when it lets go, we wait with a
 * priority that is better by one, and are in line before it runs. Then we queue in the kernel behind equals
 * that are ready and not yet in line: a better thread that wakes often begins our time slice anew each time, so
 * that nothing else would ever let them run.
 */
static void give_way(struct py_thread *self, uint64_t used)
{
	unsigned int key = irq_lock();

	self->turn_used = used;
	self->keeps_place = true;
	k_thread_priority_set(self->kernel, self->rank - 1);
	release(self);
	wait_for_turn(&MP_STATE_VM(gil_mutex), self);
	irq_unlock(key);

	self->keeps_place = false;
	k_thread_priority_set(self->kernel, self->rank);
	key = irq_lock();
	begin_turn(self);
	irq_unlock(key);
	take_up(self);
}

/* The lock goes to the best waiter, unless all are below us. */
static void hand_over(struct py_thread *self)
{
	attended();
	settle(&py_main_thread);
	if (waiting_total > 0 && best_waiting() <= self->rank) {
		uint64_t used = k_cycle_get_64() - turn_start;

		/* Above the best priority there is only that of main in a hurry. */
		if (is_better_waiting(self) && used < k_ms_to_cyc_ceil64(TURN_MS) &&
		    self->rank - 1 > HURRY_PRIO) {
			give_way(self, used);
		} else {
			pass_on(self);
		}
	}
	look_again(self);
}

static bool turn_has_ended(void)
{
	return (mp_thread_attention & MP_THREAD_ATTEND_GIL) != 0 && !must_keep();
}

int mp_thread_mutex_lock(mp_thread_mutex_t *mutex, int wait)
{
	struct py_thread *self = py_thread_self();

	(void)wait;
	if (k_is_in_isr()) {
		return 1;
	}
	self->may_let_go = false;
	if (!self->has_gil) {
		acquire(mutex, self);
	} else if (turn_has_ended()) {
		hand_over(self);
	}
	return 1;
}

void py_gil_hurry_main(void)
{
	hurry = true;
	k_timer_start(&hurry_timer, K_MSEC(HURRY_MS), K_NO_WAIT);
	end_turn();
}

void mp_thread_attend(void)
{
	if ((mp_thread_attention & MP_THREAD_ATTEND_WORK) != 0) {
		py_work_count();
	}
	if (turn_has_ended()) {
		hand_over(py_thread_self());
	}
}
