/* SPDX-License-Identifier: MIT */
/*
 * Floating-point control is part of a thread's context.
 */
#include <fenv.h>

#include <zephyr/ztest.h>

#define STACK_SIZE (4096 + CONFIG_TEST_EXTRA_STACK_SIZE)

static const int modes[] = {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};

static struct k_thread threads[ARRAY_SIZE(modes)];
static K_THREAD_STACK_ARRAY_DEFINE(stacks, ARRAY_SIZE(modes), STACK_SIZE);
static volatile int stop;
static unsigned int rounds[ARRAY_SIZE(modes)];
static bool is_right[ARRAY_SIZE(modes)];

ZTEST_SUITE(fp_control, NULL, NULL, NULL, NULL, NULL);

static void keep_mode(void *arg, void *p2, void *p3)
{
	uintptr_t i = (uintptr_t)arg;
	bool right = fesetround(modes[i]) == 0;

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	while (!stop) {
		for (volatile int spent = 0; spent < 1000; spent++) {
		}
		right = right && fegetround() == modes[i];
		if (rounds[i] % 2 == 0) {
			k_yield();
		}
		right = right && fegetround() == modes[i];
		rounds[i]++;
	}
	is_right[i] = right;
}

ZTEST(fp_control, test_rounding_mode_survives_switches_and_preemption)
{
	for (uintptr_t i = 0; i < ARRAY_SIZE(modes); i++) {
		k_thread_create(&threads[i], stacks[i], STACK_SIZE, keep_mode, (void *)i, NULL,
				NULL, K_PRIO_PREEMPT(5), 0, K_NO_WAIT);
	}
	k_msleep(300);
	stop = 1;
	for (unsigned int i = 0; i < ARRAY_SIZE(modes); i++) {
		zassert_ok(k_thread_join(&threads[i], K_SECONDS(10)));
		zassert_true(rounds[i] > 0);
		zassert_true(is_right[i], "thread %u", i);
	}
}
