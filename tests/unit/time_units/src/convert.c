/* SPDX-License-Identifier: MIT */
/*
 * Conversions against exact arithmetic. Each is tested with an argument that the
 * compiler knows and with one that it does not, because these take different ways.
 */
#include <zephyr/sys_clock.h>
#include <zephyr/ztest.h>

#define CYC   CONFIG_SYS_CLOCK_HW_CYCLES_PER_SEC
#define TICKS CONFIG_SYS_CLOCK_TICKS_PER_SEC

enum rounding {
	FLOOR,
	CEIL,
	NEAR,
};

/*
 * The exact result, by multiplication and division on paper with digits of 32 bits; the largest
 * value if it does not fit 64 bits.
 */
static uint64_t exact(uint64_t t, uint32_t from, uint32_t to, enum rounding rounding)
{
	uint64_t extra = rounding == FLOOR ? 0 : rounding == CEIL ? from - 1 : from / 2;
	uint64_t low = (t & UINT32_MAX) * to + extra;
	uint64_t high = (t >> 32) * to + (low >> 32);
	const uint32_t product[] = {(uint32_t)(high >> 32), (uint32_t)high, (uint32_t)low};
	uint64_t quotient = 0;
	uint64_t rest = 0;

	ARRAY_FOR_EACH_PTR(product, digit) {
		if (quotient > UINT32_MAX) {
			return UINT64_MAX;
		}
		rest = rest << 32 | *digit;
		quotient = quotient << 32 | rest / from;
		rest %= from;
	}
	return quotient;
}

static const uint64_t samples[] = {
	0,
	1,
	2,
	3,
	9,
	10,
	11,
	49,
	50,
	51,
	99,
	100,
	101,
	499,
	500,
	501,
	999,
	1000,
	1001,
	4999999,
	5000000,
	5000001,
	9999999,
	10000000,
	123456789,
	999999999,
	1000000000,
	1000000001,
	UINT32_MAX - 1ULL,
	UINT32_MAX,
	UINT32_MAX + 1ULL,
	0x123456789abcULL,
	1ULL << 52,
	INT64_MAX,
	UINT64_MAX - 1,
	UINT64_MAX,
};

static void check_one(const char *name, uint64_t t, uint64_t got32, uint64_t got64, uint64_t wanted)
{
	if (wanted != UINT64_MAX) {
		zassert_equal(got64, wanted, "%s64(%llu)", name, (unsigned long long)t);
	}
	if (t <= UINT32_MAX) {
		zassert_equal(got32, (uint32_t)wanted, "%s32(%llu)", name, (unsigned long long)t);
	}
}

#define CHECK(name, from, to, rounding, word)                                                      \
	ARRAY_FOR_EACH_PTR(samples, t) {                                                           \
		check_one(#name "_" #word, *t, k_##name##_##word##32(*t),                          \
			  k_##name##_##word##64(*t), exact(*t, from, to, rounding));               \
	}

#define TEST_PAIR(name, from, to)                                                                  \
	ZTEST(time_units, test_##name)                                                             \
	{                                                                                          \
		CHECK(name, from, to, FLOOR, floor);                                               \
		CHECK(name, from, to, CEIL, ceil);                                                 \
		CHECK(name, from, to, NEAR, near);                                                 \
		/* As constant expressions. */                                                     \
		static const uint64_t constants[] = {                                              \
			k_##name##_floor64(1001),                                                  \
			k_##name##_ceil64(1001),                                                   \
			k_##name##_near64(1001),                                                   \
			k_##name##_ceil32(123456789),                                              \
		};                                                                                 \
		zassert_equal(constants[0], exact(1001, from, to, FLOOR));                         \
		zassert_equal(constants[1], exact(1001, from, to, CEIL));                          \
		zassert_equal(constants[2], exact(1001, from, to, NEAR));                          \
		zassert_equal(constants[3], (uint32_t)exact(123456789, from, to, CEIL));           \
	}

TEST_PAIR(sec_to_cyc, 1, CYC)
TEST_PAIR(sec_to_ticks, 1, TICKS)
TEST_PAIR(ms_to_cyc, 1000, CYC)
TEST_PAIR(ms_to_ticks, 1000, TICKS)
TEST_PAIR(us_to_cyc, 1000000, CYC)
TEST_PAIR(us_to_ticks, 1000000, TICKS)
TEST_PAIR(ns_to_cyc, 1000000000, CYC)
TEST_PAIR(ns_to_ticks, 1000000000, TICKS)
TEST_PAIR(cyc_to_sec, CYC, 1)
TEST_PAIR(cyc_to_ms, CYC, 1000)
TEST_PAIR(cyc_to_us, CYC, 1000000)
TEST_PAIR(cyc_to_ns, CYC, 1000000000)
TEST_PAIR(cyc_to_ticks, CYC, TICKS)
TEST_PAIR(ticks_to_sec, TICKS, 1)
TEST_PAIR(ticks_to_ms, TICKS, 1000)
TEST_PAIR(ticks_to_us, TICKS, 1000000)
TEST_PAIR(ticks_to_ns, TICKS, 1000000000)
TEST_PAIR(ticks_to_cyc, TICKS, CYC)

/* Rates of boards, which the host cannot have. */
#define CHECK_RATES(from, to)                                                                      \
	ARRAY_FOR_EACH_PTR(samples, t) {                                                           \
		check_one(#from " to " #to, *t, Z_TIME_32(*t, from, to, FLOOR),                    \
			  Z_TIME_64(*t, from, to, FLOOR), exact(*t, from, to, FLOOR));             \
		check_one(#from " to " #to, *t, Z_TIME_32(*t, from, to, CEIL),                     \
			  Z_TIME_64(*t, from, to, CEIL), exact(*t, from, to, CEIL));               \
		check_one(#from " to " #to, *t, Z_TIME_32(*t, from, to, NEAR),                     \
			  Z_TIME_64(*t, from, to, NEAR), exact(*t, from, to, NEAR));               \
	}

ZTEST(time_units, test_rates_of_boards)
{
	CHECK_RATES(168000000U, 1000U);
	CHECK_RATES(168000000U, 1000000000U);
	CHECK_RATES(1000000000U, 168000000U);
	CHECK_RATES(32768U, 168000000U);
	CHECK_RATES(180000000U, 32768U);
	CHECK_RATES(3U, 1000000000U);
	CHECK_RATES(4294967295U, 4294967294U);
	CHECK_RATES(1000U, 1000U);
}

ZTEST_SUITE(time_units, NULL, NULL, NULL, NULL, NULL);
