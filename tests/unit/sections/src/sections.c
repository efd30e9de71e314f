/* SPDX-License-Identifier: MIT */
/* Lists that the linker makes, and start-up functions in their order. */
#include <zephyr/init.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/ztest.h>

#include "order.h"

/* A list of the kernel's stands in for any: nothing else defines condition variables. */
K_CONDVAR_DEFINE(middle);
K_CONDVAR_DEFINE(first_of_all);
K_CONDVAR_DEFINE(zeroth_from_the_end);

ZTEST(sections, test_elements_come_in_order_of_their_names)
{
	static struct k_condvar *const wanted[] = {&first_of_all, &middle, &other_files,
						   &zeroth_from_the_end};
	size_t i = 0;

	STRUCT_SECTION_FOREACH(k_condvar, condvar) {
		zassert_true(i < ARRAY_SIZE(wanted));
		zassert_equal_ptr(condvar, wanted[i++]);
	}
	zassert_equal(i, ARRAY_SIZE(wanted));
}

ZTEST(sections, test_elements_are_counted_and_indexed)
{
	struct k_condvar *condvar;
	size_t count;

	STRUCT_SECTION_COUNT(k_condvar, &count);
	zassert_equal(count, 4);
	STRUCT_SECTION_GET(k_condvar, 1, &condvar);
	zassert_equal_ptr(condvar, &middle);
}

ZTEST(sections, test_a_list_may_be_empty)
{
	size_t count = 99;

	STRUCT_SECTION_COUNT(ztest_test_rule, &count);
	zassert_equal(count, 0);
	STRUCT_SECTION_FOREACH(ztest_test_rule, rule) {
		zassert_unreachable();
	}
}

static char order[12];
static size_t ran;

#define RECORD(letter)                                                                             \
	static int record_##letter(void)                                                           \
	{                                                                                          \
		order[ran++] = #letter[0];                                                         \
		return 0;                                                                          \
	}

RECORD(a)
RECORD(b)
RECORD(c)
RECORD(d)
RECORD(e)
RECORD(f)
RECORD(g)
RECORD(h)
RECORD(i)
RECORD(j)
RECORD(k)

#define LATE_PRIORITY 90

/* Neither rising nor falling, so that no order of the compiler's is right by chance. */
SYS_INIT(record_j, APPLICATION, 55);
SYS_INIT(record_g, APPLICATION, 5);
SYS_INIT(record_k, APPLICATION, LATE_PRIORITY);
SYS_INIT(record_h, APPLICATION, 9);
SYS_INIT(record_i, APPLICATION, 10);
SYS_INIT(record_f, APPLICATION, 3);
SYS_INIT(record_e, POST_KERNEL, 0);
SYS_INIT(record_d, PRE_KERNEL_2, 10);
SYS_INIT(record_c, PRE_KERNEL_2, 9);
SYS_INIT(record_b, PRE_KERNEL_1, 99);
SYS_INIT_NAMED(another_name, record_a, EARLY, 5);

ZTEST(sections, test_start_up_functions_run_by_level_and_priority)
{
	zassert_equal(ran, 11);
	zassert_str_equal(order, "abcdefghijk");
}

ZTEST_SUITE(sections, NULL, NULL, NULL, NULL, NULL);
