/* SPDX-License-Identifier: MIT */
/*
 * Byte order: conversions of values, and values of 16 to 64 bits at any address. "le" is little
 * endian, "be" big endian. Any context.
 */
#ifndef ZEPHYR_INCLUDE_SYS_BYTEORDER_H_
#define ZEPHYR_INCLUDE_SYS_BYTEORDER_H_

#include <stddef.h>
#include <stdint.h>
#include <zephyr/toolchain.h>
#include <zephyr/sys/util.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A value with its bytes reversed, as a constant expression. */
#define BSWAP_16(x) ((uint16_t)((((x) >> 8) & 0xff) | (((x)&0xff) << 8)))
#define BSWAP_24(x) ((uint32_t)((((x) >> 16) & 0xff) | ((x)&0xff00) | (((x)&0xff) << 16)))
#define BSWAP_32(x) ((uint32_t)__builtin_bswap32(x))
#define BSWAP_40(x) ((uint64_t)__builtin_bswap64(x) >> 24)
#define BSWAP_48(x) ((uint64_t)__builtin_bswap64(x) >> 16)
#define BSWAP_64(x) ((uint64_t)__builtin_bswap64(x))

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define Z_LE(bits, val) (val)
#define Z_BE(bits, val) BSWAP_##bits(val)
#else
#define Z_LE(bits, val) BSWAP_##bits(val)
#define Z_BE(bits, val) (val)
#endif

/** A value from a fixed order to the processor's, or back; a constant expression. */
#define sys_le16_to_cpu(val) Z_LE(16, val)
#define sys_cpu_to_le16(val) Z_LE(16, val)
#define sys_le24_to_cpu(val) Z_LE(24, val)
#define sys_cpu_to_le24(val) Z_LE(24, val)
#define sys_le32_to_cpu(val) Z_LE(32, val)
#define sys_cpu_to_le32(val) Z_LE(32, val)
#define sys_le40_to_cpu(val) Z_LE(40, val)
#define sys_cpu_to_le40(val) Z_LE(40, val)
#define sys_le48_to_cpu(val) Z_LE(48, val)
#define sys_cpu_to_le48(val) Z_LE(48, val)
#define sys_le64_to_cpu(val) Z_LE(64, val)
#define sys_cpu_to_le64(val) Z_LE(64, val)
#define sys_be16_to_cpu(val) Z_BE(16, val)
#define sys_cpu_to_be16(val) Z_BE(16, val)
#define sys_be24_to_cpu(val) Z_BE(24, val)
#define sys_cpu_to_be24(val) Z_BE(24, val)
#define sys_be32_to_cpu(val) Z_BE(32, val)
#define sys_cpu_to_be32(val) Z_BE(32, val)
#define sys_be40_to_cpu(val) Z_BE(40, val)
#define sys_cpu_to_be40(val) Z_BE(40, val)
#define sys_be48_to_cpu(val) Z_BE(48, val)
#define sys_cpu_to_be48(val) Z_BE(48, val)
#define sys_be64_to_cpu(val) Z_BE(64, val)
#define sys_cpu_to_be64(val) Z_BE(64, val)

/**
 * sys_put_... stores a value of so many bits at any address, sys_get_... returns one. Fixed
 * shifts compile to one access where the processor allows it.
 */
/** @{ */

static inline void sys_put_be16(uint16_t val, uint8_t dst[2])
{
	dst[0] = (uint8_t)(val >> 8);
	dst[1] = (uint8_t)val;
}

static inline uint16_t sys_get_be16(const uint8_t src[2])
{
	return (uint16_t)(((unsigned int)src[0] << 8) | src[1]);
}

static inline void sys_put_be24(uint32_t val, uint8_t dst[3])
{
	dst[0] = (uint8_t)(val >> 16);
	dst[1] = (uint8_t)(val >> 8);
	dst[2] = (uint8_t)val;
}

static inline uint32_t sys_get_be24(const uint8_t src[3])
{
	return ((uint32_t)src[0] << 16) | ((uint32_t)src[1] << 8) | src[2];
}

static inline void sys_put_be32(uint32_t val, uint8_t dst[4])
{
	dst[0] = (uint8_t)(val >> 24);
	dst[1] = (uint8_t)(val >> 16);
	dst[2] = (uint8_t)(val >> 8);
	dst[3] = (uint8_t)val;
}

static inline uint32_t sys_get_be32(const uint8_t src[4])
{
	return ((uint32_t)src[0] << 24) | ((uint32_t)src[1] << 16) | ((uint32_t)src[2] << 8) |
	       src[3];
}

static inline void sys_put_be40(uint64_t val, uint8_t dst[5])
{
	dst[0] = (uint8_t)(val >> 32);
	dst[1] = (uint8_t)(val >> 24);
	dst[2] = (uint8_t)(val >> 16);
	dst[3] = (uint8_t)(val >> 8);
	dst[4] = (uint8_t)val;
}

static inline uint64_t sys_get_be40(const uint8_t src[5])
{
	return ((uint64_t)src[0] << 32) | ((uint64_t)src[1] << 24) | ((uint64_t)src[2] << 16) |
	       ((uint64_t)src[3] << 8) | src[4];
}

static inline void sys_put_be48(uint64_t val, uint8_t dst[6])
{
	dst[0] = (uint8_t)(val >> 40);
	dst[1] = (uint8_t)(val >> 32);
	dst[2] = (uint8_t)(val >> 24);
	dst[3] = (uint8_t)(val >> 16);
	dst[4] = (uint8_t)(val >> 8);
	dst[5] = (uint8_t)val;
}

static inline uint64_t sys_get_be48(const uint8_t src[6])
{
	return ((uint64_t)src[0] << 40) | ((uint64_t)src[1] << 32) | ((uint64_t)src[2] << 24) |
	       ((uint64_t)src[3] << 16) | ((uint64_t)src[4] << 8) | src[5];
}

static inline void sys_put_be64(uint64_t val, uint8_t dst[8])
{
	dst[0] = (uint8_t)(val >> 56);
	dst[1] = (uint8_t)(val >> 48);
	dst[2] = (uint8_t)(val >> 40);
	dst[3] = (uint8_t)(val >> 32);
	dst[4] = (uint8_t)(val >> 24);
	dst[5] = (uint8_t)(val >> 16);
	dst[6] = (uint8_t)(val >> 8);
	dst[7] = (uint8_t)val;
}

static inline uint64_t sys_get_be64(const uint8_t src[8])
{
	return ((uint64_t)src[0] << 56) | ((uint64_t)src[1] << 48) | ((uint64_t)src[2] << 40) |
	       ((uint64_t)src[3] << 32) | ((uint64_t)src[4] << 24) | ((uint64_t)src[5] << 16) |
	       ((uint64_t)src[6] << 8) | src[7];
}

static inline void sys_put_le16(uint16_t val, uint8_t dst[2])
{
	dst[0] = (uint8_t)val;
	dst[1] = (uint8_t)(val >> 8);
}

static inline uint16_t sys_get_le16(const uint8_t src[2])
{
	return (uint16_t)(src[0] | ((unsigned int)src[1] << 8));
}

static inline void sys_put_le24(uint32_t val, uint8_t dst[3])
{
	dst[0] = (uint8_t)val;
	dst[1] = (uint8_t)(val >> 8);
	dst[2] = (uint8_t)(val >> 16);
}

static inline uint32_t sys_get_le24(const uint8_t src[3])
{
	return src[0] | ((uint32_t)src[1] << 8) | ((uint32_t)src[2] << 16);
}

static inline void sys_put_le32(uint32_t val, uint8_t dst[4])
{
	dst[0] = (uint8_t)val;
	dst[1] = (uint8_t)(val >> 8);
	dst[2] = (uint8_t)(val >> 16);
	dst[3] = (uint8_t)(val >> 24);
}

static inline uint32_t sys_get_le32(const uint8_t src[4])
{
	return src[0] | ((uint32_t)src[1] << 8) | ((uint32_t)src[2] << 16) |
	       ((uint32_t)src[3] << 24);
}

static inline void sys_put_le40(uint64_t val, uint8_t dst[5])
{
	dst[0] = (uint8_t)val;
	dst[1] = (uint8_t)(val >> 8);
	dst[2] = (uint8_t)(val >> 16);
	dst[3] = (uint8_t)(val >> 24);
	dst[4] = (uint8_t)(val >> 32);
}

static inline uint64_t sys_get_le40(const uint8_t src[5])
{
	return src[0] | ((uint64_t)src[1] << 8) | ((uint64_t)src[2] << 16) |
	       ((uint64_t)src[3] << 24) | ((uint64_t)src[4] << 32);
}

static inline void sys_put_le48(uint64_t val, uint8_t dst[6])
{
	dst[0] = (uint8_t)val;
	dst[1] = (uint8_t)(val >> 8);
	dst[2] = (uint8_t)(val >> 16);
	dst[3] = (uint8_t)(val >> 24);
	dst[4] = (uint8_t)(val >> 32);
	dst[5] = (uint8_t)(val >> 40);
}

static inline uint64_t sys_get_le48(const uint8_t src[6])
{
	return src[0] | ((uint64_t)src[1] << 8) | ((uint64_t)src[2] << 16) |
	       ((uint64_t)src[3] << 24) | ((uint64_t)src[4] << 32) | ((uint64_t)src[5] << 40);
}

static inline void sys_put_le64(uint64_t val, uint8_t dst[8])
{
	dst[0] = (uint8_t)val;
	dst[1] = (uint8_t)(val >> 8);
	dst[2] = (uint8_t)(val >> 16);
	dst[3] = (uint8_t)(val >> 24);
	dst[4] = (uint8_t)(val >> 32);
	dst[5] = (uint8_t)(val >> 40);
	dst[6] = (uint8_t)(val >> 48);
	dst[7] = (uint8_t)(val >> 56);
}

static inline uint64_t sys_get_le64(const uint8_t src[8])
{
	return src[0] | ((uint64_t)src[1] << 8) | ((uint64_t)src[2] << 16) |
	       ((uint64_t)src[3] << 24) | ((uint64_t)src[4] << 32) | ((uint64_t)src[5] << 40) |
	       ((uint64_t)src[6] << 48) | ((uint64_t)src[7] << 56);
}

/** @} */

/** Copy @a length bytes in reverse order; the areas must not overlap. */
static inline void sys_memcpy_swap(void *dst, const void *src, size_t length)
{
	uint8_t *to = (uint8_t *)dst;
	const uint8_t *from = (const uint8_t *)src + length;

	while (length-- > 0) {
		*to++ = *--from;
	}
}

/** Reverse the order of @a length bytes in place. */
static inline void sys_mem_swap(void *buf, size_t length)
{
	uint8_t *bytes = (uint8_t *)buf;

	for (size_t i = 0; i < length / 2; i++) {
		uint8_t byte = bytes[i];

		bytes[i] = bytes[length - 1 - i];
		bytes[length - 1 - i] = byte;
	}
}

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define Z_SWAP_FOR_LE false
#else
#define Z_SWAP_FOR_LE true
#endif

/** Copy a number of @a length bytes between the processor's order and a fixed one, or convert it in place. */
/** @{ */

static inline void sys_put_le(void *dst, const void *src, size_t length)
{
	if (Z_SWAP_FOR_LE) {
		sys_memcpy_swap(dst, src, length);
	} else {
		(void)__builtin_memcpy(dst, src, length);
	}
}

static inline void sys_put_be(void *dst, const void *src, size_t length)
{
	if (Z_SWAP_FOR_LE) {
		(void)__builtin_memcpy(dst, src, length);
	} else {
		sys_memcpy_swap(dst, src, length);
	}
}

static inline void sys_get_le(void *dst, const void *src, size_t length)
{
	sys_put_le(dst, src, length);
}

static inline void sys_get_be(void *dst, const void *src, size_t length)
{
	sys_put_be(dst, src, length);
}

static inline void sys_le_to_cpu(void *buf, size_t length)
{
	if (Z_SWAP_FOR_LE) {
		sys_mem_swap(buf, length);
	}
}

static inline void sys_be_to_cpu(void *buf, size_t length)
{
	if (!Z_SWAP_FOR_LE) {
		sys_mem_swap(buf, length);
	}
}

static inline void sys_cpu_to_le(void *buf, size_t length)
{
	sys_le_to_cpu(buf, length);
}

static inline void sys_cpu_to_be(void *buf, size_t length)
{
	sys_be_to_cpu(buf, length);
}

/** @} */

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_SYS_BYTEORDER_H_ */
