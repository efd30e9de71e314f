/* SPDX-License-Identifier: MIT */
/*
 * A lock that is held and waited for is in its holder's list, whose best first waiter is what the holder is
 * lent. Only the innermost wait of a thread lends: the others go on when that has ended.
 */
#include "threads/lend.h"

#include "threads/gil.h"
#include "threads/wait.h"

static struct py_thread *holder_of(const py_lock_t *lock)
{
	const struct py_handle *handle = py_lock_holder(MP_OBJ_FROM_PTR(lock));

	return handle == NULL ? NULL : handle->thread;
}

static int best_of(const struct py_thread *holder)
{
	int best = PY_LENT_NOTHING;
	py_lock_t *lock;

	SYS_DLIST_FOR_EACH_CONTAINER(&holder->lenders, lock, lent) {
		const struct py_wait *first =
			SYS_DLIST_PEEK_HEAD_CONTAINER(&lock->waiters, first, node);

		best = MIN(best, first->thread->rank);
	}
	return best;
}

static void list(py_lock_t *lock, struct py_thread *holder)
{
	bool listed = sys_dnode_is_linked(&lock->lent);
	bool waited_for = !sys_dlist_is_empty(&lock->waiters);

	if (waited_for && !listed) {
		sys_dlist_append(&holder->lenders, &lock->lent);
	} else if (!waited_for && listed) {
		sys_dlist_remove(&lock->lent);
	}
}

py_lock_t *py_lock_waited_for(const struct py_thread *thread)
{
	const struct py_wait *wait = thread->wait;

	return wait == NULL || wait->result != PY_WAIT_PENDING ? NULL : py_lock_of(wait->object);
}

/* Along the chain of holders, as far as priorities change. */
static void settle(struct py_thread *holder)
{
	while (holder != NULL && py_gil_lend(holder, best_of(holder))) {
		py_lock_t *next = py_lock_waited_for(holder);

		holder = next == NULL ? NULL : holder_of(next);
	}
}

void py_lend_init(struct py_thread *thread)
{
	thread->lent = PY_LENT_NOTHING;
	sys_dlist_init(&thread->lenders);
}

void py_lend(py_lock_t *lock)
{
	struct py_thread *holder = lock == NULL ? NULL : holder_of(lock);

	if (holder != NULL) {
		list(lock, holder);
		settle(holder);
	}
}

void py_lend_end(py_lock_t *lock)
{
	if (sys_dnode_is_linked(&lock->lent)) {
		sys_dlist_remove(&lock->lent);
		settle(holder_of(lock));
	}
}

void py_lend_forget(struct py_thread *thread)
{
	sys_dnode_t *node;

	while ((node = sys_dlist_get(&thread->lenders)) != NULL) {
	}
}
