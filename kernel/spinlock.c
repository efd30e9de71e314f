/* SPDX-License-Identifier: MIT */
/*
 * Finding the misuse of spinlocks (CONFIG_SPIN_VALIDATE). With one processor a
 * lock that is held when it is taken would never come free.
 */
#include <zephyr/kernel_structs.h>
#include <zephyr/spinlock.h>

/** Locks held. Then interrupts are masked, so they are all the current context's. */
static unsigned int held;

bool z_spin_lock_valid(const struct k_spinlock *lock)
{
	return lock->holder == 0;
}

void z_spin_lock_set_owner(struct k_spinlock *lock)
{
	held += lock->holder == 0 ? 1U : 0U;
	lock->holder = (uintptr_t)_current | 1U;
}

bool z_spin_unlock_valid(struct k_spinlock *lock)
{
	bool valid = lock->holder == ((uintptr_t)_current | 1U);

	held -= lock->holder != 0 ? 1U : 0U;
	lock->holder = 0;
	return valid;
}

bool z_spin_is_held(const struct k_spinlock *lock)
{
	return lock->holder != 0;
}

bool z_spin_any_held(void)
{
	return held != 0;
}

void z_spin_abandon(void)
{
	held = 0;
}
