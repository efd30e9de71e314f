/* SPDX-License-Identifier: MIT */
/*
 * Finding the misuse of spinlocks (CONFIG_SPIN_VALIDATE). With one processor a
 * lock that is held when it is taken would never come free.
 */
#include <zephyr/kernel_structs.h>
#include <zephyr/spinlock.h>

bool z_spin_lock_valid(const struct k_spinlock *lock)
{
	return lock->holder == 0;
}

void z_spin_lock_set_owner(struct k_spinlock *lock)
{
	lock->holder = (uintptr_t)_current | 1U;
}

bool z_spin_unlock_valid(struct k_spinlock *lock)
{
	bool valid = lock->holder == ((uintptr_t)_current | 1U);

	lock->holder = 0;
	return valid;
}

bool z_spin_is_held(const struct k_spinlock *lock)
{
	return lock->holder != 0;
}
