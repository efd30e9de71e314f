/* SPDX-License-Identifier: MIT */
/*
 * The interrupt controller of the host. A line is raised by a signal handler or
 * by software, and its handler runs when interrupts are unlocked and no other
 * handler runs: in the signal handler itself, on the stack of the interrupted
 * thread, or at the unlock. A switch that a handler asked for happens at the
 * outermost exit, which leaves the frame of the signal on the interrupted
 * thread's stack until that thread is switched in again.
 *
 * Signals are blocked in the signal handler, so that it has at most one more
 * frame above its own, and never while a thread runs: a switch out of the handler
 * unblocks them first. So the mask of signals is the same on both sides of every switch.
 *
 * All state may change in a signal handler at any moment; those nest like calls.
 */
#include <errno.h>
#include <signal.h>

#include <zephyr/fatal.h>
#include <zephyr/kernel_structs.h>
#include <zephyr/sys/util.h>

#include "arch/posix/posix.h"
#include "kernel/fatal.h"

#define ALL_LINES (Z_POSIX_ATTENTION_COUNT - 1U)

struct line {
	void (*handler)(const void *param);
	const void *param;
	void (*direct)(void);
};

struct z_posix_irq z_posix_irq = {.locked = 1U};

static struct line lines[NATIVE_IRQ_LINES];
static uint32_t enabled;
/** Raised while disabled. */
static uint32_t latched;
/** native_irq_expect(). */
static uint32_t expected;
static bool switch_wanted;
/** Line raised by each signal, plus one. */
static uint8_t line_of_signal[NSIG];
/** Signals are blocked, because interrupt() runs in a handler of one. */
static bool in_signal;

static uint32_t get(const uint32_t *word)
{
	return __atomic_load_n(word, __ATOMIC_RELAXED);
}

static void set_bits(uint32_t *word, uint32_t bits)
{
	__atomic_fetch_or(word, bits, __ATOMIC_RELAXED);
}

static void clear_bits(uint32_t *word, uint32_t bits)
{
	__atomic_fetch_and(word, ~bits, __ATOMIC_RELAXED);
}

static bool is_unlocked(void)
{
	return __atomic_load_n(&z_posix_irq.locked, __ATOMIC_RELAXED) == 0U;
}

/** A barrier for the compiler follows, because a signal may come at the next instruction. */
static void set_locked(unsigned int locked)
{
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	__atomic_store_n(&z_posix_irq.locked, locked, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
}

static void set_nested(unsigned int nested)
{
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	__atomic_store_n(&z_posix_irq.nested, nested, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
}

/*
 * Running handlers
 */

static void run_handler(const struct line *line)
{
	if (line->direct != NULL) {
		line->direct();
	} else if (line->handler != NULL) {
		line->handler(line->param);
	} else {
		z_fatal_error(K_ERR_SPURIOUS_IRQ, NULL);
	}
}

static void run_pending(void)
{
	for (;;) {
		uint32_t pending = get(&z_posix_irq.attention) & ALL_LINES;

		if (pending == 0U) {
			return;
		}
		unsigned int irq = (unsigned int)__builtin_ctz(pending);

		clear_bits(&z_posix_irq.attention, BIT(irq));
		run_handler(&lines[irq]);
	}
}

/**
 * Run what is pending until nothing is, and leave with interrupts locked, so that nothing can be
 * any more.
 */
static void run_until_quiet(void)
{
	for (;;) {
		run_pending();
		set_locked(1U);
		if ((get(&z_posix_irq.attention) & ALL_LINES) == 0U) {
			return;
		}
		set_locked(0U);
	}
}

/** Everything but the faults, which must not be blocked. */
static void fill(sigset_t *set)
{
	sigfillset(set);
	sigdelset(set, SIGSEGV);
	sigdelset(set, SIGBUS);
	sigdelset(set, SIGILL);
	sigdelset(set, SIGFPE);
}

/**
 * Switch in the middle of a signal handler. While locked, signals that come before they are blocked
 * again do no harm.
 */
static void swap_in_signal(void)
{
	sigset_t blocked;

	fill(&blocked);
	in_signal = false;
	sigprocmask(SIG_UNBLOCK, &blocked, NULL);
	z_posix_thread_swap();
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	in_signal = true;
}

static void switch_if_wanted(void)
{
	bool is_wanted = switch_wanted && _kernel.next != _current;

	switch_wanted = false;
	if (is_wanted && in_signal) {
		swap_in_signal();
	} else if (is_wanted) {
		z_posix_thread_swap();
	}
}

/** An interrupt: @a routine if there is one, then all pending lines, then the switch. Locked. */
static void interrupt(void (*routine)(const void *parameter), const void *parameter)
{
	set_nested(1U);
	set_locked(0U);
	if (routine != NULL) {
		routine(parameter);
	}
	run_until_quiet();
	set_nested(0U);
	switch_if_wanted();
}

void z_posix_irq_attend(void)
{
	int saved = errno;

	if (arch_is_in_isr()) {
		return;
	}
	if ((get(&z_posix_irq.attention) & Z_POSIX_ATTENTION_COUNT) != 0U) {
		z_posix_clock_count_unlock();
	}
	while (z_posix_irq_pending()) {
		set_locked(1U);
		interrupt(NULL, NULL);
		set_locked(0U);
	}
	errno = saved;
}

void arch_irq_offload(void (*routine)(const void *parameter), const void *parameter)
{
	unsigned int key = arch_irq_lock();

	interrupt(routine, parameter);
	arch_irq_unlock(key);
}

void arch_switch_at_isr_exit(void)
{
	switch_wanted = true;
}

/*
 * Raising lines
 */

void z_posix_irq_latch(unsigned int line)
{
	uint32_t *word = (get(&enabled) & BIT(line)) != 0U ? &z_posix_irq.attention : &latched;

	set_bits(word, BIT(line));
}

bool z_posix_irq_pending(void)
{
	return (get(&z_posix_irq.attention) & ALL_LINES) != 0U;
}

void native_irq_raise(unsigned int irq)
{
	z_posix_irq_latch(irq);
	if (is_unlocked() && z_posix_irq_pending()) {
		z_posix_irq_attend();
	}
}

/** On the virtual clock an interrupt waits for the next counted point, else it happens here. */
static void on_signal(int signo)
{
	z_posix_irq_latch(line_of_signal[signo] - 1U);
	if (is_unlocked() && !arch_is_in_isr() && z_posix_irq_pending() &&
	    !native_clock_is_virtual()) {
		in_signal = true;
		z_posix_irq_attend();
		in_signal = false;
	}
}

int native_irq_attach_signal(unsigned int irq, int signo)
{
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

	if (irq >= NATIVE_IRQ_LINES || signo <= 0 || signo >= NSIG) {
		return -EINVAL;
	}
	fill(&action.sa_mask);
	line_of_signal[signo] = (uint8_t)(irq + 1U);
	return sigaction(signo, &action, NULL) == 0 ? 0 : -errno;
}

void native_irq_expect(unsigned int irq, bool is_expected)
{
	if (is_expected) {
		set_bits(&expected, BIT(irq));
	} else {
		clear_bits(&expected, BIT(irq));
	}
}

bool z_posix_irq_expected(void)
{
	return get(&expected) != 0U;
}

/*
 * Lines
 */

void arch_irq_enable(unsigned int irq)
{
	unsigned int key = arch_irq_lock();

	if (irq == NATIVE_IRQ_SIGINT && line_of_signal[SIGINT] == 0U) {
		(void)native_irq_attach_signal(irq, SIGINT);
	}
	set_bits(&enabled, BIT(irq));
	if ((get(&latched) & BIT(irq)) != 0U) {
		clear_bits(&latched, BIT(irq));
		set_bits(&z_posix_irq.attention, BIT(irq));
	}
	arch_irq_unlock(key);
}

void arch_irq_disable(unsigned int irq)
{
	unsigned int key = arch_irq_lock();

	clear_bits(&enabled, BIT(irq));
	if ((get(&z_posix_irq.attention) & BIT(irq)) != 0U) {
		clear_bits(&z_posix_irq.attention, BIT(irq));
		set_bits(&latched, BIT(irq));
	}
	arch_irq_unlock(key);
}

int arch_irq_is_enabled(unsigned int irq)
{
	return (get(&enabled) & BIT(irq)) != 0U;
}

static int connect(unsigned int irq, struct line line)
{
	unsigned int key;

	if (irq >= NATIVE_IRQ_LINES) {
		return -EINVAL;
	}
	key = arch_irq_lock();
	lines[irq] = line;
	arch_irq_unlock(key);
	return (int)irq;
}

int arch_irq_connect_dynamic(unsigned int irq, unsigned int priority,
			     void (*handler)(const void *param), const void *param, uint32_t flags)
{
	ARG_UNUSED(priority);
	ARG_UNUSED(flags);
	return connect(irq, (struct line){.handler = handler, .param = param});
}

int z_posix_irq_connect_direct(unsigned int irq, void (*handler)(void))
{
	return connect(irq, (struct line){.direct = handler});
}
