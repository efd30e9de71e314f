/* SPDX-License-Identifier: MIT */
/* What a check that does not hold prints, and what becomes of the test. */
#include <stdarg.h>
#include <string.h>
#include "tests/ztest/runner.h"

static const char *kind_str(enum z_ztest_kind kind)
{
	return kind == Z_ZTEST_ASSERT   ? "Assertion"
	       : kind == Z_ZTEST_EXPECT ? "Expectation"
					: "Assumption";
}

static void print_check(const struct z_ztest_check *check)
{
	TC_PRINT("\n    %s failed at %s:%d: %s: %s\n", kind_str(check->kind), check->file,
		 check->line, check->func, check->text);
}

static __printf_like(1, 0) void print_message(const char *msg, va_list ap)
{
	if (msg != NULL && *msg != '\0') {
		TC_PRINT("    ");
		vprintk(msg, ap);
		TC_PRINT("\n");
	}
}

static void act(enum z_ztest_kind kind)
{
	switch (kind) {
	case Z_ZTEST_ASSERT:
		ztest_test_fail();
		break;
	case Z_ZTEST_EXPECT:
		ztest_test_expect_fail();
		break;
	case Z_ZTEST_ASSUME:
		ztest_skip_failed_assumption();
		break;
	}
}

void z_ztest_unmet(const struct z_ztest_check *check, const char *msg, ...)
{
	va_list ap;

	print_check(check);
	va_start(ap, msg);
	print_message(msg, ap);
	va_end(ap);
	act(check->kind);
}

static void print_value(struct z_ztest_value value)
{
	if (value.is_signed) {
		TC_PRINT("%lld", (long long)value.bits);
	} else {
		TC_PRINT("%llu", (unsigned long long)value.bits);
	}
	if ((int64_t)value.bits > 9 || (int64_t)value.bits < -9) {
		TC_PRINT(" (0x%llx)", (unsigned long long)value.bits);
	}
}

void z_ztest_unmet_values(const struct z_ztest_check *check, struct z_ztest_value left,
			  struct z_ztest_value right, const char *msg, ...)
{
	va_list ap;

	print_check(check);
	if (left.known) {
		TC_PRINT("    the value is ");
		print_value(left);
	}
	if (right.known) {
		TC_PRINT(", the other is ");
		print_value(right);
	}
	TC_PRINT("%s", left.known ? "\n" : "");
	va_start(ap, msg);
	print_message(msg, ap);
	va_end(ap);
	act(check->kind);
}

void z_ztest_unmet_strings(const struct z_ztest_check *check, const char *left, const char *right,
			   const char *msg, ...)
{
	va_list ap;

	print_check(check);
	TC_PRINT("    the string is \"%s\", the other is \"%s\"\n", left, right);
	va_start(ap, msg);
	print_message(msg, ap);
	va_end(ap);
	act(check->kind);
}

void z_ztest_unmet_memory(const struct z_ztest_check *check, const void *left, const void *right,
			  size_t size, const char *msg, ...)
{
	const uint8_t *bytes = left;
	const uint8_t *others = right;
	size_t at = 0;
	va_list ap;

	while (at + 1 < size && bytes[at] == others[at]) {
		at++;
	}
	print_check(check);
	TC_PRINT("    byte %zu of %zu is 0x%02x, the other is 0x%02x\n", at, size, bytes[at],
		 others[at]);
	va_start(ap, msg);
	print_message(msg, ap);
	va_end(ap);
	act(check->kind);
}
