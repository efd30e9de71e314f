/* SPDX-License-Identifier: MIT */
/*
 * The tests of Thread-Metric, written from their description: each is a few threads that go through the same round for
 * a given time, and what they have counted at its end is checked. Printed is what a round takes: the time that the
 * original counts rounds in is 30 s, which is 30e9 / 64 instructions here.
 */
#include <string.h>

#include <zephyr/irq.h>
#include <zephyr/sys/printk.h>

#include "rows.h"

#define TIME       K_MSEC(50)
#define COUNTERS   5
#define LINE       22
#define OTHER_LINE 23
#define WORDS      1024
#define BLOCK_SIZE 128

/** Of each thread, or of the thread and the handler. */
static volatile uint32_t counters[COUNTERS];
static volatile bool went_wrong;
static struct k_thread *workers[COUNTERS];

static K_SEM_DEFINE(sem, 0, 1);
static K_SEM_DEFINE(free_sem, 1, 1);
K_MSGQ_DEFINE(metric_messages, 16, 10, 4);
K_MEM_SLAB_DEFINE(metric_blocks, BLOCK_SIZE, 16, 4);

/** No kernel at all: what the processor does meanwhile, to compare boards by. */
static void process(void *index, void *p2, void *p3)
{
	static volatile uint32_t words[WORDS];

	ARG_UNUSED(index);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		for (unsigned int i = 0; i < WORDS; i++) {
			words[i] = (words[i] + counters[0]) ^ words[i];
		}
		counters[0]++;
	}
}

static void cooperate(void *index, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		k_yield();
		counters[(uintptr_t)index]++;
	}
}

/** Each resumes the next, which is better and so runs at once; the last is the first to suspend itself. */
static void resume_next(void *index, void *p2, void *p3)
{
	uintptr_t self = (uintptr_t)index;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		if (self > 0U) {
			k_thread_suspend(k_current_get());
		}
		if (self + 1U < COUNTERS) {
			k_thread_resume(workers[self + 1U]);
		}
		counters[self]++;
	}
}

static void give_in_handler(const void *parameter)
{
	ARG_UNUSED(parameter);
	counters[1]++;
	k_sem_give(&sem);
}

static void interrupt_oneself(void *index, void *p2, void *p3)
{
	ARG_UNUSED(index);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		raise_line(LINE);
		went_wrong |= k_sem_take(&sem, K_NO_WAIT) != 0;
		counters[0]++;
	}
}

static void resume_in_handler(const void *parameter)
{
	ARG_UNUSED(parameter);
	k_thread_resume(workers[1]);
}

/** The second, better one is resumed by the handler and preempts the first, which raised the interrupt. */
static void interrupt_for_other(void *index, void *p2, void *p3)
{
	uintptr_t self = (uintptr_t)index;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		if (self == 0U) {
			raise_line(OTHER_LINE);
		} else {
			k_thread_suspend(k_current_get());
		}
		counters[self]++;
	}
}

static void pass_messages(void *index, void *p2, void *p3)
{
	uint32_t sent[4] = {0};
	uint32_t received[4];

	ARG_UNUSED(index);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		sent[3] = counters[0];
		(void)k_msgq_put(&metric_messages, sent, K_FOREVER);
		(void)k_msgq_get(&metric_messages, received, K_FOREVER);
		went_wrong |= received[3] != sent[3];
		counters[0]++;
	}
}

static void take_and_give(void *index, void *p2, void *p3)
{
	ARG_UNUSED(index);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		went_wrong |= k_sem_take(&free_sem, K_NO_WAIT) != 0;
		k_sem_give(&free_sem);
		counters[0]++;
	}
}

static void allocate_and_free(void *index, void *p2, void *p3)
{
	void *block;

	ARG_UNUSED(index);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		went_wrong |= k_mem_slab_alloc(&metric_blocks, &block, K_NO_WAIT) != 0;
		k_mem_slab_free(&metric_blocks, block);
		counters[0]++;
	}
}

struct metric {
	const char *name;
	k_thread_entry_t worker;
	/** Threads, each better than the one before by @a step. */
	unsigned int threads;
	int step;
	/** Counters that have to agree, but for one: a round may be under way. */
	unsigned int equal;
	/** Rounds are what all threads have counted, not one. */
	bool add;
};

static const struct metric metrics[] = {
	{"Thread-Metric: basic processing", process, 1, 0, 1, false},
	{"Thread-Metric: cooperative scheduling", cooperate, 5, 0, 5, true},
	{"Thread-Metric: preemptive scheduling", resume_next, 5, 1, 5, true},
	{"Thread-Metric: interrupt processing", interrupt_oneself, 1, 0, 2, false},
	{"Thread-Metric: interrupt preemption", interrupt_for_other, 2, 1, 2, false},
	{"Thread-Metric: messages", pass_messages, 1, 0, 1, false},
	{"Thread-Metric: synchronization", take_and_give, 1, 0, 1, false},
	{"Thread-Metric: memory allocation", allocate_and_free, 1, 0, 1, false},
};

/** The best first, so that it waits for those that resume it. */
static void start(const struct metric *metric)
{
	memset((void *)counters, 0, sizeof(counters));
	went_wrong = false;
	for (unsigned int i = metric->threads; i-- > 0U;) {
		workers[i] = helper(i, metric->worker, (void *)(uintptr_t)i,
				    BELOW + 4 - (int)i * metric->step);
	}
}

static bool counted_right(const struct metric *metric)
{
	uint32_t least = UINT32_MAX;
	uint32_t most = 0;

	for (unsigned int i = 0; i < metric->equal; i++) {
		least = MIN(least, counters[i]);
		most = MAX(most, counters[i]);
	}
	return !went_wrong && least > 0U && most - least <= 1U;
}

static uint32_t rounds_of(const struct metric *metric)
{
	uint32_t rounds = counters[0];

	for (unsigned int i = 1; metric->add && i < metric->threads; i++) {
		rounds += counters[i];
	}
	return rounds;
}

static bool measure(const struct metric *metric)
{
	uint32_t began;
	uint32_t counts;

	start(metric);
	began = counter_read();
	k_sleep(TIME);
	counts = counter_read() - began;
	end_helpers(metric->threads);
	if (!counted_right(metric)) {
		printk("# %s: counted %u, %u, %u, %u, %u\n", metric->name, counters[0], counters[1],
		       counters[2], counters[3], counters[4]);
		return false;
	}
	row(metric->name, hundredths(counts, rounds_of(metric)));
	return true;
}

bool rows_thread_metric(void)
{
	bool is_right = true;

	IRQ_CONNECT(LINE, 2, give_in_handler, NULL, 0);
	IRQ_CONNECT(OTHER_LINE, 2, resume_in_handler, NULL, 0);
	irq_enable(LINE);
	irq_enable(OTHER_LINE);
	for (unsigned int i = 0; i < ARRAY_SIZE(metrics); i++) {
		is_right = measure(&metrics[i]) && is_right;
	}
	return is_right;
}
