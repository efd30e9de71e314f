/* SPDX-License-Identifier: MIT */
/*
 * The preprocessor utilities. What a macro expands to is compared as text, blanks left out.
 */
#include <zephyr/ztest.h>

#define TEXT(...)          TEXT_EXPANDED(__VA_ARGS__)
#define TEXT_EXPANDED(...) #__VA_ARGS__

/* zassert_expands("text", macro(arguments)) */
#define zassert_expands(wanted, ...)                                                               \
	zassert_true(same_text(wanted, TEXT(__VA_ARGS__)), "%s gives %s, not %s", #__VA_ARGS__,    \
		     TEXT(__VA_ARGS__), wanted)

#define ONE 1
#define TWO 2
#define NOTHING
#define CONFIG_SET 1

#define ANGLE(x)       <x>
#define WITH(x, fixed) x - fixed
#define AT(i, x)                                                                                   \
i:                                                                                                 \
	x
#define AT_WITH(i, x, fixed)                                                                       \
i:                                                                                                 \
	x - fixed
#define CALL(i, ...)   i(__VA_ARGS__)
#define PREFIX(x)      p##x
#define NUMBER(i, ...) i

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " ");
}

static bool same_text(const char *a, const char *b)
{
	do {
		a = skip_blanks(a);
		b = skip_blanks(b);
		if (*a != *b) {
			return false;
		}
	} while (*a++ != '\0' && *b++ != '\0');
	return true;
}

ZTEST(util_macros, test_is_enabled_is_1_only_for_symbols_defined_as_1)
{
	zassert_equal(IS_ENABLED(CONFIG_SET), 1);
	zassert_equal(IS_ENABLED(ONE), 1);
	zassert_equal(IS_ENABLED(CONFIG_NOT_SET), 0);
	zassert_equal(IS_ENABLED(TWO), 0);
	zassert_equal(IS_ENABLED(0), 0);
	zassert_equal(IS_ENABLED(NOTHING), 0);
}

/* And in preprocessor conditions. */
#if !IS_ENABLED(CONFIG_SET) || IS_ENABLED(CONFIG_NOT_SET)
#error "IS_ENABLED() is wrong in #if"
#endif

ZTEST(util_macros, test_cond_code_picks_one_and_removes_its_parentheses)
{
	zassert_expands("a, b", COND_CODE_1(1, (a, b), (c)));
	zassert_expands("a", COND_CODE_1(CONFIG_SET, (a), (c)));
	zassert_expands("c", COND_CODE_1(CONFIG_NOT_SET, (a), (c)));
	zassert_expands("c", COND_CODE_1(0, (a), (c)));
	zassert_expands("c", COND_CODE_1(TWO, (a), (c)));
	zassert_expands("a", COND_CODE_0(0, (a), (c)));
	zassert_expands("c", COND_CODE_0(1, (a), (c)));
	zassert_expands("a", IF_ENABLED(CONFIG_SET, (a)));
	zassert_expands("", IF_ENABLED(CONFIG_NOT_SET, (a)));
	zassert_expands("", IF_DISABLED(CONFIG_SET, (a)));
	zassert_expands("a", IF_DISABLED(CONFIG_NOT_SET, (a)));
}

/* At file scope nothing expands the result a second time. */
COND_CODE_1(CONFIG_SET, (static int chosen = 1;), (static int chosen = 2;))
IF_ENABLED(CONFIG_NOT_SET, (#error))

ZTEST(util_macros, test_cond_code_works_outside_of_functions)
{
	zassert_equal(chosen, 1);
}

ZTEST(util_macros, test_cond_code_nests)
{
	zassert_expands("b", COND_CODE_1(ONE, (COND_CODE_1(0, (a), (b))), (c)));
	zassert_expands("c", COND_CODE_1(0, (a), (COND_CODE_0(1, (b), (c)))));
}

ZTEST(util_macros, test_cond_case_picks_the_first_that_holds)
{
	zassert_expands("a", COND_CASE_1(1, (a), 1, (b), (c)));
	zassert_expands("b", COND_CASE_1(CONFIG_NOT_SET, (a), ONE, (b), (c)));
	zassert_expands("c", COND_CASE_1(0, (a), 0, (b), (c)));
	zassert_expands("", COND_CASE_1(0, (a), 0, (b)));
}

ZTEST(util_macros, test_is_empty_sees_through_macros)
{
	zassert_expands("1", IS_EMPTY());
	zassert_expands("1", IS_EMPTY(NOTHING));
	zassert_expands("0", IS_EMPTY(a));
	zassert_expands("0", IS_EMPTY(a, b));
	zassert_expands("0", IS_EMPTY(()));
	zassert_expands("0", IS_EMPTY(0));
}

ZTEST(util_macros, test_logic_on_tokens)
{
	zassert_expands("0", UTIL_BOOL(0));
	zassert_expands("0", UTIL_BOOL());
	zassert_expands("1", UTIL_BOOL(7));
	zassert_expands("1", UTIL_NOT(0));
	zassert_expands("0", UTIL_NOT(1));
	zassert_expands("b", UTIL_AND(1, b));
	zassert_expands("0", UTIL_AND(0, b));
	zassert_expands("a", UTIL_OR(a, b));
	zassert_expands("b", UTIL_OR(0, b));
	zassert_expands("0", UTIL_XOR(0, 0));
	zassert_expands("1", UTIL_XOR(0, 1));
	zassert_expands("1", UTIL_XOR(1, 0));
	zassert_expands("0", UTIL_XOR(1, 1));
}

ZTEST(util_macros, test_arithmetic_on_tokens)
{
	zassert_expands("1", UTIL_INC(0));
	zassert_expands("257", UTIL_INC(256));
	zassert_expands("0", UTIL_DEC(0));
	zassert_expands("255", UTIL_DEC(256));
	zassert_expands("512", UTIL_X2(256));
	zassert_expands("4", UTIL_INC(UTIL_INC(TWO)));
	zassert_expands("1", IS_EQ(256, 256));
	zassert_expands("1", IS_EQ(TWO, 2));
	zassert_expands("0", IS_EQ(1, 2));
}

ZTEST(util_macros, test_arguments_are_counted)
{
	zassert_expands("0", NUM_VA_ARGS());
	zassert_expands("1", NUM_VA_ARGS(a));
	zassert_expands("3", NUM_VA_ARGS(a, (b, c), d));
	zassert_expands("64", NUM_VA_ARGS(LISTIFY(64, CALL, (, ))));
	zassert_expands("2", NUM_VA_ARGS_LESS_1(a, b, c));
	zassert_expands("0", NUM_VA_ARGS_LESS_1());
}

ZTEST(util_macros, test_arguments_are_selected)
{
	zassert_expands("a", GET_ARG_N(1, a, b, c));
	zassert_expands("c", GET_ARG_N(3, a, b, c));
	zassert_expands("63()", GET_ARG_N(64, LISTIFY(64, CALL, (, ))));
	zassert_expands("c", GET_ARGS_LESS_N(2, a, b, c));
	zassert_expands("a, b", GET_ARGS_FIRST_N(2, a, b, c));
	zassert_expands("c, b, a", REVERSE_ARGS(a, b, c));
	zassert_expands("", REVERSE_ARGS());
	zassert_expands("a, b", LIST_DROP_EMPTY(, a, NOTHING, b, ));
	zassert_expands("", LIST_DROP_EMPTY(, ));
}

ZTEST(util_macros, test_listify_counts_up)
{
	zassert_expands("", LISTIFY(0, CALL, (, )));
	zassert_expands("0(), 1(), 2()", LISTIFY(3, CALL, (, )));
	zassert_expands("0(a, b); 1(a, b)", LISTIFY(TWO, CALL, (;), a, b));
	static const int numbers[] = {LISTIFY(256, NUMBER, (, ))};

	zassert_equal(ARRAY_SIZE(numbers), 256);
	zassert_equal(numbers[255], 255);
}
ZTEST(util_macros, test_for_each_keeps_order_and_index)
{
	zassert_expands("", FOR_EACH(ANGLE, (, )));
	zassert_expands("<a>", FOR_EACH(ANGLE, (, ), a));
	zassert_expands("<a>, <b>, <c>", FOR_EACH(ANGLE, (, ), a, b, c));
	zassert_expands("a - k; b - k", FOR_EACH_FIXED_ARG(WITH, (;), k, a, b));
	zassert_expands("0 : a, 1 : b", FOR_EACH_IDX(AT, (, ), a, b));
	zassert_expands("0 : a - k 1 : b - k", FOR_EACH_IDX_FIXED_ARG(AT_WITH, (), k, a, b));
	zassert_expands("<a>; <b>;", FOR_EACH_NONEMPTY_TERM(ANGLE, (;), a, , NOTHING, b));
}

ZTEST(util_macros, test_for_each_takes_64_elements)
{
	static const int doubled[] = {FOR_EACH(UTIL_EXPAND, (, ), LISTIFY(64, NUMBER, (, )))};

	zassert_equal(ARRAY_SIZE(doubled), 64);
	zassert_equal(doubled[63], 63);
}

ZTEST(util_macros, test_tokens_are_pasted_after_expansion)
{
	zassert_expands("a1", CONCAT(a, ONE));
	zassert_expands("abcdefgh", CONCAT(a, b, c, d, e, f, g, h));
	zassert_expands("papb", MACRO_MAP_CAT(PREFIX, a, b));
	zassert_str_equal(STRINGIFY(ONE), "1");
}

ZTEST_SUITE(util_macros, NULL, NULL, NULL, NULL, NULL);
