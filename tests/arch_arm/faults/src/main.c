/* SPDX-License-Identifier: MIT */
/*
 * Faults of threads: the report names the thread, only that thread ends, and the rest goes on.
 */
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/sys/printk-hooks.h>
#include <zephyr/sys/printk.h>
#include <zephyr/ztest.h>

#define VICTIM_STACK 1024

/* The victim has the upper part: what an overflow damages before it is found is the lower part. */
static struct k_thread victim;
static K_THREAD_STACK_DEFINE(victim_memory, 2 * VICTIM_STACK);
static k_thread_stack_t *const victim_stack = &victim_memory[VICTIM_STACK];
static struct k_thread bystander;
static K_THREAD_STACK_DEFINE(bystander_stack, 1024);

static unsigned int reason_seen;
static struct arch_esf esf_seen;
static bool has_esf;

void ztest_post_fatal_error_hook(unsigned int reason, const struct arch_esf *esf)
{
	reason_seen = reason;
	has_esf = esf != NULL;
	if (has_esf) {
		esf_seen = *esf;
	}
}

/* What is printed while the hook is in place. */

static char output[2048];
static size_t output_len;
static printk_hook_fn_t console;

static int capture(int c)
{
	if (output_len < sizeof(output) - 1) {
		output[output_len++] = (char)c;
		output[output_len] = '\0';
	}
	return console(c);
}

static void run_victim(k_thread_entry_t entry, int prio)
{
	output_len = 0;
	reason_seen = UINT_MAX;
	console = __printk_get_hook();
	__printk_hook_install(capture);
	ztest_set_fault_valid(true);
	k_thread_create(&victim, victim_stack, VICTIM_STACK, entry, NULL, NULL, NULL, prio, 0,
			K_FOREVER);
	k_thread_name_set(&victim, "victim");
	k_thread_start(&victim);
	zassert_equal(k_thread_join(&victim, K_SECONDS(2)), 0, "the thread at fault lives on");
	__printk_hook_install(console);
	zassert_not_null(strstr(output, "victim"), "the report does not name the thread");
}

static uint32_t eat_stack(uint32_t depth)
{
	volatile uint32_t room[16];

	room[0] = depth;
	return depth == 0 ? 0 : eat_stack(depth - 1) + room[0];
}

static void overflow(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	/* Without a guard it is found at the switch: by then it must not have gone beyond the memory set aside. */
	(void)eat_stack(IS_ENABLED(CONFIG_STACK_SENTINEL) ? 18 : 200);
	k_sleep(K_TICKS(1));
}

ZTEST(arm_faults, test_stack_overflow_ends_the_thread)
{
	run_victim(overflow, 1);
	zassert_equal(reason_seen, K_ERR_STACK_CHK_FAIL, "reason %u", reason_seen);
	zassert_not_null(strstr(output, "stack overflow"));
}

ZTEST(arm_faults, test_stack_overflow_again_in_a_new_thread)
{
	run_victim(overflow, 1);
	run_victim(overflow, 1);
	zassert_equal(reason_seen, K_ERR_STACK_CHK_FAIL);
}

static volatile uint32_t beats;

static void beat(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (;;) {
		beats++;
		k_sleep(K_TICKS(1));
	}
}

static void start_bystander(void)
{
	k_thread_create(&bystander, bystander_stack, K_THREAD_STACK_SIZEOF(bystander_stack), beat,
			NULL, NULL, NULL, 0, 0, K_NO_WAIT);
}

/* A debugger or a collector looks at all of a stack's memory. */

static void read_guard(void *p1, void *p2, void *p3)
{
	const volatile uint32_t *end = (const uint32_t *)victim.stack_info.start;
	const volatile uint32_t *word = end - K_THREAD_STACK_RESERVED / sizeof(*word);

	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	while (word < end) {
		(void)*word++;
	}
	*(bool *)p1 = true;
}

ZTEST(arm_faults, test_guard_below_the_stack_can_be_read)
{
	bool has_read = false;

	k_thread_create(&victim, victim_stack, VICTIM_STACK, read_guard, &has_read, NULL, NULL, 1,
			0, K_NO_WAIT);
	zassert_equal(k_thread_join(&victim, K_SECONDS(2)), 0);
	zassert_true(has_read, "a fault ended the thread");
}

/* An interrupt stores its frame on the thread's stack: that can be the last straw too. */

static void all_but_overflow(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	__asm__ volatile("mov sp, %0\n"
			 "1: b 1b"
			 :
			 : "r"(ROUND_UP(victim.stack_info.start, 8) + 8));
	CODE_UNREACHABLE;
}

ZTEST(arm_faults, test_overflow_by_an_interrupt_frame)
{
	/* For the interrupts, and for the switch at which a sentinel is looked at. */
	start_bystander();
	run_victim(all_but_overflow, 1);
	k_thread_abort(&bystander);
	zassert_equal(reason_seen, K_ERR_STACK_CHK_FAIL, "reason %u", reason_seen);
}

static void undefined(void *p1, void *p2, void *p3)
{
	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	__asm__ volatile("ldr r4, =0x12345678\n\tudf #0" : : : "r4");
}

ZTEST(arm_faults, test_undefined_instruction_reports_registers)
{
	run_victim(undefined, 1);
	zassert_equal(reason_seen, K_ERR_CPU_EXCEPTION);
	zassert_true(has_esf);
	zassert_equal(esf_seen.callee.v1, 0x12345678U);
	zassert_between_inclusive(esf_seen.basic.pc, (uintptr_t)undefined & ~1U,
				  ((uintptr_t)undefined & ~1U) + 16);
	zassert_not_null(strstr(output, "undefined instruction"));
	zassert_not_null(strstr(output, "12345678"), "the report lacks r4");
}

static void call_nothing(void *p1, void *p2, void *p3)
{
	void (*volatile nothing)(void) = (void (*)(void))0xF0000000U;

	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	nothing();
}

ZTEST(arm_faults, test_jump_into_nowhere)
{
	run_victim(call_nothing, 1);
	zassert_equal(reason_seen, K_ERR_CPU_EXCEPTION);
}

static void fault_with_fp(void *p1, void *p2, void *p3)
{
	volatile float third = 1.0f;

	ARG_UNUSED(p1);
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	third /= 3.0f;
	__asm__ volatile("udf #1");
}

ZTEST(arm_faults, test_others_go_on)
{
	start_bystander();
	for (int i = 0; i < 3; i++) {
		uint32_t before = beats;

		run_victim(i == 1 ? overflow : fault_with_fp, 3);
		zassert_equal(reason_seen, i == 1 ? K_ERR_STACK_CHK_FAIL : K_ERR_CPU_EXCEPTION);
		k_sleep(K_TICKS(5));
		zassert_true(beats > before + 2);
	}
	k_thread_abort(&bystander);
}

ZTEST_SUITE(arm_faults, NULL, NULL, NULL, NULL, NULL);
