/* SPDX-License-Identifier: MIT */
/*
 * What AddressSanitizer must be told about threads that it does not know:
 * each change of stack, and that an abandoned stack is clean again. Empty in
 * other builds.
 */
#ifndef BREEZE_ARCH_POSIX_SANITIZER_H_
#define BREEZE_ARCH_POSIX_SANITIZER_H_

#include <stddef.h>

#include <zephyr/kernel/thread.h>

#ifdef Z_POSIX_SANITIZED

#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>

/**
 * The caller is about to go on on the stack [@a bottom, @a bottom + @a size); @a save is NULL if it
 * never comes back.
 */
static inline void z_posix_fiber_leave(void **save, const void *bottom, size_t size)
{
	__sanitizer_start_switch_fiber(save, bottom, size);
}

/** The caller has come back to its stack, or is new and @a fake_stack is NULL. */
static inline void z_posix_fiber_enter(void *fake_stack)
{
	__sanitizer_finish_switch_fiber(fake_stack, NULL, NULL);
}

/** Nothing of value is left in [@a start, @a start + @a size). */
static inline void z_posix_stack_clean(const void *start, size_t size)
{
	__asan_unpoison_memory_region(start, size);
}

/** What [@a start, @a start + @a size) points to is not lost. */
static inline void z_posix_stack_root(const void *start, size_t size)
{
	__lsan_register_root_region(start, size);
}

#else

static inline void z_posix_fiber_leave(void **save, const void *bottom, size_t size)
{
	(void)save;
	(void)bottom;
	(void)size;
}

static inline void z_posix_fiber_enter(void *fake_stack)
{
	(void)fake_stack;
}

static inline void z_posix_stack_clean(const void *start, size_t size)
{
	(void)start;
	(void)size;
}

static inline void z_posix_stack_root(const void *start, size_t size)
{
	(void)start;
	(void)size;
}

#endif /* Z_POSIX_SANITIZED */

#endif /* BREEZE_ARCH_POSIX_SANITIZER_H_ */
