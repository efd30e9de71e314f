/* SPDX-License-Identifier: MIT */
/*
 * Preprocessor utilities: selection on configuration symbols, argument lists and loops.
 *
 * Number arguments are literal tokens in 0..256; lists have at most 64 elements. A "separator"
 * is written in parentheses: (,) or (;). A loop macro may not be used inside itself.
 */
#ifndef ZEPHYR_INCLUDE_SYS_UTIL_MACRO_H_
#define ZEPHYR_INCLUDE_SYS_UTIL_MACRO_H_

#include <zephyr/toolchain.h>
#include <zephyr/sys/util_args.h>
#include <zephyr/sys/util_internal_is_eq.h>
#include <zephyr/sys/util_internal_util_dec.h>
#include <zephyr/sys/util_internal_util_inc.h>
#include <zephyr/sys/util_internal_util_x2.h>
#include <zephyr/sys/util_listify.h>
#include <zephyr/sys/util_loops.h>

#if defined(_ASMLANGUAGE)
#define BIT(n) (1 << (n))
#else
/** A value, unsigned long or of 64 bits, with only bit n set. */
#define BIT(n)    (1UL << (n))
#define BIT64(_n) (1ULL << (_n))
#endif
/** Set or clear a bit of a variable, in place. */
#define WRITE_BIT(var, bit, set) ((var) = (set) ? ((var) | BIT(bit)) : ((var) & ~BIT(bit)))
/** The n lowest bits set, n below the width of unsigned long (or 64). */
#define BIT_MASK(n)   (BIT(n) - 1UL)
#define BIT64_MASK(n) (BIT64(n) - 1ULL)
/** Whether x has exactly one bit set; whether the set bits of m are contiguous (or none). */
#define IS_POWER_OF_TWO(x)        (((x) != 0U) && (((x) & ((x)-1U)) == 0U))
#define IS_SHIFTED_BIT_MASK(m, s) (!(((m) >> (s)) & (((m) >> (s)) + 1U)))
#define IS_BIT_MASK(m)            IS_SHIFTED_BIT_MASK(m, 0)
/** Whether a bit is set in a value. */
#define IS_BIT_SET(value, bit) ((((value) >> (bit)) & (0x1)) != 0)

#define __DEBRACKET(...) __VA_ARGS__
/** Tokens: pasted after their expansion, pasted as they are, expanded once more. */
#define UTIL_CAT(a, ...)                     UTIL_PRIMITIVE_CAT(a, __VA_ARGS__)
#define UTIL_PRIMITIVE_CAT(a, ...)           a##__VA_ARGS__
#define UTIL_EXPAND(...)                     __VA_ARGS__
#define Z_SECOND(...)                        Z_SECOND_OF(__VA_ARGS__, ~)
#define Z_SECOND_OF(first, second, ...)      second
#define Z_SECOND_CODE(...)                   Z_SECOND_CODE_OF(__VA_ARGS__, ~)
#define Z_SECOND_CODE_OF(first, second, ...) __DEBRACKET second

/*
 * Selection. A flag that is the token 1 pastes to Z_WHEN_1_1, whose comma pushes what follows
 * into second place; after any other flag the alternative is second.
 */
#define Z_WHEN_1_1 ~,
#define Z_WHEN_0_0 ~,

/** 1 if the symbol is defined as 1, else 0; usable in C and in conditions of the preprocessor. */
#define IS_ENABLED(config_macro) Z_IS_ENABLED(config_macro)
#define Z_IS_ENABLED(flag)       Z_SECOND(Z_WHEN_1_##flag 1, 0)

/** if_code when the flag is 1 (or 0), else else_code; both in parentheses, which are removed. */
#define COND_CODE_1(flag, if_code, else_code)   Z_COND_CODE_1(flag, if_code, else_code)
#define Z_COND_CODE_1(flag, if_code, else_code) Z_SECOND_CODE(Z_WHEN_1_##flag if_code, else_code)
#define COND_CODE_0(flag, if_code, else_code)   Z_COND_CODE_0(flag, if_code, else_code)
#define Z_COND_CODE_0(flag, if_code, else_code) Z_SECOND_CODE(Z_WHEN_0_##flag if_code, else_code)
/** The code in parentheses if the flag is 1 (or is not 1), else nothing. */
#define IF_ENABLED(flag, code)  COND_CODE_1(flag, code, ())
#define IF_DISABLED(flag, code) COND_CODE_1(flag, (), code)

/** 1 for an argument that expands to nothing, else 0. */
#define IS_EMPTY(...)   Z_IS_EMPTY(__VA_ARGS__)
#define Z_IS_EMPTY(...) Z_SECOND(__VA_OPT__(~, 0, ) ~, 1)
/** 1 if both are the same number, else 0. */
#define IS_EQ(a, b)   Z_IS_EQ(a, b)
#define Z_IS_EQ(a, b) IS_ENABLED(Z_IS_##a##_EQ_##b)

/** Logic on tokens: 0 is false, and so is nothing; all else is true. */
#define UTIL_BOOL(a)   COND_CODE_1(IS_EMPTY(a), (0), (COND_CODE_0(a, (0), (1))))
#define UTIL_NOT(a)    COND_CODE_0(a, (1), (0))
#define UTIL_AND(a, b) COND_CODE_1(UTIL_BOOL(a), (b), (0))
#define UTIL_OR(a, b)  COND_CODE_1(UTIL_BOOL(a), (a), (b))
#define UTIL_XOR(a, b) COND_CODE_1(UTIL_BOOL(a), (UTIL_NOT(UTIL_BOOL(b))), (UTIL_BOOL(b)))

/** Arithmetic on tokens: one more, one less, twice as much. */
#define UTIL_INC(x) UTIL_PRIMITIVE_CAT(Z_UTIL_INC_, x)
#define UTIL_DEC(x) UTIL_PRIMITIVE_CAT(Z_UTIL_DEC_, x)
#define UTIL_X2(y)  UTIL_PRIMITIVE_CAT(Z_UTIL_X2_, y)

/** Argument lists: how many, the N-th counted from 1, all after N, the first N, reversed. */
#define NUM_VA_ARGS(...) Z_NUM_VA_ARGS(__VA_ARGS__)
#define Z_NUM_VA_ARGS(...)                                                                         \
	Z_ARG_65(__VA_ARGS__ __VA_OPT__(, ) 64, 63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52,    \
		 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32,   \
		 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12,   \
		 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define Z_ARG_65(_1, _2, _3, _4, _5, _6, _7, _8, _9, _10, _11, _12, _13, _14, _15, _16, _17, _18,  \
		 _19, _20, _21, _22, _23, _24, _25, _26, _27, _28, _29, _30, _31, _32, _33, _34,   \
		 _35, _36, _37, _38, _39, _40, _41, _42, _43, _44, _45, _46, _47, _48, _49, _50,   \
		 _51, _52, _53, _54, _55, _56, _57, _58, _59, _60, _61, _62, _63, _64, n, ...)     \
	n
#define NUM_VA_ARGS_LESS_1(...)  UTIL_CAT(Z_UTIL_DEC_, NUM_VA_ARGS(__VA_ARGS__))
#define GET_ARGS_LESS_N(N, ...)  UTIL_CAT(Z_DROP_, N)(__VA_ARGS__)
#define GET_ARGS_FIRST_N(N, ...) UTIL_CAT(Z_TAKE_, N)(__VA_ARGS__)
#define GET_ARG_N(N, ...)        Z_FIRST(UTIL_CAT(Z_DROP_, UTIL_DEC(N))(__VA_ARGS__))
#define REVERSE_ARGS(...)        UTIL_CAT(Z_REVERSE_, NUM_VA_ARGS(__VA_ARGS__))(__VA_ARGS__)
#define Z_FIRST(...)             Z_FIRST_OF(__VA_ARGS__, ~)
#define Z_FIRST_OF(first, ...)   first

/** f(0, ...) sep f(1, ...) sep ... f(LEN - 1, ...). */
#define LISTIFY(LEN, F, sep, ...) UTIL_CAT(Z_LIST_, LEN)(F, sep, ##__VA_ARGS__)

/** F of each element: F(x), F(x, fixed), F(index, x), F(index, x, fixed), with sep between. */
#define FOR_EACH(F, sep, ...) Z_FOR_EACH((Z_CALL_PLAIN, F, ~), sep, __VA_ARGS__)
#define FOR_EACH_FIXED_ARG(F, sep, fixed_arg, ...)                                                 \
	Z_FOR_EACH((Z_CALL_FIXED, F, fixed_arg), sep, __VA_ARGS__)
#define FOR_EACH_IDX(F, sep, ...) Z_FOR_EACH((Z_CALL_IDX, F, ~), sep, __VA_ARGS__)
#define FOR_EACH_IDX_FIXED_ARG(F, sep, fixed_arg, ...)                                             \
	Z_FOR_EACH((Z_CALL_IDX_FIXED, F, fixed_arg), sep, __VA_ARGS__)
#define Z_FOR_EACH(how, sep, ...)                                                                  \
	UTIL_CAT(Z_EACH_, NUM_VA_ARGS(__VA_ARGS__))(how, sep, 0, __VA_ARGS__)
/* `how` is (form, F, fixed). */
#define Z_CALL(how, i, x)                 Z_CALL_EXPAND(__DEBRACKET how, i, x)
#define Z_CALL_EXPAND(...)                Z_CALL_FORM(__VA_ARGS__)
#define Z_CALL_FORM(form, F, fixed, i, x) form(F, fixed, i, x)
#define Z_CALL_PLAIN(F, fixed, i, x)      F(x)
#define Z_CALL_FIXED(F, fixed, i, x)      F(x, fixed)
#define Z_CALL_IDX(F, fixed, i, x)        F(i, x)
#define Z_CALL_IDX_FIXED(F, fixed, i, x)  F(i, x, fixed)

/** F(x) and then term, which is in parentheses, for each element that is not empty. */
#define FOR_EACH_NONEMPTY_TERM(F, term, ...) Z_FOR_EACH((Z_CALL_NONEMPTY, F, term), (), __VA_ARGS__)
#define Z_CALL_NONEMPTY(F, term, i, x)       IF_DISABLED(IS_EMPTY(x), (F(x) __DEBRACKET term))
/** The list without its empty elements. */
#define LIST_DROP_EMPTY(...)        Z_REST(~Z_FOR_EACH((Z_CALL_KEEP, ~, ~), (), __VA_ARGS__))
#define Z_CALL_KEEP(F, fixed, i, x) IF_DISABLED(IS_EMPTY(x), (, x))
#define Z_REST(...)                 Z_DROP_1(__VA_ARGS__)

/** The pasted results of F on each element. */
#define MACRO_MAP_CAT(F, ...)      MACRO_MAP_CAT_N(NUM_VA_ARGS(__VA_ARGS__), F, __VA_ARGS__)
#define MACRO_MAP_CAT_N(N, F, ...) UTIL_CAT(Z_MAP_CAT_, N)(F, __VA_ARGS__)

/** The elements pasted into one token, after their expansion. */
#define CONCAT(...) MACRO_MAP_CAT(UTIL_EXPAND, __VA_ARGS__)

/** COND_CASE_1(flag1, (code1), flag2, (code2), ..., (code if no flag is 1)). */
#define COND_CASE_1(...) UTIL_CAT(Z_CASE_, NUM_VA_ARGS(__VA_ARGS__))(__VA_ARGS__)

#endif /* ZEPHYR_INCLUDE_SYS_UTIL_MACRO_H_ */
