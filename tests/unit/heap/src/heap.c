/* SPDX-License-Identifier: MIT */
/*
 * Heaps: what is allocated, where, and that all comes back.
 */
#include <string.h>

#include <zephyr/sys/sys_heap.h>
#include <zephyr/sys/util.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/misuse.h"

#define HEAP_BYTES 4096

static char memory[HEAP_BYTES] __aligned(8);
static struct sys_heap heap;

/** @return the largest block that can be allocated. */
static size_t largest_block(void)
{
	size_t bytes = HEAP_BYTES;
	void *mem;

	while (bytes > 0U && (mem = sys_heap_alloc(&heap, bytes)) == NULL) {
		bytes--;
	}
	sys_heap_free(&heap, bytes > 0U ? mem : NULL);
	return bytes;
}

#define expect_sound() zassert_true(sys_heap_validate(&heap), "the heap is damaged")

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	sys_heap_init(&heap, memory, sizeof(memory));
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	expect_sound();
}

ZTEST(heap, test_nothing_and_too_much_are_refused)
{
	static const size_t too_much[] = {HEAP_BYTES - 8, HEAP_BYTES,   HEAP_BYTES + 1,
					  SIZE_MAX / 2,   SIZE_MAX - 8, SIZE_MAX};

	zassert_is_null(sys_heap_alloc(&heap, 0));
	zassert_is_null(sys_heap_aligned_alloc(&heap, 64, 0));
	ARRAY_FOR_EACH(too_much, i) {
		zassert_is_null(sys_heap_alloc(&heap, too_much[i]));
		zassert_is_null(sys_heap_aligned_alloc(&heap, 16, too_much[i]));
		zassert_is_null(sys_heap_aligned_alloc(&heap, SIZE_MAX / 2 + 1, too_much[i]));
	}
}

ZTEST(heap, test_no_request_near_the_size_of_the_heap_reads_past_its_lists)
{
	/* Whatever the class of the end marker. */
	for (size_t bytes = 256; bytes <= HEAP_BYTES; bytes++) {
		sys_heap_init(&heap, memory, bytes);
		for (size_t below = 0; below <= 24; below++) {
			zassert_is_null(sys_heap_alloc(&heap, bytes - below));
		}
		expect_sound();
	}
}

ZTEST(heap, test_blocks_are_aligned_to_8_and_hold_what_was_asked_for)
{
	for (size_t bytes = 1; bytes <= 300; bytes++) {
		char *mem = sys_heap_alloc(&heap, bytes);

		zassert_not_null(mem);
		zassert_true(IS_ALIGNED(mem, 8));
		zassert_true(mem >= memory && mem + bytes <= memory + sizeof(memory));
		zassert_true(sys_heap_usable_size(&heap, mem) >= bytes);
		zassert_true(sys_heap_usable_size(&heap, mem) < MAX(bytes, 5U) + 8U, "wasteful");
		memset(mem, 0xff, sys_heap_usable_size(&heap, mem));
		expect_sound();
		sys_heap_free(&heap, mem);
	}
}

ZTEST(heap, test_any_memory_makes_a_heap)
{
	for (size_t skip = 0; skip < 8; skip++) {
		for (size_t bytes = Z_HEAP_MIN_SIZE + 7; bytes < HEAP_BYTES - 8; bytes += 13) {
			memset(memory, 0x5a, sizeof(memory));
			sys_heap_init(&heap, memory + skip, bytes);
			expect_sound();

			char *mem = sys_heap_alloc(&heap, 1);

			zassert_not_null(mem, "%zu bytes", bytes);
			memset(mem, 0xff, sys_heap_usable_size(&heap, mem));
			zassert_true(largest_block() + 200 + bytes / 8 > bytes, "wasteful");
			zassert_equal(memory[skip + bytes], 0x5a, "wrote past the end");
		}
	}
}

ZTEST(heap, test_the_least_heap_holds_a_block)
{
	sys_heap_init(&heap, memory, Z_HEAP_MIN_SIZE);
	zassert_not_null(sys_heap_alloc(&heap, 12));
	expect_misuse(sys_heap_init(&heap, memory, Z_HEAP_MIN_SIZE - 8));
	expect_misuse(sys_heap_init(&heap, memory + 1, 3));
	sys_heap_init(&heap, memory, HEAP_BYTES);
}

ZTEST(heap, test_freed_blocks_join_in_any_order)
{
	static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
					{1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	size_t whole = largest_block();

	ARRAY_FOR_EACH(orders, i) {
		void *mem[3] = {sys_heap_alloc(&heap, 100), sys_heap_alloc(&heap, 20),
				sys_heap_alloc(&heap, 300)};

		for (int k = 0; k < 3; k++) {
			sys_heap_free(&heap, mem[orders[i][k]]);
			expect_sound();
		}
		zassert_equal(largest_block(), whole);
	}
}

ZTEST(heap, test_all_of_the_heap_can_be_used)
{
	void *all = sys_heap_alloc(&heap, largest_block());

	zassert_not_null(all);
	zassert_is_null(sys_heap_alloc(&heap, 1));
	expect_sound();
	sys_heap_free(&heap, all);

	size_t small = 0;

	while (sys_heap_alloc(&heap, 12) != NULL) {
		small++;
	}
	zassert_true(small * 16 > HEAP_BYTES - 256, "%zu blocks of 12 bytes", small);
}

ZTEST(heap, test_freeing_null_does_nothing)
{
	sys_heap_free(&heap, NULL);
}

ZTEST(heap, test_chunk_of_the_same_class_is_taken_only_if_large_enough)
{
	/* 136 and 152 bytes are of one class. */
	void *less = sys_heap_alloc(&heap, 132);
	void *fence = sys_heap_alloc(&heap, 8);

	sys_heap_free(&heap, less);

	void *more = sys_heap_alloc(&heap, 148);

	zassert_true((char *)more > (char *)fence, "not where it does not fit");
	zassert_equal_ptr(sys_heap_alloc(&heap, 132), less, "a fit before a larger chunk");
}

ZTEST(heap, test_aligned_blocks_are_aligned_and_waste_nothing)
{
	size_t whole = largest_block();

	for (size_t align = 1; align <= 1024; align *= 2) {
		for (size_t bytes = 1; bytes <= 400; bytes += 7) {
			void *shift = sys_heap_alloc(&heap, bytes);
			void *mem = sys_heap_aligned_alloc(&heap, align, bytes);

			zassert_not_null(mem, "align %zu, %zu bytes", align, bytes);
			zassert_true(IS_ALIGNED(mem, align));
			zassert_true(sys_heap_usable_size(&heap, mem) < MAX(bytes, 5U) + 16U);
			memset(mem, 0xff, sys_heap_usable_size(&heap, mem));
			expect_sound();
			sys_heap_free(&heap, shift);
			sys_heap_free(&heap, mem);
			zassert_equal(largest_block(), whole);
		}
	}
}

ZTEST(heap, test_alignment_can_be_of_an_address_within)
{
	for (size_t align = 8; align <= 512; align *= 2) {
		char *mem = z_heap_aligned_alloc(&heap, align, 8, 60);

		zassert_true(IS_ALIGNED(mem + 8, align), "%zu", align);
	}
	expect_misuse(z_heap_aligned_alloc(&heap, 16, 4, 60));
}

ZTEST(heap, test_alignment_beyond_the_heap_is_refused)
{
	zassert_is_null(sys_heap_aligned_alloc(&heap, HEAP_BYTES, 8));
	zassert_is_null(sys_heap_aligned_alloc(&heap, HEAP_BYTES / 2, HEAP_BYTES * 3 / 4));
	expect_misuse(sys_heap_aligned_alloc(&heap, 24, 8));
}

ZTEST(heap, test_noalign_alloc_ignores_the_alignment)
{
	zassert_not_null(sys_heap_noalign_alloc(&heap, 1U << 30, 8));
	zassert_not_null(sys_heap_noalign_alloc(&heap, 3, 8));
}

ZTEST(heap, test_realloc_of_null_allocates_and_to_0_frees)
{
	size_t whole = largest_block();
	void *mem = sys_heap_realloc(&heap, NULL, 50);

	zassert_not_null(mem);
	zassert_is_null(sys_heap_realloc(&heap, mem, 0));
	zassert_equal(largest_block(), whole);
}

ZTEST(heap, test_realloc_stays_where_there_is_room)
{
	char *mem = sys_heap_alloc(&heap, 50);

	memset(mem, 7, 50);
	zassert_equal_ptr(sys_heap_realloc(&heap, mem, 500), mem, "grows into free memory");
	zassert_equal_ptr(sys_heap_realloc(&heap, mem, 500), mem);
	zassert_equal_ptr(sys_heap_realloc(&heap, mem, 20), mem, "shrinks");
	for (int i = 0; i < 20; i++) {
		zassert_equal(mem[i], 7);
	}
	zassert_true(sys_heap_usable_size(&heap, mem) < 32, "what was cut off is free");
}

ZTEST(heap, test_realloc_to_a_size_that_leaves_no_chunk_keeps_it)
{
	char *mem = sys_heap_alloc(&heap, 44);
	void *fence = sys_heap_alloc(&heap, 44);

	zassert_equal_ptr(sys_heap_realloc(&heap, mem, 40), mem);
	zassert_equal(sys_heap_usable_size(&heap, mem), 44);
	sys_heap_free(&heap, fence);
}

ZTEST(heap, test_realloc_grows_after_a_free_neighbour_and_keeps_it_free)
{
	void *below = sys_heap_alloc(&heap, 60);
	void *mem = sys_heap_alloc(&heap, 60);

	sys_heap_free(&heap, below);
	zassert_equal_ptr(sys_heap_realloc(&heap, mem, 200), mem);
	expect_sound();
	zassert_equal_ptr(sys_heap_alloc(&heap, 60), below);
}

ZTEST(heap, test_realloc_moves_what_has_no_room)
{
	char *mem = sys_heap_alloc(&heap, 50);
	void *fence = sys_heap_alloc(&heap, 8);

	memset(mem, 9, 50);

	char *moved = sys_heap_realloc(&heap, mem, 100);

	zassert_true(moved != NULL && moved != mem);
	for (int i = 0; i < 50; i++) {
		zassert_equal(moved[i], 9);
	}
	zassert_equal_ptr(sys_heap_alloc(&heap, 50), mem, "the old block is free");
	sys_heap_free(&heap, fence);
}

ZTEST(heap, test_realloc_without_room_changes_nothing)
{
	char *mem = sys_heap_alloc(&heap, 50);
	void *fence = sys_heap_alloc(&heap, 8);
	size_t usable = sys_heap_usable_size(&heap, mem);

	memset(mem, 9, 50);
	zassert_is_null(sys_heap_realloc(&heap, mem, HEAP_BYTES - 200));
	zassert_is_null(sys_heap_realloc(&heap, mem, SIZE_MAX));
	zassert_equal(sys_heap_usable_size(&heap, mem), usable);
	zassert_equal(mem[49], 9);
	sys_heap_free(&heap, fence);
}

ZTEST(heap, test_freeing_what_is_not_allocated_is_misuse)
{
	char *first = sys_heap_alloc(&heap, 50);
	char *second = sys_heap_alloc(&heap, 50);
	char *third = sys_heap_alloc(&heap, 50);

	sys_heap_free(&heap, first);
	expect_misuse(sys_heap_free(&heap, first));
	sys_heap_free(&heap, second);
	expect_misuse(sys_heap_free(&heap, second));
	expect_misuse(sys_heap_free(&heap, third + 4));
	expect_misuse(sys_heap_free(&heap, memory));
	expect_misuse(sys_heap_free(&heap, (void *)((uintptr_t)memory - 8)));
	expect_misuse(sys_heap_free(&heap, memory + sizeof(memory)));
}

ZTEST_SUITE(heap, NULL, NULL, before, after, NULL);
