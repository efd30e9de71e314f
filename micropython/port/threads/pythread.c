/* SPDX-License-Identifier: MIT */
/*
 * Creating, listing and freeing Python threads.
 *
 * The lists are protected by the interpreter lock. An ending thread moves itself from `alive` to
 * `ended` while it still holds that lock; mp_thread_reap() frees it once the kernel thread is
 * dead, so nobody waits for it and its stack is not in use.
 */
#include "threads/pythread.h"

#include "heap_stack.h"
#include "py/gc.h"
#include "py/mphal.h"
#include "py/mpthread.h"
#include "py/runtime.h"
#include "saved_stack.h"
#include "threads/eventloop.h"
#include "threads/frames.h"
#include "threads/gil.h"
#include "threads/handle.h"
#include "threads/importlock.h"
#include "threads/interrupt.h"
#include "threads/lend.h"
#include "threads/start.h"
#include "threads/stop.h"
#include "threads/traceback.h"

/* A thread with less could not even report that its stack is too small. */
#ifndef PORT_WORKING_STACK
#define PORT_WORKING_STACK (4 * 1024)
#endif
#define LEAST_STACK (MICROPY_STACK_CHECK_MARGIN + PORT_WORKING_STACK)

/* Memory for stacks comes in multiples of so many bytes. */
#ifndef PORT_STACK_MULTIPLE
#define PORT_STACK_MULTIPLE ARCH_STACK_PTR_ALIGN
#endif

struct py_thread py_main_thread;
/** Main's priority at the start of each session. */
static int main_priority;

/** What lies at the upper end of a thread's stack. */
struct control_block {
	struct py_thread thread;
	struct k_thread kernel;
	py_thread_entry_t entry;
};

/** What it takes of the stack's memory. */
#define BLOCK_SIZE ROUND_UP(sizeof(struct control_block), ARCH_STACK_PTR_ALIGN)

static sys_dlist_t alive = SYS_DLIST_STATIC_INIT(&alive);
static sys_dlist_t ended = SYS_DLIST_STATIC_INIT(&ended);
static size_t alive_count;
static size_t created_count;

/* An interrupt handler that reports threads walks `alive`. */
static void link_alive(struct py_thread *thread)
{
	unsigned int key = irq_lock();

	sys_dlist_append(&alive, &thread->node);
	irq_unlock(key);
	alive_count++;
}

static void move_to_ended(struct py_thread *thread)
{
	unsigned int key = irq_lock();

	sys_dlist_remove(&thread->node);
	irq_unlock(key);
	sys_dlist_append(&ended, &thread->node);
	alive_count--;
}

void mp_thread_init(void)
{
	py_main_thread.kernel = k_current_get();
	main_priority = k_thread_priority_get(py_main_thread.kernel);
	py_main_thread.priority = main_priority;
	py_main_thread.rank = main_priority;
	py_lend_init(&py_main_thread);
	py_main_thread.state = &mp_state_ctx.thread;
	k_thread_custom_data_set(&py_main_thread);
	mp_thread_state_now = py_main_thread.state;
	py_main_thread.is_set_up = true;
	py_handle_init_main();
	py_loops_forget();
	link_alive(&py_main_thread);
	py_gil_init();
}

static void run(void *p1, void *p2, void *p3)
{
	struct control_block *block = p1;
	struct py_thread *self = &block->thread;
	mp_state_thread_t state = {0};
	unsigned int unlocked = irq_lock();

	irq_unlock(unlocked);
	(void)p2;
	(void)p3;
	k_thread_custom_data_set(self);
	self->state = &state;
	MP_THREAD_GIL_ENTER();
	mp_thread_init_state(&state, self->stack_size, self->roots.locals, self->roots.globals);
	py_stop_begin(self);
	block->entry(self->roots.start);
	/* Python may have left interrupts locked; nobody else could unlock them. */
	irq_unlock(unlocked);
	py_handle_end(self->roots.handle);
	self->roots.start = NULL;
	self->state = NULL;
	move_to_ended(self);
	MP_THREAD_GIL_EXIT();
	py_gil_let_go();
}

static size_t round_stack(size_t size)
{
	size = size == 0 ? PORT_THREAD_STACK_SIZE : size;
	size = size < LEAST_STACK ? LEAST_STACK : size;
	return ROUND_UP(size, ARCH_STACK_PTR_ALIGN);
}

/* The kernel's stack for @size bytes of Python: up to the control block, so that on the desk both share a page. */
static size_t stack_room(size_t size)
{
	return ROUND_UP(size + BLOCK_SIZE, PORT_STACK_MULTIPLE) - BLOCK_SIZE;
}

size_t py_thread_min_stack(void)
{
	return LEAST_STACK;
}

/*
 * Memory for a stack; what ended threads left, and what garbage keeps of them, is freed first. A finaliser may
 * start a thread, but not a collection in the middle of one.
 */
static k_thread_stack_t *alloc_stack(size_t size)
{
	mp_thread_reap();
	k_thread_stack_t *stack = k_thread_stack_alloc(size, 0);
	if (stack == NULL && !gc_is_locked()) {
		gc_collect();
		mp_thread_reap();
		stack = k_thread_stack_alloc(size, 0);
	}
	return stack != NULL ? stack : port_heap_stack_alloc(size);
}

static void free_stack(k_thread_stack_t *stack)
{
	if (k_thread_stack_free(stack) != 0) {
		port_heap_stack_free(stack);
	}
}

struct py_thread *py_thread_create(const struct py_thread_params *params)
{
	size_t size = round_stack(params->stack_size);
	size_t room = stack_room(size);
	k_thread_stack_t *stack = alloc_stack(room + BLOCK_SIZE);

	if (stack == NULL) {
		return NULL;
	}

	struct control_block *block = (void *)(K_THREAD_STACK_BUFFER(stack) + room);
	*block = (struct control_block){
		.entry = params->entry,
		.thread.roots = {.start = params->start,
				 .locals = params->locals,
				 .globals = params->globals,
				 .handle = params->handle,
				 .loop = PY_NO_LOOP},
		.thread.priority = params->priority,
		.thread.rank = params->priority,
		.thread.kernel = &block->kernel,
		.thread.stack = stack,
		.thread.stack_size = size,
	};
	py_lend_init(&block->thread);
	k_thread_create(&block->kernel, stack, room, run, block, NULL, NULL, params->priority, 0,
			K_FOREVER);
	k_thread_name_set(&block->kernel, params->name);
	link_alive(&block->thread);
	py_handle_begin(params->handle, &block->thread);
	created_count++;
	k_thread_start(&block->kernel);
	return &block->thread;
}

void mp_thread_reap(void)
{
	sys_dnode_t *node, *next;

	SYS_DLIST_FOR_EACH_NODE_SAFE(&ended, node, next) {
		struct py_thread *thread = CONTAINER_OF(node, struct py_thread, node);
		if (k_thread_join(thread->kernel, K_NO_WAIT) == 0) {
			sys_dlist_remove(node);
			free_stack(thread->stack);
		}
	}
}

/* The interpreter lock is ours, so no other thread is inside the interpreter or the C library. */
void mp_thread_deinit(void)
{
	sys_dnode_t *node, *next;

	SYS_DLIST_FOR_EACH_NODE_SAFE(&ended, node, next) {
		k_thread_abort(CONTAINER_OF(node, struct py_thread, node)->kernel);
	}
	SYS_DLIST_FOR_EACH_NODE_SAFE(&alive, node, next) {
		struct py_thread *thread = CONTAINER_OF(node, struct py_thread, node);
		if (thread != &py_main_thread) {
			k_thread_abort(thread->kernel);
			move_to_ended(thread);
		}
	}
	mp_thread_reap();
	py_traceback_cancel();
	py_loops_forget();
	py_event_forget_waiters();
	py_frames_now = NULL;
	py_gil_forget_waiters();
	py_lend_init(&py_main_thread);
	py_gil_set_priority(&py_main_thread, main_priority);
	py_import_forget();
	py_start_forget();
	py_main_thread.wait = NULL;
	py_handle_init_main();
}

void mp_thread_set_state(struct _mp_state_thread_t *state)
{
	mp_thread_state_now = state;
}

mp_uint_t mp_thread_get_id(void)
{
	return py_thread_ident(py_thread_self());
}

size_t py_thread_count(void)
{
	return alive_count;
}

size_t py_thread_created(void)
{
	return created_count;
}

struct py_thread *py_thread_first(void)
{
	return SYS_DLIST_PEEK_HEAD_CONTAINER(&alive, (struct py_thread *)NULL, node);
}

struct py_thread *py_thread_next(const struct py_thread *thread)
{
	sys_dnode_t *next = sys_dlist_peek_next(&alive, &thread->node);

	return next == NULL ? NULL : CONTAINER_OF(next, struct py_thread, node);
}

struct py_thread *py_thread_find(uintptr_t ident)
{
	struct py_thread *thread;

	SYS_DLIST_FOR_EACH_CONTAINER(&alive, thread, node) {
		if (py_thread_ident(thread) == ident) {
			return thread;
		}
	}
	return NULL;
}

/* The collector must not guess: what it scans is the truth, or the program ends here. */
static void check_saved_stack(const struct k_thread *kernel, uintptr_t low, uintptr_t high)
{
	uintptr_t start = kernel->stack_info.start;

	if (low < start - K_THREAD_STACK_RESERVED || low > high ||
	    high > start + kernel->stack_info.size) {
		printk("collector: thread '%s': saved stack pointer %p is outside its stack, "
		       "%p to %p\n",
		       k_thread_name_get((k_tid_t)kernel), (void *)low, (void *)start,
		       (void *)(start + kernel->stack_info.size));
		k_panic();
	}
}

static void scan_roots(const struct py_thread *thread)
{
	gc_collect_root((void **)&thread->roots, sizeof(thread->roots) / sizeof(void *));
}

static void scan(const struct py_thread *thread)
{
	uintptr_t low = port_saved_stack_pointer(thread->kernel);
	uintptr_t high = thread->kernel->stack_info.start + thread->kernel->stack_info.size;

	check_saved_stack(thread->kernel, low, high);
	gc_collect_root((void **)low, (high - low) / sizeof(void *));
	scan_roots(thread);
	port_scan_saved_registers(thread->kernel);
}

void mp_thread_gc_others(void)
{
	struct py_thread *self = py_thread_self();
	struct py_thread *thread;

	SYS_DLIST_FOR_EACH_CONTAINER(&alive, thread, node) {
		if (thread != self) {
			scan(thread);
		}
	}
	scan_roots(self);
	py_handle_scan_main();
}
