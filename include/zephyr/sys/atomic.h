/* SPDX-License-Identifier: MIT */
/*
 * Atomic variables of one machine word, and arrays of atomic bits. Every operation is sequentially
 * consistent, returns the value before it (except get) and may be called from any context.
 */
#ifndef ZEPHYR_INCLUDE_SYS_ATOMIC_H_
#define ZEPHYR_INCLUDE_SYS_ATOMIC_H_

#include <stdbool.h>
#include <stddef.h>
#include <zephyr/toolchain.h>
#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

/** An atomic variable, and the type of its value; the same for a pointer. */
typedef long atomic_t;
typedef atomic_t atomic_val_t;
typedef void *atomic_ptr_t;
typedef atomic_ptr_t atomic_ptr_val_t;

/** Initialisers. */
#define ATOMIC_INIT(i)     (i)
#define ATOMIC_PTR_INIT(p) (p)

/** Store @a new_value if the target equals @a old_value. @return whether it did. */
static ALWAYS_INLINE bool atomic_cas(atomic_t *target, atomic_val_t old_value,
				     atomic_val_t new_value)
{
	return __atomic_compare_exchange_n(target, &old_value, new_value, false, __ATOMIC_SEQ_CST,
					   __ATOMIC_SEQ_CST);
}

/** @return the value. */
static ALWAYS_INLINE atomic_val_t atomic_get(const atomic_t *target)
{
	return __atomic_load_n(target, __ATOMIC_SEQ_CST);
}

/** Store @a value. @return the value before. */
static ALWAYS_INLINE atomic_val_t atomic_set(atomic_t *target, atomic_val_t value)
{
	return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}

/** Store 0. @return the value before. */
static ALWAYS_INLINE atomic_val_t atomic_clear(atomic_t *target)
{
	return atomic_set(target, 0);
}

/** Add @a value. @return the value before. */
static ALWAYS_INLINE atomic_val_t atomic_add(atomic_t *target, atomic_val_t value)
{
	return __atomic_fetch_add(target, value, __ATOMIC_SEQ_CST);
}

/** Subtract @a value. @return the value before. */
static ALWAYS_INLINE atomic_val_t atomic_sub(atomic_t *target, atomic_val_t value)
{
	return __atomic_fetch_sub(target, value, __ATOMIC_SEQ_CST);
}

/** Add 1. @return the value before. */
static ALWAYS_INLINE atomic_val_t atomic_inc(atomic_t *target)
{
	return atomic_add(target, 1);
}

/** Subtract 1. @return the value before. */
static ALWAYS_INLINE atomic_val_t atomic_dec(atomic_t *target)
{
	return atomic_sub(target, 1);
}

/** Set the bits of @a value. @return the value before. */
static ALWAYS_INLINE atomic_val_t atomic_or(atomic_t *target, atomic_val_t value)
{
	return __atomic_fetch_or(target, value, __ATOMIC_SEQ_CST);
}

/** Invert the bits of @a value. @return the value before. */
static ALWAYS_INLINE atomic_val_t atomic_xor(atomic_t *target, atomic_val_t value)
{
	return __atomic_fetch_xor(target, value, __ATOMIC_SEQ_CST);
}

/** Clear the bits that @a value has not. @return the value before. */
static ALWAYS_INLINE atomic_val_t atomic_and(atomic_t *target, atomic_val_t value)
{
	return __atomic_fetch_and(target, value, __ATOMIC_SEQ_CST);
}

/** Store the inverse of the bits that both have. @return the value before. */
static ALWAYS_INLINE atomic_val_t atomic_nand(atomic_t *target, atomic_val_t value)
{
	return __atomic_fetch_nand(target, value, __ATOMIC_SEQ_CST);
}

/** Store @a new_value if the pointer equals @a old_value. @return whether it did. */
static ALWAYS_INLINE bool atomic_ptr_cas(atomic_ptr_t *target, atomic_ptr_val_t old_value,
					 atomic_ptr_val_t new_value)
{
	return __atomic_compare_exchange_n(target, &old_value, new_value, false, __ATOMIC_SEQ_CST,
					   __ATOMIC_SEQ_CST);
}

/** @return the pointer. */
static ALWAYS_INLINE atomic_ptr_val_t atomic_ptr_get(const atomic_ptr_t *target)
{
	return __atomic_load_n(target, __ATOMIC_SEQ_CST);
}

/** Store @a value. @return the pointer before. */
static ALWAYS_INLINE atomic_ptr_val_t atomic_ptr_set(atomic_ptr_t *target, atomic_ptr_val_t value)
{
	return __atomic_exchange_n(target, value, __ATOMIC_SEQ_CST);
}

/** Store NULL. @return the pointer before. */
static ALWAYS_INLINE atomic_ptr_val_t atomic_ptr_clear(atomic_ptr_t *target)
{
	return atomic_ptr_set(target, NULL);
}

/** Bit arrays: `target` is one atomic_t or an array from ATOMIC_DEFINE; bits count from 0. */
#define ATOMIC_BITS                   (sizeof(atomic_val_t) * BITS_PER_BYTE)
#define ATOMIC_BITMAP_SIZE(num_bits)  (1 + ((num_bits)-1) / ATOMIC_BITS)
#define ATOMIC_DEFINE(name, num_bits) atomic_t name[ATOMIC_BITMAP_SIZE(num_bits)]
#define ATOMIC_MASK(bit)              ((atomic_val_t)BIT((unsigned long)(bit) & (ATOMIC_BITS - 1U)))
#define ATOMIC_ELEM(addr, bit)        ((addr) + ((bit) / ATOMIC_BITS))

/** @return whether bit @a bit is set. */
static inline bool atomic_test_bit(const atomic_t *target, int bit)
{
	return (atomic_get(ATOMIC_ELEM(target, bit)) & ATOMIC_MASK(bit)) != 0;
}

/** Clear bit @a bit. @return whether it was set. */
static inline bool atomic_test_and_clear_bit(atomic_t *target, int bit)
{
	return (atomic_and(ATOMIC_ELEM(target, bit), ~ATOMIC_MASK(bit)) & ATOMIC_MASK(bit)) != 0;
}

/** Set bit @a bit. @return whether it was set. */
static inline bool atomic_test_and_set_bit(atomic_t *target, int bit)
{
	return (atomic_or(ATOMIC_ELEM(target, bit), ATOMIC_MASK(bit)) & ATOMIC_MASK(bit)) != 0;
}

/** Clear bit @a bit. */
static inline void atomic_clear_bit(atomic_t *target, int bit)
{
	(void)atomic_and(ATOMIC_ELEM(target, bit), ~ATOMIC_MASK(bit));
}

/** Set bit @a bit. */
static inline void atomic_set_bit(atomic_t *target, int bit)
{
	(void)atomic_or(ATOMIC_ELEM(target, bit), ATOMIC_MASK(bit));
}

/** Set bit @a bit, or clear it when @a val is false. */
static inline void atomic_set_bit_to(atomic_t *target, int bit, bool val)
{
	if (val) {
		atomic_set_bit(target, bit);
	} else {
		atomic_clear_bit(target, bit);
	}
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_ATOMIC_H_ */
