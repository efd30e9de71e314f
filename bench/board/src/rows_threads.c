/* SPDX-License-Identifier: MIT */
/* The life of a thread, and its size. */
#include "rows.h"

static void do_nothing(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
}

/** It runs, and ends, within k_thread_create(). */
static void create_and_join(void)
{
	(void)k_thread_join(helper(0, do_nothing, NULL, ABOVE), K_NO_WAIT);
}

void rows_threads(void)
{
	row("thread create + run + exit + join", MEASURE(ROUNDS, create_and_join()));
}

void rows_sizes(void)
{
	row("bytes: k_thread", 100U * sizeof(struct k_thread));
	row("bytes: k_mutex", 100U * sizeof(struct k_mutex));
	row("bytes: k_sem", 100U * sizeof(struct k_sem));
}
