/* SPDX-License-Identifier: MIT */
/*
 * From the start-up code to main(): the kernel's own state, the levels of
 * SYS_INIT, the main and the idle thread, the static threads.
 *
 * Until arch_start_threads() the current thread is a dummy that nothing can
 * preempt, so threads may be created and objects used, but nothing can block.
 */
#include <zephyr/init.h>
#include <zephyr/kernel/heap.h>
#include <zephyr/kernel/scheduling.h>
#include <zephyr/sys/iterable_sections.h>

#include "arch/arch.h"
#include "kernel/init.h"
#include "kernel/sched/ready.h"
#include "kernel/sched/scheduler.h"
#include "kernel/sched/slice.h"
#include "kernel/sched/thread.h"
#include "kernel/sched/thread_list.h"
#include "kernel/sched/timeout.h"
#include "kernel/sched/usage.h"

/* The application's. */
int main(void);

static struct k_thread dummy_thread;

struct k_thread z_main_thread;
static K_THREAD_STACK_DEFINE(main_stack, CONFIG_MAIN_STACK_SIZE);

static struct k_thread idle_thread;
static K_THREAD_STACK_DEFINE(idle_stack, CONFIG_IDLE_STACK_SIZE);

#define RUN_LEVEL(level)                                                                           \
	TYPE_SECTION_FOREACH(const struct init_entry, z_init_##level, entry) {                     \
		(void)entry->init_fn();                                                            \
	}

static void idle(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);

	for (;;) {
		(void)arch_irq_lock();
		arch_cpu_idle();
		/* Without a timer tick nothing else may notice a thread made ready under irq_lock(). */
		z_reschedule(z_lock());
	}
}

static void start_static_threads(void)
{
	STRUCT_SECTION_FOREACH(_static_thread_data, data) {
		k_thread_create(data->init_thread, data->init_stack, data->init_stack_size,
				data->init_entry, data->init_p1, data->init_p2, data->init_p3,
				data->init_prio, data->init_options, K_FOREVER);
		(void)k_thread_name_set(data->init_thread, data->init_name);
	}
	/* All are there before the first runs, and all delays start together. */
	k_sched_lock();
	STRUCT_SECTION_FOREACH(_static_thread_data, data) {
		z_thread_start_after(data->init_thread, SYS_TIMEOUT_MS(data->init_delay_ms));
	}
	k_sched_unlock();
}

static void run_main(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);

	RUN_LEVEL(POST_KERNEL);
	RUN_LEVEL(APPLICATION);
	start_static_threads();
	(void)main();
	z_main_thread.base.user_options &= (uint8_t)~K_ESSENTIAL;
}

static void make_dummy(void)
{
	dummy_thread.base.thread_state = _THREAD_DUMMY;
	dummy_thread.base.prio = K_HIGHEST_THREAD_PRIO;
	/* Without cooperative priorities its own would be one that gives way. */
	dummy_thread.base.sched_locked = 1;
	k_thread_system_pool_assign(&dummy_thread);
	_kernel.cpus[0].current = &dummy_thread;
	_kernel.next = &dummy_thread;
}

static void make_idle_thread(void)
{
	z_thread_init(&idle_thread, idle_stack, K_THREAD_STACK_SIZEOF(idle_stack), idle, NULL, NULL,
		      NULL, K_IDLE_PRIO, K_ESSENTIAL);
	idle_thread.base.thread_state = 0;
	idle_thread.base.wait_kind = Z_WAIT_NOTHING;
	_kernel.cpus[0].idle_thread = &idle_thread;
	z_thread_list_add(&idle_thread);
	(void)k_thread_name_set(&idle_thread, "idle");
}

static void make_main_thread(void)
{
	k_thread_create(&z_main_thread, main_stack, K_THREAD_STACK_SIZEOF(main_stack), run_main,
			NULL, NULL, NULL, CONFIG_MAIN_THREAD_PRIORITY, K_ESSENTIAL, K_NO_WAIT);
	(void)k_thread_name_set(&z_main_thread, "main");
}

FUNC_NORETURN void z_cstart(void)
{
	make_dummy();
	z_ready_init();
	z_timeout_init();
	RUN_LEVEL(EARLY);
	make_idle_thread();
	RUN_LEVEL(PRE_KERNEL_1);
	RUN_LEVEL(PRE_KERNEL_2);
	z_slice_init();
	make_main_thread();

	z_usage_start();
	(void)arch_irq_lock();
	dummy_thread.base.thread_state = _THREAD_DEAD;
	z_ready_choose(Z_PREEMPT_ALWAYS);
	arch_start_threads();
}
