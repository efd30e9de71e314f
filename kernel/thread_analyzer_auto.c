/* SPDX-License-Identifier: MIT */
/*
 * The thread that prints what the thread analyzer finds (CONFIG_THREAD_ANALYZER_AUTO).
 */
#include <zephyr/debug/thread_analyzer.h>
#include <zephyr/kernel/scheduling.h>
#include <zephyr/kernel/thread.h>

static void analyze_regularly(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		(void)k_sleep(K_SECONDS(CONFIG_THREAD_ANALYZER_AUTO_INTERVAL));
		thread_analyzer_print(0);
	}
}

K_THREAD_DEFINE(thread_analyzer, CONFIG_THREAD_ANALYZER_AUTO_STACK_SIZE, analyze_regularly, NULL,
		NULL, NULL, K_LOWEST_APPLICATION_THREAD_PRIO, 0, 0);
