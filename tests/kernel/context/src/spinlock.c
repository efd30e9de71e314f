/* SPDX-License-Identifier: MIT */
/*
 * Spinlocks, with validation.
 */
#include "tests/kernel/support/misuse.h"
#include "tests/kernel/support/trace.h"

static struct k_spinlock lock;
static struct k_spinlock other;
static struct k_sem sem;

static void before(void *fixture)
{
	before_case(fixture);
	lock = (struct k_spinlock){};
	other = (struct k_spinlock){};
	k_sem_init(&sem, 0, 1);
}

static bool irq_is_unlocked(void)
{
	unsigned int key = irq_lock();

	irq_unlock(key);
	return arch_irq_unlocked(key);
}

ZTEST(spinlock, test_lock_masks_interrupts_and_unlock_restores_them)
{
	k_spinlock_key_t key = k_spin_lock(&lock);

	zassert_false(irq_is_unlocked(), "interrupts are unlocked");
	k_spin_unlock(&lock, key);
	zassert_true(irq_is_unlocked(), "interrupts stay locked");
}

ZTEST(spinlock, test_locks_nest)
{
	k_spinlock_key_t outer = k_spin_lock(&lock);
	k_spinlock_key_t inner = k_spin_lock(&other);

	k_spin_unlock(&other, inner);
	zassert_false(irq_is_unlocked(), "the inner unlock unlocks interrupts");
	k_spin_unlock(&lock, outer);
	zassert_true(irq_is_unlocked(), "interrupts stay locked");
}

ZTEST(spinlock, test_trylock_takes_a_free_lock_only)
{
	k_spinlock_key_t key;
	k_spinlock_key_t unused;

	zassert_ok(k_spin_trylock(&lock, &key), "not taken");
	zassert_false(irq_is_unlocked(), "interrupts are unlocked");
	zassert_equal(k_spin_trylock(&lock, &unused), -EBUSY, "taken twice");
	zassert_false(irq_is_unlocked(), "the failed attempt unlocked interrupts");
	k_spin_unlock(&lock, key);
	zassert_true(irq_is_unlocked(), "interrupts stay locked");
	zassert_ok(k_spin_trylock(&lock, &key), "not taken again");
	k_spin_unlock(&lock, key);
}

ZTEST(spinlock, test_release_keeps_interrupts_locked)
{
	k_spinlock_key_t key = k_spin_lock(&lock);

	k_spin_release(&lock);
	zassert_false(irq_is_unlocked(), "interrupts are unlocked");
	irq_unlock(key.key);
	key = k_spin_lock(&lock);
	k_spin_unlock(&lock, key);
}

ZTEST(spinlock, test_block_is_locked_once_and_left_unlocked)
{
	int rounds = 0;

	K_SPINLOCK(&lock) {
		zassert_false(irq_is_unlocked(), "interrupts are unlocked");
		rounds++;
	}
	zassert_equal(rounds, 1, "%d rounds", rounds);
	zassert_true(irq_is_unlocked(), "interrupts stay locked");
}

ZTEST(spinlock, test_break_leaves_the_block_unlocked)
{
	bool stayed = false;

	K_SPINLOCK(&lock) {
		if (!stayed) {
			K_SPINLOCK_BREAK;
		}
		stayed = true;
	}
	zassert_false(stayed, "the break did not leave");
	zassert_true(irq_is_unlocked(), "interrupts stay locked");
}

static void leave_block_by_return(void)
{
	K_SPINLOCK(&lock) {
		return;
	}
}

ZTEST(spinlock, test_returning_out_of_a_block_is_asserted)
{
	expect_misuse(leave_block_by_return());
}

ZTEST(spinlock, test_taking_a_lock_twice_is_asserted)
{
	k_spinlock_key_t key = k_spin_lock(&lock);

	expect_misuse(k_spin_lock(&lock));
	k_spin_unlock(&lock, key);
}

ZTEST(spinlock, test_unlocking_a_free_lock_is_asserted)
{
	k_spinlock_key_t key = {.key = irq_lock()};

	expect_misuse(k_spin_unlock(&lock, key));
	expect_misuse(k_spin_release(&lock));
	irq_unlock(key.key);
}

/* No thread can come to this, because none may switch with a lock held; so the holder is forged. */
ZTEST(spinlock, test_unlocking_the_lock_of_another_thread_is_asserted)
{
	k_spinlock_key_t key = k_spin_lock(&lock);

	lock.holder = (uintptr_t)&worker_threads[0] | 1U;
	expect_misuse(k_spin_unlock(&lock, key));
	irq_unlock(key.key);
}

static int end_with_lock(void *arg)
{
	(void)k_spin_lock(&other);
	k_thread_abort(k_current_get());
	return mark_arg(arg);
}

ZTEST(spinlock, test_thread_that_ends_with_a_lock_does_not_stop_others_from_waiting)
{
	start_worker(0, 5, end_with_lock, EVENT('!'));
	wait_for_worker(0);
	zassert_true(irq_is_unlocked(), "interrupts stay locked");
	zassert_equal(k_sem_take(&sem, K_TICKS(1)), -EAGAIN, "not waited");
	expect_trace("");
}

/** Expect @a expression to be misuse with the lock held. */
#define expect_misuse_holding(expression)                                                          \
	do {                                                                                       \
		k_spinlock_key_t held = k_spin_lock(&lock);                                        \
                                                                                                   \
		expect_misuse(expression);                                                         \
		k_spin_unlock(&lock, held);                                                        \
	} while (0)

static struct k_mutex mutex;

static int own_mutex(void *arg)
{
	ARG_UNUSED(arg);
	k_mutex_lock(&mutex, K_FOREVER);
	k_sleep(K_FOREVER);
	return 0;
}

ZTEST(spinlock, test_every_switch_with_a_lock_held_is_asserted)
{
	k_mutex_init(&mutex);
	run_worker(0, 5, own_mutex, NULL);
	start_worker(1, -1, mark_arg, EVENT('w'));
	expect_misuse_holding(k_sem_take(&sem, K_FOREVER));
	expect_misuse_holding(k_mutex_lock(&mutex, K_FOREVER));
	expect_misuse_holding(k_sleep(K_TICKS(1)));
	expect_misuse_holding(k_sleep(K_FOREVER));
	expect_misuse_holding(k_yield());
	expect_misuse_holding(k_thread_suspend(k_current_get()));
	expect_trace("");
}

ZTEST(spinlock, test_calls_that_do_not_switch_are_legal_with_a_lock_held)
{
	k_spinlock_key_t key;

	run_as(5);
	start_worker_after(0, 4, mark_arg, EVENT('w'), K_FOREVER);
	key = k_spin_lock(&lock);
	k_sem_give(&sem);
	zassert_ok(k_sem_take(&sem, K_NO_WAIT), "not taken");
	k_thread_start(&worker_threads[0]);
	mark('t');
	k_spin_unlock(&lock, key);
	k_reschedule();
	expect_trace("tw");
}

static void isr_use_lock(const void *arg)
{
	k_spinlock_key_t key = k_spin_lock(&lock);

	isr_mark(arg);
	k_spin_unlock(&lock, key);
}

ZTEST(spinlock, test_locks_work_in_an_isr)
{
	irq_offload(isr_use_lock, EVENT('i'));
	expect_trace("i");
}

ZTEST_SUITE(spinlock, NULL, NULL, before, after_case, NULL);
