/* SPDX-License-Identifier: MIT */
/*
 * sys_heap_validate() finds each single bit that is wrong in what describes the heap.
 */
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "lib/heap.h"

#define WORDS 256

static uint32_t memory[WORDS] __aligned(8);
static struct sys_heap heap;
/** Whether a word is part of the description. */
static bool matters[WORDS];
static bool may_matter[WORDS];

static void note(const void *word)
{
	matters[(const uint32_t *)word - memory] = true;
}

/** Used and free chunks in turn, two of one class. */
static void make_heap(void)
{
	void *mem[7];

	memset(memory, 0, sizeof(memory));
	sys_heap_init(&heap, memory, sizeof(memory));
	for (int i = 0; i < 7; i++) {
		mem[i] = sys_heap_alloc(&heap, i < 4 ? 40 : 100);
	}
	for (int i = 1; i < 7; i += 2) {
		sys_heap_free(&heap, mem[i]);
	}
}

static void note_chunk(chunk_t chunk)
{
	struct z_heap *h = heap.heap;

	note(chunk_header(h, chunk));
	if (!chunk_is_used(h, chunk)) {
		note(chunk_next_free(h, chunk));
		note(chunk_prev_free(h, chunk));
		note(chunk_size_before(h, chunk + chunk_size(h, chunk)));
	}
}

#ifdef CONFIG_SYS_HEAP_RUNTIME_STATS

static void note_counts(const struct z_heap *h)
{
	for (size_t i = 0; i < sizeof(size_t) / sizeof(uint32_t); i++) {
		note((const uint32_t *)&h->free_bytes + i);
		note((const uint32_t *)&h->allocated_bytes + i);
		/* Too much may once have been allocated. */
		may_matter[(const uint32_t *)&h->max_allocated_bytes + i - memory] = true;
	}
}

#else

static void note_counts(const struct z_heap *h)
{
	ARG_UNUSED(h);
}

#endif

static void note_all(void)
{
	struct z_heap *h = heap.heap;
	chunk_t chunk = heap_first(h->end);

	memset(matters, 0, sizeof(matters));
	note(&h->end);
	note_counts(h);
	for (int i = 0; i < CLASS_WORDS; i++) {
		note(&h->occupied[i]);
	}
	for (unsigned int i = 0; i < heap_classes(h->end); i++) {
		note(&h->first_free[i]);
	}
	for (; chunk < h->end; chunk += chunk_size(h, chunk)) {
		note_chunk(chunk);
	}
	note(chunk_header(h, h->end));
}

ZTEST(heap_validate, test_every_wrong_bit_is_found)
{
	int found = 0;

	make_heap();
	note_all();
	zassert_true(sys_heap_validate(&heap));
	for (int word = 0; word < WORDS; word++) {
		for (int bit = 0; bit < 32 && !may_matter[word]; bit++) {
			memory[word] ^= BIT(bit);
			zassert_equal(sys_heap_validate(&heap), !matters[word], "word %d, bit %d",
				      word, bit);
			memory[word] ^= BIT(bit);
			found += matters[word] ? 1 : 0;
		}
	}
	zassert_true(sys_heap_validate(&heap));
	zassert_true(found > 32 * 30);
}

ZTEST(heap_validate, test_list_that_goes_in_a_circle_is_found)
{
	make_heap();

	struct z_heap *h = heap.heap;
	chunk_t chunk = h->first_free[class_of((40 + 4 + 7) / 8)];
	chunk_t next = *chunk_next_free(h, chunk);

	zassert_not_equal(next, 0, "two of one class");
	*chunk_next_free(h, next) = chunk;
	zassert_false(sys_heap_validate(&heap));
	*chunk_prev_free(h, chunk) = next;
	zassert_false(sys_heap_validate(&heap));
}

ZTEST(heap_validate, test_free_chunk_in_no_list_is_found)
{
	make_heap();

	struct z_heap *h = heap.heap;
	unsigned int class = class_of((40 + 4 + 7) / 8);

	h->first_free[class] = 0;
	h->occupied[class / 32] &= ~BIT(class % 32);
	zassert_false(sys_heap_validate(&heap));
}

ZTEST(heap_validate, test_heap_elsewhere_is_found)
{
	make_heap();
	heap.init_mem = memory + 2;
	zassert_false(sys_heap_validate(&heap));
}

ZTEST(heap_validate, test_classes_are_in_order_and_a_quarter_wide)
{
	zassert_equal(class_of(MIN_UNITS), 0);
	for (uint32_t units = MIN_UNITS; units < 20000; units++) {
		unsigned int step = class_of(units + 1) - class_of(units);

		zassert_true(step <= 1);
		zassert_true(class_of(units + units / 4 + 1) > class_of(units), "%u", units);
	}
	zassert_true(class_of(MAX_UNITS) < 32 * CLASS_WORDS);
}

ZTEST_SUITE(heap_validate, NULL, NULL, NULL, NULL, NULL);
