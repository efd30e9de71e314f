/* SPDX-License-Identifier: MIT */
/*
 * Spinlocks. With one processor a spinlock is the interrupt lock; with
 * CONFIG_SPIN_VALIDATE misuse that would hang on several is asserted.
 */
#ifndef ZEPHYR_SPINLOCK_H_
#define ZEPHYR_SPINLOCK_H_

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>

#include <zephyr/arch/cpu.h>
#include <zephyr/sys/__assert.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A spinlock; zero is unlocked. */
struct k_spinlock {
#ifdef CONFIG_SPIN_VALIDATE
	/** The thread that holds it, with bit 0 set; 0 while nobody does. */
	uintptr_t holder;
#else
	/* An empty struct has no portable size. */
	char unused;
#endif
};

/** What k_spin_lock() returns and k_spin_unlock() wants. */
typedef struct z_spinlock_key {
	unsigned int key;
} k_spinlock_key_t;

#ifdef CONFIG_SPIN_VALIDATE
bool z_spin_lock_valid(const struct k_spinlock *lock);
bool z_spin_unlock_valid(struct k_spinlock *lock);
void z_spin_lock_set_owner(struct k_spinlock *lock);
bool z_spin_is_held(const struct k_spinlock *lock);

/** @return whether the caller holds a spinlock. */
bool z_spin_any_held(void);

/** The current thread ends with whatever locks it holds. */
void z_spin_abandon(void);
#else
static inline bool z_spin_lock_valid(const struct k_spinlock *lock)
{
	ARG_UNUSED(lock);
	return true;
}

static inline bool z_spin_unlock_valid(struct k_spinlock *lock)
{
	ARG_UNUSED(lock);
	return true;
}

static inline void z_spin_lock_set_owner(struct k_spinlock *lock)
{
	ARG_UNUSED(lock);
}

static inline bool z_spin_is_held(const struct k_spinlock *lock)
{
	ARG_UNUSED(lock);
	return false;
}

static inline bool z_spin_any_held(void)
{
	return false;
}

static inline void z_spin_abandon(void)
{
}
#endif

/** Lock @a lock and mask interrupts. Any context; not recursive; nothing may block while it is held. @return the key for k_spin_unlock(). */
static ALWAYS_INLINE k_spinlock_key_t k_spin_lock(struct k_spinlock *lock)
{
	k_spinlock_key_t k = {.key = arch_irq_lock()};

	__ASSERT(z_spin_lock_valid(lock), "spinlock %p is locked already", (void *)lock);
	z_spin_lock_set_owner(lock);
	return k;
}

/**
 * Lock @a lock if it is free. Any context.
 * @retval 0       locked; *@a k is set.
 * @retval -EBUSY  it is held.
 */
static ALWAYS_INLINE int k_spin_trylock(struct k_spinlock *lock, k_spinlock_key_t *k)
{
	unsigned int key = arch_irq_lock();

	if (z_spin_is_held(lock)) {
		arch_irq_unlock(key);
		return -EBUSY;
	}
	z_spin_lock_set_owner(lock);
	k->key = key;
	return 0;
}

/** Unlock @a lock and restore the interrupt state of @a key. Any context. */
static ALWAYS_INLINE void k_spin_unlock(struct k_spinlock *lock, k_spinlock_key_t key)
{
	__ASSERT(z_spin_unlock_valid(lock), "spinlock %p is not held by this thread", (void *)lock);
	arch_irq_unlock(key.key);
}

/** Unlock @a lock and leave interrupts masked. Any context. */
static ALWAYS_INLINE void k_spin_release(struct k_spinlock *lock)
{
	__ASSERT(z_spin_unlock_valid(lock), "spinlock %p is not held by this thread", (void *)lock);
	ARG_UNUSED(lock);
}

static ALWAYS_INLINE void z_spin_on_exit(k_spinlock_key_t *k)
{
	__ASSERT(k->key != 0, "return, goto or break out of K_SPINLOCK: use K_SPINLOCK_BREAK");
	ARG_UNUSED(k);
}

/** A block with @a lck held: K_SPINLOCK(&lock) { ... }. Leave it early with K_SPINLOCK_BREAK only. */
#define K_SPINLOCK(lck)                                                                            \
	for (k_spinlock_key_t z_spin_i __attribute__((__cleanup__(z_spin_on_exit))) = {},          \
				       z_spin_key = k_spin_lock(lck);                              \
	     !z_spin_i.key; k_spin_unlock((lck), z_spin_key), z_spin_i.key = 1)

/** Leave a K_SPINLOCK() block. */
#define K_SPINLOCK_BREAK continue

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_SPINLOCK_H_ */
