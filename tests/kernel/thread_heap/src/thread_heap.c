/* SPDX-License-Identifier: MIT */
/*
 * The heap of a thread, and what the kernel allocates from it: items of queues, stacks, message queues.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/irq_offload.h>
#include <zephyr/kernel.h>
#include <zephyr/ztest.h>

#include "tests/kernel/support/worker.h"

#define HEAP_BYTES 512

static char memory[HEAP_BYTES] __aligned(8);
static struct k_heap heap;
static size_t whole;

static size_t largest_block(void)
{
	size_t bytes = HEAP_BYTES;
	void *mem;

	while ((mem = k_heap_alloc(&heap, bytes, K_NO_WAIT)) == NULL) {
		bytes--;
	}
	k_heap_free(&heap, mem);
	return bytes;
}

static void before(void *fixture)
{
	ARG_UNUSED(fixture);
	k_heap_init(&heap, memory, sizeof(memory));
	whole = largest_block();
	k_thread_heap_assign(k_current_get(), &heap);
}

static void after(void *fixture)
{
	ARG_UNUSED(fixture);
	retire_workers();
	zassert_true(sys_heap_validate(&heap.heap));
	zassert_equal(largest_block(), whole, "memory is lost");
}

static bool is_in_heap(const void *mem)
{
	return (const char *)mem >= memory && (const char *)mem < memory + sizeof(memory);
}

ZTEST(thread_heap, test_thread_malloc_uses_the_heap_assigned)
{
	void *mem = z_thread_malloc(10);

	zassert_true(is_in_heap(mem) && IS_ALIGNED(mem, 8));
	k_free(mem);
	mem = z_thread_aligned_alloc(64, 10);
	zassert_true(is_in_heap(mem) && IS_ALIGNED(mem, 64));
	k_free(mem);
	zassert_is_null(z_thread_malloc(0));
	zassert_is_null(z_thread_malloc(HEAP_BYTES));
}

ZTEST(thread_heap, test_thread_without_a_heap_gets_nothing)
{
	k_thread_heap_assign(k_current_get(), NULL);
	zassert_is_null(z_thread_malloc(8));
	zassert_is_null(z_thread_aligned_alloc(16, 8));
}

static int allocate(void *arg)
{
	*(void **)arg = z_thread_malloc(8);
	return 0;
}

ZTEST(thread_heap, test_thread_inherits_the_heap_of_its_creator)
{
	void *mem = NULL;

	run_worker(0, 1, allocate, &mem);
	zassert_true(is_in_heap(mem));
	k_free(mem);
}

static void allocate_in_isr(const void *arg)
{
	*(void **)arg = z_thread_malloc(8);
}

/** Whether @a mem is as the system's heap gives it: outside the thread's, if there is a system's heap. */
static bool is_from_system_heap(const void *mem)
{
	return CONFIG_HEAP_MEM_POOL_SIZE > 0 ? mem != NULL && !is_in_heap(mem) : mem == NULL;
}

ZTEST(thread_heap, test_interrupt_handler_uses_the_system_heap)
{
	void *mem = &mem;

	irq_offload(allocate_in_isr, &mem);
	zassert_true(is_from_system_heap(mem));
	k_free(mem);
}

ZTEST(thread_heap, test_system_heap_can_be_assigned)
{
	k_thread_system_pool_assign(k_current_get());

	void *mem = z_thread_malloc(8);

	zassert_true(is_from_system_heap(mem));
	k_free(mem);
}

static void look_at_main(const struct k_thread *thread, void *user_data)
{
	if (strcmp(k_thread_name_get((k_tid_t)thread), "main") == 0) {
		*(struct k_heap **)user_data = thread->resource_pool;
	}
}

ZTEST(thread_heap, test_first_thread_has_the_system_heap)
{
	struct k_heap *found = &heap;

	k_thread_foreach(look_at_main, &found);
	zassert_equal_ptr(found, Z_SYSTEM_HEAP);
}

ZTEST(thread_heap, test_allocated_items_keep_their_order_among_others)
{
	struct k_fifo fifo;
	struct k_lifo lifo;
	void *plain[2] = {NULL, NULL};
	char unaligned[4];

	k_fifo_init(&fifo);
	zassert_ok(k_fifo_alloc_put(&fifo, &unaligned[1]));
	k_fifo_put(&fifo, &plain);
	zassert_ok(k_fifo_alloc_put(&fifo, &unaligned[2]));
	zassert_equal_ptr(k_fifo_peek_head(&fifo), &unaligned[1]);
	zassert_equal_ptr(k_fifo_peek_tail(&fifo), &unaligned[2]);
	zassert_true(largest_block() < whole);
	zassert_equal_ptr(k_fifo_get(&fifo, K_NO_WAIT), &unaligned[1]);
	zassert_equal_ptr(k_fifo_get(&fifo, K_NO_WAIT), &plain);
	zassert_equal_ptr(k_fifo_get(&fifo, K_NO_WAIT), &unaligned[2]);
	zassert_is_null(k_fifo_get(&fifo, K_NO_WAIT));
	zassert_is_null(k_fifo_peek_head(&fifo));

	k_lifo_init(&lifo);
	zassert_ok(k_lifo_alloc_put(&lifo, &unaligned[1]));
	zassert_ok(k_lifo_alloc_put(&lifo, &unaligned[2]));
	zassert_equal_ptr(k_lifo_get(&lifo, K_NO_WAIT), &unaligned[2]);
	zassert_equal_ptr(k_lifo_get(&lifo, K_NO_WAIT), &unaligned[1]);
}

static struct k_queue queue;

static int get(void *arg)
{
	*(void **)arg = k_queue_get(&queue, K_FOREVER);
	return 0;
}

ZTEST(thread_heap, test_item_for_a_waiter_needs_no_memory)
{
	void *got = NULL;

	k_queue_init(&queue);
	run_worker(0, 1, get, &got);
	k_thread_heap_assign(k_current_get(), NULL);
	zassert_ok(k_queue_alloc_append(&queue, &memory[3]));
	run_others();
	zassert_equal_ptr(got, &memory[3]);
	zassert_true(k_queue_is_empty(&queue));
}

ZTEST(thread_heap, test_item_without_memory_is_refused)
{
	k_queue_init(&queue);
	k_thread_heap_assign(k_current_get(), NULL);
	zassert_equal(k_queue_alloc_append(&queue, &memory[0]), -ENOMEM);
	zassert_equal(k_queue_alloc_prepend(&queue, &memory[0]), -ENOMEM);
	zassert_true(k_queue_is_empty(&queue));
}

ZTEST(thread_heap, test_allocated_item_is_not_removed_by_its_address)
{
	k_queue_init(&queue);
	zassert_ok(k_queue_alloc_append(&queue, &memory[0]));
	zassert_false(k_queue_remove(&queue, &memory[0]));
	zassert_equal_ptr(k_queue_get(&queue, K_NO_WAIT), &memory[0]);
}

ZTEST(thread_heap, test_allocated_stack_holds_its_words_and_is_freed)
{
	struct k_stack stack;
	stack_data_t word;

	zassert_ok(k_stack_alloc_init(&stack, 5));
	zassert_true(largest_block() < whole);
	for (stack_data_t i = 0; i < 5; i++) {
		zassert_ok(k_stack_push(&stack, i));
	}
	zassert_equal(k_stack_push(&stack, 5), -ENOMEM);
	zassert_ok(k_stack_pop(&stack, &word, K_NO_WAIT));
	zassert_equal(word, 4);
	zassert_ok(k_stack_cleanup(&stack));
	zassert_equal(largest_block(), whole);
	zassert_ok(k_stack_cleanup(&stack), "freed once only");
}

ZTEST(thread_heap, test_stack_without_memory_is_refused)
{
	struct k_stack stack;

	zassert_equal(k_stack_alloc_init(&stack, HEAP_BYTES), -ENOMEM);
	zassert_equal(k_stack_alloc_init(&stack, UINT32_MAX), -ENOMEM);
	zassert_equal(k_stack_alloc_init(&stack, 0), -ENOMEM);
}

static int pop(void *arg)
{
	stack_data_t word;

	return k_stack_pop(arg, &word, K_FOREVER);
}

ZTEST(thread_heap, test_awaited_stack_is_not_freed)
{
	struct k_stack stack;

	zassert_ok(k_stack_alloc_init(&stack, 2));
	run_worker(0, 1, pop, &stack);
	zassert_equal(k_stack_cleanup(&stack), -EAGAIN);
	zassert_true(largest_block() < whole);
	k_thread_abort(&worker_threads[0]);
	zassert_ok(k_stack_cleanup(&stack));
}

ZTEST(thread_heap, test_allocated_msgq_holds_its_messages_and_is_freed)
{
	struct k_msgq msgq;
	char message[5] = "abcd";

	zassert_ok(k_msgq_alloc_init(&msgq, 5, 4));
	zassert_true(largest_block() < whole);
	for (int i = 0; i < 4; i++) {
		zassert_ok(k_msgq_put(&msgq, message, K_NO_WAIT));
	}
	zassert_equal(k_msgq_put(&msgq, message, K_NO_WAIT), -ENOMSG);
	memset(message, 0, sizeof(message));
	zassert_ok(k_msgq_get(&msgq, message, K_NO_WAIT));
	zassert_str_equal(message, "abcd");
	zassert_ok(k_msgq_cleanup(&msgq));
	zassert_equal(largest_block(), whole);
	zassert_ok(k_msgq_cleanup(&msgq), "freed once only");
}

ZTEST(thread_heap, test_msgq_without_memory_is_refused)
{
	struct k_msgq msgq;

	zassert_equal(k_msgq_alloc_init(&msgq, HEAP_BYTES, 1), -ENOMEM);
	zassert_equal(k_msgq_alloc_init(&msgq, SIZE_MAX / 2, 3), -EINVAL);
	zassert_equal(k_msgq_alloc_init(&msgq, 4, 0), -ENOMEM);
}

static int get_message(void *arg)
{
	char message[5];

	return k_msgq_get(arg, message, K_FOREVER);
}

ZTEST(thread_heap, test_awaited_msgq_is_not_freed)
{
	struct k_msgq msgq;

	zassert_ok(k_msgq_alloc_init(&msgq, 5, 4));
	run_worker(0, 1, get_message, &msgq);
	zassert_equal(k_msgq_cleanup(&msgq), -EBUSY);
	zassert_true(largest_block() < whole);
	k_thread_abort(&worker_threads[0]);
	zassert_ok(k_msgq_cleanup(&msgq));
}

ZTEST_SUITE(thread_heap, NULL, NULL, before, after, NULL);
