/* SPDX-License-Identifier: MIT */
/*
 * Checks in tests. zassert_*() ends the test as failed, zexpect_*() lets it go on and fail,
 * zassume_*() ends it as skipped. Each takes a printf-like message after its own arguments, or none.
 * Arguments are evaluated once. Any context; see ztest_test_fail() for where they return.
 */
#ifndef ZEPHYR_INCLUDE_ZTEST_ASSERT_H_
#define ZEPHYR_INCLUDE_ZTEST_ASSERT_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <zephyr/sys/util.h>
#include <zephyr/toolchain.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What a check that does not hold means. */
enum z_ztest_kind {
	Z_ZTEST_ASSERT,
	Z_ZTEST_EXPECT,
	Z_ZTEST_ASSUME,
};

/** A check in the source. */
struct z_ztest_check {
	enum z_ztest_kind kind;
	int line;
	const char *file;
	const char *func;
	/** The condition as written. */
	const char *text;
};

/** A value to show with a failed comparison; only integers are known. */
struct z_ztest_value {
	bool known;
	bool is_signed;
	uint64_t bits;
};

/*
 * Report a check that does not hold, and act on it.
 */
__printf_like(2, 3) void z_ztest_unmet(const struct z_ztest_check *check, const char *msg, ...);
__printf_like(4, 5) void z_ztest_unmet_values(const struct z_ztest_check *check,
					      struct z_ztest_value left, struct z_ztest_value right,
					      const char *msg, ...);
__printf_like(4, 5) void z_ztest_unmet_strings(const struct z_ztest_check *check, const char *left,
					       const char *right, const char *msg, ...);
__printf_like(5, 6) void z_ztest_unmet_memory(const struct z_ztest_check *check, const void *left,
					      const void *right, size_t size, const char *msg, ...);

/* The message and its arguments, or NULL. */
#define Z_ZTEST_MSG(...) COND_CODE_1(IS_EMPTY(__VA_ARGS__), (NULL), (__VA_ARGS__))

#define Z_ZTEST_HERE(check_kind, check_text)                                                       \
	static const struct z_ztest_check _z_check = {                                             \
		.kind = (check_kind),                                                              \
		.line = __LINE__,                                                                  \
		.file = __FILE__,                                                                  \
		.func = __func__,                                                                  \
		.text = (check_text),                                                              \
	}

#define Z_ZTEST_TRUE(kind, text, cond, ...)                                                        \
	do {                                                                                       \
		if (!(cond)) {                                                                     \
			Z_ZTEST_HERE(kind, text);                                                  \
			z_ztest_unmet(&_z_check, Z_ZTEST_MSG(__VA_ARGS__));                        \
		}                                                                                  \
	} while (false)

#define Z_ZTEST_IS_INTEGER(x)                                                                      \
	_Generic((x), _Bool: 1, char: 1, signed char: 1, unsigned char: 1, short: 1,               \
		 unsigned short: 1, int: 1, unsigned int: 1, long: 1, unsigned long: 1,            \
		 long long: 1, unsigned long long: 1, default: 0)

#define Z_ZTEST_VALUE(known_value, x)                                                              \
	((struct z_ztest_value){                                                                   \
		.known = (known_value),                                                            \
		.is_signed = (__typeof__((x) + 0))-1 < 1,                                          \
		.bits = (uint64_t)(x),                                                             \
	})

/* Makes the conversions that the operator makes, without its warning on mixed signs. */
#define Z_ZTEST_COMPARE(x, operator, y)                                                            \
	((__typeof__((x) + (y)))(x) operator(__typeof__((x) + (y)))(y))

/*
 * Compares two integers, evaluated once and kept for the report, or else two other things as they
 * are. The size of _z_int carries the constant that says which. Adding 0 makes a bit-field an int.
 */
#define Z_ZTEST_EQUAL(kind, text, wanted, a, b, ...)                                               \
	do {                                                                                       \
		char _z_int[1 + (Z_ZTEST_IS_INTEGER(a) && Z_ZTEST_IS_INTEGER(b))];                 \
		__auto_type _z_a = Z_ZTEST_IF(_z_int, (a), 0) + 0;                                 \
		__auto_type _z_b = Z_ZTEST_IF(_z_int, (b), 0) + 0;                                 \
		bool _z_same = Z_ZTEST_COMPARE(_z_a, ==, _z_b) &&                                  \
			       Z_ZTEST_IF(_z_int, 0, (a)) == Z_ZTEST_IF(_z_int, 0, (b));           \
		if (_z_same != (wanted)) {                                                         \
			Z_ZTEST_HERE(kind, text);                                                  \
			z_ztest_unmet_values(&_z_check, Z_ZTEST_VALUE(sizeof(_z_int) > 1, _z_a),   \
					     Z_ZTEST_VALUE(sizeof(_z_int) > 1, _z_b),              \
					     Z_ZTEST_MSG(__VA_ARGS__));                            \
		}                                                                                  \
	} while (false)
#define Z_ZTEST_IF(flag, yes, no) __builtin_choose_expr(sizeof(flag) > 1, yes, no)

#define Z_ZTEST_RANGE(kind, text, a, l, u, ...)                                                    \
	do {                                                                                       \
		__auto_type _z_v = (a) + 0;                                                        \
		__auto_type _z_low = (l) + 0;                                                      \
		__auto_type _z_high = (u) + 0;                                                     \
		if (!(Z_ZTEST_COMPARE(_z_v, >=, _z_low) && Z_ZTEST_COMPARE(_z_v, <=, _z_high))) {  \
			Z_ZTEST_HERE(kind, text);                                                  \
			z_ztest_unmet_values(                                                      \
				&_z_check, Z_ZTEST_VALUE(Z_ZTEST_IS_INTEGER(_z_v), _z_v),          \
				(struct z_ztest_value){.known = false}, Z_ZTEST_MSG(__VA_ARGS__)); \
		}                                                                                  \
	} while (false)

#define Z_ZTEST_WITHIN(kind, text, a, b, d, ...)                                                   \
	do {                                                                                       \
		__auto_type _z_mid = (b) + 0;                                                      \
		__auto_type _z_delta = (d) + 0;                                                    \
		Z_ZTEST_RANGE(kind, text, a, _z_mid - _z_delta, _z_mid + _z_delta, ##__VA_ARGS__); \
	} while (false)

#define Z_ZTEST_STRINGS(kind, text, a, b, ...)                                                     \
	do {                                                                                       \
		const char *_z_a = (a);                                                            \
		const char *_z_b = (b);                                                            \
		if (strcmp(_z_a, _z_b) != 0) {                                                     \
			Z_ZTEST_HERE(kind, text);                                                  \
			z_ztest_unmet_strings(&_z_check, _z_a, _z_b, Z_ZTEST_MSG(__VA_ARGS__));    \
		}                                                                                  \
	} while (false)

#define Z_ZTEST_MEMORY(kind, text, a, b, size, ...)                                                \
	do {                                                                                       \
		const void *_z_a = (a);                                                            \
		const void *_z_b = (b);                                                            \
		size_t _z_size = (size);                                                           \
		if (memcmp(_z_a, _z_b, _z_size) != 0) {                                            \
			Z_ZTEST_HERE(kind, text);                                                  \
			z_ztest_unmet_memory(&_z_check, _z_a, _z_b, _z_size,                       \
					     Z_ZTEST_MSG(__VA_ARGS__));                            \
		}                                                                                  \
	} while (false)

/** A check that does not hold ends the test as failed. */
#define zassert(cond, text, ...) Z_ZTEST_TRUE(Z_ZTEST_ASSERT, "(" text ")", cond, ##__VA_ARGS__)
#define zassert_unreachable(...)                                                                   \
	Z_ZTEST_TRUE(Z_ZTEST_ASSERT, "reached unreachable code", false, ##__VA_ARGS__)
#define zassert_true(cond, ...) Z_ZTEST_TRUE(Z_ZTEST_ASSERT, #cond " is false", cond, ##__VA_ARGS__)
#define zassert_false(cond, ...)                                                                   \
	Z_ZTEST_TRUE(Z_ZTEST_ASSERT, #cond " is true", !(cond), ##__VA_ARGS__)
#define zassert_is_null(ptr, ...)                                                                  \
	Z_ZTEST_TRUE(Z_ZTEST_ASSERT, #ptr " is not NULL", (ptr) == NULL, ##__VA_ARGS__)
#define zassert_not_null(ptr, ...)                                                                 \
	Z_ZTEST_TRUE(Z_ZTEST_ASSERT, #ptr " is NULL", (ptr) != NULL, ##__VA_ARGS__)
#define zassert_ok(cond, ...)                                                                      \
	Z_ZTEST_EQUAL(Z_ZTEST_ASSERT, #cond " is not 0", true, cond, 0, ##__VA_ARGS__)
#define zassert_not_ok(cond, ...)                                                                  \
	Z_ZTEST_EQUAL(Z_ZTEST_ASSERT, #cond " is 0", false, cond, 0, ##__VA_ARGS__)
#define zassert_equal(a, b, ...)                                                                   \
	Z_ZTEST_EQUAL(Z_ZTEST_ASSERT, #a " is not equal to " #b, true, a, b, ##__VA_ARGS__)
#define zassert_not_equal(a, b, ...)                                                               \
	Z_ZTEST_EQUAL(Z_ZTEST_ASSERT, #a " is equal to " #b, false, a, b, ##__VA_ARGS__)
#define zassert_equal_ptr(a, b, ...)                                                               \
	Z_ZTEST_TRUE(Z_ZTEST_ASSERT, #a " is not equal to " #b,                                    \
		     (const void *)(a) == (const void *)(b), ##__VA_ARGS__)
#define zassert_within(a, b, d, ...)                                                               \
	Z_ZTEST_WITHIN(Z_ZTEST_ASSERT, #a " is not within " #b " +/- " #d, a, b, d, ##__VA_ARGS__)
#define zassert_between_inclusive(a, l, u, ...)                                                    \
	Z_ZTEST_RANGE(Z_ZTEST_ASSERT, #a " is not in [" #l ", " #u "]", a, l, u, ##__VA_ARGS__)
#define zassert_str_equal(a, b, ...)                                                               \
	Z_ZTEST_STRINGS(Z_ZTEST_ASSERT, #a " differs from " #b, a, b, ##__VA_ARGS__)
#define zassert_mem_equal(buf, exp, size, ...)                                                     \
	Z_ZTEST_MEMORY(Z_ZTEST_ASSERT, #buf " differs from " #exp, buf, exp, size, ##__VA_ARGS__)
#define zassert_mem_equal__(buf, exp, size, ...) zassert_mem_equal(buf, exp, size, ##__VA_ARGS__)

/** A check that does not hold fails the test, which goes on. */
#define zexpect(cond, text, ...) Z_ZTEST_TRUE(Z_ZTEST_EXPECT, "(" text ")", cond, ##__VA_ARGS__)
#define zexpect_unreachable(...)                                                                   \
	Z_ZTEST_TRUE(Z_ZTEST_EXPECT, "reached unreachable code", false, ##__VA_ARGS__)
#define zexpect_true(cond, ...) Z_ZTEST_TRUE(Z_ZTEST_EXPECT, #cond " is false", cond, ##__VA_ARGS__)
#define zexpect_false(cond, ...)                                                                   \
	Z_ZTEST_TRUE(Z_ZTEST_EXPECT, #cond " is true", !(cond), ##__VA_ARGS__)
#define zexpect_is_null(ptr, ...)                                                                  \
	Z_ZTEST_TRUE(Z_ZTEST_EXPECT, #ptr " is not NULL", (ptr) == NULL, ##__VA_ARGS__)
#define zexpect_not_null(ptr, ...)                                                                 \
	Z_ZTEST_TRUE(Z_ZTEST_EXPECT, #ptr " is NULL", (ptr) != NULL, ##__VA_ARGS__)
#define zexpect_ok(cond, ...)                                                                      \
	Z_ZTEST_EQUAL(Z_ZTEST_EXPECT, #cond " is not 0", true, cond, 0, ##__VA_ARGS__)
#define zexpect_not_ok(cond, ...)                                                                  \
	Z_ZTEST_EQUAL(Z_ZTEST_EXPECT, #cond " is 0", false, cond, 0, ##__VA_ARGS__)
#define zexpect_equal(a, b, ...)                                                                   \
	Z_ZTEST_EQUAL(Z_ZTEST_EXPECT, #a " is not equal to " #b, true, a, b, ##__VA_ARGS__)
#define zexpect_not_equal(a, b, ...)                                                               \
	Z_ZTEST_EQUAL(Z_ZTEST_EXPECT, #a " is equal to " #b, false, a, b, ##__VA_ARGS__)
#define zexpect_equal_ptr(a, b, ...)                                                               \
	Z_ZTEST_TRUE(Z_ZTEST_EXPECT, #a " is not equal to " #b,                                    \
		     (const void *)(a) == (const void *)(b), ##__VA_ARGS__)
#define zexpect_within(a, b, d, ...)                                                               \
	Z_ZTEST_WITHIN(Z_ZTEST_EXPECT, #a " is not within " #b " +/- " #d, a, b, d, ##__VA_ARGS__)
#define zexpect_between_inclusive(a, l, u, ...)                                                    \
	Z_ZTEST_RANGE(Z_ZTEST_EXPECT, #a " is not in [" #l ", " #u "]", a, l, u, ##__VA_ARGS__)
#define zexpect_str_equal(a, b, ...)                                                               \
	Z_ZTEST_STRINGS(Z_ZTEST_EXPECT, #a " differs from " #b, a, b, ##__VA_ARGS__)
#define zexpect_mem_equal(buf, exp, size, ...)                                                     \
	Z_ZTEST_MEMORY(Z_ZTEST_EXPECT, #buf " differs from " #exp, buf, exp, size, ##__VA_ARGS__)
#define zexpect_mem_equal__(buf, exp, size, ...) zexpect_mem_equal(buf, exp, size, ##__VA_ARGS__)

/** A check that does not hold ends the test as skipped. */
#define zassume(cond, text, ...) Z_ZTEST_TRUE(Z_ZTEST_ASSUME, "(" text ")", cond, ##__VA_ARGS__)
#define zassume_unreachable(...)                                                                   \
	Z_ZTEST_TRUE(Z_ZTEST_ASSUME, "reached unreachable code", false, ##__VA_ARGS__)
#define zassume_true(cond, ...) Z_ZTEST_TRUE(Z_ZTEST_ASSUME, #cond " is false", cond, ##__VA_ARGS__)
#define zassume_false(cond, ...)                                                                   \
	Z_ZTEST_TRUE(Z_ZTEST_ASSUME, #cond " is true", !(cond), ##__VA_ARGS__)
#define zassume_is_null(ptr, ...)                                                                  \
	Z_ZTEST_TRUE(Z_ZTEST_ASSUME, #ptr " is not NULL", (ptr) == NULL, ##__VA_ARGS__)
#define zassume_not_null(ptr, ...)                                                                 \
	Z_ZTEST_TRUE(Z_ZTEST_ASSUME, #ptr " is NULL", (ptr) != NULL, ##__VA_ARGS__)
#define zassume_ok(cond, ...)                                                                      \
	Z_ZTEST_EQUAL(Z_ZTEST_ASSUME, #cond " is not 0", true, cond, 0, ##__VA_ARGS__)
#define zassume_not_ok(cond, ...)                                                                  \
	Z_ZTEST_EQUAL(Z_ZTEST_ASSUME, #cond " is 0", false, cond, 0, ##__VA_ARGS__)
#define zassume_equal(a, b, ...)                                                                   \
	Z_ZTEST_EQUAL(Z_ZTEST_ASSUME, #a " is not equal to " #b, true, a, b, ##__VA_ARGS__)
#define zassume_not_equal(a, b, ...)                                                               \
	Z_ZTEST_EQUAL(Z_ZTEST_ASSUME, #a " is equal to " #b, false, a, b, ##__VA_ARGS__)
#define zassume_equal_ptr(a, b, ...)                                                               \
	Z_ZTEST_TRUE(Z_ZTEST_ASSUME, #a " is not equal to " #b,                                    \
		     (const void *)(a) == (const void *)(b), ##__VA_ARGS__)
#define zassume_within(a, b, d, ...)                                                               \
	Z_ZTEST_WITHIN(Z_ZTEST_ASSUME, #a " is not within " #b " +/- " #d, a, b, d, ##__VA_ARGS__)
#define zassume_between_inclusive(a, l, u, ...)                                                    \
	Z_ZTEST_RANGE(Z_ZTEST_ASSUME, #a " is not in [" #l ", " #u "]", a, l, u, ##__VA_ARGS__)
#define zassume_str_equal(a, b, ...)                                                               \
	Z_ZTEST_STRINGS(Z_ZTEST_ASSUME, #a " differs from " #b, a, b, ##__VA_ARGS__)
#define zassume_mem_equal(buf, exp, size, ...)                                                     \
	Z_ZTEST_MEMORY(Z_ZTEST_ASSUME, #buf " differs from " #exp, buf, exp, size, ##__VA_ARGS__)
#define zassume_mem_equal__(buf, exp, size, ...) zassume_mem_equal(buf, exp, size, ##__VA_ARGS__)

#ifdef __cplusplus
}
#endif

#endif /* ZEPHYR_INCLUDE_ZTEST_ASSERT_H_ */
