/* SPDX-License-Identifier: MIT */
/*
 * Arithmetic that detects overflow, and bit counting. Any context.
 */
#ifndef ZEPHYR_INCLUDE_SYS_MATH_EXTRAS_H_
#define ZEPHYR_INCLUDE_SYS_MATH_EXTRAS_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Store @a a + @a b, wrapped, in @a result. @return whether it wrapped. */
static inline bool u16_add_overflow(uint16_t a, uint16_t b, uint16_t *result)
{
	return __builtin_add_overflow(a, b, result);
}

/** Store @a a + @a b, wrapped, in @a result. @return whether it wrapped. */
static inline bool u32_add_overflow(uint32_t a, uint32_t b, uint32_t *result)
{
	return __builtin_add_overflow(a, b, result);
}

/** Store @a a + @a b, wrapped, in @a result. @return whether it wrapped. */
static inline bool u64_add_overflow(uint64_t a, uint64_t b, uint64_t *result)
{
	return __builtin_add_overflow(a, b, result);
}

/** Store @a a + @a b, wrapped, in @a result. @return whether it wrapped. */
static inline bool size_add_overflow(size_t a, size_t b, size_t *result)
{
	return __builtin_add_overflow(a, b, result);
}

/** Store @a a * @a b, wrapped, in @a result. @return whether it wrapped. */
static inline bool u16_mul_overflow(uint16_t a, uint16_t b, uint16_t *result)
{
	return __builtin_mul_overflow(a, b, result);
}

/** Store @a a * @a b, wrapped, in @a result. @return whether it wrapped. */
static inline bool u32_mul_overflow(uint32_t a, uint32_t b, uint32_t *result)
{
	return __builtin_mul_overflow(a, b, result);
}

/** Store @a a * @a b, wrapped, in @a result. @return whether it wrapped. */
static inline bool u64_mul_overflow(uint64_t a, uint64_t b, uint64_t *result)
{
	return __builtin_mul_overflow(a, b, result);
}

/** Store @a a * @a b, wrapped, in @a result. @return whether it wrapped. */
static inline bool size_mul_overflow(size_t a, size_t b, size_t *result)
{
	return __builtin_mul_overflow(a, b, result);
}

/** @return the number of leading 0 bits of @a x; 32 for 0. */
static inline int u32_count_leading_zeros(uint32_t x)
{
	return x == 0 ? 32 : __builtin_clz(x);
}

/** @return the number of leading 0 bits of @a x; 64 for 0. */
static inline int u64_count_leading_zeros(uint64_t x)
{
	return x == 0 ? 64 : __builtin_clzll(x);
}

/** @return the number of trailing 0 bits of @a x; 32 for 0. */
static inline int u32_count_trailing_zeros(uint32_t x)
{
	return x == 0 ? 32 : __builtin_ctz(x);
}

/** @return the number of trailing 0 bits of @a x; 64 for 0. */
static inline int u64_count_trailing_zeros(uint64_t x)
{
	return x == 0 ? 64 : __builtin_ctzll(x);
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_MATH_EXTRAS_H_ */
