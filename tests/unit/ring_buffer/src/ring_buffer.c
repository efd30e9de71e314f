/* SPDX-License-Identifier: MIT */
/*
 * Ring buffers: bytes beside a model, claims, items, and a side in an interrupt handler.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/sys/ring_buffer.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/random.h"

#define SIZE 13

RING_BUF_DECLARE(defined_bytes, 5);
RING_BUF_ITEM_DECLARE(defined_items, 6);

static struct ring_buf ring;
/** A byte more, which nobody may touch. */
static uint8_t memory[SIZE + 1];
static uint8_t line[SIZE];
static uint32_t used;
static uint8_t next_byte;

static void check(void)
{
	zassert_equal(ring_buf_size_get(&ring), used);
	zassert_equal(ring_buf_space_get(&ring), SIZE - used);
	zassert_equal(ring_buf_is_empty(&ring), used == 0);
	zassert_equal(memory[SIZE], 0x55, "wrote behind the memory");
}

static void model_put(const uint8_t *bytes, uint32_t count)
{
	memcpy(&line[used], bytes, count);
	used += count;
}

static void model_get(const uint8_t *bytes, uint32_t count)
{
	zassert_mem_equal(bytes, line, count);
	used -= count;
	memmove(line, line + count, used);
}

static void fill(uint8_t *bytes, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		bytes[i] = next_byte++;
	}
}

static void put_some(uint32_t size)
{
	uint8_t bytes[2 * SIZE];
	uint32_t count = MIN(size, SIZE - used);

	fill(bytes, size);
	zassert_equal(ring_buf_put(&ring, bytes, size), count);
	model_put(bytes, count);
}

static void get_some(uint32_t size)
{
	uint8_t bytes[2 * SIZE];
	uint32_t count = MIN(size, used);

	zassert_equal(ring_buf_get(&ring, bytes, size), count);
	model_get(bytes, count);
}

static void peek_some(uint32_t size)
{
	uint8_t bytes[2 * SIZE];
	uint32_t count = MIN(size, used);

	zassert_equal(ring_buf_peek(&ring, bytes, size), count);
	zassert_mem_equal(bytes, line, count);
}

static void discard_some(uint32_t size)
{
	uint32_t count = MIN(size, used);

	zassert_equal(ring_buf_get(&ring, NULL, size), count);
	used -= count;
	memmove(line, line + count, used);
}

/** Claim twice, which reaches around the end, and put a part. */
static void put_claimed(uint32_t size)
{
	uint8_t bytes[SIZE];
	uint32_t total = 0;

	for (int i = 0; i < 2; i++) {
		uint8_t *part;
		uint32_t count = ring_buf_put_claim(&ring, &part, size - total);

		fill(&bytes[total], count);
		memcpy(part, &bytes[total], count);
		total += count;
	}
	zassert_equal(total, MIN(size, SIZE - used));
	zassert_equal(ring_buf_space_get(&ring), SIZE - used - total);
	zassert_equal(ring_buf_put_finish(&ring, total + 1), -EINVAL);
	total -= total / 3;
	zassert_ok(ring_buf_put_finish(&ring, total));
	model_put(bytes, total);
}

static void get_claimed(uint32_t size)
{
	uint8_t bytes[SIZE];
	uint32_t total = 0;

	for (int i = 0; i < 2; i++) {
		uint8_t *part;
		uint32_t count = ring_buf_get_claim(&ring, &part, size - total);

		memcpy(&bytes[total], part, count);
		total += count;
	}
	zassert_equal(total, MIN(size, used));
	zassert_equal(ring_buf_get_finish(&ring, total + 1), -EINVAL);
	total -= total / 3;
	zassert_ok(ring_buf_get_finish(&ring, total));
	model_get(bytes, total);
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	random_seed(1);
	memory[SIZE] = 0x55;
	used = 0;
	ring_buf_init(&ring, SIZE, memory);
}

ZTEST(ring_buffer, test_defined_buffers_need_no_init)
{
	zassert_equal(ring_buf_capacity_get(&defined_bytes), 5);
	zassert_equal(ring_buf_put(&defined_bytes, (const uint8_t *)"abcdef", 6), 5);
	zassert_equal(ring_buf_space_get(&defined_bytes), 0, "no byte is wasted");
	zassert_equal(ring_buf_capacity_get(&defined_items), 24);
	zassert_equal(ring_buf_item_space_get(&defined_items), 6);
}

ZTEST(ring_buffer, test_any_sequence_does_what_a_line_of_bytes_does)
{
	static void (*const deeds[])(uint32_t size) = {
		put_some,     put_some,    get_some,    peek_some,
		discard_some, put_claimed, put_claimed, get_claimed,
	};

	for (int i = 0; i < 50000; i++) {
		deeds[random_below(ARRAY_SIZE(deeds))]((uint32_t)random_below(SIZE + 1));
		check();
	}
}

ZTEST(ring_buffer, test_claim_is_in_one_piece)
{
	uint8_t *part;

	put_some(SIZE);
	get_some(4);
	zassert_equal(ring_buf_put_claim(&ring, &part, SIZE), 4);
	zassert_equal_ptr(part, memory);
	zassert_equal(ring_buf_put_claim(&ring, &part, SIZE), 0);
	zassert_ok(ring_buf_put_finish(&ring, 0));
	zassert_equal(ring_buf_get_claim(&ring, &part, SIZE), SIZE - 4);
	zassert_equal_ptr(part, memory + 4);
	zassert_ok(ring_buf_get_finish(&ring, 0));
	check();
}

ZTEST(ring_buffer, test_reset_empties)
{
	put_some(7);
	ring_buf_reset(&ring);
	used = 0;
	check();
	put_some(SIZE);
	check();
	get_some(SIZE);
}

ZTEST(ring_buffer, test_items_come_in_order_also_around_the_end)
{
	uint32_t words[8];
	struct ring_buf items;
	uint32_t data[3] = {0};
	uint16_t type;
	uint8_t value;

	ring_buf_item_init(&items, ARRAY_SIZE(words), words);
	for (uint32_t i = 0; i < 20; i++) {
		uint8_t room = ARRAY_SIZE(data);
		uint32_t sent[] = {i, ~i, i << 16};

		zassert_ok(ring_buf_item_put(&items, (uint16_t)(0xFF00 + i), (uint8_t)i, sent,
					     (uint8_t)(i % 4)));
		zassert_ok(ring_buf_item_get(&items, &type, &value, data, &room));
		zassert_equal(type, 0xFF00 + i);
		zassert_equal(value, i);
		zassert_equal(room, i % 4);
		zassert_mem_equal(data, sent, room * sizeof(data[0]));
	}
	zassert_true(ring_buf_is_empty(&items));
}

ZTEST(ring_buffer, test_item_without_space_is_refused)
{
	uint32_t data[5] = {1, 2, 3, 4, 5};
	struct ring_buf items;
	uint32_t words[5];

	ring_buf_item_init(&items, ARRAY_SIZE(words), words);
	zassert_equal(ring_buf_item_put(&items, 1, 2, data, 5), -EMSGSIZE);
	zassert_true(ring_buf_is_empty(&items));
	zassert_ok(ring_buf_item_put(&items, 1, 2, data, 4), "the header takes one word");
	zassert_equal(ring_buf_item_space_get(&items), 0);
	zassert_equal(ring_buf_item_put(&items, 1, 2, data, 0), -EMSGSIZE);
}

ZTEST(ring_buffer, test_item_without_room_stays)
{
	uint32_t sent[] = {7, 8};
	uint32_t data[2] = {0};
	uint32_t words[4];
	struct ring_buf items;
	uint16_t type = 0;
	uint8_t value = 0;
	uint8_t room = 1;

	ring_buf_item_init(&items, ARRAY_SIZE(words), words);
	zassert_equal(ring_buf_item_get(&items, &type, &value, data, &room), -EAGAIN);
	zassert_ok(ring_buf_item_put(&items, 5, 6, sent, 2));
	zassert_equal(ring_buf_item_get(&items, &type, &value, data, &room), -EMSGSIZE);
	zassert_equal(room, 2);
	zassert_ok(ring_buf_item_get(&items, &type, &value, data, &room));
	zassert_equal(type, 5);
	zassert_equal(value, 6);
	zassert_mem_equal(data, sent, sizeof(sent));
}

ZTEST(ring_buffer, test_size_of_an_item_is_in_words)
{
	zassert_equal(RING_BUF_ITEM_SIZEOF(uint8_t), 1);
	zassert_equal(RING_BUF_ITEM_SIZEOF(uint32_t[3]), 3);
	zassert_equal(RING_BUF_ITEM_SIZEOF(char[9]), 3);
}

/*
 * One side in an interrupt handler; real_clock.conf lets it come at any instruction of the other
 */

static uint8_t sent_by_isr;

static void put_in_isr(struct k_timer *timer)
{
	uint8_t bytes[5];
	uint32_t count = 1 + (uint32_t)random_below(sizeof(bytes));

	ARG_UNUSED(timer);
	for (uint32_t i = 0; i < count; i++) {
		bytes[i] = (uint8_t)(sent_by_isr + i);
	}
	sent_by_isr += (uint8_t)ring_buf_put(&ring, bytes, count);
}

K_TIMER_DEFINE(isr_timer, put_in_isr, NULL);

ZTEST(ring_buffer, test_bytes_of_an_interrupt_handler_arrive_in_order)
{
	uint8_t expected = 0;

	sent_by_isr = 0;
	k_timer_start(&isr_timer, K_TICKS(1), K_TICKS(1));
	for (int total = 0; total < 5000;) {
		uint8_t bytes[4];
		uint32_t count = ring_buf_get(&ring, bytes, sizeof(bytes));

		for (uint32_t i = 0; i < count; i++) {
			zassert_equal(bytes[i], expected++);
		}
		total += (int)count;
		/* There time does not pass by itself. */
		if (IS_ENABLED(CONFIG_NATIVE_VIRTUAL_CLOCK)) {
			k_busy_wait(1000);
		}
	}
	k_timer_stop(&isr_timer);
}

ZTEST_SUITE(ring_buffer, NULL, NULL, before, NULL, NULL);
