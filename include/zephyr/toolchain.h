/* SPDX-License-Identifier: MIT */
/*
 * Compiler abstraction for GCC and Clang: attributes, hints and section placement.
 * Owns no state; every other header may include it. Any context.
 */
#ifndef ZEPHYR_INCLUDE_TOOLCHAIN_H_
#define ZEPHYR_INCLUDE_TOOLCHAIN_H_

#include <stdbool.h>

#if !defined(__GNUC__)
#error "Unsupported compiler: use GCC or Clang"
#endif

#if defined(__clang__)
/** The version of the compiler. */
#define TOOLCHAIN_CLANG_VERSION                                                                    \
	(__clang_major__ * 10000 + __clang_minor__ * 100 + __clang_patchlevel__)
#else
#define TOOLCHAIN_GCC_VERSION (__GNUC__ * 10000 + __GNUC_MINOR__ * 100 + __GNUC_PATCHLEVEL__)
#endif

/** Features that the preprocessor may be asked for. */
#define TOOLCHAIN_HAS_PRAGMA_DIAG 1
#define TOOLCHAIN_HAS_C_GENERIC   1
#define TOOLCHAIN_HAS_C_AUTO_TYPE 1
#define TOOLCHAIN_HAS_ZLA         1

#define _STRINGIFY(x) #x
#ifndef STRINGIFY
/** The argument as a string, after its expansion. */
#define STRINGIFY(s) _STRINGIFY(s)
#endif
#define _DO_CONCAT(x, y) x##y
#define _CONCAT(x, y)    _DO_CONCAT(x, y)

#if defined(__cplusplus)
/** A check at compile time, with an optional message: BUILD_ASSERT(cond, "message"). */
#define BUILD_ASSERT(expr, msg...) static_assert((expr), "" msg)
#else
/** A check at compile time, with an optional message: BUILD_ASSERT(cond, "message"). */
#define BUILD_ASSERT(expr, msg...) _Static_assert((expr), "" msg)
#endif

#ifndef ALWAYS_INLINE
/** Attributes of functions. */
#define ALWAYS_INLINE inline __attribute__((always_inline))
#endif
/** The function does not return. */
#define FUNC_NORETURN __attribute__((__noreturn__))
#if defined(__clang__)
/** The function is compiled without stack protector. */
#define FUNC_NO_STACK_PROTECTOR __attribute__((no_stack_protector))
#else
/** The function is compiled without stack protector. */
#define FUNC_NO_STACK_PROTECTOR __attribute__((optimize("no-stack-protector")))
#endif
/** @a new_alias is another name of @a real_func. */
#define FUNC_ALIAS(real_func, new_alias, return_type)                                              \
	return_type new_alias() __attribute__((alias(#real_func)))
#ifndef __printf_like
#define __printf_like(f, a) __attribute__((format(printf, f, a)))
#endif
#ifndef __must_check
#define __must_check __attribute__((warn_unused_result))
#endif
#ifndef __deprecated
#define __deprecated __attribute__((deprecated))
#endif
#ifndef __noinline
#define __noinline __attribute__((noinline))
#endif
#ifdef CONFIG_THREAD_LOCAL_STORAGE
/** Of a static or global variable: every thread has one of its own. */
#define Z_THREAD_LOCAL __thread
#endif
#ifndef __weak
#define __weak __attribute__((__weak__))
#endif
#ifndef __cold
#define __cold __attribute__((cold))
#endif
#ifndef __syscall
#define __syscall static inline
#endif

/* Objects and types. */
#ifndef __packed
#define __packed __attribute__((__packed__))
#endif
#ifndef __aligned
#define __aligned(x) __attribute__((__aligned__(x)))
#endif
#ifndef __used
#define __used __attribute__((__used__))
#endif
#ifndef __unused
#define __unused __attribute__((__unused__))
#endif
#ifndef __maybe_unused
#define __maybe_unused __attribute__((__unused__))
#endif
#ifndef __may_alias
#define __may_alias __attribute__((__may_alias__))
#endif
/** Nothing is done with this argument, on purpose. */
#define ARG_UNUSED(x) (void)(x)
#define __WARN1(s)    _Pragma(#s)

/* Flow. */
#ifndef __fallthrough
#define __fallthrough __attribute__((fallthrough))
#endif
/** Hints: what a condition usually is, and what is never reached. */
#define likely(x)        (__builtin_expect((bool)!!(x), true) != 0L)
#define unlikely(x)      (__builtin_expect((bool)!!(x), false) != 0L)
#define CODE_UNREACHABLE __builtin_unreachable()
/** Stops the compiler, not the processor, from moving memory accesses across it. */
#define compiler_barrier() __asm__ __volatile__("" ::: "memory")
/** The number of bits set. */
#define POPCOUNT(x) __builtin_popcount(x)

/** Values that the compiler must not trace back to their origin. */
#define HIDE_FROM_OPTIMIZER(var) __asm__("" : "+r"(var))

/*
 * Sections. Each use gets a section of its own, so that the linker can drop what is unused.
 * __noinit objects keep their content over a reset on boards and are plain zeroed memory on the
 * host.
 */
#define Z_GENERIC_SECTION(name) __attribute__((section(STRINGIFY(name))))
#define __in_section(a, b, c)                                                                      \
	__attribute__((section("." STRINGIFY(a) "." STRINGIFY(b) "." STRINGIFY(c))))
#define __in_section_unique(seg)             __in_section(seg, __LINE__, __COUNTER__)
#define __in_section_unique_named(seg, name) __in_section(seg, __LINE__, name)
#define __noinit                             __in_section_unique(noinit)
#define __noinit_named(name)                 __in_section_unique_named(noinit, name)
#ifndef __ramfunc
#define __ramfunc __noinline __attribute__((section(".ramfunc")))
#endif

/* An object that AddressSanitizer must leave without red zones: part of a packed array. */
#if defined(__clang__)
#define __no_redzone __attribute__((no_sanitize("address")))
#else
#define __no_redzone
#endif

/** Silence one warning over a range: TOOLCHAIN_DISABLE_WARNING(TOOLCHAIN_WARNING_...). */
#define TOOLCHAIN_PRAGMA(x) _Pragma(#x)
#define TOOLCHAIN_DISABLE_WARNING(warning)                                                         \
	TOOLCHAIN_PRAGMA(GCC diagnostic push) TOOLCHAIN_PRAGMA(GCC diagnostic ignored warning)
#define TOOLCHAIN_ENABLE_WARNING(warning)          TOOLCHAIN_PRAGMA(GCC diagnostic pop)
#define TOOLCHAIN_WARNING_ADDRESS_OF_PACKED_MEMBER "-Waddress-of-packed-member"
#define TOOLCHAIN_WARNING_ARRAY_BOUNDS             "-Warray-bounds"
#define TOOLCHAIN_WARNING_EXTRA                    "-Wextra"
#define TOOLCHAIN_WARNING_NONNULL                  "-Wnonnull"
#define TOOLCHAIN_WARNING_POINTER_ARITH            "-Wpointer-arith"
#define TOOLCHAIN_WARNING_SHADOW                   "-Wshadow"
#define TOOLCHAIN_WARNING_UNUSED_LABEL             "-Wunused-label"
#define TOOLCHAIN_WARNING_UNUSED_VARIABLE          "-Wunused-variable"

/** Width-safe access to memory of any alignment. */
#define UNALIGNED_GET(p)                                                                           \
	__extension__({                                                                            \
		struct __packed __may_alias {                                                      \
			__typeof__(*(p)) value;                                                    \
		} *_unaligned = (__typeof__(_unaligned))(p);                                       \
		_unaligned->value;                                                                 \
	})
#define UNALIGNED_PUT(v, p)                                                                        \
	do {                                                                                       \
		struct __packed __may_alias {                                                      \
			__typeof__(*(p)) value;                                                    \
		} *_unaligned = (__typeof__(_unaligned))(p);                                       \
		_unaligned->value = (v);                                                           \
	} while (false)

#endif /* ZEPHYR_INCLUDE_TOOLCHAIN_H_ */
