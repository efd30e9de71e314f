/* SPDX-License-Identifier: MIT */
/* Tables behind the macros on argument lists; each line handles the head and leaves the tail. */
#ifndef ZEPHYR_INCLUDE_SYS_UTIL_ARGS_H_
#define ZEPHYR_INCLUDE_SYS_UTIL_ARGS_H_

/* All after the first n. */
#define Z_DROP_0(...)     __VA_ARGS__
#define Z_DROP_1(x, ...)  Z_DROP_0(__VA_ARGS__)
#define Z_DROP_2(x, ...)  Z_DROP_1(__VA_ARGS__)
#define Z_DROP_3(x, ...)  Z_DROP_2(__VA_ARGS__)
#define Z_DROP_4(x, ...)  Z_DROP_3(__VA_ARGS__)
#define Z_DROP_5(x, ...)  Z_DROP_4(__VA_ARGS__)
#define Z_DROP_6(x, ...)  Z_DROP_5(__VA_ARGS__)
#define Z_DROP_7(x, ...)  Z_DROP_6(__VA_ARGS__)
#define Z_DROP_8(x, ...)  Z_DROP_7(__VA_ARGS__)
#define Z_DROP_9(x, ...)  Z_DROP_8(__VA_ARGS__)
#define Z_DROP_10(x, ...) Z_DROP_9(__VA_ARGS__)
#define Z_DROP_11(x, ...) Z_DROP_10(__VA_ARGS__)
#define Z_DROP_12(x, ...) Z_DROP_11(__VA_ARGS__)
#define Z_DROP_13(x, ...) Z_DROP_12(__VA_ARGS__)
#define Z_DROP_14(x, ...) Z_DROP_13(__VA_ARGS__)
#define Z_DROP_15(x, ...) Z_DROP_14(__VA_ARGS__)
#define Z_DROP_16(x, ...) Z_DROP_15(__VA_ARGS__)
#define Z_DROP_17(x, ...) Z_DROP_16(__VA_ARGS__)
#define Z_DROP_18(x, ...) Z_DROP_17(__VA_ARGS__)
#define Z_DROP_19(x, ...) Z_DROP_18(__VA_ARGS__)
#define Z_DROP_20(x, ...) Z_DROP_19(__VA_ARGS__)
#define Z_DROP_21(x, ...) Z_DROP_20(__VA_ARGS__)
#define Z_DROP_22(x, ...) Z_DROP_21(__VA_ARGS__)
#define Z_DROP_23(x, ...) Z_DROP_22(__VA_ARGS__)
#define Z_DROP_24(x, ...) Z_DROP_23(__VA_ARGS__)
#define Z_DROP_25(x, ...) Z_DROP_24(__VA_ARGS__)
#define Z_DROP_26(x, ...) Z_DROP_25(__VA_ARGS__)
#define Z_DROP_27(x, ...) Z_DROP_26(__VA_ARGS__)
#define Z_DROP_28(x, ...) Z_DROP_27(__VA_ARGS__)
#define Z_DROP_29(x, ...) Z_DROP_28(__VA_ARGS__)
#define Z_DROP_30(x, ...) Z_DROP_29(__VA_ARGS__)
#define Z_DROP_31(x, ...) Z_DROP_30(__VA_ARGS__)
#define Z_DROP_32(x, ...) Z_DROP_31(__VA_ARGS__)
#define Z_DROP_33(x, ...) Z_DROP_32(__VA_ARGS__)
#define Z_DROP_34(x, ...) Z_DROP_33(__VA_ARGS__)
#define Z_DROP_35(x, ...) Z_DROP_34(__VA_ARGS__)
#define Z_DROP_36(x, ...) Z_DROP_35(__VA_ARGS__)
#define Z_DROP_37(x, ...) Z_DROP_36(__VA_ARGS__)
#define Z_DROP_38(x, ...) Z_DROP_37(__VA_ARGS__)
#define Z_DROP_39(x, ...) Z_DROP_38(__VA_ARGS__)
#define Z_DROP_40(x, ...) Z_DROP_39(__VA_ARGS__)
#define Z_DROP_41(x, ...) Z_DROP_40(__VA_ARGS__)
#define Z_DROP_42(x, ...) Z_DROP_41(__VA_ARGS__)
#define Z_DROP_43(x, ...) Z_DROP_42(__VA_ARGS__)
#define Z_DROP_44(x, ...) Z_DROP_43(__VA_ARGS__)
#define Z_DROP_45(x, ...) Z_DROP_44(__VA_ARGS__)
#define Z_DROP_46(x, ...) Z_DROP_45(__VA_ARGS__)
#define Z_DROP_47(x, ...) Z_DROP_46(__VA_ARGS__)
#define Z_DROP_48(x, ...) Z_DROP_47(__VA_ARGS__)
#define Z_DROP_49(x, ...) Z_DROP_48(__VA_ARGS__)
#define Z_DROP_50(x, ...) Z_DROP_49(__VA_ARGS__)
#define Z_DROP_51(x, ...) Z_DROP_50(__VA_ARGS__)
#define Z_DROP_52(x, ...) Z_DROP_51(__VA_ARGS__)
#define Z_DROP_53(x, ...) Z_DROP_52(__VA_ARGS__)
#define Z_DROP_54(x, ...) Z_DROP_53(__VA_ARGS__)
#define Z_DROP_55(x, ...) Z_DROP_54(__VA_ARGS__)
#define Z_DROP_56(x, ...) Z_DROP_55(__VA_ARGS__)
#define Z_DROP_57(x, ...) Z_DROP_56(__VA_ARGS__)
#define Z_DROP_58(x, ...) Z_DROP_57(__VA_ARGS__)
#define Z_DROP_59(x, ...) Z_DROP_58(__VA_ARGS__)
#define Z_DROP_60(x, ...) Z_DROP_59(__VA_ARGS__)
#define Z_DROP_61(x, ...) Z_DROP_60(__VA_ARGS__)
#define Z_DROP_62(x, ...) Z_DROP_61(__VA_ARGS__)
#define Z_DROP_63(x, ...) Z_DROP_62(__VA_ARGS__)
#define Z_DROP_64(x, ...) Z_DROP_63(__VA_ARGS__)

/* The first n. */
#define Z_TAKE_0(...)
#define Z_TAKE_1(x, ...)  x
#define Z_TAKE_2(x, ...)  x, Z_TAKE_1(__VA_ARGS__)
#define Z_TAKE_3(x, ...)  x, Z_TAKE_2(__VA_ARGS__)
#define Z_TAKE_4(x, ...)  x, Z_TAKE_3(__VA_ARGS__)
#define Z_TAKE_5(x, ...)  x, Z_TAKE_4(__VA_ARGS__)
#define Z_TAKE_6(x, ...)  x, Z_TAKE_5(__VA_ARGS__)
#define Z_TAKE_7(x, ...)  x, Z_TAKE_6(__VA_ARGS__)
#define Z_TAKE_8(x, ...)  x, Z_TAKE_7(__VA_ARGS__)
#define Z_TAKE_9(x, ...)  x, Z_TAKE_8(__VA_ARGS__)
#define Z_TAKE_10(x, ...) x, Z_TAKE_9(__VA_ARGS__)
#define Z_TAKE_11(x, ...) x, Z_TAKE_10(__VA_ARGS__)
#define Z_TAKE_12(x, ...) x, Z_TAKE_11(__VA_ARGS__)
#define Z_TAKE_13(x, ...) x, Z_TAKE_12(__VA_ARGS__)
#define Z_TAKE_14(x, ...) x, Z_TAKE_13(__VA_ARGS__)
#define Z_TAKE_15(x, ...) x, Z_TAKE_14(__VA_ARGS__)
#define Z_TAKE_16(x, ...) x, Z_TAKE_15(__VA_ARGS__)
#define Z_TAKE_17(x, ...) x, Z_TAKE_16(__VA_ARGS__)
#define Z_TAKE_18(x, ...) x, Z_TAKE_17(__VA_ARGS__)
#define Z_TAKE_19(x, ...) x, Z_TAKE_18(__VA_ARGS__)
#define Z_TAKE_20(x, ...) x, Z_TAKE_19(__VA_ARGS__)
#define Z_TAKE_21(x, ...) x, Z_TAKE_20(__VA_ARGS__)
#define Z_TAKE_22(x, ...) x, Z_TAKE_21(__VA_ARGS__)
#define Z_TAKE_23(x, ...) x, Z_TAKE_22(__VA_ARGS__)
#define Z_TAKE_24(x, ...) x, Z_TAKE_23(__VA_ARGS__)
#define Z_TAKE_25(x, ...) x, Z_TAKE_24(__VA_ARGS__)
#define Z_TAKE_26(x, ...) x, Z_TAKE_25(__VA_ARGS__)
#define Z_TAKE_27(x, ...) x, Z_TAKE_26(__VA_ARGS__)
#define Z_TAKE_28(x, ...) x, Z_TAKE_27(__VA_ARGS__)
#define Z_TAKE_29(x, ...) x, Z_TAKE_28(__VA_ARGS__)
#define Z_TAKE_30(x, ...) x, Z_TAKE_29(__VA_ARGS__)
#define Z_TAKE_31(x, ...) x, Z_TAKE_30(__VA_ARGS__)
#define Z_TAKE_32(x, ...) x, Z_TAKE_31(__VA_ARGS__)
#define Z_TAKE_33(x, ...) x, Z_TAKE_32(__VA_ARGS__)
#define Z_TAKE_34(x, ...) x, Z_TAKE_33(__VA_ARGS__)
#define Z_TAKE_35(x, ...) x, Z_TAKE_34(__VA_ARGS__)
#define Z_TAKE_36(x, ...) x, Z_TAKE_35(__VA_ARGS__)
#define Z_TAKE_37(x, ...) x, Z_TAKE_36(__VA_ARGS__)
#define Z_TAKE_38(x, ...) x, Z_TAKE_37(__VA_ARGS__)
#define Z_TAKE_39(x, ...) x, Z_TAKE_38(__VA_ARGS__)
#define Z_TAKE_40(x, ...) x, Z_TAKE_39(__VA_ARGS__)
#define Z_TAKE_41(x, ...) x, Z_TAKE_40(__VA_ARGS__)
#define Z_TAKE_42(x, ...) x, Z_TAKE_41(__VA_ARGS__)
#define Z_TAKE_43(x, ...) x, Z_TAKE_42(__VA_ARGS__)
#define Z_TAKE_44(x, ...) x, Z_TAKE_43(__VA_ARGS__)
#define Z_TAKE_45(x, ...) x, Z_TAKE_44(__VA_ARGS__)
#define Z_TAKE_46(x, ...) x, Z_TAKE_45(__VA_ARGS__)
#define Z_TAKE_47(x, ...) x, Z_TAKE_46(__VA_ARGS__)
#define Z_TAKE_48(x, ...) x, Z_TAKE_47(__VA_ARGS__)
#define Z_TAKE_49(x, ...) x, Z_TAKE_48(__VA_ARGS__)
#define Z_TAKE_50(x, ...) x, Z_TAKE_49(__VA_ARGS__)
#define Z_TAKE_51(x, ...) x, Z_TAKE_50(__VA_ARGS__)
#define Z_TAKE_52(x, ...) x, Z_TAKE_51(__VA_ARGS__)
#define Z_TAKE_53(x, ...) x, Z_TAKE_52(__VA_ARGS__)
#define Z_TAKE_54(x, ...) x, Z_TAKE_53(__VA_ARGS__)
#define Z_TAKE_55(x, ...) x, Z_TAKE_54(__VA_ARGS__)
#define Z_TAKE_56(x, ...) x, Z_TAKE_55(__VA_ARGS__)
#define Z_TAKE_57(x, ...) x, Z_TAKE_56(__VA_ARGS__)
#define Z_TAKE_58(x, ...) x, Z_TAKE_57(__VA_ARGS__)
#define Z_TAKE_59(x, ...) x, Z_TAKE_58(__VA_ARGS__)
#define Z_TAKE_60(x, ...) x, Z_TAKE_59(__VA_ARGS__)
#define Z_TAKE_61(x, ...) x, Z_TAKE_60(__VA_ARGS__)
#define Z_TAKE_62(x, ...) x, Z_TAKE_61(__VA_ARGS__)
#define Z_TAKE_63(x, ...) x, Z_TAKE_62(__VA_ARGS__)
#define Z_TAKE_64(x, ...) x, Z_TAKE_63(__VA_ARGS__)

/* n of them, last to first. */
#define Z_REVERSE_0(...)
#define Z_REVERSE_1(x)       x
#define Z_REVERSE_2(x, ...)  Z_REVERSE_1(__VA_ARGS__), x
#define Z_REVERSE_3(x, ...)  Z_REVERSE_2(__VA_ARGS__), x
#define Z_REVERSE_4(x, ...)  Z_REVERSE_3(__VA_ARGS__), x
#define Z_REVERSE_5(x, ...)  Z_REVERSE_4(__VA_ARGS__), x
#define Z_REVERSE_6(x, ...)  Z_REVERSE_5(__VA_ARGS__), x
#define Z_REVERSE_7(x, ...)  Z_REVERSE_6(__VA_ARGS__), x
#define Z_REVERSE_8(x, ...)  Z_REVERSE_7(__VA_ARGS__), x
#define Z_REVERSE_9(x, ...)  Z_REVERSE_8(__VA_ARGS__), x
#define Z_REVERSE_10(x, ...) Z_REVERSE_9(__VA_ARGS__), x
#define Z_REVERSE_11(x, ...) Z_REVERSE_10(__VA_ARGS__), x
#define Z_REVERSE_12(x, ...) Z_REVERSE_11(__VA_ARGS__), x
#define Z_REVERSE_13(x, ...) Z_REVERSE_12(__VA_ARGS__), x
#define Z_REVERSE_14(x, ...) Z_REVERSE_13(__VA_ARGS__), x
#define Z_REVERSE_15(x, ...) Z_REVERSE_14(__VA_ARGS__), x
#define Z_REVERSE_16(x, ...) Z_REVERSE_15(__VA_ARGS__), x
#define Z_REVERSE_17(x, ...) Z_REVERSE_16(__VA_ARGS__), x
#define Z_REVERSE_18(x, ...) Z_REVERSE_17(__VA_ARGS__), x
#define Z_REVERSE_19(x, ...) Z_REVERSE_18(__VA_ARGS__), x
#define Z_REVERSE_20(x, ...) Z_REVERSE_19(__VA_ARGS__), x
#define Z_REVERSE_21(x, ...) Z_REVERSE_20(__VA_ARGS__), x
#define Z_REVERSE_22(x, ...) Z_REVERSE_21(__VA_ARGS__), x
#define Z_REVERSE_23(x, ...) Z_REVERSE_22(__VA_ARGS__), x
#define Z_REVERSE_24(x, ...) Z_REVERSE_23(__VA_ARGS__), x
#define Z_REVERSE_25(x, ...) Z_REVERSE_24(__VA_ARGS__), x
#define Z_REVERSE_26(x, ...) Z_REVERSE_25(__VA_ARGS__), x
#define Z_REVERSE_27(x, ...) Z_REVERSE_26(__VA_ARGS__), x
#define Z_REVERSE_28(x, ...) Z_REVERSE_27(__VA_ARGS__), x
#define Z_REVERSE_29(x, ...) Z_REVERSE_28(__VA_ARGS__), x
#define Z_REVERSE_30(x, ...) Z_REVERSE_29(__VA_ARGS__), x
#define Z_REVERSE_31(x, ...) Z_REVERSE_30(__VA_ARGS__), x
#define Z_REVERSE_32(x, ...) Z_REVERSE_31(__VA_ARGS__), x
#define Z_REVERSE_33(x, ...) Z_REVERSE_32(__VA_ARGS__), x
#define Z_REVERSE_34(x, ...) Z_REVERSE_33(__VA_ARGS__), x
#define Z_REVERSE_35(x, ...) Z_REVERSE_34(__VA_ARGS__), x
#define Z_REVERSE_36(x, ...) Z_REVERSE_35(__VA_ARGS__), x
#define Z_REVERSE_37(x, ...) Z_REVERSE_36(__VA_ARGS__), x
#define Z_REVERSE_38(x, ...) Z_REVERSE_37(__VA_ARGS__), x
#define Z_REVERSE_39(x, ...) Z_REVERSE_38(__VA_ARGS__), x
#define Z_REVERSE_40(x, ...) Z_REVERSE_39(__VA_ARGS__), x
#define Z_REVERSE_41(x, ...) Z_REVERSE_40(__VA_ARGS__), x
#define Z_REVERSE_42(x, ...) Z_REVERSE_41(__VA_ARGS__), x
#define Z_REVERSE_43(x, ...) Z_REVERSE_42(__VA_ARGS__), x
#define Z_REVERSE_44(x, ...) Z_REVERSE_43(__VA_ARGS__), x
#define Z_REVERSE_45(x, ...) Z_REVERSE_44(__VA_ARGS__), x
#define Z_REVERSE_46(x, ...) Z_REVERSE_45(__VA_ARGS__), x
#define Z_REVERSE_47(x, ...) Z_REVERSE_46(__VA_ARGS__), x
#define Z_REVERSE_48(x, ...) Z_REVERSE_47(__VA_ARGS__), x
#define Z_REVERSE_49(x, ...) Z_REVERSE_48(__VA_ARGS__), x
#define Z_REVERSE_50(x, ...) Z_REVERSE_49(__VA_ARGS__), x
#define Z_REVERSE_51(x, ...) Z_REVERSE_50(__VA_ARGS__), x
#define Z_REVERSE_52(x, ...) Z_REVERSE_51(__VA_ARGS__), x
#define Z_REVERSE_53(x, ...) Z_REVERSE_52(__VA_ARGS__), x
#define Z_REVERSE_54(x, ...) Z_REVERSE_53(__VA_ARGS__), x
#define Z_REVERSE_55(x, ...) Z_REVERSE_54(__VA_ARGS__), x
#define Z_REVERSE_56(x, ...) Z_REVERSE_55(__VA_ARGS__), x
#define Z_REVERSE_57(x, ...) Z_REVERSE_56(__VA_ARGS__), x
#define Z_REVERSE_58(x, ...) Z_REVERSE_57(__VA_ARGS__), x
#define Z_REVERSE_59(x, ...) Z_REVERSE_58(__VA_ARGS__), x
#define Z_REVERSE_60(x, ...) Z_REVERSE_59(__VA_ARGS__), x
#define Z_REVERSE_61(x, ...) Z_REVERSE_60(__VA_ARGS__), x
#define Z_REVERSE_62(x, ...) Z_REVERSE_61(__VA_ARGS__), x
#define Z_REVERSE_63(x, ...) Z_REVERSE_62(__VA_ARGS__), x
#define Z_REVERSE_64(x, ...) Z_REVERSE_63(__VA_ARGS__), x

/* The pasted results of f on n of them. */
#define Z_MAP_CAT_0(f, ...)
#define Z_MAP_CAT_1(f, x)       f(x)
#define Z_MAP_CAT_2(f, x, ...)  UTIL_CAT(f(x), Z_MAP_CAT_1(f, __VA_ARGS__))
#define Z_MAP_CAT_3(f, x, ...)  UTIL_CAT(f(x), Z_MAP_CAT_2(f, __VA_ARGS__))
#define Z_MAP_CAT_4(f, x, ...)  UTIL_CAT(f(x), Z_MAP_CAT_3(f, __VA_ARGS__))
#define Z_MAP_CAT_5(f, x, ...)  UTIL_CAT(f(x), Z_MAP_CAT_4(f, __VA_ARGS__))
#define Z_MAP_CAT_6(f, x, ...)  UTIL_CAT(f(x), Z_MAP_CAT_5(f, __VA_ARGS__))
#define Z_MAP_CAT_7(f, x, ...)  UTIL_CAT(f(x), Z_MAP_CAT_6(f, __VA_ARGS__))
#define Z_MAP_CAT_8(f, x, ...)  UTIL_CAT(f(x), Z_MAP_CAT_7(f, __VA_ARGS__))
#define Z_MAP_CAT_9(f, x, ...)  UTIL_CAT(f(x), Z_MAP_CAT_8(f, __VA_ARGS__))
#define Z_MAP_CAT_10(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_9(f, __VA_ARGS__))
#define Z_MAP_CAT_11(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_10(f, __VA_ARGS__))
#define Z_MAP_CAT_12(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_11(f, __VA_ARGS__))
#define Z_MAP_CAT_13(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_12(f, __VA_ARGS__))
#define Z_MAP_CAT_14(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_13(f, __VA_ARGS__))
#define Z_MAP_CAT_15(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_14(f, __VA_ARGS__))
#define Z_MAP_CAT_16(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_15(f, __VA_ARGS__))
#define Z_MAP_CAT_17(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_16(f, __VA_ARGS__))
#define Z_MAP_CAT_18(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_17(f, __VA_ARGS__))
#define Z_MAP_CAT_19(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_18(f, __VA_ARGS__))
#define Z_MAP_CAT_20(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_19(f, __VA_ARGS__))
#define Z_MAP_CAT_21(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_20(f, __VA_ARGS__))
#define Z_MAP_CAT_22(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_21(f, __VA_ARGS__))
#define Z_MAP_CAT_23(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_22(f, __VA_ARGS__))
#define Z_MAP_CAT_24(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_23(f, __VA_ARGS__))
#define Z_MAP_CAT_25(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_24(f, __VA_ARGS__))
#define Z_MAP_CAT_26(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_25(f, __VA_ARGS__))
#define Z_MAP_CAT_27(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_26(f, __VA_ARGS__))
#define Z_MAP_CAT_28(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_27(f, __VA_ARGS__))
#define Z_MAP_CAT_29(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_28(f, __VA_ARGS__))
#define Z_MAP_CAT_30(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_29(f, __VA_ARGS__))
#define Z_MAP_CAT_31(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_30(f, __VA_ARGS__))
#define Z_MAP_CAT_32(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_31(f, __VA_ARGS__))
#define Z_MAP_CAT_33(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_32(f, __VA_ARGS__))
#define Z_MAP_CAT_34(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_33(f, __VA_ARGS__))
#define Z_MAP_CAT_35(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_34(f, __VA_ARGS__))
#define Z_MAP_CAT_36(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_35(f, __VA_ARGS__))
#define Z_MAP_CAT_37(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_36(f, __VA_ARGS__))
#define Z_MAP_CAT_38(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_37(f, __VA_ARGS__))
#define Z_MAP_CAT_39(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_38(f, __VA_ARGS__))
#define Z_MAP_CAT_40(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_39(f, __VA_ARGS__))
#define Z_MAP_CAT_41(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_40(f, __VA_ARGS__))
#define Z_MAP_CAT_42(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_41(f, __VA_ARGS__))
#define Z_MAP_CAT_43(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_42(f, __VA_ARGS__))
#define Z_MAP_CAT_44(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_43(f, __VA_ARGS__))
#define Z_MAP_CAT_45(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_44(f, __VA_ARGS__))
#define Z_MAP_CAT_46(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_45(f, __VA_ARGS__))
#define Z_MAP_CAT_47(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_46(f, __VA_ARGS__))
#define Z_MAP_CAT_48(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_47(f, __VA_ARGS__))
#define Z_MAP_CAT_49(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_48(f, __VA_ARGS__))
#define Z_MAP_CAT_50(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_49(f, __VA_ARGS__))
#define Z_MAP_CAT_51(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_50(f, __VA_ARGS__))
#define Z_MAP_CAT_52(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_51(f, __VA_ARGS__))
#define Z_MAP_CAT_53(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_52(f, __VA_ARGS__))
#define Z_MAP_CAT_54(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_53(f, __VA_ARGS__))
#define Z_MAP_CAT_55(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_54(f, __VA_ARGS__))
#define Z_MAP_CAT_56(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_55(f, __VA_ARGS__))
#define Z_MAP_CAT_57(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_56(f, __VA_ARGS__))
#define Z_MAP_CAT_58(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_57(f, __VA_ARGS__))
#define Z_MAP_CAT_59(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_58(f, __VA_ARGS__))
#define Z_MAP_CAT_60(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_59(f, __VA_ARGS__))
#define Z_MAP_CAT_61(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_60(f, __VA_ARGS__))
#define Z_MAP_CAT_62(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_61(f, __VA_ARGS__))
#define Z_MAP_CAT_63(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_62(f, __VA_ARGS__))
#define Z_MAP_CAT_64(f, x, ...) UTIL_CAT(f(x), Z_MAP_CAT_63(f, __VA_ARGS__))

/* The code behind the first flag that is 1, of n flags and codes in turn; an odd last one is for none. */
#define Z_CASE_0(...)
#define Z_CASE_1(code)             __DEBRACKET code
#define Z_CASE_2(flag, code, ...)  COND_CODE_1(flag, code, (Z_CASE_0(__VA_ARGS__)))
#define Z_CASE_3(flag, code, ...)  COND_CODE_1(flag, code, (Z_CASE_1(__VA_ARGS__)))
#define Z_CASE_4(flag, code, ...)  COND_CODE_1(flag, code, (Z_CASE_2(__VA_ARGS__)))
#define Z_CASE_5(flag, code, ...)  COND_CODE_1(flag, code, (Z_CASE_3(__VA_ARGS__)))
#define Z_CASE_6(flag, code, ...)  COND_CODE_1(flag, code, (Z_CASE_4(__VA_ARGS__)))
#define Z_CASE_7(flag, code, ...)  COND_CODE_1(flag, code, (Z_CASE_5(__VA_ARGS__)))
#define Z_CASE_8(flag, code, ...)  COND_CODE_1(flag, code, (Z_CASE_6(__VA_ARGS__)))
#define Z_CASE_9(flag, code, ...)  COND_CODE_1(flag, code, (Z_CASE_7(__VA_ARGS__)))
#define Z_CASE_10(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_8(__VA_ARGS__)))
#define Z_CASE_11(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_9(__VA_ARGS__)))
#define Z_CASE_12(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_10(__VA_ARGS__)))
#define Z_CASE_13(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_11(__VA_ARGS__)))
#define Z_CASE_14(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_12(__VA_ARGS__)))
#define Z_CASE_15(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_13(__VA_ARGS__)))
#define Z_CASE_16(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_14(__VA_ARGS__)))
#define Z_CASE_17(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_15(__VA_ARGS__)))
#define Z_CASE_18(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_16(__VA_ARGS__)))
#define Z_CASE_19(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_17(__VA_ARGS__)))
#define Z_CASE_20(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_18(__VA_ARGS__)))
#define Z_CASE_21(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_19(__VA_ARGS__)))
#define Z_CASE_22(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_20(__VA_ARGS__)))
#define Z_CASE_23(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_21(__VA_ARGS__)))
#define Z_CASE_24(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_22(__VA_ARGS__)))
#define Z_CASE_25(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_23(__VA_ARGS__)))
#define Z_CASE_26(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_24(__VA_ARGS__)))
#define Z_CASE_27(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_25(__VA_ARGS__)))
#define Z_CASE_28(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_26(__VA_ARGS__)))
#define Z_CASE_29(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_27(__VA_ARGS__)))
#define Z_CASE_30(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_28(__VA_ARGS__)))
#define Z_CASE_31(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_29(__VA_ARGS__)))
#define Z_CASE_32(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_30(__VA_ARGS__)))
#define Z_CASE_33(flag, code, ...) COND_CODE_1(flag, code, (Z_CASE_31(__VA_ARGS__)))

#endif /* ZEPHYR_INCLUDE_SYS_UTIL_ARGS_H_ */
