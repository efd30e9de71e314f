/* SPDX-License-Identifier: MIT */
/* Giving up the processor: the main thread and its peers take turns. */
#include "rows.h"

/** One switch among @a ready threads. */
static uint32_t yield_among(unsigned int ready, k_thread_entry_t entry)
{
	for (unsigned int i = 0; i < ready - 1U; i++) {
		(void)helper(i, entry, NULL, MEASURING);
	}
	k_yield();

	uint32_t round = MEASURE(ROUNDS, k_yield());

	end_helpers(ready - 1U);
	return (round + ready / 2U) / ready;
}

#ifdef CONFIG_FPU

static inline void use_fp(void)
{
	__asm__ volatile("vmov.f32 s16, #1.0\n\tvadd.f32 s0, s16, s16" : : : "s0", "s16");
}

static void yield_with_fp(void *p1, void *p2, void *p3)
{
	use_fp();
	yield_for_ever(p1, p2, p3);
}

/** The main thread has live registers from here to its end: its own thread does the rest. */
static void measure_with_fp(void *value, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	(void)helper(1, yield_with_fp, NULL, MEASURING);
	use_fp();
	k_yield();
	*(uint32_t *)value = (MEASURE(ROUNDS, k_yield()) + 1U) / 2U;
}

static void row_with_fp(void)
{
	uint32_t value;
	struct k_thread *thread = helper(0, measure_with_fp, &value, MEASURING);

	(void)k_thread_join(thread, K_FOREVER);
	end_helpers(2);
	row("yield, live FP registers", value);
}

#else

static inline void row_with_fp(void)
{
}

#endif /* CONFIG_FPU */

void rows_switch(void)
{
	static const unsigned int ready[] = {2, 10, 100, 500};

	for (unsigned int i = 0; i < ARRAY_SIZE(ready); i++) {
		row_of("yield, threads ready:", ready[i], yield_among(ready[i], yield_for_ever));
	}
	row_with_fp();
	k_sched_time_slice_set(0, 0);
	row("yield, no time slices", yield_among(2, yield_for_ever));
	k_sched_time_slice_set(20, 0);
	row("yield, nobody else ready", MEASURE(ROUNDS, k_yield()));
}
