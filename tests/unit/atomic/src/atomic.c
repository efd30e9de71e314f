/* SPDX-License-Identifier: MIT */
/* Results, and what matters most: no update is lost between threads that preempt each other. */
#include <limits.h>
#include <zephyr/sys/atomic.h>
#include <zephyr/ztest.h>

ZTEST(atomic, test_operations_return_the_value_before)
{
	atomic_t value = ATOMIC_INIT(5);

	zassert_equal(atomic_get(&value), 5);
	zassert_equal(atomic_set(&value, 6), 5);
	zassert_equal(atomic_add(&value, 4), 6);
	zassert_equal(atomic_sub(&value, 3), 10);
	zassert_equal(atomic_inc(&value), 7);
	zassert_equal(atomic_dec(&value), 8);
	zassert_equal(atomic_or(&value, 0x18), 7);
	zassert_equal(atomic_and(&value, 0xf), 0x1f);
	zassert_equal(atomic_xor(&value, 0x3), 0xf);
	zassert_equal(atomic_nand(&value, 0x4), 0xc);
	zassert_equal(atomic_clear(&value), ~0x4L);
	zassert_equal(atomic_get(&value), 0);
}

ZTEST(atomic, test_arithmetic_wraps)
{
	atomic_t value = ATOMIC_INIT(LONG_MAX);

	atomic_inc(&value);
	zassert_equal(atomic_get(&value), LONG_MIN);
	atomic_dec(&value);
	zassert_equal(atomic_get(&value), LONG_MAX);
}

ZTEST(atomic, test_cas_stores_only_over_what_is_expected)
{
	atomic_t value = ATOMIC_INIT(1);

	zassert_false(atomic_cas(&value, 2, 3));
	zassert_equal(atomic_get(&value), 1);
	zassert_true(atomic_cas(&value, 1, 3));
	zassert_equal(atomic_get(&value), 3);
}

ZTEST(atomic, test_pointers)
{
	int a, b;
	atomic_ptr_t pointer = ATOMIC_PTR_INIT(&a);

	zassert_equal_ptr(atomic_ptr_get(&pointer), &a);
	zassert_false(atomic_ptr_cas(&pointer, &b, NULL));
	zassert_true(atomic_ptr_cas(&pointer, &a, &b));
	zassert_equal_ptr(atomic_ptr_set(&pointer, &a), &b);
	zassert_equal_ptr(atomic_ptr_clear(&pointer), &a);
	zassert_is_null(atomic_ptr_get(&pointer));
}

#define BITS (3 * (int)ATOMIC_BITS)

ZTEST(atomic, test_each_bit_of_an_array_is_its_own)
{
	ATOMIC_DEFINE(bits, BITS) = {0};

	zassert_equal(ARRAY_SIZE(bits), 3);
	zassert_equal(ATOMIC_BITMAP_SIZE(1), 1);
	for (int bit = 0; bit < BITS; bit++) {
		zassert_false(atomic_test_and_set_bit(bits, bit));
		for (int other = 0; other < BITS; other++) {
			zassert_equal(atomic_test_bit(bits, other), other <= bit);
		}
		zassert_true(atomic_test_and_set_bit(bits, bit));
	}
	for (int bit = 0; bit < BITS; bit++) {
		zassert_true(atomic_test_and_clear_bit(bits, bit));
		zassert_false(atomic_test_and_clear_bit(bits, bit));
		atomic_set_bit_to(bits, bit, true);
		zassert_true(atomic_test_bit(bits, bit));
		atomic_set_bit_to(bits, bit, false);
		zassert_false(atomic_test_bit(bits, bit));
	}
	zassert_equal(bits[0] | bits[1] | bits[2], 0);
}

#define WORKERS    3
#define EXPIRIES   300
#define PER_UPDATE 4

static atomic_t shared;
static atomic_t handled;
static struct k_thread workers[WORKERS];
static K_THREAD_STACK_ARRAY_DEFINE(stacks, WORKERS, 1024 + CONFIG_TEST_EXTRA_STACK_SIZE);

static void update(void)
{
	atomic_val_t seen;

	atomic_add(&shared, PER_UPDATE);
	do {
		seen = atomic_get(&shared);
	} while (!atomic_cas(&shared, seen, seen - PER_UPDATE));
	/* Twice: the sum stays the same. */
	atomic_xor(&shared, 1);
	atomic_xor(&shared, 1);
	atomic_sub(&shared, -PER_UPDATE);
}

static void interrupt(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	update();
	atomic_inc(&handled);
}

static K_TIMER_DEFINE(ticker, interrupt, NULL);

/* Updates until enough interrupts have come in between. */
static void update_often(void *updates, void *p2, void *p3)
{
	ARG_UNUSED(p2);
	ARG_UNUSED(p3);
	for (int i = 0; atomic_get(&handled) < EXPIRIES; i++) {
		update();
		++*(long *)updates;
		/* There time does not pass by itself. */
		if (IS_ENABLED(CONFIG_NATIVE_VIRTUAL_CLOCK) && i % 100 == 0) {
			k_busy_wait(1000);
		}
	}
}

ZTEST(atomic, test_no_update_is_lost_to_interrupts_and_time_slices)
{
	long updates[WORKERS] = {0};
	long sum = 0;

	atomic_clear(&shared);
	atomic_clear(&handled);

	k_sched_time_slice_set(10, 0);
	k_timer_start(&ticker, K_TICKS(1), K_TICKS(1));
	for (int i = 0; i < WORKERS; i++) {
		k_thread_create(&workers[i], stacks[i], K_THREAD_STACK_SIZEOF(stacks[i]),
				update_often, &updates[i], NULL, NULL, 5, 0, K_NO_WAIT);
	}
	for (int i = 0; i < WORKERS; i++) {
		zassert_ok(k_thread_join(&workers[i], K_FOREVER));
		sum += updates[i];
	}
	k_timer_stop(&ticker);
	zassert_equal(atomic_get(&shared), (sum + atomic_get(&handled)) * PER_UPDATE);
}

ZTEST_SUITE(atomic, NULL, NULL, NULL, NULL, NULL);
