/* SPDX-License-Identifier: MIT */
/*
 * Random numbers that a seed repeats (xorshift64*).
 */
#ifndef BREEZE_TESTS_KERNEL_SUPPORT_RANDOM_H_
#define BREEZE_TESTS_KERNEL_SUPPORT_RANDOM_H_

#include <stdbool.h>
#include <stdint.h>

static uint64_t random_state;

static inline void random_seed(uint32_t seed)
{
	random_state = 0x9E3779B97F4A7C15ULL * (seed + 1ULL);
}

static inline uint64_t random_bits(void)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return random_state * 0x2545F4914F6CDD1DULL >> 16;
}

/** @return 0 to @a limit - 1. */
static inline int64_t random_below(int64_t limit)
{
	return (int64_t)(random_bits() % (uint64_t)limit);
}

/** @return true once in @a times. */
static inline bool random_once_in(int times)
{
	return random_below(times) == 0;
}

#endif /* BREEZE_TESTS_KERNEL_SUPPORT_RANDOM_H_ */
