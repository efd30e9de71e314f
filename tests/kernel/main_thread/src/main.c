/* SPDX-License-Identifier: MIT */
/*
 * main() may return: the main thread ends without a fatal error and the system
 * goes on. A program of its own, because the test runner never returns.
 */
#include <zephyr/kernel.h>
#include <zephyr/arch/posix/native.h>

static k_tid_t main_thread;
static bool was_essential;

static void conclude(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);

	int joined = k_thread_join(main_thread, K_NO_WAIT);
	int left = k_sleep(K_TICKS(10));
	bool passed = was_essential && joined == 0 && left == 0;

	printk("main was %sessential, joining it gave %d, the sleep left %d\n",
	       was_essential ? "" : "not ", joined, left);
	/* As the test runner ends a run. */
	printk("%s - test_main_may_return\nPROJECT EXECUTION %s\n", passed ? "PASS" : "FAIL",
	       passed ? "SUCCESSFUL" : "FAILED");
	native_exit(passed ? 0 : 1);
}

K_THREAD_DEFINE(after_main, 2048, conclude, NULL, NULL, NULL, CONFIG_MAIN_THREAD_PRIORITY + 1, 0,
		0);

int main(void)
{
	main_thread = k_current_get();
	was_essential = (main_thread->base.user_options & K_ESSENTIAL) != 0;
	return 0;
}
