/* SPDX-License-Identifier: MIT */
/*
 * What a switch keeps: registers that are live in two threads which preempt each other, floating
 * point only for threads that use it, and the layout that debuggers rely on.
 */
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "arch/arm/cortex_m/scs.h"

#define THREADS 3
#define ROUNDS  20000

static struct k_thread threads[THREADS];
static K_THREAD_STACK_ARRAY_DEFINE(stacks, THREADS, 1024);
static volatile bool wrong[THREADS];

bool spin_core_registers(uint32_t pattern, uint32_t rounds);
bool spin_fp_registers(uint32_t pattern, uint32_t rounds);

static void run(bool (*spin)(uint32_t pattern, uint32_t rounds), int index)
{
	wrong[index] = !spin(0x11110000U * (uint32_t)(index + 1), ROUNDS);
}

static void core_main(void *index, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	run(spin_core_registers, (int)index);
}

static void fp_main(void *index, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	run(spin_fp_registers, (int)index);
}

static void start(int index, k_thread_entry_t entry)
{
	wrong[index] = true;
	k_thread_create(&threads[index], stacks[index], K_THREAD_STACK_SIZEOF(stacks[index]), entry,
			(void *)index, NULL, NULL, 5, 0, K_NO_WAIT);
}

static uint32_t switches(void)
{
	uint32_t count = 0;
	struct k_thread *last = NULL;

	/* Sampled from above while they take turns. */
	for (int i = 0; i < 50; i++) {
		k_sleep(K_TICKS(1));
		for (int t = 0; t < THREADS; t++) {
			if (threads[t].base.qnode.next != NULL && &threads[t] != last &&
			    _kernel.next != &threads[t]) {
				last = &threads[t];
				count++;
			}
		}
	}
	return count;
}

static void join_all(void)
{
	for (int i = 0; i < THREADS; i++) {
		k_thread_join(&threads[i], K_FOREVER);
		zassert_false(wrong[i], "registers of thread %d have changed", i);
	}
}

ZTEST(arm_context, test_core_registers_survive_preemption)
{
	for (int i = 0; i < THREADS; i++) {
		start(i, core_main);
	}
	zassert_true(switches() > 10, "the threads did not take turns");
	join_all();
}

ZTEST(arm_context, test_fp_registers_survive_preemption)
{
	if (!IS_ENABLED(CONFIG_FPU)) {
		ztest_test_skip();
	}
	for (int i = 0; i < THREADS; i++) {
		start(i, i == 1 ? core_main : fp_main);
	}
	zassert_true(switches() > 10, "the threads did not take turns");
	zassert_equal(threads[1].arch.exc_return & EXC_RETURN_NO_FP, EXC_RETURN_NO_FP,
		      "a thread that never used floating point has it saved");
	zassert_equal(threads[0].arch.exc_return & EXC_RETURN_NO_FP, 0);
	zassert_equal(threads[2].arch.exc_return & EXC_RETURN_NO_FP, 0);
	join_all();
}

/* A handler may use floating point over a thread that does. */

static void use_fp(const void *param)
{
	ARG_UNUSED(param);
	zassert_true(spin_fp_registers(0x77770000U, 3));
}

ZTEST(arm_context, test_fp_in_a_handler_leaves_the_thread_alone)
{
	if (!IS_ENABLED(CONFIG_FPU)) {
		ztest_test_skip();
	}
	start(0, fp_main);
	start(1, fp_main);
	start(2, fp_main);
	for (int i = 0; i < 30; i++) {
		k_sleep(K_TICKS(1));
		irq_offload(use_fp, NULL);
	}
	join_all();
}

static K_SEM_DEFINE(never, 0, 1);

static void wait_main(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	(void)k_sem_take(&never, K_FOREVER);
}

/** Debuggers and the collector read a switched-out thread like this. */
ZTEST(arm_context, test_saved_stack_pointer_is_at_the_basic_frame)
{
	struct k_thread *thread = &threads[0];
	const uint32_t *frame;

	k_thread_create(thread, stacks[0], K_THREAD_STACK_SIZEOF(stacks[0]), wait_main, NULL, NULL,
			NULL, 5, 0, K_NO_WAIT);
	k_sleep(K_TICKS(2));
	frame = (const uint32_t *)thread->callee_saved.psp;
	zassert_between_inclusive((uintptr_t)frame, thread->stack_info.start,
				  thread->stack_info.start + thread->stack_info.size - 32);
	zassert_equal((uintptr_t)frame % 8, 0);
	zassert_equal(frame[7] & BIT(24), BIT(24), "xpsr has the Thumb bit");
	zassert_between_inclusive(frame[6], (uintptr_t)CONFIG_FLASH_BASE_ADDRESS,
				  CONFIG_FLASH_BASE_ADDRESS + CONFIG_FLASH_SIZE * 1024U,
				  "pc is in flash");
	k_thread_abort(thread);
}

BUILD_ASSERT(offsetof(struct k_thread, callee_saved.psp) ==
	     offsetof(struct k_thread, callee_saved.v1) + 8 * sizeof(uint32_t));

ZTEST_SUITE(arm_context, NULL, NULL, NULL, NULL, NULL);
