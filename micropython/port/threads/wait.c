/* SPDX-License-Identifier: MIT */
/* Queues of waiting threads; wait.h tells their rules. */
#include "threads/wait.h"

#include <errno.h>

#include <zephyr/sys/printk.h>

#include "py/runtime.h"
#include "threads/handle.h"
#include "threads/interrupt.h"
#include "threads/isr.h"
#include "threads/lend.h"
#include "threads/lock.h"

static uint32_t last_order;

/* Numbers wrap; those in use at one time are close together. */
static bool goes_before(const struct py_wait *a, const struct py_wait *b)
{
	if (a->thread->rank != b->thread->rank) {
		return a->thread->rank < b->thread->rank;
	}
	return (int32_t)(a->order - b->order) < 0;
}

/* From the end, where all go that have the same priority. */
static void enqueue(sys_dlist_t *queue, struct py_wait *wait)
{
	sys_dnode_t *node = sys_dlist_peek_tail(queue);

	while (node != NULL && goes_before(wait, CONTAINER_OF(node, struct py_wait, node))) {
		node = sys_dlist_peek_prev(queue, node);
	}
	if (node == NULL) {
		sys_dlist_prepend(queue, &wait->node);
	} else if (sys_dlist_is_tail(queue, node)) {
		sys_dlist_append(queue, &wait->node);
	} else {
		sys_dlist_insert(sys_dlist_peek_next_no_check(queue, node), &wait->node);
	}
}

void py_wait_begin(struct py_wait *wait, sys_dlist_t *queue, mp_obj_t object, k_timeout_t timeout)
{
	struct py_thread *self = py_thread_self();

	py_isr_refuse();
	*wait = (struct py_wait){
		.thread = self,
		.outer = self->wait,
		.object = object,
		.queue = queue,
		.order = ++last_order,
		.result = PY_WAIT_PENDING,
		.end = sys_timepoint_calc(timeout),
		.forever = K_TIMEOUT_EQ(timeout, K_FOREVER),
		.interruptible = true,
	};
	k_sem_init(&wait->woken, 0, 1);
	enqueue(queue, wait);
	self->wait = wait;
	py_lend(py_lock_waited_for(self));
}

static void leave(struct py_wait *wait)
{
	py_lock_t *lock = py_lock_waited_for(wait->thread);

	if (wait->result == PY_WAIT_PENDING) {
		sys_dlist_remove(&wait->node);
	}
	wait->thread->wait = wait->outer;
	py_lend(lock);
}

/*
 * The thread stays in the queue meanwhile, so that no wake-up is lost. An exception is raised
 * before any callback runs: whoever has been woken does not come here.
 */
static void serve_pending(struct py_wait *wait)
{
	nlr_buf_t nlr;

	if (nlr_push(&nlr) == 0) {
		mp_handle_pending(true);
		nlr_pop();
		return;
	}
	leave(wait);
	nlr_jump(nlr.ret_val);
}

int py_wait_finish(struct py_wait *wait)
{
	int error = 0;
	bool put_off = false;

	while (wait->result == PY_WAIT_PENDING && error != -EAGAIN) {
		error = py_thread_take(&wait->woken, wait->end);
		if (error != -EINTR) {
			continue;
		}
		if (wait->interruptible && wait->result == PY_WAIT_PENDING) {
			serve_pending(wait);
		} else {
			put_off = true;
		}
	}
	leave(wait);
	if (put_off) {
		py_thread_interrupt(py_thread_self());
	}
	return wait->result == PY_WAIT_PENDING ? PY_WAIT_TIMEOUT : wait->result;
}

int py_wait(sys_dlist_t *queue, mp_obj_t object, k_timeout_t timeout)
{
	struct py_wait wait;

	py_wait_begin(&wait, queue, object, timeout);
	return py_wait_finish(&wait);
}

void py_wait_quietly(sys_dlist_t *queue, mp_obj_t object)
{
	struct py_wait wait;

	py_wait_begin(&wait, queue, object, K_FOREVER);
	wait.interruptible = false;
	py_wait_finish(&wait);
}

void py_wake(struct py_wait *wait, int result)
{
	sys_dlist_remove(&wait->node);
	wait->result = result;
	py_lend(py_lock_of(wait->object));
	k_sem_give(&wait->woken);
}

struct py_thread *py_wake_first(sys_dlist_t *queue, int result)
{
	sys_dnode_t *node = sys_dlist_peek_head(queue);

	py_isr_refuse();
	if (node == NULL) {
		return NULL;
	}
	struct py_wait *wait = CONTAINER_OF(node, struct py_wait, node);
	struct py_thread *thread = wait->thread;
	py_wake(wait, result);
	return thread;
}

void py_wake_all(sys_dlist_t *queue, int result)
{
	while (py_wake_first(queue, result) != NULL) {
	}
}

void py_wait_show(struct py_wait *wait, mp_obj_t object)
{
	struct py_thread *self = py_thread_self();

	/* Whoever looks for threads that can be woken passes it by. */
	*wait = (struct py_wait){
		.thread = self,
		.outer = self->wait,
		.object = object,
		.result = PY_WAIT_WOKEN,
	};
	self->wait = wait;
}

void py_wait_hide(const struct py_wait *wait)
{
	wait->thread->wait = wait->outer;
}

void py_wait_reorder(struct py_thread *thread)
{
	for (struct py_wait *wait = thread->wait; wait != NULL; wait = wait->outer) {
		if (wait->result == PY_WAIT_PENDING) {
			sys_dlist_remove(&wait->node);
			enqueue(wait->queue, wait);
		}
	}
}

int py_wait_describe(const struct py_thread *thread, char *buf, unsigned int size)
{
	const struct py_wait *wait = thread->wait;

	if (wait == NULL) {
		return 0;
	}
	int len = py_lock_describe(wait->object, buf, size);
	if (len == 0) {
		len = py_handle_describe(wait->object, buf, size);
	}
	return len != 0 ? len
			: snprintk(buf, size, "Python %s %p", mp_obj_get_type_str(wait->object),
				   MP_OBJ_TO_PTR(wait->object));
}
