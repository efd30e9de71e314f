/* SPDX-License-Identifier: MIT */
/* Position of the lowest and the highest set bit of a 32-bit word. */
#ifndef ZEPHYR_INCLUDE_SYS_FFS_H_
#define ZEPHYR_INCLUDE_SYS_FFS_H_

#include <stdint.h>
#include <zephyr/toolchain.h>

/** @return the position, from 1 for bit 0; 0 if no bit is set. Any context. */
static ALWAYS_INLINE unsigned int find_lsb_set(uint32_t op)
{
	return (unsigned int)__builtin_ffs((int)op);
}

/** @return the position of the highest set bit, from 1 for bit 0; 0 if no bit is set. Any context. */
static ALWAYS_INLINE unsigned int find_msb_set(uint32_t op)
{
	return op == 0U ? 0U : 32U - (unsigned int)__builtin_clz(op);
}

#endif /* ZEPHYR_INCLUDE_SYS_FFS_H_ */
