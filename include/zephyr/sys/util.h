/* SPDX-License-Identifier: MIT */
/*
 * Arithmetic, array, pointer and text helpers. Macros evaluate their arguments as plain C would
 * unless noted; the functions hold no state and may be called from any context.
 */
#ifndef ZEPHYR_INCLUDE_SYS_UTIL_H_
#define ZEPHYR_INCLUDE_SYS_UTIL_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zephyr/toolchain.h>
#include <zephyr/types.h>
#include <zephyr/sys/ffs.h>
#include <zephyr/sys/util_macro.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Pointers as numbers. */
#define POINTER_TO_UINT(x) ((uintptr_t)(x))
#define UINT_TO_POINTER(x) ((void *)(uintptr_t)(x))
#define POINTER_TO_INT(x)  ((intptr_t)(x))
#define INT_TO_POINTER(x)  ((void *)(intptr_t)(x))
#define BITS_PER_BYTE      (__CHAR_BIT__)
#define BITS_PER_NIBBLE    (__CHAR_BIT__ / 2)
#define NIBBLES_PER_BYTE   (BITS_PER_BYTE / BITS_PER_NIBBLE)
#define BITS_PER_LONG      (__CHAR_BIT__ * __SIZEOF_LONG__)
#define BITS_PER_LONG_LONG (__CHAR_BIT__ * __SIZEOF_LONG_LONG__)

/** Bits h down to l set, and fields of a word described by such a mask. */
#define GENMASK(h, l)           (((~0UL) - (1UL << (l)) + 1) & (~0UL >> (BITS_PER_LONG - 1 - (h))))
#define GENMASK64(h, l)         (((~0ULL) - (1ULL << (l)) + 1) & (~0ULL >> (BITS_PER_LONG_LONG - 1 - (h))))
#define LSB_GET(value)          ((value) & -(value))
#define FIELD_GET(mask, value)  (((value) & (mask)) / LSB_GET(mask))
#define FIELD_PREP(mask, value) (((value)*LSB_GET(mask)) & (mask))

/** 0, or a compile error unless the condition is true, or unless @a array is an array. */
#define ZERO_OR_COMPILE_ERROR(cond) ((int)sizeof(char[1 - 2 * !(cond)]) - 1)
#define IS_ARRAY(array)                                                                            \
	ZERO_OR_COMPILE_ERROR(                                                                     \
		!__builtin_types_compatible_p(__typeof__(array), __typeof__(&(array)[0])))
#define SAME_TYPE(a, b) __builtin_types_compatible_p(__typeof__(a), __typeof__(b))
#define CONTAINER_OF_VALIDATE(ptr, type, field)                                                    \
	BUILD_ASSERT(SAME_TYPE(*(ptr), ((type *)0)->field) || SAME_TYPE(*(ptr), void),             \
		     "pointer type mismatch in CONTAINER_OF");

#if defined(__cplusplus)
#define ARRAY_SIZE(array)              (sizeof(array) / sizeof((array)[0]))
#define CONTAINER_OF(ptr, type, field) ((type *)(((char *)(ptr)) - offsetof(type, field)))
#else
/** The number of elements of @a array; a pointer does not compile. */
#define ARRAY_SIZE(array) ((size_t)(IS_ARRAY(array) + (sizeof(array) / sizeof((array)[0]))))
/** The struct of type @a type that holds *@a ptr as its member @a field. */
#define CONTAINER_OF(ptr, type, field)                                                             \
	__extension__({                                                                            \
		CONTAINER_OF_VALIDATE(ptr, type, field)                                            \
		((type *)(((char *)(ptr)) - offsetof(type, field)));                               \
	})
#endif

/** Arrays. Pointers into elements belong to an array; IS_ARRAY_ELEMENT wants an element's start. */
#define IS_ARRAY_ELEMENT(array, ptr)                                                               \
	((ptr) && POINTER_TO_UINT(array) <= POINTER_TO_UINT(ptr) &&                                \
	 POINTER_TO_UINT(ptr) < POINTER_TO_UINT(&(array)[ARRAY_SIZE(array)]) &&                    \
	 (POINTER_TO_UINT(ptr) - POINTER_TO_UINT(array)) % sizeof((array)[0]) == 0)
#define ARRAY_INDEX(array, ptr)                                                                    \
	((POINTER_TO_UINT(ptr) - POINTER_TO_UINT(array)) / sizeof((array)[0]))
#define PART_OF_ARRAY(array, ptr)                                                                  \
	((ptr) && POINTER_TO_UINT(array) <= POINTER_TO_UINT(ptr) &&                                \
	 POINTER_TO_UINT(ptr) < POINTER_TO_UINT(&(array)[ARRAY_SIZE(array)]))
#define ARRAY_INDEX_FLOOR(array, ptr) ARRAY_INDEX(array, ptr)
#define ARRAY_FOR_EACH(array, idx)    for (size_t idx = 0; (idx) < ARRAY_SIZE(array); ++(idx))
#define ARRAY_FOR_EACH_PTR(array, ptr)                                                             \
	for (__typeof__(*(array)) *ptr = (array); (size_t)((ptr) - (array)) < ARRAY_SIZE(array);   \
	     ++(ptr))
#define SIZEOF_FIELD(type, member) sizeof((((type *)0)->member))
#define MEMBER_SIZE(type, member)  SIZEOF_FIELD(type, member)

/** Rounding to a multiple, of integers and pointers; WB_ to a multiple of the pointer size. */
#define ROUND_UP(x, align)                                                                         \
	((((Z_ROUNDED(x, align))(x) + ((Z_ROUNDED(x, align))(align)-1)) /                          \
	  (Z_ROUNDED(x, align))(align)) *                                                          \
	 (Z_ROUNDED(x, align))(align))
#define ROUND_DOWN(x, align)                                                                       \
	(((Z_ROUNDED(x, align))(x) / (Z_ROUNDED(x, align))(align)) * (Z_ROUNDED(x, align))(align))
/* The unsigned type that holds both: a long is narrower than a long long on 32-bit machines. */
#if defined(__cplusplus)
#define Z_ROUNDED(x, align) unsigned long
#else
#define Z_ROUNDED(x, align)                                                                        \
	__typeof__(__builtin_choose_expr(                                                          \
		sizeof((x) + 0) > sizeof(long) || sizeof((align) + 0) > sizeof(long), 0ULL, 0UL))
#endif
/** Rounding to a multiple of the size of a pointer, and whether something is a multiple. */
#define WB_UP(x)               ROUND_UP(x, sizeof(void *))
#define WB_DN(x)               ROUND_DOWN(x, sizeof(void *))
#define IS_ALIGNED(ptr, align) (((uintptr_t)(ptr)) % (align) == 0)
/** Quotients of n by a positive d, rounded up, or to the nearest with halves away from 0. */
#define DIV_ROUND_UP(n, d) (((n) + (d)-1) / (d))
#define DIV_ROUND_CLOSEST(n, d)                                                                    \
	((Z_IS_NEGATIVE(n) != Z_IS_NEGATIVE(d) ? (n) - (d) / 2 : (n) + (d) / 2) / (d))
/* Without a comparison that is always false for unsigned types, of which compilers warn. */
#define Z_IS_NEGATIVE(x) (!((x) > 0) && (x) != 0)

/** Comparison. The Z_ forms evaluate each argument once, but are no constant expressions. */
#ifndef MAX
#define MAX(a, b) (((a) > (b)) ? (a) : (b))
#endif
#ifndef MIN
#define MIN(a, b) (((a) < (b)) ? (a) : (b))
#endif
#ifndef CLAMP
#define CLAMP(val, low, high) (((val) <= (low)) ? (low) : MIN(val, high))
#endif
#define IN_RANGE(val, min, max) ((val) >= (min) && (val) <= (max))
#define Z_MAX(a, b)             Z_PICK(>, a, b)
#define Z_MIN(a, b)             Z_PICK(<, a, b)
#define Z_CLAMP(val, low, high) Z_MAX(low, Z_MIN(val, high))
/* The names are unique, so that uses may be nested. */
#define Z_PICK(op, a, b) Z_PICK_AS(op, a, b, UTIL_CAT(_a_, __COUNTER__), UTIL_CAT(_b_, __COUNTER__))
#define Z_PICK_AS(op, a, b, value_a, value_b)                                                      \
	__extension__({                                                                            \
		__typeof__(a) value_a = (a);                                                       \
		__typeof__(b) value_b = (b);                                                       \
		value_a op value_b ? value_a : value_b;                                            \
	})

/** Logarithms to base 2 of a constant or variable; LOG2 of 0 is -1, LOG2CEIL of 0 is 0. */
#define LOG2(x)     ((x) < 1 ? -1 : (BITS_PER_LONG_LONG - 1) - __builtin_clzll((unsigned long long)(x)))
#define LOG2CEIL(x) ((x) <= 1 ? 0 : LOG2((x)-1) + 1)
/** The lowest power of two that is not below x; 0 if it does not fit 64 bits. */
#define NHPOT(x) ((x) < 1 ? 1 : LOG2CEIL(x) > 63 ? 0 : 1ULL << (LOG2CEIL(x) & 63))

/** Multiples: binary ones of a byte, decimal ones of a hertz. */
#define KB(x)  (((size_t)(x)) << 10)
#define MB(x)  (KB(x) << 10)
#define GB(x)  (MB(x) << 10)
#define KHZ(x) ((x)*1000)
#define MHZ(x) (KHZ(x) * 1000)

/** @return whether @a x is a power of two. */
static inline bool is_power_of_two(unsigned int x)
{
	return IS_POWER_OF_TWO(x);
}

/** @return @a value shifted right by @a shift, below 64, keeping the sign. */
static ALWAYS_INLINE int64_t arithmetic_shift_right(int64_t value, uint8_t shift)
{
	return value >> shift;
}

/** @return @a value, of which bit @a index is the sign, widened to the full type. */
static inline int32_t sign_extend(uint32_t value, uint8_t index)
{
	uint8_t shift = 31 - index;

	return (int32_t)(value << shift) >> shift;
}

/** As sign_extend(), for 64 bits. */
static inline int64_t sign_extend_64(uint64_t value, uint8_t index)
{
	uint8_t shift = 63 - index;

	return (int64_t)(value << shift) >> shift;
}

/** Copy byte by byte, in ascending order: for memory that word accesses would upset. */
static inline void bytecpy(void *dst, const void *src, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		((volatile uint8_t *)dst)[i] = ((volatile const uint8_t *)src)[i];
	}
}

/** Exchange two areas that do not overlap. */
static inline void byteswp(void *a, void *b, size_t size)
{
	uint8_t *left = (uint8_t *)a;
	uint8_t *right = (uint8_t *)b;

	for (; size > 0; --size) {
		uint8_t byte = *left;

		*left++ = *right;
		*right++ = byte;
	}
}

/** @return two digits of binary-coded decimal as a number. */
static inline uint8_t bcd2bin(uint8_t bcd)
{
	return 10 * (bcd >> 4) + (bcd & 0x0F);
}

/** @return a number below 100 as two digits of binary-coded decimal. */
static inline uint8_t bin2bcd(uint8_t bin)
{
	return ((bin / 10) << 4) | (bin % 10);
}

/** One hexadecimal digit, either case. @return 0, or -EINVAL for what is not a digit. */
int char2hex(char c, uint8_t *x);
int hex2char(uint8_t x, char *c);
/**
 * Bytes to lower-case digits and a 0 byte, and back (an odd first digit stands alone).
 * @return the number of characters or bytes written, 0 if the input is bad or does not fit.
 */
size_t bin2hex(const uint8_t *buf, size_t buflen, char *hex, size_t hexlen);
size_t hex2bin(const char *hex, size_t hexlen, uint8_t *buf, size_t buflen);
/** Decimal digits of a value, with a 0 byte where it fits. @return the number of digits written. */
uint8_t u8_to_dec(char *buf, uint8_t buflen, uint8_t value);
/** Remove a character cut in half from the end of a UTF-8 string. @return the string. */
char *utf8_trunc(char *utf8_str);
/** Copy up to n - 1 bytes without cutting a character in half; always ends with a 0 byte. @return @a dst. */
char *utf8_lcpy(char *dst, const char *src, size_t n);

/** Store the XOR of two areas of the same length. */
static inline void mem_xor_n(uint8_t *dst, const uint8_t *src1, const uint8_t *src2, size_t len)
{
	while (len-- > 0) {
		*dst++ = *src1++ ^ *src2++;
	}
}

/** Store the XOR of two areas of 32 bits. */
static inline void mem_xor_32(uint8_t dst[4], const uint8_t src1[4], const uint8_t src2[4])
{
	mem_xor_n(dst, src1, src2, 4U);
}

/** Store the XOR of two areas of 128 bits. */
static inline void mem_xor_128(uint8_t dst[16], const uint8_t src1[16], const uint8_t src2[16])
{
	mem_xor_n(dst, src1, src2, 16U);
}

/** @return whether two areas have the same content. */
static inline bool util_memeq(const void *m1, const void *m2, size_t n)
{
	return __builtin_memcmp(m1, m2, n) == 0;
}

/** @return whether two areas have the same length and content. */
static inline bool util_eq(const void *m1, size_t len1, const void *m2, size_t len2)
{
	return len1 == len2 && (m1 == m2 || util_memeq(m1, m2, len1));
}

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_UTIL_H_ */
