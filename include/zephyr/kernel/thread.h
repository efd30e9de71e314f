/* SPDX-License-Identifier: MIT */
/*
 * Threads: the control block and the calls that create, end, name and inspect
 * threads. Scheduling calls are in kernel/scheduling.h, stacks in
 * kernel/thread_stack.h.
 */
#ifndef ZEPHYR_KERNEL_THREAD_H_
#define ZEPHYR_KERNEL_THREAD_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <zephyr/arch/cpu.h>
#include <zephyr/kernel/stats.h>
#include <zephyr/kernel/thread_stack.h>
#include <zephyr/kernel/wait_q.h>
#include <zephyr/sys/iterable_sections.h>
#include <zephyr/sys/slist.h>
#include <zephyr/sys/util.h>
#include <zephyr/sys_clock.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The control block
 */

/** Bits of _thread_base::thread_state; a thread without the first six can run. */
#define _THREAD_DUMMY      BIT(0)
#define _THREAD_PENDING    BIT(1)
#define _THREAD_SLEEPING   BIT(2)
#define _THREAD_DEAD       BIT(3)
#define _THREAD_SUSPENDED  BIT(4)
#define _THREAD_ABORTING   BIT(5)
#define _THREAD_SUSPENDING BIT(6)
#define _THREAD_QUEUED     BIT(7)

struct k_heap;
struct k_thread;

/** What the scheduler knows of a thread. All of it is protected by the interrupt lock. */
struct _thread_base {
	/** In a ready level while QUEUED, in *pended_on while PENDING. */
	sys_dnode_t qnode;
	_wait_q_t *pended_on;
	uint8_t user_options;
	uint8_t thread_state;
	union {
		struct {
			/** Effective priority: the base priority, or better while others wait for a mutex. */
			int8_t prio;
			/** Depth of k_sched_lock(). */
			uint8_t sched_locked;
		};
		/** Both at once (little endian): below 0x80 the thread may be preempted. */
		uint16_t preempt;
	};
	/** The priority that was asked for. */
	int8_t base_prio;
	/** enum z_wait_kind. */
	uint8_t wait_kind;
	/** What z_wait() returns, and what a waker leaves for the woken. */
	int wait_result;
	void *swap_data;
	/** Mutexes that this thread owns and others wait for, linked through k_mutex::contended. */
	sys_slist_t contended;
	struct _timeout timeout;
#ifdef CONFIG_SCHED_DEADLINE
	/** In cycles, wrapping. */
	int prio_deadline;
#endif
#ifdef CONFIG_TIMESLICE_PER_THREAD
	/** Length of its own turns, 0 for none, and what to call at the end of one. */
	int32_t slice_ticks;
	void (*slice_expired)(struct k_thread *thread, void *data);
	void *slice_data;
#endif
#ifdef CONFIG_SCHED_THREAD_USAGE
	struct k_cycle_stats usage;
#endif
};

/** Where the stack of a thread is; does not change while the thread lives. */
struct _thread_stack_info {
	uintptr_t start;
	size_t size;
	size_t delta;
};

/** A thread. Opaque to applications. */
struct k_thread {
	struct _thread_base base;
	struct _callee_saved callee_saved;
	struct _thread_arch arch;
	_wait_q_t join_queue;
	struct _thread_stack_info stack_info;
#ifdef CONFIG_THREAD_LOCAL_STORAGE
	/** Its thread-local variables, at the top of its stack; how they lie there is the architecture's. */
	uintptr_t tls;
#endif
	/** Where the kernel allocates on behalf of this thread, or NULL: see kernel/heap.h. */
	struct k_heap *resource_pool;
#ifdef CONFIG_THREAD_MONITOR
	struct k_thread *next_thread;
	struct k_thread *prev_thread;
#endif
#ifdef CONFIG_THREAD_CUSTOM_DATA
	void *custom_data;
#endif
#ifdef CONFIG_ERRNO
	int errno_var;
#endif
#ifdef CONFIG_THREAD_NAME
	char name[CONFIG_THREAD_MAX_NAME_LEN];
#endif
};

/** A thread's identity: the address of its control block. */
typedef struct k_thread *k_tid_t;

/** A thread's entry point; returning from it ends the thread. */
typedef void (*k_thread_entry_t)(void *p1, void *p2, void *p3);

/*
 * Options and priorities
 */

/** The end of this thread is a fatal error. */
#define K_ESSENTIAL BIT(0)
/** The thread uses floating point; a hint only, contexts with live FP registers are detected. */
#define K_FP_REGS BIT(1)
/** Accepted and without effect: there is no user mode. */
#define K_USER BIT(2)
/** Accepted and without effect: there is no user mode. */
#define K_INHERIT_PERMS BIT(3)
/** Reserved for callbacks that see a thread end. */
#define K_CALLBACK_STATE BIT(4)

/** Any object or thread: for interfaces that take an identity and accept every one. */
#define K_ANY NULL

/** Priority of cooperative level @a x, 0 the highest. */
#define K_PRIO_COOP(x) (-(CONFIG_NUM_COOP_PRIORITIES - (x)))
/** Priority of preemptible level @a x, 0 the highest. */
#define K_PRIO_PREEMPT(x) (x)

/** The best and the worst priority, and those of them that applications may use. */
#define K_HIGHEST_THREAD_PRIO             (-CONFIG_NUM_COOP_PRIORITIES)
#define K_LOWEST_THREAD_PRIO              CONFIG_NUM_PREEMPT_PRIORITIES
#define K_IDLE_PRIO                       K_LOWEST_THREAD_PRIO
#define K_HIGHEST_APPLICATION_THREAD_PRIO K_HIGHEST_THREAD_PRIO
#define K_LOWEST_APPLICATION_THREAD_PRIO  (K_LOWEST_THREAD_PRIO - 1)

/*
 * Life
 */

/**
 * Create a thread in @a new_thread and, unless @a delay is K_FOREVER, have it started.
 *
 * Any thread, also before the kernel runs; not in an interrupt handler. Does not block; a scheduling point
 * when @a delay is K_NO_WAIT.
 *
 * @param new_thread  memory of the thread; must not be a living thread.
 * @param stack       a stack declared with K_THREAD_STACK_DEFINE() or from k_thread_stack_alloc().
 * @param stack_size  its declared size, or K_THREAD_STACK_SIZEOF(stack), in bytes.
 * @param entry       called as entry(p1, p2, p3).
 * @param prio        priority, negative for cooperative threads.
 * @param options     0 or K_ESSENTIAL, K_FP_REGS, ...
 * @param delay       when to start: K_NO_WAIT, after a time, or K_FOREVER for k_thread_start().
 * @return the new thread.
 */
k_tid_t k_thread_create(struct k_thread *new_thread, k_thread_stack_t *stack, size_t stack_size,
			k_thread_entry_t entry, void *p1, void *p2, void *p3, int prio,
			uint32_t options, k_timeout_t delay);

/** Start a thread that was created with K_FOREVER or whose delay runs. ISR-legal; a scheduling point. */
void k_thread_start(k_tid_t thread);

/**
 * End @a thread wherever it is. Its mutexes stay owned by it. Of a dead thread: nothing. Of the caller: does not return.
 * ISR-legal; a scheduling point. The end of a K_ESSENTIAL thread is a fatal error.
 */
void k_thread_abort(k_tid_t thread);

/**
 * Wait until @a thread has ended. Blocks; in an interrupt handler only with K_NO_WAIT.
 * @retval 0         it has ended.
 * @retval -EBUSY    it lives, and @a timeout is K_NO_WAIT.
 * @retval -EAGAIN   it still lives at the end of @a timeout.
 * @retval -EDEADLK  it is the caller, or it waits for the caller to end.
 */
int k_thread_join(struct k_thread *thread, k_timeout_t timeout);

/**
 * Keep @a thread from running until k_thread_resume(); what it waits for goes on, and so does its timeout.
 * Suspending twice counts once. ISR-legal; a scheduling point.
 */
void k_thread_suspend(k_tid_t thread);

/** Undo k_thread_suspend(); of a thread that is not suspended: nothing. ISR-legal; a scheduling point. */
void k_thread_resume(k_tid_t thread);

/*
 * Identity and inspection; none of these blocks
 */

/** @return the current thread; in an interrupt handler, the interrupted one. Any context. */
static inline k_tid_t k_current_get(void);

/** @return the same as k_current_get(), never cached. Any context. */
k_tid_t k_sched_current_thread_query(void);

/** @return the effective priority of @a thread. Any context. */
int k_thread_priority_get(k_tid_t thread);

/**
 * Set the base priority of @a thread. A ready thread goes to the end of its new level. Any thread; a scheduling point
 * unless the scheduler is locked.
 */
void k_thread_priority_set(k_tid_t thread, int prio);

/**
 * Name @a thread, or the caller when @a thread is NULL; too long a name is cut. Any context.
 * @retval 0 done.
 * @retval -ENOSYS without CONFIG_THREAD_NAME.
 */
int k_thread_name_set(k_tid_t thread, const char *name);

/** @return the name of @a thread, empty if it has none; NULL without CONFIG_THREAD_NAME. Any context. */
const char *k_thread_name_get(k_tid_t thread);

/**
 * Copy the name of @a thread, or of the caller when it is NULL, to @a buf of @a size bytes. Any context.
 * @retval 0 done.
 * @retval -ENOSPC it does not fit.
 * @retval -ENOSYS without CONFIG_THREAD_NAME.
 */
int k_thread_name_copy(k_tid_t thread, char *buf, size_t size);

/**
 * Describe the state of @a thread, as names joined by "+", in @a buf of @a buf_size bytes. Any context.
 * @return @a buf, or "" when @a thread or @a buf is NULL or @a buf_size is 0.
 */
const char *k_thread_state_str(k_tid_t thread, char *buf, size_t buf_size);

/** Set a pointer that belongs to the calling thread (CONFIG_THREAD_CUSTOM_DATA). Any thread. */
void k_thread_custom_data_set(void *value);

/** @return the pointer set last by the calling thread, NULL at first. Any thread. */
void *k_thread_custom_data_get(void);

/** Called for each thread by k_thread_foreach(). */
typedef void (*k_thread_user_cb_t)(const struct k_thread *thread, void *user_data);

/** Call @a user_cb for every living thread with interrupts locked (CONFIG_THREAD_MONITOR). Any thread. */
void k_thread_foreach(k_thread_user_cb_t user_cb, void *user_data);

/** As k_thread_foreach(), with interrupts unlocked during each call: threads may come and go meanwhile. */
void k_thread_foreach_unlocked(k_thread_user_cb_t user_cb, void *user_data);

/** As k_thread_foreach(), for threads that run on @a cpu: there is one, 0. */
void k_thread_foreach_filter_by_cpu(unsigned int cpu, k_thread_user_cb_t user_cb, void *user_data);

/** As k_thread_foreach_unlocked(), for threads that run on @a cpu: there is one, 0. */
void k_thread_foreach_unlocked_filter_by_cpu(unsigned int cpu, k_thread_user_cb_t user_cb,
					     void *user_data);

/**
 * Find how much of the stack of @a thread has never been used, in bytes. Any context; takes longer the more that is.
 * @retval 0 *@a unused_ptr is set.
 * @retval -ENOTSUP without CONFIG_INIT_STACKS.
 */
int k_thread_stack_space_get(const struct k_thread *thread, size_t *unused_ptr);

/** @return the tick at which @a thread, if it waits with a timeout, wakes; now otherwise. Any context. */
k_ticks_t k_thread_timeout_expires_ticks(const struct k_thread *thread);

/** @return ticks until @a thread, if it waits with a timeout, wakes; 0 otherwise. Any context. */
k_ticks_t k_thread_timeout_remaining_ticks(const struct k_thread *thread);

/*
 * Threads that exist from the start
 */

struct _static_thread_data {
	struct k_thread *init_thread;
	k_thread_stack_t *init_stack;
	unsigned int init_stack_size;
	k_thread_entry_t init_entry;
	void *init_p1;
	void *init_p2;
	void *init_p3;
	int init_prio;
	uint32_t init_options;
	const char *init_name;
	int32_t init_delay_ms;
};

#define Z_THREAD_DEFINE(name, stack_size, entry, p1, p2, p3, prio, options, delay)                 \
	struct k_thread _k_thread_obj_##name;                                                      \
	const k_tid_t name = (k_tid_t)&_k_thread_obj_##name;                                       \
	STRUCT_SECTION_ITERABLE(_static_thread_data, _k_thread_data_##name) = {                    \
		.init_thread = &_k_thread_obj_##name,                                              \
		.init_stack = _k_thread_stack_##name,                                              \
		.init_stack_size = (stack_size),                                                   \
		.init_entry = (k_thread_entry_t)(entry),                                           \
		.init_p1 = (void *)(p1),                                                           \
		.init_p2 = (void *)(p2),                                                           \
		.init_p3 = (void *)(p3),                                                           \
		.init_prio = (prio),                                                               \
		.init_options = (options),                                                         \
		.init_name = STRINGIFY(name), .init_delay_ms = (delay),                            \
	}

/**
 * Define a thread that starts after the system's initialisation.
 * @param delay  milliseconds until it starts, or SYS_FOREVER_MS for k_thread_start().
 */
#define K_THREAD_DEFINE(name, stack_size, entry, p1, p2, p3, prio, options, delay)                 \
	K_THREAD_STACK_DEFINE(_k_thread_stack_##name, stack_size);                                 \
	Z_THREAD_DEFINE(name, stack_size, entry, p1, p2, p3, prio, options, delay)

/** As K_THREAD_DEFINE(), with a kernel stack. */
#define K_KERNEL_THREAD_DEFINE(name, stack_size, entry, p1, p2, p3, prio, options, delay)          \
	K_KERNEL_STACK_DEFINE(_k_thread_stack_##name, stack_size);                                 \
	Z_THREAD_DEFINE(name, stack_size, entry, p1, p2, p3, prio, options, delay)

#ifdef __cplusplus
}
#endif

#include <zephyr/kernel_structs.h>

#endif /* ZEPHYR_KERNEL_THREAD_H_ */
