/* SPDX-License-Identifier: MIT */
/* Table behind FOR_EACH*(): each line handles the head, at index i, and leaves the tail. */
#ifndef ZEPHYR_INCLUDE_SYS_UTIL_LOOPS_H_
#define ZEPHYR_INCLUDE_SYS_UTIL_LOOPS_H_

#define Z_EACH_0(o, s, i, ...)
#define Z_EACH_1(o, s, i, x) Z_CALL(o, i, x)
#define Z_EACH_2(o, s, i, x, ...)                                                                  \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_1(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_3(o, s, i, x, ...)                                                                  \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_2(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_4(o, s, i, x, ...)                                                                  \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_3(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_5(o, s, i, x, ...)                                                                  \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_4(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_6(o, s, i, x, ...)                                                                  \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_5(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_7(o, s, i, x, ...)                                                                  \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_6(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_8(o, s, i, x, ...)                                                                  \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_7(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_9(o, s, i, x, ...)                                                                  \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_8(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_10(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_9(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_11(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_10(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_12(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_11(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_13(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_12(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_14(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_13(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_15(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_14(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_16(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_15(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_17(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_16(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_18(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_17(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_19(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_18(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_20(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_19(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_21(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_20(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_22(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_21(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_23(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_22(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_24(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_23(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_25(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_24(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_26(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_25(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_27(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_26(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_28(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_27(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_29(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_28(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_30(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_29(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_31(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_30(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_32(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_31(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_33(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_32(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_34(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_33(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_35(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_34(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_36(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_35(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_37(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_36(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_38(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_37(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_39(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_38(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_40(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_39(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_41(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_40(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_42(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_41(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_43(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_42(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_44(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_43(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_45(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_44(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_46(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_45(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_47(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_46(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_48(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_47(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_49(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_48(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_50(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_49(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_51(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_50(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_52(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_51(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_53(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_52(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_54(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_53(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_55(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_54(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_56(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_55(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_57(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_56(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_58(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_57(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_59(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_58(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_60(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_59(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_61(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_60(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_62(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_61(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_63(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_62(o, s, UTIL_INC(i), __VA_ARGS__)
#define Z_EACH_64(o, s, i, x, ...)                                                                 \
	Z_CALL(o, i, x) __DEBRACKET s Z_EACH_63(o, s, UTIL_INC(i), __VA_ARGS__)

#endif /* ZEPHYR_INCLUDE_SYS_UTIL_LOOPS_H_ */
