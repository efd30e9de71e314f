/* SPDX-License-Identifier: MIT */
#include "threads/feed.h"

#include <errno.h>

#include "py/builtin.h"
#include "py/mperrno.h"
#include "py/runtime.h"
#include "py/stream.h"
#include "threads/eventloop.h"
#include "threads/interrupt.h"
#include "threads/isr.h"
#include "threads/timeout.h"
#include "threads/wait.h"

/** On the stack of the thread that waits. */
struct waiter {
	/** In the feed's queue until something is granted. */
	sys_dnode_t node;
	struct py_thread *thread;
	bool granted;
	struct k_sem woken;
	/** What others see of the wait. */
	struct py_wait seen;
};

void py_feed_init(struct py_feed *feed)
{
	sys_dlist_init(&feed->waiters);
	feed->count = feed->reserved = 0;
}

/* Priorities change while threads wait, so the best is looked for now. */
static struct waiter *best(struct py_feed *feed)
{
	struct waiter *waiter, *found = NULL;

	SYS_DLIST_FOR_EACH_CONTAINER(&feed->waiters, waiter, node) {
		if (found == NULL || waiter->thread->rank < found->thread->rank) {
			found = waiter;
		}
	}
	return found;
}

static void grant(struct py_feed *feed)
{
	struct waiter *waiter = best(feed);

	if (waiter == NULL) {
		py_loops_look();
		return;
	}
	sys_dlist_remove(&waiter->node);
	feed->reserved++;
	waiter->granted = true;
	k_sem_give(&waiter->woken);
}

void py_feed_give(struct py_feed *feed)
{
	feed->count++;
	grant(feed);
}

void py_feed_reschedule(void)
{
	if (!k_is_in_isr()) {
		k_reschedule();
	}
}

static bool begin(struct py_feed *feed, struct waiter *self, mp_obj_t object)
{
	unsigned int key = irq_lock();

	self->granted = py_feed_is_ready(feed);
	if (self->granted) {
		feed->reserved++;
	} else {
		sys_dlist_append(&feed->waiters, &self->node);
		py_wait_show(&self->seen, object);
	}
	irq_unlock(key);
	return self->granted;
}

static void end(struct waiter *self)
{
	unsigned int key = irq_lock();

	if (!self->granted) {
		sys_dlist_remove(&self->node);
	}
	py_wait_hide(&self->seen);
	irq_unlock(key);
}

/* The thread raises an exception instead: what it was granted meanwhile goes to the next. */
static void give_up(struct py_feed *feed, struct waiter *self)
{
	unsigned int key = irq_lock();

	if (self->granted) {
		feed->reserved--;
		grant(feed);
	}
	irq_unlock(key);
	end(self);
	py_feed_reschedule();
}

static void serve_pending(struct py_feed *feed, struct waiter *self)
{
	nlr_buf_t nlr;

	if (nlr_push(&nlr) == 0) {
		mp_handle_pending(true);
		nlr_pop();
		return;
	}
	give_up(feed, self);
	nlr_jump(nlr.ret_val);
}

/* Who has been granted one keeps it, and what is pending stays so. */
static void wait(struct py_feed *feed, struct waiter *self, k_timepoint_t end)
{
	int error = 0;
	bool put_off = false;

	while (!self->granted && error != -EAGAIN) {
		error = py_thread_take(&self->woken, end);
		if (error == -EINTR && !self->granted) {
			serve_pending(feed, self);
		} else if (error == -EINTR) {
			put_off = true;
		}
	}
	if (put_off) {
		py_thread_interrupt(py_thread_self());
	}
}

bool py_feed_wait(struct py_feed *feed, mp_obj_t object, k_timeout_t timeout)
{
	struct waiter self = {.thread = py_thread_self()};

	py_isr_refuse();
	k_sem_init(&self.woken, 0, 1);
	if (!begin(feed, &self, object)) {
		wait(feed, &self, sys_timepoint_calc(timeout));
		end(&self);
	}
	return self.granted;
}

mp_uint_t py_feed_ioctl(const struct py_feed *feed, mp_uint_t request, uintptr_t arg, int *errcode)
{
	if (request == MP_STREAM_POLL) {
		return py_feed_is_ready(feed) ? arg & MP_STREAM_POLL_RD : 0;
	}
	*errcode = MP_EINVAL;
	return MP_STREAM_ERROR;
}

mp_obj_t py_feed_await(qstr name, mp_obj_t self)
{
	mp_obj_t module = mp_import_name(qstr_from_str("asyncio.flag"), mp_const_true,
					 MP_OBJ_NEW_SMALL_INT(0));

	return mp_call_function_1(mp_load_attr(module, name), self);
}
