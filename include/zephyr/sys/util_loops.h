/* SPDX-License-Identifier: MIT */
/* Table behind FOR_EACH*(): each line handles the head, at index i, and leaves the tail to the next. */
#ifndef ZEPHYR_INCLUDE_SYS_UTIL_LOOPS_H_
#define ZEPHYR_INCLUDE_SYS_UTIL_LOOPS_H_

#define Z_FOR_EACH_0(call, f, sep, fixed, i, ...)
#define Z_FOR_EACH_1(call, f, sep, fixed, i, x) call(f, i, x, fixed)
#define Z_FOR_EACH_2(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_1(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_3(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_2(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_4(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_3(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_5(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_4(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_6(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_5(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_7(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_6(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_8(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_7(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_9(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_8(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_10(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_9(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_11(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_10(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_12(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_11(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_13(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_12(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_14(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_13(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_15(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_14(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_16(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_15(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_17(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_16(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_18(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_17(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_19(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_18(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_20(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_19(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_21(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_20(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_22(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_21(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_23(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_22(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_24(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_23(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_25(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_24(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_26(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_25(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_27(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_26(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_28(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_27(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_29(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_28(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_30(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_29(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_31(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_30(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_32(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_31(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_33(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_32(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_34(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_33(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_35(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_34(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_36(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_35(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_37(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_36(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_38(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_37(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_39(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_38(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_40(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_39(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_41(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_40(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_42(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_41(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_43(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_42(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_44(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_43(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_45(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_44(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_46(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_45(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_47(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_46(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_48(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_47(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_49(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_48(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_50(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_49(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_51(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_50(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_52(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_51(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_53(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_52(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_54(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_53(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_55(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_54(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_56(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_55(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_57(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_56(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_58(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_57(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_59(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_58(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_60(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_59(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_61(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_60(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_62(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_61(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_63(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_62(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)
#define Z_FOR_EACH_64(call, f, sep, fixed, i, x, ...) \
	call(f, i, x, fixed) __DEBRACKET sep \
	Z_FOR_EACH_63(call, f, sep, fixed, UTIL_INC(i), __VA_ARGS__)

#endif /* ZEPHYR_INCLUDE_SYS_UTIL_LOOPS_H_ */
